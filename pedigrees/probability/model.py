"""How a change of the genome is passed on and shows itself: the assumptions behind a chance.

Everything that is assumed stands here and nowhere else: how common the changes are, how often
they arise anew, whether a parent may carry one in a part of the germ cells, and how often a
genotype shows itself as the disease. What is known of single people are facts (`facts`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from genetics.inheritance import Sex
from pedigrees.probability.numbers import ONE, ZERO, Term

Alleles = tuple[str, ...]
"""The alleles of one person, sorted: two, or one for a man on X. "" is the normal one."""

NORMAL = ""


class Chromosome(StrEnum):
    """Where the gene lies."""

    AUTOSOME = "autosome"
    X = "X"


class Founders(Protocol):
    """How often people without recorded parents carry a change."""

    @property
    def in_the_limit(self) -> bool:
        """Whether the change is infinitely rare."""

    def weight(self, alleles: Alleles, sex: Sex) -> Term:
        """Return the chance of these alleles."""


@dataclass(frozen=True, slots=True)
class HardyWeinberg:
    """Alleles meet at random: the chance is the product of their frequencies."""

    frequencies: Mapping[str, Fraction]

    @property
    def in_the_limit(self) -> bool:
        """The frequencies are ordinary numbers."""
        return False

    def weight(self, alleles: Alleles, sex: Sex) -> Term:  # noqa: ARG002 - both sexes alike
        """Return the product of the frequencies, twice that for two different alleles."""
        chance = Fraction(1 if len(set(alleles)) == 1 else 2)
        for allele in alleles:
            chance *= self.frequencies[allele]
        return Term(0, chance)


@dataclass(frozen=True, slots=True)
class RareXLinked:
    """A rare change on X: new mutation keeps up what selection against ill men takes away.

    With the mutation rate m for both sexes and the fitness f of men with the change, in the
    limit of small m (KNOWLEDGE.md 2.2, standard population genetics):

    * a woman carries one copy with the chance 2m (2 + f) / (1 - f);
    * a boy is born with it with the chance 3m / (1 - f).

    With `Model.fitness` for the fathers, the mother of an isolated ill man carries with the
    chance 1 - (1 - f) / 3, however many of her ancestors are recorded. m itself cancels out:
    it is the infinitesimal of `numbers`. With f = 1 nothing is taken away: the change is
    taken to be old, and is never new. `by_mosaics` is how many new changes come from mosaic
    parents for each that arises in a single germ cell: they keep up the change as well.
    """

    fitness: Fraction
    by_mosaics: Fraction = Fraction(0)

    @property
    def in_the_limit(self) -> bool:
        """The mutation rate is the infinitesimal."""
        return True

    def weight(self, alleles: Alleles, sex: Sex) -> Term:
        """Return the chance in terms of the mutation rate; two copies weigh the square."""
        copies = sum(allele != NORMAL for allele in alleles)
        if copies == 0:
            return ONE
        lost, new = 1 - self.fitness, 1 + self.by_mosaics
        if sex is Sex.MALE:
            return Term(1, 3 * new / lost if lost else Fraction(1))
        one_x = (2 + self.fitness) * new / lost if lost else Fraction(1)
        return Term(1, 2 * one_x) if copies == 1 else Term(2, one_x * one_x)


OTHER = "another change of the gene"


@dataclass(frozen=True, slots=True)
class RareRecessive:
    """The changes of the family are infinitely rare; others of the same gene are not.

    A founder carries one copy of `OTHER`, any other change that causes the disease, with
    the chance `carriers`, and two with its half squared.
    """

    carriers: Fraction

    @property
    def in_the_limit(self) -> bool:
        """The changes of the family are."""
        return True

    def weight(self, alleles: Alleles, sex: Sex) -> Term:  # noqa: ARG002 - both sexes alike
        """Return the chance; each copy of a family's change is one more power of ε."""
        others, normal = alleles.count(OTHER), alleles.count(NORMAL)
        familial = len(alleles) - others - normal
        half = self.carriers / 2
        if familial == 0:
            given = (1 - self.carriers - half * half, self.carriers, half * half)
            return Term(0, given[others])
        ways = Fraction(1 if len(set(alleles)) == 1 else 2)
        beside = half if others else 1 - half if normal else Fraction(1)
        return Term(familial, ways * beside)


