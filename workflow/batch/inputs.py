"""The files that a case is read from: their checksums, and whether they changed meanwhile."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from genetics.errors import InputRejected, Mistake
from workflow.batch.status import Checksums, Input

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


def digests(files: Iterable[Watched], checksums: Checksums) -> tuple[Input, ...]:
    """Return name, size and SHA-256 of each file.

    - whole: each file is read whole for it.
    - ends: of a VCF over two MiB only the first and the last MiB are read, and when it was last
      written to is told as well; every other file, its index too, is read whole.
    """
    return tuple(_digest(file, checksums) for file in files)


def _digest(file: Watched, checksums: Checksums) -> Input:
    size, name = file.state.size, file.path.name
    with file.path.open("rb") as opened:
        if checksums is Checksums.WHOLE or file.role != "vcf" or size <= 2 * _END:
            return Input(file.role, name, size, hashlib.file_digest(opened, "sha256").hexdigest())
        found = hashlib.sha256(opened.read(_END))
        opened.seek(-_END, os.SEEK_END)
        found.update(opened.read(_END))
    return Input(
        file.role, name, size, found.hexdigest(), Checksums.ENDS, modified=file.state.changed_ns
    )


_END = 2**20


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
