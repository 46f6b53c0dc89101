"""The states a person can be in, and what a child gets from each pair of parents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Generic, NamedTuple

from genetics.inheritance import Sex
from pedigrees.probability.model import NORMAL, Alleles, Model
from pedigrees.probability.numbers import ONE, Term
from pedigrees.probability.tables import Weight


class State(NamedTuple):
    """Sex, alleles in blood, and whether a part of the germ cells has a change besides."""

    sex: Sex
    alleles: Alleles
    mosaic: bool = False


@dataclass(frozen=True, slots=True)
class Genotypes(Generic[Weight]):
    """The rules of one model, each worked out once, in the weights that `number` makes.

    Mosaic states exist only where they matter: in parents, where the model has mosaicism.
    In anybody else they are part of the plain state.
    """

    model: Model
    number: Callable[[Term], Weight]
    _children: dict[tuple[Sex, State, State, bool], Mapping[State, Weight]] = field(
        default_factory=dict
    )

    def states(self, sex: Sex, *, parent: bool) -> tuple[State, ...]:
        """Return the states of a person; one of unrecorded sex can be of either."""
        sexes = (Sex.MALE, Sex.FEMALE) if sex is Sex.UNKNOWN else (sex,)
        return tuple(
            State(one, alleles, mosaic)
            for one in sexes
            for alleles in self._alleles(one)
            for mosaic in self._mosaic(alleles, parent)
        )

    def _alleles(self, sex: Sex) -> Iterator[Alleles]:
        alleles = (NORMAL, *sorted(self.model.variants))
        one_copy = self.model.x_linked and sex is Sex.MALE
        yield from combinations_with_replacement(alleles, 1 if one_copy else 2)

    def _mosaic(self, alleles: Alleles, parent: bool) -> tuple[bool, ...]:
        possible = parent and self._mosaicism_matters and set(alleles) == {NORMAL}
        return (False, True) if possible else (False,)

    @property
    def _mosaicism_matters(self) -> bool:
        return self.model.mosaicism.chance.coefficient > 0

    def founder(self, state: State, person: str, *, parent: bool) -> Weight | None:
        """Return the chance of a founder's state, given the sex; None where it cannot be."""
        prior = self.model.carrier_priors.get(person)
        if prior is None:
            weight = self.model.founders.weight(state.alleles, state.sex)
        else:
            weight = self._with_prior(state, prior)
        weight = weight * self._arising(state, parent)
        return self.number(weight) if weight.coefficient else None

    def _with_prior(self, state: State, prior: Fraction) -> Term:
        changed = [allele for allele in state.alleles if allele != NORMAL]
        if not changed:
            return Term(0, 1 - prior)
        wanted = self.model.prior_variant or self.model.variants[0]
        return Term(0, prior if changed == [wanted] else Fraction(0))

    def _arising(self, state: State, parent: bool) -> Term:
        """Mosaicism arises after conception, whoever the parents are."""
        if len(self._mosaic(state.alleles, parent)) == 1:
            return ONE
        chance = self.model.mosaicism.chance
        return chance if state.mosaic else chance.complement

    def children(
        self, sex: Sex, father: State, mother: State, *, parent: bool
    ) -> Mapping[State, Weight]:
        """Return the chances of a child's states, given its sex and the parents' states.

        `parent` says whether the child has children itself.
        """
        key = (sex, father, mother, parent)
        if key not in self._children:
            found = self._worked_out(sex, father, mother, parent)
            self._children[key] = {state: self.number(weight) for state, weight in found.items()}
        return self._children[key]

    def _worked_out(
        self, sex: Sex, father: State, mother: State, parent: bool
    ) -> dict[State, Term]:
        found: dict[Alleles, Term] = {}
        without_x = self.model.x_linked and sex is Sex.MALE
        from_father = {(): ONE} if without_x else self._gametes(father)
        for given, one in from_father.items():
            for got, other in self._gametes(mother).items():
                _add(found, tuple(sorted((*given, *got))), one * other)
        states = (
            (State(sex, alleles, mosaic), weight)
            for alleles, weight in found.items()
            for mosaic in self._mosaic(alleles, parent)
        )
        return {state: weight * self._arising(state, parent) for state, weight in states}

    def _gametes(self, parent: State) -> dict[Alleles, Term]:
        """Return what a parent passes on: either copy, changed anew, or from a mosaic part."""
        model = self.model
        new = model.mutation.of(parent.sex)
        share = Term(0, model.mosaicism.share)
        each = Term(0, Fraction(1, len(parent.alleles)))
        passed: dict[Alleles, Term] = {}
        for allele in parent.alleles:
            for got, weight in _changed(allele, parent.mosaic, new, share, model.variants[:1]):
                _add(passed, (got,), each * weight)
        return passed


def _changed(
    allele: str, mosaic: bool, new: Term, share: Term, first: Iterable[str]
) -> Iterator[tuple[str, Term]]:
    if allele != NORMAL:
        yield allele, ONE
        return
    kept = new.complement
    for variant in first:
        if mosaic:
            yield variant, share
            kept = kept * share.complement
        if new.coefficient:
            yield variant, (new if not mosaic else new * share.complement)
    yield allele, kept


def _add(weights: dict[Alleles, Term], alleles: Alleles, weight: Term) -> None:
    if weight.coefficient:
        weights[alleles] = weights[alleles] + weight if alleles in weights else weight
