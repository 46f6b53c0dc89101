"""Two changes of the same bases: what one copy can hold, and what may be written twice."""

import pytest
from vcf_helpers import HEADER, vcf_text

from genetics.answers import Answer
from genetics.errors import InputRejected
from genetics.findings import find
from genetics.inheritance import Sex
from genetics.kin.overlap import Overlap, overlap_of
from genetics.kin.parents import Parents
from genetics.variants import Assembly, Variant

MORE = (
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads of each allele">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Reads">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
    '##FORMAT=<ID=PS,Number=1,Type=Integer,Description="Phase set">',
)
TO_A, TO_C = "chr3 39391956 . G A . PASS .", "chr3 39391956 . G C . PASS ."
OVER_IT = "chr3 39391954 . CAG C . PASS ."
TWO_BASES = "chr3 39391956 . GT AA . PASS ."
TRIO = {"child": Parents("mother", "father")}
SEXES = {"child": Sex.FEMALE, "mother": Sex.FEMALE, "father": Sex.MALE}


def gene_of(panel, tmp_path, *rows, samples=("child",), sexes=SEXES, **more):
    path = tmp_path / "in.vcf"
    path.write_text(vcf_text(*rows, samples=samples, header=(*HEADER, *MORE)))
    found = find(path, panel, sexes=sexes, **more)
    return next(gene for gene in found.samples[0].genes if gene.findings)


def change(pos, ref, alt):
    return Variant(Assembly.GRCH38, "3", pos, ref, alt)


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ((10, "G", "A"), (11, "G", "A"), Overlap.NONE),
        ((10, "G", "A"), (10, "G", "C"), Overlap.SHUT_OUT),
        ((10, "GT", "AA"), (11, "T", "C"), Overlap.SHUT_OUT),
        ((10, "GT", "AA"), (10, "G", "A"), Overlap.MAY_BE_ONE),
        ((10, "GT", "AA"), (11, "T", "A"), Overlap.MAY_BE_ONE),
        ((10, "GTC", "AC"), (10, "G", "A"), Overlap.MAY_BE_ONE),
        ((9, "CGT", "C"), (10, "G", "A"), Overlap.SHUT_OUT_AS_WRITTEN),
        ((9, "CGT", "C"), (11, "T", "A"), Overlap.SHUT_OUT_AS_WRITTEN),
        ((9, "CGT", "C"), (10, "G", "GA"), Overlap.SHUT_OUT_AS_WRITTEN),
        ((9, "C", "CA"), (9, "C", "CT"), Overlap.SHUT_OUT_AS_WRITTEN),
        # the base before a deletion or an insertion is not changed
        ((9, "CGT", "C"), (9, "C", "A"), Overlap.NONE),
        ((9, "CGT", "C"), (9, "C", "CA"), Overlap.NONE),
        ((9, "C", "CA"), (9, "C", "G"), Overlap.NONE),
        ((9, "C", "CA"), (10, "G", "T"), Overlap.NONE),
    ],
)
def test_how_the_changed_bases_lie_to_each_other(one, other, overlap):
    assert overlap_of(change(*one), change(*other)) is overlap
    assert overlap_of(change(*other), change(*one)) is overlap


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (f"{TO_A} GT 1/1", f"{TO_C} GT 0/1", "more copies than there are (1/1, 0/1)"),
        (f"{TO_A} GT 1/1", f"{TO_C} GT 1/1", "more copies than there are (1/1, 1/1)"),
        (f"{OVER_IT} GT 1/1", f"{TO_A} GT 0/1", "more copies than there are"),
        (f"{OVER_IT} GT 0/1", f"{TO_A} GT 1/1", "more copies than there are"),
        (f"{TO_A} GT:PS 0|1:7", f"{TO_C} GT:PS 0|1:7", "the file phases them onto one copy"),
        (f"{OVER_IT} GT:PS 0|1:7", f"{TO_A} GT:PS 0|1:7", "the file phases them onto one copy"),
        (f"{TWO_BASES} GT 0/1", f"{TO_A} GT 0/1", "one change that is written twice"),
        (f"{TWO_BASES} GT 1/1", f"{TO_A} GT 1/1", "one change that is written twice"),
    ],
)
def test_an_impossible_pair_is_unknown_and_both_findings_say_so(
    panel, tmp_path, first, second, why
):
    gene = gene_of(panel, tmp_path, first, second)
    (pair,) = gene.pairs

    assert pair.phase == "unknown"
    assert why in pair.why
    for finding in gene.findings:
        assert finding.phase == "unknown"
        assert [w.id for w in finding.warnings if getattr(w, "id", "")] == ["SAME_BASES"]


