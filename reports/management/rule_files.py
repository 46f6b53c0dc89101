"""The door of the rule files: reads their TOML and names, by file and line, all that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from genetics.errors import KnowledgeInvalid, Mistake
from genetics.toml_lines import TomlDocument, parse_toml
from genetics.toml_lines import check as check_document
from pedigrees.clinical.facts import CHOICES, FACT_TYPES
from reports.management.checking import check, circle_among
from reports.management.language import Expression, ExpressionError, parse
from reports.management.ranges import fact_ranges
from reports.management.values import what_is_wrong

SECOND_PHASE = ("relative_pregnant_flagged",)
"""Facts of the cascade, which comes after the rules (KNOWLEDGE.md 1a, "Two phases")."""


@dataclass(frozen=True, slots=True)
class RuleRows:
    """What rule files hold: their rows, and the conditions by rule id, read and checked."""

    rows: tuple[RuleRow, ...]
    conditions: Mapping[str, Expression]
    actives: Mapping[str, Expression]
    whens: Mapping[str, tuple[Expression, ...]]
    """When each detail of a rule is said, in the order of its details."""


def read_rule_rows(texts: Mapping[str, str]) -> RuleRows:
    """Return the rows in texts of rule files, by file name, all checked together.

    Raises KnowledgeInvalid that names every mistake of the kind found first: in the
    form of a file, in the ids, in the grammar of the conditions, in what they ask.
    """
    entries = [entry for file, text in texts.items() for entry in _entries(file, text)]
    _stop_at(_doubles(entries))
    conditions, unread = _parsed(entries, "condition")
    actives, unread_too = _parsed(entries, "active_when")
    _stop_at([*unread, *unread_too])
    misused = _misused(entries, conditions, "condition", conditions)
    _stop_at([*misused, *_misused(entries, actives, "active_when", conditions)])
    _stop_at(_circles(entries, conditions))
    whens, wrong = _details(entries, conditions)
    _stop_at(wrong)
    return RuleRows(tuple(entry.row for entry in entries), conditions, actives, whens)


_Text = Annotated[str, Field(min_length=1)]
_Id = Annotated[str, Field(pattern=r"^S[RA]-[0-9]{2}$")]
_Place = Literal[
    "management",
    "counselling",
    "referral",
    "lab",
    "relative_letter",
    "information_box",
    "off_label_annex",
    "sources",
    "disclaimer",
]


class DetailRow(BaseModel):
    """A sentence with values of the case: when it is said, and to whom.

    It stands before the wording, or with `instead` in place of it.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    when: str = "always"
    professional: _Text
    plain: str = ""
    instead: bool = False


