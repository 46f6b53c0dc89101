"""The stretches of the genome that are read: every gene of the panel, on both builds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from genetics.intervals import Interval
from genetics.variants import Assembly

if TYPE_CHECKING:
    from genetics.panel import Gene, Panel

Stretches = Mapping[str, tuple[Interval, ...]]
"""By chromosome (named without "chr"), sorted, none touching another."""


@dataclass(frozen=True, slots=True)
class Territory:
    """What is read (`stretches`), and the part of it whose every base must be (`required`)."""

    stretches: Stretches
    required: Stretches

    def touches(self, chrom: str, start: int, end: int) -> bool:
        """Whether ``start`` to ``end`` shares a base with one of the stretches."""
        return _touched(self.stretches, chrom, start, end)

    def requires(self, chrom: str, start: int, end: int) -> bool:
        """Whether a base from ``start`` to ``end`` must be read."""
        return _touched(self.required, chrom, start, end)

    def __iter__(self) -> Iterator[Interval]:
        for stretches in self.stretches.values():
            yield from stretches


def territory_of(panel: Panel) -> Territory:
    """Return the bounds of all scanned genes on both builds, and their regions of interest.

    Both builds are read because the build may be concluded from the records themselves.
    """
    places = [(gene, assembly) for gene in panel.scanned for assembly in Assembly]
    bounds = (gene_bounds(gene, assembly) for gene, assembly in places)
    regions = (
        region for gene, assembly in places for _, region in gene.region_of_interest(assembly)
    )
    return Territory(_merged(stretch for stretch in bounds if stretch), _merged(regions))


def gene_bounds(gene: Gene, assembly: Assembly) -> Interval | None:
    """Return the gene with its promoter and enhancers: from the first base to the last."""
    return gene.bounds(assembly)


def _merged(stretches: Iterable[Interval]) -> dict[str, tuple[Interval, ...]]:
    merged: dict[str, tuple[Interval, ...]] = {}
    for stretch in sorted(stretches, key=lambda stretch: (stretch.chrom, stretch.start)):
        before = merged.get(stretch.chrom, ())
        if before and stretch.start <= before[-1].end + 1:
            joined = Interval(stretch.chrom, before[-1].start, max(before[-1].end, stretch.end))
            merged[stretch.chrom] = (*before[:-1], joined)
        else:
            merged[stretch.chrom] = (*before, stretch)
    return merged


def _touched(stretches: Stretches, chrom: str, start: int, end: int) -> bool:
    return any(
        stretch.start <= end and start <= stretch.end for stretch in stretches.get(chrom, ())
    )
