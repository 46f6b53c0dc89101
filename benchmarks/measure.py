"""What a benchmark hands back: lines of ours beside a peer, with the target and the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median


class Verdict(StrEnum):
    """How a measurement lies to its targets; `NONE` where nothing is judged."""

    AMBITIOUS = "ambitious met"
    ACCEPTABLE = "acceptable met"
    MISSED = "MISSED"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Target:
    """The largest figure that is acceptable, and the one that is aimed at, if there is one."""

    acceptable: float
    ambitious: float | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """Ours and the peer's: medians of the rounds, and the median of the ratios of the rounds."""

    ours: float
    peer: float
    ratio: float

    LEAST = 1e-3
    """What a peer's figure counts as at least: the clock of a process is no finer."""

    @classmethod
    def of(cls, rounds: Sequence[tuple[float, float]]) -> Sides:
        """Return both sides of rounds, each of which is ours and the peer's."""
        ours, peer = zip(*rounds, strict=True)
        return cls(median(ours), median(peer), median(a / max(b, cls.LEAST) for a, b in rounds))

    def __str__(self) -> str:
        return f"{_short(self.ours)} / {_short(self.peer)} = {_short(self.ratio)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table. `measured` is held against the target; the sides are told.

    - A row with a target is met or missed; missed is also what could not be measured
      (`measured` None), and `remark` says why.
    - A row whose peer is `absent` from this machine is neither.
    - A row without a target is told, not judged.

    `profile` are the lines that show where the time goes, where a target is missed.
    """

    task: str
    peer: str = ""
    cpu: Sides | None = None
    wall: Sides | None = None
    peak: Sides | None = None
    measured: float | None = None
    unit: str = " ×"
    target: Target | None = None
    absent: bool = False
    remark: str = ""
    profile: tuple[str, ...] = ()

    COLUMNS = (
        "task",
        "peer",
        "CPU s, ours / peer",
        "wall s, ours / peer",
        "peak MiB, ours / peer",
        "measured",
        "acceptable",
        "ambitious",
        "verdict",
    )

    @property
    def verdict(self) -> Verdict:
        """Return how the row lies to its targets."""
        if self.target is None or self.absent:
            return Verdict.NONE
        if self.measured is None or self.measured > self.target.acceptable:
            return Verdict.MISSED
        aim = self.target.ambitious
        return Verdict.AMBITIOUS if aim is not None and self.measured <= aim else Verdict.ACCEPTABLE

    @property
    def cells(self) -> tuple[str, ...]:
        """Return what stands in the columns."""
        limits = (self.target.acceptable, self.target.ambitious) if self.target else (None, None)
        sides = (self.cpu, self.wall, self.peak)
        return (
            self.task,
            self.peer,
            *("" if both is None else str(both) for both in sides),
            *(self._with_unit(figure) for figure in (self.measured, *limits)),
            ": ".join(part for part in (str(self.verdict), self.remark) if part),
        )

    def _with_unit(self, figure: float | None) -> str:
        return "" if figure is None else f"{_short(figure)}{self.unit}"


@dataclass(frozen=True, slots=True)
class Section:
    """What one benchmark module measured, and how."""

    title: str
    method: str
    lines: Sequence[Line]

    def table(self) -> list[tuple[str, ...]]:
        """Return the head and the rows; a column in which nothing stands is left out."""
        rows = [line.cells for line in self.lines]
        filled = [any(column) for column in zip(*rows, strict=True)]
        return [
            tuple(cell for cell, shown in zip(row, filled, strict=True) if shown)
            for row in (Line.COLUMNS, *rows)
        ]


def counted(sections: Iterable[Section]) -> tuple[int, int]:
    """Return how many targets are met, and how many are missed."""
    judged = [line.verdict for section in sections for line in section.lines if line.verdict]
    missed = judged.count(Verdict.MISSED)
    return len(judged) - missed, missed


def _short(figure: float) -> str:
    return f"{figure:.0f}" if figure >= 100 else f"{figure:.3g}"
