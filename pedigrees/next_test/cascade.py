"""The cascade: who is tested first, and who next after each result, until nothing is open.

At each step the most telling test of `trial` is made. Where no result would change another
person's decision any more, the order does not matter: the rest are tested, each for
himself or herself. The order is found step by step ("greedy"), not by trying all orders.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pedigrees.next_test.trial import Standing, Trial, ranked
from pedigrees.people import Genotype

MOST_TRIALS = 80
"""Tests that are tried out on the way; a larger cascade ends with "and so on"."""


@dataclass(frozen=True, slots=True)
class Branch:
    """What follows one result."""

    result: Genotype
    chance: float
    then: Step


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the cascade.

    With `person`: this person is tested, and a branch follows each result. Without: `rest`
    are all tested, whatever the others' results. `cut` says that the rest was not worked
    out: some of them may turn out to need no test. `settled` need none after all results so
    far, although they did at the step before; those of them who are `certain` carry, and are
    counselled and examined all the same. `contradiction`: the results so far are not
    explained by descent; samples and parentage are checked before anyone else is tested.
    """

    person: str = ""
    branches: tuple[Branch, ...] = ()
    rest: tuple[str, ...] = ()
    cut: bool = False
    settled: tuple[str, ...] = ()
    certain: tuple[str, ...] = ()
    contradiction: str = ""

    @property
    def fewest(self) -> float:
        """Return the expected number of tests if none of those cut off needs one."""
        return self._expected(0)

    @property
    def most(self) -> float:
        """Return the expected number of tests if all of those cut off need one."""
        return self._expected(1)

    def _expected(self, share: int) -> float:
        if not self.person:
            return float(len(self.rest) * (share if self.cut else 1))
        return 1 + sum(one.chance * one.then._expected(share) for one in self.branches)

    @property
    def longest(self) -> int:
        """Return the largest number of tests that can become necessary."""
        if not self.person:
            return len(self.rest)
        return 1 + max(one.then.longest for one in self.branches)


@dataclass(slots=True)
class _Budget:
    """Counts the trials, and keeps the steps: the order of results does not matter."""

    left: int = MOST_TRIALS
    known: dict[frozenset[tuple[str, Genotype]], Step] = field(default_factory=dict)


def cascade(standing: Standing, first: tuple[Trial, ...] | None = None) -> Step:
    """Return the cascade from how things stand; `first` are its trials, where already made."""
    return _step(standing, (), _Budget(), first)


def _step(
    standing: Standing,
    before: tuple[str, ...],
    budget: _Budget,
    trials: tuple[Trial, ...] | None = None,
) -> Step:
    """Return the step; `before` are those who were open one step earlier."""
    key = frozenset(standing.results)
    if key not in budget.known:
        budget.known[key] = _worked_out(standing, budget, trials)
    step = budget.known[key]
    if standing.contradiction:
        return step
    open_now = {person.id for person in standing.needs_the_test()}
    settled = tuple(one for one in before if one not in open_now)
    certain = tuple(one for one in settled if standing.carrying(one) == 1)
    return Step(step.person, step.branches, step.rest, step.cut, settled, certain)


def _worked_out(standing: Standing, budget: _Budget, trials: tuple[Trial, ...] | None) -> Step:
    if standing.contradiction:
        return Step(contradiction=standing.contradiction)
    people = tuple(person.id for person in standing.needs_the_test())
    if not people:
        return Step()
    if budget.left <= 0:
        return Step(rest=people, cut=len(people) > 1)
    budget.left -= len(people)
    tried = trials or ranked(standing)
    if not any(trial.expected_changes for trial in tried):
        return Step(rest=people)
    best = next(trial for trial in tried if trial.expected_changes)
    others = tuple(one for one in people if one != best.person.id)
    branches = _branches(best, others, budget, standing.aside)
    return Step(best.person.id, tuple(branches))


def _branches(
    best: Trial, others: tuple[str, ...], budget: _Budget, aside: frozenset[str]
) -> Iterator[Branch]:
    for one in best.outcomes:
        standing = replace(one.standing, aside=aside)
        yield Branch(one.result, one.chance, _step(standing, others, budget))
