"""Keeps, while a file is read, what is wrong in it and what was read with a remark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from genetics.errors import InputRejected, Mistake, SideroscreenError
from genetics.toml_lines import KeyPath, TomlDocument


@dataclass(slots=True)
class Notebook:
    """Mistakes with file, line and remedy, and notes, in the order they are found.

    `unread` are the places that were left out after a mistake was noted for them: what
    follows from the gap is not a mistake of its own. Without `has_lines` (values that came
    as an object, not as a text) no line is named.
    """

    document: TomlDocument
    has_lines: bool = True
    mistakes: list[Mistake] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: set[KeyPath] = field(default_factory=set)

    def wrong(self, path: KeyPath, what: str, remedy: str) -> None:
        """Note a mistake at a key path, unless that place was left out already."""
        if not self._is_unread(path):
            self.mistakes.append(self.document.mistake(path, what, remedy))

    def absorb(self, path: KeyPath, error: SideroscreenError, place: str = "") -> None:
        """Note the mistakes of a value, or of another file that was read for this one.

        Mistakes that name a line of their own file keep it, and say who asked for that file;
        the others are said at `path`.
        """
        if self._is_unread(path):
            return
        for mistake in error.mistakes:
            if mistake.file and mistake.line is not None:
                asked = f"{self.document.place_of(path)} of {self.document.file}"
                where = ", ".join(part for part in (asked, mistake.place) if part)
                self.mistakes.append(replace(mistake, place=where))
                continue
            what = f"{mistake.file}: {mistake.what}" if mistake.file else mistake.what
            here = self.document.mistake(path, what, mistake.remedy)
            self.mistakes.append(replace(here, place=place or here.place))

    def note(self, text: str) -> None:
        """Keep a remark; the same remark is kept once."""
        if text not in self.notes:
            self.notes.append(text)

    def _is_unread(self, path: KeyPath) -> bool:
        return any(path[: len(gap)] == gap for gap in self.unread)

    @property
    def people_are_incomplete(self) -> bool:
        """Whether somebody could not be read, so that an unknown id proves nothing."""
        return any(
            gap in (("people",), ("ped",)) or (gap[0] == "people" and _is_a_person(gap))
            for gap in self.unread
        )

    def close(self) -> None:
        """Raise InputRejected with all mistakes in the order of their lines, if any."""
        if not self.mistakes:
            return
        mistakes = list(dict.fromkeys(self.mistakes))
        if not self.has_lines:
            own = self.document.file
            mistakes = [replace(m, line=None) if m.file == own else m for m in mistakes]
        raise InputRejected(sorted(mistakes, key=lambda mistake: mistake.line or 0))


def _is_a_person(gap: Sequence[str | int]) -> bool:
    return len(gap) == 2 or gap[2:] == ("id",)
