"""How far from the left everyone stands: children below their parents, nobody too close.

The columns are the answer to one quadratic programme, as in kinship2 (align.pedigree). As
small as can be is the sum of

* the squared distance of each child from the middle of its parents, for each sibship divided
  by the square root of its size, so that a large one does not push everybody aside;
* the squared distance of two partners, and of two twins, side by side;
* very little of the squared distances between neighbours: a row is no wider than it need be.

Nobody stands nearer to a neighbour than there is room for; the order of each row is fixed.
The weights are our own choice, an assumption that only looks can judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pedigrees.drawing.chart import Chart, Hanging, Kind, Node
from pedigrees.drawing.ordering import Row

PARTNERS, NEIGHBOURS, STRAIGHT = 2.0, 0.0001, 10.0
"""What weighs a line between partners, one between neighbours, one that passes a row."""

STRANGERS = 0.15
"""How much further apart two stand who are no partners, and share no parent, in columns."""

Term = tuple[float, dict[Node, float]]
"""The weight of a square, and the coefficients of what is squared."""


class NoColumns(RuntimeError):
    """The solver gave no columns: a bug, for the programme always has exactly one answer."""


def columns_of(chart: Chart, rows: Sequence[Row]) -> dict[Node, float]:
    """Return the column of every node, from 0."""
    nodes = [node for row in rows for body in row for node in body]
    if len(nodes) == 1:
        return {nodes[0]: 0.0}
    terms = [*_below_their_parents(chart), *_side_by_side(chart, rows)]
    terms.append((1.0, {nodes[0]: 1.0}))
    apart = list(_apart(chart, rows))
    x = _solved(nodes, terms, apart)
    left = min(x[node] - (node.kind.room - 0.5) for node in nodes if node.kind is Kind.PERSON)
    return {node: round(x[node] - left, 3) for node in nodes}


def _below_their_parents(chart: Chart) -> Iterable[Term]:
    for each in (each for gap in chart.hanging for each in gap):
        weight = len(each.bottom) ** -0.5
        if _passes(each):
            weight *= STRAIGHT
        for node in each.bottom:
            term = dict.fromkeys(each.middle, -1 / len(each.middle))
            yield weight, {**term, node: 1.0}


def _passes(each: Hanging) -> bool:
    return any(node.kind is Kind.PASSING_LINE for node in (*each.top, *each.bottom))


def _side_by_side(chart: Chart, rows: Sequence[Row]) -> Iterable[Term]:
    for one, other, _ in chart.pairs:
        yield PARTNERS, {one: 1.0, other: -1.0}
    for twins in chart.twins:
        for one, other in pairwise(twins):
            yield PARTNERS, {one: 1.0, other: -1.0}
    for row in rows:
        for one, other in pairwise(node for body in row for node in body):
            yield NEIGHBOURS, {one: 1.0, other: -1.0}


def _apart(chart: Chart, rows: Sequence[Row]) -> Iterable[tuple[Node, Node, float]]:
    """Yield neighbours and the columns from one to the other that there must be."""
    parents: dict[Node, set[Node]] = {}
    for each in (each for gap in chart.hanging for each in gap):
        for node in each.bottom:
            parents.setdefault(node, set()).update(each.top)
    for row in rows:
        standing = [(node, body) for body in row for node in body]
        for (left, own), (right, other) in pairwise(standing):
            room = left.kind.room + right.kind.room
            sibs = parents.get(left, set()) & parents.get(right, set())
            people = Kind.PASSING_LINE not in (left.kind, right.kind)
            yield left, right, room + (STRANGERS if people and not sibs and own != other else 0.0)


def _solved(
    nodes: Sequence[Node], terms: Iterable[Term], apart: Sequence[tuple[Node, Node, float]]
) -> dict[Node, float]:
    """Solve the programme by HiGHS. Raises NoColumns where it finds no optimum."""
    import highspy
    import numpy

    class Silent(highspy.Highs):
        """The solver says who it is as soon as callbacks are enabled, unless it is told first."""

        def enableCallbacks(self) -> None:
            self.silent()

    number = {node: index for index, node in enumerate(nodes)}
    solver = Silent()  # type: ignore[no-untyped-call]
    solver.setOptionValue("threads", 1)
    programme = highspy.HighsModel()
    lp = programme.lp_
    lp.num_col_, lp.num_row_ = len(nodes), len(apart)
    lp.col_cost_ = numpy.zeros(len(nodes))
    lp.col_lower_ = numpy.full(len(nodes), -highspy.kHighsInf)
    lp.col_upper_ = numpy.full(len(nodes), highspy.kHighsInf)
    lp.row_lower_ = numpy.array([room for _, _, room in apart])
    lp.row_upper_ = numpy.full(len(apart), highspy.kHighsInf)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = numpy.arange(0, 2 * len(apart) + 1, 2)
    lp.a_matrix_.index_ = numpy.array(
        [number[node] for left, right, _ in apart for node in (left, right)], dtype=numpy.int32
    )
    lp.a_matrix_.value_ = numpy.tile([-1.0, 1.0], len(apart))
    starts, indices, values = _triangle(number, terms)
    hessian = programme.hessian_
    hessian.dim_ = len(nodes)
    hessian.format_ = highspy.HessianFormat.kTriangular
    hessian.start_ = numpy.array(starts, dtype=numpy.int32)
    hessian.index_ = numpy.array(indices, dtype=numpy.int32)
    hessian.value_ = numpy.array(values)
    solver.passModel(programme)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise NoColumns(f"no columns found: {solver.getModelStatus()}")
    solution = solver.getSolution().col_value
    return {node: round(solution[index], 6) for node, index in number.items()}


def _triangle(
    number: dict[Node, int], terms: Iterable[Term]
) -> tuple[list[int], list[int], list[float]]:
    """Return the lower triangle of the Hessian of the sum of squares, column by column."""
    columns: list[dict[int, float]] = [{index: 0.0} for index in range(len(number))]
    for weight, parts in terms:
        own = [(number[node], factor) for node, factor in parts.items()]
        for column, one in own:
            for row, other in own:
                if row >= column:
                    columns[column][row] = columns[column].get(row, 0.0) + 2 * weight * one * other
    starts, indices, values = [0], list[int](), list[float]()
    for each in columns:
        for row in sorted(each):
            indices.append(row)
            values.append(each[row])
        starts.append(len(indices))
    return starts, indices, values
