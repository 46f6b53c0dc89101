"""Word files: every word of the page, in its order, as text; nothing else; the same bytes."""

import io
import re
import zipfile
from datetime import UTC, datetime
from functools import cache

import pytest
from builders import all_cases, man_with_anaemia
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from page_text import words_of

from pedigrees.case import Address
from reports.catalogues import accented
from reports.deserved import deserved
from reports.exports.docx import DRAWN_ELSEWHERE, EDITABLE, NoPlace, render_docx
from reports.render import render_html

CASES = all_cases()
ODD = 'O\'Brien <script>alert("x")</script> {{7*7}} & {% raw %} שלום 🧬 ' + "x" * 80
PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAA"
    "AABJRU5ErkJggg=="
)
SVG = "data:image/svg+xml;base64,PHN2Zy8+"


def pages(whole, *names):
    """The pages of the documents that a case deserves (of these names, or all), by name."""
    basis = whole.basis
    asked = [one for one in deserved(basis) if not names or one.name in names]
    return {one.name: render_html(one.template, one.view(basis)) for one in asked}


@cache
def pages_of_case(case):
    return pages(CASES[case])


def page_of(name="counselling", **changes):
    return pages(man_with_anaemia(**changes), name)[name]


def simple(body, paper="A4"):
    """A page of ours in which `body` is all that is said."""
    return f"""<html lang="en-GB"><head><title>T</title>
<meta name="dcterms.created" content="2026-06-01"><style>@page {{ size: {paper}; }}</style></head>
<body><p class="page-title">T</p><p class="page-status">DRAFT</p><div class="page-versions">
<p>v</p></div><p class="page-number">page <span class="this-page"></span></p>
<main>{body}</main></body></html>"""


def opened(page):
    return Document(io.BytesIO(render_docx(page)))


def blocks(document):
    """Paragraphs and tables in their order."""
    for element in document.element.body:
        if element.tag == qn("w:p"):
            yield Paragraph(element, document)
        elif element.tag == qn("w:tbl"):
            yield Table(element, document)


def texts(document):
    for block in blocks(document):
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row.cells)


def without_blanks(text):
    return re.sub(r"\s", "", text)


# Words ------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_every_word_of_every_page_stands_in_word_in_the_same_order(case):
    every = pages_of_case(case)

    for name, page in every.items():
        body = page[page.index("<header>") :]
        said = re.sub(r"<figure>.*?</figure>", "", body, flags=re.DOTALL)
        written = [text for text in texts(opened(page)) if text != DRAWN_ELSEWHERE]

        assert without_blanks(words_of(said)) == without_blanks("".join(written)), name
    assert every


def test_blanks_between_words_are_kept_as_on_the_page():
    body = "<p> One\n  <strong>two</strong> three.<span class='mark'> [1]</span></p>"

    assert list(texts(opened(simple(body)))) == ["One two three. [1]"]


@pytest.mark.parametrize("case", CASES)
def test_what_stands_on_every_page_stands_in_head_and_foot(case):
    for page in pages_of_case(case).values():
        section = opened(page).sections[0]
        head = [one.text for one in section.header.paragraphs]
        foot = section.footer

        assert head[0] in words_of(page)
        assert head[1].startswith(("DRAFT", "STOPPED"))
        assert head[2] == EDITABLE
        assert any("knowledge 2026.01.02" in one.text for one in foot.paragraphs)
        fields = [one.get(qn("w:instr")) for one in foot._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]


def test_what_is_added_to_a_page_is_said_in_its_language():
    page = simple("<section><figure><svg/></figure></section>").replace("en-GB", "en-XA")
    document = opened(page)

    assert document.sections[0].header.paragraphs[2].text == accented(EDITABLE)
    assert list(texts(document)) == [accented(DRAWN_ELSEWHERE)]


def test_the_drawn_family_is_named_once_and_none_of_its_words_is_lost_around_it():
    two = "<section><h2>Tree</h2><figure><svg/></figure>\n<figure><svg/></figure><p>After.</p></section>"

    assert list(texts(opened(simple(two)))) == ["Tree", DRAWN_ELSEWHERE, "After."]


@pytest.mark.parametrize(
    "body",
    [
        "<blockquote>said</blockquote>",
        "<p>with <em>weight</em></p>",
        "<section>loose</section>",
        "<section><p>one</p>loose</section>",
        "<ul><li>loose <p>and not</p></li></ul>",
        "<table><tr><td>loose<p>and not</p></td></tr></table>",
        "<dl><dt>term</dt></dl>",
    ],
)
def test_what_has_no_place_in_word_is_refused_and_never_dropped(body):
    with pytest.raises(NoPlace):
        render_docx(simple(body))


