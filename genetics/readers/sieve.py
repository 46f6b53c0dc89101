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

# As long as a file has not more text than this, loading numpy costs more than it saves.
_LINE_BY_LINE = 4 << 20
_LONGEST_CONTIG = 64
# The columns a line must have to be looked at by its bytes: up to INFO.
_TO_INFO = 8

_TAB, _LINE_END, _NUMBER_SIGN, _SEMICOLON = b"\t\n#;"
_DOT, _ANGLE, _ZERO = b".<0"
_MARK_OF_BYTE_ORDER = 0xEF


def sifted(
    file: str, chunks: Chunks, header: Header, territory: Territory, tally: Tally
) -> Iterator[Line]:
    """Yield what `streamed` yields for the same lines, and refuse and note the same.

    - A chunk in which every line has the columns of the header, a POS in digits and no byte
      order mark is looked at as a whole. Lines on our chromosomes that lie in the territory,
      or may reach into it by REF, END or SVLEN, are then looked at one by one.
    - Any other chunk is looked at line by line: the file will be refused for it, or it holds
      empty lines. So is the first part of a file, and all of it where numpy is not installed.
    """
    stream = Stream(file, header, territory, tally)
    seen = 0
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
    """Return numpy where it is installed, and loaded already or worth its loading."""
    if seen < _LINE_BY_LINE and "numpy" not in sys.modules:
        return None
    try:
        import numpy
    except ImportError:
        return None
    return numpy


@dataclass(frozen=True)
class _Table:
    """A chunk of well-shaped lines: where each begins and its columns end, and its POS."""

    np: Any
    chunk: bytes
    data: Any
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
        for place in range(int(lengths.max())):
            letters = _bytes_at(self, self.starts + place)
            same[1:] &= (letters[1:] == letters[:-1]) | (lengths[1:] <= place)
        return same


def _table(np: Any, chunk: bytes, tabs: int) -> _Table | None:
    """Return where the columns of a chunk are; None where a line may be none of a VCF."""
    rows = chunk.count(b"\n")
    if tabs < _TO_INFO - 1 or not chunk.endswith(b"\n"):
        return None
    data = np.frombuffer(chunk, np.uint8)
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
    if lengths.max() > MOST_DIGITS or (ends[:, 0] - starts).max() > _LONGEST_CONTIG:
        return None
    table = _Table(np, chunk, data, starts, ends, None)
    positions, digits, _ = _numbers(table, ends[:, 0] + 1)
    if (digits != lengths).any() or not lengths.min():
        return None
    return _Table(np, chunk, data, starts, ends, positions)


def _bytes_at(table: _Table, places: Any) -> Any:
    return table.data[table.np.minimum(places, len(table.data) - 1)]


def _numbers(table: _Table, places: Any) -> tuple[Any, Any, Any]:
    """Return the numbers that begin at these places, how many digits each has, what follows.

    Digits beyond the most that can be meant are not read: one follows the number then.
    """
    np = table.np
    values = np.zeros(len(places), np.int64)
    digits = np.zeros(len(places), np.int64)
    going = np.ones(len(places), bool)
    for at in range(MOST_DIGITS):
        digit = _bytes_at(table, places + at) - np.uint8(_ZERO)
        going &= digit < 10
        if not going.any():
            break
        values = np.where(going, values * 10 + digit, values)
        digits += going
    return values, digits, _bytes_at(table, places + digits)


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
    infos = columns[:, 6] + 1
    low, high = int(infos[0]), int(columns[-1, -1])
    if table.chunk.find(b"SVLEN=", low, high) >= 0:
        return np.zeros(len(columns), np.int64), np.zeros(len(columns), bool)
    begins = np.ones(len(columns), bool)
    for at, letter in enumerate(b"END="):
        begins &= _bytes_at(table, infos + at) == letter
    values, digits, after = _numbers(table, infos + len(b"END="))
    closed = (after == _SEMICOLON) | (after == _TAB) | (after == _LINE_END)
    no_other = table.chunk.find(b";END=", low, high) < 0
    plain = np.where(begins, (digits > 0) & closed, no_other)
    return np.where(begins & plain, values, 0), plain
