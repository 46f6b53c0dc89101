"""What a benchmark hands back: lines with what was measured, the target, and the verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from time import process_time
from typing import TypeVar

T = TypeVar("T")


class Verdict(StrEnum):
    """How a measurement lies to its two targets; `NONE` where there is no target."""

    AMBITIOUS = "ambitious met"
    ACCEPTABLE = "acceptable met"
    MISSED = "MISSED"
    NONE = ""


@dataclass(frozen=True)
class Line:
    """One measurement; `target` in words with whether it is met, or "" where there is none."""

    COLUMNS = ("what", "measured", "target")

    what: str
    figure: str
    target: str = ""
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """Return what stands in the columns."""
        if self.met is None:
            return self.what, self.figure, self.target
        return self.what, self.figure, f"{self.target} {'met' if self.met else 'MISSED'}"


@dataclass(frozen=True)
class Target:
    """The largest ratio that is acceptable, and the one that is aimed at."""

    acceptable: float
    ambitious: float
    unit: str = "×"


@dataclass(frozen=True)
class Beside:
    """Ours beside a peer: `measured` is held against the target, "ours" and "peer" are told.

    `measured` None: it could not be measured, and `remark` says why. A row without a target is
    told, not judged. `profile` are the lines that show where the time goes, where a target is
    missed.
    """

    COLUMNS = ("task", "peer", "ours", "of peer", "measured", "acceptable", "ambitious", "verdict")

    task: str
    peer: str
    measured: float | None
    target: Target | None
    ours: str = ""
    theirs: str = ""
    remark: str = ""
    profile: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Return the verdict; what could not be measured is missed."""
        if self.target is None:
            return Verdict.NONE
        if self.measured is None or self.measured > self.target.acceptable:
            return Verdict.MISSED
        return Verdict.AMBITIOUS if self.measured <= self.target.ambitious else Verdict.ACCEPTABLE

    @property
    def met(self) -> bool | None:
        """Whether the acceptable target is met; None where there is none."""
        return None if self.target is None else self.verdict is not Verdict.MISSED

    @property
    def cells(self) -> tuple[str, ...]:
        """Return what stands in the columns."""
        unit = self.target.unit if self.target else "×"
        limits = (self.target.acceptable, self.target.ambitious) if self.target else ()
        acceptable, ambitious = (f"{limit:g} {unit}" for limit in limits) if limits else ("", "")
        shown = "–" if self.measured is None else f"{self.measured:.3g} {unit}"
        told = f"{self.verdict}: {self.remark}" if self.verdict and self.remark else self.remark
        return (
            self.task,
            self.peer,
            self.ours,
            self.theirs,
            shown,
            acceptable,
            ambitious,
            told or str(self.verdict),
        )


@dataclass(frozen=True)
class Section:
    """What one benchmark module measured, and how; all lines of a section are of one kind."""

    title: str
    method: str
    lines: Sequence[Line] | Sequence[Beside]


def cpu(run: Callable[[], T], times: int = 3) -> tuple[float, T]:
    """Return the least CPU seconds of several runs of this process, and the result."""
    seconds: list[float] = []
    for _ in range(times):
        began = process_time()
        result = run()
        seconds.append(process_time() - began)
    return min(seconds), result


def under(what: str, seconds: float, limit: float) -> Line:
    """Return a line whose target is a limit of CPU seconds."""
    return Line(what, f"{seconds:.3f} s", f"< {limit:g} s", seconds < limit)


def at_most(what: str, ratio: float, limit: float) -> Line:
    """Return a line whose target is a largest ratio."""
    return Line(what, f"{ratio:.2f} ×", f"≤ {limit:g} ×", ratio <= limit)
