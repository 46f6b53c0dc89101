"""Chances that can be worked out on paper, rule by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from made_families import (
    DOMINANT,
    EPSILON,
    HALF,
    MEN_ONLY,
    NO,
    RECESSIVE,
    SURE,
    autosomal,
    carrying,
    genotype,
    healthy,
    ill,
    people,
    rare_on_x,
    result_of,
    solve,
    x_linked,
)

from genetics.inheritance import Sex
from pedigrees.people import Person
from pedigrees.probability.facts import Fact, KnownGenotype, Phenotype
from pedigrees.probability.model import (
    OTHER,
    Chromosome,
    HardyWeinberg,
    Model,
    Mosaicism,
    Mutation,
    Penetrance,
    RareRecessive,
    RareXLinked,
)
from pedigrees.probability.numbers import ZERO, Term
from pedigrees.probability.posterior import posteriors

CLOSE = 1e-12


def rare_recessive(carriers: Fraction = NO, *variants: str, **more: object) -> Model:
    """Return the familial changes in the limit, beside others of the same gene."""
    return Model(
        Chromosome.AUTOSOME,
        (*(variants or ("a",)), OTHER),
        RareRecessive(carriers),
        {"": RECESSIVE},
        **more,  # type: ignore[arg-type]
    )


# Autosomes ------------------------------------------------------------------------------------

SIBS = people("father M", "mother F", "sick M father mother", "sib F father mother")


def test_healthy_sib_of_a_sick_child_carries_with_two_thirds() -> None:
    assert carrying(SIBS, rare_recessive(), [*ill("sick"), *healthy("sib")], "sib") == Fraction(
        2, 3
    )


def test_sib_of_unknown_health_carries_one_copy_with_a_half() -> None:
    chances = solve(SIBS, rare_recessive(), ill("sick"))["sib"]

    assert [chances.copies(number) for number in (0, 1, 2)] == [
        Fraction(1, 4),
        HALF,
        Fraction(1, 4),
    ]


@pytest.mark.parametrize("frequency", ["1/5", "1/100", "1/5000"])
def test_child_of_a_healthy_sib_and_an_unrelated_partner_is_ill_with_a_third_of_the_frequency(
    frequency: str,
) -> None:
    q = Fraction(frequency)
    family = [*SIBS, *people("partner M", "child M partner sib")]
    facts = [
        *ill("sick"),
        *healthy("sib", "partner"),
        genotype("father", "-/a"),
        genotype("mother", "-/a"),
    ]

    got = solve(family, autosomal({"a": q}), facts)["child"].copies(2)

    carrier_partner = 2 * q * (1 - q) / (1 - q * q)
    assert got == pytest.approx(float(Fraction(2, 3) * carrier_partner / 4), abs=CLOSE)


def test_founder_is_in_hardy_weinberg_proportions() -> None:
    a, b = Fraction(1, 10), Fraction(1, 5)
    chances = solve([Person("one", Sex.FEMALE)], autosomal({"a": a, "b": b}))["one"]
    wanted = {"": a * 0 + (1 - a - b)} | {"a": a, "b": b}
    pairs = [("", ""), ("", "a"), ("", "b"), ("a", "a"), ("a", "b"), ("b", "b")]

    for one, other in pairs:
        expected = wanted[one] * wanted[other] * (1 if one == other else 2)
        got = chances.chance(lambda state, pair=(one, other): state.alleles == pair)  # type: ignore[misc]
        assert got == pytest.approx(float(expected), abs=CLOSE)


def test_father_of_a_child_ill_with_two_different_changes_has_the_one_that_the_mother_lacks() -> (
    None
):
    family = people("father M", "mother F", "sick M father mother")
    facts = [genotype("sick", "a/b"), genotype("mother", "-/b")]

    chances = solve(family, rare_recessive(NO, "a", "b"), facts)["father"]

    assert chances.chance(lambda state: state.alleles == ("", "a")) == 1


def test_negative_test_for_one_of_two_changes_does_not_clear() -> None:
    """Of no, first, second and both copies in equal parts, the test leaves out half."""
    facts = [genotype("father", "-/a"), genotype("mother", "-/b")]
    negative = result_of("sib", positive=False, looks_for=["a"])

    chances = solve(SIBS, rare_recessive(NO, "a", "b"), [*facts, negative])["sib"]

    assert chances.carrying == HALF
    assert chances.chance(lambda state: "a" in state.alleles) == 0


def test_negative_test_for_both_changes_clears() -> None:
    facts = [genotype("father", "-/a"), genotype("mother", "-/b")]
    negative = result_of("sib", positive=False, looks_for=["a", "b"])

    assert carrying(SIBS, rare_recessive(NO, "a", "b"), [*facts, negative], "sib") == 0


def test_others_of_the_gene_are_not_infinitely_rare() -> None:
    """A founder: one with the chance c, two with (c/2)^2, and nothing of the family's change."""
    c = Fraction(1, 50)
    chances = solve([Person("one", Sex.MALE)], rare_recessive(c))["one"]

    assert chances.copies(1) == c
    assert chances.copies(2) == (c / 2) ** 2
    assert chances.chance(lambda state: "a" in state.alleles) == 0


