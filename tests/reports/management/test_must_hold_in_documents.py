"""What must hold on every page that is written, over random cases: HTML and case.json are read."""

import re
import tempfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from random_cases import cases, youngest

from genetics.errors import CaseWithheld
from workflow.pipeline import conclude, report

ADULT = 18
DOSE_RANGE = re.compile(r"(?i)\b(50\s*(-|–|to|and)\s*200|10\s*(-|–|to|and)\s*100)\s*mg")
RULE_OR_ALARM_LEFT_OPEN = re.compile(r"\{[a-z0-9_.]+\}")
RELAXED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}


def written_of(case):
    """The text of every file that is written for a case, by name; no PDF is made."""
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch("reports.documents.pdf_problem", return_value="left out in this test"),
    ):
        report(case, Path(folder))
        return {
            path.name: path.read_text("utf-8") for path in Path(folder).iterdir() if path.is_file()
        }


def look_at(case):
    """Look at what is written; a case that contradicts itself is withheld whole, and says so."""
    conclusion = conclude(case)
    try:
        written = written_of(case)
    except CaseWithheld as withheld:
        if "CONTRADICTORY_EVIDENCE" not in str(withheld):
            raise
        return
    for name, text in written.items():
        assert not RULE_OR_ALARM_LEFT_OPEN.search(_without_style(text)), name
        if youngest(case) < ADULT and name.endswith((".html", ".json")):
            assert not DOSE_RANGE.search(text), name
        if conclusion.plan.stopped:
            assert "counselling" not in name
            assert "referral" not in name
        if "SR-32" in conclusion.statements.ids and name.endswith("management.html"):
            assert "3, 4 and 5 that it cites have no entry" in text


def _without_style(text):
    return re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)


@settings(max_examples=15, **RELAXED)
@given(cases())
def test_pages_of_random_cases(case):
    look_at(case)


@pytest.mark.long
@settings(max_examples=300, **RELAXED)
@given(cases())
def test_pages_of_many_random_cases(case):
    look_at(case)
