"""Context of an X-linked family, and who carries by position in the pedigree."""

from __future__ import annotations

import pytest
from families import (
    HEMIZYGOUS,
    HETEROZYGOUS,
    HOMOZYGOUS,
    MAN,
    NEGATIVE,
    WOMAN,
    family,
    wide_family,
)

from pedigrees.carriers import Carriers, find_carriers
from pedigrees.family import Family
from pedigrees.people import Genotype
from pedigrees.tested import TestResults


def carriers_of(people: Family, own: Genotype | None = None, **changed: Genotype) -> Carriers:
    """Return the carriers as the recorded results of this family show them."""
    man = people.proband.sex is MAN
    results = {one.id: one.genotype for one in people if one.genotype is not None}
    results |= changed
    results[people.proband_id] = own or (HEMIZYGOUS if man else HETEROZYGOUS)
    return find_carriers(people, TestResults(results), man)


OF_A_MAN = [
    ({}, "xlm-default"),
    ({"MOTHER": HETEROZYGOUS}, "xlm-default"),
    ({"MGM": NEGATIVE}, "xlm-default"),
    ({"FATHER": NEGATIVE}, "xlm-default"),
    ({"MGF": NEGATIVE}, "xlm-mgf-negative"),
    ({"MGF": NEGATIVE, "MOTHER": HETEROZYGOUS}, "xlm-mgf-negative"),
    ({"MGF": NEGATIVE, "MGM": NEGATIVE}, "xlm-new-in-mother"),
    ({"MGF": NEGATIVE, "MGM": NEGATIVE, "MOTHER": HETEROZYGOUS}, "xlm-new-in-mother"),
    ({"MGF": HEMIZYGOUS}, "xlm-mgf-hemizygous"),
    ({"MGF": HEMIZYGOUS, "MGM": NEGATIVE}, "xlm-mgf-hemizygous"),
    ({"MGM": NEGATIVE, "MOTHER": HETEROZYGOUS}, "xlm-mgf-hemizygous"),
    ({"MOTHER": NEGATIVE}, "xlm-de-novo"),
    ({"MOTHER": NEGATIVE, "MGF": NEGATIVE, "MGM": NEGATIVE}, "xlm-de-novo"),
]
OF_A_WOMAN = [
    ({}, "xlf-default"),
    ({"BROTHER": NEGATIVE}, "xlf-default"),
    ({"SISTER": HETEROZYGOUS}, "xlf-default"),
    ({"FATHER": NEGATIVE}, "xlf-maternal"),
    ({"MOTHER": HETEROZYGOUS}, "xlf-maternal"),
    ({"BROTHER": HEMIZYGOUS}, "xlf-maternal"),
    ({"FATHER": HEMIZYGOUS}, "xlf-paternal"),
    ({"FATHER": HEMIZYGOUS, "MOTHER": HETEROZYGOUS}, "xlf-paternal"),
    ({"MOTHER": NEGATIVE}, "xlf-paternal"),
    ({"MOTHER": NEGATIVE, "FATHER": NEGATIVE}, "xlf-de-novo"),
    ({"MOTHER": NEGATIVE, "SISTER": NEGATIVE}, "xlf-de-novo"),
]


@pytest.mark.parametrize(("results", "context"), OF_A_MAN)
def test_the_first_context_of_a_man_that_fits(results: dict[str, Genotype], context: str) -> None:
    assert carriers_of(wide_family(MAN), **results).context == context


@pytest.mark.parametrize(("results", "context"), OF_A_WOMAN)
def test_the_first_context_of_a_woman_that_fits(results: dict[str, Genotype], context: str) -> None:
    assert carriers_of(wide_family(WOMAN), **results).context == context


def test_a_woman_with_two_copies_has_the_default_context_and_both_parents_carry() -> None:
    of = carriers_of(wide_family(WOMAN), own=HOMOZYGOUS, FATHER=HEMIZYGOUS)

    assert of.context == "xlf-default"
    assert {"FATHER", "MOTHER", "SISTER", "DAUGHTER", "PAT_HALF_SISTER"} <= of.known
    assert not {"BROTHER", "SON", "MGM", "PGM"} & of.known


