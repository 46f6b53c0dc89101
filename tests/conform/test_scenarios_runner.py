"""The runner of the scenarios: its files, its lines, its last line; and the shared scenarios."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import scenarios
from computed import case_mapping, compute
from judge import judge
from made_up import DROPPED, OUTCOME, SCENARIO, person, scenario_in
from outcome import Outcome
from scenario_file import MalformedScenario, Scenario, read_scenario


def test_case_of_a_scenario_holds_its_input_only(tmp_path: Path) -> None:
    mapping = case_mapping(scenario_in(tmp_path))

    assert mapping["id"] == "SCN-90"
    assert mapping["report_date"].isoformat() == "2026-06-01"
    assert mapping["people"][0] == {
        "id": "FA",
        "sex": "M",
        "birth_year": 1980,
        "alive": True,
        "genetic_link": True,
        "affected": "unknown",
    }
    assert not {"expected", "title", "notice", "pedigree", "diagnosis"} & set(mapping)


def test_blood_relatives_follow_the_parent_links(tmp_path: Path) -> None:
    scenario = scenario_in(
        tmp_path,
        {
            "input.pedigree": [
                *SCENARIO["input"]["pedigree"],
                {**person("AD", "F", "P", "WI"), "genetic_link": False},
                person("CH", "F", "P", "WI"),
                person("HS", "F", "FA", None),
            ]
        },
    )

    assert scenario.blood_relatives == {"P", "FA", "MO", "BR", "SI", "CH", "HS"}


MALFORMED: list[tuple[str, str]] = [
    ("{", "Expecting property name"),
    ("[]", "the file: Input should be"),
    ('{"schema": "csa-scenario/1", "schema": "csa-scenario/1"}', '"schema" stands twice'),
    (json.dumps({**SCENARIO, "schema": "csa-scenario/2"}), "schema: Input should be"),
    (json.dumps({**SCENARIO, "input": {}}), "input.report_date: Field required"),
    (json.dumps({**SCENARIO, "expectation": {}}), "expectation: Extra inputs"),
    (
        json.dumps({**SCENARIO, "expected": {**SCENARIO["expected"], "must_text": ["("]}}),
        "expected.must_text.0: Value error, not a regular expression",
    ),
    (
        json.dumps({**SCENARIO, "expected": {**SCENARIO["expected"], "alarms": "AL-HB-70"}}),
        "expected.alarms: Input should be a valid list",
    ),
    (
        json.dumps({**SCENARIO, "expected": {**SCENARIO["expected"], "p_affected": {"BR": "1/0"}}}),
        "expected.p_affected.BR: String should match",
    ),
    (
        json.dumps(
            {
                **SCENARIO,
                "expected": {**SCENARIO["expected"], "conditional_text": [{"pattern": "a"}]},
            }
        ),
        "expected.conditional_text.0: Value error, neither",
    ),
]


@pytest.mark.parametrize(("text", "why"), MALFORMED, ids=[why for _, why in MALFORMED])
def test_a_malformed_file_is_one_line_and_counts_as_failed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, why: str
) -> None:
    (tmp_path / "SCN-1.json").write_text(text, encoding="utf-8")

    assert scenarios.main([str(tmp_path)]) == 1
    line, last = capsys.readouterr().out.splitlines()
    assert line.startswith("SCN-1.json malformed: ")
    assert why in line
    assert last == "0 passed, 1 failed"


class Computed:
    """Stands in for the program: what it concludes, or what it stops with."""

    def __init__(self, *results: Outcome | Exception) -> None:
        self.results: Iterable[Outcome | Exception] = iter(results)
        self.asked: list[tuple[bool, bool]] = []

    def __call__(self, _: Scenario, __: Path, *, documents: bool, pdf: bool) -> Outcome:
        self.asked.append((documents, pdf))
        result = next(iter(self.results))
        if isinstance(result, Exception):
            raise result
        return result


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, list[str], Computed]]:
    """Run the runner on the made-up scenario, with a stand-in for the program."""

    def _run(*arguments: str, results: tuple[Outcome | Exception, ...] = (OUTCOME,)) -> Any:
        computed = Computed(*results)
        monkeypatch.setattr(scenarios, "compute", computed)
        code = scenarios.main([str(tmp_path), *arguments])
        return code, capsys.readouterr().out.splitlines(), computed

    return _run


Run = Callable[..., tuple[int, list[str], Computed]]


def test_a_line_for_each_section_and_a_last_line(tmp_path: Path, run: Run) -> None:
    scenario_in(tmp_path)
    code, lines, _ = run()

    assert code == 0
    assert lines == [
        "SCN-90 pattern ok",
        "SCN-90 relatives ok",
        "SCN-90 risks ok",
        (
            "SCN-90 rules ok (to be read by a person: SR-21 is applied, allowed only as: annex, with "
            "SR-01; not a recommendation)"
        ),
        "SCN-90 alarms ok",
        "SCN-90 texts ok",
        "SCN-90 documents ok",
        "1 passed, 0 failed",
    ]


def test_chosen_sections_are_judged_and_the_others_are_named(tmp_path: Path, run: Run) -> None:
    scenario_in(tmp_path, {"expected.alarms": []})
    code, lines, computed = run("--sections", "relatives,pattern")

    assert (code, computed.asked) == (0, [(False, False)])
    assert lines == [
        "SCN-90 pattern ok",
        "SCN-90 relatives ok",
        "sections left out: risks, rules, alarms, texts, documents",
        "1 passed, 0 failed",
    ]


def test_one_failed_section_fails_the_case(tmp_path: Path, run: Run) -> None:
    scenario_in(tmp_path, {"expected.alarms": []})
    code, lines, computed = run("--pdf")

    assert (code, computed.asked) == (1, [(True, True)])
    assert "SCN-90 alarms FAILED AL-HB-70: expected no alarm, got raised" in lines
    assert lines[-1] == "0 passed, 1 failed"


def test_an_input_without_expectation_is_computed_and_not_counted(tmp_path: Path, run: Run) -> None:
    scenario_in(tmp_path, {"expected": DROPPED, "title": DROPPED})
    code, lines, _ = run()

    assert code == 0
    assert lines == [
        (
            "SCN-90 computed, not judged: the file expects nothing; pattern XL-M; relatives: "
            "1 HAEM_SCREEN, 1 INFO_ONLY, 2 NOT_INDICATED, 1 TEST_NOW; 2 rules"
        ),
        "0 passed, 0 failed",
    ]


def test_a_bug_fails_its_case_and_the_next_is_judged(tmp_path: Path, run: Run) -> None:
    scenario_in(tmp_path)
    (tmp_path / "SCN-100.json").write_text(json.dumps({**SCENARIO, "id": "SCN-100"}))
    code, lines, _ = run(results=(ValueError("two\nlines"), OUTCOME))

    assert code == 1
    assert lines[0] == "SCN-90 FAILED the program stopped: ValueError: two lines"
    assert lines[1] == "SCN-100 pattern ok"
    assert lines[-1] == "1 passed, 1 failed"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["nowhere"], "nowhere is no file and no folder with .json files"),
        ([".", "--sections", "relatives,risk"], "no section risk; choose from pattern, "),
    ],
)
def test_a_wrong_call_ends_with_2(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    why: str,
) -> None:
    scenario_in(tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        scenarios.main(arguments)

    assert stopped.value.code == 2
    assert why in capsys.readouterr().err


def test_shared_scenarios_are_all_of_the_format(shared: Path) -> None:
    files = sorted((shared / "clinical" / "scenarios").glob("*.json"))

    assert [read_scenario(file).id for file in files] == [file.stem for file in files]


@pytest.mark.parametrize("number", ["01", "02", "03"])
def test_shared_scenarios_of_x_linked_families_pass(
    shared: Path, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    """The real door, pipeline and documents; letters are a later section."""
    file = shared / "clinical" / "scenarios" / f"SCN-{number}.json"
    code = scenarios.main([str(file), "--sections", "pattern,relatives,risks,rules,alarms"])
    lines = capsys.readouterr().out.splitlines()

    assert [line for line in lines if "FAILED" in line] == []
    assert lines[-2:] == ["sections left out: texts, documents", "1 passed, 0 failed"]
    assert code == 0


@pytest.mark.long
def test_the_pdfs_say_what_the_html_says(shared: Path, tmp_path: Path) -> None:
    scenario = read_scenario(shared / "clinical" / "scenarios" / "SCN-03.json")
    outcome = compute(scenario, tmp_path, documents=True, pdf=True)

    assert {"counselling", "management", "referral"} <= set(outcome.documents)
    for document in outcome.documents.values():
        assert not set(document.text.split()) - set(document.printed.split())
    assert judge(scenario, outcome, "texts") == ()


def test_malformed_text_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"\xff\xfe")
    with pytest.raises(MalformedScenario, match=re.compile(r"^[^\n]+$")):
        read_scenario(tmp_path / "a.json")
