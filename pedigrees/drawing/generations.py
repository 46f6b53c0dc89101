"""In which generation everyone stands: parents above children, partners and twins level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pedigrees.drawing.couples import Couple

Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Generations:
    """The generation of each person, from 0 down.

    `apart_levels` are the couples that cannot stand level, because one descends from the
    other or hangs below the other in another way: one of them is drawn again.
    `not_drawn` are dashed lines that would run upwards.
    """

    of: dict[str, int]
    apart_levels: frozenset[tuple[str, ...]]
    not_drawn: frozenset[Link]


def generations_of(
    people: Sequence[str], couples: Sequence[Couple], twins: Iterable[tuple[str, ...]]
) -> Generations:
    """Work out the generations: of all that keep these rules, those with the shortest lines."""
    levels = _Levels(people)
    for couple in couples:
        levels.hang(couple, social=False)
    for group in twins:
        for other in group[1:]:
            levels.join(group[0], other)
    refused = {
        couple.partners
        for couple in couples
        if len(couple.partners) == 2 and not levels.join(*couple.partners)
    }
    upwards = {link for couple in couples for link in levels.hang(couple, social=True)}
    return Generations(levels.ranks(), frozenset(refused), frozenset(upwards))


class _Levels:
    """Groups of people who stand level, and which group stands above which."""

    def __init__(self, people: Sequence[str]) -> None:
        self._group = {person: index for index, person in enumerate(people)}
        self._members = {index: [person] for index, person in enumerate(people)}
        self._below: dict[int, set[int]] = {index: set() for index in self._members}
        self._above: dict[int, set[int]] = {index: set() for index in self._members}
        self._links: list[tuple[str, str]] = []

    def hang(self, couple: Couple, *, social: bool) -> list[Link]:
        """Put children below their parents; return the dashed links that would close a circle."""
        refused = []
        for child in couple.children:
            if (child in couple.social) is not social:
                continue
            for parent in couple.partners:
                upper, lower = self._group[parent], self._group[child]
                if social and self._reaches(lower, upper):
                    refused.append((parent, child))
                else:
                    self._links.append((parent, child))
                    self._below[upper].add(lower)
                    self._above[lower].add(upper)
        return refused

    def join(self, one: str, other: str) -> bool:
        """Make two people stand level, unless one stands above the other."""
        first, second = self._group[one], self._group[other]
        if first == second:
            return True
        if self._reaches(first, second) or self._reaches(second, first):
            return False
        self._merge(first, second)
        return True

    def _merge(self, first: int, second: int) -> None:
        for person in self._members[second]:
            self._group[person] = first
        self._members[first] += self._members.pop(second)
        for links, back in ((self._below, self._above), (self._above, self._below)):
            for other in links.pop(second):
                back[other].discard(second)
                back[other].add(first)
                links[first].add(other)

    def _reaches(self, start: int, goal: int) -> bool:
        """Whether one stands above the other: looked for from both, row by row.

        The search is over as soon as either side has no more to look at: who married in
        has nobody above, so that a deep family is not walked through for each couple.
        """
        down, up = {start}, {goal}
        lowest, highest = {start}, {goal}
        met = start == goal
        while lowest and highest and not met:
            lowest = {one for each in lowest for one in self._below[each]} - down
            down |= lowest
            met = not lowest.isdisjoint(up)
            if lowest and not met:
                highest = {one for each in highest for one in self._above[each]} - up
                up |= highest
                met = not highest.isdisjoint(down)
        return met

    def ranks(self) -> dict[str, int]:
        """Return the generation of each person.

        The sum of the lengths of all lines is made as small as it can be: this is the dual
        of a flow of least cost, and the generations are its potentials.
        """
        import networkx

        graph: networkx.DiGraph[int] = networkx.DiGraph()
        graph.add_nodes_from(dict.fromkeys(self._group.values()), demand=0)
        for parent, child in self._links:
            upper, lower = self._group[parent], self._group[child]
            graph.add_edge(upper, lower, weight=-1)
            graph.nodes[upper]["demand"] -= 1
            graph.nodes[lower]["demand"] += 1
        _, flow = networkx.network_simplex(graph)
        potentials = _potentials(graph, flow)
        return {person: potentials[group] for person, group in self._group.items()}


def _potentials(graph: object, flow: dict[int, dict[int, int]]) -> dict[int, int]:
    """Return the longest ways down in which every line that carries flow is one step long."""
    import networkx

    assert isinstance(graph, networkx.DiGraph)
    ranks = dict.fromkeys(graph, 0)
    for component in networkx.weakly_connected_components(graph):
        inside = [one for one in graph if one in component]
        steps = [(upper, lower) for upper in inside for lower in graph[upper]]
        tight = [(upper, lower) for upper, lower in steps if flow[upper][lower]]
        changed = True
        while changed:
            changed = False
            for upper, lower in steps:
                if ranks[lower] < ranks[upper] + 1:
                    ranks[lower], changed = ranks[upper] + 1, True
            for upper, lower in tight:
                if ranks[upper] < ranks[lower] - 1:
                    ranks[upper], changed = ranks[lower] - 1, True
        lowest = min(ranks[one] for one in inside)
        for one in inside:
            ranks[one] -= lowest
    return ranks
