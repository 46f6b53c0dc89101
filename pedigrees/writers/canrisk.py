"""Writes families as a CanRisk file: who is child of whom, ages, cancers, identical twins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from genetics.phrases import marked, say
from pedigrees.readers.canrisk_columns import CANRISK_4, PATHOLOGY
from pedigrees.readers.links import listed
from pedigrees.readers.pedigree_file import RecordedFamily
from pedigrees.writers.canrisk_people import Entry, Lost, entries
from pedigrees.writers.written import Dropped, Written, dropped_fields


def written_canrisk(families: Iterable[RecordedFamily], day: date) -> Written:
    """Return families as CanRisk 4, and everything that this format has no room for.

    * Target 1: the proband; Yob: the year of birth; what Age and the rest are, see `entries`;
    * ids have at most 7 letters, digits, _ or -, those of families at most 13, and not zeros
      or hyphens alone (CCGE-BOADICEA/bws, settings and consts): others are renamed, and the
      table of names is told. The column Name repeats the id;
    * tests of the genes of CanRisk, pathology, ancestry and risk factors: what a note keeps
      of them from the CanRisk file that a family was read from, otherwise 0, nothing known.

    CanRisk asks for a target, for his or her year of birth and age, and for relatives who are
    all connected with the target: where that is missing the file is written, and it is said.
    """
    everybody = tuple(families)
    names, lost = _Names(longest=13, others=[family.id for family in everybody]), Lost()
    lines: list[str] = []
    renamed: list[tuple[str, str, str]] = []
    for family in everybody:
        ids = _Names(longest=7, others=[person.id for person in family.people])
        rows = list(entries(family, day, lost))
        target = [row for row in rows if row.person == family.proband]
        lines.append(f"##{CANRISK_4.name}")
        lines += [f"##{factor}" for row in target for factor in row.kept.factors]
        lines.append("##" + "\t".join(CANRISK_4.columns))
        lines += ["\t".join(_row(names.of(family.id), row, ids, family.proband)) for row in rows]
        renamed += [(family.id, *pair) for pair in ids.renamed]
        _require_of_canrisk(family, rows, lost)
    told = [*dropped_fields(everybody, KEPT, "CanRisk"), *_told(lost)]
    told += _told_names(names.renamed, renamed, several=len(everybody) > 1)
    return Written("\n".join(lines) + "\n", tuple(told))


KEPT = (
    "id",
    "sex",
    "father",
    "mother",
    "birth",
    "alive",
    "outcome",
    "conditions",
    "twin_of",
    "monozygotic",
    "proband",
    "note",
)
"""Fields of which the file keeps something; what it does not keep of them, `Lost` tells."""


@dataclass(slots=True)
class _Names:
    """The ids of the file: new ones for those that do not fit, different from all `others`."""

    longest: int
    others: Sequence[str]
    given: dict[str, str] = field(default_factory=dict)

    def of(self, one: str) -> str:
        """Return the id in the file, the same one each time."""
        if one not in self.given:
            self.given[one] = one if self._fits(one) else self._new()
        return self.given[one]

    @property
    def renamed(self) -> list[tuple[str, str]]:
        """The ids with another name in the file; people who were added had none."""
        others = set(self.others)
        return [(one, name) for one, name in self.given.items() if one != name and one in others]

    def _new(self) -> str:
        used = {*self.others, *self.given.values()}
        return next(name for number in range(1, 10**6) if (name := f"N{number}") not in used)

    def _fits(self, one: str) -> bool:
        fits = re.fullmatch(rf"[A-Za-z0-9_-]{{1,{self.longest}}}", one) is not None
        return fits and bool(one.strip("0")) and bool(one.strip("-"))


def _row(family: str, row: Entry, ids: _Names, proband: str) -> Iterator[str]:
    yield family
    yield ids.of(row.person)
    yield "1" if row.person == proband else "0"
    yield ids.of(row.person)
    yield from ("0" if parent is None else ids.of(parent) for parent in row.parents)
    yield from (row.sex, row.twins, "0" if row.alive else "1", str(row.age), str(row.year))
    yield from (*row.cancers, "1" if row.kept.ancestry else "0")
    yield from (row.kept.tests.get(test, _untested(test)) for test in CANRISK_4.tests)


def _untested(test: str) -> str:
    return ":".join("0" for _ in PATHOLOGY.split(":")) if test == PATHOLOGY else "0:0"


def _require_of_canrisk(family: RecordedFamily, rows: Sequence[Entry], lost: Lost) -> None:
    """Note what CanRisk asks for and the family does not tell."""
    import networkx

    target = next((row for row in rows if row.person == family.proband), None)
    if target is None:
        lost.note("target", family.id)
        return
    if not (target.age and target.year):
        lost.note("age of target", target.person)
    links: networkx.Graph[str] = networkx.Graph()
    links.add_nodes_from(row.person for row in rows)
    links.add_edges_from(
        (row.person, parent) for row in rows for parent in row.parents if parent is not None
    )
    reached = networkx.node_connected_component(links, target.person)
    for row in rows:
        if row.person not in reached:
            lost.note("apart", row.person)


def _told(lost: Lost) -> Iterator[Dropped]:
    for kind, (of, phrase) in WORDS.items():
        if people := lost.people.get(kind):
            told = say(phrase, number=len(people), people=listed(people))
            yield Dropped(told, of, tuple(people))


WORDS = {
    "unborn": (
        "outcome",
        marked("Left out of CanRisk: pregnancies ({number}: {people})"),
    ),
    "sex": ("sex", marked("Left out of CanRisk, which needs a sex ({number}: {people})")),
    "role": (
        "sex",
        marked("Sex in CanRisk as father or mother ({number}: {people})"),
    ),
    "parents": (
        "father",
        marked("An unknown second parent was added for CanRisk ({number}: {people})"),
    ),
    "twin parents": (
        "father",
        marked("Parents in CanRisk as those of the identical twin ({number}: {people})"),
    ),
    "birthday": ("birth", marked("Not in CanRisk: day and month of birth ({number}: {people})")),
    "year": (
        "birth",
        marked("Not in CanRisk: years of birth before 1850 ({number}: {people})"),
    ),
    "age": ("birth", marked("Not in CanRisk: ages past 125 ({number}: {people})")),
    "conditions": (
        "conditions",
        marked("Not in CanRisk: conditions without a column there ({number}: {people})"),
    ),
    "twins": (
        "twin_of",
        marked("Not in CanRisk: twins who are not an identical pair ({number}: {people})"),
    ),
    "notes": ("note", marked("Not in CanRisk: notes ({number}: {people})")),
    "target": ("proband", marked("CanRisk asks for a target: no proband ({number}: {people})")),
    "age of target": (
        "",
        marked("CanRisk asks for year of birth and age of the target ({number}: {people})"),
    ),
    "apart": (
        "",
        marked("CanRisk asks for relatives connected with the target ({number}: {people})"),
    ),
}
"""For each kind of loss the field it concerns, and what is said."""


def _told_names(
    families: Sequence[tuple[str, str]], people: Sequence[tuple[str, str, str]], *, several: bool
) -> Iterator[Dropped]:
    """Yield the table of names, whole: without it nobody can find the people again."""
    table = [f"{one} → {name}" for one, name in families]
    table += [
        f"{family}: {one} → {name}" if several else f"{one} → {name}"
        for family, one, name in people
    ]
    if table:
        told = say("Other ids in CanRisk: {table}", table="; ".join(table))
        ids = (*(one for one, _ in families), *(one for _, one, _ in people))
        yield Dropped(told, "id", ids)
