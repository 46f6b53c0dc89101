"""What the rules say about one case: for today, for later, not applied, or undecided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """How an applied rule is printed."""

    TODAY = "today"
    LATER = "later step"


@dataclass(frozen=True, slots=True)
class Statement:
    """One applied rule in words, with everything that makes it traceable.

    `lead` opens a later step ("After a response:"), else "". `urgent` is true where an SA
    rule's `active_when` holds. `places` are documents and boxes of the rule
    ("management", "counselling", "referral", "lab", "sources", "disclaimer"). `details` are
    sentences with values of the case, in the language spoken when the rule was applied; they
    stand before the wording, or with `instead` in place of it.
    """

    rule: str
    step: Step
    lead: str
    professional: str
    plain: str
    strength: str
    seed_sources: tuple[int, ...]
    source: str
    dated: str
    certainty: str
    places: tuple[str, ...]
    urgent: bool = False
    details: str = ""
    plain_details: str = ""
    instead: bool = False


@dataclass(frozen=True, slots=True)
class Needed:
    """A rule that is not applied and could become so: the inputs that would decide it.

    Each element of `inputs` is one sufficient set, e.g. (("tsat",), ("liver_mri_lic",)).
    """

    rule: str
    title: str
    inputs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Statements:
    """All that the rules say about one case."""

    applied: tuple[Statement, ...]
    needed: tuple[Needed, ...]
    not_applied: tuple[str, ...]

    @property
    def ids(self) -> frozenset[str]:
        """Return the ids of the applied rules, later steps included."""
        return frozenset(statement.rule for statement in self.applied)
