"""The leak check: whether a letter to a relative says anything about anyone else.

What is searched: the text of the page, its title, attributes and comments; the PDF's text,
every text string in its objects (metadata, bookmarks, alternative texts, names of
attachments), its XMP packet, and the contents of its attachments.

What is searched for: everyone's code and the name of everyone's sample, the reader's too, for
they can hold the case's number and the relation ("S01-BR"); of every other person name and
address, full dates, results; of the case its number, the numbers of record, sample, request
and report, and the VCF's name; the changes that the letter may not name, of two those of the
other parent's line too; words that say how the reader is related to someone ("your brother").

What is no leak: the reader's own name, address and dates, what the clinic prints of itself,
and the dates of the letter. A surname or address line that the reader shares is the
reader's own. A code that could be an ordinary word or number ("P", "1", "anna") counts only
where it stands as a code: in parentheses, after a word such as "code", or as a field of its
own. One part of a name counts where it is written as a name, within a sentence. Words are
those of English; a letter in another language is searched for everything but these words.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from genetics.results import Finding
from pedigrees.people import Person
from reports.basis import Basis
from reports.letters.relative import letter_id
from reports.letters.relative_doctor import variants_for
from reports.parts.heading import letterhead_of
from reports.words import one_year_after

if TYPE_CHECKING:
    from pypdf import PdfReader

PAGE = "text of the page"
PAGE_METADATA = "title and metadata of the page"
PDF = "text of the PDF"
PDF_METADATA = "metadata of the PDF"
ATTACHMENT = "attachment of the PDF"


def leaks(html: str, pdf: bytes | None, basis: Basis, addressee: str) -> tuple[str, ...]:
    """Return what a letter gives away, in words: what of whom, and where; () when it is clean.

    A secret is never repeated, but for the code of the person. `addressee` is the reader.
    """
    secrets = tuple(_secrets(basis, addressee))
    allowed = _allowed(basis, addressee)
    found = (
        f"{secret.what} ({place.name})"
        for place in (*_places_of_page(html), *(_places_of_pdf(pdf) if pdf is not None else ()))
        for secret in secrets
        if secret.stands_in(place, allowed)
    )
    return tuple(dict.fromkeys(found))


# Where it is searched ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """One place: its texts, and whether each of them is a field (a block, a cell, a value)."""

    name: str
    texts: tuple[str, ...]
    fields: bool

    @classmethod
    def of(cls, name: str, texts: Iterable[str], *, fields: bool) -> _Place:
        """Return a place with its texts in one line each, in every way they can be unfolded."""
        unfolded = (one for text in texts for one in _unfolded(text))
        return cls(name, tuple(dict.fromkeys(one for one in unfolded if one)), fields)


INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")


def _plain(text: str) -> str:
    """Return a text with plain blanks, hyphens and letters, without soft hyphens."""
    letters = unicodedata.normalize("NFKC", text).translate(INVISIBLE).translate(DASHES)
    return re.sub(r"[^\S\n]+", " ", letters)


def _unfolded(text: str) -> tuple[str, ...]:
    """Return a text in one line, in the ways in which its lines can belong together."""
    plain = _plain(text)
    blank = " ".join(plain.split())
    if "\n" not in plain.strip():
        return (blank,)
    lines = re.sub(r"(?<=[.;!?]) *\n *", " ", plain.strip())
    hyphen_kept = re.sub(r" *\n *", "", lines)
    hyphen_gone = re.sub(r"-? *\n *", "", lines)
    return tuple(dict.fromkeys((blank, hyphen_kept, hyphen_gone)))


def _places_of_page(html: str) -> tuple[_Place, ...]:
    page = _Page()
    page.feed(html)
    page.close()
    page.end_block()
    return (
        _Place.of(PAGE, page.blocks, fields=True),
        _Place.of(PAGE_METADATA, page.metadata, fields=True),
    )


INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "em", "i", "mark", "q", "s", "small", "span", "strong")
)
TOLD_ATTRIBUTES = ("content", "title", "alt", "href", "src", "label", "summary", "name", "value")


class _Page(HTMLParser):
    """Collects the blocks of text, and what stands in title, attributes and comments."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.metadata: list[str] = []
        self._words: list[str] = []
        self._in: str = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.metadata += [
            value
            for name, value in attrs
            if value and (name in TOLD_ATTRIBUTES or name.startswith(("data-", "aria-")))
        ]
        if tag not in INLINE:
            self.end_block()
            self._in = tag

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.end_block()
            self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in not in ("style", "script"):
            self._words.append(data)

    def handle_comment(self, data: str) -> None:
        self.metadata.append(data)

    def end_block(self) -> None:
        """Keep what was read since the last block began."""
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if text:
            (self.metadata if self._in == "title" else self.blocks).append(text)


