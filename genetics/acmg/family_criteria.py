"""What the other copy, the parents and the family say of a change."""

from __future__ import annotations

from genetics.acmg.answered import candidate, cannot_tell, met, not_met
from genetics.acmg.criteria import Criterion, Strength
from genetics.acmg.evidence import Partner, VariantEvidence
from genetics.acmg.points import load_points
from genetics.acmg.settings import CriterionRule
from genetics.answers import Answer, Judged
from genetics.classification import Classification
from genetics.inheritance import Sex
from genetics.phrases import marked, say, say_number
from genetics.variants import Zygosity

NOT_DETECTED = "not detected"
MOSAIC = marked("the change may be in part of the cells only (a mosaic): a person decides")


def second_change(evidence: VariantEvidence, rule: CriterionRule) -> Criterion:
    """PM3: a second change of a recessive gene, in points (ClinGen SVI).

    - In trans with a P or LP change: 1.0; phase unknown: 0.5 with P, 0.25 with LP; in cis:
      nothing. Homozygous: 0.5. The largest counts, 1.0 at most; nothing is added up.
    - From 1.0 on moderate, from 0.5 on supporting, below that not met.
    - Phase is that of tested parents or of the reads, or as the laboratory's report states it.
    - The reads do not bear out that it is homozygous, or another change of the same bases is
      called with it (``kin.overlap``): cannot tell.
    - A mosaic: cannot tell, a person decides. A call whose zygosity is not claimed: cannot tell,
      unless a partner is known.
    """
    if evidence.may_be_mosaic:
        return cannot_tell(rule, say(MOSAIC))
    if evidence.copies_in_doubt:
        why = say(
            "how many copies carry the change is in doubt: {reason}",
            reason=evidence.copies_in_doubt,
        )
        return cannot_tell(rule, why)
    scale = load_points().in_trans
    ways = [(_weight(partner), _told(partner)) for partner in evidence.partners]
    if evidence.zygosity is Zygosity.HOMOZYGOUS:
        ways.append((scale.homozygous, say("homozygous")))
    if not ways:
        if evidence.zygosity in {None, Zygosity.PRESENT}:
            return cannot_tell(rule, say("how many copies carry the change is not known"))
        return not_met(rule, say("no second change that is P or LP is known in this person"))
    weight, why = max(ways, key=lambda way: way[0])
    numbers = say("{sum} on the scale for PM3", sum=f"{weight:g}")
    if weight >= scale.moderate_from:
        return met(rule, why, strength=Strength.MODERATE, numbers=numbers)
    if weight >= scale.supporting_from:
        return met(rule, why, strength=Strength.SUPPORTING, numbers=numbers)
    return not_met(rule, why, numbers)


def _weight(partner: Partner) -> float:
    scale = load_points().in_trans
    if partner.in_cis:
        return 0.0
    if partner.in_trans:
        return scale.in_trans
    if partner.classification is Classification.PATHOGENIC:
        return scale.unknown_with_pathogenic
    return scale.unknown_with_likely_pathogenic


def _told(partner: Partner) -> str:
    return say(
        "{change} ({class_}): {how}",
        change=partner.name,
        class_=partner.classification,
        how=partner.how,
    )


def new_in_child(evidence: VariantEvidence, rule: CriterionRule) -> Criterion:
    """PS2 (parentage confirmed) and PM6 (not confirmed): a change that neither parent has.

    - Candidate: the reads of the parents show it to be new (`Finding.de_novo`: at least 30
      reads, fewer than 1 % of them with it), or the laboratory reports it in neither parent
      with at least 30 reads of the mother. For X in a son the mother alone is asked.
      Whether the patient's picture fits the disease is a person's to say, so no points.
    - PS2 where the laboratory has confirmed parentage, else PM6; the other is not met.
    - Not met: a parent has it. Cannot tell: a parent was not tested, or not deeply enough.
    """
    told = _told_by_parents(evidence)
    if told.answer is not Answer.YES:
        answered = not_met if told.answer is Answer.NO else cannot_tell
        return answered(rule, told.why)
    confirmed = evidence.trio.parentage_confirmed
    if confirmed is not (rule.code == "PS2"):
        why = (
            say("parentage is confirmed: see PS2")
            if confirmed
            else (say("parentage is not confirmed: see PM6"))
        )
        return not_met(rule, why)
    return candidate(rule, told.why)


