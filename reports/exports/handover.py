"""Hands over what `report` has written: the documents for Word, the result for other programs.

What is handed over is read from the folder of the case. A document that was withheld has no
page there, so it has no Word file either; and a document says in Word how far it has come.
Nothing is handed over that is not as it was recorded. Without a record all of it is a draft:
the result says so, and there are no Word files, for nothing vouches for the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from genetics.errors import InputRejected, Mistake, UsageError, cannot_read
from genetics.gene_files import load_panel
from reports.deserved import file_stem
from reports.exports import docx
from reports.exports.fhir import fhir_bundle
from reports.exports.lis import lis_table
from reports.exports.reported import REMEDY, Reported, read_reported, standing_of
from reports.record.manifest import Manifest, read_manifest
from reports.record.verify import check_recorded


class Format(StrEnum):
    """In which form a case is handed over."""

    DOCX = "docx"
    FHIR = "fhir"
    TSV = "tsv"


def handed_over(folder: Path, formats: Iterable[Format]) -> tuple[str, dict[str, bytes]]:
    """Return the case that a folder holds, and the files to hand over by their names.

    Raises InputRejected where the folder cannot be read or is not as it was recorded,
    UsageError where Word files are asked for and cannot be written here.
    """
    manifest = read_manifest(folder)
    if manifest is not None:
        check_recorded(folder, manifest)
    reported = read_reported(folder)
    files: dict[str, bytes] = {}
    for one in dict.fromkeys(formats):
        files |= dict(_in_form(one, folder, reported, manifest))
    return reported.case, files


def _in_form(
    one: Format, folder: Path, reported: Reported, manifest: Manifest | None
) -> Iterator[tuple[str, bytes]]:
    stem = file_stem(reported.case)
    match one:
        case Format.DOCX:
            yield from _word_files(folder, reported, manifest)
        case Format.FHIR:
            bundle = fhir_bundle(reported, load_panel(), standing_of(manifest))
            yield f"{stem}-fhir.json", bundle
        case Format.TSV:
            yield f"{stem}-lis.tsv", lis_table(reported, standing_of(manifest))


def _word_files(
    folder: Path, reported: Reported, manifest: Manifest | None
) -> Iterator[tuple[str, bytes]]:
    problem = docx.docx_problem()
    if problem:
        raise UsageError(Mistake(problem, docx.REMEDY))
    if manifest is None:
        what = "there is no record of these pages, so no Word file is made from them"
        raise InputRejected(Mistake(what, REMEDY, str(folder)))
    for written in reported.documents:
        for name in written.files:
            if not name.endswith(".html"):
                continue
            if name not in manifest.expected:
                raise InputRejected(Mistake("is not in the record", REMEDY, str(folder / name)))
            yield f"{Path(name).stem}.docx", docx.render_docx(_page(folder / name))


def _page(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise cannot_read(file, f"cannot be read ({error.strerror})", REMEDY) from None
