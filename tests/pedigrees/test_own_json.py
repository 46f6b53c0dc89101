"""The pedigree file of our own: nothing is lost in it, and what is wrong in one is said."""

import io
import json
from contextlib import suppress
from dataclasses import fields
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people_with_everything import EVERYTHING, families

from genetics.errors import InputRejected
from genetics.inheritance import Sex
from pedigrees.people import Person, VariantTest
from pedigrees.readers.own_json import read_own_json
from pedigrees.readers.own_model import SCHEMA, schema_text
from pedigrees.readers.pedigree_file import RecordedFamily
from pedigrees.writers.own_json import written_own_json
from pedigrees.writers.written import NOTHING

REPOSITORY = Path(__file__).resolve().parents[2]
STORED = REPOSITORY / "tests/pedigrees/files/version-1.json"


def read(text, **more):
    return read_own_json(io.StringIO(text), name="a.json", **more)


def refused(text, **more):
    with pytest.raises(InputRejected) as error:
        read(text, **more)
    return [str(mistake) for mistake in error.value.mistakes]


def file_of(*people, proband="", **family):
    family = {"id": "F", "people": list(people), **family}
    if proband:
        family["proband"] = proband
    return json.dumps({"schema": SCHEMA, "families": [family]})


# --- nothing is lost ---------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(families("F"), families("G: é"))
def test_what_is_written_is_read_again_field_by_field(one, other):
    written = written_own_json([one, other])

    assert read(written.text).families == (one, other)
    assert written.dropped == ()


def test_the_family_with_everything_records_every_field():
    silent = {
        one.name
        for one in fields(Person)
        if all(getattr(person, one.name) == NOTHING[one.name] for person in EVERYTHING.people)
    }

    assert silent == set()


def test_a_file_stored_by_version_1_is_read_as_it_was_meant():
    assert read_own_json(STORED).families == (EVERYTHING,)


def test_version_1_is_written_as_it_is_stored():
    assert written_own_json([EVERYTHING]).text == STORED.read_text(encoding="utf-8")


def test_the_schema_in_the_docs_is_current():
    stored = (REPOSITORY / "docs/pedigree.schema.json").read_text(encoding="utf-8")

    assert schema_text() == stored, "write schema_text() to docs/pedigree.schema.json"


def test_one_family_is_chosen_and_another_with_mistakes_does_not_matter():
    both = json.loads(file_of({"id": "P", "sex": "M"}))
    both["families"].append({"id": "G", "people": [{"id": "Q", "sex": "M", "father": "Q"}]})

    assert [one.id for one in read(json.dumps(both), family="F").families] == ["F"]
    assert len(refused(json.dumps(both))) == 1
    assert refused(json.dumps(both), family="H") == [
        "a.json: no family H in this file; choose from: F, G"
    ]


# --- what is wrong is said, all at once ------------------------------------------------------------

MAN, WOMAN = {"id": "M", "sex": "M"}, {"id": "W", "sex": "F"}


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("{", ["a.json:1: column 2: is not valid JSON: expecting property name enclosed in double quotes; correct it"]),
        ("[]", ["a.json: is a list or a value, not an object; begin with {"]),
        ("[" * 100_000, ["a.json: cannot be read as JSON: lists stand too deep in lists; correct it"]),
        ('{"schema": "x", "schema": "y"}', ['a.json: cannot be read as JSON: the key "schema" stands twice in one object; correct it']),
        ('{"schema": "sideroscreen-pedigree/2"}', ['a.json: schema "sideroscreen-pedigree/2" is not known to this version; this version reads "sideroscreen-pedigree/1"']),
        ('{"schema": "sideroscreen-pedigree/1"}', ['a.json: families: the key "families" is missing; add "families"']),
        (file_of({"id": "P"}, {"id": "Q", "sex": "male"}), [
            'a.json: families F, people P, sex: the key "sex" is missing; add "sex"',
            'a.json: families F, people Q, sex: "male" is not an allowed value; (allowed values: M, F, U)'.replace("(", "").replace(")", ""),
        ]),
        (file_of({**MAN, "monozygotik": True}), ['did you mean "monozygotic"?']),
        (file_of({**MAN, "tests": [{"sensitivity": "much"}]}), ['a.json: families F, people M, tests 1, sensitivity: "much" is not a chance; write "0.95" or "19/20"']),
        (file_of({**MAN, "birth_year": "1950"}), ['a.json: families F, people M, birth_year: "1950" is not a whole number; write it as a number, without quotes']),
        (file_of(MAN, MAN), ["a.json: families F: M is entered twice; give each person an id of his or her own"]),
        (file_of(MAN, proband="m"), ["a.json: families F: proband: m is not in the family; did you mean M? Otherwise enter m as a person or leave it out"]),
        (file_of({**MAN, "mother": "X"}, {**WOMAN, "twin_of": "Y"}), [
            "a.json: families F, people M, mother: mother of M: X is not in the family; enter X as a person or leave it out",
            "a.json: families F, people W, twin_of: twin of W: Y is not in the family; enter Y as a person or leave it out",
        ]),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_place_and_the_remedy(text, mistakes):
    found = refused(text)

    assert len(mistakes) == len(found)
    for expected, said in zip(mistakes, found, strict=True):
        assert expected in said


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("birth_year", 1799, "birth_year: 1799 is out of range; write a whole number from 1800 to 2200"),
        ("died", 20000, "died: 20000 is out of range; write a whole number from 1800 to 2200"),
        ("depth", -1, "depth: -1 is out of range; write a whole number from 0 to 10000000"),
        ("birth_date", "0001-01-01", "birth_date: 0001-01-01 is out of range; write a year from 1800 to 2200"),
        ("conditions", [{"name": "gout", "age": 126}], "conditions 1, age: 126 is out of range; write a whole number from 0 to 125"),
    ],
)  # fmt: skip
def test_years_depths_and_ages_have_the_limits_of_a_case_file(key, value, said):
    assert refused(file_of({**MAN, key: value})) == [f"a.json: families F, people M, {said}"]


@pytest.mark.parametrize("text", ["1e999999999", "1E9", "1e-400", "NaN", "Infinity", "inf", "١", "1_0", "0x1", " 0.5 ", "", "1/0", "1/", "."])  # fmt: skip
def test_a_chance_is_written_in_plain_digits(text):
    (said,) = refused(file_of({**MAN, "tests": [{"sensitivity": text}]}))

    assert said.endswith(f'sensitivity: "{text}" is not a chance; write "0.95" or "19/20"')


def test_the_smallest_chance_of_a_case_file_is_written_and_read_again():
    test = VariantTest(sensitivity=Fraction("1.7976931348623157e-300"))
    family = RecordedFamily("F", (Person("P", Sex.MALE, tests=(test,)),))

    assert read(written_own_json([family]).text).families == (family,)


MANGLED = st.tuples(st.integers(0, 2500), st.integers(0, 2500), st.text(max_size=4))


@settings(max_examples=100, deadline=None)
@given(MANGLED)
def test_a_file_that_was_mangled_is_read_or_refused(cut):
    text = STORED.read_text(encoding="utf-8")
    here, there, added = cut

    with suppress(InputRejected):
        assert read(text[:here] + added + text[there:]).families