def _places_of_pdf(pdf: bytes) -> tuple[_Place, ...]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf))
    strings, attachments = _strings(reader)
    pages = (page.extract_text() for page in reader.pages)
    return (
        _Place.of(PDF, pages, fields=False),
        _Place.of(PDF_METADATA, strings, fields=True),
        _Place.of(ATTACHMENT, attachments, fields=False),
    )


def _strings(reader: PdfReader) -> tuple[list[str], list[str]]:
    """Return every text string of the file's objects, and the contents of its attachments."""
    from pypdf.generic import IndirectObject, StreamObject

    strings: list[str] = []
    attachments = [_text(content) for many in reader.attachments.values() for content in many]
    size = reader.trailer["/Size"]
    assert isinstance(size, int)
    for number in range(1, size):
        one = IndirectObject(number, 0, reader).get_object()
        strings += _texts_in(one)
        if isinstance(one, StreamObject) and one.get("/Type") == "/EmbeddedFile":
            attachments.append(_text(one.get_data()))
        elif isinstance(one, StreamObject) and one.get("/Type") == "/Metadata":
            strings += _texts_of_xml(one.get_data())
    packet = reader.root_object.get("/Metadata")
    if packet is not None:
        strings += _texts_of_xml(packet.get_object().get_data())
    return strings, attachments


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _texts_of_xml(packet: bytes) -> list[str]:
    """Return what stands between the tags, and the values of attributes."""
    xml = _text(packet)
    return [*re.split(r"<[^>]*>", xml), *re.findall(r"[\"']([^\"'<>]*)[\"']", xml)]


def _texts_in(one: object) -> Iterator[str]:
    """Yield the text strings of one object, without following references."""
    from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, TextStringObject

    if isinstance(one, TextStringObject):
        yield str(one)
    elif isinstance(one, ByteStringObject):
        yield one.decode("latin-1")
    elif isinstance(one, DictionaryObject):
        for value in dict.values(one):
            yield from _texts_in(value)
    elif isinstance(one, ArrayObject):
        for value in list.__iter__(one):
            yield from _texts_in(value)


# What is searched for ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Secret:
    """What must not stand in a letter: in words, and as it would be written.

    `anywhere` counts in every text, `in_a_field` only in a text that is a field of its own.
    """

    what: str
    anywhere: re.Pattern[str] | None = None
    in_a_field: re.Pattern[str] | None = None

    def stands_in(self, place: _Place, allowed: re.Pattern[str]) -> bool:
        """Whether it is written there, outside of what the reader may see."""
        patterns = (self.anywhere, self.in_a_field if place.fields else None)
        return any(
            _hits(pattern, text, allowed)
            for pattern in patterns
            if pattern is not None
            for text in place.texts
        )


def _hits(pattern: re.Pattern[str], text: str, allowed: re.Pattern[str]) -> bool:
    hits = [hit.span() for hit in pattern.finditer(text)]
    if not hits:
        return False
    own = [hit.span() for hit in allowed.finditer(text)]
    return any(
        not any(start <= first and last <= end for start, end in own) for first, last in hits
    )


