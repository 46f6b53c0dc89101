"""Whether the reads of a call look like a change that only part of the cells carry."""

from __future__ import annotations

from genetics.allele_reads import (
    ENOUGH_READS,
    HETEROZYGOUS_SHARE,
    AlleleReads,
    expected_share,
    fits,
    percent,
    wilson,
)
from genetics.answers import Answer, Judged
from genetics.genotypes import Carriage, Genotype
from genetics.phrases import marked, say
from genetics.variants import Zygosity

SETTLED_BY = marked("deep sequencing of this position, DNA of another tissue, an SNP array")


def mosaicism_of(genotype: Genotype, allele: int, read: Carriage) -> Judged | None:
    """Return whether the share of the reads speaks for a mosaic, case by case.

    Expected (KNOWLEDGE.md 7): 35 to 65 % of the reads in a heterozygote, over 90 % in a
    homozygote or hemizygote; what lies outside is for a person. One VCF never shows a mosaic.

    - No reads by allele (AD), and no share (AF, VAF): None.
    - Half call, a sex that is not recorded, more or fewer copies than two: cannot tell, since no
      share is expected.
    - A man called heterozygous in a gene on X: cannot tell, whatever the share; a mosaic is
      one of the reasons.
    - Fewer than ten reads (an assumption): cannot tell.
    - The share is another than expected: cannot tell; a mosaic, one allele read better than
      the other, a foreign sample or a change of the copy number look alike.
    - The share is as expected: no; it is said where so few reads do not exclude another share.
    """
    reads = genotype.reads_of(allele)
    if reads is None:
        return None
    if read.is_male_heterozygote_on_x:
        why = say("{reads} show the allele, on the single X of a man", reads=reads.in_words)
        return _cannot_tell(why)
    if expected_share(read.zygosity) is None:
        why = say(
            "{reads} show the allele; which share to expect is not known ({genotype})",
            reads=reads.in_words,
            genotype=genotype.text,
        )
        return _cannot_tell(why)
    if reads.total is not None and reads.total < ENOUGH_READS:
        why = say("{reads} show the allele: too few to weigh a share", reads=reads.in_words)
        return _cannot_tell(why)
    if not fits(reads, read.zygosity):
        return _cannot_tell(_unexpected(reads, read.zygosity))
    return Judged(Answer.NO, _as_expected(reads, read.zygosity))


def _cannot_tell(why: str) -> Judged:
    return Judged(Answer.CANNOT_TELL, why, say(SETTLED_BY))


def _unexpected(reads: AlleleReads, zygosity: Zygosity | None) -> str:
    return say(
        "{reads} show the allele, {expected} expected: a mosaic, an imbalance of the alleles, a "
        "foreign sample, or another number of copies",
        reads=reads.in_words,
        expected=_expected_in_words(zygosity),
    )


def _as_expected(reads: AlleleReads, zygosity: Zygosity | None) -> str:
    told = say(
        "{reads} show the allele, as expected ({expected})",
        reads=reads.in_words,
        expected=_expected_in_words(zygosity),
    )
    if _excludes_other_shares(reads, zygosity):
        return told
    return say("{told}; so few reads do not exclude another share", told=told)


def _excludes_other_shares(reads: AlleleReads, zygosity: Zygosity | None) -> bool:
    """Whether the whole 95 % interval lies where the zygosity lets expect it."""
    expected = expected_share(zygosity)
    if expected is None or reads.reads is None or reads.total is None:
        return False
    low, high = wilson(reads.reads, reads.total)
    return expected[0] <= low and high <= expected[1]


def _expected_in_words(zygosity: Zygosity | None) -> str:
    low, high = expected_share(zygosity) or HETEROZYGOUS_SHARE
    if zygosity is Zygosity.HETEROZYGOUS:
        return say("{low} to {high}", low=percent(low), high=percent(high))
    return say("over {least}", least=percent(low))
