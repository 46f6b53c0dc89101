"""What the program concludes and prints for one family, as the judge compares it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Relative:
    """What is decided for one relative, in the codes of the scenarios."""

    flag: str
    reason: str
    tests: frozenset[str]
    priority: int
    minor_rule: str | None
    chance: Fraction | None
    relation: str = ""


@dataclass(frozen=True, slots=True)
class CoupleRisk:
    """The chance for a child of a couple; None where it is not computed."""

    untested: Fraction | None
    both_carriers: Fraction | None
    one_negative: Fraction | None


@dataclass(frozen=True)
class Document:
    """One document: its lines (paragraphs, lines of lists, cells, headings) and table rows.

    `printed` is the text of the PDF, "" where only the HTML was read.
    """

    blocks: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    printed: str = ""

    @cached_property
    def text(self) -> str:
        """The whole text, white space collapsed to one blank."""
        return " ".join(self.blocks)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The whole text as often as it was read: from the HTML, and from the PDF."""
        return (self.text, self.printed) if self.printed else (self.text,)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Sentences end at . ! ? ; followed by a blank, and where a block ends."""
        return tuple(
            sentence for block in self.blocks for sentence in SENTENCE_END.split(block) if sentence
        )


SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that is judged. `refused` holds the lines of an input that was not accepted.

    `rules` maps each applied rule to the documents and boxes that it is for, `wordings` to
    what it says. `not_built` says for
    a part ("alarms", "p_affected", "couple_risk", "lab", "relative_letter") why there is
    nothing to compare; `unreadable` says why no document could be read.
    """

    pattern: str = ""
    context: str = ""
    disease_class: str | None = None
    relatives: Mapping[str, Relative] = field(default_factory=dict)
    affected: Mapping[str, Fraction] = field(default_factory=dict)
    couples: Mapping[frozenset[str], CoupleRisk] = field(default_factory=dict)
    rules: Mapping[str, frozenset[str]] = field(default_factory=dict)
    wordings: Mapping[str, str] = field(default_factory=dict)
    alarms: frozenset[str] = frozenset()
    documents: Mapping[str, Document] = field(default_factory=dict)
    not_built: Mapping[str, str] = field(default_factory=dict)
    unreadable: str = ""
    refused: tuple[str, ...] = ()
