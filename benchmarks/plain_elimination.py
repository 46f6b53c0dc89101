"""The peer: plain variable elimination for one person, as the textbooks have it.

The variable with the fewest neighbours is next: all factors that hold it are multiplied, and it
is summed out (Koller and Friedman 2009, chapter 9). Which factors hold whom is kept up to date,
products go by the shared variables; weights are floats without any scaling; one run answers for
one person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import product

from pedigrees.people import Person
from pedigrees.probability.model import Alleles

GENOTYPES: tuple[Alleles, ...] = (("", ""), ("", "a"), ("a", "a"))


@dataclass(frozen=True)
class Factor:
    """Weights by the number of copies of the people in `scope`."""

    scope: tuple[str, ...]
    weights: Mapping[tuple[int, ...], float]


def chances_of_one(
    people: Sequence[Person], frequency: float, known: Mapping[str, Alleles], target: str
) -> list[float]:
    """Return the chances of no, one and two copies for one person."""
    factors = [_factor(person, frequency) for person in people]
    factors += [
        Factor((name,), {(GENOTYPES.index(alleles),): 1.0}) for name, alleles in known.items()
    ]
    last = _multiplied(_all_but(target, factors))
    weights = [last.weights.get((copies,), 0.0) for copies in range(3)]
    return [weight / sum(weights) for weight in weights]


def _all_but(target: str, factors: Iterable[Factor]) -> list[Factor]:
    """Sum everybody else out; return the factors that are left."""
    holding: dict[str, dict[int, Factor]] = {}
    near: dict[str, set[str]] = {}
    for factor in factors:
        for name in factor.scope:
            holding.setdefault(name, {})[id(factor)] = factor
            near.setdefault(name, set()).update(factor.scope)
    queue = [(len(others), name) for name, others in near.items() if name != target]
    heapify(queue)
    alone: list[Factor] = []
    while queue:
        degree, person = heappop(queue)
        if person not in near or degree != len(near[person]):
            continue
        others = near.pop(person) - {person}
        used = list(holding.pop(person).values())
        message = _summed_out(_multiplied(used), person)
        for name in others:
            for factor in used:
                holding[name].pop(id(factor), None)
            holding[name][id(message)] = message
            near[name] = (near[name] | others) - {person}
            if name != target:
                heappush(queue, (len(near[name]), name))
        if not others:
            alone.append(message)
    return [*holding[target].values(), *alone]


def _factor(person: Person, q: float) -> Factor:
    if person.father is None or person.mother is None:
        return Factor((person.id,), dict(zip([(0,), (1,), (2,)], _founder(q), strict=True)))
    weights: dict[tuple[int, ...], float] = {
        (child, father, mother): chance
        for child, father, mother in product(range(3), repeat=3)
        if (chance := _passed(father / 2, mother / 2)[child])
    }
    return Factor((person.id, person.father, person.mother), weights)


def _founder(q: float) -> list[float]:
    return _passed(q, q)


def _passed(one: float, other: float) -> list[float]:
    return [(1 - one) * (1 - other), one * (1 - other) + other * (1 - one), one * other]


def _multiplied(factors: Sequence[Factor]) -> Factor:
    result = Factor((), {(): 1.0})
    for factor in factors:
        result = _times(result, factor)
    return result


def _times(one: Factor, other: Factor) -> Factor:
    shared = [name for name in other.scope if name in one.scope]
    added = [name for name in other.scope if name not in one.scope]
    partners: dict[tuple[int, ...], list[tuple[tuple[int, ...], float]]] = {}
    for row, weight in other.weights.items():
        key = _states(other.scope, row, shared)
        partners.setdefault(key, []).append((_states(other.scope, row, added), weight))
    weights = {
        row + rest: weight * more
        for row, weight in one.weights.items()
        for rest, more in partners.get(_states(one.scope, row, shared), ())
    }
    return Factor((*one.scope, *added), weights)


def _states(scope: Sequence[str], row: Sequence[int], wanted: Sequence[str]) -> tuple[int, ...]:
    return tuple(row[scope.index(name)] for name in wanted)


def _summed_out(factor: Factor, person: str) -> Factor:
    place = factor.scope.index(person)
    sums: dict[tuple[int, ...], float] = {}
    for row, weight in factor.weights.items():
        left = row[:place] + row[place + 1 :]
        sums[left] = sums.get(left, 0.0) + weight
    return Factor(factor.scope[:place] + factor.scope[place + 1 :], sums)
