"""What the change itself says: null, at a known residue, predicted, or silent."""

from __future__ import annotations

from dataclasses import replace

from genetics.acmg.answered import candidate, cannot_tell, met, not_met
from genetics.acmg.criteria import Criterion, Strength, Way
from genetics.acmg.evidence import EARLY_STOP, SPLICE_SITE, VariantEvidence
from genetics.acmg.prediction import PATHOGENIC, Limit
from genetics.acmg.settings import CriterionRule
from genetics.answers import Answer
from genetics.inheritance import Sex
from genetics.phrases import marked, say
from genetics.variants import Zygosity

UNDETERMINED = marked("the consequence of the change is not determined")
REDUCED = marked(
    "the strength is reduced, and how far is not on file: a person states it (Abou Tayoun 2018)"
)
LETHAL_IN_MALES = marked(
    "not applied in a man: a complete loss is expected to be lethal in males, so this call in a "
    "living man is first a question of sample identity, mosaicism, recorded sex, mapping"
)
NULL_IN_A_MAN = marked(
    "a change that leaves no protein, in a man: a complete loss is expected to be lethal in males; "
    "sample identity, mosaicism, recorded sex and mapping are to be checked first"
)
NO_LIMITS = marked("no calibrated limits are set for it; the laboratory sets them")
NO_FIELD = marked("no field with the scores of a predictor is named")
STRONGEST_FIRST = (
    Strength.VERY_STRONG,
    Strength.STRONG,
    Strength.MODERATE,
    Strength.SUPPORTING,
)


def null(evidence: VariantEvidence, rule: CriterionRule) -> Criterion:
    """PVS1: a null change where loss of function causes the disease.

    Null: stop gained, frameshift, splice site ±1 or 2, start lost. Anything else: not met; a
    consequence that is not determined: cannot tell.

    - By the data (SLC25A38; decision tree of Abou Tayoun 2018): stop or frameshift whose
      message decays (NMD): very strong. Whether it decays is not known: cannot tell. It does
      not decay, a splice site, the start: reduced strength, which is a person's.
    - Candidate (ALAS2): upstream of the exon that the gene file names, in a heterozygous
      woman, where her blood picture fits, which only a person can say. In that exon or behind
      it: not met. A man: not met, with the doubt about the call. Otherwise: cannot tell.
    """
    if evidence.is_null is None:
        return cannot_tell(rule, say(UNDETERMINED))
    if not evidence.is_null:
        return not_met(rule, say("not a change that leaves no protein"))
    return _null_in_women(evidence, rule) if rule.way is Way.CANDIDATE else _by_tree(evidence, rule)


def _by_tree(evidence: VariantEvidence, rule: CriterionRule) -> Criterion:
    if evidence.terms & SPLICE_SITE:
        return cannot_tell(rule, _reduced(say("a change at a splice site")))
    if not evidence.terms & EARLY_STOP:
        return cannot_tell(rule, _reduced(say("the start codon is lost")))
    if evidence.nmd is None:
        why = say("whether the message decays is not known: the reference sequence is not at hand")
        return cannot_tell(rule, why)
    if evidence.nmd.answer is Answer.NO:
        return cannot_tell(rule, _reduced(say("the message is not expected to decay")))
    if evidence.nmd.answer is Answer.CANNOT_TELL:
        why = say("whether the message decays is not known: {reason}", reason=evidence.nmd.why)
        return cannot_tell(rule, why)
    why = say("an early stop, and the message is expected to decay ({why})", why=evidence.nmd.why)
    return met(rule, why)


def _reduced(what: str) -> str:
    return say("{what}: {reason}", what=what, reason=say(REDUCED))


def _null_in_women(evidence: VariantEvidence, rule: CriterionRule) -> Criterion:
    if evidence.exon is None:
        return cannot_tell(rule, say("the exon of the change is not known"))
    if rule.before_exon is not None and evidence.exon >= rule.before_exon:
        why = say("not applicable in exon {number}", number=evidence.exon)
        return not_met(rule, why)
    if evidence.sex is Sex.MALE or evidence.zygosity is Zygosity.HEMIZYGOUS:
        return not_met(rule, say(LETHAL_IN_MALES))
    heterozygous = evidence.zygosity is Zygosity.HETEROZYGOUS and not evidence.may_be_mosaic
    if evidence.sex is not Sex.FEMALE or not heterozygous:
        return cannot_tell(rule, say("holds for a heterozygous woman only, and this is not shown"))
    why = say("a null change upstream of exon {number} in a woman", number=rule.before_exon)
    decays = evidence.nmd is not None and evidence.nmd.answer is Answer.YES
    found = candidate(rule, why)
    return found if decays else _of_unknown_strength(found)


