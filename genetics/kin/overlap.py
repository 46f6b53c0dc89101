"""Whether two changes touch the same bases, and whether one copy could hold both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from genetics.variants import Variant


class Overlap(Enum):
    """How the changed bases of two changes lie to each other."""

    NONE = auto()
    SHUT_OUT = auto()
    SHUT_OUT_AS_WRITTEN = auto()
    MAY_BE_ONE = auto()


@dataclass(frozen=True, slots=True)
class _Changed:
    """What a change replaces: from `start` to before `end`, by `bases`; nothing if inserted."""

    start: int
    end: int
    bases: str

    @classmethod
    def of(cls, variant: Variant) -> _Changed:
        ref, alt, start = variant.ref, variant.alt, variant.pos
        while ref and alt and ref[-1] == alt[-1]:
            ref, alt = ref[:-1], alt[:-1]
        while ref and alt and ref[0] == alt[0]:
            ref, alt, start = ref[1:], alt[1:], start + 1
        return cls(start, start + len(ref), alt)

    @property
    def is_insertion(self) -> bool:
        return self.start == self.end

    @property
    def is_base_by_base(self) -> bool:
        return len(self.bases) == self.end - self.start

    @property
    def is_plain(self) -> bool:
        """Whether it only inserts, only deletes, or replaces base by base."""
        return self.is_insertion or not self.bases or self.is_base_by_base

    def touches(self, other: _Changed) -> bool:
        if self.is_insertion and other.is_insertion:
            return self.start == other.start
        return max(self.start, other.start) < min(self.end, other.end) or any(
            wide.start < narrow.start < wide.end
            for wide, narrow in ((self, other), (other, self))
            if narrow.is_insertion
        )

    def agrees_with(self, other: _Changed) -> bool:
        """Whether both put the same bases where both replace bases, one for one."""
        return all(
            self.bases[place - self.start] == other.bases[place - other.start]
            for place in range(max(self.start, other.start), min(self.end, other.end))
        )


def overlap_of(one: Variant, other: Variant) -> Overlap:
    """Return how the bases that two changes change lie to each other, case by case.

    The bases that REF and ALT share at both ends are not changed.

    - No base in common, also an insertion beside a change: none; a copy can hold both.
    - Bases replaced one for one, with the same new base wherever both name one (``GT>AA`` and
      ``G>A``): they may be one change that is written twice.
    - Bases replaced by another number of bases (``GTC>AC``): the same, since it can be written
      in several parts.
    - Bases replaced one for one by different ones: they shut each other out.
    - Else (a deletion over a change, two insertions at one place): they shut each other out as
      they are written; a deletion or an insertion in a repeat can be written in other places.
    """
    if (one.assembly, one.chrom) != (other.assembly, other.chrom):
        return Overlap.NONE
    first, second = _Changed.of(one), _Changed.of(other)
    if not first.touches(second):
        return Overlap.NONE
    if not (first.is_plain and second.is_plain):
        return Overlap.MAY_BE_ONE
    replaced = first.is_base_by_base and second.is_base_by_base
    if not replaced:
        return Overlap.SHUT_OUT_AS_WRITTEN
    return Overlap.MAY_BE_ONE if first.agrees_with(second) else Overlap.SHUT_OUT
