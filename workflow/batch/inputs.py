"""The files that a case is read from: their checksums, and whether they changed meanwhile."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from genetics.errors import InputRejected, Mistake
from workflow.batch.status import Input

_INDEXES = (".tbi", ".csi")


@dataclass(frozen=True, slots=True)
class _State:
    """What the file system says of a file; any writing to it, or another in its place, shows."""

    size: int
    changed_ns: int
    device: int
    inode: int


@dataclass(frozen=True, slots=True)
class Watched:
    """A file, as it was before it was read."""

    role: str
    path: Path
    state: _State


def files_with_index(vcf: Path) -> list[tuple[str, Path]]:
    """Return a VCF and the indexes that lie beside it."""
    beside = (Path(f"{vcf}{end}") for end in _INDEXES)
    return [("vcf", vcf), *(("index", index) for index in beside if index.exists())]


def watch(files: Iterable[tuple[str, Path]]) -> tuple[Watched, ...]:
    """Note the state of each file. Raises InputRejected for one that is no file."""
    return tuple(Watched(role, path, _state(path)) for role, path in files)


def digests(files: Iterable[Watched]) -> tuple[Input, ...]:
    """Return name, size and SHA-256 of each file; it is read whole for this."""
    found = []
    for file in files:
        with file.path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        found.append(Input(file.role, file.path.name, file.state.size, digest))
    return tuple(found)


def require_unchanged(files: Iterable[Watched]) -> None:
    """Refuse a file that was written to since it was watched. Raises InputRejected."""
    changed = [file for file in files if _state(file.path) != file.state]
    if changed:
        remedy = "wait until nothing writes to it, then run again with --resume"
        raise InputRejected(
            [
                Mistake("the file changed while it was read", remedy, str(one.path))
                for one in changed
            ]
        )


def _state(path: Path) -> _State:
    try:
        told = os.stat(path)  # noqa: PTH116 - one call, followed through links
    except OSError as error:
        what = f"there is no such file ({error.strerror or error})"
        raise InputRejected(Mistake(what, "check the path", str(path))) from None
    if not stat.S_ISREG(told.st_mode):
        what = "this is a folder, a pipe or a device"
        remedy = "name a file: a batch reads it twice, once for its checksum"
        raise InputRejected(Mistake(what, remedy, str(path)))
    return _State(told.st_size, told.st_mtime_ns, told.st_dev, told.st_ino)
