"""Phase, origin and parents: what the laboratory's report says beside what the VCF shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from families import WOMAN, case, finding, wide_family

from genetics.answers import Answer, Judged
from genetics.inheritance import Sex
from genetics.kin.phase import Phase, PhasedPair
from genetics.results import Finding, GeneResult, GeneStatus, Origin, ParentalResults, SampleResult
from genetics.variants import Assembly, Variant
from pedigrees.case import Case
from pedigrees.evidence import combine

HET, HOM, HEMI, NEG = "heterozygous", "homozygous", "hemizygous", "not detected"
PAIR = PhasedPair(
    Variant(Assembly.GRCH38, "X", 1, "A", "C"),
    Variant(Assembly.GRCH38, "X", 2, "A", "C"),
    Phase.CIS_SET,
    "both in phase set 7",
)


def merged(typed: dict[str, object], read: dict[str, object]) -> Finding:
    (one,) = combined(typed, read).findings
    return one


def combined(typed: dict[str, object], read: dict[str, object]) -> Case:
    stated = finding(**typed)
    seen = replace(finding(**read), origin=Origin.VCF)
    gene = GeneResult("ALAS2", GeneStatus.FOUND, "", (seen,), pairs=(PAIR,))
    return combine(case(wide_family(WOMAN), stated), SampleResult("P", Sex.FEMALE, (gene,)))


@pytest.mark.parametrize(
    ("typed", "read", "phase", "remark"),
    [
        ("", "in trans (parents)", "in trans (parents)", "phase in trans (parents)"),
        ("unknown", "in cis (phase set)", "in cis (phase set)", "phase in cis (phase set)"),
        ("in trans", "unknown", "in trans", ""),
        ("in trans", "in trans (parents)", "in trans", ""),
        ("unknown", "unknown", "unknown", ""),
        ("unknown, parents not tested", "", "unknown, parents not tested", ""),
        ("", "", "", ""),
    ],
)
def test_the_phase_of_the_report_stands_and_the_vcf_fills_in(
    typed: str, read: str, phase: str, remark: str
) -> None:
    one = merged({"phase": typed}, {"phase": read})
    said = [warning for warning in one.warnings if warning.startswith("from the VCF")]

    assert one.phase == phase
    assert not one.withheld
    assert bool(said) is bool(remark)
    assert all(remark in warning for warning in said)


def test_what_only_the_vcf_shows_of_the_parents_is_used_and_said_to_be_from_it() -> None:
    read = {"trio": ParentalResults(HET, NEG, 37, 41), "parental_origin": "mother"}
    one = merged({}, read)

    assert one.trio == ParentalResults(HET, NEG, 37, 41)
    assert one.parental_origin == "mother"
    assert (
        "from the VCF, not from the laboratory's report: from the mother, mother heterozygous, "
        "father not detected" in one.warnings
    )


def test_each_parent_is_taken_from_whoever_tested_this_parent() -> None:
    typed = {"trio": ParentalResults(NEG, "", 210, None, parentage_confirmed=True)}
    one = merged(typed, {"trio": ParentalResults("", HEMI, None, 33)})

    assert one.trio == ParentalResults(NEG, HEMI, 210, 33, parentage_confirmed=True)
    assert not one.withheld


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ({"phase": "in trans"}, {"phase": "in cis (parents)"}),
        ({"phase": "in cis"}, {"phase": "in trans (phase set)"}),
        ({"parental_origin": "mother"}, {"parental_origin": "father"}),
        ({"trio": ParentalResults(mother=HET)}, {"trio": ParentalResults(NEG, "", 40)}),
        ({"trio": ParentalResults(father=NEG)}, {"trio": ParentalResults("", HEMI)}),
        ({"trio": ParentalResults(mother=HET)}, {"trio": ParentalResults(HOM)}),
        (
            {"parental_origin": "mother"},
            {"de_novo": Judged(Answer.YES, "new in the child as far as the reads show")},
        ),
    ],
)
def test_report_and_vcf_that_contradict_each_other_about_the_family_withhold_the_finding(
    typed: dict[str, object], read: dict[str, object]
) -> None:
    one = merged(typed, read)

    assert one.withheld
    assert "the laboratory's report says" in one.withheld_why
    assert "the VCF says" in one.withheld_why


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ({"trio": ParentalResults(mother="detected")}, {"trio": ParentalResults(HET)}),
        ({"trio": ParentalResults(father=HET)}, {"trio": ParentalResults("", HEMI)}),
        ({"trio": ParentalResults(mother=NEG)}, {"trio": ParentalResults(NEG, "", 40)}),
        ({"parental_origin": "unknown"}, {"parental_origin": "father"}),
        (
            {"parental_origin": "mother"},
            {"de_novo": Judged(Answer.CANNOT_TELL, "the mother: not called (./.)")},
        ),
    ],
)
def test_what_fits_is_no_contradiction(typed: dict[str, object], read: dict[str, object]) -> None:
    assert not merged(typed, read).withheld


@pytest.mark.parametrize(("depth", "counts"), [(30, True), (29, False), (None, False)])
def test_a_parent_without_the_change_counts_from_thirty_reads(
    depth: int | None, counts: bool
) -> None:
    """A genotype without a depth is not a laboratory's targeted test (KNOWLEDGE.md 4.0)."""
    read = replace(finding(trio=ParentalResults(NEG, HEMI, depth, 12)), origin=Origin.VCF)
    gene = GeneResult("ALAS2", GeneStatus.FOUND, "", (read,))
    whole = combine(case(wide_family(WOMAN)), SampleResult("P", Sex.FEMALE, (gene,)))
    (one,) = whole.findings

    assert one.trio.mother == (NEG if counts else "")
    assert one.trio.father == HEMI
    assert any("does not count as a negative" in warning for warning in one.warnings) is not counts


def test_the_merged_finding_keeps_what_only_a_vcf_can_say() -> None:
    new = Judged(Answer.NO, "carried by the mother")
    whole = combined({}, {"de_novo": new})

    assert whole.findings[0].de_novo is new
    assert [gene.pairs for gene in whole.genes if gene.gene == "ALAS2"] == [(PAIR,)]
