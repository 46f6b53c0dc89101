"""The class of a variant: whose it is, how old it is, and which one is used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from genetics.phrases import marked, say


class Classification(StrEnum):
    """ACMG/AMP class; `ONCOGENIC` only for a somatic finding typed in by the laboratory."""

    PATHOGENIC = "P"
    LIKELY_PATHOGENIC = "LP"
    UNCERTAIN = "VUS"
    LIKELY_BENIGN = "LB"
    BENIGN = "B"
    ONCOGENIC = "oncogenic"

    @property
    def side(self) -> str:
        """P and LP, VUS, or LB and B: classes on one side do not differ for the case."""
        return _SIDES[self]

    @property
    def is_disease_causing(self) -> bool:
        """Whether the class is P or LP."""
        return self.side == "P/LP"

    @property
    def words(self) -> str:
        """Return the class in words, in the language spoken now."""
        return say(_WORDS[self])


_SIDES = {
    Classification.PATHOGENIC: "P/LP",
    Classification.LIKELY_PATHOGENIC: "P/LP",
    Classification.UNCERTAIN: "VUS",
    Classification.LIKELY_BENIGN: "LB/B",
    Classification.BENIGN: "LB/B",
    Classification.ONCOGENIC: "oncogenic",
}
_WORDS = {
    Classification.PATHOGENIC: marked("pathogenic"),
    Classification.LIKELY_PATHOGENIC: marked("likely pathogenic"),
    Classification.UNCERTAIN: marked("variant of uncertain significance"),
    Classification.LIKELY_BENIGN: marked("likely benign"),
    Classification.BENIGN: marked("benign"),
    Classification.ONCOGENIC: marked("oncogenic"),
}


@dataclass(frozen=True, slots=True)
class Assertion:
    """A class given by somebody: by whom, when, on what evidence, how well reviewed."""

    classification: Classification
    by: str
    dated: date | None = None
    source: str = ""
    review: str = ""


@dataclass(frozen=True, slots=True)
class ClassChoice:
    """The class that is used, whose it is, and the laboratory's and ours beside it."""

    used: Classification
    by: str
    lab: Assertion | None
    ours: Assertion | None


def choose_class(
    lab: Assertion | None, ours: Assertion | None, cap: str = "", cap_reason: str = ""
) -> ClassChoice:
    """Return the class that is used for one variant, case by case.

    1. The laboratory's current class, if there is one.
    2. Else ours: the class of the gene file that a primary paper or a reviewed assertion
       carries.
    3. Else VUS, because nobody who can be named has classed it.

    A gene with a cap (STEAP3: VUS) is never used above it; the laboratory's own class stays
    beside it as it was given. Whether the two differ is for a person (`Finding.classes_differ`).
    """
    ours = _said(ours)
    capped_ours = _capped(ours, cap)
    chosen = lab or capped_ours
    if chosen is None:
        return ClassChoice(Classification.UNCERTAIN, NO_CLASS_ON_FILE, lab, capped_ours)
    used = _below(chosen.classification, cap)
    by = f"{chosen.by}, {chosen.dated}" if chosen.dated else chosen.by
    if used is not chosen.classification or capped_ours is not ours:
        by = _by_and_cap(by, cap, cap_reason)
    return ClassChoice(used, by, lab, capped_ours)


def _said(assertion: Assertion | None) -> Assertion | None:
    """Return an assertion of a gene file in the language spoken now; `by` is a name."""
    if assertion is None:
        return None
    return replace(assertion, source=say(assertion.source), review=say(assertion.review))


def _by_and_cap(by: str, cap: str, reason: str) -> str:
    if not reason:
        return say("{by}; not above {cap} in this gene", by=by, cap=cap)
    why = say(reason)
    return say("{by}; not above {cap} in this gene: {reason}", by=by, cap=cap, reason=why)


def classification_named(text: str) -> Classification:
    """Return the class that a laboratory means, in letters, in words, or as 1 to 5.

    The numbers are those in general use: 5 pathogenic, 4 likely pathogenic, 3 uncertain,
    2 likely benign, 1 benign (Plon et al., Hum Mutat 2008;29:1282). Raises ValueError for
    anything else.
    """
    word = " ".join(text.replace("_", " ").casefold().split()).removeprefix("class ").strip()
    for classification, words in _WORDS_OF_LABORATORIES.items():
        if word in words:
            return classification
    raise ValueError(f"{text!r} is not a class (P, LP, VUS, LB, B)")


NO_CLASS_ON_FILE = marked("no class on file")

_WORDS_OF_LABORATORIES = {
    Classification.PATHOGENIC: {"p", "pathogenic", "5"},
    Classification.LIKELY_PATHOGENIC: {"lp", "likely pathogenic", "4"},
    Classification.UNCERTAIN: {
        "vus",
        "uncertain",
        "uncertain significance",
        "variant of uncertain significance",
        "3",
    },
    Classification.LIKELY_BENIGN: {"lb", "likely benign", "2"},
    Classification.BENIGN: {"b", "benign", "1"},
}


def _below(classification: Classification, cap: str) -> Classification:
    if cap == Classification.UNCERTAIN and classification.is_disease_causing:
        return Classification.UNCERTAIN
    return classification


def _capped(assertion: Assertion | None, cap: str) -> Assertion | None:
    if assertion is None or _below(assertion.classification, cap) is assertion.classification:
        return assertion
    return replace(
        assertion,
        classification=_below(assertion.classification, cap),
        review=say("{review}, held at {cap} in this gene", review=assertion.review, cap=cap),
    )
