"""A criterion that was met or not, and the class that is proposed from all of them.

Criteria and strengths: Richards et al., Genet Med 2015;17:405 (ACMG/AMP). Points: Tavtigian
et al., Hum Mutat 2020;41:1734 (ClinGen): supporting 1, moderate 2, strong 4, very strong 8,
benign ones negative; 10 and more P, 6 to 9 LP, 0 to 5 VUS, -1 to -6 LB, -7 and less B.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from genetics.answers import Answer
from genetics.classification import Classification
from genetics.phrases import marked


class Strength(StrEnum):
    """How strong a piece of evidence is."""

    STAND_ALONE = marked("stand-alone")
    VERY_STRONG = marked("very strong")
    STRONG = marked("strong")
    MODERATE = marked("moderate")
    SUPPORTING = marked("supporting")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: whether it is met, with what strength, on which numbers, from whom.

    `code` is "PVS1", "PM2", … `points` are signed, 0 unless met. `numbers` are the figures
    that were compared, in words; `source` where limits and figures come from. `by` is the
    person who added it, "" for one that was worked out here. `candidate` marks one that only
    a person may count (PM5, PS1): it has no points.
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


@dataclass(frozen=True, slots=True)
class Proposal:
    """The class that the criteria lead to: a proposal until a person signs.

    `classification` is None where it is withheld (`withheld_why`); `capped_why` says why it
    stops at VUS although the points go further.
    """

    classification: Classification | None
    points: int
    criteria: tuple[Criterion, ...]
    framework: str
    withheld_why: str = ""
    capped_why: str = ""
