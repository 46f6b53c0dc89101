"""The order of people within each generation: few crossing lines first, then custom.

1. From a start, the family is walked through: a body (partners and twins side by side) is
   put down, then what hangs below it, then the parents of those who married in.
2. Each row is then improved by itself: a body is moved or turned round, two neighbours in
   a body change places, as long as that makes the order better.
3. Of several starts the best result is kept.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence

from pedigrees.drawing.bodies import Bodies
from pedigrees.drawing.chart import Chart, Hanging, Kind, Node

Body = tuple[Node, ...]
Row = list[Body]

CROSSING, TWINS_APART, PARTNERS_APART, STRANGER_BETWEEN, AGAINST_CUSTOM = 100, 400, 60, 12, 3
STARTS, FEW_STARTS, LARGE = 6, 2, 60
ROUNDS = 8
FAR = 6
"""How far a body is moved within its row in one step."""


def order_rows(chart: Chart, first: Node) -> list[Row]:
    """Return the bodies of each row from left to right; `first` is where a walk begins."""
    bodies = Bodies(chart)
    costs = Costs(chart)
    best: tuple[int, list[Row]] | None = None
    for start in _starts(chart, first):
        rows = _improved(_walk(chart, bodies, start), costs)
        cost = costs.of_rows(rows)
        if best is None or cost < best[0]:
            best = cost, rows
        if cost < PARTNERS_APART:
            break
    assert best is not None
    return best[1]


def _starts(chart: Chart, first: Node) -> list[Node]:
    """Return the topmost ancestor in the father's line, then others of the uppermost rows."""
    above = {node: each.top for gap in chart.hanging for each in gap for node in each.bottom}
    while first in above:
        first = above[first][0]
    others = [node for row in chart.rows for node in row if node not in above and node != first]
    starts = [first, *(node for node in others if node.kind is Kind.PERSON)]
    return starts[: STARTS if len(chart.row_of) < LARGE else FEW_STARTS]


# The walk ---------------------------------------------------------------------------------


def _walk(chart: Chart, bodies: Bodies, start: Node) -> list[Row]:
    """Put down every body, each as soon as somebody it belongs to is there."""
    home = {node: body for row in bodies.rows for body in row for node in body}
    above: dict[Node, list[Hanging]] = {node: [] for node in home}
    below: dict[Node, list[Hanging]] = {node: [] for node in home}
    for each in (each for gap in chart.hanging for each in gap):
        below[each.top[0]].append(each)
        for node in each.bottom:
            above[node].append(each)
    rows: list[Row] = [[] for _ in chart.rows]
    placed: set[Node] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node in placed:
            continue
        body = _turned(home[node], node, above)
        rows[chart.row_of[node]].append(body)
        placed.update(body)
        after = list(_below(body, below, above, home, placed))
        after += [each.top[0] for member in body for each in above[member]]
        waiting += reversed(after)
    return rows


def _turned(body: Body, entry: Node, above: dict[Node, list[Hanging]]) -> Body:
    """Turn a body so that who has other parents in the drawing stands to the right."""
    own = above[entry]
    away = [i for i, node in enumerate(body) if above[node] and above[node] != own]
    here = [i for i, node in enumerate(body) if above[node] == own and own] or [body.index(entry)]
    if away and sum(away) / len(away) < sum(here) / len(here):
        return body[::-1]
    return body


def _below(
    body: Body,
    below: dict[Node, list[Hanging]],
    above: dict[Node, list[Hanging]],
    home: dict[Node, Body],
    placed: set[Node],
) -> Iterator[Node]:
    """Yield the children of a body: for each couple, those last who lead to another family."""
    at = {node: index for index, node in enumerate(body)}
    hanging = [each for node in body for each in below[node]]
    hanging.sort(key=lambda each: sum(at[node] for node in each.top))
    for each in hanging:
        yield from sorted(
            each.bottom,
            key=lambda node: any(
                parents is not each and parents.top[0] not in placed
                for member in home[node]
                for parents in above[member]
            ),
        )


# What an order costs ----------------------------------------------------------------------


