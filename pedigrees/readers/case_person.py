"""Turns one entry of [[people]] into a person, together with what the pedigree file says of her."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from genetics.inheritance import Sex
from genetics.toml_lines import KeyPath
from pedigrees.people import Affected, Birth, Condition, Outcome, Person, VariantTest
from pedigrees.readers.case_labs import read_labs
from pedigrees.readers.notebook import Notebook
from pedigrees.readers.people_model import PersonPart, VariantTestPart


def person_of(
    part: PersonPart, known: Person | None, path: KeyPath, day: date, notebook: Notebook
) -> Person:
    """Return one person: the entry, with what the pedigree file says where the entry is silent.

    * a key that the entry does not hold, or holds as "not recorded", takes nothing away;
    * two different values of one field are a mistake, except that a date of birth makes a
      year more exact;
    * laboratory values, conditions, tests and notes of both count; one item of the
      laboratory with two values is a mistake;
    * alive, where nobody says otherwise: born alive or expected, and without a year of death.
    """
    assert part.id is not None
    if part.sex is None and known is None:
        notebook.wrong((*path, "sex"), 'the key "sex" is missing', "write M, F or U (not known)")
    _check_life(part, path, notebook)
    base = known or Person(part.id, Sex.UNKNOWN)
    own = _entry(part, read_labs(part.labs, (*path, "labs"), day, notebook))
    for field, what in _contradictions(part, own, base) if known is not None else ():
        notebook.wrong((*path, field), what, "correct one of the two files")
    told = {
        field: getattr(own if getattr(base, field) == silent else base, field)
        for field, silent in SILENT.items()
    }
    merged = replace(
        base,
        **told,
        birth=own.birth if own.birth.full is not None or base.birth == Birth() else base.birth,
        labs=(*base.labs, *(lab for lab in own.labs if lab not in base.labs)),
        conditions=tuple(dict.fromkeys((*base.conditions, *own.conditions))),
        tests=tuple(dict.fromkeys((*base.tests, *own.tests))),
        note="; ".join(dict.fromkeys(note for note in (base.note, own.note) if note)),
    )
    return replace(merged, alive=_is_alive(part, merged, known))


SILENT = {
    "sex": Sex.UNKNOWN,
    "father": None,
    "mother": None,
    "social_parents": (),
    "died": None,
    "genetic_link": True,
    "affected": Affected.UNKNOWN,
    "genotype": None,
    "depth": None,
    "tested_on": None,
    "partner_of": None,
    "twin_of": None,
    "monozygotic": None,
    "pregnant": False,
    "planning_children": False,
    "possible_hsct_donor": False,
    "contact_declined": False,
    "sample": None,
    "gender": None,
    "outcome": Outcome.LIVE_BORN,
    "adopted": None,
    "donor": False,
    "surrogate": False,
    "carried_by": None,
    "no_children": None,
    "consultand": False,
}
"""The value of each field that says nothing, and so contradicts nothing."""


def _entry(part: PersonPart, labs: tuple[object, ...]) -> Person:
    """Return what the entry alone says."""
    assert part.id is not None
    same = {field: getattr(part, field) for field in SILENT if field != "social_parents"}
    born = part.birth_date
    stated = {field: value for field, value in same.items() if value is not None}
    stated["sample"] = part.sample or None
    return Person(
        **{
            "id": part.id,
            "sex": Sex.UNKNOWN,
            **stated,
            "social_parents": tuple(
                one for one in (part.adoptive_father, part.adoptive_mother) if one
            ),
            "birth": Birth(part.birth_year) if born is None else Birth(born.year, born),
            "labs": labs,
            "conditions": tuple(Condition(one.name, one.age) for one in part.conditions),
            "tests": tuple(_test(one) for one in part.tests),
            "note": part.note,
        }
    )


def _is_alive(part: PersonPart, person: Person, known: Person | None) -> bool:
    if part.alive is not None:
        return part.alive and person.died is None
    if known is not None and not known.alive:
        return False
    born = person.outcome in (Outcome.LIVE_BORN, Outcome.PREGNANCY)
    return born and person.died is None


def _test(part: VariantTestPart) -> VariantTest:
    return VariantTest(
        part.looked_for,
        part.found,
        Fraction(str(part.sensitivity)),
        Fraction(str(part.false_positive)),
        part.on,
    )


def _contradictions(part: PersonPart, own: Person, known: Person) -> Iterator[tuple[str, str]]:
    """What the entry says against the pedigree file; "not recorded" contradicts nothing."""
    for field, silent in SILENT.items():
        here, there = getattr(own, field), getattr(known, field)
        if here != silent and there != silent and here != there:
            yield _told(field, here, there, known)
    stated = part.model_fields_set
    if part.alive and not known.alive:
        yield _told("alive", "yes", "no", known)
    if "genetic_link" in stated and part.genetic_link and not known.genetic_link:
        yield _told("genetic_link", "yes", "no", known)
    years = (own.birth.year, known.birth.year)
    days = (own.birth.full, known.birth.full)
    if None not in years and years[0] != years[1]:
        yield _told("birth_year", *years, known)
    elif None not in days and days[0] != days[1]:
        yield _told("birth_date", *days, known)
    amounts = {lab.item: lab for lab in known.labs}
    for lab in own.labs:
        if lab.item in amounts and amounts[lab.item] != lab:
            yield _told("labs", f"{lab.item} {lab.amount}", amounts[lab.item].amount, known)


def _told(field: str, here: object, there: object, known: Person) -> tuple[str, str]:
    return field, f"{field} of {known.id} is {here} here and {there} in the pedigree file"


def _check_life(part: PersonPart, path: KeyPath, notebook: Notebook) -> None:
    if part.alive and part.died is not None:
        what = f"{part.id} is recorded alive and deceased in {part.died}"
        notebook.wrong((*path, "died"), what, "keep one of the two")
    full, year = part.birth_date, part.birth_year
    if full is not None and year is not None and full.year != year:
        what = f"birth_date {full} and birth_year {year} of {part.id} differ"
        notebook.wrong((*path, "birth_year"), what, "keep one of the two")
