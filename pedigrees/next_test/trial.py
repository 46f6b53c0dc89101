"""A test tried out before it is made: each result with its chance, and what it would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import log2

from genetics.errors import InputRejected
from genetics.inheritance import Sex
from pedigrees.case import Case
from pedigrees.case_chances import CaseChances
from pedigrees.case_facts import familial, genotypes_seen
from pedigrees.family import Family
from pedigrees.people import Genotype, Person
from pedigrees.plan import Decision, Flag, Plan, Test
from pedigrees.probability.facts import KnownGenotype
from pedigrees.probability.posterior import Posteriors
from pedigrees.screening import FactLookup, decide
from pedigrees.waiting import waits_in_vain

Result = tuple[str, Genotype]


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand after some results: the plan and everybody's chances.

    `case` holds the results as recorded ones; `facts` are those about the proband, which no
    relative's result changes. `contradiction` says why the plan cannot be decided: a result
    that descent alone does not explain (mosaicism, a second new change, a mix-up of samples);
    `plan` is then the one before that result. Those `aside` are tested at once, whatever the
    others' results.
    """

    case: Case
    facts: FactLookup
    chances: CaseChances
    plan: Plan
    posteriors: Posteriors
    results: tuple[Result, ...] = ()
    contradiction: str = ""
    aside: frozenset[str] = frozenset()

    @classmethod
    def now(cls, case: Case, facts: FactLookup, plan: Plan, chances: CaseChances) -> Standing:
        """Return how things stand today."""
        return cls(case, facts, chances, plan, chances.posteriors)

    def after(self, person: str, result: Genotype) -> Standing:
        """Return how things would stand after one more result."""
        people = [
            replace(one, genotype=result, depth=None) if one.id == person else one
            for one in self.case.family
        ]
        case = replace(self.case, family=Family(people, self.case.family.proband_id))
        results = (*self.results, (person, result))
        known = [self._fact(*one) for one in results]
        posteriors = self.chances.network.given((*self.chances.facts, *known))
        after = replace(self, case=case, posteriors=posteriors, results=results)
        try:
            return replace(after, plan=decide(case, self.facts))
        except InputRejected as error:
            return replace(after, contradiction=error.mistakes[0].what)

    def _fact(self, person: str, result: Genotype) -> KnownGenotype:
        possible = genotypes_seen(result, self.chances.model)
        return KnownGenotype(person, possible, f"{person}: {result}")

    def carrying(self, person: str) -> float:
        """Return the chance to carry a change of the family (not another one of the gene)."""
        chance = self.posteriors[person].chance(lambda state: familial(state.alleles) > 0)
        return float(chance)

    def results_of(self, person: Person) -> dict[Genotype, float]:
        """Return the possible results of the targeted test of one person, with their chances."""
        chances: dict[Genotype, float] = {}
        for state, chance in self.posteriors[person.id].states.items():
            seen = _result(familial(state.alleles), state.alleles, state.sex, self.chances)
            chances[seen] = chances.get(seen, 0.0) + float(chance)
        return chances

    def needs_the_test(self) -> tuple[Person, ...]:
        """Return those whom the plan wants tested for the change, and who are still open.

        Nobody is, while a contradiction has to be cleared up first.
        """
        if self.contradiction:
            return ()
        return tuple(
            person
            for person in self.case.family.relatives
            if person.id not in self.aside
            and why_not_tested(self.plan.of(person.id), self.carrying(person.id)) is None
        )


def _result(copies: int, alleles: Sequence[str], sex: Sex, chances: CaseChances) -> Genotype:
    if copies == 0:
        return Genotype.NOT_DETECTED
    if chances.model.x_linked and sex is Sex.MALE:
        return Genotype.HEMIZYGOUS
    if copies == 1:
        return Genotype.HETEROZYGOUS
    return Genotype.HOMOZYGOUS if len(set(alleles)) == 1 else Genotype.COMPOUND_HETEROZYGOUS


def why_not_tested(decision: Decision, chance: float) -> str | None:
    """Return why somebody is not a candidate for the targeted test, None for a candidate.

    The first that fits: a result is recorded; the chance is settled (0 or 1) by the others'
    results; the plan has no targeted test for the person now (under 18, a specialist first,
    deceased, no consent, another test): then the plan goes before any ranking.
    """
    if decision.tested:
        return TESTED
    if chance in (0, 1):
        return SETTLED
    return None if Test.TARGETED in decision.tests else NOT_BY_PLAN


