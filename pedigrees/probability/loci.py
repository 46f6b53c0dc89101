"""How a gene is passed on: the states a person can be in, and what a child gets from parents.

Two kinds of place in the genome: one on X (outside the pseudoautosomal regions) and one on an
autosome with one or two familial variants. Weights are leading terms c · ε^k, where ε is the
tiny chance that one founder chromosome carries a familial variant.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import NamedTuple, Protocol

from genetics.inheritance import Sex, x_copies
from pedigrees.probability.numbers import ONE, Term


class State(NamedTuple):
    """What one person can be: sex (where it matters) and genotype."""

    sex: Sex
    genotype: Hashable


class Locus(Protocol):
    """A place in the genome with its rules of transmission."""

    def states(self, sex: Sex) -> tuple[State, ...]:
        """Return the states that a person of this recorded sex can have."""

    def founder(self, state: State) -> Term:
        """Return the weight of a founder's state."""

    def child(self, state: State, father: State, mother: State, new: Term | None) -> Term | None:
        """Return the weight of a child's state given the parents', None where it cannot be.

        `new` is the price of a copy that neither parent has, None where there is none.
        """

    def carries(self, state: State) -> bool:
        """Whether the person has at least one copy of a familial variant."""


def total(terms: Iterable[Term]) -> Term | None:
    """Return the sum of the terms, None where there is none."""
    result: Term | None = None
    for term in terms:
        result = term if result is None else result + term
    return result


@dataclass(frozen=True, slots=True)
class XLocus:
    """A place on X: a man has 0 or 1 copies, a woman 0, 1 or 2.

    The mother passes one of her two X. A father passes his X to daughters and Y to sons.
    Where the change may be new in the child, an X that comes without it may have gained
    it, at the price `new`.
    """

    def states(self, sex: Sex) -> tuple[State, ...]:
        """Return the states; a person of unrecorded sex can be either."""
        sexes = (Sex.MALE, Sex.FEMALE) if sex is Sex.UNKNOWN else (sex,)
        return tuple(State(one, copies) for one in sexes for copies in x_copies(one))

    def founder(self, state: State) -> Term:
        """A man has one X that can carry (ε), a woman two (2ε for one copy, ε² for both)."""
        copies = _copies(state)
        ways = 2 if (state.sex, copies) == (Sex.FEMALE, 1) else 1
        return Term(copies, Fraction(ways))

    def child(self, state: State, father: State, mother: State, new: Term | None) -> Term | None:
        """Return the weight of a child's state."""
        from_mother = _maternal(_copies(mother), new)
        if state.sex is Sex.MALE:
            return from_mother.get(_copies(state))
        from_father = {_copies(father): ONE}
        if new is not None and _copies(father) == 0:
            from_father[1] = new
        return total(
            one * other
            for (given, one), (got, other) in product(from_mother.items(), from_father.items())
            if given + got == _copies(state)
        )

    def carries(self, state: State) -> bool:
        """Whether there is at least one copy."""
        return _copies(state) > 0


def _maternal(copies: int, new: Term | None) -> dict[int, Term]:
    carrying = Fraction(copies, 2)
    passed = {
        given: Term(0, chance) for given, chance in ((1, carrying), (0, 1 - carrying)) if chance
    }
    if new is not None and not copies:
        passed[1] = new
    return passed


def _copies(state: State) -> int:
    assert isinstance(state.genotype, int)
    return state.genotype


NORMAL = ""
Pair = tuple[str, str]
"""The alleles of both chromosomes, sorted; "" is the allele without a familial variant."""


@dataclass(frozen=True, slots=True)
class AutosomalLocus:
    """A place on an autosome with one familial variant or two ("a", "b").

    Each founder chromosome carries each variant with ε. Sex does not matter, so every state
    has the sex U.
    """

    variants: tuple[str, ...]

    def states(self, sex: Sex) -> tuple[State, ...]:  # noqa: ARG002 - sex does not matter here
        """Return all unordered pairs of alleles."""
        alleles = (NORMAL, *self.variants)
        pairs = {_sorted((one, other)) for one, other in product(alleles, repeat=2)}
        return tuple(State(Sex.UNKNOWN, pair) for pair in sorted(pairs))

    def founder(self, state: State) -> Term:
        """One ε for each variant; a pair of two different alleles can come about in two ways."""
        one, other = _pair(state)
        order = (one != NORMAL) + (other != NORMAL)
        return Term(order, Fraction(1 if one == other else 2))

    def child(
        self,
        state: State,
        father: State,
        mother: State,
        new: Term | None,  # noqa: ARG002 - new mutation plays no part in recessive disease
    ) -> Term | None:
        """Each parent passes either chromosome."""
        ways = sum(
            _sorted((given, got)) == _pair(state)
            for given, got in product(_pair(father), _pair(mother))
        )
        return Term(0, Fraction(ways, 4)) if ways else None

    def carries(self, state: State) -> bool:
        """Whether one of the two alleles is a familial variant."""
        return _pair(state) != (NORMAL, NORMAL)

    def biallelic(self, state: State) -> bool:
        """Whether both alleles are familial variants."""
        return NORMAL not in _pair(state)


def _pair(state: State) -> Pair:
    assert isinstance(state.genotype, tuple)
    one, other = state.genotype
    return one, other


def _sorted(pair: Pair) -> Pair:
    one, other = sorted(pair)
    return one, other
