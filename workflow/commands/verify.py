"""Say whether documents are as they were recorded, and what they rest on."""

from __future__ import annotations

from pathlib import Path

import click


def run_verify(path: Path) -> int:
    """Verify a folder or one PDF; return 0 when all is as recorded, 1 with each difference.

    A PDF alone, with no record and no signature, returns 1 as well: nothing was compared.
    Raises SideroscreenError for a folder without a record and for what is no PDF of ours.
    """
    from reports.record.verify import verify_folder, verify_pdf

    verified = verify_folder(path) if path.is_dir() else verify_pdf(path)
    for line in verified.lines:
        click.echo(line)
    for difference in verified.differences:
        click.echo(f"DIFFERENT  {difference}")
    if not verified.differences:
        click.echo(verified.verdict)
    return 0 if verified.holds else 1


@click.command("verify", help=__doc__)
@click.argument("path", metavar="DIR|FILE.pdf", type=click.Path(path_type=Path))
def command(path: Path) -> int:
    """Example: sideroscreen verify documents."""
    return run_verify(path)
