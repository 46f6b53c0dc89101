"""Which documents a case deserves, what becomes of the others, and that none is ever half there."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from broken_library import failing, without_library
from builders import (
    PANEL,
    REFER,
    SOFTWARE,
    finding,
    man_with_anaemia,
    nothing_found,
    statements,
    stopped,
)
from issued import all_stated

from genetics.errors import CaseWithheld, UsageError
from genetics.variants import Zygosity
from reports import documents, pdf_process
from reports.deserved import file_stem
from reports.documents import Wanted, write_documents
from reports.letters.relative import letter_id
from reports.render import pdf_problem
from workflow.commands.demo import copy_inputs

needs_pdf = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")


@pytest.fixture
def without_pdf(monkeypatch):
    """HTML only: most of these tests are about files, and PDFs take their time."""
    monkeypatch.setattr(documents, "pdf_problem", lambda: "left out in this test")


def write(whole, folder, **options):
    return write_documents(
        whole.case,
        whole.plan,
        whole.statements,
        folder,
        panel=PANEL,
        software=SOFTWARE,
        wanted=Wanted(**options),
    )


THREE = ("counselling", "management", "referral")
"""Asked for in the tests about files: each document takes its time."""


def three(**changes):
    whole = man_with_anaemia(documents=THREE, **changes)
    return replace(whole, case=all_stated(whole.case))


def told_of(written):
    return {one.document: one for one in written}


def names(folder):
    """The documents and the data; the record beside them has tests of its own."""
    return sorted(path.name for path in folder.iterdir() if path.name != "record")


def everything(folder):
    """Every file, the record's too, with its content."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@needs_pdf
def test_a_case_gets_the_documents_it_asks_for_and_the_data(tmp_path):
    written = write(three(), tmp_path)
    assert names(tmp_path) == [
        "FAM-1-counselling.html",
        "FAM-1-counselling.pdf",
        "FAM-1-management.html",
        "FAM-1-management.pdf",
        "FAM-1-referral.html",
        "FAM-1-referral.pdf",
        "case.json",
    ]
    assert str(written[0]) == (
        f"counselling: {tmp_path}/FAM-1-counselling.html, {tmp_path}/FAM-1-counselling.pdf"
    )
    assert str(written[-1]) == f"case.json: {tmp_path}/case.json"
    assert not any(one.withheld for one in written)


@needs_pdf
def test_two_runs_write_the_same_bytes(tmp_path):
    write(three(), tmp_path / "one")
    write(three(), tmp_path / "two")
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def test_no_referral_without_its_rule(tmp_path, without_pdf):
    whole = replace(three(), statements=statements())
    written = write(whole, tmp_path)
    assert str(told_of(written)["referral"]) == (
        "referral: not written (SR-28, the rule for a referral, does not apply)"
    )
    assert names(tmp_path) == ["FAM-1-counselling.html", "FAM-1-management.html", "case.json"]


def test_a_stopped_case_gets_the_management_and_the_laboratory_report_alone(tmp_path, without_pdf):
    written = write(stopped(), tmp_path)
    assert names(tmp_path) == ["FAM-4-lab.html", "FAM-4-management.html", "case.json"]
    told = told_of(written)
    assert told["counselling"].why_not == "the case is stopped: a person decides first"
    assert told["referral"].why_not == "the case is stopped: a person decides first"
    assert told["management"].remark.startswith("stopped")
    assert not any(one.withheld for one in written)


def test_the_case_file_may_ask_for_fewer_and_hears_what_is_not_written(tmp_path, without_pdf):
    whole = man_with_anaemia(documents=("counselling", "laboratory"))
    written = write(whole, tmp_path)
    told = told_of(written)
    assert told["management"].why_not == "the case file does not ask for it"
    assert told["laboratory"].why_not == "this version does not write it"
    assert names(tmp_path) == ["FAM-1-counselling.html", "case.json"]


def test_the_clinic_is_told_which_letter_is_whose(tmp_path, without_pdf):
    """The letter shows its number and no code; the list and case.json say whose it is."""
    told = told_of(write(man_with_anaemia(documents=("relative_letter",)), tmp_path))
    number = letter_id(man_with_anaemia().case.id, "BR")
    assert told["relative_letter:BR"].remark.startswith(f"letter {number}")
    kept = json.loads((tmp_path / "case.json").read_bytes())["documents"]
    remarks = {one["document"]: one["remark"] for one in kept}
    assert remarks["relative_letter:BR"].startswith(f"letter {number}")


def test_without_pango_html_is_written_and_said(tmp_path, monkeypatch):
    with without_library(monkeypatch, tmp_path / "broken"):
        written = write(three(), tmp_path / "out", archive=True)
    assert not [name for name in names(tmp_path / "out") if name.endswith(".pdf")]
    assert written[0].remark == (
        "no PDF: WeasyPrint or its system libraries are missing (cannot load library "
        "'libpango-1.0-0')"
    )
    assert not any(one.withheld for one in written)


# What is withheld -------------------------------------------------------------------------

