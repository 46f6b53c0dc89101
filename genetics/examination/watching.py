"""Goes through a file line by line and counts what a check tells of it; stops at nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from genetics.examination.kinship import Kinship
from genetics.genotypes import copies_of
from genetics.kin.mendel import copies_called
from genetics.readers.header import Header, plain_chromosome
from genetics.readers.numbers import Unreliable, is_whole_number, shortened
from genetics.readers.records import last_base
from genetics.readers.territory import Territory

# Fields and no-calls are counted in so many records from the first on, then in every hundredth:
# our own choice, so that a whole genome is quick to check.
LOOKED_AT_FIRST = 10_000
THEN_EVERY = 100

GENOTYPE_FIELDS = ("GT", "AD", "DP", "GQ", "PS")
_ANY_ALLELE = frozenset({".", "<NON_REF>", "<*>", "<X>"})
_STRUCTURAL = re.compile(r"(?:^|;)SV(?:TYPE|LEN)=")
_FEW = 5


@dataclass(frozen=True, slots=True)
class OurRecord:
    """A record in the stretch of one of our genes, as far as a check needs it."""

    chrom: str
    pos: int
    end: int
    ref: str
    info: str


@dataclass(slots=True)
class Watched:
    """What was counted. `looked_at` records were looked at field by field."""

    header: Header
    records: int = 0
    contigs: Counter[str] = field(default_factory=Counter)
    filters: Counter[str] = field(default_factory=Counter)
    misshapen: int = 0
    first_misshapen: list[tuple[int, str]] = field(default_factory=list)
    out_of_order: int | None = None
    blocks: int = 0
    sites: int = 0
    looked_at: int = 0
    genotypes: int = 0
    fields_in_records: Counter[str] = field(default_factory=Counter)
    fields_in_genotypes: Counter[str] = field(default_factory=Counter)
    not_called: Counter[str] = field(default_factory=Counter)
    undeclared: dict[str, None] = field(default_factory=dict)
    ours: list[OurRecord] = field(default_factory=list)
    no_line_end: bool = False


@dataclass(slots=True)
class _Place:
    """Where the reading stands, to tell whether the records are in order."""

    contig: str = ""
    position: int = 0
    finished: set[str] = field(default_factory=set)

    def is_in_order(self, contig: str, position: int) -> bool:
        if contig != self.contig:
            self.finished.add(self.contig)
            self.contig, self.position = contig, position
            return contig not in self.finished
        before, self.position = self.position, position
        return position >= before


def watch(lines: Iterable[bytes], watched: Watched, territory: Territory, kin: Kinship) -> None:
    """Go through the records; `lines` begin behind the header. Raises what reading them raises."""
    columns = watched.header.columns
    place = _Place()
    for number, raw in enumerate(lines, start=len(watched.header.lines) + 1):
        watched.no_line_end = not raw.endswith(b"\n")
        line = raw.rstrip(b"\r\n").decode("utf-8", "replace")
        if not line:
            continue
        cells = line.split("\t")
        why = _why_misshapen(cells, columns)
        if why:
            watched.misshapen += 1
            if len(watched.first_misshapen) < _FEW:
                watched.first_misshapen.append((number, why))
            continue
        if not place.is_in_order(cells[0], int(cells[1])) and watched.out_of_order is None:
            watched.out_of_order = number
        _see(cells, watched, territory, kin)


def _why_misshapen(cells: list[str], columns: int) -> str:
    if cells[0].startswith("#"):
        return "a header stands among the records"
    if len(cells) != columns:
        return f"{len(cells)} columns, the header has {columns}"
    if not is_whole_number(cells[1]):
        return f"POS {shortened(cells[1])} is not a position"
    try:
        last_base(int(cells[1]), cells[3], cells[4], cells[7])
    except Unreliable as error:
        return str(error)
    return ""


def _see(cells: list[str], watched: Watched, territory: Territory, kin: Kinship) -> None:
    contig, position, _, ref, alt, _, filters, info = cells[:8]
    chrom, pos = plain_chromosome(contig), int(position)
    watched.records += 1
    watched.contigs[contig] += 1
    watched.filters[filters] += 1
    if (alt in _ANY_ALLELE) and not _STRUCTURAL.search(info):
        if "END=" in info and last_base(pos, ref, alt, info) > pos + len(ref) - 1:
            watched.blocks += 1
        else:
            watched.sites += 1
    if chrom in territory.stretches:
        end = last_base(pos, ref, alt, info)
        if territory.touches(chrom, pos, end):
            watched.ours.append(OurRecord(chrom, pos, end, ref, info))
    keys = cells[8].split(":") if len(cells) > 9 else []
    if watched.records <= LOOKED_AT_FIRST or watched.records % THEN_EVERY == 0:
        _look_closely(cells, keys, info, watched)
    if keys and keys[0] == "GT" and kin.people:
        alts = [] if alt == "." else alt.split(",")
        depth = keys.index("DP") if "DP" in keys else 0
        called = {
            sample: () if depth and _no_reads(cell, depth) else copies_called(_gt(cell), alts)
            for sample, cell in ((one, cells[column]) for one, column in kin.people.items())
        }
        kin.see(chrom, pos, ref, alts, passed=filters in {"PASS", "."}, called=called)


def _gt(cell: str) -> str:
    return cell.partition(":")[0]


def _no_reads(cell: str, depth: int) -> bool:
    values = cell.split(":", depth + 1)
    return len(values) > depth and values[depth] == "0"


def _look_closely(cells: list[str], keys: list[str], info: str, watched: Watched) -> None:
    header = watched.header
    watched.looked_at += 1
    for key in keys:
        if key not in header.formats:
            watched.undeclared[f"FORMAT {key}"] = None
    if info != ".":
        for part in info.split(";"):
            key = part.partition("=")[0]
            if key and key not in header.info:
                watched.undeclared[f"INFO {key}"] = None
    places = {key: keys.index(key) for key in GENOTYPE_FIELDS if key in keys}
    watched.fields_in_records.update(places.keys())
    for sample, cell in zip(header.samples, cells[9:], strict=True):
        watched.genotypes += 1
        values = cell.split(":")
        for key, at in places.items():
            if at < len(values) and values[at].strip(".,") and not _is_no_call(key, values[at]):
                watched.fields_in_genotypes[key] += 1
        if "GT" not in places or not _is_called(values[places["GT"]]):
            watched.not_called[sample] += 1


def _is_no_call(key: str, value: str) -> bool:
    return key == "GT" and not _is_called(value)


def _is_called(text: str) -> bool:
    copies = copies_of(text)
    return bool(copies) and None not in (copies or ())


def genes_of(
    watched: Watched, bounds: Mapping[str, tuple[str, int, int]]
) -> dict[str, list[OurRecord]]:
    """Return the records that touch each gene; `bounds` are chromosome, first and last base."""
    return {
        gene: [
            record
            for record in watched.ours
            if record.chrom == chrom and record.pos <= end and start <= record.end
        ]
        for gene, (chrom, start, end) in bounds.items()
    }
