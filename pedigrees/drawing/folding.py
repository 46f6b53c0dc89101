"""Folds a family that is too large for one page into parts that are drawn one by one.

1. A part of the family that no link joins to the others is folded by itself: it is cut at a
   person, who is then drawn on both sides, or at a couple, who are drawn on both, with the
   last of their children on a side of their own. People and couples are links of a graph: one
   may cut where nothing else joins the two sides.
2. Parts that fit one page together are joined again.
3. Those without a recorded link to the proband go to parts of their own, as many together as
   fit a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil
from typing import TYPE_CHECKING

from pedigrees.drawing.blocks import is_the_family, people_of, together
from pedigrees.drawing.couples import Couple, couples_of, twins_of
from pedigrees.drawing.figure import Layout
from pedigrees.drawing.layout import lay_out
from pedigrees.drawing.limits import refuse_to_fold
from pedigrees.family import Family

if TYPE_CHECKING:
    import networkx

People = frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    """How many columns and generations there is room for."""

    columns: float
    generations: int

    def holds(self, layout: Layout) -> bool:
        """Whether a layout fits."""
        return layout.width_in_columns <= self.columns and layout.generations <= self.generations


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the people, laid out; `top` is their first generation in the whole family."""

    people: People
    layout: Layout
    top: int = 0


@dataclass(frozen=True, slots=True)
class _Cut:
    """Those who stay and those who go to another part; some may be in both."""

    rest: People
    away: People
    at_couple: bool = False


def fold(family: Family, blocks: Sequence[Layout], page: Page) -> tuple[Part, ...]:
    """Return the parts of a family, the proband's first; `blocks` are what no link joins.

    Everybody is in a part; who is in several joins them. A part that cannot be cut any
    further may stay larger than the page. Raises TooLarge for too many who are linked.
    """
    first, *others = blocks
    apart = is_the_family(first, family.proband_id)
    whole = together(blocks, page.columns, apart=apart)
    if page.holds(whole):
        return (Part(frozenset(people_of(whole)), whole),)
    others.sort(key=lambda block: -block.generations)
    if len(people_of(first)) == 1:
        return tuple(_packed(family, [first, *others], page, home=first if apart else None))
    return (*_block(family, first, page), *_packed(family, others, page))


def _packed(
    family: Family, blocks: Iterable[Layout], page: Page, home: Layout | None = None
) -> Iterator[Part]:
    """Yield pages with as many blocks as they hold; a larger block is folded.

    The others on the page of `home`, a proband without links, are marked as apart.
    """
    waiting: list[Layout] = []
    for block in blocks:
        if waiting and not page.holds(_page_of([*waiting, block], page, home)):
            yield from _parts_of(family, waiting, page, home)
            waiting = []
        waiting.append(block)
    if waiting:
        yield from _parts_of(family, waiting, page, home)


def _page_of(blocks: list[Layout], page: Page, home: Layout | None) -> Layout:
    return together(blocks, page.columns, apart=blocks[0] is home)


def _parts_of(
    family: Family, blocks: list[Layout], page: Page, home: Layout | None
) -> Iterable[Part]:
    if len(blocks) == 1:
        return _block(family, blocks[0], page)
    layout = _page_of(blocks, page, home)
    return (Part(frozenset(people_of(layout)), layout),)


def _block(family: Family, block: Layout, page: Page) -> list[Part]:
    people = frozenset(people_of(block))
    if page.holds(block):
        return [Part(people, block)]
    refuse_to_fold(len(people))
    rows = {place.person: place.generation for place in reversed(block.places)}
    return _joined(family, list(_folded(family, people, page, rows)), page, rows)


def _part(family: Family, people: People, rows: dict[str, int]) -> Part:
    return Part(people, lay_out(family, people), min(rows[person] for person in people))


def _folded(family: Family, people: People, page: Page, rows: dict[str, int]) -> Iterator[Part]:
    if _fill(people, page, rows) <= 1:
        part = _part(family, people, rows)
        if page.holds(part.layout):
            yield part
            return
    cut = min(_cuts(family, people), key=lambda one: _cost(one, page, rows), default=None)
    if cut is None:
        yield _part(family, people, rows)
        return
    yield from _folded(family, cut.rest, page, rows)
    yield from _folded(family, cut.away, page, rows)


def _cost(cut: _Cut, page: Page, rows: dict[str, int]) -> tuple[float, bool, float]:
    """Return about how many pages the sides need, then where it is cut, then how unevenly."""
    fills = [_fill(people, page, rows) for people in (cut.rest, cut.away)]
    return sum(ceil(fill) for fill in fills), cut.at_couple, max(fills)


def _fill(people: People, page: Page, rows: dict[str, int]) -> float:
    inhabited = Counter(rows[person] for person in people)
    return max(max(inhabited.values()) / page.columns, len(inhabited) / page.generations)


def _joined(family: Family, parts: list[Part], page: Page, rows: dict[str, int]) -> list[Part]:
    """Join parts that share somebody and fit one page together."""
    for one, other in combinations(parts, 2):
        if one.people & other.people and _fill(one.people | other.people, page, rows) <= 1:
            both = _part(family, one.people | other.people, rows)
            if page.holds(both.layout):
                left = [both if part is one else part for part in parts if part is not other]
                return _joined(family, left, page, rows)
    return parts


# Where to cut -----------------------------------------------------------------------------


def _cuts(family: Family, people: People) -> Iterator[_Cut]:
    """Yield every way to cut."""
    import networkx

    couples = couples_of(family, people)
    graph = _graph(family, people, couples)
    home = family.proband_id if family.proband_id in people else _first(family, people)
    for point in networkx.articulation_points(graph):
        sides = _sides(graph, point, home, people)
        cuts = _at_couple(point, sides) if isinstance(point, Couple) else _at_person(point, sides)
        for away, at in cuts:
            if away | at < people:
                yield _Cut(people - away, away | at, isinstance(point, Couple))


def _first(family: Family, people: People) -> str:
    return next(person.id for person in family if person.id in people)


def _at_person(person: str, sides: list[People]) -> Iterator[tuple[People, People]]:
    for side in sides:
        yield side, frozenset({person})


def _at_couple(couple: Couple, sides: list[People]) -> Iterator[tuple[People, People]]:
    """Yield the last child with those below, the last two, and so on."""
    partners = frozenset(couple.partners)
    children = [side for side in sides if not side & partners]
    children.sort(
        key=lambda side: min(couple.children.index(one) for one in side & set(couple.children))
    )
    for start in range(len(children)):
        yield frozenset[str]().union(*children[start:]), partners


def _graph(
    family: Family, people: People, couples: tuple[Couple, ...]
) -> networkx.Graph[str | Couple]:
    import networkx

    graph: networkx.Graph[str | Couple] = networkx.Graph()
    graph.add_nodes_from(person.id for person in family if person.id in people)
    for couple in couples:
        for person in (*couple.partners, *couple.children):
            graph.add_edge(couple, person)
    for group, _ in twins_of(family, people):
        networkx.add_path(graph, group)
    return graph


def _sides(
    graph: networkx.Graph[str | Couple], point: str | Couple, home: str, people: People
) -> list[People]:
    """Return the sides that fall off where the graph is cut, without the proband's."""
    import networkx

    others = graph.subgraph(node for node in graph if node != point)
    sides = [
        frozenset(person for person in people if person in part)
        for part in networkx.connected_components(others)
        if home not in part
    ]
    return sorted((side for side in sides if side), key=sorted)