@pytest.mark.parametrize(
    ("context", "words"),
    [
        ("xlm-de-novo", "apparently de novo"),
        ("xlf-de-novo", "de novo"),
        ("xlf-paternal", "paternal origin"),
        ("xlf-maternal", "maternal origin"),
        ("xlm-default", ""),
        ("xlm-new-in-mother", ""),
    ],
)
def test_the_words_of_a_context(context: str, words: str) -> None:
    found = {of.context: of.context.words for of in _one_of_each_context()}

    assert found[context] == words


def _one_of_each_context() -> list[Carriers]:
    men = [carriers_of(wide_family(MAN), **results) for results, _ in OF_A_MAN]
    return men + [carriers_of(wide_family(WOMAN), **results) for results, _ in OF_A_WOMAN]


SON = ("grandfather M", "grandmother F", "mother F of grandfather grandmother", "father M")
SON = (*SON, "son M of father mother")


@pytest.mark.parametrize(
    ("more", "mother_is"),
    [
        ((), "source"),
        (("brother M of father mother affected",), "known"),
        (("brother M of father mother positive",), "known"),
        (("brother M of father mother affected negative",), "source"),
        (("brother M of father mother",), "source"),
        (("sister F of father mother positive",), "known"),
        (("half_sister F of - mother affected",), "known"),
        (("uncle M of grandfather grandmother affected",), "known"),
        (("uncle M of - grandmother positive",), "known"),
        (("aunt F of grandfather grandmother", "cousin M of - aunt affected"), "known"),
        (("sister F of father mother", "nephew M of - sister positive"), "known"),
        (("sister F of father mother", "nephew M of - sister affected"), "source"),
        (("twin M of father mother twin son affected",), "source"),
        (("uncle M of grandfather grandmother affected adopted",), "source"),
        (("son_of_uncle M of uncle - affected", "uncle M of grandfather grandmother"), "source"),
        (("other M affected",), "source"),
    ],
)
def test_the_mother_of_a_man_carries_for_certain_only_if_her_line_shows_it(
    more: tuple[str, ...], mother_is: str
) -> None:
    of = carriers_of(family("son", *SON, *more))

    assert ("mother" in of.known, of.source) == (
        (True, None) if mother_is == "known" else (False, "mother")
    )


@pytest.mark.parametrize(
    ("more", "known"),
    [
        ((), set()),
        (("sister F of father mother positive",), {"sister"}),
        (("half_sister F of - mother positive",), {"half_sister", "mother"}),
        (("brother M of father mother affected",), {"mother"}),
        (
            ("sister F of father mother positive", "other F of father mother negative"),
            {"sister", "mother"},
        ),
        (("daughter F of - woman", "nephew M of - daughter positive"), {"daughter", "nephew"}),
        (("son M of - woman positive", "sons_daughter F of son -"), {"son", "sons_daughter"}),
    ],
)
def test_two_daughters_of_one_man_say_nothing_of_their_mother(
    more: tuple[str, ...], known: set[str]
) -> None:
    of = carriers_of(family("woman", "father M", "mother F", "woman F of father mother", *more))

    assert known | {"woman"} == of.known


@pytest.mark.parametrize(
    ("results", "known"),
    [
        ({"MGF": NEGATIVE}, {"MGM"}),
        ({"MGF": HEMIZYGOUS}, {"MOTHER", "MAT_AUNT"}),
        ({"MAT_UNCLE": HEMIZYGOUS}, {"MGM", "MOTHER", "MAT_UNCLES_DAUGHTER"}),
        ({"BROTHER": HEMIZYGOUS}, {"MOTHER", "BROTHERS_DAUGHTER"}),
        ({"MAT_AUNTS_SON": HEMIZYGOUS}, {"MOTHER", "MAT_AUNT"}),
        ({"SISTERS_SON": HEMIZYGOUS}, {"SISTER", "MOTHER"}),
        ({"MGM": NEGATIVE}, set()),
        ({"MGM": NEGATIVE, "MOTHER": HETEROZYGOUS}, {"MGF", "MAT_AUNT"}),
        ({"PAT_AUNT": HETEROZYGOUS}, set()),
        ({"MOTHER": NEGATIVE}, set()),
        ({"MOTHER": NEGATIVE, "SISTER": HETEROZYGOUS}, set()),
        ({"PARTNER": HETEROZYGOUS}, set()),
    ],
)
def test_who_else_carries_in_a_mans_family(results: dict[str, Genotype], known: set[str]) -> None:
    of = carriers_of(wide_family(MAN), **results)
    positive = {name for name, result in results.items() if result.carries}

    assert known == of.known - positive - {"PROBAND", "DAUGHTER"}


