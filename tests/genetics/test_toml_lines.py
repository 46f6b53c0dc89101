"""A mistake in a TOML file is said with its line and its remedy."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict, Field

from genetics.errors import InputRejected, KnowledgeInvalid
from genetics.toml_lines import check, parse_toml
from genetics.toml_places import lines_by_path

CASE = """\
title = "a family"  # [[people]] in a comment

[treatment.pyridoxine]
dose_mg = 100
"quoted key" = 1

[[people]]
id = "I:1"
birth_year = 1950

[[people]]
id = "I:2"
born = { year = 1952, place = "x = [[people]]" }
results = [
  { gene = "ALAS2", depth = [30, 40] },
  # a comment with ] and }
  { gene = "ABCB7" },
]

[people.address]
town = "Leiden"

[[people.notes]]
text = \"\"\"
[[people]]
birth_year = 1
\"\"\"

[[people.notes]]
text = 'second "note"'

[[people]]
id = "I:3"
name.first = "Ada"
birth_year = 1960
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 1),
        (("treatment", "pyridoxine"), 3),
        (("treatment", "pyridoxine", "dose_mg"), 4),
        (("treatment", "pyridoxine", "quoted key"), 5),
        (("people", 0), 7),
        (("people", 0, "birth_year"), 9),
        (("people", 1, "born", "place"), 13),
        (("people", 1, "results"), 14),
        (("people", 1, "results", 0, "gene"), 15),
        (("people", 1, "results", 0, "depth", 1), 15),
        (("people", 1, "results", 1, "gene"), 17),
        (("people", 1, "address", "town"), 21),
        (("people", 1, "notes", 0, "text"), 24),
        (("people", 1, "notes", 1, "text"), 30),
        (("people", 2, "name", "first"), 34),
        (("people", 2, "birth_year"), 35),
    ],
)
def test_every_key_has_its_line(path, line):
    document = parse_toml(CASE, "case.toml", InputRejected)

    assert line == document.line_of(path)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("people", 2, "sex"), 32),  # a missing key: the header of its table
        (("people", 1, "address", "street"), 20),
        (("nothing",), 1),
    ],
)
def test_what_is_missing_has_the_line_of_the_table_around_it(path, line):
    assert line == parse_toml(CASE, "case.toml", InputRejected).line_of(path)


def test_lines_are_the_same_with_windows_line_ends():
    assert lines_by_path(CASE) == lines_by_path(CASE.replace("\n", "\r\n"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = 1\nb = = 2\n", "case.toml:2: column 5: not valid TOML: invalid value; correct it"),
        (
            "a = 1\na = 2\n",
            "case.toml:2: column 6: not valid TOML: cannot overwrite a value; correct it",
        ),
        (
            'a = "open\n',
            "case.toml:1: column 10: not valid TOML: illegal character '\\n'; correct it",
        ),
        (
            "a = [1,\n",
            "case.toml:2: end of file: not valid TOML: invalid value; correct it",
        ),
    ],
)
def test_wrong_syntax_is_said_in_one_line(text, sentence):
    with pytest.raises(KnowledgeInvalid) as caught:
        parse_toml(text, "case.toml", KnowledgeInvalid)

    assert sentence == str(caught.value)


@pytest.mark.parametrize(("number", "size"), [("1e-400", "small"), ("-2e+999", "large")])
def test_a_number_that_would_be_read_as_another_is_refused(number, size):
    with pytest.raises(InputRejected) as caught:
        parse_toml(f"a = 0e-400\nb = {number}\n", "case.toml", InputRejected)

    said = f"case.toml:2: the number {number} is too {size} to be read; write it in fewer digits"
    assert said == str(caught.value)


class Sex(StrEnum):
    MALE = "M"
    FEMALE = "F"


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


class Result(Strict):
    gene: str
    depth: int | None = None


class Person(Strict):
    id: str
    sex: Sex
    born: date | None = None
    affected: bool = False
    height: float | None = Field(default=None, gt=0)
    weight: int | None = Field(default=None, ge=1, le=400)
    share: float | None = Field(default=None, lt=0.5)
    names: tuple[Annotated[str, Field(min_length=2, max_length=4)], ...] = Field(
        default=(), min_length=1, max_length=2
    )
    tests: tuple[Result, ...] = ()


class Family(Strict):
    people: tuple[Person, ...]
    settings: dict[str, Result] = {}


def read_family(text, error=InputRejected):
    return check(parse_toml(text, "case.toml", error), Family, error)


