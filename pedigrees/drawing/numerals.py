"""Generation numerals, and the number of each person in the generation: I-1, II-3."""

from __future__ import annotations

from collections import Counter

from pedigrees.drawing.figure import Layout

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(value: int) -> str:
    """Return a number in Roman signs."""
    numeral = ""
    for worth, signs in ROMAN:
        while value >= worth:
            numeral, value = numeral + signs, value - worth
    return numeral


def numbers_of(layout: Layout) -> dict[str, str]:
    """Return the number of each person: the generation, then from left to right within it.

    Where parts of a family stand below others, their first generation is I again, and its
    numbers go on. Someone who is drawn twice has the number of the first symbol. A pregnancy
    that is recorded with the pregnant person has none.
    """
    counted: Counter[int] = Counter()
    numbers = {}
    for place in sorted(layout.places, key=lambda one: (one.generation, one.x)):
        if not place.copy and not place.pregnancy:
            level = layout.level(place.generation)
            counted[level] += 1
            numbers[place.person] = f"{roman(level + 1)}-{counted[level]}"
    return numbers
