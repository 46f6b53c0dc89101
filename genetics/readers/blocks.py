"""The blocks at which a file can be entered: those of BGZF, or pieces of a plain text."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from genetics.readers.inflating import fastest_zlib
from genetics.readers.sources import Source, Wrapping

_HEAD = struct.Struct("<4s8x2s2xH")  # up to the size of the block less one (SAM, 4.1)
_MAGIC = b"\x1f\x8b\x08\x04"
_TRAILER = struct.Struct("<II")
_RAW_DEFLATE = -15
# Of a packed block so much is read, and of its text so much unpacked, to see its first line: what
# most lines are shorter than; and more, where less than two columns behind a line end are seen.
_PEEK = 1536
_HEAD_TEXT = 256
_MORE_TEXT = 1024
_TWO_COLUMNS = 40
# As large as the text of a BGZF block: what is read beside what is wanted stays as little.
_PIECE = 1 << 16


class NotInBlocks(Exception):
    """What stands there is no block, or one that is damaged."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A plain text in pieces of one size, wherever its lines end."""

    file: int
    size: int

    def beginnings(self) -> Iterator[tuple[int, bytes]]:
        """Yield where each piece begins, and its beginning."""
        for at in range(0, self.size, _PIECE):
            yield at, self.beginning(at)

    def beginning(self, at: int) -> bytes:
        """Return the beginning of one piece."""
        return os.pread(self.file, min(_MORE_TEXT, _PIECE), at)

    def block(self, at: int) -> bytes:
        """Return one piece."""
        return os.pread(self.file, _PIECE, at)

    def text(self, at: int, end: int) -> bytes:
        """Return what stands there."""
        return os.pread(self.file, end - at, at)


@dataclass(frozen=True, slots=True)
class PackedBlocks:
    """A BGZF file. Raises NotInBlocks for a block whose head, checksum or length is not right."""

    file: int
    size: int

    def beginnings(self) -> Iterator[tuple[int, bytes]]:
        """Yield where each block begins, and the first of its text; its checksum is not asked."""
        at = 0
        while at < self.size:
            begun = os.pread(self.file, _PEEK, at)
            yield at, _beginning(begun)
            at += _length(begun)

    def places(self) -> list[int]:
        """Return where each block begins; none is unpacked."""
        places, at = [], 0
        while at < self.size:
            places.append(at)
            at += _length(os.pread(self.file, _HEAD.size, at))
        return places

    def beginning(self, at: int) -> bytes:
        """Return the first of the text of one block; its checksum is not asked."""
        return _beginning(os.pread(self.file, _PEEK, at))

    def block(self, at: int) -> bytes:
        """Return the text of one block."""
        return self._unpacked(at)[1]

    def text(self, at: int, end: int) -> bytes:
        """Return the text of several blocks."""
        texts = []
        while at < end:
            length, text = self._unpacked(at)
            texts.append(text)
            at += length
        return b"".join(texts)

    def _unpacked(self, at: int) -> tuple[int, bytes]:
        length = _length(os.pread(self.file, _HEAD.size, at))
        block = os.pread(self.file, length, at)
        crc, size = _TRAILER.unpack_from(block, length - _TRAILER.size)
        text: bytes = fastest_zlib().decompress(block[_HEAD.size : -_TRAILER.size], _RAW_DEFLATE)
        if len(text) != size or zlib.crc32(text) != crc:
            raise NotInBlocks
        return length, text


Blocks = Pieces | PackedBlocks
"""An open file in blocks; one begins at 0, none at or behind `size`, the length of the file."""


def blocks_of(source: Source, file: int) -> Blocks:
    """Return the blocks of an open BGZF or text file."""
    size = os.fstat(file).st_size
    return PackedBlocks(file, size) if source.wrapping is Wrapping.BGZF else Pieces(file, size)


def _length(block: bytes) -> int:
    """Return how long a block is in the file, by its head."""
    if len(block) < _HEAD.size:
        raise NotInBlocks
    magic, subfield, length = _HEAD.unpack_from(block)
    if magic != _MAGIC or subfield != b"BC":
        raise NotInBlocks
    return int(length) + 1


def _beginning(block: bytes) -> bytes:
    """Return the text of a packed block up to its second line at least, or what was read of it."""
    # zlib begins sooner than isal (measured), and only a beginning is wanted.
    unpacking = zlib.decompressobj(_RAW_DEFLATE)
    text = unpacking.decompress(block[_HEAD.size :], _HEAD_TEXT)
    if text.find(b"\n", 0, -_TWO_COLUMNS) < 0:
        text += unpacking.decompress(unpacking.unconsumed_tail, _MORE_TEXT)
    return text
