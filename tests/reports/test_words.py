"""Chances, dates and lists read as a counsellor would say them."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from builders import BROTHER, DAUGHTER, decision

from pedigrees.plan import Flag
from reports.words import (
    VERY_LIKELY,
    chance_in_plain_words,
    chance_in_words,
    day_in_words,
    list_in_words,
    one_year_after,
    sentence,
)


@pytest.mark.parametrize(
    ("chance", "words", "plain"),
    [
        (
            Fraction(1, 2),
            "1 in 2",
            (
                "As things stand, the chance is 1 in 2: half of the people in this place have the "
                "change, half do not."
            ),
        ),
        (
            Fraction(1, 4),
            "1 in 4",
            (
                "As things stand, the chance is 1 in 4: of 4 people in this place, 1 has the change "
                "and 3 do not."
            ),
        ),
        (
            Fraction(3, 4),
            "3 in 4",
            (
                "As things stand, the chance is 3 in 4: of 4 people in this place, 3 have the change "
                "and 1 does not."
            ),
        ),
        (
            Fraction(3, 8),
            "3 in 8",
            (
                "As things stand, the chance is 3 in 8: of 8 people in this place, 3 have the change "
                "and 5 do not."
            ),
        ),
    ],
)
def test_a_chance_is_told_from_both_sides_with_one_denominator(chance, words, plain):
    one = decision("BR", Flag.TEST_NOW, chance=chance)
    assert chance_in_words(one, figures=True) == words
    assert chance_in_plain_words(one, figures=True) == plain


def test_an_assumed_chance_is_low_not_zero_and_called_an_assumption():
    brother = decision("BR", Flag.RESIDUAL_LOW, chance=Fraction(1, 100), assumed=True)
    assert chance_in_words(brother, figures=True) == "low, not zero; 1 in 100 is an assumption"
    assert chance_in_plain_words(brother, figures=True) == (
        "Low, not zero. 1 in 100 is an assumption: of 100 people, 1 has the change and 99 do not."
    )


def test_the_assumed_chance_of_a_parent_is_that_of_a_further_child():
    mother = decision(
        "MO", Flag.RESIDUAL_LOW, chance=Fraction(1, 100), assumed=True, tested="negative"
    )
    assert chance_in_words(mother, figures=True).startswith("for a further child: low, not zero")
    assert "of 100 children, 1 has the change" in chance_in_plain_words(mother, figures=True)


def test_the_likely_source_never_gets_a_figure():
    """Whatever the flag: "very likely; to be tested", never "1", never "certain"."""
    for flag, chance, figures in product(Flag, (Fraction(1), Fraction(1, 2), None), (True, False)):
        one = decision("MO", flag, chance=chance, very_likely=True)
        for words in (
            chance_in_words(one, figures=figures),
            chance_in_plain_words(one, figures=figures),
        ):
            assert VERY_LIKELY in words
            assert not re.search(r"\d|certain", words)


def test_a_chance_of_one_is_never_printed_as_a_figure():
    for flag in Flag:
        one = decision("GM", flag, chance=Fraction(1))
        assert not re.search(r"\d", chance_in_words(one, figures=True))
        assert not re.search(r"\d", chance_in_plain_words(one, figures=True))


@pytest.mark.parametrize("one", [BROTHER, DAUGHTER])
def test_no_figure_where_the_pattern_allows_none(one):
    assert chance_in_words(one, figures=False) == ""
    assert chance_in_plain_words(one, figures=False) == ""


def test_no_figure_for_the_dead_and_for_those_who_are_not_contacted():
    one = decision("GF", Flag.INFO_ONLY, chance=Fraction(1, 2))
    assert chance_in_words(one, figures=True) == ""
    assert chance_in_plain_words(one, figures=True) == ""


def test_people_without_a_figure_get_none():
    one = decision("BR", Flag.HAEM_SCREEN, chance=None)
    assert chance_in_words(one, figures=True) == chance_in_plain_words(one, figures=True) == ""


def test_small_words():
    assert day_in_words(date(2026, 6, 1)) == "1 June 2026"
    assert one_year_after(date(2028, 2, 29)) == date(2029, 2, 28)
    assert list_in_words(["ferritin"]) == "ferritin"
    assert list_in_words(["a", "b", "c"]) == "a, b and c"
    assert sentence("no test") == "No test."
