"""A document as a Word file that can be edited, made from the same page as its PDF.

The page (HTML) is walked from its beginning to its end, so that every word stands in the Word
file too, in the same order: titles as headings, tables with rows of titles that are repeated,
lists, lines to sign on. Texts are put in as texts, never read as markup. The drawn family is
left out, and a sentence says where it stands. A tag that has no place in Word raises `NoPlace`:
nothing is dropped in silence.
"""

from __future__ import annotations

import io
import re
import zipfile
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from genetics.phrases import Tongue, marked, say, speaking
from reports.catalogues import tongue

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

FONT = "Arial"
"""Word has it on every machine, and LibreOffice one of the same widths (Liberation Sans)."""

MISSING = "Word files need python-docx"
REMEDY = "install it with: pip install 'sideroscreen[docx]'"
EDITABLE = marked("Editable copy; only the signed document counts.")
DRAWN_ELSEWHERE = marked("The family tree is drawn in the PDF and the HTML of this document.")

CONTAINERS = ("main", "header", "section", "div")
HEADINGS = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2"}
LISTS = ("ul", "ol")
INLINE = ("span", "strong")
ON_EVERY_PAGE = ("page-title", "page-status", "page-versions", "page-number", "watermark")
"""What is no part of the running text. The word behind the text is not repeated: the status
stands in the head of each page."""

POINTS = {"Normal": 10.5, "Title": 20, "Subtitle": 11.5, "Heading 1": 13, "Heading 2": 11}
SMALL_POINTS = 9
PAPERS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
MARGIN_MM = 21.0
WIDTHS = {
    2: (30, 70),
    3: (16, 24, 60),
    4: (20, 35, 33, 12),
    5: (22, 18, 28, 16, 16),
}
"""How wide the columns of a table are, in per cent of the page's text."""
LOGO_MM = 18.0


class NoPlace(Exception):
    """A page holds something that this module cannot put into Word: a bug, never a mistake."""


def docx_problem() -> str:
    """Return why no Word file can be written on this machine, "" when all is well."""
    try:
        import docx  # noqa: F401 - asked only whether it is there
    except ImportError:
        return MISSING
    return ""


def render_docx(html: str) -> bytes:
    """Return the Word file of a page: the same bytes for the same page.

    Title, language and date are those of the page; nothing else stands in the properties.
    The words that are added to it are said in its language. Raises NoPlace.
    """
    from docx import Document
    from lxml.html import fromstring  # type: ignore[import-untyped]

    page = fromstring(html)
    document = Document()
    day = _meta(page, "dcterms.created")
    _set_properties(document, page.findtext(".//title"), day)
    _set_page(document, html)
    _set_styles(document, page.get("lang"))
    with speaking(_tongue(page.get("lang"))):
        _write_every_page(document, page)
        _Body(document).write(page.find("body"))
    saved = io.BytesIO()
    document.save(saved)
    return _dated(saved.getvalue(), day)


@cache
def _tongue(tag: str) -> Tongue:
    return tongue(tag)


def _meta(page: Any, name: str) -> datetime:
    found = page.find(f".//meta[@name='{name}']")
    return datetime.fromisoformat(found.get("content"))


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


# The running text -------------------------------------------------------------------------


