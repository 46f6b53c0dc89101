"""How the parts of a symbol are filled: one pattern for each condition, told apart without colour.

The patterns are lines and dots of their own, not references to a pattern of the document: they
look the same in a browser, in a PDF and in black and white, however many drawings a page holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, hypot, pi, sin

from pedigrees.drawing.ink import (
    CIRCLE,
    DIAMOND,
    INK,
    REACH,
    SQUARE,
    TRIANGLE,
    TRIANGLE_FOOT,
    Point,
    element,
    points,
)
from pedigrees.drawing.outlines import Fill, Shape

APART, SPOTS_APART, SPOT = 3.2, 4.4, 0.95
"""Points from one line of a pattern to the next, between two spots, and half a spot."""

Cut = tuple[float, float]
"""A straight cut through the middle: what lies on the side that it points to stays."""

LEFT, RIGHT, UP, DOWN = (-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0)
HALVES: Sequence[Sequence[Cut]] = ((LEFT,), (RIGHT,))
QUARTERS: Sequence[Sequence[Cut]] = ((UP, LEFT), (UP, RIGHT), (DOWN, RIGHT), (DOWN, LEFT))


def filled(shape: Shape, fills: Sequence[Fill], x: float, y: float) -> str:
    """Return what fills a symbol: the whole for one condition, halves for two, else quarters."""
    parts: Sequence[Sequence[Cut]] = ((),)
    if len(fills) > 1:
        parts = HALVES if len(fills) == len(HALVES) else QUARTERS
    drawn = []
    for fill, cuts in zip(fills, parts, strict=False):
        area = corners(shape)
        for cut in cuts:
            area = _cut(area, cut)
        drawn.append(_pattern(fill, area, x, y))
    if len(fills) > 1:
        drawn += [_border(shape, direction, x, y) for direction in _borders(len(fills))]
    return "".join(drawn)


def corners(shape: Shape) -> list[Point]:
    """Return the outline of a symbol around 0, 0; that of a circle in many short lines."""
    if shape is Shape.SQUARE:
        return [(-SQUARE, -SQUARE), (SQUARE, -SQUARE), (SQUARE, SQUARE), (-SQUARE, SQUARE)]
    if shape is Shape.DIAMOND:
        return [(0, -DIAMOND), (DIAMOND, 0), (0, DIAMOND), (-DIAMOND, 0)]
    if shape is Shape.TRIANGLE:
        return [(0, -REACH), (TRIANGLE, TRIANGLE_FOOT), (-TRIANGLE, TRIANGLE_FOOT)]
    turns = [2 * pi * step / 48 for step in range(48)]
    return [(CIRCLE * cos(turn), CIRCLE * sin(turn)) for turn in turns]


def _cut(area: Sequence[Point], towards: Cut) -> list[Point]:
    """Return the part of a convex area on one side of the middle."""
    kept: list[Point] = []
    for one, other in zip(area, (*area[1:], area[0]), strict=True):
        here, there = _along(one, towards), _along(other, towards)
        if here >= 0:
            kept.append(one)
        if here * there < 0:
            kept.append(_between(one, other, here / (here - there)))
    return kept


def _along(point: Point, direction: Cut) -> float:
    return point[0] * direction[0] + point[1] * direction[1]


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def _borders(number_of_fills: int) -> Sequence[Cut]:
    return (UP, DOWN) if number_of_fills == len(HALVES) else (UP, DOWN, LEFT, RIGHT)


def _border(shape: Shape, direction: Cut, x: float, y: float) -> str:
    end = max(corners(shape), key=lambda corner: _along(corner, direction))
    reach = _along(end, direction)
    return element("line", x1=x, y1=y, x2=x + reach * direction[0], y2=y + reach * direction[1])


# Patterns ---------------------------------------------------------------------------------


def _pattern(fill: Fill, area: Sequence[Point], x: float, y: float) -> str:
    if fill is Fill.SOLID:
        moved = [(x + a, y + b) for a, b in area]
        return element("polygon", points=points(moved), fill=INK, stroke="none")
    if fill is Fill.SPOTTED:
        spots = (
            element("circle", cx=x + a, cy=y + b, r=SPOT, fill=INK, stroke="none")
            for a, b in _spots(area)
        )
        return "".join(spots)
    across = (1.0, -1.0) if fill is Fill.SLANTED else (0.0, 1.0)
    drawn = (
        element("line", x1=x + a, y1=y + b, x2=x + c, y2=y + d)
        for (a, b), (c, d) in _stripes(area, across)
    )
    return "".join(drawn)


def _stripes(area: Sequence[Point], across: Cut) -> Iterator[tuple[Point, Point]]:
    """Yield lines within a convex area, each at the same distance from the next."""
    length = hypot(*across)
    levels = [_along(corner, across) / length for corner in area]
    steps = range(int(min(levels) / APART) - 1, int(max(levels) / APART) + 2)
    for step in steps:
        level = (step + 0.5) * APART * length
        ends = []
        for one, other in zip(area, (*area[1:], area[0]), strict=True):
            here, there = _along(one, across) - level, _along(other, across) - level
            if here * there < 0:
                ends.append(_between(one, other, here / (here - there)))
        if len(ends) > 1:
            yield ends[0], ends[1]


def _spots(area: Sequence[Point]) -> Iterator[Point]:
    """Yield the middles of spots that lie wholly within a convex area."""
    steps = range(-4, 5)
    for row in steps:
        for column in steps:
            spot = ((column + (row % 2) / 2) * SPOTS_APART, (row + 0.5) * SPOTS_APART * 0.8)
            if _is_within(spot, area):
                yield spot


def _is_within(spot: Point, area: Sequence[Point]) -> bool:
    """Whether a spot keeps its distance from each side; the corners run to the right."""
    for (a, b), (c, d) in zip(area, (*area[1:], area[0]), strict=True):
        length = hypot(c - a, d - b)
        if length and ((c - a) * (spot[1] - b) - (d - b) * (spot[0] - a)) / length < SPOT + 0.7:
            return False
    return True
