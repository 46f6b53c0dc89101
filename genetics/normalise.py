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
    reference sequence to do: then it must not be looked up by its position.
    """

    variant: Variant
    left_aligned: bool

    @property
    def touched(self) -> tuple[int, int]:
        """Return the first and the last base that are changed.

        The base before a deletion is not touched by it; an insertion touches the bases on
        both sides.
        """
        variant = self.variant
        first, last = variant.pos, variant.pos + len(variant.ref) - 1
        if variant.ref[0] == variant.alt[0]:
            return (first, first + 1) if first == last else (first + 1, last)
        return first, last


def normalise(
    assembly: Assembly,
    chrom: str,
    pos: int,
    ref: str,
    alt: str,
    bases: Slice | None = None,  # noqa: ARG001 - aligning comes with the next change
) -> Normalised:
    """Trim what both alleles share, first at the end and then at the beginning.

    One base always stays in each allele, so an insertion or deletion keeps the base before
    it. This is the rule of Tan, Abecasis and Kang (Bioinformatics 2015;31:2202) except for
    its one step that needs the reference sequence: when both alleles still end in the same
    base (``AA`` > ``A``), the same change can be written one base further left, and how far
    is known to the reference alone. Such an allele is marked as not left-aligned.

    - ``CAG`` > ``CTG`` at 10 is ``A`` > ``T`` at 11;
    - ``TCACA`` > ``TCA`` at 10 is ``TCA`` > ``T`` at 10;
    - ``AA`` > ``A`` at 10 stays, and is not left-aligned.
    """
    ref, alt = ref.upper(), alt.upper()
    while len(ref) > 1 and len(alt) > 1 and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    while len(ref) > 1 and len(alt) > 1 and ref[0] == alt[0]:
        ref, alt, pos = ref[1:], alt[1:], pos + 1
    return Normalised(Variant(assembly, chrom, pos, ref, alt), ref[-1] != alt[-1])


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
