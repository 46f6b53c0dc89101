"""Reads TOML files, and says for all that is wrong in one where it is and how to mend it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from genetics.errors import Mistake, SideroscreenError
from genetics.toml_places import lines_by_path

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    M = TypeVar("M", bound=BaseModel)

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class TomlDocument:
    """A TOML file that was read: its name, its text and its values."""

    file: str
    text: str
    values: dict[str, Any]

    def line_of(self, path: KeyPath) -> int:
        """Return the line of a key path, or of the nearest table around it.

        Lists are counted from 0: ``("people", 2, "birth_year")`` is the key
        ``birth_year`` under the third ``[[people]]``.
        """
        lines = lines_by_path(self.text)
        while path and path not in lines:
            path = path[:-1]
        return lines.get(path, 1)

    def place_of(self, path: KeyPath) -> str:
        """Return a key path in words: ``variant ALAS2:c.1354C>T, assertion 1, class``.

        An entry of a list is called by its ``id`` if it has one, otherwise by its number.
        """
        words: list[str] = []
        here: Any = self.values
        for step in path:
            here = _step_into(here, step)
            if isinstance(step, int):
                name = here.get("id") if isinstance(here, dict) else None
                words.append(f"{words.pop() if words else ''} {name or step + 1}".strip())
            else:
                words.append(step)
        return ", ".join(words)

    def mistake(self, path: KeyPath, what: str, remedy: str) -> Mistake:
        """Return a mistake that knows its file, line and place."""
        return Mistake(what, remedy, self.file, self.line_of(path), self.place_of(path))


def parse_toml(text: str, file: str, error: type[SideroscreenError]) -> TomlDocument:
    """Read a TOML text. Raises `error` with file and line when the syntax is wrong.

    A number that no computer number can hold is refused: 1e-400 would be read as 0.
    """
    try:
        values = tomllib.loads(text, parse_float=_held)
    except tomllib.TOMLDecodeError as problem:
        raise error(_syntax_mistake(problem, text, file)) from None
    except _NotHeldError as problem:
        line = text.count("\n", 0, text.find(problem.literal)) + 1
        what = f"the number {_shortened(problem.literal)} is too {problem.size} to be read"
        raise error(Mistake(what, "write it in fewer digits", file, line)) from None
    return TomlDocument(file, text, values)


def check(document: TomlDocument, model: type[M], error: type[SideroscreenError]) -> M:
    """Return the document as `model`. Raises `error` with all mistakes of the file together.

    The values go through pydantic's JSON door, so that a strict model takes dates, words
    of a closed list and lists of values alike from TOML and from stored JSON.
    """
    from pydantic import ValidationError

    try:
        return model.model_validate_json(json.dumps(document.values, default=_as_text))
    except ValidationError as problem:
        raise error(mistakes_in(document, problem, model)) from None


def mistakes_in(
    document: TomlDocument,
    problem: ValidationError,
    model: type[BaseModel],
    told: Collection[KeyPath] = (),
) -> list[Mistake]:
    """Turn what pydantic found into mistakes, in the order of their lines.

    A key that is misspelt is one mistake, not an unknown key and a missing one; an entry that
    is wrong does not make its list too short. Of the places that were `told` already, and of
    what stands inside them, nothing is said again.
    """
    schema = model.model_json_schema()
    details = problem.errors(include_url=False)
    misspelt = {_meant(schema, detail) for detail in details if detail["type"] == _UNKNOWN_KEY}
    around = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    found = [
        _mistake(document, detail, schema)
        for detail in details
        if not (detail["type"] == _MISSING_KEY and detail["loc"] in misspelt)
        and not (detail["type"] == _TOO_FEW and detail["loc"] in around)
        and not _is_inside(_real_path(document.values, detail["loc"]), told)
    ]
    return sorted(dict.fromkeys(found), key=lambda mistake: mistake.line or 0)


def _is_inside(path: KeyPath, places: Collection[KeyPath]) -> bool:
    return any(path[:length] in places for length in range(1, len(path) + 1))


def nearest(word: str, allowed: Sequence[str]) -> str:
    """Return the allowed word that looks most like `word`, or ""."""
    lowered = {name.lower(): name for name in reversed(allowed)}
    close = get_close_matches(word.lower(), list(lowered), n=1, cutoff=0.7)
    return lowered[close[0]] if close else ""


# --- from pydantic's findings to sentences -------------------------------------------------


_UNKNOWN_KEY, _MISSING_KEY, _TOO_FEW = "extra_forbidden", "missing", "too_short"


def _meant(schema: dict[str, Any], detail: ErrorDetails) -> tuple[str | int, ...]:
    """Return the location of the allowed key that an unknown one looks like."""
    table = detail["loc"][:-1]
    return (*table, nearest(str(detail["loc"][-1]), _allowed_keys(schema, table)))


def _mistake(document: TomlDocument, detail: ErrorDetails, schema: dict[str, Any]) -> Mistake:
    path = _real_path(document.values, detail["loc"])
    what, remedy = _sentence(detail, schema)
    return document.mistake(path, what, remedy)


def _sentence(detail: ErrorDetails, schema: dict[str, Any]) -> tuple[str, str]:
    """Return what is wrong and how to put it right, for one finding of pydantic's."""
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    if kind == _UNKNOWN_KEY:
        allowed_keys = _allowed_keys(schema, detail["loc"][:-1])
        return f'unknown key "{key}"', _suggestion(key, allowed_keys, "keys")
    if kind == _MISSING_KEY:
        return f'the key "{key}" is missing', f'add "{key}"'
    if kind in {"enum", "literal_error"}:
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        remedy = _suggestion(str(given), allowed, "values")
        return f"{_shown(given)} is not an allowed value", remedy
    if kind in _EXPECTED:
        expected, remedy = _EXPECTED[kind]
        if kind == "int_type" and isinstance(given, float):
            remedy = "write it without a decimal point"
        return f"{_shown(given)} is not {expected}", remedy
    if kind in _BOUNDS:
        return f"{_shown(given)} is out of range", f"write {_range(detail, schema)}"
    if kind in _LENGTHS:
        what, bound, limit, one, many = _LENGTHS[kind]
        remedy = f"write {bound} {context[limit]} {one if context[limit] == 1 else many}"
        return f"{_shown(given)} is {what}", remedy
    if kind == "value_error":
        said = str(context.get("error", detail["msg"]))
        what, divided, remedy = said.rpartition("; ")
        return (what, remedy) if divided else (said, "correct it")
    told = f"{detail['msg'][:1].lower()}{detail['msg'][1:]}"
    return (told if kind == "json_invalid" else f"{_shown(given)}: {told}"), "correct it"