def _of_unknown_strength(found: Criterion) -> Criterion:
    why = say("{reason}; whether the message decays is not known", reason=found.why)
    return replace(found, strength=None, why=why)


def same_residue(evidence: VariantEvidence, rule: CriterionRule) -> Criterion:
    """PS1 (same amino-acid change by another base) and PM5 (another one of the same residue).

    Candidates only, for a P or LP change in our file or in ClinVar, whose id is kept: a person
    compares transcripts and splicing. Met or not is asked of missense changes only.
    """
    if evidence.at_residue is None:
        return cannot_tell(rule, say("the protein change is not settled"))
    wanted = rule.code == "PS1"
    there = [one for one in evidence.at_residue if one.same_result is wanted]
    if not there:
        return not_met(rule, say("no such change that is P or LP is on file"))
    told = "; ".join(f"{one.name}: {one.said}" for one in there)
    return candidate(
        rule,
        say("the same amino-acid change by another base")
        if wanted
        else say("another change of the same residue"),
        numbers=told,
    )


def predicted(evidence: VariantEvidence, rule: CriterionRule) -> Criterion:
    """PP3 and BP4: one calibrated tool, in the field that the user names, for missense changes.

    - Met: the score reaches a limit that the laboratory has set; the strongest one counts.
    - Not met: it reaches none; or the change is not missense.
    - Cannot tell: no field named; no score for this allele; no limits set (the program has
      none of its own; Pejaver 2022 gives some).
    """
    prediction = evidence.prediction
    if not evidence.terms:
        return cannot_tell(rule, say(UNDETERMINED))
    if "missense_variant" not in evidence.terms:
        return not_met(rule, say("asked of missense changes only"))
    if prediction is None:
        return cannot_tell(rule, say(NO_FIELD))
    if prediction.score is None:
        return cannot_tell(rule, prediction.why)
    score = f"{prediction.field} {prediction.score:g}"
    if prediction.limits is None:
        return cannot_tell(rule, say(NO_LIMITS), score)
    reached = [
        limit
        for limit in prediction.limits.limits
        if limit.code == rule.code and limit.is_reached(prediction.score)
    ]
    if not reached:
        return not_met(rule, say("the score reaches no limit"), score)
    best = min(reached, key=lambda limit: STRONGEST_FIRST.index(limit.strength))
    numbers = _score_and_limit(score, best)
    tool, source = prediction.limits.tool, prediction.limits.source
    why = say("predicted by {tool} (limits: {source})", tool=tool, source=source)
    return met(rule, why, strength=best.strength, numbers=numbers)


def _score_and_limit(score: str, limit: Limit) -> str:
    at = f"{limit.score:g}"
    if limit.code == PATHOGENIC:
        return say("{score}, limit at least {limit}", score=score, limit=at)
    return say("{score}, limit at most {limit}", score=score, limit=at)


def silent(evidence: VariantEvidence, rule: CriterionRule) -> Criterion:
    """BP7: synonymous, no change of splicing expected, base not conserved.

    Conservation is not read here, so the data never meet it: a synonymous change away from
    the ends of an exon is left for a person who knows the base. At the end of an exon it may
    change splicing: cannot tell. Any other change: not met.
    """
    if not evidence.terms:
        return cannot_tell(rule, say(UNDETERMINED))
    if "synonymous_variant" not in evidence.terms:
        return not_met(rule, say("not a synonymous change"))
    if evidence.terms & SPLICE_SITE or "splice_region_variant" in evidence.terms:
        return cannot_tell(rule, say("at the end of an exon, it may change splicing"))
    why = say("synonymous; how conserved the base is, is not known: a person states it")
    return cannot_tell(rule, why)
