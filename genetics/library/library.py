"""The library of one laboratory: what it has added to what comes with the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from genetics.library.records import ClinvarRecord, Frequency, Source
from genetics.sequence.slices import NO_SLICES, Slices
from genetics.variants import Variant


@dataclass(frozen=True, slots=True)
class Library:
    """Reference slices, ClinVar and frequencies; each may be missing.

    ClinVar and frequencies are looked up by the normalised allele on its own build, never by
    position, name or rs number. `sources` names every file they were taken from.
    """

    slices: Slices = NO_SLICES
    clinvar: Mapping[Variant, ClinvarRecord] = field(default_factory=dict)
    frequencies: Mapping[Variant, Frequency] = field(default_factory=dict)
    clinvar_source: Source | None = None
    frequency_source: Source | None = None
    sources: tuple[Source, ...] = ()


NOTHING_ADDED = Library()
