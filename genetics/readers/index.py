"""Whether the index beside a VCF or BCF belongs to it: an index that does not hides calls."""

from __future__ import annotations

import os
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

from genetics.errors import InputRejected, Mistake
from genetics.phrases import say
from genetics.readers.blocks import NotInBlocks, PackedBlocks
from genetics.readers.inflating import decompression_errors, fastest_gzip
from genetics.readers.quiet import quiet
from genetics.readers.sources import BGZF_END, Wrapping, open_source

_SUFFIXES = (".csi", ".tbi")
_VCF_PRESET = 2
# The bin that holds a summary and no records of its own (in .csi its number goes by the depth).
_TBI_SUMMARY = 37450
_SUMMARY_HEAD = struct.pack("<Ii", _TBI_SUMMARY, 2)
_MAGIC, _MAGIC_CSI = b"TBI\x01", b"CSI\x01"
# Among so many blocks at the end of a .tbi the summary of its last contig is looked for.
_LAST_BLOCKS = 8


@dataclass(frozen=True, slots=True)
class Index:
    """An index file: the contigs it names, and where it says that the records end.

    `contigs` is empty in the index of a BCF, which goes by the order of the header.
    """

    path: Path
    contigs: tuple[str, ...]
    last_block: int
    of_vcf: bool


@dataclass(frozen=True, slots=True)
class IndexCheck:
    """The index to read by, or None with the reason (no reason: there is no index)."""

    index: Index | None
    why_not: str = ""


def check_index(vcf: Path, *, ends_alone: bool = False) -> IndexCheck:
    """Return the index of `vcf` if it can be relied on.

    It can, if it is not older than the file, can be read to its end, and says that the
    records end where the file ends. Otherwise the whole file is to be read.

    `ends_alone`: what lies between the first and the last blocks of a .tbi need not be looked
    at, because the caller has it read by a library that checks every block (`indexed`).
    """
    path = next((path for suffix in _SUFFIXES if (path := _beside(vcf, suffix)).is_file()), None)
    if path is None:
        return IndexCheck(None)
    if path.stat().st_mtime_ns < vcf.stat().st_mtime_ns:
        return IndexCheck(None, say("the index {file} is older than the file", file=path.name))
    end = vcf.stat().st_size - len(BGZF_END)
    try:
        index = (_by_its_ends(path, end) if ends_alone else None) or read_index(path, end)
    except decompression_errors(struct.error, ValueError):
        return IndexCheck(None, damaged(path))
    if not index.of_vcf:
        return IndexCheck(None, say("the index {file} is not one of a VCF", file=path.name))
    if index.last_block != end:
        return IndexCheck(
            None, say("the index {file} does not end where the file ends", file=path.name)
        )
    return IndexCheck(index)


def damaged(path: Path) -> str:
    """Return in words that an index cannot be read."""
    return say("the index {file} is damaged", file=path.name)


def read_index(path: Path, end: int | None = None) -> Index:
    """Read a .tbi or .csi file (the tabix and CSI formats of the SAM/BAM specifications).

    `end` is the block in which the records are expected to end. A .tbi whose last contig ends
    there by its summary is read no further, for its bins are very many; else each is gone by.
    """
    with fastest_gzip().open(path, "rb") as packed:
        content: bytes = packed.read()
    if content[:4] == _MAGIC:
        (references,) = struct.unpack_from("<i", content, 4)
        of_vcf, contigs, at = _tabix_header(content, 8)
        bins = _Bins(struct.Struct("<Ii"), _TBI_SUMMARY, has_intervals=True)
    elif content[:4] == _MAGIC_CSI:
        _, depth, length = struct.unpack_from("<iii", content, 4)
        of_vcf, contigs, at = _tabix_header(content, 16) if length else (True, (), 16)
        (references,) = struct.unpack_from("<i", content, at)
        at += 4
        summary = ((1 << 3 * (depth + 1)) - 1) // 7 + 1
        bins = _Bins(struct.Struct("<IQi"), summary, has_intervals=False)
    else:
        raise ValueError(f"{path.name} is no index")
    if end is not None and bins.has_intervals and end == _last_summary(content, at):
        return Index(path, contigs, end, of_vcf)
    last = 0
    for _ in range(references):
        end, at = bins.of_reference(content, at)
        last = max(last, end)
    return Index(path, contigs, last >> 16, of_vcf)


