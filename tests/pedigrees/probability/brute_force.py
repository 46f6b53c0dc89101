"""Every chance by its definition: all combinations of everybody's chromosomes, one by one.

Written from the definitions in `model` and `facts`, not from the engine: here each person has
a paternal and a maternal chromosome, told apart, and no weight is ever passed along a tree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from genetics.inheritance import Sex
from pedigrees.people import Person
from pedigrees.probability.facts import Fact
from pedigrees.probability.model import HardyWeinberg, Model

MAN, WOMAN, UNKNOWN = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN
Told = tuple[Sex, tuple[str, ...]]
"""A sex and the alleles in blood, sorted: what is compared with the engine."""


@dataclass(frozen=True)
class Genome:
    """One genome: its sex, the copies in blood as (paternal, maternal), and germ cells."""

    sex: Sex
    copies: tuple[str, ...]
    mosaic: bool = False

    @property
    def told(self) -> Told:
        return self.sex, tuple(sorted(self.copies))


@dataclass
class Answer:
    """The sum of all weights, and for each person the part of it that falls on each genotype."""

    total: float = 0.0
    parts: dict[str, dict[Told, float]] = field(default_factory=lambda: defaultdict(_nothing))

    def chances(self, person: str) -> dict[Told, float]:
        return {told: part / self.total for told, part in self.parts[person].items()}

    @property
    def log_likelihood(self) -> float:
        return log(self.total)


def _nothing() -> dict[Told, float]:
    return defaultdict(float)


def enumerate_all(people: Sequence[Person], model: Model, facts: Sequence[Fact]) -> Answer:
    """Return the weights of all combinations; `model` may not be in the limit."""
    answer, family = Answer(), _Family(people, model, facts)

    def go_on(place: int, chosen: dict[str, Genome], weight: float) -> None:
        if place == len(family.order):
            answer.total += weight
            for person, genome in family.genome_of.items():
                answer.parts[person][chosen[genome].told] += weight
            return
        name = family.order[place]
        for genome, chance in family.choices(name, chosen):
            chosen[name] = genome
            go_on(place + 1, chosen, weight * chance)

    go_on(0, {}, 1.0)
    return answer


class _Family:
    """Genomes by name, parents before their children."""

    def __init__(self, people: Sequence[Person], model: Model, facts: Sequence[Fact]) -> None:
        self.model = model
        self.genome_of = {one.id: _leader(one, people) for one in people}
        self.priors = {
            self.genome_of[one]: float(prior) for one, prior in model.carrier_priors.items()
        }
        self.parents: dict[str, tuple[str, str]] = {}
        self.sex: dict[str, Sex] = {}
        for one in people:
            if self.sex.setdefault(self.genome_of[one.id], one.sex) is UNKNOWN:
                self.sex[self.genome_of[one.id]] = one.sex
        for one in people:
            if one.genetic_link and (one.father or one.mother):
                self._link(one)
        self.has_children = {name for pair in self.parents.values() for name in pair}
        self.facts: Mapping[str, list[Fact]] = {name: [] for name in self.sex}
        for fact in facts:
            self.facts[self.genome_of[fact.person]].append(fact)
        self.order: list[str] = []
        for name in self.sex:
            self._place(name)

    def _link(self, one: Person) -> None:
        father = self.genome_of[one.father] if one.father else f"father of {one.id}"
        mother = self.genome_of[one.mother] if one.mother else f"mother of {one.id}"
        self.parents.setdefault(self.genome_of[one.id], (father, mother))
        self.sex[father], self.sex[mother] = MAN, WOMAN

    def _place(self, name: str) -> None:
        for parent in self.parents.get(name, ()):
            self._place(parent)
        if name not in self.order:
            self.order.append(name)

    def choices(self, name: str, chosen: Mapping[str, Genome]) -> Iterator[tuple[Genome, float]]:
        """Yield what this one can be, given the parents, with the chance of it and its facts."""
        unknown = self.sex[name] is UNKNOWN
        for sex in (MAN, WOMAN) if unknown else (self.sex[name],):
            for copies, chance in self._copies(name, sex, chosen):
                for mosaic, share in self._mosaic(name, copies):
                    genome = Genome(sex, copies, mosaic)
                    weight = chance * share * (0.5 if unknown else 1.0)
                    weight *= self._fitness(name, genome) * self._seen(name, genome)
                    if weight:
                        yield genome, weight

    def _copies(
        self, name: str, sex: Sex, chosen: Mapping[str, Genome]
    ) -> Iterator[tuple[tuple[str, ...], float]]:
        one_x = self.model.x_linked and sex is MAN
        if name in self.parents:
            father, mother = (chosen[parent] for parent in self.parents[name])
            for maternal, chance in _germ_cells(mother, self.model).items():
                if one_x:
                    yield (maternal,), chance
                else:
                    for paternal, other in _germ_cells(father, self.model).items():
                        yield (paternal, maternal), chance * other
        elif name in self.priors:
            yield from self._with_prior(self.priors[name], one_x)
        else:
            assert isinstance(self.model.founders, HardyWeinberg)
            shares = {key: float(one) for key, one in self.model.founders.frequencies.items()}
            for one, chance in shares.items():
                if one_x:
                    yield (one,), chance
                else:
                    yield from (((one, more), chance * each) for more, each in shares.items())

    def _with_prior(self, prior: float, one_x: bool) -> Iterator[tuple[tuple[str, ...], float]]:
        variant = self.model.prior_variant or self.model.variants[0]
        normal = () if one_x else ("",)
        yield ("", *normal), 1 - prior
        yield (variant, *normal), prior

    def _mosaic(self, name: str, copies: Sequence[str]) -> Iterator[tuple[bool, float]]:
        """Whoever has children and no change in blood may carry one in the germ cells."""
        chance = float(self.model.mosaicism.chance.coefficient)
        if name in self.has_children and not any(copies):
            yield True, chance
            yield False, 1 - chance
        else:
            yield False, 1.0

    def _fitness(self, name: str, genome: Genome) -> float:
        """A man with the change has fewer children; of one who is known to carry it says nothing."""
        father = name in self.has_children and genome.sex is MAN and self.model.x_linked
        if not father or not any(genome.copies) or not self._seen(name, Genome(MAN, ("",))):
            return 1.0
        return float(self.model.fitness)

    def _seen(self, name: str, genome: Genome) -> float:
        sex, alleles = genome.told
        chance = 1.0
        for fact in self.facts.get(name, ()):
            chance *= float(fact.likelihood(alleles, sex, self.model))
        return chance


def _germ_cells(parent: Genome, model: Model) -> dict[str, float]:
    """Return what a germ cell holds: the copy taken, or that copy changed on the way."""
    rate = model.mutation.male if parent.sex is MAN else model.mutation.female
    cells: dict[str, float] = defaultdict(float)
    for allele in parent.copies:
        taken = 1 / len(parent.copies)
        kept = 1.0
        if not allele:
            kept = 1 - float(rate.coefficient)
            kept *= 1 - float(model.mosaicism.share) if parent.mosaic else 1
            cells[model.variants[0]] += taken * (1 - kept)
        cells[allele] += taken * kept
    return cells


def _leader(one: Person, people: Sequence[Person]) -> str:
    """Return the first of a group of identical twins; here each names the first of them."""
    first = one.twin_of if one.monozygotic and one.twin_of else one.id
    assert any(each.id == first for each in people)
    return first
