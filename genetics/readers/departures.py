"""Where the records of our genes depart from the VCF specification, said once for each way.

A departure does not stop the reading: what the program relies on is checked by itself and
refused. It is a sign that a file was not written with care.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import comb

from genetics.genotypes import copies_of
from genetics.phrases import say
from genetics.readers.header import DeclaredField, Header
from genetics.readers.numbers import is_whole_number

# Fields that the specification reserves (VCF 4.3, tables 1 and 2), for files that do not
# declare them: how many values, of which type.
_RESERVED_INFO = {
    "1000G": ("0", "Flag"),
    "AA": ("1", "String"),
    "AC": ("A", "Integer"),
    "AF": ("A", "Float"),
    "AN": ("1", "Integer"),
    "BQ": ("1", "Float"),
    "CIGAR": ("A", "String"),
    "DB": ("0", "Flag"),
    "DP": ("1", "Integer"),
    "END": ("1", "Integer"),
    "H2": ("0", "Flag"),
    "H3": ("0", "Flag"),
    "MQ": ("1", "Float"),
    "MQ0": ("1", "Integer"),
    "NS": ("1", "Integer"),
    "SOMATIC": ("0", "Flag"),
    "VALIDATED": ("0", "Flag"),
}
_RESERVED_FORMAT = {
    "AD": ("R", "Integer"),
    "DP": ("1", "Integer"),
    "FT": ("1", "String"),
    "GL": ("G", "Float"),
    "GQ": ("1", "Float"),
    "GT": ("1", "String"),
    "PL": ("G", "Integer"),
}
_NEVER_NEGATIVE = frozenset({"AC", "AF", "AN", "DP", "END", "MQ0", "NS"})

# So many records, sample columns of a record and of all are looked at, so that large files stay
# quick to read.
_RECORDS = 1000
_SAMPLES = 50
_COLUMNS = 5000
_FIXED = 9

_INTEGER = r"[-+]?\d+"
_FLOAT = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[-+]?(?:nan|inf|infinity)"


def _listed(value: str) -> re.Pattern[str]:
    """Return the pattern of values parted by commas, each like this one or "."."""
    return re.compile(rf"(?:{value}|\.)(?:,(?:{value}|\.))*", re.IGNORECASE)


_WRITTEN = {"Integer": _INTEGER, "Float": _FLOAT}
_LISTS = {kind: _listed(value) for kind, value in _WRITTEN.items()}
_KEY = re.compile(r"[A-Za-z_][0-9A-Za-z_.]*|1000G")
_CIGAR = re.compile(r"(?:(?:\d+[MIDNSHPX=])+|\.)(?:,(?:(?:\d+[MIDNSHPX=])+|\.))*")
_QUALITY = re.compile(
    r"\.|\+?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|\+?(?:nan|inf|infinity)", re.IGNORECASE
)


class Departures:
    """Counts the departures of each kind and keeps the place of the first."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._found: dict[str, tuple[int, str]] = {}
        self._looked_at = 0
        self._columns = _COLUMNS

    def look_at(self, text: str, place: str) -> None:
        """Look at the text of one record, of the first thousand."""
        self._looked_at += 1
        if self._looked_at > _RECORDS:
            return
        columns = min(len(self._header.samples), _SAMPLES, max(0, self._columns))
        self._columns -= columns
        for what in departures_in(text, self._header, columns):
            times, first = self._found.get(what, (0, place))
            self._found[what] = (times + 1, first)

    def in_words(self) -> Iterator[str]:
        """Yield a sentence for each kind of departure."""
        for what, (times, first) in self._found.items():
            many = say("{shown} and {more} more", shown=first, more=times - 1)
            yield say(
                "not as the VCF specification asks: {what} ({places})",
                what=what,
                places=many if times > 1 else first,
            )


def departures_in(text: str, header: Header, looked_at: int = _SAMPLES) -> Iterator[str]:
    """Yield in words where one record departs from the specification, in so many columns."""
    _, _, ids, _, alt, quality, filters, info, *columns = text.split("\t", _FIXED + looked_at)
    yield from _in_list("ID", ids)
    if not _QUALITY.fullmatch(quality):
        yield say("QUAL is no number")
    yield from _in_list("FILTER", filters)
    if filters != "." and {".", "0"} & set(filters.split(";")):
        yield say("FILTER holds what is no filter (0 or .) among others")
    alleles = 0 if alt == "." else len(alt.split(","))
    yield from _in_info(info, alleles, header.info)
    if not columns:
        return
    form, *samples = columns
    keys = form.split(":")
    for key in keys:
        if not _is_name(key):
            yield say("{field} is not a name", field=f"FORMAT {key!r}")
    if len(keys) > 1 or keys[0] != "GT":
        for column in samples[:looked_at]:
            yield from _in_sample(keys, column.split(":"), alleles, header.formats)


