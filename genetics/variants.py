"""A change in the DNA at one place, and how often a person carries it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from genetics.phrases import marked


class Assembly(StrEnum):
    """Human genome build."""

    GRCH37 = "GRCh37"
    GRCH38 = "GRCh38"


class Zygosity(StrEnum):
    """How many copies of a gene carry the change, as far as the data show it.

    `PRESENT` is for a half call (``./1``) and for X in a person of unknown sex: the
    change is there, nothing is claimed about the other copy.
    """

    HETEROZYGOUS = marked("heterozygous")
    HOMOZYGOUS = marked("homozygous")
    HEMIZYGOUS = marked("hemizygous")
    MOSAIC = marked("mosaic")
    PRESENT = marked("present, other copy not called")


@dataclass(frozen=True, slots=True, order=True)
class Variant:
    """One alternative allele: `chrom` without "chr", `pos` 1-based, alleles upper case."""

    assembly: Assembly
    chrom: str
    pos: int
    ref: str
    alt: str

    def __str__(self) -> str:
        return f"{self.assembly} {self.chrom}:{self.pos} {self.ref}>{self.alt}"
