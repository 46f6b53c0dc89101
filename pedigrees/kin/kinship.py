"""The kinship coefficient of two people, worked out exactly from the whole pedigree."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from pedigrees.family import Family
from pedigrees.kin.ancestry import Parents, genetic_parents, places_by_birth
from pedigrees.kin.twins import identical_groups

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_OF_64_BITS = 30
"""The most generations whose kinship, a multiple of 1/2 to the 2 x 30 + 1, fits a machine word."""


def kinship_coefficient(family: Family, one: str, other: str) -> Fraction:
    """Return the chance that an allele drawn from each is the same by descent, exactly.

    * one person twice: 1/2 (1 + F), F the kinship of the parents (0 where one is not recorded);
    * identical twins share a genome, so that the same holds of the two;
    * two people: the mean of the older one with both parents of the younger one;
    * founders, and a parent who is not recorded, are unrelated to everybody older.

    The cost grows with the square of the number of ancestors, and not with that of the loops.
    """
    genome = identical_groups(family)
    parents = _of_genomes(genetic_parents(family), genome)
    return _Descents(parents, genome[one], genome[other]).kinship(genome[one], genome[other])


def _of_genomes(parents: Parents, genome: dict[str, str]) -> Parents:
    """Return the parents with each group of identical twins as one."""
    return {
        name: tuple(genome[parent] for parent in known)
        for name, known in parents.items()
        if genome[name] == name
    }


class _Descents:
    """What two people and their ancestors have of each other's alleles, in whole numbers.

    The kinship of two people is the sum, over their common ancestors, of the shares of the
    genome that they have from the ancestor, times what is new in the ancestor: 1/2, less a
    quarter of each parent's kinship with himself or herself. (The matrix of kinships factored
    into triangle, diagonal and triangle.)

    With d the number of generations above somebody, `_shares` holds the share that somebody has
    from an ancestor, times 2 to the difference of their d, and `_new` what is new, times
    2 to the 2 d + 1. Both are whole numbers, and so are all the sums of them.
    """

    def __init__(self, parents: Parents, one: str, other: str) -> None:
        import numpy

        self.place = places_by_birth(parents, one, other)
        self._above: dict[str, int] = {}
        for person in self.place:
            self._above[person] = max((self._above[up] + 1 for up in parents[person]), default=0)
        number, deepest = len(self.place), max(self._above.values())
        kind = numpy.int64 if deepest <= MOST_OF_64_BITS else object
        self._shares: NDArray[numpy.int64] = numpy.zeros((number, number), dtype=kind)
        self._new: NDArray[numpy.int64] = numpy.zeros(number, dtype=kind)
        self._with_self: dict[str, int] = {}
        for person in self.place:
            self._add(person, parents[person])

    def _add(self, person: str, parents: tuple[str, ...]) -> None:
        place, above = self.place[person], self._above[person]
        new = 1 << (2 * above)
        for parent in parents:
            generations = above - self._above[parent]
            self._shares[place] += self._shares[self.place[parent]] << (generations - 1)
            new -= self._with_self[parent] << (2 * generations - 2)
        self._shares[place, place] = 1
        self._new[place] = new
        self._with_self[person] = self._common(person, person)

    def _common(self, one: str, other: str) -> int:
        """Return the kinship of two people, times 2 to the sum of their d, plus 1."""
        end = min(self.place[one], self.place[other]) + 1
        shares = self._shares[self.place[one], :end] * self._shares[self.place[other], :end]
        return int((shares * self._new[:end]).sum())

    def kinship(self, one: str, other: str) -> Fraction:
        """Return the kinship of two people."""
        return Fraction(self._common(one, other), 2 << (self._above[one] + self._above[other]))
