"""Draws a laid-out family as one SVG image with a key and a text that says all it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from genetics.phrases import say, say_number
from pedigrees.drawing.figure import Layout, Place
from pedigrees.drawing.grid import LINE, MARGIN, Grid, grid_of, pitch_of
from pedigrees.drawing.key import Key, key_of
from pedigrees.drawing.layout import lay_out
from pedigrees.drawing.marks import PREGNANCY, Mark, decisions_of, marks_of
from pedigrees.drawing.strokes import strokes
from pedigrees.drawing.symbols import INK, THIN, element, line, number, symbol, written
from pedigrees.drawing.words import (
    FOR_CLINICIANS,
    SIZE,
    Show,
    label_of,
    sentence_of,
    width_of,
    wrapped,
)
from pedigrees.family import Family
from pedigrees.plan import Plan

FONTS = "'Sideroscreen Sans', 'Source Sans 3', 'DejaVu Sans', sans-serif"
"""The letters of the documents, named here too: a PDF writer does not hand them down."""

LEAST_WIDTH = 440.0
"""A small family leaves room for its key."""

KEY_ABOVE, HEADING = 12.0, 18.0
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A pedigree as SVG, its size in points, and the same in sentences."""

    svg: str
    alternative: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Piece:
    """The whole of a family, or one of the parts that it is drawn in.

    `heading` stands above, `top` counts the generations above the part, and `elsewhere`
    says beneath a symbol in which other parts the person is drawn.
    """

    layout: Layout
    heading: str = ""
    top: int = 0
    elsewhere: Mapping[str, str] = field(default_factory=dict)


def draw(
    family: Family,
    plan: Plan | None = None,
    *,
    show: Show = FOR_CLINICIANS,
    piece: Piece | None = None,
    within: float | None = None,
    all_in_title: bool = False,
) -> Drawing:
    """Draw a family, or a piece of it.

    Columns are made narrower to keep `within` so many points, but never so narrow that
    labels touch: a drawing may stay wider. With `all_in_title` the title holds every
    sentence, not only the summary: WeasyPrint takes the title of an SVG as the alternative
    text of the figure in a PDF, and leaves the description out.
    """
    piece = piece or Piece(lay_out(family))
    sentences = _sentences(family, plan, piece.layout, show)
    picture = _Picture.of(
        piece, _labels(family, plan, show, piece), marks_of(family, plan, show), show, within
    )
    told = [*sentences.values(), *_notes(piece.layout)]
    summary = _summary(family, piece.layout, show)
    alternative = "\n".join([summary, *told])
    content = element("title", escape(alternative if all_in_title else summary))
    content += "" if all_in_title else element("desc", escape("\n".join(told)))
    svg = element(
        "svg",
        content + picture.content(sentences),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        viewBox=f"0 0 {number(picture.width)} {number(picture.height)}",
        width=f"{number(picture.width)}pt",
        height=f"{number(picture.height)}pt",
        font_family=FONTS,
        font_size=SIZE,
        stroke=INK,
        stroke_width=THIN,
    )
    return Drawing(svg, alternative, round(picture.width, 2), round(picture.height, 2))


def _labels(
    family: Family, plan: Plan | None, show: Show, piece: Piece
) -> dict[str, tuple[str, ...]]:
    """Return the lines beneath the symbol of each person, not broken yet."""
    decisions = decisions_of(plan)
    labels = {}
    for person in dict.fromkeys(place.person for place in piece.layout.places):
        lines = label_of(family, family[person], decisions.get(person), show)
        also = (piece.elsewhere[person],) if person in piece.elsewhere else ()
        labels[person] = (*lines, *also)
    return labels


def _sentences(family: Family, plan: Plan | None, layout: Layout, show: Show) -> dict[str, str]:
    """Return the sentence about each person, generation by generation."""
    decisions = decisions_of(plan)
    people = dict.fromkeys(place.person for place in layout.places if not place.pregnancy)
    return {one: sentence_of(family, family[one], decisions.get(one), show) for one in people}


def _summary(family: Family, layout: Layout, show: Show) -> str:
    people = {place.person for place in layout.places}
    counted = {
        "people": say_number("{number} person", "{number} people", len(people)),
        "generations": say_number(
            "{number} generation", "{number} generations", layout.generations
        ),
    }
    if family.proband_id not in people:
        return say("Family tree: {people} in {generations}.", **counted)
    return say(
        "Family tree: {people} in {generations}; {proband} {id}, marked with an arrow.",
        **counted,
        proband=say(show.proband),
        id=family.proband_id,
    )


