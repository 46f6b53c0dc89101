"""Where the records of our genes depart from the VCF specification, said once for each way.

A departure does not stop the reading: what the program relies on is checked by itself and
refused. It is a sign that a file was not written with care.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import comb

from genetics.genotypes import copies_of
from genetics.readers.header import DeclaredField, Header

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

# The sample columns that are looked at, so that a cohort of thousands stays quick to read.
_SAMPLES = 50

_NUMBERS = {
    "Integer": re.compile(r"[-+]?\d+"),
    "Float": re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:nan|inf|infinity)", re.I),
}
_CONTIG = re.compile(r"[0-9A-Za-z!#$%&+./:;?@^_|~-][0-9A-Za-z!#$%&*+./:;=?@^_|~-]*")
_KEY = re.compile(r"[A-Za-z_][0-9A-Za-z_.]*|1000G")
_CIGAR = re.compile(r"(?:\d+[MIDNSHPX=])+")
_QUALITY = re.compile(r"\.|\+?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|inf(?:inity)?", re.I)


class Departures:
    """Counts the departures of each kind and keeps the place of the first."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._found: dict[str, tuple[int, str]] = {}

    def look_at(self, text: str, place: str) -> None:
        """Look at the text of one record."""
        for what in _departures(text.split("\t"), self._header):
            times, first = self._found.get(what, (0, place))
            self._found[what] = (times + 1, first)

    def in_words(self) -> Iterator[str]:
        """Yield a sentence for each kind of departure."""
        for what, (times, first) in self._found.items():
            rest = f" and {times - 1} more" if times > 1 else ""
            yield f"not as the VCF specification asks: {what} ({first}{rest})"
