"""Bodies: those of one row who must stand side by side, partners and twins, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

from pedigrees.drawing.chart import Chart, Kind, Node

SMALL = 6
"""Up to so many in a body every order is tried."""

TWINS_APART, NOT_RECORDED_APART, PARTNERS_APART, AGAINST_CUSTOM = 40, 20, 10, 1


class Bodies:
    """The bodies of a chart; each is a tuple of nodes from left to right."""

    def __init__(self, chart: Chart) -> None:
        self._cost = _Cost(chart)
        self.rows = [[self._ordered(group) for group in groups] for groups in _groups(chart)]

    def _ordered(self, group: Sequence[Node]) -> tuple[Node, ...]:
        if len(group) <= SMALL:
            return min(permutations(group), key=self._cost.of)
        return self._grown(group)

    def _grown(self, group: Sequence[Node]) -> tuple[Node, ...]:
        """Grow a large body from one person on: each next one where it costs least."""
        order: tuple[Node, ...] = (max(group, key=lambda node: len(self._cost.near[node])),)
        waiting = [node for node in group if node not in order]
        while waiting:
            node = next(one for one in waiting if self._cost.near[one] & set(order))
            waiting.remove(node)
            tries = [(*order[:at], node, *order[at:]) for at in range(len(order) + 1)]
            order = min(tries, key=self._cost.of)
        return order


class _Cost:
    """What it costs to stand apart from a partner or a twin, and against custom."""

    def __init__(self, chart: Chart) -> None:
        self.near: dict[Node, set[Node]] = {node: set() for node in chart.row_of}
        self._apart: dict[tuple[Node, Node], int] = {}
        self._custom = set(chart.customs)
        for one, other, _ in chart.pairs:
            recorded = other.kind is Kind.PERSON
            self._join(one, other, PARTNERS_APART if recorded else NOT_RECORDED_APART)
        for twins in chart.twins:
            for one, other in pairwise(twins):
                self._join(one, other, TWINS_APART)

    def _join(self, one: Node, other: Node, cost: int) -> None:
        self.near[one].add(other)
        self.near[other].add(one)
        self._apart[one, other] = max(cost, self._apart.get((one, other), 0))

    def of(self, order: Sequence[Node]) -> int:
        """Return the cost of one order."""
        at = {node: index for index, node in enumerate(order)}
        apart = sum(
            cost * (abs(at[one] - at[other]) - 1)
            for (one, other), cost in self._apart.items()
            if one in at and other in at
        )
        against = sum(at[a] > at[b] for a, b in self._custom if a in at and b in at)
        return apart + AGAINST_CUSTOM * against


def _groups(chart: Chart) -> list[list[list[Node]]]:
    """Return for each row the groups that are joined by pairs and twins, in the order given."""
    near: dict[Node, list[Node]] = {node: [] for node in chart.row_of}
    joined = [(one, other) for one, other, _ in chart.pairs]
    joined += [pair for twins in chart.twins for pair in pairwise(twins)]
    for one, other in joined:
        near[one].append(other)
        near[other].append(one)
    return [_connected(row, near) for row in chart.rows]


def _connected(row: Sequence[Node], near: dict[Node, list[Node]]) -> list[list[Node]]:
    groups, seen = [], set[Node]()
    for node in row:
        if node in seen:
            continue
        group, seen = [node], seen | {node}
        for member in group:
            fresh = [one for one in near[member] if one not in seen]
            seen.update(fresh)
            group += fresh
        groups.append([one for one in row if one in group])
    return groups
