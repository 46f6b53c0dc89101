"""Holds a case file against its model, so that one mistake does not hide the others."""

from __future__ import annotations

import json
from collections.abc import Collection
from copy import deepcopy
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from genetics.errors import InputRejected, cannot_read
from genetics.toml_lines import KeyPath, TomlDocument, mistakes_in, parse_toml
from pedigrees.readers.notebook import Notebook

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from pedigrees.readers.case_model import CaseFile


def parsed(text: str, file: str) -> TomlDocument:
    """Read the text as TOML. Raises InputRejected with the line that is wrong."""
    try:
        return parse_toml(text, file, InputRejected)
    except (ValueError, RecursionError) as error:
        raise cannot_read(file, f"is not valid TOML: {_in_short(error)}", "correct it") from error


def validated(notebook: Notebook) -> CaseFile:
    """Return the file as its model; what does not fit is noted, left out and tried again.

    Raises InputRejected only where nothing can be read at all.
    """
    from pydantic import ValidationError

    from pedigrees.readers.case_model import CaseFile

    rest = _copied(notebook.document)
    for _ in range(ROUNDS):
        try:
            return CaseFile.model_validate_json(json.dumps(rest, default=_as_text))
        except ValidationError as problem:
            told = frozenset(notebook.unread)
            notebook.mistakes += mistakes_in(notebook.document, problem, CaseFile, told)
            for detail in problem.errors(include_url=False):
                notebook.unread.add(_leave_out(rest, detail, told))
        except (ValueError, TypeError, RecursionError) as error:
            raise cannot_read(
                notebook.document.file, f"holds a value that cannot be read: {_in_short(error)}", ""
            ) from error
    notebook.close()
    raise cannot_read(notebook.document.file, "cannot be read", "begin with docs/examples")


ROUNDS = 4


def _copied(document: TomlDocument) -> dict[str, Any]:
    try:
        return deepcopy(document.values)
    except RecursionError as error:
        raise cannot_read(document.file, "lists stand too deep in lists", "") from error


def _leave_out(values: dict[str, Any], detail: ErrorDetails, told: Collection[KeyPath]) -> KeyPath:
    """Take out what does not fit, so that the rest can be read; return its place.

    Entries of a list are emptied, not removed, so that those after them keep their number;
    where that did not help, as with a list of numbers, the list is taken out. What must stand
    at the top, and is missing or wrong, gets a stand-in.
    """
    path = _nearest(values, detail)
    while len(path) > 1 and path in told:
        path = path[:-1]
    if not path:
        key = str(detail["loc"][0]) if detail["loc"] else ""
        values[key] = STAND_INS.get(key, "")
        return (key,)
    owner: Any = values
    for step in path[:-1]:
        owner = owner[step]
    if path[0] in STAND_INS:
        values[str(path[0])] = STAND_INS[str(path[0])]
    elif isinstance(owner, list):
        owner[int(path[-1])] = {} if path[-2] in TABLES else ""
    else:
        owner.pop(path[-1], None)
    return path


STAND_INS = {"schema": "sideroscreen-case/1", "id": "-", "proband": "-"}
TABLES = ("people", "findings", "labs", "criterion", "tests")


def _nearest(values: dict[str, Any], detail: ErrorDetails) -> KeyPath:
    """Return the deepest place on the way to an error that is there."""
    path: list[str | int] = []
    here: Any = values
    for step in detail["loc"]:
        inside = isinstance(here, dict) and step in here
        if inside or (isinstance(here, list) and isinstance(step, int) and step < len(here)):
            here = here[step]
            path.append(step)
    return tuple(path)


def _as_text(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"a value of type {type(value).__name__}")


def _in_short(error: Exception) -> str:
    return str(error).splitlines()[0][:80] if str(error) else type(error).__name__
