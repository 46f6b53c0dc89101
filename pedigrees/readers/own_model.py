"""The pedigree file of our own as it is written: every key of version 1, and what it means.

The file is a contract of its own and not the shape of our types: when those change, version 1
is still read as it was written (tests/pedigrees/files keeps one).
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field

from genetics.inheritance import Sex
from pedigrees.people import Affected
from pedigrees.readers.case_types import Age, Day, Part
from pedigrees.readers.people_model import RecordedPart

SCHEMA = "sideroscreen-pedigree/1"


def _chance(text: str) -> str:
    # Digits alone: of 1e999999999 the whole number would be worked out, without end.
    found = re.fullmatch(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+|[0-9]+/0*[1-9][0-9]*)", text)
    if found is None:
        raise ValueError(f'"{text[:40]}" is not a chance; write "0.95" or "19/20"')
    return text


Chance = Annotated[str, AfterValidator(_chance), Field(max_length=400)]
"""An exact number as a text: "1", "19/20" or "0.95"; 400 signs hold every number of a case file."""
Name = Annotated[str, Field(min_length=1)]


class ConditionPart(Part):
    """A disease or sign besides that of the family; `age` in years at its beginning."""

    name: str
    age: Age | None = None


class VariantTestPart(Part):
    """A test: what it looked for (none: all changes of the family), what it found, how sure."""

    looked_for: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    sensitivity: Chance = "1"
    false_positive: Chance = "0"
    on: Day | None = None


class MeasurementPart(Part):
    """A laboratory value in the unit of its item; `entered` is how it was written."""

    item: str
    value: float
    unit: str
    entered: str = ""
    ref_low: float | None = None
    ref_high: float | None = None
    taken_on: Day | None = None
    warning: str = ""


class PersonPart(RecordedPart):
    """One member of a family; a key that is left out has its first value."""

    id: Name
    sex: Sex
    father: Name | None = None
    mother: Name | None = None
    social_parents: tuple[Name, ...] = ()
    alive: bool = True
    affected: Affected = Affected.UNKNOWN
    labs: tuple[MeasurementPart, ...] = ()
    partner_of: Name | None = None
    twin_of: Name | None = None
    sample: str | None = None
    conditions: tuple[ConditionPart, ...] = ()
    tests: tuple[VariantTestPart, ...] = ()
    carried_by: Name | None = None
    note: str = ""


class FamilyPart(Part):
    """One family: its id, its people in their order, and who is the proband ("" for nobody)."""

    id: str
    proband: str = ""
    people: tuple[PersonPart, ...]


class PedigreePart(Part):
    """A pedigree file: one family or several."""

    model_config = ConfigDict(title=SCHEMA)

    schema_: Annotated[Literal["sideroscreen-pedigree/1"], Field(alias="schema")]
    families: tuple[FamilyPart, ...]


def schema_text() -> str:
    """Return the text of docs/pedigree.schema.json."""
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        **PedigreePart.model_json_schema(),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
