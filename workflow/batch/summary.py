"""The tables over all cases of a batch, written from the folders of the cases."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

from genetics.outputs.files import write_text
from genetics.results import GeneStatus
from reports.batch_numbers import (
    SAMPLE_TWICE,
    VERSIONS_DIFFER,
    BatchTimings,
    BatchWarning,
    GeneTotal,
    Summary,
    Versions,
)
from workflow.batch import case_folder
from workflow.batch.manifest import Row
from workflow.batch.status import Status, Timings
from workflow.batch.way import is_of

SCHEMA = "sideroscreen-batch-summary/1"
NOTHING = "."
FINDINGS, CALLABILITY, FAILURES = "findings.tsv", "callability.tsv", "failures.tsv"
SUMMARY, MULTIQC, PAGE = "summary.json", "multiqc_sideroscreen_mqc.tsv", "summary.pdf"

_OF_FINDING = (
    "gene", "transcript", "hgvs_c", "hgvs_p", "genotype", "zygosity", "filters", "depth", "vaf",
    "classification", "class_by", "classes_differ", "consequence", "mechanism", "withheld_why",
    "place", "naming", "cross_check",
)  # fmt: skip
_OF_VARIANT = ("assembly", "chrom", "pos", "ref", "alt")
_FINDING_COLUMNS = ("case", "file", "sample", "sex", "kind", *_OF_FINDING, *_OF_VARIANT)
_CALLABILITY_COLUMNS = (
    "case", "file", "sample", "sex", "gene", "status", "reason", "required", "assessed",
    "findings", "structural", "not_interpreted", "not_called", "rule",
)  # fmt: skip
_FAILURE_COLUMNS = ("case", "file", "outcome", "error")
_MULTIQC_COLUMNS = (
    "Sample", "case", "outcome", "findings", "found", "nothing_found", "partly_assessed",
    "not_assessed", "messages",
)  # fmt: skip


def collect(rows: Sequence[Row], out: Path, reasons: Mapping[str, Sequence[str]]) -> Summary:
    """Write the tables of these cases into `out` from the folders there, and return the numbers.

    The rows stand in the order of the manifest, so it does not matter which case was run when,
    where, or by which run. `reasons` says why a case has no folder of this run, where that is
    known: a folder of an earlier run that stands there still is not of these files. Nor is one
    of another file than the row names, or one of which something is gone or was changed. Each
    table is whole or not there. Raises UsageError where one cannot be written.
    """
    tables = _Tables()
    for row in rows:
        status = None if row.case in reasons else case_folder.stored_status(out, row.case)
        why = reasons.get(row.case, ())
        if status is not None and (wrong := _wrong_with(status, row, out)):
            status, why = None, (wrong,)
        tables.add(row, status, _scan_of(out, status) if status is not None else None, why)
    summary = tables.summary(_not_among(rows, out))
    told = {"schema": SCHEMA, **asdict(summary)}
    texts = {
        FINDINGS: tables.findings.text(),
        CALLABILITY: tables.callability.text(),
        FAILURES: tables.failures.text(),
        MULTIQC: _multiqc_head() + tables.overview.text(),
        SUMMARY: json.dumps(told, indent=2, ensure_ascii=False, sort_keys=True) + "\n",
    }
    for name, text in texts.items():
        write_text(text, out / name)
    return summary


def _wrong_with(status: Status, row: Row, out: Path) -> str:
    """Return why a folder cannot be taken for that of its row, "" where it can."""
    if not is_of(status, row):
        return "the folder there is of another file than the manifest names: run with --resume"
    if not case_folder.is_whole(out, status):
        return "a file of the folder is gone or was changed: run with --resume"
    return ""


def _scan_of(out: Path, status: Status) -> dict[str, Any] | None:
    """Return the scan of a case, None where it failed before there was one."""
    content = case_folder.stored_scan(out, status) if status.findings else None
    scan: dict[str, Any] | None = json.loads(content)["scans"][0] if content else None
    return scan


def _not_among(rows: Sequence[Row], out: Path) -> tuple[str, ...]:
    """Return the cases that have a folder here and no row: they are in no table."""
    known = {row.case for row in rows}
    there = (folder.name for folder in (out / case_folder.CASES).glob("[!.]*"))
    return tuple(sorted(name for name in there if name not in known))


_Cells = dict[str, Any]


class _Table:
    """A table as the lines of its text: of a hundred thousand cases nothing else is kept."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = columns
        self._lines = ["\t".join(columns)]

    def add(self, rows: Iterable[_Cells]) -> None:
        """Add rows; what a row does not name is not stated."""
        self._lines += (
            "\t".join(_cell(row.get(column)) for column in self._columns) for row in rows
        )

    def text(self) -> str:
        """Return the table."""
        return "".join(f"{line}\n" for line in self._lines)


