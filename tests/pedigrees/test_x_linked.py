"""Relatives for whom the oracle has no row of their own, and rows with a result more."""

from __future__ import annotations

import pytest
from families import (
    HEMIZYGOUS,
    HETEROZYGOUS,
    HOMOZYGOUS,
    MAN,
    NEGATIVE,
    WOMAN,
    family,
    wide_family,
)

from genetics.errors import InputRejected
from pedigrees.family import Family
from pedigrees.offers import Offer
from pedigrees.people import Genotype
from pedigrees.plan import DiseaseClass
from pedigrees.tested import TestResults
from pedigrees.x_linked import XLinkedFamily


def offer(
    people: Family,
    relative: str,
    results: dict[str, Genotype] | None = None,
    *,
    own: Genotype | None = None,
    confirmed: bool = True,
) -> Offer:
    man = people.proband.sex is MAN
    recorded = {one.id: one.genotype for one in people if one.genotype is not None}
    recorded |= results or {}
    recorded[people.proband_id] = own or (HEMIZYGOUS if man else HETEROZYGOUS)
    x_family = XLinkedFamily.of(people, TestResults(recorded), DiseaseClass.ALAS2_LOF, man=man)
    return x_family.offer(people[relative], parentage_confirmed=confirmed)


def in_short(of: Offer) -> str:
    chance = "none" if of.chance is None else str(of.chance)
    return f"{of.flag} {chance} {of.reason} {of.priority}"


NEG = NEGATIVE


@pytest.mark.parametrize(
    ("results", "relative", "expected"),
    [
        # the next generation after a carrier leaves STEPWISE
        ({"SISTER": HETEROZYGOUS}, "SISTERS_SON", "TEST_NOW 1/2 R-XL-SON-OF-CARRIER 2"),
        ({"SISTER": HETEROZYGOUS}, "SISTERS_DAUGHTER", "TEST_OFFER 1/2 R-XL-DAU-OF-CARRIER 3"),
        ({"BROTHER": HEMIZYGOUS}, "BROTHERS_DAUGHTER", "OBLIGATE 1 R-XL-DAUGHTER-OF-MALE 4"),
        ({"MAT_AUNT": HETEROZYGOUS}, "MAT_AUNTS_SON", "TEST_NOW 1/2 R-XL-SON-OF-CARRIER 2"),
        ({"MAT_UNCLE": HEMIZYGOUS}, "MAT_UNCLES_DAUGHTER", "OBLIGATE 1 R-XL-DAUGHTER-OF-MALE 4"),
        ({"MAT_UNCLE": HEMIZYGOUS}, "MGM", "OBLIGATE 1 R-XL-OBLIGATE 3"),
        ({"MAT_UNCLE": HEMIZYGOUS}, "MOTHER", "OBLIGATE 1 R-XL-OBLIGATE 1"),
        # rows that exist win
        (
            {"MGF": HEMIZYGOUS, "MAT_AUNT": HETEROZYGOUS},
            "MAT_AUNTS_SON",
            "TEST_NOW 1/2 R-XL-SON-OF-CARRIER 3",
        ),
        ({"MOTHER": HETEROZYGOUS}, "MAT_AUNT", "STEPWISE 3/4 R-XL-MAT-LINE 3"),
        ({"MOTHER": HETEROZYGOUS}, "MGM", "STEPWISE 1/2 R-XL-ORIGIN 3"),
        # after a negative result
        ({"SISTER": NEG}, "SISTERS_SON", "NOT_INDICATED 0 R-XL-ORIGIN 0"),
        ({"BROTHER": NEG}, "BROTHERS_SON", "NOT_INDICATED 0 R-XL-NO-M2M 0"),
        ({"BROTHER": NEG}, "BROTHERS_DAUGHTER", "NOT_INDICATED 0 R-XL-ORIGIN 0"),
        ({"MAT_UNCLE": NEG}, "MAT_UNCLES_SON", "NOT_INDICATED 0 R-XL-NO-M2M 0"),
        ({"MGM": NEG}, "MGM", "NOT_INDICATED 0 R-XL-ORIGIN 0"),
        ({"MGM": NEG}, "MAT_UNCLE", "NOT_INDICATED 0 R-XL-NO-M2M 0"),
        ({"MGM": NEG}, "MOTHER", "TEST_NOW 1 R-XL-MOTHER 1"),
        ({"MGM": NEG}, "MGF", "STEPWISE 1 R-XL-ORIGIN 3"),
        # no row in this context: the list
        ({"MGF": NEG}, "FATHER", "NOT_INDICATED 0 R-XL-NO-M2M 0"),
        ({"MGF": NEG}, "PAT_AUNT", "NOT_INDICATED 0 R-XL-PATERNAL-LINE 0"),
        ({"MGF": HEMIZYGOUS}, "MAT_UNCLES_DAUGHTER", "NOT_INDICATED 0 R-XL-NO-M2M 0"),
        ({"MGF": NEG, "MGM": NEG}, "MGF", "NOT_INDICATED 0 R-DN-LINE 0"),
        ({"MGF": NEG, "MGM": NEG}, "MOTHER", "TEST_NOW 1 R-XL-MOTHER 1"),
        # apparently new
        ({"MOTHER": NEG}, "BROTHERS_DAUGHTER", "NOT_INDICATED 0 R-DN-LINE 0"),
        ({"MOTHER": NEG}, "SISTERS_SON", "NOT_INDICATED 0 R-DN-LINE 0"),
        ({"MOTHER": NEG}, "PAT_HALF_SISTER", "NOT_INDICATED 0 R-DN-LINE 0"),
        ({"MOTHER": NEG}, "MAT_HALF_BROTHER", "RESIDUAL_LOW 1/100 R-DN-MOSAIC 2"),
        ({"MOTHER": NEG}, "MAT_HALF_SISTER", "RESIDUAL_LOW 1/100 R-DN-MOSAIC 3"),
        ({"MOTHER": NEG, "SISTER": NEG}, "SISTER", "NOT_INDICATED 0 R-DN-LINE 0"),
        ({"MOTHER": NEG, "BROTHER": HEMIZYGOUS}, "BROTHER", "OBLIGATE 1 R-XL-OBLIGATE 2"),
        ({"MOTHER": NEG, "SISTER": HETEROZYGOUS}, "SISTER", "OBLIGATE 1 R-XL-OBLIGATE 3"),
        (
            {"MOTHER": NEG, "SISTER": HETEROZYGOUS},
            "SISTERS_SON",
            "TEST_NOW 1/2 R-XL-SON-OF-CARRIER 2",
        ),
        ({"MOTHER": NEG, "SISTER": HETEROZYGOUS}, "FATHER", "NOT_INDICATED 0 R-XL-FATHER 0"),
        ({"MOTHER": NEG, "BROTHER": HEMIZYGOUS}, "MGM", "NOT_INDICATED 0 R-DN-LINE 0"),
        # a partner who carries
        ({"PARTNER": HETEROZYGOUS}, "PARTNER", "OBLIGATE none R-XL-OBLIGATE 2"),
        ({"PARTNER": HETEROZYGOUS}, "SON", "TEST_NOW 1/2 R-XL-SON-OF-CARRIER 1"),
        ({"PARTNER": HETEROZYGOUS}, "DAUGHTER", "OBLIGATE 1 R-XL-DAUGHTER-OF-MALE 1"),
        ({"PARTNER": HETEROZYGOUS}, "SONS_DAUGHTER", "STEPWISE 1/2 R-XL-VIA-SON 4"),
        ({"PARTNER": NEG}, "PARTNER", "NOT_INDICATED none R-XL-PARTNER 0"),
    ],
)
def test_the_family_of_a_man(results: dict[str, Genotype], relative: str, expected: str) -> None:
    assert in_short(offer(wide_family(MAN), relative, results)) == expected


