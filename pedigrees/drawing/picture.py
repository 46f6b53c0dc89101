"""Everything between the title and the end of the image: sizes, symbols, labels, key, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from genetics.phrases import say
from pedigrees.drawing.childless import Childless, childless_of
from pedigrees.drawing.figure import Layout, Place
from pedigrees.drawing.grid import BELOW_LABEL, LINE, MARGIN, Grid, grid_of, pitch_of
from pedigrees.drawing.ink import DASHES, REACH, element, line, number, written
from pedigrees.drawing.key import Key, key_of
from pedigrees.drawing.lettering import width_of, wrapped
from pedigrees.drawing.marks import PREGNANCY, Mark, is_donation
from pedigrees.drawing.numerals import roman
from pedigrees.drawing.pointers import without_children
from pedigrees.drawing.strokes import strokes
from pedigrees.drawing.symbols import symbol
from pedigrees.drawing.words import Told, label_of
from pedigrees.family import Family

LEAST_WIDTH = 440.0
"""A small family leaves room for its key."""

KEY_ABOVE, HEADING = 12.0, 18.0

NAMED = 12
"""Of a list below the drawing so many are named; the text of the image names all."""


Label = tuple[tuple[str, bool], ...]
"""The lines beneath a symbol, each with whether it is bold; an empty one leaves room."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The whole of a family, or one of the parts that it is drawn in.

    `heading` stands above, `top` counts the generations above the part, and `elsewhere`
    says beneath a symbol in which other parts the person is drawn. `numbers` are those of
    the people in their generations, where they are shown.
    """

    layout: Layout
    heading: str = ""
    top: int = 0
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything between the title and the end of the image."""

    piece: Piece
    grid: Grid
    marks: Mapping[str, Mark]
    labels: Mapping[str, Label]
    childless: Childless
    donations: frozenset[tuple[str, ...]]
    key: Key
    width: float
    notes: tuple[str, ...]
    middles_of_twins: Mapping[str, float]

    @classmethod
    def of(
        cls,
        piece: Piece,
        told: Told,
        marks: Mapping[str, Mark],
        within: float | None,
    ) -> Picture:
        """Work out sizes: columns, rows, key."""
        layout, top = piece.layout, HEADING if piece.heading else 0.0
        texts = _texts(piece, told)
        widths = [
            width_of(text, bold=not row)
            for lines in texts.values()
            for row, text in enumerate(lines)
        ]
        pitch = pitch_of(widths, layout.width_in_columns, within)
        childless = childless_of(layout, marks)
        labels = {one: _label(lines, pitch, one in childless.alone) for one, lines in texts.items()}
        grid = grid_of(layout, _label_lines(layout, labels), pitch, top)
        width = max(grid.width, min(LEAST_WIDTH, within or LEAST_WIDTH))
        drawn = [_mark(place, marks) for place in layout.places]
        donations = _donations(told.family, layout)
        key = key_of(layout, drawn, told, donations, width)
        room = width - 2 * MARGIN
        notes = tuple(part for note in notes_of(layout, NAMED) for part in wrapped(note, room))
        twins = _middles_of_twins(layout)
        return cls(piece, grid, marks, labels, childless, donations, key, width, notes, twins)

    @property
    def height(self) -> float:
        """Return the height of the whole image."""
        return self._key_top + self.key.height + self._notes_height + MARGIN

    @property
    def _key_top(self) -> float:
        return self.grid.bottom + KEY_ABOVE

    @property
    def _notes_height(self) -> float:
        return LINE * (len(self.notes) + 0.5) if self.notes else 0.0

    @property
    def layout(self) -> Layout:
        """Return where everyone stands."""
        return self.piece.layout

    def content(self, sentences: Mapping[str, str]) -> str:
        """Return the elements, those of each person under the sentence about that person."""
        shift = max(0.0, (self.width - self.grid.width) / 2)
        family = "".join(
            (
                *self._numerals(),
                *self._apart(),
                element("g", strokes(self.layout, self.grid, self.donations), class_="lines"),
                *self._without_children(),
                *(self._person(place, sentences) for place in self.layout.places),
            )
        )
        moved = element("g", family, transform=f"translate({number(shift)} 0)")
        key = element("g", self.key.svg, transform=f"translate({MARGIN} {number(self._key_top)})")
        return "".join([*self._heading(), moved, key, *self._written_notes()])

    def _heading(self) -> list[str]:
        heading = self.piece.heading
        return [written(heading, MARGIN, 12, anchor="start", bold=True)] if heading else []

    def _written_notes(self) -> list[str]:
        top = self._key_top + self.key.height
        return [
            written(text, MARGIN, top + LINE * (number_ + 1), anchor="start")
            for number_, text in enumerate(self.notes)
        ]

    def _numerals(self) -> list[str]:
        rows = range(self.layout.generations)
        numerals = [roman(self.piece.top + self.layout.level(row) + 1) for row in rows]
        return [
            written(numeral, MARGIN, self.grid.y(row) + 3, anchor="start", bold=True)
            for row, numeral in enumerate(numerals)
        ]

    def _apart(self) -> list[str]:
        """Return the dashed lines between the first part and those that no link joins to it."""
        layout, grid = self.layout, self.grid
        if not layout.apart:
            return []
        below = layout.starts[1:2]
        end = grid.label_ends[below[0] - 1] if below else grid.bottom
        drawn = []
        if layout.apart_from:
            x = grid.x(layout.apart_from)
            drawn.append(line(x, grid.y(0) - 20, x, end, dashes=DASHES))
        if below:
            y = end + BELOW_LABEL
            drawn.append(line(grid.x(-0.5), y, grid.x(layout.width), y, dashes=DASHES))
        return drawn

    def _without_children(self) -> list[str]:
        """Return the lines beneath couples, and beneath symbols down to the label."""
        grid = self.grid
        beneath_couples = [
            without_children(
                why, grid.x((mating.left + mating.right) / 2), grid.y(mating.generation)
            )
            for mating, why in self.childless.couples
        ]
        beneath_symbols = [
            without_children(why, grid.x(place.x), grid.y(place.generation) + REACH)
            for person, why in self.childless.alone.items()
            for place in self.layout.of(person)[:1]
        ]
        return [*beneath_couples, *beneath_symbols]

    def _person(self, place: Place, sentences: Mapping[str, str]) -> str:
        x, y = self.grid.x(place.x), self.grid.y(place.generation)
        left = self._line_from_the_right(place)
        parts = [symbol(_mark(place, self.marks), x, y, number_left=left)]
        pregnancy = say("Pregnancy of {person}.", person=place.person)
        said = pregnancy if place.pregnancy else sentences[place.person]
        if not place.pregnancy:
            parts += [
                written(text, x, self.grid.label(place.generation, row), bold=bold)
                for row, (text, bold) in enumerate(self.labels[place.person])
                if text
            ]
        return element("g", element("title", escape(said)) + "".join(parts), class_="person")

    def _line_from_the_right(self, place: Place) -> bool:
        """Whether the line of a twin comes down where the number would stand."""
        return place.x < self.middles_of_twins.get(place.person, place.x)