def _told_by_parents(evidence: VariantEvidence) -> Judged:
    by_report, by_reads = _by_report(evidence), evidence.de_novo
    if by_reads is None:
        return by_report
    if by_reads.answer is Answer.CANNOT_TELL and not evidence.trio.parentage_confirmed:
        return by_reads  # without a report of its own, the parents' results are those very reads
    if by_report.answer not in {Answer.CANNOT_TELL, by_reads.answer}:
        why = say(
            "the reads say “{reads}” ({why_reads}), the report says “{report}” ({why_report})",
            reads=say(by_reads.answer),
            why_reads=by_reads.why,
            report=say(by_report.answer),
            why_report=by_report.why,
        )
        return Judged(Answer.CANNOT_TELL, why)
    return by_reads


_NO_DEPTH = (
    marked("the depth of the mother's result is not stated ({needed} reads needed)"),
    marked("the depth of the father's result is not stated ({needed} reads needed)"),
)
_FEW_READS = (
    marked("the mother's result rests on {depth} reads, {needed} are needed"),
    marked("the father's result rests on {depth} reads, {needed} are needed"),
)


def _by_report(evidence: VariantEvidence) -> Judged:
    """Return what the results of the parents beside the finding tell.

    Of a son on X the mother is asked; else both parents are, each with the depth needed.
    """
    trio, limits = evidence.trio, load_points().de_novo
    son = evidence.gene.x_linked and evidence.sex is Sex.MALE
    asked = [trio.mother] if son else [trio.mother, trio.father]
    if any(result not in {"", NOT_DETECTED} for result in asked):
        return Judged(Answer.NO, say("a parent carries the change"))
    if "" in asked:
        return Judged(Answer.CANNOT_TELL, say("there is no result of a parent"))
    depths = [trio.mother_depth] if son else [trio.mother_depth, trio.father_depth]
    for not_stated, too_few, depth in zip(_NO_DEPTH, _FEW_READS, depths, strict=False):
        if depth is None:
            return Judged(Answer.CANNOT_TELL, say(not_stated, needed=limits.least_depth))
        if depth < limits.least_depth:
            why = say(too_few, depth=depth, needed=limits.least_depth)
            return Judged(Answer.CANNOT_TELL, why)
    why = say(
        "not detected in the parents ({depth} reads of the mother; check that fewer than "
        "{share} of them show it)",
        depth=trio.mother_depth,
        share=f"{limits.share_below:.0%}",
    )
    return Judged(Answer.YES, why)


def segregates(evidence: VariantEvidence, rule: CriterionRule) -> Criterion:
    """PP1: the change goes with the disease in the family.

    - Informative meioses are counted (`pedigrees.segregation`): in X-linked disease those of
      affected men and obligate carriers in whom the change was found, in recessive disease
      those of affected sibs with both changes. Met from the gene file's number on, with
      supporting strength; a person may give it more.
    - Not met: fewer; or it was looked for in an affected person and not found, which a person
      judges (BS4). Men who carry it and are not affected count neither way.
    - Cannot tell: no family, or nobody in it was tested.
    """
    told = evidence.segregation
    if told is None:
        return cannot_tell(rule, say("no family has been looked at"))
    if told.against:
        names = ", ".join(told.against)
        return not_met(rule, say("not found in affected {people}; a person decides", people=names))
    if not told.meioses:
        return cannot_tell(rule, told.why_none)
    numbers = say_number(
        "{number} informative meiosis", "{number} informative meioses", told.meioses
    )
    people = ", ".join(told.counted)
    why = say("found in {people}, as the disease would have it", people=people)
    if rule.least is not None and told.meioses >= rule.least:
        return met(rule, why, numbers=numbers)
    few = say("{found}; {least} meioses are needed", found=why, least=rule.least)
    return not_met(rule, few, numbers)
