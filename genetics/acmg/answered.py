"""Four ways to answer a criterion: met, not met, cannot tell, and a candidate for a person."""

from __future__ import annotations

from genetics.acmg.criteria import Criterion, StatedCriterion, Strength, Way
from genetics.acmg.points import load_points
from genetics.acmg.settings import CriterionRule
from genetics.answers import Answer
from genetics.phrases import say


def met(
    rule: CriterionRule, why: str, *, strength: Strength | None = None, numbers: str = ""
) -> Criterion:
    """The data meet the criterion; it has the points of its strength where it counts."""
    scale = load_points()
    weight = strength or rule.strength or scale.strengths[rule.code]
    points = scale.of(rule.code, weight) if rule.way is Way.DATA else 0
    return _of(rule, Answer.YES, why, weight, points, numbers)


def not_met(rule: CriterionRule, why: str, numbers: str = "") -> Criterion:
    """The data speak, and the criterion is not met."""
    return _of(rule, Answer.NO, why, numbers=numbers)


def cannot_tell(rule: CriterionRule, why: str, numbers: str = "") -> Criterion:
    """The data do not speak; why they do not stands beside it."""
    return _of(rule, Answer.CANNOT_TELL, why, numbers=numbers)


def candidate(
    rule: CriterionRule, why: str, *, strength: Strength | None = None, numbers: str = ""
) -> Criterion:
    """The data point at the criterion, and only a person may count it: no points."""
    weight = strength or rule.strength or load_points().strengths[rule.code]
    reason = (
        say("{found}; a person decides: {reason}", found=why, reason=say(rule.reason))
        if rule.reason
        else why
    )
    return Criterion(
        code=rule.code,
        met=Answer.CANNOT_TELL,
        strength=weight,
        points=0,
        why=reason,
        numbers=numbers,
        source=say(rule.source),
        candidate=True,
        way=rule.way,
    )


def stated(added: StatedCriterion) -> Criterion:
    """A person's criterion, with that person's name, date and source."""
    note = added.note or say("stated by a person")
    return Criterion(
        code=added.code,
        met=Answer.YES,
        strength=added.strength,
        points=load_points().of(added.code, added.strength),
        why=note,
        source=added.source,
        by=say("{person}, {date}", person=added.by, date=added.dated),
        way=Way.PERSON,
    )


def _of(
    rule: CriterionRule,
    answer: Answer,
    why: str,
    strength: Strength | None = None,
    points: int = 0,
    numbers: str = "",
) -> Criterion:
    return Criterion(
        code=rule.code,
        met=answer,
        strength=strength,
        points=points,
        why=why,
        numbers=numbers,
        source=say(rule.source),
        way=rule.way,
    )
