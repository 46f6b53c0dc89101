"""The order of people within each generation: few crossing lines first, then custom.

1. From a start, the family is walked through: a body (partners and twins side by side) is
   put down, then what hangs below it, then the parents of those who married in.
2. Sweeps down and up put each body below the middle of its parents, or above that of its
   children (barycentres); of all these orders the best goes on.
3. Each row is then improved by itself: a body in trouble is moved or turned round, two
   neighbours in a body change places, as long as that makes the order better.
4. Of several starts the best result is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pedigrees.drawing.bodies import Bodies
from pedigrees.drawing.chart import Chart, Hanging, Kind, Node
from pedigrees.drawing.costs import Costs, Group, Order, positions

Body = tuple[Node, ...]
Row = list[Body]

STARTS, FEW_STARTS, LARGE = 8, 3, 150
ROUNDS, SWEEPS = 8, 6
FAR, NEAR, MANY = 40, 4, 400
"""How far a body is moved within its row in one step: for crossings, for smaller faults; and
how many steps there may be, together, for all bodies of a row."""

EFFORT = 4_000_000
"""How many places of people may be looked at while all rows are improved: an assumption, so
that a tangled family of a thousand is drawn in some twenty seconds, with more crossings."""


@dataclass(slots=True)
class _Effort:
    """How much more may be tried; the same family always gets the same."""

    left: int = EFFORT

    def spend(self, places: int) -> bool:
        """Take so much; False when nothing was left."""
        enough = self.left > 0
        self.left = max(self.left - places, 0)
        return enough


def order_rows(chart: Chart, first: Node) -> list[Row]:
    """Return the bodies of each row from left to right; `first` is where a walk begins."""
    bodies = Bodies(chart)
    costs = Costs(chart)
    best: tuple[int, Order] | None = None
    effort = _Effort()
    for start in _starts(chart, first):
        swept = _swept(costs.numbered(_walk(chart, bodies, start)), costs)
        order = _improved(swept, costs, effort)
        cost = costs.of(order)
        if best is None or cost < best[0]:
            best = cost, order
        if not costs.wrong(order) or not effort.left:
            break
    assert best is not None
    return [[tuple(costs.nodes[one] for one in body) for body in row] for row in best[1]]


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


# Sweeping ---------------------------------------------------------------------------------


def _swept(order: Order, costs: Costs) -> Order:
    """Return the best of the order given and of those that sweeps make of it."""
    best, least = order, costs.of(order)
    at = positions(order)
    for number in range(SWEEPS):
        down = number % 2 == 0
        order = list(order)
        for row in range(len(order)) if down else reversed(range(len(order))):
            order[row] = _by_middle(order[row], costs.middles(row, at, down=down))
            _put(order[row], at)
        cost = costs.of(order)
        if cost < least:
            best, least = order, cost
    return best


def _by_middle(row: list[Group], middles: dict[int, float]) -> list[Group]:
    """Sort the bodies of a row by the mean of what is joined to them; others keep their place."""
    wished = []
    for body in row:
        own = [middles[node] for node in body if node in middles]
        wished.append(sum(own) / len(own) if own else None)
    moved = sorted(
        (index for index, wish in enumerate(wished) if wish is not None),
        key=lambda index: wished[index] or 0.0,
    )
    waiting = iter(moved)
    return [row[index if wish is None else next(waiting)] for index, wish in enumerate(wished)]


# Improving --------------------------------------------------------------------------------


def _improved(order: Order, costs: Costs, effort: _Effort) -> Order:
    """Improve each row in turn until no row changes."""
    order = list(order)
    at = positions(order)
    rows = [*range(len(order)), *reversed(range(len(order)))]
    fresh = set(rows)
    for index in rows * ROUNDS:
        if index in fresh:
            fresh.discard(index)
            better = _better_row(order[index], index, at, costs, effort)
            _put(better or order[index], at)
            if better is not None:
                order[index] = better
                fresh |= {index - 1, index, index + 1}
    return order


def _better_row(
    row: list[Group], index: int, at: dict[int, int], costs: Costs, effort: _Effort
) -> list[Group] | None:
    """Return the best changed order of one row, None where none is better.

    The places of the row in `at` are those of the last order tried.
    """
    around = costs.around(index, at)
    best, found = around.of(at), None
    if best == 0:
        return None
    large, small = costs.trouble(index, at)
    furthest = max(NEAR, min(FAR, MANY // len(row)))
    for body in row:
        far = furthest if large.intersection(body) else NEAR if small.intersection(body) else 0
        current = found or row
        number = next(i for i, one in enumerate(current) if body[0] in one)
        for changed in _changes(current, number, far) if far else ():
            if not effort.spend(len(row)):
                return found
            _put(changed, at)
            now = around.of(at, best)
            if now < best:
                best, found = now, changed
    return found


def _put(row: list[Group], at: dict[int, int]) -> None:
    index = 0
    for body in row:
        for node in body:
            at[node] = index
            index += 1


def _changes(row: list[Group], number: int, far: int) -> Iterator[list[Group]]:
    """Yield the orders in which one body is moved, turned round, or changed inside."""
    body, others = row[number], [*row[:number], *row[number + 1 :]]
    for shape in _shapes(body):
        for at in range(max(0, number - far), min(len(row), number + far + 1)):
            if at != number or shape != body:
                yield [*others[:at], shape, *others[at:]]


def _shapes(body: Group) -> list[Group]:
    shapes = [body]
    if len(body) > 1:
        shapes.append(body[::-1])
    if len(body) > 2:
        swapped = [(*body[:i], body[i + 1], body[i], *body[i + 2 :]) for i in range(len(body) - 1)]
        shapes += swapped
    return shapes
