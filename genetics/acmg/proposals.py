"""Proposes a class for each finding of a gene in one person, criterion by criterion.

The order: every criterion of the gene's file is answered by itself; those that a person has
added go before ours of the same code; what counts the same evidence twice counts once; the
points are added up; the class is withheld where the evidence contradicts itself or has no
source, and stops at VUS where a person must decide. The class that is used never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from genetics.acmg.answered import cannot_tell, not_met, stated
from genetics.acmg.change_criteria import (
    LETHAL_IN_MALES,
    NULL_IN_A_MAN,
    null,
    predicted,
    same_residue,
    silent,
)
from genetics.acmg.criteria import Criterion, Proposal, StatedCriterion, Strength, Way
from genetics.acmg.evidence import VariantEvidence, evidence_of
from genetics.acmg.family_criteria import new_in_child, second_change, segregates
from genetics.acmg.frequency_criteria import common, is_founder_in_doubt, rare
from genetics.acmg.points import load_points
from genetics.acmg.settings import CriterionRule
from genetics.answers import Answer
from genetics.classification import Classification
from genetics.inheritance import Sex
from genetics.kin.phase import PhasedPair
from genetics.library.library import Library
from genetics.panel import Gene
from genetics.phrases import marked, say
from genetics.results import Finding
from genetics.variants import Zygosity

ANSWERED_BY: Mapping[str, Callable[[VariantEvidence, CriterionRule], Criterion]] = {
    "PVS1": null,
    "PS1": same_residue,
    "PM5": same_residue,
    "PM2": rare,
    "BS1": common,
    "BA1": common,
    "PM3": second_change,
    "PS2": new_in_child,
    "PM6": new_in_child,
    "PP1": segregates,
    "PP3": predicted,
    "BP4": predicted,
    "BP7": silent,
}
NOTHING_JUDGED = marked("nothing could be judged")
STRONG = frozenset({Strength.STAND_ALONE, Strength.VERY_STRONG, Strength.STRONG})


def with_proposals(
    findings: Sequence[Finding],
    pairs: Sequence[PhasedPair],
    gene: Gene,
    sex: Sex,
    library: Library,
) -> tuple[Finding, ...]:
    """Return the findings with the class that the criteria lead to.

    A gene whose file says nothing of criteria, and a somatic finding, get no proposal.
    """
    if not gene.criteria.rules:
        return tuple(findings)
    return tuple(
        with_proposal(finding, _proposal(finding, findings, pairs, gene, sex, library))
        if not finding.somatic
        else finding
        for finding in findings
    )


def with_proposal(finding: Finding, proposal: Proposal) -> Finding:
    """Return the finding with its proposal, and with the doubt that a null change in a man is."""
    not_in_men = say(LETHAL_IN_MALES)
    doubted = any(one.code == "PVS1" and one.why == not_in_men for one in proposal.criteria)
    doubt = say(NULL_IN_A_MAN)
    if not doubted or doubt in finding.warnings:
        return replace(finding, proposal=proposal)
    return replace(finding, proposal=proposal, warnings=(*finding.warnings, doubt))


def _proposal(
    finding: Finding,
    findings: Sequence[Finding],
    pairs: Sequence[PhasedPair],
    gene: Gene,
    sex: Sex,
    library: Library,
) -> Proposal:
    others = [other for other in findings if other is not finding]
    evidence = evidence_of(finding, others, pairs, gene, sex, library)
    criteria = answered(evidence)
    why = finding.withheld_why if finding.withheld else ""
    return proposal_from(criteria, finding.stated_criteria, evidence, why)


def answered(evidence: VariantEvidence, codes: Sequence[str] = ()) -> tuple[Criterion, ...]:
    """Return the answer to each criterion of the gene's file (or to these `codes` of it)."""
    return tuple(
        _answer(evidence, rule)
        for rule in evidence.gene.criteria.rules
        if not codes or rule.code in codes
    )


def _answer(evidence: VariantEvidence, rule: CriterionRule) -> Criterion:
    if rule.way is Way.OFF:
        return not_met(rule, say("not applied in this gene: {reason}", reason=say(rule.reason)))
    if rule.way is Way.PERSON:
        return cannot_tell(rule, say("only a person answers it: {reason}", reason=say(rule.reason)))
    return ANSWERED_BY[rule.code](evidence, rule)


# --- from the criteria to a class ------------------------------------------------------------


