"""Says, before any case is read, whether a condition asks only what can be asked.

Every fact has one type (KNOWLEDGE.md 1a), and each type allows few questions:

    bool, bool?   stand alone, without an operator
    number?       == != < <= > >= with a number or with another number? fact
    choice        == != with a text; `in`
    set           `has`, in lower case

Everything else is a mistake, also a text that a choice can never have, an unknown fact,
an unknown rule id, a comparison that no value or every value answers alike
(`possibility`), and rules that refer to one another in a circle.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from pedigrees.clinical.fact_types import FactType
from reports.management.language import (
    Comparison,
    Expression,
    ExpressionError,
    FactTest,
    HasAny,
    OneOf,
    OtherFact,
    RuleTest,
    Test,
    each_test,
)
from reports.management.possibility import check_possible
from reports.management.ranges import Ranges

FactTypes = Mapping[str, FactType]
Choices = Mapping[str, Collection[str]]

NO_CHOICES: Choices = MappingProxyType({})
NO_RANGES: Ranges = MappingProxyType({})


def check(
    expression: Expression,
    fact_types: FactTypes,
    rule_ids: Collection[str],
    choices: Choices = NO_CHOICES,
    too_late: Collection[str] = (),
    ranges: Ranges = NO_RANGES,
) -> None:
    """Raise ExpressionError for the first test that asks what cannot be asked.

    `choices` names, for the facts in it, every text that the fact can have; `too_late`
    the facts that are known only after whoever asks here; `ranges` between which values
    the numbers in it lie.
    """
    for test in each_test(expression):
        if isinstance(test, RuleTest):
            _check_rule(test, rule_ids)
        else:
            _check_use(test, _type_of(test.name, test.at, fact_types), fact_types)
            _check_texts(test, choices)
            _check_phase(test, too_late)
    check_possible(expression, fact_types, choices, ranges)


def circle_among(conditions: Mapping[str, Expression]) -> tuple[str, ...]:
    """Return rule ids that refer to one another in a circle, () when there are none."""
    done: set[str] = set()
    for rule in conditions:
        circle = _circle_from(rule, (), conditions, done)
        if circle:
            return circle
    return ()


def _circle_from(
    rule: str, path: tuple[str, ...], conditions: Mapping[str, Expression], done: set[str]
) -> tuple[str, ...]:
    if rule in path:
        return (*path[path.index(rule) :], rule)
    if rule in done:
        return ()
    for test in each_test(conditions[rule]):
        if isinstance(test, RuleTest):
            circle = _circle_from(test.rule, (*path, rule), conditions, done)
            if circle:
                return circle
    done.add(rule)
    return ()


def _check_rule(test: RuleTest, rule_ids: Collection[str]) -> None:
    if test.rule not in rule_ids:
        raise ExpressionError(f"there is no rule {test.rule}", test.at)


def _type_of(name: str, at: int, fact_types: FactTypes) -> FactType:
    if name not in fact_types:
        near = get_close_matches(name, fact_types, n=1)
        hint = f" (is {near[0]} meant?)" if near else ""
        raise ExpressionError(f"there is no fact {name}{hint}", at)
    return fact_types[name]


def _check_use(test: Test, kind: FactType, fact_types: FactTypes) -> None:
    match test:
        case FactTest(name) if kind not in _STAND_ALONE:
            raise ExpressionError(f"{name} is a {kind} and does not stand alone", test.at)
        case Comparison():
            _check_comparison(test, kind, fact_types)
        case OneOf(name) if kind is not FactType.CHOICE:
            raise ExpressionError(f"{name} is a {kind}; only a choice takes in", test.at)
        case HasAny(name) if kind is not FactType.SET:
            raise ExpressionError(f"{name} is a {kind}; only a set takes has", test.at)


def _check_comparison(test: Comparison, kind: FactType, fact_types: FactTypes) -> None:
    if kind is FactType.NUMBER:
        _check_number(test, fact_types)
    elif kind is FactType.CHOICE:
        _check_choice(test)
    elif kind is FactType.SET:
        raise ExpressionError(f"{test.name} is a set; it takes has", test.at)
    else:
        raise ExpressionError(f"{test.name} is a {kind} and takes no {test.operator}", test.at)


def _check_number(test: Comparison, fact_types: FactTypes) -> None:
    value = test.value
    if isinstance(value, OtherFact):
        other = _type_of(value.name, value.at, fact_types)
        if other is not FactType.NUMBER:
            raise ExpressionError(
                f"{test.name} is a number; {value.name} is a {other}, not a number", value.at
            )
    elif isinstance(value, str):
        raise ExpressionError(f'{test.name} is a number; "{value}" is a text', test.at)


def _check_choice(test: Comparison) -> None:
    if test.operator not in ("==", "!="):
        raise ExpressionError(
            f"{test.name} is a choice and takes no {test.operator}, only ==, != or in", test.at
        )
    if not isinstance(test.value, str):
        raise ExpressionError(f"{test.name} is a choice; it is compared with a text", test.at)


def _check_texts(test: Comparison | FactTest | HasAny | OneOf, choices: Choices) -> None:
    if isinstance(test, HasAny):
        _check_lower_case(test)
    known = choices.get(test.name)
    if known is None:
        return
    for text in _texts_of(test):
        if text not in known:
            listed = ", ".join(sorted(known))
            raise ExpressionError(f'{test.name} is never "{text}" (only: {listed})', test.at)


def _check_lower_case(test: HasAny) -> None:
    for text in test.values:
        if text != text.lower().strip():
            raise ExpressionError(
                f'{test.name} is kept in lower case, it never has "{text}"', test.at
            )


def _check_phase(test: Comparison | FactTest | HasAny | OneOf, too_late: Collection[str]) -> None:
    if test.name in too_late:
        raise ExpressionError(f"{test.name} is known only after the rules", test.at)


def _texts_of(test: Test) -> tuple[str, ...]:
    if isinstance(test, (OneOf, HasAny)):
        return test.values
    if isinstance(test, Comparison) and isinstance(test.value, str):
        return (test.value,)
    return ()


_STAND_ALONE = (FactType.BOOL, FactType.BOOL_OR_UNKNOWN)
