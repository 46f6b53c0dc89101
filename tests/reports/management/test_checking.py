"""What may be asked of which fact; everything else is a mistake, named with its place."""

import pytest

from pedigrees.clinical.fact_types import FactType
from pedigrees.clinical.facts import CHOICES, FACT_TYPES
from reports.management.checking import check, circle_among
from reports.management.language import ExpressionError, parse
from reports.management.ranges import fact_ranges

TYPES = {
    "yes": FactType.BOOL,
    "perhaps": FactType.BOOL_OR_UNKNOWN,
    "n": FactType.NUMBER,
    "m": FactType.NUMBER,
    "x": FactType.CHOICE,
    "y": FactType.CHOICE,
    "s": FactType.SET,
}
RULES = ("SR-01", "SA-26")


@pytest.mark.parametrize(
    "text",
    [
        "yes and not perhaps",
        "n == 1 or n < 1 or n <= 1",
        "n != 1 and n > 1 and n >= 1",
        "n >= m",
        'x == "p" and x != "q" and x in {"p", "q"}',
        's has {"p", "q"}',
        "SR-01 or SA-26",
    ],
)
def test_what_a_type_allows(text):
    check(parse(text), TYPES, RULES)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("yes and nein", "character 9: there is no fact nein"),
        ("perhap", "character 1: there is no fact perhap (is perhaps meant?)"),
        ("n > mm", "character 5: there is no fact mm (is m meant?)"),
        ("true", "character 1: there is no fact true"),
        ("SR-02", "character 1: there is no rule SR-02"),
        ("n", "character 1: n is a number? and does not stand alone"),
        ("yes or x", "character 8: x is a choice and does not stand alone"),
        ("not s", "character 5: s is a set and does not stand alone"),
        ("yes == 1", "character 1: yes is a bool and takes no =="),
        ('yes != "no"', "character 1: yes is a bool and takes no !="),
        ("yes == perhaps", "character 1: yes is a bool and takes no =="),
        ("perhaps >= 1", "character 1: perhaps is a bool? and takes no >="),
        ('n == "5"', 'character 1: n is a number; "5" is a text'),
        ("n > yes", "character 5: n is a number; yes is a bool, not a number"),
        ("n > x", "character 5: n is a number; x is a choice, not a number"),
        ("n > s", "character 5: n is a number; s is a set, not a number"),
        ('x < "p"', "character 1: x is a choice and takes no <, only ==, != or in"),
        ('x >= "p"', "character 1: x is a choice and takes no >=, only ==, != or in"),
        ("x == 5", "character 1: x is a choice; it is compared with a text"),
        ("x == y", "character 1: x is a choice; it is compared with a text"),
        ('s == "p"', "character 1: s is a set; it takes has"),
        ("s > 1", "character 1: s is a set; it takes has"),
        ('s in {"p"}', "character 1: s is a set; only a choice takes in"),
        ('n in {"p"}', "character 1: n is a number?; only a choice takes in"),
        ('yes in {"p"}', "character 1: yes is a bool; only a choice takes in"),
        ('x has {"p"}', "character 1: x is a choice; only a set takes has"),
        ('n has {"p"}', "character 1: n is a number?; only a set takes has"),
        ('perhaps has {"p"}', "character 1: perhaps is a bool?; only a set takes has"),
        ("not (yes and (n > 1 or s))", "character 24: s is a set and does not stand alone"),
    ],
)
def test_a_misuse_is_named_with_its_place(text, message):
    with pytest.raises(ExpressionError) as raised:
        check(parse(text), TYPES, RULES)

    assert message == str(raised.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('x == "r"', 'x is never "r" (only: p, q)'),
        ('x != "r"', 'x is never "r" (only: p, q)'),
        ('x in {"p", "r"}', 'x is never "r" (only: p, q)'),
        ('x == "P"', 'x is never "P" (only: p, q)'),
    ],
)
def test_a_choice_is_compared_with_what_it_can_be(text, message):
    with pytest.raises(ExpressionError) as raised:
        check(parse(text), TYPES, RULES, {"x": {"q", "p"}})

    assert f"character 1: {message}" == str(raised.value)


