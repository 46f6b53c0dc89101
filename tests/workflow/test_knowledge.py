"""`sideroscreen knowledge`: every part is looked at, every mistake named, exit code 4."""

import tomllib
from dataclasses import replace
from datetime import date

import pytest

from genetics import gene_files
from genetics.errors import KnowledgeInvalid
from pedigrees import reasons as reasons_of_relatives
from pedigrees.clinical import hpo, laboratory
from reports.management import alarms as alarm_book
from reports.management import rules as rule_files
from workflow.__main__ import main
from workflow.commands import knowledge
from workflow.commands.knowledge import TESTS, run_check, run_rules, second_reading


def test_what_the_program_knows_is_sound(tmp_path, capsys):
    assert run_check(tmp_path) == 0
    lines = capsys.readouterr().out.splitlines()

    assert [line[:5].strip() for line in lines] == ["ok"] * 6
    assert "laboratory items: 35 items" in lines[1]
    assert "signs: 60 HPO terms" in lines[2]
    assert lines[4].endswith("rules and alarms: 62 rules, 28 alarms")
    assert lines[5].endswith("second reading: not here")


def test_the_second_reading_is_compared_and_its_open_differences_are_mistakes():
    decisions = tomllib.loads((TESTS / "second_reading" / "decisions.toml").read_text("utf-8"))
    open_entries = {entry for row in decisions.get("open", []) for entry in row["entries"]}
    seen, mistakes = second_reading(TESTS)

    assert seen.endswith(f"{len(open_entries)} open")
    assert {str(one).split(": ")[1] for one in mistakes} == open_entries


def second_reading_of(folder, differences):
    """A folder of tests with a comparison that finds these (file, entry) pairs."""
    room = folder / "second_reading"
    room.mkdir()
    lines = [
        "from collections import namedtuple",
        "One = namedtuple('One', 'key')",
        f"def all_differences(): return [One(key) for key in {differences!r}]",
    ]
    (room / "compare.py").write_text("\n".join(lines))
    (room / "decisions.toml").write_text(
        '[[decided]]\nfile = "a.toml"\nentries = ["one"]\nreason = "settled"\n'
        '[[open]]\nfile = "a.toml"\nentries = ["two"]\nreason = "not yet"\n'
    )
    return folder


@pytest.mark.parametrize(
    ("differences", "seen", "wrong"),
    [
        ([], "0 differences settled, 0 open", 0),
        ([("a.toml", "one")], "1 differences settled, 0 open", 0),
        ([("a.toml", "one"), ("a.toml", "two")], "1 differences settled, 1 open", 1),
        ([("b.toml", "one")], "0 differences settled, 1 open", 1),
    ],
)
def test_only_what_is_settled_counts_as_equal(tmp_path, differences, seen, wrong):
    said, mistakes = second_reading(second_reading_of(tmp_path, differences))

    assert (said, len(mistakes)) == (seen, wrong)


def with_items(monkeypatch, **changes):
    items = dict(laboratory.load_lab_items())
    for name, change in changes.items():
        items[name] = replace(items[name], **change)
    monkeypatch.setattr(laboratory, "load_lab_items", lambda: items)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"warn_below": 10.0}, "haemoglobin: refuse and warn limits do not stand in order"),
        ({"refuse_above": 20.0}, "haemoglobin: refuse and warn limits do not stand in order"),
        ({"refuse_below": 125.0, "warn_below": 126.0}, "a default limit lies outside the refuse"),
        ({"accepts": {"g/dL": 0.0}}, "haemoglobin: a factor is not above 0"),
        ({"limits_source": ""}, "haemoglobin: the default limits lack source or how sure"),
    ],
)
def test_a_wrong_laboratory_item_is_named(monkeypatch, tmp_path, change, message):
    with_items(monkeypatch, haemoglobin=change)
    with pytest.raises(KnowledgeInvalid, match=message) as raised:
        run_check(tmp_path)

    assert str(raised.value).startswith("pedigrees/clinical/lab_items.toml: ")


def test_a_wrong_sign_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(hpo, "load_hpo_terms", lambda: {"HP:12": "Anemia", "HP:0000001": "Anemia"})
    with pytest.raises(KnowledgeInvalid) as raised:
        run_check(tmp_path)

    assert [str(one).split(": ")[1].split(";")[0] for one in raised.value.mistakes] == [
        "HP:12",
        "a label stands twice",
    ]


def test_a_reason_without_a_dated_source_is_named(monkeypatch, tmp_path):
    known = dict(reasons_of_relatives.load_reasons())
    known["R-STOP"] = replace(known["R-STOP"], source="somewhere")
    monkeypatch.setattr(reasons_of_relatives, "load_reasons", lambda: known)
    with pytest.raises(KnowledgeInvalid, match="R-STOP: two wordings and a dated source"):
        run_check(tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"dated": "lately"}, 'dated "lately" names no year'),
        ({"dated": "2099"}, 'dated "2099" names no year'),
        ({"source": " "}, "no source"),
    ],
)
def test_a_rule_and_an_alarm_without_source_or_date_are_named(
    monkeypatch, tmp_path, change, message
):
    rules = rule_files.load_rules()
    first, *others = rules.rules
    changed = replace(rules, rules=(replace(first, **change), *others))
    alarm, *more = alarm_book.load_alarms()
    monkeypatch.setattr(rule_files, "load_rules", lambda: changed)
    monkeypatch.setattr(alarm_book, "load_alarms", lambda: (replace(alarm, **change), *more))
    with pytest.raises(KnowledgeInvalid) as raised:
        run_check(tmp_path)

    said = [str(one) for one in raised.value.mistakes]
    assert [line.split(": ", 2)[1] for line in said] == ["SR-01", "AL-B6-200"]
    assert all(message in line for line in said)


def test_a_class_from_the_future_is_named(monkeypatch, tmp_path):
    panel = gene_files.load_panel()
    gene = panel.genes[0]
    validity = (replace(gene.validity[0], dated=date(2099, 1, 1)), *gene.validity[1:])
    future = replace(panel, genes=(replace(gene, validity=validity), *panel.genes[1:]))
    monkeypatch.setattr(gene_files, "load_panel", lambda: future)
    with pytest.raises(KnowledgeInvalid, match="is dated after"):
        run_check(tmp_path)


def test_what_cannot_be_read_is_named_and_the_rest_is_looked_at(monkeypatch, tmp_path, capsys):
    def broken():
        raise KnowledgeInvalid([])

    monkeypatch.setitem(knowledge.PARTS, "signs", broken)
    run_check(tmp_path)

    assert len(capsys.readouterr().out.splitlines()) == 6


def test_exit_code_of_invalid_knowledge(monkeypatch, capsys):
    monkeypatch.setattr(hpo, "load_hpo_terms", lambda: {"HP:12": "Anemia"})

    assert main(["knowledge", "check"]) == 4
    assert "WRONG  signs: 1 HPO terms, 1 wrong" in capsys.readouterr().out


def test_the_book_is_printed(capsys, tmp_path):
    assert run_rules(tmp_path / "none") == 0
    text = capsys.readouterr().out

    assert text.startswith("# Rules and alarms\n")
    assert "named in tests: the tests are not here" in text
