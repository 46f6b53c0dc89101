"""The PDF library, alone in a process of its own: a crash there takes nothing else with it.

`reports.pdf_process` starts it and talks to it over two pipes: a page goes in, a PDF or the
reason against it comes back. WeasyPrint is imported here and nowhere else.
"""

from __future__ import annotations

import gc
import hashlib
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from importlib import metadata, resources
from multiprocessing.connection import Connection
from typing import Any

FONT_PACKAGE = "font_source_sans_pro"
FONT_FAMILY = "Sideroscreen Sans"
FONT_SCHEME = "sideroscreen-font"
FACES = {
    "SourceSansPro-Regular.ttf": ("normal", 400),
    "SourceSansPro-Semibold.ttf": ("normal", 600),
}
ACCESSIBLE = "pdf/ua-1"
ARCHIVE = "pdf/a-3a"


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be written as PDF: PDF/UA-1, or PDF/A-3a where something is attached.

    `logo` is the one data URI that the page may show; `attached` are the files inside the
    archive PDF, dated `dated` so that the bytes do not depend on the clock.
    """

    html: str
    logo: str = ""
    attached: tuple[tuple[str, bytes], ...] = ()
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the PDF library gave: a PDF, or why there is none (`refused` or `failed`)."""

    pdf: bytes = b""
    refused: str = ""
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """Said once at the start: why no PDF can be written ("": all is well), and with what."""

    problem: str = ""
    libraries: Mapping[str, str] = field(default_factory=dict)


def serve(pages: int, answers: int) -> None:
    """Say what is there, then answer one page after the other until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The process that asks ends this one.
    asked, told = Connection(pages, writable=False), Connection(answers, readable=False)
    ready = look_around()
    _look_for_garbage_between_pages()
    with suppress(EOFError, ConnectionError):
        told.send(ready)
        while not ready.problem:
            told.send(write(asked.recv()))
            gc.collect()


def _look_for_garbage_between_pages() -> None:
    """Leave what is there for good out of the search, and hardly search within a page.

    A page that is laid out has some 100,000 objects, nearly all in use until it is written; to
    go through them again and again takes a tenth of the time. What refers to itself is let go
    of when the page is done (`serve`), or memory would grow from page to page.
    """
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 10, 10)


NEW_OBJECTS = 20_000
"""New objects after which a search begins: an assumption. More saves nothing measurable."""


def look_around() -> Ready:
    """Return whether the PDF library and its system libraries are there, and which they are."""
    try:
        import weasyprint
        from weasyprint.text.ffi import harfbuzz_subset, pango
    except (ImportError, OSError) as error:
        return Ready(f"WeasyPrint or its system libraries are missing ({_first_line(error)})")
    number = pango.pango_version()
    return Ready(
        libraries={
            "weasyprint": str(weasyprint.__version__),
            "pydyf": metadata.version("pydyf"),
            "pango": f"{number // 10000}.{number // 100 % 100}.{number % 100}",
            "harfbuzz-subset": "present" if harfbuzz_subset else "not present",
            "font-source-sans-pro": metadata.version("font-source-sans-pro"),
        }
    )


def write(page: Page) -> Answer:
    """Return the PDF of a page, or what went wrong, in one line."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        return Answer(pdf=_written(page))
    except FatalURLFetchingError as error:
        return Answer(refused=str(error))
    except Exception as error:  # noqa: BLE001 - whatever the library raises is reported
        return Answer(failed=f"{type(error).__name__}: {_first_line(error)}")


def _written(page: Page) -> bytes:
    from weasyprint import HTML

    fetcher = _fetcher(page.logo)
    fonts, faces = _fonts()
    html, style = _parted(page.html)
    written = HTML(string=html, base_url=None, url_fetcher=fetcher).write_pdf(
        stylesheets=[faces, _parsed(style)],
        font_config=fonts,
        pdf_variant=ARCHIVE if page.attached else ACCESSIBLE,
        pdf_identifier=hashlib.sha256(page.html.encode()).hexdigest()[:32].encode(),
        attachments=[_attachment(name, content, page) for name, content in page.attached],
    )
    assert isinstance(written, bytes)
    return written


def _parted(html: str) -> tuple[str, str]:
    """Return a page without the style sheet in its head, and the style sheet."""
    head, head_ends, body = html.partition("</head>")
    before, _, rest = head.partition("<style>")
    style, style_ends, after = rest.partition("</style>")
    if not (head_ends and style_ends):
        return html, ""
    return f"{before}{after}{head_ends}{body}", style


@lru_cache(maxsize=8)
def _parsed(style: str) -> Any:
    """Return a style sheet as it is parsed once: one for each size of paper."""
    from weasyprint import CSS

    fonts, _ = _fonts()
    return CSS(string=style, font_config=fonts, url_fetcher=_fetcher())


def _attachment(name: str, content: bytes, page: Page) -> Any:
    import io

    from weasyprint import Attachment

    assert page.dated is not None, "an attachment is dated, or its bytes depend on the clock"
    day = datetime.combine(page.dated, time(), UTC)
    return Attachment(
        file_obj=io.BytesIO(content), name=name, created=day, modified=day, relationship="Data"
    )


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


@cache
def _fetcher(logo: str = "") -> Any:
    """Return the fetcher: it hands out our fonts and the logo, and refuses everything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OnlyOurs(URLFetcher):  # type: ignore[misc]
        """Refuses every address except those of the fonts and of the logo."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
            scheme, _, name = url.partition(":")
            if logo and url == logo:
                return super().fetch(url)
            if scheme != FONT_SCHEME or name not in FACES:
                raise FatalURLFetchingError(f"refused: {url}")
            font = resources.files(FONT_PACKAGE).joinpath("files", name).read_bytes()
            return URLFetcherResponse(url, font, {"Content-Type": "font/ttf"})

    return OnlyOurs(fail_on_errors=True)


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
