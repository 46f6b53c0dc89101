"""The rows of a benchmark: ours beside a peer, target and verdict, and how they are printed."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from importlib import metadata
from pathlib import Path
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


FLAT = Target(1.2, 1.05)
"""How much memory may grow with what is read or written; for PDFs asked for, else an assumption."""


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


# Printed --------------------------------------------------------------------------------

PROGRAMS = ("bcftools", "tabix", "bgzip", "gzip")
LIBRARIES = ("pysam", "isal", "numpy", "weasyprint", "click")


def plain(section: Section) -> Iterator[str]:
    """Return the lines of a table for the terminal, a profile below its row."""
    rows = section.table()
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    profiles: list[Sequence[str]] = [(), *(line.profile for line in section.lines)]
    yield section.title
    for row, profile in zip(rows, profiles, strict=True):
        padded = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(padded)}".rstrip()
        yield from (f"      {one}" for one in profile)


def document(sections: Sequence[Section], rounds: int, loads: Sequence[float]) -> Iterator[str]:
    """Return the lines of docs/performance.md; `loads` are those while it was measured."""
    met, missed = counted(sections)
    yield "# Performance"
    yield ""
    yield f"Written by `./dev bench` on {datetime.now(UTC):%Y-%m-%d}: {met} targets met, {missed}"
    yield f"missed. Ours and the peer run in turn, {rounds} rounds or more, fewer where a row takes"
    yield 'longer than half a minute; "ours / peer" are medians, and the ratio is the median of the'
    yield "ratios of the rounds. CPU seconds and peak memory are those of a process with all it"
    yield "starts. Judged is the ratio of CPU unless the row says otherwise; a target is met if it"
    yield "is no larger than the acceptable one. Before a ratio is told, both must have found the"
    yield "same. A row whose peer is not on the machine counts as neither."
    yield ""
    yield f"- Machine: {_processor()}, {len(os.sched_getaffinity(0))} cores, {platform.system()}"
    yield f"  {platform.release()}; load {min(loads):.1f} to {max(loads):.1f} while it ran (of one"
    yield "  minute; ours and the peers make one to two of it themselves)."
    yield f"- Versions: {', '.join(_versions())}."
    for section in sections:
        yield from ("", f"## {section.title}", "", section.method, "")
        head, *rows = section.table()
        yield f"| {' | '.join(head)} |"
        yield f"|{'---|' * len(head)}"
        yield from (f"| {' | '.join(row)} |" for row in rows)
        yield from _profiles(section)


def _profiles(section: Section) -> Iterator[str]:
    shown = [line for line in section.lines if line.profile]
    if shown:
        yield from ("", "Where a target is missed, what takes the time (cProfile, shares of wall):")
    for line in shown:
        yield from ("", f"{line.task}, beside {line.peer}:", "", "```", *line.profile, "```")


def _processor() -> str:
    rows = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (row.partition(":")[2].strip() for row in rows if row.startswith("model name"))
    return next(names, platform.machine())


def _versions() -> Iterator[str]:
    yield f"Python {platform.python_version()}"
    for library in LIBRARIES:
        try:
            yield f"{library} {metadata.version(library)}"
        except metadata.PackageNotFoundError:
            yield f"no {library}"
    for program in PROGRAMS:
        yield _first_line(program)


def _first_line(program: str) -> str:
    try:
        asked = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return f"no {program}"
    return (asked.stdout or asked.stderr).splitlines()[0]
