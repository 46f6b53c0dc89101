"""Reads a BED file: the stretches that a laboratory names as callable."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from genetics.errors import InputRejected, Mistake, UsageError
from genetics.readers.header import plain_chromosome
from genetics.readers.numbers import is_whole_number, shortened
from genetics.readers.territory import Territory
from genetics.spans import Span, Spans, common, joined

CALLABLE = "CALLABLE"

# The other states that GATK CallableLoci and mosdepth --quantize write beside CALLABLE.
_NOT_CALLABLE = frozenset(
    {
        "REF_N",
        "NO_COVERAGE",
        "LOW_COVERAGE",
        "HIGH_COVERAGE",
        "EXCESSIVE_COVERAGE",
        "POOR_MAPPING_QUALITY",
    }
)
_HEADERS = ("#", "track", "browser")
_FORM = "a line of a BED is chromosome, start (from 0), end, parted by tabs"
_NAME_A_BED = "name a BED file (.bed, .bed.gz)"


@dataclass(frozen=True, slots=True)
class Bed:
    """What one BED file names of the bases that must be read, by chromosome without "chr"."""

    name: str
    spans: Mapping[str, Spans]

    def on(self, chrom: str) -> Spans:
        """Return the stretches on one chromosome, 1-based, both ends included."""
        return self.spans.get(chrom, ())


def read_bed(path: str | Path, territory: Territory) -> Bed:
    """Read a BED file, plain or gzip-packed; keep what must be read of our genes.

    - Start counts from 0 and is included, end is not: ``chrX 99 200`` is base 100 to 200.
    - ``chrX`` and ``X`` are the same; the order of the lines does not matter; stretches may
      overlap; empty lines and those that begin with #, track or browser are passed over.
    - Where the fourth column holds states (GATK CallableLoci, mosdepth --quantize), the
      lines that say CALLABLE count and no others. Any other name in it is only a name.
    - A number in the fourth column may be a depth, 0 included: the file is refused.

    Raises InputRejected with file and line for what is no BED.
    """
    rows = _Rows(str(path), territory)
    for number, line in enumerate(_lines(Path(path)), start=1):
        rows.add(line, number)
    return Bed(Path(path).name, rows.spans())


@dataclass(slots=True)
class _Rows:
    """The rows of one file as they are read, by chromosome and by whether they say CALLABLE."""

    file: str
    territory: Territory
    named_callable: dict[str, list[Span]] = field(default_factory=dict)
    others: dict[str, list[Span]] = field(default_factory=dict)
    has_states: bool = False

    def add(self, line: str, number: int) -> None:
        if not line.strip() or line.startswith(_HEADERS):
            return
        columns = line.split("\t") if "\t" in line else line.split()
        start, end = self._place(columns, number)
        state = columns[3].strip() if len(columns) > 3 else ""
        if _is_number(state):
            what = f"the fourth column holds a number ({state}), which may be a depth"
            raise self._wrong(number, what, "give only the callable stretches, without numbers")
        if state.upper() in _NOT_CALLABLE:
            self.has_states = True
            return
        says_callable = state.upper() == CALLABLE
        self.has_states = self.has_states or says_callable
        chrom = plain_chromosome(columns[0].strip())
        if start < end and self.territory.requires(chrom, start + 1, end):
            rows = self.named_callable if says_callable else self.others
            rows.setdefault(chrom, []).append((start + 1, end))

    def spans(self) -> dict[str, Spans]:
        """Return the stretches that count, cut to the territory."""
        counted = self.named_callable if self.has_states else self.others
        return {
            chrom: common(joined(spans), self._required(chrom)) for chrom, spans in counted.items()
        }

    def _required(self, chrom: str) -> Spans:
        stretches = self.territory.required.get(chrom, ())
        return joined((stretch.start, stretch.end) for stretch in stretches)

    def _place(self, columns: list[str], number: int) -> Span:
        if len(columns) < 3:
            what = f"the line has {len(columns)} columns"
            raise self._wrong(number, what, _FORM)
        start, end = columns[1].strip(), columns[2].strip()
        if not (is_whole_number(start) and is_whole_number(end)):
            raise self._wrong(
                number, f"start {shortened(start)!r} or end {shortened(end)!r} is no number", _FORM
            )
        if int(start) > int(end):
            raise self._wrong(number, f"start {start} lies behind end {end}", _FORM)
        return int(start), int(end)

    def _wrong(self, number: int, what: str, remedy: str) -> InputRejected:
        return InputRejected(Mistake(what, remedy, self.file, number))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines, unpacked and without their ends; refuse what is no text."""
    number = 0
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            stream: Iterable[bytes] = gzip.GzipFile(fileobj=raw) if packed else raw
            for number, line in enumerate(stream, start=1):
                yield line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise _rejected(path, "this is no text", _NAME_A_BED, number) from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        remedy = "copy the file again from where it was made, or make it again"
        raise _rejected(path, "the compressed file is damaged", remedy, number + 1) from None
    except FileNotFoundError:
        raise UsageError(Mistake("there is no such file", "check the path", str(path))) from None
    except OSError as error:
        what = f"the file cannot be opened ({error.strerror})"
        raise UsageError(Mistake(what, _NAME_A_BED, str(path))) from None


def _rejected(path: Path, what: str, remedy: str, number: int) -> InputRejected:
    return InputRejected(Mistake(what, remedy, str(path), number))
