"""Reads the words of a rendered page, as a reader sees them."""

from __future__ import annotations

import html
import re

BLOCK_ENDS = re.compile(r"</(?:p|li|h\d|td|th|tr|table|div)>")
LEFT_OUT = (
    r"<style>.*?</style>",
    r"<title>.*?</title>",
)
NOT_PROSE = (
    r'<section class="sources">.*?</section>',
    r'<section class="finding">.*?</section>',
    r'<section class="closing">.*?</section>',
    r"<header>.*?</header>",
    r'<span class="(?:mark|person)">.*?</span>',
    r"\[\d+\]",
)


def words_of(page: str) -> str:
    """Return the text of a page, one block a line."""
    return _text(_without(page, LEFT_OUT))


def prose_of(page: str) -> str:
    """Return the running text: no names, addresses, HGVS, marks and references."""
    return _text(_without(page, (*LEFT_OUT, *NOT_PROSE)))


def _without(page: str, patterns: tuple[str, ...]) -> str:
    for pattern in patterns:
        page = re.sub(pattern, "", page, flags=re.DOTALL)
    return page


def _text(page: str) -> str:
    lines = BLOCK_ENDS.sub("\n", page).splitlines()
    plain = (" ".join(html.unescape(re.sub(r"<[^>]+>", " ", line)).split()) for line in lines)
    return "\n".join(line for line in plain if line)


def as_sentences(text: str) -> str:
    """Close each line with a full stop, so that headings and list items count as sentences."""
    return "\n".join(line if line[-1] in ".!?" else f"{line}." for line in text.splitlines())
