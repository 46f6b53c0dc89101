"""Reads a case report back: who it is about, every answer, every decision about a relative."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from genetics.errors import InputRejected, Mistake, cannot_read
from pedigrees.plan import Decision, Flag, MinorRule, Test
from reports.management.answers import Answer

REMEDY = "name the case.json that this version of `report` has written, or the case file itself"


@dataclass(frozen=True, slots=True)
class ExplainedCase:
    """What can be asked about one case: its rules and alarms, and its relatives."""

    case: str
    proband: str
    knowledge: str
    answers: tuple[Answer, ...]
    decisions: tuple[Decision, ...]


def read_stored_case(file: Path) -> ExplainedCase:
    """Return what a case report says. Raises InputRejected for anything else."""
    try:
        report = _Report.model_validate_json(file.read_bytes())
    except OSError as error:
        raise cannot_read(file, f"cannot be read ({error.strerror})", REMEDY) from None
    except ValidationError as problem:
        raise InputRejected(_mistake(problem, file)) from None
    decisions = tuple(_decision(one) for one in report.plan.relatives)
    return ExplainedCase(report.case, report.proband, report.knowledge, report.why, decisions)


def _mistake(problem: ValidationError, file: Path) -> Mistake:
    first = problem.errors(include_url=False)[0]
    place = ", ".join(str(step) for step in first["loc"])
    said = f"{first['msg'][:1].lower()}{first['msg'][1:]}"
    return Mistake(f"no case report that can be read: {said}", REMEDY, str(file), place=place)


def _fraction(text: str) -> str:
    Fraction(text)
    return text


class _Part(BaseModel):
    """A part of the report; what is not asked about is left alone."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class _Relative(_Part):
    """One relative of the plan."""

    id: str
    relation: str
    flag: Flag
    tests: tuple[Test, ...]
    reason_code: str
    reason: str
    plain_reason: str
    p_variant: Annotated[str, AfterValidator(_fraction)] | None
    p_is_assumption: bool
    very_likely: bool
    priority: int
    minor: bool
    minor_rule: MinorRule | None
    pregnant: bool
    tested: str


class _Plan(_Part):
    """The plan of the family."""

    relatives: tuple[_Relative, ...]


class _Report(_Part):
    """A case report."""

    schema_: Annotated[Literal["sideroscreen-case-report/1"], Field(alias="schema")]
    case: str
    proband: str
    knowledge: str
    plan: _Plan
    why: tuple[Answer, ...]


def _decision(one: _Relative) -> Decision:
    return Decision(
        person=one.id,
        relation=one.relation,
        flag=one.flag,
        tests=one.tests,
        reason_id=one.reason_code,
        reason=one.reason,
        plain_reason=one.plain_reason,
        chance=None if one.p_variant is None else Fraction(one.p_variant),
        assumed=one.p_is_assumption,
        very_likely=one.very_likely,
        priority=one.priority,
        minor=one.minor,
        minor_rule=one.minor_rule,
        pregnant=one.pregnant,
        tested=one.tested,
    )
