"""Finds in the record of a cohort the few people who are not plainly read as the reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from genetics.allele_reads import NOTED_READS
from genetics.readers.numbers import MOST_DIGITS

if TYPE_CHECKING:
    import numpy

    Numbers = numpy.ndarray[Any, numpy.dtype[numpy.int64]]
    Bytes = numpy.ndarray[Any, numpy.dtype[numpy.uint8]]
    Words = numpy.ndarray[Any, numpy.dtype[numpy.uint32]]
    Marks = numpy.ndarray[Any, numpy.dtype[numpy.bool_]]

FROM_SAMPLES = 64
"""From so many samples on bytes are compared at once: fewer are read sooner one by one (an
assumption, from timings: setting the comparison up costs as much as reading some 50 columns)."""

_UNPHASED, _PHASED = "0/0", "0|0"
_TAB, _COLON, _COMMA, _ZERO, _NINE, _SLASH, _BAR, _DOT = b"\t:,09/|."
_WIDTH = len(_UNPHASED) + 1

# Written counts of the other alleles, where they are not under AD: these go the exact way.
_OTHER_COUNTS = frozenset({"AO", "RO", "CN"})


@dataclass(frozen=True, slots=True)
class Texts(Sequence[str]):
    """One genotype for each sample as written: nearly all alike, `others` by their numbers."""

    people: int
    common: str
    others: Mapping[int, str]

    def __len__(self) -> int:
        return self.people

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[str, ...]: ...
    def __getitem__(self, number: int | slice) -> str | tuple[str, ...]:
        if isinstance(number, slice):
            return tuple(self)[number]
        if not 0 <= number < self.people:
            return tuple(self)[number]
        return self.others.get(number, self.common)

    def __iter__(self) -> Iterator[str]:
        texts = [self.common] * self.people
        for number, text in self.others.items():
            texts[number] = text
        return iter(texts)


@dataclass(frozen=True, slots=True)
class AllBut(Sequence[str]):
    """The names of all samples but those of these numbers, in order; nothing is copied."""

    samples: Sequence[tuple[str, int]]
    left_out: Mapping[int, object]

    def __len__(self) -> int:
        return len(self.samples) - len(self.left_out)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[str, ...]: ...
    def __getitem__(self, number: int | slice) -> str | tuple[str, ...]:
        return tuple(self)[number]

    def __iter__(self) -> Iterator[str]:
        return (
            name for number, (name, _) in enumerate(self.samples) if number not in self.left_out
        )


@dataclass(frozen=True, slots=True)
class CohortColumns:
    """The sample columns of one record as bytes, and where each of them begins and ends.

    `fields` says where the values in them end; None where every column is GT alone.
    """

    raw: bytes
    starts: Numbers
    ends: Numbers
    fields: _Fields | None

    def value(self, number: int) -> str:
        """Return the whole column of a sample, as written."""
        return self.raw[self.starts[number] : self.ends[number]].decode("utf-8", "surrogatepass")

    def plain(self, keys: Sequence[str], alts: int) -> tuple[Marks, Marks]:
        """Return who is surely plainly reference, and who of these is phased (``0|0``).

        Surely, since whatever has another shape is left for the exact way, column by column:

        - GT is exactly ``0/0`` or ``0|0`` and the first of FORMAT; haploid ``0``, ``./0``,
          ``0/10``, VCF 4.4's ``/0|0``, an empty column: left.
        - FORMAT has CN, or counts reads as RO and AO: all are left.
        - More values than FORMAT has names: left.
        - DP is ``0``: left.
        - AD is not stated, or has one number of digits for the reference and one digit below
          ``NOTED_READS`` for each other allele; any other: left. Where the record has no other
          allele, AD is not asked.
        """
        import numpy as np

        if list(keys[:1]) != ["GT"] or not _OTHER_COUNTS.isdisjoint(keys):
            nobody = np.zeros(len(self.starts), np.bool_)
            return nobody, nobody
        if self.fields is None:
            words = _words(self.raw)
            phased = words == _word(_PHASED)
            return (words == _word(_UNPHASED)) | phased, phased
        buffer = np.frombuffer(self.raw + b"\t" * _WIDTH, np.uint8)
        starts = self.starts
        second, after = buffer[starts + 1], buffer[starts + len(_UNPHASED)]
        phased = second == _BAR
        plain = (buffer[starts] == _ZERO) & (buffer[starts + 2] == _ZERO)
        plain &= (second == _SLASH) | phased
        plain &= (after == _TAB) | (after == _COLON)
        plain &= self.fields.counts <= len(keys)
        if "DP" in keys:
            begin, end = self.fields.bounds(keys.index("DP"))
            plain &= (end - begin != 1) | (buffer[begin] != _ZERO)
        if "AD" in keys and alts:
            plain &= _shows_reference(buffer, *self.fields.bounds(keys.index("AD")), alts)
        return plain, phased & plain


def cohort_columns(text: str, count: int) -> CohortColumns | None:
    """Part the text of all sample columns; None where there are not so many of them."""
    import numpy as np

    raw = text.encode("utf-8", "surrogatepass")
    if _is_even(raw, count):
        starts = np.arange(0, len(raw), _WIDTH)
        return CohortColumns(raw, starts, starts + len(_UNPHASED), None)
    buffer = np.frombuffer(raw + b"\t", np.uint8)
    separators = np.flatnonzero((buffer == _TAB) | (buffer == _COLON))
    lasts = np.flatnonzero(buffer[separators] == _TAB)
    if len(lasts) != count:
        return None
    ends = separators[lasts]
    firsts = np.concatenate(([0], lasts[:-1] + 1))
    starts = np.concatenate(([0], ends[:-1] + 1))
    return CohortColumns(raw, starts, ends, _Fields(separators, firsts, lasts - firsts + 1))


def _is_even(raw: bytes, count: int) -> bool:
    """Whether each column is GT alone and has three bytes, as nearly always: ``0/1``."""
    if len(raw) != _WIDTH * count - 1 or raw.count(b"\t") != count - 1 or b":" in raw:
        return False
    return bool((_words(raw) >> 24 == _TAB).all())


def _words(raw: bytes) -> Words:
    """Return each column of three bytes, and the tab after it, as one number of four bytes."""
    import numpy as np

    return np.frombuffer(raw + b"\t", "<u4")


def _word(genotype: str) -> int:
    return int.from_bytes(f"{genotype}\t".encode(), "little")


@dataclass(frozen=True, slots=True)
class _Fields:
    """Where the values of each column end: `separators` are all tabs and colons in order.

    `firsts` are the numbers of the separators that end the first value of a column, `counts`
    how many values each column has.
    """

    separators: Numbers
    firsts: Numbers
    counts: Numbers

    def bounds(self, number: int) -> tuple[Numbers, Numbers]:
        """Return where the value of this number (from 1 on: GT is 0) begins and ends.

        In a column that is cut short before it, it begins and ends at the end of the column.
        """
        import numpy as np

        at = self.firsts + np.minimum(number, self.counts - 1)
        end = self.separators[at]
        begin = self.separators[np.maximum(at - 1, 0)] + 1
        return np.where(self.counts > number, begin, end), end


def _shows_reference(buffer: Bytes, begin: Numbers, end: Numbers, alts: int) -> Marks:
    """Whether AD is plain: nothing, ".", or digits and then so many small numbers."""
    import numpy as np

    length = end - begin
    digits = length - 2 * alts
    small = (digits >= 1) & (digits <= MOST_DIGITS)
    for allele in range(alts):
        comma = np.maximum(end - 2 * (allele + 1), 0)
        number = buffer[comma + 1]
        small &= (buffer[comma] == _COMMA) & (number >= _ZERO) & (number < _ZERO + NOTED_READS)
    longest = int(digits[small].max(initial=0))
    for place in range(longest):
        byte = buffer[np.minimum(begin + place, end)]
        small &= (place >= digits) | ((byte >= _ZERO) & (byte <= _NINE))
    unstated = (length == 0) | ((length == 1) & (buffer[begin] == _DOT))
    return np.asarray(small | unstated)
