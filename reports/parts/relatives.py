"""The relatives: who is on the list, what follows, why, with which chance, in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from genetics.phrases import marked, own, say
from pedigrees.plan import CoupleRisk, Decision, Flag
from reports.basis import Basis
from reports.chances import (
    both_sides,
    chances_for_doctors,
    chances_for_the_family,
    children,
    have_it,
    one_in,
)
from reports.parts.sources import RELATIVES, Numbering
from reports.views import OtherRelatives, RelativeRow, RelativesPart
from reports.words import (
    NOT_DECIDED,
    flag_in_words,
    list_in_words,
    minor_in_words,
    offered_tests,
    order_in_words,
    sentence,
)

PREGNANT = marked("Pregnant: offer test and counselling soon, before the birth.")
OWN_RESULT = marked("Own result on file: {result}.")
OWN_RESULTS = (marked("positive"), marked("negative"))
PLAIN_PREGNANT = marked(
    "Pregnant: the test and a talk about it should come soon, before the birth."
)
PLAIN_MOSAIC_PARENT = marked("No further test of this parent.")


def relatives_part(basis: Basis, numbering: Numbering) -> RelativesPart:
    """Return the relatives for clinicians."""
    return RelativesPart(
        title=say("Relatives"),
        intro=_intro(basis),
        columns=(say("Relative"), say("What follows"), say("Reason and chance"), say("Order")),
        rows=tuple(_row(one, basis) for one in basis.plan.flagged),
        others_title=say("Not on the list"),
        others_columns=(say("Relative"), say("Why")),
        others=_others(basis, plain=False),
        after=(
            *_couples(basis),
            *_after(basis, numbering),
        ),
        below_rows=_if_the_source_carries(basis, plain=False),
    )


def plain_relatives_part(basis: Basis) -> RelativesPart:
    """Return the relatives for the family."""
    return RelativesPart(
        title=say("Who in the family may be offered a test"),
        intro=_plain_intro(basis),
        columns=(say("Who"), say("What is offered"), say("Why, and how likely"), say("When")),
        rows=tuple(_plain_row(one, basis) for one in basis.plan.flagged),
        others_title=say("Who is not offered a test now") if basis.plan.decided else "",
        others_columns=(say("Who"), say("Why")),
        others=_others(basis, plain=True),
        after=_plain_couples(basis),
        below_rows=_if_the_source_carries(basis, plain=True),
    )


def _intro(basis: Basis) -> tuple[str, ...]:
    if not basis.plan.decided:
        return (f"{say(NOT_DECIDED)} {say(GENETICIST_DECIDES)}",)
    if not basis.case.consent.contact_relatives:
        return (
            say("The proband has not consented to contact with relatives: nobody is contacted."),
        )
    if basis.plan.flagged:
        return ()
    return (say("No relative is on the screening list."),)


GENETICIST_DECIDES = marked("The geneticist decides who is tested.")


def _if_the_source_carries(basis: Basis, *, plain: bool) -> tuple[str, ...]:
    """Say, below a table with figures, that they assume the woman who very likely carries."""
    source = next((one for one in basis.plan.decisions if one.very_likely), None)
    printed = any(_prints_a_figure(one, basis, plain=plain) for one in basis.plan.flagged)
    if source is None or not printed:
        return ()
    told = PLAIN_IF_THE_SOURCE_CARRIES if plain else IF_THE_SOURCE_CARRIES
    return (say(told, relative=source.relation),)


IF_THE_SOURCE_CARRIES = marked("The chances of the others hold if the {relative} has the variant.")
PLAIN_IF_THE_SOURCE_CARRIES = marked(
    "The chances of the others hold if the {relative} has the change."
)


def _prints_a_figure(decision: Decision, basis: Basis, *, plain: bool) -> bool:
    chances = chances_for_the_family if plain else chances_for_doctors
    told = " ".join(chances(decision, figures=basis.figures, recessive=basis.recessive))
    return re.search(r"\d", told) is not None


def _after(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    if not basis.figures:
        return ()
    how = HOW_COMPUTED_RECESSIVE if basis.recessive else HOW_COMPUTED
    return (f"{say(how)} [{numbering.of_text(RELATIVES, say('relatives'))}]",)


HOW_COMPUTED = marked(
    "Chances are exact transmission chances in this pedigree: rare variant, no new variant unless "
    "shown, unrelated people who married in do not carry it. “Healthy” is no evidence."
)
HOW_COMPUTED_RECESSIVE = marked(
    "Chances are exact transmission chances in this pedigree: rare variants, no new ones. For "
    "unrelated people who married in, at most 1 in 500 is assumed to carry a variant. A brother or "
    "sister who is recorded as unaffected and past the age of onset does not have both."
)


# Related couples (recessive) --------------------------------------------------------------


def _couples(basis: Basis) -> tuple[str, ...]:
    if not basis.figures:
        return ()
    return tuple(
        say(
            "Related couple: {couple}. Chance for a child to have both: {untested} untested; "
            "{both_carriers} if both carry; practically none if one of them is tested and does "
            "not carry.",
            couple=_couple(basis, one),
            untested=one_in(one.untested),
            both_carriers=one_in(one.both_carriers),
        )
        for one in basis.plan.couples
    )


def _plain_couples(basis: Basis) -> tuple[str, ...]:
    if not basis.figures:
        return ()
    return tuple(
        say(
            "{couple} are a related couple. The chance for a child of theirs to have the illness "
            "is {untested}. If both of them carry a change, it is {both_carriers}. If a test shows "
            "that one of them does not carry it, the chance is practically none.",
            couple=_couple(basis, one),
            untested=both_sides(one.untested, children, have_it),
            both_carriers=one_in(one.both_carriers),
        )
        for one in basis.plan.couples
    )


def _couple(basis: Basis, couple: CoupleRisk) -> str:
    named = list_in_words([_named(basis, person) for person in couple.couple])
    return named[0].upper() + named[1:]


def _named(basis: Basis, person: str) -> str:
    if person == basis.proband.id:
        return say("the person tested ({person})", person=person)
    return f"{basis.plan.of(person).relation} ({person})"


# For the family ---------------------------------------------------------------------------


def _plain_intro(basis: Basis) -> tuple[str, ...]:
    if not basis.plan.decided:
        return (say(NOT_DECIDED), say("A geneticist decides who is offered a test."))
    if not basis.case.consent.contact_relatives:
        return (
            own(
                "relatives.no_consent",
                "There is no consent to contact relatives. So nobody is contacted.",
            ),
            own(
                "relatives.change_of_mind",
                "This can be changed at any time. The result may matter for relatives too.",
            ),
        )
    if not basis.plan.flagged:
        return (say("On this result, no one in the family is offered a test."),)
    return (
        own(
            "relatives.choice",
            "A test is a choice. Each person decides alone, and has time to think.",
        ),
        own(
            "relatives.names",
            "The list names the people by their place in the family and by a code.",
        ),
    )


def _row(decision: Decision, basis: Basis) -> RelativeRow:
    tests = offered_tests(decision)
    return RelativeRow(
        relation=sentence(decision.relation).rstrip("."),
        person=decision.person,
        flag=sentence(flag_in_words(decision)),
        tests=sentence(tests) if tests else say("No test."),
        why=_present(
            reason_in_words(decision, basis, plain=False),
            *_chances(decision, basis, plain=False),
            say(PREGNANT) if decision.pregnant else "",
            say(OWN_RESULT, result=say(decision.tested)) if decision.tested else "",
        ),
        order=order_in_words(decision),
        minor=minor_in_words(decision),
    )


def _plain_row(decision: Decision, basis: Basis) -> RelativeRow:
    tests = offered_tests(decision, plain=True)
    mosaic_parent = decision.flag is Flag.RESIDUAL_LOW and not decision.tests
    return RelativeRow(
        relation=sentence(decision.relation).rstrip("."),
        person=decision.person,
        flag=sentence(flag_in_words(decision, plain=True)),
        tests=say(PLAIN_MOSAIC_PARENT) if mosaic_parent else sentence(tests),
        why=_present(
            reason_in_words(decision, basis, plain=True),
            *_chances(decision, basis, plain=True),
            say(PLAIN_PREGNANT) if decision.pregnant else "",
        ),
        order=order_in_words(decision),
        minor=minor_in_words(decision, plain=True),
    )


def _chances(decision: Decision, basis: Basis, *, plain: bool) -> tuple[str, ...]:
    """Return the chances; the assumed one waits until parentage is confirmed."""
    if decision.assumed and basis.parentage_open:
        return ()
    told = chances_for_the_family if plain else chances_for_doctors
    return told(decision, figures=basis.figures, recessive=basis.recessive)


def _present(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _others(basis: Basis, *, plain: bool) -> tuple[OtherRelatives, ...]:
    """Return the people who are not on the list, those with one reason together."""
    if not basis.plan.decided:
        return ()
    groups: dict[str, list[Decision]] = {}
    for decision in basis.plan.decisions:
        if not decision.flag.is_flagged:
            why = reason_in_words(decision, basis, plain=plain)
            groups.setdefault(why, []).append(decision)
    return tuple(OtherRelatives(_names(people), why) for why, people in groups.items())


def reason_in_words(decision: Decision, basis: Basis, *, plain: bool) -> str:
    """Return the reason of the plan, or what is true where its sentence would not be.

    A parent in a recessive family: tested, unknown phase, one change on both copies. A line
    that the variant did not come through needs no result; who was tested without it has one.
    """
    if decision.reason_id == "R-XL-ORIGIN" and not decision.flag.is_flagged:
        if decision.tested == "negative":
            return say(PLAIN_TESTED_WITHOUT if plain else TESTED_WITHOUT)
        return say(PLAIN_NOT_THIS_LINE if plain else NOT_THIS_LINE)
    if decision.reason_id == "R-AR-PARENT" and decision.flag is Flag.PHASE_TEST:
        return say(_reason_of_a_parent(decision, basis, plain))
    return say(decision.plain_reason if plain else decision.reason)


def _reason_of_a_parent(decision: Decision, basis: Basis, plain: bool) -> str:
    one_change = basis.holds("SLC_HOMOZYGOUS")
    if basis.plan.context == "ar-one-parent":
        return _beside_a_parent_without_it(decision, plain)
    phase_unknown = basis.plan.context_words == say("phase unknown")
    if phase_unknown and decision.tested == "positive":
        return PLAIN_PHASE_STILL_UNKNOWN if plain else PHASE_STILL_UNKNOWN
    if decision.tested == "positive":
        if not plain:
            return PARENT_CARRIES_ONE if one_change else PARENT_CARRIES
        return PLAIN_PARENT_CARRIES_ONE if one_change else PLAIN_PARENT_CARRIES
    if phase_unknown:
        return PLAIN_PHASE_UNKNOWN if plain else PHASE_UNKNOWN
    if one_change:
        return PLAIN_PARENT_OF_HOMOZYGOUS if plain else PARENT_OF_HOMOZYGOUS
    return decision.plain_reason if plain else decision.reason


def _beside_a_parent_without_it(decision: Decision, plain: bool) -> str:
    """Return the reason of the parent beside the one who was tested without the variant."""
    if decision.tested == "positive":
        return PLAIN_CARRIES if plain else CARRIES
    return PLAIN_OTHER_PARENT if plain else OTHER_PARENT


PLAIN_CARRIES = marked("Carries the change.")
CARRIES = marked("Tested positive: carries the variant.")
OTHER_PARENT = marked(
    "The other parent was tested without the variant: this parent very likely carries it; the "
    "test confirms it."
)
PLAIN_OTHER_PARENT = marked("This parent very likely carries the change. The test makes this sure.")
PHASE_STILL_UNKNOWN = marked(
    "Tested positive: carries at least one of the variants; the phase is not settled by the "
    "results on file."
)
PLAIN_PHASE_STILL_UNKNOWN = marked(
    "Tested: carries one or both of the changes. It is not yet known if the two changes lie on one "
    "copy of the gene or on both."
)
TESTED_WITHOUT = marked("A result shows that this person does not carry the variant.")
PLAIN_TESTED_WITHOUT = marked("A test result shows that this person is not concerned.")
NOT_THIS_LINE = marked("The variant did not come through this line.")
PLAIN_NOT_THIS_LINE = marked("The change did not come through this person's side of the family.")
PARENT_CARRIES = marked(
    "Tested positive: carrier; no further test of this parent for the family variants."
)
PARENT_CARRIES_ONE = marked(
    "Tested positive: carrier; no further test of this parent for the family variant."
)
PLAIN_PARENT_CARRIES = marked("Tested: carries one of the changes. Nothing more is needed.")
PLAIN_PARENT_CARRIES_ONE = marked("Tested: carries the change. Nothing more is needed.")
PHASE_UNKNOWN = marked(
    "Parent of a child with two variants of unknown phase: the parents' tests show whether the "
    "variants lie on one copy of the gene or on both."
)
PLAIN_PHASE_UNKNOWN = marked(
    "It is not yet known if the two changes lie on one copy of the gene or on both. The parents' "
    "tests show it."
)
PARENT_OF_HOMOZYGOUS = marked(
    "Parent of a child with one variant on both copies: very likely a carrier; the test confirms "
    "this and the recurrence risk."
)
PLAIN_PARENT_OF_HOMOZYGOUS = marked(
    "Each parent very likely carries the change. The test makes this sure."
)


def _names(people: Iterable[Decision]) -> str:
    named = ", ".join(f"{one.relation} ({one.person})" for one in people)
    return named[0].upper() + named[1:]
