"""Draws a laid-out family as one SVG image with a key and a text that says all it shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from genetics.phrases import say, say_number
from pedigrees.drawing.figure import Layout
from pedigrees.drawing.ink import INK, THIN, element, number
from pedigrees.drawing.layout import lay_out
from pedigrees.drawing.lettering import SIZE
from pedigrees.drawing.marks import marks_of
from pedigrees.drawing.numerals import numbers_of
from pedigrees.drawing.picture import Picture, Piece, notes_of
from pedigrees.drawing.sentences import sentence_of
from pedigrees.drawing.show import FOR_CLINICIANS, Show, as_shown
from pedigrees.drawing.words import told_of
from pedigrees.family import Family
from pedigrees.plan import Plan

FONTS = "'Sideroscreen Sans', 'Source Sans 3', 'DejaVu Sans', sans-serif"
"""The letters of the documents, named here too: a PDF writer does not hand them down."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A pedigree as SVG, its size in points, and the same in sentences.

    `content` is what stands in the image, its title first.
    """

    svg: str
    alternative: str
    width: float
    height: float
    content: str = ""


def draw(
    family: Family,
    plan: Plan | None = None,
    *,
    show: Show = FOR_CLINICIANS,
    piece: Piece | None = None,
    within: float | None = None,
    all_in_title: bool = False,
) -> Drawing:
    """Draw a family, or a piece of it.

    Columns are made narrower to keep `within` so many points, but never so narrow that
    labels touch: a drawing may stay wider. With `all_in_title` the title holds every
    sentence, not only the summary: WeasyPrint takes the title of an SVG as the alternative
    text of the figure in a PDF, and leaves the description out.
    """
    family = as_shown(family, show)
    piece = piece or _whole(family, show)
    told = told_of(family, plan, show, piece.numbers)
    people = dict.fromkeys(one.person for one in piece.layout.places if not one.pregnancy)
    sentences = {one: sentence_of(told, one) for one in people}
    picture = Picture.of(piece, told, marks_of(family, plan, show), within)
    lines = [*sentences.values(), *notes_of(piece.layout)]
    summary = _summary(family, piece.layout, show)
    if piece.heading:
        summary = f"{piece.heading}. {summary}"
    alternative = "\n".join([summary, *lines])
    content = element("title", escape(alternative if all_in_title else summary))
    content += "" if all_in_title else element("desc", escape("\n".join(lines)))
    content += picture.content(sentences)
    width, height = round(picture.width, 2), round(picture.height, 2)
    svg = image(content, picture.width, picture.height)
    return Drawing(svg, alternative, width, height, content)


def image(content: str, width: float, height: float, *, role: str = "img") -> str:
    """Return an SVG image of this size in points; `content` begins with its title."""
    return element(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        role=role,
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=f"{number(width)}pt",
        height=f"{number(height)}pt",
        font_family=FONTS,
        font_size=SIZE,
        stroke=INK,
        stroke_width=THIN,
    )


def _whole(family: Family, show: Show) -> Piece:
    piece = Piece(lay_out(family))
    return replace(piece, numbers=numbers_of(piece.layout)) if show.numbers else piece


def _summary(family: Family, layout: Layout, show: Show) -> str:
    people = {place.person for place in layout.places}
    counted = {
        "people": say_number("{number} person", "{number} people", len(people)),
        "generations": say_number("{number} generation", "{number} generations", layout.deepest),
    }
    if family.proband_id not in people:
        return say("Family tree: {people} in {generations}.", **counted)
    return say(
        "Family tree: {people} in {generations}; {proband} {id}, marked with an arrow.",
        **counted,
        proband=say(show.proband),
        id=family.proband_id,
    )
