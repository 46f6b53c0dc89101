"""Structural changes that reach into a gene: what the record says, for a person to read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from genetics.answers import Judged
from genetics.phrases import marked
from genetics.variants import Variant


class StructuralKind(StrEnum):
    """What kind of structural change the record describes."""

    DELETION = marked("deletion")
    DUPLICATION = marked("duplication")
    COPY_NUMBER = marked("copy number change")
    INSERTION = marked("insertion")
    INVERSION = marked("inversion")
    BREAKEND = marked("breakend")
    OTHER = marked("structural change of another kind")


@dataclass(frozen=True, slots=True)
class StructuralFinding:
    """One structural allele of one person that reaches into a gene.

    `start` and `end` are the first and last base it speaks of (`end` as END or SVLEN say);
    `touches` names the exons and regions of interest, "" for introns alone; `called` says
    whether the person carries it. `place` is where the record stands.
    """

    gene: str
    variant: Variant
    kind: StructuralKind
    start: int
    end: int
    touches: str
    genotype: str
    called: Judged
    copy_number: str = ""
    filters: str = ""
    remarks: tuple[str, ...] = ()
    place: str = ""
