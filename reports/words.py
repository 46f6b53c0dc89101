"""Dates, lists, flags, tests and chances in words: one wording for doctors, one for families."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from genetics.classification import Classification
from genetics.inheritance import Sex
from genetics.variants import Zygosity
from pedigrees.people import Birth
from pedigrees.plan import Decision, Flag, MinorRule, Test

NOT_DECIDED = "Relatives: not decided by this version."

PARENTAGE_FIRST = (
    "First it must be made sure that the samples and the recorded parents belong together."
)

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
    Flag.OBLIGATE: "carries the variant; counsel",
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
    Flag.TEST_NOW: "a test is offered now",
    Flag.TEST_OFFER: "a test is offered; each person chooses if and when",
    Flag.OBLIGATE: "carries a change; a talk is offered",
    Flag.STEPWISE: "later: another relative is tested first",
    Flag.PHASE_TEST: "a test of the parent is offered",
    Flag.RESIDUAL_LOW: "a small chance is left",
    Flag.HAEM_SCREEN: "blood tests are offered, no gene test",
    Flag.PARTNER_OFFER: "a test is offered to the partner",
    Flag.SPECIALIST: "a specialist decides",
    Flag.INFO_ONLY: "for the family tree only",
    Flag.NOT_INDICATED: "no test is advised",
    Flag.NOT_DECIDED: "not decided by this version",
}


def flag_in_words(decision: Decision, *, plain: bool = False) -> str:
    """Return what follows for a relative; a parent who was tested needs no test more."""
    if decision.flag is Flag.PHASE_TEST and not decision.tests:
        return "this parent has been tested" if plain else "parent: tested"
    return (PLAIN_FLAGS if plain else FLAG_WORDS)[decision.flag]


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


NO_KNOWN_VARIANT_MINOR = "Under 18: blood and iron tests only."


def minor_in_words(decision: Decision, *, plain: bool = False) -> str:
    """Return what differs for someone who is or could be under 18, else ""."""
    if not decision.minor or decision.minor_rule is None:
        return ""
    if decision.reason_id == "R-NEG":
        return NO_KNOWN_VARIANT_MINOR
    return (PLAIN_MINOR_WORDS if plain else MINOR_WORDS)[decision.minor_rule]
