"""What the header of a VCF says: samples, contigs, and the fields that it declares."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from genetics.errors import InputRejected, Mistake
from genetics.readers.numbers import is_whole_number

COLUMNS = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT")
_FIXED = len(COLUMNS)

_CHROMOSOMES = frozenset({*map(str, range(1, 23)), "X", "Y"})
_ACCESSION = re.compile(r"(NC_|CM)(\d{6})(?:\.\d+)?", re.IGNORECASE)
_BEFORE_GENBANK = 662

_STRUCTURED = re.compile(r"##(\w+)=<(.*)>$")
_FIELD = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*"|[^,]*)(?:,|$)')


@dataclass(frozen=True, slots=True)
class DeclaredField:
    """One declared INFO or FORMAT field: how many values of which type it holds."""

    id: str
    number: str
    type: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The header: its lines as written, samples in file order, contigs, declared fields.

    `contigs` maps each declared contig to its length, None where none is stated.
    """

    lines: tuple[str, ...]
    samples: tuple[str, ...]
    contigs: Mapping[str, int | None]
    info: Mapping[str, DeclaredField]
    formats: Mapping[str, DeclaredField]

    @property
    def columns(self) -> int:
        """Return how many columns each record must have: as many as are named."""
        return self.lines[-1].count("\t") + 1


def parse_header(file: str, lines: Sequence[str]) -> Header:
    """Read the header lines, the line of column names last; one without samples has sites only."""
    if not lines or not lines[-1].startswith("#CHROM"):
        what = "the header has no line of column names (#CHROM POS ID …)"
        remedy = "make the file again, the header was lost or cut short"
        raise InputRejected(Mistake(what, remedy, file, len(lines) or None))
    declared = [fields for line in lines if (fields := _structured(line))]
    return Header(
        lines=tuple(lines),
        samples=_samples(file, len(lines), lines[-1]),
        contigs={
            fields["ID"]: _length(fields)
            for kind, fields in declared
            if kind == "contig" and "ID" in fields
        },
        info=_fields(declared, "INFO"),
        formats=_fields(declared, "FORMAT"),
    )


def plain_chromosome(contig: str) -> str:
    """Return the chromosome's name without "chr": ``chrX``, ``X`` and ``chrx`` are all ``X``."""
    name = contig[3:] if contig[:3].lower() == "chr" else contig
    return name.upper() if name in {"x", "y"} else name


def resembled_chromosome(contig: str) -> str:
    """Return the human chromosome that a name not read here may mean, "" where it is none.

    - signs about the name: ``chr:X``, ``chr_X``, ``<X``;
    - leading zeros: ``chr03``; numbers for X and Y: ``23``, ``24``;
    - accessions: RefSeq ``NC_000023.11``, GenBank ``CM000685.2`` (CM000663 is chromosome 1).
    """
    if match := _ACCESSION.fullmatch(contig):
        number = int(match[2]) - (_BEFORE_GENBANK if match[1].upper() == "CM" else 0)
        name = str(number)
    else:
        name = plain_chromosome(re.sub(r"[^0-9A-Za-z]", "", contig)).upper().lstrip("0")
    name = {"23": "X", "24": "Y"}.get(name, name)
    return name if name in _CHROMOSOMES and name != plain_chromosome(contig) else ""


@lru_cache(maxsize=4096)
def _structured(line: str) -> tuple[str, Mapping[str, str]] | None:
    """Return what a line declares; the files of a batch have nearly all their lines in common."""
    match = _STRUCTURED.match(line)
    if match is None:
        return None
    fields = {key: value.strip('"') for key, value in _FIELD.findall(match[2])}
    return match[1], fields


def _fields(
    declared: Sequence[tuple[str, Mapping[str, str]]], wanted: str
) -> dict[str, DeclaredField]:
    return {
        fields["ID"]: DeclaredField(
            fields["ID"],
            fields.get("Number", "."),
            fields.get("Type", "String"),
            fields.get("Description", ""),
        )
        for kind, fields in declared
        if kind == wanted and "ID" in fields
    }


def _length(fields: Mapping[str, str]) -> int | None:
    stated = fields.get("length", "")
    return int(stated) if is_whole_number(stated) else None


def _samples(file: str, number: int, line: str) -> tuple[str, ...]:
    columns = line.split("\t")
    if len(columns) == 1 and len(line.split()) > 1:
        what, remedy = "the columns are parted by spaces", "part them by tabs"
        raise InputRejected(Mistake(what, remedy, file, number))
    fixed = tuple(columns[:_FIXED])
    if fixed not in {COLUMNS, COLUMNS[:-1]}:
        what = f"the column names are {' '.join(fixed)}"
        raise InputRejected(Mistake(what, f"name them {' '.join(COLUMNS)}", file, number))
    samples = tuple(columns[_FIXED:])
    _require_good_names(file, number, samples)
    return samples


def _require_good_names(file: str, number: int, samples: Sequence[str]) -> None:
    if any(not sample.strip() for sample in samples):
        what, remedy = "a sample has no name", "give each sample column a name"
        raise InputRejected(Mistake(what, remedy, file, number))
    for sample in samples:
        if "\ufffd" in sample:
            what = f"the name of sample {sample!r} is not in UTF-8"
            remedy = "rename it in letters of UTF-8, with `bcftools reheader -s`"
            raise InputRejected(Mistake(what, remedy, file, number))
        if any(unicodedata.category(sign) == "Cc" for sign in sample):
            what = f"the name of sample {sample!r} holds a control character"
            remedy = "rename it, with `bcftools reheader -s`"
            raise InputRejected(Mistake(what, remedy, file, number))
    twice = [sample for sample, times in Counter(samples).items() if times > 1]
    if twice:
        what = f"sample {', '.join(twice)} stands in more than one column"
        raise InputRejected(Mistake(what, "give each sample a name of its own", file, number))
