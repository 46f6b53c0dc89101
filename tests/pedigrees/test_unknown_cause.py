"""Nothing was found: blood screen of first-degree relatives and males of the maternal line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from families import MAN, REPORT_DATE, WOMAN, case, family, wide_family

from pedigrees.clinical.laboratory import measure
from pedigrees.people import Affected, Birth
from pedigrees.plan import Decision
from pedigrees.screening import screen

SIDEROBLASTIC = {
    "sideroblastic": True,
    "MDS_RS": False,
    "MALE_HET_X": False,
    "SEX_CONFLICT": False,
}
FIRST_DEGREE = {"FATHER", "MOTHER", "BROTHER", "SISTER", "SON", "DAUGHTER"}
MATERNAL_MALES = {"MGF", "MAT_UNCLE", "MAT_HALF_BROTHER", "MAT_AUNTS_SON", "SISTERS_SON"}


def screened(facts: Mapping[str, object], **known: dict[str, object]) -> set[str]:
    plan = screen(case(wide_family(WOMAN, **known)), facts)
    return {one.person for one in plan.flagged}


def test_first_degree_and_maternal_males_are_offered_a_blood_screen() -> None:
    assert screened(SIDEROBLASTIC) == FIRST_DEGREE | MATERNAL_MALES


@pytest.mark.parametrize(
    "facts",
    [
        {"sideroblastic": False},
        {"sideroblastic": None},
        {"MDS_RS": True},
    ],
)
def test_nobody_is_screened_without_a_sideroblastic_disease_or_with_mds(
    facts: dict[str, object],
) -> None:
    assert screened({**SIDEROBLASTIC, **facts}) == set()


def of(relative: str, **known: object) -> Decision:
    people = wide_family(MAN, **{relative: {"birth": Birth(1980), **known}})
    return screen(case(people), SIDEROBLASTIC).of(relative)


def in_short(decision: Decision) -> str:
    tests = "+".join(decision.tests) or "-"
    return f"{decision.flag} {tests} {decision.reason_id} {decision.priority}"


LOW = (measure("haemoglobin", 70, "g/L"),)


@pytest.mark.parametrize(
    ("relative", "known", "expected"),
    [
        ("SISTER", {}, "HAEM_SCREEN CBC+FER+TSAT R-NEG 3"),
        ("SISTER", {"affected": Affected.YES}, "HAEM_SCREEN CBC+FER+TSAT R-NEG 1"),
        ("SISTER", {"labs": LOW}, "HAEM_SCREEN CBC+FER+TSAT R-NEG 1"),
        ("SISTER", {"affected": Affected.NO}, "HAEM_SCREEN CBC+FER+TSAT R-NEG 3"),
        ("SISTER", {"pregnant": True}, "HAEM_SCREEN CBC+FER+TSAT R-NEG 3"),
        ("SISTER", {"alive": False}, "INFO_ONLY - R-DECEASED 0"),
        ("SISTER", {"genetic_link": False}, "NOT_INDICATED - R-NONBIO 0"),
        ("SISTER", {"contact_declined": True}, "INFO_ONLY - R-NOCONSENT 0"),
        ("PAT_AUNT", {"affected": Affected.YES}, "NOT_INDICATED - R-NEG 0"),
        ("PARTNER", {}, "NOT_INDICATED - R-NEG 0"),
        ("PAT_HALF_BROTHER", {}, "NOT_INDICATED - R-NEG 0"),
        ("MAT_HALF_SISTER", {}, "NOT_INDICATED - R-NEG 0"),
        ("MAT_AUNT", {}, "NOT_INDICATED - R-NEG 0"),
    ],
)
def test_one_relative(relative: str, known: dict[str, object], expected: str) -> None:
    assert in_short(of(relative, **known)) == expected


def test_no_figure_and_no_targeted_test_for_anybody() -> None:
    plan = screen(case(wide_family(MAN)), SIDEROBLASTIC)

    assert {one.chance for one in plan.decisions} == {None}
    assert not any("TV" in one.tests for one in plan.decisions)


def test_a_child_has_the_minor_rule_of_the_row() -> None:
    young = of("SISTER", birth=Birth(2016, date(REPORT_DATE.year - 10, 1, 1)))

    assert young.minor_rule == "HAEM_SCREEN"
    assert in_short(young) == "HAEM_SCREEN CBC+FER+TSAT R-NEG 3"


def test_half_brothers_of_the_mother_count_through_her_mother_only() -> None:
    people = family(
        "p",
        "gf M",
        "gm F",
        "other F",
        "mother F of gf gm",
        "p M of - mother",
        "through_gm M of - gm",
        "through_gf M of gf other",
        "aunt F of - gm",
        "aunts_son M of - aunt",
        "half_sister F of - mother",
        "half_sisters_son M of - half_sister",
    )
    plan = screen(case(people), SIDEROBLASTIC)

    assert {one.person for one in plan.flagged} == {
        "mother",
        "gf",
        "through_gm",
        "aunts_son",
        "half_sisters_son",
    }
