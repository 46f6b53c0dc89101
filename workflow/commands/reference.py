"""Add the reference genome of the laboratory, which names and aligns; list or remove it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genetics.errors import Mistake, UsageError
from genetics.library.folder import data_folder
from genetics.variants import Assembly

if TYPE_CHECKING:
    from genetics.sequence.manifest import Manifest


def run_add(
    fasta: Path, assembly: Assembly, data: Path | None = None, added: date | None = None
) -> int:
    """Cut our genes out of an indexed FASTA, prove them, keep them, and return 0.

    Raises InputRejected, and keeps nothing, where a proof fails.
    """
    from genetics.gene_files import load_panel
    from genetics.sequence.cutting import proven_slices
    from genetics.sequence.store import keep

    folder = data_folder(data)
    proven = proven_slices(fasta, assembly, load_panel())
    manifest = keep(folder, proven, added or datetime.now().astimezone().date())
    click.echo("\n".join(lines_of(manifest)))
    click.echo(f"kept in {folder}")
    return 0


def run_list(data: Path | None = None) -> int:
    """Print each reference that was added, compared with its checksums, and return 0.

    Raises KnowledgeInvalid where one is damaged.
    """
    from genetics.sequence.store import kept, load_slices

    folder = data_folder(data)
    load_slices(folder)
    manifests = kept(folder)
    for manifest in manifests:
        click.echo("\n".join(lines_of(manifest)))
    click.echo(f"kept in {folder}" if manifests else f"no reference is kept in {folder}")
    return 0


def run_remove(assembly: Assembly, data: Path | None = None) -> int:
    """Remove the reference of one build and return 0. Raises UsageError where there is none."""
    from genetics.sequence.store import remove

    folder = data_folder(data)
    if not remove(folder, assembly):
        what = f"no reference of {assembly} is kept"
        raise UsageError(Mistake(what, "see sideroscreen reference list", file=str(folder)))
    click.echo(f"removed the reference of {assembly} from {folder}")
    return 0


def lines_of(manifest: Manifest) -> list[str]:
    """Return what is kept of one build, a line for each gene."""
    proofs = {proof for entry in manifest.slices for proof in entry.proofs}
    lines = [f"{manifest.assembly}  {manifest.file}, added {manifest.added}"]
    for entry in manifest.slices:
        notes = [f"intron {number} begins with GC, accepted" for number in entry.gc_introns]
        if entry.unknown:
            notes.append(f"{entry.unknown} letters away from the exons are none of A, C, G, T")
        length = f"{entry.end - entry.start + 1:,} bases"
        place = f"{entry.contig}:{entry.start}-{entry.end}"
        lines.append(f"    {entry.gene:<9} {'; '.join((place, length, *notes))}")
    lines.append(f"    proven: {', '.join(sorted(proofs))}")
    return lines


@click.group("reference", help=__doc__)
def command() -> None:
    """Example: sideroscreen reference add hg38.fa --assembly GRCh38."""


_DATA = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="The data folder; else $SIDEROSCREEN_DATA, else sideroscreen in $XDG_DATA_HOME.",
)
_ASSEMBLY = click.option(
    "--assembly",
    type=click.Choice([one.value for one in Assembly]),
    required=True,
    help="The genome build.",
)


@command.command("add")
@click.argument("fasta", type=click.Path(path_type=Path))
@_ASSEMBLY
@_DATA
def _add(fasta: Path, assembly: str, data: Path | None) -> int:
    """Prove and keep our genes of an indexed FASTA (samtools faidx; also packed by bgzip)."""
    return run_add(fasta, Assembly(assembly), data)


@command.command("list")
@_DATA
def _list(data: Path | None) -> int:
    """What was added, from which file, and when."""
    return run_list(data)


@command.command("remove")
@_ASSEMBLY
@_DATA
def _remove(assembly: str, data: Path | None) -> int:
    """Remove what was added of one build."""
    return run_remove(Assembly(assembly), data)
