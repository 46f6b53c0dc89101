"""The story of the drawing: where everyone stands and which lines join them.

1. `couples`: who is joined, and which children hang below whom.
2. `generations`: parents above children, partners and twins level. A person who would have
   to stand in two generations is drawn again.
3. `chart`, `bodies`, `ordering`: the order in each generation, with few crossing lines.
4. `spacing`: the columns, children below the middle of their parents.
5. `lines`: mating lines, bridges over people between two partners, sibship lines.
6. `blocks`: what no link joins stands side by side, and in rows below where it is wide.

Everybody is drawn; a mating line joins none but recorded partners and parents of one child.
Symbols, sizes and words come later (`symbols`, `words`, `svg`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pedigrees.drawing.blocks import is_the_family, together
from pedigrees.drawing.chart import Kind, Node, chart_of, person_node
from pedigrees.drawing.couples import Couple, couples_of, twins_of
from pedigrees.drawing.figure import Layout, Place, Twins
from pedigrees.drawing.generations import generations_of
from pedigrees.drawing.limits import refuse_too_large
from pedigrees.drawing.lines import draw_lines
from pedigrees.drawing.ordering import order_rows
from pedigrees.drawing.spacing import columns_of
from pedigrees.family import Family


@dataclass(frozen=True, slots=True)
class _Linked:
    """People whom links join, with their couples and groups of twins."""

    people: list[str] = field(default_factory=list)
    couples: list[Couple] = field(default_factory=list)
    twins: list[tuple[tuple[str, ...], bool | None]] = field(default_factory=list)


def lay_out(family: Family, shown: frozenset[str] | None = None) -> Layout:
    """Lay out the people of a family, all of them or those `shown`.

    People without a recorded link to the proband stand apart: to the right of the others, and
    below. Whether two partners are related is read from the whole family.
    """
    blocks = blocks_of(family, shown)
    return together(blocks, apart=is_the_family(blocks[0], family.proband_id))


def blocks_of(family: Family, shown: frozenset[str] | None = None) -> list[Layout]:
    """Lay out each part that links join by itself, the proband's first, else as filed.

    Raises TooLarge for more people than one drawing shows.
    """
    wanted = frozenset(person.id for person in family) if shown is None else shown
    refuse_too_large(len(wanted))
    return [_lay_out_part(family, part) for part in _linked(family, wanted)]


def _linked(family: Family, wanted: frozenset[str]) -> list[_Linked]:
    """Return the connected parts in the order of the file, the proband's first."""
    import networkx

    couples, twins = couples_of(family, wanted), twins_of(family, wanted)
    graph: networkx.Graph[str] = networkx.Graph()
    people = [person.id for person in family if person.id in wanted]
    graph.add_nodes_from(people)
    for couple in couples:
        networkx.add_path(graph, (*couple.partners, *couple.children))
    for group, _ in twins:
        networkx.add_path(graph, group)
    home: dict[str, _Linked] = {}
    parts = []
    for component in networkx.connected_components(graph):
        parts.append(_Linked())
        home |= dict.fromkeys(component, parts[-1])
    for person in people:
        home[person].people.append(person)
    for couple in couples:
        home[couple.partners[0]].couples.append(couple)
    for each in twins:
        home[each[0][0]].twins.append(each)
    return sorted(parts, key=lambda part: family.proband_id not in part.people)


def _lay_out_part(family: Family, part: _Linked) -> Layout:
    people, groups = part.people, [group for group, _ in part.twins]
    generations = generations_of(people, part.couples, groups)
    chart = chart_of(family, people, part.couples, groups, generations)
    first = family.proband_id if family.proband_id in people else people[0]
    rows = order_rows(chart, person_node(first))
    x = columns_of(chart, rows)
    lines = draw_lines(chart, x, family)
    return Layout(
        places=_places(chart.rows, x),
        matings=lines.matings,
        descents=lines.descents,
        twins=tuple(
            Twins(group, generations.of[group[0]], identical) for group, identical in part.twins
        ),
        tracks=lines.tracks,
        bridges=lines.bridges,
        width=max(x[node] + node.kind.room for node in x),
        not_drawn=tuple(sorted(generations.not_drawn)),
    )


def _places(rows: Sequence[Sequence[Node]], x: dict[Node, float]) -> tuple[Place, ...]:
    return tuple(
        Place(node.name, x[node], row, node.copy, node.kind is Kind.PREGNANCY)
        for row, nodes in enumerate(rows)
        for node in sorted(nodes, key=lambda node: x[node])
        if node.kind in (Kind.PERSON, Kind.PREGNANCY)
    )
