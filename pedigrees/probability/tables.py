"""Tables of weights over the states of a few people, and how they are combined.

A table holds a row only for what is possible: a combination of states without a row weighs
exactly nothing. So "impossible" is always a missing row, never a small number. Weights are of
any kind that can be added, multiplied and divided (`numbers`); states are small whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Generic, Protocol, Self, TypeVar


class Number(Protocol):
    """What a weight must be able to do."""

    def __add__(self, other: Self, /) -> Self:
        """Return the sum."""

    def __mul__(self, other: Self, /) -> Self:
        """Return the product."""

    def __truediv__(self, other: Self, /) -> Self:
        """Return the quotient."""


Row = tuple[int, ...]
Weight = TypeVar("Weight", bound=Number)


@dataclass(frozen=True, slots=True)
class Table(Generic[Weight]):
    """Weights by the states of the people in `scope`, in that order."""

    scope: tuple[str, ...]
    rows: dict[Row, Weight]

    def times(self, other: Table[Weight]) -> Table[Weight]:
        """Return the product over the people of both; a row must be possible in both."""
        if set(other.scope) <= set(self.scope):
            return Table(self.scope, self._weighted(other))
        if set(self.scope) < set(other.scope):
            return other.times(self)
        return self._joined(other)

    def _weighted(self, other: Table[Weight]) -> dict[Row, Weight]:
        pick, weights = _picker(self.scope, other.scope), other.rows
        return {
            row: weight * weights[key]
            for row, weight in self.rows.items()
            if (key := pick(row)) in weights
        }

    def _joined(self, other: Table[Weight]) -> Table[Weight]:
        shared = [name for name in other.scope if name in self.scope]
        added = [name for name in other.scope if name not in self.scope]
        key_of, rest_of = _picker(other.scope, shared), _picker(other.scope, added)
        partners: dict[Row, list[tuple[Row, Weight]]] = {}
        for row, weight in other.rows.items():
            partners.setdefault(key_of(row), []).append((rest_of(row), weight))
        own_key = _picker(self.scope, shared)
        rows = {
            row + rest: weight * more
            for row, weight in self.rows.items()
            for rest, more in partners.get(own_key(row), ())
        }
        return Table((*self.scope, *added), rows)

    def over(self, people: Sequence[str]) -> Table[Weight]:
        """Return the sums over everybody else."""
        pick = _picker(self.scope, people)
        sums: dict[Row, Weight] = {}
        for row, weight in self.rows.items():
            key = pick(row)
            sum_so_far = sums.get(key)
            sums[key] = weight if sum_so_far is None else sum_so_far + weight
        return Table(tuple(people), sums)

    def divided_by(self, other: Table[Weight]) -> Table[Weight]:
        """Return the quotient, row by row; both hold the same people in the same order."""
        rows = {row: weight / other.rows[row] for row, weight in self.rows.items()}
        return Table(self.scope, rows)


def product(tables: Iterable[Table[Weight]]) -> Table[Weight]:
    """Return the product of one or more tables, the widest first."""
    first, *others = sorted(tables, key=lambda table: -len(table.scope))
    for table in others:
        first = first.times(table)
    return first


def _picker(scope: Sequence[str], wanted: Sequence[str]) -> Callable[[Row], Row]:
    """Return a function that takes the states of the people wanted out of a row."""
    places = [scope.index(name) for name in wanted]
    if len(places) == 1:
        place = places[0]
        return lambda row: (row[place],)
    if not places:
        return lambda row: ()  # noqa: ARG005 - the sum over everybody
    chosen: Any = itemgetter(*places)
    return chosen  # type: ignore[no-any-return]
