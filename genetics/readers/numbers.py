"""Whole numbers as a VCF or BED writes them: digits, and not so many that none can be meant."""

from __future__ import annotations

MOST_DIGITS = 18
"""More digits than any place, depth or length needs, and what fits in 64 bits."""


class Unreliable(ValueError):
    """A value that cannot be relied on; the text says what is wrong."""


def is_whole_number(text: str) -> bool:
    """Whether a text is digits alone, at most `MOST_DIGITS`."""
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


def whole_number(name: str, text: str) -> int | None:
    """Return a number, None where none is written. Raises Unreliable for one beyond all sense."""
    if not text.isdecimal():
        return None
    if not is_whole_number(text):
        raise Unreliable(f"{name} {shortened(text)} is no number that can be meant")
    return int(text)


def shortened(text: str) -> str:
    """Return a value for a message: all of it, or how it begins."""
    return text if len(text) <= 2 * MOST_DIGITS else f"{text[:MOST_DIGITS]}…"
