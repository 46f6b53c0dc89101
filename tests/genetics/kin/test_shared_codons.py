"""Two changes of one codon: on one copy they make one amino acid, on two copies one each."""

import random
from collections import Counter

import pytest
from made_up_genome import BASES, BUILD, COMPLEMENT, RESIDUE, made_up, panel_of
from vcf_helpers import HEADER, vcf_text

from genetics.findings import find
from genetics.gene_files import load_panel
from genetics.hgvs import read_coding, read_protein
from genetics.inheritance import Sex
from genetics.kin.parents import Parents
from genetics.kin.phase import Phase, PhasedPair
from genetics.results import Finding
from genetics.sequence.slices import Slice, Slices
from genetics.shared_codons import in_shared_codons

FIRST = "chrX 55014830 . G A . PASS . GT"  # c.1354C>T p.(Arg452Cys)
SECOND = "chrX 55014829 . C T . PASS . GT"  # c.1355G>A p.(Arg452His)
CYS, HIS = "p.(Arg452Cys)", "p.(Arg452His)"
DEPENDS = "depends on whether they lie on one copy"
OTHER_COPY = "on the other copy, so this change is named for itself"
SAME_COPY = "together they are c.1354_1355delinsTA p.?"


def named(panel, tmp_path, first, second, sex=Sex.FEMALE, samples=("child",), **more):
    path = tmp_path / "in.vcf"
    text = vcf_text(f"{SECOND} {second}", f"{FIRST} {first}", samples=samples, header=HEADER)
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
