"""The story of the reports: from one case to the documents that it deserves.

`write_documents` goes this way:

1. A case that contradicts itself gets no document at all (`audit.before`).
2. Which documents does the case deserve (`deserved`)? Each has a view (`letters/`), built
   from case, plan and statements: all words are chosen there.
3. Each view is placed by its template and rendered (`render`): HTML, and PDF where the
   system libraries are there.
4. Each document is read again, page and PDF (`audit.after`), a relative's letter also for what
   it gives away of others (`leaks`). One that does not say what the case says, that gives something
   away, or whose PDF could not be written, is withheld; the others are written.
5. `case.json` holds what was found, concluded and printed (`case_json`). With `archive` a
   second PDF of each document carries it inside; a relative's letter carries only what
   concerns the letter (`archive`).
6. What belongs to the life of the documents goes beside them (`record`): their words as
   they stand, the case as it was read, and who did what, as a chain.
7. Everything is written into a room beside, and moved into the folder file by file when
   all of it is there, by one run at a time (`staging`). A document that is not written is
   named with the reason.
"""

from __future__ import annotations

import glob
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from genetics.gene_files import load_panel
from genetics.panel import Panel
from pedigrees.case import Case
from pedigrees.clinical.facts import Facts
from pedigrees.plan import Plan
from reports.archive import attached_to
from reports.audit.after import discrepancies
from reports.audit.before import refuse_contradictions
from reports.audit.printed import printed_differently
from reports.basis import Basis
from reports.case_json import case_facts, case_json
from reports.deserved import LETTER_STEM, REPORTS, Document, deserved, file_stem, reasons_against
from reports.leaks import leaks
from reports.management.alarms import Alarm, pregnant_relative_flagged
from reports.management.statements import Statements
from reports.parts.gaps import gaps_of
from reports.pdf_process import PdfStopped
from reports.record.canonical import CASE_REPORT
from reports.record.issue import Record, open_record, stored_view
from reports.record.stored_views import StoredView
from reports.render import (
    missing_glyphs,
    pdf_libraries,
    pdf_problem,
    render_archive_pdf,
    render_html,
    render_pdf,
)
from reports.sections import without
from reports.site import Site
from reports.staging import Place, alone_in, check_folder


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the documents are wanted.

    `site` is the clinic's profile; `archive` asks for a PDF for the archive beside each
    document; `amend` is the reason for which authorised documents are written anew; `inputs`
    are the digests (SHA-256) of the files that the case was read from, by name.
    """

    site: Site = field(default_factory=Site)
    archive: bool = False
    amend: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """One document: its files, or why there is none; `remark` is what else is to be known.

    `withheld` is true where something that the case deserves was kept back: the document, or
    its archive PDF. A document that the case does not deserve is not withheld.
    """

    document: str
    paths: tuple[Path, ...] = ()
    why_not: str = ""
    remark: str = ""
    withheld: bool = False

    def __str__(self) -> str:
        if not self.paths:
            what = "withheld" if self.withheld else "not written"
            return f"{self.document}: {what} ({self.why_not})"
        remark = f" ({self.remark})" if self.remark else ""
        return f"{self.document}: {', '.join(str(path) for path in self.paths)}{remark}"


@dataclass(frozen=True, slots=True)
class _Made:
    """One document with its view and its files, not yet in the folder.

    `withheld` says why it is not written at all; `incomplete` is true where a file is missing.
    """

    document: Document
    view: object
    stored: StoredView
    html: str
    files: dict[str, bytes] = field(default_factory=dict)
    remark: str = ""
    withheld: str = ""
    incomplete: bool = False


def write_documents(
    case: Case,
    plan: Plan,
    statements: Statements,
    outdir: Path,
    *,
    alarms: tuple[Alarm, ...] = (),
    panel: Panel | None = None,
    software: str = "",
    wanted: Wanted | None = None,
) -> tuple[Written, ...]:
    """Write the documents that a case deserves into `outdir`, and say what was written.

    Raises UsageError when the folder cannot be written to, holds another case, or an
    authorised document without a reason to amend it, and CaseWithheld when the case
    contradicts itself.
    """
    wanted = wanted or Wanted()
    basis = Basis(
        case=case,
        plan=plan,
        statements=statements,
        panel=panel or load_panel(),
        facts=Facts(case, relative_pregnant_flagged=pregnant_relative_flagged(plan)),
        software=software or _software(),
        alarms=alarms,
        site=wanted.site,
    )
    with alone_in(outdir) as place:
        return _write(basis, place, wanted)


def _write(basis: Basis, place: Place, wanted: Wanted) -> tuple[Written, ...]:
    """Make the documents, move them into a folder that this run alone writes to, and tell."""
    case, outdir = basis.case, place.folder
    check_folder(outdir, CASE_REPORT, case.id)
    record = open_record(outdir, case.id, wanted.amend, wanted.inputs)
    refuse_contradictions(basis)
    problem = pdf_problem()
    made = _all_made(basis, problem, record)
    written = _said(basis, made, outdir)
    views = {one.document.name: one.view for one in made if not one.withheld}
    libraries = {} if problem else pdf_libraries()
    report = case_json(basis, views, [_as_data(one) for one in written], libraries)
    if wanted.archive and not problem:
        made = [_with_archive(basis, one, report) for one in made]
        written = _said(basis, made, outdir)
    kept = [(one.stored, one.files) for one in made if not one.withheld]
    files = record.files(basis, kept, report)
    ours = (*_older(outdir, case), *record.known_files)
    gone = place.move_in(files, ours)
    return (
        *_with_removed(written, made, case, gone),
        Written(CASE_REPORT, (outdir / CASE_REPORT,)),
    )


# Files ------------------------------------------------------------------------------------


def _all_made(basis: Basis, problem: str, record: Record) -> list[_Made]:
    """Make the documents in their order; the later ones know which were withheld before them."""
    facts = case_facts(basis)
    made: list[_Made] = []
    for document in deserved(basis):
        kept_back = frozenset(one.document.name for one in made if one.withheld)
        made.append(_make(replace(basis, kept_back=kept_back), document, problem, facts, record))
    return made


def _make(basis: Basis, document: Document, problem: str, facts: str, record: Record) -> _Made:
    """Make one document, and withhold it when its PDF or the audit fails."""
    drafted = without(document.name, document.view(basis), basis.site.left_out)
    view = record.shown(document, drafted)
    html = render_html(document.template, view)
    made = _Made(document, view, stored_view(basis, document, drafted), html)
    try:
        pdf = b"" if problem else render_pdf(html, logo=basis.site.logo)
    except PdfStopped as stopped:
        return replace(made, withheld=str(stopped))
    wrong = (
        *(str(one) for one in discrepancies(document, view, html, pdf, basis, facts)),
        *_leaks(basis, document, html, pdf),
    )
    if wrong:
        return replace(made, withheld="; ".join(wrong))
    files = {f"{document.stem}.html": html.encode()}
    if pdf:
        files[f"{document.stem}.pdf"] = pdf
    return replace(made, files=files, remark=_remark(basis, document, html, problem))


def _with_archive(basis: Basis, made: _Made, report: bytes) -> _Made:
    """Add the PDF for the archive; when it cannot be written, the document stands without it."""
    if made.withheld:
        return made
    attached = attached_to(basis, made.document, report)
    try:
        pdf = render_archive_pdf(made.html, attached, basis.case.report_date, logo=basis.site.logo)
    except PdfStopped as stopped:
        return _without_archive(made, str(stopped))
    wrong = (
        *(str(one) for one in printed_differently(made.html, pdf)),
        *_leaks(basis, made.document, made.html, pdf),
    )
    if wrong:
        return _without_archive(made, "; ".join(wrong))
    return replace(made, files={**made.files, f"{made.document.stem}-archive.pdf": pdf})


def _without_archive(made: _Made, why: str) -> _Made:
    remark = f"no PDF for the archive: {why}"
    told = "; ".join(part for part in (made.remark, remark) if part)
    return replace(made, remark=told, incomplete=True)


def _leaks(basis: Basis, document: Document, html: str, pdf: bytes) -> tuple[str, ...]:
    """Return what a relative's letter gives away of others; documents of the proband may."""
    if not document.addressee:
        return ()
    return leaks(html, pdf or None, basis, document.addressee)