def test_child_of_a_carrier_and_an_unrelated_partner_is_ill_with_a_half_times_the_others() -> None:
    c = Fraction(1, 50)
    family = people("parent F", "partner M", "child M partner parent")
    facts = [genotype("parent", "-/a"), genotype("partner", "-/-", f"-/{OTHER}")]

    got = solve(family, rare_recessive(c), facts)["child"].copies(2)

    carries = c / (1 - (c / 2) ** 2)
    assert got == carries / 4


@pytest.mark.parametrize(
    ("penetrance_class", "expected"),
    [("child", Fraction(1, 2)), ("grown", Fraction(1, 6)), ("old", NO)],
)
def test_the_older_a_healthy_child_of_a_carrier_the_less_likely_it_carries(
    penetrance_class: str, expected: Fraction
) -> None:
    """Prior 1/2 against 1/2, times what of the carriers would still be healthy: 1, 1/5, 0."""
    family = people("father M", "mother F", "child F father mother")
    curve = {"child": NO, "grown": Fraction(4, 5), "old": SURE}
    classes = {name: Penetrance((NO, ill, ill), (NO, ill, ill)) for name, ill in curve.items()}
    model = replace(autosomal({"a": "1/1000"}), penetrance=classes)
    facts = [genotype("father", "-/a"), genotype("mother", "-/-")]
    (seen,) = healthy("child")

    got = carrying(
        family, model, [*facts, replace(seen, penetrance_class=penetrance_class)], "child"
    )  # type: ignore[type-var]

    assert got == pytest.approx(float(expected), abs=CLOSE)


def test_class_of_penetrance_that_is_not_stated_is_an_error() -> None:
    (seen,) = healthy("sib")
    with pytest.raises(KeyError, match="stone age"):
        solve(SIBS, autosomal({"a": "1/10"}), [replace(seen, penetrance_class="stone age")])  # type: ignore[type-var]


# Tests that err -------------------------------------------------------------------------------

PRIOR, SENSITIVITY, FALSE = Fraction(1, 500), Fraction(95, 100), Fraction(1, 100)


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ("+", PRIOR * SENSITIVITY / (PRIOR * SENSITIVITY + (1 - PRIOR) * FALSE)),
        ("-", PRIOR * (1 - SENSITIVITY) / (PRIOR * (1 - SENSITIVITY) + (1 - PRIOR) * (1 - FALSE))),
        (
            "++",
            PRIOR * SENSITIVITY**2 / (PRIOR * SENSITIVITY**2 + (1 - PRIOR) * FALSE**2),
        ),
    ],
)
def test_test_that_errs_by_bayes_on_paper(results: str, expected: Fraction) -> None:
    model = autosomal({"a": "1/10"}, carrier_priors={"one": PRIOR})
    facts = [
        result_of("one", positive=sign == "+", sensitivity=SENSITIVITY, false_positive=FALSE)
        for sign in results
    ]

    assert carrying([Person("one", Sex.FEMALE)], model, facts, "one") == pytest.approx(
        float(expected), abs=CLOSE
    )


def test_negative_test_of_full_sensitivity_clears_and_a_positive_one_without_errors_proves() -> (
    None
):
    model = autosomal({"a": "1/10"}, carrier_priors={"one": PRIOR})
    one = [Person("one", Sex.FEMALE)]

    assert carrying(one, model, [result_of("one", positive=False)], "one") == 0
    assert carrying(one, model, [result_of("one", positive=True)], "one") == 1


