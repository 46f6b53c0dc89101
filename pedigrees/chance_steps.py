"""One person's chance unfolded: what is assumed, and what each recorded fact does to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pedigrees.case_chances import CaseChances
from pedigrees.probability.facts import Fact


@dataclass(frozen=True, slots=True)
class Step:
    """A fact, and the chance to carry before and after it is taken into account."""

    fact: Fact
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Unfolded:
    """The steps to one person's chance.

    `start` is the chance before any fact, 0 where the change is taken as infinitely rare;
    `steps` holds the facts that moved it, `idle` how many did not; `parents` the final
    chances of the recorded genetic parents, by id.
    """

    person: str
    start: float
    steps: tuple[Step, ...]
    idle: int
    parents: tuple[tuple[str, float], ...]


def unfold(chances: CaseChances, person: str) -> Unfolded:
    """Return the steps to the chance of one person.

    Facts are added one after the other, the proband's first. The order decides how the way is
    divided into steps; the end does not depend on it.
    """
    values = [_carrying(chances, person, known) for known in _growing(chances.facts)]
    moves = zip(chances.facts, values, values[1:], strict=False)
    steps = tuple(Step(fact, before, after) for fact, before, after in moves if before != after)
    recorded = next(one for one in chances.people if one.id == person)
    links = (recorded.father, recorded.mother) if recorded.genetic_link else ()
    parents = tuple(
        (parent, float(chances.posteriors[parent].carrying))
        for parent in links
        if parent is not None
    )
    return Unfolded(person, values[0], steps, len(chances.facts) - len(steps), parents)


def _growing(facts: tuple[Fact, ...]) -> Iterator[tuple[Fact, ...]]:
    return (facts[:number] for number in range(len(facts) + 1))


def _carrying(chances: CaseChances, person: str, known: tuple[Fact, ...]) -> float:
    return float(chances.network.given(known)[person].carrying)