def _secrets(basis: Basis, addressee: str) -> Iterator[_Secret]:
    case, reader = basis.case, basis.case.family[addressee]
    for person in case.family:
        yield _code(f"the code of {person.id}", person.id)
        if person.sample:
            yield _code(f"the sample of {person.id}", person.sample)
        if person.id != addressee:
            yield from _of_person(person, basis, reader)
    numbers = {
        "the number of the case": case.id,
        "the proband's record number": case.record_number,
        "the number of the sample": case.sample.id,
        "the reference of the request": case.request.reference,
        "the number of the laboratory's report": case.laboratory.report_number,
        "the name of the VCF": case.vcf,
    }
    for what, number in numbers.items():
        if number:
            yield _code(what, number)
    for day in (case.sample.collected_on, case.sample.received_on):
        yield from _day("the day of the sample", day, basis, reader)
    yield from _results(basis, addressee)
    yield _Secret("how the reader is related to someone", re.compile(RELATED, re.IGNORECASE))


RELATED = (
    r"\byour (?:child's )?(?:half-|step|grand|great-)*"
    r"(?:mother|father|brother|sister|son|daughter|aunt|uncle|cousin|niece|nephew|parents?"
    r"|siblings?|grandchild|wife|husband)\b|\bproband\b|\bindex (?:patient|case|person)\b"
)


def _of_person(person: Person, basis: Basis, reader: Person) -> Iterator[_Secret]:
    address, own = basis.case.names.get(person.id), basis.case.names.get(reader.id)
    if address is not None:
        yield from _name(f"the name of {person.id}", address.name, own.name if own else "")
        for line in address.lines:
            if any(letter.isalpha() for letter in line):
                yield _Secret(f"the address of {person.id}", _token(line))
    yield from _day(f"the date of birth of {person.id}", person.birth.full, basis, reader)
    yield from _day(f"the day of the test of {person.id}", person.tested_on, basis, reader)
    if person.genotype is not None:
        yield _Secret(f"the result of {person.id}", _result(person.genotype.value))


# Codes ------------------------------------------------------------------------------------

SHORTEST_NUMBER = 5
SHORTEST_WORD = 3
ABBREVIATIONS = frozenset(("DNA", "DRAFT", "HLA", "MANE", "MCV", "MONDO", "OMIM", "PMID", "RDW"))
LABELS = r"(?i:code|person|case|patient|relative|sample|number|no\.|id)"


def _code(what: str, code: str) -> _Secret:
    """Return a code as it is searched for.

    With letters and digits, or longer than any number we print: wherever it stands. A word
    in capitals: as such. What could be an ordinary word or number: only as a code.
    """
    written = _written(code)
    if _is_no_word(code):
        return _Secret(what, _token(code))
    as_code = rf"(?<!pathogenic )\({written}\)|\b{LABELS}[:#]? {written}(?!\w)"
    field = rf"(?:\A|[·,:] ){written}(?=\Z| ·|[,:])"
    if len(code) >= SHORTEST_WORD and code.isalpha() and code[0].isupper():
        if code.isupper() and code not in ABBREVIATIONS:
            as_code = rf"{as_code}|(?<!\w){written}(?!\w)"
        else:
            field = rf"{field}|{_within_a_sentence(code)}"
    return _Secret(what, re.compile(as_code), re.compile(field))


def _is_no_word(code: str) -> bool:
    letters, digits = any(map(str.isalpha, code)), any(map(str.isdigit, code))
    if not letters:
        return sum(map(str.isdigit, code)) >= SHORTEST_NUMBER
    return digits or (not code.isalpha() and len(code) >= SHORTEST_WORD)


def _written(secret: str) -> str:
    """Return the pattern of a secret: blanks may be of any length."""
    return r"\s+".join(re.escape(part) for part in _plain(secret).split())


def _token(secret: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_written(secret)}(?!\w)", re.IGNORECASE)


# Names ------------------------------------------------------------------------------------


def _name(what: str, name: str, own_name: str) -> Iterator[_Secret]:
    """Yield a name as a whole, surname first too, and each part that the reader does not share."""
    parts = _parts(name)
    if not parts:
        return
    yield _Secret(what, _token(name))
    if len(parts) > 1:
        reordered = rf"(?<!\w){re.escape(parts[-1])},? {re.escape(parts[0])}(?!\w)"
        yield _Secret(what, re.compile(reordered, re.IGNORECASE))
    shared = {part.casefold() for part in _parts(own_name)}
    for part in parts:
        if len(part) >= SHORTEST_WORD and part[0].isupper() and part.casefold() not in shared:
            alone = rf"\A{re.escape(part)}\Z"
            yield _Secret(what, None, re.compile(rf"{alone}|{_within_a_sentence(part)}"))


