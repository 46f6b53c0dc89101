"""Picks from large pieces of a VCF the lines that may reach into a gene, by their bytes alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from genetics.panel import Interval
from genetics.readers.chunks import Chunks, lines_in
from genetics.readers.header import Header
from genetics.readers.numbers import MOST_DIGITS
from genetics.readers.records import Line
from genetics.readers.streamed import Stream, Tally
from genetics.readers.territory import Territory

# Of a file that is not known to be longer so much is read before numpy is loaded, which costs as
# much as to look at this line by line (measured).
_LINE_BY_LINE = 4 << 20
# Memory of up to this size that was given back once is kept by the C library (glibc) from then on
# for what comes next; else each chunk would have the kernel find and empty new pages for it.
_KEPT_FREE = 4 << 20
_LONGEST_CONTIG = 64
# The columns a line must have to be looked at by its bytes: up to INFO.
_TO_INFO = 8

_TAB, _LINE_END, _NUMBER_SIGN, _SEMICOLON, _DOT, _ANGLE = b"\t\n#;.<"
_MARK_OF_BYTE_ORDER = 0xEF

# Of a word: how many bytes and bits, and what is done with eight digits in it at once.
_WORD, _BITS = 8, 8
_ZEROS = int.from_bytes(b"0" * _WORD, "little")
_ABOVE_NINE = int.from_bytes(bytes([0x80 - 10] * _WORD), "little")
_UPPERMOST = int.from_bytes(b"\x80" * _WORD, "little")
_PAIRS, _FOURS, _EIGHT = 0x00FF00FF00FF00FF, 0x0000FFFF0000FFFF, 0x00000000FFFFFFFF
_END = int.from_bytes(b"END=", "little")
_END_LENGTH = 4


def sifted(
    file: str, chunks: Chunks, header: Header, territory: Territory, tally: Tally
) -> Iterator[Line]:
    """Yield what `streamed` yields for the same lines, and refuse and note the same.

    - A chunk in which every line has the columns of the header, a POS in digits and no byte
      order mark is looked at as a whole. Lines on our chromosomes that lie in the territory,
      or may reach into it by REF, END or SVLEN, are then looked at one by one.
    - Any other chunk is looked at line by line: the file will be refused for it, or it holds
      empty lines. So is a small file, and the first part of what comes by a pipe.
    """
    stream = Stream(file, header, territory, tally)
    seen = chunks.at_least
    for chunk in chunks:
        numpy = _numpy(seen)
        table = _table(numpy, chunk, stream.tabs) if numpy else None
        if table is None:
            for line in lines_in(chunk):
                found = stream.look_at(line, chunks.number)
                chunks.number += 1
                if found:
                    yield found
        else:
            yield from _sifted_table(table, stream, chunks.number)
            chunks.number += table.rows
        seen += len(chunk)


def _numpy(seen: int) -> Any:
    """Return numpy where it is loaded already or worth its loading."""
    if seen < _LINE_BY_LINE and "numpy" not in sys.modules:
        return None
    import numpy

    bytes(_KEPT_FREE)
    return numpy


@dataclass(frozen=True)
class _Table:
    """A chunk of well-shaped lines: where each begins and its columns end, and its POS.

    `words` are the eight bytes from every place on, the first of them lowest, as one number:
    letters are compared and digits counted by eights.
    """

    np: Any
    chunk: bytes
    data: Any
    words: Any
    starts: Any
    ends: Any
    positions: Any

    @property
    def rows(self) -> int:
        return len(self.starts)

    def line(self, row: int) -> bytes:
        """Return one line, without its end."""
        return self.chunk[self.starts[row] : self.ends[row, -1]].rstrip(b"\r")

    def contig(self, row: int) -> bytes:
        return self.chunk[self.starts[row] : self.ends[row, 0]]

    @cached_property
    def continues(self) -> Any:
        """Whether each row is on the same contig as the one before it."""
        np = self.np
        lengths = self.ends[:, 0] - self.starts
        same = np.zeros(self.rows, bool)
        same[1:] = lengths[1:] == lengths[:-1]
        for at in range(0, int(lengths.max()), _WORD):
            letters, _ = _word(np, self.words, self.starts, lengths, at)
            same[1:] &= letters[1:] == letters[:-1]
        return same


def _table(np: Any, chunk: bytes, tabs: int) -> _Table | None:
    """Return where the columns of a chunk are; None where a line may be none of a VCF."""
    if tabs < _TO_INFO - 1 or not chunk.endswith(b"\n"):
        return None
    data = np.frombuffer(chunk, np.uint8)
    rows = int(np.count_nonzero(data == _LINE_END))
    marks = np.flatnonzero((data - np.uint8(_TAB)) < 2)  # tabs and line ends
    if len(marks) != rows * (tabs + 1):
        return None
    ends = marks.reshape(rows, tabs + 1)
    if (data[ends[:, -1]] != _LINE_END).any():
        return None
    starts = np.concatenate(([0], ends[:-1, -1] + 1))
    first = data[starts]
    if ((first == _NUMBER_SIGN) | (first == _MARK_OF_BYTE_ORDER)).any():
        return None
    lengths = ends[:, 1] - ends[:, 0] - 1
    shortest, longest = lengths.min(), lengths.max()
    if not shortest or longest > MOST_DIGITS or (ends[:, 0] - starts).max() > _LONGEST_CONTIG:
        return None
    words = np.ndarray((len(chunk) + 1,), "<u8", chunk + bytes(_WORD), 0, (1,))
    positions, are_digits = _numbers(np, words, ends[:, 0] + 1, lengths)
    if not are_digits.all():
        return None
    return _Table(np, chunk, data, words, starts, ends, positions)


def _word(np: Any, words: Any, begins: Any, lengths: Any, at: int) -> tuple[Any, Any]:
    """Return the bytes of each text from its byte `at` on, eight at most, and how many they are.

    They stand at the upper end of a word, the last of them uppermost; below them are zeros.
    """
    count = np.clip(lengths - at, 0, _WORD)
    word = words[np.minimum(begins + at, len(words) - 1)]
    return np.where(count > 0, word << (_BITS * (_WORD - count) % 64).astype(np.uint64), 0), count


def _numbers(np: Any, words: Any, begins: Any, lengths: Any) -> tuple[Any, Any]:
    """Return the numbers written so, and whether each is written in digits alone.

    Eight digits are counted at once: neighbours to pairs, pairs to fours, fours to eight.
    """
    values = np.zeros(len(begins), np.uint64)
    are_digits = np.ones(len(begins), bool)
    scales = np.array([10**count for count in range(_WORD + 1)], np.uint64)
    for at in range(0, int(lengths.max()), _WORD):
        word, count = _word(np, words, begins, lengths, at)
        unused = (_ZEROS >> (_BITS * count % 64).astype(np.uint64)) * (count < _WORD)
        digits = (word | unused) - _ZEROS
        are_digits &= ((digits | (digits + _ABOVE_NINE)) & _UPPERMOST) == 0
        digits = (digits * 10 + (digits >> 8)) & _PAIRS
        digits = (digits * 100 + (digits >> 16)) & _FOURS
        digits = (digits * 10_000 + (digits >> 32)) & _EIGHT
        values = values * scales[count] + digits
    return values.astype(np.int64), are_digits


def _sifted_table(table: _Table, stream: Stream, number: int) -> Iterator[Line]:
    np, positions = table.np, table.positions
    stream.tally.records += table.rows
    breaks = np.zeros(table.rows, bool)
    breaks[1:] = table.continues[1:] & (positions[1:] < positions[:-1])
    begins = [*np.flatnonzero(~table.continues).tolist(), table.rows]
    for begin, end in pairwise(begins):
        chrom = stream.order.see(table.contig(begin), int(positions[begin]), number + begin)
        broken = np.flatnonzero(breaks[begin:end])
        disorder = number + begin + int(broken[0]) if len(broken) else None
        stream.order.see_more(int(positions[end - 1]), disorder)
        stretches = stream.territory.stretches.get(chrom, ())
        if stretches:
            for row in _reaching(table, begin, end, stretches).tolist():
                if found := stream.touching(chrom, table.line(row), number + row):
                    yield found


def _reaching(table: _Table, begin: int, end: int, stretches: tuple[Interval, ...]) -> Any:
    """Return the rows from `begin` to `end` that may touch the stretches, and none that do not
    follow the rule of `last_base`; those whose END or SVLEN is not plain are among them.
    """
    np = table.np
    rows = np.arange(begin, end)
    columns = table.ends[begin:end]
    positions = table.positions[begin:end]
    last = positions + (columns[:, 3] - columns[:, 2] - 2)
    symbolic = np.flatnonzero(_symbolic(table, columns))
    doubtful = np.zeros(len(rows), bool)
    if len(symbolic):
        stated, plain = _stated_ends(table, columns[symbolic])
        last[symbolic] = np.maximum(last[symbolic], stated)
        doubtful[symbolic] = ~plain
    may_touch = doubtful
    for stretch in stretches:
        may_touch |= (positions <= stretch.end) & (last >= stretch.start)
    return rows[may_touch]


def _symbolic(table: _Table, columns: Any) -> Any:
    """Whether each ALT is "." or holds a symbolic allele: then END and SVLEN count."""
    np = table.np
    alts, ends = columns[:, 3] + 1, columns[:, 4]
    symbolic = (ends - alts == 1) & (table.data[alts] == _DOT)
    low, high = int(alts[0]), int(ends[-1])
    if table.chunk.find(b"<", low, high) >= 0:
        angles = np.flatnonzero(table.data[low:high] == _ANGLE) + low
        row = np.searchsorted(ends, angles)
        symbolic[row[angles >= alts[row]]] = True
    return symbolic


def _stated_ends(table: _Table, columns: Any) -> tuple[Any, Any]:
    """Return the END of each row (0: none), and whether that is plainly all that its INFO says.

    It is for an INFO that begins with END=, as a reference block has it, and for one without
    END; an SVLEN anywhere near sends all of these rows to be looked at one by one.
    """
    np = table.np
    infos, closes = columns[:, 6] + 1, columns[:, 7]
    low, high = int(infos[0]), int(closes[-1])
    if table.chunk.find(b"SVLEN=", low, high) >= 0:
        return np.zeros(len(columns), np.int64), np.zeros(len(columns), bool)
    begins = (table.words[infos] & 0xFFFFFFFF) == _END
    semicolons = np.append(np.flatnonzero(table.data[low:high] == _SEMICOLON) + low, high)
    numbers = infos + _END_LENGTH
    lengths = (
        np.minimum(semicolons[np.searchsorted(semicolons, np.minimum(numbers, high))], closes)
        - numbers
    )
    values, are_digits = _numbers(np, table.words, numbers, np.clip(lengths, 0, MOST_DIGITS))
    closed = are_digits & (lengths > 0) & (lengths <= MOST_DIGITS)
    no_other = table.chunk.find(b";END=", low, high) < 0
    plain = np.where(begins, closed, no_other)
    return np.where(begins & plain, values, 0), plain
