"""The clinical entries: laboratory values with their limits, signs, treatment, exposures."""

from __future__ import annotations

from genetics.phrases import marked, say
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

NONE_ENTERED = marked("none entered")
COLUMNS = (marked("Value"), marked("Result"), marked("Limits"), marked("Compared"), marked("Date"))


def picture_part(basis: Basis) -> PicturePart:
    """Return the clinical entries that the statements rest on."""
    lines = (
        Labelled(say("Diagnosis entered"), basis.case.clinical.diagnosis or say("none")),
        Labelled(say("Signs (HPO)"), _signs(basis)),
        Labelled(say("Entered"), _flags(basis)),
        Labelled(say("Vitamin B6"), pyridoxine_in_words(basis)),
        Labelled(say("Phlebotomy"), _phlebotomy(basis)),
        Labelled(say("Chelation"), _chelation(basis)),
        Labelled(say("Transfusion"), _transfusion(basis)),
        Labelled(say("Other treatment"), _as_entered(basis.case.clinical.treatment.esa)),
        Labelled(say("Exposures"), _exposures(basis)),
        Labelled(say("Remarks"), " ".join(basis.case.notes)),
    )
    return PicturePart(
        title=say("Clinical entries"),
        columns=tuple(say(column) for column in COLUMNS),
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
        say(told, limit=in_figures(limit), source=source)
        for limit, told, source in (
            (limits.low, OR_MORE, limits.low_from),
            (limits.high, OR_LESS, limits.high_from),
        )
        if limit is not None
    ]
    return ValueRow(
        item=say(load_lab_items()[value.item].plain_name),
        amount=value.amount,
        limits="; ".join(sides) or say(NONE_ENTERED),
        verdict=_verdict(is_below(value, sex, age), is_above(value, sex, age), bool(sides)),
        taken_on=value.taken_on.isoformat() if value.taken_on else say("not stated"),
    )


OR_MORE = marked("{limit} or more ({source})")
OR_LESS = marked("{limit} or less ({source})")


def _age(basis: Basis) -> int | None:
    ages = basis.proband.birth.ages_on(basis.case.report_date)
    return None if ages is None else ages[0]


def _verdict(below: bool | None, above: bool | None, has_limits: bool) -> str:
    if below:
        return say("below")
    if above:
        return say("above")
    return say("within limits") if has_limits else say("not judged")


def _signs(basis: Basis) -> str:
    terms = load_hpo_terms()
    return "; ".join(
        f"{say(terms[term]) if term in terms else say('term not known')} ({term})"
        for term in sorted(basis.case.clinical.phenotype)
    )


def _flags(basis: Basis) -> str:
    clinical, person = basis.case.clinical, basis.proband
    entered = (
        (clinical.symptomatic, say("anaemia causes symptoms")),
        (clinical.neuropathy, say("neuropathy")),
        (clinical.advanced_fibrosis, say("advanced liver fibrosis")),
        (person.pregnant, say("pregnant")),
        (person.planning_children, say("planning children")),
    )
    return list_in_words([words for holds, words in entered if holds])


ENTRIES = (
    marked("complete"),
    marked("failed"),
    marked("maintenance"),
    marked("none"),
    marked("ongoing"),
    marked("partial"),
    marked("proposed"),
    marked("stopped"),
    marked("trial"),
    marked("unknown"),
)
"""The words among which a case file chooses (`pedigrees/readers/case_model.py`)."""


def _as_entered(word: str) -> str:
    return say(word) if word else ""


def _state(word: str) -> str:
    return say(NONE_ENTERED if word == "none" else word)


def pyridoxine_in_words(basis: Basis) -> str:
    """Return state, dose, length and response as they were entered."""
    given = basis.case.clinical.treatment.pyridoxine
    if given.state == "none":
        return say(NONE_ENTERED)
    dose, weeks = given.dose_mg_day, given.weeks
    parts = [
        _state(given.state),
        say("{dose} mg a day", dose=in_figures(dose)) if dose is not None else "",
        say("for {weeks} weeks", weeks=in_figures(weeks)) if weeks is not None else "",
        say("response: {response}", response=say(given.response)),
        say("trial adequate (clinician's entry)") if given.trial_adequate else "",
    ]
    return ", ".join(part for part in parts if part)


def _phlebotomy(basis: Basis) -> str:
    given = basis.case.clinical.treatment.phlebotomy
    parts = [
        _state(given.state),
        _tolerated(given.tolerated),
        say("haemoglobin fell by {fall} g/L", fall=in_figures(given.hb_fall))
        if given.hb_fall
        else "",
        say("haemoglobin falls under it") if given.hb_falling else "",
    ]
    return ", ".join(part for part in parts if part)


def _tolerated(tolerated: bool | None) -> str:
    if tolerated is None:
        return ""
    return say("tolerated") if tolerated else say("not tolerated")


def _chelation(basis: Basis) -> str:
    given = basis.case.clinical.treatment.chelation
    return f"{_state(given.state)}, {given.drug}" if given.drug else _state(given.state)


def _transfusion(basis: Basis) -> str:
    dependent = basis.case.clinical.treatment.transfusion_dependent
    if dependent:
        return say("transfusion-dependent")
    return say("not entered as transfusion-dependent")


def _exposures(basis: Basis) -> str:
    exposures = basis.case.clinical.exposures
    entered = [
        say("alcohol {amount}", amount=exposures.alcohol.amount)
        if exposures.alcohol is not None
        else "",
        *sorted(exposures.drugs),
        say("zinc supplement") if exposures.zinc_supplement else "",
        say("iron supplement") if exposures.iron_supplement else "",
    ]
    return list_in_words([one for one in entered if one])
