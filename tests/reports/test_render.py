"""HTML and PDF: strict templates, no network, the same bytes, tags, and what stands on each page."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass, replace

import pytest
from broken_library import failing, without_library
from builders import DAY, man_with_anaemia, stopped

from reports import pdf_process, pdf_worker, render
from reports.letters.counselling import counselling_view
from reports.letters.management import management_view
from reports.letters.referral import referral_view
from reports.pdf_process import PdfStopped
from reports.pdf_worker import Page
from reports.render import (
    Refused,
    missing_glyphs,
    pdf_libraries,
    pdf_problem,
    render_archive_pdf,
    render_html,
    render_pdf,
)

needs_pdf = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")


def pages_of(whole):
    basis = whole.basis
    return {
        "counselling": render_html("counselling.html", counselling_view(basis, "X-counselling")),
        "management": render_html("management.html", management_view(basis, "X-management")),
        "referral": render_html("referral.html", referral_view(basis, "X-referral", ())),
    }


@pytest.fixture(scope="module")
def pdfs():
    return {name: render_pdf(page) for name, page in pages_of(man_with_anaemia()).items()}


def test_a_template_that_names_what_is_not_there_fails():
    from jinja2 import UndefinedError

    @dataclass(frozen=True)
    class Nothing:
        pass

    with pytest.raises(UndefinedError):
        render_html("management.html", Nothing())


@needs_pdf
@pytest.mark.parametrize(
    "inside",
    [
        '<img src="http://example.org/x.png" alt="x">',
        '<img src="https://example.org/x.png" alt="x">',
        '<img src="file:///etc/passwd" alt="x">',
        '<img src="data:image/png;base64,AAAA" alt="x">',
        '<link rel="stylesheet" href="http://example.org/x.css">',
        '<style>@import url("file:///etc/passwd");</style>',
        '<style>body { background: url("http://example.org/x.png"); }</style>',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<img src="sideroscreen-font:../../../secret" alt="x">',
    ],
)
def test_everything_from_outside_is_refused(inside):
    with pytest.raises(Refused, match="refused: "):
        render_pdf(f'<html lang="en"><title>x</title><body><p>x</p>{inside}</body></html>')


@needs_pdf
def test_the_same_input_gives_the_same_bytes(pdfs):
    for name, page in pages_of(man_with_anaemia()).items():
        assert render_pdf(page) == pdfs[name]


@needs_pdf
def test_a_style_sheet_that_is_parsed_once_gives_the_same_bytes(pdfs):
    from weasyprint import HTML

    page = pages_of(man_with_anaemia())["management"]
    fonts, faces = pdf_worker._fonts()
    pdf = HTML(string=page, url_fetcher=pdf_worker._fetcher()).write_pdf(
        stylesheets=[faces],
        font_config=fonts,
        pdf_variant=pdf_worker.ACCESSIBLE,
        pdf_identifier=hashlib.sha256(page.encode()).hexdigest()[:32].encode(),
    )
    assert pdf == pdfs["management"]


def test_no_rule_makes_the_library_lose_memory_with_every_line():
    """WeasyPrint 70 never lets go of the features of a font (`Layout.setup`)."""
    style = render._style_sheet()
    assert not re.findall(r"[{;]\s*(font-(?:variant|feature|kerning)[\w-]*)", style)


@needs_pdf
def test_every_page_carries_case_page_number_versions_and_draft(pdfs):
    from pypdf import PdfReader

    for content in pdfs.values():
        reader = PdfReader(io.BytesIO(content))
        count = len(reader.pages)
        assert count > 1
        for number, page in enumerate(reader.pages, 1):
            text = " ".join(page.extract_text().split())
            assert f"page {number} of {count}" in text
            assert "Case FAM-1" in text
            assert "DRAFT – for professional use until signed" in text
            assert "sideroscreen 9.9.9 · knowledge 2026.01.02 · assembly GRCh38" in text


@needs_pdf
def test_every_page_of_a_stopped_and_labelled_case_says_so():
    from pypdf import PdfReader

    whole = stopped()
    labelled = replace(whole, case=replace(whole.case, labelled="Fictitious family"))
    page = render_html("management.html", management_view(labelled.basis, "X-management"))
    for printed in PdfReader(io.BytesIO(render_pdf(page))).pages:
        text = " ".join(printed.extract_text().split())
        assert "STOPPED – DRAFT" in text
        assert "Fictitious family" in text


@needs_pdf
def test_the_pdf_is_tagged_and_has_language_title_and_dates(pdfs):
    import pikepdf

    for content in pdfs.values():
        with pikepdf.open(io.BytesIO(content)) as pdf:
            root = pdf.Root
            assert str(root.Lang) == "en-GB"
            assert bool(root.MarkInfo.Marked)
            assert "/StructTreeRoot" in root
            assert bool(root.ViewerPreferences.DisplayDocTitle)
            assert str(pdf.docinfo["/Title"]).startswith("Case FAM-1 · ")
            assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260601")
            with pdf.open_metadata() as metadata:
                assert metadata["pdfuaid:part"] == "1"


@needs_pdf
def test_tables_have_header_cells_with_a_scope_and_headings_are_headings(pdfs):
    import pikepdf

    with pikepdf.open(io.BytesIO(pdfs["referral"])) as pdf:
        kinds = [str(node.S) for node in _nodes(pdf.Root.StructTreeRoot)]
    for kind in ("/H1", "/H2", "/Table", "/TR", "/TH", "/TD", "/L", "/LI", "/P"):
        assert kind in kinds


def _nodes(node):
    import pikepdf

    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from _nodes(one)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _nodes(node.K)


@needs_pdf
def test_only_our_fonts_are_in_the_pdf(pdfs):
    for content in pdfs.values():
        names = set(re.findall(rb"/(?:BaseFont|FontName) ?/[A-Z]{6}\+([\w-]+)", _plain(content)))
        assert names
        assert all(name.startswith(b"Sideroscreen-Sans") for name in names), names


def _plain(content):
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        out = io.BytesIO()
        pdf.save(
            out,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return out.getvalue()


def test_all_glyphs_of_our_texts_are_in_our_font():
    assert missing_glyphs() == ()


def test_no_text_of_ours_prints_a_glyph_that_was_not_checked():
    for page in pages_of(man_with_anaemia()).values():
        words = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
        odd = {letter for letter in words if not letter.isascii()}
        assert odd <= set(render.GLYPHS), odd - set(render.GLYPHS)


def test_nothing_is_smaller_than_nine_points():
    sizes = re.findall(r"font(?:-size)?: *([\d.]+)pt", render._style_sheet())
    assert len(sizes) > 5
    assert min(float(size) for size in sizes) >= 9


def test_missing_system_libraries_are_a_problem_in_words(monkeypatch, tmp_path):
    with without_library(monkeypatch, tmp_path):
        assert pdf_problem() == (
            "WeasyPrint or its system libraries are missing (cannot load library 'libpango-1.0-0')"
        )


# The process of the library ---------------------------------------------------------------

SMALL = '<html lang="en"><title>x</title><body><p>{}</p></body></html>'


@needs_pdf
@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("segfault", "the PDF library stopped (Segmentation fault)"),
        ("kill", "the PDF library stopped (Killed)"),
        ("exit", "the PDF library stopped (exit code 3)"),
        ("memory", "the PDF library stopped with MemoryError: MemoryError"),
        ("bug", "the PDF library stopped with ZeroDivisionError: a bug of the library"),
    ],
)
def test_a_library_that_fails_is_named_and_the_next_page_is_written(
    monkeypatch, tmp_path, how, why
):
    with failing(monkeypatch, tmp_path, how, where="fatal"):
        before = render_pdf(SMALL.format("harmless"))
        with pytest.raises(PdfStopped) as caught:
            render_pdf(SMALL.format("fatal"))
        assert str(caught.value) == why
        assert render_pdf(SMALL.format("harmless")) == before


@needs_pdf
def test_a_library_that_hangs_is_ended(monkeypatch, tmp_path):
    with failing(monkeypatch, tmp_path, "hang", where="fatal"):
        render_pdf(SMALL.format("harmless"))
        monkeypatch.setattr(pdf_process, "PATIENCE", 0.5)
        with pytest.raises(PdfStopped, match="the PDF library stopped answering"):
            render_pdf(SMALL.format("fatal"))
        monkeypatch.setattr(pdf_process, "PATIENCE", 60.0)
        assert render_pdf(SMALL.format("harmless"))


@needs_pdf
def test_the_library_is_never_imported_here():
    told = subprocess.run(
        [sys.executable, "-c", WHO_IMPORTS], capture_output=True, text=True, check=True
    )
    assert (told.stdout, told.stderr) == ("%PDF-1.7 False\n", "")


WHO_IMPORTS = f"""
import sys
from reports.render import render_pdf
print(render_pdf({SMALL!r}).decode("latin-1")[:8], "weasyprint" in sys.modules)
"""


@needs_pdf
def test_one_process_serves_all_pages():
    render_pdf(SMALL.format("one"))
    first = pdf_process._process().program.pid
    render_pdf(SMALL.format("two"))
    assert pdf_process._process().program.pid == first


@needs_pdf
def test_a_process_that_forked_does_not_ask_the_process_of_another(tmp_path):
    """Two that talk over one connection would get each other's documents."""
    render_pdf(SMALL.format("one"))
    told = subprocess.run(
        [sys.executable, "-c", FORKED], capture_output=True, text=True, check=True
    )
    assert told.stdout == "True\n"


