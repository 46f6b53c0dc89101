"""`sideroscreen why`: rules, alarms and relatives, from a case file and from a case report."""

import json
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path

import pytest

from genetics.errors import InputRejected, UsageError
from pedigrees.plan import Decision, Flag, Pattern, Plan
from reports import documents
from reports.stored_case import read_stored_case, relative_answers
from workflow.__main__ import main
from workflow.commands.why import lines_about, run_why, worked_out
from workflow.pipeline import load
from workflow.pipeline import report as write_report

DEMO = Path(__file__).resolve().parents[2] / "workflow" / "demo" / "DEMO-A.toml"


@pytest.fixture(scope="module")
def demo():
    return worked_out(DEMO, None)


@pytest.fixture
def report(tmp_path, demo):
    """A function that writes what a case report holds for `why`, with changes."""

    def write(**changes):
        known = {
            "schema": "sideroscreen-case-report/1",
            "case": demo.case,
            "proband": demo.proband,
            "knowledge": demo.knowledge,
            "plan": {"pattern": "XL-M", "relatives": [_relative(one) for one in demo.relatives]},
            "why": [asdict(one) for one in demo.answers],
            "printed": {},
        }
        path = tmp_path / "case.json"
        path.write_text(json.dumps(known | changes))
        return path

    return write


def _relative(one):
    return {
        "id": one.person,
        "relation": one.relation,
        "flag": one.flag,
        "flag_in_words": one.flag_in_words,
        "priority": one.priority,
        "tests": list(one.tests),
        "reason_code": one.reason_id,
        "reason": one.reason,
        "chances_in_words": list(one.chances),
        "minor_in_words": one.minor,
        "p_variant": "1/2",
    }


def test_a_rule_is_answered_with_condition_values_and_source(capsys):
    assert run_why(DEMO, "SR-14") == 0
    lines = capsys.readouterr().out.splitlines()

    assert lines[0].startswith("Case DEMO-A, knowledge 20")
    assert lines[1] == "SR-14  When phlebotomy is not tolerated"
    assert "    condition    ALAS2_LOF and iron_overload and not td and adult  -> true" in lines
    assert "    value        iron_overload = true" in lines
    assert "    value        phlebotomy.tolerated = unknown" in lines
    assert any(line.startswith("    source       Seed page") for line in lines)
    assert "    how sure     on the seed page" in lines


def test_small_letters_will_do(demo):
    assert list(lines_about("sr-14", demo)) == list(lines_about("SR-14", demo))


def test_an_alarm_is_answered(demo):
    lines = list(lines_about("AL-HB-70", demo))

    assert lines[0] == "AL-HB-70  Very low haemoglobin"
    assert any("lab.haemoglobin < 70" in line for line in lines)
    assert any(line.startswith("    value        lab.haemoglobin = ") for line in lines)


def test_a_relative_is_answered_with_flag_reason_and_chance(demo):
    lines = list(lines_about("A-BR", demo))

    assert lines[0] == "A-BR  brother"
    assert lines[1].endswith("[TEST_NOW, order 1]")
    assert lines[2] == "    tests        TV + CBC + FER + TSAT"
    assert "[R-XL-BROTHER]" in lines[3]
    assert lines[4] == "    chance       Chance to carry the variant: 1 in 2."


def test_a_decision_about_a_minor_says_what_differs(demo):
    (minor,) = [one for one in demo.relatives if one.minor][:1]

    assert f"    minor        {minor.minor}" in lines_about(minor.person, demo)


def test_a_case_report_answers_as_the_case_file_does(report, demo):
    stored = read_stored_case(report())

    assert stored == demo
    for asked in ("SR-03", "SA-03", "AL-FERRITIN-1000", "A-MO"):
        assert list(lines_about(asked, stored)) == list(lines_about(asked, demo))


def test_the_report_that_is_written_answers_as_the_case_file_does(tmp_path, monkeypatch, demo):
    monkeypatch.setattr(documents, "pdf_problem", lambda: "left out in this test")
    write_report(load(DEMO), tmp_path)

    assert read_stored_case(tmp_path / "case.json") == demo


