"""Draws a family for paper: in one piece where it fits a page, else in parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pedigrees.drawing.folding import Page, Part, fold
from pedigrees.drawing.grid import MARGIN, NARROWEST, NUMERALS
from pedigrees.drawing.layout import lay_out
from pedigrees.drawing.svg import Drawing, draw
from pedigrees.drawing.words import Show
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
    layout = lay_out(family)
    for width, height, sideways in (
        (paper.width, paper.height, False),
        (paper.sideways_width, paper.sideways_height, True),
    ):
        drawing = draw(family, plan, show=show, layout=layout, within=width, all_in_title=True)
        if drawing.width <= width and drawing.height <= height:
            return OnPaper((drawing,), sideways)
    page = Page(
        columns=(paper.width - 2 * MARGIN - NUMERALS) / NARROWEST,
        generations=int((paper.height - A_KEY) / A_GENERATION),
    )
    parts = fold(family, layout, page)
    return OnPaper(
        tuple(_draw_part(family, plan, show, parts, index, paper) for index in range(len(parts)))
    )


def _draw_part(
    family: Family, plan: Plan | None, show: Show, parts: Sequence[Part], index: int, paper: Paper
) -> Drawing:
    return draw(
        family,
        plan,
        show=show,
        layout=parts[index].layout,
        within=paper.width,
        heading=f"Part {index + 1} of {len(parts)}" if len(parts) > 1 else "",
        top_generation=parts[index].top,
        elsewhere=_elsewhere(parts, index),
        all_in_title=True,
    )


def _elsewhere(parts: Sequence[Part], here: int) -> Mapping[str, str]:
    """Return for everyone who is drawn in other parts as well where that is."""
    others: dict[str, list[str]] = {}
    for index, part in enumerate(parts):
        if index != here:
            for person in part.people & parts[here].people:
                others.setdefault(person, []).append(str(index + 1))
    return {person: f"see part {', '.join(numbers)}" for person, numbers in others.items()}
