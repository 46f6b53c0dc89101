"""Turns the people of a case file, and of a PED file named in it, into one family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from genetics.errors import InputRejected, Mistake
from genetics.inheritance import Sex
from genetics.toml_lines import KeyPath
from pedigrees.people import Affected, Birth, Condition, Person, VariantTest
from pedigrees.readers.case_labs import read_labs
from pedigrees.readers.case_model import CaseFile, PersonPart, VariantTestPart, identifier
from pedigrees.readers.links import listed, unknown_id
from pedigrees.readers.notebook import Notebook
from pedigrees.readers.ped import read_ped
from pedigrees.readers.pedigree_file import PedigreeFile
from pedigrees.readers.people_checks import family_faults


def read_people(
    case: CaseFile, folder: Path | None, day: date, notebook: Notebook
) -> tuple[Person, ...]:
    """Return everybody of the family; what cannot be true goes into the notebook.

    * people of the PED file come first, in its order; an entry of [[people]] with the same
      id adds to them, and may not contradict them; entries with a new id follow;
    * every person needs an id of his or her own and a sex ("U" where it is not known);
    * then links, dates, twins and partners are judged over all of them together.
    """
    people = {person.id: person for person in _from_ped(case, folder, notebook)}
    places: dict[str, KeyPath] = dict.fromkeys(people, ("ped",))
    for number, part in enumerate(case.people):
        path: KeyPath = ("people", number)
        if part.id is None:
            notebook.wrong((*path, "id"), 'the key "id" is missing', 'add "id"')
        elif places.get(part.id, ("ped",)) != ("ped",):
            notebook.wrong((*path, "id"), f"{part.id} is entered twice", "keep one of the two")
        else:
            places[part.id] = path
            people[part.id] = _person(part, people.get(part.id), path, day, notebook)
    for number, part in enumerate(case.people):
        _check_adoptive_parents(part, ("people", number), people, notebook)
    _judge(case, tuple(people.values()), places, day, notebook)
    return tuple(people.values())


def _judge(
    case: CaseFile,
    people: Sequence[Person],
    places: dict[str, KeyPath],
    day: date,
    notebook: Notebook,
) -> None:
    ids = tuple(places)
    if not notebook.people_are_incomplete:
        if case.proband not in places:
            what = f"{case.proband} is not among the people"
            notebook.wrong(("proband",), what, f"name one of them: {listed(ids)}")
        for named in case.names:
            if named not in places:
                notebook.wrong(("names", named), *unknown_id(named, ids))
    for fault in family_faults(people, day):
        if not (notebook.people_are_incomplete and "not in the family" in fault.what):
            notebook.wrong((*places[fault.person], fault.field), fault.what, fault.remedy)


def _from_ped(case: CaseFile, folder: Path | None, notebook: Notebook) -> tuple[Person, ...]:
    """Return the people of the PED file: of the family named, else of the proband's."""
    if case.ped is None:
        return ()
    if folder is None:
        notebook.wrong(("ped",), "a file is named outside a case file", "enter the people")
        notebook.unread.add(("ped",))
        return ()
    if not (folder / case.ped).is_file():
        what = f"there is no file {case.ped} beside the case file"
        notebook.wrong(("ped",), what, "check the path; it starts in that folder")
        notebook.unread.add(("ped",))
        return ()
    try:
        file = read_ped(folder / case.ped, family=case.ped_family, name=case.ped)
        people = _chosen(file, case)
    except InputRejected as error:
        notebook.absorb(("ped",), error)
        notebook.unread.add(("ped",))
        return ()
    for person in people:
        try:
            identifier(person.id)
        except ValueError as error:
            notebook.wrong(("ped",), f"{file.name}: {error}", "")
    notebook.notes += file.notes
    return people


def _chosen(file: PedigreeFile, case: CaseFile) -> tuple[Person, ...]:
    families = file.families if len(file.families) == 1 else file.families_of(case.proband)
    if len(families) == 1:
        return families[0].people
    many = f"{len(families)} families with" if families else "several families, none with"
    known = listed([family.id for family in file.families], at_most=10)
    what = f"{file.name} holds {many} the proband {case.proband}"
    raise InputRejected(Mistake(what, f"name one in ped_family: {known}"))


