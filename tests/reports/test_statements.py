"""Each statement of the seed page: a case in which it is printed, where, and one without it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from page_text import words_of
from statement_cases import CASES, basis_of, pages_of
from statement_list import NEVER_PRINTED, SAID, statements_page

from reports.management.rules import load_rules

# A relative's letter says in words of its own what a rule says: see test_relative_letter.py.
DOCUMENT_OF = {
    "management": "management",
    "information_box": "management",
    "off_label_annex": "management",
    "counselling": "counselling",
    "referral": "referral",
    "lab": "lab",
}
ON_EVERY_PAGE = ("sources", "disclaimer")
STATEMENTS = [rule for rule in load_rules().rules if rule.id.startswith("SR-")]
PRINTED = [rule.id for rule in STATEMENTS if rule.id not in NEVER_PRINTED]


def test_the_table_holds_every_statement_of_the_seed_page():
    assert [rule.id for rule in STATEMENTS] == [f"SR-{number:02}" for number in range(1, 37)]
    assert sorted(SAID) == PRINTED


@pytest.mark.parametrize("rule", PRINTED)
def test_it_appears_in_its_words_with_its_id_at_every_place(rule):
    pages = pages_of(SAID[rule].appears_in)
    said = next(
        one for one in basis_of(SAID[rule].appears_in).statements.applied if one.rule == rule
    )
    seen = 0
    for place in said.places:
        for name, page in _pages_at(place, pages):
            words = _plain(words_of(page))
            assert rule in words, (place, name)
            assert _plain(said.plain) in words or _plain(said.professional) in words, (place, name)
            seen += 1
    assert seen, f"{rule} stands in no document of {SAID[rule].appears_in}"


@pytest.mark.parametrize("rule", [one for one in PRINTED if SAID[one].absent_from])
def test_it_does_not_appear_where_its_condition_does_not_hold(rule):
    pages = pages_of(SAID[rule].absent_from)
    assert pages
    for name, page in pages.items():
        assert not re.search(rf"\b{rule}\b", words_of(page)), name


@pytest.mark.parametrize("rule", NEVER_PRINTED)
@pytest.mark.parametrize("case", CASES)
def test_a_statement_that_is_never_printed_is_never_printed(rule, case):
    for name, page in pages_of(case).items():
        assert rule not in words_of(page), name


def test_the_list_of_statements_is_that_of_the_rules_and_of_this_table():
    """To renew it: `python tests/reports/statement_list.py > docs/statements.md`."""
    docs = Path(__file__).parents[2] / "docs" / "statements.md"
    assert docs.read_text("utf-8") == statements_page()


def _pages_at(place, pages):
    if place in ON_EVERY_PAGE:
        return [(name, page) for name, page in pages.items() if not name.startswith("relative_")]
    document = DOCUMENT_OF.get(place)
    return [(name, page) for name, page in pages.items() if name == document]


def _plain(text):
    return " ".join(html.unescape(text).replace("\u00a0", " ").split())
