"""The marks of a text: the names, classes, chances, rules and people that must not be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import lru_cache

from genetics.panel import Panel
from pedigrees.family import Family
from reports.parts.reading import OTHER_GENES
from reports.printed_text import plain, text_of_page


class Kind(StrEnum):
    """What kind of thing a mark is."""

    CHANGE = "HGVS name"
    SEQUENCE = "reference sequence"
    PLACE = "genome position"
    GENE = "gene"
    CLASS = "class"
    RULE = "rule or alarm"
    CHANCE = "chance"
    PERSON = "person"


Mark = tuple[Kind, str]

PATTERNS = {
    Kind.CHANGE: r"(?<![\w.])(?:[cgnmr]\.(?=[\d*(-])|p\.(?=[(?=*A-Z]))[^\s,;:|”\"\\]+",
    Kind.SEQUENCE: r"\b(?:N[CGMPRT]_\d+|ENS[TPG]\d+|LRG_\d+)(?:\.\d+)?",
    Kind.PLACE: r"\bGRCh3\d (?:chr)?[\dXYMT]+:\d+ [ACGTN*]+>[ACGTN*]+",
    Kind.CLASS: r"\((?:P|LP|VUS|LB|B)\)",
    Kind.RULE: r"\b(?:SR|SA|AL)-[A-Z0-9]+(?:-[A-Z0-9]+)*\b",
    Kind.CHANCE: r"(?<![\d,.])\d+ in \d+(?![\d])",
}


class Reader:
    """Reads the marks of the texts of one case: its people, and the genes of the panel."""

    def __init__(self, family: Family, panel: Panel) -> None:
        genes = {*(gene.symbol for gene in panel.genes), *OTHER_GENES}
        patterns = {
            **PATTERNS,
            Kind.GENE: _one_of(genes),
            Kind.PERSON: _people(family),
        }
        self._patterns = {kind: re.compile(pattern) for kind, pattern in patterns.items()}

    def marks(self, text: str) -> frozenset[Mark]:
        """Return the marks of a text; white space inside a mark counts as one blank."""
        return _marks(text, self._patterns)

    def of_all(self, texts: Iterator[str]) -> frozenset[Mark]:
        """Return the marks of several texts, none across the border of two."""
        return frozenset(mark for text in texts for mark in self.marks(text))


@lru_cache(maxsize=1)
def marks_of_facts(text: str) -> frozenset[Mark]:
    """Return the marks that are the same kind of thing in every case: no genes, no people.

    The last text is kept: the facts of a case are asked for again by each of its documents.
    """
    return _marks(text, {kind: re.compile(pattern) for kind, pattern in PATTERNS.items()})


def _marks(text: str, patterns: Mapping[Kind, re.Pattern[str]]) -> frozenset[Mark]:
    text = " ".join(text.split())
    return frozenset(
        (kind, _closed(found.group()))
        for kind, pattern in patterns.items()
        for found in pattern.finditer(text)
    )


def _people(family: Family) -> str:
    """Return the pattern of this family's codes: the known ones, and others made like them.

    Where all codes begin alike ("S01-"), everything that begins so is a code.
    """
    ids = {person.id for person in family}
    exact = _one_of(ids)
    heads = {name.rpartition("-")[0] for name in ids}
    if len(ids) > 1 and len(heads) == 1 and "" not in heads:
        return rf"{exact}|(?<![\w-]){re.escape(heads.pop())}-\w+(?![\w-])"
    return exact


def _one_of(words: set[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return rf"(?<![\w-])(?:{'|'.join(re.escape(word) for word in longest_first)})(?![\w-])"


def _closed(found: str) -> str:
    """Take off what closes the sentence around a name: a full stop, a bracket never opened."""
    found = found.rstrip(".…’'")
    while found.endswith(")") and found.count(")") > found.count("("):
        found = found[:-1].rstrip(".")
    return found


# Texts ----------------------------------------------------------------------------------------


def texts_of(view: object) -> Iterator[str]:
    """Yield every text of a view; of a drawing, the words in it."""
    if isinstance(view, str):
        if not view.startswith("data:"):
            yield text_of_page(view) if view.lstrip().startswith("<svg") else plain(view)
    elif is_dataclass(view):
        for one in fields(view):
            yield from texts_of(getattr(view, one.name))
    elif isinstance(view, tuple | list | frozenset):
        for one in view:
            yield from texts_of(one)
