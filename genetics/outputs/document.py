"""The scan as a JSON document: everything that was found, with ids that programs may rely on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
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
    """Return the document as text."""
    document = _plain(ScanDocument(SCHEMA, software, knowledge, tuple(scans)))
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if is_dataclass(value):
        plain = {
            field.name: _plain_field(field.name, getattr(value, field.name))
            for field in fields(value)
            if field.name not in _NOT_WRITTEN
        }
        if isinstance(value, Finding):
            plain["classes_differ"] = value.classes_differ
        return plain
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _plain_field(name: str, value: Any) -> Any:
    if name == "warnings":
        return [_message(text) for text in value]
    return _plain(value)


def _message(text: str) -> dict[str, str]:
    told = with_id(text)
    return {"id": told.id, "severity": told.severity.value, "text": str(told)}


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
