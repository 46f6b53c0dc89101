"""The next best test and the cascade, on families that can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from families import case, family, finding
from hypothesis import given, settings
from hypothesis import strategies as some
from recessive_families import in_trans

from genetics.defaults import DefaultName
from genetics.variants import Zygosity
from pedigrees.assumptions import ChanceSettings
from pedigrees.case import Case
from pedigrees.case_chances import NoChances
from pedigrees.clinical.facts import Facts
from pedigrees.next_test.cascade import Step
from pedigrees.next_test.proposal import NextTests, next_tests
from pedigrees.next_test.trial import NOT_BY_PLAN, SETTLED, TESTED, Standing, settled_by
from pedigrees.people import Genotype
from pedigrees.screening import screen

NO_MOSAICISM = ChanceSettings({DefaultName.RESIDUAL_MOSAICISM: Fraction(0)})
ADULT = "born 1970"


def of_a_man(*lines: str) -> Case:
    """Return the case of a hemizygous man P; no germline mosaicism, so chances are plain."""
    found = finding(zygosity=Zygosity.HEMIZYGOUS)
    return replace(case(family("P", *lines), found), chances=NO_MOSAICISM)


def proposed(whole: Case) -> NextTests:
    facts = Facts(whole)
    found = next_tests(whole, facts, screen(whole, facts))
    assert isinstance(found, NextTests), found
    return found


MOTHERS_LINE = (
    f"P M of FA MO positive {ADULT}",
    "FA M born 1940",
    "MO F of GF GM born 1942",
    "GF M deceased",
    "GM F deceased",
    "UN M of GF GM born 1945",
    "AU F of GF GM born 1946",
    "HU M born 1940",
    "CO M of HU AU born 1972",
)


def test_the_mother_comes_first_for_her_negative_result_clears_the_line() -> None:
    found = proposed(of_a_man(*MOTHERS_LINE))
    mother = found.trials[0]
    negative = {one.result: one for one in mother.outcomes}[Genotype.NOT_DETECTED]

    assert mother.person.id == "MO"
    assert negative.chance == pytest.approx(0.1)
    assert set(negative.changed) == {"UN", "AU", "CO"}
    assert mother.expected_changes == pytest.approx(0.3)


def test_an_aunt_who_waits_for_the_mother_comes_after_her_although_she_would_tell_more() -> None:
    mother, *others = proposed(of_a_man(*MOTHERS_LINE)).trials
    aunt = next(trial for trial in others if trial.person.id == "AU")

    assert aunt.waits
    assert aunt.expected_changes > mother.expected_changes


def test_the_linking_relative_is_tested_before_the_cousin() -> None:
    line = [one.replace("MO F of GF GM", "MO F of GF GM positive") for one in MOTHERS_LINE]
    order = [trial.person.id for trial in proposed(of_a_man(*line)).trials]

    assert order.index("AU") < order.index("CO")


def test_a_negative_linking_relative_clears_her_branch_in_the_cascade() -> None:
    line = [one.replace("MO F of GF GM", "MO F of GF GM positive") for one in MOTHERS_LINE]
    step = proposed(of_a_man(*line)).cascade
    aunt = _find(step, "AU")
    negative = next(one for one in aunt.branches if one.result is Genotype.NOT_DETECTED)

    assert "CO" in negative.then.settled


def _find(step: Step, person: str) -> Step:
    if step.person == person:
        return step
    found = [_find(one.then, person) for one in step.branches]
    return next((one for one in found if one.person == person), Step())


def test_sibs_in_a_recessive_family_tell_nothing_of_each_other_and_are_all_tested() -> None:
    lines = [f"{name} F of FA MO born 1980" for name in ("S1", "S2", "S3")]
    parents = ("P F of FA MO born 1982", "FA M positive born 1950", "MO F positive born 1951")
    found = proposed(case(family("P", *parents, *lines), *in_trans()))

    assert all(trial.expected_changes == 0 for trial in found.trials)
    assert found.cascade == Step(rest=("S1", "S2", "S3"))
    assert found.cascade.fewest == found.cascade.most == 3


def test_a_list_by_degree_holds_men_who_cannot_carry_and_lacks_the_cousin() -> None:
    found = proposed(of_a_man(*MOTHERS_LINE))

    assert "FA" in found.near
    assert found.standing.carrying("FA") == 0
    assert "CO" not in found.near
    assert "CO" in {trial.person.id for trial in found.trials}


def test_everybody_who_is_not_ranked_has_a_reason() -> None:
    line = (*MOTHERS_LINE, "SI F of FA MO born 2015", "BR M of FA MO positive born 1972")
    found = proposed(of_a_man(*line))
    reasons = settled_by(found.standing)
    ranked = {trial.person.id for trial in found.trials}

    assert reasons["FA"] == SETTLED
    assert reasons["BR"] == TESTED
    assert reasons["SI"] == NOT_BY_PLAN
    assert ranked | set(reasons) == {one.id for one in found.standing.case.family.relatives}


@pytest.mark.parametrize(
    "found", [finding("STEAP3", "P"), finding("ALAS2", "VUS")], ids=["disputed", "uncertain"]
)
def test_no_ranking_where_no_chance_is_given(found: object) -> None:
    whole = case(family("P", "P F of FA MO", "FA M", "MO F", "SI F of FA MO"), found)
    facts = Facts(whole)

    assert isinstance(next_tests(whole, facts, screen(whole, facts)), NoChances)


def test_a_large_family_is_cut_off_and_the_number_of_tests_is_a_range() -> None:
    aunts = [
        line
        for number in range(9)
        for line in (
            f"A{number} F of GF GM born 1946",
            f"H{number} M born 1940",
            f"C{number} M of H{number} A{number} born 1972",
        )
    ]
    line = [one.replace("MO F of GF GM", "MO F of GF GM positive") for one in MOTHERS_LINE]
    step = proposed(of_a_man(*line, *aunts)).cascade

    assert step.fewest < step.most <= step.longest <= 9 * 2 + 3


# Against all orders, and against chances added up by hand -----------------------------------------


@given(
    some.lists(some.sampled_from(["brother", "sister", "uncle", "aunt"]), min_size=1, max_size=3)
)
@settings(max_examples=6, deadline=None)
def test_the_chances_of_all_results_add_up_and_average_to_what_is_known(kin: list[str]) -> None:
    whole = of_a_man(*_with(kin))
    found = proposed(whole)
    for trial in found.trials:
        assert sum(one.chance for one in trial.outcomes) == pytest.approx(1)
        for other in whole.family.relatives:
            if other.id != trial.person.id:
                average = sum(
                    one.chance * one.standing.carrying(other.id) for one in trial.outcomes
                )
                assert average == pytest.approx(found.standing.carrying(other.id), abs=1e-12)
        assert trial.information >= -1e-12


@pytest.mark.parametrize("kin", [["brother"], ["aunt"], ["brother", "uncle"]])
def test_the_cascade_lies_between_the_best_order_and_testing_everyone(kin: list[str]) -> None:
    found = proposed(of_a_man(*_with(kin)))

    others = replace(found.standing, aside=frozenset(found.at_once))
    everyone = len(others.needs_the_test())

    assert _fewest(others) - 1e-9 <= found.cascade.fewest <= everyone + 1e-9


def _with(kin: list[str]) -> list[str]:
    own = {
        "brother": "M of FA MO",
        "sister": "F of FA MO",
        "uncle": "M of GF GM",
        "aunt": "F of GF GM",
    }
    return [*MOTHERS_LINE[:5], *(f"R{at} {own[one]} born 1971" for at, one in enumerate(kin))]


def _fewest(standing: Standing) -> float:
    """Return the smallest expected number of tests over all orders."""
    people = standing.needs_the_test()
    if not people:
        return 0.0
    return min(
        1
        + sum(
            chance * _fewest(standing.after(person.id, result))
            for result, chance in standing.results_of(person).items()
        )
        for person in people
    )


@pytest.mark.parametrize("pregnant", [True, False])
def test_pregnant_relatives_are_named_before_the_ranking(pregnant: bool) -> None:
    whole = of_a_man(*MOTHERS_LINE)
    people = [replace(one, pregnant=pregnant) if one.id == "AU" else one for one in whole.family]
    whole = replace(whole, family=type(whole.family)(people, "P"))
    found = proposed(whole)
    aunt = next((trial for trial in found.trials if trial.person.id == "AU"), None)

    assert aunt is not None
    assert aunt.urgent == pregnant


def test_who_does_not_wait_and_changes_nothing_for_others_is_tested_beside_the_cascade() -> None:
    found = proposed(of_a_man(*MOTHERS_LINE, "BR M of FA MO born 1975"))

    assert found.at_once == ("BR",)
    assert found.cascade.person == "MO"
    assert "BR" not in str(found.cascade)


def test_someone_who_turns_out_to_carry_is_not_called_free() -> None:
    line = [one.replace(" deceased", " born 1920") for one in MOTHERS_LINE]
    found = proposed(of_a_man(*line))
    grandfather = found.standing.after("GF", Genotype.HEMIZYGOUS)

    assert grandfather.carrying("AU") == 1
    assert grandfather.carrying("UN") == 0


def test_parents_of_a_recessive_proband_confirm_what_is_certain_already() -> None:
    parents = ("P F of FA MO born 1982", "FA M born 1950", "MO F born 1951")
    found = proposed(case(family("P", *parents, "S1 F of FA MO born 1980"), *in_trans()))

    assert found.confirming == ("FA", "MO")
