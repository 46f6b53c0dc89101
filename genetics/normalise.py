"""Writes each called change the shortest way, so that equal changes look equal."""

from __future__ import annotations

import re
from dataclasses import dataclass

from genetics.phrases import say
from genetics.sequence.slices import Slice
from genetics.variants import Assembly, Variant

_BASES = re.compile(r"[ACGT]+")


@dataclass(frozen=True, slots=True)
class Normalised:
    """One allele in its shortest spelling.

    `left_aligned` is false when the change could be written further left, which takes the
    reference sequence to do: then it must not be looked up by its position. `shifts` is how many
    bases further right the same change can be written, as far as the reference is known.
    """

    variant: Variant
    left_aligned: bool
    shifts: int = 0

    @property
    def touched(self) -> tuple[int, int]:
        """Return the first and the last base that are changed, wherever the change is written.

        The base before a deletion is not touched by it; an insertion touches the bases on
        both sides. One base less in ``AAAA`` touches all four: which one it is cannot be told,
        and a change at the edge of an exon must not be lost because it is written in the intron.
        """
        variant = self.variant
        first, last = variant.pos, variant.pos + len(variant.ref) - 1
        if variant.ref[0] == variant.alt[0]:
            first, last = (first, first + 1) if first == last else (first + 1, last)
        return first, last + self.shifts


def normalise(
    assembly: Assembly,
    chrom: str,
    pos: int,
    ref: str,
    alt: str,
    bases: Slice | None = None,
) -> Normalised:
    """Write an allele the shortest way and, with the `bases` around it, furthest left.

    The rule is that of Tan, Abecasis and Kang (Bioinformatics 2015;31:2202), which
    ``bcftools norm`` follows as well. One base always stays in each allele, so an insertion
    or deletion keeps the base before it.

    1. While both alleles end in the same base, it is taken off both. Where that would leave
       one of them empty, both are first continued by the reference base before them: the
       same change, written one base further left.
    2. While both begin with the same base and have more than one, it is taken off both.

    - ``CAG`` > ``CTG`` at 10 is ``A`` > ``T`` at 11;
    - ``TCACA`` > ``TCA`` at 10 is ``TCA`` > ``T`` at 10, or further left in more ``CA``;
    - ``AA`` > ``A`` at 10 in ``CAAA`` from 8 is ``CA`` > ``C`` at 8.

    Step 1 stops, and the allele is marked as not left-aligned, where the base before it is
    not known: without `bases`, at the beginning of the stretch, at a letter other than A, C,
    G and T, and where the stretch does not hold REF (it lies elsewhere, or differs).
    """
    ref, alt = ref.upper(), alt.upper()
    before = bases if bases is not None and _stands_in(bases, assembly, chrom, pos, ref) else None
    while ref[-1] == alt[-1]:
        if len(ref) == 1 or len(alt) == 1:
            base = _base_at(before, pos - 1)
            if base is None:
                break
            ref, alt, pos = base + ref, base + alt, pos - 1
        ref, alt = ref[:-1], alt[:-1]
    aligned = ref[-1] != alt[-1]
    while len(ref) > 1 and len(alt) > 1 and ref[0] == alt[0]:
        ref, alt, pos = ref[1:], alt[1:], pos + 1
    shifts = _shifts(before, pos, ref, alt)
    return Normalised(Variant(assembly, chrom, pos, ref, alt), aligned, shifts)


def _stands_in(bases: Slice, assembly: Assembly, chrom: str, pos: int, ref: str) -> bool:
    """Whether the stretch is of this build and chromosome, and has REF at its place."""
    end = pos + len(ref) - 1
    same = (bases.assembly, bases.chrom) == (assembly, chrom) and bases.holds(pos, end)
    return same and bases.read(pos, end) == ref


def _shifts(bases: Slice | None, pos: int, ref: str, alt: str) -> int:
    """Return how far right a deletion or insertion can move; a replacement has one place."""
    moving = ref[1:] or alt[1:]
    if not moving or ref[0] != alt[0] or min(len(ref), len(alt)) > 1:
        return 0
    behind, moved = pos + len(ref), 0
    while _base_at(bases, behind + moved) == moving[moved % len(moving)]:
        moved += 1
    return moved


def _base_at(bases: Slice | None, pos: int) -> str | None:
    if bases is None or not bases.holds(pos, pos):
        return None
    base = bases.read(pos, pos)
    return base if base in "ACGT" else None


def why_not_interpreted(ref: str, alt: str) -> str:
    """Return why this pair is not a small change that can be interpreted, or ""."""
    if alt == "*":
        return say("allele *: a deletion that another record describes")
    if alt in {"<*>", "<NON_REF>"}:
        return say("allele {allele}: any other allele, none in particular", allele=alt)
    if "[" in alt or "]" in alt or alt.startswith(".") or alt.endswith("."):
        return say(
            "allele {allele}: a breakend, structural changes are not interpreted", allele=alt
        )
    if alt.startswith("<"):
        return say("allele {allele}: symbolic, structural changes are not interpreted", allele=alt)
    if not _BASES.fullmatch(ref.upper()):
        return say("REF {ref} holds other letters than A, C, G and T", ref=ref)
    if not _BASES.fullmatch(alt.upper()):
        return say("allele {allele} holds other letters than A, C, G and T", allele=alt)
    if ref.upper() == alt.upper():
        return say("allele {allele} is the same as REF", allele=alt)
    return ""
