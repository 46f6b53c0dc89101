"""How two changes of one gene lie: by the numbers of copies, by the phase set, by the parents."""

from itertools import product

import pytest
from vcf_helpers import HEADER, panel_around, vcf_text

from genetics.alleles import alleles_of
from genetics.findings import find
from genetics.genotypes import carriage
from genetics.inheritance import Sex
from genetics.interpretation import outcome_of
from genetics.kin.calls import Held, ParentCall
from genetics.kin.pairs import by_parents
from genetics.kin.parents import Parents, Role
from genetics.kin.phase import Phase
from genetics.kin.phase_set import Change, by_phase_set
from genetics.observations import Observation
from genetics.readers.header import parse_header
from genetics.readers.records import Line, layout_of, record_of
from genetics.readers.territory import territory_of
from genetics.variants import Assembly

FIRST, SECOND = "c.349C>T", "c.625G>C"
SLC25A38 = ("chr3 39391513 . C T . PASS .", "chr3 39392021 . G C . PASS .")
ALAS2 = ("chrX 55021215 . C A . PASS .", "chrX 55014866 . C G . PASS .")
PS = ('##FORMAT=<ID=PS,Number=1,Type=Integer,Description="Phase set">',)
SEXES = {"child": Sex.FEMALE, "mother": Sex.FEMALE, "father": Sex.MALE}
TRIO = {"child": Parents("mother", "father")}


def gene_of(panel, tmp_path, text, number=0, sexes=None, **more):
    """The result of the one gene that the file speaks of, in the first sample."""
    path = tmp_path / "in.vcf"
    path.write_text(text)
    found = find(path, panel, sexes=sexes or SEXES, **more)
    return next(gene for gene in found.samples[number].genes if gene.findings)


def alone(panel, tmp_path, first, second, form="GT", records=SLC25A38, sex=Sex.FEMALE):
    rows = [
        f"{record} {form} {genotype}"
        for record, genotype in zip(records, (first, second), strict=True)
    ]
    text = vcf_text(*rows, samples=("child",), header=(*HEADER, *PS))
    return gene_of(panel, tmp_path, text, sexes={"child": sex})


def trio(panel, tmp_path, first, second, records=SLC25A38, sex=Sex.FEMALE, form="GT"):
    """`first` and `second` hold the genotypes of child, mother and father."""
    rows = [
        f"{record} {form} {genotypes}"
        for record, genotypes in zip(records, (first, second), strict=True)
    ]
    text = vcf_text(*rows, samples=("child", "mother", "father"), header=(*HEADER, *PS))
    return gene_of(panel, tmp_path, text, sexes={**SEXES, "child": sex}, parents=TRIO)


# --- one person ---


@pytest.mark.parametrize(
    ("first", "second", "form", "phase", "why"),
    [
        # the sides of one phase set
        ("0|1:7", "1|0:7", "GT:PS", "in trans (phase set)", "both in phase set 7"),
        ("0|1:7", "0|1:7", "GT:PS", "in cis (phase set)", "both in phase set 7"),
        ("0|1", "1|0", "GT", "unknown", "does not say whether reads, parents or a population"),
        ("1|0", "1|0", "GT", "unknown", "does not say whether reads, parents or a population"),
        # no answer
        ("0|1:7", "1|0:8", "GT:PS", "unknown", "the phase sets differ (7, 8)"),
        ("0|1:7", "1|0:.", "GT:PS", "unknown", "the phase sets differ (7, .)"),
        ("0|1:.", "1|0:.", "GT:PS", "unknown", "the phase set is not given (PS)"),
        ("0|1:7", "0/1:7", "GT:PS", "unknown", f"{SECOND} is not phased (0/1)"),
        ("0/1", "0/1", "GT", "unknown", f"{FIRST} is not phased (0/1)"),
        # on how many copies a change lies must be known
        (".|1:7", "1|0:7", "GT:PS", "unknown", "on how many copies c.349C>T lies is not known"),
        ("1:7", "1|0:7", "GT:PS", "unknown", "on how many copies c.349C>T lies is not known"),
        ("0|0|1:7", "1|0:7", "GT:PS", "unknown", "on how many copies c.349C>T lies is not known"),
        # the numbers of copies settle it
        ("1/1", "1/1", "GT", "in cis (genotype)", "each copy has both"),
        ("1/1", "0/1", "GT", "in cis (genotype)", f"the other has {FIRST} alone"),
    ],
)  # fmt: skip
def test_the_phase_in_one_person(panel, tmp_path, first, second, form, phase, why):
    gene = alone(panel, tmp_path, first, second, form)
    (pair,) = gene.pairs

    assert [finding.phase for finding in gene.findings] == [phase, phase]
    assert pair.phase == phase
    assert why in pair.why
    assert bool(pair.settle) is (phase == "unknown")


