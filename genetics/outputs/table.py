"""The scan as a table: a row for each gene of each sample, and one for each of its records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from genetics.acmg.criteria import Proposal
from genetics.answers import Answer
from genetics.classification import Assertion
from genetics.kin.phase import PhasedPair
from genetics.library.records import ClinvarRecord, Frequency
from genetics.outputs.document import SCHEMA
from genetics.results import Assessed, Finding, Findings, GeneResult, ReadRecord
from genetics.structural import StructuralFinding
from genetics.variants import Variant

MISSING = "."
NOT_STATED = "not stated"


_COLUMNS = (
    "row",
    "kind",
    "file",
    "sample",
    "sex",
    "gene",
    "status",
    "reason",
    "required",
    "assessed",
    "not_assessed_regions",
    "not_interpreted",
    "not_called",
    "transcript",
    "hgvs_c",
    "hgvs_p",
    "naming",
    "assembly",
    "chrom",
    "pos",
    "ref",
    "alt",
    "genotype",
    "zygosity",
    "depth",
    "vaf",
    "filters",
    "class",
    "class_by",
    "lab_class",
    "our_class",
    "our_class_by",
    "our_class_dated",
    "our_class_review",
    "classes_differ",
    "other_classes",
    "consequence",
    "exon",
    "region",
    "mechanism",
    "withheld",
    "place",
    "phase",
    "parental_origin",
    "de_novo",
    "mosaicism",
    "nmd",
    "clinvar",
    "frequency",
    "proposed",
    "points",
    "criteria",
    "cross_check",
    "warnings",
)


def table_text(scans: Sequence[Findings], *, software: str, knowledge: str) -> str:
    """Return the table of the scans of one or more files as text."""
    return "".join(f"{line}\n" for line in _table(scans, software, knowledge))


def _table(scans: Sequence[Findings], software: str, knowledge: str) -> Iterator[str]:
    """Yield the lines: what made the table, a line for each file, column names, rows.

    The lines with # are YAML (each value is JSON), as MultiQC takes them from a file named
    ``…_mqc.tsv``; the first column is another in each row, as MultiQC asks.
    """
    for key, value in _preamble(scans, software, knowledge):
        yield f"# {key}: {json.dumps(value, ensure_ascii=False)}"
    yield "\t".join(_COLUMNS)
    for number, scan in enumerate(scans, start=1):
        prefix = f"{number}: " if len(scans) > 1 else ""
        for row in _rows(scan):
            cells = {**row, "row": prefix + str(row["row"]), "file": scan.file}
            yield "\t".join(_cell(cells.get(column)) for column in _COLUMNS)


def _preamble(
    scans: Sequence[Findings], software: str, knowledge: str
) -> Iterator[tuple[str, Any]]:
    yield "id", "sideroscreen_scan"
    yield "section_name", "Sideroscreen scan"
    yield "plot_type", "table"
    yield "schema", SCHEMA
    yield "sideroscreen", software
    yield "knowledge", knowledge
    for number, scan in enumerate(scans, start=1):
        yield (
            f"file_{number}",
            {
                "file": scan.file,
                "assembly": scan.assembly.value,
                "assembly_signs": list(scan.assembly_signs),
                "how_read": scan.how_read,
                "records_read": scan.records_read,
                "callability_rules": sorted({one.callability_rule for one in scan.samples}),
                "warnings": list(scan.warnings),
            },
        )


def _rows(scan: Findings) -> Iterator[dict[str, Any]]:
    """Yield a row for each gene of each sample, and after it one for each of its records.

    `kind` says what a row is about: gene, finding, read and not interpreted, not called, a
    structural change, a pair of findings and how they lie to each other.
    """
    for sample in scan.samples:
        for gene in sample.genes:
            about = {"sample": sample.sample, "sex": sample.sex, "gene": gene.gene}
            name = f"{sample.sample} {gene.gene}"
            yield {**about, "row": name, "kind": "gene", **_of_gene(gene)}
            for kind, things in (
                ("finding", [_of_finding(one) for one in gene.findings]),
                ("not interpreted", [_of_record(one) for one in gene.not_interpreted]),
                ("not called", [_of_record(one) for one in gene.not_called]),
                ("structural", [_of_structural(one) for one in gene.structural]),
                ("pair", [_of_pair(one) for one in gene.pairs]),
            ):
                for number, thing in enumerate(things, start=1):
                    yield {**about, "row": f"{name} {kind} {number}", "kind": kind, **thing}


def _of_gene(gene: GeneResult) -> dict[str, Any]:
    return {
        "status": gene.status,
        "reason": gene.reason,
        **_of_reading(gene.assessed),
        "not_interpreted": len(gene.not_interpreted),
        "not_called": len(gene.not_called),
    }


def _of_reading(rows: Sequence[Assessed]) -> dict[str, Any]:
    """Return how many bases of all regions must be read and were, and where the others lie.

    Coding bases, margins, promoter and enhancer are counted together: the two numbers are
    equal if every base was read. The stretches are on the build of the file.
    """
    if not rows:
        return {"not_assessed_regions": NOT_STATED}
    return {
        "required": sum(row.required for row in rows),
        "assessed": sum(row.assessed for row in rows),
        "not_assessed_regions": "; ".join(
            f"{row.region} {', '.join(f'{start}-{end}' for start, end in row.gaps)}"
            for row in rows
            if row.gaps
        ),
    }


def _of_record(record: ReadRecord) -> dict[str, Any]:
    return {
        "reason": record.why,
        **_of_variant(record.variant),
        "genotype": record.genotype,
        "region": record.region,
    }


def _of_structural(one: StructuralFinding) -> dict[str, Any]:
    return {
        "reason": one.called.in_words,
        **_of_variant(one.variant),
        "consequence": f"{one.kind} {one.start}-{one.end}",
        "genotype": one.genotype,
        "region": one.touches,
        "filters": one.filters,
        "place": one.place,
        "warnings": "; ".join(one.remarks),
    }


def _of_pair(pair: PhasedPair) -> dict[str, Any]:
    told = f"{pair.first} and {pair.second}: {pair.why}"
    return {"phase": pair.phase, "reason": f"{told}; {pair.settle}" if pair.settle else told}


def _of_variant(variant: Variant | None) -> dict[str, Any]:
    if variant is None:
        return {}
    return {
        "assembly": variant.assembly,
        "chrom": variant.chrom,
        "pos": variant.pos,
        "ref": variant.ref,
        "alt": variant.alt,
    }


def _of_finding(finding: Finding) -> dict[str, Any]:
    return {
        "transcript": finding.transcript,
        "hgvs_c": finding.hgvs_c,
        "hgvs_p": finding.hgvs_p,
        "naming": finding.naming,
        **_of_variant(finding.variant),
        "genotype": finding.genotype,
        "zygosity": finding.zygosity,
        "depth": finding.depth,
        "vaf": None if finding.vaf is None else f"{finding.vaf:.3f}",
        "filters": finding.filters,
        "class": finding.classification,
        "class_by": finding.class_by,
        "lab_class": finding.lab_class and finding.lab_class.classification,
        **_of_our_class(finding.our_class),
        "classes_differ": finding.classes_differ,
        "other_classes": "; ".join(_in_words(assertion) for assertion in finding.assertions),
        "consequence": finding.consequence,
        "exon": finding.exon,
        "mechanism": finding.mechanism,
        "withheld": finding.withheld_why if finding.withheld else None,
        "place": finding.place,
        "phase": finding.phase,
        "parental_origin": finding.parental_origin,
        "de_novo": finding.de_novo and finding.de_novo.in_words,
        "mosaicism": finding.mosaicism and finding.mosaicism.in_words,
        "nmd": finding.nmd and finding.nmd.in_words,
        "clinvar": _of_clinvar(finding.clinvar),
        "frequency": _of_frequency(finding.frequency),
        **_of_proposal(finding.proposal),
        "cross_check": finding.cross_check,
        "warnings": "; ".join(finding.warnings),
    }


def _of_our_class(ours: Assertion | None) -> dict[str, Any]:
    if ours is None:
        return {}
    return {
        "our_class": ours.classification,
        "our_class_by": ours.by,
        "our_class_dated": ours.dated,
        "our_class_review": ours.review,
    }


def _of_clinvar(record: ClinvarRecord | None) -> str | None:
    """Return each class with its review status and conditions, and the VariationID."""
    if record is None:
        return None
    classes = "; ".join(
        f"{one.word} ({one.review}; {', '.join(one.conditions) or 'no condition'})"
        + (f" [{one.conflicting}]" if one.conflicting else "")
        for one in record.classes
    )
    return f"{record.variation_id or ', '.join(record.other_ids)}: {classes}"


def _of_frequency(frequency: Frequency | None) -> str | None:
    if frequency is None:
        return None
    figures = {
        "AF": frequency.af,
        "FAF95": frequency.faf95,
        "AC": frequency.count,
        "AN": frequency.number,
        "homozygotes": frequency.homozygotes,
        "hemizygotes": frequency.hemizygotes,
    }
    return "; ".join(f"{name}={value:g}" for name, value in figures.items() if value is not None)


def _of_proposal(proposal: Proposal | None) -> dict[str, Any]:
    """Return class, points and criteria: those met with their points, candidates with "?"."""
    if proposal is None:
        return {}
    return {
        "proposed": proposal.classification or proposal.withheld_why,
        "points": proposal.points,
        "criteria": "; ".join(
            f"{one.code}?" if one.candidate else f"{one.code} {one.points:+d}"
            for one in proposal.criteria
            if one.met is Answer.YES
        ),
    }


def _in_words(assertion: Assertion) -> str:
    dated = assertion.dated or "no date"
    return f"{assertion.classification} ({assertion.by}, {dated}, {assertion.review})"


def _cell(value: Any) -> str:
    """Return one cell: "." for nothing, "yes" and "no", never a tab or a line end."""
    if value is None or value == "":
        return MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(value).split())