def _texts(piece: Piece, told: Told) -> dict[str, tuple[str, ...]]:
    """Return the lines beneath the symbol of each person, not broken yet."""
    texts = {}
    for person in dict.fromkeys(place.person for place in piece.layout.places):
        also = (piece.elsewhere[person],) if person in piece.elsewhere else ()
        texts[person] = (*label_of(told, person), *also)
    return texts


def _donations(family: Family, layout: Layout) -> frozenset[tuple[str, ...]]:
    couples = (mating.partners for mating in layout.matings)
    return frozenset(couple for couple in couples if is_donation(family, couple))


def _mark(place: Place, marks: Mapping[str, Mark]) -> Mark:
    """Return the mark of a symbol; who is drawn again is pointed at once only."""
    if place.pregnancy:
        return PREGNANCY
    mark = marks[place.person]
    if not place.copy:
        return mark
    return replace(mark, proband=False, consultand=False, flagged=False, order=0)


def _label(lines: Sequence[str], pitch: float, below_a_line: bool) -> Label:
    """Return the lines of a label, broken; the first stays empty below a line without children."""
    room = pitch - 3.5
    name, *others = lines
    top = [("", False)] if below_a_line else []
    bold = [(part, True) for part in wrapped(name, room, bold=True)]
    return (*top, *bold, *((part, False) for text in others for part in wrapped(text, room)))


def _label_lines(layout: Layout, labels: Mapping[str, Label]) -> dict[int, int]:
    lines: dict[int, int] = {}
    for place in layout.places:
        count = 0 if place.pregnancy else len(labels[place.person])
        lines[place.generation] = max(lines.get(place.generation, 0), count)
    return lines


def _middles_of_twins(layout: Layout) -> dict[str, float]:
    """Return for each twin the middle of the group."""
    x = {place.person: place.x for place in reversed(layout.places) if not place.pregnancy}
    middles: dict[str, float] = {}
    for twins in layout.twins:
        ends = [x[person] for person in twins.people]
        middles |= dict.fromkeys(twins.people, (min(ends) + max(ends)) / 2)
    return middles


def notes_of(layout: Layout, at_most: int | None = None) -> list[str]:
    """Return what the lines cannot say; of longer lists the first `at_most`, and the number."""
    notes = []
    if layout.apart:
        told = _named(layout.apart, at_most)
        notes.append(say("Drawn apart, no link to the others is recorded: {people}.", people=told))
    if layout.not_drawn:
        lines = [
            say("{child} below {parent}", child=child, parent=parent)
            for parent, child in layout.not_drawn
        ]
        told = _named(lines, at_most, "; ")
        notes.append(say("Lines that could not be drawn: {lines}.", lines=told))
    return notes


def _named(names: Sequence[str], at_most: int | None, between: str = ", ") -> str:
    if at_most is None or len(names) <= at_most:
        return between.join(names)
    named = between.join(names[:at_most])
    return say("{some} and {number} more", some=named, number=len(names) - at_most)