def test_two_changes_of_one_base_cannot_both_lie_on_the_one_x_of_a_man(panel, tmp_path):
    rows = ("chrX 55021215 . C A . PASS . GT 1", "chrX 55021215 . C G . PASS . GT 1")
    (pair,) = gene_of(panel, tmp_path, *rows, sexes={"child": Sex.MALE}).pairs

    assert pair.phase == "unknown"
    assert "more copies than there are (1, 1)" in pair.why


@pytest.mark.parametrize(
    ("deletion", "beside", "phase"),
    [
        ("0/1", "G A,* . PASS . GT 1/2", "in trans (genotype)"),
        ("0/1", "G *,A . PASS . GT 1/2", "in trans (genotype)"),
        # without the "*" a deletion in a repeat may be written in another place
        ("0/1", "G A . PASS . GT 0/1", "unknown"),
        ("1/1", "G A,* . PASS . GT 1/2", "unknown"),
    ],
)
def test_a_change_called_beside_a_deleted_copy_lies_on_the_other(
    panel, tmp_path, deletion, beside, phase
):
    rows = (f"{OVER_IT} GT {deletion}", f"chr3 39391956 . {beside}")
    (pair,) = gene_of(panel, tmp_path, *rows).pairs

    assert pair.phase == phase


@pytest.mark.parametrize(
    ("first", "second", "phase"),
    [
        ("1/1:0,40", "0/1:20,20", "in cis (genotype)"),
        ("1/1:20,20", "0/1:20,20", "unknown"),
        ("1/1:0,40", "0/1:38,2", "unknown"),
        ("0|1:20,20", "1|0:38,2", "unknown"),
    ],
)
def test_a_genotype_that_its_reads_do_not_bear_out_settles_no_phase(
    panel, tmp_path, first, second, phase
):
    rows = (f"{TO_A} GT:AD {first}", f"chr3 39392021 . G C . PASS . GT:AD {second}")
    (pair,) = gene_of(panel, tmp_path, *rows).pairs

    assert pair.phase == phase
    assert ("the reads leave open" in pair.why) is (phase == "unknown")


# --- one allele that stands twice ---


def test_an_allele_phased_onto_both_copies_in_two_records_is_withheld(panel, tmp_path):
    (finding,) = gene_of(panel, tmp_path, f"{TO_A} GT 0|1", f"{TO_A} GT 1|0").findings

    assert finding.withheld
    assert "onto different copies (0|1, 1|0)" in finding.withheld_why


@pytest.mark.parametrize("genotype", ["0|1", "0/1"])
def test_an_allele_with_one_genotype_in_two_records_is_not(panel, tmp_path, genotype):
    (finding,) = gene_of(panel, tmp_path, *[f"{TO_A} GT {genotype}"] * 2).findings

    assert not finding.withheld


@pytest.mark.parametrize("alts", ["A,A", "A,a", "C,A,C"])
def test_a_record_that_names_an_allele_twice_is_refused(panel, tmp_path, alts):
    with pytest.raises(InputRejected, match="names the same allele twice"):
        gene_of(panel, tmp_path, f"chr3 39391956 . G {alts} . PASS . GT 1/2")


# --- new in the child ---

