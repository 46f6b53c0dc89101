"""Reads families from a table with named columns, as a spreadsheet exports it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TextIO

from genetics.errors import InputRejected, Mistake, cannot_read
from genetics.inheritance import Sex
from genetics.toml_lines import nearest
from pedigrees.people import Birth, Outcome, Person
from pedigrees.readers.codes import (
    NOT_RECORDED,
    Coded,
    doubtful_codes,
    remarks_on_codes,
    sex_is_doubtful,
)
from pedigrees.readers.pedigree_file import PedigreeFile, RecordedFamily, gaps_in
from pedigrees.readers.pedigree_text import text_of
from pedigrees.readers.people_checks import family_faults
from pedigrees.readers.table_columns import (
    ALLOWED,
    COLUMNS,
    column_of,
    plain_name,
)
from pedigrees.readers.texts import faults_of_family_ids, refuse_invisible


def read_table(
    source: str | Path | TextIO, *, family: str | None = None, name: str = ""
) -> PedigreeFile:
    """Read a table of people. Raises InputRejected with all mistakes, each with its line.

    The first line names the columns, divided by tabs, semicolons or commas; quotes as
    spreadsheets write them. `id` must be there, any of the others may (see `COLUMNS`); an
    unknown column is a mistake, since what it holds would be lost. Names that programs use
    for the same column are known (`OTHER_NAMES`); `fid` is the family beside `iid`, the
    father beside `mid`, and a mistake otherwise. A line that begins with # is a comment.

    * an empty cell, and 0, -9, ".", NA in the columns of ids: not recorded;
    * sex and affected: the words, or the codes of PED files, doubtful ones refused (see
      `doubtful_codes`); affected takes yes, no and unknown too;
    * yes or no: yes, no, true, false, y, n, 1, 0, x;
    * conditions: divided by semicolons, the age at the beginning in brackets:
      ``diabetes (45); asthma``;
    * alive, where the cell is empty: born alive or expected, and without a year of death;
    * without a column `family` all are one family, called 1.
    """
    shown = name or (str(source) if isinstance(source, str | Path) else "table")
    text = text_of(source, shown)
    refuse_invisible(text, shown)
    table = _table(text)
    wanted = [row for row in table.rows if family is None or row.family == family]
    mistakes = [*table.mistakes, *(doubtful_codes(table.codes) if wanted else ())]
    if not table.unread:
        mistakes += _contradictions(wanted, sex_is_doubtful(table.codes))
    if mistakes:
        raise InputRejected(_in_order(mistakes, shown))
    if not table.rows:
        raise cannot_read(shown, "no person in this table", "write a line for each person")
    families = tuple(_families(table.rows))
    notes = tuple(f"{shown}: {note}" for note in remarks_on_codes(table.codes))
    file = PedigreeFile(shown, families, notes).only(family)
    return replace(file, gaps=tuple(f"{shown}: {gap}" for gap in gaps_in(file.families)))


def column_names(line: str) -> tuple[str, ...]:
    """Return the names of the columns of a first line as this reader understands them.

    A column that it does not know keeps its own name; () where the line names none, or one
    alone. Behind a # only a line with tabs counts: others are comments in words.
    """
    delimiter = delimiter_of(line)
    if delimiter not in line or (line.lstrip().startswith("#") and delimiter != "\t"):
        return ()
    cells = next(csv.reader([line.lstrip("# ")], delimiter=delimiter), [])
    plain = [plain_name(cell) for cell in cells]
    named = tuple(column_of(cell, plain) or cell.strip() for cell in cells)
    holds_values = any(cell.isdigit() for cell in plain)
    return () if holds_values or not any(one in COLUMNS for one in named) else named


def delimiter_of(line: str) -> str:
    """Return the sign that divides a line most often; a comma where none does."""
    return max(DELIMITERS, key=line.count)


DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    family: str
    person: Person
    proband: bool


@dataclass(slots=True)
class _Table:
    """What the lines said; `unread` where a whole line could not be read."""

    rows: list[_Row] = field(default_factory=list)
    codes: list[Coded] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    unread: bool = False


def _table(text: str) -> _Table:
    table = _Table()
    lines = text.split("\n")
    number = _line_of_names(lines)
    columns = column_names(lines[number - 1])
    table.mistakes += _faults_of_names(columns, number)
    if table.mistakes:
        table.unread = True
        return table
    rest = io.StringIO("\n".join(lines[number:]), newline="")
    reader = csv.reader(rest, delimiter=delimiter_of(lines[number - 1]), strict=True)
    line = number + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#"):
                _read_row(line, columns, [cell.strip() for cell in cells], table)
            line = number + reader.line_num + 1
    except csv.Error as error:
        what = f"the quotes are not those of a table ({error})"
        table.mistakes.append(Mistake(what, 'double a quote inside a quoted cell: ""', line=line))
        table.unread = True
    return table


def _line_of_names(lines: Sequence[str]) -> int:
    """Return the number of the first line that is no comment; it may begin with # itself."""
    for number, line in enumerate(lines, start=1):
        is_comment = line.lstrip().startswith("#") and not column_names(line)
        if line.strip() and not is_comment:
            return number
    return 1


