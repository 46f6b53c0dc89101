"""The elements that every part of a drawing is made of: lines, shapes, texts, and their sizes."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

INK = "#17212b"
PAPER = "#ffffff"
THIN, BOLD = 1.1, 2.2
DASHES, DOTS, DOTS_AND_DASHES = "4 3", "1.4 2.4", "7 2.5 1.4 2.5"

SQUARE, CIRCLE, DIAMOND = 11.0, 12.0, 14.0
"""Half the width of each symbol in points: they look equally large."""

TRIANGLE, TRIANGLE_FOOT = 9.5, 4.5
"""Half the width of a small triangle, and how far below the middle its foot lies."""

REACH = 12.0
RING = 4.0

Point = tuple[float, float]


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


def line(x1: float, y1: float, x2: float, y2: float, *, dashes: str = "") -> str:
    """Return a thin line, broken as `dashes` says."""
    broken = {"stroke_dasharray": dashes} if dashes else {}
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **broken)


def points(corners: Iterable[Point]) -> str:
    """Return corners as a polygon or a polyline names them."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def written(text: str, x: float, y: float, *, anchor: str = "middle", bold: bool = False) -> str:
    """Return a text; `y` is its base line."""
    weight = {"font_weight": "600"} if bold else {}
    return element(
        "text", escape(text), x=x, y=y, text_anchor=anchor, fill=INK, stroke="none", **weight
    )
