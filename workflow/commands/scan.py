"""Say what VCFs show in the genes of the panel, and what was not looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Unpack

import click

from genetics.errors import SideroscreenError
from genetics.outputs.formats import Format
from genetics.results import Findings
from workflow.scan_options import how_from, scan_options
from workflow.scanning import How, scanner

SOME_FAILED = 1


def run_scan(
    vcfs: Sequence[str],
    *,
    output: Path | None = None,
    form: Format = Format.TSV,
    **how: Unpack[How],
) -> int:
    """Scan each file and write the result to `output`, or print it.

    One file that is rejected raises its error. Of several, those that are rejected are
    said in a line each, the others are written, and the exit code is 1.
    """
    from genetics.gene_files import load_panel
    from genetics.knowledge_version import knowledge_version
    from genetics.outputs.files import require_no_folder, require_no_input
    from genetics.outputs.formats import require_one_file, write_scans
    from workflow.versions import software_version

    require_no_folder(output)
    require_no_input(output, (*vcfs, *_other_files(how)))
    if form is Format.VCF:
        require_one_file(vcfs)
    scans, rejected = _scan_each(vcfs, scanner(load_panel(), how))
    write_scans(scans, form, output, software=software_version(), knowledge=knowledge_version())
    for scan in scans:
        for warning in scan.warnings:
            click.echo(f"sideroscreen: {scan.file}: {warning}", err=True)
    for error in rejected:
        for mistake in error.mistakes:
            click.echo(f"sideroscreen: {mistake}", err=True)
    return SOME_FAILED if rejected else 0


def _other_files(how: How) -> tuple[str | Path | None, ...]:
    """Return the files that are read beside the VCFs."""
    beds = how.get("callable_beds", ())
    parted = (bed for entry in beds for bed in (entry, entry.partition("=")[2]) if bed)
    return (how.get("ped"), how.get("predictor_limits"), *parted)


def _scan_each(
    vcfs: Sequence[str], scan: Callable[[str], Findings]
) -> tuple[list[Findings], list[SideroscreenError]]:
    scans: list[Findings] = []
    rejected: list[SideroscreenError] = []
    for vcf in vcfs:
        try:
            scans.append(scan(vcf))
        except SideroscreenError as error:
            rejected.append(error)
    if rejected and not scans:
        mistakes = [mistake for error in rejected for mistake in error.mistakes]
        raise type(rejected[0])(mistakes)
    return scans, rejected


@click.command("scan", help=__doc__)
@click.argument("vcfs", metavar="VCF...", nargs=-1, required=True)
@scan_options
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File for the result.")
@click.option(
    "--format",
    "form",
    type=click.Choice([one.value for one in Format]),
    default=Format.TSV.value,
    show_default=True,
)
def command(vcfs: tuple[str, ...], output: Path | None, form: str, **options: Any) -> int:
    """Example: sideroscreen scan sample.vcf.gz --ped family.ped -o sample.tsv."""
    return run_scan(vcfs, output=output, form=Format(form), **how_from(options))
