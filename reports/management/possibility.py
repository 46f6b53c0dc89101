"""Finds conditions that say nothing: those that can never hold, or hold whatever is entered.

Facts are looked at one at a time, never together:

    b6.dose > 100 and b6.dose <= 50     no dose is both: never true
    b6.dose > 100 or b6.dose <= 200     every dose is one of the two: always true
    lab.tsat > 100                      the door refuses such a value: never true
    minor and not minor                 never true

What two facts together exclude (`minor and adult`) is not found, nor what a rule id brings.
`always` and `never` say what they say on purpose, where they stand alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from pedigrees.clinical.fact_types import FactType, FactValue
from reports.management.evaluation import evaluate
from reports.management.language import (
    And,
    Comparison,
    Expression,
    ExpressionError,
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
from reports.management.ranges import Ranges

CONSTANTS: dict[str, tuple[FactValue, ...]] = {"always": (True,), "never": (False,)}
BEYOND = 1.0


def check_possible(
    expression: Expression,
    fact_types: Mapping[str, FactType],
    choices: Mapping[str, Collection[str]],
    ranges: Ranges,
) -> None:
    """Raise ExpressionError for the first part that can never hold, or always holds."""
    if isinstance(expression, FactTest) and expression.name in CONSTANTS:
        return
    for part in _parts(expression):
        for name, about in _by_fact(part).items():
            values = _values_of(name, about, fact_types, choices, ranges)
            _check_part(part, name, about, values)


def _parts(expression: Expression) -> Iterator[Expression]:
    """Yield every "and", every "or" and every test, the outer ones first."""
    if isinstance(expression, Not):
        yield from _parts(expression.operand)
        return
    yield expression
    if isinstance(expression, And | Or):
        for operand in expression.operands:
            yield from _parts(operand)


def _by_fact(part: Expression) -> dict[str, tuple[Expression, ...]]:
    """Return, for each fact, the operands of a part that ask about this fact only."""
    groups: dict[str, tuple[Expression, ...]] = {}
    for operand in _operands(part, type(part)):
        name = _only_fact(operand)
        if name:
            groups[name] = (*groups.get(name, ()), operand)
    return groups


def _operands(part: Expression, kind: type) -> Iterator[Expression]:
    """Yield what an "and" or an "or" joins, through groups of the same kind."""
    if isinstance(part, And | Or) and isinstance(part, kind):
        for operand in part.operands:
            yield from _operands(operand, kind)
    else:
        yield part


def _only_fact(operand: Expression) -> str:
    """Return the one fact that an operand asks about, "" for several or a rule id."""
    names = set()
    for test in each_test(operand):
        if isinstance(test, RuleTest):
            return ""
        names.add(test.name)
        if isinstance(test, Comparison) and isinstance(test.value, OtherFact):
            names.add(test.value.name)
    return names.pop() if len(names) == 1 else ""


def _check_part(
    part: Expression, name: str, about: tuple[Expression, ...], values: tuple[FactValue, ...]
) -> None:
    at = next(test.at for test in each_test(about[0]))
    answers = [[_holds(operand, name, value) for operand in about] for value in values]
    if not isinstance(part, Or) and not any(all(held) for held in answers):
        raise ExpressionError(f"this can never hold, whatever {name} is", at)
    if not isinstance(part, And) and all(any(held) for held in answers):
        raise ExpressionError(f"this always holds, whatever {name} is", at)


def _holds(operand: Expression, name: str, value: FactValue) -> bool:
    return evaluate(operand, {name: value}, {}) is True


def _values_of(
    name: str,
    about: tuple[Expression, ...],
    fact_types: Mapping[str, FactType],
    choices: Mapping[str, Collection[str]],
    ranges: Ranges,
) -> tuple[FactValue, ...]:
    """Return values that stand for all values of a fact, as far as these operands go."""
    kind = fact_types[name]
    if name in CONSTANTS:
        return CONSTANTS[name]
    if kind is FactType.NUMBER:
        return tuple(_numbers(about, ranges.get(name)))
    if kind is FactType.CHOICE:
        return tuple(choices.get(name) or {*_texts(about), ""})
    if kind is FactType.SET:
        texts = _texts(about)
        return (frozenset(), *(frozenset({text}) for text in texts), frozenset(texts))
    return (True, False)


def _numbers(about: tuple[Expression, ...], between: tuple[float, float] | None) -> Iterator[float]:
    """Yield the limits that are asked about and what lies between and beyond them."""
    tests = (test for operand in about for test in each_test(operand))
    values = (test.value for test in tests if isinstance(test, Comparison))
    asked = sorted({value for value in values if isinstance(value, float)}) or [0.0]
    low, high = between or (asked[0] - BEYOND, asked[-1] + BEYOND)
    edges = sorted({*asked, low, min(high, max(asked[-1], low) + BEYOND)})
    middles = [(one + other) / 2 for one, other in pairwise(edges)]
    yield from (number for number in (*edges, *middles) if low <= number <= high)


def _texts(about: tuple[Expression, ...]) -> set[str]:
    """Return the texts that a choice or a set is asked for."""
    return {text for operand in about for test in each_test(operand) for text in _texts_in(test)}


def _texts_in(test: Test) -> tuple[str, ...]:
    match test:
        case OneOf(values=values) | HasAny(values=values):
            return values
        case Comparison(value=str(text)):
            return (text,)
        case _:
            return ()
