"""The overrides of KNOWLEDGE.md 4.6, in their order, as a table of people.

`decided` tells flag, tests, reason and priority of one relative in one line, so that a
row of a table reads: who, what is known, what follows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest
from families import (
    HEMIZYGOUS,
    HETEROZYGOUS,
    MAN,
    NEGATIVE,
    REPORT_DATE,
    case,
    family,
    finding,
    wide_family,
)

from pedigrees.case import Consent
from pedigrees.clinical.laboratory import measure
from pedigrees.people import Affected, Birth, Outcome
from pedigrees.plan import Decision
from pedigrees.screening import screen

NO_FACTS: defaultdict[str, bool] = defaultdict(bool)
ADULT = Birth(1980)
LOW_HAEMOGLOBIN = (measure("haemoglobin", 70, "g/L"),)
LOW_VITAMIN_B12 = (measure("b12", 90, "pmol/L"),)


def decision(relative: str, gene: str = "ALAS2", contact: bool = True, **known: object) -> Decision:
    """Return the decision for one relative of a man's wide family, an adult unless said."""
    people = wide_family(MAN, **{relative: {"birth": ADULT, **known}})
    light = gene == "XLPP"
    found = finding("ALAS2" if light else gene, mechanism="GOF" if light else "LOF")
    consent = Consent(contact_relatives=contact)
    return screen(case(people, found, consent=consent), NO_FACTS).of(relative)


def decided(relative: str, gene: str = "ALAS2", **known: object) -> str:
    of = decision(relative, gene, **known)
    return " ".join([of.flag, "+".join(of.tests) or "-", of.reason_id, str(of.priority)])


def aged(years: int) -> Birth:
    return Birth(REPORT_DATE.year - years, date(REPORT_DATE.year - years, 1, 1))


BROTHER = "TEST_NOW TV+CBC+FER+TSAT R-XL-BROTHER 1"
SISTER = "TEST_OFFER TV+CBC+FER+TSAT R-XL-SISTER 2"
NIECE = "STEPWISE TV+CBC+FER+TSAT R-XL-VIA-SISTER 4"