FORM = "GT:AD:DP:GQ"
NEW = "0/1:20,20:40:99 0/0:40,0:40:99 0/0:40,0:40:99"


def new_in(panel, tmp_path, *rows):
    samples = ("child", "mother", "father")
    gene = gene_of(panel, tmp_path, *rows, samples=samples, parents=TRIO)
    return gene.findings[0].de_novo


@pytest.mark.parametrize(
    ("genotypes", "answer", "why"),
    [
        (NEW, Answer.YES, "new in the child"),
        (NEW.replace(":99", ":20"), Answer.YES, "new in the child"),
        (NEW.replace(":99", ":."), Answer.YES, "new in the child"),
        (
            "0/1:20,20:40:99 0/0:40,0:40:0 0/0:40,0:40:99",
            Answer.CANNOT_TELL,
            "the mother: the genotype quality is 0 only",
        ),
        (
            "0/1:20,20:40:99 0/0:40,0:40:99 0/0:40,0:40:19",
            Answer.CANNOT_TELL,
            "the father: the genotype quality is 19 only",
        ),
        (
            "0/1:20,20:40:0 0/0:40,0:40:99 0/0:40,0:40:99",
            Answer.CANNOT_TELL,
            "the child's call is in doubt: the genotype quality is 0",
        ),
    ],
)
def test_an_unsure_genotype_does_not_show_a_new_change(panel, tmp_path, genotypes, answer, why):
    judged = new_in(panel, tmp_path, f"{TO_A} {FORM} {genotypes}")

    assert judged.answer is answer
    assert why in judged.why


@pytest.mark.parametrize(
    ("alts", "genotypes", "answer"),
    [
        ("A,C", "0/1:20,20,0:40:99 2/2:0,0,40:40:99 0/0:40,0,0:40:99", Answer.CANNOT_TELL),
        ("A,C", "0/1:20,20,0:40:99 0/2:20,0,20:40:99 0/0:40,0,0:40:99", Answer.YES),
        ("A,C", "1/2:0,20,20:40:99 0/2:20,0,20:40:99 0/0:40,0,0:40:99", Answer.YES),
        ("A,C", "1/2:0,20,20:40:99 0/0:40,0,0:40:99 0/0:40,0,0:40:99", Answer.CANNOT_TELL),
        ("A,*", "0/1:20,20,0:40:99 0/2:20,0,20:40:99 0/0:40,0,0:40:99", Answer.YES),
    ],
)
def test_the_childs_other_copy_must_come_from_its_parents(panel, tmp_path, alts, genotypes, answer):
    judged = new_in(panel, tmp_path, f"chr3 39391956 . G {alts} . PASS . {FORM} {genotypes}")

    assert judged.answer is answer
    if answer is Answer.CANNOT_TELL:
        assert "cannot come from its parents, the new change apart" in judged.why
        assert judged.settle


def test_the_other_copy_is_looked_for_in_split_records_as_well(panel, tmp_path):
    split = "0/0:40,0:40:99 1/1:0,40:40:99 0/0:40,0:40:99"
    judged = new_in(panel, tmp_path, f"{TO_A} {FORM} {NEW}", f"{TO_C} {FORM} {split}")

    assert judged.answer is Answer.CANNOT_TELL
    assert "cannot come from its parents" in judged.why


@pytest.mark.parametrize(
    ("mother", "answer"),
    [
        ("0/1:20,20:40:99", Answer.CANNOT_TELL),
        ("./.:0,0:0:.", Answer.CANNOT_TELL),
        ("0/0:40,0:40:99", Answer.YES),
    ],
)
def test_a_parent_may_carry_the_change_written_otherwise(panel, tmp_path, mother, answer):
    other = f"{TWO_BASES} {FORM} 0/0:40,0:40:99 {mother} 0/0:40,0:40:99"
    judged = new_in(panel, tmp_path, f"{TO_A} {FORM} {NEW}", other)

    assert judged.answer is answer
    assert ("written otherwise" in judged.why) is (answer is Answer.CANNOT_TELL)
