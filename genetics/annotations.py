"""Reads what the laboratory's annotator (VEP, SnpEff, bcftools csq) says of each allele.

Three fields of INFO are read. What they hold is told by their lines in the header:

- VEP writes ``CSQ`` (or another name): one entry for each allele and transcript, columns
  parted by ``|`` in the order that the header gives;
- SnpEff writes ``ANN`` in the same manner, with columns of its own;
- ``bcftools csq`` writes ``BCSQ``: consequence and amino acids, no coding name.

Only entries on our transcript count (``annotation_entries.py``: RefSeq, its Ensembl pair, or
by the MANE_SELECT column), and only where it is certain for which allele they were made
(``annotation_alleles.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from genetics.alleles import GeneAllele
from genetics.annotation_alleles import numbers_of
from genetics.annotation_entries import (
    Annotator,
    Entry,
    Program,
    accession,
    annotators_of,
    on_our_transcript,
    read_entries,
    written_transcript,
)
from genetics.bcftools_csq import BcsqEntry, read_bcsq
from genetics.hgvs import (
    UNKNOWN_PROTEIN,
    CodingName,
    ProteinKind,
    ProteinName,
    read_coding,
    read_protein,
)
from genetics.normalise import normalise
from genetics.panel import Transcript
from genetics.phrases import say
from genetics.readers.header import Header
from genetics.readers.records import Record
from genetics.word_lists import first_few, one_by_one


@dataclass(frozen=True, slots=True)
class AnnotatedName:
    """What an entry says of one allele on our transcript (`transcript`: as the entry has it).

    `together` says with which other changes on the same copy it was read, or "".
    """

    field: str
    program: Program
    transcript: str
    coding: CodingName | None = None
    protein: ProteinName | None = None
    terms: tuple[str, ...] = ()
    together: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """All that the annotators say of one allele, and what there is to remark on it."""

    names: tuple[AnnotatedName, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotations:
    """The annotators of one file; `at_place` finds the records to which BCSQ points."""

    annotators: tuple[Annotator, ...] = ()
    at_place: Mapping[tuple[str, int], Sequence[Record]] = field(default_factory=dict)


def read_annotations(header: Header, records: Sequence[Record]) -> Annotations:
    """Find out from the header which annotators have written into the records."""
    annotators = annotators_of(header)
    at_place: dict[tuple[str, int], list[Record]] = {}
    if any(annotator.program is Program.BCFTOOLS for annotator in annotators):
        for record in records:
            at_place.setdefault((record.chrom, record.pos), []).append(record)
    return Annotations(annotators, at_place)


def annotated(
    annotations: Annotations, allele: GeneAllele, by_position: CodingName | None
) -> Annotated:
    """Return what the annotators say of one allele on our transcript.

    `by_position` is the coding name that follows from the allele's place. An entry that
    bears this very name is for this allele, even where the record was changed since.
    """
    transcript = allele.gene.transcript
    if transcript is None:
        return Annotated()
    names: list[AnnotatedName] = []
    remarks: list[str] = list(_not_read(annotations, allele.record))
    for annotator in annotations.annotators:
        value = _value_of(allele.record, annotator.field)
        if not value:
            continue
        if annotator.program is Program.BCFTOOLS:
            said = _from_bcsq(annotations, annotator, value, allele, transcript)
        else:
            said = _from_entries(annotator, value, allele, transcript, by_position)
        names.extend(said.names)
        remarks.extend(said.remarks)
    return Annotated(tuple(names), tuple(dict.fromkeys(remarks)))


def _value_of(record: Record, name: str) -> str:
    found = re.search(rf"(?:^|;){re.escape(name)}=([^;]*)", record.info)
    return found[1] if found and found[1] != "." else ""


def _not_read(annotations: Annotations, record: Record) -> Iterator[str]:
    known = {annotator.field for annotator in annotations.annotators}
    for name in ("CSQ", "ANN", "BCSQ"):
        if name not in known and _value_of(record, name):
            yield say("{field} is not read: the header does not say what it holds", field=name)
    if _value_of(record, "EFF"):
        yield say("EFF, the older field of SnpEff, is not read")


# --- CSQ and ANN -----------------------------------------------------------------------------


def _from_entries(
    annotator: Annotator,
    value: str,
    allele: GeneAllele,
    transcript: Transcript,
    by_position: CodingName | None,
) -> Annotated:
    """Return the names of the entries that are on our transcript and for this allele."""
    entries, broken = read_entries(annotator, value)
    remarks = []
    if broken:
        remarks.append(
            say(
                "entries of {field} with other columns than declared: {count}",
                field=annotator.field,
                count=broken,
            )
        )
    ours = [entry for entry in entries if _is_ours(entry, transcript)]
    if not ours:
        return Annotated(remarks=(*remarks, *_on_others_only(annotator, entries, allele)))
    chosen = _for_allele(annotator, entries, allele, by_position, complete=not broken)
    if chosen is None:
        chosen = ()
        remarks.append(_for_which_allele(annotator, entries, allele.record))
    names = []
    for entry in dict.fromkeys(entry for entry in chosen if entry in ours):
        why_not = _why_not_used(annotator, entry)
        remarks.extend([why_not] if why_not else _remarks(annotator, entry, transcript))
        if not why_not:
            names.append(_name(annotator, entry))
    return Annotated(tuple(names), tuple(remarks))


def _is_ours(entry: Entry, transcript: Transcript) -> bool:
    return on_our_transcript(entry.transcript, transcript, entry.mane) is not None


def _for_allele(
    annotator: Annotator,
    entries: Sequence[Entry],
    allele: GeneAllele,
    by_position: CodingName | None,
    *,
    complete: bool,
) -> tuple[Entry, ...] | None:
    """Return the entries that are for this allele; None where that is not certain."""
    record, as_vep = allele.record, annotator.program is Program.VEP
    numbers = numbers_of(entries, record.ref, record.alts, as_vep=as_vep) if complete else None
    if numbers is not None:
        numbered = zip(entries, numbers, strict=True)
        return tuple(entry for entry, number in numbered if number == allele.number)
    proven = tuple(entry for entry in entries if _proves_itself(entry, allele, by_position))
    return proven or None


def _proves_itself(entry: Entry, allele: GeneAllele, by_position: CodingName | None) -> bool:
    """Whether an entry is for this allele by its own name, which is that of the allele."""
    alt = allele.record.alts[allele.number - 1].upper()
    same_allele = entry.allele in {None, alt}
    return same_allele and by_position is not None and read_coding(entry.coding) == by_position


def _name(annotator: Annotator, entry: Entry) -> AnnotatedName:
    return AnnotatedName(
        annotator.field,
        annotator.program,
        written_transcript(entry),
        read_coding(entry.coding),
        _protein(entry.protein),
        entry.terms,
    )


def _protein(text: str) -> ProteinName | None:
    """Read a protein name; VEP before 80 writes ``ENST…:c.372G>A(p.=)`` for no change."""
    if text.endswith("(p.=)"):
        return ProteinName(ProteinKind.UNCHANGED)
    return read_protein(text)


def _why_not_used(annotator: Annotator, entry: Entry) -> str:
    """Return why an entry that is for the allele is not used all the same, or ""."""
    before = entry.coding.partition(":")[0] if ":" in entry.coding else entry.transcript
    if accession(before) != accession(entry.transcript):
        return say(
            "{field} names {other} in an entry on {transcript}: not used",
            field=annotator.field,
            other=before,
            transcript=entry.transcript,
        )
    if "ERROR" in entry.warnings or "REF_DOES_NOT_MATCH" in entry.warnings:
        return say(
            "{field} is not used, since it says {warnings}",
            field=annotator.field,
            warnings=entry.warnings,
        )
    return ""


def _remarks(annotator: Annotator, entry: Entry, transcript: Transcript) -> Iterator[str]:
    written = written_transcript(entry)
    said = on_our_transcript(written, transcript, entry.mane)
    if said:
        yield _annotated_on(written, said)
    if entry.coding and read_coding(entry.coding) is None:
        yield say(
            "{field} has {name}, which is not read as a coding name",
            field=annotator.field,
            name=entry.coding,
        )
    if entry.protein not in {"", UNKNOWN_PROTEIN} and _protein(entry.protein) is None:
        yield say(
            "{field} has {name}, which is not read as a protein name",
            field=annotator.field,
            name=entry.protein,
        )
    if entry.warnings:
        yield say("{field} remarks {warnings}", field=annotator.field, warnings=entry.warnings)


def _annotated_on(transcript: str, said: str) -> str:
    return say("annotated on {transcript}, {remark}", transcript=transcript, remark=said)


def _on_others_only(
    annotator: Annotator, entries: Sequence[Entry], allele: GeneAllele
) -> Iterator[str]:
    symbol = allele.gene.symbol
    others = dict.fromkeys(
        entry.transcript for entry in entries if entry.transcript and entry.gene in {"", symbol}
    )
    if others:
        yield _has_others_only(annotator, list(others))


def _has_others_only(annotator: Annotator, others: Sequence[str]) -> str:
    return say(
        "{field} has other transcripts only ({transcripts}), not used",
        field=annotator.field,
        transcripts=first_few(others, 3),
    )


def _for_which_allele(annotator: Annotator, entries: Sequence[Entry], record: Record) -> str:
    spelled = ", ".join(dict.fromkeys(entry.allele or say("none") for entry in entries))
    return say(
        "{field} is not used: for which allele its entries are is not certain (the record has "
        "{ref}>{alts}, the entries {alleles})",
        field=annotator.field,
        ref=record.ref,
        alts=",".join(record.alts),
        alleles=spelled,
    )


# --- BCSQ ------------------------------------------------------------------------------------


def _from_bcsq(
    annotations: Annotations,
    annotator: Annotator,
    value: str,
    allele: GeneAllele,
    transcript: Transcript,
) -> Annotated:
    """Return what BCSQ says of one allele; it names no coding change.

    An entry with alleles is for those. One without (splice sites, introns) is for the
    allele only where the record has a single one. ``@position`` points to the entry where
    the changes of one copy are read together.
    """
    entries, pointers = read_bcsq(value)
    concerned = [entry for entry in entries if _concerns(entry, allele)]
    names: list[AnnotatedName] = []
    for pos in pointers:
        records = annotations.at_place.get((allele.record.chrom, pos), ())
        concerned.extend(_pointed_to(records, annotator, allele))
        if not records:
            names.append(_pointing_nowhere(annotator, transcript, pos))
    ours = [
        entry
        for entry in dict.fromkeys(concerned)
        if on_our_transcript(entry.transcript, transcript) is not None
    ]
    names.extend(_bcsq_name(annotator, entry) for entry in ours if not entry.behind_stop)
    others = list(dict.fromkeys(entry.transcript for entry in concerned if entry.transcript))
    remarks = [remark for entry in ours for remark in _bcsq_remarks(annotator, entry, transcript)]
    if others and not ours:
        remarks.append(_has_others_only(annotator, others))
    return Annotated(tuple(names), tuple(remarks))


def _bcsq_remarks(annotator: Annotator, entry: BcsqEntry, transcript: Transcript) -> Iterator[str]:
    said = on_our_transcript(entry.transcript, transcript)
    if said:
        yield _annotated_on(entry.transcript, said)
    if entry.behind_stop:
        yield say(
            "{field} says that it lies behind a new stop on the same copy", field=annotator.field
        )
    if entry.moved:
        yield say(
            "{field} has {amino_acids}: another change on the same copy has moved the residue",
            field=annotator.field,
            amino_acids=entry.amino_acids,
        )


def _concerns(entry: BcsqEntry, allele: GeneAllele) -> bool:
    """Whether an entry is about this allele, as the file writes it or as it is aligned."""
    if not entry.alleles:
        return len(allele.record.alts) == 1
    own = allele.as_written
    ways = {allele.variant}
    if not allele.why_not:
        ways.add(normalise(own.assembly, own.chrom, own.pos, own.ref, own.alt).variant)
    return any(
        normalise(own.assembly, own.chrom, *written).variant in ways for written in entry.alleles
    )


def _pointed_to(
    records: Sequence[Record], annotator: Annotator, allele: GeneAllele
) -> Iterator[BcsqEntry]:
    for record in records:
        for entry in read_bcsq(_value_of(record, annotator.field))[0]:
            if entry.alleles and _concerns(entry, allele):
                yield entry


def _pointing_nowhere(annotator: Annotator, transcript: Transcript, pos: int) -> AnnotatedName:
    why = say(
        "{field} points to a record at {place}, which was not read",
        field=annotator.field,
        place=pos,
    )
    return AnnotatedName(annotator.field, annotator.program, transcript.refseq, together=why)


def _bcsq_name(annotator: Annotator, entry: BcsqEntry) -> AnnotatedName:
    together = ""
    if len(entry.alleles) > 1:
        together = say(
            "{field} reads {changes} together on one copy ({amino_acids})",
            field=annotator.field,
            changes=one_by_one(f"{pos} {ref}>{alt}" for pos, ref, alt in entry.alleles),
            amino_acids=entry.amino_acids,
        )
    return AnnotatedName(
        annotator.field,
        annotator.program,
        entry.transcript,
        protein=None if together else entry.protein,
        terms=() if together else entry.terms,
        together=together,
    )
