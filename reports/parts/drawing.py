"""The drawn family: one drawing for clinicians, one for the family without relatives' results."""

from __future__ import annotations

from dataclasses import replace

from genetics.phrases import say
from genetics.variants import Zygosity
from pedigrees.drawing.facts import family_with_results
from pedigrees.drawing.limits import TooLarge
from pedigrees.drawing.parts import Paper, draw_on_paper
from pedigrees.drawing.show import FOR_CLINICIANS, FOR_THE_FAMILY, Show
from pedigrees.pattern import familial_variant
from reports.basis import Basis
from reports.site import Paper as SitePaper
from reports.views import DrawingPart

ROOM = {
    SitePaper.A4: Paper(width=476.0, height=610.0, sideways_width=722.0, sideways_height=380.0),
    SitePaper.LETTER: Paper(width=492.0, height=560.0, sideways_width=672.0, sideways_height=397.0),
}
"""The room within the margins of print.css, less a title and two lines above the drawing."""


def drawing_part(basis: Basis) -> DrawingPart:
    """Return the drawing with results, carriers, flags and order."""
    found = familial_variant(basis.case)
    mosaic = found is not None and found.zygosity is Zygosity.MOSAIC
    show = replace(FOR_CLINICIANS, mosaic=basis.proband.id if mosaic else "")
    return _part(basis, say("Family tree"), (), show)


def plain_drawing_part(basis: Basis) -> DrawingPart:
    """Return the drawing with relations and offers; results of relatives are left out."""
    intro = say("The tree shows who is related to whom. Test results of relatives are not in it.")
    return _part(basis, say("Your family tree"), (intro,), FOR_THE_FAMILY)


def _part(basis: Basis, title: str, intro: tuple[str, ...], show: Show) -> DrawingPart:
    """Draw the family; a stopped case shows what was recorded and no conclusion.

    A family that is too large for pages is not drawn, which is said; the document stands.
    """
    plan = None if basis.stopped else basis.plan
    family = family_with_results(basis.case)
    try:
        paper = draw_on_paper(family, plan, show, ROOM[basis.site.paper])
    except TooLarge:
        not_drawn = say(
            "This family of {number} people is too large to be drawn here.", number=len(family)
        )
        return DrawingPart(title, (not_drawn,), (), sideways=False)
    parts = say("The tree stands in several parts; who is in more than one joins them.")
    return DrawingPart(
        title,
        (*intro, parts) if len(paper.drawings) > 1 else intro,
        tuple(drawing.svg for drawing in paper.drawings),
        paper.sideways,
    )
