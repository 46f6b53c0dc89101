"""What the frequency of a change says: too rare to be harmless, or too common to be the cause.

Limits: the gene files (KNOWLEDGE.md 7, assumptions derived as in Whiffin 2017). What is
compared is the filtering allele frequency, never the plain one.
"""

from __future__ import annotations

from genetics.acmg.answered import cannot_tell, met, not_met
from genetics.acmg.criteria import Criterion, Way
from genetics.acmg.evidence import VariantEvidence
from genetics.acmg.settings import CriterionRule
from genetics.library.records import Frequency
from genetics.phrases import marked, say

_PASSED = ("", ".", "PASS")
NO_FREQUENCIES = marked("no frequencies have been added")
NOT_IN_THE_FILE = marked(
    "the allele is not in the file of frequencies; whether its base could be called there is not "
    "known, so it does not count as absent"
)
TOO_FEW = marked("too few alleles were read there to call it rare")
NO_FAF = marked("the file gives no filtering allele frequency, and the plain one is not used")
FOUNDER = marked(
    "a founder change of a group that files of frequencies represent poorly; a person decides"
)


def rare(evidence: VariantEvidence, rule: CriterionRule) -> Criterion:
    """PM2: absent or very rare, with supporting strength only (ClinGen SVI 2020).

    - Met: the filtering allele frequency is at or below the gene's limit; or the file has
      read the site (AN above 0) and counts the allele in nobody.
    - Not met: it is above the limit.
    - Cannot tell: no frequencies added; the allele not in the file; the file marks the site;
      no filtering allele frequency given; fewer alleles read there than would show one at the
      limit (1 / limit; assumption of this program).
    """
    frequency = evidence.frequency
    if frequency is None:
        return cannot_tell(rule, _why_none(evidence))
    if frequency.filters not in _PASSED:
        return cannot_tell(rule, _marked(frequency), in_numbers(frequency))
    if rule.at_most is not None and _too_few(frequency, rule.at_most):
        return cannot_tell(rule, say(TOO_FEW), in_numbers(frequency))
    absent = frequency.count == 0 and bool(frequency.number)
    if absent:
        return met(
            rule,
            say("read in the file of frequencies and seen in nobody"),
            numbers=in_numbers(frequency),
        )
    if frequency.faf95 is None or rule.at_most is None:
        return cannot_tell(rule, say(NO_FAF), in_numbers(frequency))
    numbers = _compared(frequency, rule.at_most)
    if frequency.faf95 <= rule.at_most:
        return met(rule, say("rare enough for the disease"), numbers=numbers)
    return not_met(rule, say("more frequent than the limit for the disease"), numbers)


def _too_few(frequency: Frequency, limit: float) -> bool:
    return bool(frequency.number) and (frequency.number or 0) * limit < 1


def common(evidence: VariantEvidence, rule: CriterionRule) -> Criterion:
    """BS1 and BA1: more frequent than the disease allows; BA1 decides by itself.

    - Met: the filtering allele frequency is above the gene's limit.
    - Not met: it is at or below it; or the allele is counted in nobody.
    - Cannot tell: as for PM2; and a founder change of the gene's list that is above the
      limit, which is kept for a person.
    - Recorded only (BS1 in STEAP3): the frequency is shown, nothing is compared.
    """
    frequency = evidence.frequency
    if frequency is None:
        return cannot_tell(rule, _why_none(evidence))
    if rule.way is Way.RECORDED or rule.above is None:
        return cannot_tell(rule, say(rule.reason), in_numbers(frequency))
    if frequency.filters not in _PASSED:
        return cannot_tell(rule, _marked(frequency), in_numbers(frequency))
    faf = 0.0 if frequency.count == 0 and frequency.number else frequency.faf95
    if faf is None:
        return cannot_tell(rule, say(NO_FAF), in_numbers(frequency))
    numbers = _compared(frequency, rule.above)
    if faf <= rule.above:
        return not_met(rule, say("not more frequent than the limit"), numbers)
    if evidence.hgvs_c in rule.exceptions:
        return cannot_tell(rule, say(FOUNDER), numbers)
    return met(rule, say("more frequent than the disease allows"), numbers=numbers)


def is_founder_in_doubt(evidence: VariantEvidence, rule: CriterionRule) -> bool:
    """Whether a founder change is more frequent than the limit: its class is withheld."""
    frequency = evidence.frequency
    if frequency is None or frequency.faf95 is None or rule.above is None:
        return False
    return evidence.hgvs_c in rule.exceptions and frequency.faf95 > rule.above


def in_numbers(frequency: Frequency) -> str:
    """Return all figures that the file gives, in one line."""
    figures = (
        (say("filtering allele frequency"), frequency.faf95),
        (say("allele frequency"), frequency.af),
        (say("alleles"), frequency.count),
        (say("of"), frequency.number),
        (say("homozygotes"), frequency.homozygotes),
        (say("hemizygotes"), frequency.hemizygotes),
    )
    told = [f"{name} {figure:g}" for name, figure in figures if figure is not None]
    if frequency.group:
        told.append(say("group {group}", group=frequency.group))
    return ", ".join(told)


def _compared(frequency: Frequency, limit: float) -> str:
    return say("{figures}; limit {limit}", figures=in_numbers(frequency), limit=f"{limit:g}")


def _marked(frequency: Frequency) -> str:
    return say("the file marks the site: {filters}", filters=frequency.filters)


def _why_none(evidence: VariantEvidence) -> str:
    return say(NO_FREQUENCIES if evidence.frequency_source is None else NOT_IN_THE_FILE)