def test_the_report_lists_the_alarms(tmp_path, monkeypatch):
    """A pregnant relative is known after the cascade only, and stands in both places."""
    monkeypatch.setattr(documents, "pdf_problem", lambda: "left out in this test")
    text = DEMO.read_text("utf-8")
    _, *others = text.split("[[people]]")
    mother = next(one for one in others if 'id = "A-MO"' in one)
    text = text.replace(mother, mother.rstrip() + "\npregnant = true\n\n")
    (tmp_path / "DEMO-A.vcf").write_bytes(DEMO.with_suffix(".vcf").read_bytes())
    (tmp_path / "case.toml").write_text(text)
    write_report(load(tmp_path / "case.toml"), tmp_path / "out")
    report = json.loads((tmp_path / "out" / "case.json").read_text("utf-8"))

    assert report["alarms"][0]["id"] == "AL-PREGNANT-RELATIVE"
    why = {answer["id"]: answer for answer in report["why"]}["AL-PREGNANT-RELATIVE"]
    assert (why["outcome"], why["holds"]) == ("raised", True)
    assert why["facts"] == [["relative_pregnant_flagged", True]]


def test_a_case_report_tells_what_was_said_then_not_what_is_said_now(report, demo):
    then = [asdict(one) | {"source": "An older source"} for one in demo.answers]
    stored = read_stored_case(report(why=then, knowledge="2020.01.01"))

    assert "    source       An older source" in lines_about("SR-14", stored)
    assert stored.knowledge == "2020.01.01"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("SR-1", "SR-1 is no rule, no alarm and no relative of this case; did you mean SR-"),
        ("A-BRO", "A-BRO is no rule, no alarm and no relative of this case; did you mean A-BR"),
        (
            "?",
            "? is no rule, no alarm and no relative of this case; ask for a rule (SR-14), an alarm (AL-HB-70) or a relative (A-",
        ),
    ],
)
def test_an_unknown_id_names_what_there_is(demo, asked, message):
    with pytest.raises(UsageError) as raised:
        lines_about(asked, demo)

    assert str(raised.value).startswith(message)


def test_the_proband_is_no_relative(demo):
    with pytest.raises(UsageError, match="no decision about a relative"):
        lines_about(demo.proband, demo)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"why": None}, "why: no case report that can be read: input should be a valid "),
        ({"schema": "other/1"}, "schema: no case report that can be read: "),
        (
            {"plan": {"relatives": [{}]}},
            "plan, relatives, 0, id: no case report that can be read: ",
        ),
    ],
)
def test_what_is_no_case_report_is_one_line(report, changes, message):
    path = report(**changes)
    with pytest.raises(InputRejected) as raised:
        read_stored_case(path)

    assert str(raised.value).startswith(f"{path}: {message}")
    assert "\n" not in str(raised.value)


def test_exit_codes(report, tmp_path, capsys):
    assert main(["why", str(report()), "SR-14"]) == 0
    assert main(["why", str(report()), "SR-99"]) == 2
    assert main(["why", str(tmp_path / "none.json"), "SR-14"]) == 3
    assert main(["why", str(tmp_path / "none.toml"), "SR-14"]) == 3
    assert all(line.startswith("sideroscreen: ") for line in capsys.readouterr().err.splitlines())


def test_a_chance_that_no_report_prints_is_not_told_here_either():
    decision = Decision(
        "R", "aunt", Flag.HAEM_SCREEN, (), "R-X", "", "", Fraction(1, 2), False, False, 2, False,
        None,
    )  # fmt: skip
    for plan in (
        Plan(Pattern.NEG, "", "", None, True, (), (decision,)),
        Plan(Pattern.XL_M, "", "", None, True, ("a reason",), (decision,)),
        Plan(Pattern.AR, "", "", None, False, (), (decision,)),
    ):
        (told,) = relative_answers(plan)

        assert told.chances == ()
