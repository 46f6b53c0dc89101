"""Reads laboratory values of a case file: one value an item, the latest, in known units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from genetics.errors import InputRejected, Mistake
from genetics.phrases import say
from genetics.toml_lines import KeyPath
from pedigrees.clinical.laboratory import Measurement, load_lab_items, measure
from pedigrees.readers.notebook import Notebook
from pedigrees.readers.people_model import LabPart


def read_labs(
    parts: Sequence[LabPart], path: KeyPath, day: date, notebook: Notebook
) -> tuple[Measurement, ...]:
    """Return the latest value of each item; what cannot be true goes into the notebook.

    * a value that is refused is a mistake at its key; one with a remark is a note;
    * a date after the report is a mistake;
    * an item entered more than once: the latest counts, and a note names the others; where
      a date is missing, or two are the same, nobody can say which is the latest: a mistake.
    """
    values: dict[str, Measurement] = {}
    for number, part in enumerate(parts):
        value = read_value(part, (*path, number), day, notebook)
        if value is None:
            continue
        earlier = values.get(value.item)
        if earlier is not None and not _is_ordered(earlier, value):
            what = f"{value.item} is entered more than once, without dates that differ"
            notebook.wrong((*path, number), what, "date each value, or keep the latest only")
        elif earlier is not None:
            older, value = sorted((earlier, value), key=_taken_on)
            text = say(
                "{item} {amount} of {date} is not the latest and not used.",
                item=_name(older),
                amount=older.amount,
                date=older.taken_on,
            )
            notebook.note(_sentence(text, _whose(path, notebook)))
        values[value.item] = value
    for value in values.values():
        if value.warning:
            notebook.note(remark(value, _whose(path, notebook)))
    return tuple(values.values())


def read_value(
    part: LabPart, path: KeyPath, day: date, notebook: Notebook, key: str = ""
) -> Measurement | None:
    """Return one value, None where it is refused (the notebook then says why).

    `key` names the one key that the value stands under, where it is not a table of its own.
    """
    if part.name is None:
        notebook.wrong((*path, "name"), 'the key "name" is missing', 'add "name"')
        return None
    if part.value is None:
        notebook.wrong((*path, "value"), f"{part.name} has no value", 'add "value"')
        return None
    if part.date is not None and part.date > day:
        what = f"{part.name} is dated {part.date}, after the report of {day}"
        notebook.wrong((*path, "date"), what, "correct the date")
    try:
        return measure(
            part.name,
            part.value,
            part.unit,
            ref_low=part.ref_low,
            ref_high=part.ref_high,
            taken_on=part.date,
        )
    except InputRejected as error:
        at = (*path, key or _key_of(error.mistakes[0]))
        place = notebook.document.place_of((*path, key) if key else path)
        named = key or path[-1] == part.name
        notebook.absorb(at, error, place if named else f"{place}, {part.name}")
        return None


def _key_of(mistake: Mistake) -> str:
    """Return the key of a value that a mistake is about, so that its line can be named."""
    if mistake.what == "unknown laboratory item":
        return "name"
    first = mistake.what.split(" ", 1)[0]
    return first if first in ("unit", "ref_low", "ref_high") else "value"


def _is_ordered(one: Measurement, other: Measurement) -> bool:
    dates = (one.taken_on, other.taken_on)
    return None not in dates and dates[0] != dates[1]


def _taken_on(value: Measurement) -> date:
    assert value.taken_on is not None
    return value.taken_on


def remark(value: Measurement, whose: str = "") -> str:
    """Return the remark on an unusual value as a sentence for the notes."""
    if value.warning.endswith("?"):
        told = say("{item} {warning}", item=_name(value), warning=value.warning)
    else:
        told = say("{item} {warning}.", item=_name(value), warning=value.warning)
    return _sentence(told, whose)


def _sentence(text: str, whose: str) -> str:
    told = say("{person}: {remark}", person=whose, remark=text)
    return told if whose else text[:1].upper() + text[1:]


def _name(value: Measurement) -> str:
    return say(load_lab_items()[value.item].plain_name)


def _whose(path: KeyPath, notebook: Notebook) -> str:
    """Return "S01-BR" for the value of a relative, "" for one of the proband."""
    if path[0] != "people":
        return ""
    return notebook.document.place_of(path[:2]).removeprefix("people ")
