"""Writes what a scan found: as JSON with everything in it, or as a table with a row a finding."""

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
from genetics.results import Finding, Findings, GeneResult

SCHEMA = "sideroscreen-scan/1"

MISSING = "."


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
    "file",
    "sample",
    "sex",
    "gene",
    "status",
    "reason",
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
                "warnings": list(scan.warnings),
            },
        )


def _rows(scan: Findings) -> Iterator[dict[str, Any]]:
    """Yield a row for each gene of each sample, and after it a row for each finding."""
    for sample in scan.samples:
        for gene in sample.genes:
            about = {"sample": sample.sample, "sex": sample.sex, "gene": gene.gene}
            yield {**about, "row": f"{sample.sample} {gene.gene}", **_of_gene(gene)}
            for number, finding in enumerate(gene.findings, start=1):
                row = f"{sample.sample} {gene.gene} finding {number}"
                yield {**about, "row": row, **_of_finding(finding)}


def _of_gene(gene: GeneResult) -> dict[str, Any]:
    return {
        "status": gene.status,
        "reason": gene.reason,
        "not_interpreted": len(gene.not_interpreted),
        "not_called": len(gene.not_called),
    }


def _of_finding(finding: Finding) -> dict[str, Any]:
    variant = finding.variant
    return {
        "transcript": finding.transcript,
        "hgvs_c": finding.hgvs_c,
        "hgvs_p": finding.hgvs_p,
        "naming": finding.naming,
        "assembly": variant and variant.assembly,
        "chrom": variant and variant.chrom,
        "pos": variant and variant.pos,
        "ref": variant and variant.ref,
        "alt": variant and variant.alt,
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
