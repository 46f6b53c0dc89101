"""Writes the files of a case into a room beside, and moves them in when all are there."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from genetics.errors import Mistake, UsageError


def check_folder(folder: Path, report: str, case_id: str) -> None:
    """Refuse a folder that holds the report of another case: families are kept apart."""
    other = _case_in(folder / report)
    if other is not None and other != case_id:
        raise UsageError(
            Mistake(
                f"the folder holds the documents of another case ({other})",
                "choose a folder of its own for each case",
                file=str(folder),
            )
        )


def _case_in(report: Path) -> str | None:
    """Return the case of a report; None where there is none that can be read."""
    try:
        found = json.loads(report.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    case = found.get("case") if isinstance(found, dict) else None
    return case if isinstance(case, str) else None


def move_into(folder: Path, files: Mapping[str, bytes], ours: Iterable[str]) -> tuple[str, ...]:
    """Write `files` into `folder`, whole or not at all; return the older files removed.

    `ours` are the names that this case can have: those not written now are older documents
    that no longer hold, and are taken away. Raises UsageError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as room:
            for name, content in files.items():
                Path(room, name).parent.mkdir(parents=True, exist_ok=True)
                Path(room, name).write_bytes(content)
            for name in files:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                Path(room, name).replace(folder / name)
        return _remove_outdated(folder, [name for name in ours if name not in files])
    except OSError as error:
        raise UsageError(
            Mistake(
                f"the documents cannot be written here ({error.strerror or error})",
                "choose a folder that can be written to",
                file=str(folder),
            )
        ) from error


def _remove_outdated(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    gone = [name for name in dict.fromkeys(names) if (folder / name).is_file()]
    for name in gone:
        (folder / name).unlink()
    return tuple(gone)
