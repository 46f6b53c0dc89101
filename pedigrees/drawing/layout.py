"""The story of the drawing: where everyone stands and which lines join them.

1. `couples`: who is joined, and which children hang below whom.
2. `generations`: parents above children, partners and twins level. A person who would have
   to stand in two generations is drawn again.
3. `chart`, `bodies`, `ordering`: the order in each generation, with few crossing lines.
4. `spacing`: the columns, children below the middle of their parents.
5. `lines`: mating lines, bridges over people between two partners, sibship lines.

Everybody is drawn; a mating line joins none but recorded partners and parents of one child.
Symbols, sizes and words come later (`symbols`, `words`, `svg`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pedigrees.drawing.chart import Kind, Node, chart_of, person_node
from pedigrees.drawing.couples import Couple, couples_of, twins_of
from pedigrees.drawing.figure import Layout, Place, Twins
from pedigrees.drawing.generations import generations_of
from pedigrees.drawing.lines import draw_lines
from pedigrees.drawing.ordering import order_rows
from pedigrees.drawing.spacing import columns_of
from pedigrees.family import Family

BETWEEN_PARTS, BETWEEN_OTHERS = 1.6, 1.2
"""Columns from the proband's part of the family to the next, and between all others."""


def lay_out(family: Family, shown: frozenset[str] | None = None) -> Layout:
    """Lay out the people of a family, all of them or those `shown`.

    People without a recorded link to the proband stand apart, to the right of the others.
    Whether two partners are related is read from the whole family.
    """
    wanted = frozenset(person.id for person in family) if shown is None else shown
    couples = couples_of(family, wanted)
    twins = twins_of(family, wanted)
    parts = _connected(family, wanted, couples, twins)
    layouts = [_lay_out_part(family, part, couples, twins) for part in parts]
    return _side_by_side(layouts, parts)


def _connected(
    family: Family,
    wanted: frozenset[str],
    couples: Iterable[Couple],
    twins: Iterable[tuple[tuple[str, ...], bool | None]],
) -> list[list[str]]:
    """Return the connected parts in the order of the file, the proband's first."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    people = [person.id for person in family if person.id in wanted]
    graph.add_nodes_from(people)
    for couple in couples:
        networkx.add_path(graph, (*couple.partners, *couple.children))
    for group, _ in twins:
        networkx.add_path(graph, group)
    parts = [
        [person for person in people if person in part]
        for part in networkx.connected_components(graph)
    ]
    return sorted(parts, key=lambda part: family.proband_id not in part)


def _lay_out_part(
    family: Family,
    people: Sequence[str],
    couples: Iterable[Couple],
    twins: Iterable[tuple[tuple[str, ...], bool | None]],
) -> Layout:
    own = [couple for couple in couples if couple.partners[0] in people]
    groups = [(group, identical) for group, identical in twins if group[0] in people]
    generations = generations_of(people, own, [group for group, _ in groups])
    chart = chart_of(family, people, own, [group for group, _ in groups], generations)
    first = family.proband_id if family.proband_id in people else people[0]
    rows = order_rows(chart, person_node(first))
    x = columns_of(chart, rows)
    lines = draw_lines(chart, x, family)
    return Layout(
        places=_places(chart.rows, x),
        matings=lines.matings,
        descents=lines.descents,
        twins=tuple(
            Twins(group, generations.of[group[0]], identical) for group, identical in groups
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


# Parts that no link joins -----------------------------------------------------------------


def _side_by_side(layouts: Sequence[Layout], parts: Sequence[Sequence[str]]) -> Layout:
    whole, apart_from = layouts[0], 0.0
    for part in layouts[1:]:
        shift = whole.width - 0.5 + (BETWEEN_OTHERS if apart_from else BETWEEN_PARTS)
        apart_from = apart_from or whole.width + (BETWEEN_PARTS - 1) / 2
        whole = _beside(whole, _shifted(part, shift))
    apart = tuple(person for part in parts[1:] for person in part)
    return replace(whole, apart=apart, apart_from=apart_from)


def _shifted(layout: Layout, shift: float) -> Layout:
    return replace(
        layout,
        places=tuple(replace(one, x=one.x + shift) for one in layout.places),
        matings=tuple(
            replace(one, left=one.left + shift, right=one.right + shift) for one in layout.matings
        ),
        descents=tuple(
            replace(
                one,
                x=one.x + shift,
                drops=tuple(replace(drop, x=drop.x + shift) for drop in one.drops),
            )
            for one in layout.descents
        ),
        width=layout.width + shift,
    )


def _beside(left: Layout, right: Layout) -> Layout:
    return Layout(
        places=left.places + right.places,
        matings=left.matings + right.matings,
        descents=left.descents + right.descents,
        twins=left.twins + right.twins,
        tracks=_larger(left.tracks, right.tracks),
        bridges=_larger(left.bridges, right.bridges),
        width=right.width,
        not_drawn=left.not_drawn + right.not_drawn,
    )


def _larger(one: Sequence[int], other: Sequence[int]) -> tuple[int, ...]:
    rows = range(max(len(one), len(other)))
    return tuple(max(each[row] if row < len(each) else 0 for each in (one, other)) for row in rows)
