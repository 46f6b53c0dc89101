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
from reports.exports.docx_looks import (
    add_field,
    draw_line_to_sign_on,
    keep_together,
    make_small,
    set_page,
    set_styles,
    set_widths,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

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
    set_page(document, html)
    set_styles(document, page.get("lang"))
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
            draw_line_to_sign_on(paragraph)
        if "small" in classes or "disclaimer" in classes:
            make_small(paragraph)

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
            keep_together(place, repeated=row in titles)
            for cell, target in zip(row, place.cells, strict=True):
                _fill_cell(target, cell)
        set_widths(table, self.document, columns)
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
        add_field(paragraph, FIELDS[_classes(child)[0]])
        paragraph.add_run(child.tail or "")


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
