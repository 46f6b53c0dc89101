"""Big families grown by chance, and what everybody in them has."""

from __future__ import annotations

from random import Random

from genetics.inheritance import Sex
from pedigrees.people import Person
from pedigrees.probability.facts import KnownGenotype
from pedigrees.probability.model import NORMAL, Alleles

MAN, WOMAN = Sex.MALE, Sex.FEMALE


def grown(rng: Random, size: int, loops: int = 0) -> list[Person]:
    """Return descendants of one couple and their partners, with marriages among relatives."""
    people = [Person("P0", MAN), Person("P1", WOMAN)]
    couples = [("P0", "P1")]
    while len(people) < size:
        child = _child(rng, people, couples)
        if loops and len(people) > size // 2:
            loops -= _marry_a_relative(rng, child, people, couples)
        elif rng.random() < 0.5:
            partner = Person(f"P{len(people)}", WOMAN if child.sex is MAN else MAN)
            people.append(partner)
            couples.append(_couple(child, partner))
    return people


def _child(rng: Random, people: list[Person], couples: list[tuple[str, str]]) -> Person:
    father, mother = rng.choice(couples[-20:])
    child = Person(f"P{len(people)}", rng.choice([MAN, WOMAN]), father, mother)
    people.append(child)
    return child


def _marry_a_relative(
    rng: Random, one: Person, people: list[Person], couples: list[tuple[str, str]]
) -> bool:
    others = [each for each in people[:-1] if each.father and each.sex is not one.sex]
    if others:
        couples.append(_couple(one, rng.choice(others[-30:])))
    return bool(others)


def _couple(one: Person, other: Person) -> tuple[str, str]:
    return (one.id, other.id) if one.sex is MAN else (other.id, one.id)


def passed_on(rng: Random, people: list[Person], frequency: float) -> dict[str, Alleles]:
    """Return everybody's alleles on an autosome, passed on by chance from the founders."""
    copies: dict[str, tuple[str, str]] = {}
    for person in people:
        if person.father is None or person.mother is None:
            own = tuple("a" if rng.random() < frequency else NORMAL for _ in range(2))
        else:
            own = (rng.choice(copies[person.father]), rng.choice(copies[person.mother]))
        copies[person.id] = own  # type: ignore[assignment]
    return {name: tuple(sorted(own)) for name, own in copies.items()}


def typed(name: str, alleles: Alleles) -> KnownGenotype:
    """Return a certain result."""
    shown = "/".join(one or "-" for one in alleles)
    return KnownGenotype(name, frozenset([alleles]), f"{name} is {shown}")
