"""Which test results count: the pedigree's, the finding's, depth, and contradictions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

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
from random_families import random_case

from genetics.inheritance import Sex
from genetics.variants import Zygosity
from pedigrees.case import Case
from pedigrees.clinical.facts import Facts
from pedigrees.family import Family
from pedigrees.pattern import familial_variant
from pedigrees.people import Affected, Genotype, Person, VariantTest
from pedigrees.plan import Decision, Flag, Plan, Test
from pedigrees.screening import screen
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


# Tests that say what they looked for -----------------------------------------------------------

NAME = "c.611G>A"
IN_VAIN, SEEN = VariantTest((NAME,)), VariantTest((NAME,), (NAME,))


def planned(whole: Case) -> Plan:
    return screen(whole, Facts(whole))


def a_test_of(name: str, *tests: VariantTest, **fields: object) -> Case:
    """Return the case of a hemizygous man, in whose family one person was tested."""
    return case(wide_family(MAN, **{name: {"tests": tests, **fields}}), finding())


@pytest.mark.parametrize(
    ("test", "result"),
    [
        (IN_VAIN, NEGATIVE),
        (SEEN, POSITIVE),
        (VariantTest(), NEGATIVE),
        (VariantTest((), (NAME,)), POSITIVE),
        (VariantTest(("NM_000032.5:c.611g>a",)), NEGATIVE),
        (VariantTest((NAME, "c.5A>G")), NEGATIVE),
        (VariantTest(("c.5A>G",)), None),
        (VariantTest(("c.5A>G",), ("c.5A>G",)), None),
        (VariantTest((), ("c.5A>G",)), None),
        (VariantTest((NAME, "c.5A>G"), ("c.5A>G",)), NEGATIVE),
        (replace(IN_VAIN, sensitivity=Fraction(99, 100)), None),
        (replace(SEEN, false_positive=Fraction(1, 100)), None),
    ],
)
def test_a_test_counts_where_it_looked_for_the_familial_change_and_cannot_err(
    test: VariantTest, result: Genotype | None
) -> None:
    whole = a_test_of("SISTER", test)
    of = collect_results(whole, familial_variant(whole))

    assert of.results.get("SISTER") == result
    assert of.positive("SISTER") == (result is POSITIVE)
    assert of.negative("SISTER") == (result is NEGATIVE)


@pytest.mark.parametrize(
    ("test", "flag", "targeted"),
    [
        (IN_VAIN, Flag.NOT_INDICATED, False),
        (SEEN, Flag.OBLIGATE, False),
        (VariantTest(("c.5A>G",)), Flag.TEST_OFFER, True),
        (replace(IN_VAIN, sensitivity=Fraction(99, 100)), Flag.TEST_OFFER, True),
        (replace(SEEN, false_positive=Fraction(1, 100)), Flag.TEST_OFFER, True),
    ],
)
def test_what_follows_for_a_sister_on_x(test: VariantTest, flag: Flag, targeted: bool) -> None:
    decision = planned(a_test_of("SISTER", test)).of("SISTER")

    assert (decision.flag, Test.TARGETED in decision.tests) == (flag, targeted)


@pytest.mark.parametrize(
    ("test", "asked"),
    [
        (
            VariantTest(("c.5A>G",)),
            "SISTER was tested for c.5A>G, which is not a change of this family",
        ),
        (
            replace(SEEN, false_positive=Fraction(1, 100)),
            "SISTER: a test with sensitivity 1 and false positive 0.01 found c.611G>A",
        ),
    ],
)
def test_what_does_not_count_is_named_in_the_plan(test: VariantTest, asked: str) -> None:
    (check,) = planned(a_test_of("SISTER", test)).checks[:1]

    assert check.startswith(asked)


def test_a_mother_who_was_tested_for_another_change_is_still_the_most_likely_source() -> None:
    plan = planned(a_test_of("MOTHER", VariantTest(("c.5A>G",))))

    assert plan.context == "xlm-default"
    assert plan.of("MOTHER").very_likely


def test_a_mother_whose_test_can_err_makes_no_new_change_of_it() -> None:
    weak = replace(IN_VAIN, sensitivity=Fraction(95, 100))

    assert planned(a_test_of("MOTHER", weak)).context == "xlm-default"
    assert planned(a_test_of("MOTHER", IN_VAIN)).context == "xlm-de-novo"


def test_a_test_of_the_proband_that_found_nothing_is_named_and_the_finding_counts() -> None:
    plan = planned(a_test_of("PROBAND", IN_VAIN))

    assert any("A test of PROBAND did not find" in one for one in plan.checks)
    assert plan.of("SISTER").chance == Fraction(1, 2)


def test_a_woman_in_whom_a_test_found_the_change_can_have_it_on_both_x() -> None:
    whole = a_test_of("SISTER", SEEN)

    assert collect_results(whole, familial_variant(whole)).possible["SISTER"] == {1, 2}


@pytest.mark.parametrize("seed", range(20))
def test_tests_that_cannot_err_make_the_plan_that_recorded_genotypes_make(seed: int) -> None:
    whole = random_case(seed, 10)
    whole = replace(whole, findings=tuple(replace(one, hgvs_c=NAME) for one in whole.findings))
    relatives = [_by_a_test(one) for one in whole.family.relatives]
    by_tests = replace(whole, family=_with(whole.family, relatives))

    assert _told(planned(by_tests)) == _told(planned(whole))


def _by_a_test(person: Person) -> Person:
    """Return the person with a test in place of the genotype; two copies are left as they are."""
    if person.genotype is None or person.genotype is HOMOZYGOUS:
        return person
    found = (NAME,) if person.genotype.carries else ()
    return replace(person, genotype=None, tests=(VariantTest((), found),))


def _with(people: Family, changed: list[Person]) -> Family:
    new = {one.id: one for one in changed}
    return Family((new.get(one.id, one) for one in people), people.proband_id)


def _told(plan: Plan) -> tuple[tuple[str, ...], tuple[Decision, ...]]:
    plain = tuple(replace(one, tested_for="", posterior=None) for one in plan.decisions)
    return (plan.context, *plan.checks), plain
