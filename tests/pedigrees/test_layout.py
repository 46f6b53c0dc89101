"""Where everyone stands: what the judge of drawings finds, and what a reader expects to see."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from drawing_judge import judge
from drawn_families import drawn_family
from families import family
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genetics.inheritance import Sex
from pedigrees.drawing.figure import Layout
from pedigrees.drawing.layout import lay_out
from pedigrees.family import Family
from pedigrees.people import Person

SEEDS = st.integers(0, 2**32)
ANY_HEALTH = list(HealthCheck)


def faults(people: Family) -> list[str]:
    return judge(people, lay_out(people)).faults


@settings(max_examples=200, deadline=None, suppress_health_check=ANY_HEALTH)
@given(SEEDS, st.integers(2, 24))
def test_the_judge_finds_nothing_wrong_with_any_family(seed: int, size: int) -> None:
    assert faults(drawn_family(seed, size)) == []


@pytest.mark.long
@settings(max_examples=2000, deadline=None, suppress_health_check=ANY_HEALTH)
@given(SEEDS, st.integers(2, 60))
def test_the_judge_finds_nothing_wrong_with_any_larger_family(seed: int, size: int) -> None:
    assert faults(drawn_family(seed, size)) == []


COUSINS = (
    "gf M", "gm F", "x M", "a F of gf gm", "b M of gf gm", "y F",
    "c M of x a", "d F of b y", "k F of c d",
)  # fmt: skip
DOUBLE_COUSINS = (
    "f M", "m F", "g M", "n F", "a M of f m", "b F of f m", "c M of g n", "d F of g n",
    "k M of a d", "l F of c b", "o M of k l",
)  # fmt: skip
FOUNDER_CYCLE = (
    "A M", "B F", "C M", "D F",
    "ab M of A B", "cb M of C B", "ad F of A D", "cd M of C D",
)  # fmt: skip
TWINS_AND_ONE_SISTER = (
    "f M", "m F", "a M of f m", "b M of f m twin a", "c F of f m", "k M of a c", "l M of b c",
)  # fmt: skip
FOUR_PARTNERS = (
    "m M", "a F", "b F", "c F", "d F",
    "k M of m a", "l F of m b", "n M of m c", "o F of m d",
)  # fmt: skip
UNCLE_AND_NIECE = (
    "gf M", "gm F", "u M of gf gm", "a F of gf gm", "y M", "n F of y a", "k F of u n",
)  # fmt: skip
FATHER_AND_DAUGHTER = ("f M", "m F", "d F of f m", "k M of f d")


@pytest.mark.parametrize(
    ("lines", "crossings", "drawn_again"),
    [
        (COUSINS, 0, 0),
        (DOUBLE_COUSINS, 1, 0),
        (FOUNDER_CYCLE, 1, 0),
        (TWINS_AND_ONE_SISTER, 1, 0),
        (FOUR_PARTNERS, 0, 0),
        (UNCLE_AND_NIECE, 0, 0),
        (FATHER_AND_DAUGHTER, 0, 1),
    ],
)
def test_few_lines_cross_and_hardly_anybody_is_drawn_again(
    lines: tuple[str, ...], crossings: int, drawn_again: int
) -> None:
    people = family(lines[0].split()[0], *lines)

    found = judge(people, lay_out(people))

    assert found.faults == []
    assert (found.crossings, found.duplicates) == (crossings, drawn_again)


def column(layout: Layout, person: str) -> float:
    return layout.of(person)[0].x


def middle(layout: Layout, *people: str) -> float:
    return sum(column(layout, person) for person in people) / len(people)


@pytest.mark.parametrize("children", [1, 2, 3, 4, 7])
def test_children_stand_centred_below_their_parents(children: int) -> None:
    names = [f"c{number}" for number in range(children)]
    people = family("f", "f M", "m F", *(f"{name} F of f m" for name in names))

    layout = lay_out(people)

    assert middle(layout, *names) == pytest.approx(middle(layout, "f", "m"), abs=0.002)
    xs = sorted(column(layout, name) for name in names)
    assert [right - left for left, right in pairwise(xs)] == pytest.approx([1.0] * (children - 1))


def test_a_family_that_is_its_own_mirror_image_is_drawn_as_one() -> None:
    people = family(
        "gf", "gf M", "gm F",
        "a M of gf gm", "b F of gf gm", "x F", "y M",
        "k M of a x", "l F of a x", "n M of y b", "o F of y b",
    )  # fmt: skip

    layout = lay_out(people)

    axis = middle(layout, "gf", "gm")
    for row in range(layout.generations):
        standing = [place.x for place in layout.places if place.generation == row]
        mirrored = sorted(2 * axis - x for x in standing)
        assert sorted(standing) == pytest.approx(mirrored, abs=0.003)


def test_partners_of_one_man_are_not_joined_with_each_other() -> None:
    layout = lay_out(family("m", *FOUR_PARTNERS))

    for mating in layout.matings:
        assert "m" in mating.partners
    spans = [(one.left, one.right, one.bridge) for one in layout.matings]
    levels = {bridge: sorted(one for one in spans if one[2] == bridge) for _, _, bridge in spans}
    for bridge, level in levels.items():
        for left, right in pairwise(level):
            assert left[1] < right[0] or bridge == 0


def test_the_solver_of_the_columns_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    lay_out(family("k", *COUSINS))

    assert tuple(capfd.readouterr()) == ("", "")


def test_the_same_family_is_laid_out_in_the_same_way() -> None:
    assert lay_out(drawn_family(7, 40)) == lay_out(drawn_family(7, 40))


@pytest.mark.long
def test_two_hundred_and_eighty_people_are_laid_out_within_a_second() -> None:
    lay_out(family("k", *COUSINS))
    people = Family(_generations(), "r")

    start = time.process_time()
    layout = lay_out(people)

    assert len(layout.places) == len(people) == 282
    assert time.process_time() - start < 1


def _generations() -> list[Person]:
    """Return 242 people, three sons each with their wives over five generations, and 40 more."""
    people, parents = [Person("r", Sex.MALE), Person("rp", Sex.FEMALE)], [("r", "rp")]
    for _ in range(4):
        below = []
        for father, mother in parents:
            for number in range(3):
                name = f"{father}{number}"
                people += [Person(name, Sex.MALE, father, mother), Person(f"{name}p", Sex.FEMALE)]
                below.append((name, f"{name}p"))
        parents = below
    youngest = [Person(f"{father}y", Sex.FEMALE, father, mother) for father, mother in parents]
    return people + youngest[:40]
