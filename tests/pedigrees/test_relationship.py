"""Relations in words, as a counsellor would say them."""

from __future__ import annotations

import pytest
from families import MAN, WOMAN, family, wide_family

from pedigrees.relationship import Side, path_to, relation_in_words

WIDE = {
    "FATHER": "father",
    "MOTHER": "mother",
    "MGF": "maternal grandfather",
    "PGM": "paternal grandmother",
    "BROTHER": "brother",
    "SISTER": "sister",
    "MAT_HALF_BROTHER": "maternal half-brother",
    "MAT_HALF_SISTER": "maternal half-sister",
    "PAT_HALF_BROTHER": "paternal half-brother",
    "PAT_HALF_SISTER": "paternal half-sister",
    "MAT_UNCLE": "maternal uncle",
    "MAT_AUNT": "maternal aunt",
    "PAT_UNCLE": "paternal uncle",
    "PAT_AUNT": "paternal aunt",
    "MAT_AUNTS_SON": "maternal aunt's son",
    "MAT_UNCLES_DAUGHTER": "maternal uncle's daughter",
    "PAT_AUNTS_DAUGHTER": "paternal aunt's daughter",
    "PAT_UNCLES_SON": "paternal uncle's son",
    "SISTERS_SON": "sister's son",
    "BROTHERS_DAUGHTER": "brother's daughter",
    "SON": "son",
    "DAUGHTER": "daughter",
    "SONS_SON": "son's son",
    "DAUGHTERS_DAUGHTER": "daughter's daughter",
    "PARTNER": "partner",
    "SONS_PARTNER": "son's partner",
    "SISTERS_PARTNER": "sister's partner",
    "MAT_AUNTS_PARTNER": "maternal aunt's partner",
    "MOTHERS_PARTNER": "mother's partner",
}


@pytest.mark.parametrize(("person", "words"), WIDE.items())
def test_every_near_relation(person: str, words: str) -> None:
    assert words == relation_in_words(wide_family(MAN), person)


FAR = family(
    "proband",
    "great_great_grandmother F",
    "great_grandfather M of - great_great_grandmother",
    "great_grandmother F",
    "great_uncle M of great_grandfather great_grandmother",
    "great_uncles_daughter F of great_uncle -",
    "grandmother F of great_grandfather great_grandmother",
    "grandfather M",
    "half_aunt F of - grandmother",
    "half_aunts_child U of - half_aunt",
    "mother F of grandfather grandmother",
    "father M",
    "proband F of father mother",
    "sib U of father mother",
    "child U of - proband",
    "childs_son M of child -",
    "sons_partner F partner childs_son",
    "sister F of father mother",
    "sisters_daughter F of - sister",
    "sisters_daughters_son M of - sisters_daughter",
)


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("great_grandmother", "maternal great-grandmother"),
        ("great_grandfather", "maternal great-grandfather"),
        ("great_great_grandmother", "maternal great-great-grandmother"),
        ("great_uncle", "maternal great-uncle"),
        ("great_uncles_daughter", "maternal great-uncle's daughter"),
        ("half_aunt", "maternal half-aunt"),
        ("half_aunts_child", "maternal half-aunt's child"),
        ("sib", "sib"),
        ("child", "child"),
        ("childs_son", "child's son"),
        ("sons_partner", "child's son's partner"),
        ("sisters_daughters_son", "sister's daughter's son"),
    ],
)
def test_farther_relations_and_unknown_sex(person: str, words: str) -> None:
    assert words == relation_in_words(FAR, person)


def test_a_partner_named_without_a_common_child_is_a_partner() -> None:
    people = family(
        "proband", "proband M", "friend F partner proband", "sister F of - mother", "mother F"
    )

    assert relation_in_words(people, "friend") == "partner"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "child M of proband - adopted",
            "son without a genetic link (adopted, step or donor-conceived)",
        ),
        ("child F adopted", "recorded without a genetic link (adopted, step or donor-conceived)"),
        ("child M", "no recorded blood relation"),
    ],
)
def test_no_genetic_link_is_said_and_no_relation_is_guessed(line: str, words: str) -> None:
    people = family("proband", "proband M", line)

    assert words == relation_in_words(people, "child")
    assert path_to(people, "child") is None


