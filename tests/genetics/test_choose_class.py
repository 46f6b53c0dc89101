"""Whose class of a variant is used, and what stands beside it."""

from datetime import date

import pytest

from genetics.classification import (
    Assertion,
    Classification,
    choose_class,
    classification_named,
)

P, LP, VUS = (
    Classification.PATHOGENIC,
    Classification.LIKELY_PATHOGENIC,
    Classification.UNCERTAIN,
)
LB, B = Classification.LIKELY_BENIGN, Classification.BENIGN


def by_lab(given: Classification | None) -> Assertion | None:
    return Assertion(given, "the laboratory") if given else None


def by_us(given: Classification | None) -> Assertion | None:
    return Assertion(given, "GeneDx", date(2016, 11, 2), review="reviewed") if given else None


@pytest.mark.parametrize(
    ("lab", "ours", "cap", "used", "by"),
    [
        (None, None, "", VUS, "no class on file"),
        (None, P, "", P, "GeneDx, 2016-11-02"),
        (None, B, "", B, "GeneDx, 2016-11-02"),
        (LP, None, "", LP, "the laboratory"),
        (VUS, P, "", VUS, "the laboratory"),
        (B, P, "", B, "the laboratory"),
        (P, B, "", P, "the laboratory"),
        (P, None, "VUS", VUS, "the laboratory; not above VUS in this gene: disputed"),
        (None, LP, "VUS", VUS, "GeneDx, 2016-11-02; not above VUS in this gene: disputed"),
        (VUS, None, "VUS", VUS, "the laboratory"),
        (LB, None, "VUS", LB, "the laboratory"),
        (None, B, "VUS", B, "GeneDx, 2016-11-02"),
    ],
)
def test_the_class_that_is_used(lab, ours, cap, used, by):
    choice = choose_class(by_lab(lab), by_us(ours), cap, "disputed" if cap else "")

    assert (choice.used, choice.by) == (used, by)


def test_the_laboratory_s_class_is_shown_as_given_under_a_cap_and_ours_is_held():
    choice = choose_class(by_lab(P), by_us(P), "VUS", "disputed")

    assert choice.lab is not None
    assert choice.lab.classification is P
    assert choice.ours is not None
    assert (choice.ours.classification, choice.ours.review) == (
        VUS,
        "reviewed, held at VUS in this gene",
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("P", P),
        ("pathogenic", P),
        ("Likely_pathogenic", LP),
        ("likely pathogenic", LP),
        ("VUS", VUS),
        ("Uncertain significance", VUS),
        ("LB", LB),
        ("Likely Benign", LB),
        ("benign", B),
        ("5", P),
        ("class 4", LP),
        ("Class_3", VUS),
        ("1", B),
    ],
)
def test_a_laboratory_s_word_for_a_class(text, meant):
    assert classification_named(text) is meant


@pytest.mark.parametrize(
    "text", ["", "hot", "6", "Pathogenic/Likely_pathogenic", "VUS-high", "oncogenic"]
)
def test_another_word_is_refused(text):
    with pytest.raises(ValueError, match="is not a class"):
        classification_named(text)
