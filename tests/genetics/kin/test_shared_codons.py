"""Two changes of one codon: on one copy they make one amino acid, on two copies one each."""

import random
from collections import Counter
from dataclasses import replace
from time import process_time

import pytest
from made_up_genome import BASES, BUILD, COMPLEMENT, RESIDUE, made_up, panel_of
from true_places import true_genome
from vcf_helpers import HEADER, vcf_text

from genetics.answers import Answer
from genetics.findings import find
from genetics.gene_files import load_panel
from genetics.hgvs import read_coding, read_protein
from genetics.inheritance import Sex
from genetics.kin.parents import Parents
from genetics.kin.phase import Phase, PhasedPair
from genetics.library.library import Library
from genetics.results import Finding
from genetics.sequence.slices import Slice, Slices
from genetics.shared_codons import in_shared_codons

FIRST = "chrX 55014830 . G A . PASS . GT:PS"  # c.1354C>T p.(Arg452Cys)
SECOND = "chrX 55014829 . C T . PASS . GT:PS"  # c.1355G>A p.(Arg452His)
CYS, HIS = "p.(Arg452Cys)", "p.(Arg452His)"
DEPENDS = "depends on whether they lie on one copy"
OTHER_COPY = "on the other copy, so this change is named for itself"
SAME_COPY = "together they are c.1354_1355delinsTA p.?"


def in_set(genotypes):
    """Put each phased genotype of a record in one phase set."""
    return " ".join(f"{one}:{'7' if '|' in one else '.'}" for one in genotypes.split())


def named(panel, tmp_path, first, second, sex=Sex.FEMALE, samples=("child",), **more):
    path = tmp_path / "in.vcf"
    records = (f"{SECOND} {in_set(second)}", f"{FIRST} {in_set(first)}")
    text = vcf_text(*records, samples=samples, header=HEADER)
    path.write_text(text)
    found = find(path, panel, sexes={"child": sex}, samples=("child",), **more)
    return {finding.hgvs_c: finding for finding in found.of("child").findings}


@pytest.mark.parametrize(
    ("first", "second", "sex", "proteins", "why"),
    [
        ("0/1", "0/1", Sex.FEMALE, ("p.?", "p.?"), DEPENDS),
        ("0|1", "1|0", Sex.FEMALE, (CYS, HIS), OTHER_COPY),
        ("0|1", "0|1", Sex.FEMALE, ("p.?", "p.?"), SAME_COPY),
        ("1/1", "1/1", Sex.FEMALE, ("p.?", "p.?"), SAME_COPY),
        ("1", "1", Sex.MALE, ("p.?", "p.?"), SAME_COPY),
        ("1/1", "0/1", Sex.FEMALE, (CYS, "p.?"), SAME_COPY),
        ("1", "1", Sex.UNKNOWN, ("p.?", "p.?"), DEPENDS),
        ("./1", "0|1", Sex.FEMALE, ("p.?", "p.?"), DEPENDS),
    ],
)
def test_the_phase_decides_what_two_changes_of_a_codon_are_named(
    panel, tmp_path, first, second, sex, proteins, why
):
    found = named(panel, tmp_path, first, second, sex)

    assert (found["c.1354C>T"].hgvs_p, found["c.1355G>A"].hgvs_p) == proteins
    for finding in found.values():
        assert why in finding.naming


def test_parents_who_gave_one_each_settle_the_names(panel, tmp_path):
    samples = ("child", "mother", "father")
    kin = {"child": Parents("mother", "father")}
    found = named(panel, tmp_path, "0/1 0/1 0", "0/1 0/0 1", samples=samples, parents=kin)

    assert {finding.hgvs_p for finding in found.values()} == {CYS, HIS}
    assert {finding.phase for finding in found.values()} == {"in trans (parents)"}


def test_on_one_copy_the_class_on_file_is_said_to_be_of_one_change_alone(panel, tmp_path):
    found = named(panel, tmp_path, "1", "1", Sex.MALE)

    for name, finding in found.items():
        (said,) = (w for w in finding.warnings if getattr(w, "id", "") == "SHARED_CODON")
        assert f"a class on file is that of {name} alone" in said