def _remark(basis: Basis, document: Document, html: str, problem: str) -> str:
    """Return what is to be known of a document: stopped, no PDF, letters in another font.

    A relative's letter shows no code: by its number the clinic finds whose it is.
    """
    foreign = missing_glyphs(html)
    remarks = (
        f"letter {document.report_id}" if document.addressee else "",
        "stopped" if basis.stopped else "",
        "" if basis.stopped else _not_yet(gaps_of(basis, document.name)),
        f"no PDF: {problem}" if problem else "",
        f"not in our font, please look at them in print: {' '.join(foreign)}" if foreign else "",
    )
    return "; ".join(remark for remark in remarks if remark)


def _not_yet(gaps: tuple[str, ...]) -> str:
    """Say what keeps a document from being authorised: how many inputs, and the first two."""
    if not gaps:
        return ""
    named = "; ".join((*gaps[:2], *(["..."] if len(gaps) > 2 else [])))
    return f"cannot be authorised yet, {len(gaps)} not stated: {named}"


def _older(outdir: Path, case: Case) -> tuple[str, ...]:
    """Return the files in the folder that a run for this case can have written."""
    stems = [f"{file_stem(case.id)}-{name}" for name in REPORTS]
    wanted = [f"{glob.escape(stem)}{end}" for stem in stems for end in ("", "-archive")]
    patterns = [*wanted, f"{LETTER_STEM}-*"]
    return tuple(
        path.name
        for pattern in patterns
        for kind in ("html", "pdf")
        for path in sorted(outdir.glob(f"{pattern}.{kind}"))
    )


# What was written -------------------------------------------------------------------------


def _said(basis: Basis, made: Iterable[_Made], outdir: Path) -> tuple[Written, ...]:
    """Say of each document where it is or why it is not there, in the order of the list."""
    there = {
        one.document.name: Written(
            one.document.name,
            tuple(outdir / file for file in one.files),
            why_not=one.withheld,
            remark=one.remark,
            withheld=bool(one.withheld) or one.incomplete,
        )
        for one in made
    }
    not_there = {name: Written(name, why_not=why) for name, why in reasons_against(basis).items()}
    every = {**there, **not_there}
    first = [every.pop(name) for name in REPORTS if name in every]
    return (*first, *every.values())


def _with_removed(
    written: tuple[Written, ...], made: Iterable[_Made], case: Case, gone: tuple[str, ...]
) -> tuple[Written, ...]:
    """Say where an older document of this case, now not written, was taken away."""
    stems = {name: f"{file_stem(case.id)}-{name}" for name in REPORTS}
    stems |= {one.document.name: one.document.stem for one in made}
    return tuple(
        replace(one, why_not=f"{one.why_not}; an older one was removed")
        if not one.paths
        and one.document in stems
        and any(name.startswith(f"{stems[one.document]}.") for name in gone)
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
