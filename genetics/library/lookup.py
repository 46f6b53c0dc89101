"""Looks a finding up in the laboratory's library, by its normalised allele and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from genetics.answers import Answer
from genetics.library.clinvar_words import side_of
from genetics.library.library import Library, is_left_aligned
from genetics.library.records import ClinvarRecord, Frequency
from genetics.messages import Message, Severity
from genetics.phrases import say
from genetics.results import Finding
from genetics.variants import Variant

CLINVAR_DIFFERS = "CLINVAR_DIFFERS"
CLINVAR_NOT_COMPARED = "CLINVAR_NOT_COMPARED"


@dataclass(frozen=True, slots=True)
class FrequencyAnswer:
    """Whether the library's frequencies hold an allele. It is never "no": see `why`."""

    answer: Answer
    why: str
    frequency: Frequency | None = None


def looked_up(findings: Sequence[Finding], library: Library) -> tuple[Finding, ...]:
    """Return the findings with what ClinVar and the frequencies of the library say of them.

    - An allele that ClinVar holds on the same build: its record, and a warning where its class
      lies on another side (P/LP, VUS, LB/B) than the class that is used. ClinVar's class is
      never the one that is used, and never a criterion (PP5 and BP6 were retired by ClinGen's
      SVI, KNOWLEDGE.md section 7).
    - An allele that could be written further left, without the reference: not compared, and
      it is said so. So is one of which ClinVar may hold another, not aligned, spelling.
    """
    return tuple(_looked_up(finding, library) for finding in findings)


def frequency_answer(library: Library, variant: Variant) -> FrequencyAnswer:
    """Return how often an allele is seen, case by case.

    - No frequencies on its build were added: cannot tell.
    - The allele is not left-aligned: not compared, cannot tell.
    - The file holds the allele: yes, with its numbers; a count of 0 is an answer, too.
    - The file does not hold it: cannot tell. A sites VCF does not say what was read, so that
      absence is not a frequency of 0.
    """
    if variant.assembly not in library.frequency_sources:
        why = say("no frequencies on {build} were added", build=variant.assembly)
        return FrequencyAnswer(Answer.CANNOT_TELL, why)
    if not is_left_aligned(variant):
        return FrequencyAnswer(Answer.CANNOT_TELL, say("not compared (not left-aligned)"))
    found = library.frequencies.get(variant)
    if found is None:
        why = say("not in the file (cannot tell whether the place was read there)")
        return FrequencyAnswer(Answer.CANNOT_TELL, why)
    return FrequencyAnswer(Answer.YES, say("the file holds the allele"), found)


def clinvar_side(record: ClinvarRecord) -> str:
    """Return the side on which all classes of a record lie, "" where they do not lie on one.

    Words that are no class of ACMG/AMP ("other", "not provided") do not count; a conflict does:
    it lies on no side.
    """
    sides = {
        side_of(one.word)
        for one in record.classes
        if side_of(one.word) or one.word.casefold().startswith("conflicting")
    }
    return sides.pop() if len(sides) == 1 else ""


def _looked_up(finding: Finding, library: Library) -> Finding:
    variant = finding.variant
    if variant is None:
        return finding
    record = library.clinvar.get(variant) if is_left_aligned(variant) else None
    return replace(
        finding,
        clinvar=record,
        frequency=frequency_answer(library, variant).frequency,
        warnings=(*finding.warnings, *_warnings(finding, variant, record, library)),
    )


def _warnings(
    finding: Finding, variant: Variant, record: ClinvarRecord | None, library: Library
) -> Iterator[Message]:
    used = finding.classification
    if record is not None:
        side = clinvar_side(record)
        if side and used is not None and side != used.side:
            told = say(
                "ClinVar's class ({words}) lies on another side than the class used ({used})",
                words=", ".join(dict.fromkeys(one.word for one in record.classes)),
                used=used,
            )
            yield Message(told, CLINVAR_DIFFERS)
    elif variant.assembly in library.clinvar_sources and not _is_compared(variant, library):
        told = say("not compared with ClinVar (not left-aligned)")
        yield Message(told, CLINVAR_NOT_COMPARED, Severity.NOTE)


def _is_compared(variant: Variant, library: Library) -> bool:
    """Whether ClinVar cannot hold the same change in a spelling that was not aligned."""
    return is_left_aligned(variant) and not any(
        (other.assembly, other.chrom, _growth(other))
        == (variant.assembly, variant.chrom, _growth(variant))
        for other in library.not_compared
    )


def _growth(variant: Variant) -> int:
    return len(variant.alt) - len(variant.ref)
