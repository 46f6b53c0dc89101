"""The lines: mating lines, bridges over the people between, sibship lines on their tracks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from pedigrees.drawing.chart import Chart, Hanging, Kind, Node
from pedigrees.drawing.couples import Couple
from pedigrees.drawing.figure import Descent, Drop, Mating
from pedigrees.family import Family

FOOT = 0.18
"""How far beside the middle of a symbol the feet of bridges stand at most."""

SECOND = 0.09
"""How far beside the middle of a symbol a second line to it ends."""

ASIDE = 0.16
"""How far a fall moves aside that would run into the line of somebody else's child."""

BESIDE = 0.2
"""How far from the middle of a couple's line the fall from a bridge above it passes."""

NEAR, CLEAR = 0.09, 0.2
"""Upright lines nearer than this look like one; level lines nearer than that do."""


Pair = tuple[Node, Node, Couple]
"""Two who are joined, or one and where the other would stand."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a chart, and how many tracks and bridges each row needs."""

    matings: tuple[Mating, ...]
    descents: tuple[Descent, ...]
    tracks: tuple[int, ...]
    bridges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Joined:
    """A mating line and where the line of descent falls from it."""

    mating: Mating
    fall: float


def draw_lines(chart: Chart, x: dict[Node, float], family: Family) -> Lines:
    """Return the lines of a chart whose nodes stand at `x`."""
    pairs: list[list[Pair]] = [[] for _ in chart.rows]
    for pair in chart.pairs:
        pairs[chart.row_of[pair[0]]].append(pair)
    joined = [_join_row(chart, x, family, row, own) for row, own in enumerate(pairs)]
    descents = [
        _on_tracks([_descent(each, row, joined[row], x, twice) for each in chart.hanging[row]])
        for row, twice in enumerate(_twice(chart))
    ]
    return Lines(
        matings=tuple(one.mating for row in joined for one in row.values()),
        descents=tuple(one for row in descents for one in row),
        tracks=tuple(max((one.track for one in row), default=0) for row in descents),
        bridges=tuple(
            max((one.mating.bridge for one in row.values()), default=0) for row in joined
        ),
    )


def _twice(chart: Chart) -> list[set[Node]]:
    """Return for each gap those who hang below two couples, by birth and by adoption."""
    return [
        {
            node
            for node, times in Counter(n for each in gap for n in each.bottom).items()
            if times > 1
        }
        for gap in chart.hanging
    ]


# Mating lines -----------------------------------------------------------------------------


def _join_row(
    chart: Chart, x: dict[Node, float], family: Family, row: int, own: Iterable[Pair]
) -> dict[Couple, _Joined]:
    """Draw the mating lines of a row: straight between neighbours, else over a bridge."""
    standing = sorted(chart.rows[row], key=lambda node: x[node])
    at = {node: index for index, node in enumerate(standing)}
    pairs = [
        (min(one, other, key=at.__getitem__), max(one, other, key=at.__getitem__), couple)
        for one, other, couple in own
    ]
    pairs.sort(key=lambda pair: (at[pair[1]] - at[pair[0]], at[pair[0]]))
    found: dict[Couple, _Joined] = {}
    feet = _feet(pairs, at)
    below = {
        each.couple: sum(x[node] for node in each.bottom) / len(each.bottom)
        for each in chart.hanging[row]
        if len(each.top) > 1
    }
    gaps: dict[tuple[Node, Node], Couple | None] = dict.fromkeys(pairwise(standing))
    for left, right, couple in pairs:
        related = len(couple.partners) == 2 and family.are_blood_relatives(*couple.partners)
        mating = Mating(couple.partners, row, x[left], x[right], related)
        if at[right] - at[left] == 1:
            gaps[left, right] = couple
            alone = len(couple.partners) == 1
            fall = _end_alone(left, right, x) if alone else (x[left] + x[right]) / 2
        else:
            start, end = x[left] + feet[couple][0], x[right] - feet[couple][1]
            mating = _over_a_bridge(replace(mating, left=start, right=end), found)
            between = list(pairwise(standing[at[left] : at[right] + 1]))
            fall = _gap_between(between, gaps, x, below, couple)
        found[couple] = _Joined(mating, fall)
    return found


def _feet(pairs: Sequence[Pair], at: dict[Node, int]) -> dict[Couple, tuple[float, float]]:
    """Return how far inside of its two ends each bridge has its feet.

    The bridges of one person to one side have each a foot of its own: that to the nearest
    partner runs lowest and stands outermost, so that none crosses another.
    """
    bridges = [pair for pair in pairs if at[pair[1]] - at[pair[0]] > 1]
    to_the_right: dict[Node, list[Couple]] = {}
    to_the_left: dict[Node, list[Couple]] = {}
    for left, right, couple in bridges:
        to_the_right.setdefault(left, []).append(couple)
        to_the_left.setdefault(right, []).append(couple)

    def foot(couple: Couple, own: list[Couple], node: Node) -> float:
        if node.kind is not Kind.PERSON:
            return 0.0
        return FOOT * (len(own) - own.index(couple)) / len(own)

    return {
        couple: (
            foot(couple, to_the_right[left], left),
            foot(couple, to_the_left[right], right),
        )
        for left, right, couple in bridges
    }


