"""Changes a condition in every small way that a slip could: each change is one mutant."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pedigrees.clinical.facts import CHOICES
from reports.management.language import (
    And,
    Comparison,
    Expression,
    HasAny,
    Not,
    OneOf,
    Or,
    OtherFact,
    RuleTest,
)

OTHER_SIGNS = {
    "==": ("!=",),
    "!=": ("==",),
    "<": ("<=", ">", ">="),
    "<=": ("<", ">", ">="),
    ">": (">=", "<", "<="),
    ">=": (">", "<", "<="),
}


@dataclass(frozen=True)
class Mutant:
    """A changed condition, and what was changed in it."""

    change: str
    expression: Expression


def mutants_of(expression: Expression) -> Iterator[Mutant]:
    """Every mutant of an expression, each with one change."""
    match expression:
        case Not(operand):
            yield Mutant(f"drop not before {text(operand)}", operand)
            for inner in mutants_of(operand):
                yield Mutant(inner.change, Not(inner.expression))
        case And(operands) | Or(operands):
            yield from _of_joined(expression, operands)
        case _:
            yield Mutant(f"negate {text(expression)}", Not(expression))
            yield from _of_test(expression)


def _of_joined(expression, operands):
    here, other = type(expression), Or if isinstance(expression, And) else And
    yield Mutant(f"{_word(here)} -> {_word(other)} in {text(expression)}", other(operands))
    for place, operand in enumerate(operands):
        rest = operands[:place] + operands[place + 1 :]
        left = rest[0] if len(rest) == 1 else here(rest)
        yield Mutant(f"drop {text(operand)}", left)
        for inner in mutants_of(operand):
            changed = (*operands[:place], inner.expression, *operands[place + 1 :])
            yield Mutant(inner.change, here(changed))


def _of_test(test):
    match test:
        case Comparison(value=OtherFact()):
            yield from _signs(test)
        case Comparison(value=float(number)):
            yield from _signs(test)
            for step in (-1.0, 1.0):
                changed = replace(test, value=number + step)
                yield Mutant(f"{text(test)} -> {text(changed)}", changed)
        case Comparison(value=str(choice)):
            yield from _signs(test)
            for other in sorted(CHOICES[test.name] - {choice}):
                changed = replace(test, value=other)
                yield Mutant(f"{text(test)} -> {text(changed)}", changed)
        case OneOf(values=values) | HasAny(values=values):
            yield from _texts(test, values)


def _signs(test):
    for sign in OTHER_SIGNS[test.operator]:
        yield Mutant(f"{text(test)} -> {sign}", replace(test, operator=sign))


def _texts(test, values):
    for value in values:
        rest = tuple(one for one in values if one != value)
        if rest:
            yield Mutant(f"drop {value} of {text(test)}", replace(test, values=rest))
    for value in sorted(CHOICES.get(test.name, frozenset()) - set(values)):
        yield Mutant(f"add {value} to {text(test)}", replace(test, values=(*values, value)))


def _word(kind):
    return kind.__name__.lower()


def text(expression: Expression) -> str:
    """An expression as it is written."""
    match expression:
        case Not(operand):
            return f"not {text(operand)}"
        case And(operands):
            return f"({' and '.join(map(text, operands))})"
        case Or(operands):
            return f"({' or '.join(map(text, operands))})"
        case RuleTest(rule):
            return rule
        case OneOf(name, values):
            return f"{name} in {{{', '.join(values)}}}"
        case HasAny(name, values):
            return f"{name} has {{{', '.join(values)}}}"
        case Comparison(name, operator, value):
            shown = value.name if isinstance(value, OtherFact) else value
            return (
                f"{name} {operator} {shown:g}"
                if isinstance(value, float)
                else (f"{name} {operator} {shown}")
            )
        case _:
            return expression.name
