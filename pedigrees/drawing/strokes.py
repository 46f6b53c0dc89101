"""The lines of a drawing as SVG: mating, descent, twins, and someone who is drawn twice.

Descent by birth is a whole line, to parents without a genetic link a dashed one (NSGC). Two
lines are ours: whole lines of descent stay those of the genes, so the line from a surrogate to
the child that she carried is one of dots and dashes; and a donor is no partner, so the line
between the two who have a child by donation is dotted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt

from pedigrees.drawing.figure import Descent, Drop, Layout, Mating, Twins
from pedigrees.drawing.grid import Grid
from pedigrees.drawing.ink import (
    DASHES,
    DOTS,
    DOTS_AND_DASHES,
    REACH,
    element,
    line,
    number,
    written,
)

DOUBLE = 1.7


def strokes(layout: Layout, grid: Grid, donations: frozenset[tuple[str, ...]]) -> str:
    """Return all lines of a layout; that between two who are no partners is dotted."""
    twins = {one: group for group in layout.twins for one in group.people}
    below = [(descent, _twins_below(descent, twins)) for descent in layout.descents]
    hung = {group.people for _, groups in below for group in groups}
    return "".join(
        (
            *_drawn_twice(layout, grid),
            *(_mating(one, _mating_dashes(one, layout, donations), grid) for one in layout.matings),
            *(_descent(one, groups, layout, grid) for one, groups in below),
            *_twins_alone([one for one in layout.twins if one.people not in hung], layout, grid),
        )
    )


def carries_only(mating: Mating, layout: Layout) -> bool:
    """Whether nobody hangs below a person but children whom she carried for others."""
    if len(mating.partners) > 1:
        return False
    below = [one.drops for one in layout.descents if one.parents == mating.partners]
    drops = [drop for each in below for drop in each]
    return bool(drops) and all(drop.carried for drop in drops)


def _mating_dashes(mating: Mating, layout: Layout, donations: frozenset[tuple[str, ...]]) -> str:
    if mating.partners in donations:
        return DOTS
    return DOTS_AND_DASHES if carries_only(mating, layout) else ""


def _mating(mating: Mating, dashes: str, grid: Grid) -> str:
    left, right, y = grid.x(mating.left), grid.x(mating.right), grid.y(mating.generation)
    shifts = (-DOUBLE, DOUBLE) if mating.related else (0.0,)
    if not mating.bridge:
        return "".join(line(left, y + shift, right, y + shift, dashes=dashes) for shift in shifts)
    top = grid.bridge(mating.generation, mating.bridge)
    ends = [(left, y, left, top - shifts[-1]), (right, y, right, top - shifts[-1])]
    ends += [(left, top + shift, right, top + shift) for shift in shifts]
    return "".join(line(*each, dashes=dashes) for each in ends)


def _descent(descent: Descent, twins: Sequence[Twins], layout: Layout, grid: Grid) -> str:
    level = grid.track(descent.generation, descent.track)
    ends = [grid.x(x) for x in _ends(descent, twins)]
    fall, start = grid.x(descent.x), _start(descent, grid)
    dashes = _dashes(descent.drops)
    parts = [line(fall, start, fall, level, dashes=dashes)]
    left, right = min(fall, *ends), max(fall, *ends)
    if left < right:
        parts.append(line(left, level, right, level, dashes=dashes))
    joined = {person for one in twins for person in one.people}
    alone = [drop for drop in descent.drops if drop.child not in joined]
    parts += [_drop(drop, descent, level, layout, grid) for drop in alone]
    parts += [_twin_drops(one, descent, level, grid) for one in twins]
    return "".join(parts)


def _start(descent: Descent, grid: Grid) -> float:
    if descent.bridge:
        return grid.bridge(descent.generation, descent.bridge)
    return grid.y(descent.generation)


def _dashes(drops: Sequence[Drop]) -> str:
    """Return how a line that leads to all of these is broken."""
    if all(drop.carried for drop in drops):
        return DOTS_AND_DASHES
    return DASHES if all(drop.social for drop in drops) else ""


def _twins_below(descent: Descent, twins: Mapping[str, Twins]) -> list[Twins]:
    """Return the twins of this sibship whose lines end here."""
    here = [drop.child for drop in descent.drops if not drop.passing and not drop.pregnancy]
    groups = dict.fromkeys(twins[child] for child in here if child in twins)
    return [group for group in groups if set(here).issuperset(group.people)]


def _ends(descent: Descent, twins: Sequence[Twins]) -> list[float]:
    joined = {person for one in twins for person in one.people}
    return [
        *(drop.x for drop in descent.drops if drop.child not in joined),
        *(_apex(one, descent) for one in twins),
    ]


def _apex(twins: Twins, descent: Descent) -> float:
    ends = [drop.x for drop in descent.drops if drop.child in twins.people]
    return (min(ends) + max(ends)) / 2


def _drop(drop: Drop, descent: Descent, level: float, layout: Layout, grid: Grid) -> str:
    x, y = grid.x(drop.x), grid.y(descent.generation + 1)
    end = y if drop.passing else y - _half_height(drop, x, layout, grid) + 1
    return line(x, level, x, end, dashes=_dashes((drop,)))


def _half_height(drop: Drop, x: float, layout: Layout, grid: Grid) -> float:
    """Return how far above its middle a symbol begins where the line comes down."""
    if not drop.social:
        return REACH
    aside = min(abs(grid.x(place.x) - x) for place in layout.of(drop.child))
    return sqrt(max(REACH**2 - aside**2, 0.0))


def _twin_drops(twins: Twins, descent: Descent, level: float, grid: Grid) -> str:
    ends = [grid.x(drop.x) for drop in descent.drops if drop.child in twins.people]
    bottom = grid.y(descent.generation + 1) - REACH
    return twin_lines(ends, grid.x(_apex(twins, descent)), level, bottom, twins.identical)


def twin_lines(
    ends: Iterable[float], apex: float, top: float, bottom: float, identical: bool | None
) -> str:
    """Return the lines that run from one point to each twin; a bar joins identical ones."""
    ends = list(ends)
    parts = [line(apex, top, end, bottom) for end in ends]
    share = 0.4
    left, right = (apex + share * (end - apex) for end in (min(ends), max(ends)))
    y = top + share * (bottom - top)
    if identical:
        parts.append(line(left, y, right, y))
    if identical is None:
        parts.append(written("?", apex, bottom, bold=True))
    return "".join(parts)


def _twins_alone(groups: Sequence[Twins], layout: Layout, grid: Grid) -> Iterator[str]:
    """Yield the lines of twins whose parents are not drawn."""
    for twins in groups:
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
