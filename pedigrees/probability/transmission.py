"""The chance that a relative carries a familial variant, exactly.

This is the *transmission chance* (KNOWLEDGE.md 4.0, "Evidence for p_variant"): the
rare-allele limit. Evidence are the proband and every recorded test result; in X-linked
disease "healthy" is none. The fewest founder copies that explain the evidence are assumed,
every founder chromosome being equally likely to carry one; there is no new mutation except
where the context says so, no loss of fitness, and married-in people do not carry, except
those with a prior.

How: let a founder's chromosome carry the variant with a tiny probability ε. Each weight is
then a power of ε with a coefficient, and only the lowest power matters. Such leading terms
can be added and multiplied like numbers, so ordinary variable elimination over the
genotypes gives the limit exactly, with fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.people import Person
from pedigrees.probability.loci import ONE, Locus, State, Term, XLocus


class ImpossibleEvidenceError(Exception):
    """The recorded results cannot all be true in this family."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A table of weights over the states of a few people; missing rows weigh nothing."""

    scope: tuple[str, ...]
    table: dict[tuple[State, ...], Term]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known: possible genotypes by person, and in whom the variant may be new.

    `copies` holds for X the numbers of copies, for an autosome the pairs of alleles.
    `again_in`: a mosaic mother, shown by the new copy in her child, passed it again.
    `priors`: founders with an ordinary chance to carry one copy, instead of none.
    """

    copies: Mapping[str, frozenset[Hashable]]
    new_in: frozenset[str] = frozenset()
    again_in: frozenset[str] = frozenset()
    priors: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chances:
    """The chances of everyone in one family at one place of the genome.

    Identical twins have one genome, unless their results differ.
    """

    locus: Locus
    factors: dict[str, Factor]
    informative: frozenset[str]
    twin_of: dict[str, str]

    @classmethod
    def of(cls, family: Family, locus: Locus, evidence: Evidence) -> Chances:
        """Set up the family; nothing is computed yet."""
        twin_of = _second_twins(family, evidence)
        one_each, joined = _one_of_each_pair(family, evidence, twin_of)
        informative = frozenset(person.id for person in one_each if person.id in joined.copies)
        return cls(locus, _factors(one_each, locus, joined), informative, twin_of)

    def carrying(self, person_id: str) -> Fraction:
        """Return the chance to carry at least one copy."""
        return self.probability(person_id, self.locus.carries)

    def probability(self, person_id: str, wanted: Callable[[State], bool]) -> Fraction:
        """Return the chance that the person's state is one of those wanted.

        Raises ImpossibleEvidenceError when no assignment of genotypes explains the evidence.
        """
        name = self.twin_of.get(person_id, person_id)
        marginal = _eliminate_all_but(name, self._relevant(name))
        if not marginal:
            raise ImpossibleEvidenceError(person_id)
        lowest = min(term.order for term in marginal.values())
        leading = {
            state: term.coefficient for state, term in marginal.items() if term.order == lowest
        }
        chosen = sum((weight for state, weight in leading.items() if wanted(state)), Fraction(0))
        return chosen / sum(leading.values(), Fraction(0))

    def _relevant(self, person_id: str) -> list[Factor]:
        """Return the factors of the person, of those with evidence, and of their ancestors.

        Whoever has no evidence below adds nothing but a factor of one.
        """
        wanted: set[str] = set()
        waiting = [person_id, *self.informative]
        while waiting:
            name = waiting.pop()
            if name not in wanted:
                wanted.add(name)
                waiting.extend(self.factors[name].scope)
        return [factor for name, factor in self.factors.items() if name in wanted]


def transmission_chances(
    family: Family, evidence: Evidence, locus: Locus | None = None
) -> dict[str, Fraction]:
    """Return for every member the chance to carry at least one copy (on X by default).

    Raises ImpossibleEvidenceError when no assignment of genotypes explains the evidence.
    """
    chances = Chances.of(family, locus or XLocus(), evidence)
    return {person.id: chances.carrying(person.id) for person in family}


def _second_twins(family: Family, evidence: Evidence) -> dict[str, str]:
    """Return the first twin of each later identical one, where nothing speaks against it."""
    twin_of: dict[str, str] = {}
    for person in family:
        first = twin_of.get(person.id, person.id)
        for twin in family.identical_twins(person.id):
            if twin.id not in (first, *twin_of) and _agree(evidence, first, twin.id):
                twin_of[twin.id] = first
    return twin_of


def _agree(evidence: Evidence, one: str, other: str) -> bool:
    known = [evidence.copies[name] for name in (one, other) if name in evidence.copies]
    return len(known) < 2 or bool(known[0] & known[1])


def _one_of_each_pair(
    family: Family, evidence: Evidence, twin_of: Mapping[str, str]
) -> tuple[Family, Evidence]:
    def genome(name: str | None) -> str | None:
        return None if name is None else twin_of.get(name, name)

    people = [
        replace(person, father=genome(person.father), mother=genome(person.mother))
        for person in family
        if person.id not in twin_of
    ]
    copies: dict[str, frozenset[Hashable]] = {}
    for name, allowed in evidence.copies.items():
        one = twin_of.get(name, name)
        copies[one] = copies.get(one, allowed) & allowed
    new_in = frozenset(twin_of.get(name, name) for name in evidence.new_in)
    again_in = frozenset(twin_of.get(name, name) for name in evidence.again_in) - new_in
    proband = twin_of.get(family.proband_id, family.proband_id)
    return Family(people, proband), Evidence(copies, new_in, again_in, evidence.priors)


def _factors(family: Family, locus: Locus, evidence: Evidence) -> dict[str, Factor]:
    """Return one factor a person: founder weight, or transmission from both parents.

    A parent who is not recorded is a founder of his or her own.
    """
    factors: dict[str, Factor] = {}
    for person in family:
        states = _states(person, locus, evidence)
        father, mother = family.father(person.id), family.mother(person.id)
        if father is None and mother is None:
            factors[person.id] = _founder(person.id, states, locus, evidence)
            continue
        father_id = father.id if father else f"father of {person.id}"
        mother_id = mother.id if mother else f"mother of {person.id}"
        father_states = _states(father, locus, evidence) if father else locus.states(Sex.MALE)
        mother_states = _states(mother, locus, evidence) if mother else locus.states(Sex.FEMALE)
        if father is None:
            factors[father_id] = _founder(father_id, father_states, locus, evidence)
        if mother is None:
            factors[mother_id] = _founder(mother_id, mother_states, locus, evidence)
        new = _price_of_a_new_copy(person.id, evidence)
        rows: dict[tuple[State, ...], Term] = {}
        for own, from_father, from_mother in product(states, father_states, mother_states):
            weight = locus.child(own, from_father, from_mother, new)
            if weight is not None:
                rows[(own, from_father, from_mother)] = weight
        factors[person.id] = Factor((person.id, father_id, mother_id), rows)
    return factors


def _founder(
    founder_id: str, states: tuple[State, ...], locus: Locus, evidence: Evidence
) -> Factor:
    prior = evidence.priors.get(founder_id)
    if prior is None:
        return Factor((founder_id,), {(state,): locus.founder(state) for state in states})
    return Factor((founder_id,), _with_prior(states, locus, prior))


def _with_prior(
    states: tuple[State, ...], locus: Locus, prior: Fraction
) -> dict[tuple[State, ...], Term]:
    """Return a founder who carries one copy of the first variant with an ordinary chance."""
    free = [state for state in states if not locus.carries(state)]
    single = [state for state in states if locus.founder(state).order == 1][:1]
    table: dict[tuple[State, ...], Term] = {(state,): Term(0, 1 - prior) for state in free}
    table.update({(state,): Term(0, prior) for state in single})
    return table


def _states(person: Person, locus: Locus, evidence: Evidence) -> tuple[State, ...]:
    allowed = evidence.copies.get(person.id)
    return tuple(
        state for state in locus.states(person.sex) if allowed is None or state.genotype in allowed
    )


def _price_of_a_new_copy(person_id: str, evidence: Evidence) -> Term | None:
    """One more power of ε for a new copy; none where a mosaic mother passes it again."""
    if person_id in evidence.new_in:
        return Term(1, Fraction(1))
    return ONE if person_id in evidence.again_in else None


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