def test_personal_prior_speaks_of_the_stated_change_and_of_one_copy() -> None:
    model = autosomal({"a": "1/10", "b": "1/10"}, carrier_priors={"one": PRIOR}, prior_variant="b")

    chances = solve([Person("one", Sex.MALE)], model)["one"]

    assert chances.chance(lambda state: state.alleles == ("", "b")) == pytest.approx(
        1 / 500, abs=CLOSE
    )
    assert chances.carrying == pytest.approx(1 / 500, abs=CLOSE)


def test_prior_of_one_identical_twin_is_that_of_both() -> None:
    family = people("one F", "twin F =one")
    model = autosomal({"a": "1/10"}, carrier_priors={"twin": PRIOR})

    assert carrying(family, model, [], "one") == pytest.approx(1 / 500, abs=CLOSE)


# X --------------------------------------------------------------------------------------------

FITNESS = [NO, Fraction(1, 4), HALF, Fraction(7, 10), Fraction(99, 100), SURE]
ANCESTRY = [
    [],
    people("grandfather M", "grandmother F"),
    people(
        "grandfather M",
        "grandmother F great_grandfather great_grandmother",
        "great_grandfather M",
        "great_grandmother F",
    ),
    people(
        "grandfather M great_grandfather_2 great_grandmother_2",
        "grandmother F great_grandfather great_grandmother",
        "great_grandfather M",
        "great_grandmother F",
        "great_grandfather_2 M",
        "great_grandmother_2 F",
    ),
]


@pytest.mark.parametrize("fitness", FITNESS)
@pytest.mark.parametrize(
    "ancestors", ANCESTRY, ids=["none", "parents", "one pair more", "both pairs"]
)
def test_mother_of_an_isolated_ill_man_carries_with_haldanes_chance_whoever_is_recorded(
    ancestors: Sequence[Person], fitness: Fraction
) -> None:
    parents = "grandfather grandmother" if ancestors else ""
    family = [*people(f"mother F {parents}", "son M - mother"), *ancestors]

    assert carrying(family, rare_on_x(fitness), ill("son"), "mother") == 1 - (1 - fitness) / 3


@pytest.mark.parametrize("sons", range(5))
def test_each_healthy_son_of_the_daughter_of_a_carrier_halves_her_odds(sons: int) -> None:
    names = [f"son{number}" for number in range(sons)]
    family = people("mother F", "daughter F - mother", *(f"{name} M - daughter" for name in names))
    facts = [genotype("mother", "-/a"), *healthy(*names)]

    assert carrying(family, rare_on_x(), facts, "daughter") == Fraction(1, 1 + 2**sons)


@pytest.mark.parametrize("sons", range(5))
def test_each_son_tested_negative_halves_haldanes_odds(sons: int) -> None:
    names = [f"son{number}" for number in range(sons)]
    family = people("mother F", "sick M - mother", *(f"{name} M - mother" for name in names))
    facts = [*ill("sick"), *(genotype(name, "-") for name in names)]

    assert carrying(family, rare_on_x(), facts, "mother") == Fraction(2, 2 + 2**sons)


def test_healthy_daughters_change_nothing_where_women_are_never_ill() -> None:
    family = people("mother F", "sick M - mother", "daughter F - mother")
    facts = [*ill("sick"), *healthy("daughter")]

    assert carrying(family, rare_on_x(), facts, "mother") == Fraction(2, 3)


def test_two_ill_sons_prove_the_mother_a_carrier() -> None:
    family = people("mother F", "one M - mother", "other M - mother")

    assert carrying(family, rare_on_x(), ill("one", "other"), "mother") == 1


def test_ill_man_passes_his_x_to_all_daughters_and_no_son() -> None:
    family = people("man M", "wife F", "daughter F man wife", "son M man wife")
    chances = solve(family, rare_on_x(HALF), [*ill("man"), genotype("wife", "-/-")])

    assert (chances["daughter"].copies(1), chances["son"].carrying) == (1, 0)


@pytest.mark.parametrize(
    ("copies", "expected"), [(0, Fraction(9, 16)), (1, Fraction(6, 16)), (2, Fraction(1, 16))]
)
def test_woman_may_have_none_one_or_two_copies_on_x_and_a_man_none_or_one(
    copies: int, expected: Fraction
) -> None:
    family = [Person("woman", Sex.FEMALE), Person("man", Sex.MALE)]
    chances = solve(family, x_linked({"a": "1/4"}))

    assert chances["woman"].copies(copies) == pytest.approx(float(expected), abs=CLOSE)
    assert chances["man"].copies(copies) == pytest.approx([0.75, 0.25, 0][copies], abs=CLOSE)


