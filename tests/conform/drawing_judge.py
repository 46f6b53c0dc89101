"""Judges a laid-out family by what a reader of the picture sees, without the layout's own code.

Lines and symbols become strokes and boxes in points; all is judged from these and from the
recorded family: who is drawn, who is joined to whom, what hangs below whom, what touches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree import ElementTree

from drawing_strokes import HALF, TOUCH, Stroke, crossings_of, run_into_one, strokes_of

from pedigrees.drawing.figure import Descent, Layout, Mating, Place
from pedigrees.drawing.grid import NARROWEST, Grid, grid_of
from pedigrees.drawing.lettering import width_of
from pedigrees.drawing.picture import Piece
from pedigrees.drawing.svg import draw
from pedigrees.family import Family

Couple = frozenset[str]

AT, NEAR = 0.2, 0.1
"""Within so many columns a line ends at a symbol; a drop at the middle of one."""

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(slots=True)
class Judged:
    """What is wrong with one drawing, and what is counted: crossings, further symbols, width."""

    faults: list[str] = field(default_factory=list)
    crossings: int = 0
    duplicates: int = 0
    lost: int = 0
    false_matings: int = 0
    overlaps: int = 0
    width: float = 0.0


def judge(family: Family, layout: Layout) -> Judged:
    """Judge the drawing of a whole family."""
    found = Judged(width=layout.width_in_columns)
    found.duplicates = sum(place.copy > 0 for place in layout.places)
    lost = list(_lost(family, layout))
    matings = list(_false_matings(family, layout))
    overlaps = [*_overlapping(layout), *_labels_touch(family, layout)]
    found.lost, found.false_matings, found.overlaps = len(lost), len(matings), len(overlaps)
    found.faults += lost + matings + overlaps
    found.faults += _links_missing(family, layout)
    found.faults += _twins_apart(family, layout)
    grid = grid_of(layout, dict.fromkeys(range(layout.generations), 2), NARROWEST, 0)
    strokes = list(strokes_of(layout, grid))
    found.faults += _through_symbols(layout, grid, strokes)
    found.faults += run_into_one(strokes)
    found.crossings = crossings_of(strokes)
    return found


# Who is drawn -----------------------------------------------------------------------------


def _lost(family: Family, layout: Layout) -> Iterator[str]:
    drawn = [place for place in layout.places if not place.pregnancy]
    people = {person.id for person in family}
    for person in sorted(people - {place.person for place in drawn if not place.copy}):
        yield f"{person} is not drawn"
    for place in drawn:
        if place.person not in people:
            yield f"{place.person} is drawn and not recorded"
        if place.copy and not _first(layout, place.person):
            yield f"{place.person} is drawn again without a first symbol"


def _first(layout: Layout, person: str) -> Place | None:
    places = (one for one in layout.places if one.person == person and not one.pregnancy)
    return next((one for one in places if not one.copy), None)


# Who is joined ----------------------------------------------------------------------------


def recorded_couples(family: Family) -> dict[Couple, set[str]]:
    """Return the couples (or single parents) with their children, by birth and socially."""
    couples: dict[Couple, set[str]] = {}
    for person in family:
        if person.genetic_link:
            genetic = [one for one in (person.father, person.mother) if one in family]
            if genetic:
                couples.setdefault(frozenset(map(str, genetic)), set()).add(person.id)
        social = [one for one in person.social_parents if one in family]
        if not person.genetic_link:
            named = [one for one in (person.father, person.mother) if one and one in family]
            social = list(dict.fromkeys([*named, *social]))
        for start in range(0, len(social), 2):
            couples.setdefault(frozenset(social[start : start + 2]), set()).add(person.id)
        carrier = person.carried_by
        if carrier in family and carrier not in (person.mother, *person.social_parents):
            couples.setdefault(frozenset([str(carrier)]), set()).add(person.id)
        if person.partner_of in family:
            couples.setdefault(frozenset((person.id, str(person.partner_of))), set())
    return couples


def _false_matings(family: Family, layout: Layout) -> Iterator[str]:
    couples = recorded_couples(family)
    for mating in layout.matings:
        pair = " and ".join(mating.partners)
        if len(mating.partners) > 1 and frozenset(mating.partners) not in couples:
            yield f"{pair} are joined and no partners"
        yield from _false_ends(layout, mating)
    drawn = {frozenset(mating.partners) for mating in layout.matings}
    for couple in couples:
        if len(couple) > 1 and couple not in drawn:
            yield f"{' and '.join(sorted(couple))} are partners and not joined"


def _false_ends(layout: Layout, mating: Mating) -> Iterator[str]:
    row = [place for place in layout.places if place.generation == mating.generation]
    row = [place for place in row if not place.pregnancy]
    ends = (mating.left, mating.right)
    at_ends = [{place.person for place in row if abs(place.x - x) <= AT} for x in ends]
    if len(mating.partners) > 1:
        one, other = mating.partners
        if not (
            (one in at_ends[0] and other in at_ends[1])
            or (other in at_ends[0] and one in at_ends[1])
        ):
            yield f"the line of {one} and {other} does not end at both"
    elif mating.partners[0] not in at_ends[0] | at_ends[1]:
        yield f"the line of {mating.partners[0]} does not begin there"
    elif (at_ends[0] | at_ends[1]) != {mating.partners[0]}:
        yield f"the line of {mating.partners[0]} alone ends at somebody"
    if not mating.bridge:
        for place in row:
            if mating.left + AT < place.x < mating.right - AT:
                yield f"the line of {' and '.join(mating.partners)} runs through {place.person}"


# What hangs below whom --------------------------------------------------------------------


def _links_missing(family: Family, layout: Layout) -> Iterator[str]:
    recorded = recorded_couples(family)
    reached: dict[Couple, set[str]] = {}
    for mating in layout.matings:
        for fall in layout.descents:
            if not fall.passing and _falls_from(fall, mating):
                reached.setdefault(frozenset(mating.partners), set()).update(
                    _children(layout, fall)
                )
    for couple, children in recorded.items():
        for child in sorted(children - reached.get(couple, set())):
            if not {(parent, child) for parent in couple} & set(layout.not_drawn):
                yield f"{child} does not hang below {' and '.join(sorted(couple))}"
    for couple, children in reached.items():
        for child in sorted(children - recorded.get(couple, set())):
            yield f"{child} hangs below {' and '.join(sorted(couple))}, who are no parents"


def _falls_from(fall: Descent, mating: Mating) -> bool:
    same = fall.parents == mating.partners and fall.generation == mating.generation
    return same and fall.bridge == mating.bridge and mating.left <= fall.x <= mating.right


def _children(layout: Layout, fall: Descent) -> Iterator[str]:
    """Yield those at whom the drops of a fall end, through the generations that it passes."""
    below = fall.generation + 1
    for drop in fall.drops:
        if drop.pregnancy:
            continue
        if drop.passing:
            for other in layout.descents:
                here = other.passing and other.generation == below and other.x == drop.x
                same = other.parents == fall.parents and other.drops[0].child == drop.child
                if here and same:
                    yield from _children(layout, other)
            continue
        place = _first(layout, drop.child)
        if place and place.generation == below and abs(place.x - drop.x) <= NEAR:
            yield drop.child


# Twins ------------------------------------------------------------------------------------


def _twins_apart(family: Family, layout: Layout) -> Iterator[str]:
    drawn = [set(twins.people) for twins in layout.twins]
    for person in family:
        if person.twin_of in family and not any(
            {person.id, person.twin_of} <= group for group in drawn
        ):
            yield f"{person.id} and {person.twin_of} are twins and not joined"
    for twins in layout.twins:
        places = [_first(layout, person) for person in twins.people]
        standing = [place for place in places if place]
        if {place.generation for place in standing} != {twins.generation}:
            yield f"twins {', '.join(twins.people)} are not level"
            continue
        xs = sorted(place.x for place in standing)
        between = {
            place.person
            for place in layout.places
            if place.generation == twins.generation and xs[0] < place.x < xs[-1]
        } - set(twins.people)
        if between:
            yield f"between twins {', '.join(twins.people)}: {', '.join(sorted(between))}"
        holding = [
            fall
            for fall in layout.descents
            if {drop.child for drop in fall.drops if not drop.passing} & set(twins.people)
        ]
        if holding and not any(
            {drop.child for drop in fall.drops} >= set(twins.people) for fall in holding
        ):
            yield f"twins {', '.join(twins.people)} hang below different lines"


# What touches -----------------------------------------------------------------------------


def _overlapping(layout: Layout) -> Iterator[str]:
    for generation in range(layout.generations):
        row = [place for place in layout.places if place.generation == generation]
        row.sort(key=lambda place: place.x)
        for one, other in pairwise(row):
            if other.x - one.x < 0.89:
                yield f"{one.person} and {other.person} overlap"


def _labels_touch(family: Family, layout: Layout) -> Iterator[str]:
    """Yield labels of neighbours that touch in the SVG, and copies without a dashed line."""
    root = ElementTree.fromstring(draw(family, piece=Piece(layout)).svg)
    groups = [group for group in root.iter(f"{SVG}g") if group.get("class") == "person"]
    if len(groups) != len(layout.places):
        yield f"{len(layout.places)} symbols laid out, {len(groups)} in the image"
    lines: dict[float, list[tuple[float, float, str]]] = {}
    for group in groups:
        texts = [text for text in group.iter(f"{SVG}text") if len(text.text or "") > 1]
        for text in texts:
            half, x = width_of(text.text or "") / 2, float(text.get("x", "0"))
            lines.setdefault(round(float(text.get("y", "0")), 1), []).append(
                (x - half, x + half, text.text or "")
            )
    for row in lines.values():
        for one, other in pairwise(sorted(row)):
            if other[0] < one[1]:
                yield f"the labels {one[2]} and {other[2]} overlap"
    strokes = next(group for group in root.iter(f"{SVG}g") if group.get("class") == "lines")
    dashed = [path for path in strokes.iter(f"{SVG}path") if path.get("stroke-dasharray")]
    copies = sum(place.copy > 0 for place in layout.places)
    if len(dashed) < copies:
        yield f"{copies} further symbols, {len(dashed)} dashed lines to them"


def _through_symbols(layout: Layout, grid: Grid, strokes: list[Stroke]) -> Iterator[str]:
    """Yield the lines that run through the symbol of somebody they do not belong to."""
    for place in layout.places:
        x, y = grid.x(place.x), grid.y(place.generation)
        for one in strokes:
            if _hits(one, x - HALF, y - HALF, x + HALF, y + HALF) and not _belongs(one, place):
                yield f"the {one.what} of {' and '.join(one.couple)} runs through {place.person}"


def _belongs(stroke: Stroke, place: Place) -> bool:
    return stroke.what in ("mating", "foot") and place.person in stroke.couple


def _hits(one: Stroke, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether a stroke runs inside a box; to touch its edge is not enough."""
    steps = 1 if one.upright or one.level else 12
    for step in range(steps):
        xs = [one.x1 + (one.x2 - one.x1) * part / steps for part in (step, step + 1)]
        ys = [one.y1 + (one.y2 - one.y1) * part / steps for part in (step, step + 1)]
        inside_x = max(xs) > left + TOUCH and min(xs) < right - TOUCH
        if inside_x and max(ys) > top + TOUCH and min(ys) < bottom - TOUCH:
            return True
    return False