TESTED, SETTLED, NOT_BY_PLAN = "tested", "settled", "not by the plan"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One possible result: its chance, how things stand then, and whose decision changes."""

    result: Genotype
    chance: float
    standing: Standing
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """The test of one person, tried out.

    `expected_changes` is the expected number of other relatives whose decision changes,
    `information` what the result tells of who carries among them, in bits, summed over them:
    what two of them have in common counts twice. `waits`: for a linking relative's result
    that can be expected.
    """

    person: Person
    outcomes: tuple[Outcome, ...]
    expected_changes: float
    information: float
    urgent: bool
    waits: bool
    priority: int


def tried_out(standing: Standing, person: Person) -> Trial:
    """Return the trial of one person's test."""
    outcomes = tuple(_outcomes(standing, person))
    decision = standing.plan.of(person.id)
    return Trial(
        person,
        outcomes,
        sum(one.chance * len(one.changed) for one in outcomes),
        _information(standing, person, outcomes),
        is_urgent(decision, person),
        _waits(standing, decision),
        decision.priority,
    )


def _waits(standing: Standing, decision: Decision) -> bool:
    in_vain = waits_in_vain(standing.case.family, standing.plan, decision)
    return decision.flag is Flag.STEPWISE and not in_vain


def is_urgent(decision: Decision, person: Person) -> bool:
    """Whether the person does not wait for anybody's result: first by the plan, or pregnant."""
    flagged = decision.flag.is_flagged
    return flagged and (person.pregnant or decision.priority == 1)


def _outcomes(standing: Standing, person: Person) -> Iterator[Outcome]:
    for result, chance in sorted(standing.results_of(person).items()):
        after = standing.after(person.id, result)
        yield Outcome(result, chance, after, _changed(standing, after, person.id))


def _changed(before: Standing, after: Standing, tested: str) -> tuple[str, ...]:
    """Return the relatives, but for the one tested, for whom something else follows."""
    return tuple(
        old.person
        for old in before.plan.decisions
        if old.person != tested and what_follows(old) != what_follows(after.plan.of(old.person))
    )


class Follows(StrEnum):
    """What follows for somebody, as far as a decision is concerned."""

    OFFERED = "offered"
    WAITS = "waits"
    SMALL_CHANCE = "offered, small chance"
    SPECIALIST = "specialist"
    NOTHING = "nothing"


def what_follows(decision: Decision) -> tuple[Follows, frozenset[Test]]:
    """Return what counts as a decision: nothing, waiting, an offer, and which tests.

    "Test now", "may choose when" and "carries, counsel" are all an offer; an offer for the
    small chance of germline mosaicism is another one. A chance, a reason or an order alone
    are no change of decision.
    """
    kind = _FOLLOWS.get(decision.flag)
    if kind is None:
        kind = Follows.OFFERED if decision.flag.is_flagged else Follows.NOTHING
    return kind, frozenset(decision.tests)


_FOLLOWS = {
    Flag.STEPWISE: Follows.WAITS,
    Flag.RESIDUAL_LOW: Follows.SMALL_CHANCE,
    Flag.SPECIALIST: Follows.SPECIALIST,
}


def _information(standing: Standing, person: Person, outcomes: Sequence[Outcome]) -> float:
    others = [one.id for one in standing.case.family.relatives if one.id != person.id]
    before = {one: standing.carrying(one) for one in others}
    open_ones = [one for one in others if 0 < before[one] < 1]
    return sum(
        _entropy(before[one])
        - sum(each.chance * _entropy(each.standing.carrying(one)) for each in outcomes)
        for one in open_ones
    )


def _entropy(chance: float) -> float:
    if not 0 < chance < 1:
        return 0.0
    return -chance * log2(chance) - (1 - chance) * log2(1 - chance)


def ranked(standing: Standing) -> tuple[Trial, ...]:
    """Return the trials of all candidates, the most telling first.

    Those who wait for a linking relative by the plan come after all others, however much
    they would tell. Then the expected number of changed decisions, then information, both to
    nine digits; then the order of the plan, then that of the file.
    """
    trials = [tried_out(standing, person) for person in standing.needs_the_test()]
    return tuple(sorted(trials, key=_rank))


def _rank(trial: Trial) -> tuple[bool, float, float, int]:
    return (
        trial.waits,
        -round(trial.expected_changes, 9),
        -round(trial.information, 9),
        trial.priority or LAST,
    )


LAST = 9


def settled_by(standing: Standing) -> Mapping[str, str]:
    """Return for everybody who is not a candidate why."""
    reasons = {
        one.id: why_not_tested(standing.plan.of(one.id), standing.carrying(one.id))
        for one in standing.case.family.relatives
    }
    return {name: reason for name, reason in reasons.items() if reason is not None}
