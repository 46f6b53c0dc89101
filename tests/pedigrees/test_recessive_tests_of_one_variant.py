"""Tests that looked for one of two changes: what they leave open, and what is offered then."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random

import pytest
from families import case, family
from recessive_families import finding, homozygous, in_trans
from two_variants import Known, counted, worlds

from genetics.errors import InputRejected
from pedigrees.case import Case
from pedigrees.clinical.facts import Facts
from pedigrees.familial_changes import FamilialChanges
from pedigrees.family import Family
from pedigrees.people import Affected, Genotype, VariantTest
from pedigrees.plan import Decision, Flag, Plan, Test
from pedigrees.recessive import RecessiveFamily
from pedigrees.screening import screen
from pedigrees.tested import collect_results

A, B = "c.349C>T", "c.625G>C"
LETTERS = {"a": A, "b": B}

FOR_A, FOR_B, FOR_BOTH = VariantTest((A,)), VariantTest((B,)), VariantTest()
FOUND_A, FOUND_BOTH = VariantTest((A,), (A,)), VariantTest((), (A, B))
WEAK = VariantTest(sensitivity=Fraction(95, 100))
LOOSE = VariantTest((A,), (A,), false_positive=Fraction(1, 100))

NUCLEAR = ("P F of FA MO affected born 1990", "FA M born 1960", "MO F born 1962")
SIBS = (*NUCLEAR, "S M of FA MO born 1992", "S2 F of FA MO born 1994")
WIDE = (
    "P F of FA MO affected born 1990",
    "FA M born 1960",
    "MO F of GF GM born 1962",
    "GF M born 1930",
    "GM F born 1932",
    "AU F of GF GM born 1964",
    "S M of FA MO born 1992",
)


def recessive(lines: tuple[str, ...], *, one_change: bool = False, **tests: VariantTest) -> Case:
    """Return the case of P with these people and the tests of some of them."""
    people = with_tests(family("P", *lines), {name: (test,) for name, test in tests.items()})
    return case(people, *(homozygous() if one_change else in_trans()))


def with_tests(people: Family, tests: dict[str, tuple[VariantTest, ...]]) -> Family:
    return Family((replace(one, tests=tests.get(one.id, ())) for one in people), "P")


def changed(whole: Case, name: str, **fields: object) -> Case:
    people = [replace(one, **fields) if one.id == name else one for one in whole.family]  # type: ignore[arg-type]
    return replace(whole, family=Family(people, "P"))


def planned(whole: Case) -> Plan:
    return screen(whole, Facts(whole))


# What a negative test for one of two changes says -------------------------------------------


@pytest.mark.parametrize(
    ("tests", "affected", "carrying", "both"),
    [
        ((), Affected.UNKNOWN, "3/4", "1/4"),
        ((), Affected.NO, "2/3", "0"),
        ((FOR_A,), Affected.UNKNOWN, "1/2", "0"),
        ((FOR_A,), Affected.NO, "1/2", "0"),
        ((FOR_B,), Affected.NO, "1/2", "0"),
        ((FOUND_A,), Affected.UNKNOWN, "1", "1/2"),
        ((FOUND_A,), Affected.NO, "1", "0"),
        ((FOR_A, FOR_B), Affected.UNKNOWN, "0", "0"),
        ((FOR_BOTH,), Affected.UNKNOWN, "0", "0"),
        ((FOUND_BOTH,), Affected.UNKNOWN, "1", "1"),
        ((FOUND_A, FOR_B), Affected.UNKNOWN, "1", "0"),
        ((WEAK,), Affected.NO, "2/3", "0"),
        ((LOOSE,), Affected.NO, "2/3", "0"),
    ],
)
def test_the_chance_of_a_sib_after_tests(
    tests: tuple[VariantTest, ...], affected: Affected, carrying: str, both: str
) -> None:
    decision = planned(changed(recessive(SIBS), "S", tests=tests, affected=affected)).of("S")
    both_now = decision.affected if decision.affected is not None else Fraction(0)

    assert (decision.chance, both_now) == (Fraction(carrying), Fraction(both))


@pytest.mark.parametrize(
    ("test", "flag", "targeted", "tested"),
    [
        (None, Flag.TEST_OFFER, True, ""),
        (FOR_A, Flag.TEST_OFFER, True, ""),
        (FOUND_A, Flag.TEST_OFFER, True, "positive"),
        (FOR_BOTH, Flag.NOT_INDICATED, False, "negative"),
        (FOUND_BOTH, Flag.OBLIGATE, False, "positive"),
        (VariantTest((A, B), (A,)), Flag.OBLIGATE, False, "positive"),
        (WEAK, Flag.TEST_OFFER, True, ""),
        (LOOSE, Flag.TEST_OFFER, True, ""),
        (replace(FOUND_BOTH, sensitivity=Fraction(9, 10)), Flag.TEST_OFFER, True, ""),
        (VariantTest(("c.5A>G",)), Flag.TEST_OFFER, True, ""),
    ],
)
def test_what_is_offered_to_a_sib_after_a_test(
    test: VariantTest | None, flag: Flag, targeted: bool, tested: str
) -> None:
    whole = recessive(SIBS, **({"S": test} if test else {}))
    decision = planned(whole).of("S")

    assert (decision.flag, Test.TARGETED in decision.tests) == (flag, targeted)
    assert decision.tested == tested


def test_two_in_three_is_not_said_of_a_sib_who_was_tested_for_one_change() -> None:
    assert planned(recessive(SIBS, S=FOR_A)).of("S").reason_id == "R-AR-SIB-IN-PART"
    assert planned(recessive(SIBS)).of("S").reason_id == "R-AR-SIB-CARRIER"


@pytest.mark.parametrize(("affected", "said"), [(Affected.NO, True), (Affected.UNKNOWN, False)])
def test_two_in_three_is_said_of_a_grown_up_sib_who_is_recorded_healthy(
    affected: Affected, said: bool
) -> None:
    decision = planned(changed(recessive(SIBS), "S", affected=affected)).of("S")

    assert decision.reason_id == "R-AR-SIB-CARRIER"
    assert (decision.chance == Fraction(2, 3)) is said
    assert ("2 in 3" in decision.reason) is said
    assert ("2 in 3" in decision.plain_reason) is said


def test_a_sick_sib_who_carries_one_change_is_tested_for_the_other_one_at_once() -> None:
    whole = changed(recessive(SIBS, S=FOUND_A), "S", affected=Affected.YES)
    decision = planned(whole).of("S")

    assert (decision.flag, decision.priority) == (Flag.TEST_NOW, 1)
    assert Test.TARGETED in decision.tests


def test_a_parents_negative_test_for_one_change_leaves_the_other_one_and_clears_nobody() -> None:
    plan = planned(recessive(WIDE, MO=FOR_A))

    assert (plan.of("MO").flag, plan.of("MO").chance) == (Flag.PHASE_TEST, 1)
    assert Test.TARGETED in plan.of("MO").tests
    assert plan.of("AU").chance == Fraction(1, 2)


def test_an_aunt_who_lacks_her_sisters_change_is_cleared_and_one_who_lacks_the_other_is_not() -> (
    None
):
    lacks_hers = planned(recessive(WIDE, MO=FOUND_A, AU=FOR_A)).of("AU")
    lacks_the_fathers = planned(recessive(WIDE, MO=FOUND_A, AU=FOR_B)).of("AU")

    assert (lacks_hers.flag, lacks_hers.chance) == (Flag.NOT_INDICATED, 0)
    assert (lacks_the_fathers.flag, lacks_the_fathers.chance) == (Flag.TEST_OFFER, Fraction(1, 2))


def test_a_parent_who_carries_one_change_needs_the_other_test_only_where_the_phase_is_open() -> (
    None
):
    known = planned(recessive(NUCLEAR, MO=FOUND_A)).of("MO")
    open_phase = tuple(replace(one, phase="") for one in in_trans())
    unknown = planned(replace(recessive(NUCLEAR, MO=FOUND_A), findings=open_phase)).of("MO")

    assert known.tests == ()
    assert Test.TARGETED in unknown.tests
    assert (known.tested, unknown.tested) == ("positive", "positive")


BOTH_A, BOTH_B = VariantTest((), (A,)), VariantTest((), (B,))


@pytest.mark.parametrize(
    ("mother", "father", "shown"),
    [
        (BOTH_A, BOTH_B, True),
        (BOTH_B, BOTH_A, True),
        (FOUND_A, BOTH_B, False),
        (FOUND_BOTH, BOTH_B, False),
    ],
)
def test_parents_whose_tests_show_the_phase_are_named_where_it_is_not_entered(
    mother: VariantTest, father: VariantTest, shown: bool
) -> None:
    open_phase = tuple(replace(one, phase="") for one in in_trans())
    whole = replace(recessive(NUCLEAR, MO=mother, FA=father), findings=open_phase)
    found = RecessiveFamily.of(
        whole.family,
        collect_results(whole, *open_phase),
        open_phase,
        {one.id: None for one in whole.family},
    )

    assert any("from which of them" in one for one in found.checks()) == shown


# What is told --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tests", "told"),
    [
        ((FOR_A,), f"tested for {A} only: not found; {B} was not looked for"),
        ((FOUND_A,), f"tested for {A} only: found; {B} was not looked for"),
        ((FOR_BOTH,), f"tested for {A}, {B}: not found"),
        ((FOUND_BOTH,), f"tested for {A}, {B}: found"),
        ((FOUND_A, FOR_B), f"tested for {A}, {B}: {A} found, {B} not found"),
        ((VariantTest(("NM_017875.4:c.349c>t",)),), f"tested for {A} only: not found; {B} was not looked for"),
        ((WEAK,), f"a test with sensitivity 0.95 and false positive 0 did not find {A}, {B}: a second test decides"),
        ((LOOSE,), f"a test with sensitivity 1 and false positive 0.01 found {A}: a second test decides"),
        ((LOOSE, FOR_A), f"tested for {A} only: not found; {B} was not looked for"),
        ((FOR_A, WEAK), f"tested for {A}: not found; {B} is not settled; a test with sensitivity 0.95 and false positive 0 did not find {B}: a second test decides"),
        ((FOUND_A, WEAK), f"tested for {A}: found; {B} is not settled; a test with sensitivity 0.95 and false positive 0 did not find {B}: a second test decides"),
        ((VariantTest(("c.5A>G",)),), ""),
    ],
)  # fmt: skip
def test_each_decision_says_what_was_looked_for(tests: tuple[VariantTest, ...], told: str) -> None:
    plan = planned(changed(recessive(SIBS), "S", tests=tests))

    assert plan.of("S").tested_for == told
    assert plan.of("S2").tested_for == ""


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"tests": (FOR_A,)}, f"S: tested for {A} only: not found; {B} was not looked for."),
        ({"tests": (VariantTest(("c.5A>G",)),)}, "S was tested for c.5A>G, which is not a change of this family"),
        ({"tests": (VariantTest((), ("c.5A>G",)),)}, "A test of S found c.5A>G, which is not a change"),
        ({"tests": (WEAK,)}, "S: a test with sensitivity 0.95"),
        ({"tests": (FOR_BOTH,), "depth": 12}, "The reads of S (12) are too few"),
        ({"tests": (FOR_BOTH,), "genotype": Genotype.HETEROZYGOUS}, "tests of S do not agree"),
        ({"tests": (FOUND_A,), "genotype": Genotype.NOT_DETECTED}, "tests of S do not agree"),
        ({"tests": (FOUND_A, FOR_A)}, "tests of S do not agree"),
        ({"tests": (FOR_BOTH,)}, ""),
        ({"tests": (FOUND_A,), "genotype": Genotype.COMPOUND_HETEROZYGOUS}, ""),
    ],
)  # fmt: skip
def test_what_a_person_must_check(fields: dict[str, object], asked: str) -> None:
    checks = planned(changed(recessive(SIBS), "S", **fields)).checks

    assert any(asked in one for one in checks) if asked else not checks


@pytest.mark.parametrize(
    "fields",
    [
        {"tests": (FOR_BOTH,), "genotype": Genotype.HETEROZYGOUS},
        {"tests": (FOUND_A,), "genotype": Genotype.NOT_DETECTED},
        {"tests": (FOUND_A, FOR_A)},
        {"tests": (FOR_BOTH,), "depth": 29},
        {"tests": (VariantTest(("c.5A>G",)),)},
        {"tests": (VariantTest((), ("p.Arg117Ter",)),)},
    ],
)
def test_results_that_do_not_count_leave_the_sib_as_untested(fields: dict[str, object]) -> None:
    before = planned(recessive(SIBS))
    after = planned(changed(recessive(SIBS), "S", **fields))

    assert told_of(after) == told_of(before)


def test_a_genotype_and_a_test_for_one_change_are_taken_together() -> None:
    whole = changed(recessive(SIBS, S=FOR_A), "S", genotype=Genotype.HETEROZYGOUS)
    results = collect_results(whole, *whole.findings)

    assert results.possible["S"] == {("", "b")}
    assert results.results["S"] is Genotype.HETEROZYGOUS
    assert planned(whole).of("S").flag is Flag.OBLIGATE


def test_a_parents_test_and_the_result_beside_the_finding_are_taken_together() -> None:
    first, second = in_trans()
    for_the_mother = replace(first.trio, mother="not detected")
    whole = replace(
        recessive(NUCLEAR, MO=FOUND_A), findings=(first, replace(second, trio=for_the_mother))
    )
    contradiction = replace(whole, findings=(replace(first, trio=for_the_mother), second))

    assert collect_results(whole, *whole.findings).possible["MO"] == {("", "a"), ("a", "a")}
    assert not collect_results(contradiction, *contradiction.findings).positive("MO")
    assert any("tests of MO do not agree" in one for one in planned(contradiction).checks)


def test_too_few_reads_silence_what_was_not_found_and_not_what_was_found() -> None:
    whole = changed(recessive(SIBS, S=VariantTest((A, B), (A,))), "S", depth=12)

    assert collect_results(whole, *whole.findings).possible["S"] == {
        ("", "a"),
        ("a", "a"),
        ("a", "b"),
    }
    assert planned(whole).of("S").affected == Fraction(1, 2)


# One change on both copies -------------------------------------------------------------------


def test_a_sib_in_whom_the_one_change_was_found_can_have_it_twice_until_the_genotype_is_told() -> (
    None
):
    whole = recessive(SIBS, one_change=True, S=FOUND_A)
    told = planned(changed(whole, "S", genotype=Genotype.HETEROZYGOUS))

    assert planned(whole).of("S").affected == Fraction(1, 3)
    assert any("one copy or both" in one for one in planned(whole).checks)
    assert told.of("S").affected == 0
    assert told.of("S").flag is Flag.OBLIGATE
    assert told.checks == ()


def test_with_one_change_on_both_copies_a_second_one_of_the_gene_is_not_followed() -> None:
    both = (*homozygous(), finding("SLC25A38", B, "P"))
    whole = replace(recessive(SIBS, S=FOR_B), findings=both)
    changes = FamilialChanges.of(whole, both[0])

    assert (changes.letter_of(A), changes.letter_of(B)) == ("a", "")
    assert any("not followed in this family" in one for one in planned(whole).checks)


def test_a_and_b_follow_the_order_of_the_findings() -> None:
    whole = recessive(SIBS)
    turned = replace(whole, findings=whole.findings[::-1])

    assert FamilialChanges.of(whole, whole.findings[0]).letters_of((B,)) == {"b"}
    assert FamilialChanges.of(turned, turned.findings[0]).letters_of((B,)) == {"a"}
    assert told_of(planned(replace(turned, family=recessive(SIBS, S=FOR_A).family))) == told_of(
        planned(recessive(SIBS, S=FOR_B))
    )


def test_two_changes_of_one_parent_are_refused_with_the_phase_as_a_remedy() -> None:
    open_phase = tuple(replace(one, phase="") for one in in_trans())
    whole = replace(recessive(NUCLEAR, MO=FOUND_BOTH, FA=FOR_BOTH), findings=open_phase)

    with pytest.raises(InputRejected, match="enter the phase"):
        planned(whole)


def test_impossible_tests_are_refused_and_named() -> None:
    with pytest.raises(InputRejected, match="cannot all be true"):
        planned(recessive(NUCLEAR, MO=FOR_BOTH, FA=FOR_A))


# What must hold --------------------------------------------------------------------------------

WORLDS = 10
"""Families with true results that are compared with the count."""


@cache
def a_true_case(seed: int) -> tuple[Case, dict[str, Known]]:
    """Return a family in which the changes were passed on by chance, with true tests."""
    rng = Random(seed)
    people = family("P", *rng.choice((SIBS, WIDE)))
    possible = [one for one in worlds(people, 2) if set(one["P"]) == {"a", "b"}]
    truth = rng.choice(possible)
    tests: dict[str, tuple[VariantTest, ...]] = {}
    known = {"P": Known(frozenset("ab"))}
    for person in people.relatives:
        looked = frozenset(rng.choice(("", "a", "b", "ab")))
        if looked:
            there = looked & set(truth[person.id])
            known[person.id] = Known(there, looked - there)
            named = [tuple(LETTERS[one] for one in sorted(some)) for some in (looked, there)]
            tests[person.id] = (VariantTest(*named),)
    return case(with_tests(people, tests), *in_trans()), known


@pytest.mark.parametrize("seed", range(WORLDS))
def test_the_chances_agree_with_counting_founder_chromosomes_one_by_one(seed: int) -> None:
    whole, known = a_true_case(seed)
    expected = counted(whole.family, known)
    tests = collect_results(whole, *whole.findings)
    ages = {person.id: None for person in whole.family}
    found = RecessiveFamily.of(whole.family, tests, whole.findings, ages)

    for person in whole.family:
        chances = (
            found.chances.carrying(person.id),
            found.chances.probability(person.id, found.locus.biallelic),
        )
        assert chances == expected.chance(person.id), (person.id, known)


@pytest.mark.parametrize("seed", range(WORLDS))
def test_a_negative_test_for_one_change_never_clears_and_never_raises_a_sib(seed: int) -> None:
    whole, _ = a_true_case(seed)
    untested = changed(whole, "S", tests=())
    before, after = (
        planned(one).of("S") for one in (untested, changed(untested, "S", tests=(FOR_A,)))
    )
    both_open = before.chance is not None and before.affected is not None and before.affected > 0

    if both_open and before.tested == "":
        assert after.chance is not None
        assert 0 < after.chance < before.chance
        assert Test.TARGETED in after.tests


@pytest.mark.parametrize(
    ("name", "test", "result"),
    [
        ("S", FOR_BOTH, Genotype.NOT_DETECTED),
        ("AU", FOR_BOTH, Genotype.NOT_DETECTED),
        ("GM", FOR_BOTH, Genotype.NOT_DETECTED),
        ("S", FOUND_BOTH, Genotype.COMPOUND_HETEROZYGOUS),
        ("MO", VariantTest((), (A,)), Genotype.HETEROZYGOUS),
        ("S", VariantTest((), (A,)), Genotype.HETEROZYGOUS),
        ("AU", VariantTest((), (A,)), Genotype.HETEROZYGOUS),
    ],
)
def test_with_every_change_looked_for_the_plan_is_that_of_the_genotype(
    name: str, test: VariantTest, result: Genotype
) -> None:
    by_genotype = planned(changed(recessive(WIDE), name, genotype=result))

    assert told_of(planned(recessive(WIDE, **{name: test}))) == told_of(by_genotype)


def test_a_homozygous_probands_relatives_are_cleared_by_a_test_as_by_a_genotype() -> None:
    by_genotype = planned(
        changed(recessive(WIDE, one_change=True), "S", genotype=Genotype.NOT_DETECTED)
    )

    assert told_of(planned(recessive(WIDE, one_change=True, S=FOR_BOTH))) == told_of(by_genotype)


def told_of(plan: Plan) -> tuple[Decision, ...]:
    """Return the decisions without the words on tests and without posteriors."""
    return tuple(replace(one, tested_for="", posterior=None) for one in plan.decisions)
