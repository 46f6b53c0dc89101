"""Say what VCFs show in the genes of the panel, and what was not looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from genetics.errors import SideroscreenError
from genetics.inheritance import Sex
from genetics.results import Findings
from genetics.scan_output import Format
from genetics.variants import Assembly

SOME_FAILED = 1


def run_scan(
    vcfs: Sequence[str],
    *,
    assembly: Assembly | None = None,
    ped: Path | None = None,
    samples: Sequence[str] = (),
    class_field: str | None = None,
    output: Path | None = None,
    form: Format = Format.TSV,
) -> int:
    """Scan each file and write the result to `output`, or print it.

    One file that is rejected raises its error. Of several, those that are rejected are
    said in a line each, the others are written, and the exit code is 1.
    """
    from genetics.gene_files import knowledge_version, load_panel
    from genetics.scan_output import scan_text, write_scan
    from workflow.versions import software_version

    sexes = _sexes(ped) if ped else None
    scans, rejected = _scan_each(vcfs, assembly, sexes, samples, class_field, load_panel())
    text = scan_text(scans, form, software=software_version(), knowledge=knowledge_version())
    write_scan(text, output)
    for scan in scans:
        for warning in scan.warnings:
            click.echo(f"sideroscreen: {scan.file}: {warning}", err=True)
    for error in rejected:
        for mistake in error.mistakes:
            click.echo(f"sideroscreen: {mistake}", err=True)
    return SOME_FAILED if rejected else 0


def _scan_each(
    vcfs: Sequence[str],
    assembly: Assembly | None,
    sexes: Mapping[str, Sex] | None,
    samples: Sequence[str],
    class_field: str | None,
    panel: object,
) -> tuple[list[Findings], list[SideroscreenError]]:
    from genetics.findings import find
    from genetics.panel import Panel

    assert isinstance(panel, Panel)
    scans: list[Findings] = []
    rejected: list[SideroscreenError] = []
    for vcf in vcfs:
        try:
            scans.append(
                find(
                    vcf,
                    panel,
                    assembly=assembly,
                    sexes=sexes,
                    samples=samples or None,
                    class_field=class_field,
                )
            )
        except SideroscreenError as error:
            rejected.append(error)
    if rejected and not scans:
        mistakes = [mistake for error in rejected for mistake in error.mistakes]
        raise type(rejected[0])(mistakes)
    return scans, rejected


def _sexes(ped: Path) -> dict[str, Sex]:
    """Return the recorded sex of each person of a PED file."""
    from pedigrees.readers.ped import read_ped

    return {person.id: person.sex for person in read_ped(ped).people}


@click.command("scan", help=__doc__)
@click.argument("vcfs", metavar="VCF...", nargs=-1, required=True)
@click.option(
    "--assembly",
    type=click.Choice([one.value for one in Assembly]),
    help="Genome build, where the file does not tell it. Never overrides a contradiction.",
)
@click.option("--ped", type=click.Path(path_type=Path), help="PED file with the recorded sexes.")
@click.option("--sample", "samples", multiple=True, help="Only this sample; may be repeated.")
@click.option("--class-field", help="INFO field with the laboratory's own class.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File for the result.")
@click.option(
    "--format",
    "form",
    type=click.Choice([one.value for one in Format]),
    default=Format.TSV.value,
    show_default=True,
)
def command(
    vcfs: tuple[str, ...],
    assembly: str | None,
    ped: Path | None,
    samples: tuple[str, ...],
    class_field: str | None,
    output: Path | None,
    form: str,
) -> int:
    """Example: sideroscreen scan sample.vcf.gz --ped family.ped -o sample.tsv."""
    return run_scan(
        vcfs,
        assembly=Assembly(assembly) if assembly else None,
        ped=ped,
        samples=samples,
        class_field=class_field,
        output=output,
        form=Format(form),
    )
