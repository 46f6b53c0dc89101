"""Writes families as a pedigree file of our own, which keeps everything that is recorded."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction

from pedigrees.people import Birth, Person
from pedigrees.readers.pedigree_file import RecordedFamily
from pedigrees.writers.written import NOTHING, Written

SCHEMA = "sideroscreen-pedigree/1"


def written_own_json(families: Iterable[RecordedFamily]) -> Written:
    """Return families in the schema of docs/pedigree.schema.json: nothing is dropped.

    What says nothing (see `NOTHING`) is left out; the sex always stands there. Chances are
    texts of exact numbers ("19/20").
    """
    document = {"schema": SCHEMA, "families": [_family(family) for family in families]}
    return Written(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def _family(family: RecordedFamily) -> dict[str, object]:
    proband = {"proband": family.proband} if family.proband else {}
    return {"id": family.id, **proband, "people": [_person(one) for one in family.people]}


def _person(person: Person) -> dict[str, object]:
    told: dict[str, object] = {}
    for one in fields(person):
        value = getattr(person, one.name)
        if isinstance(value, Birth):
            told |= _birth(value)
        elif one.name == "sex" or value != NOTHING[one.name]:
            told[one.name] = _plain(value)
    return told


def _birth(birth: Birth) -> dict[str, object]:
    told: dict[str, object] = {}
    if birth.year is not None:
        told["birth_year"] = birth.year
    if birth.full is not None:
        told["birth_date"] = birth.full.isoformat()
    return told


def _plain(value: object) -> object:
    """Return a value as JSON knows it."""
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return value
