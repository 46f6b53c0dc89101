"""Hand over what `report` has written: Word files, a FHIR bundle, rows for the laboratory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

FORMATS = ("docx", "fhir", "tsv")


def run_export(folder: Path, formats: Sequence[str], output: Path) -> int:
    """Write the case of `folder` in each form into `output`, say which files, and return 0.

    Raises SideroscreenError.
    """
    from reports.exports.handover import Format, handed_over
    from reports.record.canonical import CASE_REPORT
    from reports.staging import check_folder, move_into

    source = folder.parent if folder.name == CASE_REPORT else folder
    case, files = handed_over(source, [Format(one) for one in formats])
    check_folder(output, CASE_REPORT, case)
    move_into(output, files, ())
    for name in files:
        click.echo(str(output / name))
    return 0


@click.command("export", help=__doc__)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    required=True,
    type=click.Choice(FORMATS),
    help="docx: each document, to be edited; fhir: an R4 bundle; tsv: a row for each finding.",
)
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for the files; it may be that of the documents.",
)
def command(folder: Path, formats: tuple[str, ...], output: Path) -> int:
    """Example: sideroscreen export documents -f fhir -f tsv -o for-the-laboratory."""
    return run_export(folder, formats, output)
