"""The second reading of the records that matter: by pysam, which must read what we have read."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Self

from genetics.errors import InputRejected, Mistake, UsageError
from genetics.genotypes import Genotype
from genetics.readers.departures import departures_in
from genetics.readers.header import Header
from genetics.readers.on_demand import Called
from genetics.readers.quiet import quiet
from genetics.readers.records import Layout, Line, Record, require_same, unreadable

_FIXED = 9
# So many genotypes of a cohort stand in one line for pysam.
_SLOTS = 8


class SecondReading:
    """Keeps records as text in a file without a name, and has pysam read them when all are there.

    - A record is kept whole, and each of its genotypes is compared.
    - Of a cohort (`Called`) one column is kept for each way in which a genotype is written, and
      that is compared: what ``0/1`` means is the same in every column. Columns that are plainly
      reference are not read again.

    Raises InputRejected for a difference, and UsageError where nothing can be written.
    """

    def __init__(self, header: Header, layout: Layout) -> None:
        self._header = header
        self._layout = layout
        self._columns = header.samples
        self._lines = [*header.lines]
        if layout.is_cohort:
            self._columns = header.samples[:_SLOTS]
            self._lines[-1] = "\t".join([*header.lines[-1].split("\t")[:_FIXED], *self._columns])
        self._genotypes: list[tuple[Record, Sequence[Genotype]]] = []

    def __enter__(self) -> Self:
        with _room_is_needed():
            self._kept = tempfile.TemporaryFile()
            self._write(self._lines)
        return self

    def __exit__(self, *raised: object) -> None:
        self._kept.close()

    def keep(self, line: Line, record: Record) -> None:
        """Keep the text of a record, or of a cohort the part of it that is to be compared."""
        with _room_is_needed():
            if not self._layout.is_cohort:
                self._genotypes.append((record, record.genotypes))
                self._write([line.text])
                return
            fixed = line.text.split("\t", _FIXED)[:_FIXED]
            for ways in _in_slots(record.genotypes):
                columns = [column for column, _ in ways]
                empty = ["."] * (len(self._columns) - len(ways))
                self._genotypes.append((record, [genotype for _, genotype in ways]))
                self._write(["\t".join([*fixed, *columns, *empty])])

    def require_same(self) -> None:
        """Have pysam read all that was kept."""
        import pysam

        with _room_is_needed():
            self._kept.seek(0)
        with quiet():
            try:
                opened = pysam.VariantFile(self._kept)
            except (OSError, ValueError):
                what = "the header cannot be read"
                remedy = "make the file again, or look for the fault with `bcftools view -h`"
                raise InputRejected(Mistake(what, remedy, self._layout.file)) from None
            with opened:
                for number, (record, genotypes) in enumerate(self._genotypes):
                    try:
                        other = next(opened)
                    except (OSError, ValueError, StopIteration) as error:
                        text = self._line(len(self._lines) + number)
                        why = "; ".join(departures_in(text, self._header)) or str(error)
                        raise unreadable(record, why, self._layout) from None
                    names = self._columns if self._layout.is_cohort else ()
                    require_same(record, genotypes, names, other, self._layout)

    def _write(self, lines: Sequence[str]) -> None:
        self._kept.write("".join(f"{line}\n" for line in lines).encode())

    def _line(self, number: int) -> str:
        self._kept.seek(0)
        return next(itertools.islice(self._kept, number, None)).decode().rstrip("\n")


def _in_slots(genotypes: Sequence[Genotype]) -> Iterator[Sequence[tuple[str, Genotype]]]:
    """Yield the ways in which genotypes are written, so many at once as there are columns."""
    ways = genotypes.one_of_each() if isinstance(genotypes, Called) else ()
    for at in range(0, max(len(ways), 1), _SLOTS):
        yield ways[at : at + _SLOTS]


@contextmanager
def _room_is_needed() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"the temporary folder cannot be written ({error.strerror})"
        raise UsageError(Mistake(what, "make room in it, or set TMPDIR")) from None
