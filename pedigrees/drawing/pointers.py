"""What stands around a symbol: arrows, brackets, the order, and the line of who has no children."""

from __future__ import annotations

from pedigrees.drawing.ink import INK, PAPER, REACH, RING, THIN, element, line, points, written
from pedigrees.drawing.marks import Mark
from pedigrees.people import NoChildren

BRACKET_INNER, BRACKET_OUTER = REACH + 4, REACH + 8


def brackets(x: float, y: float) -> str:
    """Return the brackets of someone who is adopted or without a genetic link."""
    return _bracket(x, y, -1) + _bracket(x, y, 1)


def _bracket(x: float, y: float, side: int) -> str:
    outer, inner = x + side * BRACKET_OUTER, x + side * BRACKET_INNER
    height = REACH + 4
    corners = ((inner, y - height), (outer, y - height), (outer, y + height), (inner, y + height))
    return element("polyline", points=points(corners), fill="none", stroke_width=1.4)


def arrow(mark: Mark, x: float, y: float) -> str:
    """Return the arrow from below, with P at the proband; from the right beside a slash.

    Brackets keep it outside, where it points at the middle of the side.
    """
    side = 1 if mark.slashed else -1
    across, down = REACH - 1.5, REACH - 1.5
    if mark.bracketed:
        across, down = BRACKET_OUTER + 1.6, 6.0
    elif mark.flagged:
        across, down = REACH + RING - 0.6, 8.0
    tip_x, tip_y = x + side * across, y + down
    end_x, end_y = tip_x + side * 9, tip_y + 5.8
    head = (
        (tip_x, tip_y),
        (tip_x + side * 6.4, tip_y + 0.6),
        (tip_x + side * 3.2, tip_y + 5.2),
    )
    shaft = element(
        "line", x1=end_x, y1=end_y, x2=tip_x + side * 3, y2=tip_y + 1.8, stroke_width=1.6
    )
    drawn = shaft + element("polygon", points=points(head), fill=INK, stroke="none")
    letter = written("P", end_x + side * 3.4, end_y + 4.6, bold=True)
    return drawn + letter if mark.proband else drawn


def badge(mark: Mark, x: float, y: float, *, left: bool) -> str:
    """Return the number of the order, clear of the brackets."""
    aside = BRACKET_OUTER + 7.5 if mark.bracketed else REACH + 7
    x, y = x + (-aside if left else aside), y - REACH - 4
    disc = element("circle", cx=x, cy=y, r=6.2, fill=PAPER, stroke_width=THIN)
    return disc + written(str(mark.order), x, y + 3.1, bold=True)


def without_children(why: NoChildren, x: float, top: float) -> str:
    """Return a line that ends at one bar (by choice) or two (infertility), 11 points long."""
    bars = (11.0,) if why is NoChildren.BY_CHOICE else (8.0, 11.0)
    return line(x, top, x, top + bars[-1]) + "".join(
        line(x - 5, top + down, x + 5, top + down) for down in bars
    )
