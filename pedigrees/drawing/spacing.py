"""How far from the left everyone stands: children below their parents, nobody too close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pedigrees.drawing.chart import Chart, Kind, Node
from pedigrees.drawing.ordering import Body, Row

SWEEPS = 300
STILL = 1e-5
STRAIGHT = 40.0
"""How much more a line that passes a generation wants to be straight."""


@dataclass(frozen=True, slots=True)
class _Pull:
    """A wish of one body: the mean of `own` (offsets) below or above the mean of `others`."""

    own: float
    others: tuple[Node, ...]
    weight: float


def columns_of(chart: Chart, rows: Sequence[Row]) -> dict[Node, float]:
    """Return the column of every node, from 0.

    The sum of the squared distances between children and the middle of their parents is
    made small: row by row, each row exactly, until nothing moves any more.
    """
    solver = _Solver(chart, rows)
    for _ in range(SWEEPS):
        moved = max(solver.settle(row) for row in [*range(len(rows)), *range(len(rows))[::-1]])
        if moved < STILL:
            break
    left = min(solver.x.values())
    return {node: round(x - left, 3) for node, x in solver.x.items()}


class _Solver:
    """Bodies are rigid; those of a row keep their order and their distance."""

    def __init__(self, chart: Chart, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._offsets = {body: _offsets(body) for row in rows for body in row}
        self.x: dict[Node, float] = {}
        self._pulls: dict[Body, list[_Pull]] = {body: [] for body in self._offsets}
        self._starts = [self._packed(row) for row in rows]
        for row, starts in zip(rows, self._starts, strict=True):
            for body, start in zip(row, starts, strict=True):
                self._put(body, start)
        self._find_pulls(chart)

    def _packed(self, row: Row) -> list[float]:
        """Return where bodies start that stand as close as they may."""
        starts = [0.0]
        for left, right in pairwise(row):
            gap = _apart(left[-1], right[0])
            starts.append(starts[-1] + self._offsets[left][left[-1]] + gap)
        return starts[: len(row)]

    def _put(self, body: Body, start: float) -> None:
        for node, offset in self._offsets[body].items():
            self.x[node] = start + offset

    def _find_pulls(self, chart: Chart) -> None:
        home = {node: body for body in self._offsets for node in body}
        for each in (each for gap in chart.hanging for each in gap):
            weight = len(each.bottom) ** -0.5
            if any(node.kind is Kind.PASSING_LINE for node in (*each.top, *each.bottom)):
                weight *= STRAIGHT
            for node in each.bottom:
                offset = self._offsets[home[node]][node]
                self._pulls[home[node]].append(_Pull(offset, each.middle, weight))
            parents = home[each.top[0]]
            offset = sum(self._offsets[parents][node] for node in each.middle) / len(each.middle)
            whole = weight * len(each.bottom)
            self._pulls[parents].append(_Pull(offset, each.bottom, whole))

    def settle(self, row: int) -> float:
        """Move one row to its best place and return how far the furthest body moved."""
        bodies, packed = self._rows[row], self._starts[row]
        wishes = [self._wish(body) for body in bodies]
        settled = _in_order(
            [(wish - start, weight) for (wish, weight), start in zip(wishes, packed, strict=True)]
        )
        moved = 0.0
        for body, shift, start in zip(bodies, settled, packed, strict=True):
            moved = max(moved, abs(self.x[body[0]] - shift - start))
            self._put(body, shift + start)
        return moved

    def _wish(self, body: Body) -> tuple[float, float]:
        pulls = self._pulls[body]
        if not pulls:
            return self.x[body[0]], 1e-6
        weight = sum(pull.weight for pull in pulls)
        total = sum(
            pull.weight * (sum(self.x[node] for node in pull.others) / len(pull.others) - pull.own)
            for pull in pulls
        )
        return total / weight, weight


def _offsets(body: Body) -> dict[Node, float]:
    offsets, x = {body[0]: 0.0}, 0.0
    for left, right in pairwise(body):
        x += _apart(left, right)
        offsets[right] = x
    return offsets


def _apart(left: Node, right: Node) -> float:
    return left.kind.room + right.kind.room


def _in_order(wishes: Sequence[tuple[float, float]]) -> list[float]:
    """Return the never falling numbers that lie nearest to the wishes (isotonic regression)."""
    blocks: list[tuple[float, float, int]] = []
    for wish, weight in wishes:
        block = (wish, weight, 1)
        while blocks and blocks[-1][0] > block[0]:
            before = blocks.pop()
            both = before[1] + block[1]
            mean = (before[0] * before[1] + block[0] * block[1]) / both
            block = (mean, both, before[2] + block[2])
        blocks.append(block)
    return [mean for mean, _, count in blocks for _ in range(count)]
