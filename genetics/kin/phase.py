"""Whether two changes of one gene lie on one copy or on both, and what tells so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from genetics.phrases import marked
from genetics.variants import Variant


class Phase(StrEnum):
    """The five answers, in the words of reports."""

    TRANS_PARENTS = marked("in trans (parents)")
    TRANS_SET = marked("in trans (phase set)")
    CIS_PARENTS = marked("in cis (parents)")
    CIS_SET = marked("in cis (phase set)")
    UNKNOWN = marked("unknown")


@dataclass(frozen=True, slots=True)
class PhasedPair:
    """Two changes of one gene in one person: how they lie, why, and what would settle it."""

    first: Variant
    second: Variant
    phase: Phase
    why: str
    settle: str = ""
