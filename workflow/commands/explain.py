"""Say of one place of a VCF why it is in the result, or why it is not."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Unpack

import click

from workflow.scan_options import how_from, scan_options
from workflow.scanning import How, scanner

if TYPE_CHECKING:
    from genetics.explanation import Explanation

SCHEMA = "sideroscreen-explain/1"
_WIDTH = 100


def run_explain(vcf: str, place: str, *, form: str = "text", **how: Unpack[How]) -> int:
    """Print each step that kept or dropped what the file says of the place, and return 0.

    A file that a scan would refuse is explained as well. Raises UsageError where `place` is
    none, or `vcf` cannot be read twice, and InputRejected where a sample is not in the file.
    """
    from genetics.explanation import explain, read_place
    from genetics.gene_files import load_panel
    from genetics.library.folder import data_folder
    from genetics.library.loading import load_library

    panel = load_panel()
    slices = load_library(data_folder(how.get("data"))).slices
    samples = tuple(how.get("samples") or ())
    told = explain(vcf, read_place(place), panel, scanner(panel, how), slices, samples)
    click.echo(as_json(told) if form == "json" else as_text(told))
    return 0


def as_json(told: Explanation) -> str:
    """Return the explanation as a JSON document with sorted keys."""
    document = {"schema": SCHEMA, **asdict(told)}
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True)


def as_text(told: Explanation) -> str:
    """Return the explanation in lines: what a step is about, what came of it, and why."""
    about = max((len(step.about) for step in told.steps), default=0)
    lines = [f"{told.place} in {told.file}"]
    for step in told.steps:
        head = f"  {step.about:<{about}}  {step.verdict:<9}"
        lines += textwrap.wrap(
            step.told,
            _WIDTH,
            initial_indent=head,
            subsequent_indent=" " * len(head),
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(lines)


@click.command("explain", help=__doc__)
@click.argument("vcf", metavar="VCF")
@click.argument("place", metavar="CHROM:POS[:REF:ALT]")
@scan_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(vcf: str, place: str, form: str, **options: Any) -> int:
    """Example: sideroscreen explain sample.vcf.gz chrX:55014829."""
    return run_explain(vcf, place, form=form, **how_from(options))
