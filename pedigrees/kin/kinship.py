"""The kinship coefficient of two people, worked out exactly from the whole pedigree."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pedigrees.family import Family
from pedigrees.kin.ancestry import Parents, genetic_parents, places_by_birth
from pedigrees.kin.twins import identical_groups

Pair = tuple[str, str]


def kinship_coefficient(family: Family, one: str, other: str) -> Fraction:
    """Return the chance that an allele drawn from each is the same by descent, exactly.

    * one person twice: 1/2 (1 + F), F the kinship of the parents (0 where one is not recorded);
    * identical twins share a genome, so that the same holds of the two;
    * two people: the mean of the older one with both parents of the younger one;
    * founders, and a parent who is not recorded, are unrelated to everybody older.

    Each pair of ancestors that is met is worked out once, so that the cost does not grow with
    the number of loops. The values are whole multiples of a power of 1/2, and kept so.
    """
    genome = identical_groups(family)
    parents = _of_genomes(genetic_parents(family), genome)
    start = genome[one], genome[other]
    place = places_by_birth(parents, *start)
    pairs = list(_pairs_met(parents, place, start))
    pairs.sort(key=lambda pair: place[pair[0]] + place[pair[1]])
    unit = 1 << (2 * _generations(parents, place) + 1)
    kinship: dict[Pair, int] = {}
    for pair in pairs:
        beyond = sum(kinship[further] for further in _further(parents, place, pair)) >> 1
        kinship[pair] = beyond + (unit >> 1 if pair[0] == pair[1] else 0)
    return Fraction(kinship[_ordered(place, *start)], unit)


def _of_genomes(parents: Parents, genome: dict[str, str]) -> Parents:
    """Return the parents with each group of identical twins as one."""
    return {
        name: tuple(genome[parent] for parent in known)
        for name, known in parents.items()
        if genome[name] == name
    }


def _pairs_met(parents: Parents, place: dict[str, int], start: Pair) -> Iterator[Pair]:
    waiting = [_ordered(place, *start)]
    met = set(waiting)
    while waiting:
        pair = waiting.pop()
        yield pair
        for further in _further(parents, place, pair):
            if further not in met:
                met.add(further)
                waiting.append(further)


def _further(parents: Parents, place: dict[str, int], pair: Pair) -> list[Pair]:
    """Return the pairs that a pair goes back to: those of the parents of its younger one."""
    older, younger = pair
    if older != younger:
        return [_ordered(place, older, parent) for parent in parents[younger]]
    both = parents[younger]
    return [_ordered(place, *both)] if len(both) > 1 else []


def _ordered(place: dict[str, int], one: str, other: str) -> Pair:
    return (one, other) if place[one] <= place[other] else (other, one)


def _generations(parents: Parents, place: dict[str, int]) -> int:
    """Return the greatest number of generations above anybody."""
    above: dict[str, int] = {}
    for one in place:
        above[one] = max((above[parent] + 1 for parent in parents[one]), default=0)
    return max(above.values())
