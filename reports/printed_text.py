"""Reads back what was written: the words of a page, and the words and texts of a PDF."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from reports.pdf_texts import texts_of_objects

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

# Format characters that nobody sees: soft hyphens, joiners, directions of writing, variants.
UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe0e\ufe0f\ufeff]")


def plain(text: str) -> str:
    """Return a text with plain blanks, ligatures taken apart, without what nobody sees."""
    return unicodedata.normalize("NFKC", UNSEEN.sub("", text))


def squeezed(text: str) -> str:
    """Return a text without its blanks: a PDF gives back letters, and blanks only as drawn."""
    return "".join(text.split())


# Pages ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text (a paragraph, a cell, a text of a drawing), in one line.

    `within` holds the tags around it, and their classes (".page-title"). A number that only
    the printed page knows (its own, and that of all pages) is COUNTED. `turned` is true where
    letters are written from right to left.
    """

    text: str
    within: frozenset[str]
    turned: bool = False


COUNTED = "\ufffc"
COUNTERS = {".this-page", ".all-pages"}


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as it was read: its blocks, and what stands in title, attributes and comments."""

    blocks: tuple[Block, ...]
    metadata: tuple[str, ...]


def text_of_page(html: str) -> str:
    """Return the text of a page, one block a line; styles, and what is no text, left out."""
    return "\n".join(block.text for block in read_page(html).blocks)


@lru_cache(maxsize=4)
def read_page(html: str) -> ReadPage:
    """Return the blocks and the metadata of a page."""
    reader = _PageReader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return ReadPage(tuple(reader.blocks), tuple(reader.metadata))


FROM_THE_RIGHT = frozenset(("R", "AL", "RLE", "RLO", "RLI", "FSI"))
INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "em", "i", "mark", "q", "s", "small", "span", "strong"),
        *("sub", "sup", "tspan"),
    )
)
DRAWING = "drawing"
"""With its number this is one of the names around a text in a drawing."""

WITHOUT_END = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr"))
NO_TEXT = frozenset(("style", "script"))
TOLD_ATTRIBUTES = ("content", "title", "alt", "href", "src", "label", "summary", "name", "value")


class _PageReader(HTMLParser):
    """Collects the blocks of text, and what stands in title, attributes and comments."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.metadata: list[str] = []
        self._words: list[str] = []
        self._open: list[tuple[str, frozenset[str]]] = []
        self._drawings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.metadata += [
            value
            for name, value in attrs
            if value and (name in TOLD_ATTRIBUTES or name.startswith(("data-", "aria-")))
        ]
        classes = frozenset(f".{one}" for one in (dict(attrs).get("class") or "").split())
        if tag == "svg":
            self._drawings += 1
            classes |= {f"{DRAWING} {self._drawings}"}
        if tag not in INLINE:
            self.end_block()
            if tag not in WITHOUT_END:
                self._open.append((tag, classes | {tag}))
        elif classes & COUNTERS:
            self._words.append(COUNTED)

    def handle_endtag(self, tag: str) -> None:
        if tag in INLINE:
            return
        self.end_block()
        if tag in (name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1][0] not in NO_TEXT:
            self._words.append(data)

    def handle_comment(self, data: str) -> None:
        self.metadata.append(data)

    def end_block(self) -> None:
        """Keep what was read since the last block began."""
        words = "".join(self._words)
        text = " ".join(plain(words).split())
        self._words.clear()
        if not text:
            return
        within = frozenset(name for _, names in self._open for name in names)
        if "head" in within:
            self.metadata.append(text)
        else:
            turned = any(unicodedata.bidirectional(one) in FROM_THE_RIGHT for one in words)
            self.blocks.append(Block(text, within, turned))


# PDFs -----------------------------------------------------------------------------------------


@lru_cache(maxsize=2)
def pages_of_pdf(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page of a PDF. Raises ValueError when it cannot be read.

    The text of the last PDFs is kept: it is asked for by more than one check.
    """
    pages = _opened(pdf).pages
    for page in pages:
        _name_the_encoding(page)
    return tuple(plain(page.extract_text()) for page in pages)


def _opened(pdf: bytes) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return PdfReader(io.BytesIO(pdf))
    except PyPdfError as error:
        raise ValueError(f"the PDF cannot be read ({error})") from error


def _name_the_encoding(page: PageObject) -> None:
    """Name the encoding of fonts that bring a table of their own, which pypdf does not read.

    WeasyPrint writes such a table, equal to Identity-H, where a font lacks a letter.
    """
    from pypdf.generic import NameObject, StreamObject

    resources: Any = page.get("/Resources", {})
    for entry in resources.get("/Font", {}).values():
        font = entry.get_object()
        if isinstance(font["/Encoding"].get_object(), StreamObject):
            font[NameObject("/Encoding")] = NameObject("/Identity-H")


def texts_in_pdf(pdf: bytes) -> tuple[list[str], list[str]]:
    """Return every text string of a PDF's objects, and the contents of its attachments.

    The strings are metadata, bookmarks, alternative texts, names of attachments, the texts of
    the XMP packet. Raises ValueError.
    """
    found = texts_of_objects(pdf)
    of_packets = (text for packet in found.packets for text in _strings_of_xml(packet))
    return [*found.strings, *of_packets], [_text(content) for content in found.attachments]


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _strings_of_xml(packet: bytes) -> list[str]:
    """Return what stands between the tags, and the values of attributes."""
    xml = _text(packet)
    return [*re.split(r"<[^>]*>", xml), *re.findall(r"[\"']([^\"'<>]*)[\"']", xml)]
