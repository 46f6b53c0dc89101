"""Families for the benchmarks: any size, any number of loops, alleles passed on by chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from genetics.inheritance import Sex
from pedigrees.people import Person
from pedigrees.probability.facts import KnownGenotype
from pedigrees.probability.model import NORMAL, Alleles

LOOK_BACK = 20


def family_of(
    size: int, loops: int = 0, seed: int = 1, *, first_cousins: bool = False
) -> list[Person]:
    """Return descendants of one couple, and their partners; as many people whatever the loops.

    A loop is made by giving a partner parents: a couple of the generation before, of any
    branch; with `first_cousins` one of whom is a sib of a parent of the other partner.
    """
    rng = Random(seed)
    people = [Person("P0", Sex.MALE), Person("P1", Sex.FEMALE)]
    couples, generation = [(0, 1)], [0, 0]
    while len(people) < size:
        pair = rng.choice(couples[-LOOK_BACK:])
        child = Person(f"P{len(people)}", rng.choice([Sex.MALE, Sex.FEMALE]), *_ids(people, pair))
        people.append(child)
        generation.append(generation[pair[0]] + 1)
        if len(people) < size and (rng.random() < 0.6 or len(couples) < 3):
            other = Sex.FEMALE if child.sex is Sex.MALE else Sex.MALE
            people.append(Person(f"P{len(people)}", other))
            generation.append(generation[-1])
            newest = len(people) - 1
            father, mother = (newest - 1, newest) if other is Sex.FEMALE else (newest, newest - 1)
            couples.append((father, mother))
    before = _first_cousins if first_cousins else _any_branch
    with_children = {person.father for person in people} | {person.mother for person in people}
    choices = {
        number: found
        for number, person in enumerate(people)
        if person.father is None and person.id in with_children
        if (found := before(number, people, couples, generation))
    }
    for number in rng.sample(list(choices), loops):
        names = _ids(people, rng.choice(choices[number]))
        people[number] = replace(people[number], father=names[0], mother=names[1])
    return people


Couples = list[tuple[int, int]]


def _ids(people: Sequence[Person], pair: tuple[int, int]) -> tuple[str, str]:
    return people[pair[0]].id, people[pair[1]].id


def _any_branch(
    partner: int, _: Sequence[Person], couples: Couples, generation: Sequence[int]
) -> Couples:
    """Return all couples of the generation before."""
    before = generation[partner] - 1
    return [pair for pair in couples if generation[pair[0]] == before > 0]


def _first_cousins(
    partner: int, people: Sequence[Person], couples: Couples, generation: Sequence[int]
) -> Couples:
    """Return the couples of uncles and aunts of the other partner, the own parents excepted."""
    born_in = people[partner - 1]  # a partner is always entered after the one born in the family
    parents = {born_in.father, born_in.mother}
    grandparents = {one.father for one in people if one.id in parents} - {None}
    return [
        pair
        for pair in _any_branch(partner, people, couples, generation)
        if parents != set(_ids(people, pair))
        and grandparents & {people[number].father for number in pair}
    ]


def passed_on(people: Sequence[Person], frequency: float, seed: int = 1) -> dict[str, Alleles]:
    """Return everybody's alleles of an autosomal gene, passed on by chance from the founders."""
    rng = Random(seed)
    by_id = {person.id: person for person in people}
    copies: dict[str, tuple[str, ...]] = {}

    def of(name: str) -> tuple[str, ...]:
        person = by_id[name]
        if name not in copies and person.father and person.mother:
            copies[name] = (rng.choice(of(person.father)), rng.choice(of(person.mother)))
        elif name not in copies:
            copies[name] = tuple("a" if rng.random() < frequency else NORMAL for _ in "12")
        return copies[name]

    return {person.id: tuple(sorted(of(person.id))) for person in people}


def results(alleles: dict[str, Alleles], share: float, seed: int = 1) -> list[KnownGenotype]:
    """Return certain results of so large a share of the people."""
    rng = Random(seed)
    return [known(name, own) for name, own in alleles.items() if rng.random() < share]


def known(name: str, alleles: Alleles) -> KnownGenotype:
    """Return the certain result of one person."""
    shown = "/".join(one or "-" for one in alleles)
    return KnownGenotype(name, frozenset([alleles]), f"{name} is {shown}")
