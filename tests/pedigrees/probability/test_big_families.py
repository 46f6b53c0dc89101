"""Big families: their tiny chances are never taken for impossible, and are right."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from math import isfinite, log
from random import Random

import pytest
from big_families import grown, passed_on, typed
from made_families import NO, autosomal, genotype, healthy, ill, people, rare_on_x, solve, x_linked

from pedigrees.probability.model import Chromosome, Model, Mutation, Penetrance, RareRecessive
from pedigrees.probability.numbers import Term

CLOSE = 1e-12
Q = 0.2
PLAIN = autosomal({"a": "1/5"})


@pytest.mark.parametrize("loops", [0, 6])
def test_three_thousand_people_half_of_them_typed_are_possible(loops: int) -> None:
    rng = Random(3)
    family = grown(rng, 3000, loops)
    alleles = passed_on(rng, family, Q)
    facts = [typed(name, own) for name, own in alleles.items() if rng.random() < 0.5]

    got = solve(family, PLAIN, facts)

    assert got.log_likelihood is not None
    assert isfinite(got.log_likelihood)
    assert got.log_likelihood < log(5e-324)  # no float could have held it
    for name, own in alleles.items():
        assert got[name].chance(lambda state, own=own: state.alleles == own) > 0  # type: ignore[misc]


def test_couple_with_1200_healthy_children_in_closed_form() -> None:
    """Over the nine matings: their chance, times that of a healthy child to the power 1,200."""
    names = [f"child{number}" for number in range(1200)]
    family = people("father M", "mother F", *(f"{name} M father mother" for name in names))

    got = solve(family, PLAIN, healthy(*names))

    founder = [(1 - Q) ** 2, 2 * Q * (1 - Q), Q**2]
    with localcontext(prec=40):
        weights = {
            (one, other): Decimal(founder[one] * founder[other])
            * (1 - Decimal(one * other) / 4) ** 1200
            for one in range(3)
            for other in range(3)
        }
        total = sum(weights.values())
        two_copies = [sum(w for pair, w in weights.items() if pair[0] == n) for n in range(3)]
        assert got.log_likelihood == pytest.approx(float(total.ln()), abs=CLOSE)  # type: ignore[union-attr]
        for copies, weight in enumerate(two_copies):
            assert got["father"].copies(copies) == pytest.approx(float(weight / total), abs=CLOSE)


def test_couple_with_1200_children_tested_positive_in_closed_form() -> None:
    """Both parents heterozygous: a half to the power 1,200, smaller than any float."""
    names = [f"child{number}" for number in range(1200)]
    family = people("father M", "mother F", *(f"{name} M father mother" for name in names))
    facts = [genotype(name, "-/a") for name in ("father", "mother", *names)]

    got = solve(family, PLAIN, facts)

    wanted = 2 * log(2 * Q * (1 - Q)) + 1200 * log(0.5)
    assert got.log_likelihood == pytest.approx(wanted, rel=CLOSE)


GENERATIONS = 1000
CHAIN = people(
    "man0 M",
    *(
        line
        for n in range(1, GENERATIONS)
        for line in (f"wife{n} F", f"man{n} M man{n - 1} wife{n}")
    ),
)


def test_chain_of_1000_generations_in_closed_form() -> None:
    """A descendant n generations on has that very copy with 1 in 2^(n-1), else one at random."""
    got = solve(CHAIN, PLAIN, [genotype("man0", "a/a")])

    assert got.log_likelihood == pytest.approx(log(Q**2), abs=CLOSE)
    for generation in (1, 2, 3, 10, 40, 999):
        old = 0.5 ** (generation - 1)
        from_father = old + (1 - old) * Q
        chances = got[f"man{generation}"]
        assert chances.copies(2) == pytest.approx(from_father * Q, abs=CLOSE)
        assert chances.copies(0) == pytest.approx((1 - from_father) * (1 - Q), abs=CLOSE)


def test_chain_of_1000_heterozygous_men_in_closed_form() -> None:
    """Each has it from his father with a half; no wife has it."""
    wives = [f"wife{n}" for n in range(1, GENERATIONS)]
    facts = [
        *(genotype(f"man{n}", "-/a") for n in range(GENERATIONS)),
        *(genotype(wife, "-/-") for wife in wives),
    ]

    got = solve(CHAIN, PLAIN, facts)

    wanted = log(2 * Q * (1 - Q)) + (GENERATIONS - 1) * (log(0.5) + 2 * log(1 - Q))
    assert got.log_likelihood == pytest.approx(wanted, rel=CLOSE)


def test_rare_change_over_400_generations_stays_exact() -> None:
    got = solve(
        CHAIN[:801],
        Model(Chromosome.AUTOSOME, ("a",), RareRecessive(NO)),
        [genotype("man0", "-/a")],
    )

    assert got["man399"].carrying.as_integer_ratio() == (1, 2**399)


def test_woman_with_200_healthy_sons_is_hardly_but_exactly_a_carrier() -> None:
    names = [f"son{number}" for number in range(200)]
    family = people("mother F", "sick M - mother", *(f"{name} M - mother" for name in names))

    got = solve(family, rare_on_x(), [*ill("sick"), *healthy(*names)])

    assert got["mother"].carrying.as_integer_ratio() == (1, 1 + 2**199)


def test_400_new_mutations_at_one_in_a_billion_are_possible() -> None:
    names = [f"son{number}" for number in range(400)]
    family = people("mother F", *(f"{name} M - mother" for name in names))
    rate = Fraction(1, 10**9)
    model = x_linked({"a": "1/5"}, mutation=Mutation(Term(0, rate), Term(0, rate)))

    got = solve(family, model, [genotype("mother", "-/-"), *ill(*names)])

    assert got.log_likelihood == pytest.approx(2 * log(0.8) + 400 * log(1e-9), rel=CLOSE)


def test_separate_families_multiply() -> None:
    both = solve(
        people("one M", "other F"), PLAIN, [genotype("one", "a/a"), genotype("other", "-/a")]
    )

    assert both.log_likelihood == pytest.approx(log(Q**2) + log(2 * Q * (1 - Q)), abs=CLOSE)


def test_penetrance_of_nothing_is_the_only_way_to_nothing() -> None:
    one = Fraction(1, 10**400)
    almost_none = Penetrance((one, one, one), (one, one, one))
    got = solve(people("one M"), autosomal({"a": "1/5"}, almost_none), ill("one"))

    assert got.log_likelihood == pytest.approx(-400 * log(10), rel=CLOSE)
