"""The grammar of conditions, line by line, and every way to break it."""

import pytest

from reports.management.language import (
    DEEPEST,
    And,
    Comparison,
    ExpressionError,
    FactTest,
    HasAny,
    Not,
    OneOf,
    Or,
    OtherFact,
    RuleTest,
    each_test,
    parse,
)

a, b, c = FactTest("a"), FactTest("b"), FactTest("c")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # expr = term { "or" term }
        ("a or b", Or((a, b))),
        ("a or b or c", Or((a, b, c))),
        # term = factor { "and" factor }
        ("a and b and c", And((a, b, c))),
        # factor = "not" factor | "(" expr ")" | test
        ("not a", Not(a)),
        ("not not a", Not(Not(a))),
        ("(a)", a),
        ("((a or b))", Or((a, b))),
        ("not(a)", Not(a)),
        # "not" binds before "and", "and" before "or"
        ("not a and b", And((Not(a), b))),
        ("not (a and b)", Not(And((a, b)))),
        ("a or b and c", Or((a, And((b, c))))),
        ("(a or b) and c", And((Or((a, b)), c))),
        ("a and b or c", Or((And((a, b)), c))),
        ("a and not b or not c", Or((And((a, Not(b))), Not(c)))),
        # test = rule | name [ … ]
        ("SR-01", RuleTest("SR-01")),
        ("SA-26 and a", And((RuleTest("SA-26"), a))),
        ("(SR-01)", RuleTest("SR-01")),
        # op
        ("n == 1", Comparison("n", "==", 1.0)),
        ("n != 1", Comparison("n", "!=", 1.0)),
        ("n < 1", Comparison("n", "<", 1.0)),
        ("n <= 1", Comparison("n", "<=", 1.0)),
        ("n > 1", Comparison("n", ">", 1.0)),
        ("n >= 1", Comparison("n", ">=", 1.0)),
        ("n>=1", Comparison("n", ">=", 1.0)),
        # value = number | string | name
        ("n > -5", Comparison("n", ">", -5.0)),
        ("n > 0.25", Comparison("n", ">", 0.25)),
        ('x == "XL-M"', Comparison("x", "==", "XL-M")),
        ('x == ""', Comparison("x", "==", "")),
        ('x == "not a and b"', Comparison("x", "==", "not a and b")),
        ("n < m.o", Comparison("n", "<", OtherFact("m.o"))),
        ("not n < 1", Not(Comparison("n", "<", 1.0))),
        # set = "{" string { "," string } "}"
        ('x in {"p"}', OneOf("x", ("p",))),
        ('x in { "p" , "q" }', OneOf("x", ("p", "q"))),
        ('s has {"p", "q"}', HasAny("s", ("p", "q"))),
        ('not x in {"p"} and a', And((Not(OneOf("x", ("p",))), a))),
        # name = letter { letter | digit | "_" | "." }
        ("callability.cds_20x_pct", FactTest("callability.cds_20x_pct")),
        ("SLC25A38", FactTest("SLC25A38")),
        ("android", FactTest("android")),
        ("nothing", FactTest("nothing")),
        ("  a\n\tand  b ", And((a, b))),
    ],
)
def test_grammar(text, expected):
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "character 1: expected a fact, a rule id, not or (, found the end"),
        ("   ", "character 4: expected a fact, a rule id, not or (, found the end"),
        ("a and", "character 6: expected a fact, a rule id, not or (, found the end"),
        ("and a", "character 1: expected a fact, a rule id, not or (, found and"),
        ("a b", "character 3: expected and, or, or the end, found b"),
        ("a)", "character 2: expected and, or, or the end, found )"),
        ("(a", "character 3: expected ), found the end"),
        ("()", "character 2: expected a fact, a rule id, not or (, found )"),
        ("a not b", "character 3: expected and, or, or the end, found not"),
        ("n >", "character 4: expected a number, a text or a fact, found the end"),
        ("n > > 1", "character 5: expected a number, a text or a fact, found >"),
        ("n > (1)", "character 5: expected a number, a text or a fact, found ("),
        ("n > SR-01", "character 5: expected a number, a text or a fact, found SR-01"),
        ("0 < n < 1", "character 1: expected a fact, a rule id, not or (, found 0"),
        ("n > 0 < 1", "character 7: expected and, or, or the end, found <"),
        ("SR-01 == 1", "character 7: expected and, or, or the end, found =="),
        ('SR-01 in {"p"}', "character 7: expected and, or, or the end, found in"),
        ('"p" == x', 'character 1: expected a fact, a rule id, not or (, found "p"'),
        ("x in {}", "character 7: expected a text, found }"),
        ('x in {"p",}', "character 11: expected a text, found }"),
        ('x in {"p" "q"}', 'character 11: expected , or }, found "q"'),
        ("x in {1}", "character 7: expected a text, found 1"),
        ("x in {p}", "character 7: expected a text, found p"),
        ('x in "p"', 'character 6: expected {, found "p"'),
        ('s has ("p")', "character 7: expected {, found ("),
        ('x not in {"p"}', "character 3: expected and, or, or the end, found not"),
        ("n = 1", "character 3: = has no meaning here"),
        ("n => 1", "character 3: = has no meaning here"),
        ("a & b", "character 3: & has no meaning here"),
        ("x == 'p'", "character 6: ' has no meaning here"),
        ('x == "p', 'character 6: ": this " is never closed'),
        (
            "n > 200mg",
            "character 5: 200mg: a number is digits with at most one decimal point, without its unit",
        ),
        (
            "n > 1.",
            "character 5: 1.: a number is digits with at most one decimal point, without its unit",
        ),
        (
            "n > 1.2.3",
            "character 5: 1.2.3: a number is digits with at most one decimal point, without its unit",
        ),
        (
            "n > 1e5",
            "character 5: 1e5: a number is digits with at most one decimal point, without its unit",
        ),
        ("n > .5", "character 5: . has no meaning here"),
        ("n > +5", "character 5: + has no meaning here"),
        ("n > 9,8", "character 6: expected and, or, or the end, found ,"),
        ("n - 5 > 1", "character 3: - has no meaning here"),
        ("SR-1", "character 1: SR-1: a rule id is SR- or SA- and two digits"),
        ("SR-001", "character 1: SR-001: a rule id is SR- or SA- and two digits"),
        ("SA-0x", "character 1: SA-0x: a rule id is SR- or SA- and two digits"),
        ("SA-", "character 1: SA-: a rule id is SR- or SA- and two digits"),
        ("a or AL-HB-70", "character 6: AL-HB-70: an expression never refers to an alarm"),
        ("anämie", "character 3: ä has no meaning here"),
        ("a.b and 1", "character 9: expected a fact, a rule id, not or (, found 1"),
    ],
)
def test_a_mistake_in_the_grammar_is_named_with_its_place(text, message):
    with pytest.raises(ExpressionError) as raised:
        parse(text)

    assert message == str(raised.value)


@pytest.mark.parametrize("text", ["(" * 2000 + "a" + ")" * 2000, "not " * 2000 + "a"])
def test_a_text_without_end_is_refused_and_does_not_break_the_reader(text):
    with pytest.raises(ExpressionError, match=f"nested more than {DEEPEST} deep"):
        parse(text)


def test_tests_know_their_place_and_stand_from_left_to_right():
    text = 'not (a or n > 2) and x in {"p"} and SR-07'

    assert [
        text[test.at :][: len(shown)]
        for test, shown in zip(each_test(parse(text)), ("a", "n >", "x in", "SR-07"), strict=True)
    ] == ["a", "n >", "x in", "SR-07"]
