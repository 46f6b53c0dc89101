"""Which test results count: the pedigree's, the finding's, depth, and contradictions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from families import (
    HEMIZYGOUS,
    HETEROZYGOUS,
    HOMOZYGOUS,
    MAN,
    NEGATIVE,
    case,
    family,
    finding,
    parents,
    wide_family,
)

from genetics.inheritance import Sex
from genetics.variants import Zygosity
from pedigrees.people import Affected, Genotype
from pedigrees.tested import TestResults, collect_results

POSITIVE = HETEROZYGOUS


def results(recorded: Genotype | None, depth: int | None, **trio: object) -> TestResults:
    people = wide_family(MAN, MOTHER={"genotype": recorded, "depth": depth})
    familial = finding(trio=parents(**trio))  # type: ignore[arg-type]
    return collect_results(case(people, familial), familial)


@pytest.mark.parametrize(
    ("recorded", "depth", "trio", "counts"),
    [
        (None, None, {}, None),
        (NEGATIVE, None, {}, NEGATIVE),
        (NEGATIVE, 30, {}, NEGATIVE),
        (NEGATIVE, 29, {}, None),
        (POSITIVE, 3, {}, POSITIVE),
        (None, None, {"mother": "not detected"}, NEGATIVE),
        (None, None, {"mother": "not detected", "mother_depth": 210}, NEGATIVE),
        (None, None, {"mother": "not detected", "mother_depth": 30}, NEGATIVE),
        (None, None, {"mother": "not detected", "mother_depth": 29}, None),
        (None, None, {"mother": "not detected", "father_depth": 5}, NEGATIVE),
        (None, None, {"mother": "heterozygous"}, POSITIVE),
        (None, None, {"mother": "heterozygous", "mother_depth": 4}, POSITIVE),
        (None, None, {"mother": "detected, low level"}, POSITIVE),
        (None, None, {"mother": "sample failed"}, None),
        (NEGATIVE, None, {"mother": "not detected", "mother_depth": 210}, NEGATIVE),
        (NEGATIVE, None, {"mother": "not detected", "mother_depth": 12}, None),
        (NEGATIVE, 80, {"mother": "not detected", "mother_depth": 12}, NEGATIVE),
        (POSITIVE, None, {"mother": "heterozygous"}, POSITIVE),
        (POSITIVE, None, {"mother": "not detected"}, None),
        (NEGATIVE, None, {"mother": "heterozygous"}, None),
        (NEGATIVE, 10, {"mother": "heterozygous"}, None),
        (NEGATIVE, None, {"mother": "sample failed"}, NEGATIVE),
    ],
)
def test_the_mothers_result(
    recorded: Genotype | None, depth: int | None, trio: dict[str, object], counts: Genotype | None
) -> None:
    assert counts == results(recorded, depth, **trio).results.get("MOTHER")


def test_two_results_that_differ_ask_for_a_check_and_name_the_parent() -> None:
    (check,) = results(POSITIVE, None, mother="not detected").checks

    assert "MOTHER" in check
    assert "check" in check


def test_results_that_agree_ask_for_no_check() -> None:
    assert results(POSITIVE, None, mother="heterozygous").checks == ()


def test_the_fathers_result_is_read_from_the_fathers_entry() -> None:
    familial = finding(trio=parents("heterozygous", "not detected", father_depth=8))

    of = collect_results(case(wide_family(MAN), familial), familial)

    assert of.positive("MOTHER")
    assert not of.negative("FATHER")
    assert "FATHER" not in of.results


def test_a_father_in_whom_it_was_detected_is_hemizygous() -> None:
    familial = finding(trio=parents(father="detected"))

    assert (
        collect_results(case(wide_family(MAN), familial), familial).results["FATHER"] == HEMIZYGOUS
    )


def test_a_parent_of_unknown_sex_is_mother_or_father_by_the_link() -> None:
    people = family("child", "m U", "f U", "child F of f m")
    familial = finding(trio=parents("heterozygous", "not detected"))

    of = collect_results(case(people, familial), familial)

    assert (of.results["m"], of.results["f"]) == (HETEROZYGOUS, NEGATIVE)


def test_the_trio_says_nothing_of_an_adoptive_parent() -> None:
    people = family("child", "m F", "child F of - m adopted")
    familial = finding(trio=parents("heterozygous"))

    assert "m" not in collect_results(case(people, familial), familial).results


def test_healthy_is_no_result() -> None:
    people = wide_family(MAN, MOTHER={"affected": Affected.NO})

    assert list(collect_results(case(people), None).results) == []


@pytest.mark.parametrize(
    ("sex", "zygosity", "own"),
    [
        (Sex.MALE, Zygosity.HEMIZYGOUS, HEMIZYGOUS),
        (Sex.MALE, Zygosity.HOMOZYGOUS, HEMIZYGOUS),
        (Sex.MALE, Zygosity.HETEROZYGOUS, HEMIZYGOUS),
        (Sex.FEMALE, Zygosity.HETEROZYGOUS, HETEROZYGOUS),
        (Sex.FEMALE, Zygosity.HOMOZYGOUS, HOMOZYGOUS),
        (Sex.FEMALE, None, HETEROZYGOUS),
        (Sex.UNKNOWN, Zygosity.HEMIZYGOUS, HEMIZYGOUS),
        (Sex.UNKNOWN, Zygosity.HETEROZYGOUS, HETEROZYGOUS),
    ],
)
def test_the_probands_own_result_is_the_finding(
    sex: Sex, zygosity: Zygosity | None, own: Genotype
) -> None:
    people = family("p", f"p {sex} negative")
    familial = finding(zygosity=zygosity)

    assert collect_results(case(people, familial), familial).results["p"] == own


def test_results_of_all_relatives_are_collected_with_their_own_depth() -> None:
    people = wide_family(
        MAN,
        {"SISTER": HETEROZYGOUS, "BROTHER": NEGATIVE},
        MAT_AUNT={"genotype": NEGATIVE, "depth": 12},
    )
    familial = replace(finding())

    of = collect_results(case(people, familial), familial)

    assert of.positive("SISTER")
    assert of.negative("BROTHER")
    assert not of.negative("MAT_AUNT")
    assert not of.positive("MAT_UNCLE")
    assert not of.homozygous("SISTER")
