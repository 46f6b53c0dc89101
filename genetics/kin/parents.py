"""Whose child a sample is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from genetics.phrases import marked


class Role(StrEnum):
    """Which of the two parents."""

    MOTHER = marked("mother")
    FATHER = marked("father")


@dataclass(frozen=True, slots=True)
class Parents:
    """The samples of a person's biological parents, None where a parent has no sample."""

    mother: str | None = None
    father: str | None = None

    def __iter__(self) -> Iterator[str]:
        return (parent for parent in (self.mother, self.father) if parent)

    def of(self, role: Role) -> str | None:
        """Return the sample of one of them."""
        return self.mother if role is Role.MOTHER else self.father


NO_PARENTS = Parents()
