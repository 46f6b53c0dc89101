"""Which documents a case deserves, what becomes of the others, and that none is ever half there."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from builders import (
    PANEL,
    REFER,
    SOFTWARE,
    man_with_anaemia,
    nothing_found,
    statements,
    stopped,
)

from genetics.errors import UsageError
from reports import documents
from reports.deserved import file_stem
from reports.documents import write_documents
from reports.render import pdf_problem

needs_pdf = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")


@pytest.fixture
def without_pdf(monkeypatch):
    """HTML only: most of these tests are about files, and PDFs take their time."""
    monkeypatch.setattr(documents, "pdf_problem", lambda: "left out in this test")


def write(whole, folder):
    return write_documents(
        whole.case, whole.plan, whole.statements, folder, panel=PANEL, software=SOFTWARE
    )


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@needs_pdf
def test_a_case_gets_its_three_documents_and_the_data(tmp_path):
    written = write(man_with_anaemia(), tmp_path)
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


@needs_pdf
def test_two_runs_write_the_same_bytes(tmp_path):
    write(man_with_anaemia(), tmp_path / "one")
    write(man_with_anaemia(), tmp_path / "two")
    for name in names(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_no_referral_without_its_rule(tmp_path, without_pdf):
    whole = replace(man_with_anaemia(), statements=statements())
    written = write(whole, tmp_path)
    assert str(written[2]) == (
        "referral: not written (SR-28, the rule for a referral, does not apply)"
    )
    assert names(tmp_path) == ["FAM-1-counselling.html", "FAM-1-management.html", "case.json"]


def test_a_stopped_case_gets_the_management_report_alone(tmp_path, without_pdf):
    written = write(stopped(), tmp_path)
    assert names(tmp_path) == ["FAM-4-management.html", "case.json"]
    assert [str(one).split(" (")[0].split(": ")[0] for one in written] == [
        "counselling",
        "management",
        "referral",
        "case.json",
    ]
    assert written[0].why_not == "the case is stopped: a person decides first"
    assert written[1].remark.startswith("stopped")


def test_the_case_file_may_ask_for_fewer_and_hears_what_is_not_written(tmp_path, without_pdf):
    whole = man_with_anaemia(documents=("counselling", "laboratory"))
    written = write(whole, tmp_path)
    assert [one.document for one in written] == [
        "counselling",
        "management",
        "referral",
        "laboratory",
        "case.json",
    ]
    assert written[1].why_not == "the case file does not ask for it"
    assert written[3].why_not == "this version does not write it"
    assert names(tmp_path) == ["FAM-1-counselling.html", "case.json"]


def test_without_pango_html_is_written_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr("reports.render._weasyprint", _no_pango)
    written = write(man_with_anaemia(), tmp_path)
    assert not [name for name in names(tmp_path) if name.endswith(".pdf")]
    assert len(names(tmp_path)) == 4
    assert written[0].remark == (
        "no PDF: WeasyPrint or its system libraries are missing (cannot load libpango-1.0-0)"
    )


def _no_pango():
    raise OSError("cannot load libpango-1.0-0")


def test_a_document_that_no_longer_holds_is_taken_away(tmp_path, without_pdf):
    write(man_with_anaemia(), tmp_path)
    (tmp_path / "notes.txt").write_text("not ours")
    whole = stopped()
    written = write(replace(whole, case=replace(whole.case, id="FAM-1")), tmp_path)
    assert names(tmp_path) == ["FAM-1-management.html", "case.json", "notes.txt"]
    assert written[0].why_not.endswith("an older one was removed")


def test_two_families_never_share_a_folder(tmp_path, without_pdf):
    write(man_with_anaemia(), tmp_path)
    with pytest.raises(UsageError, match=r"holds the documents of another case \(FAM-1\)"):
        write(nothing_found(), tmp_path)
    assert "FAM-3-counselling.html" not in names(tmp_path)


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path, without_pdf):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UsageError) as caught:
        write(man_with_anaemia(), tmp_path / "file" / "out")
    assert str(caught.value) == (
        f"{tmp_path}/file/out: the documents cannot be written here (Not a directory); choose a "
        "folder that can be written to"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_folder_is_one_line(tmp_path, without_pdf):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UsageError, match="Permission denied"):
            write(man_with_anaemia(), tmp_path)
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
        write(man_with_anaemia(), tmp_path)
    assert names(tmp_path) == []


def test_a_full_disk_leaves_the_older_documents_whole(tmp_path, monkeypatch, without_pdf):
    write(man_with_anaemia(), tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    real = Path.write_bytes

    def full(self, content):
        if self.name.endswith("referral.html"):
            raise OSError(28, "No space left on device")
        return real(self, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UsageError, match="No space left on device"):
        write(replace(man_with_anaemia(), statements=statements(REFER)), tmp_path)
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
    write(man_with_anaemia(), tmp_path)
    assert not any("Alex" in name or "Example" in name for name in names(tmp_path))


def test_letters_outside_our_font_are_named(tmp_path, without_pdf):
    whole = man_with_anaemia(labelled="Семья 家族 ♂")
    written = write(whole, tmp_path)
    assert written[0].remark.endswith("please look at them in print: ♂ 家 族")


def test_a_letter_to_one_relative_is_named_as_not_written(tmp_path, without_pdf):
    written = write(man_with_anaemia(documents=("relative_letter:BR",)), tmp_path)
    assert str(written[3]) == "relative_letter:BR: not written (this version does not write it)"