class RuleRow(BaseModel):
    """One [[rules]] entry of a rule file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    id: _Id
    title: _Text
    condition: _Text
    active_when: str = ""
    lead: str = ""
    professional: _Text
    plain: _Text
    urgent_professional: str = ""
    urgent_plain: str = ""
    plain_for_parents: str = ""
    urgent_plain_for_parents: str = ""
    strength: Literal["A", "B", "C", "D", "M", ""] = ""
    seed_sources: tuple[int, ...] = ()
    source: _Text
    dated: _Text
    certainty: tuple[Literal["S", "C", "M", "E"], ...]
    places: tuple[_Place, ...]
    details: tuple[DetailRow, ...] = ()

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        for field, wanted in self._wanted().items():
            if wanted != bool(getattr(self, field)):
                raise ValueError(f"{field} {'is missing' if wanted else 'must not stand here'}")
        if self.lead and not self.lead.endswith(":"):
            raise ValueError("lead ends with a colon, because the sentence follows it")
        if self.urgent_plain_for_parents and not self.urgent_plain:
            raise ValueError("urgent_plain_for_parents stands beside urgent_plain only")
        return self

    def _wanted(self) -> dict[str, bool]:
        """Return which fields a rule of this kind has; it must not have the others.

        Seed rules (SR) are graded, and numbered unless they speak of the page itself (M).
        `active_when` divides a seed rule into today and later: a lead opens the later
        step. In a safety rule (SA) it chooses the urgent wordings.
        """
        seed, divided = self.id.startswith("SR-"), bool(self.active_when)
        return {
            "strength": seed,
            "seed_sources": seed and self.strength != "M",
            "lead": seed and divided,
            "urgent_professional": not seed and divided,
            "urgent_plain": not seed and divided,
            "certainty": True,
            "places": self.condition != "never",
        }


class _File(BaseModel):
    """A whole rule file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    rules: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row and where it stands."""

    row: RuleRow
    document: TomlDocument
    number: int

    @property
    def where(self) -> str:
        line = self.document.line_of(("rules", self.number, "id"))
        return f"{self.document.file}:{line}"

    def mistake(self, key: str, what: str) -> Mistake:
        return self.document.mistake(("rules", self.number, key), what, "correct it")


def _entries(file: str, text: str) -> list[_Entry]:
    document = parse_toml(text, file, KnowledgeInvalid)
    rows = check_document(document, _File, KnowledgeInvalid).rules
    return [_Entry(row, document, number) for number, row in enumerate(rows)]


def _stop_at(mistakes: list[Mistake]) -> None:
    if mistakes:
        raise KnowledgeInvalid(mistakes)


def _doubles(entries: list[_Entry]) -> list[Mistake]:
    first: dict[str, _Entry] = {}
    mistakes = []
    for entry in entries:
        other = first.setdefault(entry.row.id, entry)
        if other is not entry:
            mistakes.append(entry.mistake("id", f"the same id stands in {other.where}"))
    return mistakes


def _parsed(entries: list[_Entry], key: str) -> tuple[dict[str, Expression], list[Mistake]]:
    expressions, mistakes = {}, []
    for entry in entries:
        text = getattr(entry.row, key)
        try:
            if text:
                expressions[entry.row.id] = parse(text)
        except ExpressionError as problem:
            mistakes.append(entry.mistake(key, str(problem)))
    return expressions, mistakes


def _misused(
    entries: list[_Entry],
    expressions: Mapping[str, Expression],
    key: str,
    conditions: Mapping[str, Expression],
) -> list[Mistake]:
    mistakes = []
    for entry in entries:
        try:
            if entry.row.id in expressions:
                _check(expressions[entry.row.id], conditions)
        except ExpressionError as problem:
            mistakes.append(entry.mistake(key, str(problem)))
    return mistakes


def _details(
    entries: list[_Entry], conditions: Mapping[str, Expression]
) -> tuple[dict[str, tuple[Expression, ...]], list[Mistake]]:
    """Return when each detail is said, and what is wrong with the details."""
    whens: dict[str, tuple[Expression, ...]] = {}
    mistakes = []
    for entry in entries:
        read = []
        for detail in entry.row.details:
            try:
                read.append(parse(detail.when))
                _check(read[-1], conditions)
            except ExpressionError as problem:
                mistakes.append(entry.mistake("details", str(problem)))
            wrongs = (
                what_is_wrong(text, conditions[entry.row.id], FACT_TYPES)
                for text in (detail.professional, detail.plain)
            )
            mistakes += [entry.mistake("details", wrong) for wrong in wrongs if wrong]
        whens[entry.row.id] = tuple(read)
    return whens, mistakes


def _check(expression: Expression, conditions: Mapping[str, Expression]) -> None:
    check(expression, FACT_TYPES, conditions, CHOICES, SECOND_PHASE, fact_ranges())


def _circles(entries: list[_Entry], conditions: Mapping[str, Expression]) -> list[Mistake]:
    circle = circle_among(conditions)
    return [
        entry.mistake("condition", f"rules refer to one another in a circle: {' -> '.join(circle)}")
        for entry in entries
        if circle and entry.row.id == circle[0]
    ]
