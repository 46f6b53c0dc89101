"""Values as JSON that has the same bytes each time, and the digests over such bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

CASE_REPORT = "case.json"
"""The file of a case's folder that holds what was found, concluded and printed."""


def plain(value: object) -> Any:
    """Return a value as JSON knows it: dates as ISO, fractions as "1/2", sets sorted."""
    if type(value) in KNOWN_TO_JSON:
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {name: plain(getattr(value, name)) for name in _names_of_fields(value.__class__)}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(plain(one) for one in value)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value


KNOWN_TO_JSON = frozenset((str, int, bool, float, type(None)))


@cache
def _names_of_fields(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def stored_bytes(value: object) -> bytes:
    """Return a value as JSON that people can read: sorted keys, two blanks, one last line end."""
    text = json.dumps(plain(value), sort_keys=True, indent=2, ensure_ascii=False)
    return f"{text}\n".encode()


def json_of(content: bytes) -> Any:
    """Return what a JSON text holds. Raises ValueError, also where it is nested too deep."""
    try:
        return json.loads(content)
    except RecursionError:
        raise ValueError("nested too deep") from None


def shortest(value: object) -> str:
    """Return the shortest JSON of a value, with sorted keys."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(value: object) -> str:
    """Return the SHA-256 over the shortest JSON of a value (hexadecimal)."""
    return sha256(shortest(value).encode())


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes (hexadecimal)."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(path: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece: a VCF may be large."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