def _range(detail: ErrorDetails, schema: dict[str, Any]) -> str:
    """Return what numbers are allowed: "a number from 0 to less than 0.5"."""
    here = _nodes(schema, detail["loc"])
    known = {key: value for node in here for key, value in node.items()}
    context = detail.get("ctx", {})
    least, above = (known.get(key) for key in ("minimum", "exclusiveMinimum"))
    most, below = (known.get(key) for key in ("maximum", "exclusiveMaximum"))
    if {least, above, most, below} == {None}:
        least, above, most, below = (context.get(key) for key in ("ge", "gt", "le", "lt"))
    number = "a whole number" if any(node.get("type") == "integer" for node in here) else "a number"
    words = (
        (f" from {least}", least),
        (f" above {above}", above),
        (f" to {most}" if least is not None else f" up to {most}", most),
        (f" to less than {below}" if least is not None else f" below {below}", below),
    )
    return number + "".join(told for told, bound in words if bound is not None)


_BOUNDS = ("greater_than", "greater_than_equal", "less_than", "less_than_equal")
_LENGTHS = {
    "string_too_short": ("too short", "at least", "min_length", "character", "characters"),
    "string_too_long": ("too long", "at most", "max_length", "character", "characters"),
    "too_short": ("too short", "at least", "min_length", "entry", "entries"),
    "too_long": ("too long", "at most", "max_length", "entry", "entries"),
}
_EXPECTED = {
    "string_type": ("text", "write it in quotes"),
    "int_type": ("a whole number", "write it as a number, without quotes"),
    "float_type": ("a number", "write it as a number, without quotes"),
    "bool_type": ("true or false", "write true or false, without quotes"),
    "list_type": ("a list", "write it as a list, in square brackets"),
    "tuple_type": ("a list", "write it as a list, in square brackets"),
    "dict_type": ("a table", "write it as a table"),
    "model_type": ("a table", "write it as a table"),
    "finite_number": ("a number", "write a finite number in digits"),
    "date_type": ("a date", "write it as YYYY-MM-DD"),
    "date_parsing": ("a date", "write it as YYYY-MM-DD"),
    "date_from_datetime_parsing": ("a date", "write it as YYYY-MM-DD"),
}


