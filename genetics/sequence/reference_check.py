"""Compares each record with the reference that the laboratory added: REF must stand there."""

from __future__ import annotations

from genetics.panel import Panel
from genetics.readers.vcf import Reading
from genetics.sequence.slices import Slices
from genetics.variants import Assembly


def require_reference(
    reading: Reading,
    panel: Panel,
    assembly: Assembly,
    slices: Slices,
) -> None:
    """Refuse a file whose REF is not what the reference holds at that place."""