def write_index(vcf: Path) -> None:
    """Write a .tbi beside a VCF unless an index that can be relied on is there.

    Raises InputRejected, and leaves everything as it was, for a file that is no BGZF text, whose
    records are not sorted, or in whose folder nothing can be written.
    """
    import pysam

    with open_source(vcf) as source:
        if source.wrapping is not Wrapping.BGZF:
            what = f"only a VCF packed with bgzip can be indexed, this is {source.wrapping}"
            raise InputRejected(Mistake(what, "pack it with `bgzip`", str(vcf)))
    if check_index(vcf).index is not None:
        return
    try:
        with quiet(), tempfile.TemporaryDirectory(prefix=".index-", dir=vcf.parent) as folder:
            made = Path(folder) / "index.tbi"
            pysam.tabix_index(str(vcf), preset="vcf", index=str(made), force=True)
            made.replace(_beside(vcf, ".tbi"))
            # One that cannot be relied on would be taken first.
            _beside(vcf, ".csi").unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        what = f"the index cannot be written ({getattr(error, 'strerror', None) or error})"
        remedy = "sort the file with `bcftools sort`, or scan it without --write-index"
        raise InputRejected(Mistake(what, remedy, str(vcf))) from None


def _beside(vcf: Path, suffix: str) -> Path:
    return vcf.with_name(vcf.name + suffix)


def _by_its_ends(path: Path, end: int) -> Index | None:
    """Return a .tbi whose last contig ends in the block `end`, None where its ends do not tell."""
    told, text = None, b""
    with path.open("rb") as packed:
        blocks = PackedBlocks(packed.fileno(), os.fstat(packed.fileno()).st_size)
        try:
            places = blocks.places()
            begun = blocks.block(0)
            of_vcf, contigs, at = _tabix_header(begun, 8)
            if begun[:4] != _MAGIC or at > len(begun):
                return None
            for place in reversed(places[-_LAST_BLOCKS:]):
                text = blocks.block(place) + text
                told = _last_summary(text)
                if told is not None:
                    break
        except decompression_errors(NotInBlocks, struct.error, ValueError):
            return None
    return Index(path, contigs, end, of_vcf) if told == end else None


def _last_summary(content: bytes, at: int = 0) -> int | None:
    """Return the block in which the last contig of a .tbi ends, by its summary.

    The contigs stand there in the order of the file. A few bytes that only look like a summary
    tell another block, or by an unheard-of chance the right one.
    """
    found = content.rfind(_SUMMARY_HEAD, at, len(content) - 16)
    if found < 0:
        return None
    (end,) = struct.unpack_from("<Q", content, found + len(_SUMMARY_HEAD) + 8)
    return int(end >> 16)


def _tabix_header(content: bytes, at: int) -> tuple[bool, tuple[str, ...], int]:
    """Return whether it is of a VCF, the contigs it names, and where the header ends."""
    preset, *_, length = struct.unpack_from("<7i", content, at)
    end = at + 28 + length
    names = content[at + 28 : end].rstrip(b"\0").split(b"\0")
    return preset == _VCF_PRESET, tuple(name.decode() for name in names), end


@dataclass(frozen=True, slots=True)
class _Bins:
    """The bins of one reference: each is a head and chunks, of which there can be very many.

    One bin is not like the others: its first chunk goes from the first record of the
    reference to the last, and a second one holds counts.
    """

    head: struct.Struct
    summary: int
    has_intervals: bool

    def of_reference(self, content: bytes, at: int) -> tuple[int, int]:
        """Return where the last record ends, and where the next reference begins."""
        (number,) = struct.unpack_from("<i", content, at)
        first = at = at + 4
        last = 0
        for _ in range(number):
            name, *_, chunks = self.head.unpack_from(content, at)
            at += self.head.size
            if name == self.summary:
                (last,) = struct.unpack_from("<Q", content, at + 8)
            at += 16 * chunks
        if number and not last:
            last = self._last_of_all(content, first, number)
        if self.has_intervals:
            (intervals,) = struct.unpack_from("<i", content, at)
            at += 4 + 8 * intervals
        return last, at

    def _last_of_all(self, content: bytes, at: int, number: int) -> int:
        """Return the same from every chunk, for an index without a summary."""
        last = 0
        for _ in range(number):
            *_, chunks = self.head.unpack_from(content, at)
            at += self.head.size
            last = max(last, *struct.unpack_from(f"<{2 * chunks}Q", content, at)[1::2], 0)
            at += 16 * chunks
        return last
