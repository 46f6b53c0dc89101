"""The statements of the rules as they are printed, and what is missing for further ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from genetics.phrases import marked, say
from pedigrees.clinical.laboratory import load_lab_items
from reports.basis import Basis
from reports.management.alarms import Alarm
from reports.management.needs import Inputs
from reports.management.statements import Needed, Statement, Step
from reports.parts.sources import Numbering
from reports.views import Section, StatementBlock, StatementRow
from reports.words import list_in_words, sentence


def block(
    title: str,
    statements: Iterable[Statement],
    numbering: Numbering,
    *,
    plain: bool = False,
    intro: str = "",
) -> StatementBlock | None:
    """Return the statements under a title, None where there is none."""
    rows = tuple(_row(statement, numbering, plain) for statement in statements)
    return StatementBlock(title, rows, intro) if rows else None


def _row(statement: Statement, numbering: Numbering, plain: bool) -> StatementRow:
    graded = statement.strength and not plain
    marks = (
        statement.rule,
        say("strength {grade}", grade=statement.strength) if graded else "",
        f"[{numbering.of_statement(statement)}]",
    )
    return StatementRow(
        text=statement.plain if plain else statement.professional,
        lead=statement.lead,
        rule=statement.rule,
        # Blanks that do not break: the mark stays together.
        mark=" · ".join(mark for mark in marks if mark).replace(" ", "\u00a0"),
    )


def alarms_at(place: str, alarms: Iterable[Alarm], *, urgent: bool) -> tuple[Statement, ...]:
    """Return the alarms that are printed at a place, the urgent ones or the others."""
    return tuple(one.statement for one in alarms if place in one.places and one.urgent is urgent)


def alarms_of(place: str, basis: Basis, *, urgent: bool) -> tuple[Statement, ...]:
    """Return the alarms at a place for doctors, with what is on file about what they ask for.

    A test of SF3B1 without a finding stands beside the alarm that asks for it; nothing is
    concluded from it.
    """
    asked = alarms_at(place, basis.alarms, urgent=urgent)
    tested = any(
        one.gene == "SF3B1" and one.somatic and one.result == NOT_DETECTED
        for one in basis.case.findings
    )
    if not tested:
        return asked
    return tuple(
        replace(one, professional=f"{one.professional} {say(SF3B1_ON_FILE)}")
        if one.rule == "AL-MACRO-MDS"
        else one
        for one in asked
    )


NOT_DETECTED = "not detected"
SF3B1_ON_FILE = marked("SF3B1: not detected, on file; the marrow is still open.")


def is_safety(statement: Statement) -> bool:
    """Whether the statement comes from a safety rule."""
    return statement.rule.startswith("SA-")


def at(place: str, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the rules' statements that are printed at a place, in the language spoken.

    An alarm is worded when it is raised, with the values of the case.
    """
    return tuple(_said(statement) for statement in statements if place in statement.places)


def _said(statement: Statement) -> Statement:
    return replace(
        statement,
        lead=say(statement.lead) if statement.lead else "",
        professional=_with_details(statement.details, statement.professional, statement.instead),
        plain=_with_details(statement.plain_details, statement.plain, statement.instead),
    )


def _with_details(details: str, wording: str, instead: bool) -> str:
    """Return the wording with the details before it, or in place of it."""
    if not details:
        return say(wording)
    return details if instead else f"{details} {say(wording)}"


def urgent(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the safety statements in their urgent wording."""
    return tuple(statement for statement in statements if statement.urgent)


def today(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return what concerns today and is neither a caution nor urgent.

    A safety rule that is itself the next step (SA-16, the porphyria centre) comes first.
    """
    every = tuple(statements)
    return (
        *(one for one in every if one.rule in NEXT_STEPS),
        *(one for one in every if one.step is Step.TODAY and not is_safety(one) and not one.urgent),
    )


NEXT_STEPS = ("SA-16",)


def later(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return what concerns a later step."""
    return tuple(statement for statement in statements if statement.step is Step.LATER)


def cautions(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the safety statements that are not urgent and no next step."""
    return tuple(
        one
        for one in statements
        if is_safety(one) and not one.urgent and one.rule not in NEXT_STEPS
    )


def needs(basis: Basis) -> Section | None:
    """Return what cannot be decided, by the inputs that would decide it.

    Alcohol is not listed for a person who is surely under 10 (expert opinion of the project),
    and no rule for the very test that it asks for.
    """
    grouped: dict[tuple[Inputs, ...], list[str]] = {}
    for one in basis.statements.needed:
        inputs = tuple(each for each in one.inputs if _is_listed(each, one, basis))
        if inputs:
            grouped.setdefault(inputs, []).append(say(one.title))
    if not grouped:
        return None
    items = tuple(
        sentence(
            say(
                "{entries}: would decide {statements}.",
                entries=_inputs(inputs),
                statements="; ".join(titles),
            )
        )
        for inputs, titles in grouped.items()
    )
    return Section(say("Cannot be decided with the entries so far"), (say(NO_REQUEST),), items)


NO_REQUEST = marked(
    "Not a request for a test: if one of these values exists already, please enter it."
)
ALCOHOL_FROM = 10
ITS_OWN_TEST = {"SR-17": "liver_mri_lic"}
"""The rules that ask for a test, and the input that comes from it."""


def _is_listed(inputs: Inputs, needed: Needed, basis: Basis) -> bool:
    if ITS_OWN_TEST.get(needed.rule) in inputs:
        return False
    ages = basis.proband.birth.ages_on(basis.case.report_date)
    return "alcohol" not in inputs or ages is None or ages[1] >= ALCOHOL_FROM


def _inputs(every: tuple[Inputs, ...]) -> str:
    sets = [list_in_words([_input(name) for name in inputs]) for inputs in every]
    return reduce(lambda told, one: say("{entries}, or {other}", entries=told, other=one), sets)


def _input(name: str) -> str:
    if name in OTHER_INPUTS:
        return say(OTHER_INPUTS[name])
    items = load_lab_items()
    return say(items[name].plain_name) if name in items else name.replace("_", " ")


OTHER_INPUTS = {
    "age": marked("the year of birth"),
    "callability": marked("how much of the coding bases was read"),
}
