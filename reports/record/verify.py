"""Says whether the documents are as they were recorded, and what they rest on."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from genetics.errors import InputRejected, Mistake, UsageError
from reports.record.canonical import CASE_REPORT, json_of, sha256_of_file
from reports.record.manifest import (
    MANIFEST,
    REMEDY,
    Entry,
    Manifest,
    broken_links,
    not_readable,
    read_manifest,
)
from reports.record.signature import seals
from reports.record.standing import PRINTED_DIGITS, Standing
from reports.record.upgrades import read_told, told, upgraded
from reports.staging import ROOM

LETTER_DATA = "letter.json"
RECORDED = "all as recorded"
SIGNED = "the signature holds; nothing else to compare with"
NOTHING = "nothing to compare with"


@dataclass(frozen=True, slots=True)
class Verified:
    """What was seen (`lines`), and each difference from what was held against it.

    `verdict` is the last line where nothing differs: what it was that could be compared.
    """

    lines: tuple[str, ...]
    differences: tuple[str, ...]
    verdict: str = RECORDED

    @property
    def holds(self) -> bool:
        """Whether something was compared, and nothing differs."""
        return not self.differences and self.verdict != NOTHING


# A folder ---------------------------------------------------------------------------------


def verify_folder(folder: Path) -> Verified:
    """Hold every file against the record, and walk the record. Raises SideroscreenError."""
    manifest = read_manifest(folder)
    if manifest is None:
        remedy = "name a folder that this version of `report` has written, or a PDF"
        raise UsageError(Mistake("there is no record in this folder", remedy, str(folder)))
    found = _files_in(folder)
    pdfs = [name for name in found if name.endswith(".pdf")]
    sealed = [(name, one) for name in pdfs for one in seals((folder / name).read_bytes())]
    differences = (
        *broken_links(manifest.entries),
        *_changed(folder, manifest),
        *_other_inputs(folder, manifest),
        *_unknown(manifest, found),
        *_left_over(folder),
        *(f"{name}: {one}" for name, one in sealed if one.intact is False),
    )
    lines = (
        *_about_record(manifest),
        *_about_report_in(folder),
        *(line for name in manifest.documents for line in _about_document(manifest, name)),
        *(f"{name}: {one}" for name, one in sealed if one.intact is not False),
        *_others(manifest, found),
    )
    return Verified(lines, differences)


def check_recorded(folder: Path, manifest: Manifest) -> None:
    """Raise InputRejected, a line each, where the chain or a file is not as recorded.

    Nothing is built upon such a folder: neither handed over nor concluded again.
    """
    wrong = [*broken_links(manifest.entries), *_changed(folder, manifest)]
    if CASE_REPORT not in manifest.expected:
        wrong.append(f"{CASE_REPORT}: is not in the record")
    if wrong:
        raise InputRejected([Mistake(one, REMEDY, str(folder)) for one in wrong])


def _files_in(folder: Path) -> list[str]:
    """Return the files of a folder; hidden ones are not ours."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(
        path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts)
    )


def _changed(folder: Path, manifest: Manifest) -> Iterator[str]:
    for name, digest in sorted(manifest.expected.items()):
        if not (folder / name).is_file():
            yield f"{name}: is missing"
        elif sha256_of_file(folder / name) != digest:
            yield f"{name}: was changed since it was recorded"


def _other_inputs(folder: Path, manifest: Manifest) -> Iterator[str]:
    for name, digest in sorted(_inputs(manifest).items()):
        # A file that the case was read from may lie elsewhere; if it is here, it must be the same.
        if (folder / name).is_file() and sha256_of_file(folder / name) != digest:
            yield f"{name}: is not the file that the case was read from"


def _unknown(manifest: Manifest, found: list[str]) -> Iterator[str]:
    for name in _strangers(manifest, found):
        if _looks_like_ours(name):
            yield f"{name}: is not in the record"


def _left_over(folder: Path) -> Iterator[str]:
    for room in sorted(folder.glob(f"{ROOM}*")):
        yield f"{room.name}: a run writes here, or was cut off: the next finishes or clears it"


def _others(manifest: Manifest, found: list[str]) -> Iterator[str]:
    for name in _strangers(manifest, found):
        if not _looks_like_ours(name):
            yield f"{name}: lies here, and is none of the documents"


def _strangers(manifest: Manifest, found: list[str]) -> Iterator[str]:
    known = {*manifest.expected, *_inputs(manifest), MANIFEST}
    return (name for name in found if name not in known)


def _looks_like_ours(name: str) -> bool:
    """Whether a file would be taken for a document of the case, or belongs to its record.

    Files that `export` has put here are copies for other programs: no documents, and not ours.
    """
    return name.startswith("record/") or name == CASE_REPORT or name.endswith((".html", ".pdf"))


def _inputs(manifest: Manifest) -> dict[str, str]:
    """Return the digests of the files that the case was read from the last time."""
    named = (entry.inputs for entry in reversed(manifest.entries) if entry.inputs)
    return dict(next(named, {}))


# What is told -----------------------------------------------------------------------------


def _about_record(manifest: Manifest) -> Iterator[str]:
    count = len(manifest.entries)
    yield f"Case {manifest.case}: {count} entries, head {manifest.head[:PRINTED_DIGITS]}"
    yield (
        "a chain shows tampering only if its head is kept elsewhere: compare the digits with "
        "those at the foot of an authorised document"
    )
    for name, digest in sorted(_inputs(manifest).items()):
        yield f"input {name}: sha256 {digest}"


def _about_report_in(folder: Path) -> Iterator[str]:
    try:
        yield from _about_report(read_told(_Told, folder / CASE_REPORT))
    except InputRejected as problem:
        yield str(problem)


