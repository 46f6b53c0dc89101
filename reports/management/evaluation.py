"""Says whether a condition holds for a case: yes, no, or unknown (KNOWLEDGE.md 1a, "Logic").

Three-valued logic (Kleene): false and unknown = false; true or unknown = true; not
unknown = unknown; otherwise unknown stays unknown, also through a rule id.

    bool       true or false, never unknown: false unless shown
    bool?      unknown where the inputs that exist do not decide it
    number?    without a value every comparison is unknown
    choice     has the value "unknown" (or "none") where nothing was entered,
               so that == and != are true or false, never unknown
    set        empty where nothing was entered
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from pedigrees.clinical.fact_types import FactValue, both, either
from reports.management.language import (
    And,
    Comparison,
    Expression,
    FactTest,
    HasAny,
    Not,
    OneOf,
    Or,
    OtherFact,
    RuleTest,
    Test,
    each_test,
)


class FactSource(Protocol):
    """Whoever knows the facts of a case. None is "unknown", only of a bool? or a number?."""

    def __getitem__(self, name: str, /) -> FactValue: ...


def evaluate(
    expression: Expression, facts: FactSource, rules: Mapping[str, Expression]
) -> bool | None:
    """Return whether an expression holds, None for unknown.

    `rules` gives the condition of each rule id. Every operand is looked at, also where
    the first one decides, so that whoever watches `facts` sees all that was asked for.
    """
    match expression:
        case Or(operands):
            return either(*[evaluate(operand, facts, rules) for operand in operands])
        case And(operands):
            return both(*[evaluate(operand, facts, rules) for operand in operands])
        case Not(operand):
            value = evaluate(operand, facts, rules)
            return None if value is None else not value
        case RuleTest(rule):
            return evaluate(rules[rule], facts, rules)
        case _:
            return _answer(expression, facts)


def facts_read(expression: Expression, rules: Mapping[str, Expression]) -> tuple[str, ...]:
    """Return the names of the facts that decide an expression, through rule ids, each once."""
    return tuple(dict.fromkeys(_names_in(expression, rules)))


def _names_in(expression: Expression, rules: Mapping[str, Expression]) -> Iterator[str]:
    for test in each_test(expression):
        if isinstance(test, RuleTest):
            yield from _names_in(rules[test.rule], rules)
            continue
        yield test.name
        if isinstance(test, Comparison) and isinstance(test.value, OtherFact):
            yield test.value.name


def _answer(test: Test, facts: FactSource) -> bool | None:
    match test:
        case FactTest(name):
            value = facts[name]
            return None if value is None else value is True
        case OneOf(name, values):
            return facts[name] in values
        case HasAny(name, values):
            held = facts[name]
            return isinstance(held, frozenset) and not held.isdisjoint(values)
        case Comparison():
            return _compared(test, facts)
        case _:
            raise TypeError(test)


def _compared(test: Comparison, facts: FactSource) -> bool | None:
    left: FactValue = facts[test.name]
    right: FactValue = facts[test.value.name] if isinstance(test.value, OtherFact) else test.value
    if left is None or right is None:
        return None
    return _SIGNS[test.operator](left, right)


_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
