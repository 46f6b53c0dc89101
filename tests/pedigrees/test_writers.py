"""What is written can be read again; what a format cannot hold is said."""

import io
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from people_with_everything import EVERYTHING, families
from random_families import random_case

from genetics.errors import UsageError
from genetics.inheritance import Sex
from pedigrees.people import Affected, Person
from pedigrees.readers.ped import read_ped
from pedigrees.readers.pedigree_file import RecordedFamily
from pedigrees.writers.formats import WRITERS, format_of
from pedigrees.writers.ped import kept_in_ped, written_ped
from pedigrees.writers.picture import SHOWN, written_picture
from pedigrees.writers.written import NOTHING, WORDS

MOTHER_AND_SON = RecordedFamily(
    "F", (Person("P", Sex.MALE, mother="MO", affected=Affected.YES), Person("MO", Sex.FEMALE)), "P"
)


def read(text):
    return read_ped(io.StringIO(text)).families


def kept(*recorded):
    return tuple(
        replace(one, people=tuple(kept_in_ped(person) for person in one.people), proband="")
        for one in recorded
    )


def test_a_ped_file_has_six_columns_under_a_line_that_names_them():
    assert written_ped([MOTHER_AND_SON]).text == (
        "#family\tperson\tfather\tmother\tsex\tphenotype\nF\tP\t0\tMO\t1\t2\nF\tMO\t0\t0\t2\t-9\n"
    )


@settings(max_examples=20, deadline=None)
@given(families("F"), families("G: é"))
def test_a_ped_file_is_read_again_less_what_it_was_said_to_drop(one, other):
    written = written_ped([one, other])
    told = {drop.field for drop in written.dropped}

    assert read(written.text) == kept(one, other)
    for family in (one, other):
        for person in family.people:
            lost = {
                field.name
                for field in fields(Person)
                if getattr(person, field.name) != getattr(kept_in_ped(person), field.name)
            }
            assert lost - {"father", "mother"} <= told
            assert not lost & {"father", "mother"} or "genetic_link" in told


def test_large_families_are_read_again_from_a_ped_file():
    for seed in range(20):
        case = random_case(seed)
        family = RecordedFamily("F", tuple(case.family))

        assert read(written_ped([family]).text) == kept(family)


def test_what_a_ped_file_drops_is_told_once_a_kind_with_number_and_people():
    told = [drop.told for drop in written_ped([EVERYTHING]).dropped]

    assert "Not in PED: twins (2: K2, K1)" in told
    assert "Not in PED: birth (3: G 1, K1, K2)" in told
    assert "Not in PED: proband (1: K1)" in told
    assert len(told) == len(set(told)) == len(WORDS) - len({"id", "sex", "father", "mother", "affected", "birthday"})  # fmt: skip


def test_a_family_that_a_ped_file_holds_whole_drops_nothing():
    assert written_ped([replace(MOTHER_AND_SON, proband="")]).dropped == ()


@pytest.mark.parametrize("one", ["0", "-9", ".", "NA", "sex", " P", "a\tb", "a\nb", ""])
def test_an_id_that_a_ped_file_cannot_hold_is_refused(one):
    with pytest.raises(UsageError, match="cannot be an id in a PED file"):
        written_ped([RecordedFamily("F", (Person(one, Sex.MALE),))])


@pytest.mark.parametrize("one", ["", "#F", "F\t"])
def test_a_family_that_a_ped_file_cannot_name_is_refused(one):
    with pytest.raises(UsageError, match="cannot be an id in a PED file"):
        written_ped([RecordedFamily(one, (Person("P", Sex.MALE),))])


def test_every_field_of_a_person_has_a_name_in_words_and_a_value_that_says_nothing():
    names = {one.name for one in fields(Person)}

    assert names == set(NOTHING)
    assert names | {"proband", "birthday"} == set(WORDS)
    assert set(SHOWN) <= set(WORDS)


def test_a_drawing_says_what_it_does_not_show():
    told = [drop.told for drop in written_picture([EVERYTHING]).dropped]

    assert told == [
        "Not in SVG: reads at the familial variant (1: K1)",
        "Not in SVG: date of the result (1: K1)",
        "Not in SVG: laboratory values (1: K1)",
        "Not in SVG: who plans to have children (1: K1)",
        "Not in SVG: who may donate stem cells (1: K1)",
        "Not in SVG: who declines contact (1: K1)",
        "Not in SVG: sample (1: K1)",
        "Not in SVG: what tests looked for and found (1: K1)",
        "Not in SVG: notes (1: K1)",
        "Not in SVG: day and month of birth (1: K1)",
    ]


def test_a_drawing_shows_one_family():
    with pytest.raises(UsageError, match="choose one with --family: F, G"):
        written_picture([MOTHER_AND_SON, replace(MOTHER_AND_SON, id="G")])


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_is_written_and_found_by_the_ending_of_its_files(name, tmp_path):
    writer = WRITERS[name]

    assert writer.write([MOTHER_AND_SON], date(2026, 6, 1)).text.endswith("\n")
    assert {format_of(tmp_path / f"a{ending.upper()}") for ending in writer.endings} == {name}
