"""The steps to one person's chance, as text: assumptions, facts in turn, parents, result."""

from __future__ import annotations

from collections.abc import Iterator

from genetics.errors import Mistake, UsageError
from pedigrees.case import Case
from pedigrees.case_chances import CaseChances, case_chances
from pedigrees.chance_steps import unfold
from pedigrees.plan import Plan
from pedigrees.relationship import relation_in_words
from reports.chances import in_two_digits, one_in


def lines_of_steps(case: Case, plan: Plan, person: str) -> Iterator[str]:
    """Yield the lines. Raises UsageError for somebody who is not in the family."""
    if person not in case.family:
        known = ", ".join(one.id for one in case.family)
        raise UsageError(Mistake(f"{person} is not in the family", f"name one of: {known}"))
    is_proband = person == case.family.proband_id
    yield f"{person}  {'proband' if is_proband else relation_in_words(case.family, person)}"
    decision = None if is_proband else plan.of(person)
    if decision is not None and decision.chance is not None and not decision.unprinted:
        yield _line("by descent", f"{one_in(decision.chance)} (transmission chance)")
    chances = None if plan.stopped else case_chances(case, plan.pattern)
    if not isinstance(chances, CaseChances):
        yield _line("posterior", f"none. {plan.no_posterior}")
    elif decision is not None and (decision.posterior is None or decision.unprinted):
        yield _line("posterior", "none: no link by blood through the family, or not computed")
    else:
        yield from _steps(chances, person)


def _steps(chances: CaseChances, person: str) -> Iterator[str]:
    sources = {one.words: one.source for one in chances.assumptions}
    for words in chances.stated:
        yield _line("assumed", words)
        if sources.get(words):
            yield _line("", f"source: {sources[words]}")
    unfolded = unfold(chances, person)
    if unfolded.start == 0:
        yield _line("start", "0: the change is taken as infinitely rare")
    else:
        yield _line("start", f"{in_two_digits(unfolded.start)}, before any fact")
    for step in unfolded.steps:
        moved = f"{in_two_digits(step.before)} -> {in_two_digits(step.after)}"
        yield _line("fact", f"{step.fact.words}: {moved}")
    if unfolded.idle:
        yield _line("", f"recorded facts that do not change it: {unfolded.idle}")
    for parent, chance in unfolded.parents:
        yield _line("parent", f"{parent} carries with {in_two_digits(chance)}")
    posterior = chances.posteriors[person]
    yield _line("posterior", f"{in_two_digits(float(posterior.carrying))} to carry a change")


def _line(name: str, text: str) -> str:
    return f"    {name:<12}{text}"