FORKED = f"""
import os
from reports import pdf_process
from reports.render import render_pdf
render_pdf({SMALL!r})
ours = pdf_process._process().program.pid
child = os.fork()
if child == 0:
    render_pdf({SMALL!r})
    other = pdf_process._process().program.pid
    pdf_process.stop()
    os._exit(0 if other != ours else 1)
print(os.waitpid(child, 0)[1] == 0 and pdf_process._process().program.pid == ours)
"""


@needs_pdf
def test_the_libraries_that_the_bytes_depend_on_are_named():
    assert set(pdf_libraries()) == {
        "weasyprint",
        "pydyf",
        "pango",
        "harfbuzz-subset",
        "font-source-sans-pro",
    }
    assert all(pdf_libraries().values())


# The archive ------------------------------------------------------------------------------


@needs_pdf
def test_the_archive_pdf_carries_its_files_dated_by_the_report():
    import pikepdf

    page = pages_of(man_with_anaemia())["referral"]
    content = render_archive_pdf(page, {"case.json": b'{"case": 1}'}, DAY)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        with pdf.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "3"
            assert metadata["pdfaid:conformance"] == "A"
        inside = pdf.attachments["case.json"]
        assert inside.get_file().read_bytes() == b'{"case": 1}'
        assert str(inside.obj.AFRelationship) == "/Data"
        dates = inside.get_file().obj.Params
        assert str(dates.CreationDate) == str(dates.ModDate) == "D:20260601000000Z"
        assert bool(pdf.Root.MarkInfo.Marked)


