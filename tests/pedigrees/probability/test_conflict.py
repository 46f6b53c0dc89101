"""Impossible families: never by rounding, and the fewest facts that contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

import pytest
from big_families import grown, passed_on, typed
from hypothesis import HealthCheck, assume, given, settings
from made_families import autosomal, genotype, healthy, ill, people, rare_on_x, result_of, x_linked
from test_brute_force import Case, cases

from pedigrees.people import Person
from pedigrees.probability.conflict import minimal_conflict
from pedigrees.probability.facts import Fact
from pedigrees.probability.model import Model
from pedigrees.probability.posterior import ImpossibleFactsError, Network, posteriors

PLAIN = autosomal({"a": "1/10"})
ON_X = x_linked({"a": "1/10"})
TRIO = people("father M", "mother F", "child M father mother")
COUSINS = people(
    "grandfather M", "grandmother F", "aunt F grandfather grandmother",
    "father M", "mother F grandfather grandmother", "child M father mother",
)  # fmt: skip


@pytest.mark.parametrize(
    ("family", "model", "facts", "expected"),
    [
        pytest.param(
            TRIO,
            PLAIN,
            [genotype("father", "-/-"), genotype("mother", "a/a"), genotype("child", "a/a")],
            "father is -/-; child is a/a",
            id="a child with two copies needs one from each parent",
        ),
        pytest.param(
            TRIO,
            PLAIN,
            [genotype("father", "-/-"), genotype("mother", "-/-"), genotype("child", "-/a")],
            "father is -/-; mother is -/-; child is -/a",
            id="one copy needs a parent with one: all three",
        ),
        pytest.param(
            TRIO,
            PLAIN,
            [*ill("father", "mother"), *healthy("child")],
            "father is recorded affected; mother is recorded affected; child is recorded not affected",
            id="two ill parents of a recessive disease have no healthy child",
        ),
        pytest.param(
            TRIO,
            ON_X,
            [*ill("child"), genotype("father", "a"), genotype("mother", "-/-")],
            "child is recorded affected; mother is -/-",
            id="the father's X does not explain an ill son",
        ),
        pytest.param(
            COUSINS,
            PLAIN,
            [
                *healthy("aunt"),
                genotype("child", "a/a"),
                genotype("grandmother", "-/-"),
                *healthy("father"),
                genotype("grandfather", "-/-"),
            ],
            "child is a/a; grandmother is -/-; grandfather is -/-",
            id="grandparents without it, over a mother who was not tested",
        ),
        pytest.param(
            [Person("one", TRIO[0].sex)],
            PLAIN,
            [genotype("one", "-/a"), *healthy("one"), genotype("one", "-/-")],
            "one is -/a; one is -/-",
            id="two results of one person",
        ),
        pytest.param(
            [Person("one", TRIO[0].sex)],
            PLAIN,
            [*ill("one"), result_of("one", positive=False)],
            "one is recorded affected; the test of one is negative",
            id="ill, and a test that misses nothing is negative",
        ),
        pytest.param(
            people("one F", "twin F =one"),
            PLAIN,
            [genotype("one", "-/a"), genotype("twin", "-/-")],
            "one is -/a; twin is -/-",
            id="identical twins with different results",
        ),
        pytest.param(
            [Person("man", TRIO[0].sex)],
            ON_X,
            [genotype("man", "-/a")],
            "man is -/a",
            id="a man with two copies of X: one fact alone",
        ),
        pytest.param(TRIO, PLAIN, [genotype("child", "a/a")], "", id="nothing contradicts"),
        pytest.param(
            TRIO,
            rare_on_x(),
            [genotype("child", "a"), genotype("mother", "-/-")],
            "",
            id="a new mutation explains it",
        ),
        pytest.param(TRIO, PLAIN, [], "", id="no facts"),
    ],
)
def test_fewest_facts_that_cannot_all_be_true(
    family: Sequence[Person], model: Model, facts: Sequence[Fact], expected: str
) -> None:
    assert "; ".join(one.words for one in minimal_conflict(family, model, facts)) == expected


def test_test_that_can_err_never_makes_a_family_impossible() -> None:
    miss = result_of("child", positive=False, sensitivity=Fraction(999_999, 1_000_000))
    facts = [genotype("father", "a/a"), genotype("mother", "a/a"), miss]

    assert minimal_conflict(TRIO, PLAIN, facts) == ()


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases(most=6, alleles=2))
def test_set_is_impossible_and_possible_without_any_one_of_it(case: Case) -> None:
    family, model, facts = case
    network = Network.of(family, model)
    assume(network.possible(()))
    found = minimal_conflict(family, model, facts)

    assert bool(found) is not network.possible(facts)
    if found:
        assert not network.possible(found)
    for left_out in range(len(found)):
        assert network.possible((*found[:left_out], *found[left_out + 1 :]))


def test_one_wrong_sample_among_three_hundred_is_found() -> None:
    rng = Random(6)
    family = grown(rng, 300, loops=3)
    alleles = passed_on(rng, family, 0.2)
    child = next(
        one
        for one in family[150:]
        if one.father and one.mother and alleles[one.father] == alleles[one.mother] == ("", "")
    )
    swapped = {**alleles, child.id: ("a", "a")}
    facts = [typed(name, own) for name, own in swapped.items()]

    found = {one.person for one in minimal_conflict(family, PLAIN, facts)}

    assert child.id in found
    assert found in ({child.id, child.father}, {child.id, child.mother})
    right = [typed(name, own) for name, own in alleles.items()]
    assert posteriors(family, PLAIN, right).log_likelihood is not None


def test_chance_smaller_than_any_float_is_not_impossible() -> None:
    """1,200 tests that miss a change with one in a thousand: the chance is 10^-3600."""
    miss = result_of("child", positive=False, sensitivity=Fraction(999, 1000))
    facts = [genotype("child", "a/a"), *[miss] * 1200]

    got = posteriors(TRIO, PLAIN, facts)

    assert got["child"].copies(2) == 1
    with pytest.raises(ImpossibleFactsError):
        posteriors(TRIO, PLAIN, [*facts, genotype("child", "-/-")])