def _faults_of_names(columns: Sequence[str], line: int) -> Iterator[Mistake]:
    if "id" not in columns:
        what = "the first line does not name a column id"
        yield Mistake(what, f"name the columns: {ALLOWED}", line=line)
    unknown = [one for one in columns if one not in COLUMNS and one.lower() != "fid"]
    if unknown:
        yield _unknown_columns(unknown, line)
    for column in dict.fromkeys(columns):
        if column.lower() == "fid":
            what = 'the column "fid" may be the family or the father'
            yield Mistake(what, "call it family or father", line=line)
        elif column in COLUMNS and columns.count(column) > 1:
            yield Mistake(f"two columns say {column}", "keep one of them", line=line)


def _unknown_columns(unknown: Sequence[str], line: int) -> Mistake:
    close = {column: nearest(plain_name(column), list(COLUMNS)) for column in unknown}
    named = ", ".join(
        f'"{column}" (did you mean "{meant}"?)' if meant else f'"{column}"'
        for column, meant in close.items()
    )
    plural = "s" if len(close) > 1 else ""
    remedy = f"leave out what is not one of: {ALLOWED}"
    return Mistake(f"unknown column{plural} {named}", remedy, line=line)


def _read_row(line: int, columns: Sequence[str], cells: Sequence[str], table: _Table) -> None:
    if len(cells) != len(columns):
        what = f"{len(cells)} cells instead of {len(columns)}"
        remedy = "write a cell for each column; quote a cell with a delimiter in it"
        table.mistakes.append(Mistake(what, remedy, line=line))
        table.unread = True
        return
    row = dict(zip(columns, cells, strict=True))
    if row["id"] in NOT_RECORDED:
        what = f'"{row["id"]}" cannot be the id of a person'
        table.mistakes.append(Mistake(what, "give each person an id", line=line))
        table.unread = True
        return
    values: dict[str, Any] = {}
    for column, cell in row.items():
        if column in ("id", "family") or not cell:
            continue
        try:
            values[column] = COLUMNS[column](cell)
        except ValueError as problem:
            what = f'{column} "{cell}" of {row["id"]} is not understood'
            table.mistakes.append(Mistake(what, str(problem), line=line))
    family = row.get("family") or ONE_FAMILY
    person = _person(row["id"], values)
    sex, status = row.get("sex", ""), row.get("affected", "")
    table.rows.append(_Row(line, family, person, values.get("proband", False)))
    table.codes.append(
        Coded(line, family, person.id, person.father, person.mother, sex, status.lower())
    )


def _person(person_id: str, values: Mapping[str, Any]) -> Person:
    own = {column: value for column, value in values.items() if column not in COMPOSED}
    parents = (values.get("adoptive_father"), values.get("adoptive_mother"))
    born = values.get("birth_date")
    year = values.get("birth_year", None if born is None else born.year)
    lives = own.get("outcome", Outcome.LIVE_BORN) in (Outcome.LIVE_BORN, Outcome.PREGNANCY)
    return Person(
        **{
            "id": person_id,
            "sex": Sex.UNKNOWN,
            "alive": lives and own.get("died") is None,
            **own,
            "social_parents": tuple(one for one in parents if one is not None),
            "birth": Birth(year, born),
        }
    )


COMPOSED = ("adoptive_father", "adoptive_mother", "birth_date", "birth_year", "proband")


def _families(rows: Sequence[_Row]) -> Iterator[RecordedFamily]:
    members: dict[str, list[_Row]] = {}
    for row in rows:
        members.setdefault(row.family, []).append(row)
    for family, own in members.items():
        proband = next((row.person.id for row in own if row.proband), "")
        yield RecordedFamily(family, tuple(row.person for row in own), proband)


def _contradictions(rows: Sequence[_Row], doubtful_sex: bool) -> Iterator[Mistake]:
    lines: dict[tuple[str, str], int] = {}
    probands: dict[str, _Row] = {}
    for row in rows:
        first = lines.setdefault((row.family, row.person.id), row.line)
        if first != row.line:
            what = f"{row.person.id} already stands in line {first}"
            yield Mistake(what, "give each person of a family one line", line=row.line)
        if row.proband and probands.setdefault(row.family, row) is not row:
            other = probands[row.family]
            what = f"{other.person.id} (line {other.line}) and {row.person.id} are both proband"
            yield Mistake(what, "keep one in each family; others may be consultand", line=row.line)
    for family in _families(rows):
        people = family.people
        for mistake in faults_of_family_ids([family]):
            yield replace(mistake, line=lines[family.id, people[0].id])
        if doubtful_sex:
            people = tuple(replace(person, sex=Sex.UNKNOWN) for person in people)
        for fault in family_faults(people):
            line = lines[family.id, fault.person]
            yield Mistake(fault.what, fault.remedy, line=line, place=fault.field)


def _in_order(mistakes: Sequence[Mistake], shown: str) -> list[Mistake]:
    told = (replace(mistake, file=shown) for mistake in dict.fromkeys(mistakes))
    return sorted(told, key=lambda mistake: mistake.line or 0)


ONE_FAMILY = "1"
