"""Writes what a scan found: as JSON with everything in it, or as a table."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from genetics.classification import Assertion
from genetics.errors import Mistake, UsageError
from genetics.results import Assessed, Finding, Findings, GeneResult, ReadRecord
from genetics.variants import Variant

SCHEMA = "sideroscreen-scan/1"

MISSING = "."
NOT_STATED = "not stated"


class Format(StrEnum):
    """The two ways in which a scan is written."""

    JSON = "json"
    TSV = "tsv"


def scan_text(scans: Sequence[Findings], form: Format, *, software: str, knowledge: str) -> str:
    """Return the scans of one or more files as text, with the versions that made it."""
    if form is Format.JSON:
        document = scan_document(scans, software=software, knowledge=knowledge)
        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    return "".join(f"{line}\n" for line in _table(scans, software, knowledge))


def scan_document(scans: Sequence[Findings], *, software: str, knowledge: str) -> dict[str, Any]:
    """Return the scans as the document `sideroscreen-scan/1`.

    The keys are the names of the types in ``genetics.results``. A finding also says whether
    the classes differ. Dates are written as in ISO 8601, closed choices by their words.
    """
    return {
        "schema": SCHEMA,
        "sideroscreen": software,
        "knowledge": knowledge,
        "scans": [_plain(scan) for scan in scans],
    }


def write_scan(text: str, output: Path | None) -> None:
    """Write to a file, which is whole or not there at all, or to standard output (None)."""
    if output is None:
        sys.stdout.write(text)
        return
    whole = output.resolve()
    part = whole.with_name(f".{whole.name}.part")
    try:
        if output.exists() and not output.is_file():
            output.write_text(text, encoding="utf-8")  # a pipe or a device is no file to replace
        else:
            part.write_text(text, encoding="utf-8")
            part.replace(whole)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        what = f"the output cannot be written ({error.strerror})"
        remedy = "name a file in a folder that exists and may be written"
        raise UsageError(Mistake(what, remedy, str(output))) from None


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if is_dataclass(value):
        plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        if isinstance(value, Finding):
            plain["classes_differ"] = value.classes_differ
        return plain
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


# --- the table ---

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
    "warnings",
)


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

    `kind` says what a row is about: gene, finding, read and not interpreted, not called.
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
