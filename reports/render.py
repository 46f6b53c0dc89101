"""Turns a view into HTML and HTML into a tagged PDF, without network and with fonts we name."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

FONT_PACKAGE = "font_source_sans_pro"
FONT_FAMILY = "Sideroscreen Sans"
FONT_SCHEME = "sideroscreen-font"
FACES = {
    "SourceSansPro-Regular.ttf": ("normal", 400),
    "SourceSansPro-Semibold.ttf": ("normal", 600),
}
GLYPHS = "\u00a0≥≤→½–—−×±≈µ·•§°²’‘“”…éüß"
"""What our own texts and templates print beyond ASCII; other letters fall back to DejaVu."""

PDF_VARIANT = "pdf/ua-1"


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
    try:
        _weasyprint()
    except (ImportError, OSError) as error:
        return f"WeasyPrint or its system libraries are missing ({_first_line(error)})"
    return ""


def _weasyprint() -> Any:
    import weasyprint

    return weasyprint


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def render_pdf(html: str) -> bytes:
    """Return the PDF of an HTML text: tagged, written as PDF/UA-1, the same bytes each time.

    Raises Refused when the text names anything outside the fonts.
    """
    weasyprint = _weasyprint()
    fetcher = _fetcher()
    fonts, faces = _fonts()
    try:
        written = weasyprint.HTML(string=html, base_url=None, url_fetcher=fetcher).write_pdf(
            stylesheets=[faces],
            font_config=fonts,
            pdf_variant=PDF_VARIANT,
            pdf_identifier=hashlib.sha256(html.encode()).hexdigest()[:32].encode(),
        )
    except weasyprint.urls.FatalURLFetchingError as error:
        raise Refused(str(error)) from error
    assert isinstance(written, bytes)
    return written


@cache
def _fetcher() -> Any:
    """Return the one fetcher: it hands out our fonts and refuses everything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OnlyOurFonts(URLFetcher):  # type: ignore[misc]
        """Refuses every address except those of the fonts."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
            scheme, _, name = url.partition(":")
            if scheme != FONT_SCHEME or name not in FACES:
                raise FatalURLFetchingError(f"refused: {url}")
            font = resources.files(FONT_PACKAGE).joinpath("files", name).read_bytes()
            return URLFetcherResponse(url, font, {"Content-Type": "font/ttf"})

    return OnlyOurFonts(fail_on_errors=True)


@cache
def _fonts() -> tuple[Any, Any]:
    """Return the font configuration and the font faces: one of each a process.

    The configuration keeps a folder of font files; it is let go before Python takes its
    modules apart, so that the folder can still be removed.
    """
    import atexit

    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    rules = "".join(
        f"@font-face {{ font-family: '{FONT_FAMILY}'; src: url('{FONT_SCHEME}:{name}'); "
        f"font-style: {style}; font-weight: {weight}; }}"
        for name, (style, weight) in FACES.items()
    )
    atexit.register(_fonts.cache_clear)
    return configuration, CSS(string=rules, font_config=configuration, url_fetcher=_fetcher())


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
