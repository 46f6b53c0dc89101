"""The next best test and the cascade, as text and as plain data."""

from __future__ import annotations

from collections.abc import Iterator

from pedigrees.case import Case
from pedigrees.case_chances import NoChances
from pedigrees.next_test.cascade import Step
from pedigrees.next_test.proposal import NextTests, next_tests
from pedigrees.next_test.trial import NOT_BY_PLAN, Outcome, Trial, is_urgent, settled_by
from pedigrees.plan import Plan
from pedigrees.relationship import relation_in_words
from pedigrees.screening import FactLookup
from reports.chances import in_two_digits

# As text --------------------------------------------------------------------------------------


def lines_of_next_tests(case: Case, facts: FactLookup, plan: Plan) -> Iterator[str]:
    """Yield the lines of `family --plan`."""
    found = next_tests(case, facts, plan)
    if isinstance(found, NoChances):
        yield f"No ranking of tests: {found.reason}"
        return
    yield from _heading(found)
    for place, trial in enumerate(found.trials, 1):
        yield from _trial(found, trial, place)
    yield from _plain_list(found)
    if found.confirming:
        yield ""
        yield f"Certain to carry, tested all the same to confirm: {', '.join(found.confirming)}"
    if found.trials:
        yield from ("", "Cascade")
        if found.at_once:
            yield f"  at once, beside all others: {_named(found, list(found.at_once))}"
        yield from (*_step(found, found.cascade, "  "), "")
        yield _expected(found)
    yield from ("", "Posterior chances weigh all recorded results. Assumed:")
    yield from (f"    {one}" for one in plan.assumed)


def _heading(found: NextTests) -> Iterator[str]:
    yield "Next best test. Counselling, consent and urgency go first."
    plan, family = found.standing.plan, found.standing.case.family
    urgent = [one.person for one in plan.decisions if is_urgent(one, family[one.person])]
    if urgent:
        yield f"Not to wait, by the plan: {_named(found, urgent)}."
    yield ""
    if not found.trials:
        yield "Nobody is left whom the plan wants tested and whose chance is open."


def _trial(found: NextTests, trial: Trial, place: int) -> Iterator[str]:
    changes, bits = f"{trial.expected_changes:.2f}", f"{trial.information:.2f}"
    yield f"{place:>3}. {_name(found, trial.person.id)}"
    yield f"     on average something else follows for {changes} others; information {bits} bits"
    if trial.waits:
        yield "     waits for the linking relative, by the plan"
    for one in trial.outcomes:
        yield f"     {one.result.value} ({in_two_digits(one.chance)}): {_changes(one)}"


def _changes(one: Outcome) -> str:
    """Return for whom else something follows, in words."""
    if one.standing.contradiction:
        return "not explained by descent: a person decides"
    return f"something else for {', '.join(one.changed)}" if one.changed else "as before"


def _plain_list(found: NextTests) -> Iterator[str]:
    """Show what a list by degree alone would miss, and whom it would test for nothing."""
    standing = found.standing
    asked = [trial.person.id for trial in found.trials]
    free = [one for one in found.near if standing.carrying(one) == 0]
    beyond = [one for one in asked if one not in found.near]
    yield ""
    yield f"A plain list by degree (first and second): {', '.join(found.near) or 'nobody'}."
    if free:
        yield f"    in it, although they cannot carry the change: {', '.join(free)}"
    if beyond:
        yield f"    not in it, although at risk and to be tested: {', '.join(beyond)}"
    waiting = [one for one, why in settled_by(standing).items() if why == NOT_BY_PLAN]
    if waiting:
        yield f"    at risk, but the plan has no targeted test now for: {', '.join(waiting)}"


def _step(found: NextTests, step: Step, indent: str) -> Iterator[str]:
    free = [one for one in step.settled if one not in step.certain]
    if free:
        yield f"{indent}not at risk any more: {', '.join(free)}"
    if step.certain:
        yield f"{indent}certain to carry now; counsel, examine: {', '.join(step.certain)}"
    if not step.person:
        yield f"{indent}{_rest(step)}"
        return
    yield f"{indent}test {_name(found, step.person)}"
    told: dict[tuple[str, ...], list[str]] = {}
    for branch in step.branches:
        lines = tuple(_step(found, branch.then, indent + "    "))
        result = f"{branch.result.value} ({in_two_digits(branch.chance)})"
        told.setdefault(lines, []).append(result)
    for lines, results in told.items():
        yield f"{indent}  {' or '.join(results)}:"
        yield from lines


def _rest(step: Step) -> str:
    if step.contradiction:
        return "not explained by descent: check samples and parentage before the next test"
    if not step.rest:
        return "nobody is left to be tested"
    names = ", ".join(step.rest)
    if step.cut:
        return f"and so on: {names} are left (not worked out further)"
    alone = len(step.rest) == 1
    return f"test {names}" if alone else f"test each of {names}, whatever the others' results"


def _expected(found: NextTests) -> str:
    step, beside, everyone = found.cascade, len(found.at_once), len(found.trials)
    fewest, most = f"{beside + step.fewest:.2f}", f"{beside + step.most:.2f}"
    number = fewest if fewest == most else f"{fewest} to {most}"
    return (
        f"Expected number of tests: {number} (at most {beside + step.longest}); "
        f"testing everyone on the list: {everyone}."
    )


def _named(found: NextTests, people: list[str]) -> str:
    return ", ".join(_name(found, one) for one in people)


def _name(found: NextTests, person: str) -> str:
    return f"{person} ({relation_in_words(found.standing.case.family, person)})"


# As data --------------------------------------------------------------------------------------


def rows_of_next_tests(case: Case, facts: FactLookup, plan: Plan) -> dict[str, object]:
    """Return the ranking and the cascade as plain data."""
    found = next_tests(case, facts, plan)
    if isinstance(found, NoChances):
        return {"next_tests": None, "cascade": None, "no_next_tests": found.reason}
    return {
        "next_tests": [
            {
                "id": trial.person.id,
                "expected_changes": trial.expected_changes,
                "information_bits": trial.information,
                "urgent": trial.urgent,
                "waits": trial.waits,
                "outcomes": [
                    {
                        "result": one.result.value,
                        "chance": one.chance,
                        "changes": list(one.changed),
                    }
                    for one in trial.outcomes
                ],
            }
            for trial in found.trials
        ],
        "first_and_second_degree": list(found.near),
        "at_once": list(found.at_once),
        "confirming": list(found.confirming),
        "cascade": _step_as_data(found.cascade),
        "expected_tests": [
            len(found.at_once) + found.cascade.fewest,
            len(found.at_once) + found.cascade.most,
        ],
        "most_tests": len(found.at_once) + found.cascade.longest,
        "tests_of_everyone": len(found.trials),
    }


def _step_as_data(step: Step) -> dict[str, object]:
    return {
        "test": step.person or None,
        "settled": list(step.settled),
        "certain": list(step.certain),
        "rest": list(step.rest),
        "cut": step.cut,
        "contradiction": step.contradiction or None,
        "branches": [
            {"result": one.result.value, "chance": one.chance, "then": _step_as_data(one.then)}
            for one in step.branches
        ],
    }