def _end_alone(left: Node, right: Node, x: dict[Node, float]) -> float:
    return x[left] if left.kind is Kind.NOT_RECORDED else x[right]


def _over_a_bridge(mating: Mating, found: dict[Couple, _Joined]) -> Mating:
    """Raise a mating line above the symbols between, clear of the other bridges."""
    others = (one.mating for one in found.values())
    below = [one.bridge for one in others if one.left < mating.right and mating.left < one.right]
    return replace(mating, bridge=1 + max(below, default=0))


def _gap_between(
    between: Sequence[tuple[Node, Node]],
    gaps: dict[tuple[Node, Node], Couple | None],
    x: dict[Node, float],
    below: Mapping[Couple, float],
    couple: Couple,
) -> float:
    """Return where the fall from a bridge passes, as near as can be to those `below`.

    Best between two who are no couple; else beside the middle of a couple's line, on the
    side where it does not cross the lines to the children of that couple.
    """
    free = [gap for gap in between if gaps[gap] is None]
    middles = {(left, right): (x[left] + x[right]) / 2 for left, right in free or between}
    goal = below.get(couple, (x[between[0][0]] + x[between[-1][1]]) / 2)
    gap = min(middles, key=lambda one: (abs(middles[one] - goal), middles[one]))
    middle, other = middles[gap], gaps[gap]
    gaps[gap] = other or couple
    if other is None:
        return middle
    return middle + BESIDE * (1 if goal > below.get(other, middle) else -1)


# Lines of descent -------------------------------------------------------------------------


def _descent(
    each: Hanging,
    row: int,
    joined: dict[Couple, _Joined],
    x: dict[Node, float],
    twice: set[Node],
) -> Descent:
    passing = len(each.top) == 1
    start = x[each.top[0]] if passing else joined[each.couple].fall
    bridge = 0 if passing else joined[each.couple].mating.bridge
    drops = tuple(_drop(each.couple, node, x[node], start, node in twice) for node in each.bottom)
    return Descent(each.couple.partners, row, start, 0, drops, bridge, passing)


def _drop(couple: Couple, node: Node, x: float, start: float, twice: bool) -> Drop:
    passing = node.kind is Kind.PASSING_LINE
    child = node.name.rpartition(" > ")[2] if passing else node.name
    pregnancy = node.kind is Kind.PREGNANCY
    social = child in couple.social and not pregnancy
    carried = child in couple.carried and not pregnancy
    side = -1 if carried and start < x else 1
    aside = side * SECOND if twice and social else 0.0
    return Drop(child, x + aside, social, pregnancy, passing, carried)


# Tracks -----------------------------------------------------------------------------------


def _on_tracks(falls: Sequence[Descent]) -> list[Descent]:
    """Give every sibship line a track on which it touches no other, few crossings first."""
    order: list[Descent] = []
    for fall in sorted(falls, key=lambda one: (_span(one)[1] - _span(one)[0], one.x)):
        order.insert(_best_place(fall, order), fall)
    placed: list[Descent] = []
    for fall in order:
        above = [one.track for one in placed if _overlap(fall, one)]
        placed.append(replace(fall, track=1 + max(above, default=0)))
    return [_aside(fall, placed) for fall in placed]


def _span(fall: Descent) -> tuple[float, float]:
    ends = [fall.x, *(drop.x for drop in fall.drops)]
    return min(ends), max(ends)


def _overlap(one: Descent, other: Descent) -> bool:
    (left, right), (start, end) = _span(one), _span(other)
    return left < end + CLEAR and start < right + CLEAR


def _best_place(fall: Descent, order: Sequence[Descent]) -> int:
    """Return the first place among these from which fewest lines cross.

    One place further down, one more lies above it: only what these two cross changes.
    """
    steps = (_crossed(one, fall) - _crossed(fall, one) for one in order)
    costs = list(accumulate(steps, initial=0))
    return costs.index(min(costs))


def _crossed(upper: Descent, lower: Descent) -> int:
    """Count crossings if one track lies above the other; two uprights in one count heavily."""
    (left, right), (start, end) = _span(upper), _span(lower)
    if left >= end + CLEAR or start >= right + CLEAR:
        return 0
    crossed = int(left < lower.x < right) + sum(start < drop.x < end for drop in upper.drops)
    return crossed + 100 * sum(abs(drop.x - lower.x) < NEAR for drop in upper.drops)


def _aside(fall: Descent, others: Sequence[Descent]) -> Descent:
    """Move a fall aside that would run into the drop of a sibship line above its own."""
    drops = [drop.x for one in others if one.track < fall.track for drop in one.drops]
    if fall.passing or all(abs(x - fall.x) >= NEAR for x in drops):
        return fall
    tries = [fall.x + ASIDE, fall.x - ASIDE]
    free = [x for x in tries if all(abs(x - drop) >= NEAR for drop in drops)]
    return replace(fall, x=(free or tries)[0])
