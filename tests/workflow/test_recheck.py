"""`sideroscreen recheck`: which documents today's knowledge would change, and for whom."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from issued import all_stated, issue

import workflow.commands.recheck as command
from genetics.classification import Classification
from genetics.errors import InputRejected
from genetics.gene_files import load_panel
from genetics.phrases import speaking
from reports.basis import Basis
from reports.catalogues import tongue
from reports.management.rules import load_rules
from reports.record.canonical import sha256
from reports.record.manifest import MANIFEST, Event, read_manifest
from reports.record.recheck import amendment_note
from reports.record.sign_off import authorise_document, check_document
from reports.record.standing import Act, Stage
from reports.site import Site
from workflow.__main__ import main
from workflow.commands.recheck import rechecked, run_recheck
from workflow.pipeline import conclude, load
from workflow.versions import software_version

DEMO = Path(__file__).resolve().parents[2] / "workflow" / "demo" / "DEMO-A.toml"
SOFTWARE = f"sideroscreen {software_version()}"
DAY = date(2030, 1, 1)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Family DEMO-A, read without the laboratory's class: one of its documents is authorised."""
    folder = tmp_path_factory.mktemp("written") / "DEMO-A"
    case = folder.parent / "DEMO-A.toml"
    lines = DEMO.read_text("utf-8").splitlines(keepends=True)
    case.write_text("".join(line for line in lines if not line.startswith("class_field")))
    shutil.copy(DEMO.with_suffix(".vcf"), case.with_suffix(".vcf"))
    done = conclude(load(case))
    issue(basis_of(done), folder)
    check_document(folder, "counselling", Act("Dr A. Example", DAY), SOFTWARE)
    authorise_document(folder, "counselling", Act("Dr B. Example", DAY), SOFTWARE)
    return folder


def basis_of(done, site=None):
    case = all_stated(done.case)
    made = (case, done.plan, done.statements, load_panel(), done.facts, SOFTWARE, done.alarms)
    return Basis(*made, site or Site())


@pytest.fixture
def folder(written, tmp_path):
    return shutil.copytree(written, tmp_path / "DEMO-A")


def with_class(classification):
    """The panel of tomorrow: the change of family DEMO-A has another class."""
    panel = load_panel()
    gene = panel.gene("ALAS2")
    known = [
        replace(one, used=replace(one.used, classification=classification))
        if one.hgvs_c == "c.1354C>T" and one.used
        else one
        for one in gene.known_variants
    ]
    assert tuple(known) != gene.known_variants
    changed = replace(gene, known_variants=tuple(known))
    genes = (changed if one.symbol == "ALAS2" else one for one in panel.genes)
    return replace(panel, version="2031.01.01", genes=tuple(genes))


def with_rule(rule_id, **changes):
    """The rule book of tomorrow: one rule says something else."""
    rules = load_rules()
    changed = (replace(one, **changes) if one.id == rule_id else one for one in rules.rules)
    return replace(rules, rules=tuple(changed))


def test_with_the_same_knowledge_nothing_would_change(folder, capsys):
    assert run_recheck(folder, fail_on_change=True) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  nothing would change",
        "1 cases, 0 not concluded; 0 documents would change, 0 of them authorised",
    ]


def test_a_case_in_another_language_is_concluded_again_in_that_language(tmp_path):
    with speaking(tongue("en-XA")):
        issue(basis_of(conclude(load(DEMO)), Site(language="en-XA")), tmp_path)
    checked = rechecked(tmp_path)
    assert checked.conclusions == ()
    assert checked.documents == ()


def test_a_new_version_of_the_knowledge_alone_changes_no_document(folder):
    panel = replace(load_panel(), version="2031.01.01")
    assert rechecked(folder, panel).documents == ()


def test_another_class_changes_documents_and_the_offers_to_relatives(folder):
    panel = with_class(Classification.UNCERTAIN)
    checked = rechecked(folder, panel)
    told = "\n".join(checked.conclusions)

    assert "class of ALAS2 c.1354C>T p.(Arg452Cys): VUS, then " in told
    assert "pattern: VUS, then XL-M" in told
    assert "A-BR (brother): " in told
    assert "; R-XL-BROTHER]" in told
    changed = {one.document: one for one in checked.documents}
    assert changed["counselling"].issued
    assert changed["counselling"].whom == "A-P"
    assert changed["management"].stage is Stage.DRAFT
    letters = [one for one in checked.documents if one.document.startswith("relative_letter:")]
    assert letters
    for letter in letters:
        assert letter.whom == letter.document.partition(":")[2]


