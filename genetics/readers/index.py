"""Whether the index beside a VCF or BCF belongs to it: an index that does not hides calls."""

from __future__ import annotations

import gzip
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from genetics.phrases import say
from genetics.readers.sources import BGZF_END

_SUFFIXES = (".csi", ".tbi")
_VCF_PRESET = 2
# The bin that holds a summary and no records of its own (in .csi its number goes by the depth).
_TBI_SUMMARY = 37450


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


def check_index(vcf: Path) -> IndexCheck:
    """Return the index of `vcf` if it can be relied on.

    It can, if it is not older than the file, can be read to its end, and says that the
    records end where the file ends. Otherwise the whole file is to be read.
    """
    path = next((path for suffix in _SUFFIXES if (path := _beside(vcf, suffix)).is_file()), None)
    if path is None:
        return IndexCheck(None)
    if path.stat().st_mtime_ns < vcf.stat().st_mtime_ns:
        return IndexCheck(None, say("the index {file} is older than the file", file=path.name))
    try:
        index = read_index(path)
    except (OSError, EOFError, zlib.error, struct.error, ValueError, UnicodeDecodeError):
        return IndexCheck(None, say("the index {file} is damaged", file=path.name))
    if not index.of_vcf:
        return IndexCheck(None, say("the index {file} is not one of a VCF", file=path.name))
    if index.last_block != vcf.stat().st_size - len(BGZF_END):
        return IndexCheck(
            None, say("the index {file} does not end where the file ends", file=path.name)
        )
    return IndexCheck(index)


def read_index(path: Path) -> Index:
    """Read a .tbi or .csi file (the tabix and CSI formats of the SAM/BAM specifications)."""
    with gzip.open(path, "rb") as packed:
        content = packed.read()
    if content[:4] == b"TBI\x01":
        (references,) = struct.unpack_from("<i", content, 4)
        of_vcf, contigs, at = _tabix_header(content, 8)
        bins = _Bins(struct.Struct("<Ii"), _TBI_SUMMARY, has_intervals=True)
    elif content[:4] == b"CSI\x01":
        _, depth, length = struct.unpack_from("<iii", content, 4)
        of_vcf, contigs, at = _tabix_header(content, 16) if length else (True, (), 16)
        (references,) = struct.unpack_from("<i", content, at)
        at += 4
        summary = ((1 << 3 * (depth + 1)) - 1) // 7 + 1
        bins = _Bins(struct.Struct("<IQi"), summary, has_intervals=False)
    else:
        raise ValueError(f"{path.name} is no index")
    last = 0
    for _ in range(references):
        end, at = bins.of_reference(content, at)
        last = max(last, end)
    return Index(path, contigs, last >> 16, of_vcf)


def _beside(vcf: Path, suffix: str) -> Path:
    return vcf.with_name(vcf.name + suffix)


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
