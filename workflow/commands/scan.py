"""Say what VCFs show in the genes of the panel, and what was not looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genetics.errors import Mistake, SideroscreenError, UsageError
from genetics.inheritance import Sex
from genetics.outputs.formats import Format
from genetics.results import Findings
from genetics.variants import Assembly

if TYPE_CHECKING:
    from genetics.callable_beds import CallableBeds
    from genetics.panel import Panel

SOME_FAILED = 1


def run_scan(
    vcfs: Sequence[str],
    *,
    assembly: Assembly | None = None,
    ped: Path | None = None,
    samples: Sequence[str] = (),
    class_field: str | None = None,
    callable_beds: Sequence[str] = (),
    min_depth: int | None = None,
    min_gq: int | None = None,
    output: Path | None = None,
    form: Format = Format.TSV,
) -> int:
    """Scan each file and write the result to `output`, or print it.

    Each of `callable_beds` is a BED file for all samples, or "SAMPLE=BED" for one.

    One file that is rejected raises its error. Of several, those that are rejected are
    said in a line each, the others are written, and the exit code is 1.
    """
    from genetics.findings import find
    from genetics.gene_files import knowledge_version, load_panel
    from genetics.outputs.formats import require_one_file, write_scans
    from workflow.versions import software_version

    if form is Format.VCF:
        require_one_file(vcfs)
    panel = load_panel()
    look = partial(
        find,
        panel=panel,
        assembly=assembly,
        sexes=_sexes(ped) if ped else None,
        samples=samples or None,
        class_field=class_field,
        depth=min_depth,
        quality=min_gq,
        callable=_callable(callable_beds, panel),
    )
    scans, rejected = _scan_each(vcfs, look)
    write_scans(scans, form, output, software=software_version(), knowledge=knowledge_version())
    for scan in scans:
        for warning in scan.warnings:
            click.echo(f"sideroscreen: {scan.file}: {warning}", err=True)
    for error in rejected:
        for mistake in error.mistakes:
            click.echo(f"sideroscreen: {mistake}", err=True)
    return SOME_FAILED if rejected else 0


def _scan_each(
    vcfs: Sequence[str], look: Callable[[str], Findings]
) -> tuple[list[Findings], list[SideroscreenError]]:
    scans: list[Findings] = []
    rejected: list[SideroscreenError] = []
    for vcf in vcfs:
        try:
            scans.append(look(vcf))
        except SideroscreenError as error:
            rejected.append(error)
    if rejected and not scans:
        mistakes = [mistake for error in rejected for mistake in error.mistakes]
        raise type(rejected[0])(mistakes)
    return scans, rejected


def _callable(entries: Sequence[str], panel: Panel) -> CallableBeds:
    """Read the BED files: one for all samples, and one for each sample that is named."""
    from genetics.callable_beds import read_callable
    from genetics.readers.territory import territory_of

    for_all: list[str] = []
    for_one: dict[str, str] = {}
    for entry in entries:
        sample, equals, bed = entry.partition("=")
        if not equals or Path(entry).exists():
            for_all.append(entry)
        elif sample in for_one:
            raise _given_twice(f"sample {sample}")
        else:
            for_one[sample] = bed
    if len(for_all) > 1:
        raise _given_twice("all samples")
    return read_callable(territory_of(panel), for_all[0] if for_all else None, for_one)


def _given_twice(whom: str) -> UsageError:
    what = f"--callable is given twice for {whom}"
    return UsageError(Mistake(what, "join the files, or name the sample of each: SAMPLE=BED"))


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
@click.option(
    "--callable",
    "callable_beds",
    metavar="[SAMPLE=]BED",
    multiple=True,
    help="BED file of the bases that could be called, for all samples or for one.",
)
@click.option(
    "--min-depth",
    type=click.IntRange(min=1),
    help="Reads from which on a base counts as read (assumed: 20).",
)
@click.option(
    "--min-gq",
    type=click.IntRange(min=0),
    help="Genotype quality from which on a base counts as read (assumed: 20); 0 asks for none.",
)
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
    callable_beds: tuple[str, ...],
    min_depth: int | None,
    min_gq: int | None,
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
        callable_beds=callable_beds,
        min_depth=min_depth,
        min_gq=min_gq,
        output=output,
        form=Format(form),
    )
