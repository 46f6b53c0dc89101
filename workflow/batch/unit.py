"""The unit of work of a batch: one case read, scanned and written, or said to have failed."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from genetics.errors import Mistake, SideroscreenError
from reports.batch_numbers import Versions
from workflow.batch import case_folder
from workflow.batch.case_of_row import entered_for
from workflow.batch.inputs import Watched, digests, files_with_index, require_unchanged, watch
from workflow.batch.manifest import Row
from workflow.batch.status import Asked, Clock, Documents, Outcome, Status, Told
from workflow.batch.way import Way
from workflow.clinic import in_its_language

if TYPE_CHECKING:
    from genetics.library.library import Library
    from genetics.results import Findings
    from pedigrees.readers.case_file import CaseInput

_NEEDED = ("genetics.findings", "genetics.outputs.document", "pysam", "vcf")


@dataclass(frozen=True, slots=True)
class _Opened:
    """A case before it is scanned: its files as they are now, and its case file, if any."""

    files: tuple[Watched, ...]
    entered: CaseInput | None
    asked: Asked


def warm_up(way: Way) -> None:
    """Load what every case needs, so that the processes copied from this one have it.

    What is wrong with it is said by each case that needs it.
    """
    import gc
    from importlib import import_module

    from genetics.gene_files import load_panel

    for module in _NEEDED:
        import_module(module)
    for kept in (_library, _versions):
        kept.cache_clear()  # of another run
    with suppress(SideroscreenError):
        load_panel()
        _versions(way.data)
    # What is loaded stays: nobody need look through it again (as the standard library advises).
    gc.collect()
    gc.freeze()


def run_case(row: Row, way: Way) -> Status:
    """Run one case and put its folder in its place; the status says how it went.

    Run again, it gives the same folder but for the timings. With `resume` a case that is done,
    of the same files, arguments and versions, is left as it is. Nothing that is wrong with a
    file is raised: the case has failed, and its folder holds the reasons. Where not even that
    can be written, no folder is left, and the status that is returned says why.

    A case fails where

    - its VCF (or another of its files) is missing, is no file, or is refused by the scan;
    - one of its files changed while it was read;
    - a document that it deserves is withheld: what was found and the others are there;
    - its folder cannot be written, or holds documents that a person has checked or authorised.
    """
    clock, opened = Clock.start(), None
    try:
        with _language_of(row, way):
            opened = _opened(row, way)
            kept = _kept(row, way, opened.asked) if way.resume else None
            return kept or _made(row, way, opened, clock)
    except Exception as error:  # noqa: BLE001 - one bad file never stops the others
        asked = opened.asked if opened is not None else Asked(arguments=way.arguments(row))
        failed = Status(row.case, Outcome.FAILED, clock.stop(), asked, _in_lines(error))
        if opened is None and way.resume and _was_done(row, way):
            return _not_written(failed, _STAYS)
        return _failed(failed, way)


_STAYS = "what an earlier run has done of this case stays, and is in no table"


def _was_done(row: Row, way: Way) -> bool:
    before = case_folder.stored_status(way.out, row.case)
    return before is not None and before.done


def has_crashed(row: Row, way: Way, why: str) -> Status:
    """Write down that a case gave no status, and return that status."""
    case_folder.discard(way.out, [row.case])
    error = str(Mistake(why, "look at the file, and report it", str(row.vcf)))
    asked = Asked(arguments=way.arguments(row))
    return _failed(Status(row.case, Outcome.FAILED, Clock.start().stop(), asked, (error,)), way)


def is_done(row: Row, way: Way) -> bool:
    """Whether a case is done and unchanged, so that `resume` leaves it as it is."""
    try:
        with _language_of(row, way):
            return _kept(row, way, _opened(row, way).asked) is not None
    except (SideroscreenError, OSError):
        return False


def _language_of(row: Row, way: Way) -> AbstractContextManager[None]:
    """Return the language that a row with a case file is worked out in, as by `report`."""
    return in_its_language(way.letters.clinic()) if row.case_file else nullcontext()


def _opened(row: Row, way: Way) -> _Opened:
    named = (
        ("ped", row.ped),
        ("callable", row.callable),
        ("predictor_limits", way.every.get("predictor_limits")),
        ("case_file", row.case_file),
        *(("site", path) for path in way.letters.files() if row.case_file is not None),
    )
    given = [(role, path) for role, path in named if path is not None]
    watched = watch([*files_with_index(row.vcf), *given])
    entered = entered_for(row, way)
    if entered is not None:
        more = [path for path in entered.files if path.resolve() != row.vcf.resolve()]
        watched += watch([("of the case file", path) for path in more])
    asked = Asked(digests(watched, way.checksums), _versions(way.data), way.arguments(row))
    return _Opened(watched, entered, asked)


@cache
def _versions(data: Path) -> Versions:
    from genetics.knowledge_version import knowledge_version
    from workflow.versions import software_version

    sources = _library(data).sources
    added = tuple(f"{source.name} {source.sha256}" for source in sources)
    return Versions(software_version(), knowledge_version(), added)


@cache
def _library(data: Path) -> Library:
    """Return the library, which each process loads once."""
    from genetics.library.loading import load_library

    return load_library(data)


def _kept(row: Row, way: Way, asked: Asked) -> Status | None:
    """Return the status of an earlier run that did the same, None where there is none."""
    before = case_folder.stored_status(way.out, row.case)
    if before is None or not before.done or before.asked != asked:
        return None
    return replace(before, kept=True) if case_folder.is_whole(way.out, before) else None


def _made(row: Row, way: Way, opened: _Opened, clock: Clock) -> Status:
    """Scan, write what was found and the documents, and put the folder in its place."""
    from genetics.outputs.document import document_text
    from genetics.outputs.message_ids import with_id

    with case_folder.made(way.out, row.case) as part:
        found = _scanned(row, way, opened.entered)
        versions = opened.asked.versions
        text = document_text([found], software=versions.sideroscreen, knowledge=versions.knowledge)
        digest = case_folder.write_scan(part, text)
        documents, withheld = _documents(row, way, opened.entered, found, part)
        require_unchanged(opened.files)
        told = [with_id(warning) for warning in found.warnings]
        status = Status(
            case=row.case,
            outcome=Outcome.FAILED if withheld else Outcome.DONE,
            timings=clock.stop(),
            asked=opened.asked,
            errors=withheld,
            messages=tuple(Told(one.id, one.severity.value, str(one)) for one in told),
            findings=digest,
            documents=documents,
        )
        case_folder.publish(part, status)
    return status


def _scanned(row: Row, way: Way, entered: CaseInput | None) -> Findings:
    """Scan the VCF as the case file states, else as the manifest does."""
    library = _library(way.data)
    if entered is None:
        from genetics.gene_files import load_panel
        from workflow.scanning import scanner

        return scanner(load_panel(), way.of(row), library)(row.vcf)
    from workflow.pipeline import scan

    found = scan(entered, library, trust_sorted=way.every.get("trust_sorted", False))
    assert found is not None  # a case file without a VCF was refused
    return found


def _documents(
    row: Row, way: Way, entered: CaseInput | None, found: Findings, part: Path
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the documents of the case file; return their files, and a line for each withheld."""
    if entered is None or row.case_file is None or way.documents is Documents.NONE:
        return (), ()
    from reports.documents import Wanted
    from reports.record.issue import input_digests
    from workflow.pipeline import report, with_findings

    letters = way.letters
    inputs = input_digests((row.case_file, *entered.files, *letters.files()))
    wanted = Wanted(site=letters.clinic(), archive=letters.archive, inputs=inputs)
    try:
        case = with_findings(entered, found)
        written = report(case, part / case_folder.DOCUMENTS, wanted)
    except SideroscreenError as error:
        return (), _in_lines(error)
    return (
        tuple(path.name for one in written for path in one.paths),
        tuple(f"{one.document}: withheld ({one.why_not})" for one in written if one.withheld),
    )


def _failed(status: Status, way: Way) -> Status:
    """Put a folder in place that holds the reasons and nothing else, or leave all as it is."""
    try:
        with case_folder.made(way.out, status.case) as part:
            case_folder.publish(part, status)
    except SideroscreenError as error:
        return _not_written(status, str(error))
    except OSError as error:
        why = f"the folder of the case cannot be written ({error.strerror or error})"
        return _not_written(status, why)
    return status


def _not_written(status: Status, why: str) -> Status:
    return replace(status, errors=tuple(dict.fromkeys((*status.errors, why))), no_folder=why)


def _in_lines(error: Exception) -> tuple[str, ...]:
    """Return a line for each thing that is wrong; a bug of ours is said to be one."""
    if isinstance(error, SideroscreenError):
        return tuple(str(mistake) for mistake in error.mistakes)
    if isinstance(error, OSError):
        where = error.filename or "a file of the case"
        return (f"{where} could not be read or written ({error.strerror or error})",)
    return (f"this is a bug of ours ({type(error).__name__}: {error}); report it with the file",)
