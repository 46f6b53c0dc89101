"""Dates, lists, flags, tests and chances in words: one wording for doctors, one for families."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from genetics.classification import Classification
from genetics.inheritance import Sex
from genetics.variants import Zygosity
from pedigrees.people import Birth
from pedigrees.plan import Decision, Flag, MinorRule, Test

VERY_LIKELY = "very likely; to be tested"
NOT_DECIDED = "Relatives: not decided by this version."

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_in_words(day: date) -> str:
    """Return a date as it is written in a letter: "1 June 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def one_year_after(day: date) -> date:
    """Return the same day of the next year; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def list_in_words(items: Sequence[str], last: str = "and") -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence(text: str) -> str:
    """Return a text with a capital first letter and a full stop at its end."""
    text = text.strip()
    if not text:
        return ""
    closed = text if text[-1] in ".!?" else f"{text}."
    return closed[0].upper() + closed[1:]


def born(birth: Birth) -> str:
    """Return the birth as it is recorded."""
    if birth.full is not None:
        return f"born {day_in_words(birth.full)}"
    return f"born {birth.year}" if birth.year is not None else "birth not recorded"


SEX_WORDS = {Sex.MALE: "male", Sex.FEMALE: "female", Sex.UNKNOWN: "not recorded"}

PLAIN_ZYGOSITY = {
    Zygosity.HETEROZYGOUS: "on one of two copies of the gene (heterozygous)",
    Zygosity.HOMOZYGOUS: "on both copies of the gene (homozygous)",
    Zygosity.HEMIZYGOUS: "on the only copy of the gene (hemizygous)",
    Zygosity.MOSAIC: "in a part of the cells (mosaic)",
    Zygosity.PRESENT: "seen; nothing is known about the other copy",
}

PLAIN_CLASSES = {
    Classification.PATHOGENIC: "It is classed as a change that causes disease (pathogenic).",
    Classification.LIKELY_PATHOGENIC: (
        "It is classed as a change that is likely to cause disease (likely pathogenic)."
    ),
    Classification.UNCERTAIN: (
        "Its effect is not known yet (a variant of uncertain significance)."
    ),
}


def class_in_words(classification: Classification | None) -> str:
    """Return "pathogenic (P)", or that no class was given."""
    if classification is None:
        return "no class given"
    if classification is Classification.ONCOGENIC:
        return classification.words
    return f"{classification.words} ({classification.value})"


# Flags ------------------------------------------------------------------------------------

FLAG_WORDS = {
    Flag.TEST_NOW: "offer testing now",
    Flag.TEST_OFFER: "offer testing; the person chooses when",
    Flag.OBLIGATE: "carries the variant; counsel, offer blood tests",
    Flag.STEPWISE: "later, after the linking relative",
    Flag.PHASE_TEST: "parent: test to settle phase",
    Flag.RESIDUAL_LOW: "germline mosaicism only",
    Flag.HAEM_SCREEN: "blood tests, no targeted test",
    Flag.PARTNER_OFFER: "partner: testing on request",
    Flag.SPECIALIST: "a specialist decides",
    Flag.INFO_ONLY: "for information only",
    Flag.NOT_INDICATED: "no testing indicated",
    Flag.NOT_DECIDED: "not decided by this version",
}

PLAIN_FLAGS = {
    Flag.TEST_NOW: "A test is offered now",
    Flag.TEST_OFFER: "A test is offered; each person chooses if and when",
    Flag.OBLIGATE: "Has the change; a talk and blood tests are offered",
    Flag.STEPWISE: "Later: another relative is tested first",
    Flag.PHASE_TEST: "A test of the parent is offered",
    Flag.RESIDUAL_LOW: "A small chance is left",
    Flag.HAEM_SCREEN: "Blood tests are offered, no gene test",
    Flag.PARTNER_OFFER: "A test is offered to the partner",
    Flag.SPECIALIST: "A specialist decides",
    Flag.INFO_ONLY: "For the family tree only",
    Flag.NOT_INDICATED: "No test is advised",
    Flag.NOT_DECIDED: "Not decided by this version",
}

ORDER_WORDS = {0: "", 1: "first", 2: "next", 3: "after that", 4: "later"}


# Tests ------------------------------------------------------------------------------------

TEST_WORDS = {
    Test.TARGETED: "targeted test for the familial variant",
    Test.BLOOD_COUNT: "blood count with MCV, RDW and film",
    Test.FERRITIN: "ferritin",
    Test.TRANSFERRIN_SATURATION: "fasting transferrin saturation",
    Test.PROTOPORPHYRIN: "erythrocyte protoporphyrin, free and zinc",
    Test.LIVER: "liver tests",
    Test.NEUROLOGY: "neurological examination",
    Test.HLA: "HLA typing",
    Test.COPY_NUMBER: "deletion and duplication test",
    Test.SEGREGATION: "segregation study by a geneticist",
    Test.SEQUENCING: "sequencing of the whole gene",
}

PLAIN_TESTS = {
    Test.TARGETED: "gene test for the family change",
    Test.BLOOD_COUNT: "blood count",
    Test.FERRITIN: "ferritin (stored iron)",
    Test.TRANSFERRIN_SATURATION: "transferrin saturation (iron in the blood)",
    Test.PROTOPORPHYRIN: "protoporphyrin (a blood test)",
    Test.LIVER: "liver blood tests",
    Test.NEUROLOGY: "check of the nerves and of balance",
    Test.HLA: "tissue type (HLA)",
    Test.COPY_NUMBER: "test for a missing or extra piece of the gene",
    Test.SEGREGATION: "family study through a geneticist",
    Test.SEQUENCING: "reading of the whole gene",
}


def offered_tests(decision: Decision, *, plain: bool = False) -> str:
    """Return the tests spelled out, "" where there is none."""
    words = PLAIN_TESTS if plain else TEST_WORDS
    return list_in_words([words[test] for test in decision.tests])


# Minors -----------------------------------------------------------------------------------

MINOR_WORDS = {
    MinorRule.ALLOWED: "Under 18: may be tested in childhood, because treatment helps early.",
    MinorRule.HAEM_SCREEN: (
        "Under 18: blood and iron tests now; the targeted test is deferred unless there is "
        "anaemia or iron loading."
    ),
    MinorRule.DEFER: "Under 18: the targeted test is deferred until the young person can decide.",
    MinorRule.SPECIALIST: "Under 18: examined by a specialist first.",
}

PLAIN_MINOR_WORDS = {
    MinorRule.ALLOWED: "Under 18: a test in childhood can help, because care can start early.",
    MinorRule.HAEM_SCREEN: (
        "Under 18: blood and iron tests now. The gene test waits, unless anaemia or too much "
        "iron is found."
    ),
    MinorRule.DEFER: "Under 18: the gene test waits until the young person can decide.",
    MinorRule.SPECIALIST: "Under 18: a specialist sees the child first.",
}


def minor_in_words(decision: Decision, *, plain: bool = False) -> str:
    """Return what differs for someone who is or could be under 18, else ""."""
    if not decision.minor or decision.minor_rule is None:
        return ""
    return (PLAIN_MINOR_WORDS if plain else MINOR_WORDS)[decision.minor_rule]


# Chances ----------------------------------------------------------------------------------


def chance_in_words(decision: Decision, *, figures: bool) -> str:
    """Return the transmission chance for a clinician; "" where none may be printed.

    * the mother of a single affected man: "very likely; to be tested", never a figure;
    * no figure computed, or none allowed in this pattern: nothing;
    * for information only (deceased, no consent): nothing;
    * germline mosaicism: low, not zero, and that the figure is an assumption;
    * known to carry, or not at risk by transmission: nothing, the reason says so;
    * everyone else "1 in 2".
    """
    if decision.very_likely:
        return VERY_LIKELY
    if not _has_figure(decision, figures) or decision.chance is None:
        return ""
    if decision.assumed:
        return f"{_whose(decision)}low, not zero; {_one_in(decision.chance)} is an assumption"
    if decision.chance == 1:
        return "" if decision.flag is Flag.OBLIGATE else VERY_LIKELY
    return _one_in(decision.chance) if decision.chance else ""


def chance_in_plain_words(decision: Decision, *, figures: bool) -> str:
    """Return the chance for a family, with both sides of it; "" where none may be printed."""
    if decision.very_likely:
        return f"To have the change: {VERY_LIKELY}."
    if not _has_figure(decision, figures) or decision.chance in (None, 0):
        return ""
    assert decision.chance is not None
    chance = decision.chance
    if decision.assumed:
        return (
            f"{sentence(_whose(decision) + 'low, not zero')} {_one_in(chance)} is an assumption: "
            f"{both_sides(chance, 'children' if _for_a_further_child(decision) else 'people')}."
        )
    if chance == 1:
        known = decision.flag is Flag.OBLIGATE
        return "" if known else f"To have the change: {VERY_LIKELY}."
    if chance == Fraction(1, 2):
        return (
            "As things stand, the chance is 1 in 2: half of the people in this place have the "
            "change, half do not."
        )
    told = both_sides(chance, "people in this place")
    return f"As things stand, the chance is {_one_in(chance)}: {told}."


def both_sides(chance: Fraction, people: str) -> str:
    """Return a chance told from both sides: "of 4 people, 1 has the change and 3 do not"."""
    those, others = chance.numerator, chance.denominator - chance.numerator
    have = "has" if those == 1 else "have"
    do = "does" if others == 1 else "do"
    return f"of {chance.denominator} {people}, {those} {have} the change and {others} {do} not"


def _has_figure(decision: Decision, figures: bool) -> bool:
    return figures and decision.flag not in (Flag.INFO_ONLY, Flag.NOT_DECIDED)


def _whose(decision: Decision) -> str:
    return "for a further child: " if _for_a_further_child(decision) else ""


def _for_a_further_child(decision: Decision) -> bool:
    """The 1 in 100 of a parent tested negative is that of a further child."""
    return decision.flag is Flag.RESIDUAL_LOW and decision.tested == "negative"


def _one_in(chance: Fraction) -> str:
    return f"{chance.numerator} in {chance.denominator}"