def test_a_phase_set_that_format_names_in_one_record_only_is_no_common_set(panel, tmp_path):
    rows = (f"{SLC25A38[0]} GT 0|1", f"{SLC25A38[1]} GT:PS 1|0:.")
    text = vcf_text(*rows, samples=("child",), header=(*HEADER, *PS))
    (pair,) = gene_of(panel, tmp_path, text).pairs

    assert pair.phase is Phase.UNKNOWN


def test_two_alleles_of_one_genotype_lie_on_different_copies(panel, tmp_path):
    text = vcf_text("chr3 39391956 . G A,C . PASS . GT 1/2", samples=("child",))
    (pair,) = gene_of(panel, tmp_path, text).pairs

    assert pair.phase is Phase.TRANS_GENOTYPE


def test_two_new_bases_for_the_same_base_lie_on_different_copies(panel, tmp_path):
    rows = ("chr3 39391956 . G A . PASS . GT 0/1", "chr3 39391956 . G C . PASS . GT 0/1")
    (pair,) = gene_of(panel, tmp_path, vcf_text(*rows, samples=("child",))).pairs

    assert pair.phase is Phase.TRANS_GENOTYPE


@pytest.mark.parametrize(
    ("genotypes", "sex", "phase", "why"),
    [
        (("1", "1"), Sex.MALE, "in cis (genotype)", "a man has one X"),
        (("1/1", "1"), Sex.MALE, "in cis (genotype)", "a man has one X"),
        (("0|1", "1|0"), Sex.MALE, "unknown", "heterozygous on X in a man"),
        (("0|1", "1|0"), Sex.FEMALE, "unknown", "does not say whether reads"),
        (("1", "1"), Sex.FEMALE, "unknown", "on how many copies"),
        (("0|1", "1|0"), Sex.UNKNOWN, "unknown", "on how many copies"),
    ],
)
def test_the_phase_on_x(panel, tmp_path, genotypes, sex, phase, why):
    gene = alone(panel, tmp_path, *genotypes, records=ALAS2, sex=sex)
    (pair,) = gene.pairs

    assert (pair.phase, gene.findings[0].phase) == (phase, phase)
    assert why in pair.why


def test_one_change_alone_has_no_phase_and_no_pair(panel, tmp_path):
    gene = gene_of(panel, tmp_path, vcf_text(f"{SLC25A38[0]} GT 0|1", samples=("child",)))

    assert gene.pairs == ()
    assert gene.findings[0].phase == ""


def test_a_withheld_change_is_not_paired(panel, tmp_path):
    rows = (f"{SLC25A38[0]} GT 0|1", f"{SLC25A38[0]} GT 1/1", f"{SLC25A38[1]} GT 1|0")
    gene = gene_of(panel, tmp_path, vcf_text(*rows, samples=("child",)))

    assert gene.pairs == ()
    assert {finding.phase for finding in gene.findings} == {""}


def test_a_benign_change_does_not_blur_how_two_disease_causing_ones_lie(panel, tmp_path):
    rows = (
        f"{SLC25A38[0]} GT:PS 0|1:7",
        f"{SLC25A38[1]} GT:PS 1|0:7",
        "chr3 39389590 . G A . PASS . GT:PS 0/1:.",
    )
    text = vcf_text(*rows, samples=("child",), header=(*HEADER, *PS))
    gene = gene_of(panel, tmp_path, text)
    phases = {finding.hgvs_c: finding.phase for finding in gene.findings}

    assert len(gene.pairs) == 3
    assert phases == {
        FIRST: "in trans (phase set)",
        SECOND: "in trans (phase set)",
        "c.165G>A": "unknown",
    }


def test_many_changes_of_a_gene_are_not_paired_and_each_says_so(tmp_path):
    rows = [f"chr3 {pos} . A C . PASS . GT 0|1" for pos in range(1001, 1062)]
    whole = panel_around(["3"])
    gene = gene_of(whole, tmp_path, vcf_text(*rows, samples=("child",)))
    fewer = gene_of(whole, tmp_path, vcf_text(*rows[1:], samples=("child",)))

    assert gene.pairs == ()
    assert len(fewer.pairs) == 60 * 59 / 2
    assert {finding.phase for finding in gene.findings} == {"unknown"}
    for finding in gene.findings:
        assert [warning.id for warning in finding.warnings] == ["TOO_MANY_TO_PAIR"]


