"""Reads TOML files, and says for all that is wrong in one where it is and how to mend it."""

from __future__ import annotations

import json
import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from genetics.errors import Mistake, SideroscreenError

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
    """Read a TOML text. Raises `error` with file and line when the syntax is wrong."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise error(_syntax_mistake(problem, text, file)) from None
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
    document: TomlDocument, problem: ValidationError, model: type[BaseModel]
) -> list[Mistake]:
    """Turn what pydantic found into mistakes, in the order of their lines.

    A key that is misspelt is one mistake, not an unknown key and a missing one.
    """
    schema = model.model_json_schema()
    details = problem.errors(include_url=False)
    misspelt = {_meant(schema, detail) for detail in details if detail["type"] == _UNKNOWN_KEY}
    found = [
        _mistake(document, detail, schema)
        for detail in details
        if not (detail["type"] == _MISSING_KEY and detail["loc"] in misspelt)
    ]
    return sorted(dict.fromkeys(found), key=lambda mistake: mistake.line or 0)


def nearest(word: str, allowed: Sequence[str]) -> str:
    """Return the allowed word that looks most like `word`, or ""."""
    lowered = {name.lower(): name for name in reversed(allowed)}
    close = get_close_matches(word.lower(), list(lowered), n=1, cutoff=0.7)
    return lowered[close[0]] if close else ""


# --- from pydantic's findings to sentences -------------------------------------------------


_UNKNOWN_KEY, _MISSING_KEY = "extra_forbidden", "missing"


def _meant(schema: dict[str, Any], detail: ErrorDetails) -> tuple[str | int, ...]:
    """Return the location of the allowed key that an unknown one looks like."""
    table = detail["loc"][:-1]
    return (*table, nearest(str(detail["loc"][-1]), _allowed_keys(schema, table)))


def _mistake(document: TomlDocument, detail: ErrorDetails, schema: dict[str, Any]) -> Mistake:
    path = _real_path(document.values, detail["loc"])
    what, remedy = _sentence(detail, _allowed_keys(schema, detail["loc"][:-1]))
    return document.mistake(path, what, remedy)


def _sentence(detail: ErrorDetails, allowed_keys: list[str]) -> tuple[str, str]:
    """Return what is wrong and how to put it right, for one finding of pydantic's."""
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    if kind == _UNKNOWN_KEY:
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
    if kind == "value_error":
        return str(context.get("error", detail["msg"])), ""
    return f"{_shown(given)}: {detail['msg'][:1].lower()}{detail['msg'][1:]}", ""


_EXPECTED = {
    "string_type": ("text", "write it in quotes"),
    "int_type": ("a whole number", "write it as a number, without quotes"),
    "float_type": ("a number", "write it as a number, without quotes"),
    "bool_type": ("true or false", "write true or false, without quotes"),
    "list_type": ("a list", "write it as a list, in square brackets"),
    "tuple_type": ("a list", "write it as a list, in square brackets"),
    "dict_type": ("a table", "write it as a table"),
    "model_type": ("a table", "write it as a table"),
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
        return f'"{given}"'
    if isinstance(given, dict | list):
        return "a table" if isinstance(given, dict) else "a list"
    return str(given).lower() if isinstance(given, bool) else str(given)


def _allowed_keys(schema: dict[str, Any], path: Sequence[str | int]) -> list[str]:
    """Return the keys that the JSON Schema allows in the table at `path`."""
    here = [schema]
    for step in path:
        here = [deeper for node in here for deeper in _schema_step(schema, node, step)] or here
    tables = [table for node in here for table in _alternatives(schema, node)]
    return sorted({key for table in tables for key in table.get("properties", {})})


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


def _syntax_mistake(problem: tomllib.TOMLDecodeError, text: str, file: str) -> Mistake:
    said = str(problem)
    at = re.search(r"\(at line (\d+), column (\d+)\)", said)
    line = int(at[1]) if at else text.count("\n") + 1
    place = f"column {at[2]}" if at else "end of file"
    what = re.sub(r"\s*\(at .*\)$", "", said)
    return Mistake(f"not valid TOML: {what[:1].lower()}{what[1:]}", "correct it", file, line, place)


# --- the lines of a TOML text that tomllib has already accepted ----------------------------


@lru_cache(maxsize=4)
def lines_by_path(text: str) -> Mapping[KeyPath, int]:
    """Return the line of every table, key and list entry of a valid TOML text.

    Walks the text once: table headers, then keys with their values; inside values it
    looks into lists and inline tables, and steps over strings.
    """
    plain = text.replace("\r\n", "\n")
    walk = _Walk(plain, [found.start() for found in re.finditer("\n", plain)])
    while walk.skip_blank():
        if walk.peek("["):
            walk.header()
        else:
            walk.assignment(walk.table)
    return walk.lines


_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")
_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)


