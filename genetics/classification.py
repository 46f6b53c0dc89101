"""The class of a variant: whose it is, how old it is, and which one is used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
        """Return the class in words."""
        return _WORDS[self]


_SIDES = {
    Classification.PATHOGENIC: "P/LP",
    Classification.LIKELY_PATHOGENIC: "P/LP",
    Classification.UNCERTAIN: "VUS",
    Classification.LIKELY_BENIGN: "LB/B",
    Classification.BENIGN: "LB/B",
    Classification.ONCOGENIC: "oncogenic",
}
_WORDS = {
    Classification.PATHOGENIC: "pathogenic",
    Classification.LIKELY_PATHOGENIC: "likely pathogenic",
    Classification.UNCERTAIN: "variant of uncertain significance",
    Classification.LIKELY_BENIGN: "likely benign",
    Classification.BENIGN: "benign",
    Classification.ONCOGENIC: "oncogenic",
}


@dataclass(frozen=True, slots=True)
class Assertion:
    """A class given by somebody: by whom, when, on what evidence, how well reviewed."""

    classification: Classification
    by: str
    dated: date | None = None
    source: str = ""
    review: str = ""
