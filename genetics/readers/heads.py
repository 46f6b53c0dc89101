"""Reads only the blocks about the genes of a sorted file, by the heads of all its blocks."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from genetics.errors import InputRejected
from genetics.messages import Message
from genetics.phrases import marked, say
from genetics.readers.blocks import Blocks, NotInBlocks, blocks_of
from genetics.readers.chunks import lines_in
from genetics.readers.header import Header, plain_chromosome
from genetics.readers.inflating import decompression_errors
from genetics.readers.records import Line
from genetics.readers.sources import Source
from genetics.readers.streamed import Stream, Tally
from genetics.readers.territory import Territory

# Assumed, not measured: longer than a read and than most reference blocks and indels. What
# begins further left and reaches into a gene (a large deletion) is not seen, and a warning says so.
LEFT_MARGIN = 100_000

_NOT_IN_ORDER = marked("its records are not in order")
_NOT_IN_BLOCKS = marked("its blocks cannot be told apart")
_ODD_LINE = marked("a line in it is no record")
_ASSUMED = marked(
    "the file was taken as sorted: records that begin more than {number} bases before a gene (as "
    "a large deletion may) were not seen, nor was the order inside the blocks that were not read"
)

_PLACE = re.compile(rb"([^\t\n]+)\t(\d{1,18})\t")
_HEADER = b"#"
_HEADER_LINES = re.compile(rb"\A(?:##[^\n]*\n)*(?:#[^#\n][^\n]*\n)?")


@dataclass(frozen=True, slots=True)
class Head:
    """The first line that begins in a block: where the block is, and the place of the record.

    `contig` is "#" for a line of the header. A line that began in the block before is no head:
    blocks in which none begins belong to the head before them.
    """

    at: int
    contig: bytes
    position: int

    @property
    def chromosome(self) -> str:
        return plain_chromosome(self.contig.decode("utf-8", "replace"))


class _NotSo(Exception):
    """The file is not as it was said to be; the text says why."""


def headed(
    source: Source, path: Path, header: Header, territory: Territory, tally: Tally
) -> tuple[Line, ...] | str:
    """Return the records of a BGZF or text file that touch the territory, or why to read it all.

    - Every block's head is looked at: contigs must not come twice, nor positions fall.
    - Read are the blocks that may hold a record from `LEFT_MARGIN` bases before a stretch to
      its end, and those between whose heads the contig changes; in them every line is looked
      at as in `streamed`, and must be in order too.
    - Not seen: records that begin further left, and disorder inside a block that is not read.
    """
    seen = Tally()
    stream = Stream(source.name, header, territory, seen)
    try:
        with path.open("rb", buffering=0) as opened:
            blocks = blocks_of(source, opened.fileno())
            heads = _heads(blocks)
            _require_order(heads)
            found = tuple(_found(blocks, heads, stream))
    except _NotSo as error:
        return str(error)
    except InputRejected:
        return say(_ODD_LINE)
    except decompression_errors(NotInBlocks, struct.error):
        return say(_NOT_IN_BLOCKS)
    if not stream.order.unbroken:
        return say(_NOT_IN_ORDER)
    tally.records += seen.records
    named = {head.contig for head in heads if head.contig != _HEADER} | stream.order.contigs
    contigs = sorted(contig.decode("utf-8", "replace") for contig in named)
    tally.chromosomes.update(map(plain_chromosome, contigs))
    tally.look_at_names(contigs, territory.stretches)
    tally.warnings.append(Message(say(_ASSUMED, number=LEFT_MARGIN), "TAKEN_AS_SORTED"))
    return found


# --- the heads ---


def _heads(blocks: Blocks) -> list[Head]:
    heads = [Head(0, _HEADER, 0)]
    for at, start in blocks.beginnings():
        if at and (head := _first_in(start, at) or _first_in(blocks.block(at), at)):
            heads.append(head)
    return heads


def _first_in(text: bytes, at: int) -> Head | None:
    """Return the first line that begins in a block; None where none does, or not far enough."""
    begin = text.find(b"\n") + 1
    if not begin or begin == len(text):
        return None
    if text[begin : begin + 1] == _HEADER:
        return Head(at, _HEADER, 0)
    if match := _PLACE.match(text, begin):
        return Head(at, match[1], int(match[2]))
    if text.count(b"\t", begin) > 1 or text.find(b"\n", begin) >= 0:
        raise _NotSo(say(_ODD_LINE))
    return None


def _require_order(heads: Sequence[Head]) -> None:
    contigs = [contig for contig, _ in groupby(head.contig for head in heads)]
    falls = any(
        one.contig == other.contig and other.position < one.position
        for one, other in pairwise(heads)
    )
    if falls or len(set(contigs)) < len(contigs):
        raise _NotSo(say(_NOT_IN_ORDER))


# --- the blocks of interest ---


def _found(blocks: Blocks, heads: Sequence[Head], stream: Stream) -> Iterator[Line]:
    for text in _texts(blocks, heads, stream.territory):
        for line in lines_in(text):
            if found := stream.look_at(line, 0):
                contig, position, _ = found.text.split("\t", 2)
                yield Line(found.text, place=f"{contig}:{position}")


def _texts(blocks: Blocks, heads: Sequence[Head], territory: Territory) -> Iterator[bytes]:
    """Yield the text of each run of blocks of interest, whole lines."""
    wanted = [
        number
        for number, head in enumerate(heads)
        if number + 1 == len(heads) or _of_interest(head, heads[number + 1], territory)
    ]
    for _, run in groupby(enumerate(wanted), key=lambda one: one[1] - one[0]):
        numbers = [number for _, number in run]
        text = _text(blocks, heads, numbers[0], numbers[-1] + 1)
        if heads[numbers[0]].contig == _HEADER:
            text = _HEADER_LINES.sub(b"", text, count=1)
        if not text.endswith(b"\n") and text:
            raise _NotSo(say(_ODD_LINE))
        yield text


def _of_interest(head: Head, following: Head, territory: Territory) -> bool:
    """Whether a block may hold a record of ours, or one whose contig no head names."""
    if head.contig != following.contig:
        return True
    return head.contig != _HEADER and any(
        head.position <= stretch.end and stretch.start - LEFT_MARGIN <= following.position
        for stretch in territory.stretches.get(head.chromosome, ())
    )


def _text(blocks: Blocks, heads: Sequence[Head], first: int, end: int) -> bytes:
    """Return the lines that begin after the first line end of a block, up to those of another."""
    last = heads[end].at if end < len(heads) else blocks.size
    text = blocks.text(heads[first].at, last)
    begin = text.find(b"\n") + 1
    if end == len(heads):
        return text[begin:]
    following = blocks.block(last)
    return text[begin:] + following[: following.find(b"\n") + 1]
