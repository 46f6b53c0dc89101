"""What a user can mend: where it is wrong, what is wrong, and how to put it right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from genetics.plain_text import in_plain_sight


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in an input, said in one line that a terminal can print."""

    what: str
    remedy: str
    file: str = ""
    line: int | None = None
    place: str = ""

    def __str__(self) -> str:
        where = self.file
        if self.line is not None:
            where = f"{where}:{self.line}" if where else f"line {self.line}"
        head = ": ".join(part for part in (where, self.place) if part)
        sentence = f"{self.what}; {self.remedy}" if self.remedy else self.what
        return in_plain_sight(f"{head}: {sentence}" if head else sentence)


class SideroscreenError(Exception):
    """Something that the user can mend. Caught once, in ``workflow.__main__``.

    `exit_code` follows the house rule: 1 a case failed or was withheld, 2 usage,
    3 input rejected, 4 knowledge invalid. (5 is kept for our own bugs.)
    """

    exit_code = 3

    def __init__(self, mistakes: Mistake | Sequence[Mistake]) -> None:
        self.mistakes: tuple[Mistake, ...] = (
            (mistakes,) if isinstance(mistakes, Mistake) else tuple(mistakes)
        )
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class UsageError(SideroscreenError):
    """The command was called in a way that cannot be carried out."""

    exit_code = 2


class InputRejected(SideroscreenError):
    """A file of the user's is wrong, unreadable or contradicts itself."""

    exit_code = 3


class KnowledgeInvalid(SideroscreenError):
    """A knowledge file of ours (or of the site) does not hold what it must."""

    exit_code = 4


class CaseWithheld(SideroscreenError):
    """A document was not written because what it would say cannot be stood by."""

    exit_code = 1


def cannot_read(path: str | Path, why: str, remedy: str) -> InputRejected:
    """Return the error for a file that cannot be read at all."""
    return InputRejected(Mistake(why, remedy, file=str(path)))
