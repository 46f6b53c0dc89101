"""Ids and texts of a family that cannot be printed, whichever format they were read from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from genetics.errors import InputRejected, Mistake
from genetics.plain_text import in_plain_sight, invisible_in
from pedigrees.people import Person
from pedigrees.readers.links import Fault
from pedigrees.readers.pedigree_file import RecordedFamily


def refuse_invisible(text: str, shown: str) -> None:
    """Raise InputRejected where lines and cells of a table hold an invisible character.

    Asked before the columns are divided: some programs take such a character for a blank or
    for the end of a line. Each character is named once, with its first place.
    """
    found: dict[str, tuple[int, int]] = {}
    times: Counter[str] = Counter()
    for number, line in enumerate(text.split("\n"), start=1):
        plain = line.replace("\t", " ")
        if not invisible_in(plain):
            continue
        for column, letter in enumerate(plain, start=1):
            if name := invisible_in(letter):
                found.setdefault(name, (number, column))
                times[name] += 1
    if found:
        raise InputRejected(
            [
                Mistake(_what(name, times[name]), REMEDY, shown, line, f"column {column}")
                for name, (line, column) in found.items()
            ]
        )


def faults_of_texts(people: Iterable[Person]) -> Iterator[Fault]:
    """Yield each id and each text that holds an invisible character; see `invisible_in`.

    The id, the sample, the note, conditions, tests, laboratory values. Links need no look:
    they name an id of somebody else, or nobody.
    """
    for person in people:
        if name := invisible_in(person.id, in_id=True):
            told = in_plain_sight(person.id, in_id=True)
            what = f'the id "{told}" holds {_in_words(name)}'
            yield Fault(person.id, "id", what, REMEDY)
        for field, texts in _texts(person):
            if name := next(filter(None, map(invisible_in, texts)), ""):
                what = f"{field} of {person.id} holds {_in_words(name)}"
                yield Fault(person.id, field, what, REMEDY)


def faults_of_family_ids(families: Sequence[RecordedFamily]) -> Iterator[Mistake]:
    """Yield the ids of families that hold an invisible character."""
    for family in families:
        if name := invisible_in(family.id, in_id=True):
            told = in_plain_sight(family.id, in_id=True)
            yield Mistake(f'the family id "{told}" holds {_in_words(name)}', REMEDY)


def _texts(person: Person) -> Iterator[tuple[str, Iterable[str]]]:
    yield "note", (person.note,)
    yield "sample", (person.sample or "",)
    yield "conditions", (one.name for one in person.conditions)
    yield "tests", (name for test in person.tests for name in (*test.looked_for, *test.found))
    yield (
        "labs",
        (text for lab in person.labs for text in (lab.item, lab.unit, lab.entered, lab.warning)),
    )


def _what(name: str, times: int) -> str:
    more = f", {times} times in all" if times > 1 else ""
    return f"{_in_words(name)}{more}"


def _in_words(name: str) -> str:
    return {"U+0009": "a tab (U+0009)", "U+000A": "a line break (U+000A)"}.get(
        name, f"the invisible character {name}"
    )


REMEDY = "write it again without that character"
