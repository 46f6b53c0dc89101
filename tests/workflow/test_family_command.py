"""What `family` prints: both chances with their inputs, the steps to one chance, the cascade."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from genetics.errors import UsageError
from workflow.commands.family import Asked, run_family

EXAMPLE = Path(__file__).resolve().parents[2] / "docs/examples/case.toml"
DISPUTED = """
schema = "sideroscreen-case/1"
id = "DISPUTED"
proband = "P"
report_date = 2026-06-01
[[findings]]
gene = "STEAP3"
hgvs_c = "c.330C>A"
zygosity = "heterozygous"
classification = "P"
[[people]]
id = "P"
sex = "F"
mother = "M"
[[people]]
id = "M"
sex = "F"
"""


def printed(capsys: pytest.CaptureFixture[str], asked: Asked, file: Path = EXAMPLE) -> str:
    assert run_family(file, None, asked) == 0
    return capsys.readouterr().out


def test_both_chances_stand_beside_each_other_with_what_is_assumed(capsys):
    told = printed(capsys, Asked())

    assert "Chance to carry the variant: 1 in 4.\n    Posterior, all results weighed: 0.23." in told
    assert "compared with other men: 0.7 (default, an assumption)" in told


def test_why_leads_through_the_facts_and_parents_to_the_chance(capsys):
    told = printed(capsys, Asked(why="III:3"))

    assert "by descent  1 in 2 (transmission chance)" in told
    assert "fact        III:2: test result hemizygous: 0 -> 0.45" in told
    assert "parent      II:2 carries with 0.9" in told
    assert told.rstrip().endswith("posterior   0.45 to carry a change")


def test_why_of_a_stranger_names_the_people(capsys):
    with pytest.raises(UsageError, match="NOBODY is not in the family"):
        printed(capsys, Asked(why="NOBODY"))


def test_the_cascade_begins_with_the_mother_and_counts_the_tests(capsys):
    told = printed(capsys, Asked(cascade=True))

    assert "  1. II:2 (mother)" in told
    assert "in it, although they cannot carry the change: II:1, IV:2" in told
    assert "  at once, beside all others: III:1 (brother), III:3 (sister)" in told
    assert "      not at risk any more: II:3" in told
    assert "Expected number of tests: 3.90 (at most 4); testing everyone on the list: 4." in told


def test_the_same_as_data(capsys):
    told = json.loads(printed(capsys, Asked(cascade=True, as_json=True)))
    sister = next(one for one in told["relatives"] if one["id"] == "III:3")

    assert sister["posterior"] == pytest.approx(0.451, abs=1e-3)
    assert told["cascade"]["test"] == told["next_tests"][0]["id"] == "II:2"
    assert told["expected_tests"][0] == pytest.approx(3.9)


@pytest.mark.parametrize("asked", [Asked(), Asked(cascade=True), Asked(why="M")])
def test_without_a_cascade_the_reason_is_printed_and_no_figure(capsys, tmp_path, asked):
    file = tmp_path / "case.toml"
    file.write_text(DISPUTED, encoding="utf-8")
    told = printed(capsys, asked, file)

    assert "disputed" in told
    assert "0." not in told
