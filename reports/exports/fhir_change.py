"""A change as the components of a FHIR observation: gene, names, place, copies, share of reads."""

from __future__ import annotations

from collections.abc import Iterator

from genetics.panel import Panel
from genetics.results import Finding
from reports.exports import fhir_codes as codes
from reports.exports.fhir_codes import Json
from reports.exports.fhir_regions import gene_coded


def which_gene(panel: Panel, finding: Finding) -> Iterator[Json]:
    yield component(codes.GENE_STUDIED, gene_coded(panel, finding.gene))
    yield component(codes.SOURCE_CLASS, codes.SOMATIC if finding.somatic else codes.GERMLINE)


def change(panel: Panel, finding: Finding) -> Iterator[Json]:
    """Yield names, place, copies and share of reads, as far as they are known."""
    if finding.transcript:
        yield component(codes.TRANSCRIPT, _named(codes.REFSEQ, finding.transcript))
    if finding.hgvs_c:
        name = f"{finding.transcript}:{finding.hgvs_c}" if finding.transcript else finding.hgvs_c
        yield component(codes.CODING_CHANGE, _named(codes.HGVS, name))
    if finding.hgvs_p not in ("", "p.?"):
        yield component(codes.PROTEIN_CHANGE, _protein(panel, finding))
    yield from _place(finding)
    if finding.zygosity is not None:
        words = {"text": finding.zygosity.value}
        yield component(codes.ALLELIC_STATE, {**codes.STATES.get(finding.zygosity, {}), **words})
    if finding.vaf is not None:
        share = {"value": round(finding.vaf, 4), "unit": "1", "system": codes.UCUM, "code": "1"}
        yield {"code": codes.ALLELE_SHARE, "valueQuantity": share}


def _protein(panel: Panel, finding: Finding) -> Json:
    """Return the name on the protein where the transcript is ours, else the bare name."""
    for gene in panel.genes:
        ours = gene.transcript
        if ours is not None and finding.transcript == ours.refseq:
            return _named(codes.HGVS, f"{ours.protein}:{finding.hgvs_p}")
    return {"text": finding.hgvs_p}


def _place(finding: Finding) -> Iterator[Json]:
    """Yield the place as a VCF has it."""
    place = finding.variant
    if place is None:
        return
    yield component(codes.ASSEMBLY, codes.BUILDS[place.assembly])
    chromosome = codes.CHROMOSOMES.get(place.chrom, {"text": f"Chromosome {place.chrom}"})
    yield component(codes.CHROMOSOME, chromosome)
    yield component(codes.COORDINATES, codes.COUNTED_FROM_ONE)
    end = place.pos + len(place.ref) - 1
    span = {"low": {"value": place.pos}, "high": {"value": end}}
    yield {"code": codes.START_AND_END, "valueRange": span}
    yield {"code": codes.REFERENCE_ALLELE, "valueString": place.ref}
    yield {"code": codes.ALTERNATIVE_ALLELE, "valueString": place.alt}


def component(code: Json, value: Json) -> Json:
    return {"code": code, "valueCodeableConcept": value}


def _named(system: str, name: str) -> Json:
    return codes.coded(system, name, name)
