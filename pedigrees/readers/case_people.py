"""Turns the people of a case file, and of a pedigree file named in it, into one family."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from genetics.errors import InputRejected, Mistake
from genetics.phrases import say
from genetics.toml_lines import KeyPath
from pedigrees.people import Person
from pedigrees.readers.case_model import CaseFile
from pedigrees.readers.case_person import person_of
from pedigrees.readers.case_types import identifier
from pedigrees.readers.links import listed, unknown_id
from pedigrees.readers.notebook import Notebook
from pedigrees.readers.pedigree import read_pedigree
from pedigrees.readers.pedigree_file import PedigreeFile, RecordedFamily
from pedigrees.readers.people_checks import family_faults, faults_on_x
from pedigrees.readers.people_model import PersonPart


def read_people(
    case: CaseFile, folder: Path | None, day: date, notebook: Notebook
) -> tuple[Person, ...]:
    """Return everybody of the family; what cannot be true goes into the notebook.

    * people of the pedigree file come first, in its order; an entry of [[people]] with the same
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
            people[part.id] = person_of(part, people.get(part.id), path, day, notebook)
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
    told_already = {part.id for part in case.people if part.adoptive_father or part.adoptive_mother}
    if not notebook.people_are_incomplete:
        if case.proband not in places:
            what = f"{case.proband} is not among the people"
            notebook.wrong(("proband",), what, f"name one of them: {listed(ids)}")
        for named in case.names:
            if named not in places:
                notebook.wrong(("names", named), *unknown_id(named, ids))
    for fault in family_faults(people, day):
        told = fault.field == "social_parents" and fault.person in told_already
        proves_nothing = notebook.people_are_incomplete and "not in the family" in fault.what
        if not told and not proves_nothing:
            notebook.wrong((*places[fault.person], fault.field), fault.what, fault.remedy)


def judge_results(case: CaseFile, people: Sequence[Person], notebook: Notebook) -> None:
    """Note the results that nobody can have for a gene on the X chromosome."""
    places = {part.id: number for number, part in enumerate(case.people)}
    for fault in faults_on_x(people, case.proband):
        number = places.get(fault.person)
        path: KeyPath = ("ped",) if number is None else ("people", number, fault.field)
        notebook.wrong(path, fault.what, fault.remedy)


def _from_ped(case: CaseFile, folder: Path | None, notebook: Notebook) -> tuple[Person, ...]:
    """Return the people of the pedigree file: of the family named, else of the proband's."""
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
        file = read_pedigree(folder / case.ped, family=case.ped_family, name=case.ped)
        family = _chosen(file, case)
    except InputRejected as error:
        notebook.absorb(("ped",), error)
        notebook.unread.add(("ped",))
        return ()
    for person in family.people:
        try:
            identifier(person.id)
        except ValueError as error:
            notebook.wrong(("ped",), f"{file.name}: {error}", "")
    notebook.notes += file.notes
    if family.proband not in ("", case.proband):
        notebook.note(
            say(
                "{file} names {person} as proband; the case is that of {proband}.",
                file=file.name,
                person=family.proband,
                proband=case.proband,
            )
        )
    return family.people


def _chosen(file: PedigreeFile, case: CaseFile) -> RecordedFamily:
    families = file.families if len(file.families) == 1 else file.families_of(case.proband)
    if len(families) == 1:
        return families[0]
    many = f"{len(families)} families with" if families else "several families, none with"
    known = listed([family.id for family in file.families], at_most=10)
    what = f"{file.name} holds {many} the proband {case.proband}"
    raise InputRejected(Mistake(what, f"name one in ped_family: {known}"))


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
