"""The words of a drawing: short ones beneath the symbols, whole sentences for who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.people import Affected, Genotype, Person
from pedigrees.plan import Decision, Flag
from pedigrees.relationship import relation_in_words

SIZE = 9.0
"""Size of the letters in points; nothing in a drawing is smaller."""


@dataclass(frozen=True, slots=True)
class Show:
    """What is told of the people: results (and who carries), births, relations, flags.

    `proband` is what the person the family is counselled for is called.
    """

    results: bool
    births: bool
    relations: bool
    flags: Mapping[Flag, str]
    offers: str
    proband: str


CLINICAL_FLAGS: Mapping[Flag, str] = {
    Flag.TEST_NOW: "test now",
    Flag.TEST_OFFER: "offer test",
    Flag.OBLIGATE: "counsel",
    Flag.STEPWISE: "later",
    Flag.PHASE_TEST: "phase test",
    Flag.RESIDUAL_LOW: "mosaic only",
    Flag.HAEM_SCREEN: "blood tests",
    Flag.PARTNER_OFFER: "on request",
    Flag.SPECIALIST: "specialist",
}
PLAIN_FLAGS: Mapping[Flag, str] = {
    Flag.TEST_NOW: "test offered",
    Flag.TEST_OFFER: "test offered",
    Flag.OBLIGATE: "talk offered",
    Flag.STEPWISE: "later",
    Flag.PHASE_TEST: "test offered",
    Flag.RESIDUAL_LOW: "small chance",
    Flag.HAEM_SCREEN: "blood tests",
    Flag.PARTNER_OFFER: "on request",
    Flag.SPECIALIST: "specialist",
}

FOR_CLINICIANS = Show(
    results=True,
    births=True,
    relations=False,
    flags=CLINICAL_FLAGS,
    offers="on the screening list; the number is the order",
    proband="proband",
)
FOR_THE_FAMILY = Show(
    results=False,
    births=False,
    relations=True,
    flags=PLAIN_FLAGS,
    offers="something is offered; 1 comes first",
    proband="person tested",
)

RESULTS: Mapping[Genotype, str] = {
    Genotype.HETEROZYGOUS: "het +",
    Genotype.HEMIZYGOUS: "hemi +",
    Genotype.HOMOZYGOUS: "hom +",
    Genotype.COMPOUND_HETEROZYGOUS: "comp het +",
    Genotype.NOT_DETECTED: "not detected",
}


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
        lines.append(RESULTS[person.genotype])
    if decision is not None and decision.flag.is_flagged:
        lines.append(show.flags[decision.flag])
    return tuple(line for line in lines if line)


def _relation(family: Family, person: Person, show: Show) -> str:
    if person.id == family.proband_id:
        return show.proband
    if not person.genetic_link:
        return "no genetic link"
    return relation_in_words(family, person.id)


def _years(person: Person) -> str:
    born = "" if person.birth.year is None else str(person.birth.year)
    died = "" if person.died is None else str(person.died)
    if born and died:
        return f"{born}–{died}"
    return f"b. {born}" if born else (f"d. {died}" if died else "")


# Whole sentences --------------------------------------------------------------------------

SEXES = {Sex.MALE: "male", Sex.FEMALE: "female", Sex.UNKNOWN: "sex not recorded"}
AFFECTED = {
    Affected.YES: "affected",
    Affected.NO: "recorded as not affected",
    Affected.UNKNOWN: "",
}


def sentence_of(family: Family, person: Person, decision: Decision | None, show: Show) -> str:
    """Return all that the drawing shows of one person, as a sentence."""
    parents = _names(one.id for one in family.parents(person.id))
    partners = _names(one.id for one in family.partners(person.id))
    twins = _names(_twins(family, person))
    parts = [
        _relation(family, person, show),
        SEXES[person.sex],
        _told_birth(person) if show.births else "",
        _told_death(person, show),
        AFFECTED[person.affected],
        *(_told_results(person, decision) if show.results else ()),
        f"child of {parents}" if parents else "",
        f"partner of {partners}" if partners else "",
        f"twin of {twins}" if twins else "",
        _without_link(person),
        "pregnant" if person.pregnant else "",
        _told_flag(decision, show),
    ]
    return f"{person.id}: {', '.join(part for part in parts if part)}."


def _names(ids: object) -> str:
    assert hasattr(ids, "__iter__")
    return " and ".join(ids)


def _twins(family: Family, person: Person) -> list[str]:
    return [
        other.id
        for other in family
        if other.id != person.id and (other.twin_of == person.id or person.twin_of == other.id)
    ]


def _told_birth(person: Person) -> str:
    return "" if person.birth.year is None else f"born {person.birth.year}"


def _told_death(person: Person, show: Show) -> str:
    if show.births and person.died is not None:
        return f"died {person.died}"
    return "" if person.alive else "deceased"


def _told_results(person: Person, decision: Decision | None) -> tuple[str, str]:
    result = "" if person.genotype is None else f"test result {person.genotype}"
    by_position = decision is not None and decision.flag is Flag.OBLIGATE
    return result, "carries the variant" if by_position and not result else ""


def _without_link(person: Person) -> str:
    parents = list(person.social_parents)
    if not person.genetic_link:
        parents = [*(one for one in (person.father, person.mother) if one), *parents]
    named = " and ".join(dict.fromkeys(parents))
    return f"dashed line to {named}, without a genetic link" if named else ""


def _told_flag(decision: Decision | None, show: Show) -> str:
    if decision is None or not decision.flag.is_flagged:
        return ""
    order = f", order {decision.priority}" if decision.priority else ""
    return f"{show.flags[decision.flag]}{order}"


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
