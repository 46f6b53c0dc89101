"""Whether the reads of a call look like a change that only part of the cells carry."""

from __future__ import annotations

from genetics.answers import Judged
from genetics.genotypes import Genotype
from genetics.variants import Zygosity


def mosaicism_of(genotype: Genotype, allele: int, zygosity: Zygosity | None) -> Judged | None:  # noqa: ARG001 - filled by the next change
    """Return whether the share of the reads speaks for a mosaic; None where none is counted."""
    return None
