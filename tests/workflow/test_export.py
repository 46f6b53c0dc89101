"""`sideroscreen export`: the folder of a case, handed over to other programs."""

import json
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from genetics.errors import InputRejected, UsageError
from reports.exports.lis import COLUMNS
from reports.record.canonical import sha256
from reports.record.manifest import MANIFEST, Event, Manifest, read_manifest
from reports.record.verify import verify_folder
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


PAGE = "DEMO-B-counselling.html"


def change(name):
    return lambda case: (case / name).write_bytes((case / name).read_bytes() + b" ")


def take_out_an_entry(case):
    record = json.loads((case / MANIFEST).read_text("utf-8"))
    del record["entries"][0]
    (case / MANIFEST).write_text(json.dumps(record), "utf-8")


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (change(PAGE), f"{PAGE}: was changed since it was recorded"),
        (change("case.json"), "case.json: was changed since it was recorded"),
        (lambda case: (case / PAGE).unlink(), f"{PAGE}: is missing"),
        (take_out_an_entry, "the chain is broken at entry 1"),
    ],
)
@pytest.mark.parametrize("form", ALL)
def test_what_is_not_as_it_was_recorded_is_not_handed_over(
    folder, tmp_path, capsys, tamper, says, form
):
    case = shutil.copytree(folder, tmp_path / "case")
    tamper(case)
    assert main(["export", str(case), "-f", form, "-o", str(tmp_path / "out")]) == 3
    assert any(says in line for line in capsys.readouterr().err.splitlines())
    assert not (tmp_path / "out").exists()


def test_a_page_outside_of_the_folder_is_not_read(folder, tmp_path):
    case = shutil.copytree(folder, tmp_path / "case")
    report = json.loads((case / "case.json").read_text())
    report["documents"] = [{"document": "x", "files": ["../secret.html"]}]
    (case / "case.json").write_text(json.dumps(report))
    (tmp_path / "secret.html").write_text("<html></html>")
    recorded(case, read_manifest(case))

    with pytest.raises(InputRejected, match=r"secret\.html: is not in the record"):
        run_export(case, ("docx",), tmp_path / "out")


def recorded(case, record):
    """Write a record that knows the case report as it is now."""
    known = {"case.json": sha256((case / "case.json").read_bytes())}
    day = date(2026, 12, 1)
    record = record.with_entry(
        Event.CONCLUDED, document="", report_id="", version=0, when=day, case_files=known
    )
    (case / MANIFEST).write_bytes(record.content)


def test_without_a_record_the_result_is_a_draft_and_there_are_no_word_files(folder, tmp_path):
    for name in ("case.json", PAGE):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    run_export(tmp_path, ("tsv",), tmp_path / "out")
    assert "\tdraft\t" in (tmp_path / "out" / "DEMO-B-lis.tsv").read_text()

    with pytest.raises(InputRejected, match="there is no record of these pages"):
        run_export(tmp_path, ("docx",), tmp_path / "word")
    assert not (tmp_path / "word").exists()


def test_what_is_exported_into_the_folder_of_the_case_is_none_of_its_documents(folder, tmp_path):
    case = shutil.copytree(folder, tmp_path / "case")
    run_export(case, ALL, case)

    verified = verify_folder(case)
    assert verified.differences == ()
    assert "DEMO-B-fhir.json: lies here, and is none of the documents" in verified.lines


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
    recorded(tmp_path, record)
    run_export(tmp_path, ("fhir", "tsv"), tmp_path / "out")

    bundle = json.loads((tmp_path / "out" / "DEMO-B-fhir.json").read_text())
    told = [one["resource"] for one in bundle["entry"]]
    (report,) = [one for one in told if one["resourceType"] == "DiagnosticReport"]
    assert report["status"] == "final"
    assert "\tauthorised\t" in (tmp_path / "out" / "DEMO-B-lis.tsv").read_text()
