"""Says in words which exons and regions of a gene a stretch of bases touches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genetics.panel import SPLICE_MARGIN, Exon, Gene
from genetics.phrases import say
from genetics.results import region_in_words
from genetics.variants import Assembly


def touched_in_words(gene: Gene, assembly: Assembly, start: int, end: int) -> str:
    """Return "exons 5 to 7 whole, part of exon 8, promoter"; "" for introns alone.

    Exons are named in the order of the transcript, coding or not; of an exon that is not
    touched itself the splice region (8 bases of the intron on either side) is.
    """
    exons = gene.transcript.exons[assembly] if gene.transcript else ()
    whole = [
        exon.number for exon in exons if start <= exon.interval.start and exon.interval.end <= end
    ]
    further = (
        region_in_words(name)
        for name, interval in gene.regions.get(assembly, ())
        if interval.start <= end and start <= interval.end
    )
    return ", ".join((*_whole(whole), *_in_part(exons, whole, start, end), *further))


def _whole(numbers: Sequence[int]) -> Iterator[str]:
    for first, last in _runs(numbers):
        if first == last:
            yield say("exon {number} whole", number=first)
        else:
            yield say("exons {first} to {last} whole", first=first, last=last)


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _in_part(exons: Sequence[Exon], whole: Sequence[int], start: int, end: int) -> Iterator[str]:
    for exon in exons:
        if exon.number in whole:
            continue
        first, last = exon.interval.start, exon.interval.end
        if first <= end and start <= last:
            yield say("part of exon {number}", number=exon.number)
        elif first - SPLICE_MARGIN <= end and start <= last + SPLICE_MARGIN:
            yield say("splice region of exon {number}", number=exon.number)
