"""Unpacks a text VCF in large pieces that end where a line ends, as fast as this machine can."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO

from genetics.errors import InputRejected, Mistake
from genetics.readers.inflating import decompression_errors, fastest_gzip
from genetics.readers.sources import MAKE_AGAIN, Source, Wrapping, lines_of, open_source, unmarked

_PIECE = 1 << 20
# Of a file with an index no more is read than this, for its header.
_FIRST_PIECE = 1 << 16


class Chunks:
    """The text of one file: first its header, line by line, then whole lines in large chunks.

    Only the last chunk may lack a line end. `number` is the line on which the next chunk
    begins; whoever has read a chunk adds its lines, for a file that cannot be read on is
    said to be damaged there.
    """

    def __init__(self, source: Source) -> None:
        self.number = 1
        self._source = source
        self._whole = self._joined()
        self._begun = b""
        self._at = 0

    @property
    def at_least(self) -> int:
        """How many bytes of text there are at least; 0 where that cannot be told."""
        return self._source.path.stat().st_size if self._source.path else 0

    def header(self) -> Iterator[bytes]:
        """Yield lines with their ends; what was not taken of them is left for the chunks."""
        while self._at < len(self._begun) or self._next():
            end = self._begun.find(b"\n", self._at) + 1 or len(self._begun)
            line = self._begun[self._at : end]
            self._at = end
            self.number += 1
            yield unmarked(line)

    def __iter__(self) -> Iterator[bytes]:
        if self._at < len(self._begun):
            chunk, self._begun = self._begun[self._at :], b""
            yield chunk
        yield from self._whole

    def _next(self) -> bool:
        self._begun, self._at = next(self._whole, b""), 0
        return bool(self._begun)

    def _joined(self) -> Iterator[bytes]:
        begun: list[bytes] = []
        for piece in self._unpacked():
            end = piece.rfind(b"\n") + 1
            if not end:
                begun.append(piece)
                continue
            yield b"".join((*begun, memoryview(piece)[:end]))
            begun = [piece[end:]]
        if last := b"".join(begun):
            yield last

    def _unpacked(self) -> Iterator[bytes]:
        packed = self._source.wrapping is not Wrapping.TEXT
        stream: IO[bytes] = self._source.stream
        if packed:
            stream = fastest_gzip().GzipFile(fileobj=stream)
        try:
            yield stream.read(_FIRST_PIECE)
            while piece := stream.read(_PIECE):
                yield piece
        except decompression_errors() as error:
            raise self._damaged(error) from None

    def _damaged(self, error: Exception) -> InputRejected:
        """Return the error as the slow reading words it, which knows the line."""
        if self._source.path is not None:
            try:
                with open_source(self._source.path) as again:
                    for _ in lines_of(again):
                        pass
            except InputRejected as worded:
                return worded
        what = f"the compressed file is damaged ({error})"
        return InputRejected(Mistake(what, MAKE_AGAIN, self._source.name, self.number))


def lines_in(chunk: bytes) -> Iterator[bytes]:
    """Yield the lines of a chunk with their ends, without a byte order mark."""
    return map(unmarked, io.BytesIO(chunk))
