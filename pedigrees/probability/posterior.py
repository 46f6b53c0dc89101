"""The story of a chance: what everybody in a family carries, given all that is known.

1. The people become variables: identical twins share one, a parent who is not recorded gets one.
2. `genotypes` says which states each can be in and how parents pass them on, under the
   assumptions of the `model`; `facts` weigh the states of single people.
3. `junction_tree` passes the weights up and down once: then every chance is exact.
4. If no combination of states is possible, `conflict` names the facts that cannot all be true.

Deceased, proband and consultand change no chance; neither do adoptive parents or a surrogate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction

from genetics.inheritance import Sex
from pedigrees.people import Person
from pedigrees.probability.facts import Fact
from pedigrees.probability.genotypes import Genotypes, State
from pedigrees.probability.junction_tree import Beliefs, JunctionTree
from pedigrees.probability.model import NORMAL, Model
from pedigrees.probability.numbers import WITHOUT_END, Term, leading_shares
from pedigrees.probability.tables import Table, Weight


class ImpossibleFactsError(Exception):
    """The facts cannot all be true under the model: their chance is exactly nothing."""


Chance = Fraction | float
"""Exact where the model is taken in the limit of a rare change, otherwise a number."""


@dataclass(frozen=True, slots=True)
class Posterior:
    """The chances of one person's states; a state that is missing is impossible."""

    person: str
    states: Mapping[State, Chance]

    def chance(self, wanted: Callable[[State], bool]) -> Chance:
        """Return the chance of the states wanted."""
        return sum((chance for state, chance in self.states.items() if wanted(state)), Fraction(0))

    def copies(self, number: int, sex: Sex | None = None) -> Chance:
        """Return the chance of so many changed copies in blood, among states of one sex."""
        return self.chance(
            lambda state: changed(state) == number and (sex is None or state.sex is sex)
        )

    @property
    def carrying(self) -> Chance:
        """Return the chance of at least one changed copy in blood."""
        return self.chance(lambda state: changed(state) > 0)


@dataclass(frozen=True, slots=True)
class Posteriors:
    """Everybody's chances, and the natural logarithm of the chance of all facts together.

    The logarithm is None where the model is taken in the limit of a rare change.
    """

    by_person: Mapping[str, Posterior]
    log_likelihood: float | None

    def __getitem__(self, person: str) -> Posterior:
        return self.by_person[person]


def changed(state: State) -> int:
    """Return the number of changed copies in blood."""
    return sum(allele != NORMAL for allele in state.alleles)


def posteriors(people: Sequence[Person], model: Model, facts: Iterable[Fact] = ()) -> Posteriors:
    """Return everybody's chances in one run.

    Raises ImpossibleFactsError, and TooTightlyKnitError for a family that does not fit into
    memory. The people's links have been checked (`pedigrees.readers.links`).
    """
    return Network.of(people, model).given(facts)


FATHER_OF = "father of "
"""Begins the name of a father who is not recorded."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One genome: of one person, of identical twins, or of a parent who is not recorded."""

    name: str
    sex: Sex
    father: str = ""
    mother: str = ""
    parent: bool = False

    @property
    def scope(self) -> tuple[str, ...]:
        """Return whose states the chance of this one's state depends on."""
        return (self.name, self.father, self.mother) if self.father else (self.name,)


