"""Write the documents of one case: counselling, management, laboratory, referral, letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflow.clinic import in_its_language, read_profile

if TYPE_CHECKING:
    from reports.documents import Wanted


def run_report(
    case_file: Path,
    folder: Path,
    report_date: date | None,
    *,
    wanted: Wanted | None = None,
    profile: Path | None = None,
) -> int:
    """Write all documents of `case_file` into `folder` and say what was written.

    Everything is read, concluded, written and kept in the language of the clinic. `profile` is
    the file that the clinic's settings were read from. Returns 0, or 1 when a document that the
    case deserves is withheld. A document that is not written is named with the reason. Raises
    SideroscreenError.
    """
    from pedigrees.readers.case_file import read_case
    from reports.documents import Wanted
    from reports.record.issue import input_digests
    from reports.site_file import profile_files
    from workflow.pipeline import complete, report

    wanted = wanted or Wanted()
    with in_its_language(wanted.site):
        entered = read_case(case_file, report_date=report_date, settings=wanted.site.settings)
        files = (case_file, *entered.files, *(profile_files(profile) if profile else ()))
        wanted = replace(wanted, inputs=input_digests(files))
        written = report(complete(entered), folder, wanted)
    for document in written:
        click.echo(str(document))
    return 1 if any(document.withheld for document in written) else 0


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
@click.option(
    "--site",
    "site_file",
    metavar="SITE.toml",
    type=click.Path(path_type=Path),
    help="The clinic's profile: letterhead, paper, sections, phrases, settings.",
)
@click.option(
    "--language",
    metavar="TAG",
    default="",
    help="Language of the documents. Default: that of the profile, else en-GB.",
)
@click.option(
    "--archive",
    is_flag=True,
    help="Also write each document as PDF/A-3a with the data of the case inside it.",
)
@click.option(
    "--amend",
    metavar="REASON",
    default="",
    help="Why authorised documents are written anew; the issued ones are kept.",
)
def command(
    case_file: Path,
    folder: Path,
    report_date: datetime | None,
    site_file: Path | None,
    language: str,
    archive: bool,
    amend: str,
) -> int:
    """Example: sideroscreen report case.toml -o documents --date 2026-11-25."""
    from reports.documents import Wanted

    day = report_date.date() if report_date else None
    wanted = Wanted(site=read_profile(site_file, language), archive=archive, amend=amend)
    return run_report(case_file, folder, day, wanted=wanted, profile=site_file)
