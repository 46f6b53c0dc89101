"""The record holds against a run that is cut off, two runs at once, and a doctored folder."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import SOFTWARE, man_with_anaemia
from issued import all_stated, basis_of, issue

from genetics.errors import InputRejected, SideroscreenError, UsageError
from pedigrees.readers.case_file import read_case
from reports.documents import Wanted
from reports.record.canonical import sha256
from reports.record.issue import input_digests
from reports.record.manifest import MANIFEST, Event, read_manifest
from reports.record.sign_off import authorise_document, check_document
from reports.record.standing import Act, Stage
from reports.record.stored_input import INPUT, NAMES, read_input
from reports.record.stored_views import read_view
from reports.record.verify import verify_folder
from reports.staging import ROOM, alone_in
from workflow.clinic import read_profile
from workflow.commands.report import run_report

DR_A, DR_B = Act("Dr A. Example", date(2026, 6, 2)), Act("Dr B. Example", date(2026, 6, 3))
WHOLE = man_with_anaemia()
MAN = basis_of(WHOLE)
STATED = replace(all_stated(WHOLE.case), documents=("referral",))
REFERRAL = basis_of(replace(WHOLE, case=STATED))
VIEW = "record/views/FAM-1-referral.json"
KEPT = "record/superseded/FAM-1-referral-v1"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    issue(REFERRAL, folder)
    return folder


@pytest.fixture(scope="module")
def signed(written, tmp_path_factory):
    folder = shutil.copytree(written, tmp_path_factory.mktemp("signed") / "case")
    check_document(folder, "referral", DR_A, SOFTWARE)
    authorise_document(folder, "referral", DR_B, SOFTWARE)
    return folder


@pytest.fixture
def draft(written, tmp_path):
    """A referral letter, a draft, HTML alone."""
    return shutil.copytree(written, tmp_path / "case")


@pytest.fixture
def authorised(signed, tmp_path):
    """The same, authorised."""
    return shutil.copytree(signed, tmp_path / "case")


def files_in(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def issued_files(folder):
    return [folder / name for name in ("FAM-1-referral.html", VIEW, "case.json", INPUT, NAMES)]


def kept_files(folder):
    ends = (".html", ".json", "-case.json", "-input.json", "-names.json")
    return [folder / f"{KEPT}{end}" for end in ends]


def amend(folder):
    later = replace(REFERRAL, case=replace(REFERRAL.case, report_date=date(2026, 7, 1)))
    issue(later, folder, amend="the class was changed")


# A run that is cut off --------------------------------------------------------------------


def killed_after(moves, write):
    """Run `write` in a process that is killed when it has moved that many files."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status)
    really, left = Path.replace, moves

    def counted(source, target):
        nonlocal left
        if source.name != "plan.part":
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
        return really(source, target)

    Path.replace = counted
    write()
    os._exit(0)


@pytest.mark.parametrize("moves", range(11))
def test_an_amendment_that_is_killed_loses_nothing_that_was_issued(authorised, moves):
    """Five files are put aside, five are written, then the record: eleven moves."""
    issued = [path.read_bytes() for path in issued_files(authorised)]
    record = (authorised / MANIFEST).read_bytes()
    assert killed_after(moves, lambda: amend(authorised))

    assert (authorised / MANIFEST).read_bytes() == record
    pairs = zip(issued_files(authorised), kept_files(authorised), strict=True)
    for content, (place, kept) in zip(issued, pairs, strict=True):
        assert content == (kept if kept.is_file() else place).read_bytes()
    assert any(one.startswith(ROOM) for one in verify_folder(authorised).differences)

    check_document(authorised, "referral", Act("Dr A. Example", date(2026, 7, 2)), SOFTWARE)
    assert [path.read_bytes() for path in kept_files(authorised)] == issued
    assert verify_folder(authorised).differences == ()
    assert read_manifest(authorised).standing_of("referral").stage is Stage.CHECKED


def test_the_reason_is_not_asked_for_again_after_an_amendment_that_was_cut_off(authorised):
    assert killed_after(3, lambda: amend(authorised))
    with pytest.raises(UsageError, match=r"already a draft that amends: referral\); leave --amend"):
        amend(authorised)
    issue(REFERRAL, authorised)
    assert verify_folder(authorised).differences == ()