@dataclass(frozen=True, slots=True)
class Network:
    """A family under a model, ready for any facts."""

    model: Model
    genome: Mapping[str, str]
    variables: Mapping[str, Variable]
    tree: JunctionTree
    exact: Genotypes[Term]
    decimal: Genotypes[Decimal]
    plain: Genotypes[float]

    @classmethod
    def of(cls, people: Sequence[Person], model: Model) -> Network:
        """Set up the variables and the tree."""
        genome = one_genome(people)
        priors = {genome.get(one, one): prior for one, prior in model.carrier_priors.items()}
        model = replace(model, carrier_priors=priors)
        variables = {one.name: one for one in _variables(people, genome)}
        tree = JunctionTree.of(tuple(variables), [one.scope for one in variables.values()])
        exact, decimal = Genotypes(model, _as_it_is), Genotypes(model, Term.as_decimal)
        plain = Genotypes(model, _any_size)
        return cls(model, genome, variables, tree, exact, decimal, plain)

    def given(self, facts: Iterable[Fact]) -> Posteriors:
        """Return everybody's chances given these facts. Errors: see `posteriors`."""
        if self.model.in_the_limit:
            beliefs = self._beliefs(self.exact, facts)
            return Posteriors(self._read(beliefs, leading_shares), None)
        with localcontext(WITHOUT_END):
            numbers = self._beliefs(self.decimal, facts)
            total = sum((root.ln() for root in numbers[0].roots), Decimal(0))
            return Posteriors(self._read(numbers, _shares), float(total))

    def possible(self, facts: Iterable[Fact]) -> bool:
        """Whether some combination of states explains all facts."""
        return not self.first_contradiction(facts)

    def first_contradiction(self, facts: Iterable[Fact]) -> str:
        """Return the genome at which the facts first contradict each other, "" where nowhere.

        What is possible has a row of whatever weight (`tables`): plain numbers are enough.
        """
        tables, _ = self._tables(self.plain, facts)
        return self.tree.first_contradiction(tables)

    def _beliefs(
        self, genotypes: Genotypes[Weight], facts: Iterable[Fact]
    ) -> tuple[Beliefs[Weight], Mapping[str, tuple[State, ...]]]:
        tables, states = self._tables(genotypes, facts)
        beliefs = self.tree.propagate(tables)
        if beliefs is None:
            raise ImpossibleFactsError
        return beliefs, states

    def _tables(
        self, genotypes: Genotypes[Weight], facts: Iterable[Fact]
    ) -> tuple[list[Table[Weight]], Mapping[str, tuple[State, ...]]]:
        local = self._local(genotypes, facts)
        states = {name: tuple(weights) for name, weights in local.items()}
        self.tree.check_size({name: len(each) for name, each in states.items()})
        tables = [self._table(one, genotypes, states, local) for one in self.variables.values()]
        return tables, states

    def _local(
        self, genotypes: Genotypes[Weight], facts: Iterable[Fact]
    ) -> dict[str, dict[State, Weight]]:
        """Return the states that each person's own facts leave, with their weights."""
        known: dict[str, list[Fact]] = {}
        for fact in facts:
            known.setdefault(self.genome[fact.person], []).append(fact)
        return {
            name: {
                state: genotypes.number(Term(0, chance))
                for state, chance in self._chances(one, genotypes, known.get(name, ())).items()
            }
            for name, one in self.variables.items()
        }

    def _chances(
        self, one: Variable, genotypes: Genotypes[Weight], facts: Sequence[Fact]
    ) -> dict[State, Fraction]:
        """Return the chance of what is known of one genome, for each state it leaves possible.

        The fitness of a father says nothing of one who is known to carry.
        """
        chances: dict[State, Fraction] = {}
        for state in genotypes.states(one.sex, parent=one.parent):
            chance = Fraction(1, 2) if one.sex is Sex.UNKNOWN else Fraction(1)
            for fact in facts:
                chance *= fact.likelihood(state.alleles, state.sex, self.model)
            if chance:
                chances[state] = chance
        if self._is_selected(one) and not all(changed(state) for state in chances):
            chances = {state: chance * self._fitness(state) for state, chance in chances.items()}
        return {state: chance for state, chance in chances.items() if chance}

    def _is_selected(self, one: Variable) -> bool:
        named = self.model.selected
        if not one.parent or named is None:
            return one.parent
        return one.name.removeprefix(FATHER_OF) in named

    def _fitness(self, state: State) -> Fraction:
        ill = self.model.x_linked and state.sex is Sex.MALE and changed(state)
        return self.model.fitness if ill else Fraction(1)

    def _table(
        self,
        one: Variable,
        genotypes: Genotypes[Weight],
        states: Mapping[str, tuple[State, ...]],
        local: Mapping[str, Mapping[State, Weight]],
    ) -> Table[Weight]:
        """Return the table of a person, with the person's own facts in it."""
        own = local[one.name]
        place = {state: number for number, state in enumerate(states[one.name])}
        rows: dict[tuple[int, ...], Weight] = {}
        if not one.father:
            for state, weight in own.items():
                founder = genotypes.founder(state, one.name, parent=one.parent)
                if founder is not None:
                    rows[(place[state],)] = founder * weight
            return Table(one.scope, rows)
        sexes = {state.sex for state in own}
        for number, father in enumerate(states[one.father]):
            for other, mother in enumerate(states[one.mother]):
                for sex in sexes:
                    got = genotypes.children(sex, father, mother, parent=one.parent)
                    for state, weight in got.items():
                        if state in own:
                            rows[(place[state], number, other)] = weight * own[state]
        return Table(one.scope, rows)

    def _read(
        self,
        solved: tuple[Beliefs[Weight], Mapping[str, tuple[State, ...]]],
        chances: Callable[[Mapping[int, Weight]], Mapping[int, Chance]],
    ) -> dict[str, Posterior]:
        beliefs, states = solved
        read = {
            name: {
                states[name][number]: chance for number, chance in chances(beliefs.of(name)).items()
            }
            for name in set(self.genome.values())
        }
        return {person: Posterior(person, read[name]) for person, name in self.genome.items()}


