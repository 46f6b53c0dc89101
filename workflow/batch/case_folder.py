"""The folder of one case: made beside its place, and moved there when it is whole."""

from __future__ import annotations

import shutil
from pathlib import Path

from genetics.errors import InputRejected, Mistake
from workflow.batch.status import Status, status_from, status_text

CASES = "cases"
FINDINGS, STATUS, DOCUMENTS = "findings.json", "status.json", "documents"


def place_of(out: Path, case: str) -> Path:
    """Return where the folder of a case stands."""
    return out / CASES / case


def begin(out: Path, case: str) -> Path:
    """Return an empty folder to make the case in; what a stopped run left there is removed.

    Raises InputRejected where the folder in the place holds documents that a person has checked
    or authorised: it is never replaced.
    """
    _require_only_drafts(place_of(out, case) / DOCUMENTS)
    discard(out, case)
    part = _part(out, case)
    part.mkdir(parents=True)
    return part


def publish(out: Path, status: Status) -> None:
    """Write the status into the folder that is being made, and put it in its place.

    A folder that stood there (failed before, or of other files) gives way. A run that is killed
    between the two moves leaves no folder in the place, and `--resume` does the case again.
    """
    place, part, old = (find(out, status.case) for find in (place_of, _part, _old))
    (part / STATUS).write_text(status_text(status), encoding="utf-8")
    if place.exists():
        place.rename(old)
    try:
        part.rename(place)
    except OSError:
        if old.exists():
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


def discard(out: Path, case: str) -> None:
    """Remove what is not whole."""
    for left in (_part(out, case), _old(out, case)):
        shutil.rmtree(left, ignore_errors=True)


def stored_status(out: Path, case: str) -> Status | None:
    """Return how a case went, None where its folder is not there or its status not readable."""
    try:
        return status_from((place_of(out, case) / STATUS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _part(out: Path, case: str) -> Path:
    return out / CASES / f".{case}.part"


def _old(out: Path, case: str) -> Path:
    return out / CASES / f".{case}.old"
