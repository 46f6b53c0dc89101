"""The relatives: who is on the list, what follows, why, with which chance, in which order."""

from __future__ import annotations

from collections.abc import Iterable

from pedigrees.plan import CoupleRisk, Decision, Flag
from reports.basis import Basis
from reports.chances import both_sides, chances_for_doctors, chances_for_the_family, one_in
from reports.parts.sources import RELATIVES, Numbering
from reports.views import OtherRelatives, RelativeRow, RelativesPart
from reports.words import (
    NOT_DECIDED,
    ORDER_WORDS,
    flag_in_words,
    minor_in_words,
    offered_tests,
    sentence,
)

PREGNANT = "Pregnant: offer test and counselling soon, before the birth."
PLAIN_PREGNANT = "Pregnant: the test and a talk about it should come soon, before the birth."
PLAIN_MOSAIC_PARENT = "No further test of this parent."


def relatives_part(basis: Basis, numbering: Numbering) -> RelativesPart:
    """Return the relatives for clinicians."""
    return RelativesPart(
        title="Relatives",
        intro=_intro(basis),
        columns=("Relative", "What follows", "Reason and chance", "Order"),
        rows=tuple(_row(one, basis) for one in basis.plan.flagged),
        others_title="Not on the list",
        others_columns=("Relative", "Why"),
        others=_others(basis, plain=False),
        after=(
            *_if_the_source_carries(basis, plain=False),
            *_couples(basis),
            *_after(basis, numbering),
        ),
    )


def plain_relatives_part(basis: Basis) -> RelativesPart:
    """Return the relatives for the family."""
    return RelativesPart(
        title="Who in the family may be offered a test",
        intro=_plain_intro(basis),
        columns=("Who", "What is offered", "Why, and how likely", "When"),
        rows=tuple(_plain_row(one, basis) for one in basis.plan.flagged),
        others_title="Who is not offered a test now" if basis.plan.decided else "",
        others_columns=("Who", "Why"),
        others=_others(basis, plain=True),
        after=(*_if_the_source_carries(basis, plain=True), *_plain_couples(basis)),
    )


def _intro(basis: Basis) -> tuple[str, ...]:
    if not basis.plan.decided:
        return (f"{NOT_DECIDED} The geneticist decides who is tested.",)
    if not basis.case.consent.contact_relatives:
        return (NO_CONSENT,)
    if basis.plan.flagged:
        return ()
    return ("No relative is on the screening list.",)


NO_CONSENT = "The proband has not consented to contact with relatives: nobody is contacted."


def _if_the_source_carries(basis: Basis, *, plain: bool) -> tuple[str, ...]:
    """Say that the chances assume the woman who very likely passed the variant on."""
    source = next((one for one in basis.plan.decisions if one.very_likely), None)
    if source is None or not basis.figures:
        return ()
    what = "change" if plain else "variant"
    return (f"The chances of the others hold if the {source.relation} has the {what}.",)


