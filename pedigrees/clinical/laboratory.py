"""Laboratory values: item, number and unit, and the limits that a value is judged by."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import ClassVar

from genetics.errors import InputRejected, KnowledgeInvalid, Mistake
from genetics.inheritance import Sex
from genetics.phrases import marked, say
from genetics.toml_lines import check, parse_toml
from genetics.word_lists import or_list


@dataclass(frozen=True, slots=True)
class Measurement:
    """One value in the canonical unit of its item, with what was entered beside it.

    `ref_low` and `ref_high` are the limits of the issuing laboratory, in the canonical
    unit as well. `warning` says why a value that was accepted is unusual.
    """

    item: str
    value: float
    unit: str
    entered: str = ""
    ref_low: float | None = None
    ref_high: float | None = None
    taken_on: date | None = None
    warning: str = ""

    @property
    def amount(self) -> str:
        """Return value and unit as they are printed: as entered, or converted to 3 figures."""
        if self.entered.endswith(f" {self.unit}"):
            return self.entered
        return f"{in_figures(self.value, _decimals(self.value))} {self.unit}"


@dataclass(frozen=True, slots=True)
class LimitBand:
    """Default limits for one sex (None: both) from one age to below another."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid", "allow_inf_nan": False}

    low: float | None = None
    high: float | None = None
    sex: Sex | None = None
    age_from: int = 0
    age_below: int | None = None

    def may_hold(self, sex: Sex, age_min: int | None) -> bool:
        """Whether the band can be the one of a person whose sex or age may be unknown."""
        if self.sex is not None and sex is not Sex.UNKNOWN and sex is not self.sex:
            return False
        if age_min is None:
            return True
        return self.age_from <= age_min and (self.age_below is None or age_min < self.age_below)


@dataclass(frozen=True, slots=True)
class LabItem:
    """One laboratory item: its unit, other accepted units, and what is refused or questioned.

    `accepts` holds the factor from each other unit to the canonical one. `limits_source`
    and `sure` say where the default limits come from and how sure we are of them.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid", "allow_inf_nan": False}

    id: str
    plain_name: str
    unit: str
    refuse_below: float
    refuse_above: float
    warn_below: float | None = None
    warn_above: float | None = None
    accepts: Mapping[str, float] = field(default_factory=dict)
    refusal_id: str = ""
    default_limits: tuple[LimitBand, ...] = ()
    limits_source: str = ""
    sure: str = ""

    @property
    def units(self) -> tuple[str, ...]:
        """Return the accepted units, the canonical one first."""
        return (self.unit, *self.accepts)

    def factor(self, unit: str) -> float:
        """Return the factor from an accepted unit to the canonical one."""
        return 1 if unit == self.unit else self.accepts[unit]

    def is_refused(self, value: float) -> bool:
        """Whether a value in the canonical unit cannot be true."""
        return not self.refuse_below <= value <= self.refuse_above

    def is_unusual(self, value: float) -> bool:
        """Whether a value in the canonical unit is accepted with a remark only."""
        low = self.warn_below is not None and value < self.warn_below
        return low or (self.warn_above is not None and value > self.warn_above)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one value, each with where it comes from ("" where there is none)."""

    low: float | None = None
    high: float | None = None
    low_from: str = ""
    high_from: str = ""


LABORATORY = marked("laboratory")
DEFAULT_LIMIT = marked("default limit")

BEYOND_LOW = frozenset({"haemoglobin", "mcv"})
BEYOND_HIGH = frozenset({"mcv", "rdw_cv", "ferritin", "tsat", "epp_total"})


@cache
def load_lab_items() -> Mapping[str, LabItem]:
    """Return all laboratory items by id, read from `lab_items.toml` beside this file."""
    from pydantic import BaseModel, ConfigDict

    class LabItemFile(BaseModel):
        model_config = ConfigDict(strict=True, extra="forbid")

        source: str
        ranges_sure: str
        items: tuple[LabItem, ...]

    name = "lab_items.toml"
    text = files("pedigrees.clinical").joinpath(name).read_text(encoding="utf-8")
    document = parse_toml(text, name, KnowledgeInvalid)
    return {item.id: item for item in check(document, LabItemFile, KnowledgeInvalid).items}


