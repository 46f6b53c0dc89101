"""A criterion that was met or not, and the class that is proposed from all of them.

Criteria and strengths: Richards et al., Genet Med 2015;17:405 (ACMG/AMP). Points: Tavtigian
et al., Hum Mutat 2020;41:1734 (ClinGen): supporting 1, moderate 2, strong 4, very strong 8,
benign ones negative; 10 and more P, 6 to 9 LP, 0 to 5 VUS, -1 to -6 LB, -7 and less B. The
figures themselves are read from ``points.toml`` (``points.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from genetics.answers import Answer
from genetics.classification import Classification
from genetics.phrases import marked, say, say_number


class Strength(StrEnum):
    """How strong a piece of evidence is."""

    STAND_ALONE = marked("stand-alone")
    VERY_STRONG = marked("very strong")
    STRONG = marked("strong")
    MODERATE = marked("moderate")
    SUPPORTING = marked("supporting")


class Way(StrEnum):
    """Who may answer a criterion in a gene: the data, a person, or nobody.

    - DATA: the data answer it, and it counts.
    - CANDIDATE: the data can point at it; only a person counts it.
    - PERSON: the data say nothing; only a person answers it.
    - RECORDED: the data answer it, it is shown, and it does not count.
    - OFF: it is not applied in this gene.
    """

    DATA = "data"
    CANDIDATE = "candidate"
    PERSON = "person"
    RECORDED = "recorded"
    OFF = "off"

    @property
    def in_words(self) -> str:
        """Return the way in words, in the language spoken now."""
        return say(_WAYS[self])


_WAYS = {
    Way.DATA: marked("answered from the data"),
    Way.CANDIDATE: marked("a person decides on a candidate"),
    Way.PERSON: marked("answered by a person only"),
    Way.RECORDED: marked("recorded, not counted"),
    Way.OFF: marked("not applied in this gene"),
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: whether it is met, with what strength, on which numbers, from whom.

    `code` is "PVS1", "PM2", … `points` are signed, 0 unless met. `numbers` are the figures
    that were compared, in words; `source` where limits and figures come from. `by` is the
    person who added it, "" for one that was worked out here. `candidate` marks one that only
    a person may count (PM5, PS1): it has no points; its `strength` is what it would have.
    """

    code: str
    met: Answer
    strength: Strength | None
    points: int
    why: str
    numbers: str = ""
    source: str = ""
    by: str = ""
    candidate: bool = False
    way: Way = Way.DATA

    @property
    def is_benign(self) -> bool:
        """Whether the criterion speaks for a benign change."""
        return self.code.startswith("B")

    @property
    def counts(self) -> bool:
        """Whether it is met and counts for the class."""
        shown_only = self.candidate or self.way is Way.RECORDED
        return self.met is Answer.YES and not shown_only

    @property
    def in_words(self) -> str:
        """Return the criterion in one line: code, strength, points, and the reason."""
        name = self.code
        if self.strength is not None:
            name = say("{code} ({strength})", code=self.code, strength=say(self.strength))
        told = say("{criterion}: {reason}", criterion=name, reason=self.why)
        if self.numbers:
            told = say("{criterion}; {numbers}", criterion=told, numbers=self.numbers)
        if self.by:
            told = say("{criterion}; added by {person}", criterion=told, person=self.by)
        return told


@dataclass(frozen=True, slots=True)
class StatedCriterion:
    """A criterion that a person has added to a finding: with a name, a date and a source."""

    code: str
    strength: Strength
    by: str
    dated: date
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The class that the criteria lead to: a proposal until a person signs.

    `classification` is None where it is withheld (`withheld_why`) and where nothing could be
    judged; `capped_why` says why it stops at VUS although the points go further.
    """

    classification: Classification | None
    points: int
    criteria: tuple[Criterion, ...]
    framework: str
    withheld_why: str = ""
    capped_why: str = ""

    @property
    def counted(self) -> tuple[Criterion, ...]:
        """Return the criteria that are met and count."""
        return tuple(one for one in self.criteria if one.counts)

    @property
    def candidates(self) -> tuple[Criterion, ...]:
        """Return those that only a person may count."""
        return tuple(one for one in self.criteria if one.candidate)

    @property
    def in_words(self) -> str:
        """Say the proposed class in one line, with what it rests on, or why there is none."""
        return "; ".join(self._told())

    def _told(self) -> Iterator[str]:
        if self.classification is None:
            yield say("no class is proposed: {reason}", reason=self.withheld_why)
            return
        yield say(
            "proposed class {class_} ({words}), not signed by anybody",
            class_=self.classification,
            words=self.classification.words,
        )
        yield say_number("{number} point", "{number} points", self.points)
        if self.counted:
            yield ", ".join(one.code for one in self.counted)
        if self.capped_why:
            yield self.capped_why
