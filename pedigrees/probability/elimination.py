"""In which order people are summed out, so that the tables stay small: least fill first.

Two people share a table if they are parent and child, or parents of one child. Summing somebody
out joins all who share a table with him or her. The order takes whoever adds the fewest new
pairs ("minimum fill"): the cost then follows how tightly a family is knit (its treewidth), not
how many loops it has. Finding the very best order is as hard as any problem; this rule is the
usual good one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody is summed out of the table that he or she then shares with `others`."""

    person: str
    others: tuple[str, ...]


def elimination_steps(people: Sequence[str], scopes: Iterable[Sequence[str]]) -> tuple[Step, ...]:
    """Return the steps for everybody; `scopes` are the groups that share a table.

    Among equals the earlier one of `people` goes first, so the order is always the same.
    """
    graph = _Graph(people, scopes)
    return tuple(graph.eliminate_next() for _ in people)


class _Graph:
    """Who shares a table with whom, with everybody's fill kept up to date."""

    def __init__(self, people: Sequence[str], scopes: Iterable[Sequence[str]]) -> None:
        self._rank: Mapping[str, int] = {name: rank for rank, name in enumerate(people)}
        self._near: dict[str, set[str]] = {name: set() for name in people}
        for scope in scopes:
            for one in scope:
                self._near[one].update(scope)
        for name, near in self._near.items():
            near.discard(name)
        self._fill = {name: self._fill_of(name) for name in people}
        self._queue = [(fill, self._rank[name], name) for name, fill in self._fill.items()]
        heapify(self._queue)

    def _fill_of(self, person: str) -> int:
        near = self._near[person]
        lacking = sum(len(near) - 1 - len(near & self._near[one]) for one in near)
        return lacking // 2

    def eliminate_next(self) -> Step:
        """Take out the person with the least fill, join the neighbours, and return the step."""
        while True:
            fill, _, person = heappop(self._queue)
            if self._fill.get(person) == fill:
                break
        near = self._near.pop(person)
        del self._fill[person]
        for one in near:
            self._near[one].discard(person)
        self._update(near | self._join(near))
        return Step(person, tuple(sorted(near, key=self._rank.__getitem__)))

    def _join(self, group: set[str]) -> set[str]:
        """Join everybody of a group; return all others whose fill that may have changed."""
        touched: set[str] = set()
        for one, other in combinations(sorted(group, key=self._rank.__getitem__), 2):
            if other not in self._near[one]:
                self._near[one].add(other)
                self._near[other].add(one)
                touched |= self._near[one] & self._near[other]
        return touched

    def _update(self, people: set[str]) -> None:
        for person in people:
            fill = self._fill_of(person)
            if fill != self._fill[person]:
                self._fill[person] = fill
                heappush(self._queue, (fill, self._rank[person], person))
