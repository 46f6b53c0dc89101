"""What stands in a PDF is read the short way as a whole PDF reader reads it, or not at all."""

from __future__ import annotations

import io
import re
from datetime import date

import pydyf
import pytest
from builders import man_with_anaemia
from pypdf import PdfWriter

from reports.audit.printed import printed_differently
from reports.deserved import deserved
from reports.pdf_texts import Unknown, letters_of_pages, strings_and_packets
from reports.printed_text import _texts_by_a_whole_reader, pages_of_pdf, plain, squeezed
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
        "<p>Zu\u0308rich q\u0307\u0323 Łódź ﬁ № a\u00a0b</p>",
        "<svg width='9' height='2'><text transform='rotate(5)'>Part <tspan>2</tspan></text></svg>",
        "<p><img alt='' src='data:image/png;base64,'>beside a picture that is not there</p>",
        "<p style='opacity: 0.5'>half <span style='visibility: hidden'>not</span> seen</p>",
        "<p style='break-after: page'>one</p><p></p><p style='break-before: page'>three</p>",
    ],
    ids=["signs", "composed", "drawn", "no picture", "in a group", "an empty page"],
)
def test_the_letters_of_a_page_are_read_alike(told):
    pdf = render_pdf(f"<title>t</title>{told}", logo="data:image/png;base64,")
    assert short(pdf) == whole(pdf)


@needs_pdf
def test_the_strings_are_those_that_a_whole_reader_reads(page):
    pdf = render_pdf(page.replace("</title>", " (of \\ Łódź)</title>", 1))
    strings, packets = strings_and_packets(pdf)
    expected, _ = _texts_by_a_whole_reader(pdf)
    of_packets = [text for packet in packets for text in re.split("<[^>]*>", packet.decode())]
    assert {*strings, *of_packets} <= set(expected)
    left = set(expected) - {*strings, *of_packets}
    assert not [one for one in left if one not in b"".join(packets).decode()]
    assert any("(of \\ Łódź)" in one for one in strings)


@needs_pdf
def test_a_file_with_attachments_is_left_to_a_whole_reader(printed):
    with pytest.raises(Unknown):
        strings_and_packets(printed["archive"])


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
@pytest.mark.parametrize(
    "other",
    [
        rewritten,
        lambda pdf: pdf[: len(pdf) // 2],
        changed_afterwards,
        lambda pdf: pdf.replace(b"/Filter /FlateDecode", b"/Filter /LZWDecode  ", 3),
        lambda _: b"%PDF-1.7 and no more",
    ],
    ids=["of another program", "cut off", "changed afterwards", "packed otherwise", "no PDF"],
)
@pytest.mark.parametrize("read", [letters_of_pages, strings_and_packets])
def test_a_file_of_another_kind_is_not_read(printed, other, read):
    with pytest.raises(Unknown):
        read(other(printed["plain"]))


@needs_pdf
def test_a_pdf_that_another_program_wrote_is_read_by_the_whole_reader(page, printed):
    assert printed_differently(page, rewritten(printed["plain"])) == ()
    (found,) = printed_differently(page.replace("Dear", "Poor"), rewritten(printed["plain"]))
    assert found.id == "PRINTED_DIFFERENTLY"


# Ways to draw a letter --------------------------------------------------------------------


def made(*lines, table=b"2 beginbfchar\n<0001> <0041>\n<0002> <0062>\nendbfchar", **font):
    """Return a PDF of one page with these lines of content, in a font of two letters."""
    pdf = pydyf.PDF()
    names, content = (pydyf.Stream([one]) for one in (table, b"\n".join(lines)))
    pdf.add_object(names)
    pdf.add_object(content)
    told = {"Type": "/Font", "Subtype": "/Type0", "Encoding": "/Identity-H"}
    about = pydyf.Dictionary({**told, "ToUnicode": names.reference, **font})
    pdf.add_object(about)
    fonts = pydyf.Dictionary({"Font": pydyf.Dictionary({"F": about.reference})})
    told = {"Type": "/Page", "Parent": pdf.pages.reference}
    pdf.add_page(pydyf.Dictionary({**told, "Resources": fonts, "Contents": content.reference}))
    written = io.BytesIO()
    pdf.write(written, version=b"1.7", compress=True)
    return written.getvalue()


SHOWN = (b"BT", b"/F 12 Tf", b"[<0001>-3<0002> 5 <00010001>] TJ", b"ET")


def test_letters_are_read_through_the_table_of_their_font():
    assert letters_of_pages(made(*SHOWN)) == ("AbAA",)
    assert letters_of_pages(made(b"q", *SHOWN[1:3], b"Q")) == ("AbAA",)


@pytest.mark.parametrize(
    "lines",
    [
        (b"BT", b"/F 12 Tf", b"<0001> Tj", b"ET"),
        (b"BT", b"/F 12 Tf", b"<0001> '", b"ET"),
        (b"BT", b"/F 12 Tf", b'1 1 <0001> "', b"ET"),
        (b"BT", b"/F 12 Tf", b"[(\\000\\001)] TJ", b"ET"),
        (b"BT", b"/F 12 Tf", b"[<0001>] TJ <0002> Tj", b"ET"),
        (b"BT", b"/F 12 Tf", b"[<0001>] TJ [<0002>] TJ", b"ET"),
        (b"BT /F 12 Tf <0002> Tj ET", *SHOWN),
        (b"BT", b"/F 12 Tf", b"[<000100>] TJ", b"ET"),
        (b"BT", b"/F 12 Tf", b"[<0003>] TJ", b"ET"),
        (b"BT", b"[<0001>] TJ", b"ET"),
        (b"q", *SHOWN[1:2], b"Q", b"[<0001>] TJ"),
        (b"/G 12 Tf", b"[<0001>] TJ"),
        (b"/X Do",),
        (b"BI /W 1 ID x EI", *SHOWN),
        (b"/P scn", *SHOWN),
        (b"/Span", b"<</ActualText (other words)>>", b"BDC", *SHOWN, b"EMC"),
        (*SHOWN, b"Q"),
    ],
)
def test_whatever_else_can_draw_a_letter_ends_the_reading(lines):
    with pytest.raises(Unknown):
        letters_of_pages(made(*lines))


@pytest.mark.parametrize(
    "font",
    [
        {"Encoding": "/WinAnsiEncoding"},
        {"Subtype": "/Type3"},
        {"ToUnicode": "/Identity-H"},
        {"table": b"1 beginbfrange\n<0001> <0002> <0041>\nendbfrange"},
        {"table": b"1 beginbfchar\n<01> <0041>\nendbfchar"},
        {"table": b"1 beginbfchar\n<0001> /A\nendbfchar"},
    ],
)
def test_a_font_of_another_kind_ends_the_reading(font):
    with pytest.raises(Unknown):
        letters_of_pages(made(*SHOWN, **font))