@pytest.mark.parametrize(
    ("results", "relative", "expected"),
    [
        ({}, "MAT_HALF_BROTHER", "STEPWISE 1/4 R-XL-ORIGIN 4"),
        ({}, "PAT_HALF_BROTHER", "NOT_INDICATED 0 R-XL-NO-M2M 0"),
        ({}, "PAT_HALF_SISTER", "STEPWISE 1/2 R-XL-ORIGIN 4"),
        ({}, "PGF", "NOT_INDICATED 0 R-XL-NO-M2M 0"),
        ({}, "PGM", "STEPWISE 1/2 R-XL-ORIGIN 4"),
        ({}, "SISTERS_SON", "STEPWISE 3/8 R-XL-VIA-SISTER 4"),
        ({"DAUGHTER": HETEROZYGOUS}, "DAUGHTERS_SON", "TEST_NOW 1/2 R-XL-SON-OF-CARRIER 2"),
        ({"SON": HEMIZYGOUS}, "SONS_DAUGHTER", "OBLIGATE 1 R-XL-DAUGHTER-OF-MALE 3"),
        ({"SON": NEG}, "SONS_SON", "NOT_INDICATED 0 R-XL-NO-M2M 0"),
        ({"SON": NEG}, "SONS_DAUGHTER", "NOT_INDICATED 0 R-XL-ORIGIN 0"),
        ({"MOTHER": HETEROZYGOUS}, "FATHER", "NOT_INDICATED 0 R-XL-ORIGIN 0"),
        ({"MOTHER": HETEROZYGOUS}, "BROTHER", "TEST_NOW 1/2 R-XL-BROTHER 1"),
        ({"MGF": HEMIZYGOUS}, "MOTHER", "OBLIGATE 1 R-XL-OBLIGATE 1"),
        ({"MOTHER": NEG}, "FATHER", "OBLIGATE 1 R-XL-OBLIGATE 1"),
        ({"MOTHER": NEG}, "SISTER", "OBLIGATE 1 R-XL-DAUGHTER-OF-MALE 1"),
        ({"MOTHER": NEG}, "PGM", "TEST_NOW 1 R-XL-MOTHER 2"),
        ({"FATHER": HEMIZYGOUS, "PAT_UNCLE": HEMIZYGOUS}, "PGM", "OBLIGATE 1 R-XL-OBLIGATE 2"),
        # new in the father, or in the mother
        ({"FATHER": HEMIZYGOUS, "PGM": NEG}, "PGM", "NOT_INDICATED 0 R-DN-LINE 0"),
        ({"FATHER": HEMIZYGOUS, "PGM": NEG}, "PGF", "NOT_INDICATED 0 R-XL-NO-M2M 0"),
        ({"SONS_DAUGHTER": NEG}, "SONS_SON", "NOT_INDICATED 0 R-XL-NO-M2M 0"),
        (
            {"MOTHER": HETEROZYGOUS, "PGM": HETEROZYGOUS},
            "FATHER",
            "TEST_NOW 1/2 R-XL-SON-OF-CARRIER 2",
        ),
        ({"FATHER": HEMIZYGOUS, "PGM": NEG}, "PAT_AUNT", "NOT_INDICATED 0 R-DN-LINE 0"),
        (
            {"FATHER": HEMIZYGOUS, "PGM": NEG},
            "PAT_HALF_SISTER",
            "OBLIGATE 1 R-XL-DAUGHTER-OF-MALE 1",
        ),
        ({"FATHER": HEMIZYGOUS, "PGM": NEG}, "MOTHER", "NOT_INDICATED 0 R-XL-ORIGIN 0"),
        (
            {"MOTHER": HETEROZYGOUS, "MGF": NEG, "MGM": NEG},
            "MAT_AUNT",
            "NOT_INDICATED 0 R-DN-LINE 0",
        ),
        (
            {"MOTHER": HETEROZYGOUS, "MGF": NEG, "MGM": NEG},
            "BROTHER",
            "TEST_NOW 1/2 R-XL-BROTHER 1",
        ),
        # de novo, also where a negative sister shows that the father does not carry
        ({"MOTHER": NEG, "FATHER": NEG}, "MOTHER", "NOT_INDICATED 0 R-DN-LINE 0"),
        ({"MOTHER": NEG, "FATHER": NEG}, "BROTHER", "RESIDUAL_LOW 1/100 R-DN-MOSAIC 3"),
        ({"MOTHER": NEG, "SISTER": NEG}, "BROTHER", "RESIDUAL_LOW 1/100 R-DN-MOSAIC 3"),
        ({"MOTHER": NEG, "SISTER": NEG}, "FATHER", "NOT_INDICATED 0 R-DN-LINE 0"),
    ],
)
def test_the_family_of_a_heterozygous_woman(
    results: dict[str, Genotype], relative: str, expected: str
) -> None:
    assert in_short(offer(wide_family(WOMAN), relative, results)) == expected


