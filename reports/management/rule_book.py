"""Writes the book of rules and alarms: `sideroscreen knowledge rules > docs/rules.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from reports.management.alarms import AlarmRule
from reports.management.rules import CERTAINTY_WORDS, Rule, Rules

HEAD = """\
# Rules and alarms

Written by `sideroscreen knowledge rules`; a test holds it to the files. Conditions are written in
the language of `reports/management/language.py`, over the facts of `pedigrees/clinical/facts.py`.
A rule is applied, and an alarm raised, when its condition is true: not when it is false, and not
when it is unknown.
"""
NOT_HERE = "the tests are not here"

Tests = Mapping[str, tuple[str, ...]]
"""For each id the test files that name it."""


def rule_book(rules: Rules, alarms: tuple[AlarmRule, ...], tests: Tests | None) -> str:
    """Return the book as Markdown; `tests` is None where the tests are not at hand."""
    seed = [rule for rule in rules.rules if not rule.is_safety]
    safety = [rule for rule in rules.rules if rule.is_safety]
    parts = (
        HEAD,
        '## Rules of the seed page\n\nWhere "today when" is not true, the rule is a later step.\n',
        *(_of_rule(rule, tests) for rule in seed),
        '## Safety rules\n\nWhere "urgent when" is true, the urgent wording is printed.\n',
        *(_of_rule(rule, tests) for rule in safety),
        "## Alarms\n",
        *(_of_alarm(alarm, tests) for alarm in alarms),
        _legend(),
    )
    return "\n".join(parts)


def files_naming(ids: Iterable[str], folder: Path) -> Tests:
    """Return for each id the test files below a folder that name it, in alphabetical order."""
    texts = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.py"))
    }
    return {one: tuple(_naming(one, texts)) for one in ids}


def _naming(name: str, texts: Mapping[str, str]) -> Iterator[str]:
    pattern = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    return (file for file, text in texts.items() if pattern.search(text))


def _of_rule(rule: Rule, tests: Tests | None) -> str:
    when = "urgent when" if rule.is_safety else "today when"
    seed = ", ".join(str(number) for number in rule.seed_sources)
    rows = (
        ("condition", f"`{rule.condition}`"),
        (when, f"`{rule.active_when}`" if rule.active_when else ""),
        ("printed in", _places(rule.places)),
        ("values shown", ", ".join(_values(rule))),
        ("strength", rule.strength),
        ("seed page's source", seed),
        *_origin(rule.source, rule.dated, rule.certainty),
        ("named in tests", _files(rule.id, tests)),
    )
    return _entry(rule.id, rule.title, rows)


def _of_alarm(alarm: AlarmRule, tests: Tests | None) -> str:
    rows = (
        ("raised when", f"`{alarm.trigger}`"),
        ("urgent", "yes" if alarm.urgent else "no"),
        ("printed in", "nowhere: refused at the input" if alarm.at_the_door else ""),
        ("printed in", _places(alarm.places)),
        ("values shown", ", ".join(_values(alarm))),
        *_origin(alarm.source, alarm.dated, alarm.certainty),
        ("named in tests", _files(alarm.id, tests)),
    )
    return _entry(alarm.id, alarm.title, rows)


def _values(alarm: AlarmRule | Rule) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for detail in alarm.details for name in detail.values))


def _origin(source: str, dated: str, certainty: str) -> Iterator[tuple[str, str]]:
    yield "source", source
    yield "dated", dated
    yield "how sure", "; ".join(CERTAINTY_WORDS[letter] for letter in certainty.split())


def _places(places: tuple[str, ...]) -> str:
    return ", ".join(place.replace("_", " ") for place in places)


def _files(name: str, tests: Tests | None) -> str:
    if tests is None:
        return NOT_HERE
    return ", ".join(f"`{file}`" for file in tests.get(name, ())) or "none"


def _entry(name: str, title: str, rows: tuple[tuple[str, str], ...]) -> str:
    lines = [f"- {label}: {text}" for label, text in rows if text]
    return "\n".join([f"### {name} {title}\n", *lines, ""])


def _legend() -> str:
    return (
        "## Strength\n\n"
        "A guideline consensus on case series; B guideline or expert, little data; C case reports; "
        "D seed page only; M about the page itself. Safety rules and alarms carry no grade.\n"
    )
