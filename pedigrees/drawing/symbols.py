"""The symbols of the pedigree, as SVG, after the nomenclature of the NSGC.

Bennett et al. 1995, 2008 (doi 10.1007/s10897-008-9169-9) and the revision of 2022 centred on
sex and gender (doi 10.1002/jgc4.1621):

* square, circle, diamond by gender, else by sex (`outlines`); the sex assigned at birth is
  written beneath where the gender is another one;
* filled: affected; parts of a symbol: several conditions (`fills`);
* dot: carries; upright line: has the genotype of the disease without signs; what is known
  stands beneath as well, as the revision of 2022 asks for carriers;
* slash: deceased, SB beneath: stillborn; small triangle: a pregnancy that was lost, with a
  slash: ended; P: pregnancy; D: donor; S: surrogate;
* brackets: adopted, or no genetic link; arrow with P: proband; arrow: consultand.

A bold ring with a number is ours: on the screening list, and in which order.
"""

from __future__ import annotations

from pedigrees.drawing.fills import corners, filled
from pedigrees.drawing.ink import (
    BOLD,
    CIRCLE,
    DIAMOND,
    INK,
    PAPER,
    REACH,
    RING,
    SQUARE,
    THIN,
    TRIANGLE,
    TRIANGLE_FOOT,
    element,
    line,
    points,
    written,
)
from pedigrees.drawing.marks import Mark
from pedigrees.drawing.outlines import Shape
from pedigrees.drawing.pointers import arrow, badge, brackets

DOT, SMALL_DOT = 3.4, 2.5
BELOW_LETTER = 7.4
HALO = 1.7
"""White around a dot, a line or a letter that stands on a pattern."""

HALF = {
    Shape.SQUARE: SQUARE,
    Shape.CIRCLE: CIRCLE,
    Shape.DIAMOND: DIAMOND,
    Shape.TRIANGLE: TRIANGLE_FOOT,
}


def symbol(mark: Mark, x: float, y: float, *, number_left: bool = False) -> str:
    """Return the symbol of one person with its middle at x, y."""
    parts = []
    if mark.flagged:
        parts.append(_outline(mark.shape, x, y, RING, fill=PAPER, stroke_width=BOLD))
    parts.append(_body(mark, x, y))
    if mark.presymptomatic:
        parts.append(_upright(mark, x, y))
    if mark.carries and not mark.affected:
        parts.append(_dot(mark, x, y))
    if mark.letter:
        parts.append(_letter(mark, x, y))
    if mark.bracketed:
        parts.append(brackets(x, y))
    if mark.slashed:
        parts.append(_slash(mark, x, y))
    if mark.proband or mark.consultand:
        parts.append(arrow(mark, x, y))
    if mark.order:
        parts.append(badge(mark, x, y, left=number_left))
    return "".join(parts)


def _body(mark: Mark, x: float, y: float) -> str:
    """Return the outline with its fill; a symbol that is filled as a whole is one element."""
    if mark.fills and all(fill.is_solid for fill in mark.fills):
        return _outline(mark.shape, x, y, 0, fill=INK, stroke_width=THIN)
    paper = _outline(mark.shape, x, y, 0, fill=PAPER, stroke_width=THIN)
    return paper + filled(mark.shape, mark.fills, x, y)


def _outline(shape: Shape, x: float, y: float, more: float, **looks: float | str) -> str:
    if shape is Shape.SQUARE:
        half = SQUARE + more
        return element("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, **looks)
    if shape is Shape.CIRCLE:
        return element("circle", cx=x, cy=y, r=CIRCLE + more, **looks)
    grown = 1 + 1.3 * more / (DIAMOND if shape is Shape.DIAMOND else TRIANGLE)
    moved = [(x + a * grown, y + b * grown) for a, b in corners(shape)]
    return element("polygon", points=points(moved), **looks)


def _upright(mark: Mark, x: float, y: float) -> str:
    half = HALF[mark.shape]
    top = -REACH if mark.shape is Shape.TRIANGLE else -half
    halo = ""
    if mark.fills:
        halo = element(
            "line", x1=x, y1=y + top + 1, x2=x, y2=y + half - 1, stroke=PAPER, stroke_width=4.6
        )
    return halo + element("line", x1=x, y1=y + top, x2=x, y2=y + half, stroke_width=1.6)


def _dot(mark: Mark, x: float, y: float) -> str:
    """Return the dot of a carrier: in the middle, or below a letter."""
    radius, down = (SMALL_DOT, BELOW_LETTER) if mark.letter else (DOT, 0.0)
    halo = _disc(x, y + down, radius + HALO, PAPER) if mark.fills else ""
    return halo + _disc(x, y + down, radius, INK)


def _letter(mark: Mark, x: float, y: float) -> str:
    """Return the letter in the symbol, on white where the symbol is filled or a line passes."""
    up = 2.6 if mark.carries and not mark.affected else 0.0
    halo = _disc(x, y - up, 5.6, PAPER) if mark.fills or mark.presymptomatic else ""
    return halo + written(mark.letter, x, y + 3.2 - up, bold=True)


def _disc(x: float, y: float, radius: float, fill: str) -> str:
    return element("circle", cx=x, cy=y, r=radius, fill=fill, stroke="none")


def _slash(mark: Mark, x: float, y: float) -> str:
    if mark.shape is Shape.TRIANGLE:
        return line(x - TRIANGLE - 1, y + TRIANGLE_FOOT + 2, x + TRIANGLE - 1, y - REACH + 1)
    reach = REACH + (2 if mark.bracketed else (RING if mark.flagged else 0) + 4)
    return line(x - reach, y + reach, x + reach, y - reach)
