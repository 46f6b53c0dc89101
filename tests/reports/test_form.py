"""The form of the PDFs: one typeface, nothing small, tags, headers that return, grey, two papers."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from importlib import resources
from itertools import pairwise

import pytest
from builders import SOFTWARE, man_with_anaemia

from genetics.gene_files import load_panel
from reports.basis import Basis
from reports.deserved import deserved
from reports.pdf_worker import FONT_FAMILY
from reports.render import pdf_problem, render_html, render_pdf
from reports.site import Paper, Site
from workflow.commands.demo import copy_inputs
from workflow.pipeline import conclude, load

pytestmark = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")

SMALLEST = 9.0
FALLBACK = "DejaVu-Sans"
"""For letters that our typeface does not have."""


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory):
    """Return the PDF of every document of two demo families: X-linked, and recessive."""
    made = {}
    for family in ("DEMO-A", "DEMO-B"):
        told = conclude(load(copy_inputs(family, tmp_path_factory.mktemp(family))))
        case = replace(told.case, consent=replace(told.case.consent, contact_relatives=True))
        basis = Basis(
            replace(case, documents=()),
            told.plan,
            told.statements,
            load_panel(),
            told.facts,
            SOFTWARE,
            told.alarms,
        )
        for document in deserved(basis):
            html = render_html(document.template, document.view(basis))
            made[f"{family} {document.name}"] = render_pdf(html)
    return made


def opened(content):
    import pikepdf

    return pikepdf.open(io.BytesIO(content))


def nodes(node):
    """Return the nodes of a structure tree, each before what stands in it."""
    import pikepdf

    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from nodes(one)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from nodes(node.K)


def test_all_kinds_of_documents_are_looked_at(pdfs):
    kinds = {name.split()[1].split(":")[0] for name in pdfs}
    assert kinds >= {"counselling", "management", "referral", "lab", "relative_letter"}


def test_one_typeface(pdfs):
    ours = FONT_FAMILY.replace(" ", "-")
    for name, content in pdfs.items():
        with opened(content) as pdf:
            fonts = {
                str(one.BaseFont).split("+")[-1]
                for one in pdf.objects
                if hasattr(one, "keys") and one.get("/Type") == "/Font" and "/BaseFont" in one
            }
        assert any(font.startswith(ours) for font in fonts), name
        assert all(font.startswith((ours, FALLBACK)) for font in fonts), (name, fonts)


def test_no_text_is_smaller_than_nine_points(pdfs):
    from pypdf import PdfReader

    for name, content in pdfs.items():
        sizes: dict[float, str] = {}

        def note(text, cm, tm, font, size, sizes=sizes):
            if text.strip():
                across = abs(tm[0] * cm[0] + tm[1] * cm[2]) or abs(tm[1] * cm[1])
                sizes[round(size * across, 2)] = text.strip()

        for page in PdfReader(io.BytesIO(content)).pages:
            page.extract_text(visitor_text=note)
        assert sizes
        assert min(sizes) >= SMALLEST - 0.01, (name, min(sizes), sizes[min(sizes)])


def test_language_title_and_tags(pdfs):
    for name, content in pdfs.items():
        with opened(content) as pdf:
            assert str(pdf.Root.Lang) == "en-GB", name
            assert str(pdf.docinfo["/Title"]).strip(), name
            assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle), name
            assert bool(pdf.Root.MarkInfo.Marked), name
            with pdf.open_metadata() as metadata:
                assert metadata["pdfuaid:part"] == "1", name


def test_headings_go_down_one_step_at_a_time_from_one_title(pdfs):
    for name, content in pdfs.items():
        with opened(content) as pdf:
            kinds = [str(node.S) for node in nodes(pdf.Root.StructTreeRoot)]
        levels = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        steps = pairwise(levels)
        assert all(after <= before + 1 for before, after in steps), (name, levels)


def test_every_cell_of_every_table_names_the_header_cells_that_head_it(pdfs):
    for name, content in pdfs.items():
        with opened(content) as pdf:
            tables = [one for one in nodes(pdf.Root.StructTreeRoot) if one.S == "/Table"]
            assert tables, name
            for table in tables:
                heads = {str(one.ID) for one in nodes(table) if one.S == "/TH"}
                cells = [one for one in nodes(table) if one.S == "/TD"]
                assert heads, name
                for cell in cells:
                    headers = {str(one) for one in cell.A.Headers}
                    assert headers, name
                    assert headers <= heads, name


def test_every_header_cell_of_the_templates_says_what_it_heads():
    folder = resources.files("templates")
    for template in (*folder.iterdir(), *folder.joinpath("parts").iterdir()):
        if template.name.endswith(".html"):
            cells = re.findall(r"<th\b[^>]*>", template.read_text("utf-8"))
            assert all(re.search(r'scope="(row|col)"', cell) for cell in cells), template.name


def test_every_figure_says_in_words_what_it_shows(pdfs):
    figures = 0
    for name, content in pdfs.items():
        with opened(content) as pdf:
            for node in nodes(pdf.Root.StructTreeRoot):
                if node.S == "/Figure":
                    figures += 1
                    assert str(node.get("/Alt", "")).strip(), name
    assert figures


LONG = "".join(
    f'<tr><th scope="row">Relative {number}</th><td>{"text " * 20}</td></tr>'
    for number in range(60)
)


def test_a_table_that_goes_on_repeats_its_header_on_each_page():
    from pypdf import PdfReader

    basis = man_with_anaemia(documents=("referral",)).basis
    ((document),) = deserved(basis)
    html = render_html(document.template, document.view(basis))
    at = html.index("</tbody>", html.index('<table class="people">'))
    pages = PdfReader(io.BytesIO(render_pdf(html[:at] + LONG + html[at:]))).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    on = [text for text in texts if re.search(r"Relative \d+ text", text)]
    assert len(on) > 2
    assert all("Reason and chance" in text for text in on)


PAPERS = {Paper.A4: (595, 842), Paper.LETTER: (612, 792)}


@pytest.mark.parametrize("paper", Paper)
def test_the_paper_is_that_of_the_site(paper):
    from pypdf import PdfReader

    basis = man_with_anaemia(documents=("counselling",)).basis
    basis = replace(basis, site=Site(paper=paper))
    (document,) = deserved(basis)
    html = render_html(document.template, document.view(basis))
    for page in PdfReader(io.BytesIO(render_pdf(html))).pages:
        size = sorted((round(float(page.mediabox.width)), round(float(page.mediabox.height))))
        assert tuple(size) == PAPERS[paper]


# Colours ----------------------------------------------------------------------------------


def style_sheet():
    return resources.files("templates").joinpath("print.css").read_text("utf-8")


def luminance(colour):
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def grounds():
    return {"#ffffff", *re.findall(r"background(?:-color)?: *(#[0-9a-f]{3,6})", style_sheet())}


def inks():
    """Return the colours of texts; that of the word behind the text is no text to be read."""
    rules = re.findall(
        r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", style_sheet(), flags=re.DOTALL)
    )
    return {
        colour
        for selector, body in rules
        if "watermark" not in selector
        for colour in re.findall(r"(?<![-\w])color: *(#[0-9a-fA-F]{3,6})", body)
    }


def test_every_text_can_be_read_in_grey_on_every_ground():
    """WCAG 2.2, 1.4.3: 4.5 to 1. Luminance is what a grey printer keeps of a colour."""
    assert inks()
    for ink in inks():
        for ground in grounds():
            assert contrast(ink, ground) >= 4.5, (ink, ground)


def test_no_box_is_told_by_its_colour_alone():
    """Each box with a ground of its own has a border or a heading of its own as well."""
    rules = re.findall(
        r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", style_sheet(), flags=re.DOTALL)
    )
    bordered = {name for selector, body in rules if "border" in body for name in _names(selector)}
    headed = {name for selector, _ in rules if " h2" in selector for name in _names(selector)}
    for selector, body in rules:
        if "background" in body:
            assert _names(selector) & (bordered | headed), selector


def _names(selector):
    return set(re.findall(r"[.]([\w-]+)", selector))
