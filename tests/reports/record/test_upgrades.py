"""Case reports of every earlier version open, and say what they said then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from genetics.errors import InputRejected
from reports.record.upgrades import CASE_REPORT_SCHEMA, UPGRADES, read_case_report
from reports.stored_case import read_stored_case

STORED = Path(__file__).parents[1] / "stored"


def test_a_real_report_is_kept_of_every_earlier_version():
    versions = [f"sideroscreen-case-report/{number + 1}" for number in range(len(UPGRADES))]
    assert list(UPGRADES) == versions
    kept = {json.loads(path.read_text("utf-8"))["schema"] for path in STORED.glob("*.json")}
    assert kept == set(versions)


@pytest.mark.parametrize("file", sorted(STORED.glob("*.json")), ids=lambda path: path.stem)
def test_a_stored_report_opens_and_answers(file):
    case = read_stored_case(file)
    (brother,) = [one for one in case.relatives if one.person == "A-BR"]
    assert (case.case, case.proband) == ("DEMO-A", "A-P")
    assert (brother.flag, brother.reason_id) == ("TEST_NOW", "R-XL-BROTHER")
    assert "SR-14" in [one.id for one in case.answers]


def test_1_to_2_a_report_no_longer_says_draft_but_whether_the_case_is_stopped(tmp_path):
    stored = json.loads((STORED / "case-report-1.json").read_text("utf-8"))
    report = read_case_report(STORED / "case-report-1.json")
    assert report["schema"] == CASE_REPORT_SCHEMA
    assert report["stopped"] is False
    assert "status" not in report
    rest = {"schema", "status", "stopped"}
    assert {k: v for k, v in report.items() if k not in rest} == {
        k: v for k, v in stored.items() if k not in rest
    }
    (tmp_path / "case.json").write_text(json.dumps(stored | {"status": "stopped"}))
    assert read_case_report(tmp_path / "case.json")["stopped"] is True


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is no case report: no JSON"),
        ("[" * 100_000, "is no case report: no JSON"),
        ("[]", "is no case report; name the case.json"),
        ("{}", "schema: no case report that can be read: nothing is named"),
        ('{"schema": ["a"]}', "schema: no case report that can be read: nothing is named"),
        ('{"schema": "\\ud800"}', "schema: no case report that can be read: nothing is named"),
        ('{"schema": "sideroscreen-case-report/99"}', "is newer than this software"),
    ],
)
def test_anything_else_is_refused_in_one_line(tmp_path, content, says):
    (tmp_path / "case.json").write_text(content)
    with pytest.raises(InputRejected) as raised:
        read_case_report(tmp_path / "case.json")
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)
