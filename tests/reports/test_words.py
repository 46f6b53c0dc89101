"""Chances, dates and lists read as a counsellor would say them."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from builders import BROTHER, DAUGHTER, decision

from pedigrees.plan import Flag, MinorRule
from reports.chances import VERY_LIKELY, chances_for_doctors, chances_for_the_family
from reports.words import (
    day_in_words,
    list_in_words,
    minor_in_words,
    one_year_after,
    sentence,
)


def for_doctors(one, *, figures=True, recessive=False):
    return " ".join(chances_for_doctors(one, figures=figures, recessive=recessive))


def for_the_family(one, *, figures=True, recessive=False):
    return " ".join(chances_for_the_family(one, figures=figures, recessive=recessive))


@pytest.mark.parametrize(
    ("chance", "words", "everyone", "both"),
    [
        (Fraction(1, 2), "1 in 2", "2 people", "1 has the change and 1 does not"),
        (Fraction(1, 4), "1 in 4", "4 people", "1 has the change and 3 do not"),
        (Fraction(3, 4), "3 in 4", "4 people", "3 have the change and 1 does not"),
        (Fraction(3, 8), "3 in 8", "8 people", "3 have the change and 5 do not"),
    ],
)
def test_a_chance_is_told_from_both_sides_with_one_denominator(chance, words, everyone, both):
    one = decision("BR", Flag.TEST_NOW, chance=chance)
    assert for_doctors(one) == f"Chance to carry the variant: {words}."
    assert for_the_family(one) == (
        f"As things stand, the chance is {words}: of {everyone} with the same place in the "
        f"family tree, on average {both}."
    )


def test_in_a_recessive_family_carrying_and_being_ill_are_two_chances():
    sib = decision("NB", Flag.TEST_NOW, chance=Fraction(3, 4), affected=Fraction(1, 4))
    assert chances_for_doctors(sib, figures=True, recessive=True) == (
        "Chance to carry at least one of the variants: 3 in 4.",
        "Chance to have both: 1 in 4.",
    )
    assert chances_for_the_family(sib, figures=True, recessive=True) == (
        (
            "As things stand, the chance to carry a change is 3 in 4: of 4 people with the same "
            "place in the family tree, on average 3 carry a change and 1 does not."
        ),
        (
            "The chance to have both changes, and so the illness, is 1 in 4: of 4 people with the "
            "same place in the family tree, on average 1 has both and 3 do not."
        ),
    )


def test_an_odd_figure_is_rounded_for_the_family_and_exact_for_doctors():
    half_sib = decision("HS", Flag.STEPWISE, chance=Fraction(1001, 2000))
    assert "1001 in 2000" in for_doctors(half_sib, recessive=True)
    assert "about 1 in 2: of 2 people" in for_the_family(half_sib, recessive=True)


def test_the_prior_of_a_partner_is_an_assumption():
    partner = decision("WI", Flag.PARTNER_OFFER, chance=Fraction(1, 500), assumed=True)
    assert for_doctors(partner, recessive=True).endswith(
        "1 in 500 at most, the population's prior, an assumption."
    )
    assert for_the_family(partner, recessive=True) == (
        "The chance to carry a change is taken to be at most 1 in 500: of 500 people, on average "
        "1 carries a change and 499 do not. This is an assumption."
    )


def test_a_chance_that_is_only_compared_is_never_printed():
    grandmother = decision("GM", Flag.STEPWISE, chance=Fraction(1, 2), unprinted=True)
    assert for_doctors(grandmother) == "Chance to carry the variant: not computed."
    assert for_the_family(grandmother) == ""


def test_an_assumed_chance_is_low_not_zero_and_called_an_assumption():
    brother = decision("BR", Flag.RESIDUAL_LOW, chance=Fraction(1, 100), assumed=True)
    assert for_doctors(brother) == (
        "Chance to carry the variant: low, not zero; 1 in 100 is an assumption."
    )
    assert for_the_family(brother) == (
        "Low, not zero. We assume 1 in 100: of 100 people, on average 1 has the change and 99 do "
        "not. This is an assumption."
    )


def test_the_assumed_chance_of_a_parent_is_that_of_a_further_child():
    mother = decision(
        "MO", Flag.RESIDUAL_LOW, chance=Fraction(1, 100), assumed=True, tested="negative"
    )
    assert for_doctors(mother) == (
        "Chance for a further child: low, not zero; 1 in 100 is an assumption."
    )
    assert for_the_family(mother).startswith("For a further child: low, not zero.")
    assert "of 100 children, on average 1 has the change" in for_the_family(mother)


def test_the_likely_source_never_gets_a_figure():
    """Whatever the flag: "very likely; to be tested", never "1", never "certain"."""
    for flag, chance, figures in product(Flag, (Fraction(1), Fraction(1, 2), None), (True, False)):
        one = decision("MO", flag, chance=chance, very_likely=True)
        for words in (for_doctors(one, figures=figures), for_the_family(one, figures=figures)):
            assert VERY_LIKELY in words
            assert not re.search(r"\d|certain", words)


@pytest.mark.parametrize("recessive", [True, False])
def test_a_chance_of_one_or_none_is_never_printed_as_a_figure(recessive):
    for flag, chance, tested in product(Flag, (Fraction(1), Fraction(0)), ("positive", "")):
        one = decision("GM", flag, chance=chance, tested=tested)
        assert not re.search(r"\d", for_doctors(one, recessive=recessive))
        assert not re.search(r"\d", for_the_family(one, recessive=recessive))


@pytest.mark.parametrize("one", [BROTHER, DAUGHTER])
def test_no_figure_where_the_pattern_allows_none(one):
    assert for_doctors(one, figures=False) == for_the_family(one, figures=False) == ""


@pytest.mark.parametrize("flag", [Flag.INFO_ONLY, Flag.SPECIALIST, Flag.NOT_DECIDED])
def test_no_figure_for_the_dead_for_those_not_contacted_and_for_the_specialist(flag):
    one = decision("GF", flag, chance=Fraction(1, 2))
    assert for_doctors(one) == for_the_family(one) == ""


def test_people_without_a_figure_get_none():
    one = decision("BR", Flag.HAEM_SCREEN, chance=None)
    assert for_doctors(one) == for_the_family(one) == ""


def donor(**changes):
    return decision(
        "SI",
        Flag.TEST_NOW,
        reason_id="R-AR-DONOR",
        minor=True,
        minor_rule=MinorRule.ALLOWED,
        **changes,
    )


def test_a_child_who_may_give_stem_cells_is_tested_for_the_patient_only():
    assert minor_in_words(donor(), plain=True) == (
        "Under 18: tested only because she or he may give stem cells. A helper who speaks only for "
        "the child is needed. If the child is no donor, the gene test waits."
    )
    assert minor_in_words(donor()) == (
        "Under 18: tested only as a possible stem cell donor, for the patient's benefit, with an "
        "independent donor advocate. If the child is no donor, the targeted test is deferred."
    )


def test_a_possible_donor_who_may_be_ill_is_tested_for_the_own_good():
    assert minor_in_words(donor(affected=Fraction(1, 4)), plain=True) == (
        "Under 18: a test in childhood can help, because care can start early."
    )


def test_small_words():
    assert day_in_words(date(2026, 6, 1)) == "1 June 2026"
    assert one_year_after(date(2028, 2, 29)) == date(2029, 2, 28)
    assert list_in_words(["ferritin"]) == "ferritin"
    assert list_in_words(["a", "b", "c"]) == "a, b and c"
    assert sentence("no test") == "No test."
