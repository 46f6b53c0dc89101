"""What the judge says about one section of one scenario."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """One point that does not hold: about whom or what, what was expected, what was got."""

    about: str
    expected: str
    got: str

    def __str__(self) -> str:
        return " ".join(f"{self.about}: expected {self.expected}, got {self.got}".split())
