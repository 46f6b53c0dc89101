"""The family as a chart of rows: who stands in which row, and what hangs below whom."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from genetics.inheritance import Sex
from pedigrees.drawing.couples import Couple
from pedigrees.drawing.generations import Generations
from pedigrees.family import Family


class Kind(StrEnum):
    """What stands in a row."""

    PERSON = "person"
    PREGNANCY = "pregnancy"
    NOT_RECORDED = "where a partner would stand who is not recorded"
    PASSING_LINE = "a line to a generation further down"

    @property
    def room(self) -> float:
        """Return the room to each side, in columns."""
        return {Kind.PERSON: 0.5, Kind.PREGNANCY: 0.45}.get(self, 0.15)


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that stands in a row: a person (or a further symbol of one), a line, a gap."""

    kind: Kind = field(hash=False)
    name: str
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs in the next row below a couple, or below a line that passes a row."""

    couple: Couple
    top: tuple[Node, ...]
    bottom: tuple[Node, ...]

    @property
    def middle(self) -> tuple[Node, ...]:
        """Return the nodes in the middle of which the line falls."""
        return self.top[-1:] if self.top[-1].kind is Kind.NOT_RECORDED else self.top


@dataclass(slots=True)
class Chart:
    """Rows of nodes, in no order yet; pairs to stand side by side; what hangs in each gap.

    `hanging[row]` hangs between this row and the next. `customs` name who stands to the
    left of whom where nothing speaks against it: a man left of a woman, an older sib left
    of a younger one.
    """

    rows: list[list[Node]]
    hanging: list[list[Hanging]]
    pairs: list[tuple[Node, Node, Couple]] = field(default_factory=list)
    twins: list[tuple[Node, ...]] = field(default_factory=list)
    row_of: dict[Node, int] = field(default_factory=dict)
    customs: list[tuple[Node, Node]] = field(default_factory=list)

    def add(self, node: Node, row: int) -> Node:
        """Put a node into a row, once."""
        if node not in self.row_of:
            self.row_of[node] = row
            self.rows[row].append(node)
        return node


def chart_of(
    family: Family,
    people: Sequence[str],
    couples: Iterable[Couple],
    twins: Iterable[tuple[str, ...]],
    generations: Generations,
) -> Chart:
    """Build the chart of one connected part of the family."""
    rows = max(generations.of[person] for person in people) + 2
    chart = Chart([[] for _ in range(rows)], [[] for _ in range(rows)])
    for person in people:
        chart.add(person_node(person), generations.of[person])
    for couple in couples:
        _add_couple(chart, family, couple, generations)
    for group in twins:
        chart.twins.append(tuple(person_node(person) for person in group))
    while not chart.rows[-1]:
        chart.rows.pop()
        chart.hanging.pop()
    return chart


def person_node(person: str, copy: int = 0) -> Node:
    """Return the node of a person."""
    return Node(Kind.PERSON, person, copy)


def _add_couple(chart: Chart, family: Family, couple: Couple, generations: Generations) -> None:
    row = max(generations.of[partner] for partner in couple.partners)
    top = [_partner(chart, partner, row, generations) for partner in couple.partners]
    hangs = bool(couple.children or couple.pregnant)
    if len(top) == 1:
        top.append(chart.add(Node(Kind.NOT_RECORDED, f"beside {top[0].name}"), row))
    elif family[couple.partners[0]].sex is Sex.MALE:
        chart.customs.append((top[0], top[1]))
    chart.pairs.append((top[0], top[1], couple))
    if hangs:
        _hang(chart, couple, tuple(top), row, generations)


def _partner(chart: Chart, partner: str, row: int, generations: Generations) -> Node:
    """Return the node of a partner in this row; someone from further up is drawn again."""
    if generations.of[partner] == row:
        return person_node(partner)
    copies = sum(node.name == partner for node in chart.row_of if node.kind is Kind.PERSON)
    known = (node for node in chart.rows[row] if node.kind is Kind.PERSON and node.name == partner)
    return next(known, None) or chart.add(person_node(partner, copies), row)


def _hang(
    chart: Chart, couple: Couple, top: tuple[Node, ...], row: int, generations: Generations
) -> None:
    """Hang the children below; those further down, twins above all, share one passing line."""
    bottom: list[Node] = []
    for group in _level(couple, generations):
        goal = generations.of[group[0]]
        line = [
            chart.add(
                Node(Kind.PASSING_LINE, f"{' '.join(couple.partners)} > {group[0]}", step), step
            )
            for step in range(row + 1, goal)
        ]
        children = tuple(person_node(child) for child in group)
        for upper, lower in itertools.pairwise(line):
            chart.hanging[chart.row_of[upper]].append(Hanging(couple, (upper,), (lower,)))
        if line:
            chart.hanging[goal - 1].append(Hanging(couple, (line[-1],), children))
            chart.customs += list(itertools.pairwise(children))
        bottom += line[:1] or children
    if couple.pregnant:
        bottom.append(chart.add(Node(Kind.PREGNANCY, couple.pregnant), row + 1))
    if bottom:
        chart.hanging[row].append(Hanging(couple, top, tuple(bottom)))
        chart.customs += list(itertools.pairwise(bottom))


def _level(couple: Couple, generations: Generations) -> list[list[str]]:
    """Return the children that are drawn by generation and by the kind of their line.

    The groups stand in the order of their first children.
    """
    groups: dict[tuple[int, bool, bool], list[str]] = {}
    for child in couple.children:
        if (couple.partners[0], child) not in generations.not_drawn:
            kind = (generations.of[child], child in couple.social, child in couple.carried)
            groups.setdefault(kind, []).append(child)
    return list(groups.values())