def _person(
    part: PersonPart, known: Person | None, path: KeyPath, day: date, notebook: Notebook
) -> Person:
    """Return one person: the entry, with what the PED file says where the entry is silent."""
    assert part.id is not None
    base = known or Person(part.id, Sex.UNKNOWN)
    if part.sex is None and known is None:
        notebook.wrong((*path, "sex"), 'the key "sex" is missing', "write M, F or U (not known)")
    if known is not None:
        for field, what in _contradictions(part, known):
            notebook.wrong((*path, field), what, "correct one of the two files")
    _check_life(part, path, notebook)
    return replace(
        base,
        sex=part.sex if part.sex is not None and base.sex is Sex.UNKNOWN else base.sex,
        father=base.father or part.father,
        mother=base.mother or part.mother,
        social_parents=tuple(one for one in (part.adoptive_father, part.adoptive_mother) if one),
        birth=_birth(part),
        alive=part.alive is not False and part.died is None,
        died=part.died,
        genetic_link=part.genetic_link,
        affected=part.affected if part.affected and _is_unknown(base) else base.affected,
        genotype=part.genotype,
        depth=part.depth,
        tested_on=part.tested_on,
        labs=read_labs(part.labs, (*path, "labs"), day, notebook),
        partner_of=part.partner_of,
        twin_of=part.twin_of,
        monozygotic=part.monozygotic,
        pregnant=part.pregnant,
        planning_children=part.planning_children,
        possible_hsct_donor=part.possible_hsct_donor,
        contact_declined=part.contact_declined,
        sample=part.sample or None,
        gender=part.gender,
        conditions=tuple(Condition(one.name, one.age) for one in part.conditions),
        tests=tuple(_test(one) for one in part.tests),
        outcome=part.outcome,
        adopted=part.adopted,
        donor=part.donor,
        surrogate=part.surrogate,
        carried_by=part.carried_by,
        no_children=part.no_children,
        consultand=part.consultand,
        note=part.note,
    )


def _test(part: VariantTestPart) -> VariantTest:
    return VariantTest(
        part.looked_for,
        part.found,
        Fraction(str(part.sensitivity)),
        Fraction(str(part.false_positive)),
        part.on,
    )


def _is_unknown(person: Person) -> bool:
    return person.affected is Affected.UNKNOWN


def _contradictions(part: PersonPart, known: Person) -> Iterator[tuple[str, str]]:
    """What the entry says against the PED file; "not recorded" contradicts nothing."""
    pairs = (
        ("sex", part.sex, known.sex, Sex.UNKNOWN),
        ("father", part.father, known.father, None),
        ("mother", part.mother, known.mother, None),
        ("affected", part.affected, known.affected, Affected.UNKNOWN),
    )
    for field, here, there, silent in pairs:
        if here not in (None, silent) and there not in (None, silent) and here != there:
            yield field, f"{field} of {known.id} is {here} here and {there} in the PED file"


def _check_life(part: PersonPart, path: KeyPath, notebook: Notebook) -> None:
    if part.alive and part.died is not None:
        what = f"{part.id} is recorded alive and deceased in {part.died}"
        notebook.wrong((*path, "died"), what, "keep one of the two")
    full, year = part.birth_date, part.birth_year
    if full is not None and year is not None and full.year != year:
        what = f"birth_date {full} and birth_year {year} of {part.id} differ"
        notebook.wrong((*path, "birth_year"), what, "keep one of the two")


def _check_adoptive_parents(
    part: PersonPart, path: KeyPath, people: dict[str, Person], notebook: Notebook
) -> None:
    """Adoptive parents are two people of the family, and not the genetic ones."""
    if part.adoptive_father is not None and part.adoptive_father == part.adoptive_mother:
        what = f"{part.adoptive_father} is given as adoptive father and mother of {part.id}"
        notebook.wrong((*path, "adoptive_mother"), what, "correct one of the two")
    for key, parent in (("father", part.adoptive_father), ("mother", part.adoptive_mother)):
        field = (*path, f"adoptive_{key}")
        if parent is not None and parent not in people and not notebook.people_are_incomplete:
            what, remedy = unknown_id(parent, people)
            notebook.wrong(field, f"adoptive {key} of {part.id}: {what}", remedy)
        elif parent is not None and part.genetic_link and parent in (part.father, part.mother):
            what = f"{parent} is given as genetic and as adoptive parent of {part.id}"
            notebook.wrong(field, what, "keep one; genetic_link = false where adopted")


def _birth(part: PersonPart) -> Birth:
    if part.birth_date is not None:
        return Birth(part.birth_date.year, part.birth_date)
    return Birth(part.birth_year)
