"""A sentence of the scan that a program may look for: its words, an id that stays, its weight."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How much a message weighs: to know, to look at, or it must be settled first."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Message(str):
    """A sentence with an id. It is a text wherever a text is wanted; the JSON shows the rest.

    `about` names the sample that it concerns, "" where it concerns the file or stands beside
    what it concerns.
    """

    __slots__ = ("about", "id", "severity")

    id: str
    severity: Severity
    about: str

    def __new__(
        cls, text: str, id: str, severity: Severity = Severity.WARNING, about: str = ""
    ) -> Message:
        """Make a message; `id` is in capitals, as ``MALE_HET_X``, and never changes its meaning."""
        made = super().__new__(cls, text)
        made.id, made.severity, made.about = id, severity, about
        return made
