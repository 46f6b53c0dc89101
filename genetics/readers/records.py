"""One record of a VCF, read twice, from its text and by pysam: both readings must agree."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from genetics.errors import InputRejected, Mistake
from genetics.filters import NO_FILTER_STATED
from genetics.genotypes import Genotype
from genetics.phrases import say
from genetics.readers.cohort_columns import FROM_SAMPLES
from genetics.readers.genotype_columns import GenotypeReader, SampleColumns
from genetics.readers.header import Header, plain_chromosome
from genetics.readers.numbers import (
    MOST_DIGITS,
    Unreliable,
    is_whole_number,
    shortened,
    whole_number,
)
from genetics.readers.on_demand import Packed
from genetics.readers.support import Support
from genetics.readers.territory import Territory

_FIXED = 9
_END = re.compile(r"(?:^|;)END=([^;]*)")
_LENGTH = re.compile(r"(?:^|;)SVLEN=([^;]*)")
_ONE_LENGTH = re.compile(rf"[-+]?\d{{1,{MOST_DIGITS}}}", re.ASCII)
_NOT_STATED = frozenset({"", "."})
_CORRECT = "correct this record, or make the file again"


@dataclass(frozen=True, slots=True)
class Line:
    """The text of one record and where it stands: a line number, or else a place in words."""

    text: str
    number: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the records of one file are laid out, and which samples are read: name and column.

    `territory` says where bases lie that must be read. Genotypes of the samples `in_full`
    are read whole where they are plainly reference, too: how deep a parent was read counts.
    """

    file: str
    columns: int
    samples: tuple[tuple[str, int], ...]
    territory: Territory
    in_full: frozenset[str] = frozenset()

    @property
    def is_cohort(self) -> bool:
        """Whether all sample columns are read, and so many that they are not parted one by one."""
        read = len(self.samples)
        return read >= FROM_SAMPLES and read == self.columns - _FIXED


@dataclass(frozen=True, slots=True)
class Record:
    """One record as far as it is used here.

    `chrom` is named without "chr"; `end` is the last base that the record speaks of.
    `texts` holds the genotype of each sample as written, "" where none is given. A sample
    is either named in `plainly_reference` or has its genotype in `genotypes`. `support` says
    how well each genotype is supported; it is empty where no base lies that must be read.
    `raw` is the whole line (`kept`, of a cohort packed) where bases must be read and somebody is
    not plainly reference there, else "". `contradicted` numbers the samples whose reads show an
    allele that their genotype does not name. `are_numbers`: whether no value of a sample can be
    one that pysam refuses.
    """

    place: str
    line: int | None
    chrom: str
    pos: int
    end: int
    ref: str
    alts: tuple[str, ...]
    filters: str
    info: str
    texts: Sequence[str]
    genotypes: Sequence[Genotype]
    plainly_reference: Sequence[str]
    support: Sequence[Support] = ()
    kept: str | Packed = field(default="", repr=False)
    contradicted: frozenset[int] = frozenset()
    are_numbers: bool = False

    @property
    def raw(self) -> str:
        """Return the whole line, or ""."""
        return self.kept.text if isinstance(self.kept, Packed) else self.kept

    @property
    def without_reads(self) -> frozenset[str]:
        """Return the samples whose genotype rests on no read (depth 0)."""
        return frozenset(genotype.sample for genotype in self.genotypes if genotype.depth == 0)


def layout_of(
    file: str,
    header: Header,
    samples: Sequence[str],
    territory: Territory,
    in_full: Collection[str] = (),
) -> Layout:
    """Return the layout for reading these samples, which must be in the header."""
    column = {sample: _FIXED + number for number, sample in enumerate(header.samples)}
    places = tuple((sample, column[sample]) for sample in samples)
    return Layout(file, header.columns, places, territory, frozenset(in_full))


def record_of(line: Line, layout: Layout) -> Record:
    """Read one record from its text; refuse what cannot be relied on."""
    columns = line.text.split("\t", _FIXED if layout.is_cohort else -1)
    if len(columns) != (_FIXED + 1 if layout.is_cohort else layout.columns):
        raise misshapen(line, layout.file, line.text.count("\t") + 1, layout.columns)
    contig, pos, _, ref, alt, _, filters, info = columns[: _FIXED - 1]
    if not is_whole_number(pos) or not ref:
        raise rejected(line, layout.file, f"POS {shortened(pos)!r} or REF {ref!r} is not one")
    alts = () if alt == "." else tuple(alt.split(","))
    if not all(alts):
        raise rejected(line, layout.file, f"ALT {alt} holds an empty allele")
    if len(alts) > 1 and _names_bases_twice(alts):
        raise rejected(line, layout.file, f"ALT {alt} names the same allele twice")
    form = columns[_FIXED - 1] if len(columns) >= _FIXED else ""
    keys = form.split(":")
    if "GT" in keys[1:] or len(set(keys)) < len(keys):
        what = f"FORMAT {form} names a field twice, or GT not as the first"
        raise rejected(line, layout.file, what)
    reader = GenotypeReader(keys, len(alts))
    try:
        end = last_base(int(pos), ref, alt, info)
        chrom = plain_chromosome(contig)
        must_be_read = layout.territory.requires(chrom, int(pos), end)
        read, support = _read_samples(reader, columns, layout, must_be_read=must_be_read)
    except Unreliable as error:
        raise rejected(line, layout.file, str(error)) from None
    return Record(
        place=line.place or f"{contig}:{pos}",
        line=line.number,
        chrom=chrom,
        pos=int(pos),
        end=end,
        ref=ref,
        alts=alts,
        filters=NO_FILTER_STATED if filters == "." else filters,
        info=info,
        texts=read.texts,
        genotypes=read.genotypes,
        plainly_reference=read.plainly_reference,
        support=support,
        kept=_kept(line.text, layout) if must_be_read and any(map(_tells, read.genotypes)) else "",
        contradicted=read.contradicted,
        are_numbers=read.are_numbers,
    )


