"""The catalogues: the wordings of every phrase in each language, read from `templates/locales`.

`en-GB.po` holds every phrase that a document prints, with no wording beside it: in English the
phrase words itself. So it is the file that a translator copies to `TAG.po` and fills, after
setting `Language` and `Plural-Forms` in its head. `sideroscreen knowledge phrases` writes it.

A file is checked as it is read: no phrase without a wording, none marked as fuzzy, the gaps of
every wording those of its phrase. A phrase that stands in no catalogue raises when it is said,
in English too. The made-up language en-XA puts an accent on every letter, so that words show
which are printed without being said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from io import BytesIO, StringIO
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

from genetics.errors import InputRejected, KnowledgeInvalid, Mistake, UsageError
from genetics.phrases import ENGLISH, Tongue
from reports.words import PSEUDO

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

FOLDER = "templates/locales"
NOTHING_OWN: Mapping[str, str] = MappingProxyType({})


class PhraseMissing(KnowledgeInvalid):
    """A phrase was said that stands in no catalogue of the language."""


def languages() -> tuple[str, ...]:
    """Return the tags of the languages that can be spoken."""
    files = (file.name for file in resources.files("templates").joinpath("locales").iterdir())
    return (*sorted(name.removesuffix(".po") for name in files if name.endswith(".po")), PSEUDO)


def own_phrases() -> dict[str, str]:
    """Return the phrases that a clinic may word itself, in English, by id."""
    return {one.context: _one(one) for one in _messages(_read(ENGLISH)) if one.context}


def tongue(tag: str, own: Mapping[str, str] = NOTHING_OWN) -> Tongue:
    """Return a language ready to be spoken, with a clinic's own wordings in place of ours.

    Raises UsageError for a language that is not there, KnowledgeInvalid for a catalogue that
    is not whole, InputRejected for an own wording of an unknown phrase or with other gaps.
    """
    if tag not in languages():
        what = f"there is no language {tag}"
        raise UsageError(Mistake(what, f"choose one of {', '.join(languages())}"))
    text = _file(ENGLISH if tag == PSEUDO else tag)
    return tongue_of(text, tag, own)


@cache
def _file(tag: str) -> str:
    return resources.files("templates").joinpath("locales", f"{tag}.po").read_text("utf-8")


def tongue_of(text: str, tag: str, own: Mapping[str, str] = NOTHING_OWN) -> Tongue:
    """Return the language of a catalogue's text. Raises as `tongue` does."""
    catalogue = _parsed(text, tag)
    if tag in (ENGLISH, PSEUDO):
        _word_itself(catalogue, accented if tag == PSEUDO else str)
    else:
        _check(catalogue, tag)
    _put_in(own, catalogue)
    return Tongue(tag, _wordings(catalogue, tag))


def _wordings(catalogue: Catalog, tag: str) -> NullTranslations:
    from babel.messages.mofile import write_mo

    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    wordings = _Wordings(compiled)
    wordings.add_fallback(_Missing(tag))
    return wordings


class _Wordings(GNUTranslations):
    """The wordings of a catalogue; "" is no phrase, its entry is the head of the file."""

    def gettext(self, message: str) -> str:
        return super().gettext(message) if message else ""


