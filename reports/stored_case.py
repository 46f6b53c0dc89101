"""What can be asked about a case: worked out now, or read back from its case report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from pedigrees.plan import Decision, Pattern, Plan
from reports.basis import figures_allowed
from reports.chances import chances_for_doctors
from reports.management.answers import Answer
from reports.record.upgrades import read_told
from reports.words import flag_in_words, minor_in_words


@dataclass(frozen=True, slots=True)
class RelativeAnswer:
    """What was decided about one relative: flag, tests, reason, and chances in words."""

    person: str
    relation: str
    flag: str
    flag_in_words: str
    priority: int
    tests: tuple[str, ...]
    reason_id: str
    reason: str
    chances: tuple[str, ...]
    minor: str


@dataclass(frozen=True, slots=True)
class ExplainedCase:
    """What can be asked about one case: its rules and alarms, and its relatives."""

    case: str
    proband: str
    knowledge: str
    answers: tuple[Answer, ...]
    relatives: tuple[RelativeAnswer, ...]


def relative_answers(plan: Plan) -> tuple[RelativeAnswer, ...]:
    """Return what a plan decides about each relative."""
    return tuple(_relative_answer(plan, one) for one in plan.decisions)


def _relative_answer(plan: Plan, decision: Decision) -> RelativeAnswer:
    return RelativeAnswer(
        person=decision.person,
        relation=decision.relation,
        flag=decision.flag.value,
        flag_in_words=flag_in_words(decision),
        priority=decision.priority,
        tests=tuple(test.value for test in decision.tests),
        reason_id=decision.reason_id,
        reason=decision.reason,
        chances=chances_in_words(plan, decision),
        minor=minor_in_words(decision),
    )


def chances_in_words(plan: Plan, decision: Decision) -> tuple[str, ...]:
    """Return the chances of a relative as a clinician reads them, nothing where none is given."""
    return chances_for_doctors(
        decision, figures=figures_allowed(plan), recessive=plan.pattern is Pattern.AR
    )


def read_stored_case(file: Path) -> ExplainedCase:
    """Return what a case report says, one of an earlier version too (`record.upgrades`).

    Raises InputRejected for anything else.
    """
    report = read_told(_Report, file)
    relatives = tuple(one.answer for one in report.plan.relatives)
    return ExplainedCase(report.case, report.proband, report.knowledge, report.why, relatives)


class _Part(BaseModel):
    """A part of the report; what is not asked about is left alone."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class _Relative(_Part):
    """One relative of the plan."""

    id: str
    relation: str
    flag: str
    flag_in_words: str
    priority: int
    tests: tuple[str, ...]
    reason_code: str
    reason: str
    chances_in_words: tuple[str, ...]
    minor_in_words: str

    @property
    def answer(self) -> RelativeAnswer:
        return RelativeAnswer(
            person=self.id,
            relation=self.relation,
            flag=self.flag,
            flag_in_words=self.flag_in_words,
            priority=self.priority,
            tests=self.tests,
            reason_id=self.reason_code,
            reason=self.reason,
            chances=self.chances_in_words,
            minor=self.minor_in_words,
        )


class _Plan(_Part):
    """The plan of the family."""

    relatives: tuple[_Relative, ...]


class _Report(_Part):
    """A case report."""

    case: str
    proband: str
    knowledge: str
    plan: _Plan
    why: tuple[Answer, ...]
