"""The lines of a laid-out family as straight strokes in points, and how they touch and cross."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pedigrees.drawing.figure import Descent, Layout
from pedigrees.drawing.grid import Grid

HALF = 12.0
"""Half the width of a symbol, in points."""

TOUCH = 0.6
"""Strokes nearer than so many points look like one."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight piece of a line, from the upper left end on, and whose line it is."""

    x1: float
    y1: float
    x2: float
    y2: float
    couple: tuple[str, ...]
    what: str

    @property
    def upright(self) -> bool:
        return self.x1 == self.x2

    @property
    def level(self) -> bool:
        return self.y1 == self.y2


def strokes_of(layout: Layout, grid: Grid) -> Iterator[Stroke]:
    """Yield every line of a layout, piece by piece."""
    for mating in layout.matings:
        left, right, y = grid.x(mating.left), grid.x(mating.right), grid.y(mating.generation)
        top = grid.bridge(mating.generation, mating.bridge) if mating.bridge else y
        yield Stroke(left, top, right, top, mating.partners, "mating")
        if mating.bridge:
            yield Stroke(left, top, left, y, mating.partners, "foot")
            yield Stroke(right, top, right, y, mating.partners, "foot")
    for fall in layout.descents:
        yield from _strokes_of_fall(fall, layout, grid)


def _strokes_of_fall(fall: Descent, layout: Layout, grid: Grid) -> Iterator[Stroke]:
    level, below = grid.track(fall.generation, fall.track), grid.y(fall.generation + 1)
    start = grid.y(fall.generation)
    if fall.bridge:
        start = grid.bridge(fall.generation, fall.bridge)
    x = grid.x(fall.x)
    yield Stroke(x, start, x, level, fall.parents, "fall")
    apexes: list[float] = []
    own = {drop.child: grid.x(drop.x) for drop in fall.drops}
    ends = dict(own)
    for twins in layout.twins:
        if set(twins.people) <= {d.child for d in fall.drops if not d.passing and not d.pregnancy}:
            xs = [own[person] for person in twins.people]
            apex = (min(xs) + max(xs)) / 2
            apexes.append(apex)
            for person in twins.people:
                ends.pop(person, None)
                yield Stroke(apex, level, own[person], below - HALF, fall.parents, "drop")
    for drop in fall.drops:
        if drop.child in ends:
            end = below if drop.passing else below - HALF
            yield Stroke(ends[drop.child], level, ends[drop.child], end, fall.parents, "drop")
    across = [x, *ends.values(), *apexes]
    if min(across) < max(across):
        yield Stroke(min(across), level, max(across), level, fall.parents, "sibship line")


def run_into_one(strokes: list[Stroke]) -> Iterator[str]:
    """Yield lines of two couples that lie on each other, or of which one ends at the other."""
    for one, other in _of_two_couples(strokes):
        fault = _lie_on_each_other(one, other) or _ends_at(one, other) or _ends_at(other, one)
        if fault:
            yield (
                f"the {one.what} of {' and '.join(one.couple)} and the {other.what} of "
                f"{' and '.join(other.couple)} {fault}"
            )


def _of_two_couples(strokes: list[Stroke]) -> Iterator[tuple[Stroke, Stroke]]:
    """Yield pairs of strokes that may touch; neighbours in a sweep from above to below."""
    boxes = [
        (min(s.y1, s.y2), max(s.y1, s.y2), min(s.x1, s.x2), max(s.x1, s.x2), s) for s in strokes
    ]
    boxes.sort(key=lambda box: box[0])
    active: list[tuple[float, float, float, float, Stroke]] = []
    for box in boxes:
        active = [one for one in active if one[1] >= box[0] - TOUCH]
        for one in active:
            apart = one[2] > box[3] + TOUCH or box[2] > one[3] + TOUCH
            if not apart and one[4].couple != box[4].couple:
                yield one[4], box[4]
        active.append(box)


def _lie_on_each_other(one: Stroke, other: Stroke) -> str:
    if one.upright and other.upright:
        near = abs(one.x1 - other.x1) < TOUCH
        ys = sorted((one.y1, one.y2)), sorted((other.y1, other.y2))
        common = min(ys[0][1], ys[1][1]) - max(ys[0][0], ys[1][0])
    elif one.level and other.level:
        near = abs(one.y1 - other.y1) < TOUCH
        common = min(one.x2, other.x2) - max(one.x1, other.x1)
    else:
        return ""
    return "lie on each other" if near and common > TOUCH else ""


def _ends_at(one: Stroke, other: Stroke) -> str:
    """Say where an upright of one couple ends in the middle of a level line of another."""
    if not (one.upright and other.level) or {one.what, other.what} & {"mating", "foot"}:
        return ""
    across = other.x1 + TOUCH < one.x1 < other.x2 - TOUCH
    ends = min(abs(one.y1 - other.y1), abs(one.y2 - other.y1)) < TOUCH
    return "run into each other" if across and ends else ""


def crossings_of(strokes: list[Stroke]) -> int:
    """Count the strokes of two couples that cross."""
    return sum(_cross(one, other) for one, other in _of_two_couples(strokes))


def _cross(one: Stroke, other: Stroke) -> bool:
    """Whether two strokes cross, each in its inside."""

    def side(stroke: Stroke, x: float, y: float) -> float:
        ahead = (stroke.x2 - stroke.x1) * (y - stroke.y1)
        return ahead - (stroke.y2 - stroke.y1) * (x - stroke.x1)

    of_other = side(one, other.x1, other.y1) * side(one, other.x2, other.y2)
    of_one = side(other, one.x1, one.y1) * side(other, one.x2, one.y2)
    return of_other < -1e-6 and of_one < -1e-6