def test_without_the_sequence_it_is_said_what_the_two_may_make(panel, tmp_path):
    """CGN becomes TAN: a tyrosine or a stop, and nobody may print one of them."""
    found = named(panel, tmp_path, "1", "1", Sex.MALE)

    assert "the codon of Arg452 is not known: Ter or Tyr" in found["c.1354C>T"].naming


# --- against a genome in which the codon is known ---


@pytest.mark.parametrize("symbol", ["ALAS2", "SLC25A38", "STEAP3", "ABCB7"])
@pytest.mark.parametrize("with_slice", [True, False])
def test_two_changes_in_cis_are_named_as_the_codon_of_a_known_genome_says(symbol, with_slice):
    """With the sequence every pair is named; without it what is named is right."""
    one = made_up(load_panel().gene(symbol), 5)
    chance = random.Random(23)
    places = sorted(one.bases)
    bases = "".join(one.bases[pos] for pos in places)
    slices = Slices((Slice(symbol, BUILD, symbol, places[0], bases),) if with_slice else ())
    said: Counter[bool] = Counter()
    for codon in chance.sample(range(2, len(one.coding) // 3), 120):
        first, last = sorted(chance.sample(range(3), 2))
        findings = [change(one, 3 * codon - 2 + place, chance) for place in (first, last)]
        (left, right) = (finding.variant for finding in findings)
        pair = PhasedPair(left, right, Phase.CIS_SET, "")
        named = in_shared_codons(findings, [pair], panel_of([one]).genes[0], slices)
        after = list(one.codon_at(codon))
        for finding in findings:
            read = read_coding(finding.hgvs_c)
            after[(read.start.base - 1) % 3] = read.new
        before, new = RESIDUE[one.codon_at(codon)], RESIDUE["".join(after)]
        truth = str(read_protein(f"p.{before}{codon}{'=' if new == before else new}"))
        for finding in named:
            assert finding.hgvs_p in {"p.?", truth}
            said[finding.hgvs_p != "p.?"] += 1

    if with_slice:
        assert said[False] == 0
    else:
        assert said[True] > said[False] / 5


def change(one, number, chance) -> Finding:
    """A change of coding base `number` to another base, as a finding."""
    pos = one.coding[number - 1]
    ref = one.bases[pos]
    alt = chance.choice([base for base in BASES if base != ref])
    reverse = one.gene.transcript.strand == "-"
    coding = [base.translate(COMPLEMENT) if reverse else base for base in (ref, alt)]
    return Finding(
        gene=one.gene.symbol,
        transcript="",
        hgvs_c=f"c.{number}{coding[0]}>{coding[1]}",
        hgvs_p="p.?",
        zygosity=None,
        classification=None,
        origin=None,
        variant=one.variant(pos, ref, alt),
    )


# --- the reading frame ---


def frame_pair(tmp_path, panel, first, second):
    """A base gone, and one put in nine bases behind it; no stop lies between in the new frame."""
    genome = true_genome(BUILD)
    bases, gone, put_in = genome.bases["3"], 39390435, 39390444
    path = tmp_path / "in.vcf"
    path.write_text(
        vcf_text(
            f"chr3 {gone} . {bases[gone]}{bases[gone + 1]} {bases[gone]} . PASS . GT:PS {in_set(first)}",
            f"chr3 {put_in} . {bases[put_in]} {bases[put_in]}C . PASS . GT:PS {in_set(second)}",
            samples=("child",),
        )
    )
    return find(path, panel, library=Library(slices=genome.slices())).of("child").findings


@pytest.mark.parametrize("genotype", ["1/1", "0|1"])
def test_two_changes_of_one_copy_that_give_the_frame_back_are_no_loss(tmp_path, panel, genotype):
    findings = frame_pair(tmp_path, panel, genotype, genotype)

    assert len({finding.hgvs_p for finding in findings}) == 1
    for finding in findings:
        assert "fs" not in finding.hgvs_p
        assert "gives the reading frame back" in finding.naming
        assert pvs1(finding).met is not Answer.YES


def test_without_the_sequence_a_frame_given_back_is_not_judged(tmp_path, panel):
    findings = frame_pair(tmp_path, panel, "0/1", "0/1")
    pair = PhasedPair(*(finding.variant for finding in findings), Phase.CIS_SET, "")

    for finding in in_shared_codons(findings, [pair], panel.gene("SLC25A38")):
        assert (finding.hgvs_p, finding.consequence, finding.nmd) == ("p.?", "", None)
        assert any("gives the reading frame back" in warning for warning in finding.warnings)


@pytest.mark.parametrize(("first", "second"), [("0|1", "1|0"), ("0/1", "0/1")])
def test_a_frame_that_is_not_shown_to_be_given_back_stays_lost(tmp_path, panel, first, second):
    findings = frame_pair(tmp_path, panel, first, second)

    assert [finding.consequence for finding in findings] == ["frameshift_variant"] * 2


def test_a_deletion_that_takes_an_intron_with_it_gives_no_frame_back():
    """c.10_11del by its name, but eight bases are gone: splicing is lost, not the frame alone."""
    one = made_up(load_panel().gene("SLC25A38"), 5)
    base = change(one, 40, random.Random(1))
    put_in = replace(base, hgvs_c="c.40_41dup", variant=one.variant(900, "A", "ACG"))
    gone = replace(base, hgvs_c="c.10_11del", variant=one.variant(800, "A" * 9, "A"))
    pair = PhasedPair(gone.variant, put_in.variant, Phase.CIS_SET, "")

    assert in_shared_codons([gone, put_in], [pair], one.gene) == (gone, put_in)


def pvs1(finding):
    return next(one for one in finding.proposal.criteria if one.code == "PVS1")


# --- bases put in beside a change ---


@pytest.mark.parametrize("symbol", ["ALAS2", "SLC25A38"])
def test_a_base_put_in_beside_a_change_of_its_codon_is_named_with_it(symbol):
    """Against the message read codon by codon, with both changes in it, up to its first stop."""
    one = made_up(load_panel().gene(symbol), 5)
    chance = random.Random(7)
    places = sorted(one.bases)
    letters = "".join(one.bases[pos] for pos in places)
    slices = Slices((Slice(symbol, BUILD, symbol, places[0], letters),))
    reverse = one.gene.transcript.strand == "-"
    message = "".join(one.codon_at(codon) for codon in range(1, len(one.coding) // 3 + 1))
    seen = 0
    for codon in chance.sample(range(5, len(one.coding) // 3 - 5), 60):
        number = 3 * codon - 2  # the first base of the codon; a base goes in behind it
        low, high = sorted(one.coding[number - 1 : number + 1])
        if high != low + 1:
            continue
        put_in = next(base for base in BASES if base not in message[number - 1 : number + 1])
        changed = change(one, number, chance)
        written = put_in.translate(COMPLEMENT) if reverse else put_in
        inserted = replace(
            changed,
            hgvs_c=f"c.{number}_{number + 1}ins{put_in}",
            variant=one.variant(low, one.bases[low], one.bases[low] + written),
        )
        new = read_coding(changed.hgvs_c).new
        if new == put_in:
            continue
        pair = PhasedPair(changed.variant, inserted.variant, Phase.CIS_SET, "")
        named = in_shared_codons([changed, inserted], [pair], panel_of([one]).genes[0], slices)
        after = RESIDUE["".join((new, put_in, message[number]))]
        for finding in named:
            assert "together they are" in finding.naming
            if RESIDUE[one.codon_at(codon)] != after:
                assert f"{codon}{after}" in finding.hgvs_p
                seen += 1
    assert seen > 40


def test_the_work_grows_with_the_changes_not_with_their_square():
    """Each of 6,000 changes of one gene is compared with those of its own codon alone."""
    one = made_up(load_panel().gene("ABCB7"), 5)
    chance = random.Random(3)
    numbers = range(4, len(one.coding) - 3)
    findings = [change(one, number, chance) for number in numbers] * 3
    started = process_time()
    in_shared_codons(findings, [], panel_of([one]).genes[0])

    assert process_time() - started < 3
