"""The ways in which two people are related: up to a common ancestor, and down again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

from pedigrees.kin.ancestry import Parents, places_by_birth

MOST_LISTED = 200
"""How many ways are listed at most, the nearest first. An assumption: nobody reads more."""

MOST_PAIRS = 20_000
"""In how many pairs of ancestors the ways are counted at most; an assumption, a tenth of a second.

A couple of hundred people marrying each other for twelve generations are more.
"""

Pair = tuple[str, str]
Line = tuple[str, ...]
_Begun = tuple[int, int, int, Line, Line]
"""A way that is begun: its length in the end, the steps left, its number, the two lines."""


@dataclass(frozen=True, slots=True)
class Chain:
    """One way from a person (`one`) to a relative, in which nobody stands twice.

    `ascent` are the people from `one` up, `ancestors` the common ancestor or the couple,
    `descent` those down to the relative. Where one descends from the other, the older one is
    the ancestor: [1]-4-8 has no ascent. `sibs_known` is false where the two children of a
    single ancestor could be full sibs: the other parent of one of them is not recorded.
    """

    ascent: tuple[str, ...]
    ancestors: tuple[str, ...]
    descent: tuple[str, ...]
    sibs_known: bool = True

    @property
    def up(self) -> int:
        """Return how many generations the common ancestor is above `one`."""
        return len(self.ascent)

    @property
    def down(self) -> int:
        """Return how many generations the relative is below the common ancestor."""
        return len(self.descent)

    @property
    def lineal(self) -> bool:
        """Whether one descends from the other; else they are collateral relatives."""
        return not self.ascent or not self.descent

    @property
    def full(self) -> bool:
        """Whether the way runs through a couple: full sibs, full cousins. Never of a line."""
        return len(self.ancestors) > 1

    @property
    def removal(self) -> int:
        """Return how many generations the two are apart."""
        return abs(self.up - self.down)

    @property
    def degree(self) -> int:
        """Return the degree: 1 for parents, children, full sibs; 2 for half-sibs, uncles."""
        return self.up + self.down - (1 if self.full else 0)

    @property
    def first_step(self) -> tuple[str, ...]:
        """Return the parent or parents of `one` on the way, nobody if it leads down only."""
        if not self.ascent:
            return ()
        return self.ascent[1:2] or self.ancestors

    @property
    def between(self) -> tuple[str, ...]:
        """Return those between the two whose sexes matter: not the couple, whose both do."""
        apex = self.ancestors if not self.lineal and not self.full else ()
        up, down = self.ascent[1:], self.descent[:-1]
        if not self.lineal:
            return (*up, *apex, *down)
        return up or down

    @property
    def turned(self) -> Chain:
        """Return the way from the other end."""
        ascent, descent = tuple(reversed(self.descent)), tuple(reversed(self.ascent))
        return Chain(ascent, self.ancestors, descent, self.sibs_known)

    def __str__(self) -> str:
        """Return it as verbalisr writes it: 12-8-4-[1,2]-5-9."""
        return "-".join((*self.ascent, f"[{','.join(self.ancestors)}]", *self.descent))


@dataclass(frozen=True, slots=True)
class Chains:
    """The ways between two people, nearest first, and how many more there are.

    `unlisted` is exact, and None where there are more, and they were not counted.
    """

    listed: tuple[Chain, ...] = ()
    unlisted: int | None = 0


def chains_between(parents: Parents, one: str, other: str, most: int = MOST_LISTED) -> Chains:
    """Return every way between two people, a couple as one; at most `most` of them.

    A way is a pair of lines of descent from a common ancestor to the two in which nobody
    stands twice (Wright's rule for coefficients of relationship), as verbalisr lists them.
    The search goes up from whichever end was born later; so each way is found once, and none
    is begun that does not end. In a family with many loops the ways can be millions: only the
    nearest are looked for; the others are counted, a couple as two, where that is quick.
    """
    if one == other:
        return Chains()
    search = _Search(parents, one, other)
    listed: dict[tuple[Line, Line], Chain] = {}
    unlisted: int | None = 0
    for chain in search.nearest_first():
        if len(listed) == most and (chain.ascent, chain.descent) not in listed:
            number = search.number()
            found = sum(len(chain.ancestors) for chain in listed.values())
            unlisted = None if number is None else number - found
            break
        listed.setdefault((chain.ascent, chain.descent), chain)
    nearest = sorted(listed.values(), key=lambda chain: (chain.degree, chain.up + chain.down))
    return Chains(tuple(nearest), unlisted)


class _Search:
    """A pair holds how far the two lines have come up; where it is one person, they meet."""

    def __init__(self, parents: Parents, one: str, other: str) -> None:
        self.parents = parents
        self.place = places_by_birth(parents, one, other)
        self.start = (one, other)
        self._above: dict[str, dict[str, int]] = {}
        self._steps: dict[Pair, int | None] = {}

    def nearest_first(self) -> Iterator[Chain]:
        """Yield the ways by length; one through a couple is met twice."""
        nearest = self._steps_left(self.start)
        if nearest is None:
            return
        tie = count()
        one, other = self.start
        waiting: list[_Begun] = [(nearest, nearest, next(tie), (one,), (other,))]
        while waiting:
            length, left, _, up, down = heappop(waiting)
            if up[-1] == down[-1]:
                yield self._chain(up, down)
            for higher in self._further((up[-1], down[-1])):
                more = self._steps_left(higher)
                if more is not None:
                    lines = _longer(up, higher[0]), _longer(down, higher[1])
                    heappush(waiting, (length - left + 1 + more, more, next(tie), *lines))

    def _further(self, pair: Pair) -> list[Pair]:
        one, other = pair
        if one == other:
            return []
        if self.place[one] > self.place[other]:
            return [(parent, other) for parent in self.parents[one]]
        return [(one, parent) for parent in self.parents[other]]

    def _steps_left(self, pair: Pair) -> int | None:
        """Return the steps to the nearest common ancestor; None where there is none."""
        if pair not in self._steps:
            fewer, more = sorted((self._ancestors(one) for one in pair), key=len)
            common = fewer.keys() & more.keys()
            self._steps[pair] = min((fewer[one] + more[one] for one in common), default=None)
        return self._steps[pair]

    def _ancestors(self, person: str) -> dict[str, int]:
        """Return the fewest steps to each ancestor; none to the person."""
        if person not in self._above:
            steps = {person: 0}
            nearest_first = [person]
            for one in nearest_first:
                new = [parent for parent in self.parents[one] if parent not in steps]
                steps |= dict.fromkeys(new, steps[one] + 1)
                nearest_first += new
            self._above[person] = steps
        return self._above[person]

    def number(self) -> int | None:
        """Return the number of ways; None where they run through too many pairs to count."""
        met, waiting = {self.start}, [self.start]
        while waiting:
            new = [pair for pair in self._further(waiting.pop()) if pair not in met]
            met.update(new)
            waiting += new
            if len(met) > MOST_PAIRS:
                return None
        ways: dict[Pair, int] = {}
        for pair in sorted(met, key=lambda pair: self.place[pair[0]] + self.place[pair[1]]):
            further = self._further(pair)
            ways[pair] = sum(ways[more] for more in further) if further else pair[0] == pair[1]
        return ways[self.start]

    def _chain(self, up: Line, down: Line) -> Chain:
        ancestor, ascent, descent = up[-1], up[:-1], tuple(reversed(down[:-1]))
        if not ascent or not descent:
            return Chain(ascent, (ancestor,), descent)
        these, those = self.parents[ascent[-1]], self.parents[descent[0]]
        shared = tuple(parent for parent in these if parent in those)
        if len(shared) > 1:
            return Chain(ascent, shared, descent)
        return Chain(ascent, (ancestor,), descent, len(these) > 1 and len(those) > 1)


def _longer(line: Line, end: str) -> Line:
    return line if line[-1] == end else (*line, end)
