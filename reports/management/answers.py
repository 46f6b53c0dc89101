"""Answers "why is this said, or not said?" for every rule and every alarm of a case.

An answer holds all that is needed to check it by hand: the condition as it stands in the
file, what each rule id in it means, the facts that decide it with their values, what was not
entered, the result, the words, and the source. `case.json` keeps the answers of a case, so
that they can be read years later without this program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pedigrees.clinical.fact_types import FactValue
from reports.management.alarms import Alarm, AlarmRule
from reports.management.evaluation import evaluate, facts_read
from reports.management.language import Expression, RuleTest, each_test
from reports.management.needs import CaseFacts
from reports.management.rules import Rule, Rules
from reports.management.statements import Statements

Value = bool | float | str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Why one rule or alarm is said in one case, or not.

    `holds` and `active` are the results of `condition` and `active_when`, None for unknown
    (`active` also where there is no `active_when`). `facts` are those that decide, in
    order; `refers_to` gives the condition of each rule that is named on the way.
    `not_entered` are inputs that were asked for, `needs` those that could change the result.
    `professional` is what is said, "" where nothing is.
    """

    id: str
    title: str
    outcome: str
    condition: str
    holds: bool | None
    active_when: str
    active: bool | None
    refers_to: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, Value], ...]
    not_entered: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    professional: str
    places: tuple[str, ...]
    source: str
    dated: str
    certainty: str


def answers(
    rules: Rules,
    alarms: tuple[AlarmRule, ...],
    facts: CaseFacts,
    statements: Statements,
    raised: tuple[Alarm, ...],
) -> tuple[Answer, ...]:
    """Return an answer for each rule and each alarm, in the order of their files.

    `statements` and `raised` are what was said about this case.
    """
    said = {one.rule: one.professional for one in statements.applied}
    said |= {alarm.id: alarm.professional for alarm in raised}
    return (
        *(_of_rule(rule, rules, facts, statements, said) for rule in rules.rules),
        *(_of_alarm(alarm, rules, facts, said) for alarm in alarms),
    )


def _of_rule(
    rule: Rule, rules: Rules, facts: CaseFacts, statements: Statements, said: Mapping[str, str]
) -> Answer:
    asked = (rule.when,) if rule.active is None else (rule.when, rule.active)
    names = _facts_of(asked, rules)
    holds = evaluate(rule.when, facts, rules.conditions)
    active = None if rule.active is None else evaluate(rule.active, facts, rules.conditions)
    needed = {need.rule: need.inputs for need in statements.needed}
    return Answer(
        id=rule.id,
        title=rule.title,
        outcome=_outcome_of_rule(rule, statements, holds),
        condition=rule.condition,
        holds=holds,
        active_when=rule.active_when,
        active=active,
        refers_to=_rules_in(asked, rules),
        facts=tuple((name, _plain(facts[name])) for name in names),
        not_entered=facts.missing_inputs(names),
        needs=needed.get(rule.id, ()),
        professional=said.get(rule.id, ""),
        places=rule.places,
        source=rule.source,
        dated=rule.dated,
        certainty=rule.certainty,
    )


def _outcome_of_rule(rule: Rule, statements: Statements, holds: bool | None) -> str:
    for statement in statements.applied:
        if statement.rule == rule.id:
            return f"said, {'in its urgent wording' if statement.urgent else statement.step}"
    if holds:
        return "not said, although its condition holds: the case is stopped"
    return _not_said(holds)


def _of_alarm(alarm: AlarmRule, rules: Rules, facts: CaseFacts, said: Mapping[str, str]) -> Answer:
    names = _facts_of((alarm.when,), rules)
    holds = evaluate(alarm.when, facts, rules.conditions)
    return Answer(
        id=alarm.id,
        title=alarm.title,
        outcome="raised" if alarm.id in said else _not_said(holds),
        condition=alarm.trigger,
        holds=holds,
        active_when="",
        active=None,
        refers_to=_rules_in((alarm.when,), rules),
        facts=tuple((name, _plain(facts[name])) for name in names),
        not_entered=facts.missing_inputs(names),
        needs=(),
        professional=said.get(alarm.id, ""),
        places=alarm.places,
        source=alarm.source,
        dated=alarm.dated,
        certainty=alarm.certainty,
    )


def _not_said(holds: bool | None) -> str:
    if holds is None:
        return "not said: its condition cannot be decided"
    return "not said: its condition does not hold"


def _facts_of(asked: tuple[Expression, ...], rules: Rules) -> tuple[str, ...]:
    names = (name for one in asked for name in facts_read(one, rules.conditions))
    return tuple(dict.fromkeys(names))


def _rules_in(asked: tuple[Expression, ...], rules: Rules) -> tuple[tuple[str, str], ...]:
    """Return each rule that is named, with its condition, and the rules named in that one."""
    named = dict.fromkeys(name for expression in asked for name in _names_in(expression, rules))
    return tuple((name, rules.of(name).condition) for name in named)


def _names_in(expression: Expression, rules: Rules) -> Iterator[str]:
    for test in each_test(expression):
        if isinstance(test, RuleTest):
            yield test.rule
            yield from _names_in(rules.conditions[test.rule], rules)


def _plain(value: FactValue) -> Value:
    return tuple(sorted(value)) if isinstance(value, frozenset) else value