@pytest.mark.parametrize(
    ("relative", "known", "expected"),
    [
        ("BROTHER", {}, BROTHER),
        # 1. no genetic link, deceased, consent
        ("BROTHER", {"genetic_link": False}, "NOT_INDICATED - R-NONBIO 0"),
        ("BROTHER", {"genetic_link": False, "alive": False}, "NOT_INDICATED - R-NONBIO 0"),
        ("BROTHER", {"alive": False}, "INFO_ONLY - R-DECEASED 0"),
        ("BROTHER", {"alive": False, "contact_declined": True}, "INFO_ONLY - R-DECEASED 0"),
        ("BROTHER", {"alive": False, "genotype": HEMIZYGOUS}, "INFO_ONLY - R-DECEASED 0"),
        ("MOTHER", {"alive": False}, "INFO_ONLY - R-DECEASED 0"),
        ("BROTHER", {"outcome": Outcome.PREGNANCY}, "INFO_ONLY - R-UNBORN 0"),
        ("BROTHER", {"outcome": Outcome.TERMINATION, "alive": False}, "INFO_ONLY - R-ENDED 0"),
        ("SISTER", {"outcome": Outcome.STILLBIRTH, "alive": False}, "INFO_ONLY - R-ENDED 0"),
        ("PAT_UNCLE", {"alive": False}, "INFO_ONLY - R-DECEASED 0"),
        ("PARTNER", {"alive": False}, "INFO_ONLY - R-DECEASED 0"),
        ("BROTHER", {"contact_declined": True}, "INFO_ONLY - R-NOCONSENT 0"),
        ("BROTHER", {"contact": False}, "INFO_ONLY - R-NOCONSENT 0"),
        ("BROTHER", {"contact": False, "affected": Affected.YES}, "INFO_ONLY - R-NOCONSENT 0"),
        ("FATHER", {"contact_declined": True}, "NOT_INDICATED - R-XL-FATHER 0"),
        ("PARTNER", {"contact": False}, "NOT_INDICATED - R-XL-PARTNER 0"),
        ("SISTER", {"contact": False, "genotype": NEGATIVE}, "NOT_INDICATED - R-XL-ORIGIN 0"),
        # 2. no chance: not indicated, whatever else is known
        ("PAT_AUNT", {"pregnant": True}, "NOT_INDICATED - R-XL-PATERNAL-LINE 0"),
        ("SON", {"affected": Affected.YES}, "NOT_INDICATED - R-XL-NO-M2M 0"),
        ("FATHER", {"labs": LOW_HAEMOGLOBIN}, "NOT_INDICATED - R-XL-FATHER 0"),
        ("PARTNER", {"pregnant": True}, "NOT_INDICATED - R-XL-PARTNER 0"),
        # 3. already tested
        ("BROTHER", {"genotype": HEMIZYGOUS}, "OBLIGATE CBC+FER+TSAT R-XL-OBLIGATE 1"),
        ("SISTER", {"genotype": HETEROZYGOUS}, "OBLIGATE CBC+FER+TSAT R-XL-OBLIGATE 2"),
        ("MOTHER", {"genotype": HETEROZYGOUS}, "OBLIGATE CBC+FER+TSAT R-XL-OBLIGATE 1"),
        ("MAT_AUNT", {"genotype": HETEROZYGOUS}, "OBLIGATE CBC+FER+TSAT R-XL-OBLIGATE 3"),
        ("DAUGHTER", {"genotype": HETEROZYGOUS}, "OBLIGATE CBC+FER+TSAT R-XL-DAUGHTER-OF-MALE 1"),
        ("BROTHER", {"genotype": NEGATIVE}, "NOT_INDICATED - R-XL-ORIGIN 0"),
        ("BROTHER", {"genotype": NEGATIVE, "depth": 29}, BROTHER),
        ("BROTHER", {"genotype": NEGATIVE, "depth": 30}, "NOT_INDICATED - R-XL-ORIGIN 0"),
        ("BROTHER", {"genotype": HEMIZYGOUS, "depth": 5}, "OBLIGATE CBC+FER+TSAT R-XL-OBLIGATE 1"),
        # 4. symptoms, untested and flagged
        ("SISTER", {"affected": Affected.YES}, "TEST_NOW TV+CBC+FER+TSAT R-XL-SISTER 1"),
        ("SISTER", {"labs": LOW_HAEMOGLOBIN}, "TEST_NOW TV+CBC+FER+TSAT R-XL-SISTER 1"),
        ("SISTER", {"labs": LOW_VITAMIN_B12}, SISTER),
        ("SISTER", {"affected": Affected.NO}, SISTER),
        ("SISTERS_SON", {"affected": Affected.YES}, "TEST_NOW TV+CBC+FER+TSAT R-XL-VIA-SISTER 1"),
        (
            "DAUGHTER",
            {"affected": Affected.YES},
            "OBLIGATE TV+CBC+FER+TSAT R-XL-DAUGHTER-OF-MALE 1",
        ),
        (
            "SISTER",
            {"affected": Affected.YES, "genotype": HETEROZYGOUS},
            "OBLIGATE CBC+FER+TSAT R-XL-OBLIGATE 2",
        ),
        # 5. pregnant and flagged
        ("SISTER", {"pregnant": True}, "TEST_NOW TV+CBC+FER+TSAT R-XL-SISTER 1"),
        ("SISTERS_DAUGHTER", {"pregnant": True}, "TEST_NOW TV+CBC+FER+TSAT R-XL-VIA-SISTER 1"),
        ("DAUGHTER", {"pregnant": True}, "OBLIGATE TV+CBC+FER+TSAT R-XL-DAUGHTER-OF-MALE 1"),
        (
            "MAT_AUNT",
            {"pregnant": True, "genotype": HETEROZYGOUS},
            "OBLIGATE CBC+FER+TSAT R-XL-OBLIGATE 1",
        ),
    ],
)
def test_overrides_one_to_five_of_adults(
    relative: str, known: dict[str, object], expected: str
) -> None:
    assert expected == decided(relative, **known)


