"""Writes families as a PED file: who is child of whom, sex, and affected or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from genetics.errors import Mistake, UsageError
from genetics.inheritance import Sex
from pedigrees.people import Affected, Person
from pedigrees.readers.codes import NOT_RECORDED
from pedigrees.readers.pedigree_file import RecordedFamily
from pedigrees.writers.written import Written, dropped_fields


def written_ped(families: Sequence[RecordedFamily]) -> Written:
    """Return families as PED: six columns between tabs, under a line that names them.

    * sex: 1 male, 2 female, -9 not recorded; disease: 2 affected, 1 unaffected, -9 not
      known. Not 0, so that no program takes the codes for 0 and 1 alone (see
      `pedigrees.readers.codes`);
    * parents without a genetic link are no parents in a PED file: they are left out, and
      that is said.

    Raises UsageError for an id that a PED file cannot hold.
    """
    _require_ids(families)
    rows = ["#" + "\t".join(("family", "person", "father", "mother", "sex", "phenotype"))]
    rows += ["\t".join(_row(family.id, one)) for family in families for one in family.people]
    return Written("\n".join(rows) + "\n", tuple(dropped_fields(families, KEPT, "PED")))


def kept_in_ped(person: Person) -> Person:
    """Return what a PED file keeps of a person."""
    plain = Person(person.id, person.sex, affected=person.affected)
    if not person.genetic_link:
        return plain
    return replace(plain, father=person.father, mother=person.mother)


KEPT = ("id", "sex", "father", "mother", "affected")
SEXES = {Sex.MALE: "1", Sex.FEMALE: "2", Sex.UNKNOWN: "-9"}
AFFECTED = {Affected.YES: "2", Affected.NO: "1", Affected.UNKNOWN: "-9"}


def _row(family: str, person: Person) -> Iterator[str]:
    kept = kept_in_ped(person)
    yield from (family, kept.id, kept.father or "0", kept.mother or "0")
    yield from (SEXES[kept.sex], AFFECTED[kept.affected])


def _require_ids(families: Sequence[RecordedFamily]) -> None:
    mistakes = []
    for family in families:
        if not family.id or family.id.startswith("#") or not _fits(family.id):
            mistakes.append(_no_id(family.id))
        mistakes += [
            _no_id(one.id)
            for one in family.people
            if one.id in NOT_RECORDED or one.id.lower() in NAMES_OF_COLUMNS or not _fits(one.id)
        ]
    if mistakes:
        raise UsageError(mistakes)


NAMES_OF_COLUMNS = ("sex", "gender")
"""Ids that would make a line look like one that names the columns."""


def _fits(one: str) -> bool:
    return one == one.strip() and not set(one) & set("\t\r\n")


def _no_id(one: str) -> Mistake:
    return Mistake(f'"{one}" cannot be an id in a PED file', "rename it, or write another format")
