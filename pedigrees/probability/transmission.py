"""The chance that a relative carries a familial variant, exactly.

This is the *transmission chance* (KNOWLEDGE.md 4.0, "Evidence for p_variant"): the
rare-allele limit. Evidence are the proband and every recorded test result; in X-linked
disease "healthy" is none. The fewest founder copies that explain the evidence are assumed,
every founder chromosome being equally likely to carry one; there is no new mutation except
where the context says so, no loss of fitness, and married-in people do not carry, except
those with a prior.

How: let a founder's chromosome carry the variant with a tiny probability ε. Each weight is
then a leading term (`numbers`), and one run over the family's `junction_tree` gives the limit
for everybody, in exact fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.people import Person
from pedigrees.probability.junction_tree import Beliefs, JunctionTree
from pedigrees.probability.loci import Locus, State, XLocus
from pedigrees.probability.numbers import ONE, Term, leading_shares
from pedigrees.probability.tables import Row, Table


class ImpossibleEvidenceError(Exception):
    """The recorded results cannot all be true in this family."""


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
    states: dict[str, tuple[State, ...]]
    beliefs: Beliefs[Term] | None
    twin_of: dict[str, str]

    @classmethod
    def of(cls, family: Family, locus: Locus, evidence: Evidence) -> Chances:
        """Work out the chances of everybody in one run."""
        twin_of = _second_twins(family, evidence)
        one_each, joined = _one_of_each_pair(family, evidence, twin_of)
        people = _with_missing_parents(one_each)
        states = {one.id: _states(one, locus, joined) for one in people}
        tables = [_table(one, states, locus, joined) for one in people]
        tree = JunctionTree.of(tuple(states), [table.scope for table in tables])
        tree.check_size({name: len(each) for name, each in states.items()})
        return cls(locus, states, tree.propagate(tables), twin_of)

    def carrying(self, person_id: str) -> Fraction:
        """Return the chance to carry at least one copy."""
        return self.probability(person_id, self.locus.carries)

    def probability(self, person_id: str, wanted: Callable[[State], bool]) -> Fraction:
        """Return the chance that the person's state is one of those wanted.

        Raises ImpossibleEvidenceError when no assignment of genotypes explains the evidence.
        """
        if self.beliefs is None:
            raise ImpossibleEvidenceError(person_id)
        name = self.twin_of.get(person_id, person_id)
        shares = leading_shares(self.beliefs.of(name))
        states = self.states[name]
        return sum(
            (share for number, share in shares.items() if wanted(states[number])), Fraction(0)
        )


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
    place = {person.id: number for number, person in enumerate(family)}
    for person in family:
        if person.twin_of not in place:
            continue
        pair = (family[person.id], family[person.twin_of or ""])
        if not any(one.monozygotic for one in pair):
            continue
        one, other = sorted((twin_of.get(twin.id, twin.id) for twin in pair), key=place.__getitem__)
        if one != other and _agree(evidence, one, other):
            twin_of |= {name: one for name, first in twin_of.items() if first == other}
            twin_of[other] = one
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


def _with_missing_parents(family: Family) -> list[Person]:
    """Return everybody with the genetic parents only, and those who are not recorded.

    A parent who is not recorded, beside one who is, is a founder of his or her own.
    """
    people: list[Person] = []
    for person in family:
        father, mother = family.father(person.id), family.mother(person.id)
        if father is None and mother is None:
            people.append(replace(person, father=None, mother=None))
            continue
        father = father or Person(f"father of {person.id}", Sex.MALE)
        mother = mother or Person(f"mother of {person.id}", Sex.FEMALE)
        people += [parent for parent in (father, mother) if parent.id not in family]
        people.append(replace(person, father=father.id, mother=mother.id))
    return people


def _table(
    person: Person, states: Mapping[str, tuple[State, ...]], locus: Locus, evidence: Evidence
) -> Table[Term]:
    """Return one table a person: founder weight, or transmission from both parents."""
    own = states[person.id]
    if person.father is None or person.mother is None:
        weights = _founder(person.id, own, locus, evidence)
        placed = enumerate(own)
        founder: dict[Row, Term] = {(at,): weights[one] for at, one in placed if one in weights}
        return Table((person.id,), founder)
    new = _price_of_a_new_copy(person.id, evidence)
    fathers, mothers = states[person.father], states[person.mother]
    places = product(range(len(own)), range(len(fathers)), range(len(mothers)))
    weighed = {
        (one, by, of): locus.child(own[one], fathers[by], mothers[of], new)
        for one, by, of in places
    }
    rows: dict[Row, Term] = {row: one for row, one in weighed.items() if one is not None}
    return Table((person.id, person.father, person.mother), rows)


def _founder(
    founder_id: str, states: tuple[State, ...], locus: Locus, evidence: Evidence
) -> dict[State, Term]:
    prior = evidence.priors.get(founder_id)
    if prior is None:
        return {state: locus.founder(state) for state in states}
    return _with_prior(states, locus, prior)


def _with_prior(states: tuple[State, ...], locus: Locus, prior: Fraction) -> dict[State, Term]:
    """Return a founder who carries one copy of the first variant with an ordinary chance."""
    free = [state for state in states if not locus.carries(state)]
    single = [state for state in states if locus.founder(state).order == 1][:1]
    weights = dict.fromkeys(free, Term(0, 1 - prior)) | dict.fromkeys(single, Term(0, prior))
    return {state: weight for state, weight in weights.items() if weight.coefficient}


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