ONLY_IN_MANAGEMENT = "Rules applied in this case"


@needs_pdf
def test_a_crash_of_the_library_withholds_one_document_and_no_other(tmp_path, monkeypatch):
    with failing(monkeypatch, tmp_path / "broken", "segfault", ONLY_IN_MANAGEMENT):
        written = write(three(), tmp_path / "out")
    told = {one.document: one for one in written}
    assert str(told["management"]) == (
        "management: withheld (the PDF library stopped (Segmentation fault))"
    )
    assert [one.document for one in written if one.withheld] == ["management"]
    assert "FAM-1-referral.pdf" in names(tmp_path / "out")
    assert not [name for name in names(tmp_path / "out") if "management" in name]
    listed = json.loads((tmp_path / "out" / "case.json").read_text("utf-8"))
    entry = next(one for one in listed["documents"] if one["document"] == "management")
    assert (entry["written"], entry["files"]) == (False, [])
    assert "management" not in listed["printed"]


@needs_pdf
def test_a_crash_at_the_archive_keeps_the_document_and_says_what_is_missing(tmp_path, monkeypatch):
    with failing(monkeypatch, tmp_path / "broken", "kill", ONLY_IN_MANAGEMENT, "archive"):
        written = write(three(), tmp_path / "out", archive=True)
    told = {one.document: one for one in written}
    assert told["management"].withheld
    assert told["management"].remark == ("no PDF for the archive: the PDF library stopped (Killed)")
    assert "FAM-1-management.pdf" in names(tmp_path / "out")
    assert "FAM-1-management-archive.pdf" not in names(tmp_path / "out")
    assert "FAM-1-referral-archive.pdf" in names(tmp_path / "out")


def test_a_document_that_does_not_say_what_the_case_says_is_withheld(
    tmp_path, monkeypatch, without_pdf
):
    real = documents.render_html

    def one_letter_differs(template, view):
        html = real(template, view)
        return html.replace("p.(Arg452Cys)", "p.(Arg452His)") if "manag" in template else html

    monkeypatch.setattr(documents, "render_html", one_letter_differs)
    told = {one.document: one for one in write(three(), tmp_path)}
    assert told["management"].withheld
    assert "HGVS name p.(Arg452Cys) is not on the page" in told["management"].why_not
    assert not told["counselling"].withheld
    assert "FAM-1-management.html" not in names(tmp_path)
    letter = (tmp_path / "FAM-1-referral.html").read_text("utf-8")
    assert "Counselling report (FAM-1-counselling)" in letter
    assert "Management report (FAM-1-management)" not in letter


def test_an_older_document_does_not_stand_for_one_that_is_withheld(
    tmp_path, monkeypatch, without_pdf
):
    write(three(), tmp_path)
    real = documents.render_html
    monkeypatch.setattr(
        documents, "render_html", lambda *one: real(*one).replace("p.(Arg452Cys)", "")
    )
    told = write(three(), tmp_path)
    assert names(tmp_path) == ["case.json"]
    assert told[0].why_not.endswith("an older one was removed")


def test_a_case_that_contradicts_itself_gets_no_document(tmp_path, without_pdf):
    whole = three(findings=(finding(zygosity=Zygosity.HETEROZYGOUS),))
    with pytest.raises(CaseWithheld) as caught:
        write(whole, tmp_path / "out")
    assert caught.value.exit_code == 1
    assert str(caught.value) == (
        "case FAM-1: ALAS2 c.1354C>T p.(Arg452Cys): no document is written (PLOIDY_AND_SEX: "
        "heterozygous in a person recorded as male, not stopped); please check the input; if it "
        "is right, report this as a bug"
    )
    assert not (tmp_path / "out").exists()


@needs_pdf
def test_the_exit_code_is_1_when_a_document_is_withheld_and_0_when_none_is(tmp_path, monkeypatch):
    from workflow.commands.report import run_report

    case = copy_inputs("DEMO-C", tmp_path)
    case.write_text(f'documents = ["management"]\n{case.read_text("utf-8")}', "utf-8")
    with failing(monkeypatch, tmp_path / "broken", "exit", ONLY_IN_MANAGEMENT):
        assert run_report(case, tmp_path / "one", None) == 1
    assert run_report(case, tmp_path / "two", None) == 0


# The archive ------------------------------------------------------------------------------


@needs_pdf
def test_each_archive_pdf_of_the_proband_carries_the_case_json_beside_it(tmp_path):
    write(three(), tmp_path, archive=True)
    report = (tmp_path / "case.json").read_bytes()
    archives = [name for name in names(tmp_path) if name.endswith("-archive.pdf")]
    assert len(archives) == 3
    for name in archives:
        assert _inside(tmp_path / name) == {"case.json": report}
    assert json.loads(report)["libraries"]["weasyprint"]


