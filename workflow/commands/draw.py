"""Draw the family as an SVG image, with results and screening plan, or plainly for the family."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pedigrees.drawing.show import Show
    from pedigrees.drawing.svg import Drawing


@dataclass(frozen=True, slots=True)
class Asked:
    """What is drawn of the file, and how: `family` and `proband` only for a pedigree file."""

    plain: bool = False
    numbers: bool = False
    family: str = ""
    proband: str = ""


def run_draw(
    file: Path, output: Path, report_date: date | None = None, asked: Asked | None = None
) -> int:
    """Write the drawing of the family in `file` to `output` and return 0.

    * a case file (.toml): with the results that count and the screening plan;
    * any other file is read as a pedigree file (PED, a table, ...): with what it records.

    Raises InputRejected, and UsageError where it must be said what to draw.
    """
    from genetics.outputs.files import require_no_folder, require_no_input, write_text
    from pedigrees.drawing.show import FOR_CLINICIANS, FOR_THE_FAMILY

    asked = asked or Asked()
    require_no_folder(output)
    require_no_input(output, _files_of(file, report_date))
    show = replace(FOR_THE_FAMILY if asked.plain else FOR_CLINICIANS, numbers=asked.numbers)
    if file.suffix.lower() == ".toml":
        drawing = _of_a_case(file, report_date, asked, show)
    else:
        drawing = _of_a_pedigree(file, report_date, asked, show)
    write_text(drawing.svg + "\n", output)
    return 0


def _files_of(file: Path, report_date: date | None) -> tuple[Path, ...]:
    """Return the file and those that a case file names: a drawing never takes their place."""
    from pedigrees.readers.case_file import read_case

    if file.suffix.lower() != ".toml":
        return (file,)
    return (file, *read_case(file, report_date=report_date).files)


def _of_a_case(file: Path, report_date: date | None, asked: Asked, show: Show) -> Drawing:
    from genetics.errors import Mistake, UsageError
    from pedigrees.drawing.facts import family_with_results
    from pedigrees.drawing.svg import draw
    from workflow.pipeline import conclude, load

    if asked.family or asked.proband:
        what = "--family and --proband are for pedigree files; a case file names its own"
        raise UsageError(Mistake(what, "leave them out", file=str(file)))
    conclusion = conclude(load(file, report_date=report_date))
    plan = None if conclusion.plan.stopped else conclusion.plan
    return draw(family_with_results(conclusion.case), plan, show=show)


def _of_a_pedigree(file: Path, report_date: date | None, asked: Asked, show: Show) -> Drawing:
    from genetics.errors import Mistake, UsageError
    from pedigrees.drawing.svg import draw
    from pedigrees.family import Family
    from pedigrees.readers.links import listed
    from pedigrees.readers.pedigree import read_pedigree

    if report_date is not None:
        what = "--date is for case files: nothing is worked out from a pedigree file alone"
        raise UsageError(Mistake(what, "leave it out", file=str(file)))
    families = read_pedigree(file, family=asked.family or None).families
    if len(families) != 1:
        known = listed([family.id for family in families], at_most=10)
        what = f"{len(families)} families are in this file, one is drawn"
        raise UsageError(Mistake(what, f"name it with --family: {known}", file=str(file)))
    people, proband = families[0].people, asked.proband or families[0].proband
    if proband and proband not in families[0]:
        known = listed([person.id for person in people], at_most=10)
        what = f"{proband} is not in the family"
        raise UsageError(Mistake(what, f"choose from: {known}", file=str(file)))
    if asked.plain and not proband:
        what = "the plain drawing names the relations to the proband, and none is recorded"
        raise UsageError(Mistake(what, "name one with --proband", file=str(file)))
    return draw(Family(people, proband), show=show)


@click.command("draw", help=__doc__)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
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
@click.option("--numbers", is_flag=True, help="With the number of each person: I-1, II-3.")
@click.option("--family", default="", metavar="ID", help="Which family of a pedigree file.")
@click.option("--proband", default="", metavar="ID", help="Whom a pedigree file is drawn around.")
def command(file: Path, output: Path, report_date: datetime | None, **asked: object) -> int:
    """Example: sideroscreen draw case.toml -o family.svg."""
    day = report_date.date() if report_date else None
    return run_draw(file, output, day, Asked(**asked))  # type: ignore[arg-type]
