"""The alleles of a record, each by itself: where in the gene it lies, and if it is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from genetics.normalise import Normalised, normalise, why_not_interpreted
from genetics.panel import Gene, KnownVariant
from genetics.phrases import marked, say
from genetics.readers.records import Record
from genetics.sequence.slices import Slice
from genetics.variants import Assembly, Variant

REGION_OF_INTEREST = marked("coding sequence ± 8 bp, promoter, enhancer")

# The number of an allele that no genotype can name: for records without alternative allele.
NO_ALLELE = -1

_SPLICE_SITE = 2


@dataclass(frozen=True, slots=True)
class GeneAllele:
    """One alternative allele of one record, as seen from one gene.

    `number` is the allele's number in the genotypes. `region` is the name of the region of
    interest that it touches, "" outside. `why_not` says why it is no small change that can
    be interpreted, or "". `exon` is the exon in whose coding part or at whose splice site
    it lies. `known` is the published change that is the same allele.
    """

    gene: Gene
    record: Record
    number: int
    variant: Variant
    left_aligned: bool
    region: str
    why_not: str
    exon: int | None
    known: KnownVariant | None

    @property
    def as_written(self) -> Variant:
        """Return the allele as the record writes it."""
        record = self.record
        alt = "." if self.number == NO_ALLELE else record.alts[self.number - 1]
        return Variant(self.variant.assembly, record.chrom, record.pos, record.ref, alt)


def alleles_of(
    record: Record, gene: Gene, assembly: Assembly, bases: Slice | None = None
) -> Iterator[GeneAllele]:
    """Split a record into its alternative alleles; one without any yields a single ".".

    With the `bases` of the gene each allele is left-aligned; without, those that could be
    written further left are marked so.
    """
    if not record.alts:
        yield _unread(record, gene, assembly, NO_ALLELE, ".", say("no alternative allele"))
    for number, alt in enumerate(record.alts, start=1):
        why_not = why_not_interpreted(record.ref, alt)
        if why_not:
            yield _unread(record, gene, assembly, number, alt, why_not)
        else:
            normalised = normalise(assembly, record.chrom, record.pos, record.ref, alt, bases)
            yield _small(record, gene, number, normalised)


def exon_at(gene: Gene, assembly: Assembly, start: int, end: int) -> int | None:
    """Return the exon whose coding part or splice site the stretch touches.

    The splice site of an exon is the two bases of the intron beside it. Exons are asked in
    the order of the transcript; the first that is touched counts.
    """
    if gene.transcript is None:
        return None
    for exon in gene.transcript.exons[assembly]:
        if exon.coding is None:
            continue
        first, last = exon.interval.start, exon.interval.end
        for site_start, site_end in (
            (exon.coding.start, exon.coding.end),
            (first - _SPLICE_SITE, first - 1),
            (last + 1, last + _SPLICE_SITE),
        ):
            if site_start <= end and start <= site_end:
                return exon.number
    return None


def _small(record: Record, gene: Gene, number: int, normalised: Normalised) -> GeneAllele:
    variant = normalised.variant
    start, end = normalised.touched
    return GeneAllele(
        gene=gene,
        record=record,
        number=number,
        variant=variant,
        left_aligned=normalised.left_aligned,
        region=_region_at(gene, variant, start, end),
        why_not="",
        exon=exon_at(gene, variant.assembly, start, end),
        known=gene.published(variant) if normalised.left_aligned else None,
    )


def _unread(
    record: Record, gene: Gene, assembly: Assembly, number: int, alt: str, why_not: str
) -> GeneAllele:
    variant = Variant(assembly, record.chrom, record.pos, record.ref.upper(), alt)
    return GeneAllele(gene, record, number, variant, True, "", why_not, None, None)


def _region_at(gene: Gene, variant: Variant, start: int, end: int) -> str:
    for name, region in gene.region_of_interest(variant.assembly):
        if region.overlaps(variant.chrom, start, end):
            return name
    return ""