class _Body:
    """Writes the running text of a page into a document, block by block."""

    def __init__(self, document: WordDocument) -> None:
        self.document = document

    def write(self, container: Any) -> None:
        """Write what stands in a part of the page."""
        _refuse(container.text, container)
        for element in container:
            if not set(_classes(element)) & set(ON_EVERY_PAGE):
                self._write_block(element)
            _refuse(element.tail, container)

    def _write_block(self, element: Any) -> None:
        tag = element.tag
        if tag in CONTAINERS:
            self.write(element)
        elif tag in HEADINGS:
            self._paragraph(element, HEADINGS[tag])
        elif tag == "p":
            self._paragraph(element, "Subtitle" if "subtitle" in _classes(element) else "Normal")
        elif tag in LISTS:
            self._write_list(element)
        elif tag == "table":
            self._write_table(element)
        elif tag == "figure":
            self._write_drawing(element)
        elif tag == "img":
            _put_picture(self.document.add_paragraph(), element)
        else:
            raise NoPlace(f"<{tag}> has no place in Word")

    def _paragraph(self, element: Any, style: str) -> None:
        paragraph = self.document.add_paragraph(style=style)
        _fill(paragraph, element)
        classes = _classes(element)
        if "signature-line" in classes:
            _draw_line_to_sign_on(paragraph)
        if "small" in classes or "disclaimer" in classes:
            _make_small(paragraph)

    def _write_list(self, element: Any) -> None:
        """Write a list; one whose items are numbered in their own words gets no bullets."""
        style = "List" if "source-list" in _classes(element) else "List Bullet"
        for item in element:
            blocks = [item] if not len(item) or item[0].tag in INLINE else list(item)
            if blocks != [item]:
                _refuse(item.text, item)
            for number, block in enumerate(blocks):
                paragraph = self.document.add_paragraph(
                    style=style if not number else "List Continue"
                )
                _fill(paragraph, block)

    def _write_table(self, element: Any) -> None:
        rows = element.findall(".//tr")
        titles = element.findall("./thead/tr")
        columns = max(len(row) for row in rows)
        table = self.document.add_table(
            len(rows), columns, style="Table Grid" if titles else "Normal Table"
        )
        for row, place in zip(rows, table.rows, strict=True):
            _keep_together(place, repeated=row in titles)
            for cell, target in zip(row, place.cells, strict=True):
                _fill_cell(target, cell)
        _set_widths(table, self.document, columns)
        self.document.add_paragraph()

    def _write_drawing(self, element: Any) -> None:
        """Say once for all drawings of a part where they stand."""
        before = element.getprevious()
        if before is None or before.tag != "figure":
            self.document.add_paragraph(say(DRAWN_ELSEWHERE))


def _refuse(text: str | None, where: Any) -> None:
    if text and text.strip():
        raise NoPlace(f"a text stands loose in <{where.tag}>: {text.strip()}")


def _fill_cell(target: Any, cell: Any) -> None:
    """Put the texts of a cell into it; it has one empty paragraph already."""
    blocks = [one for one in cell if one.tag == "p"]
    if blocks:
        _refuse(cell.text, cell)
    bold = cell.tag == "th"
    for number, block in enumerate(blocks or [cell]):
        paragraph = target.add_paragraph() if number else target.paragraphs[0]
        _fill(paragraph, block, bold=bold)
        paragraph.paragraph_format.space_after = 0


# Words ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of words of one weight."""

    text: str
    bold: bool


def _fill(paragraph: Paragraph, element: Any, *, bold: bool = False) -> None:
    """Put the words of a block into a paragraph; blanks count as they do on a page."""
    before = " "
    pieces = [piece for piece in _pieces(element, bold) if piece.text]
    for number, piece in enumerate(pieces):
        text = re.sub(r"[ \t\r\n\f]+", " ", piece.text)
        text = text.removeprefix(" ") if before.endswith(" ") else text
        text = text.removesuffix(" ") if number == len(pieces) - 1 else text
        if text:
            paragraph.add_run(text).bold = piece.bold or None
            before = text


def _pieces(element: Any, bold: bool) -> Iterator[_Piece]:
    bold = bold or element.tag == "strong" or "box-alert" in _classes(element)
    yield _Piece(element.text or "", bold)
    for child in element:
        if child.tag not in INLINE:
            raise NoPlace(f"<{child.tag}> has no place in <{element.tag}>")
        yield from _pieces(child, bold)
        yield _Piece(child.tail or "", bold)


def _put_picture(paragraph: Paragraph, element: Any) -> None:
    """Put a picture of the page into Word; of a kind that Word cannot show, its words."""
    from docx.image.exceptions import UnrecognizedImageError
    from docx.shared import Mm

    words = element.get("alt") or ""
    content = b64decode(element.get("src").partition("base64,")[2])
    try:
        picture = paragraph.add_run().add_picture(io.BytesIO(content), height=Mm(LOGO_MM))
    except UnrecognizedImageError:
        paragraph.add_run(words)
        return
    named: Any = picture._inline.docPr
    named.set("descr", words)


# What stands on every page ----------------------------------------------------------------


def _write_every_page(document: WordDocument, page: Any) -> None:
    """Write title and status into the head of each page, versions and number into its foot."""
    section = document.sections[0]
    head, foot = section.header, section.footer
    _fill(head.paragraphs[0], _only(page, "page-title"))
    status = head.add_paragraph(style="Header")
    _fill(status, _only(page, "page-status"), bold=True)
    head.add_paragraph(say(EDITABLE), style="Header")
    for number, line in enumerate(_only(page, "page-versions")):
        paragraph = foot.add_paragraph(style="Footer") if number else foot.paragraphs[0]
        _fill(paragraph, line)
    _number(foot.add_paragraph(style="Footer"), _only(page, "page-number"))


