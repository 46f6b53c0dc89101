"""The case as it was entered and read, kept as data: the names apart from everything else.

`record/input.json` holds the family (ids only), what was found, what was read, the clinical
picture; `record/names.json` names, addresses, numbers of records, the laboratory and the
letterhead. Together they are the case again: it can be concluded anew without the VCF.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from genetics.errors import InputRejected, cannot_read
from pedigrees.case import Case
from pedigrees.family import Family
from pedigrees.people import Person
from reports.record.canonical import plain, stored_bytes
from reports.record.manifest import REMEDY, not_readable
from reports.site import Site

INPUT = "record/input.json"
NAMES = "record/names.json"
SCHEMA = "sideroscreen-input/1"
WITH_NAMES = (
    "names",
    "recipients",
    "letterhead",
    "record_number",
    "sample",
    "request",
    "laboratory",
)
"""Fields of a case that name people, places, or numbers by which they can be found."""


class _Stored(BaseModel):
    """One of the two files: the fields of the case that it holds."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    schema_: Literal["sideroscreen-input/1"] = Field(alias="schema")
    case: dict[str, Any]
    site: dict[str, Any] = {}


def input_files(case: Case, site: Site) -> dict[str, bytes]:
    """Return the two files that hold a case and the site that its documents are written for."""
    fields = {name: plain(getattr(case, name)) for name in _hints() if name != "family"}
    fields["family"] = {"people": plain(tuple(case.family)), "proband": case.family.proband_id}
    names = {name: fields.pop(name) for name in WITH_NAMES}
    return {
        INPUT: stored_bytes({"schema": SCHEMA, "case": fields}),
        NAMES: stored_bytes({"schema": SCHEMA, "case": names, "site": plain(site)}),
    }


def read_input(folder: Path) -> tuple[Case, Site]:
    """Return the case and the site that are kept in a folder. Raises InputRejected."""
    kept, named = (_read(folder / name) for name in (INPUT, NAMES))
    fields = {**kept.case, **named.case}
    try:
        family = fields.pop("family", None) or {}
        people = _value(tuple[Person, ...], family.get("people"))
        known = {name: _value(_hints()[name], one) for name, one in fields.items()}
        case = Case(family=Family(people, family.get("proband", "")), **known)
        return case, _value(Site, named.site)
    except ValidationError as problem:
        mistake = not_readable(problem, folder / INPUT, "stored case", REMEDY)
        raise InputRejected(mistake) from None
    except (KeyError, TypeError, AttributeError) as problem:
        why = f"no stored case that can be read ({problem})"
        raise cannot_read(folder / INPUT, why, REMEDY) from None


def _read(path: Path) -> _Stored:
    try:
        return _Stored.model_validate_json(path.read_bytes())
    except OSError as error:
        raise cannot_read(path, f"cannot be read ({error.strerror})", REMEDY) from None
    except ValidationError as problem:
        raise InputRejected(not_readable(problem, path, "stored case", REMEDY)) from None


def _hints() -> dict[str, Any]:
    return get_type_hints(Case)


def _value(hint: Any, stored: object) -> Any:
    """Return a value of a field from its JSON, as strictly as JSON can say it."""
    return TypeAdapter(hint).validate_json(json.dumps(stored), strict=True)
