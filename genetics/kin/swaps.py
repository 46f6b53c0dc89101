"""How alike the genotypes of two samples are: parent and child, one person twice, or strangers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from genetics.kin.mendel import Copies
from genetics.phrases import marked, say

# Our own assumptions, not from the literature. A site counts for a pair if both are called there
# and one of them carries the alternative allele. Opposite homozygotes (0/0 and 1/1) cannot be
# parent and child, errors apart.
ENOUGH_SITES = 100
ENOUGH_HOMOZYGOTES = 20
PARENT_UP_TO = 0.015
STRANGERS_FROM = 0.04
SAME_FROM = 0.98

# Sites nearer than this to the one before are passed over: neighbours tell the same thing twice.
APART = 10_000

_REFERENCE, _HETEROZYGOUS, _ALTERNATIVE = 1, 2, 4
_CODES: dict[Copies, int] = {
    (0, 0): _REFERENCE,
    (0, 1): _HETEROZYGOUS,
    (1, 0): _HETEROZYGOUS,
    (1, 1): _ALTERNATIVE,
}


class Likeness(StrEnum):
    """What the genotypes of a pair look like."""

    SAME = marked("one and the same person (or identical twins)")
    PARENT_CHILD = marked("parent and child")
    NOT_PARENT_CHILD = marked("not parent and child")
    CANNOT_TELL = marked("cannot tell")


@dataclass(frozen=True, slots=True)
class Compared:
    """A pair: sites that count, how many are opposite homozygotes, how many are identical."""

    first: str
    second: str
    sites: int
    opposite: int
    identical: int
    likeness: Likeness
    why: str

    @property
    def share(self) -> float:
        """Return the share of opposite homozygotes."""
        return self.opposite / self.sites if self.sites else 0.0


@dataclass(slots=True)
class SiteGenotypes:
    """The genotypes of some samples at autosomal sites with two alleles, one byte for each."""

    samples: tuple[str, ...]
    codes: list[bytearray] = field(default_factory=list)
    _chrom: str = ""
    _pos: int = 0

    def __post_init__(self) -> None:
        self.codes = [bytearray() for _ in self.samples]

    def wants(self, chrom: str, pos: int) -> bool:
        """Whether a site lies far enough from the one before (also in a file out of order)."""
        return chrom != self._chrom or abs(pos - self._pos) >= APART

    def see(self, chrom: str, pos: int, genotypes: Sequence[Copies]) -> None:
        """Keep the genotypes of one site, in the order of the samples."""
        self._chrom, self._pos = chrom, pos
        for codes, copies in zip(self.codes, genotypes, strict=True):
            codes.append(_CODES.get(copies, 0))

    @property
    def sites(self) -> int:
        """Return how many sites are kept."""
        return len(self.codes[0]) if self.codes else 0

    def pairs(self) -> tuple[Compared, ...]:
        """Compare each two samples."""
        ones = int.from_bytes(b"\x01" * self.sites)
        numbers = [int.from_bytes(codes) for codes in self.codes]
        split = [_Split(n & ones, n >> 1 & ones, n >> 2 & ones) for n in numbers]
        return tuple(
            _compared(self.samples[one], self.samples[other], split[one], split[other])
            for one in range(len(split))
            for other in range(one + 1, len(split))
        )


@dataclass(frozen=True, slots=True)
class _Split:
    """At which sites a sample is homozygous for the reference, heterozygous, homozygous for ALT."""

    reference: int
    heterozygous: int
    alternative: int


def _compared(first: str, second: str, a: _Split, b: _Split) -> Compared:
    """Compare two samples, case by case.

    - Fewer than 100 sites count: cannot tell.
    - Fewer than 20 reference homozygotes in one of them, where the other is called: cannot
      tell, since opposite homozygotes could not be seen (files joined from files of one sample
      each do not list reference genotypes).
    - 98 % or more of the genotypes are identical: one and the same person.
    - 1.5 % or less are opposite homozygotes: parent and child, as far as this tells.
    - 4 % or more: not parent and child.
    - Between the two: cannot tell (distant relatives, many errors, uniparental disomy).
    """
    opposite = (a.reference & b.alternative | a.alternative & b.reference).bit_count()
    alike = (a.heterozygous & b.heterozygous | a.alternative & b.alternative).bit_count()
    mixed = (
        a.heterozygous & (b.reference | b.alternative)
        | b.heterozygous & (a.reference | a.alternative)
    ).bit_count()
    sites = opposite + alike + mixed
    homozygotes = min(
        (a.reference & (b.heterozygous | b.alternative)).bit_count(),
        (b.reference & (a.heterozygous | a.alternative)).bit_count(),
    )
    counted = say(
        "{opposite} of {sites} sites are opposite homozygotes ({share}), {identical} identical",
        opposite=opposite,
        sites=sites,
        share=f"{opposite / sites if sites else 0:.1%}",
        identical=alike,
    )
    if sites < ENOUGH_SITES:
        why = say("{sites} sites to compare, {needed} needed", sites=sites, needed=ENOUGH_SITES)
        likeness = Likeness.CANNOT_TELL
    elif alike / sites >= SAME_FROM:
        likeness, why = Likeness.SAME, counted
    elif homozygotes < ENOUGH_HOMOZYGOTES:
        why = say(
            "only {count} reference genotypes are listed where the other carries a change, "
            "{needed} needed",
            count=homozygotes,
            needed=ENOUGH_HOMOZYGOTES,
        )
        likeness = Likeness.CANNOT_TELL
    else:
        likeness, why = _by_share(opposite / sites), counted
    return Compared(first, second, sites, opposite, alike, likeness, why)


def _by_share(share: float) -> Likeness:
    if share <= PARENT_UP_TO:
        return Likeness.PARENT_CHILD
    return Likeness.NOT_PARENT_CHILD if share >= STRANGERS_FROM else Likeness.CANNOT_TELL
