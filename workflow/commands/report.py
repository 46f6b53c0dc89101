"""Write the documents of one case: counselling, management, referral."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click


def run_report(case_file: Path, folder: Path, report_date: date | None) -> int:
    """Write all documents of `case_file` into `folder`, say what was written, and return 0.

    A document that is not written is named with the reason. Raises SideroscreenError.
    """
    from workflow.pipeline import load, report

    written = report(load(case_file, report_date=report_date), folder)
    for document in written:
        click.echo(str(document))
    return 0


@click.command("report", help=__doc__)
@click.argument("case_file", metavar="CASE.toml", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for the documents; made if it is not there.",
)
@click.option(
    "--date",
    "report_date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Date of the report; ages refer to it. Default: the case file's date, else today.",
)
def command(case_file: Path, folder: Path, report_date: datetime | None) -> int:
    """Example: sideroscreen report case.toml -o documents --date 2026-11-25."""
    return run_report(case_file, folder, report_date.date() if report_date else None)
