"""PDFium reads the letters of our PDFs as pypdf does, also those that nobody would see."""

from __future__ import annotations

import io
from datetime import date

import pytest
from builders import man_with_anaemia
from pypdf import PdfWriter

from reports.audit.printed import printed_differently
from reports.deserved import deserved
from reports.pdf_texts import letters_of_pages, texts_of_objects
from reports.printed_text import pages_of_pdf, plain, squeezed, texts_in_pdf
from reports.render import pdf_problem, render_archive_pdf, render_html, render_pdf

needs_pdf = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")


@pytest.fixture(scope="module")
def page():
    """Return the page of a referral letter, which holds a drawn family."""
    basis = man_with_anaemia().basis
    referral = next(one for one in deserved(basis) if one.name == "referral")
    return render_html(referral.template, referral.view(basis))


@pytest.fixture(scope="module")
def printed(page):
    """Return the PDF of the letter, and that for the archive."""
    return {
        "plain": render_pdf(page),
        "archive": render_archive_pdf(page, {"case.json": b"{}"}, date(2026, 6, 1)),
    }


def short(pdf):
    return [plain(letters) for letters in letters_of_pages(pdf)]


def whole(pdf):
    return [squeezed(text) for text in pages_of_pdf(pdf)]


@needs_pdf
@pytest.mark.parametrize("kind", ["plain", "archive"])
def test_the_letters_are_those_that_a_whole_reader_reads(printed, kind):
    assert short(printed[kind]) == whole(printed[kind])
    assert len(short(printed[kind])) > 1


@needs_pdf
@pytest.mark.parametrize(
    "told",
    [
        "<p>c.1354C&gt;T (p.Arg452Cys) &amp; “quoted” ½ µg ≥ 5 – offi<b>ce</b>s</p>",
        "<p>Zu\u0308rich Łódź ﬁ № a\u00a0b</p>",
        "<svg width='9' height='2'><text transform='rotate(5)'>Part <tspan>2</tspan></text></svg>",
        "<p><img alt='' src='data:image/png;base64,'>beside a picture that is not there</p>",
        "<p style='opacity: 0.5'>half <span style='visibility: hidden'>not</span> seen</p>",
        "<p style='position: absolute; left: -400px'>beside the page</p><p>on it</p>",
        "<p>on it</p><p style='position: absolute; top: 3000px'>below the page</p>",
        "<p style='color: white'>white</p><p style='font-size: 0.1pt'>tiny</p>",
        "<p style='width: 4em'>An X-linked condition, co-segregation, aller\u00adgy-like</p>",
        "<p style='break-after: page'>one</p><p></p><p style='break-before: page'>three</p>",
    ],
    ids=[
        "signs",
        "composed",
        "drawn",
        "no picture",
        "in a group",
        "left of it",
        "below it",
        "unseen",
        "hyphens",
        "an empty page",
    ],
)
def test_the_letters_of_a_page_are_read_alike(told):
    pdf = render_pdf(f"<title>t</title>{told}", logo="data:image/png;base64,")
    assert short(pdf) == whole(pdf)


@needs_pdf
def test_what_pdfium_gives_back_otherwise_is_read_by_pypdf():
    page = "<title>t</title><p>marks above and below: q\u0307\u0323</p>"
    pdf = render_pdf(page)
    assert short(pdf) != whole(pdf)
    assert printed_differently(page, pdf) == ()


@needs_pdf
def test_the_texts_are_those_of_title_bookmarks_and_attached_files(page, printed):
    pdf = render_pdf(page.replace("</title>", " (of \\ Łódź)</title>", 1))
    texts, attached = texts_in_pdf(pdf)
    assert any("(of \\ Łódź)" in one for one in texts)
    assert attached == []
    texts, attached = texts_in_pdf(printed["archive"])
    assert any("case.json" in one for one in texts)
    assert "{}" in attached


def rewritten(pdf):
    """Return the PDF as another program writes it."""
    written = io.BytesIO()
    PdfWriter(clone_from=io.BytesIO(pdf)).write(written)
    return written.getvalue()


def changed_afterwards(pdf):
    """Return the PDF with what another program has written behind its end."""
    written, writer = io.BytesIO(), PdfWriter(io.BytesIO(pdf), incremental=True)
    writer.add_metadata({"/Title": "another"})
    writer.write(written)
    assert written.getvalue().startswith(pdf)
    return written.getvalue()


@needs_pdf
def test_what_was_written_behind_the_end_is_read_as_well(printed):
    texts, _ = texts_in_pdf(changed_afterwards(printed["plain"]))
    assert "another" in texts


@needs_pdf
@pytest.mark.parametrize(
    "other",
    [lambda pdf: pdf[: len(pdf) // 2], lambda _: b"%PDF-1.7 and no more"],
    ids=["cut off", "no PDF"],
)
@pytest.mark.parametrize("read", [letters_of_pages, texts_of_objects])
def test_a_damaged_file_is_not_read(printed, other, read):
    with pytest.raises(ValueError, match=r"."):
        read(other(printed["plain"]))


@needs_pdf
def test_a_pdf_that_another_program_wrote_is_compared_alike(page, printed):
    assert printed_differently(page, rewritten(printed["plain"])) == ()
    (found,) = printed_differently(page.replace("Dear", "Poor"), rewritten(printed["plain"]))
    assert found.id == "PRINTED_DIFFERENTLY"
