"""Yes, no, or cannot tell: an answer with its reason, and with what would settle it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from genetics.phrases import marked, say


class Answer(StrEnum):
    """The three answers. What is not known is never "no"."""

    YES = marked("yes")
    NO = marked("no")
    CANNOT_TELL = marked("cannot tell")


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer to one question, why it is so, and what test or record would settle it."""

    answer: Answer
    why: str
    settle: str = ""

    @property
    def in_words(self) -> str:
        """Say answer and reason in one line, and what would settle it."""
        told = say("{answer}: {reason}", answer=say(self.answer), reason=self.why)
        if not self.settle:
            return told
        return say("{answer}; to settle it: {test}", answer=told, test=self.settle)
