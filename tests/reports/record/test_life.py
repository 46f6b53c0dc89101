"""A document from draft to amended: what may be signed, by whom, and what then stands on it."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date

import pytest
from builders import SOFTWARE, man_with_anaemia, stopped
from issued import basis_of, issue

from genetics.errors import CaseWithheld, InputRejected, UsageError
from reports.deserved import deserved
from reports.record.issue import open_record
from reports.record.manifest import Event, read_manifest
from reports.record.sign_off import authorise_document, check_document
from reports.record.standing import Act, Stage
from reports.record.stored_views import read_view
from reports.record.verify import verify_folder
from reports.render import pdf_problem, render_html

needs_pdf = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")
DR_A, DR_B = Act("Dr A. Example", date(2026, 6, 2)), Act("Dr B. Example", date(2026, 6, 3))
MAN = basis_of(man_with_anaemia())


@pytest.fixture(scope="module")
def drafts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drafts")
    issue(MAN, folder)
    return folder


@pytest.fixture
def folder(tmp_path, drafts):
    """A folder with the documents of a case, all drafts."""
    return shutil.copytree(drafts, tmp_path / "case")


def authorised(folder, document="referral"):
    check_document(folder, document, DR_A, SOFTWARE)
    authorise_document(folder, document, DR_B, SOFTWARE)


def page(folder, name="FAM-1-referral.html"):
    return (folder / name).read_text("utf-8")


def everything(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_stored_view_prints_the_same_bytes_as_the_view_itself(folder):
    for document in deserved(MAN):
        straight = render_html(document.template, document.view(MAN))
        standing = read_manifest(folder).standing_of(document.name)
        assert read_view(folder, document.stem).html(standing) == straight
        assert page(folder, f"{document.stem}.html") == straight


def test_a_document_goes_from_draft_to_checked_to_authorised(folder):
    draft = page(folder)
    assert 'class="watermark"' in draft

    check_document(folder, "referral", DR_A, SOFTWARE)
    checked = page(folder)
    assert "DRAFT – for professional use until signed – checked by Dr A. Example, 2 June" in checked
    assert 'class="watermark"' in checked

    authorise_document(folder, "FAM-1-referral", DR_B, SOFTWARE)
    final = page(folder)
    assert "AUTHORISED – version 1, 3 June 2026" in final
    assert 'class="watermark"' not in final
    assert "Checked by Dr A. Example on 2 June 2026" in final
    assert "Authorised by Dr B. Example on 3 June 2026" in final
    assert read_manifest(folder).standing_of("referral").stage is Stage.AUTHORISED


def test_signing_changes_no_word_of_the_content(folder):
    def content(text):
        return text[text.index("<main>") : text.index('<section class="closing">')]

    draft = page(folder)
    authorised(folder)
    assert content(page(folder)) == content(draft)
    assert page(folder, "FAM-1-management.html").count('class="watermark"') == 1


def test_the_head_of_the_record_stands_at_the_foot_of_an_authorised_document(folder):
    check_document(folder, "referral", DR_A, SOFTWARE)
    head = read_manifest(folder).head
    authorise_document(folder, "referral", DR_B, SOFTWARE)
    assert f"assembly GRCh38 · record {head[:12]}" in page(folder)


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([("authorise", DR_B)], "nobody has checked it yet"),
        ([("check", DR_A), ("check", DR_B)], "is checked already"),
        ([("check", DR_A), ("authorise", DR_A)], "a second person authorises"),
        (
            [("check", DR_A), ("authorise", Act("  dr a.  EXAMPLE ", DR_B.when))],
            "a second person authorises",
        ),
        ([("check", DR_B), ("authorise", DR_A)], "lies before the last entry"),
        ([("check", Act("  ", DR_A.when))], "nobody is named"),
        (
            [("check", DR_A), ("authorise", DR_B), ("authorise", DR_B)],
            "is authorised already",
        ),
    ],
)
def test_who_may_not_sign_now(folder, steps, says):
    does = {"check": check_document, "authorise": authorise_document}
    for step, act in steps[:-1]:
        does[step](folder, "referral", act, SOFTWARE)
    before = everything(folder)
    step, act = steps[-1]
    with pytest.raises(UsageError, match=re.escape(says)):
        does[step](folder, "referral", act, SOFTWARE)
    assert everything(folder) == before


def test_another_software_does_not_sign_what_it_did_not_write(folder):
    with pytest.raises(UsageError, match=r"was written by sideroscreen 9\.9\.9, this is"):
        check_document(folder, "referral", DR_A, "sideroscreen 10.0.0")


def test_an_unknown_document_is_answered_with_those_that_are_there(folder):
    with pytest.raises(UsageError, match="name one of: counselling, management, "):
        check_document(folder, "referal", DR_A, SOFTWARE)


def test_a_folder_without_a_record_is_refused(tmp_path):
    with pytest.raises(UsageError, match="there is no record in this folder"):
        check_document(tmp_path, "referral", DR_A, SOFTWARE)


@pytest.mark.parametrize(
    "name", ["FAM-1-referral.html", "record/views/FAM-1-referral.json", "case.json"]
)
def test_what_was_changed_by_hand_is_not_signed(folder, name):
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    with pytest.raises(InputRejected, match="was changed since it was recorded"):
        check_document(folder, "referral", DR_A, SOFTWARE)


def test_a_stopped_case_can_be_checked_and_never_authorised(tmp_path):
    issue(basis_of(stopped()), tmp_path)
    check_document(tmp_path, "management", DR_A, SOFTWARE)
    with pytest.raises(CaseWithheld, match="the case is stopped"):
        authorise_document(tmp_path, "management", DR_B, SOFTWARE)


def test_a_document_with_open_gaps_is_not_authorised_and_the_gaps_are_named(folder):
    gaps = read_view(folder, "FAM-1-lab").gaps
    assert gaps
    check_document(folder, "lab", DR_A, SOFTWARE)
    with pytest.raises(CaseWithheld, match=re.escape(gaps[0])):
        authorise_document(folder, "lab", DR_B, SOFTWARE)


# Writing again ----------------------------------------------------------------------------


def test_a_second_run_over_drafts_adds_nothing(folder):
    before = everything(folder)
    issue(MAN, folder)
    assert everything(folder) == before


def test_a_checked_document_written_again_is_a_draft_again(folder):
    check_document(folder, "referral", DR_A, SOFTWARE)
    issue(MAN, folder)
    assert read_manifest(folder).standing_of("referral").stage is Stage.DRAFT
    assert "checked by" not in page(folder)


def test_an_authorised_document_is_not_overwritten_without_a_reason(folder):
    authorised(folder)
    before = everything(folder)
    with pytest.raises(UsageError, match=r"authorised already: FAM-1-referral; .*--amend"):
        issue(MAN, folder)
    assert everything(folder) == before


def test_nothing_is_amended_that_was_not_authorised(folder):
    with pytest.raises(UsageError, match="nothing here is authorised yet"):
        open_record(folder, "FAM-1", "a reason")


def test_an_amended_document_says_why_and_the_issued_one_is_kept(folder):
    authorised(folder)
    issued = (folder / "FAM-1-referral.html").read_bytes()
    issue(MAN, folder, amend="the class was\nchanged")

    text = page(folder)
    assert "FAM-1-referral, version 2, draft" in text
    assert "version 1 of 3 June 2026. Reason: the class was changed" in text
    kept = folder / "record" / "superseded" / "FAM-1-referral-v1.html"
    assert kept.read_bytes() == issued
    assert verify_folder(folder).differences == ()

    check_document(folder, "referral", Act("Dr A. Example", date(2026, 7, 1)), SOFTWARE)
    authorise_document(folder, "referral", Act("Dr B. Example", date(2026, 7, 2)), SOFTWARE)
    assert "AUTHORISED – version 2, 2 July 2026" in page(folder)
    assert "Reason: the class was changed" in page(folder)
    assert kept.read_bytes() == issued


def test_a_letter_to_a_relative_does_not_tell_the_reason(folder):
    letter = "relative_letter:BR"
    authorised(folder, letter)
    issue(MAN, folder, amend="the sister MO is affected")
    text = page(folder, "relative-letter-BR.html")
    assert "version 1 of 3 June 2026" in text
    assert "sister" not in text


def test_an_authorised_document_that_is_not_written_again_is_withdrawn_and_kept(folder):
    authorised(folder)
    issue(MAN, folder, amend="no referral", only=("counselling", "management"))
    assert not (folder / "FAM-1-referral.html").exists()
    assert (folder / "record/superseded/FAM-1-referral-v1.html").is_file()
    assert read_manifest(folder).standing_of("referral").stage is Stage.WITHDRAWN
    assert verify_folder(folder).differences == ()


def test_a_run_that_writes_no_document_is_recorded_as_well(folder):
    other = replace(MAN, case=replace(MAN.case, report_date=date(2026, 9, 1)))
    issue(other, folder, only=("none",))
    assert not list(folder.glob("*.html"))
    assert verify_folder(folder).differences == ()
    issue(
        replace(MAN, case=replace(MAN.case, report_date=date(2026, 9, 2))), folder, only=("none",)
    )
    assert read_manifest(folder).entries[-1].event is Event.CONCLUDED
    assert verify_folder(folder).differences == ()


def test_an_issued_document_that_was_changed_by_hand_is_not_put_aside(folder):
    authorised(folder)
    (folder / "FAM-1-referral.html").write_text("<p>other words</p>")
    with pytest.raises(InputRejected, match="was changed since it was recorded"):
        issue(MAN, folder, amend="a reason")


def test_the_record_of_another_case_is_not_continued(folder):
    with pytest.raises(UsageError, match=r"record is of another case \(FAM-1\)"):
        open_record(folder, "FAM-2")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "no record that can be read: "),
        ("{}", "schema: no record that can be read: field required"),
        (
            '{"schema": "sideroscreen-record/9", "case": "FAM-1", "entries": []}',
            "schema: no record that can be read: input should be",
        ),
    ],
)
def test_a_record_that_cannot_be_read_is_one_line(folder, content, says):
    (folder / "record" / "manifest.json").write_text(content)
    with pytest.raises(InputRejected) as raised:
        issue(MAN, folder)
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_case_json_and_input_name_nobody(folder):
    """Names are in `names.json` and in the documents with their views."""
    for name in ("case.json", "record/input.json", "record/manifest.json"):
        text = (folder / name).read_text("utf-8")
        for word in ("Alex", "Hidden Lane", "Sampletown", "Dr Someone"):
            assert word not in text, name
    assert "Alex" in (folder / "record" / "names.json").read_text("utf-8")


@needs_pdf
def test_the_data_inside_a_pdf_for_the_archive_stay_when_it_is_signed_off(tmp_path):
    from pypdf import PdfReader

    small = replace(MAN, case=replace(MAN.case, documents=("referral",)))
    issue(small, tmp_path, archive=True)
    authorised(tmp_path)
    inside = PdfReader(tmp_path / "FAM-1-referral-archive.pdf").attachments
    assert inside["case.json"][0] == (tmp_path / "case.json").read_bytes()
    assert json.loads(inside["case.json"][0])["case"] == "FAM-1"
    text = PdfReader(tmp_path / "FAM-1-referral-archive.pdf").pages[0].extract_text()
    assert "AUTHORISED – version 1" in text
    assert verify_folder(tmp_path).differences == ()
