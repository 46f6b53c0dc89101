"""What a VCF is, who is in it, and what a scan of it could not say: everything at once."""

from __future__ import annotations

from pathlib import Path

import click

WOULD_STOP = 1


def run_check(
    vcf: str, *, ped: Path | None = None, output: Path | None = None, as_json: bool = False
) -> int:
    """Examine one file and write the remarks; return 1 if something would stop a scan."""
    from genetics.examination import words
    from genetics.examination.examine import examine
    from genetics.examination.kinship import Recorded
    from genetics.gene_files import load_panel
    from genetics.kin.parents import Parents
    from genetics.outputs.files import require_no_input, write_text

    require_no_input(output, (vcf, ped))
    recorded = Recorded()
    if ped:
        from pedigrees.readers.pedigree import read_pedigree

        people = read_pedigree(ped).people
        recorded = Recorded(
            {one.id: one.sex for one in people},
            {one.id: Parents(one.mother, one.father) for one in people},
        )
    examination = examine(vcf, load_panel(), recorded)
    text = words.as_json(examination) if as_json else words.as_words(examination)
    write_text(text, output)
    return WOULD_STOP if examination.would_stop else 0


@click.command("check", help=__doc__)
@click.argument("vcf", metavar="VCF")
@click.option("--ped", type=click.Path(path_type=Path), help="PED file with the sexes and parents.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File for the remarks.")
def command(vcf: str, ped: Path | None, form: str, output: Path | None) -> int:
    """Example: sideroscreen check family.vcf.gz --ped family.ped."""
    return run_check(vcf, ped=ped, output=output, as_json=form == "json")
