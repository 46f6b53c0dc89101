"""Check a site profile: read it, and write every document of every situation with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from reports.basis import Basis
    from reports.deserved import Document
    from reports.documents import Written
    from reports.site import Site


@dataclass(frozen=True, slots=True)
class Tried:
    """One document of one situation: how many pages it has (0: none counted), or the problem."""

    document: str
    pages: int = 0
    problem: str = ""

    def __str__(self) -> str:
        if not self.pages:
            return self.document
        return f"{self.document} {self.pages} {'page' if self.pages == 1 else 'pages'}"


def run_check(site_file: Path, *, html_only: bool = False) -> int:
    """Say of each situation which documents it gives, and name every problem.

    Returns 0, or 1 when a document was not written as it should be. Raises InputRejected
    with all that is wrong in the profile.
    """
    from genetics.phrases import speaking
    from reports.audit.plain_language import hard_phrases
    from reports.catalogues import languages, own_phrases, tongue
    from reports.site_file import read_site
    from workflow.situations import SITUATIONS

    site = read_site(site_file, phrases=own_phrases(), languages=languages())
    problems = hard = tuple(hard_phrases(site.phrases))
    with speaking(tongue(site.language, site.phrases)):
        for situation in SITUATIONS:
            tried = try_situation(situation, site, html_only=html_only)
            click.echo(f"{situation}: {', '.join(str(one) for one in tried)}")
            withheld = (
                f"{situation}, {one.document}: {one.problem}" for one in tried if one.problem
            )
            # A phrase that is named already is not named again for every document.
            read = () if hard else hard_documents(situation, site)
            problems = (*problems, *withheld, *read)
    if foreign := _foreign_letters(site):
        click.echo(f"NOTE  not in our font, please look at them in print: {foreign}")
    for problem in problems:
        click.echo(f"PROBLEM  {problem}")
    click.echo(f"{site_file}: {len(SITUATIONS)} situations, {len(problems)} problems")
    return 1 if problems else 0


def _foreign_letters(site: Site) -> str:
    """Return what the profile itself brings onto the pages and our font does not have."""
    from reports.render import missing_glyphs

    texts = (site.name, *site.lines, site.contact, site.accreditation, *site.signatories)
    return " ".join(missing_glyphs("".join((*texts, *site.phrases.values()))))


def try_situation(situation: str, site: Site, *, html_only: bool = False) -> tuple[Tried, ...]:
    """Make every document that a situation deserves, as `report` does with this profile."""
    from reports.deserved import deserved

    basis = basis_of(situation, site)
    if html_only:
        return tuple(_as_page(basis, document) for document in deserved(basis))
    return _as_files(basis)


def hard_documents(situation: str, site: Site) -> Iterator[str]:
    """Yield which documents of a situation a family should not read, and why."""
    from reports.audit.plain_language import hard_to_read
    from reports.deserved import deserved

    basis = basis_of(situation, site)
    for document in deserved(basis):
        if document.addressee or document.name == "counselling":
            for why in hard_to_read(document.view(basis)):
                yield f"{situation}, {document.name}: {why}"


def basis_of(situation: str, site: Site) -> Basis:
    """Return all that is concluded about a situation, under the settings of the site."""
    from importlib import resources

    from genetics.gene_files import load_panel
    from pedigrees.readers.case_file import read_case
    from reports.basis import Basis
    from workflow.pipeline import complete, conclude
    from workflow.situations import case_file
    from workflow.versions import software_version

    with resources.as_file(case_file(situation)) as path:
        entered = read_case(path)
    # No situation states settings of its own, so those of the site hold.
    case = complete(replace(entered, case=replace(entered.case, site=site.settings)))
    conclusion = conclude(case)
    return Basis(
        case=conclusion.case,
        plan=conclusion.plan,
        statements=conclusion.statements,
        panel=load_panel(),
        facts=conclusion.facts,
        software=f"sideroscreen {software_version()}",
        alarms=conclusion.alarms,
        site=site,
    )


def page_of(basis: Basis, document: Document) -> str:
    """Return the page of one document."""
    from reports.render import render_html
    from reports.sections import without

    view = without(document.name, document.view(basis), basis.site.left_out)
    return render_html(document.template, view)


def _as_page(basis: Basis, document: Document) -> Tried:
    page = page_of(basis, document)
    return Tried(document.name, problem="" if page else "the page is empty")


def _as_files(basis: Basis) -> tuple[Tried, ...]:
    """Write the documents into a folder that is thrown away, with every check of `report`."""
    from tempfile import TemporaryDirectory

    from genetics.errors import CaseWithheld
    from reports.documents import Wanted, write_documents
    from reports.record.canonical import CASE_REPORT

    with TemporaryDirectory() as folder:
        try:
            written = write_documents(
                basis.case,
                basis.plan,
                basis.statements,
                Path(folder),
                alarms=basis.alarms,
                panel=basis.panel,
                software=basis.software,
                wanted=Wanted(site=basis.site),
            )
        except CaseWithheld as withheld:
            return (Tried("every document", problem=str(withheld)),)
        return tuple(
            _counted(one)
            for one in written
            if one.document != CASE_REPORT and (one.paths or one.withheld)
        )


def _counted(written: Written) -> Tried:
    if written.withheld:
        return Tried(written.document, problem=f"withheld: {written.why_not}")
    pdfs = [path for path in written.paths if path.suffix == ".pdf"]
    if not pdfs:
        return Tried(written.document, problem=written.remark or "no PDF")
    from pypdf import PdfReader

    return Tried(written.document, pages=len(PdfReader(pdfs[0]).pages))


@click.group("profile", help=__doc__)
def command() -> None:
    """Example: sideroscreen profile check docs/examples/site.toml."""


@command.command("check")
@click.argument("site_file", metavar="SITE.toml", type=click.Path(path_type=Path))
@click.option("--html-only", is_flag=True, help="Quick: no PDF is written, no audit is made.")
def _check(site_file: Path, html_only: bool) -> int:
    """Read a profile, and write every document of every situation with it."""
    return run_check(site_file, html_only=html_only)
