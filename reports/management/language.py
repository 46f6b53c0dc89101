"""The small language in which the conditions of rules and alarms are written (KNOWLEDGE.md 1a).

    expr   = term { "or" term }
    term   = factor { "and" factor }
    factor = "not" factor | "(" expr ")" | test
    test   = rule | name [ op value | "in" set | "has" set ]
    op     = "==" | "!=" | "<" | "<=" | ">" | ">="
    value  = number | string | name
    set    = "{" string { "," string } "}"

`parse` turns a text into an expression; it knows the grammar only. Which facts there are
and what may be asked of them is settled by `checking.check`, the truth by `evaluation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
DEEPEST = 50


class ExpressionError(ValueError):
    """An expression that cannot be read, or asks what cannot be asked; `at` is the place."""

    def __init__(self, what: str, at: int) -> None:
        super().__init__(f"character {at + 1}: {what}")
        self.what = what
        self.at = at


@dataclass(frozen=True, slots=True)
class FactTest:
    """A yes/no fact: `minor`."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class RuleTest:
    """The condition of a rule: `SR-01`."""

    rule: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OtherFact:
    """A fact on the right of a comparison: `site.callability_pct`."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A fact compared with a number, a text or another fact: `b6.dose > 200`."""

    name: str
    operator: str
    value: float | str | OtherFact
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice that is one of several: `b6.state in {"none", "trial"}`."""

    name: str
    values: tuple[str, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class HasAny:
    """A set that holds at least one of several: `exposure.drugs has {"isoniazid"}`."""

    name: str
    values: tuple[str, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of an expression."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class And:
    """All of several expressions."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of several expressions."""

    operands: tuple[Expression, ...]


Test = FactTest | RuleTest | Comparison | OneOf | HasAny
Expression = Test | Not | And | Or


def parse(text: str) -> Expression:
    """Return the expression that a text stands for. Raises ExpressionError with the place."""
    return _Parser(tuple(_tokens(text))).whole()


def each_test(expression: Expression) -> Iterator[Test]:
    """Yield the tests of an expression from left to right, without following rule ids."""
    match expression:
        case Not(operand):
            yield from each_test(operand)
        case And(operands) | Or(operands):
            for operand in operands:
                yield from each_test(operand)
        case _:
            yield expression


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int

    def __str__(self) -> str:
        return "the end" if self.kind == "end" else self.text


_TOKEN = re.compile(
    r"""
      (?P<blank>\s+)
    | (?P<rule>S[RA]-[0-9]{2}(?![\w.-]))
    | (?P<alarm>AL-[\w-]+)
    | (?P<no_rule>S[RA]-[\w.-]*)
    | (?P<number>-?[0-9]+(?:\.[0-9]+)?(?![\w.]))
    | (?P<no_number>-?[0-9][\w.]*)
    | (?P<name>[A-Za-z][A-Za-z0-9_.]*)
    | (?P<string>"[^"]*")
    | (?P<open_string>")
    | (?P<operator>==|!=|<=|>=|<|>)
    | (?P<mark>[(){},])
    """,
    re.VERBOSE,
)
_WORDS = ("and", "or", "not", "in", "has")
_REFUSED = {
    "alarm": "an expression never refers to an alarm",
    "no_rule": "a rule id is SR- or SA- and two digits",
    "no_number": "a number is digits with at most one decimal point, without its unit",
    "open_string": 'this " is never closed',
}


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise ExpressionError(f"{text[at]} has no meaning here", at)
        kind, word = str(found.lastgroup), found.group()
        if kind in _REFUSED:
            raise ExpressionError(f"{word}: {_REFUSED[kind]}", at)
        if kind != "blank":
            yield _Token(word if word in _WORDS or kind == "mark" else kind, word, at)
        at = found.end()
    yield _Token("end", "", at)


class _Parser:
    """Reads tokens from left to right; one method for each line of the grammar."""

    def __init__(self, tokens: tuple[_Token, ...]) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0

    def whole(self) -> Expression:
        expression = self._expr()
        if self._here.kind != "end":
            raise self._expected("and, or, or the end")
        return expression

    def _expr(self) -> Expression:
        terms = [self._term()]
        while self._took("or"):
            terms.append(self._term())
        return terms[0] if len(terms) == 1 else Or(tuple(terms))

    def _term(self) -> Expression:
        factors = [self._factor()]
        while self._took("and"):
            factors.append(self._factor())
        return factors[0] if len(factors) == 1 else And(tuple(factors))

    def _factor(self) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError(f"nested more than {DEEPEST} deep", self._here.at)
        factor = self._not_or_group_or_test()
        self._depth -= 1
        return factor

    def _not_or_group_or_test(self) -> Expression:
        if self._took("not"):
            return Not(self._factor())
        if self._took("("):
            inside = self._expr()
            self._take(")", ")")
            return inside
        return self._test()

    def _test(self) -> Test:
        token = self._here
        if self._took("rule"):
            return RuleTest(token.text, token.at)
        name = self._take("name", "a fact, a rule id, not or (").text
        if self._here.kind == "operator":
            operator = self._take("operator", "an operator").text
            return Comparison(name, operator, self._value(), token.at)
        if self._took("in"):
            return OneOf(name, self._set(), token.at)
        if self._took("has"):
            return HasAny(name, self._set(), token.at)
        return FactTest(name, token.at)

    def _value(self) -> float | str | OtherFact:
        token = self._here
        if self._took("number"):
            return float(token.text)
        if self._took("string"):
            return token.text[1:-1]
        return OtherFact(self._take("name", "a number, a text or a fact").text, token.at)

    def _set(self) -> tuple[str, ...]:
        self._take("{", "{")
        values = [self._take("string", "a text").text[1:-1]]
        while self._took(","):
            values.append(self._take("string", "a text").text[1:-1])
        self._take("}", ", or }")
        return tuple(values)

    @property
    def _here(self) -> _Token:
        return self._tokens[self._next]

    def _took(self, kind: str) -> bool:
        if self._here.kind != kind:
            return False
        self._next += 1
        return True

    def _take(self, kind: str, wanted: str) -> _Token:
        token = self._here
        if not self._took(kind):
            raise self._expected(wanted)
        return token

    def _expected(self, wanted: str) -> ExpressionError:
        return ExpressionError(f"expected {wanted}, found {self._here}", self._here.at)
