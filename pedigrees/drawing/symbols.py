"""The symbols of the pedigree, as SVG (Bennett et al. 2022, doi 10.1002/jgc4.1621).

Square, circle and diamond by sex; filled: affected; dot: carries; slash: deceased; arrow
with P: proband; brackets: no genetic link; P in a diamond: pregnancy. The revision of 2022
asks that what is known of a carrier be written: results stand beneath the symbol as well.
A bold ring with a number is ours: on the screening list, and in which order.
"""

from __future__ import annotations

from html import escape

from genetics.inheritance import Sex
from pedigrees.drawing.marks import Mark

INK = "#17212b"
PAPER = "#ffffff"
THIN, BOLD = 1.1, 2.2
DASHES = "4 3"

SQUARE, CIRCLE, DIAMOND = 11.0, 12.0, 14.0
"""Half the width of each symbol in points: they look equally large."""

REACH = 12.0
RING = 4.0
DOT = 3.4


def number(value: float) -> str:
    """Return a coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def element(name: str, content: str = "", /, **attributes: float | str) -> str:
    """Return one SVG element; `content` is SVG already, attributes are escaped here."""
    given = "".join(_attribute(key, value) for key, value in attributes.items())
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def _attribute(key: str, value: float | str) -> str:
    """Return one attribute: `stroke_width` stands for stroke-width, `class_` for class."""
    text = value if isinstance(value, str) else number(value)
    name = key if key == "viewBox" else key.rstrip("_").replace("_", "-")
    return f' {name}="{escape(text)}"'


def line(x1: float, y1: float, x2: float, y2: float, *, dashed: bool = False) -> str:
    """Return a thin line."""
    dashes = {"stroke_dasharray": DASHES} if dashed else {}
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **dashes)


def written(text: str, x: float, y: float, *, anchor: str = "middle", bold: bool = False) -> str:
    """Return a text; `y` is its base line."""
    weight = {"font_weight": "600"} if bold else {}
    return element(
        "text", escape(text), x=x, y=y, text_anchor=anchor, fill=INK, stroke="none", **weight
    )


def symbol(mark: Mark, x: float, y: float, *, number_left: bool = False) -> str:
    """Return the symbol of one person with its middle at x, y."""
    parts = []
    if mark.flagged:
        parts.append(_outline(mark.sex, x, y, RING, fill=PAPER, stroke_width=BOLD))
    fill = INK if mark.affected else PAPER
    parts.append(_outline(mark.sex, x, y, 0, fill=fill, stroke_width=THIN))
    if mark.carries and not mark.affected:
        parts.append(element("circle", cx=x, cy=y, r=DOT, fill=INK, stroke="none"))
    if mark.pregnancy:
        parts.append(written("P", x, y + 3.2, bold=True))
    if mark.no_genetic_link:
        parts += [_bracket(x, y, -1), _bracket(x, y, 1)]
    if mark.deceased:
        reach = REACH + (RING if mark.flagged else 0) + 4
        parts.append(line(x - reach, y + reach, x + reach, y - reach))
    if mark.proband:
        parts.append(_arrow(mark, x, y))
    if mark.order:
        aside = -(REACH + 7) if number_left else REACH + 7
        parts.append(_badge(mark.order, x + aside, y - REACH - 4))
    return "".join(parts)


def _outline(sex: Sex, x: float, y: float, more: float, **looks: float | str) -> str:
    if sex is Sex.MALE:
        half = SQUARE + more
        return element("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, **looks)
    if sex is Sex.FEMALE:
        return element("circle", cx=x, cy=y, r=CIRCLE + more, **looks)
    half = DIAMOND + 1.3 * more
    points = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    return element(
        "polygon", points=" ".join(f"{number(a)},{number(b)}" for a, b in points), **looks
    )


def _bracket(x: float, y: float, side: int) -> str:
    outer, inner, height = x + side * (REACH + 8), x + side * (REACH + 4), REACH + 4
    points = ((inner, y - height), (outer, y - height), (outer, y + height), (inner, y + height))
    shape = " ".join(f"{number(a)},{number(b)}" for a, b in points)
    return element("polyline", points=shape, fill="none", stroke_width=1.4)


def _arrow(mark: Mark, x: float, y: float) -> str:
    """Return the arrow with P from below; from the right where the slash takes the left."""
    side = 1 if mark.deceased else -1
    reach = REACH + (RING if mark.flagged else 0)
    tip_x, tip_y = x + side * (reach - 1.5), y + reach - 1.5
    end_x, end_y = tip_x + side * 9, tip_y + 5.8
    head = (
        (tip_x, tip_y),
        (tip_x + side * 6.4, tip_y + 0.6),
        (tip_x + side * 3.2, tip_y + 5.2),
    )
    shape = " ".join(f"{number(a)},{number(b)}" for a, b in head)
    return (
        element("line", x1=end_x, y1=end_y, x2=tip_x + side * 3, y2=tip_y + 1.8, stroke_width=1.6)
        + element("polygon", points=shape, fill=INK, stroke="none")
        + written("P", end_x + side * 3.4, end_y + 4.6, bold=True)
    )


def _badge(order: int, x: float, y: float) -> str:
    return element("circle", cx=x, cy=y, r=6.2, fill=PAPER, stroke_width=THIN) + written(
        str(order), x, y + 3.1, bold=True
    )
