"""The bases of one gene on one build: a stretch of the user's own reference genome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from genetics.variants import Assembly


@dataclass(frozen=True, slots=True)
class Slice:
    """Reference bases of ``chrom:start-end`` (1-based, both included; upper case).

    `source` says from which file, `sha256` is the checksum of the bases.
    """

    gene: str
    assembly: Assembly
    chrom: str
    start: int
    bases: str = field(repr=False)
    source: str = ""
    sha256: str = ""

    @property
    def end(self) -> int:
        """Return the last base of the stretch."""
        return self.start + len(self.bases) - 1

    def holds(self, start: int, end: int) -> bool:
        """Whether every base from `start` to `end` lies in the stretch."""
        return self.start <= start and end <= self.end

    def read(self, start: int, end: int) -> str:
        """Return the bases from `start` to `end`. Raises IndexError outside the stretch."""
        if not self.holds(start, end):
            raise IndexError(f"{start}-{end} lies outside {self.start}-{self.end}")
        return self.bases[start - self.start : end - self.start + 1]


@dataclass(frozen=True, slots=True)
class Slices:
    """All stretches that the user has added; without any, names are limited to what is settled."""

    all: tuple[Slice, ...] = ()

    def of(self, gene: str, assembly: Assembly) -> Slice | None:
        """Return the stretch of a gene on a build, None where it was not added."""
        for one in self.all:
            if one.gene == gene and one.assembly is assembly:
                return one
        return None

    def __iter__(self) -> Iterator[Slice]:
        return iter(self.all)


NO_SLICES = Slices()
