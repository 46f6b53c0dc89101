"""Finds out which values that are missing today could make a rule apply (KNOWLEDGE.md 1a, "Needs").

Only inputs count that somebody can go and measure or look up: laboratory items (alcohol and
dose included), liver imaging, age and callability; never HPO terms, yes/no flags or family
facts. An input is named only if some value of it, alone or together with one other missing
input, would make the condition true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations, product
from typing import Protocol, Self

from pedigrees.clinical.fact_types import FactValue
from reports.management.evaluation import FactSource, evaluate, facts_read
from reports.management.language import Expression
from reports.management.values import CaseValues

AT_MOST_TOGETHER = 2

Inputs = tuple[str, ...]


class CaseFacts(CaseValues, Protocol):
    """The facts of a case that can say what is missing, and what would be with it."""

    def missing_inputs(self, names: Iterable[str]) -> Inputs:
        """Return the inputs that these facts asked for and that were not given."""

    def with_inputs(self, inputs: Mapping[str, float]) -> Self:
        """Return the facts as they would be with these inputs."""

    def trial_values(self, input_name: str) -> tuple[float, ...]:
        """Return values that stand for all values of an input."""


class Needs:
    """The search for one case. What was worked out for one rule serves the next."""

    def __init__(self, facts: CaseFacts, rules: Mapping[str, Expression]) -> None:
        self._facts = facts
        self._rules = rules
        self._missing_for: dict[str, Inputs] = {}
        self._tried: dict[tuple[tuple[str, float], ...], CaseFacts] = {}

    def of(self, condition: Expression) -> tuple[Inputs, ...]:
        """Return the smallest sets of missing inputs that could make a condition true.

        Sets of two are named only where neither of the two suffices alone.
        """
        missing = self._missing(condition)
        if not missing or not self._can_still_change(condition):
            return ()
        found: list[Inputs] = []
        for size in range(1, AT_MOST_TOGETHER + 1):
            for inputs in combinations(missing, size):
                if not _holds_one_of(inputs, found) and self._could_hold(condition, inputs):
                    found.append(inputs)
        return tuple(found)

    def _missing(self, condition: Expression) -> Inputs:
        wanted = (self._missing_input(name) for name in facts_read(condition, self._rules))
        return tuple(dict.fromkeys(each for inputs in wanted for each in inputs))

    def _missing_input(self, name: str) -> Inputs:
        if name not in self._missing_for:
            self._missing_for[name] = self._facts.missing_inputs([name])
        return self._missing_for[name]

    def _can_still_change(self, condition: Expression) -> bool:
        """Whether the condition is open when every fact that lacks an input is open."""
        names = facts_read(condition, self._rules)
        lacking = frozenset(name for name in names if self._missing_input(name))
        return evaluate(condition, _Open(self._facts, lacking), self._rules) is not False

    def _could_hold(self, condition: Expression, inputs: Inputs) -> bool:
        trials = product(*(self._facts.trial_values(name) for name in inputs))
        return any(
            evaluate(condition, self._with(tuple(zip(inputs, values, strict=True))), self._rules)
            is True
            for values in trials
        )

    def _with(self, values: tuple[tuple[str, float], ...]) -> CaseFacts:
        if values not in self._tried:
            self._tried[values] = self._facts.with_inputs(dict(values))
        return self._tried[values]


class _Open:
    """The facts of a case in which some are taken for unknown."""

    def __init__(self, facts: FactSource, unknown: frozenset[str]) -> None:
        self._facts = facts
        self._unknown = unknown

    def __getitem__(self, name: str) -> FactValue:
        return None if name in self._unknown else self._facts[name]


def _holds_one_of(inputs: Inputs, found: list[Inputs]) -> bool:
    return any(set(smaller) <= set(inputs) for smaller in found)