def _kept(text: str, layout: Layout) -> str | Packed:
    return Packed.of(text) if layout.is_cohort else text


def _read_samples(
    reader: GenotypeReader, columns: Sequence[str], layout: Layout, *, must_be_read: bool
) -> tuple[SampleColumns, Sequence[Support]]:
    """Read the sample columns: together where there are many, else one by one."""
    samples, in_full = layout.samples, layout.in_full
    if len(samples) >= FROM_SAMPLES:
        chosen = columns[_FIXED:] if layout.is_cohort else [columns[at] for _, at in samples]
        text = "\t".join(chosen)
        if (read := reader.read_cohort(text, samples, in_full)) is None:
            count = _FIXED + text.count("\t") + 1
            raise Unreliable(_shape(count, layout.columns))
        people = len(samples)
        return read, reader.cohort_support(text, people, read.longest) if must_be_read else ()
    read = reader.read_one_by_one(columns, samples, in_full)
    return read, reader.support(columns, samples) if must_be_read else ()


def _names_bases_twice(alts: Sequence[str]) -> bool:
    """Whether an allele stands twice; a symbolic one may (VCF 4.4: of two lengths)."""
    written_out = [alt.upper() for alt in alts if "<" not in alt]
    return len(set(written_out)) < len(written_out)


def _tells(genotype: Genotype) -> bool:
    return set(genotype.copies) != {0} or genotype.depth == 0


def last_base(pos: int, ref: str, alt: str, info: str) -> int:
    """Return the last base that a record speaks of.

    That is the end of REF, or what END or SVLEN say of a symbolic allele (a deletion that
    covers a gene) or a reference block, whether or not the header declares these fields.
    Raises Unreliable for an END or SVLEN that is no number.
    """
    last = pos + len(ref) - 1
    if "<" not in alt and alt != ".":
        return last
    if match := _END.search(info):
        last = max(last, _stated_end(match[1]))
    if "<INS" not in alt and (match := _LENGTH.search(info)):
        last = max(last, pos + _longest(match[1]))
    return last


def _stated_end(written: str) -> int:
    end = whole_number("END", written)
    if end is None and written not in _NOT_STATED:
        raise Unreliable(f"END {shortened(written)} is no position")
    return end or 0


def _longest(written: str) -> int:
    lengths = [length for length in written.split(",") if length not in _NOT_STATED]
    if not all(map(_ONE_LENGTH.fullmatch, lengths)):
        raise Unreliable(f"SVLEN {shortened(written)} is no length")
    return max((abs(int(length)) for length in lengths), default=0)


def require_same(
    record: Record,
    genotypes: Sequence[Genotype],
    columns: Sequence[str],
    other: Any,
    layout: Layout,
) -> None:
    """Refuse a record that pysam (`other`) reads otherwise than its text says.

    `columns` are those in which pysam has these genotypes, where not in those of their samples.
    """
    alts = tuple(other.alts or ())
    if (other.pos, other.ref, alts) != (record.pos, record.ref, record.alts):
        raise _read_otherwise(record, layout, f"{other.pos} {other.ref} {','.join(alts)}")
    for number, genotype in enumerate(genotypes):
        column = columns[number] if columns else genotype.sample
        copies = other.samples[column].allele_indices if "GT" in other.format else None
        if (copies or ()) != genotype.copies and not genotype.why_not:
            raise _read_otherwise(record, layout, f"{genotype.sample} {copies}")


def misshapen(line: Line, file: str, columns: int, wanted: int) -> InputRejected:
    """Return the error for a record with another number of columns than the header."""
    return rejected(line, file, _shape(columns, wanted))


def _shape(columns: int, wanted: int) -> str:
    return f"the record has {columns} columns, the header {wanted}"


def rejected(line: Line, file: str, what: str) -> InputRejected:
    """Return the error for a record that cannot be relied on."""
    return InputRejected(Mistake(what, _CORRECT, file, line.number, line.place))


def where(line: Line) -> str:
    """Return in words where a record stands."""
    return say("line {line}", line=line.number) if line.number is not None else line.place


def unreadable(record: Record, why: str, layout: Layout) -> InputRejected:
    """Return the error for a record that pysam cannot read."""
    what = f"the record cannot be read ({why})"
    return InputRejected(Mistake(what, _CORRECT, layout.file, record.line, record.place))


def _read_otherwise(record: Record, layout: Layout, reading: str) -> InputRejected:
    what = f"two readings of {record.place} disagree (the second: {reading})"
    return InputRejected(Mistake(what, _CORRECT, layout.file, record.line, record.place))
