"""What was entered of one case, as the rules of the facts ask for it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from pedigrees.case import Case
from pedigrees.clinical import findings_facts as found
from pedigrees.clinical.fact_types import FactValue
from pedigrees.clinical.laboratory import Measurement, is_above, is_below, load_lab_items


class Entered(ABC):
    """What was entered of one case: values, ages, terms; and what was asked for and is missing.

    `inputs` may replace values for a "what if": laboratory items, "age", "alcohol",
    "pyridoxine_dose", "liver_mri_lic" and "callability" (per cent), in canonical units.
    """

    def __init__(
        self,
        case: Case,
        inputs: Mapping[str, float] | None = None,
        relative_pregnant_flagged: bool = False,
    ) -> None:
        self.case = case
        self.relative_pregnant_flagged = relative_pregnant_flagged
        self._inputs = dict(inputs or {})
        self._missing: set[str] = set()

    @abstractmethod
    def __getitem__(self, name: str) -> FactValue:
        """Return a fact that is worked out from what was entered."""

    def trial_values(self, input_name: str) -> tuple[float, ...]:
        """Return values that stand for all of an input: its ends and what lies between."""
        if input_name == "age":
            return (0.0, 10.0, 40.0)
        if input_name == "callability":
            return (0.0, 100.0)
        item = load_lab_items()[input_name]
        ends = (item.refuse_below, item.refuse_above)
        edges = {limit for band in item.default_limits for limit in (band.low, band.high)}
        return tuple(sorted({*ends, *(edge for edge in edges if edge is not None)}))

    def lab(self, item: str) -> Measurement | None:
        """Return the value of a laboratory item, noting it as missing where there is none."""
        if item in self._inputs:
            return Measurement(item, self._inputs[item], load_lab_items()[item].unit)
        measurement = self._recorded(item)
        if measurement is None:
            self._missing.add(item)
        return measurement

    def _recorded(self, item: str) -> Measurement | None:
        clinical = self.case.clinical
        if item == "liver_mri_lic" and clinical.liver_mri_lic is not None:
            return clinical.liver_mri_lic
        if item == "alcohol" and clinical.exposures.alcohol is not None:
            return clinical.exposures.alcohol
        return clinical.lab(item)

    def number(self, item: str) -> float | None:
        """Return the value of a laboratory item in its canonical unit."""
        measurement = self.lab(item)
        return None if measurement is None else measurement.value

    def ages(self) -> tuple[int, int] | None:
        """Return the younger and the older possible age of the proband."""
        if "age" in self._inputs:
            return int(self._inputs["age"]), int(self._inputs["age"])
        ages = self.case.family.proband.birth.ages_on(self.case.report_date)
        if ages is None:
            self._missing.add("age")
        return ages

    def below(self, item: str) -> bool | None:
        """Whether a value is below its lower limit; None without value or limit."""
        return self._beyond(item, low=True)

    def above(self, item: str) -> bool | None:
        """Whether a value is above its upper limit; None without value or limit."""
        return self._beyond(item, low=False)

    def _beyond(self, item: str, *, low: bool) -> bool | None:
        measurement = self.lab(item)
        if measurement is None:
            return None
        ages = self.ages()
        beyond = is_below if low else is_above
        return beyond(measurement, self.case.family.proband.sex, ages[0] if ages else None)

    def has_term(self, *terms: str) -> bool:
        """Whether one of these HPO terms was entered."""
        return bool(self.case.clinical.phenotype & set(terms))

    def note_missing(self, input_name: str) -> None:
        """Note that an input was asked for and not given."""
        self._missing.add(input_name)

    def callability_pct(self) -> float | None:
        """Return the lowest percentage of coding bases at 20x over the panel's genes."""
        if "callability" in self._inputs:
            return self._inputs["callability"]
        stated = [
            gene.cds_20x_pct
            for symbol, gene in self.case.callability.genes.items()
            if symbol in found.DEFAULT_PANEL and gene.cds_20x_pct is not None
        ]
        if not stated:
            self._missing.add("callability")
        return min(stated) if stated else None
