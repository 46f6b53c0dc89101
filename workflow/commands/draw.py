"""Draw the family as an SVG image, with results and screening plan, or plainly for the family."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click


def run_draw(
    case_file: Path, output: Path, report_date: date | None = None, *, plain: bool = False
) -> int:
    """Write the drawing of the family in `case_file` to `output` and return 0."""
    from genetics.errors import Mistake, UsageError
    from pedigrees.drawing.facts import family_with_results
    from pedigrees.drawing.svg import draw
    from pedigrees.drawing.words import FOR_CLINICIANS, FOR_THE_FAMILY
    from workflow.pipeline import conclude, load

    conclusion = conclude(load(case_file, report_date=report_date))
    plan = None if conclusion.plan.stopped else conclusion.plan
    show = FOR_THE_FAMILY if plain else FOR_CLINICIANS
    drawing = draw(family_with_results(conclusion.case), plan, show=show)
    try:
        output.write_text(drawing.svg + "\n", encoding="utf-8")
    except OSError as error:
        what = f"the drawing cannot be written ({error.strerror})"
        raise UsageError(Mistake(what, "name another file", file=str(output))) from error
    return 0


@click.command("draw", help=__doc__)
@click.argument("case_file", metavar="CASE.toml", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="FILE.svg",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the drawing goes.",
)
@click.option("--date", "report_date", type=click.DateTime(["%Y-%m-%d"]), help="Ages refer to it.")
@click.option("--plain", is_flag=True, help="Relations and offers only, no results of relatives.")
def command(case_file: Path, output: Path, report_date: datetime | None, plain: bool) -> int:
    """Example: sideroscreen draw case.toml -o family.svg."""
    return run_draw(case_file, output, report_date.date() if report_date else None, plain=plain)
