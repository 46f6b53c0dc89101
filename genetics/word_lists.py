"""Words in a row, as one would say them: one of them, the first few, or all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from genetics.phrases import say


def or_list(words: Sequence[str]) -> str:
    """Join words of which one counts: "Cys, Ter or Trp"."""
    if len(words) < 2:
        return "".join(words)
    return say("{first} or {last}", first=", ".join(words[:-1]), last=words[-1])


def first_few(words: Sequence[str], limit: int) -> str:
    """Name the first few and count the rest: "A, B, C and 12 more"."""
    shown = ", ".join(words[:limit])
    more = len(words) - limit
    return say("{shown} and {more} more", shown=shown, more=more) if more > 0 else shown


def one_by_one(words: Iterable[str]) -> str:
    """Join words with a word between each two: "A and B and C"; "" without any."""
    told = list(words)
    if not told:
        return ""
    return reduce(lambda first, last: say("{first} and {last}", first=first, last=last), told)
