"""How a document looks in Word: paper, font, sizes, tables, and what only Word's XML can say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

FONT = "Arial"
"""Word has it on every machine, and LibreOffice one of the same widths (Liberation Sans)."""

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


def set_page(document: WordDocument, html: str) -> None:
    from docx.shared import Mm

    named = re.search(r"@page \{ size: (\w+); \}", html)
    width, height = PAPERS[named.group(1) if named else "A4"]
    section = document.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(MARGIN_MM)


def set_styles(document: WordDocument, language: str) -> None:
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


def make_small(paragraph: Paragraph) -> None:
    from docx.shared import Pt

    for run in paragraph.runs:
        run.font.size = Pt(SMALL_POINTS)


def draw_line_to_sign_on(paragraph: Paragraph) -> None:
    from docx.shared import Pt

    paragraph.paragraph_format.space_before = Pt(36)
    paragraph.paragraph_format.keep_with_next = True
    borders = _new("w:pBdr")
    borders.append(_new("w:top", val="single", sz="6", space="1", color="000000"))
    properties: Any = _xml(paragraph).get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def keep_together(row: Any, *, repeated: bool) -> None:
    """Keep a row on one page; a row of titles stands again on each page."""
    properties = _xml(row).get_or_add_trPr()
    properties.append(_new("w:cantSplit"))
    if repeated:
        properties.append(_new("w:tblHeader"))


def set_widths(table: Any, document: WordDocument, columns: int) -> None:
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


def add_field(paragraph: Paragraph, name: str) -> None:
    field = _new("w:fldSimple", instr=name)
    run = _new("w:r")
    text = _new("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    _xml(paragraph).append(field)
