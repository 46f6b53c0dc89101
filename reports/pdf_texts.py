"""What stands in a PDF, read the short way that the files of our PDF library allow.

It reads what the file draws, as any viewer would: the pages in their order, the text operators
of each page and of the drawings placed on it, each glyph through the table that its font
brings (ToUnicode); and every text string of its objects. PDF has more ways to draw a letter
than the library uses. Whatever is not known here, an operator as well as a form of an object,
ends the reading without an answer (`Unknown`), and `printed_text` reads the file with a whole
PDF reader instead: nothing is ever passed over in silence. It takes about a twentieth of the
time of that reader.
"""

from __future__ import annotations

import re
import struct
import zlib
from codecs import BOM_UTF16_BE
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


class Unknown(Exception):
    """The PDF holds something that is not read here: a whole PDF reader must read it."""


def letters_of_pages(pdf: bytes) -> tuple[str, ...]:
    """Return the letters of each page in the order in which they are drawn, blanks left out.

    Raises Unknown.
    """
    with _unknown_where_it_fails():
        objects = _Objects(pdf)
        pages = objects.at(objects.at(objects.root)["Pages"])["Kids"]
        reader = _Reader(objects)
        return tuple("".join(reader.page(objects.at(page))) for page in pages)


def strings_and_packets(pdf: bytes) -> tuple[list[str], list[bytes]]:
    """Return every text string of the objects, and the packets of metadata (XMP).

    Raises Unknown, also where files are attached.
    """
    with _unknown_where_it_fails():
        objects = _Objects(pdf)
        strings: list[str] = []
        packets: list[bytes] = []
        for about, stream in objects.every():
            strings += _strings(about)
            kind = _parsed(about)[0].get("Type") if stream is not None else ""
            if kind == "EmbeddedFile":
                raise Unknown("an attached file")
            if kind == "Metadata":
                packets.append(objects.stream(stream))
        return strings, packets


