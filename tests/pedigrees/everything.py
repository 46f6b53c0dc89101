"""A family in which everything is drawn that can be drawn, for the tests of the symbols."""

from __future__ import annotations

from fractions import Fraction

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.people import (
    Adoption,
    Affected,
    Birth,
    Condition,
    Gender,
    Genotype,
    NoChildren,
    Outcome,
    Person,
)
from pedigrees.plan import Decision, Flag, Pattern, Plan

MAN, WOMAN, UNKNOWN = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN
LOSSES = (Outcome.MISCARRIAGE, Outcome.TERMINATION, Outcome.ECTOPIC, Outcome.STILLBIRTH)


def everything() -> Family:
    """Return three generations with every symbol."""
    return Family([*_grandparents(), *_parents(), *_own_generation(), *_children()], "SON")


def decision(person: str, flag: Flag, priority: int = 0) -> Decision:
    """Return a decision about one person, of which only flag and order matter here."""
    return Decision(
        person, "", flag, (), "R", "", "", Fraction(1, 2), False, False, priority, False, None
    )


def plan_for_everything() -> Plan:
    """Return a plan with an obligate carrier and three people on the list."""
    return Plan(
        Pattern.XL_M,
        "",
        "",
        None,
        True,
        (),
        (
            decision("GRANDMOTHER", Flag.OBLIGATE),
            decision("SISTER", Flag.TEST_NOW, 1),
            decision("ADOPTED-OUT", Flag.TEST_OFFER, 2),
            decision("BABY", Flag.TEST_OFFER, 3),
        ),
    )


def _grandparents() -> list[Person]:
    return [
        Person("GRANDFATHER", MAN, birth=Birth(1932), alive=False, died=2004),
        Person("GRANDMOTHER", WOMAN, birth=Birth(1935), conditions=(Condition("diabetes"),)),
        Person("P-GRANDMOTHER", WOMAN, alive=False, partner_of="P-GRANDFATHER"),
        Person("P-GRANDFATHER", MAN, affected=Affected.NO, genotype=Genotype.NOT_DETECTED),
    ]


def _parents() -> list[Person]:
    line = {"father": "GRANDFATHER", "mother": "GRANDMOTHER"}
    return [
        Person("FATHER", MAN, "P-GRANDFATHER", "P-GRANDMOTHER", birth=Birth(1956)),
        Person(
            "MOTHER",
            WOMAN,
            **line,
            birth=Birth(1958),
            genotype=Genotype.HETEROZYGOUS,
            conditions=(Condition("diabetes", 51), Condition("gout")),
        ),
        Person(
            "UNCLE",
            MAN,
            **line,
            birth=Birth(1960),
            affected=Affected.NO,
            genotype=Genotype.HEMIZYGOUS,
            no_children=NoChildren.BY_CHOICE,
        ),
        Person("WIFE", WOMAN, partner_of="UNCLE"),
        Person(
            "AUNT",
            WOMAN,
            **line,
            gender=Gender.MAN,
            birth=Birth(1963),
            conditions=(Condition("epilepsy"),),
        ),
        Person("PIBLING", MAN, **line, gender=Gender.NONBINARY, no_children=NoChildren.INFERTILITY),
        Person("SURROGATE", WOMAN, surrogate=True),
    ]


def _own_generation() -> list[Person]:
    line = {"father": "FATHER", "mother": "MOTHER"}
    lost = [
        Person(f"LOST-{number}", sex, **line, alive=False, outcome=outcome)
        for number, (sex, outcome) in enumerate(
            zip((MAN, WOMAN, UNKNOWN, WOMAN), LOSSES, strict=True), 1
        )
    ]
    return [
        Person(
            "SON",
            MAN,
            **line,
            birth=Birth(1983),
            affected=Affected.YES,
            genotype=Genotype.HEMIZYGOUS,
            conditions=tuple(
                Condition(name) for name in ("gout", "epilepsy", "diabetes", "asthma")
            ),
        ),
        *lost,
        Person("SISTER", WOMAN, **line, birth=Birth(1990), consultand=True),
        Person("TWIN-A", MAN, **line, birth=Birth(1992), monozygotic=True),
        Person("TWIN-B", MAN, **line, birth=Birth(1992), twin_of="TWIN-A", monozygotic=True),
        Person("ADOPTED-OUT", WOMAN, **line, birth=Birth(1994), adopted=Adoption.OUT),
        Person(
            "ADOPTED-IN",
            MAN,
            genetic_link=False,
            social_parents=("FATHER", "MOTHER"),
            adopted=Adoption.INTO,
            consultand=True,
        ),
        Person("PARTNER", WOMAN, partner_of="SON"),
        Person("DONOR", MAN, donor=True, affected=Affected.YES),
        Person("MAN", MAN, partner_of="SISTER"),
    ]


def _children() -> list[Person]:
    return [
        Person("DAUGHTER", WOMAN, "SON", "PARTNER", birth=Birth(2012), carried_by="SURROGATE"),
        Person("FETUS", MAN, "SON", "PARTNER", outcome=Outcome.PREGNANCY),
        Person("BABY", WOMAN, "DONOR", "SISTER", social_parents=("MAN",), birth=Birth(2020)),
    ]
