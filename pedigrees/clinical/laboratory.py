"""Laboratory values: item, number, unit, and the limits of the issuing laboratory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Measurement:
    """One value in the canonical unit of its item, with what was entered beside it."""

    item: str
    value: float
    unit: str
    entered: str = ""
    ref_low: float | None = None
    ref_high: float | None = None
    taken_on: date | None = None
    warning: str = ""