def measure(
    item: str,
    value: object,
    unit: str | None,
    *,
    ref_low: object = None,
    ref_high: object = None,
    taken_on: date | None = None,
) -> Measurement:
    """Return a value in the canonical unit of its item. Raises InputRejected.

    Rules (KNOWLEDGE.md 6, "Structured inputs"):

    * unknown item, missing unit, or a unit that the item does not accept: refused; the
      unit is never guessed, not even where only one makes sense;
    * text ("9,8" too, never read as 98), a truth value, NaN, infinity: refused;
    * outside the refuse limits: refused, with the unit that was probably meant;
    * outside the warn limits: accepted, and the remark says so;
    * the laboratory's own limits are read in the unit of the value; limits that can only
      be of another unit, or stand the wrong way round, are refused.
    """
    known = _known_item(item)
    entered_unit = _accepted_unit(known, unit)
    number = _number(known, value, "value")
    converted = _canonical(known, number, entered_unit)
    entered = f"{in_figures(number)} {entered_unit}"
    if known.is_refused(converted):
        raise _refusal(known, number, converted, entered_unit)
    low = _reference(known, ref_low, "ref_low", entered_unit)
    high = _reference(known, ref_high, "ref_high", entered_unit)
    if low is not None and high is not None and low >= high:
        raise _rejected(known, "ref_low is not below ref_high", "exchange or correct them")
    warning = _remark(known, number, converted, entered_unit)
    return Measurement(item, converted, known.unit, entered, low, high, taken_on, warning)


def limits_for(of: Measurement | str, sex: Sex, age_min: int | None) -> Limits:
    """Return the limits of a value, or of an item by its id, for one person.

    Rules (KNOWLEDGE.md 1a, "Reference limits"), for each side by itself:

    * the issuing laboratory's limit is used where it is given;
    * otherwise the default limit of the item for sex and age (the younger possible one);
    * an item without default limits: none, only the laboratory's own count;
    * sex or age unknown, and the limit depends on it: none.
    """
    given = of if isinstance(of, Measurement) else None
    item = given.item if given is not None else str(of)
    lows, highs = _default_sides(item, sex, age_min)
    low, low_from = _side(given.ref_low if given else None, lows)
    high, high_from = _side(given.ref_high if given else None, highs)
    return Limits(low, high, low_from, high_from)


def is_below(value: Measurement, sex: Sex, age_min: int | None) -> bool | None:
    """Whether a value is below its lower limit; None where that cannot be said.

    Where the limit is not settled because sex or age is unknown, a value that lies on one
    side of every limit in question is decided all the same.
    """
    lows, _ = _default_sides(value.item, sex, age_min)
    possible = lows if value.ref_low is None else frozenset({value.ref_low})
    return _agreed(None if limit is None else value.value < limit for limit in possible)


def is_above(value: Measurement, sex: Sex, age_min: int | None) -> bool | None:
    """Whether a value is above its upper limit; None where that cannot be said."""
    _, highs = _default_sides(value.item, sex, age_min)
    possible = highs if value.ref_high is None else frozenset({value.ref_high})
    return _agreed(None if limit is None else value.value > limit for limit in possible)


def values_beyond_reference(
    labs: Iterable[Measurement], sex: Sex, age_min: int | None
) -> tuple[Measurement, ...]:
    """Return the values that make a relative count as symptomatic.

    Haemoglobin below, MCV below or above, RDW, ferritin, TSAT or EPP above the limit; no
    other item counts (KNOWLEDGE.md 1a). What cannot be said does not count.
    """
    return tuple(
        value
        for value in labs
        if (value.item in BEYOND_LOW and is_below(value, sex, age_min) is True)
        or (value.item in BEYOND_HIGH and is_above(value, sex, age_min) is True)
    )


def beyond_reference(labs: Iterable[Measurement], sex: Sex, age_min: int | None) -> bool:
    """Whether a relative has own values beyond reference (KNOWLEDGE.md 1a)."""
    return bool(values_beyond_reference(labs, sex, age_min))


def in_figures(number: float, decimals: int = 6) -> str:
    """Return a number with at most so many decimals and no idle zeros: "76", "75.7"."""
    if abs(number) >= FAR_TOO_LARGE:
        return "a number of more than 15 digits"
    text = f"{number:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


FAR_TOO_LARGE = 10**15


def _decimals(number: float) -> int:
    """Return the decimals that leave three figures: 75.7, 0.241, 645."""
    return 2 - min(math.floor(math.log10(abs(number))), 2) if number else 0


def _known_item(item: str) -> LabItem:
    items = load_lab_items()
    if item in items:
        return items[item]
    near = get_close_matches(item.strip().lower(), items, n=1)
    remedy = f"did you mean {near[0]}?" if near else f"use one of: {', '.join(items)}"
    raise InputRejected(Mistake("unknown laboratory item", remedy, place=item))


def _accepted_unit(item: LabItem, unit: str | None) -> str:
    choice = or_list(item.units)
    if unit is None or not unit.strip():
        raise _rejected(item, "unit missing", f"write the unit of the laboratory report: {choice}")
    spelled = _spelled(unit)
    if spelled not in item.units:
        raise _rejected(item, f"unit {unit.strip()} not accepted", f"use {choice}")
    return spelled


