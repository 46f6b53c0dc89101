"""Reads families from a pedigree file of our own, which keeps everything that is recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from genetics.errors import InputRejected, Mistake, cannot_read
from genetics.toml_lines import TomlDocument
from pedigrees.clinical.laboratory import Measurement
from pedigrees.people import Birth, Condition, Person, VariantTest
from pedigrees.readers.json_text import json_object, validated
from pedigrees.readers.links import unknown_id
from pedigrees.readers.pedigree_file import PedigreeFile, RecordedFamily, gaps_in
from pedigrees.readers.pedigree_text import text_of
from pedigrees.readers.people_checks import family_faults
from pedigrees.readers.texts import faults_of_family_ids

if TYPE_CHECKING:
    from pedigrees.readers.own_model import FamilyPart, PedigreePart, PersonPart


def read_own_json(
    source: str | Path | TextIO, *, family: str | None = None, name: str = ""
) -> PedigreeFile:
    """Read a pedigree file of ours. Raises InputRejected with all that is wrong in it.

    The schema is ``sideroscreen-pedigree/1`` (docs/pedigree.schema.json). Reading what
    `written_own_json` wrote gives the same families, field by field. Any other version is
    refused by its name. Mistakes name the place (family, person, key): JSON is written on
    lines of anybody's choice.
    """
    shown = name or (str(source) if isinstance(source, str | Path) else "pedigree")
    text = text_of(source, shown)
    values = json_object(text, shown)
    document = _validated(values, shown)
    chosen = PedigreeFile(shown, tuple(_family(part) for part in document.families)).only(family)
    if not any(recorded.people for recorded in chosen.families):
        raise cannot_read(shown, "no person in this file", "enter the people of the family")
    mistakes = [*_faults_of_families(document, shown)]
    mistakes += [replace(one, file=shown) for one in faults_of_family_ids(chosen.families)]
    for recorded in chosen.families:
        mistakes += _faults(recorded, shown)
    if mistakes:
        raise InputRejected(mistakes)
    gaps = tuple(f"{shown}: {gap}" for gap in gaps_in(chosen.families))
    return replace(chosen, gaps=gaps)


def _validated(values: dict[str, Any], shown: str) -> PedigreePart:
    from pedigrees.readers.own_model import SCHEMA, PedigreePart

    version = values.get("schema")
    if version != SCHEMA:
        what = f'schema "{version}" is not known to this version'
        raise cannot_read(shown, what, f'this version reads "{SCHEMA}"')
    return validated(TomlDocument(shown, "", values), PedigreePart)


def _family(part: FamilyPart) -> RecordedFamily:
    return RecordedFamily(part.id, tuple(_person(one) for one in part.people), part.proband)


def _person(part: PersonPart) -> Person:
    values = {field: getattr(part, field) for field in type(part).model_fields}
    year, full = values.pop("birth_year"), values.pop("birth_date")
    return Person(
        **{
            **values,
            "birth": Birth(full.year if year is None and full is not None else year, full),
            "labs": tuple(Measurement(**dict(lab)) for lab in part.labs),
            "conditions": tuple(Condition(**dict(one)) for one in part.conditions),
            "tests": tuple(
                VariantTest(
                    test.looked_for,
                    test.found,
                    Fraction(test.sensitivity),
                    Fraction(test.false_positive),
                    test.on,
                )
                for test in part.tests
            ),
        }
    )


def _faults_of_families(document: PedigreePart, shown: str) -> Iterator[Mistake]:
    for twice in _doubles(part.id for part in document.families):
        what = f'two families are called "{twice}"'
        yield Mistake(what, "give each family an id of its own", shown, place=f"families {twice}")


def _faults(family: RecordedFamily, shown: str) -> Iterator[Mistake]:
    place = f"families {family.id}"
    for twice in _doubles(person.id for person in family.people):
        what = f"{twice} is entered twice"
        yield Mistake(what, "give each person an id of his or her own", shown, place=place)
    if family.proband and family.proband not in family:
        what, remedy = unknown_id(family.proband, [person.id for person in family.people])
        yield Mistake(f"proband: {what}", remedy, shown, place=place)
    for fault in family_faults(family.people):
        where = f"{place}, people {fault.person}, {fault.field}"
        yield Mistake(fault.what, fault.remedy, shown, place=where)


def _doubles(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one, times in Counter(ids).items() if times > 1)