def test_an_amendment_goes_on_from_what_is_kept_when_the_room_was_taken_away(authorised):
    issued = [path.read_bytes() for path in issued_files(authorised)]
    assert killed_after(8, lambda: amend(authorised))
    for room in authorised.glob(f"{ROOM}*"):
        shutil.rmtree(room)
    assert verify_folder(authorised).differences

    amend(authorised)
    assert [path.read_bytes() for path in kept_files(authorised)] == issued
    assert verify_folder(authorised).differences == ()


def test_the_case_of_a_version_that_was_superseded_can_be_read_again(authorised, tmp_path):
    amend(authorised)
    (tmp_path / "then" / "record").mkdir(parents=True)
    for name, kept in zip((INPUT, NAMES), kept_files(authorised)[-2:], strict=True):
        shutil.copy(kept, tmp_path / "then" / name)
    then, site = read_input(tmp_path / "then")
    assert then.report_date == STATED.report_date
    assert (then.names, site) == (STATED.names, REFERRAL.site)


@pytest.mark.parametrize("moves", range(2))
def test_a_sign_off_that_is_killed_is_finished_by_the_next_run(draft, moves):
    assert killed_after(moves, lambda: check_document(draft, "referral", DR_A, SOFTWARE))
    authorise_document(draft, "referral", DR_B, SOFTWARE)
    assert verify_folder(draft).differences == ()
    told = [entry.event for entry in read_manifest(draft).entries]
    assert told == [Event.WRITTEN, Event.CHECKED, Event.AUTHORISED]


def test_an_amendment_that_cannot_be_written_leaves_the_folder_as_it_was(authorised):
    (authorised / "record" / "superseded").touch()
    before = files_in(authorised)
    with pytest.raises(UsageError, match="cannot be written here"):
        amend(authorised)
    assert files_in(authorised) == before


def test_a_draft_that_is_not_as_recorded_is_to_be_written_anew(draft):
    (draft / "FAM-1-referral.html").unlink()
    with pytest.raises(InputRejected, match="write the documents anew with `sideroscreen report`"):
        check_document(draft, "referral", DR_A, SOFTWARE)
    issue(REFERRAL, draft)
    check_document(draft, "referral", DR_A, SOFTWARE)


# Two runs at once -------------------------------------------------------------------------


def test_several_who_sign_at_once_are_all_recorded_or_told(tmp_path):
    issue(MAN, tmp_path)
    documents = ("management", "referral", "counselling")
    with multiprocessing.get_context("fork").Pool(3) as pool:
        told = pool.starmap(_checked, [(tmp_path, one) for one in documents])
    recorded = read_manifest(tmp_path)
    for document, problem in zip(documents, told, strict=True):
        checked = recorded.standing_of(document).stage is Stage.CHECKED
        assert checked if not problem else "another run is writing here" in problem
    assert any(not problem for problem in told)
    assert verify_folder(tmp_path).differences == ()


def _checked(folder, document):
    try:
        check_document(folder, document, DR_A, SOFTWARE)
    except UsageError as error:
        return str(error)
    return ""


def test_nothing_is_signed_while_another_run_writes(draft):
    with alone_in(draft), pytest.raises(UsageError, match="another run is writing here"):
        check_document(draft, "referral", DR_A, SOFTWARE)


# A doctored folder ------------------------------------------------------------------------


def doctored_record(folder, field, value):
    """Put `value` into the first entry, with a digest that fits."""
    entry = read_manifest(folder).entries[0].model_copy(update={field: value})
    whole = {**entry.model_dump(mode="json"), "digest": entry.true_digest}
    record = {"schema": "sideroscreen-record/1", "case": "FAM-1", "entries": [whole]}
    (folder / MANIFEST).write_text(json.dumps(record))


@pytest.mark.parametrize("field", ["files", "kept", "case_files", "inputs"])
@pytest.mark.parametrize("name", ["../victim.txt", "/victim.txt", "record/../../victim.txt", ""])
def test_a_record_that_names_a_file_elsewhere_is_refused(draft, field, name):
    victim = draft.parent / "victim.txt"
    victim.write_text("of somebody else")
    doctored_record(draft, field, {name: sha256(b"of somebody else")})
    for run in (
        lambda: issue(REFERRAL, draft),
        lambda: check_document(draft, "referral", DR_A, SOFTWARE),
        lambda: verify_folder(draft),
    ):
        with pytest.raises(InputRejected, match="no record that can be read") as raised:
            run()
        assert "\n" not in str(raised.value)
    assert victim.read_text() == "of somebody else"


