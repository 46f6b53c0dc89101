"""Reads one person's line of a CanRisk file, and says what cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from genetics.errors import Mistake
from genetics.inheritance import Sex
from pedigrees.people import Birth, Condition, Person
from pedigrees.readers.canrisk_columns import (
    CANCERS,
    OLDEST,
    SEXES,
    TWIN_CODES,
    UNKNOWN_AGE,
    YEARS,
    YES_OR_NO,
    Layout,
    fault_of_result,
    test_results,
)
from pedigrees.readers.canrisk_note import ANCESTRY, age_in_words, as_note

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: whose, with what is not kept of it.

    `factors` are the lines of risk factors before it, where it is the first of a family.
    """

    line: int
    family: str
    person: Person
    target: bool
    twins: str
    named: bool
    age: int
    tested: tuple[str, ...]
    factors: tuple[str, ...]


@dataclass(slots=True)
class Cells:
    """The cells of one line, and what is wrong with them."""

    number: int
    layout: Layout
    names: Sequence[str]
    cells: Sequence[str]
    mistakes: list[Mistake] = field(default_factory=list)

    def read(self, factors: tuple[str, ...]) -> Row:
        """Return the row; where a code is wrong, as if nothing stood there."""
        self._check_ids()
        dead = self._one_of("Dead", YES_OR_NO, False)
        age, year = self._number("Age", range(OLDEST + 1)), self._number("Yob", YEARS)
        sex = self._one_of("Sex", SEXES, Sex.UNKNOWN)
        tested = tuple(self._tests())
        ancestry = (ANCESTRY,) if self._one_of("Ashkn", YES_OR_NO, False) else ()
        kept = (*self._age_in_words(age, dead, year), *ancestry, *tested)
        person = Person(
            self["IndivID"],
            sex,
            None if self["FathID"] == "0" else self["FathID"],
            None if self["MothID"] == "0" else self["MothID"],
            birth=Birth(year or None),
            alive=not dead,
            conditions=tuple(self._cancers(sex, age)),
            note=as_note(kept),
        )
        return Row(
            self.number,
            self["FamID"],
            person,
            self._one_of("Target", YES_OR_NO, False),
            self._one_of("MZtwin", {code: code for code in ("0", *TWIN_CODES)}, "0"),
            self["Name"] not in ("", "0", "NA", self["IndivID"]),
            age,
            tested,
            factors,
        )

    def __getitem__(self, column: str) -> str:
        return self.cells[self.layout.columns.index(column)]

    def _wrong(self, what: str, remedy: str) -> None:
        person = self["IndivID"] or "nobody"
        self.mistakes.append(Mistake(what, remedy, line=self.number, place=person))

    def _check_ids(self) -> None:
        if not self["FamID"]:
            self._wrong("the family has no id (FamID)", "write one")
        if not self["IndivID"].strip("0"):
            self._wrong(f'"{self["IndivID"]}" cannot be the id of a person', "write another one")
        parents = (self["FathID"], self["MothID"])
        if "" in parents or parents.count("0") == 1:
            what = f"one parent alone is written (FathID {parents[0]}, MothID {parents[1]})"
            self._wrong(what, "CanRisk takes both or none: enter the other as a person, or 0 and 0")

    def _one_of(self, column: str, codes: Mapping[str, T], otherwise: T) -> T:
        if self[column] not in codes:
            allowed = ", ".join(codes)
            self._wrong(f'{column} is "{self[column]}"', f"write one of these: {allowed}")
        return codes.get(self[column], otherwise)

    def _number(self, column: str, allowed: range) -> int:
        """Return a whole number, 0 for not known or where it is none."""
        digits = re.fullmatch(r"[0-9]{1,4}", self[column])
        value = int(self[column]) if digits else -1
        if value != 0 and value not in allowed:
            remedy = f"write 0 for not known, or {max(allowed[0], 1)} to {allowed[-1]}"
            self._wrong(f'{column} is "{self[column]}"', remedy)
            return 0
        return value

    def _cancers(self, sex: Sex, age: int) -> Iterator[Condition]:
        """Yield the cancers; see `read_canrisk` for what cannot be."""
        found: dict[str, int] = {}
        for name, column in zip(CANCERS, self.layout.cancers, strict=True):
            unknown = self[column] == UNKNOWN_AGE
            at = 0 if unknown else self._number(column, range(OLDEST + 1))
            if not (unknown or at):
                continue
            found[name] = at
            yield Condition(name, at or None)
            if age and at > age:
                what = f"{name} at {at}, past the age of {age} at the last follow-up or death"
                self._wrong(what, f"correct {column} or Age")
            impossible = {Sex.MALE: "ovarian cancer", Sex.FEMALE: "prostate cancer"}.get(sex)
            if name == impossible:
                self._wrong(f"{name} and sex {self['Sex']}", f"correct {column} or Sex")
        second, first = found.get(CANCERS[1]), found.get(CANCERS[0])
        if second is not None and (first is None or 0 < second < first):
            what = "a second breast cancer without, or before, the first one"
            self._wrong(what, "correct the two ages")

    def _tests(self) -> Iterator[str]:
        """Yield the tests that were done, as they are coded."""
        for result in test_results(self.layout, self.names, self.cells):
            if fault := fault_of_result(result):
                self._wrong(*fault)
            elif result.code.strip("0:"):
                yield f"{result.tested} {result.code}"

    @staticmethod
    def _age_in_words(age: int, dead: bool, year: int) -> Iterator[str]:
        """Yield the age where the year of birth does not tell it."""
        if age and dead:
            yield age_in_words(age, dead=True)
        elif age and not year:
            yield age_in_words(age, dead=False)