def test_odd_names_stay_text():
    page = page_of(names={"P": Address(ODD, ("{{ settings }}", "<w:p/>"))})
    document = opened(page)

    assert {ODD, "{{ settings }}", "<w:p/>"} <= set(texts(document))
    assert "49" not in next(text for text in texts(document) if "O'Brien" in text)


# Form -------------------------------------------------------------------------------------


def test_titles_lists_and_lines_to_sign_on_are_those_of_word():
    document = opened(page_of())
    styles = {one.text: one.style.name for one in document.paragraphs}

    assert styles["Your gene test and your family"] == "Title"
    assert styles["Counselling report"] == "Subtitle"
    assert styles["In short"] == "Heading 1"
    assert "List Bullet" in styles.values()
    line = next(one for one in document.paragraphs if one.text == "Signature and date")
    assert line._p.pPr.find(qn("w:pBdr")).find(qn("w:top")) is not None


def test_the_titles_of_a_table_stand_again_on_each_page_and_no_row_is_parted():
    tables = opened(page_of("referral")).tables
    repeated = [table.rows[0]._tr.findall(f".//{qn('w:tblHeader')}") for table in tables]

    assert sum(map(len, repeated)) >= 2
    for table in tables:
        for number, row in enumerate(table.rows):
            assert row._tr.find(f".//{qn('w:cantSplit')}") is not None
            assert not number or row._tr.find(f".//{qn('w:tblHeader')}") is None


@pytest.mark.parametrize(("paper", "width"), [("A4", 210.0), ("Letter", 215.9)])
def test_the_paper_is_that_of_the_page(paper, width):
    section = opened(simple("<p>x</p>", paper)).sections[0]

    assert section.page_width.mm == pytest.approx(width, abs=0.1)


def test_language_and_one_font_are_named_in_every_style():
    document = opened(page_of())
    styles = document.styles.element
    fonts = {one.get(qn("w:ascii")) for one in styles.iter(qn("w:rFonts"))}
    themes = [one for one in styles.iter(qn("w:rFonts")) if one.get(qn("w:asciiTheme"))]

    assert fonts == {"Arial"}
    assert themes == []
    assert {one.get(qn("w:val")) for one in styles.iter(qn("w:lang"))} == {"en-GB"}


@pytest.mark.parametrize(("source", "pictures", "text"), [(PNG, 1, ""), (SVG, 0, "Logo of X")])
def test_a_logo_is_a_picture_with_words_or_its_words_alone(source, pictures, text):
    document = opened(simple(f'<div><img class="logo" src="{source}" alt="Logo of X"></div>'))
    drawn = list(document.element.body.iter(qn("wp:docPr")))

    assert [one.get("descr") for one in drawn] == ["Logo of X"] * pictures
    assert list(texts(document)) == [text]


# The file ---------------------------------------------------------------------------------


def test_the_same_page_gives_the_same_bytes_dated_by_the_report():
    page = page_of()
    once = render_docx(page)

    assert once == render_docx(page)
    with zipfile.ZipFile(io.BytesIO(once)) as parts:
        assert {one.date_time for one in parts.infolist()} == {(2026, 6, 1, 0, 0, 0)}


def test_the_properties_say_title_language_and_day_and_nothing_else():
    page = page_of()
    properties = opened(page).core_properties

    assert properties.title in page
    assert properties.created == properties.modified == datetime(2026, 6, 1, tzinfo=UTC)
    said = (properties.author, properties.comments, properties.keywords, properties.subject)
    assert {*said, properties.last_modified_by, properties.category} == {""}


def test_no_file_has_a_part_in_which_more_could_be_said_than_the_page_says():
    """Whatever a relative's letter does not say to its reader stands nowhere in its Word file."""
    every = pages_of_case("man")
    letters = [name for name in every if name.startswith("relative_letter")]

    assert letters
    for page in every.values():
        with zipfile.ZipFile(io.BytesIO(render_docx(page))) as parts:
            names = [one for one in parts.namelist() if not one.endswith(".rels")]
            said = {one: parts.read(one).decode() for one in names}

        assert not [one for one in names if re.search(r"comments|custom|app\.xml|thumbnail", one)]
        for part in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
            said.pop(part)
        title = re.search("<title>(.*?)</title>", page).group(1)
        assert said.pop("docProps/core.xml").count(title) == 1
        for told in ("Alex Example", "FAM-1", "Dr Someone", "c.1354C&gt;T"):
            assert not [one for one in said if told in said[one]]
