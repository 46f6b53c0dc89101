"""Who waits for the test of a linking relative, and who would wait in vain."""

from __future__ import annotations

from collections.abc import Iterator

from genetics.phrases import say
from pedigrees.family import Family
from pedigrees.people import Outcome, Person
from pedigrees.plan import Decision, Flag, Plan
from pedigrees.relationship import path_to


def waits_in_vain(family: Family, plan: Plan, decision: Decision) -> tuple[str, ...]:
    """Return the linking relatives of someone who waits, where none of them can be tested.

    Linking are the blood relatives on the shortest way from the proband of whom it is open
    whether they carry. KNOWLEDGE.md 4.6 lets the next in line wait for them and says nothing
    of the case that

    * they have died, or were never born: no test will come;
    * they declined contact: none is expected.

    One who can be tested is enough to wait for. Empty also where nobody stands between.
    """
    if decision.flag is not Flag.STEPWISE:
        return ()
    linking = _linking_relatives(family, plan, decision.person)
    return () if any(_can_be_tested(family[one]) for one in linking) else linking


def waiting_checks(family: Family, plan: Plan) -> Iterator[str]:
    """Yield what a person must decide for those who wait in vain; the flag stays as it is."""
    for decision in plan.decisions:
        linking = waits_in_vain(family, plan, decision)
        if linking:
            yield say(
                "{person} waits for the test of a linking relative, and none of them can be "
                "expected to be tested ({linking}: died or declined contact). Please decide "
                "whether to offer {person} the test without waiting.",
                person=decision.person,
                linking=", ".join(linking),
            )


def _linking_relatives(family: Family, plan: Plan, person: str) -> tuple[str, ...]:
    path = path_to(family, person)
    between = () if path is None else (*path.ascent, *path.descent[:-1])
    return tuple(one for one in between if one != person and _is_open(plan.of(one)))


def _is_open(decision: Decision) -> bool:
    """Whether a test can tell; the most likely source's chance is 1 only until she is tested."""
    uncertain = decision.chance is not None and 0 < decision.chance < 1
    return not decision.tested and (uncertain or decision.very_likely)


def _can_be_tested(person: Person) -> bool:
    living = person.alive and person.outcome is Outcome.LIVE_BORN
    return living and not person.contact_declined