@pytest.mark.parametrize(
    ("relative", "expected"),
    [
        ("MOTHER", "OBLIGATE 1 R-XL-OBLIGATE 1"),
        ("FATHER", "OBLIGATE 1 R-XL-OBLIGATE 1"),
        ("SON", "TEST_NOW 1 R-XL-SON-OF-CARRIER 1"),
        ("DAUGHTER", "OBLIGATE 1 R-XL-OBLIGATE 2"),
        ("SISTER", "OBLIGATE 1 R-XL-DAUGHTER-OF-MALE 1"),
        ("BROTHER", "TEST_OFFER 1/2 R-XL-BROTHER 2"),
        ("MAT_AUNT", "STEPWISE 3/4 R-XL-ORIGIN 4"),
        ("DAUGHTERS_SON", "TEST_NOW 1/2 R-XL-SON-OF-CARRIER 2"),
        ("SONS_DAUGHTER", "STEPWISE 1 R-XL-VIA-SON 3"),
    ],
)
def test_the_family_of_a_homozygous_woman(relative: str, expected: str) -> None:
    assert in_short(offer(wide_family(WOMAN), relative, own=HOMOZYGOUS)) == expected


@pytest.mark.parametrize(
    ("relative", "results", "expected"),
    [
        ("MOTHER", {"MOTHER": NEG}, "SPECIALIST 1/100 R-DN-MOSAIC 0"),
        ("FATHER", {"MOTHER": NEG, "FATHER": NEG}, "SPECIALIST 0 R-XL-FATHER 0"),
        ("FATHER", {"MOTHER": NEG}, "NOT_INDICATED 0 R-XL-FATHER 0"),
        ("BROTHER", {"MOTHER": NEG}, "RESIDUAL_LOW 1/100 R-DN-MOSAIC 2"),
        ("MAT_AUNT", {"MOTHER": NEG}, "NOT_INDICATED 0 R-DN-LINE 0"),
    ],
)
def test_without_confirmed_parentage_the_parents_come_to_a_specialist_first(
    relative: str, results: dict[str, Genotype], expected: str
) -> None:
    assert in_short(offer(wide_family(MAN), relative, results, confirmed=False)) == expected


