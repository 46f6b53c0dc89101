"""Reads the text of a rendered document as KNOWLEDGE.md 10.1 says.

White space collapses to one blank, soft hyphens and hyphenation at line ends go, quotes,
hyphens and no-break blanks become plain, tags are dropped. A line of a list, a table cell, a
heading and a paragraph are blocks of their own: no sentence runs on from one to the next.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from outcome import Document

TAGS_OF_BLOCKS = (
    "address article aside blockquote body caption dd div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section svg table tbody"
    " td text tfoot th thead tr ul"
)
TAGS_NOT_PRINTED = "desc head metadata script style template title"
BLOCKS = frozenset(TAGS_OF_BLOCKS.split())
NOT_PRINTED = frozenset(TAGS_NOT_PRINTED.split())

PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff"),
        **dict.fromkeys("\u2010\u2011", "-"),
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬀ": "ff",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
    }
)


def plain(text: str) -> str:
    """Return a text in one line, with plain quotes and blanks."""
    return " ".join(text.translate(PLAIN).split())


def read_html(html: str) -> Document:
    """Return the text of an HTML document."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return Document(tuple(reader.blocks), tuple(reader.rows))


def read_pdf(path: Path) -> str:
    """Return the printed text of a PDF, page after page, headers and footers included."""
    from pypdf import PdfReader

    return unfold("\n".join(page.extract_text() for page in PdfReader(path).pages))


def unfold(lines: str) -> str:
    """Join the lines of a page: a hyphen that was added at a line's end goes."""
    without_added = re.sub("[\u00ad\u2010][ ]*\n[ ]*", "", lines)
    return plain(re.sub("(?<=\\w)-[ ]*\n[ ]*(?=\\w)", "-", without_added))


class _Reader(HTMLParser):
    """Collects blocks and table rows while the tags go by."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.rows: list[tuple[str, ...]] = []
        self._words: list[str] = []
        self._hidden: list[str] = []
        self._cells: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in NOT_PRINTED:
            self._hidden.append(tag)
        elif tag == "br":
            self._words.append(" ")
        elif tag in BLOCKS:
            self.end_block()
            if tag == "tr":
                self._cells.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in NOT_PRINTED:
            if tag in self._hidden:
                del self._hidden[self._hidden.index(tag) :]
        elif tag in BLOCKS:
            self.end_block()
            if tag == "tr" and self._cells:
                self.rows.append(tuple(self._cells.pop()))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._words.append(data)

    def end_block(self) -> None:
        """Keep what was read since the last block began, unless it is empty."""
        text = plain("".join(self._words))
        self._words.clear()
        if text:
            self.blocks.append(text)
            if self._cells:
                self._cells[-1].append(text)
