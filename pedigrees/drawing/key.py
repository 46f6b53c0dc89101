"""The key: the symbols that a drawing uses, each with its meaning, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from genetics.inheritance import Sex
from genetics.phrases import marked, say
from pedigrees.drawing.figure import Layout
from pedigrees.drawing.marks import PREGNANCY, Mark
from pedigrees.drawing.symbols import REACH, element, line, number, symbol, written
from pedigrees.drawing.words import Show, width_of

ROOM, BESIDE, LINE_HEIGHT = 52.0, 12.0, 36.0
"""Room for a symbol, between two entries, and from one line of entries to the next."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One symbol, drawn around 0, 0, and what it means."""

    picture: str
    meaning: str

    @property
    def width(self) -> float:
        """Return the room that the entry takes."""
        return ROOM + width_of(self.meaning)


@dataclass(frozen=True, slots=True)
class Key:
    """The key as SVG, with its height."""

    svg: str
    height: float


def key_of(layout: Layout, marks: Iterable[Mark], show: Show, width: float) -> Key:
    """Return the key of a drawing, in lines of this width."""
    entries = [*_people(list(marks), show), *_lines(layout)]
    x, y, parts = 0.0, LINE_HEIGHT / 2, []
    for entry in entries:
        if x and x + entry.width > width:
            x, y = 0.0, y + LINE_HEIGHT
        moved = f"translate({number(x + ROOM / 2)} {number(y)})"
        parts.append(element("g", entry.picture, transform=moved))
        parts.append(written(entry.meaning, x + ROOM - 2, y + 3, anchor="start"))
        x += entry.width + BESIDE
    return Key("".join(parts), y + LINE_HEIGHT / 2)


def _people(marks: list[Mark], show: Show) -> Iterator[Entry]:
    for sex, word in (
        (Sex.MALE, marked("male")),
        (Sex.FEMALE, marked("female")),
        (Sex.UNKNOWN, marked("sex not recorded")),
    ):
        if any(mark.sex is sex and not mark.pregnancy for mark in marks):
            yield Entry(symbol(Mark(sex), 0, 0), say(word))
    shape = Sex.FEMALE
    wanted = (
        (any(one.affected for one in marks), Mark(Sex.MALE, affected=True), marked("affected")),
        (
            any(one.carries and not one.affected for one in marks),
            Mark(shape, carries=True),
            marked("carries the variant (by test or by position)"),
        ),
        (any(one.deceased for one in marks), Mark(shape, deceased=True), marked("deceased")),
        (any(one.proband for one in marks), Mark(Sex.MALE, proband=True), show.proband),
        (any(one.flagged for one in marks), Mark(shape, flagged=True, order=1), show.offers),
        (
            any(one.no_genetic_link for one in marks),
            Mark(shape, no_genetic_link=True),
            marked("adopted or recorded without a genetic link"),
        ),
        (
            any(one.pregnancy for one in marks),
            PREGNANCY,
            marked("pregnancy (the father is not recorded)"),
        ),
    )
    yield from (Entry(symbol(mark, 0, 0), say(word)) for used, mark, word in wanted if used)


def _lines(layout: Layout) -> Iterator[Entry]:
    if any(mating.related for mating in layout.matings):
        yield Entry(line(-16, -1.6, 16, -1.6) + line(-16, 1.6, 16, 1.6), say("related partners"))
    if any(drop.social for descent in layout.descents for drop in descent.drops):
        yield Entry(line(0, -14, 0, 14, dashed=True), say("parents without a genetic link"))
    if any(len(mating.partners) == 1 for mating in layout.matings):
        yield Entry(line(-16, -6, 8, -6) + line(8, -6, 8, 12), say("other parent not recorded"))
    for identical, word in (
        (True, marked("identical twins")),
        (False, marked("non-identical twins")),
        (None, marked("twins, kind not recorded")),
    ):
        if any(twins.identical is identical for twins in layout.twins):
            yield Entry(twin_lines((-12, 12), 0, -REACH, 12, identical), say(word))
    if any(place.copy for place in layout.places):
        yield Entry(line(-18, 0, 18, 0, dashed=True), say("one person, drawn twice"))


def twin_lines(
    ends: Iterable[float], apex: float, top: float, bottom: float, identical: bool | None
) -> str:
    """Return the lines that run from one point to each twin; a bar joins identical ones."""
    ends = list(ends)
    parts = [line(apex, top, end, bottom) for end in ends]
    share = 0.4
    left, right = (apex + share * (end - apex) for end in (min(ends), max(ends)))
    y = top + share * (bottom - top)
    if identical:
        parts.append(line(left, y, right, y))
    if identical is None:
        parts.append(written("?", apex, bottom, bold=True))
    return "".join(parts)
