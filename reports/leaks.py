"""The leak check: whether a letter to a relative says anything about anyone else.

What is searched: the text of the page, its title, attributes and comments; the PDF's text,
every text string in its objects (metadata, bookmarks, alternative texts, names of
attachments), its XMP packet, and the contents of its attachments. Where the PDF's words are
those of its page (`audit.printed`), its text is taken from the page, in one piece. What is
searched for, and what is no leak, says `secrets`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reports.audit.printed import printed_differently
from reports.basis import Basis
from reports.printed_text import pages_of_pdf, read_page, text_of_page, texts_in_pdf
from reports.secrets import as_searched, readers_own, secrets_from

PAGE = "text of the page"
PAGE_METADATA = "title and metadata of the page"
PDF = "text of the PDF"
PDF_METADATA = "metadata of the PDF"
ATTACHMENT = "attachment of the PDF"


def leaks(html: str, pdf: bytes | None, basis: Basis, addressee: str) -> tuple[str, ...]:
    """Return what a letter gives away, in words: what of whom, and where; () when it is clean.

    A secret is never repeated, but for the code of the person. `addressee` is the reader.
    """
    secrets = tuple(secrets_from(basis, addressee))
    allowed = readers_own(basis, addressee)
    found = (
        f"{secret.what} ({place.name})"
        for place in (
            *_places_of_page(html),
            *(_places_of_pdf(html, pdf) if pdf is not None else ()),
        )
        for secret in secrets
        if secret.stands_in(place.texts, allowed, fields=place.fields)
    )
    return tuple(dict.fromkeys(found))


# Where it is searched ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """One place: its texts, and whether each of them is a field (a block, a cell, a value)."""

    name: str
    texts: tuple[str, ...]
    fields: bool

    @classmethod
    def of(cls, name: str, texts: Iterable[str], *, fields: bool) -> _Place:
        """Return a place with its texts in one line each, in every way they can be unfolded."""
        unfolded = (one for text in texts for one in _unfolded(text))
        return cls(name, tuple(dict.fromkeys(one for one in unfolded if one)), fields)


def _unfolded(text: str) -> tuple[str, ...]:
    """Return a text in one line, in the ways in which its lines can belong together."""
    plain = as_searched(text)
    blank = " ".join(plain.split())
    if "\n" not in plain.strip():
        return (blank,)
    lines = re.sub(r"(?<=[.;!?]) *\n *", " ", plain.strip())
    hyphen_kept = re.sub(r" *\n *", "", lines)
    hyphen_gone = re.sub(r"-? *\n *", "", lines)
    return tuple(dict.fromkeys((blank, hyphen_kept, hyphen_gone)))


def _places_of_page(html: str) -> tuple[_Place, ...]:
    page = read_page(html)
    return (
        _Place.of(PAGE, (block.text for block in page.blocks), fields=True),
        _Place.of(PAGE_METADATA, page.metadata, fields=True),
    )


def _places_of_pdf(html: str, pdf: bytes) -> tuple[_Place, ...]:
    strings, attachments = texts_in_pdf(pdf)
    differs = printed_differently(html, pdf)
    text = pages_of_pdf(pdf) if differs else (text_of_page(html),)
    return (
        _Place.of(PDF, text, fields=False),
        _Place.of(PDF_METADATA, strings, fields=True),
        _Place.of(ATTACHMENT, attachments, fields=False),
    )
