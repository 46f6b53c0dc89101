"""Say which issued documents today's knowledge would change, and for whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from genetics.errors import Mistake, SideroscreenError, UsageError, cannot_read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genetics.panel import Panel
    from reports.record.recheck import DocumentChange, Recheck


def run_recheck(folder: Path, *, notes: Path | None = None, fail_on_change: bool = False) -> int:
    """Conclude each stored case below `folder` again, and list what would change.

    Nothing in the case folders is touched; drafts of amendment notes for authorised documents
    go into `notes`. Returns 1 when a case could not be concluded again, or when
    `fail_on_change` is asked for and an authorised document would change; else 0.
    """
    from reports.record.recheck import places_with_records

    cases = places_with_records(folder)
    if not cases:
        remedy = "name a folder of cases that this version of `report` has written"
        raise UsageError(Mistake("there is no record in this folder", remedy, str(folder)))
    failed = 0
    changes: list[DocumentChange] = []
    for place in cases:
        try:
            checked = rechecked(place)
        except (SideroscreenError, OSError) as error:
            failed += 1
            for line in _lines_of(error, place):
                click.echo(f"sideroscreen: {line}", err=True)
            continue
        _tell(place, checked)
        changes += checked.documents
        if notes is not None:
            _write_notes(notes, checked)
    issued = [change for change in changes if change.issued]
    click.echo(
        f"{len(cases)} cases, {failed} not concluded; {len(changes)} documents would change, "
        f"{len(issued)} of them authorised"
    )
    return 1 if failed or (fail_on_change and issued) else 0


def _lines_of(error: SideroscreenError | OSError, place: Path) -> Iterator[str]:
    if isinstance(error, OSError):
        yield f"{place}: cannot be read ({error.strerror or error})"
    else:
        yield from map(str, error.mistakes)


def rechecked(folder: Path, panel: Panel | None = None) -> Recheck:
    """Return what has changed for one stored case, which must be as it was recorded.

    Raises InputRejected.
    """
    from genetics.gene_files import load_panel
    from genetics.phrases import speaking
    from reports.basis import Basis
    from reports.record.manifest import MANIFEST, REMEDY, read_manifest
    from reports.record.recheck import compare
    from reports.record.renewal import renewed
    from reports.record.stored_input import read_input
    from reports.record.stored_views import tongue_for
    from reports.record.verify import check_recorded
    from workflow.pipeline import conclude
    from workflow.versions import software_version

    manifest = read_manifest(folder)
    if manifest is None:
        raise cannot_read(folder / MANIFEST, "is not there any more", REMEDY)
    check_recorded(folder, manifest)
    panel = panel or load_panel()
    case, site = read_input(folder)
    # Rules and reasons are put into words where they are concluded: in the case's language.
    with speaking(tongue_for(site.language, site.phrases)):
        concluded = conclude(renewed(case, panel))
        today = Basis(
            case=concluded.case,
            plan=concluded.plan,
            statements=concluded.statements,
            panel=panel,
            facts=concluded.facts,
            software=f"sideroscreen {software_version()}",
            alarms=concluded.alarms,
            site=site,
        )
        return compare(folder, manifest, today)


def _tell(folder: Path, checked: Recheck) -> None:
    click.echo(f"{checked.case}  {folder}")
    if not checked.documents:
        click.echo("  nothing would change")
        return
    click.echo(f"  then {checked.then}")
    click.echo(f"  now  {checked.now}")
    for line in (*checked.conclusions, *map(str, checked.documents)):
        click.echo(f"  {line}")


def _write_notes(folder: Path, checked: Recheck) -> None:
    from reports.record.recheck import amendment_note
    from reports.staging import move_into

    notes = {
        f"{one.report_id}-v{one.version}-amendment.md": amendment_note(checked, one).encode()
        for one in checked.documents
        if one.issued
    }
    move_into(folder, notes, ours=())


@click.command("recheck", help=__doc__)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--notes",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Folder for drafts of the amendment notes; made if it is not there.",
)
@click.option(
    "--fail-on-change", is_flag=True, help="Exit 1 when an authorised document would change."
)
def command(folder: Path, notes: Path | None, fail_on_change: bool) -> int:
    """Example: sideroscreen recheck documents --notes amendments."""
    return run_recheck(folder, notes=notes, fail_on_change=fail_on_change)
