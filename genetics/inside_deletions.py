"""Finds what is called on both copies inside a deletion: perhaps only one copy is left there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from genetics.answers import Answer
from genetics.messages import Message
from genetics.phrases import say
from genetics.results import Finding
from genetics.structural import StructuralFinding, StructuralKind
from genetics.variants import Zygosity

HOMOZYGOUS_IN_DELETION = "HOMOZYGOUS_IN_DELETION"


def doubted_in_deletions(
    findings: Sequence[Finding], structural: Sequence[StructuralFinding]
) -> tuple[Finding, ...]:
    """Return the findings with the doubt that a called deletion casts on a homozygote.

    - A finding called homozygous, and a structural deletion that the person carries (also a
      copy number below two) over any of its bases: the zygosity stays as called, and a warning
      says that it may be hemizygous. Nothing then rests on the two copies (PM3).
    - The deletion that is itself the finding casts no doubt on itself.
    - A small deletion over a change is two changes of the same bases (``kin.overlap``).
    """
    deletions = [one for one in structural if _takes_a_copy(one)]
    return tuple(_doubted(finding, deletions) for finding in findings)


def _takes_a_copy(one: StructuralFinding) -> bool:
    if one.called.answer is not Answer.YES:
        return False
    counted = re.fullmatch(r"\d+(\.\d+)?", one.copy_number)
    fewer = one.kind is StructuralKind.COPY_NUMBER and counted and float(one.copy_number) < 1.5
    return one.kind is StructuralKind.DELETION or bool(fewer)


def _doubted(finding: Finding, deletions: Sequence[StructuralFinding]) -> Finding:
    variant = finding.variant
    if finding.zygosity is not Zygosity.HOMOZYGOUS or variant is None:
        return finding
    last = variant.pos + len(variant.ref) - 1
    for one in deletions:
        is_itself = one.variant in finding.as_written
        if not is_itself and one.start <= last and variant.pos <= one.end:
            told = say(
                "called homozygous inside a called deletion ({start}-{end}, {genotype}): it may "
                "be hemizygous; a person decides",
                start=one.start,
                end=one.end,
                genotype=one.genotype,
            )
            doubt = Message(told, HOMOZYGOUS_IN_DELETION)
            return replace(finding, warnings=(*finding.warnings, doubt))
    return finding
