"""Reads families from CanRisk and BOADICEA files, which breast cancer clinics exchange."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TextIO

from genetics.errors import InputRejected, Mistake, cannot_read
from genetics.inheritance import Sex
from genetics.phrases import say, say_number
from pedigrees.readers.canrisk_columns import (
    LAYOUTS,
    Layout,
    faults_of_names,
    layout_of,
)
from pedigrees.readers.canrisk_note import MARK, as_note
from pedigrees.readers.canrisk_row import Cells, Row
from pedigrees.readers.links import listed
from pedigrees.readers.pedigree_file import PedigreeFile, RecordedFamily, gaps_in, no_such_family
from pedigrees.readers.pedigree_text import text_of
from pedigrees.readers.people_checks import family_faults
from pedigrees.readers.texts import faults_of_family_ids, refuse_invisible


def read_canrisk(
    source: str | Path | TextIO, *, family: str | None = None, name: str = ""
) -> PedigreeFile:
    """Read CanRisk 1 to 4 or BOADICEA 4. Raises InputRejected with all mistakes, with lines.

    The first line names the version (others further down do not count, as in CanRisk); each
    has its columns (`LAYOUTS`), and a line that begins with ##FamID (FamID in BOADICEA) names
    them. One file holds several families.

    * Target 1: the proband. Two in one family are a mistake, none is said in the notes;
    * FathID and MothID: both, or both 0; one alone is a mistake, as it is for CanRisk;
    * Sex M or F; U is read as not recorded, which CanRisk itself does not take;
    * MZtwin: one code for both of a pair. They are identical twins;
    * Dead 1: not alive. Age (at last follow-up or death) and Yob: 0 for not known. A year of
      death is not concluded from them (it may be one of two): the age is kept in `note`;
    * cancers: the age at diagnosis, AU for an unknown one; they become `conditions`. An age
      past the last follow-up, a second breast cancer without or before the first, ovarian
      cancer in a man and prostate cancer in a woman are mistakes, as they are for CanRisk;
    * tests of genes, pathology, ancestry and risk factors (lines ##name=value, of the
      target) are kept in `note` as they are coded: these genes are not those of the family,
      so none of them is read as a result for its variant;
    * names of people are not kept;
    * the file does not tell who has the disease of the family: `affected` is not known.

    With `family` only that family is read and judged.
    """
    shown = name or (str(source) if isinstance(source, str | Path) else "CanRisk file")
    text = text_of(source, shown)
    refuse_invisible(text, shown)
    read = _Reading()
    for number, line in enumerate(text.split("\n"), start=1):
        read.line(number, line)
    wanted = [row for row in read.rows if family is None or row.family == family]
    if not read.unread:
        read.mistakes += _contradictions(wanted)
    if read.mistakes:
        found = (replace(mistake, file=shown) for mistake in read.mistakes)
        raise InputRejected(sorted(found, key=lambda mistake: mistake.line or 0))
    if not read.rows:
        raise cannot_read(shown, "no person in this file", "write a line for each person")
    if not wanted:
        raise no_such_family(shown, family or "", list(_by_family(read.rows)))
    families = tuple(_family(one, rows) for one, rows in _by_family(wanted).items())
    notes = tuple(f"{shown}: {note}" for note in _notes(read, wanted, families))
    gaps = tuple(f"{shown}: {gap}" for gap in gaps_in(families))
    return PedigreeFile(shown, families, notes, gaps)


@dataclass(slots=True)
class _Reading:
    """What the lines said so far; `unread` where a whole line could not be read."""

    layout: Layout | None = None
    names: Sequence[str] = ()
    factors: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    unread: bool = False
    begun: bool = False
    other_versions: list[str] = field(default_factory=list)

    def line(self, number: int, line: str) -> None:
        """Read one line of the file."""
        if not line.strip():
            return
        version = layout_of(line)
        if not self.begun:
            self._begin(number, version)
        elif version is not None:
            if version is not self.layout:
                self.other_versions.append(str(number))
        elif line.lstrip("#").split()[:1] == ["FamID"]:
            self._name_columns(number, line.lstrip("#").split())
        elif line.startswith("##") and "=" in line:
            self.factors.append("=".join(part.strip() for part in line[2:].split("=", 1)))
        elif line.startswith("#"):
            what = f'"{line.strip()[:40]}" is neither a version, nor names of columns'
            self.mistakes.append(Mistake(f"{what}, nor a risk factor", "##name=value", line=number))
        elif self.layout is not None:
            self._read_row(number, line)

    def _begin(self, number: int, version: Layout | Mistake | None) -> None:
        self.begun = True
        if version is None:
            known = ", ".join(layout.name for layout in LAYOUTS)
            what = "the first line does not name a version of CanRisk or BOADICEA"
            version = Mistake(what, f'begin with "##CanRisk 4"; these are read: {known}')
        if isinstance(version, Mistake):
            self.layout, self.unread = None, True
            self.mistakes.append(replace(version, line=number))
        else:
            self.layout, self.names = version, version.columns

    def _name_columns(self, number: int, names: Sequence[str]) -> None:
        if self.layout is None:
            return
        faults = list(faults_of_names(names, self.layout))
        self.mistakes += [Mistake(what, remedy, line=number) for what, remedy in faults]
        if not faults:
            self.names = names

    def _read_row(self, number: int, line: str) -> None:
        assert self.layout is not None
        cells = _cells(line, len(self.layout.columns))
        if len(cells) != len(self.layout.columns):
            what = f"{len(cells)} columns instead of {len(self.layout.columns)} of"
            remedy = "write every column, 0 for nothing; no name may hold a blank"
            self.mistakes.append(Mistake(f"{what} {self.layout.name}", remedy, line=number))
            self.unread = True
            return
        first = not self.rows or self.rows[-1].family != cells[0]
        factors = tuple(self.factors) if first else ()
        if first:
            self.factors.clear()
        row = Cells(number, self.layout, self.names, cells)
        self.rows.append(row.read(factors))
        self.mistakes += row.mistakes


def _cells(line: str, wanted: int) -> list[str]:
    """Divide a line by tabs; where that does not give the columns wanted, by any blanks."""
    by_tab = [cell.strip() for cell in line.split("\t")]
    while len(by_tab) > wanted and not by_tab[-1]:
        by_tab.pop()
    return by_tab if len(by_tab) == wanted else line.split()


def _by_family(rows: Sequence[Row]) -> dict[str, list[Row]]:
    families: dict[str, list[Row]] = {}
    for row in rows:
        families.setdefault(row.family, []).append(row)
    return families


def _family(family: str, rows: Sequence[Row]) -> RecordedFamily:
    """Return a family with its twins; the risk factors of the file are those of its target."""
    targets = [row.person.id for row in rows if row.target]
    proband = targets[0] if targets else ""
    factors = [factor for row in rows for factor in row.factors]
    twins: dict[str, str] = {}
    people = []
    for row in rows:
        person = row.person
        if factors and person.id == proband:
            kept = [person.note.removeprefix(MARK), *factors]
            person = replace(person, note=as_note([one for one in kept if one]))
        if row.twins != "0" and row.twins in twins:
            person = replace(person, twin_of=twins[row.twins], monozygotic=True)
        twins.setdefault(row.twins, person.id)
        people.append(person)
    return RecordedFamily(family, tuple(people), proband)


def _contradictions(rows: Sequence[Row]) -> Iterator[Mistake]:
    for family, members in _by_family(rows).items():
        lines: dict[str, int] = {}
        for row in members:
            if lines.setdefault(row.person.id, row.line) != row.line:
                what = f"{row.person.id} already stands in line {lines[row.person.id]}"
                remedy = "give each person of a family one line, and each family its own FamID"
                yield Mistake(what, remedy, line=row.line)
        targets = [row for row in members if row.target]
        for row in targets[1:]:
            what = f"{row.person.id} and {targets[0].person.id} are both the target of {family}"
            yield Mistake(what, "write Target 1 for one person", line=row.line)
        yield from _faults_of_twins(members)
        recorded = _family(family, members)
        for mistake in faults_of_family_ids([recorded]):
            yield replace(mistake, line=members[0].line)
        for fault in family_faults(recorded.people):
            yield Mistake(fault.what, fault.remedy, line=lines[fault.person])


def _faults_of_twins(rows: Sequence[Row]) -> Iterator[Mistake]:
    """A code stands for two people."""
    for code, times in Counter(row.twins for row in rows if row.twins != "0").items():
        if times != 2:
            members = [row for row in rows if row.twins == code]
            people = listed([row.person.id for row in members])
            what = f"MZtwin {code} stands for {times} ({people}), not for a pair"
            yield Mistake(what, "give each pair of twins a code of its own", line=members[0].line)


def _notes(
    read: _Reading, rows: Sequence[Row], families: Sequence[RecordedFamily]
) -> Iterator[str]:
    """Yield what a CanRisk file does not tell, what is kept as a note, what is not kept."""
    yield say("the file tells cancers only: who has the disease of the family is not known")
    if read.other_versions:
        yield say_number(
            "another version is named in line {lines}: the first line counts",
            "other versions are named in lines {lines}: the first line counts",
            len(read.other_versions),
            lines=listed(read.other_versions),
        )
    without = [family.id for family in families if not family.proband]
    if without:
        yield say("no target, so no proband, in family {families}", families=listed(without))
    unknown = [row.person.id for row in rows if row.person.sex is Sex.UNKNOWN]
    if unknown:
        yield say("sex U is read as not recorded: {people}", people=listed(unknown))
    tested = [row.person.id for row in rows if row.tested]
    if tested:
        yield say(
            "results of tests are kept as notes; none of these genes is read as the result for the "
            "variant of the family ({number}: {people})",
            number=len(tested),
            people=listed(tested),
        )
    yield from _notes_on_factors(read, rows, without)
    told = [row for row in rows if row.age and row.person.alive and row.person.birth.year]
    if told:
        yield say("ages are not kept where the year of birth is known ({number})", number=len(told))
    if named := [row.person.id for row in rows if row.named]:
        yield say("names of people are not kept ({number})", number=len(named))


def _notes_on_factors(
    read: _Reading, rows: Sequence[Row], without_target: Sequence[str]
) -> Iterator[str]:
    def named(factors: Iterable[str]) -> str:
        return ", ".join(sorted({factor.split("=")[0] for factor in factors}))

    lost = [factor for row in rows if row.family in without_target for factor in row.factors]
    kept = [factor for row in rows if row.family not in without_target for factor in row.factors]
    if kept:
        yield say("risk factors are kept as notes of the target: {names}", names=named(kept))
    if lost := [*lost, *read.factors]:
        yield say("risk factors without a target are not kept: {names}", names=named(lost))