def proposal_from(
    criteria: Sequence[Criterion],
    added: Sequence[StatedCriterion],
    evidence: VariantEvidence,
    finding_withheld: str = "",
) -> Proposal:
    """Return the class that criteria, ours and a person's, lead to, case by case.

    - A person's criterion stands in the place of ours of the same code.
    - The finding is withheld, evidence contradicts itself, a criterion has no source or does not
      apply in the gene (a person added it), or a founder change is more frequent than the limit:
      no class, and why.
    - No criterion that the data answer was answered, and none was added: no class.
    - BA1: benign, whatever else (it stands alone); else the class of the sum of points. Either
      stops at VUS in a part of the gene that is left to a person, and at the cap of the gene
      (STEAP3).
    """
    scale = load_points()
    all_criteria = counted_once(_with_added(criteria, added))
    counted = [one for one in all_criteria if one.counts]
    points = sum(one.points for one in counted)

    def proposal(
        classification: Classification | None, withheld: str = "", capped: str = ""
    ) -> Proposal:
        framework = say(scale.framework)
        return Proposal(classification, points, all_criteria, framework, withheld, capped)

    withheld = "; ".join(_why_withheld(counted, evidence, finding_withheld))
    if withheld:
        return proposal(None, withheld)
    if not any(_was_judged(one) for one in all_criteria):
        return proposal(None, say(NOTHING_JUDGED))
    alone = any(one.strength is Strength.STAND_ALONE for one in counted)
    reached = Classification.BENIGN if alone else scale.class_for(points)
    capped = _why_capped(reached, evidence)
    return proposal(Classification.UNCERTAIN, capped=capped) if capped else proposal(reached)


def _with_added(
    criteria: Sequence[Criterion], added: Sequence[StatedCriterion]
) -> tuple[Criterion, ...]:
    theirs = {one.code: stated(one) for one in added}
    ours = [theirs.pop(one.code, one) for one in criteria]
    return (*ours, *theirs.values())


def counted_once(criteria: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """Take the points from the second of two criteria that count the same evidence."""
    met = {one.code for one in criteria if one.counts}
    beside = {
        second: first
        for first, second in load_points().counted_once
        if first in met and second in met
    }
    return tuple(_beside(one, beside.get(one.code, "")) for one in criteria)


def _beside(criterion: Criterion, first: str) -> Criterion:
    if not first:
        return criterion
    why = say("{reason}; not counted beside {code}", reason=criterion.why, code=first)
    return replace(criterion, points=0, why=why)


_OF_MEASUREMENT = frozenset({"PM2", "BS1", "BA1", "PP3", "BP4"})


def _was_judged(criterion: Criterion) -> bool:
    """Whether it counts, or is one of frequency or prediction that was answered.

    "Not met" because of the kind of change (no null, not synonymous) judges nothing.
    """
    if criterion.way in {Way.OFF, Way.RECORDED}:
        return False
    answered = criterion.code in _OF_MEASUREMENT and criterion.met is not Answer.CANNOT_TELL
    return criterion.counts or answered


def _why_withheld(
    counted: Sequence[Criterion], evidence: VariantEvidence, finding_withheld: str
) -> Iterator[str]:
    if finding_withheld:
        yield say("the finding itself is withheld: {reason}", reason=finding_withheld)
    man_with_one_x = evidence.gene.x_linked and evidence.sex is Sex.MALE
    if man_with_one_x and evidence.zygosity is Zygosity.HETEROZYGOUS:
        yield say("heterozygous on X in a man: a person decides what it is first")
    for one in counted:
        if one.code == "PVS1" and one.by and man_with_one_x:
            yield say("PVS1 was added by {person}, but is not applied in a man", person=one.by)
    for first, second in contradictions(counted):
        yield say("{first} and {second} contradict each other", first=first, second=second)
    for one in counted:
        if not one.source:
            yield say("{code} has no source", code=one.code)
    codes = {one.code for one in counted}
    for rule in evidence.gene.criteria.rules:
        if rule.way is Way.OFF and rule.code in codes:
            reason = say(rule.reason)
            yield say("{code} does not apply in this gene: {reason}", code=rule.code, reason=reason)
        if is_founder_in_doubt(evidence, rule):
            yield say("{code}: a founder change above the limit; a person decides", code=rule.code)


def contradictions(counted: Sequence[Criterion]) -> tuple[tuple[str, str], ...]:
    """Return the pairs that cannot both hold: those listed, and strong against strong."""
    codes = [one.code for one in counted]
    listed = [pair for pair in load_points().contradictions if set(pair) <= set(codes)]
    strong = [one for one in counted if one.strength in STRONG]
    against = [
        (one.code, other.code)
        for one, other in product(strong, repeat=2)
        if other.is_benign and not one.is_benign
    ]
    return tuple(dict.fromkeys((*listed, *against)))


def _why_capped(reached: Classification, evidence: VariantEvidence) -> str:
    if reached is Classification.UNCERTAIN:
        return ""
    stop = evidence.stop
    if stop is not None:
        return say(
            "stops at VUS, not {class_}: {reason} [{source}]",
            class_=reached,
            reason=say(stop.reason),
            source=say(stop.source),
        )
    gene = evidence.gene
    if gene.class_cap == Classification.UNCERTAIN and reached.is_disease_causing:
        reason = say(gene.class_cap_reason)
        return say("stops at VUS, not {class_}: {reason}", class_=reached, reason=reason)
    return ""