def test_a_strict_model_takes_dates_closed_words_and_lists_from_toml():
    family = read_family(
        '[[people]]\nid = "I:1"\nsex = "F"\nborn = 1950-04-01\ntests = [{ gene = "ALAS2" }]\n'
    )

    assert (
        Person(id="I:1", sex=Sex.FEMALE, born=date(1950, 4, 1), tests=(Result(gene="ALAS2"),))
        == (family.people[0])
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            'sexx = "F"',
            (
                'case.toml:4: people I:1, sexx: unknown key "sexx"; did you mean "sex"? '
                "(allowed keys: affected, born, height, id, names, sex, share, tests, weight)"
            ),
        ),
        (
            "weigth = 3",
            (
                'case.toml:4: people I:1, weigth: unknown key "weigth"; did you mean "weight"? '
                "(allowed keys: affected, born, height, id, names, sex, share, tests, weight)"
            ),
        ),
        (
            "affected = 1",
            (
                "case.toml:4: people I:1, affected: 1 is not true or false; "
                "write true or false, without quotes"
            ),
        ),
        (
            'affected = "yes"',
            (
                'case.toml:4: people I:1, affected: "yes" is not true or false; '
                "write true or false, without quotes"
            ),
        ),
        (
            'born = "last year"',
            'case.toml:4: people I:1, born: "last year" is not a date; write it as YYYY-MM-DD',
        ),
        (
            "height = 0",
            "case.toml:4: people I:1, height: 0 is out of range; write a number above 0",
        ),
        (
            "weight = 500",
            "case.toml:4: people I:1, weight: 500 is out of range; write a whole number from 1 to 400",
        ),
        (
            "share = 0.5",
            "case.toml:4: people I:1, share: 0.5 is out of range; write a number below 0.5",
        ),
        (
            "height = inf",
            "case.toml:4: people I:1, height: inf is not a number; write a finite number in digits",
        ),
        (
            "names = []",
            "case.toml:4: people I:1, names: a list is too short; write at least 1 entry",
        ),
        (
            'names = ["A"]',
            'case.toml:4: people I:1, names 1: "A" is too short; write at least 2 characters',
        ),
        (
            'names = ["Adeline"]',
            'case.toml:4: people I:1, names 1: "Adeline" is too long; write at most 4 characters',
        ),
        (
            'tests = [{ gene = "ALAS2", depht = 30 }]',
            (
                'case.toml:4: people I:1, tests 1, depht: unknown key "depht"; '
                'did you mean "depth"? (allowed keys: depth, gene)'
            ),
        ),
        (
            'tests = [{ gene = "ALAS2", depth = 1.5 }]',
            (
                "case.toml:4: people I:1, tests 1, depth: 1.5 is not a whole number; "
                "write it without a decimal point"
            ),
        ),
        (
            "tests = [{ depth = 3 }]",
            'case.toml:4: people I:1, tests 1, gene: the key "gene" is missing; add "gene"',
        ),
        (
            'tests = "ALAS2"',
            (
                'case.toml:4: people I:1, tests: "ALAS2" is not a list; '
                "write it as a list, in square brackets"
            ),
        ),
    ],
)
def test_one_wrong_line_gives_one_sentence(line, sentence):
    with pytest.raises(InputRejected) as caught:
        read_family(f'[[people]]\nid = "I:1"\nsex = "F"\n{line}\n')

    assert sentence == str(caught.value)


def test_a_word_outside_a_closed_list_is_told_what_is_allowed():
    with pytest.raises(InputRejected) as caught:
        read_family('[[people]]\nid = "I:1"\nsex = "W"\n')

    assert str(caught.value) == (
        'case.toml:3: people I:1, sex: "W" is not an allowed value; allowed values: M, F'
    )


def test_all_mistakes_of_a_file_come_together_in_the_order_of_their_lines():
    text = '[[people]]\nid = 1\nsex = "W"\n\n[[people]]\nid = "I:2"\nbron = 1950-04-01\n'

    with pytest.raises(InputRejected) as caught:
        read_family(text)

    assert [(mistake.line, mistake.what) for mistake in caught.value.mistakes] == [
        (2, "1 is not text"),
        (3, '"W" is not an allowed value'),
        (5, 'the key "sex" is missing'),
        (7, 'unknown key "bron"'),
    ]


def test_a_misspelt_key_is_one_mistake_not_an_unknown_and_a_missing_one():
    with pytest.raises(InputRejected) as caught:
        read_family('[[people]]\nidd = "I:1"\nsex = "F"\n')

    assert [mistake.what for mistake in caught.value.mistakes] == ['unknown key "idd"']


def test_keys_below_a_table_of_free_names_are_suggested_too():
    with pytest.raises(InputRejected) as caught:
        read_family('people = []\n[settings.first]\ngen = "ALAS2"\ngene = "ALAS2"\n')

    assert 'did you mean "gene"?' in caught.value.mistakes[0].remedy


def test_the_caller_chooses_the_error():
    with pytest.raises(KnowledgeInvalid):
        read_family("people = 1\n", KnowledgeInvalid)
