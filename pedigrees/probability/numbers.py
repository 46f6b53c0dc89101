"""The two kinds of weights: leading terms of something tiny, and decimals without a lower end.

A chance that rests on "a rare change" is worked out in the limit: the tiny chance ε itself
cancels out, and only the lowest power of ε matters. Such leading terms are added and multiplied
like numbers, so the limit comes out exactly, in fractions. Ordinary chances are decimals of 28
digits whose exponent has no practical end: a large family never rounds to "impossible".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction

WITHOUT_END = Context(prec=28, Emin=MIN_EMIN, Emax=MAX_EMAX)
"""Decimals for products over thousands of people."""


@dataclass(frozen=True, slots=True)
class Term:
    """A weight coefficient · ε^order; only the leading power is kept."""

    order: int
    coefficient: Fraction

    def __mul__(self, other: Term) -> Term:
        """Multiply: orders add."""
        return Term(self.order + other.order, self.coefficient * other.coefficient)

    def __truediv__(self, other: Term) -> Term:
        """Divide by a term that is not zero."""
        return Term(self.order - other.order, self.coefficient / other.coefficient)

    def __add__(self, other: Term) -> Term:
        """Add: the lower power of ε wins; nothing adds nothing."""
        if not other.coefficient or not self.coefficient:
            return self if self.coefficient else other
        if self.order != other.order:
            return self if self.order < other.order else other
        return Term(self.order, self.coefficient + other.coefficient)

    @property
    def complement(self) -> Term:
        """Return one less this chance: one, where the chance is tiny."""
        return ONE if self.order > 0 else Term(0, 1 - self.coefficient)

    def as_decimal(self) -> Decimal:
        """Return an ordinary weight as a decimal (in the context WITHOUT_END)."""
        assert self.order == 0, "a tiny chance has no number"
        return Decimal(self.coefficient.numerator) / Decimal(self.coefficient.denominator)


def leading_shares(weights: Mapping[int, Term]) -> dict[int, Fraction]:
    """Return the shares of the weights of the lowest order: all others vanish in the limit."""
    lowest = min(weight.order for weight in weights.values())
    leading = {
        number: weight.coefficient for number, weight in weights.items() if weight.order == lowest
    }
    total = sum(leading.values(), Fraction(0))
    return {number: weight / total for number, weight in leading.items()}


ONE = Term(0, Fraction(1))
ZERO = Term(0, Fraction(0))
