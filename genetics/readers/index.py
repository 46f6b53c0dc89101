"""Whether the index beside a VCF or BCF belongs to it: an index that does not hides calls."""

from __future__ import annotations

import gzip
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

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
        return IndexCheck(None, f"the index {path.name} is older than the file")
    try:
        index = read_index(path)
    except (OSError, EOFError, zlib.error, struct.error, ValueError, UnicodeDecodeError):
        return IndexCheck(None, f"the index {path.name} is damaged")
    if not index.of_vcf:
        return IndexCheck(None, f"the index {path.name} is not one of a VCF")
    if index.last_block != vcf.stat().st_size - len(BGZF_END):
        return IndexCheck(None, f"the index {path.name} does not end where the file ends")
    return IndexCheck(index)


def read_index(path: Path) -> Index:
    """Read a .tbi or .csi file (the tabix and CSI formats of the SAM/BAM specifications)."""
    with gzip.open(path, "rb") as packed:
        reader = _Reader(packed.read())
    if reader.take(4) == b"TBI\x01":
        (references,) = reader.numbers("<i")
        of_vcf, contigs = _tabix_header(reader)
        ends = [_last_end_tbi(reader) for _ in range(references)]
    else:
        _, depth, length = reader.numbers("<iii")
        of_vcf, contigs = _tabix_header(reader) if length else (True, ())
        (references,) = reader.numbers("<i")
        ends = [_last_end_csi(reader, depth) for _ in range(references)]
    return Index(path, contigs, max(ends, default=0) >> 16, of_vcf)


def _beside(vcf: Path, suffix: str) -> Path:
    return vcf.with_name(vcf.name + suffix)


class _Reader:
    """Takes numbers and bytes from the front of a buffer."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def take(self, size: int) -> bytes:
        taken = self._content[self._at : self._at + size]
        if len(taken) < size:
            raise EOFError
        self._at += size
        return taken

    def numbers(self, form: str) -> tuple[int, ...]:
        return struct.unpack(form, self.take(struct.calcsize(form)))


def _tabix_header(reader: _Reader) -> tuple[bool, tuple[str, ...]]:
    preset, *_, length = reader.numbers("<7i")
    names = reader.take(length).rstrip(b"\0").split(b"\0")
    return preset == _VCF_PRESET, tuple(name.decode() for name in names)


def _last_end_tbi(reader: _Reader) -> int:
    (bins,) = reader.numbers("<i")
    ends = [_last_chunk(reader, reader.numbers("<I")[0] == _TBI_SUMMARY) for _ in range(bins)]
    (intervals,) = reader.numbers("<i")
    reader.take(8 * intervals)
    return max(ends, default=0)


def _last_end_csi(reader: _Reader, depth: int) -> int:
    summary = ((1 << 3 * (depth + 1)) - 1) // 7 + 1
    (bins,) = reader.numbers("<i")
    ends = [_last_chunk(reader, reader.numbers("<IQ")[0] == summary) for _ in range(bins)]
    return max(ends, default=0)


def _last_chunk(reader: _Reader, is_summary: bool) -> int:
    """Return where the last chunk of a bin ends; a summary bin holds counts after the first."""
    (chunks,) = reader.numbers("<i")
    ends = reader.numbers(f"<{2 * chunks}Q")[1::2]
    return max(ends[:1] if is_summary else ends, default=0)
