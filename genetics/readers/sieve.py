"""Picks from large pieces of a VCF the lines that may reach into a gene, by their bytes alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from genetics.readers.chunks import Chunks, lines_in
from genetics.readers.header import Header
from genetics.readers.records import Line
from genetics.readers.streamed import Stream, Tally
from genetics.readers.territory import Territory

if TYPE_CHECKING:
    from genetics.readers.table import Table

# Of a file that is not known to be longer so much is read before numpy is loaded, which costs as
# much as to look at this line by line (measured).
_LINE_BY_LINE = 8 << 20
# Memory of up to this size that was given back once is kept by the C library (glibc) from then on
# for what comes next; else each chunk would have the kernel find and empty new pages for it.
_KEPT_FREE = 4 << 20


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
    bytes(_KEPT_FREE)
    for chunk in chunks:
        if (table := _table(chunk, stream.tabs, seen)) is not None:
            yield from _of_table(table, stream, chunks.number)
            chunks.number += table.rows
        else:
            for line in lines_in(chunk):
                found = stream.look_at(line, chunks.number)
                chunks.number += 1
                if found:
                    yield found
        seen += len(chunk)


def _table(chunk: bytes, tabs: int, seen: int) -> Table | None:
    """Return the table of a chunk where there is one, and numpy is loaded or worth its loading."""
    if "numpy" not in sys.modules and seen < _LINE_BY_LINE:
        return None
    from genetics.readers.table import Table

    return Table.of(chunk, tabs)


def _of_table(table: Table, stream: Stream, number: int) -> Iterator[Line]:
    from genetics.readers.reach import reaching

    stream.tally.records += table.rows
    for begin, end, disorder in table.runs():
        first, last = (int(table.positions[row]) for row in (begin, end - 1))
        chrom = stream.order.see(table.contig(begin), first, number + begin)
        stream.order.see_more(last, None if disorder is None else number + disorder)
        if stretches := stream.territory.stretches.get(chrom, ()):
            for row in reaching(table, begin, end, stretches):
                if found := stream.touching(stretches, table.line(row), number + row):
                    yield found
