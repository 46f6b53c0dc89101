"""The entries of the key about people: shapes, fills, dots, letters, brackets, arrows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from genetics.inheritance import Sex
from genetics.phrases import marked, say
from pedigrees.drawing.ink import REACH, line, written
from pedigrees.drawing.marks import PREGNANCY, Mark
from pedigrees.drawing.outlines import Fill, Shape
from pedigrees.drawing.show import Show
from pedigrees.drawing.symbols import symbol
from pedigrees.drawing.words import ASSIGNED, OBLIGATE, OUTCOMES
from pedigrees.people import Adoption, Outcome

Entry = tuple[str, str]
"""One symbol, drawn around 0, 0, and what it means."""


def symbol_entries(
    marks: Sequence[Mark], patterns: Mapping[str, Fill], show: Show
) -> Iterator[Entry]:
    """Yield the symbols that are used, in the order in which a reader meets them."""
    yield from _shapes(marks, show)
    if any(mark.affected for mark in marks):
        yield symbol(Mark(Shape.SQUARE, fills=(Fill.SOLID,)), 0, 0), say("affected")
    for name, fill in patterns.items():
        if any(fill in mark.fills for mark in marks):
            yield symbol(Mark(Shape.SQUARE, fills=(fill,)), 0, 0), name
    for used, mark, word in _others(show):
        if any(used(one) for one in marks):
            yield symbol(mark, 0, 0), say(word)
    yield from _adopted(marks)


def _shapes(marks: Sequence[Mark], show: Show) -> Iterator[Entry]:
    """Yield square, circle and diamond; with a gender beside a sex both are named."""
    genders = any(mark.assigned is not None for mark in marks)
    for shape, sex, gender in (
        (Shape.SQUARE, marked("male"), marked("man, or male")),
        (Shape.CIRCLE, marked("female"), marked("woman, or female")),
        (Shape.DIAMOND, show.no_sex, marked("nonbinary, or not recorded")),
    ):
        expected = shape is Shape.DIAMOND
        if any(mark.shape is shape and not (expected and mark.letter == "P") for mark in marks):
            yield symbol(Mark(shape), 0, 0), say(gender if genders else sex)


def _others(show: Show) -> Iterator[tuple[Callable[[Mark], bool], Mark, str]]:
    """Yield when a symbol is used, what it looks like, and its meaning."""
    round_, triangle = Shape.CIRCLE, Shape.TRIANGLE
    yield (
        lambda one: one.carries and not one.affected,
        Mark(round_, carries=True),
        marked("carries the variant (by test or by position)"),
    )
    yield (
        lambda one: one.presymptomatic,
        Mark(Shape.SQUARE, presymptomatic=True),
        marked("has the genotype of the disease by test, no signs so far"),
    )
    yield (
        lambda one: one.slashed and one.shape is not triangle,
        Mark(round_, slashed=True),
        marked("deceased"),
    )
    yield lambda one: one.proband, Mark(Shape.SQUARE, proband=True), show.proband
    yield (
        lambda one: one.consultand,
        Mark(Shape.SQUARE, consultand=True),
        marked("asks for advice (consultand)"),
    )
    yield lambda one: one.flagged, Mark(round_, flagged=True, order=1), show.offers
    yield (
        lambda one: one.bracketed and one.adopted is None,
        Mark(round_, bracketed=True),
        marked("adopted or recorded without a genetic link"),
    )
    yield lambda one: one.expected, PREGNANCY, marked("pregnancy (the father is not recorded)")
    yield (
        lambda one: one.letter == "P" and not one.expected,
        Mark(Shape.DIAMOND, letter="P"),
        marked("pregnancy"),
    )
    yield (
        lambda one: one.shape is triangle and not one.slashed,
        Mark(triangle),
        marked("pregnancy that was lost"),
    )
    yield (
        lambda one: one.shape is triangle and one.slashed,
        Mark(triangle, slashed=True),
        marked("pregnancy that was ended"),
    )
    yield lambda one: one.letter == "D", Mark(round_, letter="D"), marked("donor")
    yield lambda one: one.letter == "S", Mark(round_, letter="S"), marked("surrogate")


def _adopted(marks: Sequence[Mark]) -> Iterator[Entry]:
    bracketed = symbol(Mark(Shape.CIRCLE, bracketed=True), 0, 0)
    if any(mark.adopted is Adoption.INTO for mark in marks):
        yield line(0, -REACH - 8, 0, -REACH, dashes="2.4 1.6") + bracketed, say("adopted in")
    if any(mark.adopted is Adoption.OUT for mark in marks):
        yield line(0, -REACH - 8, 0, -REACH) + bracketed, say("adopted out")


ASSIGNED_AT_BIRTH = {
    Sex.MALE: marked("assigned male at birth"),
    Sex.FEMALE: marked("assigned female at birth"),
    Sex.UNKNOWN: marked("sex at birth not assigned or not recorded"),
}


def letter_entries(marks: Sequence[Mark]) -> Iterator[Entry]:
    """Yield the short words beneath symbols that do not explain themselves."""
    for sex, meaning in ASSIGNED_AT_BIRTH.items():
        if any(mark.assigned is sex for mark in marks):
            yield _short(ASSIGNED[sex]), say(meaning)
    for outcome, meaning in (
        (Outcome.STILLBIRTH, marked("stillbirth")),
        (Outcome.ECTOPIC, marked("ectopic pregnancy")),
    ):
        if any(mark.outcome is outcome for mark in marks):
            yield _short(OUTCOMES[outcome]), say(meaning)
    if any(mark.obligate for mark in marks):
        yield _short(OBLIGATE), say("carries by the place in the tree, not tested")


def _short(word: str) -> str:
    return written(say(word), 0, 3, bold=True)
