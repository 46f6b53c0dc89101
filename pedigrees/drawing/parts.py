"""Draws a family for paper: in one piece where it fits a page, else in parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from genetics.phrases import marked, say
from pedigrees.drawing.blocks import is_the_family, together
from pedigrees.drawing.folding import Page, Part, People, fold
from pedigrees.drawing.grid import columns_within
from pedigrees.drawing.layout import blocks_of
from pedigrees.drawing.numerals import numbers_of
from pedigrees.drawing.picture import Piece
from pedigrees.drawing.show import Show, as_shown
from pedigrees.drawing.svg import Drawing, draw
from pedigrees.family import Family
from pedigrees.plan import Plan

A_GENERATION, A_KEY = 92.0, 110.0
"""About the height of a generation with its labels, and of the key, in points."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The room for a drawing on an upright page and on one turned sideways, in points."""

    width: float
    height: float
    sideways_width: float
    sideways_height: float


@dataclass(frozen=True, slots=True)
class OnPaper:
    """The drawings of a family, and whether the page is turned sideways for them."""

    drawings: tuple[Drawing, ...]
    sideways: bool = False


def draw_on_paper(
    family: Family, plan: Plan | None, show: Show, paper: Paper, *, all_in_title: bool = True
) -> OnPaper:
    """Draw a family so that no letter becomes smaller than it is.

    In one piece upright, else in one piece sideways, else in parts upright. The title of each
    holds every sentence, as a PDF needs it, unless `all_in_title` is false. Raises TooLarge.
    """
    family = as_shown(family, show)
    blocks = blocks_of(family)
    apart = is_the_family(blocks[0], family.proband_id)

    def drawn(piece: Piece, within: float) -> Drawing:
        return draw(family, plan, show=show, piece=piece, within=within, all_in_title=all_in_title)

    for width, height, sideways in (
        (paper.width, paper.height, False),
        (paper.sideways_width, paper.sideways_height, True),
    ):
        whole = together(blocks, columns_within(width), apart=apart)
        if whole.width_in_columns <= columns_within(width):
            piece = Piece(whole, numbers=numbers_of(whole) if show.numbers else {})
            drawing = drawn(piece, width)
            if drawing.width <= width and drawing.height <= height:
                return OnPaper((drawing,), sideways)
    page = Page(columns_within(paper.width), int((paper.height - A_KEY) / A_GENERATION))
    whole = together(blocks, page.columns, apart=apart)
    numbers = numbers_of(whole) if show.numbers else {}
    parts = fold(family, blocks, page)
    without_link = frozenset(whole.apart)
    pieces = [_piece(parts, number, without_link) for number in range(len(parts))]
    return OnPaper(tuple(drawn(replace(one, numbers=numbers), paper.width) for one in pieces))


def _piece(parts: Sequence[Part], index: int, without_link: People) -> Piece:
    """Return a part with its heading; those without a link to the proband are named as such."""
    part = parts[index]
    told = PART_WITHOUT_LINK if part.people <= without_link else PART
    heading = say(told, number=index + 1, all=len(parts)) if len(parts) > 1 else ""
    return Piece(part.layout, heading, part.top, _elsewhere(parts, index))


PART = marked("Part {number} of {all}")
PART_WITHOUT_LINK = marked("Part {number} of {all}; no link to part 1 is recorded")


def _elsewhere(parts: Sequence[Part], here: int) -> Mapping[str, str]:
    """Return for everyone who is drawn in other parts as well where that is."""
    others: dict[str, list[str]] = {}
    for index, part in enumerate(parts):
        if index != here:
            for person in part.people & parts[here].people:
                others.setdefault(person, []).append(str(index + 1))
    return {
        person: say("see part {numbers}", numbers=", ".join(numbers))
        for person, numbers in others.items()
    }
