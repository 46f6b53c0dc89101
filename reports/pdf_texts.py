"""What stands in a PDF: the letters of its pages by PDFium, the texts of its objects by qpdf."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

HYPHEN = "\ufffe"
"""How PDFium gives back a hyphen at the end of a line, whatever sign it is."""


def letters_of_pages(pdf: bytes) -> tuple[str, ...]:
    """Return the letters of each page in the order in which they are drawn, blanks left out.

    Raises ValueError for what is no PDF.
    """
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(pdf)) as document:
            return tuple(_letters_of(page) for page in document)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error


def _letters_of(page: Any) -> str:
    with closing(page), closing(page.get_textpage()) as text:
        return "".join(text.get_text_range().replace(HYPHEN, "-").split())


@dataclass(frozen=True, slots=True)
class ObjectTexts:
    """The texts in the objects of a PDF, the packets of metadata (XMP), the attached files."""

    strings: tuple[str, ...]
    packets: tuple[bytes, ...]
    attachments: tuple[bytes, ...]


def texts_of_objects(pdf: bytes) -> ObjectTexts:
    """Return what stands in the objects of a PDF, whether or not something shows them.

    Raises ValueError for what is no PDF, or a damaged one.
    """
    import pikepdf

    strings: list[str] = []
    streams: dict[str, list[bytes]] = {"/Metadata": [], "/EmbeddedFile": []}
    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as document:
            for one in document.objects:
                strings += _strings_in(one)
                if isinstance(one, pikepdf.Stream) and str(one.get("/Type")) in streams:
                    streams[str(one.Type)].append(one.read_bytes())
            about = document.Root.get("/Metadata")  # a packet, whether or not it says so
            if isinstance(about, pikepdf.Stream):
                streams["/Metadata"].append(about.read_bytes())
    except pikepdf.PdfError as error:
        raise ValueError(str(error)) from error
    return ObjectTexts(tuple(strings), *map(tuple, streams.values()))


def _strings_in(value: Any) -> Iterator[str]:
    """Yield the strings in an object, not those in others that it only refers to."""
    import pikepdf

    if isinstance(value, pikepdf.String):
        yield str(value)
        return
    if isinstance(value, pikepdf.Array):
        parts = iter(value)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        parts = iter(value.values())
    else:
        return
    for part in parts:
        if not getattr(part, "is_indirect", False):
            yield from _strings_in(part)
