"""The library of one laboratory: what it has added to what comes with the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from genetics.library.records import ClinvarRecord, Frequency, Source
from genetics.sequence.slices import NO_SLICES, Slices
from genetics.variants import Assembly, Variant


@dataclass(frozen=True, slots=True)
class Library:
    """Reference slices, ClinVar and frequencies; each may be missing.

    ClinVar and frequencies are looked up by the normalised allele on its own build, never by
    position, name or rs number. `sources` names every file they were taken from.
    `clinvar_sources` and `frequency_sources` are those of each build. `not_compared` are the
    alleles of ClinVar that could be written further left, which takes a slice to do.
    """

    slices: Slices = NO_SLICES
    clinvar: Mapping[Variant, ClinvarRecord] = field(default_factory=dict)
    frequencies: Mapping[Variant, Frequency] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    clinvar_sources: Mapping[Assembly, Source] = field(default_factory=dict)
    frequency_sources: Mapping[Assembly, tuple[Source, ...]] = field(default_factory=dict)
    not_compared: frozenset[Variant] = frozenset()


NOTHING_ADDED = Library()


def is_left_aligned(variant: Variant) -> bool:
    """Whether a trimmed allele is written furthest left (``genetics.normalise``)."""
    return variant.ref[-1] != variant.alt[-1]