def _notes(layout: Layout) -> list[str]:
    """Return what the lines cannot say."""
    notes = []
    if layout.apart:
        notes.append(
            say(
                "Drawn apart, no link to the others is recorded: {people}.",
                people=", ".join(layout.apart),
            )
        )
    if layout.not_drawn:
        lines = (
            say("{child} below {parent}", child=child, parent=parent)
            for parent, child in layout.not_drawn
        )
        notes.append(say("Lines that could not be drawn: {lines}.", lines="; ".join(lines)))
    return notes


@dataclass(frozen=True, slots=True)
class _Picture:
    """Everything between the title and the end of the image."""

    piece: Piece
    grid: Grid
    marks: Mapping[str, Mark]
    labels: Mapping[str, tuple[str, ...]]
    key: Key
    width: float

    @classmethod
    def of(
        cls,
        piece: Piece,
        texts: Mapping[str, tuple[str, ...]],
        marks: Mapping[str, Mark],
        show: Show,
        within: float | None,
    ) -> _Picture:
        """Work out sizes: columns, rows, key."""
        layout, top = piece.layout, HEADING if piece.heading else 0.0
        widths = [width_of(text) for lines in texts.values() for text in lines]
        pitch = pitch_of(widths, layout.width_in_columns, within)
        labels = {one: _label(lines, pitch) for one, lines in texts.items()}
        grid = grid_of(layout, _label_lines(layout, labels), pitch, top)
        width = max(grid.width, min(LEAST_WIDTH, within or LEAST_WIDTH))
        drawn = [_mark(place, marks) for place in layout.places]
        return cls(piece, grid, marks, labels, key_of(layout, drawn, show, width), width)

    @property
    def height(self) -> float:
        """Return the height of the whole image."""
        return self._key_top + self.key.height + self._notes_height + MARGIN

    @property
    def _key_top(self) -> float:
        return self.grid.bottom + KEY_ABOVE

    @property
    def _notes(self) -> list[str]:
        room = self.width - 2 * MARGIN
        return [part for note in _notes(self.layout) for part in wrapped(note, room)]

    @property
    def _notes_height(self) -> float:
        return LINE * (len(self._notes) + 0.5) if self._notes else 0.0

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
                element("g", strokes(self.layout, self.grid), class_="lines"),
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
            for number_, text in enumerate(self._notes)
        ]

    def _numerals(self) -> list[str]:
        rows = range(self.layout.generations)
        numerals = [_roman(self.piece.top + row + 1) for row in rows]
        return [
            written(numeral, MARGIN, self.grid.y(row) + 3, anchor="start", bold=True)
            for row, numeral in enumerate(numerals)
        ]

    def _apart(self) -> list[str]:
        if not self.layout.apart:
            return []
        x = self.grid.x(self.layout.apart_from)
        return [line(x, self.grid.y(0) - 20, x, self.grid.bottom, dashed=True)]

    def _person(self, place: Place, sentences: Mapping[str, str]) -> str:
        x, y = self.grid.x(place.x), self.grid.y(place.generation)
        left = self._line_from_the_right(place)
        parts = [symbol(_mark(place, self.marks), x, y, number_left=left)]
        pregnancy = say("Pregnancy of {person}.", person=place.person)
        said = pregnancy if place.pregnancy else sentences[place.person]
        if not place.pregnancy:
            parts += [
                written(text, x, self.grid.label(place.generation, index), bold=not index)
                for index, text in enumerate(self.labels[place.person])
            ]
        return element("g", element("title", escape(said)) + "".join(parts), class_="person")

    def _line_from_the_right(self, place: Place) -> bool:
        """Whether the line of a twin comes down where the number would stand."""
        xs = [
            self.layout.of(person)[0].x
            for twins in self.layout.twins
            if place.person in twins.people
            for person in twins.people
        ]
        return bool(xs) and place.x < (min(xs) + max(xs)) / 2


def _mark(place: Place, marks: Mapping[str, Mark]) -> Mark:
    """Return the mark of a symbol; who is drawn again is pointed at once only."""
    if place.pregnancy:
        return PREGNANCY
    mark = marks[place.person]
    return replace(mark, proband=False, flagged=False, order=0) if place.copy else mark


def _label(lines: Sequence[str], pitch: float) -> tuple[str, ...]:
    return tuple(part for text in lines for part in wrapped(text, pitch - 3.5))


def _label_lines(layout: Layout, labels: Mapping[str, tuple[str, ...]]) -> dict[int, int]:
    lines: dict[int, int] = {}
    for place in layout.places:
        count = 0 if place.pregnancy else len(labels[place.person])
        lines[place.generation] = max(lines.get(place.generation, 0), count)
    return lines


def _roman(value: int) -> str:
    numeral = ""
    for worth, signs in ROMAN:
        while value >= worth:
            numeral, value = numeral + signs, value - worth
    return numeral