# Who shares a genome, and who is whose parent ------------------------------------------------


def one_genome(people: Sequence[Person]) -> dict[str, str]:
    """Return for each person whose genome he or she has: identical twins that of the first."""
    by_id = {person.id: person for person in people}
    genome = {person.id: person.id for person in people}

    def first(name: str) -> str:
        while genome[name] != name:
            name = genome[name]
        return name

    place = {person.id: number for number, person in enumerate(people)}
    for person in people:
        twin = by_id.get(person.twin_of or "")
        if twin is not None and (person.monozygotic or twin.monozygotic):
            one, other = sorted((first(person.id), first(twin.id)), key=place.__getitem__)
            genome[other] = one
    return {name: first(name) for name in genome}


def _variables(people: Sequence[Person], genome: Mapping[str, str]) -> Iterator[Variable]:
    """Yield the variables; parents and sex of identical twins are those recorded of any.

    The sex of a parent, where it is not recorded, is that of the part played.
    """
    links: dict[str, tuple[str, str]] = {}
    for person in people:
        links[genome[person.id]] = _parents(person, genome, links.get(genome[person.id]))
    parents = {name for pair in links.values() for name in pair}
    fathers = {father for father, _ in links.values() if father}
    mothers = {mother for _, mother in links.values() if mother}
    sexes = dict.fromkeys(fathers, Sex.MALE) | dict.fromkeys(mothers, Sex.FEMALE)
    sexes |= {genome[one.id]: one.sex for one in people if one.sex is not Sex.UNKNOWN}
    for person in people:
        if genome[person.id] == person.id:
            sex = sexes.get(person.id, Sex.UNKNOWN)
            yield Variable(person.id, sex, *links[person.id], person.id in parents)
    for name in sorted(fathers - genome.keys()):
        yield Variable(name, Sex.MALE, parent=True)
    for name in sorted(mothers - genome.keys()):
        yield Variable(name, Sex.FEMALE, parent=True)


def _parents(
    person: Person, genome: Mapping[str, str], known: tuple[str, str] | None
) -> tuple[str, str]:
    """Return the genomes of father and mother; one who is not recorded gets a name."""
    if known is not None and known != ("", ""):
        return known
    if not person.genetic_link:
        return "", ""
    father = genome.get(person.father or "", "")
    mother = genome.get(person.mother or "", "")
    if not father and not mother:
        return "", ""
    return (
        father or f"{FATHER_OF}{person.id}",
        mother or f"mother of {person.id}",
    )


# From weights to chances ---------------------------------------------------------------------


def _as_it_is(term: Term) -> Term:
    return term


def _any_size(term: Term) -> float:  # noqa: ARG001 - what is possible has a row, of any weight
    return 1.0


def _shares(weights: Mapping[int, Decimal]) -> dict[int, Chance]:
    total = sum(weights.values(), Decimal(0))
    return {number: float(weight / total) for number, weight in weights.items()}
