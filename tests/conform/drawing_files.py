"""Reads the families to be drawn: our own readers first, then tables as other programs write them.

What is read here besides are test inputs (Madeline, CanRisk, Pedixplorer, kinship2, GEDCOM),
for the drawing alone: who is whose child, partner and twin.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from genetics.errors import InputRejected
from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.people import Person
from pedigrees.readers.pedigree import read_pedigree

Row = Mapping[str, str]


class NotRead(Exception):
    """The file holds no pedigree that can be drawn; the text says why."""


@dataclass(frozen=True, slots=True)
class Named:
    """A family under the name that a report gives it."""

    name: str
    family: Family


def read_families(path: Path) -> list[Named]:
    """Return the families of a file. Raises NotRead with the reason, whatever is in the file."""
    try:
        return _families(path)
    except UNREADABLE as error:
        raise NotRead(f"{type(error).__name__}: {_one_line(error)}") from error


UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OSError,
    EOFError,
    RecursionError,
    csv.Error,
    zlib.error,
)
"""What a file of another shape than expected makes of the short readers below."""


def _families(path: Path) -> list[Named]:
    try:
        if path.suffix == ".json" and '"pedigree"' in path.read_text("utf-8"):
            return list(_from_json(path))
        found = read_pedigree(path)
    except InputRejected as error:
        try:
            return list(_from_text(path))
        except (NotRead, *UNREADABLE) as other:
            raise NotRead(f"{_one_line(error)}; as a table: {_one_line(other)}") from error
    return [_family(one.id, one.people, one.proband) for one in found.families]


def _one_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    return f"{lines[0] if lines else type(error).__name__}{more}"


def _family(name: str, people: Sequence[Person], proband: str = "") -> Named:
    return Named(name, Family(people, proband or people[0].id).with_sex_of_parents())


# Oracle and torture cases -----------------------------------------------------------------


def _from_json(path: Path) -> Iterator[Named]:
    """Yield the families of oracle and torture cases: objects with a list `pedigree`."""
    data = json.loads(path.read_text("utf-8"))
    for number, case in enumerate(data if isinstance(data, list) else [data]):
        if not isinstance(case, dict) or not isinstance(case.get("pedigree"), list):
            raise NotRead("no list `pedigree` in it")
        expected = case.get("expected")
        if isinstance(expected, dict) and expected.get("kind") == "invalid":
            raise NotRead(f"to be refused: {str(expected.get('why')).splitlines()[-1].strip()}")
        name = str(case.get("id", f"{path.stem} {number + 1}"))
        yield _family(name, _case_people(case["pedigree"], case.get("mz_groups") or []))


def _case_people(
    rows: Sequence[Mapping[str, Any]], groups: Sequence[Sequence[str]]
) -> list[Person]:
    group_of = {twin: f"group {number}" for number, group in enumerate(groups) for twin in group}
    people = [
        Person(
            str(row["id"]),
            Sex(str(row["sex"])),
            row.get("father"),
            row.get("mother"),
            social_parents=tuple(row.get("social_parents") or ()),
        )
        for row in rows
    ]
    keys = [row.get("mz_group") or group_of.get(row["id"]) or "" for row in rows]
    return _with_twins(people, [str(key) for key in keys], identical=True)


def _with_twins(
    people: Sequence[Person], keys: Sequence[str], *, identical: bool | None
) -> list[Person]:
    """Join those with the same key, of the same parents, as twins of the first of them."""
    first: dict[tuple[str, str | None, str | None], str] = {}
    joined = []
    for person, key in zip(people, keys, strict=True):
        known = first.setdefault((key, person.father, person.mother), person.id) if key else ""
        if known and known != person.id:
            person = replace(person, twin_of=known, monozygotic=identical)  # noqa: PLW2901
        joined.append(person)
    return joined


# Tables -----------------------------------------------------------------------------------

NAMES = {
    "family": "family familyid famid pedigree ped kindredid",
    "id": "individualid individ id person sampleid individual",
    "father": "father fathid fatherid dadid sireid paternalid dad patid",
    "mother": "mother mothid motherid momid damid maternalid mom matid",
    "sex": "sex gender",
    "mz": "mztwin",
    "dz": "dztwin",
    "proband": "proband target",
}
COLUMN = {alias: name for name, aliases in NAMES.items() for alias in aliases.split()}
PED = ["family", "id", "father", "mother", "sex"]
CANRISK = ["family", "", "proband", "id", "father", "mother", "sex", "mz"]
NOBODY = ("", "0", ".", "NA", "-9", "None")
SEXES = {"1": Sex.MALE, "m": Sex.MALE, "male": Sex.MALE, "2": Sex.FEMALE, "f": Sex.FEMALE}
SEXES["female"] = Sex.FEMALE


def _from_text(path: Path) -> Iterator[Named]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig") as file:
        lines = file.read().strip("\n\r").splitlines()
    if lines and re.match(r"0\s+HEAD", lines[0]):
        yield from _from_gedcom(lines)
        return
    families: dict[str, list[Row]] = {}
    for row in _rows(lines):
        families.setdefault(row.get("family", "-"), []).append(row)
    for name, rows in families.items():
        yield _table_family(name, rows)


def _rows(lines: list[str]) -> Iterator[Row]:
    header, rest, comma = _header(lines)
    for line in rest:
        if not line.strip() or line.startswith("##"):
            continue
        cells = next(csv.reader([line])) if comma else _cells(line)
        if len(cells) == len(header) + 1 and '"' in line:
            cells = cells[1:]  # R writes the number of the row first
        values = [cell.strip().strip('"') for cell in cells]
        yield {name: value for name, value in zip(header, values, strict=False) if name}


def _cells(line: str) -> list[str]:
    return line.split("\t") if "\t" in line else line.split()


def _header(lines: list[str]) -> tuple[list[str], list[str], bool]:
    """Return the meaning of each column, the lines that follow, and whether commas divide them."""
    if lines and _meaning(lines[0]) == "family" and len(_cells(lines[0])) == 1 and "" in lines:
        end = lines.index("")  # Madeline: one column name a line, then an empty line
        return [_meaning(name) for name in lines[:end]], lines[end:], False
    for number, line in enumerate(lines[:60]):
        comma = "," in line
        names = line.split(",") if comma else _cells(line)
        meanings = [_meaning(name) for name in names]
        if {"id", "father", "mother", "sex"} <= set(meanings):
            return meanings, lines[number + 1 :], comma
    if lines and lines[0].startswith("##CanRisk"):
        return CANRISK, lines, False
    if lines and len(_cells(lines[0])) >= len(PED) + 1:
        return PED, lines, False
    raise NotRead("no columns for id, father, mother and sex")


def _meaning(name: str) -> str:
    return COLUMN.get(re.sub(r"[^a-z]", "", name.lower()), "")


def _table_family(name: str, rows: Sequence[Row]) -> Named:
    if not all(row.get("id") for row in rows):
        raise NotRead(f"family {name}: a line without an id")
    people = [
        Person(
            row["id"],
            SEXES.get(row.get("sex", "").lower(), Sex.UNKNOWN),
            _somebody(row.get("father", "")),
            _somebody(row.get("mother", "")),
        )
        for row in rows
    ]
    for kind, identical in (("mz", True), ("dz", False)):
        keys = [_somebody(row.get(kind, "")) or "" for row in rows]
        found = _with_twins(people, keys, identical=identical)
        people = [new if new.twin_of else old for new, old in zip(found, people, strict=True)]
    return _checked(name, people, [row["id"] for row in rows if row.get("proband") in ("1", "Y")])


def _somebody(text: str) -> str | None:
    return None if text in NOBODY else text


def _checked(name: str, people: list[Person], probands: Sequence[str]) -> Named:
    """Add parents who have no line of their own; refuse who is named twice, and circles."""
    import networkx

    known = {person.id for person in people}
    if len(known) < len(people):
        raise NotRead(f"family {name}: someone is named twice")
    for person in tuple(people):
        for parent, sex in ((person.father, Sex.MALE), (person.mother, Sex.FEMALE)):
            if parent and parent not in known:
                known.add(parent)
                people.append(Person(parent, sex))
    graph = networkx.DiGraph(
        (parent, one.id) for one in people for parent in (one.father, one.mother) if parent
    )
    if not networkx.is_directed_acyclic_graph(graph):
        raise NotRead(f"family {name}: someone descends from himself or herself")
    return _family(name, people, probands[0] if probands else "")


# GEDCOM -----------------------------------------------------------------------------------


def _from_gedcom(lines: Sequence[str]) -> Iterator[Named]:
    """Read people, marriages and children; a second marriage of the same two adds nothing."""
    sexes: dict[str, Sex] = {}
    unions: list[dict[str, list[str]]] = []
    person = ""
    union: dict[str, list[str]] = {}
    for line in lines:
        level, _, rest = line.strip().partition(" ")
        tag, _, value = rest.partition(" ")
        if level == "0":
            person, union = (tag, {}) if value == "INDI" else ("", {})
            if value == "INDI":
                sexes[tag] = Sex.UNKNOWN
            elif value == "FAM":
                unions.append(union)
        elif tag == "SEX" and person:
            sexes[person] = SEXES.get(value.strip().lower(), Sex.UNKNOWN)
        elif tag in ("HUSB", "WIFE", "CHIL"):
            union.setdefault(tag, []).append(value)
    people = {one: Person(one.strip("@"), sex) for one, sex in sexes.items()}
    for each in unions:
        (father,), (mother,) = each.get("HUSB", [None])[:1], each.get("WIFE", [None])[:1]
        for child in each.get("CHIL", []):
            parents = [one.strip("@") if one else None for one in (father, mother)]
            people[child] = replace(people[child], father=parents[0], mother=parents[1])
        if father and mother and not each.get("CHIL") and not people[father].partner_of:
            people[father] = replace(people[father], partner_of=mother.strip("@"))
    yield _checked("everybody", list(people.values()), [])
