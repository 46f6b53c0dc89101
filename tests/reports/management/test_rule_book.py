"""The book of rules and alarms: complete, and the one in docs/ is up to date."""

from pathlib import Path

import pytest

from reports.management.alarms import load_alarms
from reports.management.rule_book import files_naming, rule_book
from reports.management.rules import load_rules
from workflow.commands.knowledge import book

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def entries():
    """The lines of each entry, by id, in a book without tests."""
    text = rule_book(load_rules(), load_alarms(), None)
    parts = (part.partition(" ") for part in text.split("\n### ")[1:])
    return {name: rest.splitlines() for name, _, rest in parts}


def test_the_book_in_docs_is_up_to_date():
    written = (REPOSITORY / "docs" / "rules.md").read_text("utf-8")

    assert written == book(), "write it anew: sideroscreen knowledge rules > docs/rules.md"


def test_every_rule_and_alarm_is_named_in_a_test():
    ids = [*(rule.id for rule in load_rules().rules), *(alarm.id for alarm in load_alarms())]
    named = files_naming(ids, REPOSITORY / "tests")

    assert [one for one in ids if not named[one]] == []
    assert all("reports/management/truth_tables.py" in files for files in named.values())


def test_an_id_that_is_part_of_another_is_not_taken_for_it(tmp_path):
    (tmp_path / "test_a.py").write_text("AL-B6-200")
    (tmp_path / "test_b.py").write_text("'AL-B6', SR-01")

    assert files_naming(["AL-B6", "AL-B6-200", "SR-0"], tmp_path) == {
        "AL-B6": ("test_b.py",),
        "AL-B6-200": ("test_a.py",),
        "SR-0": (),
    }


def test_an_entry_tells_condition_place_and_source(entries):
    assert entries["SR-14"] == [
        "When phlebotomy is not tolerated",
        "",
        "- condition: `ALAS2_LOF and iron_overload and not td and adult`",
        '- today when: `phlebotomy.tolerated == "no" or phlebotomy.hb_falling`',
        "- printed in: management",
        "- strength: B",
        "- seed page's source: 2",
        "- source: Seed page; not for transfusion-dependent disease (SR-08, SA-26)",
        "- dated: 10 December 2025",
        "- how sure: on the seed page",
        "- named in tests: the tests are not here",
    ]


def test_an_alarm_tells_its_trigger_and_the_values_it_prints(entries):
    assert entries["AL-CRP"] == [
        "Ferritin in inflammation",
        "",
        "- raised when: `crp_high and ferritin_high`",
        "- urgent: no",
        "- printed in: management, referral",
        "- values shown: ferritin, crp",
        "- source: From memory, to be verified",
        "- dated: no date stated",
        "- how sure: from memory, to be verified",
        "- named in tests: the tests are not here",
    ]
    assert "- printed in: nowhere: refused at the input" in entries["AL-B6-REFUSE"]


def test_the_book_holds_everything(entries):
    ids = [*(rule.id for rule in load_rules().rules), *(alarm.id for alarm in load_alarms())]

    assert list(entries) == ids