class _Tables:
    """The tables, case by case, and what is counted over them."""

    def __init__(self) -> None:
        self.findings = _Table(_FINDING_COLUMNS)
        self.callability = _Table(_CALLABILITY_COLUMNS)
        self.failures = _Table(_FAILURE_COLUMNS)
        self.overview = _Table(_MULTIQC_COLUMNS)
        self._done = 0
        self._failed: list[str] = []
        self._missing: list[str] = []
        self._messages: Counter[str] = Counter()
        self._cases_of_version: dict[Versions, list[str]] = {}
        self._cases_of_sample: dict[str, list[str]] = {}
        self._genes: dict[str, Counter[str]] = {}
        self._timings = BatchTimings()

    def add(
        self, row: Row, status: Status | None, scan: _Cells | None, reasons: Sequence[str]
    ) -> None:
        """Add one case: its status (None: no whole folder is there) and its scan."""
        about = {"case": row.case, "file": str(row.vcf)}
        if status is None:
            self._missing.append(row.case)
            outcome, errors = "missing", reasons or ("there is no whole folder of this case",)
        else:
            self._count(status)
            outcome, errors = status.outcome.value, status.errors
        self.failures.add({**about, "outcome": outcome, "error": error} for error in errors)
        samples = scan["samples"] if scan is not None else []
        for sample in samples:
            self._add_sample(about, sample)
        self.overview.add(_overview(about, outcome, samples, status))

    def _count(self, status: Status) -> None:
        self._done += status.done
        if not status.done:
            self._failed.append(status.case)
        self._messages.update(told.id for told in status.messages)
        if status.asked.inputs:  # one that failed before its files were looked at has no versions
            self._cases_of_version.setdefault(status.asked.versions, []).append(status.case)
        self._timings = _together(self._timings, status.timings)

    def _add_sample(self, about: _Cells, sample: _Cells) -> None:
        self._cases_of_sample.setdefault(sample["sample"], []).append(about["case"])
        of_sample = {**about, "sample": sample["sample"], "sex": sample["sex"]}
        for gene in sample["genes"]:
            self.findings.add({**of_sample, **cells} for cells in _changes(gene))
            read = _read_of(gene)
            self.callability.add([{**of_sample, **read, "rule": sample["callability_rule"]}])
            counted = self._genes.setdefault(gene["gene"], Counter())
            counted.update({name: read[name] for name in _COUNTED}, **{read["status"]: 1})

    def summary(self, not_in_manifest: tuple[str, ...]) -> Summary:
        """Return the numbers."""
        return Summary(
            cases=self._done + len(self._failed) + len(self._missing),
            done=self._done,
            failed=len(self._failed),
            failed_cases=tuple(self._failed),
            missing=tuple(self._missing),
            not_in_manifest=not_in_manifest,
            samples=sum(len(cases) for cases in self._cases_of_sample.values()),
            genes=tuple(_total(gene, counted) for gene, counted in self._genes.items()),
            messages=dict(sorted(self._messages.items())),
            warnings=(*_samples_twice(self._cases_of_sample), *_mixed(self._cases_of_version)),
            versions=tuple(self._cases_of_version),
            timings=self._timings,
        )


# --- rows ---


def _changes(gene: _Cells) -> Iterator[_Cells]:
    """Yield the changes of one gene: the findings, then the structural ones."""
    for finding in gene["findings"]:
        named = {name: finding[name] for name in _OF_FINDING}
        yield {"kind": "finding", **named, **(finding["variant"] or {})}
    for one in gene["structural"]:
        yield {
            "kind": "structural",
            "gene": gene["gene"],
            "genotype": one["genotype"],
            "filters": one["filters"],
            "place": one["place"],
            "consequence": f"{one['kind']} {one['start']}-{one['end']}",
            **(one["variant"] or {}),
        }


