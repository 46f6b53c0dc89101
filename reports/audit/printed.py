"""Are the words of a PDF those of its page: every one, as often, in order, and nothing else?

The letters are compared, without blanks, for a line may break wherever there is room. What a
page of paper has and the page does not is known: the running heads at the end of each page
with its number, the watermark at its start, the head of a table that goes on, the dots of
lists, and the mark before the title of a warning. Of a block with letters from right to left
the letters are compared, whatever their order.

PDFium reads the PDF first (`pdf_texts`), in a twentieth of the time. Where its letters are those
of the page, the PDF is the same. Where they are not, pypdf reads it again: that one alone decides
that something differs, and says what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from reports.audit.violation import Violation
from reports.pdf_texts import letters_of_pages
from reports.printed_text import (
    COUNTED,
    DRAWING,
    Block,
    pages_of_pdf,
    plain,
    read_page,
    squeezed,
)

RUNNING = (".page-title", ".page-status", ".page-versions", ".page-number")
WATERMARK = ".watermark"
WARNING = "!"
NOT_DRAWN = frozenset(("title", "desc", "metadata"))
"""What a drawing tells those who hear it, and nobody sees."""

UNREADABLE = (
    "its text cannot be read again; please take emoji and rare letters out of names and texts"
)


def printed_differently(html: str, pdf: bytes) -> tuple[Violation, ...]:
    """Return where the words of a PDF are not those of its page; () when they are the same.

    Only the first difference is named: what follows it cannot be compared.
    """
    if _same_letters(html, pdf):
        return ()
    try:
        pages = pages_of_pdf(pdf)
    except ValueError as error:
        return (Violation("UNREADABLE_PDF", "PDF", str(error)),)
    if any("\0" in page for page in pages):
        # pypdf reads zeros instead of letters where it does not know how a font counts them.
        return (Violation("UNREADABLE_PDF", "PDF", UNREADABLE),)
    try:
        _compare(read_page(html).blocks, pages)
    except _Differs as found:
        return (Violation("PRINTED_DIFFERENTLY", "PDF", found.words),)
    return ()


@lru_cache(maxsize=2)
def _same_letters(html: str, pdf: bytes) -> bool:
    """Whether the letters that PDFium reads are those of the page.

    The last answers are kept: the leak check asks again.
    """
    try:
        _compare(read_page(html).blocks, tuple(map(plain, letters_of_pages(pdf))))
    except (ValueError, _Differs):
        return False
    return True


NO_LETTERS = str.maketrans("", "", "•\u2010")
"""The dots of lists, drawn anywhere; the hyphen where a line breaks at a soft one."""


def _letters(text: str) -> str:
    return squeezed(text).translate(NO_LETTERS)


class _Differs(Exception):
    """The page and the PDF part here."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def _compare(blocks: tuple[Block, ...], pages: tuple[str, ...]) -> None:
    running = [block for block in blocks if block.within & {*RUNNING, WATERMARK}]
    drawn = [block for block in blocks if not block.within & {*RUNNING, WATERMARK, *NOT_DRAWN}]
    bodies = [
        _without_heads(_letters(page), number, len(pages), running)
        for number, page in enumerate(pages, 1)
    ]
    for picture in _pictures(drawn):
        bodies = _without_picture(bodies, picture)
    text = [block for block in drawn if "svg" not in block.within]
    _compare_in_order(text, _Printed.of(bodies, "\n".join(pages)))


# What each page of paper has --------------------------------------------------------------


def _without_heads(page: str, number: int, of: int, running: list[Block]) -> str:
    """Return a page of paper without its running heads, each of which must be there once."""
    before = "".join(_letters(block.text) for block in running if WATERMARK in block.within)
    after = "".join(
        _counted(_letters(block.text), (number, of))
        for one in RUNNING
        for block in running
        if one in block.within
    )
    if not (page.startswith(before) and page.endswith(after) and len(page) >= len(before + after)):
        raise _Differs(f"the words at the head and foot of page {number} are not those of the page")
    return page[len(before) : len(page) - len(after)]


def _counted(text: str, numbers: tuple[int, int]) -> str:
    for number in numbers:
        text = text.replace(COUNTED, str(number), 1)
    return text


def _pictures(drawn: list[Block]) -> Iterator[str]:
    """Yield the words of each drawing: they are drawn together, after the text around them."""
    pictures: dict[str, str] = {}
    for block in drawn:
        for name in block.within:
            if name.startswith(DRAWING):
                pictures[name] = pictures.get(name, "") + _letters(block.text)
    yield from pictures.values()


def _without_picture(bodies: list[str], picture: str) -> list[str]:
    for number, body in enumerate(bodies):
        before, there, after = body.rpartition(picture)
        if there:
            return [*bodies[:number], before + after, *bodies[number + 1 :]]
    raise _Differs("the words of a drawing are not those of the page")


# The running text -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Printed:
    """The letters of all pages of paper, where each page begins, and the text as it was read."""

    letters: str
    starts: frozenset[int]
    text: str

    @classmethod
    def of(cls, bodies: list[str], text: str) -> _Printed:
        starts, at = [], 0
        for body in bodies:
            starts.append(at)
            at += len(body)
        return cls("".join(bodies), frozenset(starts), text)

    def words_at(self, at: int) -> str:
        """Return the first words from a letter on, with the blanks that stand between them."""
        letters = self.letters[at : at + 40]
        found = re.search(r"\s*".join(map(re.escape, letters)), self.text)
        return _first_words(found.group() if found else letters)


def _compare_in_order(blocks: list[Block], printed: _Printed) -> None:
    at, head, in_head = 0, "", False
    for block in blocks:
        wanted = _letters(block.text)
        if "thead" in block.within:
            head, in_head = head + wanted if in_head else wanted, True
        else:
            in_head = False
            if at in printed.starts and "table" in block.within and head:
                at += len(head) if printed.letters.startswith(head, at) else 0
        if "h2" in block.within and printed.letters.startswith(WARNING + wanted, at):
            at += len(WARNING)
        there = printed.letters[at : at + len(wanted)]
        same = sorted(there) == sorted(wanted) if block.turned else there == wanted
        if not same:
            raise _Differs(_where_they_part(block, wanted, there, at, printed))
        at += len(wanted)
    if at < len(printed.letters):
        raise _Differs(f"“{printed.words_at(at)}” is in the PDF, and not on the page")


def _where_they_part(block: Block, wanted: str, there: str, at: int, printed: _Printed) -> str:
    """Return the first words that differ, of the page and of the PDF, from the word's start."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(wanted, there, strict=False))
    same, words, before = sum(1 for _ in alike), block.text.split(), 0
    while len(words) > 1 and before + len(_letters(words[0])) <= same:
        before += len(_letters(words.pop(0)))
    return f"“{_first_words(' '.join(words))}” is printed as “{printed.words_at(at + before)}”"


def _first_words(text: str) -> str:
    return " ".join(text.split()[:3])
