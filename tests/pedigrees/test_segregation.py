"""How many informative meioses a family has: counted by hand, and by founder chromosomes."""

from fractions import Fraction

import pytest
from families import MAN, WOMAN, case, family, finding
from founder_chromosomes import counted_chances

from genetics.acmg.evidence import Segregation
from genetics.gene_files import load_panel
from genetics.inheritance import Sex
from genetics.variants import Zygosity
from pedigrees.segregation import segregation_of

ALAS2, ABCB7, SLC25A38, STEAP3 = (
    load_panel().gene(one) for one in ("ALAS2", "ABCB7", "SLC25A38", "STEAP3")
)

UP = ["GM F", "GF M", "MO F of GF GM", "FA M", "P M of FA MO affected"]
TABLE = {
    # what the family shows, the meioses, on whom they rest
    "an affected brother with it": ([*UP, "BR M of FA MO affected positive"], 1, ["BR"]),
    "two affected brothers with it": (
        [*UP, "BR M of FA MO affected positive", "B2 M of FA MO affected positive"],
        2,
        ["BR", "B2"],
    ),
    "an affected identical twin with it": ([*UP, "BR M of FA MO affected positive twin P"], 0, []),
    "an affected maternal uncle with it": ([*UP, "UN M of GF GM affected positive"], 2, ["UN"]),
    "uncle and brother": (
        [*UP, "UN M of GF GM affected positive", "BR M of FA MO affected positive"],
        3,
        ["UN", "BR"],
    ),
    "an affected grandfather with it": (["GM F", "GF M affected positive", *UP[2:]], 1, ["GF"]),
    # Grandfather (all of his daughters have it) or grandmother: 1/2 · 1/2 + 1/4 · 1/2 = 3/8.
    "a cousin, son of a maternal aunt": (
        [*UP, "AU F of GF GM", "CO M of - AU affected positive"],
        1,
        ["CO"],
    ),
    "the mother alone, who must have it": ([*UP[:2], "MO F of GF GM positive", *UP[3:]], 0, []),
    "brother, and the mother who follows": (
        [*UP[:2], "MO F of GF GM positive", *UP[3:], "BR M of FA MO affected positive"],
        1,
        ["BR", "MO"],
    ),
    "the grandmother of two lines, an obligate carrier": (
        ["GM F positive", *UP[1:], "UN M of GF GM affected"],
        1,
        ["GM"],
    ),
    "the grandmother of one line, who need not carry": (["GM F positive", *UP[1:]], 0, []),
    "the daughter of an affected uncle": (
        [*UP, "UN M of GF GM affected", "CD F of UN - positive"],
        2,
        ["CD"],
    ),
    "an uncle and his daughter, who follows from him": (
        [*UP, "UN M of GF GM affected positive", "CD F of UN - positive"],
        2,
        ["UN", "CD"],
    ),
    "an affected sister with it": ([*UP, "SI F of FA MO affected positive"], 0, []),
    "an unaffected brother with it": ([*UP, "BR M of FA MO positive"], 0, []),
    "an affected brother without a test": ([*UP, "BR M of FA MO affected"], 0, []),
    "a healthy brother without it": ([*UP, "BR M of FA MO negative"], 0, []),
    "an affected man who is no blood relative": ([*UP, "X M affected positive"], 0, []),
    "an adopted brother": ([*UP, "BR M of FA MO affected positive adopted"], 0, []),
}


@pytest.mark.parametrize("gene", [ALAS2, ABCB7], ids=lambda gene: gene.symbol)
@pytest.mark.parametrize(("lines", "meioses", "counted"), TABLE.values(), ids=TABLE)
def test_affected_men_and_obligate_carriers_count_once(gene, lines, meioses, counted):
    people = family("P", *lines)
    told = segregation_of(case(people, one := finding(gene.symbol)), one, gene)

    assert Segregation(meioses, tuple(counted), (), told.why_none) == told
    assert bool(told.why_none) is not bool(meioses)


