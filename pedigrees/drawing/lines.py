"""The lines: mating lines, bridges over the people between, sibship lines on their tracks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pedigrees.drawing.chart import Chart, Hanging, Kind, Node
from pedigrees.drawing.couples import Couple
from pedigrees.drawing.figure import Descent, Drop, Mating
from pedigrees.family import Family

FOOT = 0.09
"""How far beside the middle of a symbol a bridge, or a second line, ends."""

ASIDE = 0.16
"""How far a fall moves aside that would run into the line of somebody else's child."""

NEAR, CLEAR = 0.09, 0.2
"""Upright lines nearer than this look like one; level lines nearer than that do."""


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
    joined = [_join_row(chart, x, family, row) for row in range(len(chart.rows))]
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
    chart: Chart, x: dict[Node, float], family: Family, row: int
) -> dict[Couple, _Joined]:
    """Draw the mating lines of a row: straight between neighbours, else over a bridge."""
    standing = sorted(chart.rows[row], key=lambda node: x[node])
    at = {node: index for index, node in enumerate(standing)}
    pairs = [
        (min(one, other, key=at.__getitem__), max(one, other, key=at.__getitem__), couple)
        for one, other, couple in chart.pairs
        if chart.row_of[one] == row
    ]
    pairs.sort(key=lambda pair: (at[pair[1]] - at[pair[0]], at[pair[0]]))
    found: dict[Couple, _Joined] = {}
    feet: Counter[Node] = Counter()
    gaps = dict.fromkeys(pairwise(standing), True)
    for left, right, couple in pairs:
        related = len(couple.partners) == 2 and family.are_blood_relatives(*couple.partners)
        mating = Mating(couple.partners, row, x[left], x[right], related)
        if at[right] - at[left] == 1:
            gaps[left, right] = False
            alone = len(couple.partners) == 1
            fall = _end_alone(left, right, x) if alone else (x[left] + x[right]) / 2
        else:
            mating = _over_a_bridge(mating, left, right, feet, found)
            between = list(pairwise(standing[at[left] : at[right] + 1]))
            fall = _gap_between(between, gaps, x)
        found[couple] = _Joined(mating, fall)
    return found


def _end_alone(left: Node, right: Node, x: dict[Node, float]) -> float:
    return x[left] if left.kind is Kind.NOT_RECORDED else x[right]


def _over_a_bridge(
    mating: Mating, left: Node, right: Node, feet: Counter[Node], found: dict[Couple, _Joined]
) -> Mating:
    """Raise a mating line above the symbols between, clear of the other bridges."""
    feet.update(node for node in (left, right) if node.kind is Kind.PERSON)
    start = mating.left + FOOT * min(feet[left], 2)
    end = mating.right - FOOT * min(feet[right], 2)
    others = (one.mating for one in found.values())
    below = [one.bridge for one in others if one.left < end and start < one.right]
    return replace(mating, left=start, right=end, bridge=1 + max(below, default=0))


def _gap_between(
    between: Sequence[tuple[Node, Node]], gaps: dict[tuple[Node, Node], bool], x: dict[Node, float]
) -> float:
    """Return where the fall from a bridge passes: best between two who are no couple."""
    free = [gap for gap in between if gaps[gap]]
    left, right = free[0] if free else between[0]
    gaps[left, right] = False
    return (x[left] + x[right]) / 2 if free else x[left] + 0.7 * (x[right] - x[left])


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
    drops = tuple(_drop(each.couple, node, x[node], node in twice) for node in each.bottom)
    return Descent(each.couple.partners, row, start, 0, drops, bridge, passing)


def _drop(couple: Couple, node: Node, x: float, twice: bool) -> Drop:
    passing = node.kind is Kind.PASSING_LINE
    child = node.name.rpartition(" > ")[2] if passing else node.name
    pregnancy = node.kind is Kind.PREGNANCY
    social = child in couple.social and not pregnancy
    aside = FOOT if twice and social else 0.0
    return Drop(child, x + aside, social, pregnancy, passing)


# Tracks -----------------------------------------------------------------------------------


def _on_tracks(falls: Sequence[Descent]) -> list[Descent]:
    """Give every sibship line a track on which it touches no other, few crossings first."""
    order: list[Descent] = []
    for fall in sorted(falls, key=lambda one: (_span(one)[1] - _span(one)[0], one.x)):
        places = range(len(order) + 1)
        best = min(places, key=lambda at: _crossings(fall, order[:at], order[at:]))
        order.insert(best, fall)
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


def _crossings(fall: Descent, above: Sequence[Descent], below: Sequence[Descent]) -> int:
    return sum(_crossed(one, fall) for one in above) + sum(_crossed(fall, one) for one in below)


def _crossed(upper: Descent, lower: Descent) -> int:
    """Count crossings if one track lies above the other; two uprights in one count heavily."""
    if not _overlap(upper, lower):
        return 0
    (left, right), (start, end) = _span(upper), _span(lower)
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
