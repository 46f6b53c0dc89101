"""What an audit finds: a contradiction for which something is not written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One contradiction: its id ("PLOIDY_AND_SEX"), where it lies, and what it is, in words."""

    id: str
    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.id}: {self.where}: {self.words}"
