"""The chance that a relative carries the familial X-linked variant, exactly.

This is the *transmission chance* (KNOWLEDGE.md 4.0, "Evidence for p_variant"): the
rare-allele limit. Evidence are the proband and every recorded test result; "healthy" is
none. The fewest founder copies that explain the evidence are assumed, every founder X
chromosome being equally likely to carry one; there is no new mutation except where the
context says so, no loss of fitness, and married-in people do not carry.

How: let a founder's X carry the variant with a tiny probability ε. Each weight is then a
power of ε with a coefficient, and only the lowest power matters. Such leading terms can
be added and multiplied like numbers, so ordinary variable elimination over the genotypes
gives the limit exactly, with fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from genetics.inheritance import Sex, x_copies
from pedigrees.family import Family
from pedigrees.people import Person


class ImpossibleEvidenceError(Exception):
    """The recorded results cannot all be true in this family."""


class Term(NamedTuple):
    """A weight coefficient · ε^order; only the leading power is kept."""

    order: int
    coefficient: Fraction

    def times(self, other: Term) -> Term:
        """Multiply: orders add."""
        return Term(self.order + other.order, self.coefficient * other.coefficient)

    def plus(self, other: Term) -> Term:
        """Add: the lower power of ε wins."""
        if self.order != other.order:
            return min(self, other, key=lambda term: term.order)
        return Term(self.order, self.coefficient + other.coefficient)


ONE = Term(0, Fraction(1))
State = tuple[Sex, int]
"""A person's sex and number of variant copies on X."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A table of weights over the states of a few people; missing rows weigh nothing."""

    scope: tuple[str, ...]
    table: dict[tuple[State, ...], Term]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known: allowed numbers of copies by person, and in whom it may be new."""

    copies: Mapping[str, frozenset[int]]
    new_in: frozenset[str] = frozenset()


def transmission_chances(family: Family, evidence: Evidence) -> dict[str, Fraction]:
    """Return for every member the chance to carry at least one copy.

    Raises ImpossibleEvidenceError when no assignment of genotypes explains the evidence.
    """
    factors = _factors(family, evidence)
    informative = {person.id for person in family if person.id in evidence.copies}
    return {
        person.id: _chance(person.id, _relevant(factors, informative | {person.id}))
        for person in family
    }


def _relevant(factors: dict[str, Factor], people: Iterable[str]) -> list[Factor]:
    """Return the factors of these people and all their ancestors.

    Whoever has no evidence below adds nothing but a factor of one.
    """
    wanted: set[str] = set()
    waiting = list(people)
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting.extend(factors[name].scope)
    return [factor for name, factor in factors.items() if name in wanted]


def _chance(person_id: str, factors: list[Factor]) -> Fraction:
    marginal = _eliminate_all_but(person_id, factors)
    if not marginal:
        raise ImpossibleEvidenceError(person_id)
    lowest = min(term.order for term in marginal.values())
    leading = {state: term.coefficient for state, term in marginal.items() if term.order == lowest}
    carrying = sum((weight for (_, copies), weight in leading.items() if copies), Fraction(0))
    return carrying / sum(leading.values(), Fraction(0))


def _factors(family: Family, evidence: Evidence) -> dict[str, Factor]:
    """Return one factor a person: founder weight, or transmission from both parents.

    A parent who is not recorded is a founder of his or her own.
    """
    factors: dict[str, Factor] = {}
    for person in family:
        states = _states(person, evidence)
        father, mother = family.father(person.id), family.mother(person.id)
        if father is None and mother is None:
            factors[person.id] = _founder(person.id, states)
            continue
        father_id = father.id if father else f"father of {person.id}"
        mother_id = mother.id if mother else f"mother of {person.id}"
        father_states = _states(father, evidence) if father else _all_states(Sex.MALE)
        mother_states = _states(mother, evidence) if mother else _all_states(Sex.FEMALE)
        if father is None:
            factors[father_id] = _founder(father_id, father_states)
        if mother is None:
            factors[mother_id] = _founder(mother_id, mother_states)
        may_be_new = person.id in evidence.new_in
        rows: dict[tuple[State, ...], Term] = {}
        for own, from_father, from_mother in product(states, father_states, mother_states):
            weight = _transmission(own, from_father[1], from_mother[1], may_be_new)
            if weight is not None:
                rows[(own, from_father, from_mother)] = weight
        factors[person.id] = Factor((person.id, father_id, mother_id), rows)
    return factors


def _founder(founder_id: str, states: tuple[State, ...]) -> Factor:
    return Factor((founder_id,), {(state,): _founder_weight(state) for state in states})


def _all_states(sex: Sex) -> tuple[State, ...]:
    sexes = (Sex.MALE, Sex.FEMALE) if sex is Sex.UNKNOWN else (sex,)
    return tuple((one, copies) for one in sexes for copies in x_copies(one))


def _states(person: Person, evidence: Evidence) -> tuple[State, ...]:
    allowed = evidence.copies.get(person.id)
    return tuple(
        state for state in _all_states(person.sex) if allowed is None or state[1] in allowed
    )


def _founder_weight(state: State) -> Term:
    """A man has one X that can carry (ε), a woman two (2ε for one copy, ε² for both)."""
    sex, copies = state
    chromosomes = 1 if sex is Sex.MALE else 2
    ways = 2 if (chromosomes, copies) == (2, 1) else 1
    return Term(copies, Fraction(ways))


def _transmission(own: State, father: int, mother: int, may_be_new: bool) -> Term | None:
    """Return the weight of a child's state, None where it cannot be.

    The mother passes one of her two X. A father passes his X to daughters and Y to sons.
    Where the change may be new in the child, an X that comes without it may have gained
    it, at the price of one more power of ε.
    """
    sex, copies = own
    from_mother = _maternal(mother, may_be_new)
    if sex is Sex.MALE:
        return from_mother.get(copies)
    from_father = {father: ONE}
    if may_be_new and father == 0:
        from_father[1] = Term(1, Fraction(1))
    total: Term | None = None
    for (one, weight), (other, second) in product(from_mother.items(), from_father.items()):
        if one + other == copies:
            term = weight.times(second)
            total = term if total is None else total.plus(term)
    return total


def _maternal(copies: int, may_be_new: bool) -> dict[int, Term]:
    carrying = Fraction(copies, 2)
    passed = {
        given: Term(0, chance) for given, chance in ((1, carrying), (0, 1 - carrying)) if chance
    }
    if may_be_new and not copies:
        passed[1] = Term(1, Fraction(1))
    return passed


def _eliminate_all_but(person_id: str, factors: Iterable[Factor]) -> dict[State, Term]:
    remaining = list(factors)
    while True:
        neighbours = _neighbours(remaining)
        neighbours.pop(person_id, None)
        if not neighbours:
            break
        cheapest = min(neighbours, key=lambda name: (len(neighbours[name]), name))
        touching = [factor for factor in remaining if cheapest in factor.scope]
        remaining = [factor for factor in remaining if cheapest not in factor.scope]
        remaining.append(_sum_out(cheapest, _multiply(touching)))
    result = _multiply(remaining)
    return {state[0]: term for state, term in result.table.items() if result.scope}


def _neighbours(factors: list[Factor]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for factor in factors:
        for name in factor.scope:
            found.setdefault(name, set()).update(factor.scope)
    return found


def _multiply(factors: list[Factor]) -> Factor:
    combined = Factor((), {(): ONE})
    for factor in factors:
        combined = _join(combined, factor)
    return combined


def _join(left: Factor, right: Factor) -> Factor:
    shared = [name for name in right.scope if name in left.scope]
    added = [name for name in right.scope if name not in left.scope]
    left_keys = [left.scope.index(name) for name in shared]
    right_keys = [right.scope.index(name) for name in shared]
    right_rest = [right.scope.index(name) for name in added]
    by_key: dict[tuple[State, ...], list[tuple[tuple[State, ...], Term]]] = {}
    for row, weight in right.table.items():
        key = tuple(row[index] for index in right_keys)
        by_key.setdefault(key, []).append((tuple(row[index] for index in right_rest), weight))
    table = {}
    for row, weight in left.table.items():
        for rest, other in by_key.get(tuple(row[index] for index in left_keys), ()):
            table[row + rest] = weight.times(other)
    return Factor(left.scope + tuple(added), table)


def _sum_out(name: str, factor: Factor) -> Factor:
    index = factor.scope.index(name)
    table: dict[tuple[State, ...], Term] = {}
    for row, weight in factor.table.items():
        rest = row[:index] + row[index + 1 :]
        table[rest] = weight if rest not in table else table[rest].plus(weight)
    return Factor(factor.scope[:index] + factor.scope[index + 1 :], table)
