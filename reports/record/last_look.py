"""Looks at a signed document before it is put in its place: its PDFs, and what a letter tells.

With the names of the signatories something new is printed: it goes through the same checks as
the draft did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from genetics.errors import CaseWithheld, Mistake
from genetics.gene_files import load_panel
from genetics.phrases import speaking
from pedigrees.case import Case
from pedigrees.clinical.facts import Facts
from pedigrees.screening import screen
from reports.basis import Basis
from reports.management.statements import Statements
from reports.record.stored_views import StoredView, tongue_for
from reports.site import Site


def check_printed(files: Mapping[str, bytes], view: StoredView, case: Case, site: Site) -> None:
    """Raise CaseWithheld where a PDF differs from its page, or a letter tells of others."""
    html = files[f"{view.stem}.html"].decode()
    pdfs = [content for name, content in files.items() if name.endswith(".pdf")]
    wrong = tuple(dict.fromkeys((*_differences(html, pdfs), *_told(html, pdfs, view, case, site))))
    if wrong:
        remedy = "nothing was signed; look at the name that signs, or write the documents anew"
        raise CaseWithheld(Mistake("; ".join(wrong), remedy, place=view.report_id))


def _differences(html: str, pdfs: list[bytes]) -> Iterator[str]:
    from reports.audit.printed import printed_differently

    for pdf in pdfs:
        yield from map(str, printed_differently(html, pdf))


def _told(html: str, pdfs: list[bytes], view: StoredView, case: Case, site: Site) -> Iterator[str]:
    """Yield what a relative's letter gives away of others; documents of the proband may."""
    from reports.leaks import leaks

    if not view.addressee:
        return
    with speaking(tongue_for(site.language, site.phrases)):
        basis = _basis(case, site, view.software)
        for pdf in pdfs or (None,):
            yield from leaks(html, pdf, basis, view.addressee)


def _basis(case: Case, site: Site, software: str) -> Basis:
    """Return the case as it is kept, with its plan; what the rules say of it is not asked."""
    facts = Facts(case)
    nothing_said = Statements((), (), ())
    return Basis(case, screen(case, facts), nothing_said, load_panel(), facts, software, site=site)
