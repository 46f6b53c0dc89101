"""Tells which lines of a large piece of a VCF may reach into a gene, by REF, END or SVLEN."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from genetics.intervals import Interval
from genetics.readers.numbers import MOST_DIGITS
from genetics.readers.table import Places, Table, Truths, numbers_in, words_of

_SEMICOLON, _DOT = b";."
_END = np.uint64(int.from_bytes(b"END=", "little"))
_FOUR_BYTES = np.uint64(0xFFFFFFFF)
_END_LENGTH, _WORD = 4, 8
_REF, _ALT, _INFO = 3, 4, 7


def reaching(table: Table, begin: int, end: int, stretches: Sequence[Interval]) -> list[int]:
    """Return the rows from `begin` to `end`, all on one contig, that may touch the stretches.

    None is left out that touches them by the rule of `last_base`; those whose END or SVLEN is
    not plain are among the rows. Nothing reaches to the left: no row is looked at where all
    begin behind the last stretch.
    """
    positions = table.positions[begin:end]
    if positions.min() > stretches[-1].end:
        return []
    columns = table.columns(begin, end)
    last = positions + (columns[:, _REF] - columns[:, _REF - 1] - 2)
    may_touch = np.zeros(end - begin, bool)
    alts = columns[:, _ALT - 1] + 1
    # END counts where an allele is symbolic or none; never where ALT is one letter.
    longer = np.flatnonzero((columns[:, _ALT] - alts != 1) | (table.signs[alts] == _DOT))
    if len(longer):
        stated, plain = _stated_ends(table, columns[longer])
        last[longer] = np.maximum(last[longer], stated)
        may_touch[longer] = ~plain
    may_touch &= positions <= stretches[-1].end
    for stretch in stretches:
        may_touch |= (positions <= stretch.end) & (last >= stretch.start)
    rows: list[int] = (begin + np.flatnonzero(may_touch)).tolist()
    return rows


def _stated_ends(table: Table, columns: Places) -> tuple[Places, Truths]:
    """Return the END of each row (0: none), and whether that is plainly all that its INFO says.

    It is for an INFO that begins with END=, as a reference block has it, and for one without
    END; an SVLEN anywhere near sends all of these rows to be looked at one by one.
    """
    infos, closes = columns[:, _INFO - 1] + 1, columns[:, _INFO]
    low, high = int(infos[0]), int(closes[-1])
    if table.chunk.find(b"SVLEN=", low, high) >= 0:
        return np.zeros(len(columns), np.int64), np.zeros(len(columns), bool)
    # Behind the chunk, what follows the last INFO must be a word as well.
    words = words_of(table.chunk[low:high] + bytes(_END_LENGTH + 2 * _WORD))
    begins = (words[infos - low] & _FOUR_BYTES) == _END
    semicolons = np.append(np.flatnonzero(table.signs[low:high] == _SEMICOLON) + low, high)
    numbers = infos + _END_LENGTH
    following = semicolons[np.searchsorted(semicolons, np.minimum(numbers, high))]
    lengths = np.minimum(following, closes) - numbers
    digits = np.clip(lengths, 0, MOST_DIGITS)
    values, are_digits = numbers_in(words, numbers - low, digits)
    closed = are_digits & (lengths > 0) & (lengths <= MOST_DIGITS)
    no_other = table.chunk.find(b";END=", low, high) < 0
    plain = np.where(begins, closed, no_other)
    return np.where(begins & plain, values, 0), plain
