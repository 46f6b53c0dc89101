"""What changes an offer: no genetic link, death, no risk, a result, symptoms, pregnancy, age.

The overrides of KNOWLEDGE.md 4.6, in their order. In a stopped case only the first is read.
"""

from __future__ import annotations

from dataclasses import replace

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.offers import Offer, Situation, without_targeted
from pedigrees.people import Outcome
from pedigrees.plan import Decision, Flag, MinorRule, Pattern, Test
from pedigrees.recessive import related_couples

ADULT_AGE = 18
ABCB7_BOY_AGE = 6

_WAITING = (Flag.TEST_OFFER, Flag.STEPWISE, Flag.PARTNER_OFFER)
_BECOMES_SCREEN = (Flag.TEST_NOW, Flag.TEST_OFFER, Flag.STEPWISE)


def apply_overrides(offer: Offer, situation: Situation) -> Offer:
    """Return the final offer.

    1. No genetic link: not indicated. A pregnancy, or one that ended, and deceased:
       information only; a prenatal test is the parents' decision. No consent to contact
       (or contact declined): information only for those who would be flagged.
    2. No risk: not indicated (the offer already says so).
    3. Tested: an offer to a carrier has no targeted test (already so).
    4. Symptoms, untested, flagged: test now, first.
    5. Pregnant, flagged: what would wait is tested now; first.
    6. Minors, by the minor rule of the row.

    Overrides 4 to 6 hold where there is a cascade. Where nothing was found, symptoms only
    bring the blood screen to the front.
    """
    person = situation.person
    if not person.genetic_link:
        return Offer(Flag.NOT_INDICATED, (), "R-NONBIO", None)
    if person.outcome is not Outcome.LIVE_BORN:
        reason = "R-UNBORN" if person.outcome is Outcome.PREGNANCY else "R-ENDED"
        return Offer(Flag.INFO_ONLY, (), reason, offer.chance, assumed=offer.assumed)
    if not person.alive:
        return Offer(Flag.INFO_ONLY, (), "R-DECEASED", offer.chance, assumed=offer.assumed)
    cascade = situation.pattern in WITH_CASCADE
    final = _cascade(offer, situation) if cascade else _screen_only(offer, situation)
    if final.flag.is_flagged and not situation.may_be_contacted:
        return replace(final, flag=Flag.INFO_ONLY, tests=(), reason="R-NOCONSENT", priority=0)
    return final


def stopped_offer(situation: Situation, *, blood_relative: bool, pattern: Pattern) -> Offer:
    """Return the offer of a stopped case: a person decides before anyone is addressed."""
    if blood_relative:
        offer = Offer(Flag.SPECIALIST, (), "R-STOP", None)
    else:
        offer = Offer(Flag.NOT_INDICATED, (), NO_BLOOD_RELATION[pattern], None)
    return apply_overrides(offer, replace(situation, pattern=Pattern.OPEN))


WITH_CASCADE = (Pattern.XL_M, Pattern.XL_F, Pattern.AR)
NO_BLOOD_RELATION = {
    Pattern.XL_M: "R-XL-PARTNER",
    Pattern.XL_F: "R-XL-PARTNER",
    Pattern.AR: "R-AR-PARTNER",
    Pattern.AR_CARRIER: "R-AR-SINGLE",
    Pattern.AD_UNCERTAIN: "R-STEAP3-DISPUTED",
    Pattern.VUS: "R-VUS",
    Pattern.NEG: "R-NEG",
    Pattern.OPEN: "R-NEG",
}


def _screen_only(offer: Offer, situation: Situation) -> Offer:
    nothing_found = situation.pattern is Pattern.NEG
    if nothing_found and offer.flag is Flag.HAEM_SCREEN and situation.symptomatic:
        return replace(offer, priority=1)
    return offer


def _cascade(offer: Offer, situation: Situation) -> Offer:
    if not offer.flag.is_flagged or offer.flag is Flag.SPECIALIST:
        return offer
    for override in (_symptoms, _pregnancy, _minor):
        offer = override(offer, situation)
    return offer


def _symptoms(offer: Offer, situation: Situation) -> Offer:
    settled = offer.flag is Flag.OBLIGATE or bool(offer.tested)
    if not situation.symptomatic or settled:
        return offer
    return replace(offer, flag=Flag.TEST_NOW, priority=1)


def _pregnancy(offer: Offer, situation: Situation) -> Offer:
    if not situation.person.pregnant:
        return offer
    flag = Flag.TEST_NOW if offer.flag in _WAITING else offer.flag
    return replace(offer, flag=flag, priority=1)


def _minor(offer: Offer, situation: Situation) -> Offer:
    if not situation.minor:
        return offer
    urgent = situation.symptomatic or situation.person.pregnant
    if situation.pattern is Pattern.AR:
        deferred = offer.minor_rule is MinorRule.DEFER and not urgent
        return replace(offer, tests=without_targeted(offer.tests)) if deferred else offer
    if offer.minor_rule is MinorRule.HAEM_SCREEN:
        return _alas2_girl(offer, urgent)
    if offer.minor_rule is MinorRule.SPECIALIST:
        return _abcb7_boy(offer, situation.age or 0, urgent)
    if offer.minor_rule is MinorRule.DEFER and situation.person.sex is not Sex.MALE:
        return _abcb7_girl(offer, urgent)
    return offer


def _alas2_girl(offer: Offer, urgent: bool) -> Offer:
    """Blood and iron values now; the targeted test waits unless she is ill or pregnant."""
    if urgent and offer.flag is Flag.TEST_NOW:
        return offer
    flag = Flag.HAEM_SCREEN if offer.flag in _BECOMES_SCREEN else offer.flag
    return replace(offer, flag=flag, tests=without_targeted(offer.tests))


def _abcb7_boy(offer: Offer, age: int, urgent: bool) -> Offer:
    """Under 6 as the row says; from 6, without signs, the test is an offer."""
    if urgent or age < ABCB7_BOY_AGE or offer.flag is not Flag.TEST_NOW:
        return offer
    return replace(offer, flag=Flag.TEST_OFFER, priority=3)


def _abcb7_girl(offer: Offer, urgent: bool) -> Offer:
    """A blood count is optional, the targeted test waits, unless she is ill or pregnant."""
    if urgent and offer.flag is Flag.TEST_NOW:
        return offer
    tests = without_targeted(offer.tests)
    if offer.flag in _BECOMES_SCREEN:
        return replace(offer, flag=Flag.TEST_OFFER, tests=(Test.BLOOD_COUNT,), priority=4)
    return replace(offer, tests=tests)


def couples_first(family: Family, decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Put related couples who plan children first; flags are unchanged (override 7).

    Both are blood relatives of the proband, linked by `partner_of` or a common child, and
    not the proband's parents.
    """
    planning = {
        name
        for couple in related_couples(family)
        if family.proband_id not in couple
        and any(family[name].planning_children for name in couple)
        for name in couple
    }
    return tuple(
        replace(one, priority=1) if one.person in planning and one.flag.is_flagged else one
        for one in decisions
    )
