"""Bodies: those of one row who must stand side by side, partners and twins, in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise, permutations

from pedigrees.drawing.chart import Chart, Kind, Node

SMALL = 6
"""Up to so many in a body every order is tried."""

TWINS_APART, NOT_RECORDED_APART, PARTNERS_APART, AGAINST_CUSTOM = 40, 20, 10, 1


class Bodies:
    """The bodies of a chart; each is a tuple of nodes from left to right."""

    def __init__(self, chart: Chart) -> None:
        near = _near(chart)
        customs: dict[Node, set[Node]] = {}
        for left, right in chart.customs:
            customs.setdefault(left, set()).add(right)
        self.rows = [
            [_Body(group, near, customs).ordered() for group in _connected(row, near)]
            for row in chart.rows
        ]


Near = dict[Node, dict[Node, int]]
"""Partners and twins of each node, with what each step costs that the two stand apart."""


def _near(chart: Chart) -> Near:
    near: Near = {node: {} for node in chart.row_of}
    for one, other, _ in chart.pairs:
        recorded = other.kind is Kind.PERSON
        _join(near, one, other, PARTNERS_APART if recorded else NOT_RECORDED_APART)
    for twins in chart.twins:
        for one, other in pairwise(twins):
            _join(near, one, other, TWINS_APART)
    return near


def _join(near: Near, one: Node, other: Node, cost: int) -> None:
    near[one][other] = near[other][one] = max(cost, near[one].get(other, 0))


class _Body:
    """One body, and what it costs to stand apart in it and against custom."""

    def __init__(
        self, group: Sequence[Node], near: Near, customs: Mapping[Node, set[Node]]
    ) -> None:
        place = {node: index for index, node in enumerate(group)}
        self._group, self._near = group, near
        self._apart = [
            (one, other, cost)
            for one in group
            for other, cost in near[one].items()
            if place[one] < place[other]
        ]
        self._customs = [
            (one, other) for one in group for other in customs.get(one, ()) if other in place
        ]

    def ordered(self) -> tuple[Node, ...]:
        """Return the order that costs least, of a large body one that costs little."""
        if len(self._group) <= SMALL:
            return min(permutations(self._group), key=self._cost)
        return self._grown()

    def _cost(self, order: Sequence[Node]) -> int:
        at = {node: index for index, node in enumerate(order)}
        apart = sum([cost * (abs(at[a] - at[b]) - 1) for a, b, cost in self._apart])
        return apart + AGAINST_CUSTOM * sum([at[a] > at[b] for a, b in self._customs])

    def _grown(self) -> tuple[Node, ...]:
        """Grow a large body from one person on: each next one where it costs least."""
        order = [max(self._group, key=lambda node: len(self._near[node]))]
        waiting = [node for node in self._group if node != order[0]]
        while waiting:
            there = {node: index for index, node in enumerate(order)}
            node = next(one for one in waiting if not there.keys().isdisjoint(self._near[one]))
            waiting.remove(node)
            costs = self._costs_of_places(node, there)
            order.insert(costs.index(min(costs)), node)
        return tuple(order)

    def _costs_of_places(self, node: Node, there: Mapping[Node, int]) -> list[int]:
        """Return what it costs to put one more between those there, by place.

        It stretches the pairs that it comes between, and stands apart from its own.
        """
        steps = [0] * (len(there) + 2)
        for one, other, cost in self._apart:
            if one in there and other in there:
                low, high = sorted((there[one], there[other]))
                steps[low + 1] += cost
                steps[high + 1] -= cost
        costs = list(accumulate(steps))[:-1]
        own = [(there[one], cost) for one, cost in self._near[node].items() if one in there]
        to_the_right = [there[b] for a, b in self._customs if a == node and b in there]
        to_the_left = [there[a] for a, b in self._customs if b == node and a in there]
        for place in range(len(costs)):
            costs[place] += sum(
                cost * (place - at - 1 if at < place else at - place) for at, cost in own
            )
            costs[place] += AGAINST_CUSTOM * sum(at < place for at in to_the_right)
            costs[place] += AGAINST_CUSTOM * sum(at >= place for at in to_the_left)
        return costs


def _connected(row: Sequence[Node], near: Near) -> list[list[Node]]:
    """Return the groups that are joined by pairs and twins, in the order of the row."""
    place = {node: index for index, node in enumerate(row)}
    groups, seen = [], set[Node]()
    for node in row:
        if node in seen:
            continue
        group = [node]
        seen.add(node)
        for member in group:
            fresh = [one for one in near[member] if one not in seen]
            seen.update(fresh)
            group += fresh
        groups.append(sorted(group, key=place.__getitem__))
    return groups
