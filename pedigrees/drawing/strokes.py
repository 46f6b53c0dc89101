"""The lines of a drawing as SVG: mating, descent, twins, and someone who is drawn twice."""

from __future__ import annotations

from collections.abc import Iterator

from pedigrees.drawing.figure import Descent, Drop, Layout, Mating, Twins
from pedigrees.drawing.grid import Grid
from pedigrees.drawing.key import twin_lines
from pedigrees.drawing.symbols import DASHES, REACH, element, line, number

DOUBLE = 1.7


def strokes(layout: Layout, grid: Grid) -> str:
    """Return all lines of a layout."""
    return "".join(
        (
            *_drawn_twice(layout, grid),
            *(_mating(one, grid) for one in layout.matings),
            *(_descent(one, layout, grid) for one in layout.descents),
            *_twins_alone(layout, grid),
        )
    )


def _mating(mating: Mating, grid: Grid) -> str:
    left, right, y = grid.x(mating.left), grid.x(mating.right), grid.y(mating.generation)
    shifts = (-DOUBLE, DOUBLE) if mating.related else (0.0,)
    if not mating.bridge:
        return "".join(line(left, y + shift, right, y + shift) for shift in shifts)
    top = grid.bridge(mating.generation, mating.bridge)
    feet = line(left, y, left, top - shifts[-1]) + line(right, y, right, top - shifts[-1])
    return feet + "".join(line(left, top + shift, right, top + shift) for shift in shifts)


def _descent(descent: Descent, layout: Layout, grid: Grid) -> str:
    level = grid.track(descent.generation, descent.track)
    twins = _twins_below(descent, layout)
    ends = [grid.x(x) for x in _ends(descent, twins)]
    fall, start = grid.x(descent.x), _start(descent, grid)
    parts = [line(fall, start, fall, level, dashed=_all_social(descent))]
    left, right = min(fall, *ends), max(fall, *ends)
    if left < right:
        parts.append(line(left, level, right, level, dashed=_all_social(descent)))
    alone = [drop for drop in descent.drops if not any(drop.child in one.people for one in twins)]
    parts += [_drop(drop, descent, level, grid) for drop in alone]
    parts += [_twin_drops(one, descent, level, grid) for one in twins]
    return "".join(parts)


def _start(descent: Descent, grid: Grid) -> float:
    if descent.bridge:
        return grid.bridge(descent.generation, descent.bridge)
    return grid.y(descent.generation)


def _all_social(descent: Descent) -> bool:
    return all(drop.social for drop in descent.drops)


def _twins_below(descent: Descent, layout: Layout) -> list[Twins]:
    """Return the twins of this sibship whose lines end here."""
    here = {drop.child for drop in descent.drops if not drop.passing and not drop.pregnancy}
    return [twins for twins in layout.twins if here.issuperset(twins.people)]


def _ends(descent: Descent, twins: list[Twins]) -> list[float]:
    joined = {person for one in twins for person in one.people}
    return [
        *(drop.x for drop in descent.drops if drop.child not in joined),
        *(_apex(one, descent) for one in twins),
    ]


def _apex(twins: Twins, descent: Descent) -> float:
    ends = [drop.x for drop in descent.drops if drop.child in twins.people]
    return (min(ends) + max(ends)) / 2


def _drop(drop: Drop, descent: Descent, level: float, grid: Grid) -> str:
    x, y = grid.x(drop.x), grid.y(descent.generation + 1)
    return line(x, level, x, y if drop.passing else y - REACH + 1, dashed=drop.social)


def _twin_drops(twins: Twins, descent: Descent, level: float, grid: Grid) -> str:
    ends = [grid.x(drop.x) for drop in descent.drops if drop.child in twins.people]
    bottom = grid.y(descent.generation + 1) - REACH
    return twin_lines(ends, grid.x(_apex(twins, descent)), level, bottom, twins.identical)


def _twins_alone(layout: Layout, grid: Grid) -> Iterator[str]:
    """Yield the lines of twins whose parents are not drawn."""
    hung = {twins.people for descent in layout.descents for twins in _twins_below(descent, layout)}
    for twins in layout.twins:
        if twins.people not in hung:
            ends = [grid.x(layout.of(person)[0].x) for person in twins.people]
            top = grid.y(twins.generation) - REACH - 16
            apex = (min(ends) + max(ends)) / 2
            yield twin_lines(ends, apex, top, grid.y(twins.generation) - REACH, twins.identical)


def _drawn_twice(layout: Layout, grid: Grid) -> Iterator[str]:
    """Yield a dashed curve from the first symbol of someone to each further one."""
    for place in layout.places:
        if place.copy:
            first = layout.of(place.person)[0]
            x1, y1 = grid.x(first.x), grid.y(first.generation)
            x2, y2 = grid.x(place.x), grid.y(place.generation)
            bend = max(x1, x2) + 0.5 * grid.pitch
            path = " ".join(number(value) for value in (bend, y1, bend, y2, x2, y2))
            yield element(
                "path",
                d=f"M {number(x1)} {number(y1)} C {path}",
                fill="none",
                stroke_dasharray=DASHES,
            )
