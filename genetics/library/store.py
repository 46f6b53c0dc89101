"""Keeps what was taken from a download as one file for each build, with its checksum."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from genetics.errors import KnowledgeInvalid, Mistake, UsageError
from genetics.library.folder import CLINVAR, FREQUENCIES
from genetics.library.records import ClinvarRecord, Frequency, NotUsed, Source
from genetics.outputs.files import write_text
from genetics.variants import Assembly, Variant

CLINVAR_SCHEMA = "sideroscreen-clinvar/1"
FREQUENCY_SCHEMA = "sideroscreen-frequencies/1"
_REMEDY = "add it again: sideroscreen knowledge update"


@dataclass(frozen=True, slots=True)
class Stored:
    """What both kinds of file say: build with its signs, sources, what was read and not used."""

    schema: str
    assembly: Assembly
    signs: tuple[str, ...]
    sources: tuple[Source, ...]
    records_read: int
    not_used: tuple[NotUsed, ...]


@dataclass(frozen=True, slots=True)
class StoredClinvar(Stored):
    """The alleles of our genes in one release of ClinVar, trimmed."""

    alleles: tuple[tuple[Variant, ClinvarRecord], ...]


@dataclass(frozen=True, slots=True)
class StoredFrequencies(Stored):
    """The alleles of our genes in one set of frequencies, trimmed."""

    alleles: tuple[tuple[Variant, Frequency], ...]


S = TypeVar("S", StoredClinvar, StoredFrequencies)


def path_of(folder: Path, kind: type[Stored], assembly: Assembly) -> Path:
    """Return where the file of one kind and one build is kept in the data folder."""
    return folder / _NAMES[kind] / f"{assembly}.json"


_NAMES: dict[type[Stored], str] = {StoredClinvar: CLINVAR, StoredFrequencies: FREQUENCIES}
_SCHEMAS: dict[type[Stored], str] = {
    StoredClinvar: CLINVAR_SCHEMA,
    StoredFrequencies: FREQUENCY_SCHEMA,
}


def write_stored(folder: Path, stored: StoredClinvar | StoredFrequencies) -> Path:
    """Write the file whole or not at all; what was there before stays until the new one stands.

    Raises UsageError where the folder cannot be written.
    """
    path = path_of(folder, type(stored), stored.assembly)
    content = json.loads(json.dumps(asdict(stored), default=str))
    document = {"checksum": _checksum(content), "content": content}
    text = json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"the data folder cannot be made ({error.strerror})"
        remedy = "choose another one (--data, or $SIDEROSCREEN_DATA)"
        raise UsageError(Mistake(what, remedy, str(path.parent))) from None
    write_text(text, path)
    return path


def read_stored(folder: Path, kind: type[S], assembly: Assembly) -> S | None:
    """Return what is kept of one kind and build, None where nothing is.

    Raises KnowledgeInvalid for a file that is damaged: no JSON, of another schema or build, or
    with a checksum that is not that of its content.
    """
    path = path_of(folder, kind, assembly)
    try:
        document = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise _damaged(path, "the file cannot be read") from None
    content = document.get("content") if isinstance(document, dict) else None
    if not isinstance(content, dict) or document.get("checksum") != _checksum(content):
        raise _damaged(path, "the file was changed or damaged: its checksum does not fit")
    if content.get("schema") != _SCHEMAS[kind] or content.get("assembly") != assembly:
        raise _damaged(path, f"the file is not {_SCHEMAS[kind]} on {assembly}")
    return _as(kind, path, content)


def _as(kind: type[S], path: Path, content: dict[str, Any]) -> S:
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(kind).validate_json(json.dumps(content), strict=True)
    except ValidationError as error:
        what = f"the file does not hold what it must ({error.errors()[0]['msg']})"
        raise _damaged(path, what) from None


def _damaged(path: Path, what: str) -> KnowledgeInvalid:
    return KnowledgeInvalid(Mistake(what, _REMEDY, str(path)))


def _checksum(content: dict[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
