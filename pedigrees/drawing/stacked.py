"""The parts of a family one under another, as one SVG image with a title for each part."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from genetics.phrases import say
from pedigrees.drawing.ink import element, number
from pedigrees.drawing.svg import Drawing, image

BETWEEN = 24.0
"""Points from the end of a part to the heading of the next."""


def stacked(drawings: Sequence[Drawing]) -> Drawing:
    """Return the parts as one image.

    Each is an image in a group, with its own title and description, so that a screen reader
    reads one part after the other; nothing in a drawing has an id, so none can clash.
    """
    if len(drawings) == 1:
        return drawings[0]
    title = say(
        "Family tree in {number} parts; who is in several joins them.", number=len(drawings)
    )
    content, y = [element("title", escape(title))], 0.0
    for drawing in drawings:
        moved = f"translate(0 {number(y)})"
        content.append(element("g", drawing.content, role="img", transform=moved))
        y += drawing.height + BETWEEN
    width, height = max(drawing.width for drawing in drawings), y - BETWEEN
    alternative = "\n".join([title, *(drawing.alternative for drawing in drawings)])
    svg = image("".join(content), width, height, role="group")
    return Drawing(svg, alternative, width, height)
