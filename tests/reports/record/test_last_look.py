"""A signed document goes through the checks of the draft before it is put in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import SOFTWARE, man_with_anaemia
from issued import basis_of, issue

import reports.record.stored_views as stored_views
from genetics.errors import CaseWithheld, UsageError
from reports.pdf_process import PdfStopped
from reports.record.sign_off import authorise_document, check_document
from reports.record.standing import Act
from reports.render import pdf_problem, render_archive_pdf, render_pdf
from reports.site import Site

needs_pdf = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")
DAY = date(2026, 6, 2)
DR_A, DR_B = Act("Dr A. Example", DAY), Act("Dr B. Example", DAY)
WHOLE = man_with_anaemia()


def basis(*documents, site=None):
    case = replace(WHOLE.case, documents=documents)
    return basis_of(replace(WHOLE, case=case), site=site)


def everything(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(folder, error, document, who=DR_A.who):
    """Return why a document is not signed; nothing in the folder may have changed."""
    before = everything(folder)
    with pytest.raises(error) as raised:
        check_document(folder, document, Act(who, DAY), SOFTWARE)
    assert everything(folder) == before
    said = str(raised.value)
    assert "\n" not in said
    return said


@pytest.mark.parametrize("signed_by", ["Alex Example", "Reader MO", "Dr A, your brother"])
def test_a_signature_that_gives_somebody_away_does_not_stand_on_a_letter(tmp_path, signed_by):
    issue(basis("relative_letter:BR"), tmp_path)
    said = refused(tmp_path, CaseWithheld, "relative_letter:BR", signed_by)
    assert "(text of the page)" in said
    assert "Alex" not in said


def test_other_names_stand_on_a_letter(tmp_path):
    issue(basis("relative_letter:BR"), tmp_path)
    check_document(tmp_path, "relative_letter:BR", DR_A, SOFTWARE)
    authorise_document(tmp_path, "relative_letter:BR", DR_B, SOFTWARE)


def test_only_who_is_listed_in_the_stored_profile_signs(tmp_path):
    site = Site(signatories=("Dr A. Example, geneticist", "Dr B. Example"))
    issue(basis("referral", site=site), tmp_path)
    assert "Dr C is not among the signatories" in refused(tmp_path, UsageError, "referral", "Dr C")
    check_document(tmp_path, "referral", DR_A, SOFTWARE)


def test_the_same_person_in_another_spelling_does_not_authorise(tmp_path):
    issue(basis("referral"), tmp_path)
    check_document(tmp_path, "referral", DR_A, SOFTWARE)
    with pytest.raises(UsageError, match=r"Dr A\. Example has checked it; a second person"):
        authorise_document(tmp_path, "referral", Act("Example, A., MD", DAY), SOFTWARE)


@pytest.fixture(scope="module")
def with_pdfs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pdfs")
    issue(basis("referral"), folder, pdf=True, archive=True)
    return folder


@needs_pdf
@pytest.mark.parametrize("which", ["render_pdf", "render_archive_pdf"])
def test_a_pdf_with_other_words_than_its_page_is_not_signed(with_pdfs, monkeypatch, which):
    render = {"render_pdf": render_pdf, "render_archive_pdf": render_archive_pdf}[which]

    def otherwise(html, *rest, **options):
        return render(html.replace(DR_A.who, "Dr X. Wrong"), *rest, **options)

    monkeypatch.setattr(stored_views, which, otherwise)
    assert "PRINTED_DIFFERENTLY" in refused(with_pdfs, CaseWithheld, "referral")


@needs_pdf
def test_a_pdf_library_that_stops_leaves_the_document_as_it_was(with_pdfs, monkeypatch):
    def stop(*_, **__):
        raise PdfStopped("the PDF library stopped (exit code 1)")

    monkeypatch.setattr(stored_views, "render_pdf", stop)
    assert "the PDF library stopped (exit code 1)" in refused(with_pdfs, CaseWithheld, "referral")