def _only(page: Any, name: str) -> Any:
    for element in page.find("body"):
        if name in _classes(element):
            return element
    raise NoPlace(f"the page has no {name}")


FIELDS = {"this-page": "PAGE", "all-pages": "NUMPAGES"}


def _number(paragraph: Paragraph, element: Any) -> None:
    """Write "page 1 of 3": Word counts both numbers itself."""
    paragraph.add_run(element.text or "")
    for child in element:
        _add_field(paragraph, FIELDS[_classes(child)[0]])
        paragraph.add_run(child.tail or "")


def _add_field(paragraph: Paragraph, name: str) -> None:
    field = _new("w:fldSimple", instr=name)
    run = _new("w:r")
    text = _new("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    _xml(paragraph).append(field)


# Looks ------------------------------------------------------------------------------------


def _set_page(document: WordDocument, html: str) -> None:
    from docx.shared import Mm

    named = re.search(r"@page \{ size: (\w+); \}", html)
    width, height = PAPERS[named.group(1) if named else "A4"]
    section = document.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(MARGIN_MM)


def _set_styles(document: WordDocument, language: str) -> None:
    """Name one font, sizes and the language for every style; nothing is coloured."""
    from docx.shared import Pt, RGBColor

    for style in document.styles:
        _name_font(_xml(style))
    for name, size in POINTS.items():
        style = document.styles[name]
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.italic = False
    for name in ("Header", "Footer"):
        document.styles[name].font.size = Pt(SMALL_POINTS)
    defaults = _xml(document.styles).find(_named("w:docDefaults"))
    _name_font(defaults)
    for said in defaults.iter(_named("w:lang")):
        said.set(_named("w:val"), language)


def _name_font(part: Any) -> None:
    """Name our font wherever a part names one, in place of the theme's."""
    for fonts in part.iter(_named("w:rFonts")):
        fonts.attrib.clear()
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(_named(f"w:{kind}"), FONT)


def _make_small(paragraph: Paragraph) -> None:
    from docx.shared import Pt

    for run in paragraph.runs:
        run.font.size = Pt(SMALL_POINTS)


def _draw_line_to_sign_on(paragraph: Paragraph) -> None:
    from docx.shared import Pt

    paragraph.paragraph_format.space_before = Pt(36)
    paragraph.paragraph_format.keep_with_next = True
    borders = _new("w:pBdr")
    borders.append(_new("w:top", val="single", sz="6", space="1", color="000000"))
    properties: Any = _xml(paragraph).get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def _keep_together(row: Any, *, repeated: bool) -> None:
    """Keep a row on one page; a row of titles stands again on each page."""
    properties = _xml(row).get_or_add_trPr()
    properties.append(_new("w:cantSplit"))
    if repeated:
        properties.append(_new("w:tblHeader"))


def _set_widths(table: Any, document: WordDocument, columns: int) -> None:
    from docx.shared import Emu

    section = document.sections[0]
    assert section.page_width is not None
    assert section.left_margin is not None
    room = section.page_width - 2 * section.left_margin
    for column, share in zip(
        table.columns, WIDTHS.get(columns, (100 // columns,) * columns), strict=True
    ):
        column.width = Emu(room * share // 100)
        for cell in column.cells:
            cell.width = Emu(room * share // 100)


def _xml(part: Any) -> Any:
    return part._element


def _named(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name)


def _new(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(_named(f"w:{key}"), value)
    return element


# The file ---------------------------------------------------------------------------------

NOT_OURS = ("thumbnail", "customXml", "extended-properties")
"""Parts of the library's empty document that say nothing about ours."""


def _set_properties(document: WordDocument, title: str, day: datetime) -> None:
    """Set title and dates, and take out what the library's empty document says of itself."""
    properties = document.core_properties
    properties.title = title
    properties.created = properties.modified = day
    properties.revision = 1
    for name in ("author", "comments", "keywords", "last_modified_by", "subject", "category"):
        setattr(properties, name, "")
    package = document.part.package
    assert package is not None
    for relations in (package.rels, document.part.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(NOT_OURS)]:
            del relations[key]


def _dated(file: bytes, day: datetime) -> bytes:
    """Return the file with the report's day in place of the time of writing."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as parts, zipfile.ZipFile(again, "w") as written:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, parts.read(name))
    return again.getvalue()
