"""The transmission chance: worked examples, and a second way to count on random families."""

from __future__ import annotations

from fractions import Fraction

import pytest
from families import family
from founder_chromosomes import counted_chances
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.people import Person
from pedigrees.probability.transmission import (
    Evidence,
    ImpossibleEvidenceError,
    transmission_chances,
)

NONE, ONE, TWO = frozenset({0}), frozenset({1}), frozenset({2})
AT_LEAST_ONE = frozenset({1, 2})

MOTHERS_SIDE = (
    "grandfather M",
    "grandmother F",
    "mother F of grandfather grandmother",
    "uncle M of grandfather grandmother",
    "aunt F of grandfather grandmother",
    "aunts_son M of - aunt",
    "uncles_daughter F of uncle -",
    "father M",
    "proband M of father mother",
    "sister F of father mother",
    "sisters_son M of - sister",
    "brother M of father mother",
    "brothers_daughter F of brother -",
)
ORIGIN_UNKNOWN = (
    "father M",
    "mother F",
    "proband F of father mother",
    "sister F of father mother",
    "brother M of father mother",
    "son M of - proband",
    "daughter F of - proband",
    "unborn U of - proband",
    "sons_daughter F of son -",
)
COUSINS = (
    "grandfather M",
    "grandmother F",
    "sister F of grandfather grandmother",
    "aunt F of grandfather grandmother",
    "wife F of - sister",
    "husband M of - aunt",
    "son M of husband wife",
    "daughter F of husband wife",
)


def chance(
    lines: tuple[str, ...], person: str, new_in: tuple[str, ...] = (), **copies: frozenset[int]
) -> str:
    evidence = Evidence(copies, frozenset(new_in))
    return str(transmission_chances(family("", *lines), evidence)[person])


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("mother", "1"),
        ("grandmother", "1/2"),
        ("grandfather", "1/2"),
        ("uncle", "1/4"),
        ("aunt", "3/4"),
        ("aunts_son", "3/8"),
        ("uncles_daughter", "1/4"),
        ("father", "0"),
        ("brother", "1/2"),
        ("sister", "1/2"),
        ("sisters_son", "1/4"),
        ("brothers_daughter", "1/2"),
    ],
)
def test_of_a_man_with_the_variant_nothing_else_known(person: str, expected: str) -> None:
    assert expected == chance(MOTHERS_SIDE, person, proband=ONE)


@pytest.mark.parametrize(
    ("known", "person", "expected"),
    [
        ({"grandfather": NONE}, "grandmother", "1"),
        ({"grandfather": NONE}, "aunt", "1/2"),
        ({"grandfather": NONE}, "uncle", "1/2"),
        ({"grandfather": ONE}, "aunt", "1"),
        ({"grandfather": ONE}, "uncle", "0"),
        ({"grandfather": ONE}, "grandmother", "0"),
        ({"grandmother": NONE}, "grandfather", "1"),
        ({"uncle": ONE}, "grandmother", "1"),
        ({"uncle": ONE}, "aunt", "1/2"),
        ({"uncle": NONE}, "grandfather", "2/3"),
        ({"uncle": NONE}, "aunt", "5/6"),
        ({"aunt": NONE}, "grandfather", "0"),
        ({"aunt": NONE}, "uncle", "1/2"),
        ({"aunts_son": ONE}, "aunt", "1"),
        ({"aunts_son": ONE}, "grandfather", "2/3"),
        ({"sister": NONE}, "sisters_son", "0"),
        ({"brother": ONE}, "brothers_daughter", "1"),
    ],
)
def test_of_a_man_with_the_variant_and_one_more_result(
    known: dict[str, frozenset[int]], person: str, expected: str
) -> None:
    assert expected == chance(MOTHERS_SIDE, person, proband=ONE, **known)


@pytest.mark.parametrize(
    ("known", "person", "expected"),
    [
        ({}, "mother", "1/2"),
        ({}, "father", "1/2"),
        ({}, "sister", "3/4"),
        ({}, "brother", "1/4"),
        ({}, "unborn", "1/2"),
        ({}, "sons_daughter", "1/2"),
        ({"father": NONE}, "sister", "1/2"),
        ({"father": NONE}, "brother", "1/2"),
        ({"father": ONE}, "sister", "1"),
        ({"father": ONE}, "brother", "0"),
        ({"mother": NONE}, "father", "1"),
        ({"brother": ONE}, "mother", "1"),
        ({"brother": ONE}, "father", "0"),
        ({"sister": ONE}, "father", "2/3"),
        ({"sister": NONE}, "father", "0"),
    ],
)
def test_of_a_heterozygous_woman(
    known: dict[str, frozenset[int]], person: str, expected: str
) -> None:
    assert expected == chance(ORIGIN_UNKNOWN, person, proband=ONE, **known)


