"""The words of a drawing: short ones beneath the symbols, whole sentences for who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from genetics.inheritance import Sex
from genetics.phrases import marked, say
from genetics.word_lists import one_by_one
from pedigrees.family import Family
from pedigrees.people import Affected, Genotype, Person
from pedigrees.plan import Decision, Flag
from pedigrees.relationship import relation_in_words

SIZE = 9.0
"""Size of the letters in points; nothing in a drawing is smaller."""


@dataclass(frozen=True, slots=True)
class Show:
    """What is told of the people: results (and who carries), births, relations, flags.

    `proband` is what the person the family is counselled for is called, `mosaic` the id of
    the person whose variant is in a part of the cells only.
    """

    results: bool
    births: bool
    relations: bool
    flags: Mapping[Flag, str]
    offers: str
    proband: str
    mosaic: str = ""


CLINICAL_FLAGS: Mapping[Flag, str] = {
    Flag.TEST_NOW: marked("test now"),
    Flag.TEST_OFFER: marked("offer test"),
    Flag.OBLIGATE: marked("counsel"),
    Flag.STEPWISE: marked("later"),
    Flag.PHASE_TEST: marked("phase test"),
    Flag.RESIDUAL_LOW: marked("mosaic only"),
    Flag.HAEM_SCREEN: marked("blood tests"),
    Flag.PARTNER_OFFER: marked("on request"),
    Flag.SPECIALIST: marked("specialist"),
}
PLAIN_FLAGS: Mapping[Flag, str] = {
    Flag.TEST_NOW: marked("test offered"),
    Flag.TEST_OFFER: marked("test offered"),
    Flag.OBLIGATE: marked("talk offered"),
    Flag.STEPWISE: marked("later"),
    Flag.PHASE_TEST: marked("test offered"),
    Flag.RESIDUAL_LOW: marked("small chance"),
    Flag.HAEM_SCREEN: marked("blood tests"),
    Flag.PARTNER_OFFER: marked("on request"),
    Flag.SPECIALIST: marked("specialist"),
}

FOR_CLINICIANS = Show(
    results=True,
    births=True,
    relations=False,
    flags=CLINICAL_FLAGS,
    offers=marked("on the screening list; the number is the order"),
    proband=marked("proband"),
)
FOR_THE_FAMILY = Show(
    results=False,
    births=False,
    relations=True,
    flags=PLAIN_FLAGS,
    offers=marked("something is offered; 1 comes first"),
    proband=marked("person tested"),
)

RESULTS: Mapping[Genotype, str] = {
    Genotype.HETEROZYGOUS: marked("het +"),
    Genotype.HEMIZYGOUS: marked("hemi +"),
    Genotype.HOMOZYGOUS: marked("hom +"),
    Genotype.COMPOUND_HETEROZYGOUS: marked("comp het +"),
    Genotype.NOT_DETECTED: marked("not detected"),
}
MOSAIC = marked("mosaic")


# Beneath a symbol -------------------------------------------------------------------------


def label_of(
    family: Family, person: Person, decision: Decision | None, show: Show
) -> tuple[str, ...]:
    """Return the short lines beneath a symbol, the id first."""
    lines = [person.id]
    if show.relations:
        lines.append(_relation(family, person, show))
    if show.births:
        lines.append(_years(person))
    if show.results and person.genotype is not None:
        lines.append(say(MOSAIC if person.id == show.mosaic else RESULTS[person.genotype]))
    if decision is not None and decision.flag.is_flagged:
        lines.append(say(show.flags[decision.flag]))
    return tuple(line for line in lines if line)


def _relation(family: Family, person: Person, show: Show) -> str:
    if person.id == family.proband_id:
        return say(show.proband)
    if not person.genetic_link:
        return say("no genetic link")
    return relation_in_words(family, person.id)


def _years(person: Person) -> str:
    born = "" if person.birth.year is None else str(person.birth.year)
    died = "" if person.died is None else str(person.died)
    if born and died:
        return f"{born}–{died}"
    if born:
        return say("b. {year}", year=born)
    return say("d. {year}", year=died) if died else ""


# Whole sentences --------------------------------------------------------------------------

SEXES = {
    Sex.MALE: marked("male"),
    Sex.FEMALE: marked("female"),
    Sex.UNKNOWN: marked("sex not recorded"),
}
AFFECTED = {
    Affected.YES: marked("affected"),
    Affected.NO: marked("recorded as not affected"),
}


def sentence_of(family: Family, person: Person, decision: Decision | None, show: Show) -> str:
    """Return all that the drawing shows of one person, as a sentence."""
    parents = one_by_one(one.id for one in family.parents(person.id))
    partners = one_by_one(one.id for one in family.partners(person.id))
    twins = one_by_one(_twins(family, person))
    parts = [
        _relation(family, person, show),
        say(SEXES[person.sex]),
        _told_birth(person) if show.births else "",
        _told_death(person, show),
        say(AFFECTED[person.affected]) if person.affected in AFFECTED else "",
        _told_results(person, decision, show) if show.results else "",
        say("child of {parents}", parents=parents) if parents else "",
        say("partner of {partners}", partners=partners) if partners else "",
        say("twin of {twins}", twins=twins) if twins else "",
        _without_link(person),
        say("pregnant") if person.pregnant else "",
        _told_flag(decision, show),
    ]
    return f"{person.id}: {', '.join(part for part in parts if part)}."


def _twins(family: Family, person: Person) -> list[str]:
    return [
        other.id
        for other in family
        if other.id != person.id and (other.twin_of == person.id or person.twin_of == other.id)
    ]


def _told_birth(person: Person) -> str:
    return "" if person.birth.year is None else say("born {year}", year=person.birth.year)


def _told_death(person: Person, show: Show) -> str:
    if show.births and person.died is not None:
        return say("died {year}", year=person.died)
    return "" if person.alive else say("deceased")


def _told_results(person: Person, decision: Decision | None, show: Show) -> str:
    by_position = decision is not None and decision.flag is Flag.OBLIGATE
    if person.genotype is not None:
        result = MOSAIC if person.id == show.mosaic else person.genotype
        return say("test result {result}", result=say(result))
    return say("carries the variant") if by_position else ""


def _without_link(person: Person) -> str:
    parents = list(person.social_parents)
    if not person.genetic_link:
        parents = [*(one for one in (person.father, person.mother) if one), *parents]
    named = one_by_one(dict.fromkeys(parents))
    return say("dashed line to {parents}, without a genetic link", parents=named) if named else ""


def _told_flag(decision: Decision | None, show: Show) -> str:
    if decision is None or not decision.flag.is_flagged:
        return ""
    offer = say(show.flags[decision.flag])
    if not decision.priority:
        return offer
    return say("{offer}, order {number}", offer=offer, number=decision.priority)


# The width of a text ----------------------------------------------------------------------

NARROW, WIDE = frozenset("iIjlft.,:;'|!()[]- 1r"), frozenset("mwMWOQGD@%–+")


def width_of(text: str) -> float:
    """Return about how wide a text is in points; rather too wide than too narrow."""
    ems = sum(0.36 if sign in NARROW else 0.78 if sign in WIDE else 0.56 for sign in text)
    return SIZE * ems


def wrapped(text: str, width: float) -> tuple[str, ...]:
    """Break a text into lines of this width: at blanks, after signs, else within a word."""
    lines = [""]
    for piece in _pieces(text):
        if width_of((lines[-1] + piece).rstrip()) > width and lines[-1]:
            lines.append("")
        lines[-1] += piece
        while width_of(lines[-1].rstrip()) > width and len(lines[-1]) > 1:
            fits = _fitting(lines[-1], width)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return tuple(line.strip() for line in lines if line.strip())


def _pieces(text: str) -> list[str]:
    """Return what is not broken unless it must be: "S01-" "MO", "Alexander" "Teck"."""
    pieces = [""]
    for before, sign in zip(f" {text}", text, strict=False):
        if before in " -_/." or (before.islower() and sign.isupper()):
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _fitting(text: str, width: float) -> int:
    fits = 1
    while fits < len(text) and width_of(text[: fits + 1]) <= width:
        fits += 1
    return fits
