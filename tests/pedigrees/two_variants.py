"""Recessive chances a second time, by counting founder chromosomes one by one.

Written from the words of KNOWLEDGE.md 4.0, without a look at the engine: the fewest changed
founder chromosomes that explain what is known, all placements equally likely. Each founder
chromosome carries the change "a", the change "b", or none; every meiosis has two outcomes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, product

from pedigrees.family import Family

Genome = tuple[str, str]


@dataclass(frozen=True)
class Known:
    """What is known of one person: changes that are there, and changes that are not."""

    there: frozenset[str] = frozenset()
    not_there: frozenset[str] = frozenset()

    def allows(self, genome: Genome) -> bool:
        return self.there <= set(genome) and not self.not_there & set(genome)


@dataclass
class Counted:
    """How many worlds explain what is known, and in how many of them each one carries."""

    worlds: int = 0
    carrying: dict[str, int] = field(default_factory=dict)
    with_both: dict[str, int] = field(default_factory=dict)

    def add(self, world: Mapping[str, Genome]) -> None:
        self.worlds += 1
        for name, genome in world.items():
            self.carrying[name] = self.carrying.get(name, 0) + any(genome)
            self.with_both[name] = self.with_both.get(name, 0) + all(genome)

    def chance(self, name: str) -> tuple[Fraction, Fraction]:
        """Return the chance to carry, and that to have two changed copies."""
        return (
            Fraction(self.carrying[name], self.worlds),
            Fraction(self.with_both[name], self.worlds),
        )


def counted(family: Family, known: Mapping[str, Known]) -> Counted:
    """Return the worlds with the fewest changed founder chromosomes."""
    for number in range(2 * len(family) + 1):
        answer = Counted()
        for world in worlds(family, number):
            if all(one.allows(world[name]) for name, one in known.items()):
                answer.add(world)
        if answer.worlds:
            return answer
    raise AssertionError("nothing explains what is known")


def worlds(family: Family, number: int) -> Iterator[dict[str, Genome]]:
    """Yield everybody's genomes for each placement of `number` changes and each meiosis."""
    founders = [one.id for one in family if not family.parents(one.id)]
    children = _parents_first(family)
    places = [(name, copy) for name in founders for copy in range(2)]
    picks = list(product(product((0, 1), repeat=2), repeat=len(children)))
    for chosen in combinations(places, number):
        for letters in product("ab", repeat=number):
            placed = dict(zip(chosen, letters, strict=True))
            start = {one: (placed.get((one, 0), ""), placed.get((one, 1), "")) for one in founders}
            for meioses in picks:
                genomes: dict[str, Genome] = dict(start)
                for child, (by_father, by_mother) in zip(children, meioses, strict=True):
                    father, mother = family.father(child), family.mother(child)
                    assert father is not None
                    assert mother is not None
                    genomes[child] = (genomes[father.id][by_father], genomes[mother.id][by_mother])
                yield genomes


def _parents_first(family: Family) -> list[str]:
    waiting = [one.id for one in family if family.parents(one.id)]
    done: list[str] = []
    while waiting:
        name = waiting.pop(0)
        if any(parent.id in waiting for parent in family.parents(name)):
            waiting.append(name)
        else:
            done.append(name)
    return done
