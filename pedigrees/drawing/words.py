"""The short words of a drawing, beneath the symbols."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from genetics.inheritance import Sex
from genetics.phrases import marked, say
from pedigrees.drawing.marks import decisions_of, is_donation, is_obligate, patterns_of
from pedigrees.drawing.outlines import LOST, Fill
from pedigrees.drawing.show import Show, gender_differs
from pedigrees.family import Family
from pedigrees.people import Condition, Gender, Genotype, Outcome, Person
from pedigrees.plan import Decision, Plan
from pedigrees.relationship import path_to, relation_in_words

RESULTS: Mapping[Genotype, str] = {
    Genotype.HETEROZYGOUS: marked("het +"),
    Genotype.HEMIZYGOUS: marked("hemi +"),
    Genotype.HOMOZYGOUS: marked("hom +"),
    Genotype.COMPOUND_HETEROZYGOUS: marked("comp het +"),
    Genotype.NOT_DETECTED: marked("not detected"),
}
MOSAIC = marked("mosaic")
ASSIGNED: Mapping[Sex, str] = {
    Sex.MALE: marked("AMAB"),
    Sex.FEMALE: marked("AFAB"),
    Sex.UNKNOWN: marked("UAAB"),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.STILLBIRTH: marked("SB"),
    Outcome.MISCARRIAGE: marked("miscarriage"),
    Outcome.TERMINATION: marked("termination"),
    Outcome.ECTOPIC: marked("ECT"),
}
OBLIGATE = marked("obligate")


SEXES = {Sex.MALE: marked("male"), Sex.FEMALE: marked("female")}


@dataclass(frozen=True, slots=True)
class Told:
    """A family with all that the words about its people depend on.

    `called` is the family as relations are named in it: after the gender where it is not
    the one that goes with the sex. `numbers` are those in the generations, where shown.
    """

    family: Family
    called: Family
    show: Show
    decisions: Mapping[str, Decision]
    patterns: Mapping[str, Fill]
    numbers: Mapping[str, str] = field(default_factory=dict)


def told_of(family: Family, plan: Plan | None, show: Show, numbers: Mapping[str, str]) -> Told:
    """Return what the words about these people depend on."""
    called = Family((_as_called(person) for person in family), family.proband_id)
    return Told(family, called, show, decisions_of(plan), patterns_of(family), numbers)


def _as_called(person: Person) -> Person:
    return replace(person, sex=SEX_OF[person.gender]) if gender_differs(person) else person


SEX_OF = {
    Gender.MAN: Sex.MALE,
    Gender.WOMAN: Sex.FEMALE,
    Gender.NONBINARY: Sex.UNKNOWN,
    None: Sex.UNKNOWN,
}


def label_of(told: Told, name: str) -> tuple[str, ...]:
    """Return the short lines beneath the symbol of a person, the id first.

    Then, where they are shown and recorded: the number in the generation, relation, years,
    the sex assigned at birth where the gender is another one, what became of a pregnancy,
    conditions that no pattern stands for or whose age is known, the test result, "obligate"
    for who carries by the place in the tree, and what is offered.
    """
    person, decision, show = told.family[name], told.decisions.get(name), told.show
    lines = [person.id, told.numbers.get(name, "")]
    if show.relations:
        lines.append(relation_of(told, person))
    if show.births:
        lines.append(_years(person))
    if gender_differs(person):
        lines.append(say(ASSIGNED[person.sex]))
    lines += _became(person)
    lines += [
        condition_in_words(one)
        for one in person.conditions
        if one.age is not None or one.name not in told.patterns
    ]
    if show.results and person.genotype is not None:
        lines.append(say(MOSAIC if person.id == show.mosaic else RESULTS[person.genotype]))
    if show.results and is_obligate(person, decision):
        lines.append(say(OBLIGATE))
    if decision is not None and decision.flag.is_flagged:
        lines.append(say(show.flags[decision.flag]))
    return tuple(line for line in lines if line)


def _became(person: Person) -> Iterator[str]:
    """Yield what a pregnancy became, and under a triangle the sex where it is known."""
    if person.outcome in OUTCOMES:
        yield say(OUTCOMES[person.outcome])
    if person.outcome in LOST and person.sex is not Sex.UNKNOWN:
        yield say(SEXES[person.sex])


def condition_in_words(condition: Condition) -> str:
    """Return the name of a condition, with the age at its beginning where it is known."""
    if condition.age is None:
        return condition.name
    return say("{condition} at {age}", condition=condition.name, age=condition.age)


def relation_of(told: Told, person: Person) -> str:
    """Return what a person is to the proband."""
    if person.id == told.family.proband_id:
        return say(told.show.proband)
    if not person.genetic_link:
        return say("no genetic link")
    if not told.family.proband_id or _is_only_a_donor(told.family, person):
        return ""
    return relation_in_words(told.called, person.id)


def _is_only_a_donor(family: Family, person: Person) -> bool:
    """Whether a donor is neither a blood relative of the proband nor anybody's partner."""
    if not person.donor or path_to(family, person.id) is not None:
        return False
    pairs = [(person.id, one.id) for one in family.partners(person.id)]
    return bool(pairs) and all(is_donation(family, pair) for pair in pairs)


def _years(person: Person) -> str:
    born = "" if person.birth.year is None else str(person.birth.year)
    died = "" if person.died is None else str(person.died)
    if born and died:
        return f"{born}–{died}"
    if born:
        return say("b. {year}", year=born)
    return say("d. {year}", year=died) if died else ""
