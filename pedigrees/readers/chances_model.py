"""The assumptions of the chances as a case file states them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pedigrees.readers.case_types import Fraction, Id, Part


class PenetranceBandPart(Part):
    """The chance to be ill from an age in years on, with 0, 1 and 2 changed copies.

    Men have one X: in an X-linked family their third number is not read.
    """

    from_age: Annotated[int, Field(ge=0, le=120)] = 0
    male: tuple[Fraction, ...]
    female: tuple[Fraction, ...]


class ChancesPart(Part):
    """Assumptions of the chances in place of the gene file's defaults.

    `priors` states for single people without recorded parents the chance to carry.
    """

    carrier_frequency: Fraction | None = None
    residual_mosaicism: Annotated[float, Field(ge=0, lt=0.5)] | None = None
    male_fitness: Fraction | None = None
    age_of_onset: Annotated[int, Field(ge=0, le=120)] | None = None
    priors: dict[Id, Fraction] = Field(default={})
    penetrance: tuple[PenetranceBandPart, ...] = ()
