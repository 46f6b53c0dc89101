"""What was studied, what was read and what was not, gene by gene, as the FHIR guide asks for it.

- Studied: every gene of the panel where a VCF was read; without one the genes of which the
  laboratory says something.
- Called: a gene of which every base that must be read was read, or of which the laboratory
  says so. Uncalled: a gene of which something was not read; the text says what.
- Nothing says what was read (a plain VCF): the gene is studied, and in the place of "called"
  stands that it is not known, without a code: no reader can take it for called.

Exons and bases stand in BED files (the guide asks for these below the level of genes), inside
the bundle: studied, called and uncalled, for the genes that were counted base by base.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass

from genetics.callability import gap_in_words, required_regions
from genetics.panel import Panel
from genetics.results import GeneStatus
from genetics.spans import Spans, without
from genetics.variants import Assembly
from pedigrees.case import GeneCallability
from reports.exports.fhir_codes import ABSENT_REASON, HGNC, Json, coded, profile
from reports.exports.reported import Gene as ReportedGene
from reports.exports.reported import Reported
from reports.parts.reading import exon_name

KINDS = ("studied", "called", "uncalled")


def gene_coded(panel: Panel, symbol: str) -> Json:
    """Return a gene with its HGNC number; one that is not on file by its symbol alone."""
    gene = next((one for one in panel.genes if one.symbol == symbol), None)
    return coded(HGNC, gene.hgnc, symbol) if gene is not None else {"text": symbol}


def studied_genes(reported: Reported) -> tuple[ReportedGene, ...]:
    """Return the genes that were studied, as far as anything says so."""
    if reported.vcf:
        return reported.genes
    return tuple(one for one in reported.genes if one.word is not GeneStatus.NOT_ASSESSED)


def regions_extension(reported: Reported, panel: Panel, files: dict[str, str]) -> Json:
    """Return the extension of the guide; `files` are the addresses of the BED files by kind."""
    told = [_described(reported)]
    for gene in studied_genes(reported):
        stated = reported.callability.genes.get(gene.gene)
        told += _of_gene(gene, stated, gene_coded(panel, gene.gene))
    told += [_part(kind, "valueReference", {"reference": files[kind]}) for kind in files]
    return {"url": profile("genomic-study-analysis-regions"), "extension": told}


def _described(reported: Reported) -> Json:
    """Return gene, word and reason in one text, for people."""
    words = "; ".join(f"{one.gene}: {one.word} ({one.reason})" for one in reported.genes)
    return _part("description", "valueString", words)


def _of_gene(gene: ReportedGene, stated: GeneCallability | None, code: Json) -> Iterator[Json]:
    """Yield that a gene was studied, and whether it was called: counted, else as stated."""
    yield _part("studied", "valueCodeableConcept", code)
    gaps = [gap_in_words(one) for one in gene.assessed if not one.complete]
    if not gaps and not gene.assessed:
        gaps = list(_stated_gaps(gene, stated))
    if gaps:
        yield _part("uncalled", "valueCodeableConcept", {**code, "text": "; ".join(gaps)})
    elif gene.assessed or gene.word is GeneStatus.NOTHING_FOUND or _stated_whole(stated):
        yield _part("called", "valueCodeableConcept", code)
    else:
        yield _part("called", "valueCodeableConcept", _unknown(gene))


def _stated_gaps(gene: ReportedGene, stated: GeneCallability | None) -> Iterator[str]:
    """Yield what the laboratory says was not read of a gene."""
    if gene.word is GeneStatus.PARTLY_ASSESSED:
        yield gene.reason
    elif stated is not None:
        if stated.cds_20x_pct is not None and stated.cds_20x_pct < WHOLE:
            yield f"{stated.cds_20x_pct:g} % of the coding bases were read"
        yield from (f"{exon_name(exon)}: not fully covered" for exon in stated.uncovered)


def _stated_whole(stated: GeneCallability | None) -> bool:
    return stated is not None and stated.cds_20x_pct is not None


WHOLE = 100


def _unknown(gene: ReportedGene) -> Json:
    return {
        "extension": [{"url": ABSENT_REASON, "valueCode": "unknown"}],
        "text": f"not known for {gene.gene}: nothing says what was read",
    }


def _part(url: str, kind: str, value: object) -> Json:
    return {"url": url, kind: value}


# BED files --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One line of a BED file: a stretch of a region, both ends included."""

    gene: str
    chrom: str
    region: str
    start: int
    end: int

    def __str__(self) -> str:
        """Return the line: a BED counts from 0, and leaves its end out."""
        return f"chr{self.chrom}\t{self.start - 1}\t{self.end}\t{self.gene} {self.region}"


def bed_files(reported: Reported, panel: Panel) -> dict[str, bytes]:
    """Return the BED of what was studied, called and uncalled, where bases were counted."""
    build = reported.assembly.build
    if not build:
        return {}
    lines: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for counted in reported.genes:
        for kind, stretch in _stretches(counted, panel, build):
            lines[kind].append(str(stretch))
    return {
        kind: "".join(f"{line}\n" for line in every).encode()
        for kind, every in lines.items()
        if every
    }


def _stretches(
    counted: ReportedGene, panel: Panel, build: Assembly
) -> Iterator[tuple[str, _Stretch]]:
    """Yield each stretch of a gene that was counted, with what it is."""
    gaps = {one.region: one.gaps for one in counted.assessed}
    if not gaps:
        return
    gene = panel.gene(counted.gene)
    for region in required_regions(gene, build):
        missed = gaps.get(region.name, ())
        parts: dict[str, Spans] = {
            "studied": region.spans,
            "called": without(region.spans, missed),
            "uncalled": missed,
        }
        for kind, spans in parts.items():
            for start, end in spans:
                yield kind, _Stretch(gene.symbol, gene.chromosome, region.name, start, end)


def bed_document(kind: str, content: bytes, reported: Reported) -> Json:
    """Return a BED file as the resource that holds it."""
    return {
        "resourceType": "DocumentReference",
        "meta": {"profile": [profile("genomic-data-file")]},
        "status": "current",
        "description": f"Regions {kind}, {reported.assembly.build}, as BED",
        "content": [
            {
                "attachment": {
                    "contentType": "text/plain",
                    "data": b64encode(content).decode(),
                    "title": f"{kind}.bed",
                }
            }
        ],
    }
