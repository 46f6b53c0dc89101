"""A person puts a name to a document: one checks it, another authorises it.

The document is printed again with the same words and the new standing. What may be signed:

* one that is as it was recorded, by the version of the software that wrote it;
* checked once, then authorised by somebody else than who checked it, not on an earlier day;
* by the signatories of the clinic's profile only, where it lists any (`signatories`);
* authorised only when nothing that must be stated is missing, and the case is not stopped;
* what passes the last look with the new names on it (`last_look`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from genetics.errors import CaseWithheld, InputRejected, Mistake, UsageError
from reports.pdf_process import PdfStopped
from reports.record.canonical import sha256
from reports.record.issue import CASE_FILES, check_chain, check_unchanged
from reports.record.last_look import check_printed
from reports.record.manifest import MANIFEST, Entry, Event, Manifest, read_manifest
from reports.record.signatories import check_listed, is_same, name_of
from reports.record.signature import Key, signed
from reports.record.standing import Act, Stage, Standing
from reports.record.stored_input import read_input
from reports.record.stored_views import StoredView, archive_name, read_view
from reports.staging import Place, alone_in


@dataclass(frozen=True, slots=True)
class SignedOff:
    """What was done: the document, its new standing, and the files written anew."""

    report_id: str
    standing: Standing
    files: tuple[Path, ...]

    def __str__(self) -> str:
        act = self.standing.authorised or self.standing.checked
        assert act is not None
        names = ", ".join(str(file) for file in self.files)
        done = f"version {self.standing.version} {self.standing.stage} by {act.who}, {act.when}"
        return f"{self.report_id}: {done}: {names}"


def check_document(folder: Path, named: str, act: Act, software: str) -> SignedOff:
    """Record that a document was checked. Raises SideroscreenError."""
    with alone_in(folder) as place:
        return _sign_off(place, named, Event.CHECKED, act, software, None)


def authorise_document(
    folder: Path, named: str, act: Act, software: str, key: Key | None = None
) -> SignedOff:
    """Record that a document was authorised; sign its PDF where a key is given.

    Raises SideroscreenError.
    """
    with alone_in(folder) as place:
        return _sign_off(place, named, Event.AUTHORISED, act, software, key)


def _sign_off(
    place: Place, named: str, event: Event, act: Act, software: str, key: Key | None
) -> SignedOff:
    folder = place.folder
    act = Act(name_of(act.who), act.when)
    manifest = _manifest(folder)
    entry = _entry(manifest, named, folder)
    check_unchanged(folder, {**entry.files, **_of_the_case(manifest)})
    case, site = read_input(folder)
    before = manifest.standing_of(entry.document)
    _check_turn(before, event, act, entry, folder)
    check_listed(act.who, site.signatories)
    view = read_view(folder, entry.stem)
    _check_software(view, before, software, folder)
    if event is Event.AUTHORISED:
        _check_may_be_authorised(view)
    standing = _next(before, event, act, manifest.head)
    files = _printed(view, standing, folder, entry)
    check_printed(files, view, case, site)
    if key is not None:
        files = _with_signature(files, view, act, key)
    digests = {name: sha256(content) for name, content in files.items()}
    new = manifest.with_entry(
        event,
        document=entry.document,
        report_id=entry.report_id,
        version=entry.version,
        when=act.when,
        who=act.who,
        software=entry.software,
        knowledge=entry.knowledge,
        files={**entry.files, **digests},
    )
    place.move_in({**files, MANIFEST: new.content})
    return SignedOff(entry.report_id, standing, tuple(folder / name for name in files))


def _printed(view: StoredView, standing: Standing, folder: Path, entry: Entry) -> dict[str, bytes]:
    """Return the files of the document with its new standing, those that it had before."""
    try:
        attached = _attached(folder, view.stem, entry.files)
        return view.files(standing, attached, pdf=f"{view.stem}.pdf" in entry.files)
    except PdfStopped as stopped:
        remedy = "nothing was signed; try again, or ask `sideroscreen doctor`"
        raise CaseWithheld(Mistake(str(stopped), remedy, place=view.report_id)) from stopped


def _next(before: Standing, event: Event, act: Act, head: str) -> Standing:
    if event is Event.CHECKED:
        return Standing(before.version, Stage.CHECKED, act, amends=before.amends)
    return Standing(before.version, Stage.AUTHORISED, before.checked, act, before.amends, head)


# What must hold ---------------------------------------------------------------------------


def _manifest(folder: Path) -> Manifest:
    manifest = read_manifest(folder)
    if manifest is None:
        remedy = "write the documents with `sideroscreen report` first"
        raise UsageError(Mistake("there is no record in this folder", remedy, str(folder)))
    check_chain(folder, manifest)
    return manifest


def _of_the_case(manifest: Manifest) -> dict[str, str]:
    """Return the files that the document shares with the others of its case, as recorded."""
    expected = manifest.expected
    return {name: expected[name] for name in CASE_FILES if name in expected}


def _entry(manifest: Manifest, named: str, folder: Path) -> Entry:
    """Return the last entry of a document, named by its name, its report id or a file."""
    there = []
    for document in manifest.documents:
        last = manifest.last_of(document)
        if last is None or last.event is Event.WITHDRAWN:
            continue
        if named in (document, last.report_id, *last.files):
            return last
        there.append(document)
    listed = ", ".join(there) or "none"
    what = f"{named} is no document that was written here"
    raise UsageError(Mistake(what, f"name one of: {listed}", str(folder)))


def _check_turn(before: Standing, event: Event, act: Act, entry: Entry, folder: Path) -> None:
    """Raise UsageError where it is not this person's turn, or not yet."""
    wrong = _why_not_now(before, event, act, entry.when)
    if wrong is not None:
        raise UsageError(Mistake(*wrong, str(folder), place=entry.report_id))