class _Missing(NullTranslations):
    """What is asked where a catalogue has no wording: it never answers in English."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self._tag = tag

    def gettext(self, message: str) -> NoReturn:
        raise PhraseMissing(
            Mistake(
                f'the phrase "{message}" has no wording in {self._tag}',
                "write it into the catalogue (sideroscreen knowledge phrases lists them all)",
                file=_name_of(ENGLISH if self._tag == PSEUDO else self._tag),
            )
        )

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> NoReturn:  # noqa: ARG002
        self.gettext(msgid1)

    def pgettext(self, context: str, message: str) -> NoReturn:
        self.gettext(f"{context}: {message}")


# The files --------------------------------------------------------------------------------


def _read(tag: str) -> Catalog:
    return _parsed(_file(tag), tag)


def _parsed(text: str, tag: str) -> Catalog:
    from babel.messages.pofile import PoFileError, read_po

    try:
        return read_po(StringIO(text), abort_invalid=True)
    except (PoFileError, ValueError) as error:
        what = f"is no catalogue: {error}"
        raise KnowledgeInvalid(Mistake(what, "correct it", file=_name_of(tag))) from error


def _name_of(tag: str) -> str:
    return f"{FOLDER}/{tag}.po"


def _messages(catalogue: Catalog) -> Iterator[Message]:
    """Yield the phrases of a catalogue, without its head."""
    return (message for message in catalogue if message.id)


def _one(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


def _word_itself(catalogue: Catalog, wording: Callable[[str], str]) -> None:
    """Give every phrase its own English, or what is made of it, as its wording."""
    for message in _messages(catalogue):
        said = tuple(wording(form) for form in _forms(message.id))
        message.string = said if message.pluralizable else said[0]


# What is wrong with a catalogue -----------------------------------------------------------


def _check(catalogue: Catalog, tag: str) -> None:
    """Check a translation against the English catalogue: whole, settled, with the same gaps."""
    open_ones, odd = [], []
    for phrase in _messages(_read(ENGLISH)):
        wording = catalogue.get(phrase.id, phrase.context)
        if wording is None or wording.fuzzy or not _is_worded(wording, catalogue):
            open_ones.append(_one(phrase))
        elif not all(_has_gaps_of(phrase, form) for form in _forms(wording.string)):
            odd.append(_one(phrase))
    mistakes = [
        Mistake(f'{_number(found)} {what}, the first is "{found[0]}"', remedy, file=_name_of(tag))
        for found, what, remedy in (
            (open_ones, "not worded or fuzzy", "word them"),
            (odd, "worded with other gaps", "keep the names in braces"),
        )
        if found
    ]
    if mistakes:
        raise KnowledgeInvalid(mistakes)


def _number(found: list[str]) -> str:
    return "1 phrase is" if len(found) == 1 else f"{len(found)} phrases are"


def _is_worded(wording: Message, catalogue: Catalog) -> bool:
    forms = _forms(wording.string)
    return (
        bool(forms)
        and all(forms)
        and (not wording.pluralizable or len(forms) == catalogue.num_plurals)
    )


GAP = re.compile(r"(?<!\{)\{([A-Za-z_][\w.]*)\}(?!\})")


def gaps_of(phrase: str) -> frozenset[str]:
    """Return the names of the gaps of a phrase; doubled braces are text."""
    return frozenset(GAP.findall(phrase))


def _has_gaps_of(phrase: Message, form: str) -> bool:
    """Whether a wording has the gaps of its phrase; a form for a number may leave it unsaid."""
    wanted = gaps_of(_forms(phrase.id)[-1])
    unsaid = {"number"} if phrase.pluralizable else set()
    return wanted - unsaid <= gaps_of(form) <= wanted


# Own phrases ------------------------------------------------------------------------------


def _put_in(own: Mapping[str, str], catalogue: Catalog) -> None:
    """Put a clinic's own wordings in place of the catalogue's."""
    known = {message.context: message for message in _messages(catalogue) if message.context}
    mistakes = [
        Mistake(what, remedy, place=f"phrases.{name}")
        for name, wording in own.items()
        for what, remedy in _wrong_with(name, wording, known)
    ]
    if mistakes:
        raise InputRejected(mistakes)
    for name, wording in own.items():
        known[name].string = wording


def _wrong_with(name: str, wording: str, known: Mapping[str, Message]) -> Iterator[tuple[str, str]]:
    if name not in known:
        yield "no phrase has this id", f"the ids are {', '.join(sorted(known))}"
    elif not wording.strip():
        yield "the wording is empty", "write one, or take the line out"
    elif not _has_gaps_of(known[name], wording):
        gaps = ", ".join(f"{{{gap}}}" for gap in sorted(gaps_of(_one(known[name])))) or "no"
        yield (
            "the wording has other gaps",
            f"it needs {gaps} gaps" if gaps == "no" else f"use {gaps}",
        )


# The made-up language ---------------------------------------------------------------------

PLAIN = "abcdefghijklmnopqrstuvwxyz"
ACCENTED = "åƀçđéφĝħíĵķĺḿñöþǫŕšţüѵŵχýž"
_ACCENTS = str.maketrans(PLAIN + PLAIN.upper(), ACCENTED + ACCENTED.upper())


def accented(phrase: str) -> str:
    """Return a phrase with an accent on every letter outside its gaps."""
    parts = re.split(r"(\{[^{}]*\})", phrase)
    return "".join(part if part.startswith("{") else part.translate(_ACCENTS) for part in parts)
