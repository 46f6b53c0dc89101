"""Reads a VCF or BCF by the way that fits it, and hands over the records of our genes."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from genetics.errors import InputRejected, Mistake
from genetics.messages import Message, Severity
from genetics.phrases import marked, say
from genetics.readers.binary import bcf_header_lines, binary, open_bcf
from genetics.readers.chunks import Chunks
from genetics.readers.departures import Departures
from genetics.readers.header import Header, parse_header, resembled_chromosome
from genetics.readers.heads import headed
from genetics.readers.index import IndexCheck, check_index, damaged
from genetics.readers.indexed import IndexDamaged, indexed
from genetics.readers.records import Layout, Line, Record, layout_of, record_of, where
from genetics.readers.second_reading import SecondReading
from genetics.readers.sieve import sifted
from genetics.readers.sources import Source, Wrapping, lines_of, open_source
from genetics.readers.streamed import Tally, header_lines
from genetics.readers.territory import Territory

SITES_ONLY = marked("the file has no samples (sites only): it says nothing of anybody")
NO_RECORDS = marked("the file holds no record")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The samples to read (None: all), and those whose reference genotypes are read whole.

    `trust_sorted`: whether the file may be taken as sorted, as far as its block heads are.
    """

    samples: Sequence[str] | None = None
    in_full: frozenset[str] = frozenset()
    trust_sorted: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one file: header, records that touch the territory, and the tally.

    `chromosomes` are those on which the file holds records, as far as was looked at.
    """

    file: str
    how: str
    header: Header
    samples: tuple[str, ...]
    records: tuple[Record, ...]
    records_read: int
    chromosomes: frozenset[str]
    warnings: tuple[str, ...]

    def named_otherwise(self, chromosome: str) -> str:
        """Return the name in the file that may mean a chromosome it has no record of, or ""."""
        alike = (one for one in self.chromosomes if resembled_chromosome(one) == chromosome)
        return "" if chromosome in self.chromosomes else min(alike, default="")


def read_vcf(
    vcf: str | Path,
    territory: Territory,
    samples: Sequence[str] | None = None,
    in_full: Collection[str] = (),
    *,
    trust_sorted: bool = False,
) -> Reading:
    """Read the records of one file that touch the territory, for these samples (None: all).

    Those `in_full` that the file holds are read as well, their reference genotypes whole.

    The ways in, and when each is taken:

    - a BGZF text file with an index that can be relied on: by the index;
    - a BGZF text file without one, or a text file that is not packed, if it may be taken as
      sorted (`trust_sorted`): only the blocks about the genes, after a look at the head of every
      block, with what cannot have been seen; else all of it, with the reason;
    - any other text file, packed or not, and standard input: from first line to last;
    - a BCF: by its index if there is one that can be relied on, else all of it.
    """
    wanted = Wanted(samples, frozenset(in_full), trust_sorted)
    with open_source(vcf) as source:
        if source.wrapping is Wrapping.BCF:
            return _read_bcf(source, territory, wanted)
        return _read_text(source, territory, wanted)


def read_header(vcf: str | Path) -> Header:
    """Read only the header of a VCF or BCF: its samples, contigs and declared fields."""
    with open_source(vcf) as source:
        if source.wrapping is Wrapping.BCF:
            with open_bcf(source, None) as bcf:
                return parse_header(source.name, bcf_header_lines(bcf))
        return parse_header(source.name, header_lines(source.name, lines_of(source)))


def _read_text(source: Source, territory: Territory, wanted: Wanted) -> Reading:
    chunks = Chunks(source)
    try:
        return _read_chunks(source, chunks, territory, wanted)
    except InputRejected:
        # What is wrong may come from a damaged packing, which shows at the end of a block.
        for _ in chunks:
            pass
        raise


def _read_chunks(source: Source, chunks: Chunks, territory: Territory, wanted: Wanted) -> Reading:
    tally = Tally()
    header = parse_header(source.name, header_lines(source.name, chunks.header(), tally))
    found: Iterable[Line] | None
    check, found = _by_index(source, territory, tally)
    if check.index is not None and found is not None:
        how = say("by the index {file}", file=check.index.path.name)
    elif (by_heads := _by_heads(source, header, territory, wanted, tally)) is not None:
        how, found = say("only the blocks about the genes, by the heads of all blocks"), by_heads
    else:
        how = say("from first line to last")
        found = sifted(source.name, chunks, header, territory, tally)
    return _reading(source, header, wanted, territory, found, tally, how, check)


def _by_index(
    source: Source, territory: Territory, tally: Tally
) -> tuple[IndexCheck, Iterable[Line] | None]:
    """Return the index and the records found by it; without one that can be relied on, None."""
    if source.path is None or source.wrapping is not Wrapping.BGZF:
        return IndexCheck(None), None
    check = check_index(source.path, ends_alone=True)
    if check.index is None:
        return check, None
    try:
        return check, indexed(source.name, source.path, check.index, territory, tally)
    except IndexDamaged:
        return IndexCheck(None, damaged(check.index.path)), None


def _by_heads(
    source: Source, header: Header, territory: Territory, wanted: Wanted, tally: Tally
) -> tuple[Line, ...] | None:
    """Return the records of a file that may be taken as sorted; None if all must be read."""
    if not wanted.trust_sorted or source.path is None or source.wrapping is Wrapping.GZIP:
        return None
    found = headed(source, source.path, header, territory, tally)
    if not isinstance(found, str):
        return found
    doubted = say(
        "the file cannot be taken as sorted, {reason}: the whole file was read", reason=found
    )
    tally.warnings.append(Message(doubted, "NOT_TAKEN_AS_SORTED", Severity.NOTE))
    return None


def _read_bcf(source: Source, territory: Territory, wanted: Wanted) -> Reading:
    check = check_index(source.path) if source.path is not None else IndexCheck(None)
    with open_bcf(source, check.index) as bcf:
        header = parse_header(source.name, bcf_header_lines(bcf))
        tally = Tally()
        how = (
            say("by the index {file}", file=check.index.path.name)
            if check.index
            else say("from first to last record")
        )
        found = binary(source, bcf, check.index, territory, tally)
        return _reading(source, header, wanted, territory, found, tally, how, check)


def _reading(
    source: Source,
    header: Header,
    wanted: Wanted,
    territory: Territory,
    found: Iterable[Line],
    tally: Tally,
    how: str,
    check: IndexCheck,
) -> Reading:
    chosen = _chosen_samples(source.name, header, wanted)
    departures = Departures(header)
    layout = layout_of(source.name, header, chosen, territory, wanted.in_full)
    records = _read_twice(found, header, layout, departures)
    not_used = say("{reason}: it was not used, the whole file was read", reason=check.why_not)
    return Reading(
        file=source.name,
        how=how,
        header=header,
        samples=chosen,
        records=records,
        records_read=tally.records,
        chromosomes=frozenset(tally.chromosomes),
        warnings=(
            *((not_used,) if check.why_not else ()),
            *(() if header.samples else (say(SITES_ONLY),)),
            *(() if tally.chromosomes else (say(NO_RECORDS),)),
            *tally.warnings,
            *departures.in_words(),
        ),
    )


def _chosen_samples(file: str, header: Header, wanted: Wanted) -> tuple[str, ...]:
    """Return the samples to read, in the order of the file; none where it has sites only."""
    if wanted.samples is None:
        return header.samples
    if not header.samples and wanted.samples:
        what = "the file has no samples (sites only), so it says nothing of anybody"
        raise InputRejected(Mistake(what, "give the VCF that holds the genotypes", file))
    absent = [sample for sample in wanted.samples if sample not in header.samples]
    if absent:
        what = f"sample {', '.join(absent)} is not in the file"
        raise InputRejected(Mistake(what, f"it holds {_some(header.samples)}", file))
    return tuple(
        sample for sample in header.samples if sample in wanted.samples or sample in wanted.in_full
    )


def _some(names: Sequence[str], limit: int = 10) -> str:
    rest = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + rest


def _read_twice(
    lines: Iterable[Line], header: Header, layout: Layout, departures: Departures
) -> tuple[Record, ...]:
    """Read each record from its text, then all of them by pysam; refuse any difference."""
    records = []
    with _no_search_for_cycles(), SecondReading(header, layout) as second:
        for line in lines:
            records.append(record_of(line, layout))
            departures.look_at(line.text, where(line))
            second.keep(line, records[-1])
        second.require_same()
    return tuple(records)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Pause the collector: records hold no cycles, and it would look through all of them anew."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
