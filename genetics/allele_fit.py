"""Whether a coding name can be the name of an allele: the same length, at a place it can have.

A deletion or insertion in a row of equal bases can be written at several places. A VCF
writes it as far left on the chromosome as it goes, HGVS as far as it goes in the direction
of the gene. How far that is takes the reference sequence, which is not here; but a name can
be told to be wrong when the length is another one, or when it lies to the left of the
leftmost place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from genetics.codons import on_strand
from genetics.hgvs import CodingName, Kind
from genetics.panel import Transcript
from genetics.phrases import say, say_number
from genetics.readers.records import Record
from genetics.reference.coordinates import place_on_chromosome
from genetics.variants import Variant


@dataclass(frozen=True, slots=True)
class Fit:
    """Why a name cannot be that of the allele ("": it can), and how far the two are apart."""

    why_not: str = ""
    apart: int = 0


@dataclass(frozen=True, slots=True)
class _Bare:
    """An allele without the bases that both sides share; `pos` is the first base concerned."""

    pos: int
    gone: str
    new: str


def fit(transcript: Transcript, variant: Variant, left_aligned: bool, name: CodingName) -> Fit:
    """Compare a coding name with an allele, case by case.

    - A deletion is named as the deletion of as many bases, not left of the leftmost place.
    - An insertion is named as the insertion of the same bases (turned in a row, as far as
      can be told) or the duplication of as many, not left of the leftmost place.
    - Everything else is named at exactly its place, with exactly its bases; turned round
      within its place it may be called an inversion.
    """
    bare = _bare(variant)
    low, high = _stretch(transcript, variant, name)
    if not bare.new:
        return _deletion(bare, name, low, high, left_aligned)
    if not bare.gone:
        return _insertion(transcript, bare, name, low, high, left_aligned)
    return Fit(next(_replacement(transcript, bare, name, low, high), ""))


def repeats_unchanged_bases(
    transcript: Transcript, variant: Variant, record: Record, number: int, name: CodingName
) -> bool:
    """Whether a name replaces one base and repeats bases that stay as they are.

    ``c.388_390delinsAGA`` for ``GGA`` > ``AGA`` is c.388G>A. Annotators that do not trim what
    the file writes name it so; the file itself shows which of the bases change.
    """
    if name.kind is not Kind.REPLACEMENT:
        return False
    low, high = _stretch(transcript, variant, name)
    first, last = low - record.pos, high - record.pos + 1
    alt = record.alts[number - 1].upper()
    same_length = len(alt) == len(record.ref) and len(name.new) == high - low + 1
    inside = first >= 0 and last <= len(record.ref) and low <= variant.pos <= high
    return same_length and inside and on_strand(transcript, alt[first:last]) == name.new


def _bare(variant: Variant) -> _Bare:
    ref, alt, pos = variant.ref, variant.alt, variant.pos
    while ref and alt and ref[0] == alt[0]:
        ref, alt, pos = ref[1:], alt[1:], pos + 1
    while ref and alt and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    return _Bare(pos, ref, alt)


def _stretch(transcript: Transcript, variant: Variant, name: CodingName) -> tuple[int, int]:
    """Return the first and the last base of a name on the chromosome."""
    places = [
        place_on_chromosome(transcript, variant.assembly, position)
        for position in (name.start, name.end)
    ]
    return min(places), max(places)


def _deletion(bare: _Bare, name: CodingName, low: int, high: int, left_aligned: bool) -> Fit:
    if name.kind is not Kind.DELETION:
        return Fit(_deletion_of(len(bare.gone)))
    if high - low + 1 != len(bare.gone):
        return Fit(
            say_number(
                "the allele deletes {number} base, the name {named}",
                "the allele deletes {number} bases, the name {named}",
                len(bare.gone),
                named=high - low + 1,
            )
        )
    return _from_leftmost(low, bare.pos, left_aligned)


def _insertion(
    transcript: Transcript, bare: _Bare, name: CodingName, low: int, high: int, left_aligned: bool
) -> Fit:
    length = len(bare.new)
    if name.kind is Kind.DUPLICATION:
        if high - low + 1 != length:
            return Fit(
                say_number(
                    "the allele inserts {number} base, the name {named}",
                    "the allele inserts {number} bases, the name {named}",
                    length,
                    named=high - low + 1,
                )
            )
        return _from_leftmost(low, bare.pos, left_aligned)
    if name.kind is not Kind.INSERTION:
        return Fit(
            say_number(
                "the allele is an insertion of {number} base",
                "the allele is an insertion of {number} bases",
                length,
            )
        )
    if high - low != 1:
        return Fit(say("an insertion lies between two neighbouring bases"))
    if sorted(name.new) != sorted(on_strand(transcript, bare.new)):
        return Fit(say("the allele inserts {bases}", bases=on_strand(transcript, bare.new)))
    return _from_leftmost(high, bare.pos, left_aligned)


def _from_leftmost(place: int, leftmost: int, left_aligned: bool) -> Fit:
    if left_aligned and place < leftmost:
        return Fit(
            say(
                "the allele cannot lie further left than {leftmost}, the name is at {place}",
                leftmost=leftmost,
                place=place,
            )
        )
    return Fit(apart=abs(place - leftmost))


def _replacement(
    transcript: Transcript, bare: _Bare, name: CodingName, low: int, high: int
) -> Iterator[str]:
    """Yield what is wrong with the name of an allele that replaces bases."""
    gone, new = on_strand(transcript, bare.gone), on_strand(transcript, bare.new)
    if (low, high) != (bare.pos, bare.pos + len(gone) - 1):
        yield say_number(
            "the allele replaces {number} base from {start}, the name is at {place}",
            "the allele replaces {number} bases from {start}, the name is at {place}",
            len(gone),
            start=bare.pos,
            place=low,
        )
    wanted = Kind.SUBSTITUTION if len(gone) == len(new) == 1 else Kind.REPLACEMENT
    if name.kind is Kind.INVERSION and new == gone.translate(_TURNED)[::-1]:
        return
    if name.kind is not wanted or name.new != new or name.gone not in {"", gone}:
        yield say("the allele replaces {gone} by {new}", gone=gone, new=new)


_TURNED = str.maketrans("ACGT", "TGCA")


def _deletion_of(bases: int) -> str:
    return say_number(
        "the allele is a deletion of {number} base",
        "the allele is a deletion of {number} bases",
        bases,
    )
