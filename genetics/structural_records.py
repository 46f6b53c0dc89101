"""Reads structural alleles: which kind, from where to where, and what is odd about them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genetics.alleles import NO_ALLELE, GeneAllele
from genetics.normalise import normalise
from genetics.phrases import say
from genetics.readers.records import Record
from genetics.structural import StructuralKind

# From so many bases on a change that is written out counts as structural too. The usual border
# between small and structural changes, taken here as an assumption.
LONG = 50

_ANY_ALLELE = frozenset({"<NON_REF>", "<*>", "*"})
_BASES = re.compile(r"[ACGTN]+", re.IGNORECASE)
_KINDS = (
    ("<DEL", StructuralKind.DELETION),
    ("<DUP", StructuralKind.DUPLICATION),
    ("<CNV:TR", StructuralKind.OTHER),
    ("<CN", StructuralKind.COPY_NUMBER),
    ("<INS", StructuralKind.INSERTION),
    ("<INV", StructuralKind.INVERSION),
    ("<BND", StructuralKind.BREAKEND),
    ("<TRA", StructuralKind.BREAKEND),
    ("<CTX", StructuralKind.BREAKEND),
)
_OF_ONE_PLACE = frozenset({StructuralKind.INSERTION, StructuralKind.BREAKEND})


def is_structural(allele: GeneAllele) -> bool:
    """Whether an allele is structural, case by case.

    - Symbolic (``<DEL>``, ``<CN0>``, ``<INS:ME:ALU>``), but not "any other allele".
    - A breakend (``N[chrX:123[``, ``.N``, ``N.``).
    - Written out, and 50 bases or more longer or shorter than REF.
    - A record without alternative allele whose SVTYPE is CNV: CN alone says what is there.
    """
    alt = allele.as_written.alt
    if allele.number == NO_ALLELE:
        return _field(allele.record, "SVTYPE") == "CNV"
    if alt in _ANY_ALLELE:
        return False
    if alt.startswith("<") or _is_breakend(alt):
        return True
    return bool(_BASES.fullmatch(alt)) and abs(len(alt) - len(allele.record.ref)) >= LONG


def kind_of(allele: GeneAllele) -> StructuralKind:
    """Return the kind of a structural allele."""
    alt = allele.as_written.alt
    if allele.number == NO_ALLELE:
        return StructuralKind.COPY_NUMBER
    if _is_breakend(alt):
        return StructuralKind.BREAKEND
    if not alt.startswith("<"):
        longer = len(alt) > len(allele.record.ref)
        return StructuralKind.INSERTION if longer else StructuralKind.DELETION
    upper = alt.upper()
    return next((kind for start, kind in _KINDS if upper.startswith(start)), StructuralKind.OTHER)


def extent_of(allele: GeneAllele) -> tuple[int, int]:
    """Return the first and the last base of which a structural allele speaks, case by case.

    - Written out: the bases that change (an insertion: those on both sides).
    - An insertion or breakend: POS and the base after it, or POS; END may lie elsewhere.
    - Any other symbolic allele: from the base after POS, since POS is the base before (VCF 4.1
      to 4.5), to END or POS + SVLEN. SVLEN is negative for deletions up to VCF 4.3 and is given
      for each allele; END is one for the record. Where both speak the further end counts, but
      with several alleles SVLEN is the allele's own. Where neither does: POS alone.
    """
    record, kind = allele.record, kind_of(allele)
    alt = allele.as_written.alt
    if allele.number != NO_ALLELE and not alt.startswith("<") and not _is_breakend(alt):
        variant = allele.variant
        return normalise(
            variant.assembly, variant.chrom, variant.pos, variant.ref, variant.alt
        ).touched
    if kind in _OF_ONE_PLACE:
        return record.pos, record.pos + (kind is StructuralKind.INSERTION)
    ends = [end for end in _ends(allele) if end is not None]
    last = max(ends, default=record.pos)
    return (record.pos + 1, last) if last > record.pos else (record.pos, record.pos)


def _ends(allele: GeneAllele) -> tuple[int | None, int | None]:
    """Return the last base by END and by SVLEN; END only where it can be this allele's."""
    record = allele.record
    length = _length(allele)
    by_length = record.pos + length if length else None
    end = _field(record, "END")
    by_end = int(end) if end.isdecimal() and int(end) >= record.pos else None
    return (None if by_length and len(record.alts) > 1 else by_end), by_length


def _length(allele: GeneAllele) -> int | None:
    lengths = _field(allele.record, "SVLEN").split(",")
    place = max(allele.number, 1) - 1
    # Up to VCF 4.3 some callers write one length for all alleles.
    written = lengths[place] if place < len(lengths) else ""
    return abs(int(written)) if re.fullmatch(r"[-+]?\d+", written) else None


def remarks_on(allele: GeneAllele) -> Iterator[str]:
    """Yield what is to be known of the ends of a structural allele."""
    record, alt = allele.record, allele.as_written.alt
    around = [
        f"{key} {_field(record, key)}"
        for key in ("CIPOS", "CIEND")
        if set(_field(record, key).split(",")) - {"", "0", "."}
    ]
    if around or "IMPRECISE" in record.info.split(";"):
        yield say("its ends are imprecise ({bounds})", bounds=", ".join(around) or "IMPRECISE")
    if alt.startswith("<") and kind_of(allele) not in _OF_ONE_PLACE:
        by_end, by_length = _ends(allele)
        if by_end is None and by_length is None:
            yield say("neither END nor SVLEN says where it ends")
        elif by_end and by_length and by_end != by_length:
            yield say(
                "END ({end}) and SVLEN (up to {by_length}) say different ends: the further counts",
                end=by_end,
                by_length=by_length,
            )
    if kind_of(allele) is StructuralKind.BREAKEND:
        yield say("where the other side lies is read by a person: {allele}", allele=alt)
    if not alt.startswith("<") and not _is_breakend(alt) and allele.number != NO_ALLELE:
        yield say("written out, {bases} bases or more (an assumption)", bases=LONG)


def copy_number_in(record: Record, sample: str) -> str:
    """Return CN of one sample as written, "" where none is given."""
    genotype = next((one for one in record.genotypes if one.sample == sample), None)
    return genotype.copy_number if genotype is not None else ""


def _is_breakend(alt: str) -> bool:
    return len(alt) > 1 and ("[" in alt or "]" in alt or alt[0] == "." or alt[-1] == ".")


def _field(record: Record, key: str) -> str:
    for item in record.info.split(";"):
        name, _, value = item.partition("=")
        if name == key:
            return value
    return ""
