"""Puts the values of a case into a sentence: `{copper}`, `{b6.dose}`, `{exposure.drugs}`.

    a laboratory item    value and unit as they are printed: "4.1 umol/L"
    a number             the figure; the unit stands in the sentence: "250"
    a set                those of it that the trigger asks for: "isoniazid, linezolid"

Anything else cannot be put into a sentence, and is a mistake when the file is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Protocol

from pedigrees.clinical.fact_types import FactType, FactValue
from pedigrees.clinical.laboratory import Measurement, in_figures, load_lab_items
from reports.management.evaluation import FactSource
from reports.management.language import Expression, HasAny, each_test

_PLACE = re.compile(r"\{([^{}]*)\}")


class CaseValues(FactSource, Protocol):
    """The facts of a case, and the laboratory values that they rest on."""

    def lab(self, item: str, /) -> Measurement | None:
        """Return the value of a laboratory item, None where it was not entered."""


def what_is_wrong(sentence: str, trigger: Expression, fact_types: Mapping[str, FactType]) -> str:
    """Return what cannot be put into a sentence, "" when all is well."""
    if any(mark in _PLACE.sub("", sentence) for mark in "{}"):
        return "a { or } stands alone"
    wrong = (_wrong_name(name, trigger, fact_types) for name in names_in(sentence))
    return next((what for what in wrong if what), "")


def names_in(sentence: str) -> tuple[str, ...]:
    """Return the names in braces, from left to right."""
    return tuple(_PLACE.findall(sentence))


def filled(sentence: str, trigger: Expression, facts: CaseValues) -> str:
    """Return the sentence with the values of the case, "" where one of them is missing."""
    values = {name: _value(name, trigger, facts) for name in names_in(sentence)}
    if not all(values.values()):
        return ""
    return _PLACE.sub(lambda place: values[place.group(1)], sentence)


def _wrong_name(name: str, trigger: Expression, fact_types: Mapping[str, FactType]) -> str:
    if name in load_lab_items():
        return ""
    if name not in fact_types:
        near = get_close_matches(name, [*load_lab_items(), *fact_types], n=1)
        hint = f" (is {near[0]} meant?)" if near else ""
        return f"{{{name}}} is no fact and no laboratory item{hint}"
    kind = fact_types[name]
    if kind is FactType.SET and not _asked_for(name, trigger):
        return f"{{{name}}}: the trigger does not ask what {name} has"
    if kind in (FactType.SET, FactType.NUMBER):
        return ""
    return f"{{{name}}} is a {kind}; only numbers, sets and laboratory items can be printed"


def _value(name: str, trigger: Expression, facts: CaseValues) -> str:
    if name in load_lab_items():
        measurement = facts.lab(name)
        return "" if measurement is None else measurement.amount
    return _in_words(facts[name], _asked_for(name, trigger))


def _in_words(value: FactValue, asked_for: frozenset[str]) -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(value & asked_for))
    return in_figures(value) if isinstance(value, int | float) else ""


def _asked_for(name: str, trigger: Expression) -> frozenset[str]:
    tests = (test for test in each_test(trigger) if isinstance(test, HasAny) and test.name == name)
    return frozenset(text for test in tests for text in test.values)
