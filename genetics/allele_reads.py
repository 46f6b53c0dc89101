"""How many of the reads show one allele, and whether that fits a genotype."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from genetics.phrases import say
from genetics.variants import Zygosity

# Expected share of the reads; what lies outside is for a person to look at (KNOWLEDGE.md 7,
# "Left to a person": 0.35 to 0.65 heterozygous, over 0.9 hemizygous; homozygous likewise).
HETEROZYGOUS_SHARE = (0.35, 0.65)
FULL_SHARE = 0.9

# From so many reads on the share of one allele is weighed at all: our own choice (an assumption).
ENOUGH_READS = 10

# From such a share and so many reads on an allele is told of where the genotype says reference:
# our own choice (an assumption), to show a low-level mosaic and to pass over errors of reading.
NOTED_SHARE = 0.1
NOTED_READS = 3

# The standard normal quantile of a 95 % interval (Wilson, J Am Stat Assoc 1927;22:209).
_Z = 1.96


@dataclass(frozen=True, slots=True)
class AlleleReads:
    """The share of the reads that show an allele, and the counts where they were counted.

    `reads` of `total` show it (AD); both are None where the caller states a share alone.
    """

    share: float
    reads: int | None = None
    total: int | None = None

    @property
    def none_of_enough(self) -> bool:
        """Whether enough reads were counted, and none of them shows the allele."""
        return self.reads == 0 and (self.total or 0) >= ENOUGH_READS

    @property
    def in_words(self) -> str:
        """Say "14 of 120 reads (12 %; 95 % interval 7 % to 19 %)"."""
        if self.reads is None or self.total is None:
            return say(
                "{share} of the reads, as the caller states (not counted by allele)",
                share=percent(self.share),
            )
        low, high = wilson(self.reads, self.total)
        return say(
            "{reads} of {total} reads ({share}; 95 % interval {low} to {high})",
            reads=self.reads,
            total=self.total,
            share=percent(self.share),
            low=percent(low),
            high=percent(high),
        )


def percent(share: float) -> str:
    """Return "12 %"."""
    return f"{share:.0%}".replace("%", " %")


def wilson(reads: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of the share (the score interval of Wilson, 1927)."""
    share, z2 = reads / total, _Z * _Z
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = _Z * sqrt(share * (1 - share) / total + z2 / (4 * total * total)) / (1 + z2 / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def expected_share(zygosity: Zygosity | None) -> tuple[float, float] | None:
    """Return the lowest and highest share that a zygosity lets expect, if it lets expect one."""
    if zygosity is Zygosity.HETEROZYGOUS:
        return HETEROZYGOUS_SHARE
    if zygosity in {Zygosity.HOMOZYGOUS, Zygosity.HEMIZYGOUS}:
        return FULL_SHARE, 1.0
    return None


def fits(reads: AlleleReads, zygosity: Zygosity | None) -> bool:
    """Whether the share is one that the zygosity lets expect; true where none is expected."""
    expected = expected_share(zygosity)
    if expected is None:
        return True
    low, high = expected
    return reads.share > low if low == FULL_SHARE else low <= reads.share <= high


def doubts_from_reads(reads: AlleleReads | None, zygosity: Zygosity | None) -> tuple[str, ...]:
    """Return what the reads say against a genotype that names an allele, in words.

    - No read shows the allele.
    - Heterozygous, and fewer than 35 % or more than 65 % of the reads show it: this includes
      a genotype ``0/1`` whose reads show one of the two alleles only.
    - Homozygous or hemizygous, and 90 % or fewer show it: half of them are the reference.
    """
    if reads is None:
        return ()
    if reads.share == 0:
        return (say("the genotype names this allele, but no read shows it"),)
    if fits(reads, zygosity):
        return ()
    if zygosity is Zygosity.HETEROZYGOUS:
        low, high = HETEROZYGOUS_SHARE
        return (
            say(
                "{share} of the reads show the allele, {low} to {high} expected",
                share=f"{reads.share:.0%}",
                low=f"{low:.0%}",
                high=f"{high:.0%}",
            ),
        )
    return (
        say(
            "{share} of the reads show the allele, over {least} expected",
            share=f"{reads.share:.0%}",
            least=f"{FULL_SHARE:.0%}",
        ),
    )


def is_to_be_noted(reads: int, total: int) -> bool:
    """Whether so many of the reads are told of although the genotype says reference."""
    return reads >= NOTED_READS and reads >= NOTED_SHARE * total


def noted_beside_reference(reads: AlleleReads | None, genotype: str) -> str:
    """Say that some reads show an allele though the genotype says reference; "" if too few do.

    From 35 % on it is no note: the allele then counts as not called (``seen_though_not_named``).
    """
    if reads is None or reads.reads is None or reads.total is None:
        return ""
    if not is_to_be_noted(reads.reads, reads.total) or reads.share >= HETEROZYGOUS_SHARE[0]:
        return ""
    return say(
        "{reads} of {total} reads show the allele though the genotype says reference ({genotype}); "
        "told from {share} and {least} reads on (an assumption)",
        reads=reads.reads,
        total=reads.total,
        genotype=genotype,
        share=percent(NOTED_SHARE),
        least=NOTED_READS,
    )


def seen_though_not_named(reads: AlleleReads | None, genotype: str) -> str:
    """Return why an allele that a genotype does not name is not to be taken as absent, or "".

    That is so where at least as many of the reads show it as of a heterozygote (35 %).
    """
    if reads is None or reads.reads is None or reads.share < HETEROZYGOUS_SHARE[0]:
        return ""
    if all(copy in "0/|" for copy in genotype):
        return say(
            "the genotype says reference ({genotype}), but {reads} of {total} reads show the "
            "allele",
            genotype=genotype,
            reads=reads.reads,
            total=reads.total,
        )
    return say(
        "the genotype {genotype} does not name it, but {reads} of {total} reads show the allele",
        genotype=genotype,
        reads=reads.reads,
        total=reads.total,
    )