@pytest.mark.parametrize(
    ("first", "second", "phase"),
    [
        ("|0|1", "|1|0", Phase.TRANS_SET),
        ("|0|1", "0|1", Phase.CIS_SET),
        ("/0|1", "1|0", Phase.UNKNOWN),
        ("|0/1", "1|0", Phase.UNKNOWN),
    ],
)
def test_a_sign_before_the_first_copy_is_read_as_vcf_4_4_means_it(panel, first, second, phase):
    """Only from the text: the pysam of today refuses such a genotype, and so do we."""
    gene = panel.gene("SLC25A38")
    header = parse_header("in.vcf", vcf_text(samples=("child",)).splitlines())
    layout = layout_of("in.vcf", header, ("child",), territory_of(panel))
    changes = []
    for record, genotype in zip(SLC25A38, (first, second), strict=True):
        line = "\t".join(f"{record} GT:PS {genotype}:7".split())
        read = record_of(Line(line), layout)
        (allele,) = alleles_of(read, gene, Assembly.GRCH38)
        (called,) = read.genotypes
        carried = carriage(called, allele.number, x_linked=False, sex=Sex.FEMALE)
        outcome = outcome_of(allele, called, carried, None)
        changes.append(Change(outcome.finding, [Observation(allele, called, carried)]))

    assert by_phase_set(*changes).phase is phase


# --- child, mother, father ---


@pytest.mark.parametrize(
    ("first", "second", "phase", "why", "settle"),
    [
        # each parent one of the two
        ("0/1 0/1 0/0", "0/1 0/0 0/1", "in trans (parents)", "c.349C>T comes from the mother, c.625G>C from the father", ""),
        ("0/1 0/0 0/1", "0/1 0/1 0/0", "in trans (parents)", "c.349C>T comes from the father, c.625G>C from the mother", ""),
        # one parent both
        ("0/1 0/1 0/0", "0/1 0/1 0/0", "in cis (parents)", "come from the mother", ""),
        ("0/1 0/0 0/1", "0/1 0/0 0/1", "in cis (parents)", "come from the father", ""),
        # a homozygous parent passes it on for certain (slivar#138)
        ("0/1 1/1 0/1", "0/1 0/0 0/1", "in trans (parents)", "c.349C>T comes from the mother", ""),
        ("0/1 1/1 0/0", "0/1 1/1 0/1", "in cis (parents)", "come from the mother", ""),
        ("0/1 1/1 ./.", "0/1 0/0 0/1", "in trans (parents)", "c.349C>T comes from the mother", ""),
        ("0/1 1/1 ./.", "0/1 1/1 ./.", "in cis (parents)", "come from the mother", ""),
        # both may have passed it on
        ("0/1 0/1 0/1", "0/1 0/1 0/1", "unknown", "fits both answers", "read both"),
        ("0/1 0/1 0/1", "0/1 0/1 0/0", "unknown", "fits both answers", "read both"),
        # a parent without a call is never a parent without the change
        ("0/1 0/1 ./.", "0/1 0/0 0/1", "unknown", "the father: not called (./.)", "test the father for c.349C>T"),
        ("0/1 0/1 0/0", "0/1 ./. 0/1", "unknown", "the mother: not called (./.)", "test the mother for c.625G>C"),
        ("0/1 0/1 0/0", "0/1 0/0 ./.", "unknown", "unless c.625G>C is new", "test the father for c.625G>C"),
        ("0/1 0/1 0/0", "0/1 0/0 ./0", "unknown", "unless c.625G>C is new", "test the father for c.625G>C"),
        ("0/1 0/1 ./.", "0/1 0/0 ./.", "unknown", "the father: not called (./.)", "test the father for c.349C>T, c.625G>C"),
        ("0/1 0/0 ./.", "0/1 0/0 ./.", "unknown", "come from the father, unless c.349C>T, c.625G>C is new", "test the father"),
        # half of a call is a carrier, on who knows how many copies
        ("0/1 ./1 0/0", "0/1 0/0 0/1", "in trans (parents)", "c.349C>T comes from the mother", ""),
        # new, or not the parents
        ("0/1 0/1 0/0", "0/1 0/0 0/0", "unknown", "neither parent carries c.625G>C", "read both"),
        ("0/1 1/1 1/1", "0/1 0/1 0/0", "unknown", "does not explain", "read both"),
        # no question
        ("1/1 0/1 0/1", "0/1 0/1 0/0", "in cis (genotype)", "the other has c.349C>T alone", ""),
    ],
)  # fmt: skip
def test_the_phase_by_the_parents(panel, tmp_path, first, second, phase, why, settle):
    gene = trio(panel, tmp_path, first, second)
    (pair,) = gene.pairs

    assert pair.phase == phase
    assert {finding.phase for finding in gene.findings} == {phase}
    assert why in pair.why
    assert pair.settle.startswith(settle)
    assert bool(pair.settle) is bool(settle)


