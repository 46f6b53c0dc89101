"""Draw the family as an SVG image or a PDF, with results and plan, or plainly for the family.

An SVG is one picture, as wide as the family: for the screen. For paper, name a file that ends
in .pdf (a page for each part), or ask for an SVG with --paper (the same parts, one below another).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pedigrees.drawing.parts import OnPaper
    from pedigrees.drawing.show import Show
    from pedigrees.family import Family
    from pedigrees.plan import Plan


@dataclass(frozen=True, slots=True)
class Asked:
    """What is drawn of the file, and how: `family` and `proband` only for a pedigree file.

    With `paper`, "a4" or "letter", an SVG is drawn in parts that fit it, and a PDF is on it.
    """

    plain: bool = False
    numbers: bool = False
    family: str = ""
    proband: str = ""
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class _Subject:
    """The family to be drawn, with its screening plan where there is one."""

    family: Family
    plan: Plan | None = None


def run_draw(
    file: Path, output: Path, report_date: date | None = None, asked: Asked | None = None
) -> int:
    """Write the drawing of the family in `file` to `output` and return 0.

    * a case file (.toml): with the results that count and the screening plan;
    * any other file is read as a pedigree file (PED, a table, ...): with what it records.

    The ending of `output` says the format:

    * .svg: one picture; with `paper` the parts that fit it, one below another;
    * .pdf: a page for each part, on A4 unless `paper` says otherwise.

    Raises InputRejected, and UsageError where it must be said what to draw, or how.
    """
    from genetics.outputs.files import require_no_folder, require_no_input
    from pedigrees.drawing.limits import TooLarge
    from pedigrees.drawing.show import FOR_CLINICIANS, FOR_THE_FAMILY

    asked = asked or Asked()
    require_no_folder(output)
    require_no_input(output, _files_of(file, report_date))
    _require_known_ending(output)
    show = replace(FOR_THE_FAMILY if asked.plain else FOR_CLINICIANS, numbers=asked.numbers)
    if file.suffix.lower() == ".toml":
        subject = _of_a_case(file, report_date, asked)
    else:
        subject = _of_a_pedigree(file, report_date, asked)
    try:
        _write(subject, show, asked, output, file.name)
    except TooLarge as error:
        raise error.in_file(str(file)) from None
    return 0


def _require_known_ending(output: Path) -> None:
    from genetics.errors import Mistake, UsageError

    device = output.exists() and not output.is_file()
    if not device and output.suffix.lower() not in (".svg", ".pdf"):
        what = "a drawing is written as SVG or as PDF"
        raise UsageError(Mistake(what, "end the name with .svg or .pdf", str(output)))


def _write(subject: _Subject, show: Show, asked: Asked, output: Path, name: str) -> None:
    from genetics.outputs.files import write_text, write_whole
    from pedigrees.drawing.stacked import stacked
    from pedigrees.drawing.svg import draw

    if output.suffix.lower() == ".pdf":
        pdf = _pdf(subject, show, asked, output, name)
        write_whole(output, lambda part: part.write_bytes(pdf))
    elif asked.paper:
        parts = _on_paper(subject, show, asked, all_in_title=False)
        write_text(stacked(parts.drawings).svg + "\n", output)
    else:
        write_text(draw(subject.family, subject.plan, show=show).svg + "\n", output)


def _on_paper(subject: _Subject, show: Show, asked: Asked, *, all_in_title: bool) -> OnPaper:
    from pedigrees.drawing.parts import draw_on_paper
    from reports.parts.drawing import ROOM
    from reports.site import Paper

    room = ROOM[Paper[(asked.paper or "a4").upper()]]
    return draw_on_paper(subject.family, subject.plan, show, room, all_in_title=all_in_title)


def _pdf(subject: _Subject, show: Show, asked: Asked, output: Path, name: str) -> bytes:
    from genetics.errors import Mistake, UsageError
    from reports.family_tree import family_tree_pdf
    from reports.pdf_process import PdfStopped
    from reports.render import pdf_problem
    from reports.site import Paper

    remedy = "write an SVG: end the name with .svg"
    if problem := pdf_problem():
        raise UsageError(Mistake(f"no PDF can be written here: {problem}", remedy, str(output)))
    drawn = _on_paper(subject, show, asked, all_in_title=True)
    try:
        return family_tree_pdf(name, drawn, Paper[(asked.paper or "a4").upper()])
    except PdfStopped as error:
        raise UsageError(
            Mistake(f"the PDF was not written: {error}", remedy, str(output))
        ) from None


def _files_of(file: Path, report_date: date | None) -> tuple[Path, ...]:
    """Return the file and those that a case file names: a drawing never takes their place."""
    from pedigrees.readers.case_file import read_case

    if file.suffix.lower() != ".toml":
        return (file,)
    return (file, *read_case(file, report_date=report_date).files)


def _of_a_case(file: Path, report_date: date | None, asked: Asked) -> _Subject:
    from genetics.errors import Mistake, UsageError
    from pedigrees.drawing.facts import family_with_results
    from workflow.pipeline import conclude, load

    if asked.family or asked.proband:
        what = "--family and --proband are for pedigree files; a case file names its own"
        raise UsageError(Mistake(what, "leave them out", file=str(file)))
    conclusion = conclude(load(file, report_date=report_date))
    plan = None if conclusion.plan.stopped else conclusion.plan
    return _Subject(family_with_results(conclusion.case), plan)


def _of_a_pedigree(file: Path, report_date: date | None, asked: Asked) -> _Subject:
    from genetics.errors import Mistake, UsageError
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
    return _Subject(Family(people, proband))


@click.command("draw", help=__doc__)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="FILE.svg|FILE.pdf",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the drawing goes; the ending says as what.",
)
@click.option("--date", "report_date", type=click.DateTime(["%Y-%m-%d"]), help="Ages refer to it.")
@click.option("--plain", is_flag=True, help="Relations and offers only, no results of relatives.")
@click.option("--numbers", is_flag=True, help="With the number of each person: I-1, II-3.")
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    help="In parts that fit this paper; a PDF is on A4 else.",
)
@click.option("--family", default="", metavar="ID", help="Which family of a pedigree file.")
@click.option("--proband", default="", metavar="ID", help="Whom a pedigree file is drawn around.")
def command(file: Path, output: Path, report_date: datetime | None, **asked: object) -> int:
    """Example: sideroscreen draw case.toml -o family.svg."""
    day = report_date.date() if report_date else None
    return run_draw(file, output, day, Asked(**asked))  # type: ignore[arg-type]
