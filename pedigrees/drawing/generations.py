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
        self._links: list[tuple[str, str]] = []

    def hang(self, couple: Couple, *, social: bool) -> list[Link]:
        """Put children below their parents; return the dashed links that would close a circle."""
        refused = []
        for child in couple.children:
            if (child in couple.social) is not social:
                continue
            for parent in couple.partners:
                if social and self._reaches(self._group[child], self._group[parent]):
                    refused.append((parent, child))
                else:
                    self._links.append((parent, child))
        return refused

    def join(self, one: str, other: str) -> bool:
        """Make two people stand level, unless one stands above the other."""
        first, second = self._group[one], self._group[other]
        if first == second:
            return True
        if self._reaches(first, second) or self._reaches(second, first):
            return False
        for person, group in self._group.items():
            if group == second:
                self._group[person] = first
        return True

    def _below(self) -> dict[int, list[int]]:
        below: dict[int, list[int]] = {group: [] for group in self._group.values()}
        for parent, child in self._links:
            below[self._group[parent]].append(self._group[child])
        return below

    def _reaches(self, start: int, goal: int) -> bool:
        below = self._below()
        waiting, seen = [start], {start}
        while waiting:
            current = waiting.pop()
            if current == goal:
                return True
            fresh = [one for one in below[current] if one not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
        return False

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
