"""Turns a view into HTML and HTML into a tagged PDF, without network and with fonts we name.

The PDF library works in a process of its own (`pdf_process`, `pdf_worker`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from reports import pdf_process
from reports.pdf_process import PdfStopped
from reports.pdf_worker import FACES, FONT_PACKAGE, Page

if TYPE_CHECKING:
    from jinja2 import Environment

GLYPHS = "\u00a0≥≤→½–—−×±≈µ·•§°²’‘“”…éüß"
"""What our own texts and templates print beyond ASCII; other letters fall back to DejaVu."""


class Refused(Exception):
    """A template asked for something from outside: a bug, never a user's mistake."""


# HTML -------------------------------------------------------------------------------------


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("templates", "."),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_html(template: str, view: object) -> str:
    """Return the HTML of a view; the style sheet stands inside, nothing is loaded from outside."""
    from markupsafe import Markup

    # The style sheet is a file of ours; everything else is escaped.
    style = Markup(_style_sheet())
    return _environment().get_template(template).render(view=view, style=style)


@cache
def _style_sheet() -> str:
    return resources.files("templates").joinpath("print.css").read_text("utf-8")


# PDF --------------------------------------------------------------------------------------


def pdf_problem() -> str:
    """Return why no PDF can be written on this machine, "" when all is well."""
    return pdf_process.ready().problem


def pdf_libraries() -> dict[str, str]:
    """Return the libraries that the bytes of a PDF depend on, with their versions."""
    return dict(pdf_process.ready().libraries)


def render_pdf(html: str, *, logo: str = "") -> bytes:
    """Return the PDF of an HTML text: tagged, written as PDF/UA-1, the same bytes each time.

    Raises Refused when the text names anything outside the fonts and the logo (a data URI),
    PdfStopped when the PDF library fails, crashes or hangs.
    """
    return _pdf_of(Page(html, logo))


def render_archive_pdf(
    html: str, attached: Mapping[str, bytes], dated: date, *, logo: str = ""
) -> bytes:
    """Return the PDF for the archive: written as PDF/A-3a, with files inside, dated `dated`.

    Raises Refused and PdfStopped.
    """
    return _pdf_of(Page(html, logo, tuple(attached.items()), dated))


def _pdf_of(page: Page) -> bytes:
    answer = pdf_process.pdf_of(page)
    if answer.refused:
        raise Refused(answer.refused)
    if answer.failed:
        raise PdfStopped(f"the PDF library stopped with {answer.failed}")
    return answer.pdf


# Glyphs -----------------------------------------------------------------------------------


def missing_glyphs(text: str = GLYPHS) -> tuple[str, ...]:
    """Return those letters of a text (of what we print) that our font does not have."""
    odd = sorted({letter for letter in text if not letter.isascii()})
    return tuple(letter for letter in odd if ord(letter) not in _letters_of_our_font())


@cache
def _letters_of_our_font() -> frozenset[int]:
    """Return the letters that all faces of our font have."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    known = []
    for name in FACES:
        with resources.as_file(resources.files(FONT_PACKAGE).joinpath("files", name)) as path:
            font = TTFont(path, lazy=True)
            known.append(frozenset(font.getBestCmap()))
            font.close()
    return frozenset.intersection(*known)
