"""Whose parent, whose child, one person twice: genotypes drawn by the laws of inheritance."""

import random

import pytest

from genetics.kin.swaps import (
    APART,
    ENOUGH_SITES,
    Likeness,
    SiteGenotypes,
)

SAMPLES = ("mother", "father", "child", "stranger", "mother_again", "sibling")


def drawn(sites: int, seed: int = 5) -> SiteGenotypes:
    """A family at common sites, one of them sampled twice, and a stranger."""
    chance = random.Random(seed)
    genotypes = SiteGenotypes(SAMPLES)
    for number in range(sites):
        share = chance.uniform(0.1, 0.5)

        def person(share=share):
            return tuple(int(chance.random() < share) for _ in range(2))

        mother, father, stranger = person(), person(), person()

        def child(mother=mother, father=father):
            return (chance.choice(mother), chance.choice(father))

        people = (mother, father, child(), stranger, mother, child())
        genotypes.see("1", number * APART, people)
    return genotypes


def likeness(genotypes: SiteGenotypes) -> dict[frozenset[str], Likeness]:
    return {frozenset({pair.first, pair.second}): pair.likeness for pair in genotypes.pairs()}


def test_each_pair_is_told_for_what_it_is():
    told = likeness(drawn(2000))

    def of(one, other):
        return told[frozenset({one, other})]

    assert of("mother", "mother_again") is Likeness.SAME
    for parent in ("mother", "father", "mother_again"):
        assert of(parent, "child") is Likeness.PARENT_CHILD
        assert of(parent, "sibling") is Likeness.PARENT_CHILD
        assert of(parent, "stranger") is Likeness.NOT_PARENT_CHILD
    assert of("mother", "father") is Likeness.NOT_PARENT_CHILD
    assert of("child", "stranger") is Likeness.NOT_PARENT_CHILD
    assert of("child", "sibling") is not Likeness.PARENT_CHILD


def test_too_few_sites_tell_nothing_and_are_counted():
    pairs = drawn(ENOUGH_SITES // 2).pairs()
    assert {pair.likeness for pair in pairs} == {Likeness.CANNOT_TELL}
    assert all(f"{pair.sites} sites to compare, 100 needed" == pair.why for pair in pairs)


def test_files_joined_without_reference_genotypes_show_no_opposites():
    """Each file lists its own changes; what the other lists is not called: never "parent"."""
    chance = random.Random(5)
    genotypes = SiteGenotypes(("S1", "S2"))
    for number in range(1000):
        one, other = (chance.choice([(0, 1), (1, 1), ()]) for _ in range(2))
        genotypes.see("1", number * APART, (one, other))
    (pair,) = genotypes.pairs()
    assert pair.opposite == 0
    assert pair.likeness is Likeness.CANNOT_TELL
    assert pair.why == (
        "only 0 reference genotypes are listed where the other carries a change, 20 needed"
    )


@pytest.mark.parametrize(
    ("one", "other", "sites", "opposite", "identical"),
    [
        ((0, 0), (1, 1), 1, 1, 0),
        ((1, 1), (0, 0), 1, 1, 0),
        ((0, 1), (1, 0), 1, 0, 1),
        ((1, 1), (1, 1), 1, 0, 1),
        ((0, 1), (1, 1), 1, 0, 0),
        ((0, 0), (0, 1), 1, 0, 0),
        ((0, 0), (0, 0), 0, 0, 0),
        ((None, 1), (0, 0), 0, 0, 0),
        ((), (1, 1), 0, 0, 0),
        ((1,), (0, 0), 0, 0, 0),
    ],
)
def test_what_one_site_counts(one, other, sites, opposite, identical):
    genotypes = SiteGenotypes(("S1", "S2"))
    genotypes.see("1", APART, (one, other))
    (pair,) = genotypes.pairs()
    assert (pair.sites, pair.opposite, pair.identical) == (sites, opposite, identical)


def test_neighbours_count_once():
    genotypes = SiteGenotypes(("S1",))
    genotypes.see("1", 100_000, [(0, 1)])
    assert not genotypes.wants("1", 100_000 + APART - 1)
    assert genotypes.wants("1", 100_000 + APART)
    assert genotypes.wants("2", 100_000)