@dataclass(frozen=True, slots=True)
class Mutation:
    """The chance that a normal allele is passed on changed, by the sex of the parent."""

    male: Term = ZERO
    female: Term = ZERO

    def of(self, parent: Sex) -> Term:
        """Return the chance for a gamete of a father or a mother."""
        return self.male if parent is Sex.MALE else self.female


@dataclass(frozen=True, slots=True)
class Mosaicism:
    """A parent without the change in blood may have it in a part of the germ cells.

    `chance` is that of being such a parent, `share` the part of the germ cells.
    """

    chance: Term = ZERO
    share: Fraction = Fraction(1, 2)

    @classmethod
    def with_recurrence(cls, recurrence: Fraction, mutation: Term) -> Mosaicism:
        """Return the mosaicism under which a second child has the stated chance.

        After one child with an apparently new change the chance for the next is
        r = h s² / (h s + m) with the chance h to be mosaic, the share s of the germ cells and
        the mutation rate m (the rate itself is left out as far smaller); solved for h. s is
        taken as one half: the largest share that a woman with no cell but germ cells changed
        would have, so that a second affected child leads to 1 in 2.
        """
        share = Fraction(1, 2)
        if not 0 <= recurrence < share:
            raise ValueError("the chance for a further child must be from 0 to below 1/2")
        factor = recurrence / (share * (share - recurrence))
        return cls(Term(mutation.order, mutation.coefficient * factor), share)

    def for_each_new(self, mutation: Term) -> Fraction:
        """Return how many changes mosaic parents pass on for each that is new in a germ cell."""
        if not mutation.coefficient:
            return Fraction(0)
        return self.chance.coefficient * self.share / mutation.coefficient


@dataclass(frozen=True, slots=True)
class Penetrance:
    """The chance to be ill, by the number of changed copies (0, 1, and 2 but for men on X).

    `genotypes` names genotypes that differ from others with as many copies: two mild changes
    beside a mild and a severe one, for instance.
    """

    male: tuple[Fraction, ...]
    female: tuple[Fraction, ...]
    genotypes: Mapping[Alleles, Fraction] = field(default_factory=dict)

    def of(self, sex: Sex, alleles: Alleles) -> Fraction:
        """Return the chance to be ill with these alleles."""
        if alleles in self.genotypes:
            return self.genotypes[alleles]
        copies = sum(allele != NORMAL for allele in alleles)
        return (self.male if sex is Sex.MALE else self.female)[copies]


@dataclass(frozen=True, slots=True)
class Model:
    """The assumptions for one gene and its changes `variants`.

    A new mutation gives the first of them. `penetrance` is by class of age or other class;
    "" is the usual one. `fitness` is that of men with an X-linked change: of those who have
    recorded children, so much fewer carry; only of those `selected`, where these are named
    (and fathers of theirs who are not recorded). `carrier_priors` replaces `founders` for
    single people: the chance to carry one copy of `prior_variant` (the first change, where it is
    not stated), and none for two.
    """

    chromosome: Chromosome
    variants: tuple[str, ...]
    founders: Founders
    penetrance: Mapping[str, Penetrance] = field(default_factory=dict)
    mutation: Mutation = Mutation()
    mosaicism: Mosaicism = Mosaicism()
    fitness: Fraction = Fraction(1)
    selected: frozenset[str] | None = None
    carrier_priors: Mapping[str, Fraction] = field(default_factory=dict)
    prior_variant: str = ""

    @property
    def x_linked(self) -> bool:
        """Whether the gene lies on X."""
        return self.chromosome is Chromosome.X

    @property
    def in_the_limit(self) -> bool:
        """Whether any chance of the model is that of something infinitely rare."""
        tiny = (self.mutation.male, self.mutation.female, self.mosaicism.chance)
        return self.founders.in_the_limit or any(term.order for term in tiny)
