"""The posterior chances of a case, their assumptions, and how a chance is unfolded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from families import case, family, finding
from recessive_families import homozygous, in_trans

from genetics.defaults import DefaultName
from genetics.errors import InputRejected
from genetics.variants import Zygosity
from pedigrees.assumptions import ChanceSettings, PenetranceBand
from pedigrees.case import Case
from pedigrees.case_chances import CaseChances, NoChances, case_chances
from pedigrees.chance_steps import unfold
from pedigrees.clinical.facts import Facts
from pedigrees.family import Family
from pedigrees.pattern import pattern_of
from pedigrees.people import Affected, VariantTest
from pedigrees.plan import Plan
from pedigrees.screening import screen

FITNESS, MOSAICISM = DefaultName.MALE_FITNESS, DefaultName.RESIDUAL_MOSAICISM
WITHOUT_MOSAICISM = ChanceSettings({MOSAICISM: Fraction(0)})

MOTHERS_LINE = (
    "P M of FA MO positive",
    "FA M",
    "MO F of GF GM",
    "GF M",
    "GM F",
    "BR M of FA MO",
    "SI F of FA MO",
    "UN M of GF GM",
    "AU F of GF GM",
    "CO M of HU AU",
    "HU M",
)


def x_linked(*lines: str, settings: ChanceSettings = WITHOUT_MOSAICISM) -> Case:
    """Return the case of a hemizygous man P with this family."""
    found = finding(zygosity=Zygosity.HEMIZYGOUS)
    return replace(case(family("P", *lines), found), chances=settings)


def recessive(*lines: str, settings: ChanceSettings | None = None) -> Case:
    """Return the case of P, compound heterozygous in SLC25A38."""
    whole = case(family("P", *lines), *in_trans())
    return replace(whole, chances=settings or ChanceSettings())


def carrying(case: Case) -> Mapping[str, float]:
    chances = case_chances(case, pattern_of(case))
    assert isinstance(chances, CaseChances), chances
    return {one.id: float(chances.posteriors[one.id].carrying) for one in case.family}


def planned(case: Case) -> Plan:
    return screen(case, Facts(case))


def with_(case: Case, *lines: str) -> Case:
    """Return the case with the lines of these people in place of their old ones."""
    new = {person.id: person for person in family("P", *lines)}
    people = [new.get(person.id, person) for person in case.family]
    return replace(case, family=Family(people, "P"))


# X-linked -----------------------------------------------------------------------------------


@pytest.mark.parametrize("fitness", ["0", "0.3", "0.7", "0.9"])
@pytest.mark.parametrize("recorded", [3, 5, 11])
@pytest.mark.parametrize("mosaicism", ["0", "0.01", "0.2"])
def test_the_mother_of_a_single_ill_man_carries_as_haldane_says_whoever_is_recorded(
    fitness: str, recorded: int, mosaicism: str
) -> None:
    settings = ChanceSettings({MOSAICISM: Fraction(mosaicism), FITNESS: Fraction(fitness)})
    chances = carrying(x_linked(*MOTHERS_LINE[:recorded], settings=settings))

    assert chances["MO"] == pytest.approx(float(1 - (1 - Fraction(fitness)) / 3), abs=1e-12)


def test_an_ill_man_may_have_children_even_where_none_is_assumed_to() -> None:
    settings = ChanceSettings({FITNESS: Fraction(0)})
    whole = x_linked(*MOTHERS_LINE[:3], "DA F of P PW", "PW F", settings=settings)

    assert carrying(whole)["DA"] == 1


def test_with_full_fitness_the_change_is_old_and_the_mother_carries() -> None:
    settings = ChanceSettings({FITNESS: Fraction(1)})

    assert carrying(x_linked(*MOTHERS_LINE, settings=settings))["MO"] == 1


def test_a_negative_mother_drops_her_line_at_once() -> None:
    before = carrying(x_linked(*MOTHERS_LINE))
    after = carrying(with_(x_linked(*MOTHERS_LINE), "MO F of GF GM negative"))

    assert all(before[one] > 0.1 for one in ("BR", "SI", "GM", "UN", "AU", "CO"))
    assert all(after[one] == 0 for one in ("BR", "SI", "GM", "UN", "AU", "CO"))


def test_after_a_new_change_a_brother_has_the_stated_chance_of_mosaicism() -> None:
    new = x_linked(*MOTHERS_LINE, "BR2 M of FA MO", settings=ChanceSettings())
    new = with_(new, "MO F of GF GM negative")
    chances = carrying(new)

    assert chances["BR"] == pytest.approx(0.01, abs=1e-12)
    assert chances["MO"] == 0


def test_a_second_ill_child_of_a_negative_mother_makes_one_in_two_of_it() -> None:
    new = x_linked(*MOTHERS_LINE, "BR2 M of FA MO positive", settings=ChanceSettings())
    chances = carrying(with_(new, "MO F of GF GM negative"))

    assert chances["BR"] == pytest.approx(0.5, abs=1e-12)


def test_healthy_is_no_evidence_until_a_penetrance_is_stated() -> None:
    lines = (*MOTHERS_LINE[:5], "BR M of FA MO born 1960")
    plain = x_linked(*lines)
    healthy = replace(
        plain,
        family=Family(
            [
                replace(one, affected=type(one.affected).NO) if one.id == "BR" else one
                for one in plain.family
            ],
            "P",
        ),
    )
    band = PenetranceBand(40, (Fraction(0), Fraction(9, 10)), (Fraction(0),) * 3)
    stated = replace(healthy, chances=replace(WITHOUT_MOSAICISM, penetrance=(band,)))

    assert carrying(healthy)["BR"] == carrying(plain)["BR"] == pytest.approx(0.45)
    # 0.9 of mothers; of their sons 1 in 2, of whom 1 in 10 is healthy at this age
    assert carrying(stated)["BR"] == pytest.approx(0.045 / (0.045 + 0.45 + 0.1))


def test_a_test_that_can_err_is_weighed() -> None:
    plain = x_linked(*MOTHERS_LINE[:6])
    weak = VariantTest(sensitivity=Fraction(9, 10))
    tested = replace(
        plain,
        family=Family(
            [replace(one, tests=(weak,)) if one.id == "BR" else one for one in plain.family], "P"
        ),
    )

    # not found: 0.9 / 2 x 1 in 10 against all others
    assert carrying(tested)["BR"] == pytest.approx(0.045 / (0.045 + 0.45 + 0.1))


# Recessive ----------------------------------------------------------------------------------

SIBS = (
    "P F of FA MO",
    "FA M positive",
    "MO F positive",
    "SI F of FA MO",
    "SB M of FA MO",
    "PA F partner SB",
    "NI F of SB PA",
)


def test_a_sib_and_the_sibs_child_have_the_textbook_chances() -> None:
    whole = recessive(*SIBS)
    chances = case_chances(whole, pattern_of(whole))
    assert isinstance(chances, CaseChances)
    carriers = carrying(whole)

    assert carriers["SI"] == pytest.approx(3 / 4, abs=2e-3)
    assert carriers["PA"] == pytest.approx(1 / 500, abs=1e-4)
    # both copies changed: 1 in 4 of the sibs; 2 in 4 carry one
    assert float(chances.posteriors["SI"].copies(2)) == pytest.approx(1 / 4, abs=1e-3)


def test_a_healthy_sib_past_the_age_of_onset_has_two_thirds_and_the_child_1_in_3000() -> None:
    whole = recessive(*SIBS)
    people = [
        replace(one, affected=type(one.affected).NO, birth=type(one.birth)(1990))
        if one.id in ("SI", "SB")
        else one
        for one in whole.family
    ]
    whole = replace(whole, family=Family(people, "P"))
    chances = case_chances(whole, pattern_of(whole))
    assert isinstance(chances, CaseChances)

    assert carrying(whole)["SI"] == pytest.approx(2 / 3, abs=1e-3)
    assert float(chances.posteriors["NI"].copies(2)) == pytest.approx(1 / 3000, rel=5e-3)


def test_the_carrier_frequency_and_a_personal_prior_can_be_stated() -> None:
    stated = ChanceSettings({DefaultName.CARRIER_FREQUENCY: Fraction(1, 20)})
    personal = ChanceSettings(priors={"PA": Fraction(1, 4)})

    assert carrying(recessive(*SIBS, settings=stated))["PA"] == pytest.approx(0.05, abs=2e-3)
    assert carrying(recessive(*SIBS, settings=personal))["PA"] == 0.25


# None ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (finding("STEAP3", "P"), "disputed"),
        (finding("ALAS2", "VUS"), "uncertain significance"),
        (finding("SLC25A38", "P", hgvs_c="c.349C>T"), "One recessive change"),
        (finding("ALAS2", "P", zygosity=Zygosity.MOSAIC), "part of the cells"),
    ],
    ids=["STEAP3", "VUS", "single recessive", "mosaic"],
)
def test_no_posterior_is_given_without_a_cascade(found: object, reason: str) -> None:
    plan = planned(case(family("P", "P F of FA MO", "FA M", "MO F", "SI F of FA MO"), found))

    assert all(one.posterior is None for one in plan.decisions)
    assert reason in plan.no_posterior
    assert plan.assumed == ()


def test_no_posterior_is_given_beside_a_parent_without_the_variant() -> None:
    whole = case(family("P", "P F of FA MO", "FA M negative", "MO F positive"), *homozygous())

    assert isinstance(case_chances(whole, pattern_of(whole)), NoChances)


def test_an_adopted_relative_has_no_chance_through_the_family() -> None:
    whole = x_linked(*MOTHERS_LINE, "AD M of FA MO adopted")

    assert planned(whole).of("AD").posterior is None


# The assumptions and the steps ----------------------------------------------------------------


def test_the_plan_prints_each_assumption_and_whence() -> None:
    default = planned(x_linked(*MOTHERS_LINE, settings=ChanceSettings())).assumed
    stated = planned(x_linked(*MOTHERS_LINE, settings=ChanceSettings({FITNESS: Fraction(1, 2)})))

    assert any("0.7 (default, an assumption)" in one for one in default)
    assert any("1 in 2 (stated for this case)" in one for one in stated.assumed)


def test_the_steps_lead_from_nothing_to_the_chance() -> None:
    whole = with_(x_linked(*MOTHERS_LINE), "AU F of GF GM positive")
    chances = case_chances(whole, pattern_of(whole))
    assert isinstance(chances, CaseChances)
    unfolded = unfold(chances, "UN")

    assert unfolded.start == 0
    assert [step.fact.person for step in unfolded.steps] == ["P", "AU"]
    assert unfolded.steps[0].after == unfolded.steps[1].before
    assert unfolded.steps[-1].after == carrying(whole)["UN"]
    assert dict(unfolded.parents).keys() == {"GF", "GM"}


def test_results_that_contradict_each_other_are_named_and_no_others() -> None:
    whole = x_linked(*MOTHERS_LINE, "DA F of P PW negative", "PW F negative")

    with pytest.raises(InputRejected) as caught:
        planned(whole)
    told = str(caught.value)
    assert "P: test result hemizygous; DA: test result not detected" in told
    assert "PW" not in told


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (0, "BR is recorded not affected (chance to be ill with 0, 1 changed copies: 0, 1)"),
        (3, "(chance to be ill from the age of 3 on with 0, 1 changed copies: 0, 1)"),
    ],
)
def test_a_conflict_with_a_penetrance_says_which_penetrance_was_used(age: int, said: str) -> None:
    whole = x_linked(*MOTHERS_LINE[:5], "BR M of FA MO positive born 1960")
    healthy = [
        replace(one, affected=Affected.NO) if one.id == "BR" else one for one in whole.family
    ]
    band = PenetranceBand(age, (Fraction(0), Fraction(1), Fraction(1)), (Fraction(0),) * 3)
    settings = replace(WITHOUT_MOSAICISM, penetrance=(band,))
    stated = replace(whole, family=Family(healthy, "P"), chances=settings)

    given = case_chances(stated, pattern_of(stated))

    assert isinstance(given, NoChances)
    facts, assumed = given.reason.split(" Assumed: ")
    assert facts.startswith("These cannot all be true together: BR: test result hemizygous; BR is")
    assert said in facts
    assert "class" not in facts
    assert f"ill from the age of {age} with 0, 1, 2 changed copies: men 0, 1, 1" in assumed


def test_the_conventions_of_the_plan_follow_what_the_case_states() -> None:
    stated = ChanceSettings({MOSAICISM: Fraction(1, 50)})
    new = with_(x_linked(*MOTHERS_LINE, settings=stated), "MO F of GF GM negative")
    rare = ChanceSettings({DefaultName.CARRIER_FREQUENCY: Fraction(1, 50)})
    partners = planned(recessive("P F of FA MO", "FA M", "MO F", "HU M partner P", settings=rare))

    assert planned(new).of("BR").chance == Fraction(1, 50)
    assert partners.of("HU").chance == Fraction(1, 50)


# What a review of a clinical geneticist found -----------------------------------------------------


def test_an_affected_relative_without_a_test_is_not_left_out_silently() -> None:
    plan = planned(x_linked(*MOTHERS_LINE[:7], "UN M of GF GM affected"))

    assert plan.no_posterior.startswith("UN recorded affected and not tested")
    assert all(one.posterior is None for one in plan.decisions)


def test_that_an_uncle_has_children_says_nothing_of_him() -> None:
    alone = x_linked(*MOTHERS_LINE)
    father = x_linked(*MOTHERS_LINE, "UC F of UN UW", "UW F")

    assert carrying(alone)["UN"] == carrying(father)["UN"]


def test_very_likely_is_not_said_below_two_thirds() -> None:
    grandparents = with_(x_linked(*MOTHERS_LINE), "GF M negative", "GM F negative")

    assert not planned(x_linked(*MOTHERS_LINE)).of("MO").doubtful
    assert planned(grandparents).of("MO").posterior.carrying == pytest.approx(0.5)
    assert planned(grandparents).of("MO").doubtful


def test_people_by_marriage_have_no_posterior_in_an_x_linked_family() -> None:
    assert planned(x_linked(*MOTHERS_LINE)).of("HU").posterior is None


def test_stated_priors_and_a_penetrance_are_among_the_assumptions() -> None:
    band = PenetranceBand(3, (Fraction(0),) * 3, (Fraction(0), Fraction(0), Fraction(1, 2)))
    stated = ChanceSettings(priors={"PA": Fraction(1, 4)}, penetrance=(band,))
    plan = planned(recessive(*SIBS, settings=stated))

    assert any(one.startswith("PA carries a change: 1 in 4") for one in plan.assumed)
    assert any(one.startswith("ill from the age of 3") for one in plan.assumed)
    assert not any("shows itself" in one for one in plan.assumed)
    assert plan.of("PA").chance == Fraction(1, 4)
