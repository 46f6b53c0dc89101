"""Write the documents of five fictitious families into a folder."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from genetics.phrases import ENGLISH

FAMILIES = ("DEMO-A", "DEMO-B", "DEMO-C", "DEMO-D", "DEMO-E")


def run_demo(folder: Path) -> int:
    """Copy the families into `folder`, write their documents, and list them.

    Returns 0, or 1 when a document is withheld.
    """
    from genetics.phrases import speaking
    from reports.catalogues import tongue
    from workflow.pipeline import load, report

    rows = []
    with speaking(tongue(ENGLISH)):
        for family in FAMILIES:
            case = load(copy_inputs(family, folder))
            rows += [(family, document) for document in report(case, folder / family)]
    click.echo(f"{len(FAMILIES)} fictitious families, written to {folder}:")
    for family, document in rows:
        click.echo(f"  {family}  {document}")
    return 1 if any(document.withheld for _, document in rows) else 0


def copy_inputs(family: str, folder: Path) -> Path:
    """Copy case file and VCF of a family, and return the path of the case file."""
    from reports.staging import move_into

    source = resources.files("workflow.demo")
    names = (f"{family}.vcf", f"{family}.toml")
    inputs = {name: source.joinpath(name).read_bytes() for name in names}
    move_into(folder / family, inputs, ours=())
    return folder / family / f"{family}.toml"


@click.command("demo", help=__doc__)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> int:
    """Example: sideroscreen demo demo-output."""
    return run_demo(folder)
