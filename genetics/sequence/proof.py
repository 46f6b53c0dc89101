"""Proves that a stretch of a genome is one of our genes: by its exons, splice sites and protein."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from genetics.panel import Exon, Gene, Transcript
from genetics.reference.genetic_code import THREE_LETTERS, translated
from genetics.reference.tables import load_proteins
from genetics.sequence.slices import Slice
from genetics.word_lists import first_few

COMPLEMENT = str.maketrans("ACGT", "TGCA")

# An assumption of this program: so many bases around each exon must be known.
KNOWN_AROUND_EXON = 50

_SHOWN = 3


class Proof(StrEnum):
    """What must hold of a stretch before it is kept."""

    CONTIG_LENGTH = "contig length"
    EXON_LENGTHS = "exon lengths"
    LETTERS = "letters"
    START = "start codon"
    STOP = "stop codon"
    NO_STOP_INSIDE = "no stop inside"
    PROTEIN = "protein"
    SPLICE_SITES = "splice sites"
    KNOWN_BASES = "known bases"


@dataclass(frozen=True, slots=True)
class Failure:
    """One proof that failed, and what was found instead."""

    proof: Proof
    what: str


def failures(
    gene: Gene, bases: Slice, contig: str, known: Mapping[tuple[str, int], str]
) -> tuple[Failure, ...]:
    """Return every proof that fails for a gene; `contig` is the chromosome's name in the file.

    1. Exon lengths: all exons lie in the stretch, each coding part is as long as its coding
       positions say, and all together have a codon for each residue and one for the stop.
    2. Letters: exons ± 50 bases hold A, C, G and T alone.
    3. The coding sequence begins with ATG, ends with a stop, and has none inside.
    4. It translates to our protein (genetic code table 1 of NCBI).
    5. Splice sites: each intron begins with GT and ends with AG. GC–AG, the one other pair that
       is spliced as a rule by the same machinery, is accepted and noted (`gc_introns`).
    6. Known bases: the bases that we know at places inside the gene on this build stand there.
    """
    transcript = gene.transcript
    if transcript is None:
        return (Failure(Proof.EXON_LENGTHS, "the panel has no transcript to prove it by"),)
    reader = _Reader(transcript, bases, contig)
    wrong = list(_wrong_exon_lengths(reader))
    if wrong:
        return tuple(wrong)
    return (
        *_wrong_letters(reader),
        *_wrong_coding_sequence(reader),
        *_wrong_splice_sites(reader),
        *_wrong_known_bases(reader, known),
    )


def gc_introns(gene: Gene, bases: Slice) -> tuple[int, ...]:
    """Return the numbers of the introns that begin with GC."""
    if gene.transcript is None:
        return ()
    reader = _Reader(gene.transcript, bases, "")
    return tuple(number for number, _, donor, _, _ in reader.introns() if donor == "GC")


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the stretch in the direction of the transcript."""

    transcript: Transcript
    bases: Slice
    contig: str

    @property
    def exons(self) -> tuple[Exon, ...]:
        return self.transcript.exons[self.bases.assembly]

    @property
    def forward(self) -> bool:
        return self.transcript.strand == "+"

    @property
    def protein(self) -> str:
        return load_proteins()[self.transcript.protein]

    def read(self, start: int, end: int) -> str:
        bases = self.bases.read(start, end)
        return bases if self.forward else bases.translate(COMPLEMENT)[::-1]

    def coding_sequence(self) -> str:
        parts = (exon.coding for exon in self.exons)
        return "".join(self.read(part.start, part.end) for part in parts if part is not None)

    def place(self, pos: int) -> str:
        return f"{self.contig}:{pos}"

    def coding_place(self, number: int) -> str:
        """Return the place of a base of the coding sequence, counted from 1."""
        for exon in self.exons:
            if exon.coding is None or exon.c_from is None or exon.c_to is None:
                continue
            if exon.c_from <= number <= exon.c_to:
                into = number - exon.c_from
                return self.place(
                    exon.coding.start + into if self.forward else exon.coding.end - into
                )
        raise ValueError(f"c.{number} is not coding")

    def introns(self) -> Iterator[tuple[int, int, str, int, str]]:
        """Yield number, place and first two bases, and place and last two bases of each intron."""
        for exon, following in pairwise(self.exons):
            if self.forward:
                first, last = exon.interval.end + 1, following.interval.start - 1
                donor, acceptor = (first, first + 1), (last - 1, last)
            else:
                first, last = exon.interval.start - 1, following.interval.end + 1
                donor, acceptor = (first - 1, first), (last, last + 1)
            yield exon.number, first, self.read(*donor), last, self.read(*acceptor)