IMPOSSIBLE = [
    ("n > 100 and n <= 50", "1: this can never hold, whatever n is"),
    ("n > 100 and (yes and not n > 50)", "1: this can never hold, whatever n is"),
    ("yes and (n > 4 and n < 4)", "10: this can never hold, whatever n is"),
    ("n > 100 or n <= 200", "1: this always holds, whatever n is"),
    ("perhaps or (yes or not perhaps)", "1: this always holds, whatever perhaps is"),
    ("yes and not yes", "1: this can never hold, whatever yes is"),
    ("n == n", "1: this always holds, whatever n is"),
    ('x == "p" and x in {"q"}', "1: this can never hold, whatever x is"),
    ('x != "p" or x != "q"', "1: this always holds, whatever x is"),
    ('s has {"p"} and not s has {"p", "q"}', "1: this can never hold, whatever s is"),
    ("yes and always", "9: this always holds, whatever always is"),
    ("not never", "5: this can never hold, whatever never is"),
    # m lies between 0 and 10
    ("m > 10", "1: this can never hold, whatever m is"),
    ("yes or not m >= 0", "12: this always holds, whatever m is"),
    ("m == 11 or yes", "1: this can never hold, whatever m is"),
    ('s has {"Isoniazid"}', '1: s is kept in lower case, it never has "Isoniazid"'),
    ('s has {"isoniazid "}', '1: s is kept in lower case, it never has "isoniazid "'),
]


@pytest.mark.parametrize(("text", "message"), IMPOSSIBLE)
def test_what_says_nothing_is_named(text, message):
    types = {**TYPES, "always": FactType.BOOL, "never": FactType.BOOL}
    with pytest.raises(ExpressionError) as raised:
        check(parse(text), types, RULES, {"x": {"p", "q"}}, (), {"m": (0, 10)})

    assert f"character {message}" == str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        "always",
        "never",
        "n > 100 and n <= 101",
        "n < 1 or n > 1",
        "n > 100 and (yes or n <= 50)",
        "n > m and n < m",
        "m <= 9.5 and m > 9",
        "m == 0 or m == 10",
        'x == "p" or x == "q"',
        's has {"p"} and s has {"q"}',
        "SR-01 and not SR-01",
    ],
)
def test_what_one_fact_alone_does_not_settle_is_let_through(text):
    types = {**TYPES, "always": FactType.BOOL, "never": FactType.BOOL}
    check(parse(text), types, RULES, {"x": {"p", "q", "r"}}, (), {"m": (0, 10)})


def test_every_number_has_a_range():
    numbers = {name for name, kind in FACT_TYPES.items() if kind is FactType.NUMBER}

    assert numbers == set(fact_ranges())
    assert fact_ranges()["lab.haemoglobin"] == (20, 250)
    assert fact_ranges()["b6.dose"] == (0, 1000)


def test_choices_without_a_list_may_be_compared_with_any_text():
    check(parse('y == "whatever" and s has {"drug"}'), TYPES, RULES, {"x": {"p"}})


@pytest.mark.parametrize(
    ("conditions", "circle"),
    [
        ({"SR-01": "yes", "SR-02": "SR-01", "SR-03": "SR-01 and SR-02"}, ()),
        ({"SR-01": "SR-01"}, ("SR-01", "SR-01")),
        ({"SR-01": "yes or SR-02", "SR-02": "not SR-01"}, ("SR-01", "SR-02", "SR-01")),
        (
            {"SR-01": "SR-02", "SR-02": "SR-03", "SR-03": "SA-01", "SA-01": "yes and SR-02"},
            ("SR-02", "SR-03", "SA-01", "SR-02"),
        ),
    ],
)
def test_circles(conditions, circle):
    assert circle == circle_among({rule: parse(text) for rule, text in conditions.items()})


def test_every_choice_of_the_facts_lists_its_texts():
    choices = {name for name, kind in FACT_TYPES.items() if kind is FactType.CHOICE}

    assert choices == set(CHOICES)
    assert all(CHOICES.values())
