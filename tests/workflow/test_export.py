"""`sideroscreen export`: the folder of a case, handed over to other programs."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from genetics.errors import InputRejected, UsageError
from reports.exports.lis import COLUMNS
from reports.record.manifest import MANIFEST, Event, Manifest
from workflow.__main__ import main
from workflow.commands.export import run_export
from workflow.commands.report import run_report

DEMO = Path(__file__).parents[2] / "workflow" / "demo" / "DEMO-B.toml"
ALL = ("docx", "fhir", "tsv")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The documents of a demonstration case, as `report` writes them."""
    made = tmp_path_factory.mktemp("case")
    run_report(DEMO, made, None)
    return made


def files_of(place):
    return {one.name: one.read_bytes() for one in place.iterdir()}


def test_every_document_that_was_written_becomes_a_word_file_and_no_other(folder, tmp_path):
    run_export(folder, ("docx",), tmp_path)

    assert {one.stem for one in tmp_path.iterdir()} == {one.stem for one in folder.glob("*.html")}
    assert {one.suffix for one in tmp_path.iterdir()} == {".docx"}


def test_the_same_folder_gives_the_same_bytes(folder, tmp_path):
    for name in ("one", "two"):
        run_export(folder, ALL, tmp_path / name)

    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_the_case_report_itself_may_be_named(folder, tmp_path, capsys):
    assert main(["export", str(folder / "case.json"), "-f", "tsv", "-o", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/DEMO-B-lis.tsv\n"


def test_a_report_of_the_first_version_is_handed_over(tmp_path):
    stored = Path(__file__).parents[1] / "reports" / "stored" / "case-report-1.json"
    (tmp_path / "case.json").write_bytes(stored.read_bytes())
    run_export(tmp_path, ("fhir", "tsv"), tmp_path / "out")

    assert set(files_of(tmp_path / "out")) == {"DEMO-A-fhir.json", "DEMO-A-lis.tsv"}


@pytest.mark.parametrize("content", [None, "no JSON", "[]", '{"schema": "other/1"}'])
def test_a_folder_without_a_case_report_is_refused_and_nothing_is_written(content, tmp_path):
    if content is not None:
        (tmp_path / "case.json").write_text(content)

    with pytest.raises(InputRejected) as refused:
        run_export(tmp_path, ALL, tmp_path / "out")
    assert str(tmp_path / "case.json") in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_a_page_that_is_gone_is_named(folder, tmp_path):
    (tmp_path / "case.json").write_bytes((folder / "case.json").read_bytes())

    with pytest.raises(InputRejected, match=r"counselling\.html"):
        run_export(tmp_path, ("docx",), tmp_path / "out")


def test_a_page_outside_of_the_folder_is_not_read(folder, tmp_path):
    report = json.loads((folder / "case.json").read_text())
    report["documents"] = [{"document": "x", "files": ["../secret.html"]}]
    inside = tmp_path / "case"
    inside.mkdir()
    (inside / "case.json").write_text(json.dumps(report))
    (tmp_path / "secret.html").write_text("<html></html>")

    with pytest.raises(InputRejected, match=r"case/secret\.html"):
        run_export(inside, ("docx",), tmp_path / "out")


def test_the_folder_of_another_case_is_left_alone(folder, tmp_path):
    (tmp_path / "case.json").write_text('{"case": "OTHER"}')

    with pytest.raises(UsageError, match="OTHER"):
        run_export(folder, ("tsv",), tmp_path)
    assert set(files_of(tmp_path)) == {"case.json"}


def test_without_the_library_for_word_one_line_says_what_to_install(
    folder, tmp_path, monkeypatch, capsys
):
    monkeypatch.setitem(sys.modules, "docx", None)

    assert main(["export", str(folder), "-f", "docx", "-o", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "pip install 'sideroscreen[docx]'" in said


def test_every_column_of_the_table_stands_in_the_documentation():
    text = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")
    assert not [one for one in COLUMNS if f"`{one}`" not in text]


def test_what_is_handed_over_stands_where_the_laboratory_report_stands(folder, tmp_path):
    (tmp_path / "record").mkdir()
    (tmp_path / "case.json").write_bytes((folder / "case.json").read_bytes())
    record = Manifest(schema="sideroscreen-record/1", case="DEMO-B")
    for event in (Event.WRITTEN, Event.CHECKED, Event.AUTHORISED):
        record = record.with_entry(
            event, document="lab", report_id="DEMO-B-lab", version=1, when=date(2026, 12, 1)
        )
    (tmp_path / MANIFEST).write_text(record.model_dump_json(by_alias=True))
    run_export(tmp_path, ("fhir", "tsv"), tmp_path / "out")

    bundle = json.loads((tmp_path / "out" / "DEMO-B-fhir.json").read_text())
    told = [one["resource"] for one in bundle["entry"]]
    (report,) = [one for one in told if one["resourceType"] == "DiagnosticReport"]
    assert report["status"] == "final"
    assert "\tauthorised\t" in (tmp_path / "out" / "DEMO-B-lis.tsv").read_text()
