"""The engine beside all combinations one by one, in small families of every kind."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

import pytest
from brute_force import Told, enumerate_all
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from made_families import autosomal, genotype, healthy, ill, result_of, x_linked

from genetics.inheritance import Sex
from pedigrees.people import Person
from pedigrees.probability.facts import Fact
from pedigrees.probability.model import Chromosome, Model, Mosaicism, Mutation, Penetrance
from pedigrees.probability.numbers import Term
from pedigrees.probability.posterior import (
    ImpossibleFactsError,
    Network,
    Posterior,
    posteriors,
)

MAN, WOMAN, UNKNOWN = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN
Case = tuple[list[Person], Model, list[Fact]]
T = TypeVar("T")
CLOSE = 1e-12


@some.composite
def families(draw: some.DrawFn, most: int) -> list[Person]:
    """Loops, children with a parent, identical twins, unknown sex, one recorded parent.

    So many genomes at most, those of parents who are not recorded included.
    """
    people: list[Person] = []
    sexes: dict[str, Sex] = {}
    room = most
    for number in range(draw(some.integers(1, most))):
        name = f"P{number}"
        twin = draw(some.sampled_from([None] * 6 + people)) if people else None
        if twin is not None and not twin.twin_of:
            sexes[name] = sexes[twin.id]
            people.append(replace(twin, id=name, twin_of=twin.id, monozygotic=True))
            continue
        sexes[name] = draw(some.sampled_from([MAN, WOMAN]))
        shown = draw(some.sampled_from([sexes[name]] * 5 + [UNKNOWN]))
        room -= 1
        father, mother = (
            _parent(draw, [one for one in sexes if sexes[one] is sex and one != name])
            for sex in (MAN, WOMAN)
        )
        linked = draw(some.sampled_from([True] * 6 + [False]))
        if linked and bool(father) != bool(mother):
            father, mother = (father, mother) if room else (None, None)
            room -= bool(room)
        people.append(Person(name, shown, father, mother, genetic_link=linked))
        if room <= 0:
            break
    return people


def _parent(draw: some.DrawFn, candidates: list[str]) -> str | None:
    return draw(some.sampled_from([*(candidates * 3), None]))


def chances(*usual: str) -> some.SearchStrategy[Fraction]:
    return some.sampled_from([Fraction(one) for one in usual])


@some.composite
def models(draw: some.DrawFn, alleles: int) -> Model:
    rates = chances("0", "0", "1/10", "1/3000")
    names = ("a", "b")[: alleles - 1]
    frequencies = {name: draw(chances("1/3", "1/10", "1/1000")) for name in names}
    curve = some.tuples(*[chances("0", "1", "1/2", "19/20")] * 3)
    x = draw(some.booleans())
    pair = [draw(curve), draw(curve)]
    penetrance = Penetrance(pair[0][:2] if x else pair[0], pair[1])
    mosaic = draw(rates)
    return (x_linked if x else autosomal)(
        frequencies,
        penetrance,
        mutation=Mutation(Term(0, draw(rates)), Term(0, draw(rates))),
        mosaicism=Mosaicism(Term(0, mosaic), draw(chances("1/2", "1/7"))),
        fitness=draw(chances("1", "1/4", "0")),
    )


@some.composite
def facts_of(draw: some.DrawFn, people: list[Person], model: Model) -> list[Fact]:
    found: list[Fact] = []
    for person in people:
        kind = draw(some.sampled_from(["nothing", "nothing", "genotype", "illness", "test"]))
        if kind == "genotype":
            two = not model.x_linked or person.sex is WOMAN
            letters = some.sampled_from(["-", *model.variants])
            one = some.tuples(*[letters] * (2 if two else 1)).map("/".join)
            found.append(genotype(person.id, *draw(some.lists(one, min_size=1, max_size=2))))
        elif kind == "illness":
            found += (ill if draw(some.booleans()) else healthy)(person.id)
        elif kind == "test":
            result = result_of(
                person.id,
                positive=draw(some.booleans()),
                sensitivity=draw(chances("1", "9/10")),
                false_positive=draw(chances("0", "1/20")),
                looks_for=draw(some.sampled_from([(), ("a",)])),
            )
            found.append(result)
    return found


@some.composite
def cases(draw: some.DrawFn, most: int, alleles: int) -> Case:
    people = draw(families(most))
    model = draw(models(alleles))
    priors = {one.id: Fraction(1, 7) for one in people if draw(some.integers(0, 9)) == 0}
    model = replace(model, carrier_priors=priors)
    return people, model, draw(facts_of(people, model))


def require_agreement(case: Case) -> None:
    people, model, facts = case
    wanted = enumerate_all(people, model, facts)
    try:
        got = posteriors(people, model, facts)
    except ImpossibleFactsError:
        assert wanted.total == 0
        return
    assert wanted.total > 0
    assert got.log_likelihood == pytest.approx(wanted.log_likelihood, abs=CLOSE)
    for person in people:
        assert in_blood(got[person.id]) == pytest.approx(wanted.chances(person.id), abs=CLOSE)


def in_blood(posterior: Posterior) -> dict[Told, float]:
    found: dict[Told, float] = {}
    for state, chance in posterior.states.items():
        told = state.sex, state.alleles
        found[told] = found.get(told, 0) + float(chance)
    return found


quick = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(cases(most=6, alleles=2))
def test_small_families_with_one_change_agree_with_all_combinations(case: Case) -> None:
    require_agreement(case)


@settings(quick, max_examples=70)
@given(cases(most=4, alleles=3))
def test_small_families_with_two_changes_agree_with_all_combinations(case: Case) -> None:
    require_agreement(case)


@pytest.mark.long
@settings(quick, max_examples=1000)
@given(some.one_of(cases(most=6, alleles=2), cases(most=4, alleles=3)))
def test_many_small_families_agree_with_all_combinations(case: Case) -> None:
    require_agreement(case)


def test_the_made_up_cases_are_of_every_kind() -> None:
    seen: set[str] = set()

    @settings(quick, max_examples=100)
    @given(cases(most=6, alleles=2))
    def look(case: Case) -> None:
        people, model, facts = case
        kinds = {
            "X": model.chromosome is Chromosome.X,
            "autosome": model.chromosome is Chromosome.AUTOSOME,
            "twins": any(one.twin_of for one in people),
            "unknown sex": any(one.sex is UNKNOWN for one in people),
            "one parent": any((one.father is None) != (one.mother is None) for one in people),
            "adopted": any(not one.genetic_link for one in people),
            "prior": bool(model.carrier_priors),
            "mutation": model.mutation.male.coefficient > 0,
            "mosaicism": model.mosaicism.chance.coefficient > 0,
            "impossible": not Network.of(people, model).possible(facts),
        }
        seen.update(name for name, true in kinds.items() if true)
        seen.update(type(fact).__name__ for fact in facts)

    look()
    assert seen == {
        "X", "autosome", "twins", "unknown sex", "one parent", "adopted", "prior",
        "mutation", "mosaicism", "impossible",
        "KnownGenotype", "Phenotype", "TestResult",
    }  # fmt: skip
