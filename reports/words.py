"""Dates, lists, flags, tests and chances in words: one wording for doctors, one for families."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from genetics.classification import Classification
from genetics.inheritance import Sex
from genetics.phrases import ENGLISH, marked, say, spoken
from genetics.variants import Zygosity
from pedigrees.people import Birth
from pedigrees.plan import Decision, Flag, MinorRule, Test

NOT_DECIDED = marked("Relatives: not decided by this version.")

PARENTAGE_FIRST = marked(
    "First it must be made sure that the samples and the recorded parents belong together."
)

PSEUDO = "en-XA"
"""The made-up language that shows what is not said through a phrase."""


def day_in_words(day: date) -> str:
    """Return a date as it is written in a letter: "1 June 2026"."""
    from babel.dates import format_date

    tag = ENGLISH if spoken().tag == PSEUDO else spoken().tag
    return format_date(day, "d MMMM y", locale=tag.replace("-", "_"))


def one_year_after(day: date) -> date:
    """Return the same day of the next year; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def list_in_words(items: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return say("{items} and {last}", items=", ".join(items[:-1]), last=items[-1])


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
        return say("born {birth}", birth=day_in_words(birth.full))
    if birth.year is not None:
        return say("born {birth}", birth=birth.year)
    return say("birth not recorded")


SEX_WORDS = {
    Sex.MALE: marked("male"),
    Sex.FEMALE: marked("female"),
    Sex.UNKNOWN: marked("not recorded"),
}

PLAIN_ZYGOSITY = {
    Zygosity.HETEROZYGOUS: marked("on one of two copies of the gene (heterozygous)"),
    Zygosity.HOMOZYGOUS: marked("on both copies of the gene (homozygous)"),
    Zygosity.HEMIZYGOUS: marked("on the only copy of the gene (hemizygous)"),
    Zygosity.MOSAIC: marked("in a part of the cells (mosaic)"),
    Zygosity.PRESENT: marked("seen; nothing is known about the other copy"),
}

PLAIN_CLASSES = {
    Classification.PATHOGENIC: marked(
        "It is classed as a change that causes disease (pathogenic)."
    ),
    Classification.LIKELY_PATHOGENIC: marked(
        "It is classed as a change that is likely to cause disease (likely pathogenic)."
    ),
    Classification.UNCERTAIN: marked(
        "Its effect is not known yet (a variant of uncertain significance)."
    ),
}


def class_in_words(classification: Classification | None) -> str:
    """Return "pathogenic (P)", or that no class was given."""
    if classification is None:
        return say("no class given")
    words = classification.words
    return words if classification is Classification.ONCOGENIC else f"{words} ({classification})"


# Flags ------------------------------------------------------------------------------------

FLAG_WORDS = {
    Flag.TEST_NOW: marked("offer testing now"),
    Flag.TEST_OFFER: marked("offer testing; the person chooses when"),
    Flag.OBLIGATE: marked("carries the variant; counsel"),
    Flag.STEPWISE: marked("later, after the linking relative"),
    Flag.PHASE_TEST: marked("parent: test to settle phase"),
    Flag.RESIDUAL_LOW: marked("germline mosaicism only"),
    Flag.HAEM_SCREEN: marked("blood tests, no targeted test"),
    Flag.PARTNER_OFFER: marked("partner: testing on request"),
    Flag.SPECIALIST: marked("a specialist decides"),
    Flag.INFO_ONLY: marked("for information only"),
    Flag.NOT_INDICATED: marked("no testing indicated"),
    Flag.NOT_DECIDED: marked("not decided by this version"),
}

PLAIN_FLAGS = {
    Flag.TEST_NOW: marked("a test is offered now"),
    Flag.TEST_OFFER: marked("a test is offered; each person chooses if and when"),
    Flag.OBLIGATE: marked("carries a change; a talk is offered"),
    Flag.STEPWISE: marked("later: another relative is tested first"),
    Flag.PHASE_TEST: marked("a test of the parent is offered"),
    Flag.RESIDUAL_LOW: marked("a small chance is left"),
    Flag.HAEM_SCREEN: marked("blood tests are offered, no gene test"),
    Flag.PARTNER_OFFER: marked("a test is offered to the partner"),
    Flag.SPECIALIST: marked("a specialist decides"),
    Flag.INFO_ONLY: marked("for the family tree only"),
    Flag.NOT_INDICATED: marked("no test is advised"),
    Flag.NOT_DECIDED: marked("not decided by this version"),
}


def flag_in_words(decision: Decision, *, plain: bool = False) -> str:
    """Return what follows for a relative; a parent who was tested needs no test more."""
    if decision.flag is Flag.PHASE_TEST and not decision.tests:
        return say("this parent has been tested") if plain else say("parent: tested")
    if decision.by_elimination:
        return say(BY_ELIMINATION_PLAIN if plain else BY_ELIMINATION)
    return say((PLAIN_FLAGS if plain else FLAG_WORDS)[decision.flag])


BY_ELIMINATION = marked("counts as a carrier, unless the variant is new; counsel, confirm by test")
BY_ELIMINATION_PLAIN = marked("may carry the change; a talk and a test are offered")

ORDER_WORDS = {1: marked("first"), 2: marked("next"), 3: marked("after that"), 4: marked("later")}


def order_in_words(decision: Decision) -> str:
    """Return when a relative is tested, "" where no order is given."""
    return say(ORDER_WORDS[decision.priority]) if decision.priority else ""


# Tests ------------------------------------------------------------------------------------

TEST_WORDS = {
    Test.TARGETED: marked("targeted test for the familial variant"),
    Test.BLOOD_COUNT: marked("blood count with MCV, RDW and film"),
    Test.FERRITIN: marked("ferritin"),
    Test.TRANSFERRIN_SATURATION: marked("fasting transferrin saturation"),
    Test.PROTOPORPHYRIN: marked("erythrocyte protoporphyrin, free and zinc"),
    Test.LIVER: marked("liver tests"),
    Test.NEUROLOGY: marked("neurological examination"),
    Test.HLA: marked("HLA typing"),
    Test.COPY_NUMBER: marked("deletion and duplication test"),
    Test.SEGREGATION: marked("segregation study by a geneticist"),
    Test.SEQUENCING: marked("sequencing of the whole gene"),
}

PLAIN_TESTS = {
    Test.TARGETED: marked("gene test for the family change"),
    Test.BLOOD_COUNT: marked("blood count"),
    Test.FERRITIN: marked("ferritin (stored iron)"),
    Test.TRANSFERRIN_SATURATION: marked("transferrin saturation (iron in the blood)"),
    Test.PROTOPORPHYRIN: marked("protoporphyrin (a blood test)"),
    Test.LIVER: marked("liver blood tests"),
    Test.NEUROLOGY: marked("check of the nerves and of balance"),
    Test.HLA: marked("tissue type (HLA)"),
    Test.COPY_NUMBER: marked("test for a missing or extra piece of the gene"),
    Test.SEGREGATION: marked("family study through a geneticist"),
    Test.SEQUENCING: marked("reading of the whole gene"),
}


def offered_tests(decision: Decision, *, plain: bool = False) -> str:
    """Return the tests spelled out, "" where there is none."""
    words = PLAIN_TESTS if plain else TEST_WORDS
    return list_in_words([say(words[test]) for test in decision.tests])


# Minors -----------------------------------------------------------------------------------

MINOR_WORDS = {
    MinorRule.ALLOWED: marked(
        "Under 18: may be tested in childhood, because treatment helps early."
    ),
    MinorRule.HAEM_SCREEN: marked(
        "Under 18: blood and iron tests now; the targeted test is deferred unless there is "
        "anaemia or iron loading."
    ),
    MinorRule.DEFER: marked(
        "Under 18: the targeted test is deferred until the young person can decide."
    ),
    MinorRule.SPECIALIST: marked("Under 18: examined by a specialist first."),
}

PLAIN_MINOR_WORDS = {
    MinorRule.ALLOWED: marked(
        "Under 18: a test in childhood can help, because care can start early."
    ),
    MinorRule.HAEM_SCREEN: marked(
        "Under 18: blood and iron tests now. The gene test waits, unless anaemia or too much "
        "iron is found."
    ),
    MinorRule.DEFER: marked("Under 18: the gene test waits until the young person can decide."),
    MinorRule.SPECIALIST: marked("Under 18: a specialist sees the child first."),
}


NO_KNOWN_VARIANT_MINOR = marked("Under 18: blood and iron tests only.")
DONOR_MINOR = marked(
    "Under 18: tested only as a possible stem cell donor, for the patient's benefit, with an "
    "independent donor advocate. If the child is no donor, the targeted test is deferred."
)
PLAIN_DONOR_MINOR = marked(
    "Under 18: tested only because she or he may give stem cells. A helper who speaks only for the "
    "child is needed. If the child is no donor, the gene test waits."
)


def minor_in_words(decision: Decision, *, plain: bool = False) -> str:
    """Return what differs for someone who is or could be under 18, else "".

    A possible donor who cannot be ill is tested for the patient's benefit, not for the child's
    own (KNOWLEDGE.md 4.3).
    """
    if not decision.minor or decision.minor_rule is None:
        return ""
    if decision.reason_id == "R-NEG":
        return say(NO_KNOWN_VARIANT_MINOR)
    if decision.reason_id == "R-AR-DONOR" and not decision.affected:
        return say(PLAIN_DONOR_MINOR if plain else DONOR_MINOR)
    return say((PLAIN_MINOR_WORDS if plain else MINOR_WORDS)[decision.minor_rule])
