"""Whose name may stand on a document, and whether two names are those of one person."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from genetics.errors import Mistake, UsageError

LONGEST = 100
NOT_WRITTEN = ("C", "Zl", "Zp")
"""Kinds of signs that no name is written with: control, format, unassigned, ends of lines."""
UNSEEN = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
"""Signs that count as letters or marks and show nothing."""

LOOKALIKES = ("GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
"""Scripts with letters that look like Latin ones."""

TITLES = frozenset(
    (
        *("dr", "doctor", "drs", "prof", "professor", "mr", "mrs", "ms", "miss", "mx"),
        *("md", "phd", "dphil", "msc", "bsc", "mbbs", "mbchb", "frcp", "frcpath", "mrcp"),
        *("med", "pd", "priv", "doz", "univ", "dipl", "habil", "rer"),
    )
)
"""Titles and degrees: with one or without it is the same person."""


def name_of(who: str) -> str:
    """Return a signatory's name in one line. Raises UsageError for what is no name to print."""
    name = " ".join(who.split())
    wrong = _why_no_name(name)
    if wrong:
        remedy = "give the name of the person who signs, as it is to be printed"
        raise UsageError(Mistake(wrong, remedy))
    return name


def _why_no_name(name: str) -> str:
    if not name:
        return "nobody is named"
    if any(unicodedata.category(one).startswith(NOT_WRITTEN) or one in UNSEEN for one in name):
        return "the name holds signs that cannot be seen or printed"
    if len(name) > LONGEST:
        return f"the name is longer than {LONGEST} signs"
    if not any(map(str.isalpha, name)):
        return "the name has no letter"
    letters = [one for one in unicodedata.normalize("NFKC", name) if one.isalpha()]
    scripts = {unicodedata.name(one, "").partition(" ")[0] for one in letters}
    if "LATIN" in scripts and scripts.intersection(LOOKALIKES):
        return "the name mixes Latin letters with those of a script that look like them"
    return ""


def check_listed(who: str, signatories: Iterable[str]) -> None:
    """Raise UsageError where the profile lists who signs, and this person is not among them."""
    listed = tuple(signatories)
    if listed and not any(is_same(who, one) for one in listed):
        what = f"{who} is not among the signatories of the profile"
        raise UsageError(Mistake(what, f"they are: {'; '.join(listed)}"))


def is_same(one: str, other: str) -> bool:
    """Whether two names are written ways of one: the same words, but for titles and a role.

    Accents, punctuation and order do not count; what stands behind a comma counts as a role.
    A first name and its initial are two names: that only people can tell.
    """
    return bool(_ways(one) & _ways(other))


def _ways(name: str) -> frozenset[frozenset[str]]:
    """Return a name as its words, as its letters, and as the full name before its first comma."""
    before, comma, _ = name.partition(",")
    letters = "".join(_split(_plain(name)))
    ways = [_words(name), frozenset([letters])]
    short = _words(before)
    return frozenset([*ways, short] if comma and len(short) > 1 else ways)


def _words(name: str) -> frozenset[str]:
    """Return the words without titles; all of them where there is nothing else.

    A title is known with its full stops too ("M.D.", "Ph.D.").
    """
    plain = _plain(name)
    parts = [part for part in plain.replace(",", " ").split() if _letters(part) not in TITLES]
    words = [word for part in parts for word in _split(part)]
    told = frozenset(word for word in words if word not in TITLES)
    return told or frozenset(_split(plain))


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())


def _letters(part: str) -> str:
    return "".join(one for one in part if one.isalnum())


def _split(part: str) -> list[str]:
    """Return the words of a part; accents, apostrophes and what cannot be seen part no words."""
    kept = (
        one for one in part if unicodedata.category(one) not in ("Mn", "Cf") and one not in "'’"
    )
    return "".join(one if one.isalnum() else " " for one in kept).split()
