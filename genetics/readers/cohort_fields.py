"""Finds where each value stands in the bytes of a cohort's columns; weighs AD in many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from genetics.allele_reads import NOTED_READS
from genetics.readers.numbers import MOST_DIGITS

if TYPE_CHECKING:
    import numpy

    Numbers = numpy.ndarray[Any, numpy.dtype[numpy.int64]]
    Marks = numpy.ndarray[Any, numpy.dtype[numpy.bool_]]

WORD = 8
"""So many bytes are looked at together; there is as much room before and after the columns."""

_TAB, _COLON, _COMMA, _ZERO, _DOT = b"\t:,0."


@dataclass(frozen=True)
class Fields:
    """Where the values of each column end: `separators` are all tabs and colons in order.

    `table` has them by column, where all columns have as many values. Else `firsts` are the
    numbers of the separators that end the first value of a column, `counts` how many it has.
    """

    separators: Numbers
    starts: Numbers
    ends: Numbers
    firsts: Numbers
    counts: Numbers
    table: Numbers | None = None

    @cached_property
    def longest(self) -> int:
        """Return how long the longest value of all is."""
        first, lengths = self.separators[0] - WORD, self.separators[1:] - self.separators[:-1]
        return max(int(lengths.max(initial=0)) - 1, int(first))

    def has_more_than(self, names: int) -> Marks | bool:
        """Whether the columns have more values than so many."""
        return self.table.shape[1] > names if self.table is not None else self.counts > names

    def bounds(self, number: int) -> tuple[Numbers, Numbers]:
        """Return where the value of this number (from 1 on: GT is 0) begins and ends.

        In a column that is cut short before it, it begins and ends at the end of the column.
        """
        import numpy as np

        if self.table is not None:
            if number >= self.table.shape[1]:
                return self.ends, self.ends
            return self.table[:, number - 1] + 1, self.table[:, number]
        at = self.firsts + np.minimum(number, self.counts - 1)
        end = self.separators[at]
        begin = self.separators[np.maximum(at - 1, 0)] + 1
        return np.where(self.counts > number, begin, end), end


def fields_of(raw: bytes, count: int) -> Fields | None:
    """Return where the values are; None where there are not so many columns."""
    import numpy as np

    body = np.frombuffer(raw, np.uint8)[: 1 - WORD]
    tabs = body == _TAB
    if np.count_nonzero(tabs) != count + WORD:
        return None
    separators = (tabs | (body == _COLON)).nonzero()[0][WORD:]
    width, over = divmod(len(separators), count)
    if not over:
        table = separators.reshape(count, width)
        ends = table[:, -1]
        if tabs[ends].all():
            starts = np.concatenate(([WORD], ends[:-1] + 1))
            return Fields(separators, starts, ends, separators[:0], separators[:0], table)
    lasts = tabs[separators].nonzero()[0]
    ends = separators[lasts]
    starts = np.concatenate(([WORD], ends[:-1] + 1))
    firsts = np.concatenate(([0], lasts[:-1] + 1))
    return Fields(separators, starts, ends, firsts, lasts - firsts + 1)


def shows_reference(raw: bytes, begin: Numbers, end: Numbers, alts: int) -> Marks:
    """Whether AD is plain: nothing, ".", or digits and then so many small numbers.

    Eight bytes are looked at together, from the end of the value on.
    """
    import numpy as np

    words = np.ndarray((len(raw) - WORD + 1,), "<u8", raw, 0, (1,))
    length = end - begin
    plain = (length > 2 * alts) & (length <= 2 * alts + MOST_DIGITS)
    used = _used()
    longest = min(int(length.max(initial=0)), 2 * alts + MOST_DIGITS)
    for at, (expected, room) in enumerate(_patterns(alts, longest)):
        there = length - WORD * at if longest <= WORD else np.clip(length - WORD * at, 0, WORD)
        word = (words[np.maximum(end - WORD * (at + 1), 0)] ^ expected) & used[there]
        plain &= ((word + room | word) & _UPPERMOST) == 0
    others = (~plain).nonzero()[0]
    buffer, lengths = np.frombuffer(raw, np.uint8), length[others]
    plain[others[(lengths == 0) | (lengths == 1) & (buffer[begin[others]] == _DOT)]] = True
    return np.asarray(plain)


_ALL = (1 << 8 * WORD) - 1


@lru_cache(maxsize=1)
def _used() -> Any:
    """Return for each length, up to eight, the bits that so many last bytes of a word have."""
    import numpy as np

    return np.array([-1 << 8 * (WORD - count) & _ALL for count in range(WORD + 1)], np.uint64)


_UPPERMOST = int.from_bytes(b"\x80" * WORD, "little")


@lru_cache(maxsize=256)
def _patterns(alts: int, longest: int) -> tuple[tuple[int, int], ...]:
    """Return for each eight bytes, from the end on, what they are compared with.

    First what is expected in each byte: "0" for a digit, a comma; then what may be added to the
    difference before it reaches the uppermost bit: any digit, a small one, or nothing else.
    """
    places = -(-longest // WORD) * WORD
    small, comma, digit = (_ZERO, 0x80 - NOTED_READS), (_COMMA, 0x7F), (_ZERO, 0x80 - 10)
    from_end = ([small, comma] * alts + [digit] * places)[:places]
    return tuple(
        (
            int.from_bytes(bytes(one for one, _ in from_end[at : at + WORD]), "big"),
            int.from_bytes(bytes(room for _, room in from_end[at : at + WORD]), "big"),
        )
        for at in range(0, places, WORD)
    )
