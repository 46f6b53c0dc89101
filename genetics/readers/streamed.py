"""Reads a text VCF from its first line to its last: without an index, or from a pipe."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from genetics.errors import InputRejected, Mistake
from genetics.intervals import Interval
from genetics.phrases import say
from genetics.readers.header import Header, plain_chromosome, resembled_chromosome
from genetics.readers.numbers import MOST_DIGITS, Unreliable, shortened
from genetics.readers.records import Line, last_base, misshapen, rejected
from genetics.readers.territory import Territory

# So many columns stand before the samples or FORMAT.
_TO_INFO = 8


@dataclass(slots=True)
class Tally:
    """What was seen on the way: how many records, on which chromosomes, and what to doubt."""

    records: int = 0
    chromosomes: set[str] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)

    def look_at_names(self, contigs: Iterable[str], ours: Collection[str]) -> None:
        """Note the contigs of a file read by its index that may be chromosomes of ours."""
        for contig in contigs:
            meant = resembled_chromosome(contig)
            if meant in ours:
                self.warnings.append(
                    say(
                        "{contig} is no name of a chromosome, though it looks like {chromosome}: "
                        "its records were not read",
                        contig=repr(contig),
                        chromosome=meant,
                    )
                )

    def look_at_end(self, line: bytes, number: int) -> None:
        """Note a line without an end: whatever followed it may be lost."""
        if not line.endswith(b"\n"):
            self.warnings.append(
                say("line {line}: no line end, the file may have been cut short", line=number)
            )


def header_lines(file: str, lines: Iterable[bytes], tally: Tally | None = None) -> list[str]:
    """Take the header off the lines, up to and with the line of column names."""
    header: list[str] = []
    for number, line in enumerate(lines, start=1):
        if tally is not None:
            tally.look_at_end(line, number)
        header.append(line.decode("utf-8", "replace").rstrip("\r\n"))
        if not line.startswith(b"##"):
            break
    if not header[-1].startswith("#"):
        what = "the header ends without the line of column names (#CHROM POS ID …)"
        remedy = "make the file again, the header was damaged"
        raise InputRejected(Mistake(what, remedy, file, len(header)))
    return header


def streamed(
    file: str, lines: Iterable[bytes], header: Header, territory: Territory, tally: Tally
) -> Iterator[Line]:
    """Yield the records that touch the territory; look at the shape of every other one.

    Every line must have as many columns as the header and a position that is a number: a
    record that is damaged there might be one of ours. The order of the records does not
    matter.
    """
    stream = Stream(file, header, territory, tally)
    for number, line in enumerate(lines, start=len(header.lines) + 1):
        if found := stream.look_at(line, number):
            yield found


class Stream:
    """What is done with each line of a file that is read from first to last, as it comes by."""

    def __init__(self, file: str, header: Header, territory: Territory, tally: Tally) -> None:
        self.tabs = header.columns - 1
        self.order = Order(tally, territory.stretches)
        self.tally = tally
        self.territory = territory
        self._file = file
        self._header = header

    def look_at(self, line: bytes, number: int) -> Line | None:
        """Return the record if it touches the territory; refuse a line that is not one."""
        if not line.endswith(b"\n"):
            self.tally.look_at_end(line, number)
        raw = line.rstrip(b"\r\n")
        if not raw:
            return None
        if raw.count(b"\t") != self.tabs or raw.startswith(b"#"):
            raise _misshapen(self._file, raw, number, self._header)
        contig, position, _ = raw.split(b"\t", 2)
        if not position.isdigit() or len(position) > MOST_DIGITS:
            what = f"POS {shortened(position.decode('utf-8', 'replace'))} is not a position"
            raise rejected(Line("", number), self._file, what)
        self.tally.records += 1
        pos = int(position)
        stretches = self.territory.stretches.get(self.order.see(contig, pos, number))
        # Nothing reaches to the left.
        return (
            self.touching(stretches, raw, number)
            if stretches and pos <= stretches[-1].end
            else None
        )

    def touching(self, stretches: Sequence[Interval], raw: bytes, number: int) -> Line | None:
        """Return a well-shaped record if it touches these stretches of its chromosome."""
        _, position, _, ref, alt, _, _, info, *_ = raw.split(b"\t", _TO_INFO)
        pos = int(position)
        try:
            last = last_base(pos, _text(ref), _text(alt), _text(info))
        except Unreliable as error:
            raise rejected(Line("", number), self._file, str(error)) from None
        for stretch in stretches:
            if pos <= stretch.end and stretch.start <= last:
                return Line(_text(raw), number)
        return None


def _text(written: bytes) -> str:
    return written.decode("utf-8", "replace")


def _misshapen(file: str, raw: bytes, number: int, header: Header) -> InputRejected:
    line = Line("", number)
    if raw.startswith(b"#"):
        return rejected(line, file, "a header stands among the records: files were joined")
    return misshapen(line, file, raw.count(b"\t") + 1, header.columns)


class Order:
    """Names the chromosome of each record, and notes once if the file is not sorted.

    A name that may mean a chromosome of ours (``chr:X``, ``chr03``, ``NC_000023.11``) is noted.
    """

    def __init__(self, tally: Tally, chromosomes: Collection[str]) -> None:
        self._tally = tally
        self._chromosomes = chromosomes
        self._contig = b""
        self._chrom = ""
        self._position = 0
        self._finished: set[bytes] = set()
        self._sorted = True

    def see(self, contig: bytes, position: int, number: int) -> str:
        """Return the chromosome of the next record, named without "chr"."""
        if contig != self._contig:
            self._finished.add(self._contig)
            self._contig = contig
            self._chrom = plain_chromosome(contig.decode("utf-8", "replace"))
            self._look_at_name(contig not in self._finished, number)
            self._tally.chromosomes.add(self._chrom)
            in_order = contig not in self._finished
        else:
            in_order = position >= self._position
        self._position = position
        if not in_order:
            self.disorder(number)
        return self._chrom

    @property
    def unbroken(self) -> bool:
        """Whether the records came in order so far."""
        return self._sorted

    @property
    def contigs(self) -> set[bytes]:
        """The contigs of the records so far, as written."""
        return (self._finished | {self._contig}) - {b""}

    def see_more(self, last: int, disorder: int | None) -> None:
        """Go on, on the same chromosome, to the record at `last`; where the order was broken."""
        self._position = last
        if disorder is not None:
            self.disorder(disorder)

    def disorder(self, number: int) -> None:
        """Note, once, that the records are not in order."""
        if self._sorted:
            self._sorted = False
            self._tally.warnings.append(
                say("line {line}: the records are not in order; all were read", line=number)
            )

    def _look_at_name(self, is_new: bool, number: int) -> None:
        meant = resembled_chromosome(self._contig.decode("utf-8", "replace"))
        if is_new and self._chrom not in self._chromosomes and meant in self._chromosomes:
            self._tally.warnings.append(
                say(
                    "line {line}: {contig} is no name of a chromosome, though it looks like "
                    "{chromosome}: its records were not read",
                    line=number,
                    contig=repr(self._contig.decode("utf-8", "replace")),
                    chromosome=meant,
                )
            )
