"""Kin terms, one way and the other: by blood, by marriage, by adoption, and several at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from families import MAN, WOMAN, family

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.kin.terms import kin_term
from pedigrees.people import Adoption, Person
from pedigrees.relationship import path_to, relation_in_words

FAR = family(
    "proband",
    "ggf M",
    "ggm F",
    "gf M of ggf ggm",
    "gm F",
    "gf2 M",
    "great_aunt F of ggf ggm",
    "her_husband M partner great_aunt",
    "her_son M of her_husband great_aunt",
    "second_cousin F of her_son -",
    "second_cousins_son M of - second_cousin",
    "mother F of gf gm",
    "uncle M of gf gm",
    "half_aunt F of gf2 gm",
    "cousin U of uncle uncles_wife",
    "uncles_wife F",
    "cousins_wife F partner cousin",
    "half_cousin M of - half_aunt",
    "father M",
    "stepmother F partner father",
    "stepsister F of - stepmother",
    "half_sister F of father stepmother",
    "proband M of father mother",
    "sister F of father mother",
    "sisters_man M partner sister",
    "nephew M of sisters_man sister",
    "great_niece F of nephew -",
    "half_niece F of - half_sister",
    "wife F of wifes_father wifes_mother partner proband",
    "wifes_mother F",
    "wifes_grandfather M",
    "wifes_father M of wifes_grandfather -",
    "wifes_brother M of wifes_father wifes_mother",
    "wifes_aunt F of wifes_grandfather -",
    "wifes_niece F of wifes_brother -",
    "stepson M of - wife",
    "son M of proband wife",
    "sons_wife F partner son",
    "granddaughter F of son sons_wife",
    "great_grandchild U of - granddaughter",
    "stranger M",
)


@pytest.mark.parametrize(
    ("person", "term", "back"),
    [
        ("mother", "mother", "son"),
        ("gf", "maternal grandfather", "grandson"),
        ("ggm", "maternal great-grandmother", "great-grandson"),
        ("sister", "sister", "brother"),
        ("half_sister", "paternal half-sister", "paternal half-brother"),
        ("uncle", "maternal uncle", "nephew"),
        ("half_aunt", "maternal half-aunt", "maternal half-nephew"),
        ("great_aunt", "maternal great-aunt", "great-nephew"),
        ("nephew", "nephew", "maternal uncle"),
        ("great_niece", "great-niece", "paternal great-uncle"),
        ("half_niece", "paternal half-niece", "maternal half-uncle"),
        ("cousin", "maternal first cousin", "paternal first cousin"),
        ("half_cousin", "maternal half first cousin", "maternal half first cousin"),
        (
            "her_son",
            "maternal first cousin once removed",
            "maternal first cousin once removed",
        ),
        ("second_cousin", "maternal second cousin", "paternal second cousin"),
        (
            "second_cousins_son",
            "maternal second cousin once removed",
            "maternal second cousin once removed",
        ),
        ("son", "son", "father"),
        ("granddaughter", "granddaughter", "paternal grandfather"),
        ("great_grandchild", "great-grandchild", "maternal great-grandfather"),
        ("wife", "partner", "partner"),
        ("stepmother", "stepmother", "stepson"),
        ("stepsister", "stepsister", "stepbrother"),
        ("stepson", "stepson", "stepfather"),
        ("wifes_mother", "mother-in-law", "son-in-law"),
        ("wifes_grandfather", "grandfather-in-law", "grandson-in-law"),
        ("wifes_brother", "brother-in-law", "brother-in-law"),
        ("sisters_man", "brother-in-law", "brother-in-law"),
        ("wifes_aunt", "aunt by marriage", "nephew by marriage"),
        ("wifes_niece", "niece by marriage", "uncle by marriage"),
        ("uncles_wife", "aunt by marriage", "nephew by marriage"),
        ("her_husband", "great-uncle by marriage", "great-nephew by marriage"),
        ("cousins_wife", "first cousin by marriage", "first cousin by marriage"),
        ("sons_wife", "daughter-in-law", "father-in-law"),
        ("gf2", "step-grandfather", "step-grandson"),
        ("stranger", "no recorded relation", "no recorded relation"),
        ("proband", "the same person", "the same person"),
    ],
)
def test_every_term_both_ways(person: str, term: str, back: str) -> None:
    assert kin_term(FAR, person) == term
    assert kin_term(FAR, "proband", person) == back


DOUBLE = family(
    "a",
    "gf1 M",
    "gm1 F",
    "gf2 M",
    "gm2 F",
    "f M of gf1 gm1",
    "u M of gf1 gm1",
    "m F of gf2 gm2",
    "t F of gf2 gm2",
    "a M of f m",
    "b F of u t",
)
INCEST = family("child", "f M", "m F", "d F of f m", "child M of f d", "s M of f m")
HALF_AUNT_TWICE = family(
    "p",
    "gf M",
    "gm F",
    "f M of gf -",
    "m F of - gm",
    "p F of f m",
    "a F of gf gm",
    "gm1 F",
    "gf1 M",
)
COUSINS_WHO_MARRIED = family(
    "a",
    "gf M",
    "gm F",
    "f M of gf gm",
    "m F of gf gm",
    "a M of f -",
    "b F of - m",
    "c F of a b",
)


@pytest.mark.parametrize(
    ("people", "person", "of", "term"),
    [
        (DOUBLE, "b", "a", "double first cousin"),
        (DOUBLE, "u", "b", "father"),
        (INCEST, "child", "f", "son and grandson"),
        (INCEST, "f", "child", "father and maternal grandfather"),
        (INCEST, "child", "d", "son and paternal half-brother"),
        (INCEST, "d", "child", "mother and paternal half-sister"),
        (INCEST, "child", "s", "paternal half-brother and nephew"),
        (HALF_AUNT_TWICE, "a", "p", "half-aunt in 2 ways"),
        (COUSINS_WHO_MARRIED, "b", "a", "paternal first cousin and partner"),
        (COUSINS_WHO_MARRIED, "m", "a", "paternal aunt and mother-in-law"),
        (
            COUSINS_WHO_MARRIED,
            "gf",
            "c",
            "great-grandfather in 2 ways",
        ),
    ],
)
def test_relations_of_more_than_one_kind_are_all_said(
    people: Family, person: str, of: str, term: str
) -> None:
    assert kin_term(people, person, of) == term


def test_only_the_nearest_of_many_relations_are_said_and_the_others_counted() -> None:
    people = [Person("M0", MAN), Person("F0", WOMAN)]
    for one in range(1, 6):
        parents = f"M{one - 1}", f"F{one - 1}"
        people += [Person(f"M{one}", MAN, *parents), Person(f"F{one}", WOMAN, *parents)]

    assert kin_term(Family(people, "M5"), "F5") == (
        "sister, double first cousin, quadruple second cousin and 2 farther relations"
    )


ADOPTED = Family(
    (
        Person("gf", MAN),
        Person("m", WOMAN, "gf", None),
        Person("f", MAN, partner_of="m"),
        Person("bio", WOMAN),
        Person("own", WOMAN, "f", "m"),
        Person("in", MAN, social_parents=("f", "m"), adopted=Adoption.INTO),
        Person("out", MAN, None, "bio", social_parents=("f", "m"), adopted=Adoption.OUT),
        Person("unclear", Sex.UNKNOWN, "f", "m", genetic_link=False),
        Person("ins_child", WOMAN, "in", None),
    ),
    "in",
)


@pytest.mark.parametrize(
    ("person", "of", "term"),
    [
        ("m", "in", "adoptive mother"),
        ("in", "m", "adopted son"),
        ("gf", "in", "adoptive maternal grandfather"),
        ("own", "in", "adoptive sister"),
        ("out", "in", "adoptive brother"),
        ("bio", "out", "mother"),
        ("f", "out", "adoptive father"),
        ("ins_child", "m", "adoptive granddaughter"),
        ("m", "ins_child", "adoptive paternal grandmother"),
        ("own", "ins_child", "adoptive paternal aunt"),
        ("unclear", "m", "child without a genetic link (adopted, step or donor-conceived)"),
        ("bio", "in", "no recorded relation"),
    ],
)
def test_adoption_is_said_and_is_no_blood(person: str, of: str, term: str) -> None:
    assert kin_term(ADOPTED, person, of) == term


TWINS = Family(
    (
        Person("m", WOMAN),
        Person("a", WOMAN, None, "m"),
        Person("same", WOMAN, None, "m", twin_of="a", monozygotic=True),
        Person("other", MAN, None, "m", twin_of="a", monozygotic=False),
        Person("unknown", MAN, None, "m", twin_of="a"),
        Person("alone", WOMAN, twin_of="m", monozygotic=True),
    ),
    "a",
)


@pytest.mark.parametrize(
    ("person", "of", "term"),
    [
        ("same", "a", "identical twin sister"),
        ("a", "same", "identical twin sister"),
        ("other", "a", "non-identical twin brother"),
        ("unknown", "a", "twin brother"),
        ("alone", "m", "identical twin sister"),
    ],
)
def test_twins_are_said_with_their_kind(person: str, of: str, term: str) -> None:
    assert kin_term(TWINS, person, of) == term


def test_donor_and_surrogate_are_said() -> None:
    people = Family(
        (
            replace(Person("donor", MAN), donor=True),
            Person("m", WOMAN),
            replace(Person("carrier", WOMAN), surrogate=True),
            replace(Person("c", WOMAN, "donor", "m"), carried_by="carrier"),
        ),
        "c",
    )

    assert kin_term(people, "donor") == "genetic father (donor)"
    assert kin_term(people, "m", "donor") == "no recorded relation"
    assert kin_term(people, "carrier") == "surrogate mother"
    assert kin_term(people, "c", "carrier") == "child carried as a surrogate"


def test_an_adoption_in_a_circle_of_no_harm_is_read() -> None:
    """A boy adopted by his own grandparents is their grandson, and their son."""
    people = Family(
        (
            Person("gm", WOMAN),
            Person("m", WOMAN, None, "gm"),
            Person("c", MAN, None, "m", social_parents=("gm",), adopted=Adoption.OUT),
        ),
        "c",
    )

    assert kin_term(people, "gm") == "maternal grandmother and adoptive mother"
    assert kin_term(people, "m") == "mother and adoptive sister"


# The words of documents, from anybody's side --------------------------------------------------


@pytest.mark.parametrize(
    ("person", "of", "words"),
    [
        ("proband", "mother", "son"),
        ("proband", "uncle", "sister's son"),
        ("proband", "cousin", "paternal aunt's son"),
        ("proband", "gf", "daughter's son"),
        ("wife", "mother", "son's partner"),
        ("proband", "wife", "partner"),
        ("wife", "stranger", "no recorded blood relation"),
    ],
)
def test_the_words_of_documents_can_be_said_from_any_side(person: str, of: str, words: str) -> None:
    assert relation_in_words(FAR, person, of) == words


def test_an_aunt_of_two_halves_is_no_full_aunt() -> None:
    path = path_to(HALF_AUNT_TWICE, "a")

    assert path is not None
    assert not path.full
    assert relation_in_words(HALF_AUNT_TWICE, "a") == "half-aunt"


TWO_LINES = family(
    "p",
    "gf M",
    "gm1 F",
    "gm2 F",
    "f M of gf gm1",
    "m F of gf gm2",
    "p F of f m",
    "aunt F of gf gm2",
    "man M",
    "woman F",
    "half_brother M of f woman",
    "half_sister F of man m",
    "half_sibs_son M of half_brother half_sister",
)


@pytest.mark.parametrize(
    ("person", "full", "words"),
    [
        ("aunt", True, "aunt"),
        ("half_sibs_son", False, "half-brother's son"),
    ],
)
def test_of_ways_of_one_length_that_through_a_couple_counts(
    person: str, full: bool, words: str
) -> None:
    path = path_to(TWO_LINES, person)

    assert path is not None
    assert path.full is full
    assert relation_in_words(TWO_LINES, person) == words
