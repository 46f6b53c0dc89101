"""The cost follows how tightly a family is knit; one that would not fit is refused with its size."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable, Sequence
from itertools import combinations
from random import Random

import networkx
import pytest
from big_families import grown
from hypothesis import given, settings
from hypothesis import strategies as some
from made_families import autosomal, genotype, people, solve
from networkx.algorithms.approximation import treewidth_min_fill_in

from genetics.errors import InputRejected
from pedigrees.people import Person
from pedigrees.probability.elimination import elimination_steps
from pedigrees.probability.junction_tree import JunctionTree, TooTightlyKnitError
from pedigrees.probability.tables import Table

PLAIN = autosomal({"a": "1/5"})


def all_married_to_all(founders: int) -> list[Person]:
    """So many men and women; each pair has a child."""
    numbers = range(founders)
    return people(
        *(f"man{n} M" for n in numbers),
        *(f"woman{n} F" for n in numbers),
        *(f"child{n}.{m} M man{n} woman{m}" for n in numbers for m in numbers),
    )


def test_family_that_does_not_fit_into_memory_is_refused_with_its_size() -> None:
    family = all_married_to_all(14)

    tracemalloc.start()
    with pytest.raises(TooTightlyKnitError) as refused:
        solve(family, PLAIN)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert str(refused.value) == (
        "the family is too tightly knit: 224 people of whom 15 must be looked at together, in "
        "tables of 208,064,442 rows where 4,000,000 are possible; "
        "leave out branches that link nobody at risk"
    )
    assert isinstance(refused.value, InputRejected)
    assert (refused.value.shared, refused.value.rows) == (15, 208_064_442)
    assert peak < 20_000_000


def test_many_tables_that_fit_one_by_one_are_refused_together() -> None:
    with pytest.raises(TooTightlyKnitError):
        solve(all_married_to_all(11), PLAIN)  # the largest has half a million rows


@pytest.mark.parametrize("founders", [2, 5, 8])
def test_as_many_together_as_founders_of_one_sex_and_one_more(founders: int) -> None:
    family = all_married_to_all(founders)

    assert tree_of(family).width == founders
    got = solve(family, PLAIN) if founders < 6 else None
    assert got is None or got["child1.1"].carrying == pytest.approx(0.36, abs=1e-12)


def test_known_genotypes_make_a_tightly_knit_family_possible() -> None:
    """A state that is known needs no room: the refusal looks at what is left open."""
    family = all_married_to_all(14)
    known = [genotype(f"woman{n}", "-/-") for n in range(14)]

    got = solve(family, PLAIN, known)

    assert got["child0.0"].carrying == pytest.approx(0.2, abs=1e-12)


def test_loops_one_after_another_need_no_more_room_than_one() -> None:
    """First cousins marry, ten times over: the treewidth stays that of one loop."""
    lines = ["m0 M", "f0 F"]
    for n in range(10):
        lines += [
            f"brother{n} M m{n} f{n}", f"sister{n} F m{n} f{n}", f"wife{n} F", f"husband{n} M",
            f"m{n + 1} M brother{n} wife{n}", f"f{n + 1} F husband{n} sister{n}",
        ]  # fmt: skip
    assert tree_of(people(*lines[:8])).width == 2
    assert tree_of(people(*lines, "last M m10 f10")).width == 3


@settings(max_examples=40, deadline=None)
@given(some.integers(0, 10_000), some.integers(5, 60), some.integers(0, 8))
def test_width_is_that_of_another_minimum_fill_within_one(seed: int, size: int, loops: int) -> None:
    family = grown(Random(seed), size, loops)
    graph = networkx.Graph()
    graph.add_nodes_from(person.id for person in family)
    for scope in scopes_of(family):
        graph.add_edges_from(combinations(scope, 2))
    wanted, _ = treewidth_min_fill_in(graph)

    assert abs(tree_of(family).width - wanted) <= 1


def test_each_step_joins_all_who_shared_a_table_with_the_person() -> None:
    steps = elimination_steps("abcd", ["ab", "bc", "cd", "da"])

    assert [(step.person, step.others) for step in steps] == [
        ("a", ("b", "d")),
        ("b", ("c", "d")),
        ("c", ("d",)),
        ("d", ()),
    ]


def test_order_is_the_same_whichever_way_the_tables_are_listed() -> None:
    family = grown(Random(5), 60, loops=5)
    scopes = scopes_of(family)
    names = [person.id for person in family]

    assert elimination_steps(names, scopes) == elimination_steps(names, scopes[::-1])


def test_one_person_is_read_off_the_table_shared_with_others() -> None:
    tree = JunctionTree.of("abc", ["a", "b", "abc"])
    coin: dict[tuple[int, ...], float] = {(0,): 0.5, (1,): 0.5}
    both = Table(("c", "a", "b"), {(a & b, a, b): 1.0 for a in (0, 1) for b in (0, 1)})
    beliefs = tree.propagate([Table(("a",), coin), Table(("b",), coin), both])

    assert beliefs is not None
    assert beliefs.of("c") == {0: 0.75, 1: 0.25}


def tree_of(family: Sequence[Person]) -> JunctionTree:
    return JunctionTree.of([person.id for person in family], scopes_of(family))


def scopes_of(family: Iterable[Person]) -> list[tuple[str, ...]]:
    return [
        (one.id, one.father, one.mother) if one.father and one.mother else (one.id,)
        for one in family
    ]