@lru_cache(maxsize=4096)
def _is_name(key: str) -> bool:
    return _KEY.fullmatch(key) is not None


def _in_list(name: str, text: str) -> Iterator[str]:
    items = text.split(";")
    if not all(items):
        yield say("{field} holds an empty value", field=name)
    if len(set(items)) < len(items):
        yield say("{field} holds a value twice", field=name)
    if " " in text:
        yield say("{field} holds a space", field=name)


def _in_info(info: str, alleles: int, declared: Mapping[str, DeclaredField]) -> Iterator[str]:
    if info == ".":
        return
    items = [item.partition("=") for item in info.split(";") if item]
    if len({key for key, _, _ in items}) < len(items):
        yield say("INFO holds a key twice")
    for key, equals, text in items:
        if not _is_name(key):
            yield say("{field} is not a name", field=f"INFO {key!r}")
        number, kind = _expected(key, declared, _RESERVED_INFO)
        if kind == "Flag":
            if equals and text not in {"0", "1"}:
                yield say("{field} is a flag and has a value", field=f"INFO {key}")
        elif not _nothing_wrong(key, number, kind, alleles, 2)(text):
            yield from _in_values(f"INFO {key}", key, text, number, kind, alleles, 2)


def _in_sample(
    keys: Sequence[str],
    values: Sequence[str],
    alleles: int,
    declared: Mapping[str, DeclaredField],
) -> Iterator[str]:
    ploidy = len(copies_of(values[0]) or (0, 0)) if keys[0] == "GT" else 2
    for key, text in zip(keys, values, strict=False):
        if key != "GT":
            number, kind = _expected(key, declared, _RESERVED_FORMAT)
            if not _nothing_wrong(key, number, kind, alleles, ploidy)(text):
                yield from _in_values(f"FORMAT {key}", key, text, number, kind, alleles, ploidy)


def _expected(
    key: str, declared: Mapping[str, DeclaredField], reserved: Mapping[str, tuple[str, str]]
) -> tuple[str, str]:
    if key in declared:
        return declared[key].number, declared[key].type
    return reserved.get(key, (".", "String"))


def _in_values(
    name: str, key: str, text: str, number: str, kind: str, alleles: int, ploidy: int
) -> Iterator[str]:
    if text in {"", "."}:
        return
    wanted = _how_many(number, alleles, ploidy)
    if wanted is not None and text.count(",") + 1 != wanted:
        yield say("{field} holds another number of values than it is declared with", field=name)
    if kind in _LISTS and not _LISTS[kind].fullmatch(text):
        yield say("{field} holds a value that is no {kind}", field=name, kind=kind)
    if key in _NEVER_NEGATIVE and (text.startswith("-") or ",-" in text):
        yield say("{field} is negative", field=name)
    if key == "CIGAR" and not _CIGAR.fullmatch(text):
        yield say("{field} holds a value that is no {kind}", field=name, kind=key)


@lru_cache(maxsize=4096)
def _nothing_wrong(
    key: str, number: str, kind: str, alleles: int, ploidy: int
) -> Callable[[str], object]:
    """Return a test that only values pass in which `_in_values` finds nothing: nearly all do."""
    wanted = _how_many(number, alleles, ploidy)
    if key == "CIGAR" or (wanted is not None and not 0 < wanted <= _SAMPLES):
        return _in_doubt
    value = rf"(?:{_WRITTEN[kind]}|\.)" if kind in _WRITTEN else "[^,]*"
    if key in _NEVER_NEGATIVE:
        value = f"(?!-){value}"
    more = "*" if wanted is None else f"{{{wanted - 1}}}"
    return re.compile(f"{value}(?:,{value}){more}", re.IGNORECASE).fullmatch


def _in_doubt(_: str) -> None:
    """Leave every value to be looked at."""


def _how_many(number: str, alleles: int, ploidy: int) -> int | None:
    """Return how many values a declared number asks for; None where it leaves that open."""
    if number == "A":
        return alleles
    if number == "R":
        return alleles + 1
    if number == "G":
        return comb(alleles + ploidy, ploidy)
    return int(number) if is_whole_number(number) else None
