"""The rows for the laboratory's information system: one for each finding, columns that never move.

A value that is missing is ".". A value that a spreadsheet would run (it begins with =, +, - or
@), that is "." itself, or that begins with an apostrophe, gets one apostrophe before it; who
reads the file takes one apostrophe away from the beginning of a value and has it back.
"""

from __future__ import annotations

from collections.abc import Mapping

from genetics.results import Finding
from pedigrees.clinical.findings_facts import DEFAULT_PANEL, counted_class
from reports.exports.reported import Reported
from reports.record.standing import Standing

COLUMNS = (
    "case",
    "sample",
    *DEFAULT_PANEL,
    "gene",
    "transcript",
    "hgvs_c",
    "hgvs_p",
    "zygosity",
    "source_class",
    "class",
    "class_by",
    "class_date",
    "assembly",
    "contig",
    "pos",
    "ref",
    "alt",
    "genotype",
    "depth",
    "vaf",
    "filter",
    "phase",
    "status",
    "remark",
    "software",
    "knowledge",
    "report_date",
)
"""The columns, in their order; docs/exports.md says what stands in each."""

NOTHING = "."
MARK = "'"
RUN = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""


def lis_table(reported: Reported, standing: Standing) -> bytes:
    """Return the table: one line of titles, a row for each finding, or one row without any."""
    of_case = _of_the_case(reported, standing)
    rows: list[Mapping[str, object]] = [
        {**of_case, **_of_the_finding(finding)} for finding in reported.findings
    ]
    lines = ["\t".join(COLUMNS), *(_line(row) for row in rows or [of_case])]
    return "".join(f"{line}\n" for line in lines).encode()


def _line(row: Mapping[str, object]) -> str:
    return "\t".join(_value(row.get(column)) for column in COLUMNS)


def _value(value: object) -> str:
    """Return a value in one piece: no tab, no line end, nothing that a spreadsheet runs."""
    text = " ".join(str(value if value is not None else "").split())
    if not text:
        return NOTHING
    return f"{MARK}{text}" if text == NOTHING or text.startswith((MARK, *RUN)) else text


def _of_the_case(reported: Reported, standing: Standing) -> dict[str, object]:
    return {
        "case": reported.case,
        "sample": reported.sample.id or reported.vcf_sample,
        **{gene.gene: gene.word.value for gene in reported.genes},
        "assembly": reported.assembly.build,
        "status": "stopped" if reported.stopped else standing.stage.value,
        "remark": "; ".join(reported.stopped),
        "software": reported.software,
        "knowledge": reported.knowledge,
        "report_date": reported.report_date,
    }


def _of_the_finding(finding: Finding) -> dict[str, object]:
    """Return what is said of one finding; of a withheld one no class."""
    remark = f"withheld: {finding.withheld_why}" if finding.withheld else finding.result
    told: dict[str, object] = {
        "gene": finding.gene,
        "transcript": finding.transcript,
        "hgvs_c": finding.hgvs_c,
        "hgvs_p": finding.hgvs_p,
        "zygosity": finding.zygosity,
        "source_class": "somatic" if finding.somatic else "germline",
        "genotype": finding.genotype,
        "depth": finding.depth,
        "vaf": f"{finding.vaf:.4g}" if finding.vaf is not None else None,
        "filter": finding.filters,
        "phase": finding.phase,
    }
    given = counted_class(finding)
    if given is not None and not finding.withheld:
        used = finding.lab_class or finding.our_class
        told |= {"class": given.value, "class_by": finding.class_by}
        told["class_date"] = used.dated if used is not None else None
    if finding.variant is not None:
        place = finding.variant
        told |= {"assembly": place.assembly.value, "contig": place.chrom, "pos": place.pos}
        told |= {"ref": place.ref, "alt": place.alt}
    return {**told, **({"remark": remark} if remark else {})}
