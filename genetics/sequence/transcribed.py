"""A gene as its transcript reads it: the bases in its direction, its message, its protein.

Every question about a name is asked here in one direction, that of the gene: bases are
counted by an *index* from the end of the stretch where the gene begins (0 is its first base),
whichever strand it lies on. A stretch of them is a range: its start belongs to it, its stop
does not. A place on the *message* (mRNA) is counted from its first base, 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from genetics.panel import Exon, Transcript
from genetics.reference.coordinates import CodingPosition, coding_position
from genetics.reference.genetic_code import translated
from genetics.sequence.slices import Slice
from genetics.variants import Variant

COMPLEMENT = str.maketrans("ACGT", "TGCA")


@dataclass(frozen=True, slots=True)
class Change:
    """Bases that are replaced: those `gone` from index `start` on, by those `new`.

    Where nothing is gone, the new bases go in before the base at `start`.
    """

    start: int
    gone: str
    new: str

    @property
    def end(self) -> int:
        """Return the index behind the last base that is gone."""
        return self.start + len(self.gone)

    def touches(self, stretch: range) -> bool:
        """Whether a base of the stretch is gone, or new ones go in between two of its bases."""
        if self.gone:
            return self.start < stretch.stop and stretch.start < self.end
        return stretch.start < self.start < stretch.stop

    def within(self, stretch: range) -> bool:
        """Whether the change lies in the stretch, an insertion also at its very edge."""
        return stretch.start <= self.start and self.end <= stretch.stop


@dataclass(frozen=True, slots=True)
class Transcribed:
    """The bases around a gene in its direction (`sense`), its exons, and its message.

    `coding` is the part of the message from ATG to stop, `residues` what that part makes,
    in one-letter code with the stop.
    """

    exons: tuple[range, ...]
    sense: str = field(repr=False)
    mrna: str = field(repr=False)
    coding: range
    residues: str = field(repr=False)

    @property
    def introns(self) -> tuple[range, ...]:
        """Return what lies between the exons."""
        return tuple(range(one.stop, other.start) for one, other in pairwise(self.exons))

    @property
    def bounds(self) -> range:
        """Return the stretch from the first to the last base of the transcript."""
        return range(self.exons[0].start, self.exons[-1].stop)

    @property
    def start_codon(self) -> tuple[range, ...]:
        """Return where the start codon lies: one stretch, or more where an intron parts it."""
        return self._codon(self.coding.start)

    @property
    def stop_codon(self) -> tuple[range, ...]:
        """Return where the stop codon lies, likewise."""
        return self._codon(self.coding.stop - 3)

    def _codon(self, first: int) -> tuple[range, ...]:
        found, before, stop = [], 0, first + 3
        for exon in self.exons:
            low, high = max(first, before), min(stop, before + len(exon))
            if low < high:
                found.append(range(exon.start + low - before, exon.start + high - before))
            before += len(exon)
        return tuple(found)

    @property
    def last_junction(self) -> int:
        """Return where the last exon begins on the message; 0 with a single exon."""
        return len(self.mrna) - len(self.exons[-1])

    def on_message(self, change: Change) -> Change | None:
        """Return the change as one of the message; None where it does not lie in one exon."""
        before = 0
        for exon in self.exons:
            if change.within(exon):
                return Change(before + change.start - exon.start, change.gone, change.new)
            before += len(exon)
        return None


@dataclass(frozen=True, slots=True)
class Ruler:
    """Turns places on the chromosome into indexes in the gene's direction, and back."""

    transcript: Transcript
    bases: Slice

    def index(self, pos: int) -> int:
        """Return the index of a base on the chromosome."""
        forward = self.transcript.strand == "+"
        return pos - self.bases.start if forward else self.bases.end - pos

    def place(self, index: int) -> int:
        """Return the place on the chromosome of an index."""
        forward = self.transcript.strand == "+"
        return self.bases.start + index if forward else self.bases.end - index

    def position(self, index: int) -> CodingPosition:
        """Return the HGVS position of an index."""
        return coding_position(self.transcript, self.bases.assembly, self.place(index))

    def change(self, variant: Variant) -> Change:
        """Return an allele of the chromosome as the gene reads it."""
        if self.transcript.strand == "+":
            return Change(self.index(variant.pos), variant.ref, variant.alt)
        last = variant.pos + len(variant.ref) - 1
        return Change(self.index(last), turned(variant.ref), turned(variant.alt))


def turned(bases: str) -> str:
    """Return the other strand of some bases."""
    return bases.translate(COMPLEMENT)[::-1]


def transcribed(transcript: Transcript, bases: Slice) -> Transcribed | None:
    """Return the gene in its own direction; None where the stretch does not hold all of it."""
    return _transcribed(transcript.exons[bases.assembly], transcript.strand == "+", bases)


@lru_cache(maxsize=64)
def _transcribed(exons: tuple[Exon, ...], forward: bool, bases: Slice) -> Transcribed | None:
    if not all(bases.holds(exon.interval.start, exon.interval.end) for exon in exons):
        return None

    def stretch(start: int, end: int) -> range:
        if forward:
            return range(start - bases.start, end - bases.start + 1)
        return range(bases.end - end, bases.end - start + 1)

    sense = bases.bases if forward else turned(bases.bases)
    read = tuple(stretch(exon.interval.start, exon.interval.end) for exon in exons)
    mrna = "".join(sense[exon.start : exon.stop] for exon in read)
    before, ends = 0, []
    for exon, of_exon in zip(exons, read, strict=True):
        if exon.coding is not None:
            coding = stretch(exon.coding.start, exon.coding.end)
            ends += [before + coding.start - of_exon.start, before + coding.stop - of_exon.start]
        before += len(of_exon)
    if not ends:
        return None
    coding = range(min(ends), max(ends))
    residues = translated(mrna[coding.start : coding.stop])
    return Transcribed(read, sense, mrna, coding, residues)
