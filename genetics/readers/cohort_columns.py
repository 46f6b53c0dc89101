"""Finds in the record of a cohort the few people who are not plainly read as the reference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from genetics.allele_reads import NOTED_READS
from genetics.readers.numbers import MOST_DIGITS

if TYPE_CHECKING:
    import numpy

    Numbers = numpy.ndarray[Any, numpy.dtype[numpy.int64]]
    Bytes = numpy.ndarray[Any, numpy.dtype[numpy.uint8]]
    Words = numpy.ndarray[Any, numpy.dtype[numpy.uint32]]
    Marks = numpy.ndarray[Any, numpy.dtype[numpy.bool_]]

FROM_SAMPLES = 128
"""From so many samples on bytes are compared at once. Measured: GT alone is read sooner so from
some 48 samples on, GT:AD:DP:GQ:PL from some 100 on."""

_UNPHASED, _PHASED = "0/0", "0|0"
_TAB, _COLON, _COMMA, _ZERO, _NINE, _SLASH, _BAR, _DOT = b"\t:,09/|."
_WIDTH = len(_UNPHASED) + 1

# Written counts of the other alleles, where they are not under AD: these go the exact way.
_OTHER_COUNTS = frozenset({"AO", "RO", "CN"})


@dataclass(frozen=True, slots=True)
class CohortColumns:
    """The sample columns of one record as bytes, and where each of them begins and ends.

    `fields` says where the values in them end; None where every column is GT alone.
    """

    raw: bytes
    starts: Numbers
    ends: Numbers
    fields: _Fields | None

    def values(self, numbers: Numbers) -> list[str]:
        """Return the whole columns of these samples, as written."""
        if self.fields is None:
            return list(map(_genotype, _words(self.raw)[numbers].tolist()))
        bounds = zip(self.starts[numbers].tolist(), self.ends[numbers].tolist(), strict=True)
        return [self.raw[start:end].decode("utf-8", "surrogatepass") for start, end in bounds]

    def not_surely_read(
        self, numbers: Numbers, written: Sequence[str], keys: Sequence[str], alts: int
    ) -> list[int]:
        """Return the places here of samples who must be read at once, since they may be refused
        or doubted; all others can be read when they are asked for:

        - GT is two copies of one digit or ".", none above the last allele.
        - It stands alone, in FORMAT or in all columns: no more is asked.
        - With other fields: there is one other allele, the genotype names it (no reads then
          contradict it), FORMAT has a name for each value, and none is so long, or in such digits,
          that it might be a number that cannot be meant.
        """
        import numpy as np

        alone = len(keys) == 1 or self.fields is None
        sure = _sure_genotypes(alts, names_one=not alone)
        if alone:
            unsure = {text for text in set(written) if not sure.fullmatch(text)}
            return [at for at, text in enumerate(written) if text in unsure] if unsure else []
        assert self.fields is not None
        if alts != 1 or self.fields.longest > MOST_DIGITS or not self.raw.isascii():
            return list(range(len(written)))
        too_many = self.fields.counts[numbers] > len(keys)
        odd = np.array([not sure.match(text) for text in written], np.bool_)
        found: list[int] = np.flatnonzero(too_many | odd).tolist()
        return found

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
    import numpy as np

    if len(raw) != _WIDTH * count - 1 or b":" in raw:
        return False
    tabs = np.frombuffer(raw, np.uint8) == _TAB
    return bool(tabs[_WIDTH - 1 :: _WIDTH].all()) and np.count_nonzero(tabs) == count - 1


def _words(raw: bytes) -> Words:
    """Return each column of three bytes, and the tab after it, as one number of four bytes."""
    import numpy as np

    return np.frombuffer(raw + b"\t", "<u4")


@lru_cache(maxsize=4096)
def _genotype(word: int) -> str:
    return word.to_bytes(_WIDTH, "little")[:-1].decode("utf-8", "surrogatepass")


@lru_cache(maxsize=64)
def _sure_genotypes(alts: int, *, names_one: bool) -> re.Pattern[str]:
    if names_one:
        return re.compile(r"(?:1[/|][01.]|[0.][/|]1)(?::|$)")
    return re.compile(rf"[0-{min(alts, 9)}.][/|][0-{min(alts, 9)}.]" if alts else "(?!)")


def _word(genotype: str) -> int:
    return int.from_bytes(f"{genotype}\t".encode(), "little")


@dataclass(frozen=True)
class _Fields:
    """Where the values of each column end: `separators` are all tabs and colons in order.

    `firsts` are the numbers of the separators that end the first value of a column, `counts`
    how many values each column has.
    """

    separators: Numbers
    firsts: Numbers
    counts: Numbers

    @cached_property
    def longest(self) -> int:
        """Return how long the longest value of all is."""
        import numpy as np

        return int(np.diff(self.separators, prepend=-1).max()) - 1

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
