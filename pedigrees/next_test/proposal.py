"""The story of the next best test: who, what each result would change, and what comes after.

1. `trial`: each relative whom the plan wants tested and whose chance is open is tried out:
   every possible result with its posterior chance, the plan decided anew, everybody's chance.
2. They are ranked by the expected number of others for whom something else follows, then by
   what the result tells of who carries. A plain list by degree stands beside the ranking.
3. Those who do not wait by the plan and change nothing for others are tested at once.
4. `cascade`: the most telling test first, then the most telling one after each result.

The ranking never goes against the plan: who is not offered the test now is not in it, and
who should not wait (pregnant, or first by the plan) is named before it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pedigrees.case import Case
from pedigrees.case_chances import NoChances, case_chances
from pedigrees.next_test.cascade import Step, cascade
from pedigrees.next_test.trial import Standing, Trial, ranked
from pedigrees.plan import Plan, Test
from pedigrees.relationship import path_to
from pedigrees.screening import FactLookup


@dataclass(frozen=True, slots=True)
class NextTests:
    """The ranking, the plain list of near relatives, and the cascade.

    `at_once` do not wait by the plan, and their results change nothing for others: they are
    tested beside the cascade. `confirming`: certain to carry, tested all the same.
    """

    standing: Standing
    trials: tuple[Trial, ...]
    near: tuple[str, ...]
    at_once: tuple[str, ...]
    confirming: tuple[str, ...]
    cascade: Step


def next_tests(case: Case, facts: FactLookup, plan: Plan) -> NextTests | NoChances:
    """Return the ranking and the cascade, or why there are none."""
    if plan.stopped:
        return NoChances(plan.no_posterior)
    chances = case_chances(case, plan.pattern)
    if isinstance(chances, NoChances):
        return chances
    standing = Standing.now(case, facts, plan, chances)
    trials = ranked(standing)
    at_once = tuple(
        trial.person.id for trial in trials if trial.urgent and not trial.expected_changes
    )
    waiting = replace(standing, aside=frozenset(at_once))
    rest = tuple(trial for trial in trials if trial.person.id not in at_once)
    return NextTests(
        standing, trials, _near(case), at_once, _confirming(standing), cascade(waiting, rest)
    )


def _confirming(standing: Standing) -> tuple[str, ...]:
    """Return those who certainly carry, by the others' results, and whom the plan still tests."""
    return tuple(
        one.person
        for one in standing.plan.decisions
        if not one.tested and Test.TARGETED in one.tests and standing.carrying(one.person) == 1
    )


def _near(case: Case) -> tuple[str, ...]:
    """Return the relatives of first and second degree, whatever the inheritance."""
    near = []
    for person in case.family.relatives:
        path = path_to(case.family, person.id)
        if path is not None and _degree(path.up, path.down, full=path.full) <= SECOND:
            near.append(person.id)
    return tuple(near)


def _degree(up: int, down: int, *, full: bool) -> int:
    """Return the degree: parents, children and full sibs are of the first."""
    collateral = up > 0 and down > 0
    return up + down - (1 if collateral and full else 0)


SECOND = 2