@pytest.mark.parametrize(
    ("person", "expected"),
    [("mother", "1"), ("father", "1"), ("sister", "1"), ("brother", "1/2"), ("son", "1")],
)
def test_of_a_woman_with_two_copies_both_parents_carry(person: str, expected: str) -> None:
    assert expected == chance(ORIGIN_UNKNOWN, person, proband=TWO)


@pytest.mark.parametrize(
    ("person", "expected"),
    [("husband", "1"), ("wife", "1"), ("grandfather", "2/3"), ("aunt", "1"), ("son", "1/2")],
)
def test_cousins_who_both_carry_share_one_founder_copy(person: str, expected: str) -> None:
    assert expected == chance(COUSINS, person, daughter=TWO)


def test_a_variant_new_in_a_man_leaves_his_mothers_side_alone() -> None:
    of = {"proband": ONE, "mother": NONE}

    assert chance(MOTHERS_SIDE, "aunt", new_in=("proband",), **of) == "0"
    assert chance(MOTHERS_SIDE, "brother", new_in=("proband",), **of) == "0"


def test_a_variant_new_in_the_mother_reaches_her_children_and_nobody_above() -> None:
    of = {"proband": ONE, "grandfather": NONE, "grandmother": NONE}

    assert chance(MOTHERS_SIDE, "mother", new_in=("mother",), **of) == "1"
    assert chance(MOTHERS_SIDE, "sister", new_in=("mother",), **of) == "1/2"
    assert chance(MOTHERS_SIDE, "uncle", new_in=("mother",), **of) == "0"


def test_a_mosaic_mother_explains_a_second_child_and_the_father_does_not() -> None:
    of = {"proband": ONE, "mother": NONE, "sister": ONE}
    evidence = Evidence(of, new_in=frozenset({"proband"}), again_in=frozenset({"sister"}))

    chances = transmission_chances(family("", *MOTHERS_SIDE), evidence)

    assert chances["father"] == 0
    assert chances["sisters_son"] == Fraction(1, 2)


def test_identical_twins_have_one_genome() -> None:
    twins = (*MOTHERS_SIDE, "twin M of father mother twin proband", "niece F of twin -")

    assert chance(twins, "twin", proband=ONE) == "1"
    assert chance(twins, "niece", proband=ONE) == "1"
    assert chance(twins, "twin", new_in=("proband",), proband=ONE, mother=NONE) == "1"


def test_twins_of_unlike_results_are_taken_for_sibs() -> None:
    twins = (*MOTHERS_SIDE, "twin M of father mother twin proband")

    assert chance(twins, "twin", proband=ONE, twin=NONE) == "0"


@pytest.mark.parametrize(
    "copies",
    [
        {"proband": ONE, "mother": NONE},
        {"grandfather": ONE, "mother": NONE},
        {"proband": ONE, "grandfather": NONE, "grandmother": NONE},
        {"sister": TWO, "father": NONE},
    ],
)
def test_results_that_cannot_all_be_true_are_refused(copies: dict[str, frozenset[int]]) -> None:
    with pytest.raises(ImpossibleEvidenceError):
        chance(MOTHERS_SIDE, "uncle", **copies)


@st.composite
def small_families(draw: st.DrawFn) -> tuple[Family, Evidence]:
    """Return up to eight people with half-sibs, loops, missing parents, and their evidence."""
    people: list[Person] = []
    for number in range(draw(st.integers(2, 8))):
        men = [person.id for person in people if person.sex is Sex.MALE]
        women = [person.id for person in people if person.sex is Sex.FEMALE]
        father = draw(st.sampled_from([None, *men]))
        mother = draw(st.sampled_from([None, *women]))
        sex = draw(st.sampled_from([*[Sex.MALE, Sex.FEMALE] * 3, Sex.UNKNOWN]))
        people.append(Person(f"P{number}", sex, father, mother))
    names = [person.id for person in people]
    copies = {}
    for name in draw(st.lists(st.sampled_from(names), max_size=4, unique=True)):
        woman = next(person for person in people if person.id == name).sex is Sex.FEMALE
        possible = [NONE, ONE, TWO, AT_LEAST_ONE] if woman else [NONE, ONE, ONE]
        copies[name] = draw(st.sampled_from(possible))
    children = [person.id for person in people if person.father or person.mother]
    new_in = draw(st.frozensets(st.sampled_from(children), max_size=2)) if children else frozenset()
    return Family(people, "P0"), Evidence(copies, new_in)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_families())
def test_counting_founder_chromosomes_gives_the_same(drawn: tuple[Family, Evidence]) -> None:
    people, evidence = drawn
    expected = counted_chances(people, evidence.copies, evidence.new_in)

    if expected is None:
        with pytest.raises(ImpossibleEvidenceError):
            transmission_chances(people, evidence)
    else:
        assert expected == transmission_chances(people, evidence)
