"""The story of the reports: from one case to the documents that it deserves.

`write_documents` goes this way:

1. Which documents does the case deserve? Counselling and management report always, a
   referral letter where the rule for it (SR-28) is applied; a stopped case gets the
   management report alone, marked "stopped". The case file may ask for fewer.
2. Each document has a view (`letters/`), built from case, plan and statements: all words
   are chosen there.
3. Each view is placed by its template and rendered (`render`): HTML, and PDF where the
   system libraries are there.
4. `case.json` holds what was found, concluded and printed (`case_json`).
5. Everything is written into a room beside, and moved into the folder file by file when
   all of it is there (`staging`). A document that is not written is named with the reason.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from genetics.gene_files import load_panel
from genetics.panel import Panel
from pedigrees.case import Case
from pedigrees.clinical.facts import Facts
from pedigrees.plan import Plan
from reports.basis import Basis
from reports.case_json import case_json
from reports.letters.counselling import counselling_view
from reports.letters.management import management_view
from reports.letters.referral import referral_view
from reports.management.alarms import Alarm, pregnant_relative_flagged
from reports.management.statements import Statements
from reports.render import missing_glyphs, pdf_problem, render_html, render_pdf
from reports.staging import check_folder, move_into

DOCUMENTS = ("counselling", "management", "referral")
CASE_REPORT = "case.json"
REFERRAL_RULE = "SR-28"


@dataclass(frozen=True, slots=True)
class Written:
    """One document: its files, or why there is none; `remark` is what else is to be known."""

    document: str
    paths: tuple[Path, ...] = ()
    why_not: str = ""
    remark: str = ""

    def __str__(self) -> str:
        if not self.paths:
            return f"{self.document}: not written ({self.why_not})"
        remark = f" ({self.remark})" if self.remark else ""
        return f"{self.document}: {', '.join(str(path) for path in self.paths)}{remark}"


def write_documents(
    case: Case,
    plan: Plan,
    statements: Statements,
    outdir: Path,
    *,
    alarms: tuple[Alarm, ...] = (),
    panel: Panel | None = None,
    software: str = "",
) -> tuple[Written, ...]:
    """Write the documents that a case deserves into `outdir`, and say what was written.

    Raises UsageError when the folder cannot be written to or holds another case.
    """
    basis = Basis(
        case=case,
        plan=plan,
        statements=statements,
        panel=panel or load_panel(),
        facts=Facts(case, relative_pregnant_flagged=pregnant_relative_flagged(plan)),
        software=software or _software(),
        alarms=alarms,
    )
    check_folder(outdir, CASE_REPORT, case.id)
    refused = reasons_against(basis)
    views = {name: build(basis, _report_id(case, name)) for name, build in _deserved(refused)}
    problem = pdf_problem()
    files = {name: _files(case, name, view, with_pdf=not problem) for name, view in views.items()}
    written = _said(basis, files, refused, outdir, problem)
    report = case_json(basis, views, [_as_data(one) for one in written])
    everything = {name: content for each in files.values() for name, content in each.items()}
    gone = move_into(outdir, {**everything, CASE_REPORT: report}, _all_names(case))
    return (*_with_removed(written, case, gone), Written(CASE_REPORT, (outdir / CASE_REPORT,)))


# Which documents --------------------------------------------------------------------------


def reasons_against(basis: Basis) -> dict[str, str]:
    """Return for each document that is not written the reason, in words."""
    asked = basis.case.documents
    reasons = {name: _reason_against(basis, name) for name in DOCUMENTS}
    reasons |= {name: "this version does not write it" for name in asked if name not in DOCUMENTS}
    return {name: why for name, why in reasons.items() if why}


def _reason_against(basis: Basis, name: str) -> str:
    if basis.stopped and name != "management":
        return "the case is stopped: a person decides first"
    if basis.case.documents and name not in basis.case.documents:
        return "the case file does not ask for it"
    if name == "referral" and REFERRAL_RULE not in basis.statements.ids:
        return f"{REFERRAL_RULE}, the rule for a referral, does not apply"
    return ""


Build = Callable[[Basis, str], object]


def _deserved(refused: dict[str, str]) -> tuple[tuple[str, Build], ...]:
    builders: dict[str, Build] = {
        "counselling": counselling_view,
        "management": management_view,
        "referral": lambda basis, report_id: referral_view(
            basis, report_id, _enclosed(basis.case, refused)
        ),
    }
    return tuple((name, builders[name]) for name in DOCUMENTS if name not in refused)


def _enclosed(case: Case, refused: dict[str, str]) -> tuple[str, ...]:
    titles = {"counselling": "Counselling report", "management": "Management report"}
    return tuple(
        f"{title} ({_report_id(case, name)})"
        for name, title in titles.items()
        if name not in refused
    )


# Files ------------------------------------------------------------------------------------


def _files(case: Case, name: str, view: object, *, with_pdf: bool) -> dict[str, bytes]:
    html = render_html(f"{name}.html", view)
    files = {f"{_report_id(case, name)}.html": html.encode()}
    if with_pdf:
        files[f"{_report_id(case, name)}.pdf"] = render_pdf(html)
    return files


def _report_id(case: Case, name: str) -> str:
    return f"{file_stem(case.id)}-{name}"


def _all_names(case: Case) -> tuple[str, ...]:
    return tuple(
        f"{_report_id(case, name)}.{kind}" for name in DOCUMENTS for kind in ("html", "pdf")
    )


def file_stem(case_id: str) -> str:
    """Return a case id as it can stand in a file name; a changed one gets a short mark.

    The mark keeps two ids apart that would otherwise share one file name.
    """
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", case_id).strip(".-")
    if stem == case_id:
        return stem
    mark = hashlib.sha256(case_id.encode()).hexdigest()[:6]
    return f"{stem}-{mark}" if stem else f"case-{mark}"


# What was written -------------------------------------------------------------------------


def _said(
    basis: Basis,
    files: dict[str, dict[str, bytes]],
    refused: dict[str, str],
    outdir: Path,
    problem: str,
) -> tuple[Written, ...]:
    names = (*DOCUMENTS, *(name for name in refused if name not in DOCUMENTS))
    return tuple(
        Written(name, why_not=refused[name])
        if name in refused
        else Written(
            name,
            tuple(outdir / file for file in files[name]),
            remark=_remark(basis, files[name], problem),
        )
        for name in names
    )


def _remark(basis: Basis, files: dict[str, bytes], problem: str) -> str:
    """Return what is to be known of a document: stopped, no PDF, letters in another font."""
    html = next(iter(files.values())).decode()
    foreign = missing_glyphs(html)
    remarks = (
        "stopped" if basis.stopped else "",
        f"no PDF: {problem}" if problem else "",
        f"not in our font, please look at them in print: {' '.join(foreign)}" if foreign else "",
    )
    return "; ".join(remark for remark in remarks if remark)


def _with_removed(
    written: tuple[Written, ...], case: Case, gone: tuple[str, ...]
) -> tuple[Written, ...]:
    """Say where an older document of this case, now not deserved, was taken away."""
    return tuple(
        Written(one.document, why_not=f"{one.why_not}; an older one was removed")
        if not one.paths and any(name.startswith(_report_id(case, one.document)) for name in gone)
        else one
        for one in written
    )


def _as_data(written: Written) -> dict[str, object]:
    return {
        "document": written.document,
        "written": bool(written.paths),
        "files": [path.name for path in written.paths],
        "why_not": written.why_not,
        "remark": written.remark,
    }


def _software() -> str:
    from importlib import metadata

    return f"sideroscreen {metadata.version('sideroscreen')}"
