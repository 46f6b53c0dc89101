"""What a benchmark hands back: lines with our CPU time, the peer's, and the target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import process_time
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Line:
    """One measurement; `target` in words with whether it is met, or "" where there is none."""

    what: str
    figure: str
    target: str = ""
    met: bool | None = None


@dataclass(frozen=True)
class Section:
    """What one benchmark module measured, and how."""

    title: str
    method: str
    lines: tuple[Line, ...]


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
