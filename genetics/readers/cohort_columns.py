"""Finds in the record of a cohort the few people who are not plainly read as the reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from genetics.readers.cohort_fields import WORD, Fields, fields_of, shows_reference
from genetics.readers.numbers import MOST_DIGITS
from genetics.readers.on_demand import Joined, Words

if TYPE_CHECKING:
    import numpy

    Numbers = numpy.ndarray[Any, numpy.dtype[numpy.int64]]
    Heads = numpy.ndarray[Any, numpy.dtype[numpy.uint32]]
    Marks = numpy.ndarray[Any, numpy.dtype[numpy.bool_]]

FROM_SAMPLES = 128
"""From so many samples on bytes are compared at once. Measured: GT alone is read sooner so from
some 48 samples on, GT:AD:DP:GQ:PL from some 100 on."""

_TAB, _COLON, _ZERO, _SLASH, _BAR, _DOT = b"\t:0/|."
_HEAD = 4
# So many heads are looked at one by one, so many ways of writing at most are sought one by one.
_FEW = 64
_UNPHASED, _PHASED = (
    tuple(int.from_bytes(f"{genotype}{end}".encode(), "little") for end in "\t:")
    for genotype in ("0/0", "0|0")
)
# Before and after the columns, so that a word may begin before the first and end after the last.
_ROOM = b"\t" * WORD

# Written counts of the other alleles, where they are not under AD: these go the exact way.
_OTHER_COUNTS = frozenset({"AO", "RO", "CN"})

# The digits, and between comma and colon what else stands in numbers and genotypes: one stretch
# of the code, of which the minus is not for us.
_LOWEST, _HIGHEST = b",:"


@dataclass(frozen=True)
class Apart:
    """The samples who are not surely plainly reference, and what else is seen on the way.

    - `numbers` are theirs, `written` their whole columns, `heads` the first four bytes of these.
    - `unphased` and `phased` are how many others have ``0/0`` and ``0|0``; `rarer` are the
      numbers of those of them who have the rarer of the two.
    """

    numbers: Numbers
    written: Words | Joined
    heads: Heads
    unphased: int
    phased: int
    rarer: Numbers

    @cached_property
    def ways(self) -> Mapping[int, int]:
        """Return each head that is here, and one place where it is."""
        often: list[int] = []
        rest = self.heads
        while len(rest) > _FEW and len(often) < _FEW:
            often.append(int(rest[0]))
            rest = rest[rest != rest[0]]
        if not often:
            return dict(zip(rest.tolist(), range(len(rest)), strict=True))
        return {head: int((self.heads == head).argmax()) for head in (*often, *set(rest.tolist()))}

    @property
    def ways_of_genotypes(self) -> Sequence[int]:
        """Return places, one at least for each way in which GT is written here."""
        if all(_ends_after_three(head) for head in self.ways):
            return list(self.ways.values())
        texts = (column.partition(":")[0] for column in self.written)
        return list({text: at for at, text in enumerate(texts)}.values())


@dataclass(frozen=True)
class CohortColumns:
    """The sample columns of one record as bytes, and where each of them begins and ends.

    `raw` has room before and after the columns; places are counted from where it begins. `heads`
    are the first four bytes of each column, with what follows it. `fields` says where the values
    end; None where every column is GT alone.
    """

    raw: bytes
    heads: Heads
    fields: Fields | None

    def apart(self, keys: Sequence[str], alts: int, asked: Marks | None = None) -> Apart:
        """Return who is not surely plainly reference, and those who are `asked` for.

        Surely, since whatever has another shape is left for the exact way, column by column:

        - GT, the first of FORMAT, is exactly ``0/0`` or ``0|0``; haploid ``0``, ``./0``,
          ``0/10``, VCF 4.4's ``/0|0``, an empty column: left.
        - FORMAT has CN, or counts reads as RO and AO: all are left.
        - More values than FORMAT has names: left.
        - DP is ``0``: left.
        - AD is not stated, or has one number of digits for the reference and one digit below
          ``NOTED_READS`` for each other allele; any other: left. Where the record has no other
          allele, AD is not asked.
        """
        import numpy as np

        unphased = _is_one_of(self.heads, _UNPHASED if self.fields else _UNPHASED[:1])
        phased, plain = None, unphased
        if self.raw.find(b"|") >= 0:
            phased = _is_one_of(self.heads, _PHASED)
            plain = unphased | phased
        left = ~plain
        if asked is not None:
            left |= asked
        if not _OTHER_COUNTS.isdisjoint(keys):
            left[:] = True
        elif self.fields is not None:
            self._leave_doubted(left, self.fields, keys, alts)
        numbers = left.nonzero()[0]
        people, of_phased, rarer = len(left) - len(numbers), 0, np.zeros(0, np.int64)
        if phased is not None:
            of_phased = int(np.count_nonzero(phased & ~left))
            rarer = ((phased if 2 * of_phased <= people else unphased) & ~left).nonzero()[0]
        heads = self.heads[numbers]
        written = self._written(self.fields, numbers) if self.fields else Words(heads)
        return Apart(numbers.astype(np.int32), written, heads, people - of_phased, of_phased, rarer)

    def _leave_doubted(self, left: Marks, fields: Fields, keys: Sequence[str], alts: int) -> None:
        import numpy as np

        buffer = np.frombuffer(self.raw, np.uint8)
        left |= fields.has_more_than(len(keys))
        if "DP" in keys:
            begin, end = fields.bounds(keys.index("DP"))
            single = (end - begin == 1).nonzero()[0]
            left[single[buffer[begin[single]] == _ZERO]] = True
        if "AD" in keys and alts:
            begin, end = fields.bounds(keys.index("AD"))
            left |= ~shows_reference(self.raw, begin, end, alts)

    def _written(self, fields: Fields, numbers: Numbers) -> Joined:
        """Return the whole columns of these samples, as written."""
        starts, ends = fields.starts[numbers].tolist(), fields.ends[numbers].tolist()
        parts = [self.raw[start:end] for start, end in zip(starts, ends, strict=True)]
        return Joined(b"\t".join(parts), len(parts))

    def not_surely_read(self, apart: Apart, keys: Sequence[str], alts: int) -> list[int]:
        """Return the places in `apart` of samples who must be read at once, since they may be
        refused or doubted; all others can be read when they are asked for:

        - GT is two copies of one digit or ".", none above the last allele.
        - It stands alone, in FORMAT or in all columns: no more is asked.
        - With other fields: there is one other allele, the genotype names it (no reads then
          contradict it), FORMAT has a name for each value, and none is so long, or in such digits,
          that it might be a number that cannot be meant.
        """
        import numpy as np

        alone = self.fields is None or len(keys) == 1
        if self.fields is not None and not alone and not self._is_usual(self.fields, alts):
            return list(range(len(apart.numbers)))
        sure = _sure_heads(alts, names_one=not alone)
        odd = [head for head in apart.ways if head not in sure]
        too_many = self.fields.has_more_than(len(keys)) if self.fields else False
        if not odd and (too_many is False or not np.any(too_many)):
            return []
        marks = _is_one_of(apart.heads, odd)
        if self.fields is not None:
            marks |= np.broadcast_to(too_many, len(self.heads))[apart.numbers]
        found: list[int] = marks.nonzero()[0].tolist()
        return found

    def _is_usual(self, fields: Fields, alts: int) -> bool:
        return alts == 1 and fields.longest <= MOST_DIGITS and self.raw.isascii()

    @cached_property
    def are_numbers(self) -> bool:
        """Whether every value is surely numbers in digits, or ".": nothing that pysam refuses.

        - Only digits, commas, colons, ".", "/" and "|" stand in the columns.
        - Each "." is a value, or a copy of a genotype, of its own: ``1.5`` is no such number.
        - "/" and "|" stand between two copies: one in each column, in its second byte.
        """
        import numpy as np

        if self.fields is None:
            return True
        buffer = np.frombuffer(self.raw, np.uint8)
        body, people = buffer[WORD : 1 - WORD], len(self.heads)
        usual = np.count_nonzero((body >= _LOWEST) & (body <= _HIGHEST))
        bars = np.count_nonzero(body == _BAR) if self.raw.find(b"|") >= 0 else 0
        if usual + bars + people != len(body) or self.raw.find(b"-") >= 0:
            return False
        second = (self.heads >> np.uint32(8)) & np.uint32(0xFF)
        parted = np.count_nonzero((second == _SLASH) | (second == _BAR))
        if not parted == people == bars + np.count_nonzero(body == _SLASH):
            return False
        dots = (body == _DOT).nonzero()[0] + WORD
        around = buffer[np.concatenate((dots - 1, dots + 1))]
        return not bool(((around >= _ZERO) & (around < _COLON) | (around == _DOT)).any())


def cohort_columns(text: str, count: int) -> CohortColumns | None:
    """Part the text of all sample columns; None where there are not so many of them."""
    import numpy as np

    raw = b"".join((_ROOM, text.encode("utf-8", "surrogatepass"), _ROOM))
    if len(raw) == 2 * WORD - 1 + _HEAD * count:
        heads = np.frombuffer(raw, "<u4", count, WORD)
        if _are_genotypes(raw, heads):
            return CohortColumns(raw, heads, None)
    fields = fields_of(raw, count)
    if fields is None:
        return None
    heads = np.ndarray((len(raw) - _HEAD + 1,), "<u4", raw, 0, (1,))[fields.starts]
    return CohortColumns(raw, heads, fields)


def _are_genotypes(raw: bytes, heads: Heads) -> bool:
    """Whether each of these is GT alone, in three bytes, and a tab: as nearly always ``0/1``."""
    import numpy as np

    if raw.find(b":") >= 0 or not bool((heads >> np.uint32(24) == _TAB).all()):
        return False
    tabs = int(np.count_nonzero(np.frombuffer(raw, np.uint8) == _TAB))
    return tabs == len(heads) + 2 * WORD - 1


def _is_one_of(heads: Heads, wanted: Sequence[int]) -> Marks:
    import numpy as np

    if not wanted:
        return np.zeros(len(heads), np.bool_)
    found: Marks = heads == wanted[0]
    for one in wanted[1:]:
        found |= heads == one
    return found


@lru_cache(maxsize=4096)
def _ends_after_three(head: int) -> bool:
    """Whether these four bytes are three of GT, and the tab or colon after it."""
    *genotype, end = head.to_bytes(_HEAD, "little")
    return end in {_TAB, _COLON} and not {_TAB, _COLON} & set(genotype)


@lru_cache(maxsize=64)
def _sure_heads(alts: int, *, names_one: bool) -> frozenset[int]:
    copies = [*map(str, range(min(alts, 9) + 1)), "."] if alts else []
    written = (
        f"{first}{between}{second}{end}"
        for first, between, second, end in product(copies, "/|", copies, "\t:")
        if not names_one or "1" in {first, second}
    )
    return frozenset(int.from_bytes(one.encode(), "little") for one in written)