@pytest.mark.parametrize("report_id", ["../FAM-1", "/FAM-1", "FAM-1/../x", "FAM 1"])
def test_a_record_whose_report_id_is_a_path_is_refused(draft, report_id):
    doctored_record(draft, "report_id", report_id)
    with pytest.raises(InputRejected, match="report_id: no record that can be read"):
        read_manifest(draft)


def test_an_entry_that_names_no_view_is_refused_in_one_line(draft):
    kept = read_manifest(draft).entries[0].files
    doctored_record(draft, "files", {one: it for one, it in kept.items() if one != VIEW})
    with pytest.raises(InputRejected, match="cannot be read"):
        check_document(draft, "referral", DR_A, SOFTWARE)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("stem", "../../escaped", "stem: no stored view that can be read"),
        ("stem", "FAM-1-management", "is the view of another document"),
        ("template", "../../case.html", "template: no stored view that can be read"),
        ("report_id", "../x", "report_id: no stored view that can be read"),
    ],
)
def test_a_view_that_would_be_written_elsewhere_is_refused(draft, field, value, says):
    stored = json.loads((draft / VIEW).read_text("utf-8"))
    content = json.dumps({**stored, field: value}).encode()
    (draft / VIEW).write_bytes(content)
    files = read_manifest(draft).entries[0].files
    doctored_record(draft, "files", {**files, VIEW: sha256(content)})
    before = files_in(draft.parent)
    with pytest.raises(SideroscreenError) as raised:
        check_document(draft, "referral", DR_A, SOFTWARE)
    assert says in str(raised.value)
    assert files_in(draft.parent) == before


def test_the_names_of_our_own_files_are_all_allowed(tmp_path):
    case = replace(WHOLE.case, id="Müller/../=cmd() x")
    issue(basis_of(replace(WHOLE, case=case)), tmp_path)
    recorded = read_manifest(tmp_path)
    assert verify_folder(tmp_path).differences == ()
    for document in recorded.documents:
        assert read_view(tmp_path, recorded.last_of(document).stem).document == document


# What the case was read from --------------------------------------------------------------

CASE = """\
schema = "sideroscreen-case/1"
id = "FAM-1"
proband = "P"
report_date = 2026-06-01
documents = ["management"]
ped = "family.ped"

[vcf]
file = "reads/data.vcf"
assembly = "GRCh38"
callable = "reads/called.bed"
"""
VCF = "##fileformat=VCFv4.2\n##contig=<ID=chrX,length=156040895>\n" + "\t".join(
    ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", "P\n")
)
PROFILE = 'schema = "sideroscreen-site/1"\n\n[clinic]\nname = "A clinic"\nlogo = "data.vcf"\n'
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


@pytest.fixture
def entered(tmp_path):
    """A case file with PED, VCF, BED, and a profile whose logo has the name of the VCF."""
    files = {
        "case.toml": CASE,
        "family.ped": "F\tP\t0\t0\t1\t2\n",
        "reads/data.vcf": VCF,
        "reads/called.bed": "chrX\t1\t2\n",
        "clinic/site.toml": PROFILE,
        "clinic/data.vcf": LOGO,
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    return tmp_path


def test_every_file_that_a_case_was_read_from_is_recorded(entered, tmp_path):
    profile = entered / "clinic" / "site.toml"
    wanted = Wanted(site=read_profile(profile))
    run_report(entered / "case.toml", tmp_path / "out", None, wanted=wanted, profile=profile)
    named = {
        "case.toml": "case.toml",
        "family.ped": "family.ped",
        "data.vcf (1)": "reads/data.vcf",
        "called.bed": "reads/called.bed",
        "site.toml": "clinic/site.toml",
        "data.vcf (2)": "clinic/data.vcf",
    }
    digests = {name: sha256((entered / file).read_bytes()) for name, file in named.items()}
    assert read_manifest(tmp_path / "out").entries[-1].inputs == digests


def test_one_file_that_is_named_twice_is_one_input(entered):
    file = entered / "case.toml"
    same = entered / "clinic" / ".." / "case.toml"
    assert list(input_digests([file, same])) == ["case.toml"]
    assert read_case(file).files[0] == entered / "family.ped"


@pytest.mark.parametrize(("given", "kept"), [("en-XA", "en-XA"), ("", "en-GB"), (" ", "en-GB")])
def test_the_language_that_was_asked_for_is_kept_with_the_case(entered, tmp_path, given, kept):
    wanted = Wanted(site=read_profile(None, given))
    run_report(entered / "case.toml", tmp_path / "out", None, wanted=wanted)
    assert read_input(tmp_path / "out")[1].language == kept
