"""The transmission chance a second time, by counting founder X chromosomes one by one.

Written from the words of KNOWLEDGE.md 4.0 alone, without a look at `pedigrees.probability.transmission`:
the fewest founder copies that explain the evidence, all placements equally likely.

A founder man brings one X, a founder woman two; a parent who is not recorded is a founder
too. Where the change may be new in a person, each X that he or she receives may have
gained it: such an event counts as one copy. Every meiosis of a mother has two outcomes.
For 0, 1, 2, … copies all placements are tried with all meioses; the first number that can
explain the evidence answers. Sexes that are not recorded are tried both, with equal weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.people import Person


def counted_chances(
    family: Family, copies: Mapping[str, frozenset[int]], new_in: frozenset[str] = frozenset()
) -> dict[str, Fraction] | None:
    """Return everyone's chance to carry at least one copy, None for impossible evidence."""
    needed = sum(max(allowed) for allowed in copies.values() if 0 not in allowed)
    for number in range(needed + 1):
        carrying = dict.fromkeys((person.id for person in family), 0)
        explained = 0
        for world in _worlds(family, new_in):
            for placed in combinations(world.places, number):
                count = world.copies_of(frozenset(placed))
                if all(count[name] in allowed for name, allowed in copies.items()):
                    explained += 1
                    for name in carrying:
                        carrying[name] += count[name] > 0
        if explained:
            return {name: Fraction(number, explained) for name, number in carrying.items()}
    return None


@dataclass(frozen=True)
class _World:
    """One way in which every X was passed on: whose X comes from which places.

    A place is a founder X, or an event in which an X gained the change.
    """

    places: tuple[str, ...]
    xs: Mapping[str, tuple[frozenset[str], ...]]

    def copies_of(self, placed: frozenset[str]) -> dict[str, int]:
        return {
            name: sum(not placed.isdisjoint(one) for one in chromosomes)
            for name, chromosomes in self.xs.items()
        }


def _worlds(family: Family, new_in: frozenset[str]) -> Iterator[_World]:
    unknown = [person.id for person in family if person.sex is Sex.UNKNOWN]
    people = _parents_first(family)
    for sexes in product((Sex.MALE, Sex.FEMALE), repeat=len(unknown)):
        chosen = dict(zip(unknown, sexes, strict=True))
        of_this_sex = [replace(one, sex=chosen.get(one.id, one.sex)) for one in people]
        children = [one for one in people if family.parents(one.id)]
        for meioses in product((0, 1), repeat=len(children)):
            picks = {one.id: pick for one, pick in zip(children, meioses, strict=True)}
            yield _world(family, of_this_sex, picks, new_in)


def _parents_first(family: Family) -> list[Person]:
    waiting, people = list(family), []
    while waiting:
        person = waiting.pop(0)
        if {parent.id for parent in family.parents(person.id)} <= {one.id for one in people}:
            people.append(person)
        else:
            waiting.append(person)
    return people


def _world(
    family: Family, people: list[Person], picks: Mapping[str, int], new_in: frozenset[str]
) -> _World:
    places: list[str] = []
    xs: dict[str, tuple[frozenset[str], ...]] = {}

    def fresh(name: str) -> frozenset[str]:
        places.append(name)
        return frozenset({name})

    for person in people:
        name = person.id
        father, mother = family.father(name), family.mother(name)
        if father is None and mother is None:
            number = 1 if person.sex is Sex.MALE else 2
            xs[name] = tuple(fresh(f"X{copy} of {name}") for copy in range(number))
            continue
        from_mother = (
            xs[mother.id]
            if mother is not None
            else tuple(fresh(f"X{copy} of the mother of {name}") for copy in range(2))
        )
        received = [from_mother[picks[name]]]
        from_father = xs[father.id][0] if father else fresh(f"X of the father of {name}")
        if person.sex is Sex.FEMALE:
            received.append(from_father)
        if name in new_in:
            received = [x | fresh(f"new on X{copy} of {name}") for copy, x in enumerate(received)]
        xs[name] = tuple(received)
    return _World(tuple(places), xs)
