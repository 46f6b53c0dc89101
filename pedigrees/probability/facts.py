"""What is known of a person, as weights of each possible genotype, and in words.

Each fact stands by itself, so that it can be left out: that is how the facts that contradict
each other are found (`conflict`), and how a test is tried out before it is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from genetics.inheritance import Sex
from genetics.phrases import marked, say
from pedigrees.probability.model import NORMAL, Alleles, Model

CERTAIN, NEVER = Fraction(1), Fraction(0)


class Fact(Protocol):
    """One thing that is known of one person."""

    @property
    def person(self) -> str:
        """Return the id."""

    @property
    def words(self) -> str:
        """Return the fact as a short sentence, without a full stop."""

    def likelihood(self, alleles: Alleles, sex: Sex, model: Model) -> Fraction:
        """Return the chance of what was seen, given these alleles."""


@dataclass(frozen=True, slots=True)
class KnownGenotype:
    """A certain result: the alleles are among these, in blood."""

    person: str
    possible: frozenset[Alleles]
    words: str

    # As every Fact is asked; of sex and model the phenotype alone makes use.
    def likelihood(self, alleles: Alleles, sex: Sex, model: Model) -> Fraction:  # noqa: ARG002
        """Return 1 for the genotypes that are possible, 0 for all others."""
        return CERTAIN if alleles in self.possible else NEVER


@dataclass(frozen=True, slots=True)
class Phenotype:
    """Ill, or healthy, at an age or of another class that changes the penetrance.

    `penetrance` says in words what was stated, so that it can be doubted beside the fact.
    """

    person: str
    affected: bool
    penetrance_class: str = ""
    penetrance: str = ""

    @property
    def words(self) -> str:
        """Return the fact as a short sentence."""
        told = say(ILL if self.affected else HEALTHY, person=self.person)
        if not self.penetrance:
            return told
        return say(WITH_PENETRANCE, fact=told, penetrance=self.penetrance)

    def likelihood(self, alleles: Alleles, sex: Sex, model: Model) -> Fraction:
        """Return the penetrance of the genotype, or one less it."""
        chance = model.penetrance[self.penetrance_class].of(sex, alleles)
        return chance if self.affected else 1 - chance


ILL = marked("{person} is recorded affected")
HEALTHY = marked("{person} is recorded not affected")
WITH_PENETRANCE = marked("{fact} ({penetrance})")


@dataclass(frozen=True, slots=True)
class TestResult:
    """The result of a test that can err: its chance by the number of copies that it looks for.

    `looks_for` are the changes that the test can see, none for all of them: a copy of any
    other change is invisible to it.
    """

    __test__ = False

    person: str
    positive: bool
    chance_of_positive: tuple[Fraction, ...]
    words: str
    looks_for: frozenset[str] = frozenset()

    # As every Fact is asked; of sex and model the phenotype alone makes use.
    def likelihood(self, alleles: Alleles, sex: Sex, model: Model) -> Fraction:  # noqa: ARG002
        """Return the chance of this result."""
        seen = sum(
            allele != NORMAL and (not self.looks_for or allele in self.looks_for)
            for allele in alleles
        )
        chance = self.chance_of_positive[seen]
        return chance if self.positive else 1 - chance


def copies(alleles: Alleles) -> int:
    """Return the number of changed copies."""
    return sum(allele != NORMAL for allele in alleles)