@pytest.mark.parametrize(
    "lines",
    [lines for lines, meioses, _ in TABLE.values() if meioses],
    ids=[name for name, row in TABLE.items() if row[1]],
)
def test_the_chance_by_founder_chromosomes_is_as_often_halved(lines):
    people = family("P", *lines)
    told = segregation_of(case(people, one := finding()), one, ALAS2)

    chance, copies = Fraction(1), {"P": frozenset({1})}
    for name in told.counted:
        chance *= counted_chances(people, copies)[name]
        copies[name] = frozenset({1} if people[name].sex is MAN else {1, 2})
    assert Fraction(1, 2 ** (told.meioses + 1)) < chance <= Fraction(1, 2**told.meioses)


def test_an_affected_man_without_it_stands_against():
    people = family("P", *UP, "BR M of FA MO affected positive", "UN M of GF GM affected negative")

    told = segregation_of(case(people, one := finding()), one, ALAS2)

    assert Segregation(0, (), ("UN",)) == told


def test_an_affected_woman_is_the_first_case_as_well():
    people = family("P", "MO F", "FA M", "P F of FA MO affected", "BR M of FA MO affected positive")

    told = segregation_of(case(people, one := finding()), one, ALAS2)

    # The mother or the father gave it to her; only the mother's can be in the brother.
    assert (told.meioses, told.counted) == (2, ("BR",))


AR = ["MO F", "FA M"]
CHILD = "P M of FA MO affected"


@pytest.mark.parametrize(
    ("lines", "meioses", "counted", "against"),
    [
        (["SI F of FA MO affected homozygous"], 2, ("SI",), ()),
        (
            ["SI F of FA MO affected homozygous", "BR M of FA MO affected homozygous"],
            4,
            ("SI", "BR"),
            (),
        ),
        (["SI F of FA MO affected positive"], 0, (), ("SI",)),
        (["SI F of FA MO affected negative"], 0, (), ("SI",)),
        (["SI F of FA MO affected"], 0, (), ()),
        (["SI F of FA MO homozygous"], 0, (), ()),
        (["SI F of FA MO positive"], 0, (), ()),
        (["HS F of FA - affected homozygous"], 0, (), ()),
    ],
)
def test_in_recessive_disease_affected_sibs_with_both_changes_count(
    lines, meioses, counted, against
):
    people = family("P", *AR, CHILD, *lines)
    both = finding("SLC25A38", zygosity=Zygosity.HOMOZYGOUS)

    told = segregation_of(case(people, both), both, SLC25A38)

    assert (meioses, counted, against) == (told.meioses, told.counted, told.against)


def test_two_changes_in_one_person_need_not_be_the_same():
    people = family("P", *AR, CHILD, "SI F of FA MO affected homozygous")
    one, other = (finding("SLC25A38", hgvs_c=name) for name in ("c.349C>T", "c.625G>C"))

    assert segregation_of(case(people, one, other), one, SLC25A38).meioses == 2
    assert segregation_of(case(people, one), one, SLC25A38).meioses == 0


BROTHER = [*UP, "BR M of FA MO affected positive"]


@pytest.mark.parametrize(
    ("lines", "findings", "why"),
    [
        ([*UP[:4], "P M of FA MO", BROTHER[-1]], [finding()], "not recorded as affected"),
        (BROTHER, [finding(), finding("ABCB7")], "findings in several genes"),
        (BROTHER, [finding(zygosity=Zygosity.MOSAIC)], "mosaic"),
        (BROTHER, [finding(zygosity=None)], "zygosity"),
    ],
)
def test_nothing_is_counted_where_the_results_may_mean_something_else(lines, findings, why):
    told = segregation_of(case(family("P", *lines), *findings), findings[0], ALAS2)

    assert told.meioses == 0
    assert why in told.why_none


def test_results_that_cannot_all_be_true_count_nothing():
    # On X no brother can have it where the mother has none and the father gives him Y.
    people = family("P", "MO F", "FA M", "P F of FA MO affected", "BR M of FA - affected positive")

    told = segregation_of(case(people, one := finding(zygosity=Zygosity.HETEROZYGOUS)), one, ALAS2)

    assert told.meioses == 0
    assert told.why_none


def test_in_steap3_nothing_is_counted():
    people = family("P", *AR, CHILD, "SI F of FA MO affected positive")

    told = segregation_of(case(people, one := finding("STEAP3")), one, STEAP3)

    assert told.why_none == "the way of inheritance is uncertain"
    assert people["SI"].sex is WOMAN is Sex.FEMALE
