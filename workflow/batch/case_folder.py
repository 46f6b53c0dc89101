"""The folder of one case: made beside its place, and moved there when it is whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from genetics.errors import InputRejected, Mistake
from workflow.batch.status import Status, status_from, status_text

CASES = "cases"
FINDINGS, STATUS, DOCUMENTS = "findings.json", "status.json", "documents"
SAFE_ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
"""An id names a folder, on every file system: no spaces, no slashes, no hidden names."""
_APART = "~"
"""Between the id of a case and the rest of a hidden name; no id holds it."""


def place_of(out: Path, case: str) -> Path:
    """Return where the folder of a case stands."""
    return out / CASES / case


@contextmanager
def made(out: Path, case: str) -> Iterator[Path]:
    """Give an empty folder to make the case in, and remove it unless it was published.

    No other process uses its name, so a case that two processes do (one of them was given up
    by its executor) is still one of their folders, whole. Raises InputRejected where the folder
    in the place holds documents that a person has checked or authorised: it is never replaced.
    """
    _require_only_drafts(place_of(out, case) / DOCUMENTS)
    part = out / CASES / f".{case}{_APART}{os.urandom(8).hex()}.part"
    part.mkdir()
    try:
        yield part
    finally:
        if part.exists():
            shutil.rmtree(part, ignore_errors=True)


def publish(part: Path, status: Status) -> None:
    """Write the status into the folder that was made, and put it in its place.

    A folder that stood there (failed before, or of other files) gives way. A run that is killed
    between the two moves leaves no folder in the place, and `--resume` does the case again.
    """
    place = part.with_name(status.case)
    old = part.with_suffix(".old")
    (part / STATUS).write_text(status_text(status), encoding="utf-8")
    try:
        part.rename(place)
    except OSError:
        if not place.exists():
            raise
        place.rename(old)
        try:
            part.rename(place)
        except OSError:
            old.rename(place)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _require_only_drafts(documents: Path) -> None:
    if not documents.is_dir():
        return
    from reports.record.manifest import Event, read_manifest

    record = read_manifest(documents)
    by_a_person = (Event.CHECKED, Event.AUTHORISED, Event.AMENDED)
    if record is not None and any(entry.event in by_a_person for entry in record.entries):
        what = "these documents were checked or authorised by a person: they stay as they are"
        remedy = (
            "amend them with `sideroscreen report --amend`, or run the batch into another folder"
        )
        raise InputRejected(Mistake(what, remedy, str(documents)))


def discard(out: Path, cases: Iterable[str]) -> None:
    """Remove what is not whole of these cases; nothing may be at work on them."""
    wanted = set(cases)
    for left in (out / CASES).glob(f".*{_APART}*"):
        if left.name[1:].partition(_APART)[0] in wanted:
            shutil.rmtree(left, ignore_errors=True)


def write_scan(part: Path, text: str) -> str:
    """Write a scan into the folder that is made; return its SHA-256."""
    content = text.encode("utf-8")
    (part / FINDINGS).write_bytes(content)
    return sha256(content).hexdigest()


def stored_scan(out: Path, status: Status) -> bytes | None:
    """Return the scan of a case as it was written, None where it is not there or not the same."""
    try:
        content = (place_of(out, status.case) / FINDINGS).read_bytes()
    except OSError:
        return None
    return content if sha256(content).hexdigest() == status.findings else None


def is_whole(out: Path, status: Status) -> bool:
    """Whether all that a status names lies beside it, the scan as it was written."""
    documents = place_of(out, status.case) / DOCUMENTS
    if status.findings and stored_scan(out, status) is None:
        return False
    return all((documents / name).is_file() for name in status.documents)


def stored_status(out: Path, case: str) -> Status | None:
    """Return how a case went, None where its folder is not there or its status not readable."""
    try:
        return status_from((place_of(out, case) / STATUS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
