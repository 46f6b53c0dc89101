"""What was read, gene by gene and exon by exon, and the records that were not interpreted."""

from __future__ import annotations

from collections.abc import Iterator

from genetics.phrases import marked, say
from genetics.results import Assessed, GeneResult, ReadRecord, RegionKind, region_in_words
from genetics.structural import StructuralFinding
from pedigrees.case import GeneCallability
from reports.basis import Basis
from reports.parts.reading import exon_name, gene_results
from reports.views import CallabilityGene, CallabilityPart, CallabilityRow, RecordRow, RecordsPart
from reports.words import list_in_words, sentence

LISTED_RECORDS = 12


def callability_part(basis: Basis) -> CallabilityPart:
    """Return for each gene what was asked for and what was read, exon by exon.

    Where the data do not show it, the laboratory's own statement stands instead of a table.
    """
    scan = basis.case.scan
    counted = any(one.assessed for one in gene_results(basis))
    intro = [say(COUNTED, assembly=basis.case.assembly)] if counted else []
    if counted and scan is not None:
        intro.append(say("A base counts as read from: {rule}.", rule=scan.callability_rule))
    return CallabilityPart(
        title=say("Callability, by gene and exon"),
        intro=tuple(intro),
        columns=(say("Part"), say("Coding bases read"), say("Margins read"), say("Not read")),
        genes=tuple(_gene(basis, one) for one in gene_results(basis)),
    )


COUNTED = marked(
    "Read of required bases. Margins are the bases on either side of a coding part. What was not "
    "read is given by first and last base on {assembly}."
)


def _gene(basis: Basis, result: GeneResult) -> CallabilityGene:
    stated = basis.case.callability.genes.get(result.gene)
    return CallabilityGene(
        gene=say("{gene}: {word}", gene=result.gene, word=say(result.status)),
        told=tuple(_told(stated, result)),
        rows=tuple(_rows(basis, result)),
    )


def _told(stated: GeneCallability | None, result: GeneResult) -> Iterator[str]:
    """Yield what the laboratory states, and that nothing is stated where it is so."""
    if stated is not None and not stated.shown_by:
        yield from _as_stated(stated, result.gene)
    elif not result.assessed:
        yield say("What was read of this gene is not stated.")


def _as_stated(stated: GeneCallability, gene: str) -> Iterator[str]:
    if stated.cds_20x_pct is not None:
        share = f"{stated.cds_20x_pct:g}"
        yield say("{share} % of the coding bases at 20x, as the laboratory states.", share=share)
    else:
        yield say("The share of the coding bases that was read is not stated.")
    if stated.uncovered:
        names = list_in_words([exon_name(one) for one in stated.uncovered])
        yield say("Not fully covered, as the laboratory states: {parts}.", parts=names)
    if gene == "ALAS2":
        unstated = say("not stated")
        yield say(
            "Promoter: {promoter}. Intron-1 enhancer: {enhancer}.",
            promoter=stated.promoter or unstated,
            enhancer=stated.intron1_gata_enhancer or unstated,
        )


def _rows(basis: Basis, result: GeneResult) -> Iterator[CallabilityRow]:
    """Yield a row for all coding parts together, one for each exon, one for each further part."""
    if not result.assessed:
        return
    margins = {one.exon: one for one in result.assessed if one.kind is RegionKind.MARGIN}
    coding = [one for one in result.assessed if one.kind is RegionKind.CODING]
    yield CallabilityRow(say("all exons"), _sum(coding), _sum(list(margins.values())), "")
    chrom = basis.panel.gene(result.gene).chromosome
    for one in result.assessed:
        if one.kind is RegionKind.MARGIN:
            continue
        beside = margins.get(one.exon) if one.kind is RegionKind.CODING else None
        both = (one, beside) if beside is not None else (one,)
        yield CallabilityRow(
            part=region_in_words(one.region),
            coding=_sum([one]),
            margins=_sum([beside]) if beside is not None else "–",
            gaps=_gaps(chrom, both),
        )


def _sum(rows: list[Assessed]) -> str:
    read, required = sum(one.assessed for one in rows), sum(one.required for one in rows)
    return say("{read} of {required}", read=read, required=required)


def _gaps(chrom: str, rows: tuple[Assessed, ...]) -> str:
    gaps = sorted(gap for one in rows for gap in one.gaps)
    return ", ".join(f"{chrom}:{first}-{last}" for first, last in gaps)


# Records ----------------------------------------------------------------------------------


def records_part(basis: Basis) -> RecordsPart | None:
    """Return the records that were read and are no findings, None where there are none.

    Structural changes come first, then those within what must be read; where there are many,
    the rest is counted.
    """
    records = [
        (say(what), one)
        for result in gene_results(basis)
        for what, those in ((CALLED, result.not_interpreted), (NOT_CALLED, result.not_called))
        for one in those
        if one.variant not in {change.variant for change in result.structural}
    ]
    structural = [one for result in gene_results(basis) for one in result.structural]
    if not records and not structural:
        return None
    records.sort(key=lambda row: not row[1].region)
    left = len(records) - LISTED_RECORDS
    return RecordsPart(
        title=say("Records read, not interpreted"),
        columns=(say("Gene"), say("Record"), say("Genotype"), say("Why")),
        rows=(
            *(_structural(one) for one in structural),
            *(_record(what, one) for what, one in records[:LISTED_RECORDS]),
        ),
        after=say("{number} more stand in case.json.", number=left) if left > 0 else "",
    )


CALLED = marked("not interpreted")
NOT_CALLED = marked("not called")


def _structural(one: StructuralFinding) -> RecordRow:
    """Say of a structural change where it reaches, what it touches, and that a person reads it."""
    told = (
        say(
            "{kind}, {start} to {end}: a person decides",
            kind=say(one.kind),
            start=one.start,
            end=one.end,
        ),
        one.touches,
        say("carried: {answer}", answer=one.called.in_words),
        *one.remarks,
    )
    return RecordRow(
        gene=one.gene,
        record=f"{one.variant.chrom}:{one.variant.pos} {one.variant.ref}>{one.variant.alt}",
        genotype=one.genotype,
        why=" ".join(sentence(part) for part in told if part),
    )


def _record(what: str, record: ReadRecord) -> RecordRow:
    place = record.variant
    return RecordRow(
        gene=record.gene,
        record=f"{place.chrom}:{place.pos} {place.ref}>{place.alt}",
        genotype=record.genotype,
        why=" ".join(sentence(one) for one in (f"{what}: {record.why}", record.region) if one),
    )