RELATED_COUPLES = family(
    "man",
    "grandmother F",
    "grandfather M",
    "mother F of grandfather grandmother",
    "aunt F of grandfather grandmother",
    "man M of - mother",
    "brother M of - mother",
    "wife F of - aunt",
    "sister_in_law F of - aunt",
    "son M of man wife",
    "daughter F of man wife",
    "nephew M of brother sister_in_law",
    "sons_daughter F of son -",
)


@pytest.mark.parametrize(
    ("relative", "expected"),
    [
        ("wife", "STEPWISE 3/8 R-XL-MAT-LINE 4"),
        ("son", "TEST_NOW 3/16 R-XL-SON-OF-CARRIER 1"),
        ("daughter", "OBLIGATE 1 R-XL-DAUGHTER-OF-MALE 1"),
        ("nephew", "TEST_NOW 3/16 R-XL-SON-OF-CARRIER 2"),
        ("sons_daughter", "STEPWISE 3/16 R-XL-VIA-SON 4"),
    ],
)
def test_the_son_of_related_parents_is_not_taken_for_a_mans_son(
    relative: str, expected: str
) -> None:
    assert in_short(offer(RELATED_COUPLES, relative)) == expected


def test_the_son_of_a_half_sister_is_a_relation_without_a_row() -> None:
    people = family("man", "m F", "man M of - m", "half F of other m", "other M", "n M of - half")

    assert in_short(offer(people, "n")) == "STEPWISE 1/4 R-XL-VIA-SISTER 4"


@pytest.mark.parametrize(
    ("relative", "expected"),
    [
        ("mother", "TEST_NOW 1 R-XL-MOTHER 1"),
        ("grandfather", "STEPWISE 1/3 R-XL-ORIGIN 3"),
        ("aunt", "STEPWISE 1/3 R-XL-MAT-LINE 3"),
        ("uncle", "NOT_INDICATED 0 R-XL-NO-M2M 0"),
    ],
)
def test_where_no_founder_brought_it_the_variant_is_new_on_the_way(
    relative: str, expected: str
) -> None:
    """New in the mother (either X), or in her father: then her sister has it too."""
    people = family(
        "man",
        "great_grandmother F negative",
        "grandfather M of - great_grandmother",
        "grandmother F negative",
        "mother F of grandfather grandmother",
        "aunt F of grandfather grandmother",
        "uncle M of grandfather grandmother",
        "man M of - mother",
    )

    assert in_short(offer(people, relative)) == expected


def test_an_identical_twin_of_a_new_variant_carries_it() -> None:
    people = family("man", "m F negative", "f M", "man M of f m", "twin M of f m twin man")

    assert in_short(offer(people, "twin")) == "OBLIGATE 1 R-XL-OBLIGATE 2"


def test_a_father_whose_sex_is_not_recorded_is_a_man() -> None:
    people = family("woman", "f U", "m F", "woman F of f m")

    assert in_short(offer(people, "f")) == "TEST_NOW 1/2 R-XL-ORIGIN 1"
    assert in_short(offer(people, "m")) == "TEST_NOW 1/2 R-XL-ORIGIN 1"


@pytest.mark.parametrize("result", [HEMIZYGOUS, HETEROZYGOUS, HOMOZYGOUS])
def test_any_positive_result_of_a_man_is_one_copy(result: Genotype) -> None:
    assert in_short(offer(wide_family(MAN), "BROTHER", {"BROTHER": result})) == (
        "OBLIGATE 1 R-XL-OBLIGATE 1"
    )


@pytest.mark.parametrize(
    "results",
    [
        {"MGF": HEMIZYGOUS, "MOTHER": NEG},
        {"DAUGHTER": NEG},
        {"MGM": NEG, "MAT_UNCLE": HEMIZYGOUS},
    ],
)
def test_results_that_cannot_all_be_true_stop_with_a_remedy(results: dict[str, Genotype]) -> None:
    with pytest.raises(InputRejected, match="check samples, identities and parentage"):
        offer(wide_family(MAN), "SISTER", results)
