"""What a laboratory's report says about phase, parents and names, as it is typed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from families import WOMAN, case, finding, wide_family

from genetics.errors import InputRejected
from genetics.inheritance import Sex
from genetics.results import Finding, GeneResult, GeneStatus, Origin, SampleResult
from pedigrees.clinical.facts import Facts
from pedigrees.evidence import combine
from pedigrees.plan import Plan
from pedigrees.readers.case_file import case_from_mapping
from pedigrees.screening import screen

PARENTS = [
    {"id": "MO", "sex": "F", "birth_year": 1990},
    {"id": "FA", "sex": "M", "birth_year": 1988},
]
MOTHERS = {"mother": "heterozygous", "father": "not detected"}
FATHERS = {"mother": "not detected", "father": "heterozygous"}


def planned(*findings: dict[str, object], sex: str = "F") -> Plan:
    child = {"id": "P", "sex": sex, "father": "FA", "mother": "MO", "birth_year": 2024}
    entered = {
        "schema": "sideroscreen-case/1",
        "id": "CASE",
        "proband": "P",
        "consent": {"contact_relatives": True},
        "people": [*PARENTS, child],
        "findings": list(findings),
    }
    read = case_from_mapping(entered, file="case", report_date=date(2026, 6, 1))
    whole = combine(read.case, None)
    return screen(whole, Facts(whole))


def recessive(name: str, **more: object) -> dict[str, object]:
    return {
        "gene": "SLC25A38",
        "hgvs_c": name,
        "zygosity": "heterozygous",
        "classification": "P",
        **more,
    }


@pytest.mark.parametrize(
    ("first", "second", "pattern", "context"),
    [
        ({"trio": MOTHERS}, {"trio": FATHERS}, "AR", ""),
        ({"origin": "mother"}, {"origin": "father"}, "AR", ""),
        ({"trio": MOTHERS}, {"trio": MOTHERS}, "AR-CARRIER", ""),
        ({}, {}, "AR", "phase unknown"),
        ({"trio": MOTHERS}, {}, "AR", "phase unknown"),
    ],
)
def test_phase_follows_from_the_parents(
    first: dict[str, object], second: dict[str, object], pattern: str, context: str
) -> None:
    plan = planned(recessive("c.349C>T", **first), recessive("c.625G>C", **second))

    assert (plan.pattern, plan.context_words) == (pattern, context)


def test_a_phase_in_other_words_is_refused() -> None:
    with pytest.raises(InputRejected, match='begin with "in trans", "in cis" or "unknown"'):
        planned(recessive("c.349C>T", phase="trans"), recessive("c.625G>C"))


def test_a_name_that_contradicts_itself_stops_the_case() -> None:
    """c.1354C>T cannot make His of Arg452."""
    plan = planned(
        {
            "gene": "ALAS2",
            "hgvs_c": "c.1354C>T",
            "hgvs_p": "p.(Arg452His)",
            "zygosity": "hemizygous",
            "classification": "P",
        },
        sex="M",
    )

    assert "c.1354C>T makes Cys, Ter or Trp of Arg452" in plan.stopped[0]
    assert plan.pattern == "open"


def test_a_man_is_never_homozygous_on_x() -> None:
    plan = planned(
        {"gene": "ALAS2", "hgvs_c": "c.1354C>T", "zygosity": "homozygous", "classification": "P"},
        sex="M",
    )

    assert (plan.pattern, plan.stopped) == ("XL-M", ())


def test_impossible_results_name_the_people() -> None:
    """A daughter of a hemizygous man cannot be negative."""
    people = [
        {**PARENTS[1], "genotype": "hemizygous"},
        PARENTS[0],
        {"id": "SI", "sex": "F", "father": "FA", "mother": "MO", "genotype": "not detected"},
        {"id": "P", "sex": "F", "father": "FA", "mother": "MO", "birth_year": 2010},
    ]
    found = {"gene": "ALAS2", "hgvs_c": "c.1354C>T", "zygosity": "heterozygous"}
    entered = {
        "schema": "sideroscreen-case/1",
        "id": "CASE",
        "proband": "P",
        "people": people,
        "findings": [{**found, "classification": "P"}],
    }
    whole = combine(case_from_mapping(entered, file="case").case, None)

    with pytest.raises(
        InputRejected, match="FA: test result hemizygous; SI: test result not detected"
    ):
        screen(whole, Facts(whole))


def test_the_reports_spelling_of_a_deletion_is_the_same_change() -> None:
    """c.1706_1709delAGTG in the report is c.1706_1709del in the VCF; other proteins differ."""
    typed = finding(hgvs_c="c.1706_1709delAGTG", hgvs_p="p.(Glu569GlyfsTer24)")
    seen = replace(typed, hgvs_c="c.1706_1709del", origin=Origin.VCF)
    other = replace(seen, hgvs_p="p.(Glu569Ter)")
    together = combine(case(wide_family(WOMAN), typed), sample(seen))
    apart = combine(case(wide_family(WOMAN), typed), sample(other))

    (agreed,), (disputed,) = together.findings, apart.findings
    assert not agreed.withheld
    assert disputed.withheld
    assert "p.(Glu569Ter)" in disputed.withheld_why


def sample(*found: Finding) -> SampleResult:
    status = GeneStatus.FOUND
    return SampleResult("P", Sex.FEMALE, (GeneResult("ALAS2", status, "", found),))


def test_treatment_that_contradicts_age_and_values_is_named_together() -> None:
    """An infant with phlebotomy, dependent on transfusions of which there are none."""
    entered = {
        "schema": "sideroscreen-case/1",
        "id": "CASE",
        "proband": "P",
        "people": [{"id": "P", "sex": "F", "birth_year": 2025}],
        "labs": [{"name": "transfusions", "value": 0, "unit": "RBC units/8 weeks"}],
        "treatment": {"phlebotomy": {"state": "ongoing"}, "transfusion_dependent": True},
    }
    with pytest.raises(InputRejected) as refused:
        case_from_mapping(entered, file="case", report_date=date(2026, 6, 1))

    assert [one.what for one in refused.value.mistakes] == [
        "phlebotomy is ongoing in an infant (born 2025)",
        "transfusion-dependent, and transfusions are 0 RBC units/8 weeks",
    ]


@pytest.mark.parametrize(
    ("tissue", "transfused", "warned"),
    [("", True, True), ("blood", True, True), ("buccal cells", True, False), ("", False, False)],
)
def test_dna_from_blood_after_transfusion_is_doubted(
    tissue: str, transfused: bool, warned: bool
) -> None:
    entered = {
        "schema": "sideroscreen-case/1",
        "id": "CASE",
        "proband": "P",
        "people": [{"id": "P", "sex": "F", "birth_year": 2024}],
        "findings": [recessive("c.349C>T", tissue=tissue)],
        "treatment": {"transfusion_dependent": transfused},
    }
    whole = combine(case_from_mapping(entered, file="case").case, None)

    assert any("DNA of donors" in note for note in whole.notes) is warned
