"""Random families in which every field of a person is recorded now and then, and nothing is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from genetics.inheritance import Sex
from genetics.plain_text import invisible_in
from pedigrees.clinical.laboratory import Measurement
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
    VariantTest,
)
from pedigrees.readers.pedigree_file import RecordedFamily

LETTERS = st.characters(codec="utf-8").filter(lambda letter: not invisible_in(letter))
WORDS = st.text(LETTERS, min_size=1, max_size=8)
MAYBE = st.booleans()
DAYS = st.dates(date(2020, 1, 1), date(2026, 1, 1))
CHANCES = st.fractions(0, 1, max_denominator=1000)
LABS = st.builds(
    Measurement,
    WORDS,
    st.floats(0, 1000),
    WORDS,
    WORDS,
    st.none() | st.floats(0, 10),
    st.none() | st.floats(10, 100),
    st.none() | DAYS,
    WORDS,
)
CONDITIONS = st.builds(Condition, WORDS, st.none() | st.integers(0, 90))


@st.composite
def tests_of_variants(draw: st.DrawFn) -> VariantTest:
    looked_for = draw(st.lists(WORDS, max_size=3, unique=True))
    found = looked_for[: draw(st.integers(0, len(looked_for)))]
    sensitivity, false_positive = draw(CHANCES), draw(CHANCES)
    on = draw(st.none() | DAYS)
    return VariantTest(tuple(looked_for), tuple(found), sensitivity, false_positive, on)


@st.composite
def families(draw: st.DrawFn, name: str = "F") -> RecordedFamily:
    """One family: parents stand before their children and are ten years older at least."""
    people: list[Person] = []
    for number in range(draw(st.integers(1, 7))):
        if people and draw(st.integers(0, 5)) == 0 and people[-1].twin_of is None:
            people.append(_twin_of(people[-1], f"{number}:é", draw(st.none() | MAYBE)))
            continue
        people.append(draw(_people(f"P {number}", 1900 + 10 * number, people)))
    parents = {parent for one in people for parent in (one.father, one.mother)}
    people = [one if one.id in parents else draw(_not_born(one)) for one in people]
    proband = draw(st.sampled_from(["", *(one.id for one in people)]))
    return RecordedFamily(name, tuple(people), proband)


def _twin_of(other: Person, name: str, monozygotic: bool | None) -> Person:
    return replace(
        other, id=name, twin_of=other.id, monozygotic=monozygotic, sample=None, pregnant=False
    )


@st.composite
def _people(draw: st.DrawFn, name: str, year: int, before: list[Person]) -> Person:
    def someone(*sexes: Sex) -> str | None:
        known = [one.id for one in before if one.sex in sexes and one.twin_of is None]
        return draw(st.sampled_from([None, *known]))

    sex = draw(st.sampled_from(Sex))
    link = draw(MAYBE)
    birth = draw(st.sampled_from([Birth(), Birth(year), Birth(year, date(year, 2, 28))]))
    died = draw(st.none() | st.integers(year + 50, 2025))
    father, mother = someone(Sex.MALE), someone(Sex.FEMALE)
    others = [one.id for one in before if one.id not in (father, mother)]
    social = draw(st.lists(st.sampled_from(others), max_size=2, unique=True)) if others else []
    adopted = draw(st.sampled_from([None, *Adoption]))
    if adopted is Adoption.INTO and link and not social:
        adopted = None
    alive = died is None and draw(MAYBE)
    return Person(
        id=name,
        sex=sex,
        father=father,
        mother=mother,
        social_parents=tuple(social),
        birth=birth,
        alive=alive,
        died=died,
        genetic_link=link,
        affected=draw(st.sampled_from(Affected)),
        genotype=draw(st.none() | st.sampled_from(Genotype)),
        depth=draw(st.none() | st.integers(0, 500)),
        tested_on=draw(st.none() | DAYS),
        labs=tuple(draw(st.lists(LABS, max_size=1))),
        partner_of=someone(*Sex),
        pregnant=alive and sex is not Sex.MALE and draw(MAYBE),
        planning_children=draw(MAYBE),
        possible_hsct_donor=draw(MAYBE),
        contact_declined=draw(MAYBE),
        sample=draw(st.sampled_from([None, f"S{name}"])),
        gender=draw(st.none() | st.sampled_from(Gender)),
        conditions=tuple(draw(st.lists(CONDITIONS, max_size=2))),
        tests=tuple(draw(st.lists(tests_of_variants(), max_size=1))),
        adopted=adopted,
        donor=draw(MAYBE),
        surrogate=sex is not Sex.MALE and draw(MAYBE),
        carried_by=someone(Sex.FEMALE, Sex.UNKNOWN),
        no_children=draw(st.none() | st.sampled_from(NoChildren)),
        consultand=draw(MAYBE),
        note=draw(st.just("") | WORDS),
    )


@st.composite
def _not_born(draw: st.DrawFn, person: Person) -> Person:
    outcome = draw(st.sampled_from(Outcome)) if draw(st.integers(0, 3)) == 0 else person.outcome
    if outcome is Outcome.LIVE_BORN:
        return person
    died = None if outcome is Outcome.PREGNANCY else person.died
    return replace(
        person, outcome=outcome, alive=outcome is Outcome.PREGNANCY, died=died, pregnant=False
    )


EVERYTHING = RecordedFamily(
    "Everything: a family",
    (
        Person("G 1", Sex.MALE, birth=Birth(1930), alive=False, died=2004),
        Person("G:2", Sex.FEMALE, partner_of="G 1", donor=True),
        Person("S", Sex.FEMALE, surrogate=True, no_children=NoChildren.INFERTILITY),
        Person(
            "K1",
            Sex.FEMALE,
            "G 1",
            "G:2",
            ("S",),
            Birth(1960, date(1960, 2, 29)),
            affected=Affected.YES,
            genotype=Genotype.HETEROZYGOUS,
            depth=40,
            tested_on=date(2026, 4, 22),
            labs=(
                Measurement(
                    "ferritin", 410.5, "ug/L", "410.5 ug/L", 30.0, 300.0, date(2026, 1, 2), "high"
                ),
            ),
            pregnant=True,
            planning_children=True,
            possible_hsct_donor=True,
            contact_declined=True,
            sample="NA00001",
            gender=Gender.NONBINARY,
            conditions=(Condition("diabetes", 45), Condition("asthma")),
            tests=(
                VariantTest(
                    ("c.1A>G", "c.2T>C"),
                    ("c.2T>C",),
                    Fraction(19, 20),
                    Fraction(1, 1000),
                    date(2026, 4, 1),
                ),
            ),
            adopted=Adoption.OUT,
            carried_by="S",
            consultand=True,
            note="tells “all”",
        ),
        Person(
            "K2",
            Sex.FEMALE,
            "G 1",
            "G:2",
            birth=Birth(1960),
            twin_of="K1",
            monozygotic=True,
            genetic_link=False,
        ),
        Person("SB", Sex.UNKNOWN, mother="K1", alive=False, outcome=Outcome.STILLBIRTH),
    ),
    "K1",
)
"""One family in which every field is recorded at least once."""
