"""The clinical picture as a case file states it: imaging, treatment, exposures."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pedigrees.readers.case_types import Amount, Day, Line, Part, Value


class LiverIronPart(Part):
    """Liver iron concentration from imaging."""

    value: Value = None
    unit: Line | None = None
    date: Day | None = None


class ImagingPart(Part):
    """Imaging of the proband."""

    liver_mri_lic: LiverIronPart | None = None


class PyridoxinePart(Part):
    """Vitamin B6; the dose in mg a day."""

    state: Literal["none", "trial", "maintenance", "stopped"] = "none"
    dose_mg_day: Value = None
    weeks: Amount | None = None
    response: Literal["complete", "partial", "none", "unknown"] = "unknown"
    trial_adequate: bool = False


class PhlebotomyPart(Part):
    """Blood removal; the fall of haemoglobin in g/L."""

    state: Literal["none", "proposed", "ongoing", "stopped"] = "none"
    tolerated: bool | None = None
    hb_falling: bool = False
    hb_fall: Annotated[float, Field(ge=0, le=200)] | None = None


class ChelationPart(Part):
    """Iron chelation."""

    state: Literal["none", "ongoing", "stopped"] = "none"
    drug: Line = ""


class EsaPart(Part):
    """Erythropoiesis stimulating agent."""

    state: Literal["none", "ongoing", "failed"] = "none"


class TreatmentPart(Part):
    """Treatment state of the proband."""

    pyridoxine: PyridoxinePart = PyridoxinePart()
    phlebotomy: PhlebotomyPart = PhlebotomyPart()
    chelation: ChelationPart = ChelationPart()
    transfusion_dependent: bool = False
    esa: EsaPart | None = None


class ExposuresPart(Part):
    """Exposures of the proband; alcohol in g a day."""

    alcohol_g_day: Value = None
    drugs: tuple[Line, ...] = ()
    zinc_supplement: bool = False
    iron_supplement: bool = False