def test_a_negative_grandmother_does_not_make_the_untested_mother_carry() -> None:
    """The grandfather would be the source, but the variant may be new in the man."""
    of = carriers_of(wide_family(MAN), MGM=NEGATIVE)

    assert of.source == "MOTHER"
    assert not {"MGF", "MOTHER", "MAT_AUNT"} & of.known


def test_the_mother_of_a_hemizygous_father_is_the_source_unless_her_line_shows_it() -> None:
    single = carriers_of(wide_family(WOMAN), FATHER=HEMIZYGOUS)
    tested = carriers_of(wide_family(WOMAN), FATHER=HEMIZYGOUS, PGM=NEGATIVE)
    another = carriers_of(wide_family(WOMAN), FATHER=HEMIZYGOUS, PAT_UNCLE=HEMIZYGOUS)

    assert single.source == "PGM"
    assert tested.source is None
    assert another.source is None
    assert "PGM" in another.known


def test_two_half_sisters_with_carrying_sons_make_their_mother_carry() -> None:
    of = carriers_of(
        family(
            "son",
            "grandmother F",
            "first M",
            "second M",
            "mother F of first grandmother",
            "half_aunt F of second grandmother",
            "cousin M of - half_aunt positive",
            "son M of - mother",
        )
    )

    assert {"mother", "half_aunt", "grandmother"} <= of.known


@pytest.mark.parametrize(
    ("results", "new_in", "again_in"),
    [
        ({}, set(), set()),
        ({"MOTHER": NEGATIVE}, {"PROBAND"}, set()),
        ({"MOTHER": NEGATIVE, "BROTHER": HEMIZYGOUS}, {"PROBAND"}, {"BROTHER"}),
        ({"MOTHER": NEGATIVE, "MAT_HALF_SISTER": HETEROZYGOUS}, {"PROBAND"}, {"MAT_HALF_SISTER"}),
        ({"MGF": NEGATIVE, "MGM": NEGATIVE}, {"MOTHER"}, set()),
        ({"MGF": NEGATIVE, "MGM": NEGATIVE, "MOTHER": HETEROZYGOUS}, {"MOTHER"}, set()),
        ({"MGM": NEGATIVE, "MAT_UNCLE": HEMIZYGOUS}, set(), set()),
    ],
)
def test_where_a_mans_variant_is_new(
    results: dict[str, Genotype], new_in: set[str], again_in: set[str]
) -> None:
    of = carriers_of(wide_family(MAN), **results)

    assert (new_in, again_in) == (of.new_in, of.again_in)


@pytest.mark.parametrize(
    ("results", "new_in"),
    [
        ({"MOTHER": NEGATIVE, "FATHER": NEGATIVE}, {"PROBAND"}),
        ({"MOTHER": NEGATIVE, "SISTER": NEGATIVE}, {"PROBAND"}),
        ({"FATHER": HEMIZYGOUS, "PGM": NEGATIVE}, {"FATHER"}),
        ({"MOTHER": HETEROZYGOUS, "MGF": NEGATIVE, "MGM": NEGATIVE}, {"MOTHER"}),
        ({"FATHER": HEMIZYGOUS, "PGM": NEGATIVE, "PAT_UNCLE": HEMIZYGOUS}, set()),
    ],
)
def test_where_a_womans_variant_is_new(results: dict[str, Genotype], new_in: set[str]) -> None:
    assert new_in == carriers_of(wide_family(WOMAN), **results).new_in


def test_an_identical_twin_carries_as_well() -> None:
    of = carriers_of(family("son", *SON, "twin M of father mother twin son", "niece F of twin -"))

    assert {"twin", "niece"} <= of.known
