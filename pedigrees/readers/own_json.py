"""Reads families from a pedigree file of our own, which keeps everything that is recorded."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from genetics.errors import InputRejected, Mistake, cannot_read
from genetics.toml_lines import TomlDocument, mistakes_in
from pedigrees.clinical.laboratory import Measurement
from pedigrees.people import Birth, Condition, Person, VariantTest
from pedigrees.readers.links import unknown_id
from pedigrees.readers.pedigree_file import PedigreeFile, RecordedFamily, gaps_in
from pedigrees.readers.pedigree_text import pedigree_text, with_plain_line_ends
from pedigrees.readers.people_checks import family_faults

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
    if isinstance(source, str | Path):
        text = pedigree_text(source, shown)
    else:
        text = with_plain_line_ends(source.read())
    values = json_object(text, shown)
    document = _validated(values, shown)
    chosen = PedigreeFile(shown, tuple(_family(part) for part in document.families)).only(family)
    if not any(recorded.people for recorded in chosen.families):
        raise cannot_read(shown, "no person in this file", "enter the people of the family")
    mistakes = [*_faults_of_families(document, shown)]
    for recorded in chosen.families:
        mistakes += _faults(recorded, shown)
    if mistakes:
        raise InputRejected(mistakes)
    gaps = tuple(f"{shown}: {gap}" for gap in gaps_in(chosen.families))
    return replace(chosen, gaps=gaps)


def json_object(text: str, shown: str) -> dict[str, Any]:
    """Return the object that a text holds as JSON. Raises InputRejected with the line."""
    try:
        values = json.loads(text, object_pairs_hook=_without_doubles)
    except json.JSONDecodeError as problem:
        what = f"is not valid JSON: {problem.msg[:1].lower()}{problem.msg[1:]}"
        place = f"column {problem.colno}"
        mistake = Mistake(what, "correct it", shown, problem.lineno, place)
        raise InputRejected(mistake) from None
    except (ValueError, RecursionError) as problem:
        what = str(problem) if isinstance(problem, ValueError) else "lists stand too deep in lists"
        raise cannot_read(shown, f"cannot be read as JSON: {what[:100]}", "correct it") from None
    if not isinstance(values, dict):
        raise cannot_read(shown, "is a list or a value, not an object", "begin with {")
    return values


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; of a key that stands twice the first value would be lost in silence."""
    values = dict(pairs)
    if len(values) < len(pairs):
        twice = next(key for number, (key, _) in enumerate(pairs) if key in dict(pairs[:number]))
        raise ValueError(f'the key "{twice}" stands twice in one object')
    return values


def _validated(values: dict[str, Any], shown: str) -> PedigreePart:
    from pydantic import ValidationError

    from pedigrees.readers.own_model import SCHEMA, PedigreePart

    version = values.get("schema")
    if version != SCHEMA:
        what = f'schema "{version}" is not known to this version'
        raise cannot_read(shown, what, f'this version reads "{SCHEMA}"')
    try:
        return PedigreePart.model_validate_json(json.dumps(values))
    except ValidationError as problem:
        found = mistakes_in(TomlDocument(shown, "", values), problem, PedigreePart)
        raise InputRejected([replace(mistake, line=None) for mistake in found]) from None
    except (ValueError, RecursionError) as problem:
        raise cannot_read(shown, f"cannot be read: {str(problem)[:100]}", "correct it") from None


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
