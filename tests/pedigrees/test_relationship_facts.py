"""Relations as facts: ways, kinship, twins and ties by marriage, against independent oracles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from random import Random

import networkx
import pytest
from families import MAN, WOMAN, family
from families import case as made
from hypothesis import given, settings
from hypothesis import strategies as some
from random_families import random_case
from recessive_families import in_trans

from genetics.errors import InputRejected
from genetics.inheritance import Sex
from pedigrees.case import Case
from pedigrees.clinical.facts import Facts
from pedigrees.family import Family
from pedigrees.kin.ancestry import genetic_parents
from pedigrees.kin.chains import MOST_LISTED, Chain, chains_between
from pedigrees.kin.kinship import kinship_coefficient
from pedigrees.kin.relations import relations_between, sexes_between, turned
from pedigrees.kin.twins import Twins, twins
from pedigrees.people import Affected, Person
from pedigrees.screening import screen

HALF = Fraction(1, 2)
CARRIERS = Fraction(1, 500)
"""The share of carriers in the population, KNOWLEDGE.md section 2 (an upper bound)."""


@some.composite
def pedigrees(draw: some.DrawFn, most_born: int = 5) -> Family:
    """Families with loops, half-sibs, parents who are not recorded, and identical twins."""
    people = [
        Person(f"F{one}", MAN if one % 2 else WOMAN) for one in range(draw(some.integers(1, 4)))
    ]
    for number in range(draw(some.integers(1, most_born))):
        fathers = [one.id for one in people if one.sex is MAN]
        mothers = [one.id for one in people if one.sex is WOMAN]
        father = draw(some.sampled_from([*fathers, None]))
        mother = draw(some.sampled_from([*mothers, None]))
        people.append(Person(str(number), draw(some.sampled_from([MAN, WOMAN])), father, mother))
        if draw(some.integers(0, 5)) == 0:
            twin = replace(people[-1], id=f"T{number}", twin_of=str(number), monozygotic=True)
            people.append(twin)
    return Family(people, people[0].id)


# Kinship --------------------------------------------------------------------------------------


def dropped_genes(people: Family, one: str, other: str) -> Fraction:
    """Return the kinship by passing founder alleles on in every way that is possible."""
    born = [person for person in people if person.father or person.mother]
    born = [person for person in born if person.twin_of is None]
    equal = total = 0
    for passed in product((0, 1), repeat=2 * len(born)):
        genomes: dict[str, tuple[object, object]] = {}
        choice = iter(passed)
        for person in people:
            if person.twin_of is not None:
                genomes[person.id] = genomes[person.twin_of]
            elif person in born:
                picks = [
                    (person.id, role) if parent is None else genomes[parent][next(choice)]
                    for role, parent in enumerate((person.father, person.mother))
                ]
                genomes[person.id] = picks[0], picks[1]
            else:
                genomes[person.id] = (person.id, 0), (person.id, 1)
        pairs = list(product(genomes[one], genomes[other]))
        equal += sum(left == right for left, right in pairs)
        total += len(pairs)
    return Fraction(equal, total)


@settings(max_examples=40, deadline=None)
@given(pedigrees(most_born=4), some.data())
def test_kinship_is_what_passing_on_every_founder_allele_counts(
    people: Family, data: some.DataObject
) -> None:
    ids = some.sampled_from([person.id for person in people])
    one, other = data.draw(ids), data.draw(ids)

    assert kinship_coefficient(people, one, other) == dropped_genes(people, one, other)


@settings(max_examples=60, deadline=None)
@given(pedigrees(most_born=8))
def test_kinship_is_the_sum_over_the_ways_by_wrights_formula(people: Family) -> None:
    """(1/2) to the number of people on the way, times 1 + F of the ancestor (no twins here)."""
    singles = Family((one for one in people if one.twin_of is None), people.proband_id)
    parents = genetic_parents(singles)
    for one, other in combinations([person.id for person in singles], 2):
        ways = chains_between(parents, one, other)
        total = sum(
            HALF ** (chain.up + chain.down + 1) * 2 * kinship_coefficient(singles, top, top)
            for chain in ways.listed
            for top in chain.ancestors
        )
        assert ways.unlisted == 0
        assert kinship_coefficient(singles, one, other) == total


@pytest.mark.parametrize("generations", [28, 29, 30, 31, 45])
def test_kinship_of_sibs_who_marry_for_generations_is_exact(generations: int) -> None:
    """Within a machine word and beyond it: each generation follows from the one before."""
    of_sibs, with_self = Fraction(0), HALF
    for _ in range(generations):
        of_sibs, with_self = (with_self + of_sibs) / 2, (1 + of_sibs) / 2
    people = ladder(generations)

    assert kinship_coefficient(people, f"M{generations}", f"F{generations}") == of_sibs
    assert kinship_coefficient(people, f"M{generations}", f"M{generations}") == with_self


INBRED = family(
    "child",
    "gf M",
    "gm F",
    "father M of gf gm",
    "mother F of gf gm",
    "child F of father mother",
    "twin F of father mother twin child",
    "third F of father mother twin child",
    "stranger M",
)


@pytest.mark.parametrize(
    ("one", "other", "kinship"),
    [
        ("child", "child", "5/8"),
        ("child", "twin", "5/8"),
        ("twin", "third", "5/8"),
        ("father", "mother", "1/4"),
        ("father", "child", "3/8"),
        ("gf", "child", "1/4"),
        ("stranger", "child", "0"),
        ("stranger", "stranger", "1/2"),
    ],
)
def test_kinship_in_an_inbred_family_with_identical_triplets(
    one: str, other: str, kinship: str
) -> None:
    assert kinship_coefficient(INBRED, one, other) == Fraction(kinship)
    assert kinship_coefficient(INBRED, other, one) == Fraction(kinship)


def test_children_of_identical_twins_are_as_near_as_half_sibs() -> None:
    people = family(
        "a", "gm F", "m1 F of - gm", "m2 F of - gm twin m1", "a M of - m1", "b M of - m2"
    )

    assert kinship_coefficient(people, "a", "b") == Fraction(1, 8)
    assert kinship_coefficient(people, "m2", "a") == Fraction(1, 4)


# Ways -----------------------------------------------------------------------------------------


def ways_in_the_graph(people: Family, one: str, other: str) -> set[Chain]:
    """Return the ways by listing all simple paths in a graph, and joining those of couples."""
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(person.id for person in people)
    for child, parents in genetic_parents(people).items():
        graph.add_edges_from((parent, child) for parent in parents)
    ways: dict[tuple[tuple[str, ...], tuple[str, ...]], set[str]] = {}
    for top in graph:
        for up, down in product(lines_down(graph, top, one), lines_down(graph, top, other)):
            if not set(up) & set(down):
                ways.setdefault((tuple(reversed(up)), down), set()).add(top)
    return {
        Chain(up, tuple(sorted(tops)) if up and down else (top,), down)
        for (up, down), tops in ways.items()
        for top in tops
    }


def lines_down(graph: networkx.DiGraph[str], top: str, to: str) -> list[tuple[str, ...]]:
    if top == to:
        return [()]
    return [tuple(path[1:]) for path in networkx.all_simple_paths(graph, top, to)]


@settings(max_examples=60, deadline=None)
@given(pedigrees(most_born=7))
def test_the_ways_are_the_paths_of_the_graph_and_the_nearest_is_its_shortest(
    people: Family,
) -> None:
    parents = genetic_parents(people)
    for one, other in combinations([person.id for person in people], 2):
        found = chains_between(parents, one, other).listed
        plain = {
            replace(chain, ancestors=tuple(sorted(chain.ancestors)), sibs_known=True)
            for chain in found
        }
        assert len(plain) == len(found)
        assert plain == ways_in_the_graph(people, one, other)
        assert [chain.degree for chain in found] == sorted(chain.degree for chain in found)
        back = relations_between(people, other, one)
        assert {(chain.down, chain.up) for chain in found} == {
            (chain.up, chain.down) for chain in back.blood
        }


@settings(max_examples=60, deadline=None)
@given(pedigrees(most_born=9), some.integers(1, 4))
def test_the_nearest_ways_of_few_or_many_are_the_same_and_the_others_are_counted(
    people: Family, most: int
) -> None:
    parents = genetic_parents(people)
    for one, other in combinations([person.id for person in people], 2):
        every, few = chains_between(parents, one, other), chains_between(parents, one, other, most)
        steps = [sorted(chain.up + chain.down for chain in found.listed) for found in (few, every)]
        missing = [chain for chain in every.listed if chain not in few.listed]
        assert every.unlisted == 0
        assert steps[0] == steps[1][:most]
        assert set(few.listed) <= set(every.listed)
        assert few.unlisted == sum(len(chain.ancestors) for chain in missing)


@settings(max_examples=20, deadline=None)
@given(pedigrees(most_born=7))
def test_relations_turned_are_those_asked_for_the_other_way_round(people: Family) -> None:
    for one, other in combinations([person.id for person in people], 2):
        back = turned(people, relations_between(people, one, other))
        asked = relations_between(people, other, one)
        assert set(back.blood) == set(asked.blood)
        assert replace(back, blood=asked.blood) == asked


def ladder(generations: int) -> Family:
    """Return sibs who marry, generation after generation: the ways double in each."""
    people = [Person("M0", MAN), Person("F0", WOMAN)]
    for one in range(1, generations + 1):
        parents = f"M{one - 1}", f"F{one - 1}"
        people += [Person(f"M{one}", MAN, *parents), Person(f"F{one}", WOMAN, *parents)]
    return Family(people, "M0")


def test_the_nearest_of_very_many_ways_are_listed_and_the_others_counted() -> None:
    few = chains_between(genetic_parents(ladder(60)), "M60", "F60", most=5)

    assert [chain.degree for chain in few.listed] == [1, 3, 3, 5, 5]
    assert few.listed[0].ancestors == ("M59", "F59")
    assert few.unlisted == 2 * (2**60 - 1) - 2 * 5


def test_everybody_of_a_random_population_of_three_thousand_can_be_asked_about() -> None:
    rng = Random(6)
    people = [Person(str(one), MAN if one % 2 else WOMAN) for one in range(20)]
    for number in range(20, 3000):
        pool = people[-500:]
        father = rng.choice([one.id for one in pool if one.sex is MAN])
        mother = rng.choice([one.id for one in pool if one.sex is WOMAN])
        people.append(Person(str(number), rng.choice([MAN, WOMAN]), father, mother))
    relations = relations_between(Family(people, "0"), "2999", "2998")

    assert 0 < relations.kinship < HALF
    assert len(relations.blood) == MOST_LISTED
    assert relations.unlisted is None
    assert relations.degree == relations.blood[0].degree


def test_sibs_with_one_recorded_parent_in_common_may_be_full_ones() -> None:
    people = family("a", "m F", "f M", "a M of f m", "b M of - m", "g M", "c M of g m")

    assert [one.sibs_known for one in relations_between(people, "a", "b").blood] == [False]
    assert [one.sibs_known for one in relations_between(people, "a", "c").blood] == [True]


@pytest.mark.parametrize(
    ("one", "other", "sexes"),
    [
        ("child", "aunt", "M"),
        ("child", "half_uncle", "MF"),
        ("child", "gm", "M"),
        ("gm", "child", "M"),
        ("child", "father", ""),
    ],
)
def test_the_sexes_on_the_way_leave_out_a_couple(one: str, other: str, sexes: str) -> None:
    people = family(
        "child",
        "gf M",
        "gm F",
        "aunt F of gf gm",
        "father M of gf gm",
        "half_uncle M of - gm",
        "child F of father -",
    )

    assert "".join(sexes_between(people, relations_between(people, one, other).blood[0])) == sexes


def test_an_own_ancestor_is_refused_by_name() -> None:
    people = family("a", "a M of b -", "b M of a -", "c M of b -")

    with pytest.raises(
        InputRejected, match=r"own ancestor, by blood or adoption: a - b - a|b - a - b"
    ):
        relations_between(people, "c", "a")


# Twins ----------------------------------------------------------------------------------------


def of_twins(*told: tuple[str, str, bool | None]) -> Family:
    named = {one: (twin, kind) for one, twin, kind in told}
    people = [Person("m", WOMAN)]
    for one in "abc":
        twin, kind = named.get(one, (None, None))
        people.append(Person(one, Sex.MALE, None, "m", twin_of=twin, monozygotic=kind))
    return Family(people, "a")


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ([("a", "b", True)], Twins.IDENTICAL),
        ([("b", "a", True)], Twins.IDENTICAL),
        ([("a", "b", False)], Twins.NON_IDENTICAL),
        ([("a", "b", None)], Twins.UNKNOWN),
        ([("a", "c", True), ("b", "c", True)], Twins.IDENTICAL),
        ([("a", "c", True), ("b", "c", False)], Twins.UNKNOWN),
        ([("a", "c", False)], None),
        ([], None),
    ],
)
def test_twins_are_told_by_either_of_them(
    told: Sequence[tuple[str, str, bool | None]], kind: Twins | None
) -> None:
    assert twins(of_twins(*told), "a", "b") is kind
    assert twins(of_twins(*told), "b", "a") is kind


# By marriage ----------------------------------------------------------------------------------


def recessive(seed: int) -> Case:
    """Return the random family of this seed, nobody tested, with a recessive disease."""
    people = random_case(seed).family
    untested = [replace(one, genotype=None, affected=Affected.UNKNOWN) for one in people]
    return made(Family(untested, people.proband_id), *in_trans())


@pytest.mark.parametrize("make", [random_case, recessive])
def test_marriage_and_adoption_never_give_a_chance(make: Callable[[int], Case]) -> None:
    """Over random families.

    In a recessive family the partner of the proband or of a sib has what everybody has: the
    chance of the population (KNOWLEDGE.md section 4, the row PARTNER_UNRELATED).
    """
    in_laws = 0
    for seed in range(30):
        case = make(seed)
        for decision in screen(case, Facts(case)).decisions:
            relations = relations_between(case.family, case.family.proband_id, decision.person)
            if relations.blood or relations.twins is not None:
                continue
            in_laws += bool(relations.by_marriage or relations.reared)
            assert relations.kinship == 0
            near = {case.family.proband_id}
            near |= {sib.id for sib in case.family.full_sibs(case.family.proband_id)}
            of_a_couple = any(one.id in near for one in case.family.partners(decision.person))
            allowed = {None, CARRIERS} if make is recessive and of_a_couple else {None}
            assert decision.chance in allowed, (seed, decision.person)
    assert in_laws > 30


def test_a_donor_is_nobodys_partner() -> None:
    donor = replace(Person("donor", MAN), donor=True)
    people = [
        donor,
        Person("m", WOMAN),
        Person("c", MAN, "donor", "m"),
        Person("d", MAN, None, "m"),
    ]

    assert relations_between(Family(people, "c"), "m", "donor").by_marriage == ()
    assert relations_between(Family(people, "c"), "d", "donor").by_marriage == ()
    assert relations_between(Family(people, "c"), "c", "donor").degree == 1