def test_three_alleles_on_x_give_a_woman_six_genotypes_and_a_man_three() -> None:
    family = [Person("woman", Sex.FEMALE), Person("man", Sex.MALE)]
    chances = solve(family, x_linked({"a": "1/4", "b": "1/4"}))

    assert len(chances["woman"].states) == 6
    assert len(chances["man"].states) == 3


def test_rare_woman_with_two_copies_needs_two_changed_founders() -> None:
    chances = solve([Person("one", Sex.FEMALE)], rare_on_x(HALF), [genotype("one", "a/a", "-/a")])

    assert chances["one"].copies(2) == 0


@pytest.mark.parametrize("rate", [Fraction(1, 10**9), Fraction(1, 10**7), Fraction(1, 10**6)])
@pytest.mark.parametrize("fitness", FITNESS[1:-1])
def test_limit_is_that_of_ordinary_numbers_with_a_small_mutation_rate(
    rate: Fraction, fitness: Fraction
) -> None:
    family = people(
        "grandfather M", "grandmother F", "mother F grandfather grandmother", "aunt F grandfather grandmother",
        "father M", "sick M father mother", "brother M father mother", "sister F father mother",
        "cousin M - aunt", "child M - sister", "daughter F sick wife", "wife F",
    )  # fmt: skip
    facts = [*ill("sick"), *healthy("brother", "cousin")]
    limit = rare_on_x(fitness)
    small = replace(
        limit, founders=SmallRate(rate, fitness), mutation=Mutation(Term(0, rate), Term(0, rate))
    )

    exact, close = solve(family, limit, facts), solve(family, small, facts)

    assert exact.log_likelihood is None
    assert close.log_likelihood is not None
    for person in family:
        difference = abs(float(exact[person.id].carrying) - float(close[person.id].carrying))
        assert difference < 100 * rate / (1 - fitness)


class SmallRate:
    """The same balance of mutation and selection with a rate that is a number."""

    in_the_limit = False

    def __init__(self, rate: Fraction, fitness: Fraction) -> None:
        self.rate, self.limit = rate, RareXLinked(fitness)

    def weight(self, alleles: tuple[str, ...], sex: Sex) -> Term:
        term = self.limit.weight(alleles, sex)
        return Term(0, term.coefficient * self.rate**term.order)


def test_the_fitness_of_nothing_says_nothing_of_a_father_who_is_known_to_carry() -> None:
    family = people("man M", "daughter F man -")

    assert solve(family, rare_on_x(NO), ill("man"))["daughter"].carrying == 1


# Germline mosaicism ---------------------------------------------------------------------------

RECURRENCE = [NO, Fraction(1, 100), Fraction(43, 1000), Fraction(1, 3)]


@pytest.mark.parametrize("recurrence", RECURRENCE)
def test_child_after_an_apparently_new_change_has_the_stated_chance(recurrence: Fraction) -> None:
    family = people("mother F", "first M - mother", "next M - mother")
    model = rare_on_x(mosaicism=Mosaicism.with_recurrence(recurrence, EPSILON))
    facts = [genotype("mother", "-/-"), *ill("first")]

    assert carrying(family, model, facts, "next") == recurrence


@pytest.mark.parametrize("recurrence", RECURRENCE[1:])
def test_after_two_children_with_the_change_the_chance_is_one_half(recurrence: Fraction) -> None:
    family = people("mother F", "first M - mother", "second F - mother", "next M - mother")
    model = rare_on_x(mosaicism=Mosaicism.with_recurrence(recurrence, EPSILON))
    facts = [genotype("mother", "-/-"), genotype("first", "a"), genotype("second", "-/a")]

    assert carrying(family, model, facts, "next") == HALF


def test_recurrence_may_come_from_either_parent_of_an_autosomal_child() -> None:
    family = people("father M", "mother F", "first M father mother", "next F father mother")
    recurrence = Fraction(1, 50)
    model = Model(
        Chromosome.AUTOSOME,
        ("a",),
        RareRecessive(NO),
        {"": DOMINANT},
        mutation=Mutation(EPSILON, EPSILON),
        mosaicism=Mosaicism.with_recurrence(recurrence, EPSILON),
    )
    facts = [*healthy("father", "mother"), *ill("first")]

    assert carrying(family, model, facts, "next") == recurrence