def _wrong_exon_lengths(reader: _Reader) -> Iterator[Failure]:
    coding = 0
    for exon in reader.exons:
        if not reader.bases.holds(exon.interval.start - 2, exon.interval.end + 2):
            place = f"{reader.place(exon.interval.start)}-{exon.interval.end}"
            what = f"exon {exon.number} ({place}) does not lie in the stretch that was cut"
            yield Failure(Proof.EXON_LENGTHS, what)
        if exon.coding is None or exon.c_from is None or exon.c_to is None:
            continue
        length = exon.coding.end - exon.coding.start + 1
        coding += length
        if length != exon.c_to - exon.c_from + 1:
            what = (
                f"exon {exon.number} has {length} coding bases, not c.{exon.c_from} to {exon.c_to}"
            )
            yield Failure(Proof.EXON_LENGTHS, what)
    needed = 3 * (len(reader.protein) + 1)
    if coding != needed:
        what = f"the exons hold {coding} coding bases, {reader.transcript.protein} needs {needed}"
        yield Failure(Proof.EXON_LENGTHS, what)


def _wrong_letters(reader: _Reader) -> Iterator[Failure]:
    found: dict[int, str] = {}
    for exon in reader.exons:
        start = max(reader.bases.start, exon.interval.start - KNOWN_AROUND_EXON)
        end = min(reader.bases.end, exon.interval.end + KNOWN_AROUND_EXON)
        letters = enumerate(reader.bases.read(start, end), start)
        found |= {pos: letter for pos, letter in letters if letter not in "ACGT"}
    if found:
        listed = [f"{letter} at {reader.place(pos)}" for pos, letter in sorted(found.items())]
        what = f"letters other than A, C, G, T in exons ± {KNOWN_AROUND_EXON} bases: {len(listed)}"
        yield Failure(Proof.LETTERS, f"{what} ({first_few(listed, _SHOWN)})")


def _wrong_coding_sequence(reader: _Reader) -> Iterator[Failure]:
    sequence = reader.coding_sequence()
    residues, protein = translated(sequence), reader.protein
    if sequence[:3] != "ATG":
        what = f"the coding sequence begins with {sequence[:3]} instead of ATG"
        yield Failure(Proof.START, f"{what} at {reader.coding_place(1)}")
    if residues[-1] != "*":
        what = f"the coding sequence ends with {sequence[-3:]}, which is no stop,"
        yield Failure(Proof.STOP, f"{what} at {reader.coding_place(len(sequence) - 2)}")
    stops = [
        f"codon {number} at {reader.coding_place(3 * number - 2)}"
        for number, residue in enumerate(residues[:-1], 1)
        if residue == "*"
    ]
    if stops:
        what = f"stop codons inside: {len(stops)} ({first_few(stops, _SHOWN)})"
        yield Failure(Proof.NO_STOP_INSIDE, what)
    differing = [
        f"residue {number} is {THREE_LETTERS.get(residue, 'not known')} instead of "
        f"{THREE_LETTERS[right]} at {reader.coding_place(3 * number - 2)}"
        for number, (residue, right) in enumerate(zip(residues, protein, strict=False), 1)
        if residue != right
    ]
    if differing:
        what = (
            f"residues other than in {reader.transcript.protein}: {len(differing)} of "
            f"{len(protein)} ({first_few(differing, _SHOWN)})"
        )
        yield Failure(Proof.PROTEIN, what)


def _wrong_splice_sites(reader: _Reader) -> Iterator[Failure]:
    wrong: list[str] = []
    for number, first, donor, last, acceptor in reader.introns():
        if donor not in {"GT", "GC"}:
            wrong.append(
                f"intron {number} begins with {donor} instead of GT at {reader.place(first)}"
            )
        if acceptor != "AG":
            wrong.append(
                f"intron {number} ends in {acceptor} instead of AG at {reader.place(last)}"
            )
    if wrong:
        yield Failure(Proof.SPLICE_SITES, first_few(wrong, _SHOWN))


def _wrong_known_bases(reader: _Reader, known: Mapping[tuple[str, int], str]) -> Iterator[Failure]:
    bases = reader.bases
    places = [
        (pos, base)
        for (chrom, pos), base in sorted(known.items())
        if chrom == bases.chrom and bases.holds(pos, pos)
    ]
    differing = [
        f"{bases.read(pos, pos)} instead of {base} at {reader.place(pos)}"
        for pos, base in places
        if bases.read(pos, pos) != base
    ]
    if differing:
        what = f"bases other than known of {bases.assembly}: {len(differing)} of {len(places)}"
        yield Failure(Proof.KNOWN_BASES, f"{what} ({first_few(differing, _SHOWN)})")
