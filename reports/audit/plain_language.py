"""What a document for a family must not say, and how long its sentences may be.

The list of words is that of KNOWLEDGE.md section 5. It is English, and says nothing about other
languages. The school grade of a text is measured in the tests of our own wordings only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from reports.audit.marks import texts_of

AVOIDED = re.compile(
    r"\b(?:mutations?|abnormal\w*|normal\w*|victims?|defect\w*|ruled out|no hurry|no rush"
    r"|stay well|negative\W+(?:means\s+)?no disease)\b",
    re.IGNORECASE,
)
WORDS_A_SENTENCE = 20
"""The longest that the sentences of a text may be on average."""

NOT_RUNNING_TEXT = (
    "heading",
    "boxes",
    "doctor",
    "laboratory",
    "drawing",
    "sources",
    "closing",
)
"""Parts of the views that hold addresses, names of changes, or lists for professionals."""

FOR_DOCTORS = ("letter.", "lab.", "review.clinicians")
"""How the ids of the own phrases begin that no family reads."""


def avoided_in(text: str) -> tuple[str, ...]:
    """Return the words of a text that a family must not read, each once, as they stand."""
    return tuple(dict.fromkeys(AVOIDED.findall(text)))


def words_a_sentence(texts: Iterable[str]) -> float:
    """Return how long the sentences are on average, in words; each text ends one."""
    sentences = [
        words
        for text in texts
        for sentence in re.split(r"(?<=[.!?])\s+", text)
        if (words := [word for word in sentence.split() if re.search(r"\w", word)])
    ]
    return sum(map(len, sentences)) / len(sentences) if sentences else 0.0


def hard_phrases(phrases: Mapping[str, str]) -> Iterator[str]:
    """Yield which own phrases of a clinic a family should not read, by id, and why."""
    for phrase_id, text in phrases.items():
        if not phrase_id.startswith(FOR_DOCTORS):
            yield from (f"phrases, {phrase_id}: {why}" for why in _why_hard([text]))


def hard_to_read(view: object) -> tuple[str, ...]:
    """Return why a family should not read the running text of a document, nothing if it may."""
    return tuple(_why_hard(running_text(view)))


def running_text(view: object) -> list[str]:
    """Return the texts of a view that are read as sentences."""
    parts = (one.name for one in fields(view) if one.name not in NOT_RUNNING_TEXT)  # type: ignore[arg-type]
    return [text for part in parts for text in texts_of(getattr(view, part))]


def _why_hard(texts: list[str]) -> Iterator[str]:
    for word in avoided_in("\n".join(texts)):
        yield f"families are not told “{word}”"
    average = words_a_sentence(texts)
    if average > WORDS_A_SENTENCE:
        yield f"{average:.0f} words a sentence; write {WORDS_A_SENTENCE} or fewer"
