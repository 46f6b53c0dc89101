"""What the scan adds to a finding for clinicians: phase, origin, reads, downloads, criteria."""

from __future__ import annotations

from collections.abc import Iterator

from genetics.acmg.criteria import Way
from genetics.answers import Answer
from genetics.library.records import ClinvarRecord, Frequency
from genetics.phrases import say
from genetics.results import Finding, GeneResult, Origin
from reports.basis import Basis
from reports.views import Labelled
from reports.words import sentence


def evidence_lines(finding: Finding, basis: Basis) -> tuple[Labelled, ...]:
    """Return a line for each thing that the scan knows of a finding; none for what is silent.

    The proposed class stands with what it rests on: criteria that count, those that only a
    person may count, and those that could not be judged. It is never the class that is used.
    """
    lines = (
        Labelled(say("How it lies to others"), " ".join(_pairs(finding, basis))),
        Labelled(say("New in this person"), finding.de_novo.in_words if finding.de_novo else ""),
        Labelled(say("Mosaic"), _mosaic(finding)),
        Labelled(say("Decay of the message"), finding.nmd.in_words if finding.nmd else ""),
        Labelled("ClinVar", _clinvar(finding.clinvar)),
        Labelled(say("Frequency"), _frequency(finding.frequency)),
        *_proposal(finding),
        Labelled(say("Second reading"), finding.cross_check),
    )
    return tuple(line for line in lines if line.text)


def _pairs(finding: Finding, basis: Basis) -> Iterator[str]:
    result = next((one for one in basis.case.genes if one.gene == finding.gene), None)
    for pair in result.pairs if result is not None else ():
        other = pair.other(finding.variant)
        if other is None or result is None:
            continue
        told = say(
            "To {other}: {phase}; {reason}",
            other=_name_of(other, result),
            phase=say(pair.phase),
            reason=pair.why,
        )
        if pair.settle:
            told = say("{told}; to settle it: {test}", told=told, test=pair.settle)
        yield sentence(told)


def _name_of(variant: object, result: GeneResult) -> str:
    named = (one.hgvs_c for one in result.findings if one.variant == variant and one.hgvs_c)
    return next(named, str(variant))


def _mosaic(finding: Finding) -> str:
    """Return the answer where the reads leave it open; a share that fits needs no line."""
    judged = finding.mosaicism
    return judged.in_words if judged is not None and judged.answer is not Answer.NO else ""


def _clinvar(record: ClinvarRecord | None) -> str:
    if record is None:
        return ""
    classes = "; ".join(
        f"{one.word} ({', '.join((one.review, *one.conditions))})" for one in record.classes
    )
    number = record.variation_id or ", ".join(record.other_ids)
    return say("{number}: {classes}; never counted as a criterion", number=number, classes=classes)


def _frequency(frequency: Frequency | None) -> str:
    if frequency is None:
        return ""
    figures = {
        "FAF95": frequency.faf95,
        "AF": frequency.af,
        "AC": frequency.count,
        "AN": frequency.number,
        say("homozygotes"): frequency.homozygotes,
        say("hemizygotes"): frequency.hemizygotes,
    }
    return ", ".join(f"{name} {value:g}" for name, value in figures.items() if value is not None)


def _proposal(finding: Finding) -> Iterator[Labelled]:
    """Say the proposal for what was read from the VCF, or what a person added criteria to.

    Of a finding that was only typed in too little is known to hold a class against the report.
    """
    proposal = finding.proposal
    typed_only = finding.origin is Origin.TYPED_IN and not finding.stated_criteria
    if proposal is None or typed_only:
        return
    yield Labelled(say("Proposed by criteria"), proposal.in_words)
    for label, criteria in (
        (say("Criteria that count"), proposal.counted),
        (say("For a person to count"), [one for one in proposal.candidates if _open(one.met)]),
    ):
        yield Labelled(label, " ".join(sentence(one.in_words) for one in criteria))
    unknown = [
        one for one in proposal.criteria if one.met is Answer.CANNOT_TELL and not one.candidate
    ]
    for label, ways in (
        (say("Could not be judged"), {Way.DATA, Way.CANDIDATE}),
        (say("Answered by a person only"), {Way.PERSON}),
    ):
        yield Labelled(label, ", ".join(one.code for one in unknown if one.way in ways))


def _open(met: Answer) -> bool:
    return met is not Answer.NO
