"""Turns a place on a chromosome into its HGVS position on the transcript, and back.

HGVS counts the coding part from c.1 (the A of ATG). Before it positions are negative (there
is no c.0), behind it they carry a star. Inside an intron a position is the nearest exon
base, plus or minus the distance to it; in the very middle the upstream exon is taken. What
lies outside the transcript is counted on without introns (HGVS nomenclature, version 21).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from genetics.panel import Exon, Transcript
from genetics.variants import Assembly

_POSITION = re.compile(r"(?P<utr>[-*]?)(?P<base>\d+)(?P<offset>[+-]\d+)?")


@dataclass(frozen=True, slots=True)
class CodingPosition:
    """A position on the transcript: `zone` is "-" before, "" in, "*" behind the coding part.

    `offset` is the distance into an intron, 0 in an exon.
    """

    zone: str
    base: int
    offset: int = 0

    def __str__(self) -> str:
        return (
            f"{self.zone}{self.base}{self.offset:+d}" if self.offset else f"{self.zone}{self.base}"
        )

    @property
    def is_coding(self) -> bool:
        """Whether the position is a base of the coding part itself."""
        return self.zone == "" and self.offset == 0


def read_position(text: str) -> CodingPosition | None:
    """Read ``1354``, ``-258``, ``*12``, ``457-1`` or ``-15-2187``; None for anything else."""
    found = _POSITION.fullmatch(text)
    if found is None:
        return None
    return CodingPosition(found["utr"], int(found["base"]), int(found["offset"] or 0))


def coding_position(transcript: Transcript, assembly: Assembly, pos: int) -> CodingPosition:
    """Return the HGVS position of a place on the chromosome."""
    exons = transcript.exons[assembly]
    sign = _direction(transcript)
    first, last = exons[0], exons[-1]
    before = sign * (_start(first, sign) - pos)
    if before > 0:
        return _from_rna(transcript, assembly, 1 - before)
    behind = sign * (pos - _end(last, sign))
    if behind > 0:
        return _from_rna(transcript, assembly, _rna_end(exons) + behind)
    rna = 0
    for exon, following in zip(exons, (*exons[1:], None), strict=True):
        length = exon.interval.end - exon.interval.start + 1
        into = sign * (pos - _start(exon, sign))
        if into < length:
            return _from_rna(transcript, assembly, rna + into + 1)
        rna += length
        if following is None:
            break
        past, still = into - length + 1, sign * (_start(following, sign) - pos)
        if still > 0:
            donor = past <= still
            nearest = _from_rna(transcript, assembly, rna if donor else rna + 1)
            return CodingPosition(nearest.zone, nearest.base, past if donor else -still)
    raise ValueError(f"{pos} does not lie on {transcript.refseq}")


def place_on_chromosome(
    transcript: Transcript, assembly: Assembly, position: CodingPosition
) -> int:
    """Return the place on the chromosome of an HGVS position."""
    exons = transcript.exons[assembly]
    sign = _direction(transcript)
    rna = _to_rna(transcript, assembly, position)
    if rna < 1:
        return _start(exons[0], sign) + sign * (rna - 1 + position.offset)
    for exon in exons:
        length = exon.interval.end - exon.interval.start + 1
        if rna <= length:
            return _start(exon, sign) + sign * (rna - 1 + position.offset)
        rna -= length
    return _end(exons[-1], sign) + sign * (rna + position.offset)


def _from_rna(transcript: Transcript, assembly: Assembly, rna: int) -> CodingPosition:
    """Turn a position on the RNA (1 = its first base, 0 and less before it) into HGVS."""
    first, last = _coding_ends(transcript, assembly)
    if rna < first:
        return CodingPosition("-", first - rna)
    if rna > last:
        return CodingPosition("*", rna - last)
    return CodingPosition("", rna - first + 1)


def _to_rna(transcript: Transcript, assembly: Assembly, position: CodingPosition) -> int:
    first, last = _coding_ends(transcript, assembly)
    if position.zone == "-":
        return first - position.base
    if position.zone == "*":
        return last + position.base
    return first + position.base - 1


def _coding_ends(transcript: Transcript, assembly: Assembly) -> tuple[int, int]:
    """Return the positions on the RNA of the first and the last coding base."""
    sign = _direction(transcript)
    rna, first, last = 0, 0, 0
    for exon in transcript.exons[assembly]:
        if exon.coding is not None:
            coding_start = exon.coding.start if sign > 0 else exon.coding.end
            begins = rna + sign * (coding_start - _start(exon, sign)) + 1
            first = first or begins
            last = begins + exon.coding.end - exon.coding.start
        rna += exon.interval.end - exon.interval.start + 1
    return first, last


def _rna_end(exons: tuple[Exon, ...]) -> int:
    return sum(exon.interval.end - exon.interval.start + 1 for exon in exons)


def _direction(transcript: Transcript) -> int:
    return 1 if transcript.strand == "+" else -1


def _start(exon: Exon, sign: int) -> int:
    """Return the exon's first base in the direction of the gene."""
    return exon.interval.start if sign > 0 else exon.interval.end


def _end(exon: Exon, sign: int) -> int:
    return exon.interval.end if sign > 0 else exon.interval.start
