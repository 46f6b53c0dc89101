"""The scan as a JSON document: everything that was found, with ids that programs may rely on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from json.encoder import encode_basestring
from typing import Any

from genetics.messages import Severity
from genetics.outputs.message_ids import with_id
from genetics.results import Finding, Findings

SCHEMA = "sideroscreen-scan/2"

_NOT_WRITTEN = frozenset({"kept"})  # raw lines belong to the annotated VCF


@dataclass(frozen=True, slots=True)
class ScanDocument:
    """One or more scans, with the versions that made them.

    The keys are the names of the types in ``genetics.results``; a finding also says whether the
    classes differ. Dates are written as in ISO 8601, closed choices by their words. A warning
    is an object with `id`, `severity` and `text`; ids never change their meaning. Keys are
    sorted, so that equal scans are equal files.
    """

    schema: str
    sideroscreen: str
    knowledge: str
    scans: tuple[Findings, ...]


def document_text(scans: Sequence[Findings], *, software: str, knowledge: str) -> str:
    """Return the document as text: that of `json.dumps` with an indent of 2 and keys in order.

    It is written here, from the types, because the library lays out its lines in plain Python,
    value by value, which takes a fifth of the time of a small file in a batch.
    """
    return _text(ScanDocument(SCHEMA, software, knowledge, tuple(scans)), "\n") + "\n"


_Writer = Callable[[Any, str], str]
"""Returns a value as JSON, behind a line end and the blanks that its own line begins with."""


def _text(value: Any, line: str) -> str:
    kind = type(value)
    writer = _WRITERS.get(kind)
    if writer is None:
        writer = _WRITERS[kind] = _writer(kind)
    return writer(value, line)


def _tuple(value: tuple[Any, ...], line: str) -> str:
    return _in_lines("[]", [_text(item, line + _INDENT) for item in value], line)


_WRITERS: dict[type, _Writer] = {
    str: lambda value, _: encode_basestring(value),
    int: lambda value, _: str(value),
    bool: lambda value, _: "true" if value else "false",
    type(None): lambda _, __: "null",
    tuple: _tuple,
}
"""How the values of each type are written; those of our own types are added as they are met."""
_INDENT = "  "


def _writer(kind: type) -> _Writer:
    if is_dataclass(kind):
        members = _members(kind)
        return lambda value, line: _in_lines(
            "{}", [key + of(value, line + _INDENT) for key, of in members], line
        )
    if issubclass(kind, StrEnum):
        return lambda value, _: encode_basestring(value.value)
    if issubclass(kind, date):
        return lambda value, _: encode_basestring(value.isoformat())
    return lambda value, _: json.dumps(value)


def _in_lines(brackets: str, items: Sequence[str], line: str) -> str:
    if not items:
        return brackets
    inner = line + _INDENT
    return f"{brackets[0]}{inner}{f',{inner}'.join(items)}{line}{brackets[1]}"


def _members(kind: type[Any]) -> tuple[tuple[str, _Writer], ...]:
    """Return how each member of a type is written, in the order of their names."""
    names = {field.name for field in fields(kind)} - _NOT_WRITTEN
    if kind is Finding:
        names.add("classes_differ")
    return tuple(
        (
            f"{encode_basestring(name)}: ",
            _messages if name == "warnings" else partial(_member, name),
        )
        for name in sorted(names)
    )


def _member(name: str, value: Any, line: str) -> str:
    return _text(getattr(value, name), line)


def _messages(value: Any, line: str) -> str:
    return _text(tuple(_message(text) for text in value.warnings), line)


@dataclass(frozen=True, slots=True)
class _Message:
    """A warning as it stands in the document."""

    id: str
    severity: str
    text: str


def _message(text: str) -> _Message:
    told = with_id(text)
    return _Message(told.id, told.severity.value, str(told))


def schema_text() -> str:
    """Return the JSON Schema of the document: the text of docs/scan.schema.json."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(ScanDocument).json_schema(mode="serialization")
    message = {
        "type": "object",
        "properties": {
            "id": {"type": "string", "pattern": "^[A-Z][A-Z0-9_]*$"},
            "severity": {"enum": [severity.value for severity in Severity]},
            "text": {"type": "string"},
        },
        "required": ["id", "severity", "text"],
        "additionalProperties": False,
    }
    schema["$defs"]["Message"] = message
    for part in schema["$defs"].values():
        properties = part.get("properties", {})
        for name in _NOT_WRITTEN & properties.keys():
            del properties[name]
        if "warnings" in properties:
            items = {"$ref": "#/$defs/Message"}
            properties["warnings"] = {"type": "array", "items": items, "title": "Warnings"}
        if "properties" in part:
            part["required"] = sorted(properties)
            part["additionalProperties"] = False
    schema["$defs"].pop("KeptLines")
    finding = schema["$defs"]["Finding"]
    finding["properties"]["classes_differ"] = {"type": "boolean", "title": "Classes Differ"}
    finding["required"] = sorted(finding["properties"])
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["properties"]["schema"] = {"const": SCHEMA}
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
