"""Reads only the blocks about the genes of a sorted file, by the heads of all its blocks."""

from __future__ import annotations

import re
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest
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

_FIRST = re.compile(rb"[^\n]*\n([^\t\n#][^\t\n]*)\t(\d{1,18})\t")
_HEADER, _OF_HEADER = b"#", -1
_CONTIGS = re.compile(rb"^([^\t\n]*)[\t\n]", re.MULTILINE)
_HEADER_LINES = re.compile(rb"\A(?:##[^\n]*\n)*(?:#[^#\n][^\n]*\n)?")


@dataclass(slots=True)
class Heads:
    """The first line that begins in each block: where the block is, and the POS of the line.

    `runs` says of each contig, in their order, with which head it begins. The header counts as
    a contig "#". A line that began in the block before is no head: blocks in which none begins
    belong to the head before them.
    """

    blocks: list[int]
    positions: list[int]
    runs: dict[bytes, int]

    def of_contigs(self) -> Iterator[tuple[bytes, int, int]]:
        """Yield each contig, and from which head to which it goes."""
        begins = [*self.runs.values(), len(self.blocks)]
        for contig, (begin, end) in zip(self.runs, pairwise(begins), strict=True):
            yield contig, begin, end


class _NotSo(Exception):
    """The file is not as it was said to be; the text says why."""


def headed(
    source: Source, path: Path, header: Header, territory: Territory, tally: Tally
) -> tuple[Line, ...] | str:
    """Return the records of a BGZF or text file that touch the territory, or why to read it all.

    - Every block's head is looked at: contigs must not come twice, nor positions fall.
    - Read are the blocks that may hold a record from `LEFT_MARGIN` bases before a stretch to
      its end; in them every line is looked at as in `streamed`, and must be in order too. So
      are those between whose heads the contig changes, if it does more than that.
    - Not seen: records that begin further left, and disorder inside a block that is not read.
    """
    seen = Tally()
    stream = Stream(source.name, header, territory, seen)
    try:
        with path.open("rb", buffering=0) as opened:
            blocks = blocks_of(source, opened.fileno())
            heads = _heads(blocks)
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
    named = (heads.runs.keys() - {_HEADER}) | stream.order.contigs
    contigs = sorted(contig.decode("utf-8", "replace") for contig in named)
    tally.chromosomes.update(map(plain_chromosome, contigs))
    tally.look_at_names(contigs, territory.stretches)
    tally.warnings.append(Message(say(_ASSUMED, number=LEFT_MARGIN), "TAKEN_AS_SORTED"))
    return found


# --- the heads ---


def _heads(blocks: Blocks) -> Heads:
    """Return the heads of all blocks; raises _NotSo where they are not in order."""
    heads = Heads([0], [_OF_HEADER], {_HEADER: 0})
    contig, position = _HEADER, _OF_HEADER
    for at, start in blocks.beginnings():
        head = (_first_in(start) or _first_in(blocks.block(at))) if at else None
        if head is None:
            continue
        if head[0] != contig:
            if head[0] in heads.runs:
                raise _NotSo(say(_NOT_IN_ORDER))
            heads.runs[head[0]] = len(heads.blocks)
        elif head[1] < position:
            raise _NotSo(say(_NOT_IN_ORDER))
        contig, position = head
        heads.blocks.append(at)
        heads.positions.append(position)
    return heads


def _first_in(text: bytes) -> tuple[bytes, int] | None:
    """Return the first line that begins in a block; None where none does, or not far enough."""
    if match := _FIRST.match(text):
        return match[1], int(match[2])
    begin = text.find(b"\n") + 1
    if not begin or begin == len(text):
        return None
    if text.startswith(_HEADER, begin):
        return _HEADER, _OF_HEADER
    if text.count(b"\t", begin) > 1 or text.find(b"\n", begin) >= 0:
        raise _NotSo(say(_ODD_LINE))
    return None


# --- the blocks of interest ---


def _found(blocks: Blocks, heads: Heads, stream: Stream) -> Iterator[Line]:
    for text in _texts(blocks, heads, stream.territory):
        for line in lines_in(text):
            if found := stream.look_at(line, 0):
                contig, position, _ = found.text.split("\t", 2)
                yield Line(found.text, place=f"{contig}:{position}")


def _texts(blocks: Blocks, heads: Heads, territory: Territory) -> Iterator[bytes]:
    """Yield the text of each run of blocks of interest, whole lines."""
    wanted = {*_about_genes(heads, territory), *_with_hidden_contigs(blocks, heads)}
    for _, run in groupby(enumerate(sorted(wanted)), key=lambda one: one[1] - one[0]):
        numbers = [number for _, number in run]
        text = _text(blocks, heads, numbers[0], numbers[-1] + 1)
        if not text.endswith(b"\n") and text:
            raise _NotSo(say(_ODD_LINE))
        yield text


def _about_genes(heads: Heads, territory: Territory) -> Iterator[int]:
    """Yield the heads between which and the next one a record of ours may begin."""
    for contig, begin, end in heads.of_contigs():
        chrom = plain_chromosome(contig.decode("utf-8", "replace"))
        for stretch in territory.stretches.get(chrom, ()):
            reached = bisect_left(heads.positions, stretch.start - LEFT_MARGIN, begin, end)
            behind = bisect_right(heads.positions, stretch.end, begin, end)
            yield from range(reached - 1, behind)


def _with_hidden_contigs(blocks: Blocks, heads: Heads) -> Iterator[int]:
    """Yield the last heads of contigs, where lines follow that are not of this and the next."""
    following = [*heads.runs][1:]
    for (contig, _, end), after in zip_longest(heads.of_contigs(), following):
        text = _text(blocks, heads, end - 1, end)
        names = [name for name, _ in groupby(_CONTIGS.findall(text))]
        if names not in ([], [contig], [after], [contig, after]) or not text.endswith(b"\n"):
            yield end - 1


def _text(blocks: Blocks, heads: Heads, first: int, end: int) -> bytes:
    """Return the lines that begin after the first line end of a block, up to those of another.

    Lines of the header are left out.
    """
    last = heads.blocks[end] if end < len(heads.blocks) else blocks.size
    text = blocks.text(heads.blocks[first], last)
    text = text[text.find(b"\n") + 1 :]
    if end < len(heads.blocks):
        following = blocks.beginning(last)
        if b"\n" not in following:
            following = blocks.block(last)
        text += following[: following.find(b"\n") + 1]
    return _HEADER_LINES.sub(b"", text, count=1)