@pytest.mark.parametrize(
    ("relative", "known", "expected"),
    [
        ("SISTER", {}, "HAEM_SCREEN CBC+FER+TSAT R-XL-SISTER 2"),
        ("SISTERS_DAUGHTER", {}, "HAEM_SCREEN CBC+FER+TSAT R-XL-VIA-SISTER 4"),
        ("DAUGHTER", {}, "OBLIGATE CBC+FER+TSAT R-XL-DAUGHTER-OF-MALE 1"),
        ("SISTER", {"affected": Affected.YES}, "TEST_NOW TV+CBC+FER+TSAT R-XL-SISTER 1"),
        ("SISTER", {"labs": LOW_HAEMOGLOBIN}, "TEST_NOW TV+CBC+FER+TSAT R-XL-SISTER 1"),
        ("SISTER", {"pregnant": True}, "TEST_NOW TV+CBC+FER+TSAT R-XL-SISTER 1"),
        ("SISTER", {"genotype": HETEROZYGOUS}, "OBLIGATE CBC+FER+TSAT R-XL-OBLIGATE 2"),
        ("BROTHER", {}, BROTHER),
        ("SISTERS_SON", {}, "STEPWISE TV+CBC+FER+TSAT R-XL-VIA-SISTER 3"),
        ("SON", {}, "NOT_INDICATED - R-XL-NO-M2M 0"),
    ],
)
def test_minors_with_loss_of_function_of_alas2(
    relative: str, known: dict[str, object], expected: str
) -> None:
    assert expected == decided(relative, birth=aged(10), **known)


@pytest.mark.parametrize(
    ("relative", "expected"),
    [
        ("BROTHER", "TEST_NOW TV+EPP+LFT R-XL-BROTHER 1"),
        ("SISTER", "TEST_OFFER TV+EPP+LFT R-XL-SISTER 2"),
        ("DAUGHTER", "OBLIGATE TV+EPP+LFT R-XL-DAUGHTER-OF-MALE 1"),
    ],
)
def test_protoporphyria_minors_are_tested_like_adults(relative: str, expected: str) -> None:
    """Light protection is useful from childhood on."""
    assert expected == decided(relative, "XLPP", birth=aged(10))
    assert decision(relative, "XLPP", birth=aged(10)).minor_rule == "TEST_MINOR_ALLOWED"


@pytest.mark.parametrize(
    ("relative", "age", "known", "expected"),
    [
        ("BROTHER", 40, {}, "TEST_NOW TV+CBC+NEURO R-XL-BROTHER 1"),
        ("BROTHER", 5, {}, "TEST_NOW TV+CBC+NEURO R-XL-BROTHER 1"),
        ("BROTHER", 6, {}, "TEST_OFFER TV+CBC+NEURO R-XL-BROTHER 3"),
        ("BROTHER", 17, {}, "TEST_OFFER TV+CBC+NEURO R-XL-BROTHER 3"),
        ("BROTHER", 18, {}, "TEST_NOW TV+CBC+NEURO R-XL-BROTHER 1"),
        ("BROTHER", 9, {"affected": Affected.YES}, "TEST_NOW TV+CBC+NEURO R-XL-BROTHER 1"),
        ("BROTHER", 9, {"labs": LOW_HAEMOGLOBIN}, "TEST_NOW TV+CBC+NEURO R-XL-BROTHER 1"),
        ("BROTHER", 9, {"genotype": HEMIZYGOUS}, "OBLIGATE CBC+NEURO R-XL-OBLIGATE 1"),
        ("SISTER", 40, {}, "TEST_OFFER TV+CBC R-XL-SISTER 2"),
        ("SISTER", 10, {}, "TEST_OFFER CBC R-XL-SISTER 4"),
        ("SISTERS_DAUGHTER", 10, {}, "TEST_OFFER CBC R-XL-VIA-SISTER 4"),
        ("DAUGHTER", 10, {}, "OBLIGATE CBC R-XL-DAUGHTER-OF-MALE 1"),
        ("SISTER", 10, {"affected": Affected.YES}, "TEST_NOW TV+CBC R-XL-SISTER 1"),
        ("SISTER", 15, {"pregnant": True}, "TEST_NOW TV+CBC R-XL-SISTER 1"),
    ],
)
def test_minors_of_abcb7_families(
    relative: str, age: int, known: dict[str, object], expected: str
) -> None:
    assert expected == decided(relative, "ABCB7", birth=aged(age), **known)


