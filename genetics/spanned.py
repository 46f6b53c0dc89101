"""Names the deletion behind an allele ``*``, which says only that another record has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from genetics.alleles import GeneAllele
from genetics.phrases import say

_STAR = "*"


def with_deletions_named(alleles: Sequence[GeneAllele]) -> list[GeneAllele]:
    """Return the alleles of a gene, each ``*`` with the deletion that it stands for.

    VCF 4.2 to 4.5: ``*`` is an allele that is missing because of a deletion which begins
    further left. It is one of this file whose record reaches over the position, or of none.
    """
    return [
        replace(allele, why_not=_explained(allele, alleles))
        if allele.variant.alt == _STAR
        else allele
        for allele in alleles
    ]


def _explained(star: GeneAllele, alleles: Sequence[GeneAllele]) -> str:
    deletions = list(dict.fromkeys(_deletions_over(star, alleles)))
    if not deletions:
        return say("{reason}; none of this file does", reason=star.why_not)
    return say("{reason}: {deletions}", reason=star.why_not, deletions=", ".join(deletions))


def _deletions_over(star: GeneAllele, alleles: Sequence[GeneAllele]) -> Iterator[str]:
    for allele in alleles:
        record, written = allele.record, allele.as_written
        if record.pos < star.record.pos <= record.end and _is_deletion(written.ref, written.alt):
            yield f"{written.chrom}:{written.pos} {written.ref}>{written.alt}"


def _is_deletion(ref: str, alt: str) -> bool:
    written_out = alt.isalpha() and len(alt) < len(ref)
    return written_out or alt.upper().startswith(("<DEL", "<CN0"))
