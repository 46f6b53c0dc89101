"""Structural changes that reach into a gene: what the record says, for a person to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from genetics.answers import Judged
from genetics.phrases import marked, say
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

    @property
    def in_words(self) -> str:
        """Say kind, first and last base, what it touches, and whether the person carries it."""
        return say(
            "{kind} {start}-{end} ({touched}; carried: {answer})",
            kind=say(self.kind),
            start=self.start,
            end=self.end,
            touched=self.touches or say("introns alone"),
            answer=say(self.called.answer),
        )


def structural_in_words(structural: Sequence[StructuralFinding]) -> str:
    """Name the structural changes that touch an exon or a region of interest; "" for none.

    A gene with such a change is never "assessed, nothing found".
    """
    touching = [one.in_words for one in structural if one.touches]
    if not touching:
        return ""
    return say("structural changes, to be read by a person: {changes}", changes=", ".join(touching))
