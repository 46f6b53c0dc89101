"""Reads stretches of a FASTA file as it was written, and whether its index speaks of it."""

from __future__ import annotations

import gzip
import struct
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

# A description line is looked for so far before the bases; the longest of public genomes have
# some 200 characters.
_LONGEST_DESCRIPTION = 65536
_BEHIND = 256


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One line of a .fai: where the bases of a contig begin, and how they are broken in lines.

    `per_line` are the bases of a line, `width` its bytes with the line end (the faidx format
    of samtools).
    """

    name: str
    length: int
    offset: int
    per_line: int
    width: int

    @property
    def last(self) -> int:
        """Return the place of the last base in the file."""
        lines, rest = divmod(self.length - 1, self.per_line)
        return self.offset + lines * self.width + rest


def read_fai(path: Path) -> tuple[IndexEntry, ...]:
    """Read a .fai. Raises ValueError (UnicodeDecodeError too) for anything else."""
    return tuple(_entry(line) for line in path.read_text("utf-8").splitlines())


def _entry(line: str) -> IndexEntry:
    name, *numbers = line.split("\t")
    length, offset, per_line, width = map(int, numbers)
    if not (name and length > 0 and offset > 0 and 0 < per_line < width):
        raise ValueError(line)
    return IndexEntry(name, length, offset, per_line, width)


@dataclass(frozen=True, slots=True)
class FastaText:
    """The unpacked text of a FASTA file; `blocks` is the .gzi of a BGZF file, None for a plain one.

    Each block is the place of its first byte in the packed and in the unpacked file.
    """

    path: Path
    blocks: tuple[tuple[int, int], ...] | None = None

    def read(self, start: int, length: int) -> bytes:
        """Return bytes from `start` on, fewer at the end of the file.

        Raises OSError, EOFError or zlib.error where a packed file is damaged.
        """
        with self.path.open("rb") as file:
            if self.blocks is None:
                file.seek(start)
                return file.read(length)
            packed, unpacked = self.blocks[bisect_right(self.blocks, start, key=_unpacked) - 1]
            file.seek(packed)
            with gzip.GzipFile(fileobj=file) as text:
                text.seek(start - unpacked)
                return text.read(length)

    def fits(self, entry: IndexEntry) -> bool:
        """Whether the file is written as the index says of this contig.

        Its name stands in the line right before its bases, its first line is as long as said,
        and right behind its last base the next contig begins or the file ends.
        """
        return self._begins(entry) and self._is_broken(entry) and self._ends(entry)

    def _begins(self, entry: IndexEntry) -> bool:
        start = max(0, entry.offset - _LONGEST_DESCRIPTION)
        before = self.read(start, entry.offset - start)
        description = before.removesuffix(b"\n").rpartition(b"\n")[2]
        name = description[1:].split(maxsplit=1)[:1]
        return (
            before.endswith(b"\n")
            and description.startswith(b">")
            and name == [entry.name.encode()]
        )

    def _is_broken(self, entry: IndexEntry) -> bool:
        if entry.length <= entry.per_line:
            return True
        line = self.read(entry.offset, entry.width)
        bases, end = line[: entry.per_line], line[entry.per_line :]
        return bases.isalpha() and end in {b"\n", b"\r\n"}

    def _ends(self, entry: IndexEntry) -> bool:
        last = self.read(entry.last, _BEHIND)
        behind = last[1:].lstrip(b"\r\n")
        return last[:1].isalpha() and last[1:2] in {b"", b"\r", b"\n"} and behind[:1] in {b"", b">"}


def read_gzi(path: Path) -> tuple[tuple[int, int], ...]:
    """Read a .gzi: a count, then two numbers a block. Raises ValueError for anything else."""
    content = path.read_bytes()
    if len(content) < 8 or len(content) != 8 + 16 * struct.unpack_from("<Q", content)[0]:
        raise ValueError(f"{path.name} is no .gzi")
    return ((0, 0), *struct.iter_unpack("<QQ", content[8:]))


def _unpacked(block: tuple[int, int]) -> int:
    return block[1]
