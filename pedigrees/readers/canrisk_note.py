"""What a CanRisk file tells and a person here has no field for: kept in the note, found again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pedigrees.readers.canrisk_columns import CANRISK_4, OLDEST, TestResult, fault_of_result

MARK = "CanRisk: "
BETWEEN = "; "


@dataclass(slots=True)
class Kept:
    """What a note keeps of a CanRisk file.

    `ages` by whether they are those at death, `tests` by their column, `factors` as
    name=value; `rest` whether the note says anything else.
    """

    ages: dict[bool, int] = field(default_factory=dict)
    ancestry: bool = False
    tests: dict[str, str] = field(default_factory=dict)
    factors: list[str] = field(default_factory=list)
    rest: bool = False


def as_note(kept: Sequence[str]) -> str:
    """Return what is kept of a person, in the codes of CanRisk, as one note."""
    return MARK + BETWEEN.join(kept) if kept else ""


def age_in_words(age: int, *, dead: bool) -> str:
    """Return an age as it stands in a note."""
    return f"age {age} at {_WHEN[dead]}"


ANCESTRY = "Ashkn 1"


def kept_in(note: str) -> Kept:
    """Return what a note keeps; somebody may have written more behind it, or have changed it."""
    kept = Kept(rest=bool(note) and not note.startswith(MARK))
    for part in note.removeprefix(MARK).split(BETWEEN) if note.startswith(MARK) else ():
        _read(part, kept)
    return kept


_WHEN = {True: "death", False: "last follow-up"}


def _read(part: str, kept: Kept) -> None:
    age = re.fullmatch(r"age ([0-9]{1,3}) at (death|last follow-up)", part)
    tested, _, code = part.partition(" ")
    if age is not None and 0 < int(age[1]) <= OLDEST:
        kept.ages[age[2] == _WHEN[True]] = int(age[1])
    elif part == ANCESTRY:
        kept.ancestry = True
    elif tested in CANRISK_4.tests and fault_of_result(TestResult(tested, code)) is None:
        kept.tests[tested] = code
    elif re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*=[^\t\r\n]+", part):
        kept.factors.append(part)
    else:
        kept.rest = True
