"""A genome in which our genes stand at their true places, for the reference that a user adds.

The chromosomes have their true lengths and are empty but for the genes; these have random bases
between GT–AG introns, codons of their protein, and the bases that we know. So large a file stays
small: as a plain file it has holes, as a BGZF file it repeats one block of N.
"""

import random
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from made_up_genome import BASES, COMPLEMENT, TABLE

from genetics.gene_files import load_panel
from genetics.intervals import Interval
from genetics.panel import Gene
from genetics.readers.sources import BGZF_END
from genetics.readers.territory import gene_bounds
from genetics.reference.genetic_code import THREE_LETTERS
from genetics.reference.tables import load_contig_lengths, load_proteins, load_reference_bases
from genetics.sequence.cutting import MARGIN
from genetics.sequence.slices import Slice, Slices
from genetics.variants import Assembly

_BLOCK = 65280


@dataclass
class TrueGenome:
    """One build; `bases` holds chromosome and place of each base that is no N."""

    assembly: Assembly
    bases: dict[str, dict[int, str]]
    lengths: dict[str, int] = field(default_factory=dict)

    def changed(self, changes: Mapping[tuple[str, int], str]) -> "TrueGenome":
        """The same genome with other bases at some places."""
        bases = {chrom: dict(places) for chrom, places in self.bases.items()}
        for (chrom, pos), base in changes.items():
            bases[chrom][pos] = base
        return TrueGenome(self.assembly, bases, dict(self.lengths))

    def slices(self) -> Slices:
        """The stretches that are to be cut out of it."""
        found = []
        for gene in load_panel().scanned:
            bounds = gene_bounds(gene, self.assembly)
            places = range(bounds.start - MARGIN, bounds.end + MARGIN + 1)
            letters = "".join(self.bases[gene.chromosome][pos] for pos in places)
            found.append(
                Slice(gene.symbol, self.assembly, gene.chromosome, places[0], letters, "made.fa")
            )
        return Slices(tuple(found))


def true_genome(assembly: Assembly, seed: int = 1) -> TrueGenome:
    """Make the genome of a build."""
    bases: dict[str, dict[int, str]] = {}
    for gene in load_panel().scanned:
        bases.setdefault(gene.chromosome, {}).update(_gene(gene, assembly, random.Random(seed)))
    lengths = {chrom: load_contig_lengths()[assembly][chrom] for chrom in bases}
    return TrueGenome(assembly, bases, lengths)


def _gene(gene: Gene, assembly: Assembly, chance: random.Random) -> dict[int, str]:
    transcript = gene.transcript
    exons = transcript.exons[assembly]
    known = {
        pos: base
        for (chrom, pos), base in load_reference_bases()[assembly].items()
        if chrom == gene.chromosome
    }
    bounds = gene_bounds(gene, assembly)
    bases = {
        pos: known.get(pos, chance.choice(BASES))
        for pos in range(bounds.start - MARGIN, bounds.end + MARGIN + 1)
    }

    def written(base: str) -> str:
        return base if transcript.strand == "+" else base.translate(COMPLEMENT)

    coding = [
        pos
        for exon in exons
        if exon.coding is not None
        for pos in _in_direction(exon.coding, transcript.strand)
    ]
    letters = f"{load_proteins()[transcript.protein]}*"
    for number, letter in enumerate(letters):
        places = coding[3 * number : 3 * number + 3]
        fitting = [
            codon
            for codon in TABLE[THREE_LETTERS[letter]].split()
            if all(
                known.get(pos, written(base)) == written(base)
                for pos, base in zip(places, codon, strict=True)
            )
        ]
        for pos, base in zip(places, chance.choice(fitting), strict=True):
            bases[pos] = written(base)
    step = 1 if transcript.strand == "+" else -1
    for exon, following in pairwise(exons):
        first = exon.interval.end + 1 if step > 0 else exon.interval.start - 1
        last = following.interval.start - 1 if step > 0 else following.interval.end + 1
        edges = {first: "G", first + step: "T", last - step: "A", last: "G"}
        bases.update({pos: written(base) for pos, base in edges.items()})
    return bases


def _in_direction(stretch: Interval, strand: str) -> range:
    if strand == "+":
        return range(stretch.start, stretch.end + 1)
    return range(stretch.end, stretch.start - 1, -1)


# --- as files ---


def write_plain(genome: TrueGenome, path: Path, named="chr{}".format) -> Path:
    """Write a plain FASTA, each chromosome in one line, and its index; what is empty is a hole."""
    index = []
    with path.open("wb") as file:
        for chrom, length in genome.lengths.items():
            file.write(f">{named(chrom)} made up\n".encode())
            start = file.tell()
            index.append(_fai(named(chrom), length, start))
            for first, letters in _runs(genome.bases[chrom]):
                file.seek(start + first - 1)
                file.write(letters)
            file.seek(start + length - 1)
            file.write(b"N\n")
    _beside(path, ".fai").write_text("".join(index))
    return path


def write_packed(genome: TrueGenome, path: Path, named="chr{}".format) -> Path:
    """Write the same as bgzip does, with both indexes."""
    index, blocks, unpacked = [], [], 0
    empty = _block(b"N" * _BLOCK)
    with path.open("wb") as file:

        def put(block: bytes, length: int) -> None:
            nonlocal unpacked
            blocks.append((file.tell(), unpacked))
            file.write(block)
            unpacked += length

        def put_letters(letters: bytes) -> None:
            for at in range(0, len(letters), _BLOCK):
                part = letters[at : at + _BLOCK]
                put(_block(part), len(part))

        def put_empty(length: int) -> None:
            for _ in range(length // _BLOCK):
                put(empty, _BLOCK)
            put_letters(b"N" * (length % _BLOCK))

        for chrom, length in genome.lengths.items():
            put_letters(f">{named(chrom)} made up\n".encode())
            index.append(_fai(named(chrom), length, unpacked))
            done = 0
            for first, letters in _runs(genome.bases[chrom]):
                put_empty(first - 1 - done)
                put_letters(letters)
                done = first - 1 + len(letters)
            put_empty(length - done)
            put_letters(b"\n")
        file.write(BGZF_END)
    _beside(path, ".fai").write_text("".join(index))
    packed = b"".join(struct.pack("<QQ", *block) for block in blocks[1:])
    _beside(path, ".gzi").write_bytes(struct.pack("<Q", len(blocks) - 1) + packed)
    return path


def _runs(bases: dict[int, str]):
    """Yield each stretch without a gap: its first place and its letters."""
    first, letters = 0, []
    for pos in sorted(bases):
        if letters and pos != first + len(letters):
            yield first, "".join(letters).encode()
            letters = []
        if not letters:
            first = pos
        letters.append(bases[pos])
    if letters:
        yield first, "".join(letters).encode()


def _fai(name: str, length: int, offset: int) -> str:
    return f"{name}\t{length}\t{offset}\t{length}\t{length + 1}\n"


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _block(content: bytes) -> bytes:
    """Pack one BGZF block (SAM specification, section 4.1)."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    head = bytes.fromhex("1f8b08040000000000ff060042430200") + struct.pack("<H", len(packed) + 25)
    return head + packed + struct.pack("<II", zlib.crc32(content), len(content))
