"""What a change touches, in the terms of the Sequence Ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from genetics.sequence.transcribed import Change, Transcribed

# The most severe first, in the order of severity that Ensembl gives its consequences.
_ORDER = (
    "splice_acceptor_variant",
    "splice_donor_variant",
    "stop_gained",
    "frameshift_variant",
    "stop_lost",
    "start_lost",
    "inframe_insertion",
    "inframe_deletion",
    "missense_variant",
    "protein_altering_variant",
    "splice_region_variant",
    "start_retained_variant",
    "stop_retained_variant",
    "synonymous_variant",
    "coding_sequence_variant",
    "5_prime_UTR_variant",
    "3_prime_UTR_variant",
    "intron_variant",
    "upstream_gene_variant",
    "downstream_gene_variant",
)

SPLICE_SITE = 2
_REGION_IN_EXON = 3
_REGION_IN_INTRON = 8


def in_order(terms: Iterable[str]) -> tuple[str, ...]:
    """Return each term once, the most severe first."""
    return tuple(sorted(set(terms), key=_ORDER.index))


def splice_sites(gene: Transcribed) -> Iterator[tuple[str, range]]:
    """Yield the first and last two bases of each intron with the term for a change there."""
    for intron in gene.introns:
        yield "splice_donor_variant", range(intron.start, intron.start + SPLICE_SITE)
        yield "splice_acceptor_variant", range(intron.stop - SPLICE_SITE, intron.stop)


def places_touched(change: Change, gene: Transcribed) -> Iterator[str]:
    """Yield the terms of the places that a change touches, case by case (Sequence Ontology).

    - The first and last two bases of an intron: splice_donor_ and splice_acceptor_variant. Bases
      put in between the two destroy the site as well.
    - Otherwise the last and first three bases of exons that meet, and bases 3 to 8 of the intron
      between them: splice_region_variant, also for bases put in exactly between exon and intron.
    - Coding part: coding_sequence_variant; what it does there is another question.
    - Untranslated parts, the rest of introns, and what lies outside the transcript: by their names.
    """
    sites = [term for term, site in splice_sites(gene) if change.touches(site)]
    yield from sites
    if not sites and any(change.touches(region) for region in _splice_regions(gene)):
        yield "splice_region_variant"
    yield from _exonic(change, gene)
    for intron in gene.introns:
        if _covers(change, range(intron.start + SPLICE_SITE, intron.stop - SPLICE_SITE)):
            yield "intron_variant"
    if change.start < gene.bounds.start:
        yield "upstream_gene_variant"
    if max(change.end, change.start + 1) > gene.bounds.stop:
        yield "downstream_gene_variant"


def at_edge(change: Change, gene: Transcribed) -> bool:
    """Whether bases are put in exactly between an exon and an intron."""
    edges = {edge for intron in gene.introns for edge in (intron.start, intron.stop)}
    return not change.gone and change.start in edges


def _splice_regions(gene: Transcribed) -> Iterator[range]:
    for one, other in pairwise(gene.exons):
        in_exon = max(one.stop - _REGION_IN_EXON, one.start)
        yield range(in_exon, min(one.stop + _REGION_IN_INTRON, other.start))
        in_exon = min(other.start + _REGION_IN_EXON, other.stop)
        yield range(max(other.start - _REGION_IN_INTRON, one.stop), in_exon)


def _exonic(change: Change, gene: Transcribed) -> Iterator[str]:
    """Yield the parts of the message that are touched; an insertion at an edge touches both."""
    before = 0
    for exon in gene.exons:
        first, last = max(change.start, exon.start), min(change.end, exon.stop)
        inside = first < last if change.gone else exon.start <= change.start <= exon.stop
        if inside:
            start, stop = before + first - exon.start, before + last - exon.start
            yield from _parts(start, stop, gene.coding)
        before += len(exon)


def _parts(start: int, stop: int, coding: range) -> Iterator[str]:
    if start == stop:  # bases are put in
        if start <= coding.start:
            yield "5_prime_UTR_variant"
        elif start >= coding.stop:
            yield "3_prime_UTR_variant"
        else:
            yield "coding_sequence_variant"
        return
    if start < coding.start:
        yield "5_prime_UTR_variant"
    if stop > coding.stop:
        yield "3_prime_UTR_variant"
    if start < coding.stop and stop > coding.start:
        yield "coding_sequence_variant"


def _covers(change: Change, stretch: range) -> bool:
    if change.gone:
        return change.touches(stretch)
    return stretch.start <= change.start <= stretch.stop
