"""Draws a family for paper: in one piece where it fits a page, else in parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from genetics.phrases import marked, say
from pedigrees.drawing.folding import Page, Part, People, fold
from pedigrees.drawing.grid import MARGIN, NARROWEST, NUMERALS
from pedigrees.drawing.layout import lay_out
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


def draw_on_paper(family: Family, plan: Plan | None, show: Show, paper: Paper) -> OnPaper:
    """Draw a family so that no letter becomes smaller than it is.

    In one piece upright, else in one piece sideways, else in parts upright.
    """
    family = as_shown(family, show)
    whole = lay_out(family)
    numbers = numbers_of(whole) if show.numbers else {}
    for width, height, sideways in (
        (paper.width, paper.height, False),
        (paper.sideways_width, paper.sideways_height, True),
    ):
        piece = Piece(whole, numbers=numbers)
        drawing = draw(family, plan, show=show, piece=piece, within=width, all_in_title=True)
        if drawing.width <= width and drawing.height <= height:
            return OnPaper((drawing,), sideways)
    page = Page(
        columns=(paper.width - 2 * MARGIN - NUMERALS) / NARROWEST,
        generations=int((paper.height - A_KEY) / A_GENERATION),
    )
    parts = fold(family, whole, page)
    apart = frozenset(whole.apart)
    pieces = [replace(_piece(parts, n, apart), numbers=numbers) for n in range(len(parts))]
    return OnPaper(
        tuple(
            draw(family, plan, show=show, piece=one, within=paper.width, all_in_title=True)
            for one in pieces
        )
    )


def _piece(parts: Sequence[Part], index: int, apart: People) -> Piece:
    """Return a part with its heading; those without a link to the proband are named as such."""
    part = parts[index]
    told = PART_WITHOUT_LINK if part.people <= apart else PART
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
