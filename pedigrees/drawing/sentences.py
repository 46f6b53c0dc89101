"""Whole sentences about each person, for those who cannot see the drawing: all that it shows."""

from __future__ import annotations

from collections.abc import Iterator

from genetics.inheritance import Sex
from genetics.phrases import marked, say
from genetics.word_lists import one_by_one
from pedigrees.drawing.marks import BOTH_COPIES, is_donation, is_obligate
from pedigrees.drawing.show import Show, gender_differs
from pedigrees.drawing.words import MOSAIC, SEXES, Told, condition_in_words, relation_of
from pedigrees.family import Family
from pedigrees.people import Adoption, Affected, Gender, NoChildren, Outcome, Person
from pedigrees.plan import Decision

GENDERS = {
    Gender.MAN: marked("man"),
    Gender.WOMAN: marked("woman"),
    Gender.NONBINARY: marked("nonbinary"),
}
SEX_AT_BIRTH = {
    Sex.MALE: marked("assigned male at birth"),
    Sex.FEMALE: marked("assigned female at birth"),
    Sex.UNKNOWN: marked("sex at birth not assigned or not recorded"),
}
BECAME = {
    Outcome.PREGNANCY: marked("pregnancy"),
    Outcome.STILLBIRTH: marked("stillbirth"),
    Outcome.MISCARRIAGE: marked("miscarriage"),
    Outcome.TERMINATION: marked("termination of pregnancy"),
    Outcome.ECTOPIC: marked("ectopic pregnancy"),
}
ADOPTED = {Adoption.INTO: marked("adopted in"), Adoption.OUT: marked("adopted out")}
WITHOUT_CHILDREN = {
    NoChildren.BY_CHOICE: marked("no children by choice"),
    NoChildren.INFERTILITY: marked("infertility"),
}
AFFECTED = {
    Affected.YES: marked("affected"),
    Affected.NO: marked("recorded as not affected"),
}


def sentence_of(told: Told, name: str) -> str:
    """Return all that the drawing shows of one person, as a sentence."""
    family, show, decision = told.family, told.show, told.decisions.get(name)
    person = family[name]
    parents = one_by_one(one.id for one in family.parents(name))
    partners = one_by_one(_partners(family, name))
    twins = one_by_one(_twins(family, person))
    parts = [
        told.numbers.get(name, ""),
        relation_of(told, person),
        say("asks for advice") if person.consultand else "",
        *_told_sex(person, show),
        say(BECAME[person.outcome]) if person.outcome in BECAME else "",
        _told_birth(person) if show.births else "",
        _told_death(person, show),
        say(AFFECTED[person.affected]) if person.affected in AFFECTED else "",
        *(condition_in_words(one) for one in person.conditions),
        *(_told_results(person, decision, show) if show.results else ()),
        say("child of {parents}", parents=parents) if parents else "",
        say("partner of {partners}", partners=partners) if partners else "",
        say("twin of {twins}", twins=twins) if twins else "",
        *_told_adoption(family, person),
        *_told_help(person),
        say("pregnant") if person.pregnant else "",
        say(WITHOUT_CHILDREN[person.no_children]) if person.no_children else "",
        _told_flag(decision, show),
    ]
    return f"{person.id}: {', '.join(part for part in parts if part)}."


def _partners(family: Family, name: str) -> list[str]:
    """Return the partners; a donor of egg or sperm is none."""
    partners = (one.id for one in family.partners(name))
    return [one for one in partners if not is_donation(family, (name, one))]


def _twins(family: Family, person: Person) -> list[str]:
    return [
        other.id
        for other in family
        if other.id != person.id and (other.twin_of == person.id or person.twin_of == other.id)
    ]


def _told_sex(person: Person, show: Show) -> Iterator[str]:
    if gender_differs(person):
        assert person.gender is not None
        yield say(GENDERS[person.gender])
        yield say(SEX_AT_BIRTH[person.sex])
    else:
        yield say(SEXES.get(person.sex, show.no_sex))


def _told_birth(person: Person) -> str:
    return "" if person.birth.year is None else say("born {year}", year=person.birth.year)


def _told_death(person: Person, show: Show) -> str:
    if show.births and person.died is not None:
        return say("died {year}", year=person.died)
    born = person.outcome is Outcome.LIVE_BORN
    return say("deceased") if born and not person.alive else ""


def _told_results(person: Person, decision: Decision | None, show: Show) -> Iterator[str]:
    if person.genotype is not None:
        result = MOSAIC if person.id == show.mosaic else person.genotype
        yield say("test result {result}", result=say(result))
        if person.affected is Affected.NO and person.genotype in BOTH_COPIES:
            yield say("has the genotype of the disease without signs")
    if is_obligate(person, decision):
        yield say("carries the variant")


def _told_adoption(family: Family, person: Person) -> Iterator[str]:
    """Yield who was adopted which way, and to whom a dashed line leads."""
    if person.adopted is not None:
        yield say(ADOPTED[person.adopted])
    parents = list(person.social_parents)
    if not person.genetic_link:
        parents = [*(one for one in (person.father, person.mother) if one), *parents]
    named = one_by_one(dict.fromkeys(one for one in parents if one in family))
    if named:
        yield say("dashed line to {parents}, without a genetic link", parents=named)


def _told_help(person: Person) -> Iterator[str]:
    """Yield who is donor or surrogate, and who carried this child for its parents."""
    if person.donor:
        yield say("donor of egg, sperm or embryo")
    if person.surrogate:
        yield say("surrogate")
    if person.carried_by is not None:
        yield say("carried by {surrogate}", surrogate=person.carried_by)


def _told_flag(decision: Decision | None, show: Show) -> str:
    if decision is None or not decision.flag.is_flagged:
        return ""
    offer = say(show.flags[decision.flag])
    if not decision.priority:
        return offer
    return say("{offer}, order {number}", offer=offer, number=decision.priority)
