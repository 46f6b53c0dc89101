"""Reads families from PED files, the plain table that most genetics programs exchange."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TextIO

from genetics.errors import InputRejected, Mistake, cannot_read
from genetics.inheritance import Sex
from genetics.phrases import say, say_number
from pedigrees.people import Affected, Person
from pedigrees.readers.codes import (
    NOT_RECORDED,
    PHENOTYPES,
    SEXES,
    Coded,
    doubtful_codes,
    remarks_on_codes,
    sex_is_doubtful,
)
from pedigrees.readers.links import link_faults, listed
from pedigrees.readers.pedigree_file import PedigreeFile, RecordedFamily, gaps_in, no_such_family
from pedigrees.readers.pedigree_text import text_of
from pedigrees.readers.texts import faults_of_family_ids, faults_of_texts, refuse_invisible


def read_ped(
    source: str | Path | TextIO, *, family: str | None = None, name: str = ""
) -> PedigreeFile:
    """Read a PED file from a path or an open text file. Raises InputRejected with all mistakes.

    Six columns, divided by tabs or blanks: family, person, father, mother, sex, phenotype
    (the PLINK "Basic usage / PED files" convention).

    * `#` begins a comment; a first line that names its columns is skipped;
    * father and mother: 0, -9, ".", NA or nothing for "not recorded"; a parent who is not
      among the people of the family is a mistake: nothing is known of such a person, not
      even whether the name is spelled right;
    * sex: 1 male, 2 female (the words too); 0, -9, nothing: not recorded; any other code is
      read as not recorded, as PLINK does, and the notes say so;
    * phenotype: 2 affected, 1 unaffected (the words too), 0, -9 or nothing: not known; any
      other value, a measured trait for instance, is a mistake;
    * sex or phenotype coded 0 and 1 without any 2: a mistake, unless the file settles which
      convention it follows (see `doubtful_codes`);
    * a line with more columns than the others, without tabs: a mistake, since a blank in a
      name would move every column behind it;
    * more columns are not read, and the notes say so;
    * columns divided by commas or semicolons, and columns in quotes: a mistake, said once
      with the number of lines, and so is any other that is the same in many lines;
    * one recorded parent is allowed, and `gaps` say so.

    With `family` only that family is read and judged, otherwise each family by itself.
    """
    shown = name or (str(source) if isinstance(source, str | Path) else "PED file")
    text = text_of(source, shown)
    refuse_invisible(text, shown)
    table = _table(text)
    wanted = [row for row in table.rows if family is None or row.family == family]
    families = tuple(_families(wanted))
    moved = tuple(_moved(table))
    mistakes = [*_repeated(table), *moved]
    if wanted and not moved:
        mistakes += doubtful_codes(table.codes)
    if not table.short and not table.otherwise and not moved:
        mistakes += _contradictions(wanted, families, sex_is_doubtful(table.codes))
    if mistakes:
        raise InputRejected(sorted((replace(m, file=shown) for m in mistakes), key=_by_line))
    if not wanted:
        raise _nobody(shown, family, table.rows)
    notes = tuple(f"{shown}: {note}" for note in _notes(table))
    gaps = tuple(f"{shown}: {gap}" for gap in gaps_in(families))
    return PedigreeFile(shown, families, notes, gaps)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    family: str
    person: Person


@dataclass(slots=True)
class _Table:
    """What the lines said, before anybody is related to anybody.

    `short` holds the lines with too few columns and their number; `otherwise` those that are
    written as another kind of table; `unnamed` those of each id that is none; `odd_status`
    line and person of each unknown phenotype; `odd_sex` the lines of each unusual code for
    sex; `mixed` those with tabs and blanks between the columns; `widths` the number of
    columns of each line that is divided by blanks alone.
    """

    rows: list[_Row] = field(default_factory=list)
    short: list[tuple[int, int]] = field(default_factory=list)
    otherwise: dict[str, list[int]] = field(default_factory=dict)
    unnamed: dict[str, list[int]] = field(default_factory=dict)
    odd_status: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    odd_sex: dict[str, list[str]] = field(default_factory=dict)
    mixed: list[str] = field(default_factory=list)
    widths: dict[int, int] = field(default_factory=dict)
    codes: list[Coded] = field(default_factory=list)
    surplus: bool = False


def _table(text: str) -> _Table:
    table = _Table()
    for number, line in _lines(text):
        columns = _columns(line)
        if kind := _other_kind(line, columns):
            table.otherwise.setdefault(kind, []).append(number)
            continue
        if len(columns) < len(COLUMNS):
            table.short.append((number, len(columns)))
            continue
        table.surplus = table.surplus or any(columns[len(COLUMNS) :])
        if "\t" not in line:
            table.widths[number] = len(columns)
        if 0 < line.count("\t") < len(COLUMNS) - 1:
            table.mixed.append(str(number))
        _read_line(number, columns, table)
    return table


def _notes(table: _Table) -> Iterator[str]:
    for code, lines in table.odd_sex.items():
        yield say(
            'sex "{code}" ({lines}) is neither 1 nor 2: read as not recorded',
            code=code,
            lines=_in_lines(lines),
        )
    if table.mixed:
        yield say(
            "tabs and blanks are mixed ({lines}): divided at both", lines=_in_lines(table.mixed)
        )
    if table.surplus:
        yield say("columns after the sixth are not read")
    yield from remarks_on_codes(table.codes)


def _in_lines(lines: Sequence[str]) -> str:
    return say_number("line {lines}", "lines {lines}", len(lines), lines=listed(lines))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line that holds a person."""
    first = True
    for number, line in enumerate(io.StringIO(text), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        plain = line.rstrip("\r\n")
        if not (first and _names_columns(_columns(plain))):
            yield number, plain
        first = False


def _columns(line: str) -> list[str]:
    """Divide a line by tabs; where that gives fewer than six columns, by any blanks.

    Tabs first, so that an empty column and a name with a blank in it keep their place. A
    line with tabs is divided by blanks only if a code for sex then stands in its column;
    otherwise the blank belongs to a name ("Philip I") and a column is missing.
    """
    by_tab = [column.strip() for column in line.split("\t")]
    if len(by_tab) >= len(COLUMNS):
        return by_tab
    by_blank = line.split()
    fits = len(by_blank) >= len(COLUMNS) and by_blank[4].lower() in SEXES
    return by_blank if len(by_tab) == 1 or fits else by_tab


def _names_columns(columns: Sequence[str]) -> bool:
    return any(column.lower() in ("sex", "gender") for column in columns[3:5])


def _other_kind(line: str, columns: Sequence[str]) -> str:
    """Return how a line is written that is none of a PED file, "" for one that may be."""
    if any(_QUOTED.fullmatch(column) for column in columns[: len(COLUMNS)]):
        return "in quotes"
    divided = (by for by in ",;" if line.count(by) >= len(COLUMNS) - 1)
    by = next(divided, "") if len(columns) < len(COLUMNS) else ""
    return {"": "", ",": "divided by commas", ";": "divided by semicolons"}[by]


_QUOTED = re.compile(r"""(["']).*\1""")
AS_TABLE = "divide them by tabs, or name them in a first line, as in a table (CSV)"
OTHER_KINDS = {
    "in quotes": "write them without quotes (in R: quote = FALSE, row.names = FALSE)",
    "divided by commas": AS_TABLE,
    "divided by semicolons": AS_TABLE,
}


def _repeated(table: _Table) -> Iterator[Mistake]:
    """Yield what is wrong in the same way in one line or in many, each once."""
    for kind, lines in table.otherwise.items():
        what = f"the columns are {kind}{_also(lines)}"
        yield Mistake(what, OTHER_KINDS[kind], line=lines[0])
    if table.short:
        line, count = table.short[0]
        what = f"{count} column{'' if count == 1 else 's'} instead of six"
        lines = [number for number, _ in table.short]
        yield Mistake(f"{what}{_also(lines)}", _COLUMNS, line=line)
    for one, lines in table.unnamed.items():
        what = f'"{one}" cannot be the id of a person{_also(lines)}'
        yield Mistake(what, "give each person an id", line=lines[0])
    for code, places in table.odd_status.items():
        line, person = places[0]
        what = f'phenotype "{code}" of {person} is not known{_also([one for one, _ in places])}'
        remedy = "write 2 affected, 1 unaffected, 0 or -9 not known"
        yield Mistake(what, remedy, line=line)


def _also(lines: Sequence[int]) -> str:
    """Return in which other lines the same is wrong; "" where there is none."""
    others = [str(number) for number in lines[1:]]
    word = "has line" if len(others) == 1 else "have lines"
    return f" (so {word} {listed(others)})" if others else ""


def _read_line(number: int, columns: Sequence[str], table: _Table) -> None:
    family, person, father, mother, sex, phenotype = columns[: len(COLUMNS)]
    if person in NOT_RECORDED:
        table.unnamed.setdefault(person, []).append(number)
        return
    if sex.lower() not in SEXES:
        table.odd_sex.setdefault(sex, []).append(str(number))
    affected = PHENOTYPES.get(phenotype.lower())
    if affected is None:
        table.odd_status.setdefault(phenotype, []).append((number, person))
    read = Person(
        id=person,
        sex=SEXES.get(sex.lower(), Sex.UNKNOWN),
        father=None if father in NOT_RECORDED else father,
        mother=None if mother in NOT_RECORDED else mother,
        affected=affected or Affected.UNKNOWN,
    )
    table.rows.append(_Row(number, family, read))
    table.codes.append(
        Coded(number, family, person, read.father, read.mother, sex, phenotype.lower())
    )


def _moved(table: _Table) -> Iterator[Mistake]:
    """Yield the lines, divided by blanks, in which a blank too many moved the columns."""
    usual = min(table.widths.values(), default=0)
    wider: dict[int, list[int]] = {}
    for number, width in table.widths.items():
        if width > usual == len(COLUMNS):
            wider.setdefault(width, []).append(number)
    for width, lines in wider.items():
        what = f"{width} columns where other lines have {usual}{_also(lines)}"
        yield Mistake(what, "divide them by tabs: a name may hold a blank", line=lines[0])


def _families(rows: Iterable[_Row]) -> Iterator[RecordedFamily]:
    members: dict[str, list[Person]] = {}
    for row in rows:
        members.setdefault(row.family, []).append(row.person)
    for family, people in members.items():
        yield RecordedFamily(family, tuple(people))


def _contradictions(
    rows: Sequence[_Row], families: Sequence[RecordedFamily], doubtful_sex: bool
) -> Iterator[Mistake]:
    lines: dict[tuple[str, str], int] = {}
    for row in rows:
        first = lines.setdefault((row.family, row.person.id), row.line)
        if first != row.line:
            what = f"{row.person.id} already stands in line {first}"
            yield Mistake(what, "give each person of a family one line", line=row.line)
    for family in families:
        people = family.people
        for mistake in faults_of_family_ids([family]):
            yield replace(mistake, line=lines[family.id, people[0].id])
        if doubtful_sex:
            people = tuple(replace(person, sex=Sex.UNKNOWN) for person in people)
        for fault in (*faults_of_texts(people), *link_faults(people)):
            line = lines[family.id, fault.person]
            yield Mistake(fault.what, fault.remedy, line=line)


def _nobody(shown: str, family: str | None, rows: Sequence[_Row]) -> InputRejected:
    if family is None or not rows:
        return cannot_read(shown, "no person in this file", _COLUMNS)
    return no_such_family(shown, family, list(dict.fromkeys(row.family for row in rows)))


def _by_line(mistake: Mistake) -> int:
    return mistake.line or 0


COLUMNS = ("family", "person", "father", "mother", "sex", "phenotype")
_COLUMNS = f"write six columns: {', '.join(COLUMNS)}"
