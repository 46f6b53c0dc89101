"""The clinical entries: laboratory values with their limits, signs, treatment, exposures."""

from __future__ import annotations

from pedigrees.clinical.hpo import load_hpo_terms
from pedigrees.clinical.laboratory import (
    Measurement,
    in_figures,
    is_above,
    is_below,
    limits_for,
    load_lab_items,
)
from reports.basis import Basis
from reports.views import Labelled, PicturePart, ValueRow
from reports.words import list_in_words

NONE_ENTERED = "none entered"
COLUMNS = ("Value", "Result", "Limits", "Compared", "Date")


def picture_part(basis: Basis) -> PicturePart:
    """Return the clinical entries that the statements rest on."""
    lines = (
        Labelled("Diagnosis entered", basis.case.clinical.diagnosis or "none"),
        Labelled("Signs (HPO)", _signs(basis)),
        Labelled("Entered", _flags(basis)),
        Labelled("Vitamin B6", pyridoxine_in_words(basis)),
        Labelled("Phlebotomy", _phlebotomy(basis)),
        Labelled("Chelation", _chelation(basis)),
        Labelled("Transfusion", _transfusion(basis)),
        Labelled("Other treatment", basis.case.clinical.treatment.esa),
        Labelled("Exposures", _exposures(basis)),
        Labelled("Remarks", " ".join(basis.case.notes)),
    )
    return PicturePart(
        title="Clinical entries",
        columns=COLUMNS,
        values=tuple(_value(basis, one) for one in _measurements(basis)),
        lines=tuple(line for line in lines if line.text),
    )


def _measurements(basis: Basis) -> tuple[Measurement, ...]:
    clinical = basis.case.clinical
    liver = clinical.liver_mri_lic
    labs = tuple(one for one in clinical.labs if liver is None or one.item != liver.item)
    return (*labs, *((liver,) if liver is not None else ()))


def _value(basis: Basis, value: Measurement) -> ValueRow:
    sex, age = basis.proband.sex, _age(basis)
    limits = limits_for(value, sex, age)
    sides = [
        f"{in_figures(limit)} {side} ({source})"
        for limit, side, source in (
            (limits.low, "or more", limits.low_from),
            (limits.high, "or less", limits.high_from),
        )
        if limit is not None
    ]
    return ValueRow(
        item=load_lab_items()[value.item].plain_name,
        amount=value.amount,
        limits="; ".join(sides) or "none entered",
        verdict=_verdict(is_below(value, sex, age), is_above(value, sex, age), bool(sides)),
        taken_on=value.taken_on.isoformat() if value.taken_on else "not stated",
    )


def _age(basis: Basis) -> int | None:
    ages = basis.proband.birth.ages_on(basis.case.report_date)
    return None if ages is None else ages[0]


def _verdict(below: bool | None, above: bool | None, has_limits: bool) -> str:
    if below:
        return "below"
    if above:
        return "above"
    return "within limits" if has_limits else "not judged"


def _signs(basis: Basis) -> str:
    terms = load_hpo_terms()
    return "; ".join(
        f"{terms.get(term, 'term not known')} ({term})"
        for term in sorted(basis.case.clinical.phenotype)
    )


def _flags(basis: Basis) -> str:
    clinical, person = basis.case.clinical, basis.proband
    entered = (
        (clinical.symptomatic, "anaemia causes symptoms"),
        (clinical.neuropathy, "neuropathy"),
        (clinical.advanced_fibrosis, "advanced liver fibrosis"),
        (person.pregnant, "pregnant"),
        (person.planning_children, "planning children"),
    )
    return list_in_words([words for holds, words in entered if holds])


def pyridoxine_in_words(basis: Basis) -> str:
    """Return state, dose, length and response as they were entered."""
    given = basis.case.clinical.treatment.pyridoxine
    if given.state == "none":
        return NONE_ENTERED
    parts = [
        given.state,
        f"{in_figures(given.dose_mg_day)} mg a day" if given.dose_mg_day is not None else "",
        f"for {in_figures(given.weeks)} weeks" if given.weeks is not None else "",
        f"response: {given.response}",
        "trial adequate (clinician's entry)" if given.trial_adequate else "",
    ]
    return ", ".join(part for part in parts if part)


def _phlebotomy(basis: Basis) -> str:
    given = basis.case.clinical.treatment.phlebotomy
    tolerated = {True: "tolerated", False: "not tolerated", None: ""}[given.tolerated]
    fall = f"haemoglobin fell by {in_figures(given.hb_fall)} g/L" if given.hb_fall else ""
    falling = "haemoglobin falls under it" if given.hb_falling else ""
    state = NONE_ENTERED if given.state == "none" else given.state
    return ", ".join(part for part in (state, tolerated, fall, falling) if part)


def _chelation(basis: Basis) -> str:
    given = basis.case.clinical.treatment.chelation
    state = NONE_ENTERED if given.state == "none" else given.state
    return f"{state}, {given.drug}" if given.drug else state


def _transfusion(basis: Basis) -> str:
    dependent = basis.case.clinical.treatment.transfusion_dependent
    return "transfusion-dependent" if dependent else "not entered as transfusion-dependent"


def _exposures(basis: Basis) -> str:
    exposures = basis.case.clinical.exposures
    entered = [
        f"alcohol {exposures.alcohol.amount}" if exposures.alcohol is not None else "",
        *sorted(exposures.drugs),
        "zinc supplement" if exposures.zinc_supplement else "",
        "iron supplement" if exposures.iron_supplement else "",
    ]
    return list_in_words([one for one in entered if one])
