"""What is as it was recorded, what is not, and what a document rests on."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import SOFTWARE, man_with_anaemia
from issued import basis_of, issue

from genetics.errors import InputRejected, UsageError
from reports.record.canonical import sha256
from reports.record.manifest import Event, Manifest, broken_links, read_manifest
from reports.record.sign_off import authorise_document, check_document
from reports.record.signature import Key
from reports.record.signature import signed as sign
from reports.record.standing import Act
from reports.record.verify import NOTHING, SIGNED, verify_folder, verify_pdf
from reports.render import pdf_problem

needs_pdf = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")
DR_A, DR_B = Act("Dr A. Example", date(2026, 6, 2)), Act("Dr B. Example", date(2026, 6, 3))
WHOLE = man_with_anaemia()
REFERRAL = basis_of(replace(WHOLE, case=replace(WHOLE.case, documents=("referral",))))
INPUTS = {"case.toml": sha256(b"a case")}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A referral letter, authorised, HTML alone."""
    folder = tmp_path_factory.mktemp("written")
    issue(REFERRAL, folder, inputs=INPUTS)
    check_document(folder, "referral", DR_A, SOFTWARE)
    authorise_document(folder, "referral", DR_B, SOFTWARE)
    return folder


@pytest.fixture
def folder(written, tmp_path):
    return shutil.copytree(written, tmp_path / "case")


def test_inputs_rules_versions_and_signatories_are_told(folder):
    verified = verify_folder(folder)
    told = "\n".join(verified.lines)
    assert verified.differences == ()
    assert f"Case FAM-1: 3 entries, head {read_manifest(folder).head[:12]}" in told
    assert f"input case.toml: sha256 {INPUTS['case.toml']}" in told
    assert "knowledge 2026.01.02, assembly GRCh38, VCF family.vcf.gz" in told
    assert "rules applied: SR-28, SR-01" in told
    assert "FAM-1-referral: version 1, authorised" in told
    assert "3. authorised by Dr B. Example, 2026-06-03, version 1" in told
    assert "only if its head is kept elsewhere" in told


def change(name):
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes() + b"\n")


def edited(find, put):
    def edit(folder):
        path = folder / "record" / "manifest.json"
        text = path.read_text("utf-8")
        assert find in text
        path.write_text(text.replace(find, put, 1), "utf-8")

    return edit


def without_entry(number):
    def take_out(folder):
        path = folder / "record" / "manifest.json"
        record = json.loads(path.read_text("utf-8"))
        del record["entries"][number - 1]
        path.write_text(json.dumps(record), "utf-8")

    return take_out


def test_a_case_report_nested_too_deep_is_one_line(folder):
    (folder / "case.json").write_text("[" * 100_000)
    assert any("is no case report: no JSON" in one for one in verify_folder(folder).lines)


@pytest.mark.parametrize(
    ("tamper", "difference"),
    [
        (change("FAM-1-referral.html"), "FAM-1-referral.html: was changed since"),
        (change("case.json"), "case.json: was changed since"),
        (change("record/input.json"), "record/input.json: was changed since"),
        (
            lambda folder: (folder / "record/views/FAM-1-referral.json").unlink(),
            "record/views/FAM-1-referral.json: is missing",
        ),
        (
            lambda folder: (folder / "relative-letter-X.pdf").write_bytes(b""),
            "relative-letter-X.pdf: is not in the record",
        ),
        (
            lambda folder: (folder / ".writing-1").mkdir(),
            ".writing-1: a run writes here, or was cut off",
        ),
        (
            lambda folder: (folder / "case.toml").write_bytes(b"another case"),
            "case.toml: is not the file that the case was read from",
        ),
        (
            edited("Dr A. Example", "Dr C. Example"),
            "the chain is broken at entry 2: it was changed after it was written",
        ),
        (without_entry(2), "the chain is broken at entry 2: it does not follow the one before"),
    ],
)
def test_each_difference_is_one_line(folder, tamper, difference):
    tamper(folder)
    (found,) = [one for one in verify_folder(folder).differences if one.startswith(difference)]
    assert "\n" not in found


