"""Reads the sample, who asked for the test, and the laboratory that made it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pedigrees.case import Laboratory, Request, Sample
from pedigrees.people import Birth
from pedigrees.readers.case_model import CaseFile
from pedigrees.readers.notebook import Notebook


def read_sample(case: CaseFile, birth: Birth, day: date, notebook: Notebook) -> Sample:
    """Return the sample; dates that cannot be true go into the notebook.

    A sample is taken and received after the birth, not after the day of the report, and
    taken no later than it is received.
    """
    part = case.sample
    dates = {"collected_on": part.collected_on, "received_on": part.received_on}
    for key, taken in dates.items():
        for what in () if taken is None else _faults(taken, birth, day):
            said = f"the sample is {key.removesuffix('_on')} on {taken}, {what}"
            notebook.wrong(("sample", key), said, "correct the date")
    if part.collected_on and part.received_on and part.collected_on > part.received_on:
        said = f"the sample is received on {part.received_on}, before it is collected"
        remedy = f"correct one of the two dates (collected on {part.collected_on})"
        notebook.wrong(("sample", "received_on"), said, remedy)
    return Sample(
        id=part.id,
        type=part.type,
        tissue=part.tissue,
        collected_on=part.collected_on,
        received_on=part.received_on,
        after_transfusion=part.after_transfusion,
        after_transplantation=part.after_transplantation,
        note=part.note,
    )


def _faults(taken: date, birth: Birth, day: date) -> Iterator[str]:
    """Yield what cannot be true of one date; of a birth by its year, that year counts."""
    if taken > day:
        yield f"after the report of {day}"
    if birth.full is not None and taken < birth.full:
        yield f"before the birth on {birth.full}"
    elif birth.full is None and birth.year is not None and taken.year < birth.year:
        yield f"before the birth in {birth.year}"


def read_request(case: CaseFile) -> Request:
    """Return who asked for the test, and what is asked."""
    part = case.request
    return Request(part.name, part.role, part.lines, part.question, part.reference)


def read_laboratory(case: CaseFile) -> Laboratory:
    """Return the laboratory, its method, and who answers for the report."""
    part = case.laboratory
    return Laboratory(
        name=part.name,
        report_number=part.report_number,
        method=part.method,
        performed_by=part.performed_by,
        authorised_by=part.authorised_by,
    )