class Costs:
    """Counts what is wrong with an order: crossings, partners and twins apart, custom."""

    def __init__(self, chart: Chart) -> None:
        self._hanging = chart.hanging
        self._pairs: list[list[tuple[Node, Node]]] = [[] for _ in chart.rows]
        self._twins: list[list[tuple[Node, Node]]] = [[] for _ in chart.rows]
        self._customs: list[list[tuple[Node, Node]]] = [[] for _ in chart.rows]
        for one, other, _ in chart.pairs:
            self._pairs[chart.row_of[one]].append((one, other))
        for twins in chart.twins:
            self._twins[chart.row_of[twins[0]]] += list(itertools.pairwise(twins))
        for one, other in chart.customs:
            if chart.row_of[one] == chart.row_of[other]:
                self._customs[chart.row_of[one]].append((one, other))
        self._sibships = [
            [(each, _partners_of(each, pairs)) for each in gap if len(each.bottom) > 1]
            for gap, pairs in zip(chart.hanging, [*self._pairs[1:], []], strict=True)
        ]

    def of_rows(self, rows: Sequence[Row]) -> int:
        """Return the cost of the whole order."""
        at = positions(rows)
        return sum(self.of_row(index, at) for index in range(len(rows))) + sum(
            self.of_gap(index, at) for index in range(len(rows))
        )

    def of_row(self, row: int, at: dict[Node, int]) -> int:
        """Return the cost of what stands apart within a row."""
        cost = AGAINST_CUSTOM * sum(at[one] > at[other] for one, other in self._customs[row])
        for one, other in self._pairs[row]:
            cost += PARTNERS_APART * (abs(at[one] - at[other]) - 1)
        for one, other in self._twins[row]:
            cost += TWINS_APART * (abs(at[one] - at[other]) - 1)
        return cost

    def of_gap(self, row: int, at: dict[Node, int]) -> int:
        """Return the cost of the lines between a row and the next."""
        if row < 0:
            return 0
        return CROSSING * _crossings(self._hanging[row], at) + self._strangers(row, at)

    def _strangers(self, row: int, at: dict[Node, int]) -> int:
        """Count those who stand within a sibship without belonging to it or to its partners."""
        cost = 0
        for each, partners in self._sibships[row]:
            where = [at[node] for node in each.bottom]
            low, high = min(where), max(where)
            inside = sum(low < at[node] < high for node in partners)
            cost += max(0, high - low + 1 - len(each.bottom) - inside)
        return STRANGER_BETWEEN * cost


def _partners_of(each: Hanging, pairs: Sequence[tuple[Node, Node]]) -> tuple[Node, ...]:
    sibs = set(each.bottom)
    return tuple({a if b in sibs else b for a, b in pairs if (a in sibs) is not (b in sibs)})


def _crossings(hanging: Sequence[Hanging], at: dict[Node, int]) -> int:
    """Count the lines of different families that cross between two rows."""
    families = [
        (sum([at[one] for one in each.middle]) / len(each.middle), [at[one] for one in each.bottom])
        for each in hanging
    ]
    families.sort()
    crossings, ends = 0, list[int]()
    for _, own in families:
        crossings += sum([len(ends) - bisect_left(ends, end + 1) for end in own])
        for end in own:
            insort(ends, end)
    return crossings


def positions(rows: Sequence[Row]) -> dict[Node, int]:
    """Return the place of every node in its row."""
    return {
        node: index
        for row in rows
        for index, node in enumerate(node for body in row for node in body)
    }


# Improving --------------------------------------------------------------------------------


def _improved(rows: list[Row], costs: Costs) -> list[Row]:
    """Improve each row in turn until no row changes."""
    at = positions(rows)
    for _ in range(ROUNDS):
        changed = False
        for index in [*range(len(rows)), *reversed(range(len(rows)))]:
            better = _better_row(rows, index, at, costs)
            if better is not None:
                rows[index], changed = better, True
                at.update(positions([better]))
        if not changed:
            break
    return rows


def _better_row(rows: Sequence[Row], index: int, at: dict[Node, int], costs: Costs) -> Row | None:
    """Return the best changed order of one row, None where none is better."""
    trial = dict(at)

    def cost(row: Row) -> int:
        trial.update(positions([row]))
        around = costs.of_gap(index - 1, trial) + costs.of_gap(index, trial)
        return costs.of_row(index, trial) + around

    best, found = cost(rows[index]), None
    if best == 0:
        return None
    current = rows[index]
    for number in range(len(current)):
        for changed in _changes(current, number):
            now = cost(changed)
            if now < best:
                best, found = now, changed
        if found is not None:
            current = found
    return found


def _changes(row: Row, number: int) -> Iterator[Row]:
    """Yield the orders in which one body is moved, turned round, or changed inside."""
    body, others = row[number], [*row[:number], *row[number + 1 :]]
    for shape in _shapes(body):
        for at in range(max(0, number - FAR), min(len(row), number + FAR + 1)):
            if at != number or shape != body:
                yield [*others[:at], shape, *others[at:]]


def _shapes(body: Body) -> list[Body]:
    shapes = [body]
    if len(body) > 1:
        shapes.append(body[::-1])
    if len(body) > 2:
        swapped = [(*body[:i], body[i + 1], body[i], *body[i + 2 :]) for i in range(len(body) - 1)]
        shapes += swapped
    return shapes
