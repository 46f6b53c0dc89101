"""A made-up genome for the oracles: many genes on both strands, each with its whole sequence.

Two sorts of genes. The *true* ones stand in their true exons (and introns of the true length) and
make their true protein; only the bases are made up. The *invented* ones have exons that real genes
rarely have all at once: exons of one base, introns within the untranslated parts, a coding part
that begins or ends at an edge of an exon. Introns begin with GT and end with AG. Everywhere bases
repeat (homopolymers, tandem repeats), also across the edges of exons, since only there does the 3'
rule of HGVS matter.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from made_up_genome import BASES, BUILD, COMPLEMENT, RESIDUE, TABLE

from genetics.gene_files import load_panel
from genetics.intervals import Interval
from genetics.panel import Exon, Transcript
from genetics.reference.genetic_code import THREE_LETTERS
from genetics.reference.tables import load_proteins
from genetics.sequence.slices import Slice
from genetics.variants import Assembly

MARGIN = 400
INVENTED = 18
"""Invented genes; each third is of one exon or two."""
ONE_LETTER = {residue: letter for letter, residue in THREE_LETTERS.items()}


@dataclass(frozen=True)
class OracleGene:
    """A gene with its transcript, its protein and the bases of its chromosome."""

    symbol: str
    transcript: Transcript
    protein: str
    bases: Slice

    @property
    def chrom(self) -> str:
        return self.bases.chrom

    @property
    def strand(self) -> str:
        return self.transcript.strand

    @property
    def exons(self) -> tuple[Exon, ...]:
        """The exons from 5' to 3'."""
        return self.transcript.exons[BUILD]

    @property
    def coding(self) -> Iterator[int]:
        """The places of the coding bases, from 5' to 3'."""
        for exon in self.exons:
            if exon.coding is not None:
                yield from in_direction(exon.coding, self.strand)


@dataclass(frozen=True)
class Structure:
    """Exons of a transcript on a chromosome, 5' to 3', as (start, end, coding start, coding end)."""

    symbol: str
    strand: str
    exons: tuple[tuple[int, int, int | None, int | None], ...]


def in_direction(stretch: Interval, strand: str) -> range:
    if strand == "+":
        return range(stretch.start, stretch.end + 1)
    return range(stretch.end, stretch.start - 1, -1)


def on_the_other_strand(bases: str) -> str:
    return bases.translate(COMPLEMENT)[::-1]


# --- the genes -------------------------------------------------------------------------------


def own_genes(seed: int) -> list[OracleGene]:
    """The genes that are scanned and SF3B1, in their true exons."""
    found = []
    for number, gene in enumerate(load_panel().genes):
        transcript = gene.transcript
        if transcript is None:
            continue
        exons = transcript.exons[Assembly.GRCH38]
        structure = Structure(gene.symbol, transcript.strand, tuple(_edges(one) for one in exons))
        protein = load_proteins()[transcript.protein]
        found.append(_built(structure, protein, random.Random(f"{seed} true {number}")))
    return found


def _edges(exon: Exon) -> tuple[int, int, int | None, int | None]:
    coding = exon.coding
    inner = (coding.start, coding.end) if coding is not None else (None, None)
    return exon.interval.start, exon.interval.end, *inner


def other_genes(reference: Path, seed: int) -> list[OracleGene]:
    """The other genes of the reference folder whose MANE protein is there, in their true exons."""
    with (reference / "exons_cds.tsv").open(encoding="utf-8") as lines:
        next(lines)
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["build"] == "GRCh38"]
    by_transcript: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_transcript.setdefault(row["refseq"], []).append(row)
    own = {gene.symbol for gene in load_panel().genes}
    found = []
    for header, protein in _proteins(reference / "proteins.faa"):
        symbol, names = header.split("|")[:2]
        named = [name for name in names.split() if name in by_transcript]
        if symbol in own or not named or by_transcript[named[0]][0]["status"] != "MANE_Select":
            continue
        exons = sorted(by_transcript[named[0]], key=lambda row: int(row["exon_number"]))
        structure = Structure(symbol, exons[0]["strand"], tuple(_edges_of(row) for row in exons))
        found.append(_built(structure, protein, random.Random(f"{seed} other {symbol}")))
    return found


def _edges_of(row: dict[str, str]) -> tuple[int, int, int | None, int | None]:
    coding = row["cds_start"] != "."
    inner = (int(row["cds_start"]), int(row["cds_end"])) if coding else (None, None)
    return int(row["exon_start"]), int(row["exon_end"]), *inner


def _proteins(path: Path) -> Iterator[tuple[str, str]]:
    for entry in f"\n{path.read_text(encoding='utf-8')}".split("\n>")[1:]:
        header, *lines = entry.splitlines()
        yield header, "".join(lines)


def _built(structure: Structure, protein: str, chance: random.Random) -> OracleGene:
    """Give true exons a sequence that makes the protein, at the start of a chromosome."""
    first = min(start for start, *_ in structure.exons) - MARGIN - 1
    exons = tuple(
        (s - first, e - first, c and c - first, d and d - first) for s, e, c, d in structure.exons
    )
    structure = Structure(structure.symbol, structure.strand, exons)
    length = max(end for _, end, *_ in exons) + MARGIN
    coding = _codons(protein, chance)
    inside = sum(d - c + 1 for _, _, c, d in exons if c is not None and d is not None)
    assert len(coding) == inside, structure.symbol
    return _assembled(structure, protein, repetitive(length, chance), coding, chance)


def invented_genes(seed: int, how_many: int = INVENTED) -> list[OracleGene]:
    """Genes of no organism; strands alternate, and so do few exons and many tiny ones."""
    return [
        _invented(number, random.Random(f"{seed} invented {number}")) for number in range(how_many)
    ]


def _invented(number: int, chance: random.Random) -> OracleGene:
    residues = chance.randint(20, 160)
    coding = _open_reading_frame(residues, chance)
    protein = "".join(ONE_LETTER[RESIDUE[coding[at : at + 3]]] for at in range(0, len(coding), 3))
    before, after = chance.randint(3, 90), chance.randint(5, 120)
    spliced = repetitive(before, chance) + coding + repetitive(after, chance)
    cuts = _cuts(number, spliced, before, len(coding), chance)
    symbol = f"MADE{number + 1}"
    strand = "+-"[number % 2]
    exons, place = [], MARGIN + 1
    for first, last in pairwise((0, *cuts, len(spliced))):
        inner = max(first, before), min(last, before + len(coding))
        c, d = (place + inner[0] - first, place + inner[1] - first - 1)
        coded = inner[0] < inner[1]
        exons.append((place, place + last - first - 1, c if coded else None, d if coded else None))
        place += last - first + chance.choice((24, 40, 61, 80, 150, 400))
    length = exons[-1][1] + MARGIN
    if strand == "-":
        exons = [
            (length + 1 - e, length + 1 - s, d and length + 1 - d, c and length + 1 - c)
            for s, e, c, d in exons
        ]
    structure = Structure(symbol, strand, tuple(exons))
    random_bases = repetitive(length, chance)
    gene = _assembled(structure, protein[:-1], random_bases, coding, chance, spliced)
    return gene


def _cuts(
    number: int, spliced: str, before: int, coding: int, chance: random.Random
) -> tuple[int, ...]:
    """Choose where introns stand in a transcript: none, one, or many with tiny exons between."""
    if number % 6 == 0:
        return ()
    if number % 6 == 1:
        return (chance.randint(before + 1, before + coding - 1),)
    cuts = {chance.randint(1, len(spliced) - 1) for _ in range(chance.randint(2, 6))}
    if chance.random() < 0.5:
        cuts.add(before)  # the coding part begins an exon
    if chance.random() < 0.5:
        cuts.add(before + coding)  # and ends one
    repeats = [at for at in range(3, len(spliced) - 3) if _looks_like_an_edge(spliced, at)]
    cuts |= set(chance.sample(repeats, min(3, len(repeats))))
    tiny = chance.randint(before + 2, before + coding - 6)
    cuts |= {tiny, tiny + chance.randint(1, 3)}
    return tuple(sorted(cut for cut in cuts if 0 < cut < len(spliced)))


def _looks_like_an_edge(spliced: str, at: int) -> bool:
    """Whether an intron put here repeats the exon: GT before it, AG behind it, one base twice."""
    return (
        spliced[at - 2 : at] == "GT"
        or spliced[at : at + 2] == "AG"
        or spliced[at - 1] == spliced[at]
    )


# --- the bases -------------------------------------------------------------------------------


def repetitive(length: int, chance: random.Random) -> str:
    """Random bases in which single bases, pairs and triplets repeat now and then."""
    parts: list[str] = []
    made = 0
    while made < length:
        if chance.random() < 0.12:
            unit = "".join(chance.choices(BASES, k=chance.choice((1, 1, 2, 3, 4))))
            part = unit * chance.randint(2, 7)
        else:
            part = "".join(chance.choices(BASES, k=chance.randint(1, 12)))
        parts.append(part)
        made += len(part)
    return "".join(parts)[:length]


def _codons(protein: str, chance: random.Random) -> str:
    """Random codons of a protein and a stop, chosen so that bases often repeat."""
    coding = ""
    for letter in f"{protein}*":
        codons = TABLE[THREE_LETTERS[letter]].split()
        alike = [codon for codon in codons if coding.endswith((codon, codon[0]))]
        coding += chance.choice(alike if alike and chance.random() < 0.4 else codons)
    return coding


def _open_reading_frame(residues: int, chance: random.Random) -> str:
    """ATG, repetitive codons without a stop, a stop."""
    bases = repetitive(3 * residues, chance)
    inner = (bases[at : at + 3] for at in range(0, len(bases), 3))
    kept = "".join(codon for codon in inner if RESIDUE[codon] != "Ter")
    return f"ATG{kept}{chance.choice(TABLE['Ter'].split())}"


def _assembled(
    structure: Structure,
    protein: str,
    around: str,
    coding: str,
    chance: random.Random,
    spliced: str | None = None,
) -> OracleGene:
    """Put coding bases (or a whole transcript) into the exons, GT and AG into the introns."""
    chromosome = dict(enumerate(around, 1))
    strand = structure.strand

    def put(place: int, base: str) -> None:
        chromosome[place] = base if strand == "+" else base.translate(COMPLEMENT)

    def read(place: int) -> str:
        return chromosome[place] if strand == "+" else chromosome[place].translate(COMPLEMENT)

    stretches = [Interval("", start, end) for start, end, *_ in structure.exons]
    if spliced is None:
        inner = [Interval("", c, d) for *_, c, d in structure.exons if c and d]
        _pour(coding, inner, strand, put)
    else:
        _pour(spliced, stretches, strand, put)
    for exon, after in pairwise(stretches):
        intron = Interval("", min(exon.end, after.end) + 1, max(exon.start, after.start) - 1)
        _splice(in_direction(intron, strand), strand, put, read, chance)
    symbol = structure.symbol
    bases = Slice(symbol, BUILD, f"NC_{symbol}", 1, "".join(chromosome.values()), "made up")
    transcript = Transcript(
        f"NM_{symbol}.1", f"ENST_{symbol}.1", f"NP_{symbol}.1", strand, {BUILD: _exons(structure)}
    )
    return OracleGene(symbol, transcript, protein, bases)


def _pour(bases: str, stretches: Sequence[Interval], strand: str, put) -> None:
    places = [place for stretch in stretches for place in in_direction(stretch, strand)]
    for place, base in zip(places, bases, strict=True):
        put(place, base)


def _splice(intron: range, strand: str, put, read, chance: random.Random) -> None:
    """Write GT…AG; now and then what lies beside the intron goes on repeating in it."""
    step = 1 if strand == "+" else -1
    if len(intron) >= 20 and chance.random() < 0.4:
        unit = chance.choice((2, 3, 4))
        for at in range(6):  # the exon before, repeated behind GT
            put(intron[2 + at], read(intron[0] - step * (unit - at % unit)))
        for at in range(6):  # the exon behind, repeated before AG
            put(intron[-3 - at], read(intron[-1] + step * (unit - at % unit)))
    for place, base in zip((*intron[:2], *intron[-2:]), "GTAG", strict=True):
        put(place, base)


def _exons(structure: Structure) -> tuple[Exon, ...]:
    found, before = [], 0
    for number, (start, end, c, d) in enumerate(structure.exons, 1):
        chrom = f"NC_{structure.symbol}"
        coding = Interval(chrom, c, d) if c is not None and d is not None else None
        length = coding.end - coding.start + 1 if coding else 0
        found.append(
            Exon(
                number,
                Interval(chrom, start, end),
                coding,
                before + 1 if coding else None,
                before + length if coding else None,
            )
        )
        before += length
    return tuple(found)


# --- as files --------------------------------------------------------------------------------


def write_fasta(genes: Sequence[OracleGene], path: Path) -> None:
    """Write one sequence for each gene."""
    path.write_text("".join(f">{one.chrom}\n{one.bases.bases}\n" for one in genes))


def write_gff(genes: Sequence[OracleGene], path: Path) -> None:
    """Write the transcripts as Ensembl does in GFF3, which is what ``bcftools csq`` reads."""
    lines = ["##gff-version 3"]
    for one in genes:

        def line(kind: str, start: int, end: int, last: str, phase: str = ".", of=one) -> str:
            place = f"{of.chrom}\tmade_up\t{kind}\t{start}\t{end}"
            return f"{place}\t.\t{of.strand}\t{phase}\t{last}"

        first = min(exon.interval.start for exon in one.exons)
        last = max(exon.interval.end for exon in one.exons)
        rest = f"biotype=protein_coding;Name={one.symbol}"
        lines.append(line("gene", first, last, f"ID=gene:{one.symbol};{rest}"))
        mrna = f"ID=transcript:{one.symbol};Parent=gene:{one.symbol};{rest}"
        lines.append(line("mRNA", first, last, mrna))
        parent = f"Parent=transcript:{one.symbol}"
        for exon in one.exons:
            lines.append(line("exon", exon.interval.start, exon.interval.end, parent))
            coding = exon.coding
            if coding is not None and exon.c_from is not None:
                phase = str(-(exon.c_from - 1) % 3)
                lines.append(line("CDS", coding.start, coding.end, f"ID=CDS:P;{parent}", phase))
            for utr, kind in _untranslated(one, exon):
                lines.append(line(kind, utr.start, utr.end, parent))
    path.write_text("\n".join(lines) + "\n")


def _untranslated(one: OracleGene, exon: Exon) -> Iterator[tuple[Interval, str]]:
    """The parts of an exon before and behind the coding part, as Ensembl names them."""
    coding = [exon.coding for exon in one.exons if exon.coding is not None]
    first, last = min(c.start for c in coding), max(c.end for c in coding)
    names = ("five_prime_UTR", "three_prime_UTR")
    left, right = names if one.strand == "+" else names[::-1]
    whole = exon.interval
    if whole.start < first:
        yield Interval(one.chrom, whole.start, min(whole.end, first - 1)), left
    if whole.end > last:
        yield Interval(one.chrom, max(whole.start, last + 1), whole.end), right
