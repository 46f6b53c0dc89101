"""The rows of the relatives oracle for recessive families and for patterns without a cascade."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from recessive_families import (
    cousin_partner_case,
    finding,
    one_parent_case,
    recessive_case,
    small_case,
)

from pedigrees.case import Case
from pedigrees.clinical.facts import Facts
from pedigrees.plan import Decision, Plan
from pedigrees.screening import screen

COUSINS = {"PARTNER_FIRST_COUSIN": False, "PARTNER_OF_HEALTHY_SIB_FIRST_COUSIN": True}
SINGLE = finding("SLC25A38", "c.349C>T", "P")
DISPUTED = finding("STEAP3", "c.330C>A", "VUS")
UNCERTAIN = finding("SLC25A38", "c.388G>A", "VUS")


def planned(case: Case) -> Plan:
    return screen(case, Facts(case))


def _rows(shared: Path, pattern: str) -> list[dict[str, str]]:
    table = shared / "clinical" / "relatives_oracle.csv"
    with table.open(newline="", encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row["pattern"] == pattern]


def _said(decision: Decision, context: str) -> dict[str, str]:
    return {
        "context_id": context,
        "flag": decision.flag,
        "reason_code": decision.reason_id,
        "p_variant": "" if decision.chance is None else str(decision.chance),
        "priority": str(decision.priority),
        "test_codes": "+".join(sorted(decision.tests)),
    }


def _expected(row: dict[str, str], got: dict[str, str]) -> dict[str, str]:
    wanted = {name: row[name] for name in got}
    return wanted | {"test_codes": "+".join(sorted(row["test_codes"].split("+")))}


def test_every_recessive_row(shared: Path) -> None:
    """Context, flag, reason, chance, priority and tests agree, row by row."""
    rows = _rows(shared, "AR")
    differences = []
    for row in rows:
        relation = row["relation"]
        if row["context_id"] == "ar-one-parent":
            plan = planned(one_parent_case())
        elif relation in COUSINS:
            plan = planned(cousin_partner_case(COUSINS[relation]))
        else:
            plan = planned(recessive_case())
        got = _said(plan.of(relation), plan.context)
        if got != _expected(row, got):
            differences.append(f"{row['row_id']} {relation}: {got} != {_expected(row, got)}")

    assert differences == []
    assert len(rows) == 21


@pytest.mark.parametrize(
    ("pattern", "findings", "people"),
    [
        (
            "AR-CARRIER",
            (SINGLE,),
            {
                "PARENT": ("MOTHER", "FATHER"),
                "ADULT_SIB_OR_CHILD": ("WELL_BROTHER", "SICK_SISTER"),
                "MINOR_CHILD": ("CHILD",),
            },
        ),
        (
            "AD-UNCERTAIN",
            (DISPUTED,),
            {
                "MOTHER": ("MOTHER",),
                "FATHER": ("FATHER",),
                "SIB_WITH_ANAEMIA": ("SICK_SISTER",),
                "SIB_HEALTHY": ("WELL_BROTHER",),
                "CHILD_HEALTHY": ("CHILD",),
                "PARTNER": ("PARTNER",),
                "EXTENDED": ("COUSIN",),
            },
        ),
        (
            "VUS",
            (UNCERTAIN,),
            {
                "PARENTS": ("MOTHER", "FATHER"),
                "AFFECTED_RELATIVE": ("SICK_SISTER",),
                "HEALTHY_RELATIVE": ("WELL_BROTHER", "CHILD"),
                "FETUS": ("UNBORN",),
            },
        ),
    ],
)
def test_patterns_without_a_cascade(
    shared: Path, pattern: str, findings: tuple, people: dict[str, tuple[str, ...]]
) -> None:
    """Flag, reason, priority and tests agree; no chance is given to anybody."""
    plan = planned(small_case(*findings))
    rows = [row for row in _rows(shared, pattern) if row["relation"] != "PROBAND"]

    assert {row["relation"] for row in rows} == set(people)
    assert all(decision.chance is None for decision in plan.decisions)
    for row in rows:
        for person in people[row["relation"]]:
            got = _said(plan.of(person), plan.context) | {"p_variant": ""}
            assert got == _expected(row, got) | {"p_variant": ""}, (row["row_id"], person)


@pytest.mark.parametrize(
    ("relation", "chance"),
    [
        ("SIB_SYMPTOMATIC_OR_UNDER_3Y", "1/4"),
        ("SIB_HEALTHY_ADULT", "0"),
        ("HALF_SIB", "1/2000"),
        ("CHILD", "1/1000"),
        ("MOTHER", "0"),
    ],
)
def test_chance_of_the_disease_genotype(relation: str, chance: str) -> None:
    """A sib of unknown state 1 in 4, a half-sib and a child by the population's chance."""
    assert str(planned(recessive_case()).of(relation).affected) == chance


def test_couple_of_cousins() -> None:
    """The proband with a cousin: 1 in 8 for a child; a healthy sib with a cousin: 1 in 24."""
    (with_proband,) = planned(cousin_partner_case(False)).couples
    (with_sib,) = planned(cousin_partner_case(True)).couples

    assert (str(with_proband.untested), str(with_proband.one_negative)) == ("1/8", "0")
    assert (str(with_sib.untested), str(with_sib.both_carriers)) == ("1/24", "1/4")