class _Part(BaseModel):
    """A part of a case report; what is not told about is left alone."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class _Named(_Part):
    """A rule or an alarm by its id."""

    id: str


class _Statements(_Part):
    """The rules that were applied."""

    applied: list[_Named]


class _Assembly(_Part):
    """The genome build."""

    build: str


class _Told(_Part):
    """What is told about a case report."""

    case: str
    report_date: str
    software: str
    knowledge: str
    vcf: str
    assembly: _Assembly
    statements: _Statements
    alarms: list[_Named]


def _about_report(report: _Told) -> Iterator[str]:
    rules = ", ".join(one.id for one in report.statements.applied)
    alarms = ", ".join(one.id for one in report.alarms)
    assembly, vcf = report.assembly.build or "not stated", report.vcf or "none"
    yield f"case {report.case}, report of {report.report_date}, {report.software}"
    yield f"knowledge {report.knowledge}, assembly {assembly}, VCF {vcf}"
    yield f"rules applied: {rules or 'none'}"
    yield f"alarms raised: {alarms or 'none'}"


def _about_document(manifest: Manifest, document: str) -> Iterator[str]:
    entries = [entry for entry in manifest.entries if entry.document == document]
    last = entries[-1]
    yield f"{last.report_id}: {_standing_in_words(manifest.standing_of(document))}"
    for entry in entries:
        yield f"  {_in_words(entry)}"


def _standing_in_words(standing: Standing) -> str:
    return f"version {standing.version}, {standing.stage}"


def _in_words(entry: Entry) -> str:
    by = f" by {entry.who}" if entry.who else ""
    why = f" ({entry.reason})" if entry.reason else ""
    versions = f"{entry.software}, knowledge {entry.knowledge}"
    done = f"{entry.number}. {entry.event}{by}, {entry.when}, version {entry.version}{why}"
    return f"{done}: {versions}"


# One PDF ----------------------------------------------------------------------------------


def verify_pdf(file: Path) -> Verified:
    """Hold one PDF against the record beside it, and read the data inside it.

    A PDF for the archive holds its case report, a relative's letter what identifies the
    letter; any other is known by the record beside it. Raises InputRejected for what is no
    PDF, UsageError where there is neither.
    """
    content = _pdf(file)
    inside = list(_about_inside(content, file))
    manifest = read_manifest(file.parent)
    if not inside and manifest is None:
        remedy = "name a PDF written with --archive, or one beside its record"
        what = "holds no data of the case, and there is no record beside it"
        raise UsageError(Mistake(what, remedy, str(file)))
    sealed = seals(content)
    lines = [f"{file.name}:", *inside]
    differences = [str(one) for one in sealed if one.intact is False]
    verdict = RECORDED
    if manifest is not None:
        lines += _beside(manifest, file)
        differences += _against(manifest, file)
    else:
        verdict = SIGNED if any(one.intact for one in sealed) else NOTHING
        lines.append("no record beside it: the bytes could not be compared with anything")
    lines += [str(one) for one in sealed if one.intact is not False]
    return Verified(tuple(lines), tuple(differences), verdict)


def _pdf(file: Path) -> bytes:
    try:
        content = file.read_bytes()
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise InputRejected(Mistake(what, "check the path", str(file))) from None
    if not content.startswith(b"%PDF-"):
        raise InputRejected(Mistake("is no PDF", "name a PDF or a folder", str(file)))
    return content


class _Letter(_Part):
    """What identifies a relative's letter."""

    letter: str
    report_date: str
    software: str
    knowledge: str
    case_json_sha256: str


def _about_inside(content: bytes, file: Path) -> Iterator[str]:
    """Yield what the data inside a PDF say; nothing where there are none."""
    for name, data in _attached(content, file).items():
        where = f"{file}, {name}"
        try:
            stored = json_of(data)
        except ValueError:
            what, remedy = "is no JSON", "ask who issued the document for a copy"
            raise InputRejected(Mistake(what, remedy, where)) from None
        if name == CASE_REPORT:
            yield from _about_report(told(_Told, upgraded(stored, where), where))
        elif name == LETTER_DATA:
            yield from _about_letter(stored, where)


def _about_letter(stored: object, where: str) -> Iterator[str]:
    try:
        letter = _Letter.model_validate(stored)
    except ValidationError as problem:
        raise InputRejected(not_readable(problem, Path(where), "letter", REMEDY)) from None
    yield f"letter {letter.letter}, {letter.report_date}, {letter.software}"
    yield f"knowledge {letter.knowledge}, case report sha256 {letter.case_json_sha256}"


def _attached(content: bytes, file: Path) -> dict[str, bytes]:
    from pypdf import PdfReader

    # What it would log is said by us, in one line.
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        inside = PdfReader(io.BytesIO(content)).attachments
        return {name: found[0] for name, found in inside.items() if found}
    except Exception as error:  # noqa: BLE001 - whatever a broken file makes the library raise
        what = f"cannot be read as PDF ({' '.join(str(error).split()) or type(error).__name__})"
        raise InputRejected(Mistake(what, "name the file as it was written", str(file))) from None


def _beside(manifest: Manifest, file: Path) -> Iterator[str]:
    yield from _about_record(manifest)
    for document in manifest.documents:
        last = manifest.last_of(document)
        if last is not None and file.name in last.files:
            yield from _about_document(manifest, document)


def _against(manifest: Manifest, file: Path) -> Iterator[str]:
    yield from broken_links(manifest.entries)
    expected = manifest.expected.get(file.name)
    if expected is None:
        yield f"{file.name}: is not in the record beside it"
    elif sha256_of_file(file) != expected:
        yield f"{file.name}: was changed since it was recorded"
