"""The key: the symbols that a drawing uses, each with its meaning, and no others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pedigrees.drawing.figure import Layout
from pedigrees.drawing.ink import element, number, written
from pedigrees.drawing.key_lines import line_entries
from pedigrees.drawing.key_symbols import letter_entries, symbol_entries
from pedigrees.drawing.lettering import width_of, wrapped
from pedigrees.drawing.marks import Mark
from pedigrees.drawing.words import Told

ROOM, BESIDE, LINE_HEIGHT, TEXT_LINE = 52.0, 12.0, 36.0, 10.6
"""Room for a symbol, between two entries, from one line of entries to the next, and from one
line of text to the next."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key as SVG, with its height."""

    svg: str
    height: float


def key_of(
    layout: Layout,
    marks: Iterable[Mark],
    told: Told,
    donations: frozenset[tuple[str, ...]],
    width: float,
) -> Key:
    """Return the key of a drawing, in lines of this width."""
    used = list(marks)
    entries = [
        *symbol_entries(used, told.patterns, told.show),
        *letter_entries(used),
        *line_entries(layout, used, donations),
    ]
    x, y, deepest, parts = 0.0, LINE_HEIGHT / 2, 0, []
    for picture, meaning in entries:
        texts = wrapped(meaning, width - ROOM)
        taken = ROOM + max(width_of(text) for text in texts)
        if x and x + taken > width:
            x, y, deepest = 0.0, y + _height(deepest), 0
        deepest = max(deepest, len(texts))
        moved = f"translate({number(x + ROOM / 2)} {number(y)})"
        parts.append(element("g", picture, transform=moved))
        parts += [
            written(text, x + ROOM - 2, y + 3 + row * TEXT_LINE, anchor="start")
            for row, text in enumerate(texts)
        ]
        x += taken + BESIDE
    return Key("".join(parts), y + _height(deepest) - LINE_HEIGHT / 2)


def _height(lines: int) -> float:
    """Return the height of a line of entries; a long name of a condition makes it higher."""
    return LINE_HEIGHT + TEXT_LINE * max(lines - 2, 0)
