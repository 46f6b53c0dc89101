"""The story of the reports: from one case to the documents that it deserves.

`write_documents` goes this way:

1. Which documents does the case deserve (`deserved`)? Counselling and management report
   always, a referral letter where the rule for it applies; a stopped case gets the management
   report alone, marked "stopped". The case file may ask for fewer.
2. Each document has a view (`letters/`), built from case, plan and statements: all words
   are chosen there.
3. Each view is placed by its template and rendered (`render`): HTML, and PDF where the
   system libraries are there.
4. `case.json` holds what was found, concluded and printed (`case_json`).
5. Everything is written into a room beside, and moved into the folder file by file when
   all of it is there (`staging`). A document that is not written is named with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from genetics.gene_files import load_panel
from genetics.panel import Panel
from pedigrees.case import Case
from pedigrees.clinical.facts import Facts
from pedigrees.plan import Plan
from reports.basis import Basis
from reports.case_json import case_json
from reports.deserved import REPORTS, Document, deserved, file_stem, reasons_against
from reports.management.alarms import Alarm, pregnant_relative_flagged
from reports.management.statements import Statements
from reports.render import missing_glyphs, pdf_problem, render_html, render_pdf
from reports.site import Site
from reports.staging import check_folder, move_into

CASE_REPORT = "case.json"


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


@dataclass(frozen=True, slots=True)
class _Made:
    """One document with its view and its files, not yet in the folder."""

    document: Document
    view: object
    files: dict[str, bytes]
    remark: str


def write_documents(
    case: Case,
    plan: Plan,
    statements: Statements,
    outdir: Path,
    *,
    alarms: tuple[Alarm, ...] = (),
    panel: Panel | None = None,
    software: str = "",
    site: Site | None = None,
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
        site=site or Site(),
    )
    check_folder(outdir, CASE_REPORT, case.id)
    problem = pdf_problem()
    made = [_make(basis, document, problem) for document in deserved(basis)]
    written = _said(basis, made, outdir)
    views = {one.document.name: one.view for one in made}
    report = case_json(basis, views, [_as_data(one) for one in written])
    everything = {name: content for one in made for name, content in one.files.items()}
    gone = move_into(outdir, {**everything, CASE_REPORT: report}, _all_names(case))
    return (*_with_removed(written, case, gone), Written(CASE_REPORT, (outdir / CASE_REPORT,)))


# Files ------------------------------------------------------------------------------------


def _make(basis: Basis, document: Document, problem: str) -> _Made:
    view = document.view(basis)
    html = render_html(document.template, view)
    files = {f"{document.stem}.html": html.encode()}
    if not problem:
        files[f"{document.stem}.pdf"] = render_pdf(html)
    return _Made(document, view, files, _remark(basis, html, problem))


def _remark(basis: Basis, html: str, problem: str) -> str:
    """Return what is to be known of a document: stopped, no PDF, letters in another font."""
    foreign = missing_glyphs(html)
    remarks = (
        "stopped" if basis.stopped else "",
        f"no PDF: {problem}" if problem else "",
        f"not in our font, please look at them in print: {' '.join(foreign)}" if foreign else "",
    )
    return "; ".join(remark for remark in remarks if remark)


def _all_names(case: Case) -> tuple[str, ...]:
    return tuple(
        f"{file_stem(case.id)}-{name}.{kind}" for name in REPORTS for kind in ("html", "pdf")
    )


# What was written -------------------------------------------------------------------------


def _said(basis: Basis, made: Iterable[_Made], outdir: Path) -> tuple[Written, ...]:
    """Say of each document where it is or why it is not there, in the order of the list."""
    there = {
        one.document.name: Written(
            one.document.name, tuple(outdir / file for file in one.files), remark=one.remark
        )
        for one in made
    }
    not_there = {name: Written(name, why_not=why) for name, why in reasons_against(basis).items()}
    every = {**there, **not_there}
    first = [every.pop(name) for name in REPORTS if name in every]
    return (*first, *every.values())


def _with_removed(
    written: tuple[Written, ...], case: Case, gone: tuple[str, ...]
) -> tuple[Written, ...]:
    """Say where an older document of this case, now not deserved, was taken away."""
    stem = file_stem(case.id)
    return tuple(
        replace(one, why_not=f"{one.why_not}; an older one was removed")
        if not one.paths and any(name.startswith(f"{stem}-{one.document}.") for name in gone)
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
