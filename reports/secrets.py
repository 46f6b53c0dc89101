"""What a letter to a relative must not give away, as it would be written.

Everyone's code and the name of everyone's sample, the reader's too, for they can hold the
case's number and the relation ("S01-BR"); of every other person name and address, full dates,
results; of the case its number, the numbers of record, sample, request and report, and the
VCF's name; the changes that the letter may not name, of two those of the other parent's line
too; words that say how the reader is related to someone ("your brother").

What is no leak: the reader's own name, address and dates, what the clinic prints of itself,
and the dates of the letter. How the case is labelled is not of this kind: a label is anybody's
words. A surname or address line that the reader shares is the reader's own. A code that could
be an ordinary word or number ("P", "1", "anna") counts only where it stands as a code: in
parentheses, after a word such as "code", or as a field of its own. One part of a name counts
where it is written as a name, within a sentence. Words are those of English; a letter in
another language is searched for everything but these words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from genetics.results import Finding
from pedigrees.people import Person
from reports.basis import Basis
from reports.letters.relative import letter_id
from reports.letters.relative_doctor import variants_for
from reports.parts.heading import letterhead_of
from reports.printed_text import plain
from reports.words import one_year_after

DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")


def as_searched(text: str) -> str:
    """Return a text with plain blanks, hyphens and letters; its lines are kept."""
    return re.sub(r"[^\S\n]+", " ", plain(text).translate(DASHES))


@dataclass(frozen=True, slots=True)
class Secret:
    """What must not stand in a letter: in words, and as it would be written.

    `anywhere` counts in every text, `in_a_field` only in a text that is a field of its own.
    """

    what: str
    anywhere: re.Pattern[str] | None = None
    in_a_field: re.Pattern[str] | None = None

    def stands_in(self, texts: tuple[str, ...], allowed: re.Pattern[str], *, fields: bool) -> bool:
        """Whether it is written in one of the texts, outside of what the reader may see."""
        patterns = (self.anywhere, self.in_a_field if fields else None)
        return any(
            _hits(pattern, text, allowed)
            for pattern in patterns
            if pattern is not None
            for text in texts
        )


def _hits(pattern: re.Pattern[str], text: str, allowed: re.Pattern[str]) -> bool:
    hits = [hit.span() for hit in pattern.finditer(text)]
    if not hits:
        return False
    own = [hit.span() for hit in allowed.finditer(text)]
    return any(
        not any(start <= first and last <= end for start, end in own) for first, last in hits
    )


def secrets_from(basis: Basis, addressee: str) -> Iterator[Secret]:
    """Yield what a letter to `addressee` must not give away."""
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
    yield Secret("how the reader is related to someone", re.compile(RELATED, re.IGNORECASE))


RELATED = (
    r"\byour (?:child's )?(?:half-|step|grand|great-)*"
    r"(?:mother|father|brother|sister|son|daughter|aunt|uncle|cousin|niece|nephew|parents?"
    r"|siblings?|grandchild|wife|husband)\b|\bproband\b|\bindex (?:patient|case|person)\b"
)


def _of_person(person: Person, basis: Basis, reader: Person) -> Iterator[Secret]:
    address, own = basis.case.names.get(person.id), basis.case.names.get(reader.id)
    if address is not None:
        yield from _name(f"the name of {person.id}", address.name, own.name if own else "")
        for line in address.lines:
            if any(letter.isalpha() for letter in line):
                yield Secret(f"the address of {person.id}", _token(line))
    yield from _day(f"the date of birth of {person.id}", person.birth.full, basis, reader)
    for day in (person.tested_on, *(test.on for test in person.tests)):
        yield from _day(f"the day of the test of {person.id}", day, basis, reader)
    if person.genotype is not None:
        yield Secret(f"the result of {person.id}", _result(person.genotype.value))


# Codes ------------------------------------------------------------------------------------

SHORTEST_NUMBER = 5
SHORTEST_WORD = 3
ABBREVIATIONS = frozenset(("DNA", "DRAFT", "HLA", "MANE", "MCV", "MONDO", "OMIM", "PMID", "RDW"))
LABELS = r"(?i:code|person|case|patient|relative|sample|number|no\.|id)"


def _code(what: str, code: str) -> Secret:
    """Return a code as it is searched for.

    With letters and digits, or longer than any number we print: wherever it stands. A word
    in capitals: as such. What could be an ordinary word or number: only as a code.
    """
    written = _written(code)
    if _is_no_word(code):
        return Secret(what, _token(code))
    as_code = rf"(?<!pathogenic )\({written}\)|\b{LABELS}[:#]? {written}(?!\w)"
    field = rf"(?:\A|[·,:] ){written}(?=\Z| ·|[,:])"
    if len(code) >= SHORTEST_WORD and code.isalpha() and code[0].isupper():
        if code.isupper() and code not in ABBREVIATIONS:
            as_code = rf"{as_code}|(?<!\w){written}(?!\w)"
        else:
            field = rf"{field}|{_within_a_sentence(code)}"
    return Secret(what, re.compile(as_code), re.compile(field))


def _is_no_word(code: str) -> bool:
    letters, digits = any(map(str.isalpha, code)), any(map(str.isdigit, code))
    if not letters:
        return sum(map(str.isdigit, code)) >= SHORTEST_NUMBER
    return digits or (not code.isalpha() and len(code) >= SHORTEST_WORD)


def _written(secret: str) -> str:
    """Return the pattern of a secret: blanks may be of any length."""
    return r"\s+".join(re.escape(part) for part in as_searched(secret).split())


def _token(secret: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_written(secret)}(?!\w)", re.IGNORECASE)


# Names ------------------------------------------------------------------------------------


def _name(what: str, name: str, own_name: str) -> Iterator[Secret]:
    """Yield a name as a whole, surname first too, and each part that the reader does not share."""
    parts = _parts(name)
    if not parts:
        return
    yield Secret(what, _token(name))
    if len(parts) > 1:
        reordered = rf"(?<!\w){re.escape(parts[-1])},? {re.escape(parts[0])}(?!\w)"
        yield Secret(what, re.compile(reordered, re.IGNORECASE))
    shared = {part.casefold() for part in _parts(own_name)}
    for part in parts:
        if len(part) >= SHORTEST_WORD and part[0].isupper() and part.casefold() not in shared:
            alone = rf"\A{re.escape(part)}\Z"
            yield Secret(what, None, re.compile(rf"{alone}|{_within_a_sentence(part)}"))


def _parts(name: str) -> list[str]:
    return re.findall(r"[^\W\d_][\w'’-]*", as_searched(name))


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


def _day(what: str, day: date | None, basis: Basis, reader: Person) -> Iterator[Secret]:
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
    yield Secret(what, re.compile(rf"(?<!\d)(?:{'|'.join(ways)})(?!\d)", re.IGNORECASE))


# Results ----------------------------------------------------------------------------------


def _results(basis: Basis, addressee: str) -> Iterator[Secret]:
    """Yield the changes that may not be named, and the proband's zygosity beside a change.

    Of two recessive changes the one that the reader's line cannot carry is a secret too.
    """
    shared = variants_for(basis, addressee) if basis.case.consent.share_variant else ()
    named = {name for one in shared for name in _change_names(one)}
    for finding in basis.case.findings:
        for name in _change_names(finding):
            if name not in named:
                yield Secret("a change found in the proband", _token(name))
        if finding.zygosity is not None:
            yield Secret("the zygosity of the proband", _result(finding.zygosity.value))


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


def readers_own(basis: Basis, addressee: str) -> re.Pattern[str]:
    """Return what is the reader's own, or the clinic's: a hit within it is no leak."""
    case, head = basis.case, letterhead_of(basis)
    own = case.names.get(addressee)
    texts = (
        letter_id(case.id, addressee),
        *((own.name, *own.lines) if own else ()),
        *(head.clinic, *head.lines, head.contact, *head.signatories),
        *(basis.site.name, basis.site.accreditation, basis.versions),
    )
    written = sorted({_written(text) for text in texts if text.strip()}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)", re.IGNORECASE)
