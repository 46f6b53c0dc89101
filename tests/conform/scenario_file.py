"""Reads one csa-scenario/1 file: the family, and what the program must conclude and say.

The format is that of scenario.schema.json beside the scenarios. Of `input` only the tables
are checked here: what stands in them is checked by the program's own door.
"""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

SCHEMA = "csa-scenario/1"


class MalformedScenario(Exception):
    """The file is not a csa-scenario/1 file; the text is one line."""


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return text


def _fraction(text: str) -> str:
    if text != NEARLY_ZERO:
        Fraction(text)
    return text


NEARLY_ZERO = "~0"

Regex = Annotated[str, AfterValidator(_pattern)]
Chance = Annotated[str, Field(pattern=r"^(~0|\d+|\d+/[1-9]\d*)$"), AfterValidator(_fraction)]
RuleId = Annotated[str, Field(pattern=r"^S[RA]-\d\d$")]
AlarmId = Annotated[str, Field(pattern=r"^AL-[A-Z0-9-]+$")]
Report = Annotated[
    str, Field(pattern=r"^(counselling|management|referral|lab|relative_letter:\S+)$")
]


class Part(BaseModel):
    """One table; only what the format names may stand in it."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class OpenPart(BaseModel):
    """One table in which the format allows more keys than it names."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class ExpectedRelative(Part):
    """What must be decided for one relative."""

    id: str
    flag: str
    tests: list[str]
    reason_code: str
    p_variant: Chance | None
    priority: Annotated[int, Field(ge=0, le=4)] | None
    minor_rule: str | None
    when: str | None


class ExpectedCouple(OpenPart):
    """The chance for a child of a couple of relatives."""

    couple: Annotated[list[str], Field(min_length=2, max_length=2)]
    untested: Chance
    both_carriers: Chance | None = None
    one_negative: Chance | None = None


class Conditional(OpenPart):
    """A rule that is allowed only in the form described."""

    rule: RuleId
    allowed_only_as: str
    report: str | None = None


class ConditionalText(OpenPart):
    """A wording that is allowed only beside another one."""

    pattern: Regex
    same_sentence_must_match: Regex | None = None
    same_document_must_match: Regex | None = None
    documents: list[str] | None = None

    @model_validator(mode="after")
    def _has_a_condition(self) -> Self:
        if self.same_sentence_must_match is None and self.same_document_must_match is None:
            raise ValueError("neither same_sentence_must_match nor same_document_must_match")
        return self


class Expected(Part):
    """What the program must conclude and say."""

    pattern: str
    pattern_context: str | None = None
    disease_class: str | None = None
    diagnosis_wording: str
    relatives_flagged: list[ExpectedRelative]
    relatives_not_flagged: list[ExpectedRelative]
    p_affected: dict[str, Chance] = {}
    couple_risk: list[ExpectedCouple] = []
    management_must: list[RuleId]
    management_must_not: list[RuleId]
    conditional: list[Conditional] = []
    must_text: list[Regex]
    must_not_text: list[Regex]
    must_not_claim: list[Regex]
    conditional_text: list[ConditionalText] = []
    alarms: list[AlarmId]
    reports: list[Report]
    note: str = ""

    @property
    def relatives(self) -> tuple[ExpectedRelative, ...]:
        """Everyone who is expected, flagged or not."""
        return (*self.relatives_flagged, *self.relatives_not_flagged)


class ScenarioInput(BaseModel):
    """The tables that an input must and may have; their content is the door's business."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    report_date: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
    consent: dict[str, Any]
    diagnosis: str | None = None
    symptomatic: bool | None = None
    findings: list[dict[str, Any]]
    callability: dict[str, Any] | None = None
    proband: str
    pedigree: Annotated[list[dict[str, Any]], Field(min_length=1)]
    phenotype: list[str]
    labs: list[dict[str, Any]]
    imaging: dict[str, Any] | None = None
    treatment: dict[str, Any]
    exposures: dict[str, Any] | None = None
    neuropathy: bool | None = None


class Scenario(Part):
    """One file. Without `expected` it is an input to be computed, not judged."""

    schema_: Annotated[Literal["csa-scenario/1"], Field(alias="schema")]
    id: Annotated[str, Field(pattern=r"^SCN-\d+$")]
    split: str = ""
    title: str = ""
    synthetic: Literal[True]
    notice: str
    risk_model: dict[str, Any] | None = None
    input: ScenarioInput
    expected: Expected | None = None

    @property
    def relatives(self) -> frozenset[str]:
        """Everyone in the pedigree except the proband."""
        return frozenset(map(str, self._links())) - {self.input.proband}

    @property
    def blood_relatives(self) -> frozenset[str]:
        """Everyone who shares an ancestor with the proband by the recorded parent links."""
        links = self._links()
        own = _ancestors(links, self.input.proband)
        return frozenset(person for person in links if own & _ancestors(links, person))

    def _links(self) -> dict[str, tuple[str | None, ...]]:
        return {
            str(one.get("id")): (one.get("father"), one.get("mother"))
            if one.get("genetic_link") is not False
            else ()
            for one in self.input.pedigree
        }


def _ancestors(links: dict[str, tuple[str | None, ...]], person: str) -> frozenset[str]:
    """Return the person and all ancestors; a circle in the links ends the walk."""
    known: set[str] = set()
    waiting = [person]
    while waiting:
        one = waiting.pop()
        if one not in known:
            known.add(one)
            waiting += [parent for parent in links.get(one, ()) if parent is not None]
    return frozenset(known)


def read_scenario(path: Path) -> Scenario:
    """Return the scenario. Raises MalformedScenario with one line that says what is wrong."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_without_twins)
        return Scenario.model_validate(values)
    except ValidationError as error:
        raise MalformedScenario(_first_of(error)) from None
    except (OSError, ValueError, RecursionError) as error:
        raise MalformedScenario(" ".join(str(error).split())) from None


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f'the key "{name}" stands twice in one object')
    return dict(pairs)


def _first_of(error: ValidationError) -> str:
    first, *others = error.errors()
    place = ".".join(str(step) for step in first["loc"]) or "the file"
    more = f" (and {len(others)} more)" if others else ""
    return f"{place}: {' '.join(first['msg'].split())}{more}"
