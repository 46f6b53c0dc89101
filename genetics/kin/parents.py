"""Whose child a sample is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parents:
    """The samples of a person's biological parents, None where a parent has no sample."""

    mother: str | None = None
    father: str | None = None

    def __iter__(self) -> Iterator[str]:
        return (parent for parent in (self.mother, self.father) if parent)


NO_PARENTS = Parents()
