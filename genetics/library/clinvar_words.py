"""ClinVar's words for a class and for its review, in the spellings of all its years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

# Review status and stars: ClinVar, "Review status", ncbi.nlm.nih.gov/clinvar/docs/review_status.
# In January 2024 "interpretation" and "assertion provided" became "classification".
STARS = {
    "practice guideline": 4,
    "reviewed by expert panel": 3,
    "criteria provided, multiple submitters, no conflicts": 2,
    "criteria provided, conflicting classifications": 1,
    "criteria provided, conflicting interpretations": 1,
    "criteria provided, single submitter": 1,
    "no assertion criteria provided": 0,
    "no classification provided": 0,
    "no assertion provided": 0,
    "no classification for the single variant": 0,
    "no interpretation for the single variant": 0,
    "no assertion for the individual variant": 0,
    "no classifications from unflagged records": 0,
}

# CLNREVSTAT of the files of 2015 to 2017, as their headers explain it.
OLD_REVIEWS = {
    "no_assertion": "no assertion provided",
    "no_criteria": "no assertion criteria provided",
    "single": "criteria provided, single submitter",
    "mult": "criteria provided, multiple submitters, no conflicts",
    "conf": "criteria provided, conflicting interpretations",
    "exp": "reviewed by expert panel",
    "guideline": "practice guideline",
}

# CLNSIG of the files of 2015 to 2017, as their headers explain it.
OLD_CLASSES = {
    "0": "Uncertain significance",
    "1": "not provided",
    "2": "Benign",
    "3": "Likely benign",
    "4": "Likely pathogenic",
    "5": "Pathogenic",
    "6": "drug response",
    "7": "histocompatibility",
    "255": "other",
}

_SIDES = {
    "pathogenic": "P/LP",
    "likely pathogenic": "P/LP",
    "pathogenic, low penetrance": "P/LP",
    "likely pathogenic, low penetrance": "P/LP",
    "uncertain significance": "VUS",
    "likely benign": "LB/B",
    "benign": "LB/B",
}

# Words that say something else than a class of ACMG/AMP.
_OTHER_WORDS = frozenset(
    {
        "affects",
        "association",
        "association not found",
        "confers sensitivity",
        "conflicting classifications of pathogenicity",
        "conflicting interpretations of pathogenicity",
        "drug response",
        "established risk allele",
        "histocompatibility",
        "likely risk allele",
        "no classification for the single variant",
        "no classifications from unflagged records",
        "not provided",
        "other",
        "protective",
        "risk factor",
        "uncertain risk allele",
    }
)

# "Pathogenic,_risk_factor" holds two words, "Pathogenic,_low_penetrance" is one.
_COMMA_BETWEEN = re.compile(r",_?(?!_?low_penetrance)")
_HEX = re.compile(r"\\x([0-9A-Fa-f]{2})")
_COUNTED = re.compile(r"(.+)\((\d+)\)")


def decoded(text: str) -> str:
    """Return a text of ClinVar's INFO as one would write it: no underscores, no codes."""
    plain = _HEX.sub(lambda match: chr(int(match[1], 16)), unquote(text))
    return " ".join(plain.replace("_", " ").split())


def words_in(value: str) -> tuple[str, ...]:
    """Return the words of CLNSIG, in their order.

    They stand between bars, in files of 2018 to 2021 between commas. A slash joins words that
    agree and stays: "Pathogenic/Likely pathogenic". "Low penetrance" belongs to the word before.
    """
    parts = (word for part in value.split("|") for word in _COMMA_BETWEEN.split(part))
    return tuple(dict.fromkeys(word for part in parts if (word := decoded(part))))


def conflict_in(value: str) -> str:
    """Return CLNSIGCONF with its counts: "Pathogenic (1), Uncertain significance (2)"."""
    told = []
    for word in words_in(value):
        match = _COUNTED.fullmatch(word)
        told.append(f"{match[1].strip()} ({match[2]})" if match else word)
    return ", ".join(told)


def stars_of(review: str) -> int | None:
    """Return the stars of a review status, None for one that is not known here."""
    return STARS.get(review)


def side_of(word: str) -> str:
    """Return the side of a class of ClinVar: "P/LP", "VUS", "LB/B", or "" for none.

    Words that a slash joins must lie on one side. A conflict, a risk allele and "other" lie on
    none: they are shown, and compared with nothing.
    """
    sides = {_SIDES.get(part.strip().casefold(), "") for part in word.split("/")}
    return sides.pop() if len(sides) == 1 else ""


def unknown_words(word: str) -> Iterator[str]:
    """Yield what of a class is a word that is not known here."""
    for part in word.split("/"):
        plain = part.strip().casefold()
        if plain not in _SIDES and plain not in _OTHER_WORDS:
            yield part.strip()
