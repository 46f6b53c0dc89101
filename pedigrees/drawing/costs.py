"""What is wrong with an order of the generations: lines that cross, partners apart, custom."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pedigrees.drawing.chart import Chart, Hanging, Node

Group = tuple[int, ...]
"""A body of the order, by the numbers of its nodes."""

Order = list[list[Group]]

CROSSING, TWINS_APART, STRANGER_BETWEEN, AGAINST_CUSTOM = 100, 400, 12, 3
A_BRIDGE, BRIDGED = 30, 30
"""What a mating line costs that is not between neighbours, and each of those it runs over."""


@dataclass(frozen=True, slots=True)
class _Fan:
    """What hangs below one couple, with the partners of those who hang there."""

    top: Group
    middle: Group
    bottom: Group
    partners: Group


_Standing = tuple[int, list[int], _Fan]
"""A fan where it stands: the place of its fall (twice), and of its ends from left to right."""


class Costs:
    """Counts what is wrong with an order, row by row and gap by gap; nodes are numbered."""

    def __init__(self, chart: Chart) -> None:
        self.nodes = list(chart.row_of)
        self._number = {node: number for number, node in enumerate(self.nodes)}
        rows = range(len(chart.rows))
        self._row = [[self._number[node] for node in row] for row in chart.rows]
        self._pairs: list[list[tuple[int, int]]] = [[] for _ in rows]
        self._twins: list[list[tuple[int, int]]] = [[] for _ in rows]
        self._customs: list[list[tuple[int, int]]] = [[] for _ in rows]
        for one, other, _ in chart.pairs:
            self._note(self._pairs, chart, one, other)
        for twins in chart.twins:
            for one, other in itertools.pairwise(twins):
                self._note(self._twins, chart, one, other)
        for one, other in chart.customs:
            if chart.row_of[one] == chart.row_of[other]:
                self._note(self._customs, chart, one, other)
        self._fans = [
            [self._fan(each, partners) for each in gap]
            for gap, partners in zip(chart.hanging, self._partners(), strict=True)
        ]

        self._hung = [
            sorted({node for fan in gap for node in fan.bottom}) for gap in [[], *self._fans[:-1]]
        ]

    def _note(
        self, where: list[list[tuple[int, int]]], chart: Chart, one: Node, other: Node
    ) -> None:
        where[chart.row_of[one]].append((self._number[one], self._number[other]))

    def _partners(self) -> Iterator[dict[int, list[int]]]:
        """Yield for each row the partners of those in the next row."""
        for pairs in [*self._pairs[1:], []]:
            partners: dict[int, list[int]] = {}
            for one, other in pairs:
                partners.setdefault(one, []).append(other)
                partners.setdefault(other, []).append(one)
            yield partners

    def _fan(self, each: Hanging, partners_of: dict[int, list[int]]) -> _Fan:
        top, middle, bottom = (
            tuple(self._number[node] for node in nodes)
            for nodes in (each.top, each.middle, each.bottom)
        )
        sibs = set(bottom)
        partners = {one for sib in bottom for one in partners_of.get(sib, ())} - sibs
        return _Fan(top, middle, bottom, tuple(sorted(partners)))

    def numbered(self, rows: Sequence[Sequence[tuple[Node, ...]]]) -> Order:
        """Return an order of nodes by their numbers."""
        return [[tuple(self._number[node] for node in body) for body in row] for row in rows]

    def of(self, order: Order) -> int:
        """Return the cost of the whole order."""
        at = positions(order)
        rows = range(len(order))
        return sum(self.of_row(row, at) + self._of_gap(row, at) for row in rows)

    def wrong(self, order: Order) -> bool:
        """Whether lines cross or partners stand apart."""
        at = positions(order)
        return any(
            self.of_row(row, at) >= A_BRIDGE
            or any(True for _ in _crossing(self._standing(row, at)))
            for row in range(len(order))
        )

    def around(self, row: int, at: dict[int, int]) -> Around:
        """Return what tells the cost of one row and its lines, while the others stand still."""
        above = self._standing(row - 1, at) if row else []
        return Around(self, row, [fan for _, _, fan in above], self._standing(row, at), at)

    def of_row(self, row: int, at: dict[int, int]) -> int:
        cost = AGAINST_CUSTOM * sum([at[one] > at[other] for one, other in self._customs[row]])
        for one, other in self._pairs[row]:
            apart = abs(at[one] - at[other]) - 1
            if apart:
                cost += A_BRIDGE + BRIDGED * apart + CROSSING * self._under(row, one, other, at)
        for one, other in self._twins[row]:
            cost += TWINS_APART * (abs(at[one] - at[other]) - 1)
        return cost

    def _under(self, row: int, one: int, other: int, at: dict[int, int]) -> int:
        """Count those under a bridge to whom a line from their parents comes down through it."""
        low, high = sorted((at[one], at[other]))
        return sum([low < at[node] < high for node in self._hung[row]])

    def _of_gap(self, row: int, at: dict[int, int]) -> int:
        standing = self._standing(row, at)
        crossings = sum([count for _, _, count in _crossing(standing)])
        strangers = sum([_strangers(ends, fan, at) for _, ends, fan in standing if len(ends) > 1])
        return CROSSING * crossings + STRANGER_BETWEEN * strangers

    def _standing(self, row: int, at: dict[int, int]) -> list[_Standing]:
        found = []
        for fan in self._fans[row]:
            ends = [at[node] for node in fan.bottom]
            ends.sort()
            found.append((at[fan.middle[0]] + at[fan.middle[-1]], ends, fan))
        found.sort(key=_from_the_left)
        return found

    def trouble(self, row: int, at: dict[int, int]) -> tuple[set[int], set[int]]:
        """Return the nodes that crossings or partners apart concern, and those of small faults."""
        large, small = set[int](), set[int]()
        for one, other in (*self._pairs[row], *self._twins[row]):
            if abs(at[one] - at[other]) > 1:
                low, high = sorted((at[one], at[other]))
                large.update(node for node in self._row[row] if low <= at[node] <= high)
        for one, other in self._customs[row]:
            if at[one] > at[other]:
                small.update((one, other))
        for gap in (row - 1, row) if row else (row,):
            standing = self._standing(gap, at)
            for left, right, _ in _crossing(standing):
                for fan in (left, right):
                    large.update(fan.top, fan.bottom)
            for _, ends, fan in standing:
                if _strangers(ends, fan, at):
                    small.update(fan.top, fan.bottom)
        return large, small

    def middles(self, row: int, at: dict[int, int], *, down: bool) -> dict[int, float]:
        """Return for the nodes of a row the middle of their parents, or that of their children."""
        found: dict[int, float] = {}
        if down and row:
            for fan in self._fans[row - 1]:
                middle = sum(at[node] for node in fan.middle) / len(fan.middle)
                found |= dict.fromkeys(fan.bottom, middle)
        elif not down:
            below: dict[int, list[float]] = {}
            for fan in self._fans[row]:
                middle = sum(at[node] for node in fan.bottom) / len(fan.bottom)
                for node in fan.top:
                    below.setdefault(node, []).append(middle)
            found = {node: sum(own) / len(own) for node, own in below.items()}
        return found


class Around:
    """The cost of one row and of the lines above and below it; only this row is moved.

    What does not move is worked out once: the falls from above, and the ends below.
    """

    def __init__(
        self,
        costs: Costs,
        row: int,
        above: list[_Fan],
        below: Sequence[_Standing],
        at: dict[int, int],
    ) -> None:
        self._costs, self._row, self._above = costs, row, above
        self._below = [(fan.middle[0], fan.middle[-1], ends, fan) for _, ends, fan in below]
        self._strangers = STRANGER_BETWEEN * sum([_strangers(e, fan, at) for _, e, fan in below])

    def of(self, at: dict[int, int], limit: int | None = None) -> int:
        """Return the cost; from `limit` on it is not counted any further."""
        cost = self._costs.of_row(self._row, at) + self._strangers
        if limit is None or cost < limit:
            above = []
            for fan in self._above:
                ends = [at[node] for node in fan.bottom]
                if len(ends) > 1:
                    ends.sort()
                    cost += STRANGER_BETWEEN * _strangers(ends, fan, at)
                above.append((0, ends, fan))
            cost += CROSSING * sum([count for _, _, count in _crossing(above)])
        if limit is None or cost < limit:
            below = [(at[one] + at[other], ends, fan) for one, other, ends, fan in self._below]
            below.sort(key=_from_the_left)
            cost += CROSSING * sum([count for _, _, count in _crossing(below)])
        return cost


def _from_the_left(one: _Standing) -> tuple[int, int]:
    """Sort fans by their falls; of two that fall at one place the first is whose ends are."""
    return one[0], one[1][0]


def _crossing(standing: Sequence[_Standing]) -> Iterator[tuple[_Fan, _Fan, int]]:
    """Yield the pairs of fans that cross, and how often if the better track is chosen.

    The left one's ends beyond the first of the right one's cross the line of the right one
    if they come from above it; or the right one's ends before the last of the left one's.
    """
    furthest = -1
    for index, (_, ends, fan) in enumerate(standing):
        first = ends[0]
        if first < furthest:
            for _, others, left in standing[:index]:
                if first < others[-1]:
                    beyond = len(others) - bisect_right(others, first)
                    yield left, fan, min(beyond, bisect_left(ends, others[-1]))
        if ends[-1] > furthest:
            furthest = ends[-1]


def _strangers(ends: Sequence[int], fan: _Fan, at: dict[int, int]) -> int:
    """Count those within a sibship who belong neither to it nor to a partner in it."""
    low, high = ends[0], ends[-1]
    room = high - low + 1 - len(ends)
    if not room:
        return 0
    return max(0, room - sum([low < at[node] < high for node in fan.partners]))


def positions(order: Iterable[Sequence[Group]]) -> dict[int, int]:
    """Return the place of every node in its row."""
    return {
        node: index
        for row in order
        for index, node in enumerate(node for body in row for node in body)
    }
