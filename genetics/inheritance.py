"""Sexes, ways of inheritance, and what a parent passes on."""

from __future__ import annotations

from enum import StrEnum

from genetics.phrases import marked


class Sex(StrEnum):
    """Sex as recorded for the analysis."""

    MALE = "M"
    FEMALE = "F"
    UNKNOWN = "U"


class Mode(StrEnum):
    """Mode of inheritance of a gene's disease."""

    X_LINKED = marked("X-linked")
    RECESSIVE = marked("autosomal recessive")
    UNCERTAIN = marked("uncertain")
    SOMATIC = marked("somatic")


def x_copies(sex: Sex) -> tuple[int, ...]:
    """Return the numbers of variant copies that a person of this sex can have on X.

    A man has one X (0 or 1), a woman two (0, 1 or 2). A person whose sex is not
    recorded can be either: all three numbers are possible.
    """
    return (0, 1) if sex is Sex.MALE else (0, 1, 2)
