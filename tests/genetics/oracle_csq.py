"""The consequences that ``bcftools csq`` gives the changes of the made-up genome, in one call.

Each change stands alone on a copy of its own: sample after sample carries one change of each gene on
its first copy and another one on its second, so that no two are read together.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from oracle_genome import OracleGene
from oracle_variants import OracleChange

# What bcftools calls the terms of the Sequence Ontology, from the list in its manual.
TERMS = {
    "synonymous": "synonymous_variant",
    "missense": "missense_variant",
    "inframe_deletion": "inframe_deletion",
    "inframe_insertion": "inframe_insertion",
    "inframe_altering": "protein_altering_variant",
    "frameshift": "frameshift_variant",
    "splice_acceptor": "splice_acceptor_variant",
    "splice_donor": "splice_donor_variant",
    "splice_region": "splice_region_variant",
    "stop_gained": "stop_gained",
    "stop_lost": "stop_lost",
    "start_lost": "start_lost",
    "stop_retained": "stop_retained_variant",
    "start_retained": "start_retained_variant",
    "5_prime_utr": "5_prime_UTR_variant",
    "3_prime_utr": "3_prime_UTR_variant",
    "intron": "intron_variant",
    "coding_sequence": "coding_sequence_variant",
}


@dataclass(frozen=True)
class Consequence:
    """What csq says of a change: SO terms (none where it says nothing), amino acids as written."""

    terms: frozenset[str]
    amino_acids: tuple[str, ...]


def consequences(
    changes: Sequence[OracleChange], fasta: Path, gff: Path, folder: Path
) -> list[Consequence]:
    """Return what csq says of each change, in the order of the changes."""
    _write(changes, folder / "changes.vcf")
    arguments = ["--ncsq", "64", "-p", "a", "-f", str(fasta), "-g", str(gff), "changes.vcf"]
    done = subprocess.run(
        ["bcftools", "csq", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    said: dict[int, Consequence] = {}
    for line in done.stdout.splitlines():
        if not line.startswith("#"):
            columns = line.split("\t", 8)
            said[int(columns[2])] = _read(columns[7])
    return [said[number] for number in range(len(changes))]


def _write(changes: Sequence[OracleChange], path: Path) -> None:
    genes: dict[str, OracleGene] = {change.gene.chrom: change.gene for change in changes}
    of_gene: dict[str, list[int]] = {chrom: [] for chrom in genes}
    for number, change in enumerate(changes):
        of_gene[change.gene.chrom].append(number)
    samples = max(len(numbers) + 1 for numbers in of_gene.values()) // 2
    lines = [
        "##fileformat=VCFv4.2",
        *(f"##contig=<ID={chrom},length={gene.bases.end}>" for chrom, gene in genes.items()),
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
        "\t".join(
            (
                *["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"],
                *(f"P{number}" for number in range(samples)),
            )
        ),
    ]
    for chrom, numbers in of_gene.items():
        for place, number in sorted((changes[n].variant.pos, n) for n in numbers):
            variant = changes[number].variant
            sample, second = divmod(numbers.index(number), 2)
            genotypes = ["0|0"] * samples
            genotypes[sample] = "0|1" if second else "1|0"
            fields = (chrom, str(place), str(number), variant.ref, variant.alt)
            lines.append("\t".join((*fields, ".", "PASS", ".", "GT", *genotypes)))
    path.write_text("\n".join(lines) + "\n")


def _read(info: str) -> Consequence:
    values = [one for one in info.split(";") if one.startswith("BCSQ=")]
    entries = [entry.split("|") for entry in values[0][5:].split(",")] if values else []
    terms: set[str] = set()
    amino_acids = []
    for words, *columns in entries:
        terms |= {TERMS.get(word, word) for word in words.removeprefix("*").split("&")}
        amino_acids += columns[4:5]
    return Consequence(frozenset(terms), tuple(amino_acids))
