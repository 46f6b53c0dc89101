"""The blocks at which a file can be entered: those of BGZF, or pieces of a plain text."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from genetics.readers.inflating import fastest_zlib
from genetics.readers.sources import Source, Wrapping

_HEAD = struct.Struct("<12x2s2xH")  # up to the size of the block less one (SAM, 4.1)
_TRAILER = struct.Struct("<II")
_RAW_DEFLATE = -15
# Of a packed block so much is read, and of its text so much unpacked, to see its first lines.
_PEEK = 1536
_HEAD_TEXT = 1024
# As large as the text of a BGZF block: what is read beside what is wanted stays as little.
_PIECE = 1 << 16


class NotInBlocks(Exception):
    """What stands there is no block, or one that is damaged."""


class Blocks(Protocol):
    """An open file in blocks; one begins at 0, none at or behind `size`."""

    @property
    def size(self) -> int:
        """How long the file is."""

    def beginnings(self) -> Iterator[tuple[int, bytes]]:
        """Yield where each block begins, and the beginning of its text."""

    def text(self, at: int, end: int) -> bytes:
        """Return the text of the blocks from one on, up to one that begins at `end`."""

    def block(self, at: int) -> bytes:
        """Return the text of one block."""


def blocks_of(source: Source, file: int) -> Blocks:
    """Return the blocks of an open BGZF or text file."""
    size = os.fstat(file).st_size
    return PackedBlocks(file, size) if source.wrapping is Wrapping.BGZF else Pieces(file, size)


@dataclass(frozen=True, slots=True)
class Pieces:
    """A plain text in pieces of one size, wherever its lines end."""

    file: int
    size: int

    def beginnings(self) -> Iterator[tuple[int, bytes]]:
        """Yield where each piece begins, and its beginning."""
        for at in range(0, self.size, _PIECE):
            yield at, os.pread(self.file, min(_HEAD_TEXT, _PIECE), at)

    def text(self, at: int, end: int) -> bytes:
        """Return what stands there."""
        return os.pread(self.file, end - at, at)

    def block(self, at: int) -> bytes:
        """Return one piece."""
        return os.pread(self.file, _PIECE, at)


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
            # zlib begins sooner than isal (measured), and only a beginning is wanted.
            text = zlib.decompressobj(_RAW_DEFLATE).decompress(begun[_HEAD.size :], _HEAD_TEXT)
            yield at, text
            at += _length(begun)

    def places(self) -> list[int]:
        """Return where each block begins; none is unpacked."""
        places, at = [], 0
        while at < self.size:
            places.append(at)
            at += _length(os.pread(self.file, _HEAD.size, at))
        return places

    def text(self, at: int, end: int) -> bytes:
        """Return the text of several blocks."""
        texts = []
        while at < end:
            length, text = self._unpacked(at)
            texts.append(text)
            at += length
        return b"".join(texts)

    def block(self, at: int) -> bytes:
        """Return the text of one block."""
        return self._unpacked(at)[1]

    def _unpacked(self, at: int) -> tuple[int, bytes]:
        length = _length(os.pread(self.file, _HEAD.size, at))
        block = os.pread(self.file, length, at)
        crc, size = _TRAILER.unpack_from(block, length - _TRAILER.size)
        text: bytes = fastest_zlib().decompress(block[_HEAD.size : -_TRAILER.size], _RAW_DEFLATE)
        if len(text) != size or zlib.crc32(text) != crc:
            raise NotInBlocks
        return length, text


def _length(block: bytes) -> int:
    if len(block) < _HEAD.size or not block.startswith(b"\x1f\x8b\x08\x04"):
        raise NotInBlocks
    subfield, length = _HEAD.unpack_from(block)
    if subfield != b"BC":
        raise NotInBlocks
    return int(length) + 1