def test_the_child_of_an_adopted_sister_is_no_blood_relative() -> None:
    people = family(
        "proband",
        "mother F",
        "proband M of - mother",
        "sister F of - mother adopted",
        "niece F of - sister",
    )

    assert relation_in_words(people, "niece") == "no recorded blood relation"


def test_an_adopted_out_brother_is_related_by_blood() -> None:
    people = family(
        "proband", "mother F", "father M", "proband M of father mother", "b M of father mother"
    )

    assert relation_in_words(people, "b") == "brother"


DOUBLE_COUSINS = family(
    "proband",
    "gf1 M",
    "gm1 F",
    "gf2 M",
    "gm2 F",
    "father M of gf1 gm1",
    "uncle M of gf1 gm1",
    "mother F of gf2 gm2",
    "aunt F of gf2 gm2",
    "proband M of father mother",
    "cousin F of uncle aunt",
)
PARENTS_ARE_HALF_SIBS = family(
    "proband",
    "grandfather M",
    "gm1 F",
    "gm2 F",
    "father M of grandfather gm1",
    "mother F of grandfather gm2",
    "proband F of father mother",
)


def test_a_double_cousin_is_related_through_both_parents() -> None:
    path = path_to(DOUBLE_COUSINS, "cousin")

    assert path is not None
    assert path.side is Side.BOTH
    assert relation_in_words(DOUBLE_COUSINS, "cousin") == "uncle's daughter"


def test_a_grandfather_on_both_sides_is_a_grandfather() -> None:
    assert relation_in_words(PARENTS_ARE_HALF_SIBS, "grandfather") == "grandfather"
    assert relation_in_words(PARENTS_ARE_HALF_SIBS, "gm1") == "paternal grandmother"


def test_a_partner_who_is_a_cousin_is_named_as_a_cousin() -> None:
    people = family(
        "proband",
        "gm F",
        "mother F of - gm",
        "aunt F of - gm",
        "proband M of - mother",
        "wife F of - aunt",
        "son M of proband wife",
    )

    assert relation_in_words(people, "wife") == "maternal half-aunt's daughter"
    assert relation_in_words(people, "son") == "son"


def test_the_side_follows_the_link_where_a_parents_sex_is_not_recorded() -> None:
    people = family("proband", "g F", "m U of - g", "proband F of - m", "a F of - g")

    assert relation_in_words(people, "m") == "parent"
    assert relation_in_words(people, "g") == "maternal grandmother"
    assert relation_in_words(people, "a") == "maternal half-aunt"


@pytest.mark.parametrize(
    ("person", "up", "down", "side", "full"),
    [
        ("MOTHER", 1, 0, Side.MATERNAL, False),
        ("SISTER", 1, 1, Side.BOTH, True),
        ("PAT_HALF_SISTER", 1, 1, Side.PATERNAL, False),
        ("MAT_AUNT", 2, 1, Side.MATERNAL, True),
        ("SISTERS_SON", 1, 2, Side.BOTH, True),
        ("SONS_DAUGHTER", 0, 2, Side.NONE, False),
    ],
)
def test_the_path_counts_generations_up_and_down(
    person: str, up: int, down: int, side: Side, full: bool
) -> None:
    path = path_to(wide_family(WOMAN), person)

    assert path is not None
    assert (up, down, side, full) == (path.up, path.down, path.side, path.full)


def test_nobody_is_related_to_the_proband_by_being_the_proband() -> None:
    assert path_to(wide_family(MAN), "PROBAND") is None
    assert path_to(wide_family(MAN), "PARTNER") is None
