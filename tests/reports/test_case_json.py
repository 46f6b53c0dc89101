"""The case report as data: everything found, concluded and printed, and nobody's name."""

from __future__ import annotations

import json

import pytest
from builders import (
    PANEL,
    SOFTWARE,
    boy_with_a_new_change,
    man_with_anaemia,
    not_decided,
    stopped,
    uncertain,
)

from pedigrees.plan import Pattern
from reports import documents
from reports.documents import write_documents


@pytest.fixture
def written(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "pdf_problem", lambda: "left out in this test")

    def write(whole):
        write_documents(
            whole.case, whole.plan, whole.statements, tmp_path, panel=PANEL, software=SOFTWARE
        )
        return (tmp_path / "case.json").read_text("utf-8")

    return write


def test_what_was_found_concluded_and_printed(written):
    report = json.loads(written(man_with_anaemia()))
    assert report["schema"] == "sideroscreen-case-report/2"
    assert report["case"] == "FAM-1"
    assert report["report_date"] == "2026-06-01"
    assert report["software"] == SOFTWARE
    assert report["knowledge"] == "2026.01.02"
    assert report["assembly"] == {"build": "GRCh38", "signs": []}
    assert [one["word"] for one in report["genes"]] == ["found", *["not assessed"] * 3]
    assert report["findings"][0]["name"] == "ALAS2 c.1354C>T p.(Arg452Cys)"
    assert report["findings"][0]["lab_class"]["dated"] == "2026-05-03"
    assert report["diagnosis_line"].startswith("X-linked sideroblastic anaemia")
    assert report["plan"]["pattern"] == "XL-M"
    assert report["statements"]["not_applied"] == ["SR-06", "SR-18"]
    assert report["statements"]["needed"][0]["rule"] == "SR-17"
    later = next(one for one in report["statements"]["applied"] if one["id"] == "SR-03")
    assert (later["step"], later["lead"]) == ("later step", "After a response:")
    letters = {f"relative_letter:{one}" for one in ("BR", "DA", "MO")}
    assert set(report["printed"]) == {"counselling", "management", "lab", "referral", *letters}


def test_chances_are_exact_text(written):
    relatives = json.loads(written(man_with_anaemia()))["plan"]["relatives"]
    chances = {one["id"]: one["p_variant"] for one in relatives}
    assert chances == {"MGM": "1", "FA": "0", "MO": "1", "MU": "1/4", "BR": "1/2", "DA": "1"}
    mother = next(one for one in relatives if one["id"] == "MO")
    assert mother["very_likely"] is True
    assert mother["tests"] == ["TV", "CBC", "FER", "TSAT"]


def test_an_assumed_chance_is_marked(written):
    relatives = json.loads(written(boy_with_a_new_change()))["plan"]["relatives"]
    assert relatives[1]["p_variant"] == "1/100"
    assert relatives[1]["p_is_assumption"] is True
    assert relatives[1]["minor_rule"] == "TEST_MINOR_ALLOWED"


@pytest.mark.parametrize(
    "pattern", [Pattern.VUS, Pattern.AD_UNCERTAIN, Pattern.AR_CARRIER, Pattern.NEG]
)
def test_no_chance_in_patterns_without_figures(written, pattern):
    relatives = json.loads(written(not_decided(pattern, uncertain())))["plan"]["relatives"]
    assert [one["p_variant"] for one in relatives] == [None]


def test_documents_with_files_or_reasons(written):
    listed = {one["document"]: one for one in json.loads(written(stopped()))["documents"]}
    assert listed["management"]["files"] == ["FAM-4-management.html"]
    assert listed["counselling"] == {
        "document": "counselling",
        "files": [],
        "remark": "",
        "why_not": "the case is stopped: a person decides first",
        "written": False,
    }


def test_nobody_is_named(written):
    text = written(man_with_anaemia())
    for word in (
        "Alex",
        "Hidden Lane",
        "Sampletown",
        "Clinic for Genetics",
        "Dr Someone",
        "Telephone",
    ):
        assert word not in text


def test_sorted_and_stable(written):
    first, second = written(man_with_anaemia()), written(man_with_anaemia())
    assert first == second
    assert (
        first == json.dumps(json.loads(first), sort_keys=True, indent=2, ensure_ascii=False) + "\n"
    )
