"""What a fact can be: yes, no or unknown, a number, a choice, a set; "and" and "or" of these."""

from __future__ import annotations

from enum import StrEnum

FactValue = bool | float | str | frozenset[str] | None


class FactType(StrEnum):
    """The five types of facts."""

    BOOL = "bool"
    BOOL_OR_UNKNOWN = "bool?"
    NUMBER = "number?"
    CHOICE = "choice"
    SET = "set"


def either(*values: bool | None) -> bool | None:
    """Three-valued "or"."""
    if any(value is True for value in values):
        return True
    return None if any(value is None for value in values) else False


def both(*values: bool | None) -> bool | None:
    """Three-valued "and"."""
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True
