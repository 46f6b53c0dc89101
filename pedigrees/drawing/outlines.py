"""The outlines of symbols, and how they may be filled."""

from __future__ import annotations

from enum import StrEnum

from genetics.inheritance import Sex
from pedigrees.people import Gender, Outcome, Person


class Shape(StrEnum):
    """The outline of a symbol."""

    SQUARE = "square"
    CIRCLE = "circle"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"


class Fill(StrEnum):
    """How a symbol, or a part of it, is filled; solid is the disease of the family."""

    SOLID = "solid"
    SLANTED = "slanted lines"
    LEVEL = "level lines"
    SPOTTED = "spots"

    @property
    def is_solid(self) -> bool:
        """Whether it is that of the disease of the family."""
        return self is Fill.SOLID


LOST = (Outcome.MISCARRIAGE, Outcome.TERMINATION, Outcome.ECTOPIC)
"""Pregnancies that are drawn as small triangles."""


def shape_of(person: Person) -> Shape:
    """Return the outline of a person.

    * a pregnancy that was lost or ended: a small triangle;
    * by gender where it is recorded: a man a square, a woman a circle, nonbinary a diamond;
    * else by sex: a square, a circle, and a diamond where it is not recorded.
    """
    if person.outcome in LOST:
        return Shape.TRIANGLE
    if person.gender is not None:
        return BY_GENDER[person.gender]
    return BY_SEX[person.sex]


BY_GENDER = {
    Gender.MAN: Shape.SQUARE,
    Gender.WOMAN: Shape.CIRCLE,
    Gender.NONBINARY: Shape.DIAMOND,
}
BY_SEX = {Sex.MALE: Shape.SQUARE, Sex.FEMALE: Shape.CIRCLE, Sex.UNKNOWN: Shape.DIAMOND}
