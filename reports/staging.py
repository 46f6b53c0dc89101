"""Writes the files of a case into a room beside, and moves them in when all are there.

One run at a time writes into a folder (`alone_in`). What it writes goes this way:

1. All files are written into a hidden room inside the folder, then the plan of what is moved
   and what is taken away. Up to here nothing in the folder was touched, and a run that is cut
   off leaves a room without a plan: the next run removes it.
2. The files are moved in their order; before the last of them, those that are outdated are
   taken away. The last file makes the others count (for a case, its record). A run that is cut
   off here leaves a room with a plan: the next run first does what is left of it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import BaseModel, ConfigDict, ValidationError

from genetics.errors import Mistake, UsageError
from reports.record.canonical import json_of, sha256_of_file, stored_bytes

ROOM = ".writing-"
"""How the name of a hidden room begins."""


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
        found = json_of(report.read_bytes())
    except (OSError, ValueError):
        return None
    case = found.get("case") if isinstance(found, dict) else None
    return case if isinstance(case, str) else None


# One run at a time ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """A folder into which this run alone writes."""

    folder: Path

    def move_in(self, files: Mapping[str, bytes], ours: Iterable[str] = ()) -> tuple[str, ...]:
        """Write `files` in their order, whole or not at all; return the older files removed.

        `ours` are the names that this case can have: those not written now are older documents
        that no longer hold, and are taken away before the last file is moved. Raises UsageError
        where the folder cannot be written to, and for a name that leads out of it.
        """
        outdated = [name for name in dict.fromkeys(ours) if name not in files]
        _check_inside(self.folder, (*files, *outdated))
        gone = tuple(name for name in outdated if (self.folder / name).is_file())
        with _said_in_one_line(self.folder):
            room = _prepared(self.folder, files, gone)
            _finish(self.folder, room, _plan_of(room))
        return gone


@contextmanager
def alone_in(folder: Path) -> Iterator[Place]:
    """Let this run alone write into a folder; it is made, and goes again where it stays empty.

    What an earlier run left that was cut off is finished, or removed where it had not begun to
    move. The lock is one of the system on the folder itself: it ends with the run, however
    that ends. Raises UsageError.
    """
    with _said_in_one_line(folder):
        made = _make(folder)
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with _said_in_one_line(folder):
            _lock(opened, folder)
            _after_a_run_cut_off(folder)
        yield Place(folder)
    finally:
        # Closing alone would leave the lock with a process that was forked in between.
        fcntl.flock(opened, fcntl.LOCK_UN)
        os.close(opened)
        for one in made:
            with suppress(OSError):
                one.rmdir()


def move_into(folder: Path, files: Mapping[str, bytes], ours: Iterable[str]) -> tuple[str, ...]:
    """Write `files` into a folder of which nothing had to be read: see `Place.move_in`."""
    with alone_in(folder) as place:
        return place.move_in(files, ours)


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the new ones, the innermost first."""
    new = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return new


def _lock(opened: int, folder: Path) -> None:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        what, remedy = "another run is writing here", "run this again when that one has ended"
        raise UsageError(Mistake(what, remedy, file=str(folder))) from None


@contextmanager
def _said_in_one_line(folder: Path) -> Iterator[None]:
    """Turn what the system refuses into a mistake of the user's."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            Mistake(
                f"the documents cannot be written here ({error.strerror or error})",
                "choose a folder that can be written to",
                file=str(folder),
            )
        ) from error


# The room ---------------------------------------------------------------------------------


class _Plan(BaseModel):
    """What is done with the files of a room that is complete.

    `before` is the SHA-256 of what stood in the place of the last file, "" for nothing: where
    something else stands there now, the plan is not for this folder any more.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    move: tuple[str, ...]
    remove: tuple[str, ...]
    before: str


def _prepared(folder: Path, files: Mapping[str, bytes], gone: tuple[str, ...]) -> Path:
    """Return a room with the files and the plan; the folder is as it was, or it raises OSError."""
    room = Path(tempfile.mkdtemp(prefix=ROOM, dir=folder))
    try:
        for name, content in files.items():
            (_inside(room) / name).parent.mkdir(parents=True, exist_ok=True)
            (_inside(room) / name).write_bytes(content)
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            if (folder / name).is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
        plan = _Plan(move=tuple(files), remove=gone, before=_digest_of_last(folder, tuple(files)))
        unfinished = room / "plan.part"
        unfinished.write_bytes(stored_bytes(plan.model_dump()))
        unfinished.replace(_plan_file(room))
    except BaseException:
        shutil.rmtree(room, ignore_errors=True)
        raise
    return room


def _finish(folder: Path, room: Path, plan: _Plan) -> None:
    """Do what a plan says and is not done yet, then take the room away."""
    for name in plan.move[:-1]:
        _move(room, folder, name)
    for name in plan.remove:
        (folder / name).unlink(missing_ok=True)
    for name in plan.move[-1:]:
        _move(room, folder, name)
    shutil.rmtree(room)


def _move(room: Path, folder: Path, name: str) -> None:
    if (_inside(room) / name).is_file():
        (_inside(room) / name).replace(folder / name)


def _after_a_run_cut_off(folder: Path) -> None:
    """Finish what a run left that had begun to move its files, remove what had not begun."""
    for room in sorted(folder.glob(f"{ROOM}*")):
        if room.is_symlink() or not room.is_dir():
            continue
        try:
            plan = _plan_of(room)
        except (OSError, ValidationError):
            shutil.rmtree(room)
            continue
        _check_inside(folder, (*plan.move, *plan.remove))
        _check_inside(_inside(room), plan.move)
        if plan.before == _digest_of_last(folder, plan.move):
            _finish(folder, room, plan)
        else:
            shutil.rmtree(room)


def _plan_of(room: Path) -> _Plan:
    return _Plan.model_validate_json(_plan_file(room).read_bytes())


def _plan_file(room: Path) -> Path:
    return room / "plan.json"


def _inside(room: Path) -> Path:
    return room / "files"


def _digest_of_last(folder: Path, names: tuple[str, ...]) -> str:
    last = folder / names[-1] if names else folder
    return sha256_of_file(last) if last.is_file() else ""


def _check_inside(folder: Path, names: Iterable[str]) -> None:
    """Raise UsageError for a name that leads out of the folder, by itself or through a link."""
    top = folder.resolve()
    for name in names:
        path = PurePosixPath(name)
        leads_out = not name or "\0" in name or path.is_absolute() or ".." in path.parts
        if leads_out or not (folder / name).parent.resolve().is_relative_to(top):
            what = f"{name!r} does not lie in the folder"
            remedy = "look at the folder: a name in its record, or a link in it, leads out"
            raise UsageError(Mistake(what, remedy, file=str(folder)))
