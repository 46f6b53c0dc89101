"""The second reading of the records that matter: by pysam, which must read what we have read."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Self

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
    """Keeps records as text in files without a name, and has pysam read them when all are there.

    - A record is kept whole, and each of its genotypes is compared.
    - Of a cohort (`Called`) one column is kept for each way in which a genotype is written, and
      that is compared: what ``0/1`` means is the same in every column. Columns that are plainly
      reference are not read again.
    - A cohort's record of which it is not sure that every value can be read (`are_numbers`) is
      kept whole: as with fewer people, pysam refuses a broken value in anybody's column.

    Raises InputRejected for a difference, and UsageError where nothing can be written.
    """

    def __init__(self, header: Header, layout: Layout) -> None:
        self._header = header
        self._layout = layout
        self._whole = _Kept(header.lines, ())
        names = header.samples[:_SLOTS]
        columns = "\t".join([*header.lines[-1].split("\t")[:_FIXED], *names])
        self._parts = _Kept((*header.lines[:-1], columns), names)

    def __enter__(self) -> Self:
        # Opened even if no record follows, for the header must be read as well.
        with _room_is_needed():
            (self._parts if self._layout.is_cohort else self._whole).open()
        return self

    def __exit__(self, *raised: object) -> None:
        self._whole.close()
        self._parts.close()

    def keep(self, line: Line, record: Record) -> None:
        """Keep the text of a record, or of a cohort the part of it that is to be compared."""
        genotypes = record.genotypes
        if not isinstance(genotypes, Called) or not self._layout.is_cohort:
            self._whole.add(line.text, record, genotypes)
        elif not record.are_numbers:
            one_of_each = [genotype for _, genotype in genotypes.one_of_each()]
            self._whole.add(line.text, record, one_of_each)
        else:
            fixed = line.text.split("\t", _FIXED)[:_FIXED]
            for ways in _in_slots(genotypes):
                columns = [column for column, _ in ways]
                empty = ["."] * (len(self._parts.names) - len(ways))
                text = "\t".join([*fixed, *columns, *empty])
                self._parts.add(text, record, [genotype for _, genotype in ways])

    def require_same(self) -> None:
        """Have pysam read all that was kept."""
        for kept in (self._whole, self._parts):
            kept.require_same(self._header, self._layout)


class _Kept:
    """Records in one file, with the genotypes that are to be found in them.

    `names` are the columns of these, where they do not stand in those of their samples.
    """

    def __init__(self, header: Sequence[str], names: Sequence[str]) -> None:
        self.names = names
        self._header = header
        self._genotypes: list[tuple[Record, Sequence[Genotype]]] = []
        self._file: IO[bytes] | None = None

    def open(self) -> IO[bytes]:
        """Return the file, which begins with the header."""
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
            self._file.write("".join(f"{line}\n" for line in self._header).encode())
        return self._file

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()

    def add(self, text: str, record: Record, genotypes: Sequence[Genotype]) -> None:
        """Put a record at the end, with the genotypes that are to be found in it."""
        with _room_is_needed():
            self.open().write(f"{text}\n".encode())
        self._genotypes.append((record, genotypes))

    def require_same(self, header: Header, layout: Layout) -> None:
        """Have pysam read the records one after the other."""
        import pysam

        if self._file is None:
            return
        with _room_is_needed():
            self._file.seek(0)
        with quiet():
            try:
                opened = pysam.VariantFile(self._file)
            except (OSError, ValueError):
                what = "the header cannot be read"
                remedy = "make the file again, or look for the fault with `bcftools view -h`"
                raise InputRejected(Mistake(what, remedy, layout.file)) from None
            with opened:
                for number, (record, genotypes) in enumerate(self._genotypes):
                    try:
                        other = next(opened)
                    except (OSError, ValueError, StopIteration) as error:
                        text = self._line(number)
                        why = "; ".join(departures_in(text, header)) or str(error)
                        raise unreadable(record, why, layout) from None
                    require_same(record, genotypes, self.names, other, layout)

    def _line(self, number: int) -> str:
        assert self._file is not None
        self._file.seek(0)
        line = next(itertools.islice(self._file, len(self._header) + number, None))
        return line.decode().rstrip("\n")


def _in_slots(genotypes: Called) -> Iterator[Sequence[tuple[str, Genotype]]]:
    """Yield the ways in which genotypes are written, so many at once as there are columns."""
    ways = genotypes.one_of_each()
    for at in range(0, max(len(ways), 1), _SLOTS):
        yield ways[at : at + _SLOTS]


@contextmanager
def _room_is_needed() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"the temporary folder cannot be written ({error.strerror})"
        raise UsageError(Mistake(what, "make room in it, or set TMPDIR")) from None
