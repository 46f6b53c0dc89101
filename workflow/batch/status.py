"""What is kept of how a case went: what was read, by which versions, how long, and the outcome."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from reports.batch_numbers import Versions

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA = "sideroscreen-batch-status/1"


class Outcome(StrEnum):
    """Done: everything that was asked for is there. Failed: the reasons stand beside it."""

    DONE = "done"
    FAILED = "failed"


class Documents(StrEnum):
    """Whether the documents of rows with a case file are written."""

    NONE = "none"
    CASE = "case"


class Checksums(StrEnum):
    """Over what of a file its SHA-256 is taken: all of it, or its first and last MiB."""

    WHOLE = "whole"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Input:
    """A file that a case was read from: what for, its name, its bytes, their SHA-256.

    `checksum` says over what that is taken; of a file of which only the ends were read,
    `modified` is when it was last written to (ns since 1970), which then tells it as well.
    """

    role: str
    file: str
    size: int
    sha256: str
    checksum: Checksums = Checksums.WHOLE
    modified: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """All that the result of a case follows from: a case of which it is unchanged is kept."""

    inputs: tuple[Input, ...] = ()
    versions: Versions = field(default_factory=Versions)
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """A message of the scan: its id, how grave it is, the sentence."""

    id: str
    severity: str
    text: str


@dataclass(frozen=True, slots=True)
class Timings:
    """When a case was begun and ended (UTC), seconds by the clock and of the processor.

    The PDF library works in a process of its own, whose CPU seconds are not among them.
    """

    started: str
    ended: str
    wall_seconds: float
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class Status:
    """How one case went.

    `findings` is the SHA-256 of the scan that lies beside it, "" where there is none. Everything
    but `timings` is the same in every run over the same files. Two things are of this
    run only, and not written: `kept` is true where an earlier run had done the case; `no_folder`
    says why its folder could not be written.
    """

    case: str
    outcome: Outcome
    timings: Timings
    asked: Asked = field(default_factory=Asked)
    errors: tuple[str, ...] = ()
    messages: tuple[Told, ...] = ()
    findings: str = ""
    documents: tuple[str, ...] = ()
    kept: bool = False
    no_folder: str = ""

    @property
    def done(self) -> bool:
        """Whether everything that was asked for is there."""
        return self.outcome is Outcome.DONE


def status_text(status: Status) -> str:
    """Return the status as the text of its file."""
    plain = {"schema": SCHEMA, **asdict(status)}
    for of_this_run in ("kept", "no_folder"):
        del plain[of_this_run]
    return json.dumps(plain, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def status_from(text: str) -> Status:
    """Return the status that a file holds. Raises ValueError for anything else."""
    plain: Any = json.loads(text)
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
        raise ValueError("not the status of a case")
    return _adapter().validate_json(text, strict=True)


@cache
def _adapter() -> TypeAdapter[Status]:
    from pydantic import TypeAdapter

    return TypeAdapter(Status)


@dataclass(frozen=True, slots=True)
class Clock:
    """Started when a case is begun."""

    started: str
    wall: float
    cpu: float

    @classmethod
    def start(cls) -> Clock:
        """Return a clock that runs from now on."""
        return cls(_now(), time.perf_counter(), _cpu())

    def stop(self) -> Timings:
        """Return what has passed since the start."""
        wall, cpu = time.perf_counter() - self.wall, _cpu() - self.cpu
        return Timings(self.started, _now(), round(wall, 3), round(cpu, 3))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _cpu() -> float:
    return time.process_time()
