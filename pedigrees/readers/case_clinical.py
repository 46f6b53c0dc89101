"""Reads the clinical picture of the proband: signs, values, imaging, treatment, exposures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from genetics.phrases import say
from genetics.toml_lines import KeyPath
from pedigrees.case import (
    Chelation,
    Clinical,
    Exposures,
    Phlebotomy,
    Pyridoxine,
    Treatment,
)
from pedigrees.clinical.hpo import what_is_wrong
from pedigrees.clinical.laboratory import Measurement
from pedigrees.people import Birth
from pedigrees.readers.case_labs import read_labs, read_value, remark
from pedigrees.readers.case_model import CaseFile
from pedigrees.readers.notebook import Notebook
from pedigrees.readers.people_model import LabPart


def read_clinical(case: CaseFile, birth: Birth, day: date, notebook: Notebook) -> Clinical:
    """Return the clinical picture; what cannot be true goes into the notebook.

    * an HPO term that is not known is a mistake;
    * the age at onset may not lie after the age on the day of the report;
    * dose of vitamin B6 and alcohol may stand under treatment and exposures or among the
      laboratory values; two values that differ are a mistake;
    * blood is not removed from an infant, and nobody depends on transfusions without any;
    * drugs are compared in lower case without blanks around them.
    """
    for number, term in enumerate(case.phenotype):
        if wrong := what_is_wrong(term):
            notebook.wrong(("phenotype", number), *wrong)
    labs = read_labs(case.labs, ("labs",), day, notebook)
    _check_onset(case, labs, birth, day, notebook)
    _check_treatment(case, labs, birth, day, notebook)
    return Clinical(
        diagnosis=case.diagnosis,
        symptomatic=case.symptomatic,
        neuropathy=case.neuropathy,
        advanced_fibrosis=case.advanced_fibrosis,
        phenotype=frozenset(case.phenotype),
        labs=labs,
        liver_mri_lic=_liver_iron(case, day, notebook),
        treatment=_treatment(case, labs, day, notebook),
        exposures=_exposures(case, labs, day, notebook),
    )


def _check_onset(
    case: CaseFile, labs: Sequence[Measurement], birth: Birth, day: date, notebook: Notebook
) -> None:
    """An onset at 5.5 years is possible at the age of 5: ages count whole years."""
    onset, ages = _lab(labs, "age_at_onset"), birth.ages_on(day)
    if onset is None or ages is None or onset.value < ages[1] + 1:
        return
    names = [part.name for part in case.labs]
    what = f"age at onset {onset.amount} lies after the age of {ages[1]} on {day}"
    path: KeyPath = ("labs", names.index("age_at_onset"), "value")
    notebook.wrong(path, what, "correct the age at onset or the birth")


def _check_treatment(
    case: CaseFile, labs: Sequence[Measurement], birth: Birth, day: date, notebook: Notebook
) -> None:
    """Name treatment that contradicts the age or the values, all of it together."""
    ages = birth.ages_on(day)
    state = case.treatment.phlebotomy.state
    if ages is not None and ages[1] < INFANT and state in ("proposed", "ongoing"):
        what = f"phlebotomy is {state} in an infant (born {birth.full or birth.year})"
        path: KeyPath = ("treatment", "phlebotomy", "state")
        notebook.wrong(path, what, "correct the treatment or the birth")
    given = _lab(labs, "transfusions")
    if case.treatment.transfusion_dependent and given is not None and given.value == 0:
        what = f"transfusion-dependent, and transfusions are {given.amount}"
        path = ("treatment", "transfusion_dependent")
        notebook.wrong(path, what, "correct one of the two")


INFANT = 2
"""Years: an infant in the sense of the safety rules (SA-23)."""


def _liver_iron(case: CaseFile, day: date, notebook: Notebook) -> Measurement | None:
    part = case.imaging.liver_mri_lic
    if part is None:
        return None
    value = LabPart(name="liver_mri_lic", value=part.value, unit=part.unit, date=part.date)
    read = read_value(value, ("imaging", "liver_mri_lic"), day, notebook)
    if read is not None and read.warning:
        notebook.note(remark(read))
    return read


def _treatment(
    case: CaseFile, labs: Sequence[Measurement], day: date, notebook: Notebook
) -> Treatment:
    part = case.treatment
    return Treatment(
        pyridoxine=_pyridoxine(case, labs, day, notebook),
        phlebotomy=_phlebotomy(case, notebook),
        chelation=Chelation(part.chelation.state, part.chelation.drug.lower()),
        transfusion_dependent=part.transfusion_dependent,
        esa=part.esa.state if part.esa is not None and part.esa.state != "none" else "",
    )


def _pyridoxine(
    case: CaseFile, labs: Sequence[Measurement], day: date, notebook: Notebook
) -> Pyridoxine:
    part = case.treatment.pyridoxine
    path: KeyPath = ("treatment", "pyridoxine", "dose_mg_day")
    dose = _entered(part.dose_mg_day, "pyridoxine_dose", "mg/day", path, day, notebook)
    dose = _agreed(dose, _lab(labs, "pyridoxine_dose"), path, notebook)
    return Pyridoxine(
        state=part.state,
        dose_mg_day=None if dose is None else dose.value,
        weeks=part.weeks,
        response=part.response,
        trial_adequate=part.trial_adequate,
    )


def _phlebotomy(case: CaseFile, notebook: Notebook) -> Phlebotomy:
    part = case.treatment.phlebotomy
    if part.hb_fall is not None and 0 < part.hb_fall < LEAST_FALL:
        notebook.note(
            say(
                "The fall of haemoglobin, {fall}, is read as g/L: a report in g/dL is entered "
                "times ten.",
                fall=f"{part.hb_fall:g}",
            )
        )
    return Phlebotomy(part.state, part.tolerated, part.hb_falling, part.hb_fall)


LEAST_FALL = 5.0
"""A smaller fall, in g/L, lies within what two counts of one sample differ by."""


def _exposures(
    case: CaseFile, labs: Sequence[Measurement], day: date, notebook: Notebook
) -> Exposures:
    part = case.exposures
    path: KeyPath = ("exposures", "alcohol_g_day")
    alcohol = _entered(part.alcohol_g_day, "alcohol", "g/day", path, day, notebook)
    return Exposures(
        alcohol=_agreed(alcohol, _lab(labs, "alcohol"), path, notebook),
        drugs=frozenset(drug.lower() for drug in part.drugs if drug),
        zinc_supplement=part.zinc_supplement,
        iron_supplement=part.iron_supplement,
    )


def _entered(
    value: object, item: str, unit: str, path: KeyPath, day: date, notebook: Notebook
) -> Measurement | None:
    """Return a value whose key already names its unit."""
    if value is None:
        return None
    part = LabPart(name=item, value=value, unit=unit)
    read = read_value(part, path[:-1], day, notebook, key=str(path[-1]))
    if read is not None and read.warning:
        notebook.note(remark(read))
    return read


def _agreed(
    entered: Measurement | None,
    among_labs: Measurement | None,
    path: KeyPath,
    notebook: Notebook,
) -> Measurement | None:
    if entered is None or among_labs is None:
        return entered or among_labs
    if entered.value != among_labs.value:
        what = f"{entered.amount} here and {among_labs.amount} among the laboratory values"
        notebook.wrong(path, what, "keep one of the two")
    return replace(entered, taken_on=among_labs.taken_on)


def _lab(labs: Sequence[Measurement], item: str) -> Measurement | None:
    return next((value for value in labs if value.item == item), None)