def _suggestion(word: str, allowed: Sequence[str], kind: str) -> str:
    close = nearest(word, allowed)
    listed = f"allowed {kind}: {', '.join(allowed)}" if allowed else ""
    meant = f'did you mean "{close}"?' if close else ""
    return " ".join(part for part in (meant, f"({listed})" if meant and listed else listed) if part)


def _shown(given: object) -> str:
    if isinstance(given, str):
        return f'"{_shortened(given)}"'
    if isinstance(given, dict | list):
        return "a table" if isinstance(given, dict) else "a list"
    return str(given).lower() if isinstance(given, bool) else _shortened(str(given))


LONGEST_SHOWN = 100
"""Characters of a value that a mistake repeats."""


def _allowed_keys(schema: dict[str, Any], path: Sequence[str | int]) -> list[str]:
    """Return the keys that the JSON Schema allows in the table at `path`."""
    return sorted({key for node in _nodes(schema, path) for key in node.get("properties", {})})


def _nodes(schema: dict[str, Any], path: Sequence[str | int]) -> list[dict[str, Any]]:
    """Return what the JSON Schema says of the value at `path`, of each choice it leaves."""
    here = [schema]
    for step in path:
        here = [deeper for node in here for deeper in _schema_step(schema, node, step)] or here
    return [plain for node in here for plain in _alternatives(schema, node)]


def _schema_step(
    schema: dict[str, Any], node: dict[str, Any], step: str | int
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for table in _alternatives(schema, node):
        if isinstance(step, int):
            candidates = [table.get("items")]
        else:
            candidates = [table.get("properties", {}).get(step, table.get("additionalProperties"))]
        found.extend(candidate for candidate in candidates if isinstance(candidate, dict))
    return found


def _alternatives(schema: dict[str, Any], node: dict[str, Any]) -> list[dict[str, Any]]:
    """Follow references and choices of a JSON Schema node to plain nodes."""
    if "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[-1]
        return _alternatives(schema, schema["$defs"][name])
    choices = [*node.get("anyOf", []), *node.get("oneOf", []), *node.get("allOf", [])]
    return [node] + [plain for choice in choices for plain in _alternatives(schema, choice)]


def _real_path(values: Any, location: Sequence[str | int]) -> KeyPath:
    """Leave out the steps that pydantic adds for the choices of a union."""
    path: list[str | int] = []
    for number, step in enumerate(location):
        inside = _step_into(values, step)
        if inside is not None or number == len(location) - 1:
            path.append(step)
            values = inside
    return tuple(path)


def _step_into(values: Any, step: str | int) -> Any:
    if isinstance(values, dict):
        return values.get(step)
    if isinstance(values, list) and isinstance(step, int) and step < len(values):
        return values[step]
    return None


def _as_text(value: object) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(f"a TOML value of type {type(value).__name__}")


class _NotHeldError(Exception):
    """A number outside of what the computer's numbers can hold."""

    def __init__(self, literal: str, size: str) -> None:
        self.literal, self.size = literal, size
        super().__init__(literal)


def _held(literal: str) -> float:
    number = float(literal)
    digits = re.split("[eE]", literal)[0]
    if number == 0 and re.search("[1-9]", digits):
        raise _NotHeldError(literal, "small")
    if number in (float("inf"), float("-inf")) and "inf" not in literal:
        raise _NotHeldError(literal, "large")
    return number


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _syntax_mistake(problem: tomllib.TOMLDecodeError, text: str, file: str) -> Mistake:
    said = str(problem)
    at = re.search(r"\(at line (\d+), column (\d+)\)", said)
    line = int(at[1]) if at else text.count("\n") + 1
    place = f"column {at[2]}" if at else "end of file"
    what = re.sub(r"\s*\(at .*\)$", "", said)
    return Mistake(f"not valid TOML: {what[:1].lower()}{what[1:]}", "correct it", file, line, place)
