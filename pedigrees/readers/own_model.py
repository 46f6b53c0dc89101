"""The pedigree file of our own as it is written: every key of version 1, and what it means.

The file is a contract of its own and not the shape of our types: when those change, version 1
is still read as it was written (tests/pedigrees/files keeps one).
"""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from genetics.inheritance import Sex
from pedigrees.people import Adoption, Affected, Gender, Genotype, NoChildren, Outcome

SCHEMA = "sideroscreen-pedigree/1"


def _chance(text: str) -> str:
    # Without powers of ten: 1e999999999 would be worked out for ever.
    try:
        Fraction(text if "e" not in text.lower() else "")
    except (ValueError, ZeroDivisionError):
        raise ValueError(f'"{text}" is not a chance; write "0.95" or "19/20"') from None
    return text


Chance = Annotated[str, AfterValidator(_chance), Field(max_length=100)]
"""An exact number as a text: "1", "19/20" or "0.95"."""
Name = Annotated[str, Field(min_length=1)]


class Part(BaseModel):
    """One object of the file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class ConditionPart(Part):
    """A disease or sign besides that of the family; `age` in years at its beginning."""

    name: str
    age: int | None = None


class VariantTestPart(Part):
    """A test: what it looked for (none: all changes of the family), what it found, how sure."""

    looked_for: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    sensitivity: Chance = "1"
    false_positive: Chance = "0"
    on: date | None = None


class MeasurementPart(Part):
    """A laboratory value in the unit of its item; `entered` is how it was written."""

    item: str
    value: float
    unit: str
    entered: str = ""
    ref_low: float | None = None
    ref_high: float | None = None
    taken_on: date | None = None
    warning: str = ""


class PersonPart(Part):
    """One member of a family; a key that is left out has its first value."""

    id: Name
    sex: Sex
    father: Name | None = None
    mother: Name | None = None
    social_parents: tuple[Name, ...] = ()
    birth_year: int | None = None
    birth_date: date | None = None
    alive: bool = True
    died: int | None = None
    genetic_link: bool = True
    affected: Affected = Affected.UNKNOWN
    genotype: Genotype | None = None
    depth: int | None = None
    tested_on: date | None = None
    labs: tuple[MeasurementPart, ...] = ()
    partner_of: Name | None = None
    twin_of: Name | None = None
    monozygotic: bool | None = None
    pregnant: bool = False
    planning_children: bool = False
    possible_hsct_donor: bool = False
    contact_declined: bool = False
    sample: str | None = None
    gender: Gender | None = None
    conditions: tuple[ConditionPart, ...] = ()
    tests: tuple[VariantTestPart, ...] = ()
    outcome: Outcome = Outcome.LIVE_BORN
    adopted: Adoption | None = None
    donor: bool = False
    surrogate: bool = False
    carried_by: Name | None = None
    no_children: NoChildren | None = None
    consultand: bool = False
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
