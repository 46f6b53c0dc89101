"""The relatives: who is on the list, what follows, why, with which chance, in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from genetics.phrases import marked, own, say
from pedigrees.assumptions import carrier_frequency, in_figures
from pedigrees.plan import CoupleRisk, Decision, Flag
from reports.basis import Basis
from reports.chances import (
    both_sides,
    chances_for_doctors,
    chances_for_the_family,
    children,
    have_it,
    in_two_digits,
    one_in,
    posterior_for_doctors,
)
from reports.parts.relative_reasons import reason_in_words
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
OWN_TESTS = marked("Tests on file: {told}.")
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
            *_posteriors(basis),
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
    """Say, below a table with figures, which of them assume the woman who very likely carries.

    A descendant of someone who is known to carry is at risk whatever her result is.
    """
    source = next((one for one in basis.plan.decisions if one.likely_source), None)
    if source is None:
        return ()
    resting = [
        _named(basis, one.person)
        for one in basis.plan.flagged
        if _prints_a_figure(one, basis, plain=plain) and not _below_a_carrier(one.person, basis)
    ]
    if not resting:
        return ()
    told = PLAIN_IF_THE_SOURCE_CARRIES if plain else IF_THE_SOURCE_CARRIES
    return (say(told, people=list_in_words(resting), relative=source.relation),)


IF_THE_SOURCE_CARRIES = marked("The chances of {people} hold if the {relative} has the variant.")
PLAIN_IF_THE_SOURCE_CARRIES = marked(
    "The chances of {people} hold if the {relative} has the change."
)


def _below_a_carrier(person: str, basis: Basis) -> bool:
    known = {one.person for one in basis.plan.decisions if one.known_to_carry}
    return bool(basis.case.family.ancestors(person) & {basis.proband.id, *known})


def _prints_a_figure(decision: Decision, basis: Basis, *, plain: bool) -> bool:
    chances = chances_for_the_family if plain else chances_for_doctors
    told = " ".join(chances(decision, figures=basis.figures, recessive=basis.recessive))
    return re.search(r"\d", told) is not None


def prints_figures(basis: Basis) -> bool:
    """Whether a chance of any relative is printed for clinicians."""
    told = any(_prints_a_figure(one, basis, plain=False) for one in basis.plan.flagged)
    return basis.figures and (told or bool(basis.plan.couples))


def _after(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    if not prints_figures(basis):
        return ()
    told = (
        say(HOW_COMPUTED_RECESSIVE, prior=_prior(basis)) if basis.recessive else say(HOW_COMPUTED)
    )
    return (f"{told} [{numbering.of_text(RELATIVES, say('relatives'))}]",)


def _prior(basis: Basis) -> str:
    return in_figures(carrier_frequency(basis.case.chances))


def _posteriors(basis: Basis) -> tuple[str, ...]:
    """Say the posterior chances with their inputs, where figures are printed."""
    told = [
        f"{_named(basis, one.person)} {in_two_digits(one.posterior.carrying)}"
        for one in basis.plan.flagged
        if one.posterior is not None and posterior_for_doctors(one, figures=basis.figures)
    ]
    if not prints_figures(basis) or not told:
        return ()
    assumed = "; ".join(basis.plan.assumed)
    how = POSTERIORS_RECESSIVE if basis.recessive else POSTERIORS
    return (say(how, chances=list_in_words(told)), say("Assumed: {inputs}.", inputs=assumed))


POSTERIORS = marked(
    "Posterior chances to carry, with new mutation, germline mosaicism and every recorded result "
    "weighed: {chances}. What is offered follows the transmission chance."
)
POSTERIORS_RECESSIVE = marked(
    "Posterior chances to carry, with carriers in the population and every recorded result "
    "weighed: {chances}. What is offered follows the transmission chance."
)
HOW_COMPUTED = marked(
    "Chances are exact transmission chances in this pedigree: rare variant, no new variant unless "
    "shown, unrelated people who married in do not carry it. “Healthy” is no evidence."
)
HOW_COMPUTED_RECESSIVE = marked(
    "Chances are exact transmission chances in this pedigree: rare variants, no new ones. For "
    "unrelated people who married in, at most {prior} is assumed to carry a variant. A brother or "
    "sister who is recorded as unaffected and past the age of onset does not have both."
)


# Related couples (recessive) --------------------------------------------------------------


def _couples(basis: Basis) -> tuple[str, ...]:
    if not basis.figures:
        return ()
    return tuple(
        say(
            OWN_COUPLE if basis.proband.id in one.couple else COUPLE,
            couple=_couple(basis, one),
            untested=one_in(one.untested),
            both_carriers=one_in(one.both_carriers),
        )
        for one in basis.plan.couples
    )


COUPLE = marked(
    "{couple} are a couple, and both are related to the person tested. Chance for a child to have "
    "both: {untested} untested; {both_carriers} if both carry; practically none if one of them is "
    "tested and does not carry."
)
OWN_COUPLE = marked(
    "Related couple: {couple}. Chance for a child to have both: {untested} untested; "
    "{both_carriers} if both carry; practically none if one of them is tested and does not carry."
)


def _plain_couples(basis: Basis) -> tuple[str, ...]:
    if not basis.figures:
        return ()
    return tuple(
        say(
            PLAIN_OWN_COUPLE if basis.proband.id in one.couple else PLAIN_COUPLE,
            couple=_couple(basis, one),
            untested=both_sides(one.untested, children, have_it),
            both_carriers=one_in(one.both_carriers),
        )
        for one in basis.plan.couples
    )


PLAIN_COUPLE = marked(
    "{couple} are a couple, and both are related to the person tested. The chance for a child of "
    "theirs to have the illness is {untested}. If both of them carry a change, it is "
    "{both_carriers}. If a test shows that one of them does not carry it, the chance is "
    "practically none."
)
PLAIN_OWN_COUPLE = marked(
    "{couple} are a related couple. The chance for a child of theirs to have the illness is "
    "{untested}. If both of them carry a change, it is {both_carriers}. If a test shows that one "
    "of them does not carry it, the chance is practically none."
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
            say(OWN_TESTS, told=decision.tested_for) if decision.tested_for else "",
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
    """Return the people who are not on the list, those with one reason together.

    A pregnancy of a relative, and one that ended, is nothing that the family is told.
    """
    if not basis.plan.decided:
        return ()
    groups: dict[str, list[Decision]] = {}
    for decision in basis.plan.decisions:
        if not decision.flag.is_flagged and not (plain and decision.reason_id in UNBORN):
            why = reason_in_words(decision, basis, plain=plain)
            groups.setdefault(why, []).append(decision)
    return tuple(OtherRelatives(_names(people), why) for why, people in groups.items())


UNBORN = ("R-UNBORN", "R-ENDED")


def _names(people: Iterable[Decision]) -> str:
    named = ", ".join(f"{one.relation} ({one.person})" for one in people)
    return named[0].upper() + named[1:]