@contextmanager
def _unknown_where_it_fails() -> Iterator[None]:
    """Turn whatever goes wrong with a file of another kind into Unknown."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Unknown(str(error)) from error
    except (zlib.error, struct.error) as error:
        raise Unknown(str(error)) from error


# Objects ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reference:
    """Where another object is named by its number."""

    number: int


TOKEN = re.compile(
    rb"\s*(?:(\d+) 0 R\b|(<<)|(\[)|/([^\s<>\[\](){}/%]*)|([-+]?\d*\.?\d+|\d+\.|true|false|null)"
    rb"|(<[0-9A-Fa-f\s]*>|\((?:[^()\\]|\\.)*\))|(>>|\]))",
    re.DOTALL,
)


def _parsed(text: bytes, at: int = 0) -> tuple[Any, int]:
    """Return the value that begins at a place, and where it ends; None for the end of a list.

    Names and plain values are text, dictionaries and lists are those of Python. Strings are
    left as they stand.
    """
    token = TOKEN.match(text, at)
    if token is None:
        raise Unknown("an object")
    at = token.end()
    match token.lastindex:
        case 1:
            return _Reference(int(token[1])), at
        case 2 | 3:
            values, at = _until_the_end(text, at)
            return values if token[3] else dict(zip(values[::2], values[1::2], strict=True)), at
        case 7:
            return None, at
        case group:
            assert group is not None
            return token[group].decode("latin-1"), at


def _until_the_end(text: bytes, at: int) -> tuple[list[Any], int]:
    values: list[Any] = []
    while True:
        value, at = _parsed(text, at)
        if value is None:
            return values, at
        values.append(value)


class _Objects:
    """The objects of a file, each parsed when it is asked for.

    The file must have one table of its objects, a stream at the end; a file that was changed
    after it was written has another.
    """

    STARTS = re.compile(rb"(\d+) 0 obj\n")

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        end = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z").search(pdf, max(0, len(pdf) - 60))
        if end is None:
            raise Unknown("the end of the file")
        table, content = self._at_byte(int(end[1]), None)
        if table.get("Type") != "XRef" or "Prev" in table or "Encrypt" in table:
            raise Unknown("the table of the objects")
        self.root: _Reference = table["Root"]
        self._places = _places(table, content)
        self._packed: dict[int, tuple[list[int], bytes]] = {}

    def at(self, value: Any) -> Any:
        """Return an object, by its reference or as it stands; of a stream the dictionary."""
        if not isinstance(value, _Reference):
            return value
        kind, place, index = self._places[value.number]
        if kind == 2:
            starts, content = self._pack(place)
            return _parsed(content, starts[index])[0]
        return self._at_byte(place, value.number)[0]

    def stream(self, value: Any) -> bytes:
        """Return what is in a stream, unpacked."""
        kind, place, _ = self._places[value.number]
        if kind != 1:
            raise Unknown("a stream")
        return self._at_byte(place, value.number)[1]

    def every(self) -> Iterator[tuple[bytes, _Reference | None]]:
        """Yield the text of each object, and of a stream its dictionary and its reference."""
        for number, (kind, place, _) in enumerate(self._places):
            if kind == 1:
                self._at_byte(place, number)
                start = self.STARTS.match(self._pdf, place)
                assert start is not None
                end = _parsed(self._pdf, start.end())[1]
                yield self._pdf[start.end() : end], _Reference(number)
        for number in {place for kind, place, _ in self._places if kind == 2}:
            starts, content = self._pack(number)
            yield content[starts[0] :], None

    def _at_byte(self, place: int, number: int | None) -> tuple[dict[str, Any], bytes]:
        start = self.STARTS.match(self._pdf, place)
        if start is None or number not in (None, int(start[1])):
            raise Unknown("where an object begins")
        about, at = _parsed(self._pdf, start.end())
        if self._pdf[at : at + 8] != b"\nstream\n":
            return about, b""
        end = at + 8 + int(about["Length"])
        if self._pdf[end : end + 10] != b"\nendstream":
            raise Unknown("where a stream ends")
        if about.get("Filter") not in (None, "FlateDecode") or "DecodeParms" in about:
            raise Unknown("how a stream is packed")
        content = self._pdf[at + 8 : end]
        return about, zlib.decompress(content) if "Filter" in about else content

    def _pack(self, number: int) -> tuple[list[int], bytes]:
        """Return where each object of a stream of objects begins, and the stream."""
        if number not in self._packed:
            about, content = self._at_byte(self._places[number][1], number)
            first = int(about["First"])
            starts = [first + int(one) for one in content[:first].split()[1::2]]
            self._packed[number] = (starts, content)
        return self._packed[number]


def _places(table: Mapping[str, Any], content: bytes) -> list[tuple[int, int, int]]:
    """Return kind (1: at a byte, 2: in a stream), place and index of each object."""
    kind, place, index = map(int, table["W"])
    width, size = kind + place + index, int(table["Size"])
    if kind != 1 or table["Index"] != ["0", str(size)] or len(content) != size * width:
        raise Unknown("the table of the objects")
    rows = (content[at : at + width] for at in range(0, len(content), width))
    return [
        (row[0], int.from_bytes(row[1 : 1 + place], "big"), int.from_bytes(row[1 + place :], "big"))
        for row in rows
    ]


STRING = re.compile(rb"<<|<([0-9A-Fa-f\s]*)>|\(((?:[^()\\]|\\[()\\])*)\)")


def _strings(text: bytes) -> Iterator[str]:
    """Yield the text strings of objects: in ASCII, or in UTF-16 with its mark."""
    if re.search(rb"[()]", STRING.sub(b"", text)):
        raise Unknown("a string")
    for hexadecimal, literal in STRING.findall(text):
        string = bytes.fromhex(hexadecimal.decode()) or re.sub(rb"\\(.)", rb"\1", literal)
        if string:
            yield string.decode("utf-16" if string.startswith(BOM_UTF16_BE) else "ascii")


# What is drawn ----------------------------------------------------------------------------

OPERATION = re.compile(
    rb"(?:/(?P<name>[^\s/<>\[\](){}%]+) )?(?:\[[-+.\d ]*\] )?(?:[-+.\d]+ )*"
    rb"(?P<operator>[A-Za-z]+\*?)"
)
"""A line of a content stream: at most a name, an array of numbers and numbers, then what to do."""

WITHOUT_LETTERS = frozenset(
    b"cm w J j M d gs m l c v y h re S s f f* B B* b b* n W W* "
    b"CS cs RG rg G g K k BT ET Tm Td Tr Tc Tw Tz Ts TL BMC BDC EMC".split()
)
"""Operators that draw no letter and change no font."""

SHOWN = re.compile(rb"\[(?:<[0-9A-Fa-f]*>|[-+.\d]+|\s)*\] TJ")
CODES = re.compile(rb"<([0-9A-Fa-f]*)>")
MARKED = re.compile(rb"/[^\s/<>]+|<</MCID \d+>>")
"""The lines before BMC and BDC: what kind of text, and its number. No text stands there."""

LETTER = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]*)>\s*")
LETTERS = re.compile(rb"\d+ beginbfchar\s(.*?)endbfchar", re.DOTALL)


@dataclass(slots=True)
class _Reader:
    """Reads content streams; the fonts of a file are read once."""

    objects: _Objects
    fonts: dict[int, dict[int, str]] = field(default_factory=dict)

    def page(self, page: Mapping[str, Any]) -> Iterator[str]:
        """Yield the letters of a page."""
        if page.get("Type") != "Page" or not isinstance(page["Contents"], _Reference):
            raise Unknown("a page")
        yield from self._drawn(page["Contents"], page["Resources"])

    def _drawn(self, content: _Reference, named: Any) -> Iterator[str]:
        fonts, drawings = self._resources(named)
        font: dict[int, str] | None = None
        outer: list[dict[int, str] | None] = []
        for line in self.objects.stream(content).split(b"\n"):
            if line.endswith(b"TJ"):
                yield _letters(line, font)
                continue
            done = OPERATION.fullmatch(line)
            operator = done["operator"] if done else b""
            if done and operator == b"Tf":
                font = self._font(fonts[done["name"].decode()])
            elif done and operator == b"Do":
                yield from self._placed(drawings[done["name"].decode()])
            elif operator == b"q":
                outer.append(font)
            elif operator == b"Q":
                font = outer.pop()
            elif operator not in WITHOUT_LETTERS and not MARKED.fullmatch(line):
                raise Unknown("an operator")

    def _resources(self, named: Any) -> tuple[dict[str, _Reference], dict[str, _Reference]]:
        """Return what the names in a content stream stand for: fonts, and what is placed."""
        named = self.objects.at(named)
        fonts, drawings = (self.objects.at(named.get(kind, {})) for kind in ("Font", "XObject"))
        return fonts, drawings

    def _font(self, reference: _Reference) -> dict[int, str]:
        if reference.number not in self.fonts:
            font = self.objects.at(reference)
            if font["Subtype"] != "Type0" or font["Encoding"] != "Identity-H":
                raise Unknown("how a font counts its letters")
            self.fonts[reference.number] = _table(self.objects.stream(font["ToUnicode"]))
        return self.fonts[reference.number]

    def _placed(self, reference: _Reference) -> Iterator[str]:
        """Yield the letters of a drawing that is placed here; a picture has none."""
        about = self.objects.at(reference)
        if about["Subtype"] == "Form":
            yield from self._drawn(reference, about["Resources"])
        elif about["Subtype"] != "Image":
            raise Unknown("what is placed on a page")


def _letters(line: bytes, font: Mapping[int, str] | None) -> str:
    if font is None or not SHOWN.fullmatch(line):
        raise Unknown("how letters are shown")
    codes = bytes.fromhex(b"".join(CODES.findall(line)).decode())
    return "".join([font[code] for code in struct.unpack(f">{len(codes) // 2}H", codes)])


def _table(text: bytes) -> dict[int, str]:
    """Return which letters each code of a font stands for; blanks stand for none."""
    if b"bfrange" in text:
        raise Unknown("how a font names its letters")
    blocks = b"".join(LETTERS.findall(text))
    if LETTER.sub(b"", blocks).strip():
        raise Unknown("how a font names its letters")
    return {
        int(code, 16): "".join(bytes.fromhex(letters.decode()).decode("utf-16-be").split())
        for code, letters in LETTER.findall(blocks)
    }
