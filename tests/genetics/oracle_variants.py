"""Random changes of a gene, as a VCF writes them: every kind, and most where names are hard."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from made_up_genome import BASES, BUILD
from oracle_genome import OracleGene, on_the_other_strand

from genetics.variants import Variant

KINDS = {
    "substitution": 26,
    "deletion": 24,
    "insertion": 12,
    "duplication": 16,
    "delins": 9,
    "inversion": 7,
    "MNV": 6,
}
PLACES = {
    "coding": 36,
    "edge": 22,
    "intron": 12,
    "deep": 3,
    "untranslated": 9,
    "start": 7,
    "stop": 7,
    "promoter": 4,
}
LENGTHS = (1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 5, 6, 6, 7, 8, 9, 10, 12, 15, 18, 21, 27, 33, 40)


@dataclass(frozen=True)
class OracleChange:
    """A change, its gene, and the seed and number by which it can be made again."""

    gene: OracleGene
    variant: Variant
    seed: int
    number: int

    def __str__(self) -> str:
        variant = self.variant
        length = len(variant.ref)
        around = self.gene.bases.read(variant.pos - 12, variant.pos - 1)
        behind = self.gene.bases.read(variant.pos + length, variant.pos + length + 12)
        return (
            f"seed {self.seed} number {self.number}: {self.gene.symbol} ({self.gene.strand}) "
            f"{variant.pos} {variant.ref}>{variant.alt} [{around} {variant.ref} {behind}]"
        )


def changes(genes: Sequence[OracleGene], how_many: int, seed: int) -> list[OracleChange]:
    """Make changes, shared out evenly among the genes; no two are the same."""
    chance = random.Random(seed)
    found: dict[tuple[str, Variant], OracleChange] = {}
    number = 0
    while len(found) < how_many:
        gene = genes[number % len(genes)]
        variant = _random_change(gene, chance)
        if variant is not None:
            found.setdefault((gene.symbol, variant), OracleChange(gene, variant, seed, number))
        number += 1
    return list(found.values())


def _random_change(gene: OracleGene, chance: random.Random) -> Variant | None:
    """Return a random change that really changes something, None when chance made none."""
    place = _random_place(gene, chance)
    (kind,) = chance.choices(list(KINDS), KINDS.values())
    length = chance.choice(LENGTHS)
    if place < 50 or place + length + 50 > gene.bases.end:
        return None
    ref, alt = _alleles(gene, place, kind, length, chance)
    if ref == alt:
        return None
    if not ref or not alt:
        place -= 1
        before = gene.bases.read(place, place)
        ref, alt = before + ref, before + alt
    return Variant(BUILD, gene.chrom, place, ref, alt)


def _alleles(
    gene: OracleGene, place: int, kind: str, length: int, chance: random.Random
) -> tuple[str, str]:
    def stretch(count: int) -> str:
        return gene.bases.read(place, place + count - 1)

    def random_bases(count: int) -> str:
        return "".join(chance.choices(BASES, k=count))

    match kind:
        case "substitution":
            return stretch(1), random_bases(1)
        case "deletion":
            return stretch(length), ""
        case "insertion":
            return "", random_bases(length)
        case "duplication":
            return "", stretch(length)
        case "delins":
            return stretch(length), random_bases(chance.choice(LENGTHS))
        case "inversion":
            return stretch(length), on_the_other_strand(stretch(length))
    some = stretch(max(2, min(length, 6)))
    return some, "".join(base if chance.random() < 0.3 else random_bases(1) for base in some)


def _random_place(gene: OracleGene, chance: random.Random) -> int:
    """Choose a place on the chromosome where a change begins."""
    exons = gene.exons
    coding = [exon.coding for exon in exons if exon.coding is not None]
    (kind,) = chance.choices(list(PLACES), PLACES.values())
    if kind in {"edge", "intron", "deep"} and len(exons) == 1:
        kind = "coding"
    if kind == "coding":
        return chance.randint(*_ends(chance.choice(coding)))
    if kind in {"edge", "intron", "deep"}:
        reach = {"edge": 9, "intron": 32, "deep": 150}[kind]
        return chance.choice(_ends(chance.choice(exons).interval)) + chance.randint(-reach, reach)
    if kind == "untranslated":
        whole = chance.choice((exons[0], exons[-1])).interval
        return chance.randint(*_ends(whole))
    first, last = coding[0], coding[-1]
    at_start = first.start if gene.strand == "+" else first.end
    at_stop = last.end if gene.strand == "+" else last.start
    if kind == "start":
        return at_start + chance.randint(-8, 8)
    if kind == "stop":
        return at_stop + chance.randint(-9, 9)
    edge = exons[0].interval
    return (
        edge.start - chance.randint(1, 200)
        if gene.strand == "+"
        else edge.end + chance.randint(1, 200)
    )


def _ends(stretch) -> tuple[int, int]:
    return stretch.start, stretch.end
