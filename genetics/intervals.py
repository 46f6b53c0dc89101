"""A stretch of a chromosome."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of one chromosome, 1-based, both ends included; `chrom` without "chr"."""

    chrom: str
    start: int
    end: int

    def overlaps(self, chrom: str, start: int, end: int) -> bool:
        """Whether the stretch shares at least one base with `chrom:start-end`."""
        return self.chrom == chrom and self.start <= end and start <= self.end