def test_the_input_itself_and_a_note_of_the_clinic_are_no_difference(folder):
    (folder / "case.toml").write_bytes(b"a case")
    (folder / "notes.txt").write_text("called on Monday")
    verified = verify_folder(folder)
    assert verified.differences == ()
    assert "notes.txt: lies here, and is none of the documents" in verified.lines


def test_a_record_written_anew_is_told_only_by_the_head_that_was_printed(folder):
    """What a chain cannot show, and why its head stands on paper."""
    record = read_manifest(folder)
    forged = Manifest(schema="sideroscreen-record/1", case=record.case)
    for one in record.entries:
        forged = forged.with_entry(
            one.event,
            document=one.document,
            report_id=one.report_id,
            version=one.version,
            when=one.when,
            who="Dr X" if one.event is Event.CHECKED else one.who,
            files=one.files,
            case_files=one.case_files,
        )
    assert list(broken_links(forged.entries)) == []
    assert forged.entries[1].digest != record.entries[1].digest
    assert record.entries[1].digest[:12] in (folder / "FAM-1-referral.html").read_text("utf-8")


def test_a_folder_without_a_record_is_refused(tmp_path):
    with pytest.raises(UsageError, match="there is no record in this folder"):
        verify_folder(tmp_path)


# PDF --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    """A key made for this test, and the file with its passphrase."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
    from cryptography.x509.oid import NameOID

    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Dr B. Example")])
    start = datetime.now(UTC) - timedelta(days=1)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(7)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=30))
        .add_extension(usage, critical=True)
        .sign(private, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("key")
    (folder / "key.p12").write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"key", private, certificate, None, BestAvailableEncryption(b"a passphrase")
        )
    )
    (folder / "passphrase").write_text("a passphrase\n")
    return Key(folder / "key.p12", folder / "passphrase")


@pytest.fixture(scope="module")
def signed(tmp_path_factory, key):
    """A referral letter, authorised, its two PDFs signed."""
    folder = tmp_path_factory.mktemp("signed")
    issue(REFERRAL, folder, pdf=True, archive=True)
    check_document(folder, "referral", DR_A, SOFTWARE)
    authorise_document(folder, "referral", DR_B, SOFTWARE, key)
    return folder


SEAL = (
    "signature of Common Name: Dr B. Example (Authorised: FAM-1-referral): intact; "
    "trust of the certificate was not judged"
)


@needs_pdf
def test_a_signed_pdf_is_intact_and_its_signatory_is_told(signed):
    verified = verify_folder(signed)
    assert verified.differences == ()
    assert f"FAM-1-referral.pdf: {SEAL}" in verified.lines


@needs_pdf
def test_a_pdf_for_the_archive_is_verified_without_its_folder(signed, tmp_path):
    shutil.copy(signed / "FAM-1-referral-archive.pdf", tmp_path / "sent.pdf")
    verified = verify_pdf(tmp_path / "sent.pdf")
    assert verified.differences == ()
    assert any(line.startswith("rules applied: SR-28") for line in verified.lines)
    assert "no record beside it: the bytes could not be compared with anything" in verified.lines
    assert SEAL in verified.lines
    assert (verified.verdict, verified.holds) == (SIGNED, True)