@needs_pdf
def test_no_letter_to_a_relative_carries_the_data_of_the_family(tmp_path):
    write(man_with_anaemia(documents=("relative_letter",)), tmp_path, archive=True)
    report = (tmp_path / "case.json").read_bytes()
    letters = [name for name in names(tmp_path) if name.endswith("-archive.pdf")]
    assert len(letters) == 3
    for name in letters:
        files = _inside(tmp_path / name)
        assert set(files) == {"letter.json"}
        letter = json.loads(files["letter.json"])
        person = name.removeprefix("relative-letter-").removesuffix("-archive.pdf")
        assert letter["letter"] == letter_id(man_with_anaemia().case.id, person)
        assert letter["case_json_sha256"] == hashlib.sha256(report).hexdigest()
        assert set(letter) == {
            "schema",
            "letter",
            "report_date",
            "software",
            "knowledge",
            "case_json_sha256",
        }


def _inside(path):
    import pikepdf

    with pikepdf.open(path) as pdf:
        return {name: one.get_file().read_bytes() for name, one in pdf.attachments.items()}


@needs_pdf
def test_two_runs_with_archive_write_the_same_bytes(tmp_path):
    write(three(), tmp_path / "one", archive=True)
    pdf_process.stop()
    write(three(), tmp_path / "two", archive=True)
    assert names(tmp_path / "one") == names(tmp_path / "two")
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


# The folder -------------------------------------------------------------------------------


def test_a_document_that_no_longer_holds_is_taken_away(tmp_path, without_pdf):
    write(three(), tmp_path)
    (tmp_path / "notes.txt").write_text("not ours")
    whole = stopped()
    written = write(replace(whole, case=replace(whole.case, id="FAM-1")), tmp_path)
    assert names(tmp_path) == [
        "FAM-1-lab.html",
        "FAM-1-management.html",
        "case.json",
        "notes.txt",
    ]
    assert written[0].why_not.endswith("an older one was removed")


def test_two_families_never_share_a_folder(tmp_path, without_pdf):
    write(three(), tmp_path)
    with pytest.raises(UsageError, match=r"holds the documents of another case \(FAM-1\)"):
        write(nothing_found(), tmp_path)
    assert "FAM-3-counselling.html" not in names(tmp_path)


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path, without_pdf):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UsageError) as caught:
        write(three(), tmp_path / "file" / "out")
    assert str(caught.value) == (
        f"{tmp_path}/file/out: the documents cannot be written here (Not a directory); choose a "
        "folder that can be written to"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_folder_is_one_line(tmp_path, without_pdf):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UsageError, match="Permission denied"):
            write(three(), tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_a_failure_half_way_leaves_nothing(tmp_path, monkeypatch, without_pdf):
    real = documents.render_html

    def fails_at_the_second(template, view):
        if template == "management.html":
            raise RuntimeError("a bug")
        return real(template, view)

    monkeypatch.setattr(documents, "render_html", fails_at_the_second)
    with pytest.raises(RuntimeError):
        write(three(), tmp_path)
    assert names(tmp_path) == []


def test_a_full_disk_leaves_the_older_documents_whole(tmp_path, monkeypatch, without_pdf):
    write(three(), tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    real = Path.write_bytes

    def full(self, content):
        if self.name.endswith("referral.html"):
            raise OSError(28, "No space left on device")
        return real(self, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UsageError, match="No space left on device"):
        write(replace(three(), statements=statements(REFER)), tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before


@pytest.mark.parametrize(
    ("case_id", "stem"),
    [
        ("FAM-1", "FAM-1"),
        ("Fam 1/2", "Fam-1-2-97ae74"),
        ("../../etc", "etc-98b9b1"),
        ("Müller:7", "M-ller-7-3ec10c"),
        ("...", "case-ab5df6"),
    ],
)
def test_a_file_name_is_harmless_and_unmistakable(case_id, stem):
    made = file_stem(case_id)
    assert made.rsplit("-", 1)[0] == stem.rsplit("-", 1)[0]
    assert "/" not in made
    assert not made.startswith(".")


def test_no_name_is_in_a_file_name(tmp_path, without_pdf):
    write(three(), tmp_path)
    assert not any("Alex" in name or "Example" in name for name in names(tmp_path))


def test_letters_outside_our_font_are_named(tmp_path, without_pdf):
    whole = three(labelled="Семья 家族 ♂")
    written = write(whole, tmp_path)
    assert written[0].remark.endswith("please look at them in print: ♂ 家 族")


def test_a_letter_to_one_relative_alone_can_be_asked_for(tmp_path, without_pdf):
    told = told_of(write(man_with_anaemia(documents=("relative_letter:BR",)), tmp_path))
    assert names(tmp_path) == ["case.json", "relative-letter-BR.html"]
    assert told["relative_letter:MO"].why_not == "the case file does not ask for it"


def test_a_letter_that_no_longer_holds_is_taken_away(tmp_path, without_pdf):
    write(man_with_anaemia(documents=("relative_letter:BR",)), tmp_path)
    write(man_with_anaemia(documents=("relative_letter:MO",)), tmp_path)
    assert names(tmp_path) == ["case.json", "relative-letter-MO.html"]