def test_another_rule_is_named_with_its_documents(folder, monkeypatch):
    changed = with_rule("SR-12", professional="Other words.", plain="Other words.")
    monkeypatch.setattr("workflow.pipeline.load_rules", lambda: changed)
    checked = rechecked(folder)

    assert checked.conclusions == ("SR-12: says something else now",)
    (issued,) = [one for one in checked.documents if one.issued]
    assert any("Other words." in text for text in issued.new)


def test_the_note_is_a_draft_and_names_version_person_rule_and_texts(folder, monkeypatch):
    changed = with_rule("SR-12", professional="Other words.", plain="Other words.")
    monkeypatch.setattr("workflow.pipeline.load_rules", lambda: changed)
    checked = rechecked(folder)
    (issued,) = [one for one in checked.documents if one.issued]
    note = amendment_note(checked, issued)

    assert note.startswith("# Amendment of DEMO-A-counselling (draft)\n")
    for line in (
        "- Version issued: 1",
        "- For: A-P",
        f"- Checked again with: {SOFTWARE}, knowledge {load_panel().version}",
        "- SR-12: says something else now",
        "- Other words.",
    ):
        assert line in note.splitlines()


def test_notes_are_written_for_authorised_documents_and_nothing_else_is_touched(
    folder, tmp_path, monkeypatch, capsys
):
    changed = with_rule("SR-12", professional="Other words.", plain="Other words.")
    monkeypatch.setattr("workflow.pipeline.load_rules", lambda: changed)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert run_recheck(folder.parent, notes=tmp_path / "notes") == 0
    assert [path.name for path in (tmp_path / "notes").iterdir()] == [
        "DEMO-A-counselling-v1-amendment.md"
    ]
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    printed = capsys.readouterr().out
    assert (
        "  DEMO-A-counselling, version 1, authorised, for A-P: texts that go: 1, that come: 1"
        in printed
    )
    assert printed.splitlines()[-1].endswith("1 of them authorised")
    assert run_recheck(folder, fail_on_change=True) == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("record/input.json", "no JSON", "record/input.json: was changed since"),
        ("record/manifest.json", "{", "no record that can be read"),
        ("case.json", '{"schema": "sideroscreen-case-report/2"}', "case.json: was changed since"),
        ("case.json", "[" * 100_000, "case.json: was changed since"),
    ],
)
def test_a_folder_that_cannot_be_read_is_named_and_the_others_go_on(
    folder, capsys, name, content, says
):
    other = shutil.copytree(folder, folder.parent / "B")
    (other / name).write_text(content)
    assert main(["recheck", str(folder.parent)]) == 1
    captured = capsys.readouterr()
    (line,) = captured.err.splitlines()
    assert str(other) in line
    assert says in line
    assert "nothing would change" in captured.out
    assert captured.out.splitlines()[-1].startswith("2 cases, 1 not concluded; ")


@pytest.mark.parametrize("content", ['{"schema": "sideroscreen-case-report/2"}', "[" * 100_000])
def test_a_recorded_file_that_is_no_case_report_is_one_line(folder, content):
    (folder / "case.json").write_text(content)
    changed = {"case.json": sha256(content.encode())}
    record = read_manifest(folder).with_entry(
        Event.CONCLUDED, document="", report_id="", version=0, when=DAY, case_files=changed
    )
    (folder / MANIFEST).write_bytes(record.content)
    with pytest.raises(InputRejected, match="no case report") as raised:
        rechecked(folder)
    assert "\n" not in str(raised.value)


def test_a_folder_without_records_is_a_usage_error(tmp_path, capsys):
    assert main(["recheck", str(tmp_path)]) == 2
    assert "there is no record in this folder" in capsys.readouterr().err


def test_the_help_of_the_command_is_its_first_sentence():
    assert command.command.help == command.__doc__
