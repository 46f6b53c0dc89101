"""Judges what is written: the four lists of text patterns and the numbers of the diagnosis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from outcome import Document, Outcome
from scenario_file import ConditionalText, Expected
from verdict import Failure

NEGATION = re.compile(
    r"\b(?:not|no|never|cannot|can't|don't|doesn't|isn't|avoid|neither|nor|none)\b", re.IGNORECASE
)
NUMBERS = re.compile(r"(?i)\b(MONDO|OMIM)\D{0,3}(\d{6,7})\b")


def judge_texts(expected: Expected, outcome: Outcome) -> Iterator[Failure]:
    """Compare the texts of all documents with the patterns (KNOWLEDGE.md 10.1).

    * `must_text`: found at least once in the documents together;
    * `must_not_text`: found in no document;
    * `must_not_claim`: a sentence that matches must hold a word of negation;
    * `conditional_text`: where the pattern stands, its sentence or document must match;
    * MONDO and OMIM numbers of the diagnosis stand in the management report.
    """
    documents = outcome.documents
    if not documents:
        why = outcome.unreadable or "no document was written"
        yield Failure("documents", "texts to be read", why)
        return
    yield from _required(expected.must_text, documents)
    yield from _forbidden(expected.must_not_text, documents)
    for pattern in expected.must_not_claim:
        yield from _claimed(pattern, documents)
    for condition in expected.conditional_text:
        yield from _conditional(condition, documents)
    yield from _numbers(expected.diagnosis_wording, documents)


def _required(patterns: list[str], documents: Mapping[str, Document]) -> Iterator[Failure]:
    """The HTML, and where it was made the PDF, must both say it somewhere."""
    for pattern in patterns:
        readings = (
            [one.text for one in documents.values()],
            [one.printed or one.text for one in documents.values()],
        )
        if not all(any(re.search(pattern, text) for text in texts) for texts in readings):
            yield Failure("must_text", f"/{pattern}/", f"no hit in {', '.join(documents)}")


def _forbidden(patterns: list[str], documents: Mapping[str, Document]) -> Iterator[Failure]:
    for pattern in patterns:
        for name, document in documents.items():
            hits = [hit for text in document.texts if (hit := re.search(pattern, text))]
            if hits:
                yield Failure(f"must_not_text in {name}", f"no /{pattern}/", _around(hits[0]))


def _claimed(pattern: str, documents: Mapping[str, Document]) -> Iterator[Failure]:
    for name, document in documents.items():
        for sentence in document.sentences:
            if re.search(pattern, sentence) and not NEGATION.search(sentence):
                yield Failure(f"must_not_claim in {name}", f"no /{pattern}/", quoted(sentence))


def _conditional(
    condition: ConditionalText, documents: Mapping[str, Document]
) -> Iterator[Failure]:
    sentence_must, document_must = (
        condition.same_sentence_must_match,
        condition.same_document_must_match,
    )
    for name, document in documents.items():
        if not _concerns(condition, name):
            continue
        about = f"conditional_text in {name}"
        found = re.search(condition.pattern, document.text)
        if found and document_must is not None and not re.search(document_must, document.text):
            yield Failure(about, f"/{document_must}/ beside /{condition.pattern}/", _around(found))
        for sentence in document.sentences:
            beside = sentence_must is None or re.search(sentence_must, sentence)
            if re.search(condition.pattern, sentence) and not beside:
                expected = f"/{sentence_must}/ beside /{condition.pattern}/"
                yield Failure(about, expected, quoted(sentence))


def _concerns(condition: ConditionalText, name: str) -> bool:
    wanted = condition.documents
    return wanted is None or name in wanted or name.partition(":")[0] in wanted


def _numbers(wording: str, documents: Mapping[str, Document]) -> Iterator[Failure]:
    printed = documents["management"].texts if "management" in documents else ("",)
    for source, number in NUMBERS.findall(wording):
        wanted = re.compile(rf"(?i)\b{source}\D{{0,3}}{number}\b")
        if not all(wanted.search(text) for text in printed):
            yield Failure("diagnosis in management", f"{source} {number}", "not printed")


def _around(hit: re.Match[str]) -> str:
    text, start = hit.string, max(hit.start() - 40, 0)
    return quoted(text[start : hit.end() + 40])


def quoted(text: str) -> str:
    """Return a text in quotes, shortened where it is long."""
    return f'"{text}"' if len(text) <= LONGEST else f'"{text[: LONGEST - 1]}…"'


LONGEST = 240
