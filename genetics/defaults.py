"""Assumptions that a chance rests on where nothing better is known, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class DefaultName(StrEnum):
    """What is assumed."""

    CARRIER_FREQUENCY = "carrier_frequency"
    RESIDUAL_MOSAICISM = "residual_mosaicism"
    MALE_FITNESS = "male_fitness"
    AGE_OF_ONSET = "age_of_onset"


@dataclass(frozen=True, slots=True)
class Default:
    """One assumption: a chance from 0 to 1, or an age in years, with its meaning and source."""

    name: DefaultName
    value: Fraction
    meaning: str
    source: str
    sure: str
    dated: date
