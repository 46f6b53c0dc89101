"""Families, models and facts for tests of chances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from genetics.inheritance import Sex
from pedigrees.people import Person
from pedigrees.probability.facts import Fact, KnownGenotype, Phenotype, TestResult
from pedigrees.probability.model import (
    NORMAL,
    Alleles,
    Chromosome,
    HardyWeinberg,
    Model,
    Mutation,
    Penetrance,
    RareXLinked,
)
from pedigrees.probability.numbers import ZERO, Term
from pedigrees.probability.posterior import Posteriors, posteriors

EPSILON = Term(1, Fraction(1))
HALF, NO, SURE = Fraction(1, 2), Fraction(0), Fraction(1)
RECESSIVE = Penetrance((NO, NO, SURE), (NO, NO, SURE))
DOMINANT = Penetrance((NO, SURE, SURE), (NO, SURE, SURE))
MEN_ONLY = Penetrance((NO, SURE), (NO, NO, NO))


def people(*lines: str) -> list[Person]:
    """Return people of lines such as "son M father mother" ("-": not recorded, "=X": twin of X)."""
    return [_person(*line.split()) for line in lines]


def _person(name: str, sex: str, *more: str) -> Person:
    twin = next((word[1:] for word in more if word.startswith("=")), None)
    father, mother = (
        None if word == "-" else word
        for word in ([word for word in more if not word.startswith("=")] or ["-", "-"])
    )
    return Person(name, Sex(sex), father, mother, twin_of=twin, monozygotic=True if twin else None)


def autosomal(
    frequencies: Mapping[str, Fraction | str], penetrance: Penetrance = RECESSIVE, **more: object
) -> Model:
    """Return an autosomal model; the normal allele has the rest of the frequencies."""
    return _model(Chromosome.AUTOSOME, frequencies, penetrance, more)


def x_linked(
    frequencies: Mapping[str, Fraction | str], penetrance: Penetrance = MEN_ONLY, **more: object
) -> Model:
    """Return an X-linked model; the normal allele has the rest of the frequencies."""
    return _model(Chromosome.X, frequencies, penetrance, more)


def _model(
    chromosome: Chromosome,
    frequencies: Mapping[str, Fraction | str],
    penetrance: Penetrance,
    more: Mapping[str, object],
) -> Model:
    shares = {name: Fraction(one) for name, one in frequencies.items()}
    rest = {NORMAL: 1 - sum(shares.values(), NO)}
    founders = HardyWeinberg(rest | shares)
    return Model(chromosome, tuple(shares), founders, {"": penetrance}, **more)  # type: ignore[arg-type]


def rare_on_x(fitness: Fraction = NO, **more: object) -> Model:
    """Return a rare change on X, new mutations included unless men lose nothing by it."""
    mutation = Mutation(EPSILON, EPSILON) if fitness < 1 else Mutation(ZERO, ZERO)
    return Model(
        Chromosome.X,
        ("a",),
        RareXLinked(fitness),
        {"": MEN_ONLY},
        mutation=mutation,
        fitness=fitness,
        **more,  # type: ignore[arg-type]
    )


def genotype(person: str, *possible: str) -> KnownGenotype:
    """Return a result: `genotype("mother", "-/a")`, "-" the normal allele; several: any of them."""
    alleles = frozenset(_alleles(one) for one in possible)
    return KnownGenotype(person, alleles, f"{person} is {' or '.join(possible)}")


def _alleles(told: str) -> Alleles:
    return tuple(sorted(NORMAL if one == "-" else one for one in told.split("/")))


def ill(*persons: str) -> list[Fact]:
    return [Phenotype(person, True) for person in persons]


def healthy(*persons: str) -> list[Fact]:
    return [Phenotype(person, False) for person in persons]


def result_of(
    person: str,
    *,
    positive: bool,
    sensitivity: Fraction = SURE,
    false_positive: Fraction = NO,
    looks_for: Iterable[str] = (),
) -> TestResult:
    """Return a result; the test sees all changes unless it `looks_for` some only."""
    chances = (false_positive, sensitivity, sensitivity)
    words = f"the test of {person} is {'positive' if positive else 'negative'}"
    return TestResult(person, positive, chances, words, frozenset(looks_for))


def carrying(
    family: Sequence[Person], model: Model, facts: Iterable[Fact], person: str
) -> Fraction | float:
    """Return the chance of one person to carry at least one copy."""
    return solve(family, model, facts)[person].carrying


def solve(family: Sequence[Person], model: Model, facts: Iterable[Fact] = ()) -> Posteriors:
    return posteriors(family, model, facts)
