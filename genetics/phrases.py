"""The phrases: every sentence that a document prints is said here, in the language spoken now.

A phrase is an English sentence as it stands in the code, with named gaps in braces. `say`
returns its wording in the language spoken now, with the gaps filled; `say_number` chooses the
form for a number; `own` says a phrase that a clinic may word itself, by its id. `marked` says
nothing: it marks a text of a table or a constant, so that it stands in the catalogue, and `say`
is called on it where it is printed.

What is spoken is set once, at the door (`speaking`). Where nobody set it, the English of the
code is spoken: that is what the command line prints. The catalogues are files of `templates`,
which this package does not know: they are read by `reports.catalogues` and handed in here. A
catalogue without the phrase raises; it never falls back to English in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from gettext import NullTranslations

ENGLISH = "en-GB"


@dataclass(frozen=True, slots=True)
class Tongue:
    """What is spoken: the language's tag (BCP 47) and the wordings of its phrases."""

    tag: str = ENGLISH
    wordings: NullTranslations = field(default_factory=NullTranslations)


_spoken: ContextVar[Tongue] = ContextVar("spoken", default=Tongue())  # noqa: B039 - frozen


@contextmanager
def speaking(tongue: Tongue) -> Iterator[None]:
    """Speak this language until the block ends."""
    before = _spoken.set(tongue)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> Tongue:
    """Return the language that is spoken now."""
    return _spoken.get()


def say(phrase: str, /, **gaps: object) -> str:
    """Return a phrase in the language spoken now, its gaps filled."""
    return _filled(spoken().wordings.gettext(phrase), gaps)


def say_number(one: str, many: str, number: int, /, **gaps: object) -> str:
    """Return the form of a phrase for `number`, which fills the gap {number}."""
    told = spoken().wordings.ngettext(one, many, number)
    return _filled(told, {"number": number, **gaps})


def own(phrase_id: str, phrase: str, /, **gaps: object) -> str:
    """Return a phrase that a clinic may word itself, by the id under which it does so."""
    return _filled(spoken().wordings.pgettext(phrase_id, phrase), gaps)


def marked(phrase: str) -> str:
    """Return the phrase as it stands: a mark for the catalogue, said later with `say`."""
    return phrase


def _filled(told: str, gaps: dict[str, object]) -> str:
    return told.format(**gaps) if gaps else told