def _why_not_now(
    before: Standing, event: Event, act: Act, last_day: date
) -> tuple[str, str] | None:
    if before.authorised is not None:
        done = before.authorised
        remedy = 'to change it, write it anew with `report --amend "reason"`'
        return f"is authorised already ({done.who}, {done.when})", remedy
    if act.when < last_day:
        return f"{act.when} lies before the last entry ({last_day})", "give a later --date"
    if event is Event.CHECKED and before.checked is not None:
        done = before.checked
        remedy = "a second person authorises it with --authorised-by"
        return f"is checked already ({done.who}, {done.when})", remedy
    if event is Event.AUTHORISED and before.checked is None:
        return "nobody has checked it yet", "sign it off with --checked-by first"
    if event is Event.AUTHORISED and before.checked and is_same(act.who, before.checked.who):
        return f"{before.checked.who} has checked it", "a second person authorises"
    return None


def _check_software(view: StoredView, standing: Standing, software: str, folder: Path) -> None:
    """Raise where this software would not print the very same page as stands in the folder."""
    remedy = "write the documents anew with `sideroscreen report`, and sign those"
    if view.software != software:
        what = f"was written by {view.software}, this is {software}"
        raise UsageError(Mistake(what, remedy, str(folder), place=view.report_id))
    there = (folder / f"{view.stem}.html").read_text("utf-8")
    if view.html(standing) != there:
        what = "would not be printed as it stands: templates or style differ since"
        raise InputRejected(Mistake(what, remedy, str(folder), place=view.report_id))


def _check_may_be_authorised(view: StoredView) -> None:
    """Raise CaseWithheld for a stopped case and for what must be stated and is not."""
    if view.stopped:
        remedy = "a person decides what stopped it; then write the documents anew"
        what = "the case is stopped: its documents cannot be authorised"
        raise CaseWithheld(Mistake(what, remedy, place=view.report_id))
    if view.gaps:
        what = f"must be stated and is not: {'; '.join(view.gaps)}"
        remedy = "enter it in the case file and write the documents anew"
        raise CaseWithheld(Mistake(what, remedy, place=view.report_id))


def _attached(folder: Path, stem: str, recorded: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files inside the PDF for the archive, none where no such PDF is recorded."""
    from pypdf import PdfReader

    if archive_name(stem) not in recorded:
        return {}
    inside = PdfReader(folder / archive_name(stem)).attachments
    return {name: found[0] for name, found in inside.items()}


def _with_signature(
    files: dict[str, bytes], view: StoredView, act: Act, key: Key
) -> dict[str, bytes]:
    """Return the files, with each PDF signed."""
    pdfs = [name for name in files if name.endswith(".pdf")]
    if not pdfs:
        remedy = "install what WeasyPrint needs and write the documents anew"
        raise UsageError(Mistake("there is no PDF to sign", remedy, place=view.report_id))
    return {**files, **{name: signed(files[name], key, act.who, view.report_id) for name in pdfs}}
