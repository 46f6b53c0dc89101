"""Write a pedigree, of any format that is read, as PED, CanRisk, JSON or a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pedigrees.writers.formats import WRITERS, format_of

if TYPE_CHECKING:
    from pedigrees.readers.pedigree_file import PedigreeFile
    from pedigrees.writers.written import Dropped


def run_convert(
    source: Path,
    output: Path | None,
    to: str | None = None,
    family: str | None = None,
    day: date | None = None,
) -> tuple[Dropped, ...]:
    """Write the families of `source` to `output` (None: standard output), whole or not at all.

    Returns what the format had no room for; that, and the remarks of the reader, are printed
    on standard error. `day` is that of ages, today's if None. Raises SideroscreenError.
    """
    from genetics.outputs.files import require_no_folder, require_no_input, write_text

    chosen = _format(output, to)
    require_no_folder(output)
    taken = _read(source, family, day)
    require_no_input(output, taken.files)
    today = day or datetime.now().astimezone().date()
    written = WRITERS[chosen].write(taken.pedigree.families, today)
    write_text(written.text, output)
    lost = (*taken.left_behind, *written.dropped)
    for line in (*taken.pedigree.notes, *taken.pedigree.gaps, *(one.told for one in lost)):
        click.echo(line, err=True)
    return lost


@dataclass(frozen=True, slots=True)
class _Taken:
    """What was read: the families, the files they came from, what of these is no pedigree."""

    pedigree: PedigreeFile
    files: tuple[Path, ...]
    left_behind: tuple[Dropped, ...] = ()


def _format(output: Path | None, to: str | None) -> str:
    from genetics.errors import Mistake, UsageError

    chosen = to or (None if output is None else format_of(output))
    if chosen is None:
        what = "the format of the output is not clear"
        endings = ", ".join(ending for writer in WRITERS.values() for ending in writer.endings)
        remedy = f"add --to {'|'.join(WRITERS)}, or end its name with {endings}"
        raise UsageError(Mistake(what, remedy, str(output or "")))
    return chosen


def _read(source: Path, family: str | None, day: date | None) -> _Taken:
    from pedigrees.readers.pedigree import read_pedigree

    if source.suffix.lower() == ".toml":
        return _case(source, family, day)
    return _Taken(read_pedigree(source, family=family), (source,))


def _case(source: Path, family: str | None, day: date | None) -> _Taken:
    """Take the family out of a case file; all else stays there."""
    from genetics.phrases import say
    from pedigrees.readers.case_file import read_case
    from pedigrees.readers.pedigree_file import PedigreeFile, RecordedFamily
    from pedigrees.writers.written import Dropped

    entered = read_case(source, report_date=day)
    case = entered.case
    recorded = RecordedFamily(case.id, tuple(case.family), case.family.proband_id)
    pedigree = PedigreeFile(str(source), (recorded,), case.notes).only(family)
    rest = Dropped(say("Only the family of a case is converted; all else stays in the case file"))
    return _Taken(pedigree, (source, *entered.files), (rest,))


@click.command("convert", help=__doc__)
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", metavar="OUT", type=click.Path(path_type=Path), help="The file to write."
)
@click.option("--to", type=click.Choice(list(WRITERS)), help="Format; else by the ending of OUT.")
@click.option("--family", metavar="ID", help="Only this family of a file of several.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Ages refer to it.")
def command(
    source: Path, output: Path | None, to: str | None, family: str | None, day: datetime | None
) -> int:
    """Example: sideroscreen convert family.csv -o family.ped."""
    run_convert(source, output, to, family, day.date() if day else None)
    return 0