def _after(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    if not basis.figures:
        return ()
    how = HOW_COMPUTED_RECESSIVE if basis.recessive else HOW_COMPUTED
    return (f"{how} [{numbering.of_text(RELATIVES, 'relatives')}]",)


HOW_COMPUTED = (
    "Chances are exact transmission chances in this pedigree: rare variant, no new variant unless "
    "shown, unrelated people who married in do not carry it. “Healthy” is no evidence."
)
HOW_COMPUTED_RECESSIVE = (
    "Chances are exact transmission chances in this pedigree: rare variants, no new ones. For "
    "unrelated people who married in, at most 1 in 500 is assumed to carry a variant. A brother or "
    "sister who is recorded as unaffected and past the age of onset does not have both."
)


# Related couples (recessive) --------------------------------------------------------------


def _couples(basis: Basis) -> tuple[str, ...]:
    if not basis.figures:
        return ()
    return tuple(
        f"Related couple: {_couple(basis, one)}. Chance for a child to have both: "
        f"{one_in(one.untested)} untested; {one_in(one.both_carriers)} if both carry; practically "
        "none if one of them is tested and does not carry."
        for one in basis.plan.couples
    )


def _plain_couples(basis: Basis) -> tuple[str, ...]:
    if not basis.figures:
        return ()
    return tuple(
        f"{_couple(basis, one)} are a related couple. The chance for a child of theirs to have the "
        f"illness is {both_sides(one.untested, 'children', 'has it', 'have it')}. If both of them "
        f"carry a change, it is {one_in(one.both_carriers)}. If a test shows that one of them does "
        "not carry it, the chance is practically none."
        for one in basis.plan.couples
    )


def _couple(basis: Basis, couple: CoupleRisk) -> str:
    named = " and ".join(_named(basis, person) for person in couple.couple)
    return named[0].upper() + named[1:]


def _named(basis: Basis, person: str) -> str:
    if person == basis.proband.id:
        return f"the person tested ({person})"
    return f"{basis.plan.of(person).relation} ({person})"


# For the family ---------------------------------------------------------------------------


def _plain_intro(basis: Basis) -> tuple[str, ...]:
    if not basis.plan.decided:
        return (NOT_DECIDED, "A geneticist decides who is offered a test.")
    if not basis.case.consent.contact_relatives:
        return (
            "There is no consent to contact relatives. So nobody is contacted.",
            "This can be changed at any time. The result may matter for relatives too.",
        )
    if not basis.plan.flagged:
        return ("On this result, no one in the family is offered a test.",)
    return (
        "A test is a choice. Each person decides alone, and has time to think.",
        "The list names the people by their place in the family and by a code.",
    )


def _row(decision: Decision, basis: Basis) -> RelativeRow:
    tests = offered_tests(decision)
    return RelativeRow(
        relation=sentence(decision.relation).rstrip("."),
        person=decision.person,
        flag=sentence(flag_in_words(decision)),
        tests=sentence(tests) if tests else "No test.",
        why=_present(
            decision.reason,
            *chances_for_doctors(decision, figures=basis.figures, recessive=basis.recessive),
            PREGNANT if decision.pregnant else "",
            f"Own result on file: {decision.tested}." if decision.tested else "",
        ),
        order=ORDER_WORDS[decision.priority],
        minor=minor_in_words(decision),
    )


def _plain_row(decision: Decision, basis: Basis) -> RelativeRow:
    tests = offered_tests(decision, plain=True)
    mosaic_parent = decision.flag is Flag.RESIDUAL_LOW and not decision.tests
    return RelativeRow(
        relation=sentence(decision.relation).rstrip("."),
        person=decision.person,
        flag=sentence(flag_in_words(decision, plain=True)),
        tests=PLAIN_MOSAIC_PARENT if mosaic_parent else sentence(tests),
        why=_present(
            decision.plain_reason,
            *chances_for_the_family(decision, figures=basis.figures, recessive=basis.recessive),
            PLAIN_PREGNANT if decision.pregnant else "",
        ),
        order=ORDER_WORDS[decision.priority],
        minor=minor_in_words(decision, plain=True),
    )


def _present(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _others(basis: Basis, *, plain: bool) -> tuple[OtherRelatives, ...]:
    """Return the people who are not on the list, those with one reason together."""
    if not basis.plan.decided:
        return ()
    groups: dict[str, list[Decision]] = {}
    for decision in basis.plan.decisions:
        if not decision.flag.is_flagged:
            groups.setdefault(_reason(decision, plain), []).append(decision)
    return tuple(OtherRelatives(_names(people), why) for why, people in groups.items())


def _reason(decision: Decision, plain: bool) -> str:
    return decision.plain_reason if plain else decision.reason


def _names(people: Iterable[Decision]) -> str:
    named = ", ".join(f"{one.relation} ({one.person})" for one in people)
    return named[0].upper() + named[1:]
