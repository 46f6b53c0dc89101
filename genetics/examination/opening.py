"""Opens a file for a check: one that was cut short as well, so that the rest can be looked at."""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from genetics.readers.binary import bcf_header_lines, open_bcf
from genetics.readers.quiet import quiet
from genetics.readers.sources import (
    BGZF_END,
    STANDARD_INPUT,
    Source,
    Wrapping,
    lines_of,
    open_source,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file: its wrapping, whether its end marker is there, and its lines.

    `ends_well` is None where the wrapping has no end marker. The lines stop with
    InputRejected where the file is damaged.
    """

    wrapping: Wrapping
    ends_well: bool | None
    lines: Iterator[bytes]


@contextmanager
def a_file(vcf: str | Path) -> Iterator[Path]:
    """Give the path of a file that can be read twice; standard input is copied first."""
    if str(vcf) != STANDARD_INPUT:
        yield Path(vcf)
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "standard input"
        with copy.open("wb") as out:
            shutil.copyfileobj(sys.stdin.buffer, out)
        yield copy


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open a VCF or BCF; raise what `open_source` raises, except for a missing end marker."""
    if _is_cut_vcf(path):
        with path.open("rb") as stream:
            source = Source(str(path), path, Wrapping.BGZF, cast(BinaryIO, stream))
            yield Opened(Wrapping.BGZF, False, lines_of(source))
        return
    with open_source(path) as source:
        ends_well = None if source.wrapping in {Wrapping.TEXT, Wrapping.GZIP} else True
        lines = _bcf_lines(source) if source.wrapping is Wrapping.BCF else lines_of(source)
        yield Opened(source.wrapping, ends_well, lines)


def _is_cut_vcf(path: Path) -> bool:
    """Whether it is a text VCF in BGZF without its end marker."""
    if not path.is_file():
        return False
    with path.open("rb") as raw:
        head = raw.read(18)
        raw.seek(max(0, path.stat().st_size - len(BGZF_END)))
        if head[:2] != b"\x1f\x8b" or head[12:14] != b"BC" or raw.read() == BGZF_END:
            return False
    try:
        with gzip.open(path) as unpacked:
            return unpacked.read(16).startswith(b"##fileformat=VCF")
    except (OSError, EOFError, zlib.error):
        return False


def _bcf_lines(source: Source) -> Iterator[bytes]:
    with quiet(), open_bcf(source, None) as bcf:
        for line in bcf_header_lines(bcf):
            yield f"{line}\n".encode()
        for record in bcf:
            yield str(record).encode()
