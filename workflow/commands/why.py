"""Say why a rule, an alarm or a decision about a relative stands in a case, or does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genetics.errors import InputRejected, Mistake, cannot_read
from pedigrees.plan import Decision

if TYPE_CHECKING:
    from reports.management.answers import Answer


@dataclass(frozen=True, slots=True)
class Explained:
    """What can be asked about one case: rules and alarms, and the relatives."""

    case: str
    proband: str
    answers: tuple[Answer, ...]
    decisions: tuple[Decision, ...]


def run_why(file: Path, asked: str, report_date: date | None = None) -> int:
    """Print the answer for a rule, an alarm or a person of `file`, and return 0.

    A case report (.json) is taken as it was written; a case file (.toml) is worked out now.
    Raises UsageError for an id that is not there.
    """
    explained = from_report(file) if file.suffix == ".json" else from_case(file, report_date)
    click.echo(f"Case {explained.case}")
    click.echo("\n".join(lines_about(asked, explained)))
    return 0


# What is asked about ----------------------------------------------------------------------


def from_case(file: Path, report_date: date | None) -> Explained:
    """Work out a case file. Raises InputRejected."""
    from pedigrees.clinical.facts import Facts
    from reports.management.alarms import load_alarms, pregnant_relative_flagged, raise_alarms
    from reports.management.answers import answers
    from reports.management.rules import load_rules
    from workflow.pipeline import conclude, load

    conclusion = conclude(load(file, report_date=report_date))
    pregnant = pregnant_relative_flagged(conclusion.plan)
    facts = Facts(conclusion.case, relative_pregnant_flagged=pregnant)
    rules, alarms = load_rules(), load_alarms()
    raised = raise_alarms(alarms, facts, rules)
    return Explained(
        case=conclusion.case.id,
        proband=conclusion.case.family.proband_id,
        answers=answers(rules, alarms, facts, conclusion.statements, raised),
        decisions=conclusion.plan.decisions,
    )


def from_report(file: Path) -> Explained:
    """Read what a case report says. Raises InputRejected."""
    from pydantic import ValidationError

    try:
        text = file.read_bytes()
    except OSError as error:
        raise cannot_read(file, f"cannot be read ({error.strerror})", "name a case.json") from None
    try:
        report = _report_model().model_validate_json(text)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        place = ", ".join(str(step) for step in first["loc"])
        what = f"this is no case report of this version ({first['msg']})"
        remedy = "name the case.json that `report` has written, or the case file itself"
        raise InputRejected(Mistake(what, remedy, str(file), place=place)) from None
    return Explained(
        report.case,
        report.proband,
        report.why,
        tuple(_decision(one) for one in report.plan.relatives),
    )


def _report_model() -> type[_Any]:


    return None
