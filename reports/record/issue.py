"""What `report` puts into the record: each document as written, or as amended with a reason.

`report` asks three things: may the folder be written to (`open_record`), in which standing is
each document printed (`Record.standing_of`), and which files are written, in which order
(`Record.files`). All files are then moved into the folder together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from genetics.errors import InputRejected, Mistake, UsageError
from reports.basis import Basis
from reports.deserved import Document
from reports.parts.gaps import gaps_of
from reports.record.canonical import CASE_REPORT, sha256, sha256_of_file
from reports.record.manifest import (
    MANIFEST,
    REMEDY,
    Entry,
    Event,
    Manifest,
    broken_links,
    read_manifest,
)
from reports.record.standing import Amends, Stage, Standing, standing_on, told_to
from reports.record.stored_input import INPUT, NAMES, input_files
from reports.record.stored_views import StoredView, view_as_stored

SUPERSEDED = "record/superseded"
CASE_FILES = (CASE_REPORT, INPUT, NAMES)
"""The files that the documents of a case share: what was concluded, and from what."""

MEND = (
    "restore the file from a copy, or, where it is only a draft, write the documents anew with "
    "`sideroscreen report`; nothing was written"
)
NOT_WRITTEN_AGAIN = "a later run did not write it"


@dataclass(frozen=True, slots=True)
class Record:
    """The record of a folder before it is written to; `amend` is the reason for amending."""

    folder: Path
    manifest: Manifest
    amend: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)

    def standing_of(self, document: str) -> Standing:
        """Return the standing in which a document is written now: always a draft.

        Version 1, or the version that it had; one more where an authorised or a withdrawn
        one is written anew.
        """
        before = self.manifest.standing_of(document)
        if before.authorised is not None:
            replaced = Amends(before.version, before.authorised.when, self.amend)
            return Standing(before.version + 1, amends=replaced)
        if before.stage is Stage.WITHDRAWN:
            return Standing(before.version + 1)
        return Standing(max(before.version, 1), amends=before.amends)

    def shown(self, document: Document, view: object) -> object:
        """Return the view of a document that is written now, with its version on it."""
        standing = told_to(document.addressee, self.standing_of(document.name))
        shown: object = standing_on(view, document.report_id, standing)
        return shown

    @property
    def known_files(self) -> tuple[str, ...]:
        """Return the files that belong to the case now: those not written anew are outdated."""
        return tuple(one for one in self.manifest.expected if not one.startswith(SUPERSEDED))

    def files(
        self,
        basis: Basis,
        made: Iterable[tuple[StoredView, Mapping[str, bytes]]],
        case_report: bytes,
    ) -> dict[str, bytes]:
        """Return all files of the case in the order in which they are moved into the folder.

        What was issued is put aside first, then come the documents `made` with their views and
        the case, and last the record: a run that is cut off loses nothing that was issued, and
        leaves files that the record does not know, so that `verify` names them.
        """
        stored = list(made)
        views = {one.path: one.content for one, _ in stored}
        printed = {name: content for _, files in stored for name, content in files.items()}
        inputs = input_files(basis.case, basis.site)
        case_files = _digests({CASE_REPORT: case_report, **inputs})
        kept = self._kept()
        written = {one.document for one, _ in stored}
        manifest = self._with_withdrawn(basis, written, case_files)
        for view, files in stored:
            digests = _digests({**files, view.path: view.content})
            manifest = self._with_written(manifest, basis, view, digests, case_files)
        manifest = self._with_concluded(manifest, basis, case_files)
        made_now = {**printed, **views, CASE_REPORT: case_report, **inputs}
        return {**kept, **made_now, MANIFEST: manifest.content}

    def _with_written(
        self,
        manifest: Manifest,
        basis: Basis,
        view: StoredView,
        files: dict[str, str],
        case_files: dict[str, str],
    ) -> Manifest:
        before = manifest.standing_of(view.document)
        last = manifest.last_of(view.document)
        amended = before.authorised is not None
        if last is not None and last.event in (Event.WRITTEN, Event.AMENDED):
            again = (last.files, last.case_files, last.inputs)
            if again == (files, case_files, dict(self.inputs)):
                return manifest
        return manifest.with_entry(
            Event.AMENDED if amended else Event.WRITTEN,
            document=view.document,
            report_id=view.report_id,
            version=self.standing_of(view.document).version,
            when=_day(basis, last),
            reason=self.amend if amended else "",
            software=basis.software,
            knowledge=basis.panel.version,
            files=files,
            kept=self._kept_of(last) if amended and last is not None else {},
            case_files=case_files,
            inputs=dict(self.inputs),
        )

    def _with_withdrawn(self, basis: Basis, made: set[str], case_files: dict[str, str]) -> Manifest:
        manifest = self.manifest
        for document in manifest.documents:
            standing, last = manifest.standing_of(document), manifest.last_of(document)
            if document in made or standing.stage is Stage.WITHDRAWN or last is None:
                continue
            authorised = standing.authorised is not None
            manifest = manifest.with_entry(
                Event.WITHDRAWN,
                document=document,
                report_id=last.report_id,
                version=standing.version,
                when=_day(basis, last),
                reason=self.amend or NOT_WRITTEN_AGAIN,
                software=basis.software,
                knowledge=basis.panel.version,
                kept=self._kept_of(last) if authorised else {},
                case_files=case_files,
                inputs=dict(self.inputs),
            )
        return manifest

    def _with_concluded(
        self, manifest: Manifest, basis: Basis, case_files: dict[str, str]
    ) -> Manifest:
        """Record the case itself where no document of this run does."""
        if all(manifest.expected.get(name) == digest for name, digest in case_files.items()):
            return manifest
        return manifest.with_entry(
            Event.CONCLUDED,
            document="",
            report_id="",
            version=0,
            when=basis.case.report_date,
            software=basis.software,
            knowledge=basis.panel.version,
            case_files=case_files,
            inputs=dict(self.inputs),
        )

    def _authorised(self) -> list[Entry]:
        return [
            last
            for document in self.manifest.documents
            if self.manifest.standing_of(document).stage is Stage.AUTHORISED
            and (last := self.manifest.last_of(document)) is not None
        ]

    def _kept(self) -> dict[str, bytes]:
        """Return the issued files of all authorised documents, under their new names."""
        return {
            _kept_name(name, entry): (self.folder / place).read_bytes()
            for entry in self._authorised()
            for name, place in self._places_of(entry).items()
        }

    def _kept_of(self, entry: Entry) -> dict[str, str]:
        return {_kept_name(name, entry): digest for name, digest in self._issued(entry).items()}

    def _issued(self, entry: Entry) -> dict[str, str]:
        """Return the files of an authorised document and the case that it was made from."""
        expected = self.manifest.expected
        return {**entry.files, **{one: expected[one] for one in CASE_FILES if one in expected}}

    def _places_of(self, entry: Entry) -> dict[str, str]:
        """Return where each issued file is: in its place, or kept by a run that was cut off."""
        return {
            name: kept if _is_as_recorded(self.folder / kept, digest) else name
            for name, digest in self._issued(entry).items()
            for kept in [_kept_name(name, entry)]
        }

    def check_issued(self) -> None:
        """Raise InputRejected where an issued file is neither in its place nor kept."""
        for entry in self._authorised():
            issued, places = self._issued(entry), self._places_of(entry)
            check_unchanged(self.folder, {places[name]: issued[name] for name in issued})


def open_record(
    folder: Path, case_id: str, amend: str = "", inputs: Mapping[str, str] | None = None
) -> Record:
    """Return the record of a folder that may be written to.

    An authorised document is not overwritten: that takes a reason (`amend`), and only then
    may one be given. `inputs` are the digests of the files that the case was read from.
    Raises UsageError and InputRejected, before anything is written.
    """
    record = Record(folder, _manifest(folder, case_id), " ".join(amend.split()), inputs or {})
    authorised = record._authorised()
    if authorised and not record.amend:
        names = ", ".join(entry.report_id for entry in authorised)
        remedy = 'give the reason with --amend "reason", or choose another folder'
        raise UsageError(Mistake(f"authorised already: {names}", remedy, str(folder)))
    if record.amend and not authorised:
        what = f"nothing here is authorised yet{_amended_already(record.manifest)}"
        raise UsageError(Mistake(what, "leave --amend out", str(folder)))
    record.check_issued()
    return record


def _amended_already(manifest: Manifest) -> str:
    """Return which drafts amend an issued document; a run that was cut off may have made them."""
    drafts = [one for one in manifest.documents if manifest.standing_of(one).amends is not None]
    return f" (already a draft that amends: {', '.join(drafts)})" if drafts else ""


def _manifest(folder: Path, case_id: str) -> Manifest:
    manifest = read_manifest(folder) or Manifest(schema="sideroscreen-record/1", case=case_id)
    if manifest.case != case_id:
        what = f"the record is of another case ({manifest.case})"
        raise UsageError(Mistake(what, "choose a folder of its own", str(folder / MANIFEST)))
    check_chain(folder, manifest)
    return manifest


def check_chain(folder: Path, manifest: Manifest) -> None:
    """Raise InputRejected where the chain is broken: nothing is built upon it."""
    for problem in broken_links(manifest.entries):
        raise InputRejected(Mistake(problem, REMEDY, str(folder / MANIFEST)))


def check_unchanged(folder: Path, files: Mapping[str, str]) -> None:
    """Raise InputRejected where a file is not as it was recorded."""
    for name, digest in files.items():
        path = folder / name
        if not path.is_file():
            raise InputRejected(Mistake("is missing, and the record has it", MEND, str(path)))
        if not _is_as_recorded(path, digest):
            raise InputRejected(Mistake("was changed since it was recorded", MEND, str(path)))


def _is_as_recorded(path: Path, digest: str) -> bool:
    return path.is_file() and sha256_of_file(path) == digest


def stored_view(basis: Basis, document: Document, view: object) -> StoredView:
    """Return the view of a document as it is kept."""
    return StoredView(
        schema="sideroscreen-view/1",
        document=document.name,
        report_id=document.report_id,
        stem=document.stem,
        template=document.template,
        addressee=document.addressee,
        software=basis.software,
        report_date=basis.case.report_date,
        stopped=basis.stopped,
        gaps=gaps_of(basis, document.name),
        view=view_as_stored(view),
    )


def input_digests(paths: Iterable[Path]) -> dict[str, str]:
    """Return the SHA-256 of the files that a case was read from, by file name.

    Files of one name are told apart by a number, in their order: "data.toml (2)".
    """
    files = list({path.resolve(): path for path in paths}.values())
    names = [path.name for path in files]
    digests = {}
    for place, path in enumerate(files):
        number = f" ({names[: place + 1].count(path.name)})" if names.count(path.name) > 1 else ""
        digests[f"{path.name}{number}"] = sha256_of_file(path)
    return digests


def _day(basis: Basis, last: Entry | None) -> date:
    """Return the day of the report, or that of the entry before where that is later."""
    day = basis.case.report_date
    return max(day, last.when) if last is not None else day


def _kept_name(name: str, entry: Entry) -> str:
    """Return where an issued file is kept: "FAM-1-referral-v1.pdf"."""
    path = PurePosixPath(name)
    if name in CASE_FILES:
        return f"{SUPERSEDED}/{entry.report_id}-v{entry.version}-{path.name}"
    return f"{SUPERSEDED}/{path.stem}-v{entry.version}{path.suffix}"


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(content) for name, content in files.items()}
