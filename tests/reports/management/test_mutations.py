"""Every condition, active_when and trigger against the hand-written tables: as it stands each
answer is right, and every small change of it gives at least one wrong answer."""

import pytest
from mutants import mutants_of
from truth_tables import ACTIVE, CONDITIONS, cases_of

from reports.management.alarms import load_alarms
from reports.management.evaluation import evaluate
from reports.management.rules import load_rules

RULES = load_rules()
EXPRESSIONS = {
    **{(rule.id, "condition"): rule.when for rule in RULES.rules},
    **{(alarm.id, "condition"): alarm.when for alarm in load_alarms()},
    **{(rule.id, "active_when"): rule.active for rule in RULES.rules if rule.active is not None},
}
TABLES = {
    **{(name, "condition"): tuple(cases_of(table)) for name, table in CONDITIONS.items()},
    **{(name, "active_when"): tuple(cases_of(table)) for name, table in ACTIVE.items()},
}

# Mutants that no case can tell from the original, with the reason.
EQUIVALENT = {
    ("SA-13", "condition", "drop SR-19"): "SR-19 is SR-18 with one more demand (KNOWLEDGE.md 1)",
}


def answer(expression, facts):
    return evaluate(expression, facts, RULES.conditions) is True


def survivors_of(key):
    """The changes of one expression that no line of its table notices."""
    for mutant in mutants_of(EXPRESSIONS[key]):
        right = [answer(mutant.expression, facts) is expected for expected, facts in TABLES[key]]
        if all(right):
            yield mutant.change


def test_every_expression_has_its_table():
    assert TABLES.keys() == EXPRESSIONS.keys()


@pytest.mark.parametrize("key", TABLES, ids=" ".join)
def test_the_files_say_what_the_tables_say(key):
    wrong = [
        (expected, {name: value for name, value in facts.items() if value})
        for expected, facts in TABLES[key]
        if answer(EXPRESSIONS[key], facts) is not expected
    ]

    assert wrong == []


def test_every_mutant_is_caught_or_equivalent():
    survivors = {(*key, change) for key in EXPRESSIONS for change in survivors_of(key)}
    count = sum(len(list(mutants_of(expression))) for expression in EXPRESSIONS.values())
    print(f"{count} mutants of {len(EXPRESSIONS)} expressions, {len(survivors)} survive")

    assert sorted(survivors - EQUIVALENT.keys()) == []
    assert sorted(EQUIVALENT.keys() - survivors) == [], "no longer survives"
