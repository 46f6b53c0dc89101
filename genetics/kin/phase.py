"""Whether two changes of one gene lie on one copy or on both, and what tells so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from genetics.phrases import marked
from genetics.variants import Variant

SAME_BASES = "SAME_BASES"
"""The id of the warning that two changes of the same bases cannot both be as they are called."""


class Phase(StrEnum):
    """The answers, in the words of reports; what stands in brackets tells so.

    "(parents)" is what the parents passed on, "(phase set)" what the file's caller phased,
    "(genotype)" what follows from the numbers of copies alone: both on both copies, both on
    the one X of a man, or two different alleles that a single genotype names.
    """

    TRANS_PARENTS = marked("in trans (parents)")
    TRANS_SET = marked("in trans (phase set)")
    TRANS_GENOTYPE = marked("in trans (genotype)")
    CIS_PARENTS = marked("in cis (parents)")
    CIS_SET = marked("in cis (phase set)")
    CIS_GENOTYPE = marked("in cis (genotype)")
    UNKNOWN = marked("unknown")

    @property
    def is_trans(self) -> bool:
        """Whether the two are shown to lie on different copies."""
        return self in {Phase.TRANS_PARENTS, Phase.TRANS_SET, Phase.TRANS_GENOTYPE}

    @property
    def is_cis(self) -> bool:
        """Whether the two are shown to lie on one copy."""
        return self in {Phase.CIS_PARENTS, Phase.CIS_SET, Phase.CIS_GENOTYPE}


@dataclass(frozen=True, slots=True)
class PhasedPair:
    """Two changes of one gene in one person: how they lie, why, and what would settle it."""

    first: Variant
    second: Variant
    phase: Phase
    why: str
    settle: str = ""

    def other(self, variant: Variant | None) -> Variant | None:
        """Return the partner of one of the two; None for a change that is neither."""
        if variant == self.first:
            return self.second
        return self.first if variant == self.second else None
