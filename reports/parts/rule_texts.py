"""The statements of the rules as they are printed, and what is missing for further ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from genetics.phrases import marked, say
from pedigrees.clinical.laboratory import load_lab_items
from reports.management.alarms import Alarm
from reports.management.statements import Needed, Statement, Step
from reports.parts.sources import Numbering
from reports.views import Section, StatementBlock, StatementRow
from reports.words import list_in_words


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
        professional=say(statement.professional),
        plain=say(statement.plain),
    )


def urgent(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the safety statements in their urgent wording."""
    return tuple(statement for statement in statements if statement.urgent)


def today(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return what concerns today and is neither a caution nor urgent."""
    return tuple(
        statement
        for statement in statements
        if statement.step is Step.TODAY and not is_safety(statement) and not statement.urgent
    )


def later(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return what concerns a later step."""
    return tuple(statement for statement in statements if statement.step is Step.LATER)


def cautions(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the safety statements that are not urgent."""
    return tuple(one for one in statements if is_safety(one) and not one.urgent)


def needs(needed: Iterable[Needed]) -> Section | None:
    """Return what cannot be decided and which inputs would decide it."""
    items = tuple(
        say("{statement}: needs {entries}.", statement=say(one.title), entries=_inputs(one))
        for one in needed
    )
    if not items:
        return None
    return Section(
        say("Cannot be decided with the entries so far"),
        (
            say(
                "One of these entries could make a further statement apply. It may also show "
                "that it does not apply."
            ),
        ),
        items,
    )


def _inputs(needed: Needed) -> str:
    sets = [list_in_words([_input(name) for name in inputs]) for inputs in needed.inputs]
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
