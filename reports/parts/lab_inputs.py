"""What the laboratory report takes from the request: person, sample, question, laboratory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from genetics.phrases import marked, say
from genetics.results import Finding
from pedigrees.case import Case
from pedigrees.clinical.hpo import load_hpo_terms
from pedigrees.evidence import RECENT_TRANSFUSION
from reports.basis import Basis
from reports.parts.heading import letterhead_of
from reports.views import Labelled, LinesPart, Section
from reports.words import SEX_WORDS, born, day_in_words

NOT_STATED = marked("not stated")


def person_and_request(basis: Basis) -> LinesPart:
    """Return who was tested, by two identifiers, and who asks what. Not kept in case.json."""
    request = basis.case.request
    by = ", ".join(part for part in (request.name, request.role) if part)
    reference = say("reference {number}", number=request.reference) if request.reference else ""
    return LinesPart(
        title=say("Person, sample and request"),
        lines=(
            Labelled(say("Person tested"), "; ".join(_identifiers(basis)), strong=True),
            Labelled(say("Requested by"), "; ".join(p for p in (by, reference) if p) or _none()),
            Labelled(say("Question"), request.question or _none()),
            Labelled(say("Phenotype (HPO)"), _phenotype(basis.case)),
        ),
    )


def _none() -> str:
    return say(NOT_STATED)


def _identifiers(basis: Basis) -> Iterator[str]:
    case = basis.case
    if basis.proband.id in case.names:
        yield case.names[basis.proband.id].name
    yield born(basis.proband.birth)
    number = case.record_number or _none()
    yield say("record number {number}", number=number)
    yield say("sex for analysis: {sex}", sex=say(SEX_WORDS[basis.proband.sex]))


def _phenotype(case: Case) -> str:
    terms = load_hpo_terms()
    named = [
        f"{say(terms[one])} ({one})" if one in terms else f"({one})"
        for one in sorted(case.clinical.phenotype)
    ]
    diagnosis = case.clinical.diagnosis
    if diagnosis is not None:
        named.append(say("diagnosis entered: {diagnosis}", diagnosis=diagnosis))
    return "; ".join(named) or _none()


def sample_part(basis: Basis) -> LinesPart:
    """Return the sample with its dates, and what makes its DNA doubtful."""
    sample = basis.case.sample
    named = ", ".join(part for part in (sample.id, sample.type) if part)
    tissue, days = tissue_of(basis), (sample.collected_on, sample.received_on)
    told = (
        named or say("type not stated"),
        say("tissue: {tissue}", tissue=tissue or _none()),
        *(say(what, day=_day(day)) for what, day in zip((TAKEN, RECEIVED), days, strict=True)),
        sample.note,
    )
    stated = named or tissue or any(days) or sample.note
    words = "; ".join(part for part in told if part) if stated else _none()
    return LinesPart(
        title=say("Sample"),
        lines=(Labelled(say("Sample"), words),),
        remarks=sample_warnings(basis),
    )


TAKEN, RECEIVED = marked("taken: {day}"), marked("received: {day}")


def _day(day: date | None) -> str:
    return day_in_words(day) if day is not None else _none()


def tissue_of(basis: Basis) -> str:
    """Return the tissue of the sample, else the one that the findings agree on, "" if unknown."""
    if basis.case.sample.tissue:
        return basis.case.sample.tissue
    tissues = {one.tissue for one in basis.case.findings if one.tissue and not one.somatic}
    return tissues.pop() if len(tissues) == 1 else ""


def sample_warnings(basis: Basis) -> tuple[str, ...]:
    """Warn where blood may hold DNA of a donor (KNOWLEDGE.md 6).

    After transfusion or stem cell transplantation DNA from blood may not be the patient's; a
    tissue that is not stated is taken for blood. Other tissues need no warning.
    """
    case, tissue = basis.case, tissue_of(basis).lower()
    if tissue and "blood" not in tissue:
        return ()
    transfused = (
        case.sample.after_transfusion
        or case.clinical.treatment.transfusion_dependent
        or RECENT_TRANSFUSION in case.clinical.phenotype
    )
    warnings = (
        say(AFTER_TRANSFUSION) if transfused else "",
        say(AFTER_TRANSPLANTATION) if case.sample.after_transplantation else "",
    )
    return tuple(one for one in warnings if one)


AFTER_TRANSFUSION = marked(
    "Blood of a transfused person: its DNA can be that of donors. Confirm the result on buccal "
    "cells or fibroblasts."
)
AFTER_TRANSPLANTATION = marked(
    "Blood after a stem cell transplantation: its DNA is that of the donor. The result is not "
    "valid for the person; repeat the test on fibroblasts."
)


# Who answers for it -----------------------------------------------------------------------


def authorising(basis: Basis) -> tuple[str, ...]:
    """Return who authorises: as the case file says, else the signatories of the site."""
    stated = basis.case.laboratory.authorised_by
    return (stated,) if stated else basis.site.signatories


def criteria_of(finding: Finding) -> str:
    """Return the criteria of the laboratory's class, "" where none are stated.

    A class that was read from the VCF names its field there, and no criteria.
    """
    source = finding.lab_class.source if finding.lab_class is not None else ""
    return "" if source.startswith("INFO ") else source


def to_complete(missing: tuple[str, ...]) -> Section | None:
    """Return the section that names what is missing, None where nothing is."""
    if not missing:
        return None
    return Section(
        say("To be completed before authorisation"),
        (say("Not stated, and required: {inputs}.", inputs="; ".join(missing)),),
    )


def laboratory_part(basis: Basis) -> LinesPart:
    """Return the laboratory, the number of its report, and its accreditation."""
    laboratory, heading = basis.case.laboratory, letterhead_of(basis)
    scope = basis.site.accreditation
    return LinesPart(
        title=say("Laboratory"),
        lines=(
            Labelled(say("Laboratory"), laboratory.name or heading.clinic or _none()),
            Labelled(say("Its report"), laboratory.report_number or _none()),
            Labelled(say("Accreditation"), scope or say("accreditation: not stated")),
        ),
    )
