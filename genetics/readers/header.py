"""What the header of a VCF says: samples, contigs, and the fields that it declares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from genetics.errors import InputRejected, Mistake

COLUMNS = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT")
_FIXED = len(COLUMNS)

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
    """Return the chromosome's name without "chr": ``chrX`` and ``X`` are both ``X``."""
    return contig[3:] if contig[:3].lower() == "chr" else contig


def _structured(line: str) -> tuple[str, dict[str, str]] | None:
    match = _STRUCTURED.match(line)
    if match is None:
        return None
    fields = {key: value.strip('"') for key, value in _FIELD.findall(match[2])}
    return match[1], fields


def _fields(
    declared: Sequence[tuple[str, dict[str, str]]], wanted: str
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
    return int(stated) if stated.isdecimal() else None


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
    _require_distinct(file, number, samples)
    return samples


def _require_distinct(file: str, number: int, samples: Sequence[str]) -> None:
    if any(not sample.strip() for sample in samples):
        what, remedy = "a sample has no name", "give each sample column a name"
        raise InputRejected(Mistake(what, remedy, file, number))
    twice = [sample for sample, times in Counter(samples).items() if times > 1]
    if twice:
        what = f"sample {', '.join(twice)} stands in more than one column"
        raise InputRejected(Mistake(what, "give each sample a name of its own", file, number))
