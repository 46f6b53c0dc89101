"""The three ways in which a scan is written, and the one way in which each gets to its file."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from genetics.errors import Mistake, UsageError
from genetics.results import Findings


class Format(StrEnum):
    """JSON with everything in it, a table, or the records themselves with what was found."""

    JSON = "json"
    TSV = "tsv"
    VCF = "vcf"


def write_scans(
    scans: Sequence[Findings], form: Format, output: Path | None, *, software: str, knowledge: str
) -> None:
    """Write the scans to `output`, which is whole or not there at all, or print them (None).

    An annotated VCF holds one file's records; its kind follows from the name of `output`:
    ``.vcf.gz`` and ``.bcf`` get an index, ``.vcf`` and standard output are plain. Raises
    UsageError where that cannot be done.
    """
    from genetics.outputs.annotated_vcf import write_annotated
    from genetics.outputs.document import document_text
    from genetics.outputs.files import require_no_folder, write_text, write_whole
    from genetics.outputs.table import table_text

    require_no_folder(output)
    match form:
        case Format.VCF:
            require_one_file(scans)
            if output is None or (output.exists() and not output.is_file()):
                place = Path("-") if output is None else output
                write_annotated(scans[0], place, software=software, knowledge=knowledge)
            else:
                write_whole(
                    output,
                    lambda part: write_annotated(
                        scans[0], part, software=software, knowledge=knowledge
                    ),
                )
        case Format.JSON:
            write_text(document_text(scans, software=software, knowledge=knowledge), output)
        case Format.TSV:
            write_text(table_text(scans, software=software, knowledge=knowledge), output)


def require_one_file(files: Sequence[object]) -> None:
    """Refuse to join several files in one annotated VCF."""
    if len(files) != 1:
        what = f"{len(files)} files cannot stand in one annotated VCF"
        raise UsageError(Mistake(what, "scan them one by one, or choose --format tsv or json"))
