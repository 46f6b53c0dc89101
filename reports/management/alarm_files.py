"""The door of the alarm file: reads its TOML and names, by file and line, all that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from genetics.errors import KnowledgeInvalid, Mistake
from genetics.toml_lines import KeyPath, TomlDocument, parse_toml
from genetics.toml_lines import check as check_document
from pedigrees.clinical.facts import CHOICES, FACT_TYPES
from reports.management.checking import NO_RANGES, check
from reports.management.language import Expression, ExpressionError, parse
from reports.management.possibility import check_possible
from reports.management.ranges import fact_ranges
from reports.management.rule_files import SECOND_PHASE, DetailRow
from reports.management.values import what_is_wrong

_Text = Annotated[str, Field(min_length=1)]


class AlarmRow(BaseModel):
    """One [[alarms]] entry of the alarm file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^AL-[A-Z0-9]+(-[A-Z0-9]+)*$")]
    title: _Text
    trigger: _Text
    professional: _Text
    plain: str = ""
    plain_for_parents: str = ""
    urgent: bool
    at_the_door: bool = False
    source: _Text
    dated: _Text
    certainty: Annotated[tuple[Literal["S", "C", "M", "E"], ...], Field(min_length=1)]
    places: tuple[Literal["management", "counselling", "referral"], ...]
    details: tuple[DetailRow, ...] = ()

    @model_validator(mode="after")
    def _stands_where_it_must(self) -> Self:
        if self.at_the_door:
            if self.places or self.plain or self.details:
                raise ValueError("an alarm at the door is never printed: no places, plain, details")
            return self
        if not {"management", "referral"} <= set(self.places):
            raise ValueError("an alarm stands in management and referral")
        if ("counselling" in self.places) != bool(self.plain):
            raise ValueError("plain stands where counselling is one of the places, only there")
        if not self.plain and self.plain_for_parents:
            raise ValueError("plain_for_parents stands beside plain only")
        if not self.plain and any(detail.plain for detail in self.details):
            raise ValueError("a detail has a plain sentence only where the alarm has one")
        return self


class _File(BaseModel):
    """The whole alarm file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    alarms: tuple[AlarmRow, ...]


@dataclass(frozen=True, slots=True)
class ReadAlarm:
    """A row, its trigger, and in the order of its details when each is said, all read."""

    row: AlarmRow
    trigger: Expression
    whens: tuple[Expression, ...]


def read_alarm_rows(
    text: str, file: str, conditions: Mapping[str, Expression]
) -> tuple[ReadAlarm, ...]:
    """Return the rows in the text of an alarm file; `conditions` are those of the rules.

    Raises KnowledgeInvalid that names every mistake.
    """
    document = parse_toml(text, file, KnowledgeInvalid)
    rows = check_document(document, _File, KnowledgeInvalid).alarms
    door = _Door(document, conditions)
    read = [door.read(row, number) for number, row in enumerate(rows)]
    mistakes = [*door.mistakes, *_doubles(document, rows)]
    if mistakes:
        raise KnowledgeInvalid(sorted(mistakes, key=lambda mistake: mistake.line or 0))
    return tuple(read)


class _Door:
    """Reads row by row and notes what is wrong."""

    def __init__(self, document: TomlDocument, conditions: Mapping[str, Expression]) -> None:
        self.mistakes: list[Mistake] = []
        self._document = document
        self._conditions = conditions

    def read(self, row: AlarmRow, number: int) -> ReadAlarm:
        path: KeyPath = ("alarms", number)
        trigger = self._expression(row.trigger, (*path, "trigger"), row.at_the_door)
        self._check_wording(row.professional, (*path, "professional"))
        self._check_wording(row.plain, (*path, "plain"))
        whens = []
        for place, detail in enumerate(row.details):
            here: KeyPath = (*path, "details", place)
            whens.append(self._expression(detail.when, (*here, "when")))
            for key in ("professional", "plain"):
                self._check_detail(getattr(detail, key), trigger, (*here, key))
        return ReadAlarm(row, trigger, tuple(whens))

    def _expression(self, text: str, path: KeyPath, at_the_door: bool = False) -> Expression:
        """Return an expression; what is wrong with it is noted, and "never" stands for it."""
        try:
            expression = parse(text)
            self._check_expression(expression, at_the_door)
        except ExpressionError as problem:
            self._wrong(path, str(problem))
            return parse("never")
        return expression

    def _check_expression(self, expression: Expression, at_the_door: bool) -> None:
        """Check what is asked; only a fact of the second phase alone may be an alarm of its own.

        What is refused at the door must never be true of a value that passes the door.
        """
        alone = getattr(expression, "name", "") in SECOND_PHASE
        too_late = () if alone else SECOND_PHASE
        ranges = NO_RANGES if at_the_door else fact_ranges()
        check(expression, FACT_TYPES, self._conditions, CHOICES, too_late, ranges)
        if at_the_door and _is_possible(expression):
            raise ExpressionError("the door lets such a value pass, so this can hold", 0)

    def _check_wording(self, text: str, path: KeyPath) -> None:
        if "{" in text or "}" in text:
            self._wrong(path, "values of the case stand in the details")

    def _check_detail(self, text: str, trigger: Expression, path: KeyPath) -> None:
        if text and (wrong := what_is_wrong(text, trigger, FACT_TYPES)):
            self._wrong(path, wrong)

    def _wrong(self, path: KeyPath, what: str) -> None:
        self.mistakes.append(self._document.mistake(path, what, "correct it"))


def _is_possible(expression: Expression) -> bool:
    try:
        check_possible(expression, FACT_TYPES, CHOICES, fact_ranges())
    except ExpressionError:
        return False
    return True


def _doubles(document: TomlDocument, rows: tuple[AlarmRow, ...]) -> Iterator[Mistake]:
    first: dict[str, int] = {}
    for number, row in enumerate(rows):
        if first.setdefault(row.id, number) != number:
            line = document.line_of(("alarms", first[row.id], "id"))
            what = f"the same id stands in line {line}"
            yield document.mistake(("alarms", number, "id"), what, "correct it")
