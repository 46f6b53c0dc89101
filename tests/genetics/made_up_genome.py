"""A made-up genome in which our proteins are right: the oracle for what a change does.

No sequence of the genes is at hand. Here each gene gets one: random bases, and in its coding
part random codons of its protein. What a change makes of such a gene is known, because the
whole sequence is; what the program says without it must never contradict.
"""

import random
from dataclasses import dataclass, replace
from pathlib import Path

from genetics.intervals import Interval
from genetics.panel import Exon, Gene, Panel
from genetics.reference.genetic_code import THREE_LETTERS
from genetics.reference.tables import load_proteins
from genetics.variants import Assembly, Variant

BUILD = Assembly.GRCH38
COMPLEMENT = str.maketrans("ACGT", "TGCA")
BASES = "ACGT"
MARGIN = 400


# NCBI genetic code table 1, typed a second time, residue by residue.
TABLE = {
    "Ala": "GCT GCC GCA GCG",
    "Arg": "CGT CGC CGA CGG AGA AGG",
    "Asn": "AAT AAC",
    "Asp": "GAT GAC",
    "Cys": "TGT TGC",
    "Gln": "CAA CAG",
    "Glu": "GAA GAG",
    "Gly": "GGT GGC GGA GGG",
    "His": "CAT CAC",
    "Ile": "ATT ATC ATA",
    "Leu": "CTT CTC CTA CTG TTA TTG",
    "Lys": "AAA AAG",
    "Met": "ATG",
    "Phe": "TTT TTC",
    "Pro": "CCT CCC CCA CCG",
    "Ser": "TCT TCC TCA TCG AGT AGC",
    "Thr": "ACT ACC ACA ACG",
    "Trp": "TGG",
    "Tyr": "TAT TAC",
    "Val": "GTT GTC GTA GTG",
    "Ter": "TAA TAG TGA",
}
RESIDUE = {codon: residue for residue, codons in TABLE.items() for codon in codons.split()}


@dataclass(frozen=True)
class MadeUpGene:
    """A gene of the panel, moved to the start of its chromosome, with a sequence."""

    gene: Gene
    bases: dict[int, str]
    coding: tuple[int, ...]

    def codon_at(self, codon: int) -> str:
        """Return a codon as the transcript reads it; `codon` counts from 1."""
        return "".join(self.read(pos) for pos in self.coding[3 * codon - 3 : 3 * codon])

    def read(self, pos: int) -> str:
        base = self.bases[pos]
        return base if self.gene.transcript.strand == "+" else base.translate(COMPLEMENT)

    def becomes(self, number: int, alt: str) -> tuple[str, int, str]:
        """Return residue, codon and new residue when coding base `number` becomes `alt`."""
        codon, place = divmod(number - 1, 3)
        before = self.codon_at(codon + 1)
        after = before[:place] + alt + before[place + 1 :]
        return RESIDUE[before], codon + 1, RESIDUE[after]

    def variant(self, pos: int, ref: str, alt: str) -> Variant:
        return Variant(BUILD, self.gene.chromosome, pos, ref, alt)


def made_up(gene: Gene, seed: int) -> MadeUpGene:
    """Move a gene to the start of its chromosome and give it a sequence."""
    moved = _moved(gene)
    transcript = moved.transcript
    exons = transcript.exons[BUILD]
    coding = [
        pos
        for exon in sorted(exons, key=lambda exon: exon.number)
        if exon.coding is not None
        for pos in _in_direction(exon.coding, transcript.strand)
    ]
    chance = random.Random(seed)
    last = max(exon.interval.end for exon in exons) + MARGIN
    bases = {pos: chance.choice(BASES) for pos in range(1, last + 1)}
    letters = f"{load_proteins()[transcript.protein]}*"
    sequence = "".join(chance.choice(TABLE[THREE_LETTERS[letter]].split()) for letter in letters)
    assert len(sequence) == len(coding)
    for pos, base in zip(coding, sequence, strict=True):
        bases[pos] = base if transcript.strand == "+" else base.translate(COMPLEMENT)
    return MadeUpGene(moved, bases, tuple(coding))


def _in_direction(stretch: Interval, strand: str) -> range:
    if strand == "+":
        return range(stretch.start, stretch.end + 1)
    return range(stretch.end, stretch.start - 1, -1)


def _moved(gene: Gene) -> Gene:
    """Put the gene near the start of a chromosome that bears its name."""
    by = gene.locus[BUILD].start - 1 - MARGIN

    def moved(stretch: Interval) -> Interval:
        return Interval(gene.symbol, stretch.start - by, stretch.end - by)

    def moved_exon(exon: Exon) -> Exon:
        coding = moved(exon.coding) if exon.coding is not None else None
        return replace(exon, interval=moved(exon.interval), coding=coding)

    exons = tuple(moved_exon(exon) for exon in gene.transcript.exons[BUILD])
    return replace(
        gene,
        chromosome=gene.symbol,
        transcript=replace(gene.transcript, exons=dict.fromkeys(Assembly, exons)),
        locus=dict.fromkeys(Assembly, moved(gene.locus[BUILD])),
        regions={},
        known_variants=(),
    )


# --- as files, for bcftools ---


def write_fasta(genes: list[MadeUpGene], path: Path) -> None:
    """Write one sequence for each gene, named by its symbol."""
    text = "".join(
        f">{one.gene.symbol}\n{''.join(one.bases[pos] for pos in sorted(one.bases))}\n"
        for one in genes
    )
    path.write_text(text)


def write_gff(genes: list[MadeUpGene], path: Path) -> None:
    """Write the transcripts as Ensembl does in GFF3, which is what ``bcftools csq`` reads."""
    lines = ["##gff-version 3"]
    for one in genes:
        gene, transcript = one.gene, one.gene.transcript
        name = transcript.ensembl.split(".")[0]
        ends = f"{gene.locus[BUILD].start}\t{gene.locus[BUILD].end}"
        rest = f"biotype=protein_coding;Name={gene.symbol}"

        def line(kind: str, where: str, phase: str, last: str, of=one) -> str:
            return "\t".join(
                (
                    of.gene.symbol,
                    "made_up",
                    kind,
                    where,
                    ".",
                    of.gene.transcript.strand,
                    phase,
                    last,
                )
            )

        lines.append(line("gene", ends, ".", f"ID=gene:{gene.symbol};{rest}"))
        parent = f"ID=transcript:{name};Parent=gene:{gene.symbol};{rest}"
        lines.append(line("mRNA", ends, ".", parent))
        before = 0
        for exon in transcript.exons[BUILD]:
            where = f"{exon.interval.start}\t{exon.interval.end}"
            lines.append(line("exon", where, ".", f"Parent=transcript:{name}"))
            if exon.coding is not None:
                where = f"{exon.coding.start}\t{exon.coding.end}"
                phase = str(-before % 3)
                lines.append(line("CDS", where, phase, f"ID=CDS:P;Parent=transcript:{name}"))
                before += exon.coding.end - exon.coding.start + 1
    path.write_text("\n".join(lines) + "\n")


def panel_of(genes: list[MadeUpGene]) -> Panel:
    return Panel("made up", tuple(one.gene for one in genes))
