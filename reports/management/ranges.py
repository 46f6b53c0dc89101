"""Between which values a number can lie: what the door refuses, no fact can ever be."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from pedigrees.clinical.laboratory import load_lab_items

Range = tuple[float, float]
Ranges = Mapping[str, Range]

LABORATORY_FACTS = {
    "age_at_onset": "age_at_onset",
    "b6.dose": "pyridoxine_dose",
    "lab.haemoglobin": "haemoglobin",
    "lab.ferritin": "ferritin",
    "lab.tsat": "tsat",
    "lab.lead_blood": "lead_blood",
    "lab.lic": "liver_mri_lic",
}
"""Facts that are the value of a laboratory item."""

OTHER_RANGES: dict[str, Range] = {
    "age_min": (0, math.inf),
    "age_max": (0, math.inf),
    "phlebotomy.hb_fall": (0, 200),
    "callability.cds_20x_pct": (0, 100),
    "site.callability_pct": (0, 100),
    "site.lead_action_level": (0, 25),
}
"""What the case file allows for the other numbers (`pedigrees/readers/case_model.py`)."""


@cache
def fact_ranges() -> Ranges:
    """Return the lowest and the highest value of every fact that is a number."""
    items = load_lab_items()
    of_items = {
        fact: (items[item].refuse_below, items[item].refuse_above)
        for fact, item in LABORATORY_FACTS.items()
    }
    return {**of_items, **OTHER_RANGES}
