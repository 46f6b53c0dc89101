"""The kinds of values that stand in a case file and in our pedigree file: lines, ids, years."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from genetics.plain_text import in_plain_sight, invisible_in
from pedigrees.readers.limits import AGES, DEPTHS, YEARS


def printable(text: str) -> str:
    """Return a text without blanks around it; what cannot be seen cannot stand in it."""
    if name := invisible_in(text):
        control = len(name) == len("U+0000") and name < "U+00A0"
        what = "a control character or a line break" if control else "an invisible character"
        raise ValueError(f"{what} in a text ({name}); write one plain line")
    return text.strip()


def identifier(text: str) -> str:
    """Return an id. It becomes part of file names, so it must be harmless in one."""
    plain = printable(text)
    if name := invisible_in(plain, in_id=True):
        told = in_plain_sight(plain, in_id=True)
        raise ValueError(f'"{told}" holds the invisible character {name}; write it without that')
    if not plain or len(plain) > LONGEST_ID or plain in (".", "..") or set(plain) & set("/\\"):
        raise ValueError(f'"{plain[:LONGEST_ID]}" cannot be an id; use letters, digits, - . _ :')
    return plain


def _percentage(number: float) -> float:
    if not 0 <= number <= 100:
        raise ValueError(f"{number:g} is not a percentage; write a number from 0 to 100")
    return number


def _fraction(number: float) -> float:
    if not 0 <= number <= 1:
        raise ValueError(f"{number:g} is not a fraction from 0 to 1; write 0.47 for 47 %")
    return number


def _day(day: date) -> date:
    if day.year not in YEARS:
        raise ValueError(f"{day} is out of range; write a year from {YEARS[0]} to {YEARS[-1]}")
    return day


LONGEST_ID = 80

Day = Annotated[date, AfterValidator(_day)]
Line = Annotated[str, AfterValidator(printable)]
Id = Annotated[str, AfterValidator(identifier)]
Percentage = Annotated[float, AfterValidator(_percentage)]
Fraction = Annotated[float, AfterValidator(_fraction)]
Amount = Annotated[float, Field(ge=0, le=100_000)]
Year = Annotated[int, Field(ge=YEARS[0], le=YEARS[-1])]
Age = Annotated[int, Field(ge=AGES[0], le=AGES[-1])]
Depth = Annotated[int, Field(ge=DEPTHS[0], le=DEPTHS[-1])]
Value = Annotated[Any, WithJsonSchema({"type": "number"})]
"""A laboratory value: `measure` judges it together with its unit."""


class Part(BaseModel):
    """One table of a case file, or one object of a pedigree file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)
