"""Puts one scenario through the door and the pipeline of `report`: nothing is decided here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

from document_text import read_html, read_pdf
from outcome import CoupleRisk, Document, Outcome, Relative
from scenario_file import Scenario

from genetics.errors import SideroscreenError
from pedigrees import plan as plan_types
from pedigrees.case import Case
from pedigrees.plan import Decision
from pedigrees.readers.case_file import case_from_mapping
from reports.deserved import REPORTS
from reports.documents import Written
from workflow.pipeline import Conclusion, complete, conclude, report

CASE_SCHEMA = "sideroscreen-case/1"
FOR_THE_READER = ("relation_to_proband", "note")
NOT_BUILT = {
    "lab": "the laboratory report is not built yet",
}


def compute(scenario: Scenario, folder: Path, *, documents: bool, pdf: bool = False) -> Outcome:
    """Return what the program concludes and, if asked for, what it prints into `folder`."""
    try:
        case = complete(case_from_mapping(case_mapping(scenario), file=scenario.id))
        conclusion = conclude(case)
    except SideroscreenError as error:
        return Outcome(refused=_lines(error))
    outcome = _outcome(conclusion)
    return _with_documents(outcome, case, folder, pdf=pdf) if documents else outcome


def _with_documents(outcome: Outcome, case: Case, folder: Path, *, pdf: bool) -> Outcome:
    try:
        written = report(case, folder) if pdf else _report_without_pdf(case, folder)
    except SideroscreenError as error:
        return replace(outcome, unreadable=" / ".join(_lines(error)))
    wanted = (".html", ".pdf") if pdf else (".html",)
    printed = {
        one.document: _read(one) for one in written if all(_files(one, kind) for kind in wanted)
    }
    why_not = {one.document: one.why_not or one.remark for one in written}
    return replace(outcome, documents=printed, not_built={**why_not, **outcome.not_built})


def _report_without_pdf(case: Case, folder: Path) -> tuple[Written, ...]:
    """Write HTML only: the PDF is made from the same HTML, and takes most of the time."""
    with mock.patch("reports.documents.pdf_problem", return_value="left out by the judge"):
        return report(case, folder)


def _files(written: Written, kind: str) -> list[Path]:
    return [path for path in written.paths if path.suffix == kind]


def _read(written: Written) -> Document:
    html = "".join(path.read_text(encoding="utf-8") for path in _files(written, ".html"))
    return replace(read_html(html), printed=" ".join(map(read_pdf, _files(written, ".pdf"))))


def case_mapping(scenario: Scenario) -> dict[str, Any]:
    """Return the input as a case: the same names and values, less what is for the reader."""
    entered = scenario.input.model_dump(exclude_none=True)
    people = [
        {key: value for key, value in person.items() if key not in FOR_THE_READER}
        for person in entered.pop("pedigree")
    ]
    day = date.fromisoformat(entered.pop("report_date"))
    case = {"schema": CASE_SCHEMA, "id": scenario.id, "report_date": day, "people": people}
    without_nulls = _without_nulls({**case, **entered})
    assert isinstance(without_nulls, dict)
    return without_nulls


def _without_nulls(value: object) -> object:
    """Null is JSON's word for "not entered"; a case file leaves the key out."""
    if isinstance(value, dict):
        return {key: _without_nulls(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_without_nulls(one) for one in value]
    return value


def _outcome(conclusion: Conclusion) -> Outcome:
    plan, applied = conclusion.plan, conclusion.statements.applied
    return Outcome(
        pattern=plan.pattern.value,
        context=plan.context_words,
        disease_class=None if plan.disease_class is None else plan.disease_class.value,
        relatives={one.person: _relative(one) for one in plan.decisions},
        affected={one.person: one.affected for one in plan.decisions if one.affected is not None},
        couples={frozenset(one.couple): _couple(one) for one in plan.couples},
        rules={one.rule: frozenset(one.places) for one in applied},
        alarms=frozenset(alarm.id for alarm in conclusion.alarms),
        wordings={one.rule: f"{one.professional} {one.plain}" for one in applied},
        not_built={kind: why for kind, why in NOT_BUILT.items() if kind not in REPORTS},
    )


def _couple(couple: plan_types.CoupleRisk) -> CoupleRisk:
    return CoupleRisk(couple.untested, couple.both_carriers, couple.one_negative)


def _relative(decision: Decision) -> Relative:
    return Relative(
        flag=decision.flag.value,
        reason=decision.reason_id,
        tests=frozenset(test.value for test in decision.tests),
        priority=decision.priority,
        minor_rule=None if decision.minor_rule is None else decision.minor_rule.value,
        chance=decision.chance,
        relation=decision.relation,
    )


def _lines(error: SideroscreenError) -> tuple[str, ...]:
    return tuple(str(mistake) for mistake in error.mistakes)