def _read_of(gene: _Cells) -> _Cells:
    """Return what was read of one gene; bases are not stated where nothing says what was read."""
    regions = gene["assessed"]
    return {
        "gene": gene["gene"],
        "status": gene["status"],
        "reason": gene["reason"],
        "required": sum(one["required"] for one in regions) if regions else None,
        "assessed": sum(one["assessed"] for one in regions) if regions else None,
        "findings": len(gene["findings"]),
        "structural": len(gene["structural"]),
        "not_interpreted": len(gene["not_interpreted"]),
        "not_called": len(gene["not_called"]),
    }


def _overview(
    about: _Cells, outcome: str, samples: Sequence[_Cells], status: Status | None
) -> Iterator[_Cells]:
    """Yield a row for each sample of a case, or one for a case without any."""
    messages = len(status.messages) if status is not None else 0
    common = {"case": about["case"], "outcome": outcome, "messages": messages}
    if not samples:
        yield {**common, "Sample": about["case"]}
    for sample in samples:
        name = about["case"] if len(samples) == 1 else f"{about['case']} {sample['sample']}"
        genes = sample["genes"]
        statuses = Counter(gene["status"] for gene in genes)
        yield {
            **common,
            "Sample": name,
            "findings": sum(len(gene["findings"]) for gene in genes),
            **{column: statuses[word] for column, word in _STATUS_COLUMNS.items()},
        }


_STATUS_COLUMNS = {
    "found": GeneStatus.FOUND.value,
    "nothing_found": GeneStatus.NOTHING_FOUND.value,
    "partly_assessed": GeneStatus.PARTLY_ASSESSED.value,
    "not_assessed": GeneStatus.NOT_ASSESSED.value,
}


# --- numbers ---


_COUNTED = ("findings", "structural")


def _total(gene: str, counted: Counter[str]) -> GeneTotal:
    samples = sum(counted[word.value] for word in GeneStatus)
    not_assessed = counted[GeneStatus.NOT_ASSESSED.value]
    return GeneTotal(
        gene=gene,
        samples=samples,
        findings=counted["findings"],
        structural=counted["structural"],
        found=counted[GeneStatus.FOUND.value],
        nothing_found=counted[GeneStatus.NOTHING_FOUND.value],
        partly_assessed=counted[GeneStatus.PARTLY_ASSESSED.value],
        not_assessed=not_assessed,
        not_assessed_rate=round(not_assessed / samples, 4),
    )


def _samples_twice(cases_of_sample: Mapping[str, Sequence[str]]) -> Iterator[BatchWarning]:
    for sample, cases in cases_of_sample.items():
        if len(cases) > 1:
            text = (
                f"sample {sample} stands in {len(cases)} cases ({', '.join(cases)}): one person "
                "twice, or two of one name? each is kept by the id of its case"
            )
            yield BatchWarning(SAMPLE_TWICE, text, tuple(cases))


def _mixed(cases_of_version: Mapping[Versions, Sequence[str]]) -> Iterator[BatchWarning]:
    _, *others = cases_of_version.values() or [()]
    if others:
        text = (
            "the cases were not all run with the same versions of the program, its knowledge and "
            "the laboratory's library: run again with --resume"
        )
        yield BatchWarning(VERSIONS_DIFFER, text, tuple(chain.from_iterable(others)))


def _together(so_far: BatchTimings, one: Timings) -> BatchTimings:
    return BatchTimings(
        started=min(so_far.started or one.started, one.started),
        ended=max(so_far.ended, one.ended),
        cpu_seconds=round(so_far.cpu_seconds + one.cpu_seconds, 3),
    )


# --- text ---


def _multiqc_head() -> str:
    """Return the lines that MultiQC reads from a file named ``…_mqc.tsv``: YAML after #."""
    head = {
        "id": "sideroscreen_batch",
        "section_name": "Sideroscreen",
        "description": "Genes of inherited sideroblastic anaemia, by case.",
        "plot_type": "table",
    }
    return "".join(f"# {key}: {json.dumps(value)}\n" for key, value in head.items())


def _cell(value: object) -> str:
    """Return one cell: "." for nothing, "yes" and "no", never a tab or a line end."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(value).split())
