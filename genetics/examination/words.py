"""Writes an examination: as words, grouped, a line for each remark, or as JSON."""

from __future__ import annotations

import json

from genetics.examination.items import MEANINGS, Examination, Part, Weight

SCHEMA = "sideroscreen-check/1"
_MARK = {
    Weight.OK: "OK",
    Weight.NOTE: "note",
    Weight.WARNING: "WARNING",
    Weight.ERROR: "ERROR",
}


def as_words(examination: Examination) -> str:
    """Return the text: what it is about, then a line for each remark."""
    lines = [examination.file]
    for part in Part:
        items = [item for item in examination.items if item.part is part]
        if items:
            lines += ["", part.value]
            lines += [f"  {_MARK[item.weight]:<8} {_one_line(item.text)}" for item in items]
    return "\n".join([*lines, "", _last_line(examination)]) + "\n"


def as_json(examination: Examination) -> str:
    """Return the document: keys sorted, ids that never change their meaning."""
    document = {
        "schema": SCHEMA,
        "file": examination.file,
        "items": [
            {
                "id": item.id.value,
                "severity": item.weight.value,
                "text": item.text,
                "values": item.values,
            }
            for item in examination.items
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def schema_text() -> str:
    """Return the JSON Schema of the document, with what each id means: docs/check.schema.json."""
    ids = [
        {"const": one.value, "description": f"{part.value}: {meaning}"}
        for one, (part, meaning) in MEANINGS.items()
    ]
    item = {
        "type": "object",
        "properties": {
            "id": {"oneOf": ids},
            "severity": {"enum": [weight.value for weight in Weight]},
            "text": {"type": "string"},
            "values": {"type": "object"},
        },
        "required": ["id", "severity", "text", "values"],
        "additionalProperties": False,
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What `sideroscreen check` says of a file",
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA},
            "file": {"type": "string"},
            "items": {"type": "array", "items": item},
        },
        "required": ["schema", "file", "items"],
        "additionalProperties": False,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _last_line(examination: Examination) -> str:
    counted = {
        weight: sum(item.weight is weight for item in examination.items) for weight in Weight
    }
    found = f"errors: {counted[Weight.ERROR]}, warnings: {counted[Weight.WARNING]}"
    if examination.would_stop:
        return f"{found}: a scan of this file would stop"
    return f"{found}: a scan of this file would run"