@pytest.mark.parametrize("recurrence", [HALF, Fraction(3, 4), Fraction(-1, 100)])
def test_recurrence_from_one_half_up_cannot_be_asked_for(recurrence: Fraction) -> None:
    with pytest.raises(ValueError, match="below 1/2"):
        Mosaicism.with_recurrence(recurrence, EPSILON)


def test_mosaic_parent_is_certain_where_every_child_shows_it_and_nothing_mutates() -> None:
    family = people("mother F", "child M - mother", "next M - mother")
    share = Fraction(1, 5)
    model = rare_on_x(mosaicism=Mosaicism(EPSILON, share))
    facts = [genotype("mother", "-/-"), *ill("child")]

    got = carrying(family, replace(model, mutation=Mutation(ZERO, ZERO)), facts, "next")

    assert got == share


# Twins, sexes, parents ------------------------------------------------------------------------


def test_identical_twins_have_one_genome() -> None:
    family = people("mother F", "one F - mother", "twin F - mother =one", "son M - twin")
    facts = [genotype("mother", "-/a")]
    chances = solve(family, rare_on_x(), [*facts, *ill("son")])

    assert chances["one"].carrying == 1
    assert chances["one"].states == chances["twin"].states


def test_parents_of_the_other_twin_are_those_of_both() -> None:
    family = people("mother F", "one F =twin", "twin F - mother")

    assert carrying(family, rare_on_x(), [genotype("mother", "-/a")], "one") == HALF


def test_each_identical_twin_counts_by_itself_where_penetrance_is_not_full() -> None:
    family = people("mother F", "one M - mother", "twin M - mother =one")
    half_ill = Penetrance((NO, HALF), (NO, NO, NO))
    model = replace(rare_on_x(), penetrance={"": half_ill})
    facts = [genotype("mother", "-/a"), *healthy("one", "twin")]

    assert carrying(family, model, facts, "one") == Fraction(1, 5)


def test_sex_recorded_of_one_identical_twin_is_that_of_both() -> None:
    family = people("mother F", "one U - mother", "twin M - mother =one")
    chances = solve(family, rare_on_x(), [genotype("mother", "-/a")])

    assert {state.sex for state in chances["one"].states} == {Sex.MALE}


def test_child_of_unknown_sex_is_either_with_one_half() -> None:
    family = people("father M", "mother F", "unborn U father mother")
    facts = [genotype("mother", "-/a"), genotype("father", "-")]
    chances = solve(family, rare_on_x(), facts)["unborn"]

    quarter = Fraction(1, 4)
    assert chances.copies(1, Sex.MALE) == chances.copies(1, Sex.FEMALE) == quarter
    assert chances.copies(0, Sex.MALE) == chances.copies(0, Sex.FEMALE) == quarter


def test_an_ill_child_of_unknown_sex_is_a_boy_where_girls_are_never_ill() -> None:
    family = people("father M", "mother F", "unborn U father mother")
    chances = solve(family, rare_on_x(), [genotype("mother", "-/a"), *ill("unborn")])["unborn"]

    assert chances.copies(1, Sex.MALE) == 1


def test_parent_of_unknown_sex_has_the_sex_of_the_part_played() -> None:
    family = people("father U", "mother U", "son M father mother")
    chances = solve(family, rare_on_x(), ill("son"))

    assert {state.sex for state in chances["father"].states} == {Sex.MALE}
    assert {state.sex for state in chances["mother"].states} == {Sex.FEMALE}


def test_child_adopted_in_is_a_founder_and_one_adopted_out_is_a_child() -> None:
    family = people("father M", "mother F", "into F father mother", "out F father mother")
    family[2] = replace(
        family[2], genetic_link=False, father=None, mother=None, social_parents=("father", "mother")
    )
    family[3] = replace(family[3], social_parents=("somebody", "else"))
    facts = [genotype("father", "a/a"), genotype("mother", "-/-")]
    chances = solve(family, autosomal({"a": "1/10"}), facts)

    assert chances["into"].carrying == pytest.approx(1 - 0.9**2, abs=CLOSE)
    assert chances["out"].copies(1) == 1


def test_parent_who_is_not_recorded_is_a_founder_of_each_child_anew() -> None:
    """Two children of one recorded mother may have different fathers."""
    family = people("mother F", "ill M - mother", "half F - mother")
    facts = [*ill("ill"), genotype("mother", "-/a")]
    chances = solve(family, autosomal({"a": "1/10"}), facts)

    # mother gives the copy to the other child with 1/2; its own father with the frequency
    assert chances["half"].copies(2) == pytest.approx(0.05, abs=CLOSE)
    assert set(chances.by_person) == {"mother", "ill", "half"}