def _parts(name: str) -> list[str]:
    return re.findall(r"[^\W\d_][\w'’-]*", _plain(name))


def _within_a_sentence(word: str) -> str:
    """Return the pattern of a word that is written as a name: a capital within a sentence."""
    before = r"(?:(?<=[a-z] )|(?<=[a-z], )|(?<=Mr )|(?<=Mrs )|(?<=Ms )|(?<=Dr ))"
    either = rf"(?:{re.escape(word)}|{re.escape(word.upper())})"
    return rf"{before}{either}(?!\w)"


# Dates ------------------------------------------------------------------------------------

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _day(what: str, day: date | None, basis: Basis, reader: Person) -> Iterator[_Secret]:
    """Yield a full date in the usual ways to write it, unless it is one of the letter's own."""
    printed = basis.case.report_date
    own = (printed, one_year_after(printed), reader.birth.full, reader.tested_on)
    if day is None or day in own:
        return
    number, month, year = f"0?{day.day}", f"0?{day.month}", f"{day.year}"
    name = f"(?:{MONTHS[day.month - 1]}|{MONTHS[day.month - 1][:3]}\\.?)"
    ways = (
        f"{year}[-./]?{day.month:02}[-./]?{day.day:02}",
        rf"{number}(?:st|nd|rd|th)?\.? (?:of )?{name},? {year}",
        rf"{name} {number}(?:st|nd|rd|th)?,? {year}",
        rf"{number}[./-] ?{month}[./-] ?{year}",
        rf"{month}[./-]{number}[./-]{year}",
    )
    yield _Secret(what, re.compile(rf"(?<!\d)(?:{'|'.join(ways)})(?!\d)", re.IGNORECASE))


# Results ----------------------------------------------------------------------------------


def _results(basis: Basis, addressee: str) -> Iterator[_Secret]:
    """Yield the changes that may not be named, and the proband's zygosity beside a change.

    Of two recessive changes the one that the reader's line cannot carry is a secret too.
    """
    shared = variants_for(basis, addressee) if basis.case.consent.share_variant else ()
    named = {name for one in shared for name in _change_names(one)}
    for finding in basis.case.findings:
        for name in _change_names(finding):
            if name not in named:
                yield _Secret("a change found in the proband", _token(name))
        if finding.zygosity is not None:
            yield _Secret("the zygosity of the proband", _result(finding.zygosity.value))


def _change_names(finding: Finding) -> Iterator[str]:
    """Yield the names of a change without the letter that opens them, and its coordinate."""
    names = (finding.hgvs_c.removeprefix("c."), finding.hgvs_p.removeprefix("p.").strip("()"))
    yield from (name for name in names if len(name) >= SHORTEST_WORD)
    if finding.variant is not None:
        yield str(finding.variant.pos)


def _result(word: str) -> re.Pattern[str]:
    """Return a result beside what it is a result of: a change, or a person of the family."""
    written = rf"(?<!\w){_written(word)}(?!\w)"
    whose = r"(?:\b[cp]\.[\w(*?]|\bfamily\b|\bperson\b|\brelative\b|\btested\b)"
    within = r"(?:(?![.;!?] ).)*"
    return re.compile(rf"{whose}{within}{written}|{written}{within}{whose}", re.IGNORECASE)


# What the reader may see ------------------------------------------------------------------


def _allowed(basis: Basis, addressee: str) -> re.Pattern[str]:
    """Return what is the reader's own, or the clinic's: a hit within it is no leak."""
    case, head = basis.case, letterhead_of(basis)
    own = case.names.get(addressee)
    texts = (
        letter_id(case.id, addressee),
        *((own.name, *own.lines) if own else ()),
        *(head.clinic, *head.lines, head.contact, *head.signatories),
        *(basis.site.name, basis.site.accreditation, case.labelled, basis.versions),
    )
    written = sorted({_written(text) for text in texts if text.strip()}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)", re.IGNORECASE)