@pytest.mark.parametrize(
    ("first", "second", "phase"),
    [
        ("0|1:7 0/1:. 0/0:.", "1|0:7 0/0:. 0/1:.", "in trans (parents)"),
        ("0|1:7 0/1:. 0/0:.", "1|0:7 ./.:. 0/1:.", "in trans (phase set)"),
        ("0|1:7 0/1:. 0/0:.", "1|0:8 0/0:. 0/1:.", "in trans (parents)"),
    ],
)
def test_phase_set_and_parents_complete_each_other(panel, tmp_path, first, second, phase):
    (pair,) = trio(panel, tmp_path, first, second, form="GT:PS").pairs

    assert pair.phase == phase


def test_phase_set_against_parents_is_unknown_and_both_findings_say_so(panel, tmp_path):
    gene = trio(panel, tmp_path, "0|1:7 0/1:. 0/0:.", "0|1:7 0/0:. 0/1:.", form="GT:PS")
    (pair,) = gene.pairs

    assert pair.phase is Phase.UNKNOWN
    assert "the parents say “in trans (parents)”" in pair.why
    assert "the genotypes “in cis (phase set)”" in pair.why
    for finding in gene.findings:
        assert finding.phase == "unknown"
        assert [w.id for w in finding.warnings if getattr(w, "id", "")] == ["PHASE_CONFLICT"]


def test_a_daughter_has_the_x_of_her_father(panel, tmp_path):
    (pair,) = trio(panel, tmp_path, "0/1 0/1 1", "0/1 0/1 0", records=ALAS2).pairs

    assert pair.phase is Phase.TRANS_PARENTS
    assert "c.475G>T comes from the father" in pair.why


def test_a_parent_read_by_few_reads_only_is_not_without_the_change(panel, tmp_path):
    gene = trio(panel, tmp_path, "0/1:40 0/1:40 0/0:40", "0/1:40 0/0:7 0/1:40", form="GT:DP")
    (pair,) = gene.pairs

    assert pair.phase is Phase.UNKNOWN
    assert "called without it on 7 reads only" in pair.why
    assert pair.settle.startswith("test the mother for c.625G>C")


def test_the_mother_alone_does_not_settle_it(panel, tmp_path):
    rows = (f"{SLC25A38[0]} GT 0/1 0/1", f"{SLC25A38[1]} GT 0/1 0/0")
    text = vcf_text(*rows, samples=("child", "mother"))
    (pair,) = gene_of(panel, tmp_path, text, parents=TRIO).pairs

    assert pair.phase is Phase.UNKNOWN
    assert "the father is not in this file" in pair.why
    assert pair.settle.startswith("test the father for c.349C>T, c.625G>C")


# --- the second way: every family that there can be ---

GENOTYPES = {0: (0, 0), 1: (0, 1), 2: (1, 1)}


def test_no_answer_by_the_parents_contradicts_a_family_that_can_be():
    """Parents' copies are drawn in all ways; what is answered must hold in each of them."""
    copies = list(product((0, 1), repeat=2))
    truths: dict[tuple, set[bool]] = {}
    for mother, father in product(product(copies, repeat=2), repeat=2):
        for hers, his in product(mother, father):
            if hers[0] + his[0] == hers[1] + his[1] == 1:
                counts = tuple(
                    sum(copy[change] for copy in parent)
                    for parent in (mother, father)
                    for change in (0, 1)
                )
                truths.setdefault(counts, set()).add(hers[0] != hers[1])
    answered = 0
    for counts, trans in truths.items():
        for hidden in product((False, True), repeat=4):
            held = [
                Held.UNKNOWN if hide else (Held.NONE, Held.ONE, Held.EVERY)[count]
                for count, hide in zip(counts, hidden, strict=True)
            ]
            calls = [
                [
                    ParentCall(Role.MOTHER, held[change], "?"),
                    ParentCall(Role.FATHER, held[2 + change], "?"),
                ]
                for change in (0, 1)
            ]
            told = by_parents("one", "other", *calls)
            if told.phase is not Phase.UNKNOWN:
                answered += 1
                assert trans == {told.phase is Phase.TRANS_PARENTS}
            elif not any(hidden):
                assert len(trans) == 2
    assert answered > 20
