"""Opens a pedigree file as text, packed or not, and says of anything else what it is."""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path
from typing import TextIO

from genetics.errors import InputRejected, Mistake, cannot_read

LARGEST = 200_000_000
"""Bytes of text, unpacked: an assumption; a family of a million people takes less."""


def text_of(source: str | Path | TextIO, shown: str) -> str:
    """Return the text of a path or of an open text file, with plain line ends."""
    if isinstance(source, str | Path):
        return pedigree_text(source, shown)
    return with_plain_line_ends(source.read())


def pedigree_text(path: str | Path, shown: str) -> str:
    """Return the text of a file with plain line ends. Raises InputRejected where it is none.

    * gzip is unpacked; a mark of UTF-8 at the beginning is passed over; line ends of Windows
      and of old Macs become plain ones;
    * a spreadsheet, a PDF, R data, UTF-16, an empty file and anything else that is no text
      are refused and called by their name.
    """
    content = _content(path, shown)
    if not content.strip():
        raise cannot_read(shown, "is empty: no person in this file", "name a pedigree file")
    for beginning, what, remedy in NO_TEXT:
        if content.startswith(beginning):
            raise cannot_read(shown, f"is not a text file but {what}", remedy)
    try:
        text = content.decode("utf-8-sig")
    except ValueError as error:
        raise cannot_read(shown, "is not a text file in UTF-8", AS_UTF_8) from error
    if "\0" in text:
        raise cannot_read(shown, "is not a text file: it holds bytes of 0", AS_UTF_8)
    return with_plain_line_ends(text)


def with_plain_line_ends(text: str) -> str:
    """Return a text with the line ends of Unix, whichever it had.

    A first line that tells a spreadsheet the delimiter (``sep=;``) becomes an empty one.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r'\A"?sep=.?"?\n', "\n", plain)


def _content(path: str | Path, shown: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            packed = file.read(2) == GZIP
            file.seek(0)
            if packed:
                with gzip.open(file) as unpacked:
                    content = unpacked.read(LARGEST + 1)
            else:
                content = file.read(LARGEST + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        what, remedy = "begins as gzip and cannot be unpacked", "copy or pack the file again"
        raise cannot_read(shown, what, remedy) from error
    except OSError as error:
        raise cannot_read(shown, f"cannot be read: {error.strerror}", "check the path") from error
    except ValueError as error:
        raise InputRejected(Mistake("is not a path", "name a file", shown)) from error
    if len(content) > LARGEST:
        what = f"holds more than {LARGEST // 1_000_000} million bytes"
        raise cannot_read(shown, what, "leave out what is no pedigree")
    return content


GZIP = b"\x1f\x8b"
AS_UTF_8 = "save it as plain text in UTF-8"
SAVE_AS_CSV = "save the sheet as CSV (UTF-8)"
FROM_R = 'write it as a table in R: write.table(…, sep = "\\t", quote = FALSE, row.names = FALSE)'
NO_TEXT = (
    (GZIP, "a file packed twice", "unpack it once"),
    (b"\xfd7zXZ", "packed by xz (as R packs its data)", FROM_R),
    (b"BZh", "packed by bzip2 (as R packs its data)", FROM_R),
    (b"RDX", "data of R", FROM_R),
    (b"RDA", "data of R", FROM_R),
    (b"PK\x03\x04", "a workbook or another zip file", SAVE_AS_CSV),
    (b"\xd0\xcf\x11\xe0", "an old workbook or document of Office", SAVE_AS_CSV),
    (b"%PDF", "a PDF", "name the file that the pedigree was drawn from"),
    (b"\x89PNG", "a picture", "name the file that the pedigree was drawn from"),
    (b"\xff\xd8\xff", "a picture", "name the file that the pedigree was drawn from"),
    (b"BCF", "a BCF", "name the pedigree, not the genotypes"),
    (b"\xff\xfe", "a text in UTF-16", AS_UTF_8),
    (b"\xfe\xff", "a text in UTF-16", AS_UTF_8),
)
