"""Three-valued logic: the tables, missing inputs, and random conditions beside two oracles."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.management.evaluation import evaluate, facts_read
from reports.management.language import parse

VALUES = (False, None, True)


def holds(text, facts=None, rules=None):
    return evaluate(parse(text), facts or {}, rules or {})


class Watched(dict):
    """Facts that remember who asked for them."""

    def __init__(self, facts):
        super().__init__(facts)
        self.asked = []

    def __getitem__(self, name):
        self.asked.append(name)
        return super().__getitem__(name)


@pytest.mark.parametrize(
    ("left", "right", "conjunction", "disjunction"),
    [
        (True, True, True, True),
        (True, None, None, True),
        (True, False, False, True),
        (None, True, None, True),
        (None, None, None, None),
        (None, False, False, None),
        (False, True, False, True),
        (False, None, False, None),
        (False, False, False, False),
    ],
)
def test_and_and_or(left, right, conjunction, disjunction):
    facts = {"a": left, "b": right}

    assert conjunction is holds("a and b", facts)
    assert disjunction is holds("a or b", facts)


@pytest.mark.parametrize(("value", "opposite"), [(True, False), (None, None), (False, True)])
def test_not(value, opposite):
    assert opposite is holds("not a", {"a": value})


@pytest.mark.parametrize("value", VALUES)
def test_a_rule_id_carries_the_truth_of_its_condition(value):
    rules = {"SR-01": parse("a"), "SR-02": parse("not SR-01")}

    assert value is holds("SR-01", {"a": value}, rules)
    assert (None if value is None else not value) is holds("SR-02", {"a": value}, rules)


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("n == 5", {"n": 5.0}, True),
        ("n != 5", {"n": 5.0}, False),
        ("n < 5", {"n": 5.0}, False),
        ("n <= 5", {"n": 5.0}, True),
        ("n > 4.9", {"n": 5.0}, True),
        ("n >= 5.1", {"n": 5.0}, False),
        ("n > -1", {"n": 0.0}, True),
        ("n < m", {"n": 1.0, "m": 2.0}, True),
        # number? without a value: every comparison is unknown
        ("n == 5", {"n": None}, None),
        ("n != 5", {"n": None}, None),
        ("not n < 5", {"n": None}, None),
        ("n < m", {"n": None, "m": 2.0}, None),
        ("n < m", {"n": 1.0, "m": None}, None),
        # choice: == and != are true or false, never unknown
        ('x == "none"', {"x": "none"}, True),
        ('x != "none"', {"x": "unknown"}, True),
        ('x == "none"', {"x": "unknown"}, False),
        ('x == "unknown"', {"x": "unknown"}, True),
        ('x in {"p", "q"}', {"x": "q"}, True),
        ('x in {"p", "q"}', {"x": "unknown"}, False),
        ('not x in {"p"}', {"x": "unknown"}, True),
        ('x == "P"', {"x": "p"}, False),
        # set: empty where nothing was entered
        ('s has {"p", "q"}', {"s": frozenset({"q", "r"})}, True),
        ('s has {"p"}', {"s": frozenset({"q"})}, False),
        ('s has {"p"}', {"s": frozenset()}, False),
        ('not s has {"p"}', {"s": frozenset()}, True),
    ],
)
def test_questions(text, facts, expected):
    assert expected is holds(text, facts)


def test_every_operand_is_asked_also_where_the_first_decides():
    facts = Watched({"a": False, "b": True, "n": None, "m": 1.0, "x": "p", "s": frozenset()})
    rules = {"SR-01": parse('x == "p" or s has {"p"}')}

    holds("a and (b or n < m) and SR-01", facts, rules)

    assert facts.asked == ["a", "b", "n", "m", "x", "s"]


def test_facts_read_follows_rule_ids_and_names_each_fact_once():
    rules = {"SR-01": parse("a and n > m"), "SR-02": parse("SR-01 or b")}

    assert facts_read(parse("b and (SR-01 or SR-02)"), rules) == ("b", "a", "n", "m")


# --- random conditions: a tree in the test's own words, a text made from it, two oracles -----

NAMES = "abcdef"
trees = st.recursive(
    st.sampled_from(NAMES),
    lambda inside: st.one_of(
        st.tuples(st.just("not"), inside),
        st.tuples(st.sampled_from(["and", "or"]), inside, inside),
    ),
    max_leaves=12,
)
facts_of = st.fixed_dictionaries({name: st.sampled_from(VALUES) for name in NAMES})
STRENGTH = {"or": 0, "and": 1, "not": 2}


def words(tree, around=-1):
    """The text of a tree with as few parentheses as the grammar allows."""
    if isinstance(tree, str):
        return tree
    here = STRENGTH[tree[0]]
    inside = [words(part, here) for part in tree[1:]]
    text = f"not {inside[0]}" if tree[0] == "not" else f" {tree[0]} ".join(inside)
    return f"({text})" if here < around else text


def leaves(tree):
    return [tree] if isinstance(tree, str) else [leaf for part in tree[1:] for leaf in leaves(part)]


def by_numbers(tree, facts):
    """Kleene's logic as numbers: false 0, unknown 1/2, true 1; and = min, or = max, not = 1 - x."""
    if isinstance(tree, str):
        return {False: 0.0, None: 0.5, True: 1.0}[facts[tree]]
    parts = [by_numbers(part, facts) for part in tree[1:]]
    return {"and": min, "or": max, "not": lambda values: 1 - values[0]}[tree[0]](parts)


def two_valued(tree, facts):
    if isinstance(tree, str):
        return facts[tree]
    parts = [two_valued(part, facts) for part in tree[1:]]
    return {"and": all, "or": any, "not": lambda values: not values[0]}[tree[0]](parts)


def completions(tree, facts):
    """The truths of a tree over all ways to fill in what is unknown."""
    unknown = sorted({leaf for leaf in leaves(tree) if facts[leaf] is None})
    return {
        two_valued(tree, {**facts, **dict(zip(unknown, values, strict=True))})
        for values in product((False, True), repeat=len(unknown))
    }


@given(trees, facts_of)
def test_random_conditions_agree_with_min_and_max(tree, facts):
    expected = {0.0: False, 0.5: None, 1.0: True}[by_numbers(tree, facts)]

    assert expected is holds(words(tree), facts)


@given(trees, facts_of)
def test_a_decided_condition_is_so_however_the_unknown_turns_out(tree, facts):
    result = holds(words(tree), facts)

    assert result is None or {result} == completions(tree, facts)


@given(trees, facts_of)
def test_where_each_fact_is_asked_once_unknown_means_that_both_are_possible(tree, facts):
    if len(leaves(tree)) == len(set(leaves(tree))):
        possible = completions(tree, facts)

        assert (possible.pop() if len(possible) == 1 else None) is holds(words(tree), facts)


@given(trees, trees, facts_of)
def test_a_rule_id_means_the_same_as_its_condition_in_parentheses(inner, outer, facts):
    rules = {"SR-01": parse(words(inner))}
    with_id, spelt_out = (f"{one} and ({words(outer)})" for one in ("SR-01", f"({words(inner)})"))

    assert holds(spelt_out, facts) is holds(with_id, facts, rules)
