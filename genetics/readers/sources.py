"""Opens a VCF in whatever wrapping it comes, and notices when it is cut short or no VCF."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, cast

from genetics.errors import InputRejected, Mistake, UsageError

STANDARD_INPUT = "-"

# The last 28 bytes of every complete BGZF file (SAM specification, section 4.1.2).
BGZF_END = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")

_HEAD = 65536
MAKE_AGAIN = "copy the file again from where it was made, or make it again"
_NAME_A_VCF = "name a VCF (.vcf, .vcf.gz) or a BCF file"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Wrapping(StrEnum):
    """How the records are written and packed."""

    TEXT = "text"
    GZIP = "gzip"
    BGZF = "BGZF"
    BCF = "BCF"


@dataclass(frozen=True, slots=True)
class Source:
    """An open input: its name for messages, path (None: standard input), wrapping and bytes."""

    name: str
    path: Path | None
    wrapping: Wrapping
    stream: BinaryIO


@contextmanager
def open_source(vcf: str | Path) -> Iterator[Source]:
    """Open a VCF or BCF by path, or standard input for "-"; refuse what is neither."""
    from_standard_input = str(vcf) == STANDARD_INPUT
    name = "standard input" if from_standard_input else str(vcf)
    raw = sys.stdin.buffer if from_standard_input else _open_file(Path(vcf))
    try:
        head = _read_up_to(raw, _HEAD)
        wrapping = _wrapping_of(name, head)
        if _is_bgzf(head) and not from_standard_input:
            _require_end(name, raw)
        watch_end = _is_bgzf(head) and from_standard_input
        rest = _HeadAndRest(head, raw, name if watch_end else "")
        stream = cast(BinaryIO, io.BufferedReader(rest, _HEAD))
        yield Source(name, None if from_standard_input else Path(vcf), wrapping, stream)
    finally:
        if not from_standard_input:
            raw.close()


def lines_of(source: Source) -> Iterator[bytes]:
    """Yield the lines of a text VCF with their ends, unpacked; refuse a damaged file.

    A BGZF file must end with its end marker, a gzip file with its checksum.
    """
    packed = source.wrapping is not Wrapping.TEXT
    stream: Any = gzip.GzipFile(fileobj=source.stream) if packed else source.stream
    number = 0
    try:
        for line in stream:
            number += 1
            yield unmarked(line)
    except EOFError:
        raise _cut_short(source.name, number + 1) from None
    except (gzip.BadGzipFile, zlib.error) as error:
        what = f"the compressed file is damaged ({error})"
        raise InputRejected(Mistake(what, MAKE_AGAIN, source.name, number + 1)) from None
    except OSError as error:
        what = f"the file cannot be read on ({error.strerror})"
        raise InputRejected(Mistake(what, MAKE_AGAIN, source.name, number + 1)) from None


def unmarked(line: bytes) -> bytes:
    """Return a line without the byte order mark that some editors put before it."""
    return line.removeprefix(_BYTE_ORDER_MARK)


def _open_file(path: Path) -> BinaryIO:
    try:
        return cast(BinaryIO, path.open("rb", buffering=0))
    except FileNotFoundError:
        mistake = Mistake("there is no such file", "check the path", str(path))
    except IsADirectoryError:
        mistake = Mistake("this is a folder", _NAME_A_VCF, str(path))
    except OSError as error:
        what = f"the file cannot be opened ({error.strerror})"
        mistake = Mistake(what, "check its permissions", str(path))
    raise UsageError(mistake)


def _read_up_to(raw: BinaryIO, size: int) -> bytes:
    head = b""
    while len(head) < size and (more := raw.read(size - len(head))):
        head += more
    return head


class _HeadAndRest(io.RawIOBase):
    """The head that was read already, and then the rest.

    With a name, the end of a BGZF stream is watched: without its marker it was cut short.
    """

    def __init__(self, head: bytes, rest: BinaryIO, name: str) -> None:
        super().__init__()
        self._head = head
        self._rest = rest
        self._name = name
        self._tail = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._head:
            chunk, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            chunk = self._rest.read(len(buffer)) or b""
        if self._name:
            self._watch(chunk)
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def _watch(self, chunk: bytes) -> None:
        if not chunk and self._tail != BGZF_END:
            raise _cut_short(self._name)
        if chunk:
            self._tail = (self._tail + chunk)[-len(BGZF_END) :]


def _require_end(name: str, raw: BinaryIO) -> None:
    """Refuse a BGZF file without its end marker; leave the place of reading as it was."""
    place = raw.tell()
    size = raw.seek(0, io.SEEK_END)
    raw.seek(max(0, size - len(BGZF_END)))
    if raw.read(len(BGZF_END)) != BGZF_END:
        raise _cut_short(name)
    raw.seek(place)


def _cut_short(name: str, line: int | None = None) -> InputRejected:
    what = "the file ends in the middle: it was cut short (its end marker is missing)"
    return InputRejected(Mistake(what, MAKE_AGAIN, name, line))


# --- what kind of file it is ---

# What is given in place of a VCF now and then: its first bytes, and what it is.
_TAKEN_FOR_VCF = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or a spreadsheet"),
    (b"BAM\x01", "a BAM file"),
    (b"CRAM", "a CRAM file"),
    (b"@HD\t", "a SAM file"),
    (b"version https://git-lfs", "a Git LFS pointer, not the file itself"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
    (b"<", "an HTML or XML page"),
    (b"{", "JSON"),
)
_VCF_START = b"##fileformat=VCFv4"


def _wrapping_of(name: str, head: bytes) -> Wrapping:
    packed = head[:2] == b"\x1f\x8b"
    start = _unpacked_start(name, head) if packed else head
    if start[:3] == b"BCF":
        return Wrapping.BCF
    _require_vcf(name, start)
    if not packed:
        return Wrapping.TEXT
    return Wrapping.BGZF if _is_bgzf(head) else Wrapping.GZIP


def _is_bgzf(head: bytes) -> bool:
    return head[:2] == b"\x1f\x8b" and head[12:14] == b"BC"


def _unpacked_start(name: str, head: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 512)
    except zlib.error as error:
        what = f"the compressed file is damaged ({error})"
        raise InputRejected(Mistake(what, MAKE_AGAIN, name, 1)) from None


def _require_vcf(name: str, start: bytes) -> None:
    start = start.removeprefix(_BYTE_ORDER_MARK)
    if start.startswith(_VCF_START):
        return
    if not start.strip():
        raise InputRejected(Mistake("the file is empty", MAKE_AGAIN, name))
    for magic, what in _TAKEN_FOR_VCF:
        if start.startswith(magic):
            raise InputRejected(Mistake(f"this is {what}, no VCF", _NAME_A_VCF, name, 1))
    first = start.splitlines()[0][:60].decode("utf-8", "replace")
    if start.startswith(b"##fileformat="):
        what = f"this version of VCF is not known here: {first}"
        raise InputRejected(Mistake(what, "write the file as VCF 4.1 to 4.5", name, 1))
    what = f"a VCF begins with ##fileformat=VCFv4…, this file with {first!r}"
    raise InputRejected(Mistake(what, f"{_NAME_A_VCF}, or add that line", name, 1))