@needs_pdf
def test_bytes_depend_neither_on_the_process_nor_on_the_hash_seed(tmp_path):
    (tmp_path / "page.html").write_text(pages_of(man_with_anaemia())["referral"], "utf-8")
    digests = set()
    for seed in ("0", "1", "4711"):
        told = subprocess.run(
            [sys.executable, "-c", DIGESTS, str(tmp_path / "page.html")],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(told.stdout)
    assert len(digests) == 1, digests


DIGESTS = """
import datetime, hashlib, pathlib, sys
from reports.render import render_archive_pdf, render_pdf
page = pathlib.Path(sys.argv[1]).read_text("utf-8")
inside = render_archive_pdf(page, {"case.json": b"{}"}, datetime.date(2026, 6, 1))
print(*(hashlib.sha256(pdf).hexdigest() for pdf in (render_pdf(page), inside)))
"""


# Templates and style ----------------------------------------------------------------------


def test_a_blank_before_a_span_stands_inside_the_span():
    """WeasyPrint 70 may else break the line after the first word of the text."""
    from importlib import resources

    folder = resources.files("templates")
    templates = [*folder.iterdir(), *folder.joinpath("parts").iterdir()]
    for template in templates:
        if template.name.endswith(".html"):
            assert not re.search(r"[}.>] <span", template.read_text("utf-8")), template.name


@needs_pdf
def test_the_style_sheet_holds_nothing_that_is_not_understood(caplog):
    with caplog.at_level("WARNING"):
        answer = pdf_worker.write(Page(pages_of(man_with_anaemia())["referral"]))
    assert answer.pdf
    assert [record.getMessage() for record in caplog.records] == []
