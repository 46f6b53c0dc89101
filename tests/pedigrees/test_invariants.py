"""What holds in every X-linked family, whatever it looks like."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import cache

import pytest
from random_families import random_case

from genetics.errors import InputRejected
from genetics.inheritance import Sex
from pedigrees.carriers import Context
from pedigrees.case import Case
from pedigrees.clinical.facts import Facts
from pedigrees.family import Family
from pedigrees.pattern import familial_variant
from pedigrees.people import Genotype
from pedigrees.plan import Decision, Flag, Pattern, Plan, Test
from pedigrees.relationship import path_to
from pedigrees.screening import screen
from pedigrees.tested import TestResults, collect_results
from pedigrees.x_linked import XLinkedFamily

SEEDS = (*range(240), 271, 425)
"""The last two bring the rarest contexts."""
WITHOUT_TESTS = (Flag.SPECIALIST, Flag.PHASE_TEST, Flag.RESIDUAL_LOW)


@dataclass(frozen=True)
class Screened:
    case: Case
    plan: Plan
    tests: TestResults
    known: frozenset[str]

    @property
    def family(self) -> Family:
        return self.case.family

    def related(self, name: str) -> bool:
        return name == self.family.proband_id or path_to(self.family, name) is not None


@cache
def screened_families() -> tuple[Screened, ...]:
    return tuple(_screened(random_case(seed)) for seed in SEEDS)


def _screened(of: Case) -> Screened:
    plan = screen(of, Facts(of))
    tests = collect_results(of, familial_variant(of))
    assert plan.disease_class is not None
    man = plan.pattern is Pattern.XL_M
    x_family = XLinkedFamily.of(of.family, tests, plan.disease_class, man=man)
    return Screened(of, plan, tests, x_family.carriers.known)


def decisions() -> list[tuple[Screened, Decision]]:
    return [(of, one) for of in screened_families() for one in of.plan.decisions]


def test_true_results_are_never_refused_and_each_relative_has_one_decision() -> None:
    for of in screened_families():
        assert [one.person for one in of.plan.decisions] == [one.id for one in of.family.relatives]


def test_all_contexts_are_met() -> None:
    assert {of.plan.context for of in screened_families()} == set(Context)


def test_nobody_without_a_chance_is_flagged_but_for_the_check_of_parentage() -> None:
    for of, one in decisions():
        if one.chance == 0:
            assert one.flag in (Flag.NOT_INDICATED, Flag.INFO_ONLY, Flag.SPECIALIST), of.case


def test_nobody_without_a_blood_relation_has_a_chance() -> None:
    for of, one in decisions():
        if not of.related(one.person):
            assert one.chance is None
            assert one.flag in (Flag.NOT_INDICATED, Flag.INFO_ONLY) or one.tested == "positive"


def test_the_deceased_and_the_unwilling_are_never_flagged() -> None:
    for of, one in decisions():
        person = of.family[one.person]
        if not person.alive or person.contact_declined or not of.case.consent.contact_relatives:
            assert not one.flag.is_flagged


def test_a_man_is_never_flagged_through_his_father_alone() -> None:
    for of, one in decisions():
        person = of.family[one.person]
        mother = of.family.mother(one.person)
        if person.sex is not Sex.MALE or mother is None or of.related(mother.id):
            continue
        carries = [of.tests.positive(name) for name in of.family.descendants(mother.id)]
        if not any(carries) and not of.tests.positive(mother.id):
            assert not one.flag.is_flagged


def test_everyone_flagged_is_offered_a_test_but_for_specialists_and_a_mosaic_mother() -> None:
    for _, one in decisions():
        if one.flag.is_flagged and not one.tests:
            assert one.flag in WITHOUT_TESTS
            assert one.flag is not Flag.RESIDUAL_LOW or one.tested == "negative"


def test_obligate_means_chance_one_and_known_to_carry() -> None:
    for of, one in decisions():
        if one.flag is Flag.OBLIGATE:
            assert one.person in of.known
            assert one.chance == 1 or not of.related(one.person)
        elif one.flag.is_flagged and one.person in of.known:
            pytest.fail(f"{one.person} carries and is {one.flag}")


def test_everyone_who_tested_positive_is_obligate_and_not_tested_again() -> None:
    for _, one in decisions():
        if one.tested == "positive" and one.flag.is_flagged:
            assert one.flag is Flag.OBLIGATE
            assert Test.TARGETED not in one.tests


def test_only_one_woman_is_very_likely_and_she_is_not_known_to_carry() -> None:
    for of in screened_families():
        likely = [one for one in of.plan.decisions if one.very_likely]
        assert len(likely) <= 1
        for one in likely:
            assert one.chance == 1
            assert one.person not in of.known


def test_first_come_those_of_priority_one_and_only_flagged_people_have_one() -> None:
    for _, one in decisions():
        if one.flag.is_flagged and one.flag is not Flag.SPECIALIST:
            assert 1 <= one.priority <= 4
        else:
            assert one.priority == 0


def test_a_negative_test_ends_the_line_below_it() -> None:
    """Of someone above no carrier: descendants whose only blood relation runs through them."""
    for of in screened_families()[:60]:
        for one in of.plan.decisions:
            if one.tested or not of.related(one.person) or not one.chance:
                continue
            below = of.family.descendants(one.person)
            if below & {of.family.proband_id, *of.known} or one.person in of.known:
                continue
            after = _with_a_negative_test(of.case, one.person)
            if after is None:
                continue
            for name in below & _only_related_through(of.family, one.person):
                assert after.of(name).chance == 0


def _with_a_negative_test(of: Case, name: str) -> Plan | None:
    people = (
        replace(one, genotype=Genotype.NOT_DETECTED, depth=None) if one.id == name else one
        for one in of.family
    )
    tested = replace(of, family=Family(people, of.family.proband_id))
    try:
        return screen(tested, Facts(tested))
    except InputRejected:  # she or he cannot be negative
        return None


def _only_related_through(family: Family, name: str) -> frozenset[str]:
    """Return those who have no blood relation left when this person's parents are taken off."""
    cut = Family(
        (replace(one, father=None, mother=None) if one.id == name else one for one in family),
        family.proband_id,
    )
    return frozenset(one.id for one in family if path_to(cut, one.id) is None)


def test_a_family_of_sixty_is_screened_in_less_than_half_a_second() -> None:
    of = random_case(5, size=60)
    began = time.perf_counter()
    screen(of, Facts(of))

    assert time.perf_counter() - began < 1  # half a second and some patience with busy machines
