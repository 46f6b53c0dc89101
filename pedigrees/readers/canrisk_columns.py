"""The columns of CanRisk and BOADICEA files, version by version, and which codes stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from genetics.errors import Mistake
from genetics.inheritance import Sex

PEOPLE = (
    "FamID",
    "Name",
    "Target",
    "IndivID",
    "FathID",
    "MothID",
    "Sex",
    "MZtwin",
    "Dead",
    "Age",
    "Yob",
)
"""The first columns of every version."""

CANCERS = (
    "breast cancer",
    "contralateral breast cancer",
    "ovarian cancer",
    "prostate cancer",
    "pancreatic cancer",
)
"""What the next five columns (BC1, BC2, OC, PRO, PAN) stand for."""

PATHOLOGY = "ER:PR:HER2:CK14:CK56"


@dataclass(frozen=True, slots=True)
class Layout:
    """A version: its name, its columns of cancers, and those behind the ancestry (Ashkn)."""

    name: str
    cancers: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def fixed(self) -> tuple[str, ...]:
        """The columns before those of tests: their names are the same in every file."""
        return (*PEOPLE, *self.cancers, "Ashkn")

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns in their order."""
        return (*self.fixed, *self.tests)


_OLD_GENES = ("BRCA1", "BRCA2", "PALB2", "ATM", "CHEK2")
_LATER_GENES = ("RAD51D", "RAD51C", "BRIP1")
_CANCERS = ("BC1", "BC2", "OC", "PRO", "PAN")


def _canrisk(version: int, *genes: str) -> Layout:
    return Layout(f"CanRisk {version}", _CANCERS, (*genes, PATHOLOGY))


BOADICEA_4 = Layout(
    "BOADICEA 4",
    ("1stBrCa", "2ndBrCa", "OvCa", "ProCa", "PanCa"),
    (*(gene + part for gene in _OLD_GENES for part in "tr"), *PATHOLOGY.split(":")),
)
CANRISK_4 = _canrisk(4, *_OLD_GENES, "BARD1", *_LATER_GENES, "HOXB13")
LAYOUTS = (
    BOADICEA_4,
    _canrisk(1, *_OLD_GENES, *_LATER_GENES),
    _canrisk(2, *_OLD_GENES, "BARD1", *_LATER_GENES),
    _canrisk(3, *_OLD_GENES, "BARD1", *_LATER_GENES),
    CANRISK_4,
)
"""The versions that are read. Columns: files of CCGE-BOADICEA/bws, bws/tests/data."""

SEXES = {"M": Sex.MALE, "F": Sex.FEMALE, "U": Sex.UNKNOWN}
YES_OR_NO = {"0": False, "1": True}
TWIN_CODES = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "A")
"""A code for each pair of identical twins (CCGE-BOADICEA/bws, settings, UNIQUE_TWIN_IDS)."""
UNKNOWN_AGE = "AU"
"""Affected, age not known, in a column of cancers (CCGE-BOADICEA/bws, bws/cancer.py)."""
OLDEST = 125
"""The highest age that CanRisk takes (CCGE-BOADICEA/bws, settings, MAX_AGE)."""
YEARS = range(1850, 2100)
"""Years of birth (CCGE-BOADICEA/bws, settings, MIN_YEAR_OF_BIRTH; consts, years 17.. to 20..)."""


def layout_of(line: str) -> Layout | Mistake | None:
    """Return the version that a line names, a mistake for one we do not know, else None."""
    found = _VERSION.match(line.strip())
    if found is None:
        return None
    name = f"{'CanRisk' if found['canrisk'] else 'BOADICEA'} {found['number']}"
    known = {layout.name: layout for layout in LAYOUTS}
    if name in known and not found["part"].strip(".0"):
        return known[name]
    what = f"version {found['number']}{found['part']} of {name.split()[0]} is not read here"
    return Mistake(what, f"export it as one of these: {', '.join(known)}")


_VERSION = re.compile(
    r"(?:(?P<canrisk>##\s*CanRisk)|BOADICEA\s+import\s+pedigree\s+file\s+format)"
    r"\s+(?P<number>\d+)(?P<part>\S*)$",
    re.IGNORECASE,
)


def faults_of_names(names: Sequence[str], layout: Layout) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a line that names the columns, and the remedy.

    The columns before those of tests have fixed names and places. Those of tests are
    called as the file calls them, whichever genes they name.
    """
    if len(names) != len(layout.columns):
        what = f"{len(names)} columns are named and {layout.name} has {len(layout.columns)}"
        yield what, f"name these: {' '.join(layout.columns)}"
        return
    for number, (name, usual) in enumerate(zip(names, layout.fixed, strict=False), start=1):
        if name.lower() != usual.lower():
            yield f'column {number} is called "{name}" instead of {usual}', "correct the name"


@dataclass(frozen=True, slots=True)
class TestResult:
    """A cell of a test: what was tested, in words or as a gene, and the code of the result."""

    tested: str
    code: str


def test_results(layout: Layout, names: Sequence[str], cells: Sequence[str]) -> list[TestResult]:
    """Return the tests of one person, in the form of CanRisk (type:result) in every version."""
    first = len(layout.fixed)
    named = list(zip(names[first:], cells[first:], strict=True))
    if layout is not BOADICEA_4:
        return [TestResult(name, code) for name, code in named]
    genes, pathology = named[:-5], named[-5:]
    pairs = zip(genes[::2], genes[1::2], strict=True)
    results = [TestResult(kind[0][:-1], f"{kind[1]}:{result[1]}") for kind, result in pairs]
    return [*results, TestResult(PATHOLOGY, ":".join(code for _, code in pathology))]


def fault_of_result(result: TestResult) -> tuple[str, str] | None:
    """Return what is wrong with the code of a result and the remedy, None for nothing.

    A gene: type S (mutation search) or T (direct test), result N (nothing found) or P
    (found), in HOXB13 also HET and HOM; 0:0 not tested. Pathology: five times N, P or 0
    (CCGE-BOADICEA/bws, bws/cancer.py).
    """
    if result.tested == PATHOLOGY:
        if re.fullmatch(r"[0NP](?::[0NP]){4}", result.code):
            return None
        return (
            f'"{result.code}" is no result of {PATHOLOGY}',
            "write five times N, P or 0",
        )
    found = "P|HET|HOM" if result.tested.upper() == "HOXB13" else "P"
    if re.fullmatch(rf"0:0|[ST]:(?:N|{found})", result.code):
        return None
    what = f'"{result.code}" is no result of {result.tested}'
    return what, "write S:N, S:P, T:N or T:P, and 0:0 for not tested"
