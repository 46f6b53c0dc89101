"""Cuts our genes out of the user's reference genome, and keeps none unless all are proven."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from genetics.builds import KnownGenome
from genetics.errors import InputRejected, Mistake
from genetics.panel import Gene, Panel
from genetics.readers.territory import gene_bounds
from genetics.reference.tables import load_contig_lengths, load_reference_bases
from genetics.sequence.genome import Contig, Genome, open_genome
from genetics.sequence.proof import Failure, Proof, failures, gc_introns
from genetics.sequence.slices import Slice
from genetics.variants import Assembly

# An assumption of this program: far enough to align what begins in a gene and its promoter.
MARGIN = 5000


@dataclass(frozen=True, slots=True)
class ProvenSlice:
    """A stretch that passed every proof; `contig` is the chromosome's name in the FASTA.

    `gc_introns` are those that begin with GC, `unknown` counts the letters other than A, C, G
    and T, which lie far from the exons.
    """

    bases: Slice
    contig: str
    proofs: tuple[Proof, ...]
    gc_introns: tuple[int, ...]
    unknown: int


def proven_slices(
    fasta: Path, assembly: Assembly, panel: Panel, known: KnownGenome | None = None
) -> tuple[ProvenSlice, ...]:
    """Cut each scanned gene, with promoter and enhancers, ± 5,000 bases, and prove it.

    1. The chromosomes have the lengths of the build; if all have those of the other build, the
       FASTA is said to be of that build, and nothing else is tried.
    2. Each gene passes all proofs (``proof.failures``).

    Raises InputRejected with every proof that failed in any gene, and what was found. `known`
    is what is known of both builds (None: our tables).
    """
    known = known or KnownGenome(load_contig_lengths(), load_reference_bases())
    chromosomes = frozenset(gene.chromosome for gene in panel.scanned)
    with open_genome(fasta, chromosomes) as genome:
        _require_build(genome, assembly, known)
        proven: list[ProvenSlice] = []
        mistakes: list[Mistake] = []
        for gene in panel.scanned:
            made = _proven(gene, genome, assembly, known)
            if isinstance(made, ProvenSlice):
                proven.append(made)
            else:
                mistakes += _mistakes(fasta, gene, assembly, made)
    if mistakes:
        raise InputRejected(mistakes)
    return tuple(proven)


def _require_build(genome: Genome, assembly: Assembly, known: KnownGenome) -> None:
    for other in set(Assembly) - {assembly}:
        if genome.contigs and not any(
            _is_long(contig, chrom, known.lengths[assembly])
            or not _is_long(contig, chrom, known.lengths[other])
            for chrom, contig in genome.contigs.items()
        ):
            contig = next(iter(genome.contigs.values()))
            what = f"this FASTA is {other}, not {assembly}: {contig.name} has {contig.length} bases"
            remedy = f"give --assembly {other}, or a FASTA of {assembly}; nothing was kept"
            raise InputRejected(Mistake(what, remedy, file=str(genome.path)))


def _is_long(contig: Contig, chrom: str, lengths: Mapping[str, int]) -> bool:
    return lengths.get(chrom) == contig.length


def _proven(
    gene: Gene, genome: Genome, assembly: Assembly, known: KnownGenome
) -> ProvenSlice | tuple[Failure, ...]:
    """Return the stretch of a gene, or the proofs that failed."""
    contig = genome.contigs.get(gene.chromosome)
    if contig is None:
        return (Failure(Proof.CONTIG_LENGTH, genome.why_not_there(gene.chromosome)),)
    right = known.lengths[assembly].get(gene.chromosome)
    if contig.length != right:
        what = f"{contig.name} has {contig.length} bases, in {assembly} it has {right}"
        return (Failure(Proof.CONTIG_LENGTH, what),)
    bounds = gene_bounds(gene, assembly)
    if bounds is None:
        return (Failure(Proof.EXON_LENGTHS, "the panel does not say where it lies"),)
    start = max(1, bounds.start - MARGIN)
    letters = genome.read(contig, start, min(contig.length, bounds.end + MARGIN))
    digest = hashlib.sha256(letters.encode()).hexdigest()
    bases = Slice(gene.symbol, assembly, gene.chromosome, start, letters, genome.path.name, digest)
    failed = failures(gene, bases, contig.name, known.bases[assembly])
    if failed:
        return failed
    unknown = sum(letter not in "ACGT" for letter in letters)
    return ProvenSlice(bases, contig.name, tuple(Proof), gc_introns(gene, bases), unknown)


def _mistakes(
    fasta: Path, gene: Gene, assembly: Assembly, failed: tuple[Failure, ...]
) -> Iterator[Mistake]:
    remedy = f"give the FASTA of {assembly} that your files are made with; nothing was kept"
    for failure in failed:
        what = f"{failure.proof}: {failure.what}"
        yield Mistake(what, remedy, file=str(fasta), place=gene.symbol)