def test_mutation_happens_at_the_rate_of_the_parents_sex() -> None:
    family = people("father M", "mother F", "child F father mother")
    model = autosomal(
        {"a": "1/10"},
        MEN_ONLY,
        mutation=Mutation(Term(0, Fraction(1, 7)), Term(0, Fraction(1, 3))),
    )
    chances = solve(family, model, [genotype("father", "-/-"), genotype("mother", "-/-")])["child"]

    expected = [Fraction(6, 7) * Fraction(2, 3), Fraction(6 + 2, 21), Fraction(1, 21)]
    for copies, chance in enumerate(expected):
        assert chances.copies(copies) == pytest.approx(float(chance), abs=CLOSE)


def test_son_gets_his_x_from_the_mother_so_mutation_in_the_father_does_not_matter() -> None:
    family = people("father M", "mother F", "son M father mother")
    model = x_linked({"a": "1/10"}, mutation=Mutation(Term(0, Fraction(1, 7)), ZERO))
    facts = [genotype("father", "-"), genotype("mother", "-/-")]

    assert carrying(family, model, facts, "son") == 0


def test_father_who_has_the_change_is_rarer_by_the_fitness() -> None:
    """Odds q : 1 - q become fq : 1 - q in a man with children, and stay so in one without."""
    q, fitness = Fraction(1, 5), Fraction(1, 4)
    family = people("father M", "daughter F father -", "bachelor M")
    chances = solve(family, x_linked({"a": q}, fitness=fitness))

    assert chances["father"].carrying == pytest.approx(1 / 17, abs=CLOSE)
    assert chances["bachelor"].carrying == pytest.approx(1 / 5, abs=CLOSE)


# What must not matter -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"alive": False},
        {"consultand": True},
        {"social_parents": ("mother", "father")},
        {"carried_by": "mother"},
        {"surrogate": True},
        {"donor": True},
        {"pregnant": True},
        {"note": "tall"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_no_fact_about_the_genome_changes_no_chance(change: dict[str, object]) -> None:
    model, facts = autosomal({"a": "1/10"}), [*ill("sick"), *healthy("father")]
    before = posteriors(SIBS, model, facts)
    after = posteriors([replace(one, **change) for one in SIBS], model, facts)  # type: ignore[arg-type]

    assert before == after


def test_order_of_people_and_facts_changes_nothing() -> None:
    family = people(
        "a M", "b F", "c M a b", "d F a b", "e F", "f M", "g M c e", "h F f d", "i M g h", "j F g h",
    )  # fmt: skip
    facts: list[Fact] = [*ill("i"), *healthy("a", "j", "f"), genotype("e", "-/-", "-/a")]
    exact, numbers = rare_recessive(), autosomal({"a": "1/10"})
    for turn in range(len(family)):
        turned = [*family[turn:], *family[:turn]][:: 1 if turn % 2 else -1]
        turned_facts = [*facts[turn % 5 :], *facts[: turn % 5]]
        assert posteriors(turned, exact, turned_facts) == posteriors(family, exact, facts)
        got, wanted = (
            posteriors(people, numbers, known)
            for people, known in ((turned, turned_facts), (family, facts))
        )
        assert got.log_likelihood == pytest.approx(wanted.log_likelihood, abs=CLOSE)
        for person in family:
            assert got[person.id].states == pytest.approx(wanted[person.id].states, abs=CLOSE)


def test_one_genotype_may_be_milder_than_another_with_as_many_copies() -> None:
    """A mild pair shows itself in half of the people: healthy with both parents carrying."""
    mild = Penetrance((NO, NO, SURE), (NO, NO, SURE), {("a", "a"): HALF})
    model = Model(
        Chromosome.AUTOSOME,
        ("a", "b"),
        HardyWeinberg({"": Fraction(98, 100), "a": Fraction(1, 100), "b": Fraction(1, 100)}),
        {"": mild},
    )
    both = frozenset({("", "a")})
    facts = (
        KnownGenotype("father", both, "father carries a"),
        KnownGenotype("mother", both, "mother carries a"),
        Phenotype("child", affected=False),
    )
    family = people("father M", "mother F", "child F father mother")

    # 1/4 normal, 1/2 carriers, 1/4 pairs of which half are healthy
    assert float(posteriors(family, model, facts)["child"].copies(2)) == pytest.approx(1 / 7)