@dataclass(slots=True)
class _Walk:
    """A place in a TOML text, and what was seen on the way to it."""

    text: str
    line_ends: list[int]
    at: int = 0
    table: KeyPath = ()
    lines: dict[KeyPath, int] = field(default_factory=dict)
    counts: dict[KeyPath, int] = field(default_factory=dict)

    def peek(self, what: str) -> bool:
        return self.text.startswith(what, self.at)

    def skip_blank(self) -> bool:
        """Step over white space and comments; False at the end of the text."""
        blank = _BLANK.match(self.text, self.at)
        self.at = blank.end() if blank else self.at
        return self.at < len(self.text)

    def note(self, path: KeyPath) -> None:
        """Remember the present line for a path and for tables named on the way to it."""
        line = bisect_left(self.line_ends, self.at) + 1
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def header(self) -> None:
        """Read ``[table]`` or ``[[list of tables]]``."""
        is_list = self.peek("[[")
        start = self.at
        self.at += 2 if is_list else 1
        keys = self.keys()
        self.table = (*self.resolved(keys[:-1]), keys[-1])
        if is_list:
            number = self.counts.get(self.table, 0)
            self.counts[self.table] = number + 1
            self.table += (number,)
        elif self.table in self.counts:
            self.table += (self.counts[self.table] - 1,)
        end, self.at = self.text.index("]", self.at) + (2 if is_list else 1), start
        self.note(self.table)
        self.at = end

    def resolved(self, keys: Sequence[str]) -> KeyPath:
        """Return the path of these keys, each list of tables standing for its last entry."""
        path: KeyPath = ()
        for key in keys:
            path += (key,)
            if path in self.counts:
                path += (self.counts[path] - 1,)
        return path

    def keys(self) -> list[str]:
        """Read a key, dotted or quoted or plain."""
        found: list[str] = []
        while True:
            self.skip_blank()
            quoted = _STRING.match(self.text, self.at)
            key = quoted or _BARE_KEY.match(self.text, self.at)
            if key is None:
                raise ValueError(f"no key at {self.at}")
            found.append(tomllib.loads(f"key = {key[0]}")["key"] if quoted else key[0])
            self.at = key.end()
            self.skip_blank()
            if not self.peek("."):
                return found
            self.at += 1

    def assignment(self, table: KeyPath) -> None:
        """Read ``key = value``."""
        start = self.at
        path = table + tuple(self.keys())
        after, self.at = self.text.index("=", self.at) + 1, start
        self.note(path)
        self.at = after
        self.value(path)

    def value(self, path: KeyPath) -> None:
        self.skip_blank()
        if self.peek("["):
            self.many(path, "]")
        elif self.peek("{"):
            self.many(path, "}")
        else:
            plain = _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at)
            self.at = plain.end() if plain else self.at + 1

    def many(self, path: KeyPath, closing: str) -> None:
        """Read a list or an inline table to its closing bracket."""
        self.at += 1
        number = 0
        while self.skip_blank() and not self.peek(closing):
            if self.peek(","):
                self.at += 1
            elif closing == "}":
                self.assignment(path)
            else:
                self.note((*path, number))
                self.value((*path, number))
                number += 1
        self.at += 1
