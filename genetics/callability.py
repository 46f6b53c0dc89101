"""Which bases of a gene must be read, how many are shown to have been, and the word for it.

What must be read is the region of interest, counted region by region:

- of each exon its coding bases ("exon 5"); a percentage of coding bases means these alone;
- the 8 bases on either side of each coding part ("margins of exon 5"), counted apart;
- promoter and enhancer, where the gene's file names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor

from genetics.intervals import Interval
from genetics.panel import SPLICE_MARGIN, Exon, Gene
from genetics.phrases import marked, say
from genetics.results import (
    EXON,
    MARGINS_OF,
    Assessed,
    GeneStatus,
    RegionKind,
    region_in_words,
)
from genetics.spans import Spans, bases_in, common, joined, within, without
from genetics.variants import Assembly

# A base counts as read from so many reads and such a genotype quality on. Our own choice (an
# assumption, printed as one), to be confirmed by the laboratory that uses the program.
DEFAULT_DEPTH = 20
DEFAULT_QUALITY = 20

# The percentage of coding bases that rules refer to is one at 20x (KNOWLEDGE.md 1a).
PERCENTAGE_DEPTH = 20

PLAIN_VCF = marked("a plain VCF does not say what was read")
NO_RECORD_HERE = marked("no reference record lies in the regions of this gene")
NOTHING_STATED = marked("the reference records of this gene state no depth or no genotype quality")


@dataclass(frozen=True, slots=True)
class Threshold:
    """From how many reads and from which genotype quality on a base counts as read.

    None: nothing was stated, and the default is assumed. A quality of 0 asks for none.
    """

    stated_depth: int | None = None
    stated_quality: int | None = None

    @property
    def depth(self) -> int:
        """Return the reads that are asked for."""
        return DEFAULT_DEPTH if self.stated_depth is None else self.stated_depth

    @property
    def quality(self) -> int:
        """Return the genotype quality that is asked for."""
        return DEFAULT_QUALITY if self.stated_quality is None else self.stated_quality

    def __str__(self) -> str:
        depth = f"DP >= {self.depth}"
        quality = f"GQ >= {self.quality}" if self.quality else say("no GQ asked for")
        of_depth, of_quality = _whose(self.stated_depth), _whose(self.stated_quality)
        if of_depth == of_quality:
            return say(
                "{depth} and {quality} ({whose})", depth=depth, quality=quality, whose=of_depth
            )
        return say(
            "{depth} ({of_depth}) and {quality} ({of_quality})",
            depth=depth,
            of_depth=of_depth,
            quality=quality,
            of_quality=of_quality,
        )


def _whose(stated: int | None) -> str:
    return say("assumption") if stated is None else say("as stated")


@dataclass(frozen=True, slots=True)
class Region:
    """One region of a gene that must be read."""

    name: str
    kind: RegionKind
    spans: Spans


def required_regions(gene: Gene, assembly: Assembly) -> tuple[Region, ...]:
    """Return what must be read of a gene, in the order of the transcript."""
    if gene.transcript is None:
        return ()
    coding = tuple(
        region
        for exon in gene.transcript.exons[assembly]
        if exon.coding is not None
        for region in _of_exon(exon, exon.coding)
    )
    further = (
        Region(name, RegionKind.FURTHER, ((stretch.start, stretch.end),))
        for name, stretch in gene.regions.get(assembly, ())
    )
    return (*coding, *further)


def _of_exon(exon: Exon, coding: Interval) -> Iterator[Region]:
    before = (coding.start - SPLICE_MARGIN, coding.start - 1)
    after = (coding.end + 1, coding.end + SPLICE_MARGIN)
    name = f"{EXON}{exon.number}"
    yield Region(name, RegionKind.CODING, ((coding.start, coding.end),))
    yield Region(f"{MARGINS_OF}{name}", RegionKind.MARGIN, (before, after))


def required_spans(gene: Gene, assembly: Assembly) -> Spans:
    """Return all bases that must be read of a gene."""
    regions = required_regions(gene, assembly)
    return joined(span for region in regions for span in region.spans)


def regions_touched(gene: Gene, assembly: Assembly, start: int, end: int) -> str:
    """Return the names of the required regions that share a base with the stretch."""
    return ", ".join(
        region.name
        for region in required_regions(gene, assembly)
        if within(region.spans, start, end)
    )


def assess(gene: Gene, assembly: Assembly, read: Spans) -> tuple[Assessed, ...]:
    """Count for each required region of a gene how many of its bases are among those read."""
    return tuple(_assessed(region, read) for region in required_regions(gene, assembly))


def _assessed(region: Region, read: Spans) -> Assessed:
    return Assessed(
        region=region.name,
        required=bases_in(region.spans),
        assessed=bases_in(common(read, region.spans)),
        gaps=without(region.spans, read),
        kind=region.kind,
    )


def word_for(rows: Sequence[Assessed], not_interpreted: int) -> tuple[GeneStatus, str]:
    """Return the word for a gene in which nothing was found, and its reason, case by case.

    `rows` are the regions with what was read of them, at least one. `not_interpreted` counts
    the called alleles in them that could not be interpreted (a symbolic deletion, ``*``).

    - No base was read: not assessed.
    - Every base of every region was read, and no such allele is there: assessed, nothing
      found.
    - Anything else: partly assessed, and the reason names each region that is not whole.
    """
    reasons = [reading_in_words(rows)]
    if not_interpreted:
        reasons.append(
            say("called in these regions and not interpreted: {count}", count=not_interpreted)
        )
    if not any(row.assessed for row in rows):
        status = GeneStatus.NOT_ASSESSED
    elif not_interpreted or not all(row.complete for row in rows):
        status = GeneStatus.PARTLY_ASSESSED
    else:
        status = GeneStatus.NOTHING_FOUND
    return status, "; ".join(reasons)


def reading_in_words(rows: Sequence[Assessed]) -> str:
    """Say what was read: ``exon 5: 180 of 223 coding bases``, each region that is not whole."""
    required, assessed = _coding_bases(rows)
    if not any(row.assessed for row in rows):
        return say("0 of {required} coding bases, and none of the other regions", required=required)
    whole = say("all {required} coding bases", required=required)
    gaps = [row for row in rows if not row.complete]
    if not gaps:
        further = [region_in_words(row.region) for row in rows if row.kind is RegionKind.FURTHER]
        margins = say("the {bases} bp on either side of each coding part", bases=SPLICE_MARGIN)
        return ", ".join((whole, margins, *further))
    if assessed != required:
        whole = say("{assessed} of {required} coding bases", assessed=assessed, required=required)
    return "; ".join((whole, *_gaps_in_words(gaps)))


def _gaps_in_words(gaps: Sequence[Assessed]) -> Iterator[str]:
    """Yield each region that was read in part, margins last, then those of which nothing was.

    The margins of an exon of which nothing was read are not named beside it.
    """
    partly = [row for row in gaps if row.assessed]
    for row in sorted(partly, key=lambda row: row.kind is RegionKind.MARGIN):
        yield gap_in_words(row)
    unread = [row for row in gaps if not row.assessed]
    exons = {row.region for row in unread if row.kind is RegionKind.CODING}
    named = [
        row.region for row in unread if row.kind is not RegionKind.MARGIN or row.exon not in exons
    ]
    if named:
        yield say("nothing of {regions}", regions=", ".join(region_in_words(one) for one in named))


def gap_in_words(row: Assessed) -> str:
    """Return ``exon 5: 180 of 223 coding bases``."""
    counted = {
        "region": region_in_words(row.region),
        "assessed": row.assessed,
        "required": row.required,
    }
    if row.kind is RegionKind.CODING:
        return say("{region}: {assessed} of {required} coding bases", **counted)
    return say("{region}: {assessed} of {required} bases", **counted)


def coding_percentage(rows: Sequence[Assessed]) -> float | None:
    """Return the percentage of the coding bases that were read, 100 only if all were."""
    required, assessed = _coding_bases(rows)
    return floor(10_000 * assessed / required) / 100 if required else None


def _coding_bases(rows: Sequence[Assessed]) -> tuple[int, int]:
    """Return how many coding bases must be read, and how many were."""
    coding = [row for row in rows if row.kind is RegionKind.CODING]
    return sum(row.required for row in coding), sum(row.assessed for row in coding)