def _spelled(unit: str) -> str:
    """Return a unit in our spelling: µ as u, litre as L, superscripts as ^. No conversion."""
    text = unit.strip().replace("µ", "u").replace("μ", "u")
    text = text.replace("¹²", "^12").replace("⁹", "^9")
    head, slash, litre = text.rpartition("/")
    return f"{head}{slash}{LITRES.get(litre, litre)}"


LITRES = {"l": "L", "dl": "dL", "ml": "mL"}


def _number(item: LabItem, value: object, name: str) -> float:
    if isinstance(value, str):
        remedy = "write a number with a decimal point (9.8) and without quotation marks"
        raise _rejected(item, f'{name} "{" ".join(value.split())[:40]}" is text', remedy)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _rejected(item, f"{name} is not a number", "write the number of the report")
    if isinstance(value, float) and not math.isfinite(value):
        raise _rejected(
            item, f"{name} is {value}, not a number", "write the number, or leave the value out"
        )
    return max(min(value, FAR_TOO_LARGE), -FAR_TOO_LARGE)


def _canonical(item: LabItem, number: float, unit: str) -> float:
    """Return the value in the canonical unit, multiplied in decimals: 0.57 × 100 is 57."""
    return float(Decimal(str(number)) * Decimal(str(item.factor(unit))))


def _refusal(item: LabItem, number: float, converted: float, unit: str) -> InputRejected:
    entered = f"{in_figures(number)} {unit}"
    stated = f"{entered} is {in_figures(converted, 3)} {item.unit}"
    stated = entered if unit == item.unit else stated
    probably = _probable_units(item, number, unit)
    guess = f", probably {or_list(probably)}" if probably else ""
    alarm = f" ({item.refusal_id})" if item.refusal_id else ""
    what = f"{stated}: {_side_passed(item, converted)}{guess}{alarm}"
    return _rejected(item, what, "check value and unit on the laboratory report")


def _side_passed(item: LabItem, converted: float) -> str:
    if converted < item.refuse_below:
        return f"below {in_figures(item.refuse_below)} {item.unit}"
    return f"above {in_figures(item.refuse_above)} {item.unit}"


def _remark(item: LabItem, number: float, converted: float, unit: str) -> str:
    if not item.is_unusual(converted):
        return ""
    low = item.warn_below is not None and converted < item.warn_below
    limit = item.warn_below if low else item.warn_above
    assert limit is not None
    amounts = {
        "value": f"{in_figures(converted, 3)} {item.unit}",
        "limit": f"{in_figures(limit)} {item.unit}",
    }
    probably = or_list(_probable_units(item, number, unit))
    if probably and low:
        return say("{value}: below {limit}, {units}?", **amounts, units=probably)
    if probably:
        return say("{value}: above {limit}, {units}?", **amounts, units=probably)
    if low:
        return say("{value}: below {limit}, please check value and unit", **amounts)
    return say("{value}: above {limit}, please check value and unit", **amounts)


def _probable_units(item: LabItem, number: float, unit: str) -> tuple[str, ...]:
    """Return the other units in which the number would be an ordinary value of the item."""
    return tuple(
        other
        for other in item.units
        if other != unit and _is_ordinary(item, _canonical(item, number, other))
    )


def _is_ordinary(item: LabItem, converted: float) -> bool:
    return not item.is_refused(converted) and not item.is_unusual(converted)


def _reference(item: LabItem, limit: object, name: str, unit: str) -> float | None:
    if limit is None:
        return None
    converted = _canonical(item, _number(item, limit, name), unit)
    foreign = item.is_refused(converted) or (
        converted < (item.warn_below or -math.inf)
        if name == "ref_high"
        else converted > (item.warn_above or math.inf)
    )
    if foreign:
        what = f"{name} {in_figures(converted, 3)} {item.unit} cannot be a limit of this item"
        raise _rejected(item, what, f"write the limits in the unit of the value, {unit}")
    return converted


def _default_sides(
    item: str, sex: Sex, age_min: int | None
) -> tuple[frozenset[float | None], frozenset[float | None]]:
    """Return the lower and the upper default limits that come into question."""
    bands = [band for band in load_lab_items()[item].default_limits if band.may_hold(sex, age_min)]
    return frozenset(band.low for band in bands), frozenset(band.high for band in bands)


def _side(own: float | None, defaults: frozenset[float | None]) -> tuple[float | None, str]:
    if own is not None:
        return own, say(LABORATORY)
    default = next(iter(defaults)) if len(defaults) == 1 else None
    return default, say(DEFAULT_LIMIT) if default is not None else ""


def _agreed(answers: Iterator[bool | None]) -> bool | None:
    said = set(answers)
    return said.pop() if len(said) == 1 else None


def _rejected(item: LabItem, what: str, remedy: str) -> InputRejected:
    return InputRejected(Mistake(what, remedy, place=item.id))