@pytest.fixture
def without_pyhanko(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    monkeypatch.setitem(sys.modules, "pyhanko.sign", None)


@needs_pdf
@pytest.mark.usefixtures("without_pyhanko")
def test_without_the_extra_the_bytes_are_compared_and_the_signature_is_not_judged(signed, tmp_path):
    folder = shutil.copytree(signed, tmp_path / "case")
    verified = verify_folder(folder)
    assert verified.holds
    (line,) = [one for one in verified.lines if one.startswith("FAM-1-referral.pdf: ")]
    assert "the signature was not judged" in line

    with (folder / "FAM-1-referral.pdf").open("ab") as pdf:
        pdf.write(b" ")
    assert verify_folder(folder).differences == (
        "FAM-1-referral.pdf: was changed since it was recorded",
    )
    shutil.copy(folder / "FAM-1-referral-archive.pdf", tmp_path / "sent.pdf")
    assert verify_pdf(tmp_path / "sent.pdf").verdict == NOTHING


@needs_pdf
def test_a_pdf_alone_that_is_not_signed_has_nothing_to_compare_with(tmp_path):
    issue(REFERRAL, tmp_path / "case", archive=True)
    shutil.copy(tmp_path / "case" / "FAM-1-referral-archive.pdf", tmp_path / "sent.pdf")
    verified = verify_pdf(tmp_path / "sent.pdf")
    assert verified.differences == ()
    assert (verified.verdict, verified.holds) == (NOTHING, False)


@needs_pdf
def test_a_pdf_is_known_by_the_record_beside_it(signed):
    verified = verify_pdf(signed / "FAM-1-referral.pdf")
    assert verified.differences == ()
    assert "FAM-1-referral: version 1, authorised" in verified.lines


@needs_pdf
def test_a_signed_pdf_that_was_changed_says_so(signed, tmp_path):
    content = bytearray((signed / "FAM-1-referral.pdf").read_bytes())
    place = content.index(b"endstream") - 3
    content[place] ^= 1
    shutil.copytree(signed / "record", tmp_path / "record")
    (tmp_path / "FAM-1-referral.pdf").write_bytes(content)
    differences = verify_pdf(tmp_path / "FAM-1-referral.pdf").differences
    assert any("NOT intact" in one for one in differences)
    assert "FAM-1-referral.pdf: was changed since it was recorded" in differences


@needs_pdf
def test_something_added_behind_a_signature_says_so(signed, tmp_path):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(signed / "FAM-1-referral-archive.pdf"), incremental=True)
    writer.add_metadata({"/Subject": "added later"})
    writer.write(tmp_path / "sent.pdf")
    assert any("NOT intact" in one for one in verify_pdf(tmp_path / "sent.pdf").differences)


@needs_pdf
def test_a_pdf_with_neither_data_nor_record_is_refused(signed, tmp_path):
    shutil.copy(signed / "FAM-1-referral.pdf", tmp_path / "alone.pdf")
    with pytest.raises(UsageError, match="holds no data of the case, and there is no record"):
        verify_pdf(tmp_path / "alone.pdf")


def test_what_is_no_pdf_is_refused(tmp_path):
    (tmp_path / "letter.pdf").write_text("no PDF")
    for name, says in (("letter.pdf", "is no PDF"), ("none.pdf", "cannot be read")):
        with pytest.raises(InputRejected, match=re.escape(says)):
            verify_pdf(tmp_path / name)


@needs_pdf
def test_a_pdf_that_was_cut_off_is_one_line(signed, tmp_path):
    content = (signed / "FAM-1-referral-archive.pdf").read_bytes()
    (tmp_path / "sent.pdf").write_bytes(content[: len(content) // 2])
    # As a program: only there does the library log to the screen.
    command = [sys.executable, "-m", "workflow", "verify", str(tmp_path / "sent.pdf")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    (line,) = ended.stderr.splitlines()
    assert "cannot be read as PDF" in line
    assert (ended.returncode, ended.stdout) == (3, "")


@pytest.mark.parametrize("content", [b"another one", b""])
def test_a_key_that_cannot_be_opened_is_one_line(tmp_path, key, content):
    (tmp_path / "other").write_bytes(content)
    wrong = replace(key, passphrase=tmp_path / "other")
    with pytest.raises(InputRejected, match=r"key\.p12: the key cannot be opened"):
        sign(b"%PDF-1.7", wrong, "Dr B. Example", "FAM-1-referral")


def test_without_pdf_there_is_nothing_to_sign(tmp_path, key):
    issue(REFERRAL, tmp_path)
    check_document(tmp_path, "referral", DR_A, SOFTWARE)
    with pytest.raises(UsageError, match="there is no PDF to sign"):
        authorise_document(tmp_path, "referral", DR_B, SOFTWARE, key)


def test_without_the_extra_one_line_says_what_to_install(tmp_path, key, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    monkeypatch.setitem(sys.modules, "pyhanko.sign", None)
    with pytest.raises(UsageError, match=r'pip install "sideroscreen\[sign\]"'):
        sign(b"%PDF-1.7", key, "Dr B. Example", "FAM-1-referral")
