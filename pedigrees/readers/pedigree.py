"""Reads a pedigree file of any kind we know: what it is, is seen from what stands in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from genetics.errors import InputRejected, cannot_read
from pedigrees.readers.canrisk import read_canrisk
from pedigrees.readers.codes import SEXES
from pedigrees.readers.ga4gh import read_ga4gh
from pedigrees.readers.own_json import read_own_json
from pedigrees.readers.ped import COLUMNS as PED_COLUMNS
from pedigrees.readers.ped import read_ped
from pedigrees.readers.pedigree_file import PedigreeFile
from pedigrees.readers.pedigree_text import pedigree_text
from pedigrees.readers.table import column_names, delimiter_of, read_table
from pedigrees.readers.table_columns import COLUMNS


def read_pedigree(path: str | Path, *, family: str | None = None, name: str = "") -> PedigreeFile:
    """Read a pedigree file, plain or packed by gzip. Raises InputRejected with all mistakes.

    What a file is, is told by its first line; the ending of its name (before ``.gz``) counts
    only where the line leaves it open. The formats stand in `READERS`, tried in their order.
    With `family` only that family is read. A file that is none of them is refused, and what
    it seems to be (GEDCOM, HTML, VCF, a case file ...) is said.
    """
    shown = name or str(path)
    text = pedigree_text(path, shown)
    start = _start_of(text, Path(path))
    beginnings = tuple(line.lstrip().lower() for line in (start.first, start.uncommented))
    for beginning, what, remedy in OTHER_FILES:
        if any(line.startswith(beginning) for line in beginnings):
            raise _not_ours(shown, what, remedy)
    for reader in READERS:
        if reader.reads(start):
            return reader.read(text, family, shown)
    raise _not_ours(shown, "its first line is none of these", "")


@dataclass(frozen=True, slots=True)
class Start:
    """How a file begins.

    `first` is its first line that is not empty, `uncommented` the first that is no comment
    (#), `ending` that of its name, without ``.gz``; `text` is the whole of it.
    """

    first: str
    uncommented: str
    ending: str
    text: str


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name, what its files look like, and what reads the text of one."""

    format: str
    reads: Callable[[Start], bool]
    read: Callable[[str, str | None, str], PedigreeFile]


def _start_of(text: str, path: Path) -> Start:
    lines = [line for line in text.split("\n") if line.strip()]
    first = lines[0] if lines else ""
    uncommented = next((line for line in lines if not line.lstrip().startswith("#")), "")
    ends = [end.lower() for end in path.suffixes if end.lower() != ".gz"]
    return Start(first, uncommented, ends[-1] if ends else "", text)


def _is_own_json(start: Start) -> bool:
    return start.first.lstrip().startswith("{") and '"sideroscreen-pedigree/' in start.text


def _is_other_json(start: Start) -> bool:
    """Whether it is JSON that is not ours; a list, and an object of anything, is refused there."""
    return start.first.lstrip().startswith(("{", "["))


def _is_canrisk(start: Start) -> bool:
    return start.first.lstrip("# ").lower().startswith(("canrisk", "boadicea"))


def _is_table(start: Start) -> bool:
    """Whether the first line names columns that a PED file has not, or divides them otherwise.

    A line that names the six columns of a PED file in their order, and unknown ones behind
    them, begins a PED file: programs add columns of their own, which are not read there.
    """
    line = start.first if column_names(start.first) else start.uncommented
    named = column_names(line)
    if not named:
        return False
    as_ped = len(named) >= len(PED_COLUMNS) and named[: len(PED_COLUMNS)] == PED_ORDER
    extra = named[len(PED_COLUMNS) :]
    return not as_ped or delimiter_of(line) != "\t" or (bool(extra) and set(extra) <= set(COLUMNS))


def _is_ped(start: Start) -> bool:
    """Whether a line has six columns with a code for sex in the fifth, or the name says so.

    Also where it divides them otherwise, or quotes them: the reader says how to mend that.
    """
    return start.ending in (".ped", ".fam") or any(
        len(columns) >= len(PED_COLUMNS)
        and columns[4].strip(" \"'").lower() in (*SEXES, "sex", "gender")
        for columns in map(start.uncommented.split, ("\t", None, ",", ";"))
    )


def _read_own(text: str, family: str | None, shown: str) -> PedigreeFile:
    return read_own_json(io.StringIO(text), family=family, name=shown)


def _read_ga4gh(text: str, family: str | None, shown: str) -> PedigreeFile:
    return read_ga4gh(io.StringIO(text), family=family, name=shown)


def _read_canrisk(text: str, family: str | None, shown: str) -> PedigreeFile:
    return read_canrisk(io.StringIO(text), family=family, name=shown)


def _read_table(text: str, family: str | None, shown: str) -> PedigreeFile:
    return read_table(io.StringIO(text), family=family, name=shown)


def _read_ped(text: str, family: str | None, shown: str) -> PedigreeFile:
    return read_ped(io.StringIO(text), family=family, name=shown)


READERS = (
    Reader("the JSON of this program", _is_own_json, _read_own),
    Reader("JSON of GA4GH (pedigree, phenopacket Family)", _is_other_json, _read_ga4gh),
    Reader("CanRisk or BOADICEA", _is_canrisk, _read_canrisk),
    Reader("a table (CSV, TSV) with named columns", _is_table, _read_table),
    Reader("PED or FAM", _is_ped, _read_ped),
)

PED_ORDER = ("family", "id", "father", "mother", "sex", "affected")

OTHER_FILES = (
    ("0 head", "it is a GEDCOM file", "export it as a table (CSV)"),
    ("<?xml", "it is XML", "export it as CSV, PED or CanRisk"),
    ("<svg", "it is a picture (SVG)", "name the file that it was drawn from"),
    ("<", "it is HTML", "save the data of the page, not the page"),
    ("##fileformat=vcf", "it is a VCF", "name the pedigree, not the genotypes"),
    ("schema =", "it is a case file", "name it where a case file is asked for (.toml)"),
)


def _not_ours(shown: str, why: str, remedy: str) -> InputRejected:
    formats = ", ".join(reader.format for reader in READERS)
    what = f"is not a pedigree file that is read here ({why})"
    known = f"these are: {formats}"
    return cannot_read(shown, what, f"{remedy}; {known}" if remedy else known)