@pytest.mark.parametrize(
    ("birth", "is_minor"),
    [
        (Birth(2008), True),  # 17 or 18
        (Birth(2007), False),  # 18 or 19
        (Birth(2008, date(2008, 6, 1)), False),
        (Birth(2008, date(2008, 6, 2)), True),
    ],
)
def test_with_a_year_of_birth_only_the_younger_age_counts(birth: Birth, is_minor: bool) -> None:
    of = decision("SISTER", birth=birth)

    assert is_minor == of.minor
    assert of.flag == ("HAEM_SCREEN" if is_minor else "TEST_OFFER")
    assert of.minor_rule == ("HAEM_SCREEN" if is_minor else None)


def test_with_a_year_of_birth_only_a_boy_who_may_be_five_is_five() -> None:
    assert decided("BROTHER", "ABCB7", birth=Birth(2020)) == "TEST_NOW TV+CBC+NEURO R-XL-BROTHER 1"
    assert (
        decided("BROTHER", "ABCB7", birth=Birth(2019)) == "TEST_OFFER TV+CBC+NEURO R-XL-BROTHER 3"
    )


def test_without_a_year_of_birth_a_parent_is_an_adult_and_anyone_else_could_be_a_minor() -> None:
    people = family("p", "f M", "m F", "p M of f m born 2020", "s F of f m", "b M of f m")
    plan = screen(case(people, finding()), NO_FACTS)
    tests = {one.person: f"{one.flag} {'+'.join(one.tests)}" for one in plan.flagged}

    assert tests == {
        "m": "TEST_NOW TV+CBC+FER+TSAT",
        "s": "HAEM_SCREEN CBC+FER+TSAT",
        "b": "TEST_NOW TV+CBC+FER+TSAT",
    }
    assert [one.person for one in plan.decisions if one.minor] == ["s", "b"]


@pytest.mark.parametrize(
    ("relative", "expected"),
    [
        ("BROTHER", "RESIDUAL_LOW TV+CBC+FER+TSAT R-DN-MOSAIC 2"),
        ("SISTER", "RESIDUAL_LOW CBC+FER+TSAT R-DN-MOSAIC 3"),
    ],
)
def test_a_minor_sib_of_a_new_variant_keeps_the_flag(relative: str, expected: str) -> None:
    people = wide_family(MAN, {"MOTHER": NEGATIVE}, **{relative: {"birth": aged(10)}})
    of = screen(case(people, finding()), NO_FACTS).of(relative)

    assert expected == " ".join([of.flag, "+".join(of.tests), of.reason_id, str(of.priority)])


def test_a_pregnant_mother_of_a_new_variant_comes_first_and_is_not_tested_again() -> None:
    people = wide_family(MAN, {"MOTHER": NEGATIVE}, MOTHER={"birth": ADULT, "pregnant": True})
    found = finding(trio=replace(finding().trio, parentage_confirmed=True))
    of = screen(case(people, found), NO_FACTS).of("MOTHER")

    assert (of.flag, of.tests, of.priority) == ("RESIDUAL_LOW", (), 1)


def test_deceased_and_unwilling_relatives_keep_their_chance() -> None:
    assert str(decision("BROTHER", alive=False).chance) == "1/2"
    assert str(decision("BROTHER", contact_declined=True).chance) == "1/2"
