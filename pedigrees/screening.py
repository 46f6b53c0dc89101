"""The story of the family: who is offered which test, why, when, and in which order.

`screen` reads a case and returns the plan:

1. What may not be decided by a program is stopped: sex, allele, name or zygosity unsettled.
2. The pattern of inheritance says whether there is a cascade at all.
3. X-linked: the parents' results give the context and who is known to carry (`carriers`);
   chance, parents and sex give each relative's offer (`x_linked`).
4. Recessive: kinship, age and chance give it (`recessive`). Both take everyone's exact
   transmission chance from `probability`, over the rules of transmission in `loci`.
5. Without a cascade: one recessive variant, a disputed gene, an uncertain variant
   (`no_cascade`), or nothing found (`unknown_cause`).
6. The overrides change the offer, in their order: no genetic link, deceased, no risk,
   tested, symptoms, pregnancy, minors, consent (`overrides`).
7. Beside the transmission chance stands the posterior (`case_chances`); offers do not follow it.

Flags follow from the family graph and its chances, never from a table of relations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from typing import Protocol

from genetics.errors import InputRejected
from genetics.phrases import say
from genetics.variants import Zygosity
from pedigrees.case import Case
from pedigrees.case_chances import CaseChances, NoChances, case_chances, contradiction
from pedigrees.clinical import findings_facts as found
from pedigrees.clinical.laboratory import beyond_reference
from pedigrees.family import Family
from pedigrees.no_cascade import disputed_gene, single_recessive_variant, uncertain_variant
from pedigrees.offers import Offer, Situation
from pedigrees.overrides import apply_overrides, couples_first, stopped_offer
from pedigrees.pattern import disease_class, familial_variant, pattern_of
from pedigrees.people import Affected, Outcome, Person
from pedigrees.plan import MOSAIC_CONTEXT, Decision, Flag, Pattern, Plan, Posterior
from pedigrees.reasons import load_reasons
from pedigrees.recessive import RecessiveFamily
from pedigrees.relationship import path_to, relation_in_words
from pedigrees.tested import TestResults, collect_results
from pedigrees.unknown_cause import screen_blood_of_close_relatives
from pedigrees.waiting import waiting_checks
from pedigrees.x_linked import XLinkedFamily

X_LINKED = (Pattern.XL_M, Pattern.XL_F)


class FactLookup(Protocol):
    """Facts by name, as `pedigrees.clinical.facts.Facts` gives them."""

    def __getitem__(self, name: str, /) -> object:
        """Return the value of one fact; None is "unknown"."""


def screen(case: Case, facts: FactLookup) -> Plan:
    """Return the plan for one case, with everybody's posterior chance. Errors: see `decide`."""
    return _with_posteriors(case, decide(case, facts))


def decide(case: Case, facts: FactLookup) -> Plan:
    """Return the plan for one case without posterior chances.

    `facts` are the facts of the proband (KNOWLEDGE.md 1a); MALE_HET_X, SEX_CONFLICT,
    sideroblastic and MDS_RS are read. Raises InputRejected when the recorded test
    results cannot all be true in this family.
    """
    pattern = pattern_of(case)
    stops = stop_reasons(case, facts)
    if stops:
        return _stopped(case, pattern, stops)
    if pattern in X_LINKED:
        return _with_waiting_checks(case, _x_linked(case, pattern))
    if pattern is Pattern.AR:
        return _with_waiting_checks(case, _recessive(case))
    if pattern is Pattern.NEG and _cause_outside_the_panel(case):
        return _not_decided(case)
    wanted = facts["sideroblastic"] is True and facts["MDS_RS"] is not True
    return _plan(case, pattern, _offers_without_cascade(case, pattern, blood_screen=wanted))


def stop_reasons(case: Case, facts: FactLookup) -> tuple[str, ...]:
    """Return why a person must decide before any relative is addressed (KNOWLEDGE.md 1a)."""
    reasons = []
    if facts["MALE_HET_X"] is True:
        reasons.append(
            say("A man has a heterozygous or mosaic-looking call in a gene on the X chromosome.")
        )
    if facts["SEX_CONFLICT"] is True:
        reasons.append(say("The recorded sex and the call on the X chromosome do not agree."))
    reasons += [
        f"{finding.gene}: {finding.withheld_why}" for finding in case.findings if finding.withheld
    ]
    return tuple(reasons)


def _with_waiting_checks(case: Case, plan: Plan) -> Plan:
    return replace(plan, checks=(*plan.checks, *waiting_checks(case.family, plan)))


def _with_posteriors(case: Case, plan: Plan) -> Plan:
    """Return the plan with the posterior of every relative, or with the reason for none."""
    if plan.stopped:
        return replace(plan, no_posterior=say("A person decides first: no chance is given."))
    chances = case_chances(case, plan.pattern)
    if isinstance(chances, NoChances):
        return replace(plan, no_posterior=chances.reason)
    decisions = tuple(
        _unless_new(replace(one, posterior=_posterior_of(case, chances, one)))
        for one in plan.decisions
    )
    return replace(plan, decisions=decisions, assumed=chances.stated)


def _unless_new(decision: Decision) -> Decision:
    """Return the decision; the words of its reason say nothing for certain that may be new."""
    if not decision.by_elimination:
        return decision
    words = load_reasons()["R-XL-UNLESS-NEW"]
    return replace(decision, reason=words.professional, plain_reason=words.plain)


def _posterior_of(case: Case, chances: CaseChances, decision: Decision) -> Posterior | None:
    related = path_to(case.family, decision.person) is not None
    return chances.of(case.family[decision.person], related=related)


def _x_linked(case: Case, pattern: Pattern) -> Plan:
    familial = familial_variant(case)
    kind = disease_class(case)
    assert familial is not None
    assert kind is not None
    tests = collect_results(case, familial)
    if familial.zygosity is Zygosity.MOSAIC:
        return _with_tests_told(_mosaic(case, pattern, tests.checks), tests)
    with _contradiction_named(case):
        man = pattern is Pattern.XL_M
        x_family = XLinkedFamily.of(case.family, tests, kind, man=man, settings=case.chances)
    parentage = familial.trio.parentage_confirmed
    offers = {
        person.id: x_family.offer(person, parentage_confirmed=parentage)
        for person in case.family.relatives
    }
    context = x_family.carriers.context
    plan = _with_tests_told(_plan(case, pattern, offers), tests)
    return replace(
        plan,
        context=context.value,
        context_words=context.words,
        disease_class=kind,
        checks=(*tests.checks, *pedigree_checks(case)),
    )


@contextmanager
def _contradiction_named(case: Case) -> Iterator[None]:
    """Name, in a rejection of impossible results, the fewest that contradict each other."""
    try:
        yield
    except InputRejected as error:
        facts = contradiction(case)
        if not facts:
            raise
        first = error.mistakes[0]
        told = say("these cannot all be true together: {facts}", facts=facts)
        raise InputRejected(replace(first, what=told)) from error


def _mosaic(case: Case, pattern: Pattern, checks: tuple[str, ...]) -> Plan:
    """Return the plan for a woman of whose cells only a part has the variant.

    Such a variant arises after conception as a rule: the 1 in 2 of her parents and sibs does
    not hold, and that of her children is not known, since nobody has seen her egg cells. Mosaic
    findings are left to a person (KNOWLEDGE.md 7): a specialist decides for each blood relative,
    and no figure is given. A man's mosaic call on X stops the case.
    """
    offers = {
        person.id: Offer(Flag.SPECIALIST, (), "R-MOSAIC", None, 2)
        if path_to(case.family, person.id) is not None
        else Offer(Flag.NOT_INDICATED, (), "R-XL-PARTNER", None)
        for person in case.family.relatives
    }
    return replace(
        _plan(case, pattern, offers),
        context=MOSAIC_CONTEXT,
        disease_class=disease_class(case),
        checks=(*checks, *pedigree_checks(case)),
    )


def pedigree_checks(case: Case) -> tuple[str, ...]:
    """Return what the pedigree leaves open and would change an offer.

    A sib recorded with one parent only may share the other one too; a relative without a
    year of birth is counted as under 18.
    """
    checks = [
        say(
            "Only one parent of {person} is recorded ({parent}): counted as a half-sib. Please "
            "record the other parent.",
            person=person.id,
            parent=parent.id,
        )
        for person, parent in _one_shared_parent(case.family)
    ]
    undated = [person.id for person in case.family.relatives if _undated_minor(case, person)]
    if undated:
        checks.append(
            say(
                "No year of birth is recorded for {people}: counted as under 18. Please record it.",
                people=", ".join(undated),
            )
        )
    return tuple(checks)


def _one_shared_parent(family: Family) -> Iterator[tuple[Person, Person]]:
    shared = family.parents(family.proband_id)
    for person in family.relatives:
        recorded = family.parents(person.id)
        if len(recorded) == 1 and recorded[0] in shared:
            yield person, recorded[0]


def _undated_minor(case: Case, person: Person) -> bool:
    undated = person.birth.ages_on(case.report_date) is None
    living = person.alive and person.outcome is Outcome.LIVE_BORN
    return undated and living and could_be_minor(case, person)


def _cause_outside_the_panel(case: Case) -> bool:
    """Whether a P/LP finding was typed in for a gene whose inheritance is not known here."""
    causing = found.disease_causing(case.germline)
    return any(finding.gene not in found.DEFAULT_PANEL for finding in causing)


def _not_decided(case: Case) -> Plan:
    offer = Offer(Flag.NOT_DECIDED, (), "R-NOT-DECIDED", None)
    decisions = tuple(_decision(case, person, offer) for person in case.family.relatives)
    return Plan(Pattern.NEG, "", "", None, False, (), decisions)


def _recessive(case: Case) -> Plan:
    causing = found.disease_causing(case.germline, "SLC25A38")
    tests = collect_results(case, *causing)
    ages = {person.id: _younger_age(case, person) for person in case.family}
    with _contradiction_named(case):
        recessive = RecessiveFamily.of(case.family, tests, causing, ages, case.chances)
    offers = {
        person.id: recessive.offer(situation_of(case, Pattern.AR, person))
        for person in case.family.relatives
    }
    plan = _with_tests_told(_plan(case, Pattern.AR, offers), tests)
    return replace(
        plan,
        decisions=couples_first(case.family, plan.decisions),
        context=recessive.context,
        context_words=recessive.context_words,
        disease_class=disease_class(case),
        checks=(*tests.checks, *recessive.checks(), *pedigree_checks(case)),
        couples=recessive.couple_risks(),
    )


def _offers_without_cascade(
    case: Case, pattern: Pattern, *, blood_screen: bool
) -> Mapping[str, Offer]:
    family = case.family
    if pattern in (Pattern.NEG, Pattern.OPEN):
        return screen_blood_of_close_relatives(family, blood_screen)
    situations = {person.id: situation_of(case, pattern, person) for person in family.relatives}
    if pattern is Pattern.AR_CARRIER:
        return {name: single_recessive_variant(family, one) for name, one in situations.items()}
    if pattern is Pattern.AD_UNCERTAIN:
        return {name: disputed_gene(family, one) for name, one in situations.items()}
    variants = found.reportable(case.germline)
    return {name: uncertain_variant(family, one, variants) for name, one in situations.items()}


def _younger_age(case: Case, person: Person) -> int | None:
    ages = person.birth.ages_on(case.report_date)
    return None if ages is None else ages[0]


def _plan(case: Case, pattern: Pattern, offers: Mapping[str, Offer]) -> Plan:
    decisions = tuple(
        _decide(case, pattern, person, offers[person.id]) for person in case.family.relatives
    )
    return Plan(pattern, _only_context(pattern), "", None, True, (), decisions)


def _with_tests_told(plan: Plan, tests: TestResults) -> Plan:
    """Return the plan in which each decision says what was looked for in the person."""
    return replace(
        plan,
        decisions=tuple(
            replace(one, tested_for=tests.words.get(one.person, "")) for one in plan.decisions
        ),
    )


def _only_context(pattern: Pattern) -> str:
    return {
        Pattern.NEG: "neg-default",
        Pattern.AR_CARRIER: "arc-default",
        Pattern.AD_UNCERTAIN: "adu-default",
        Pattern.VUS: "vus-default",
    }.get(pattern, "")


def _decide(case: Case, pattern: Pattern, person: Person, offer: Offer) -> Decision:
    final = apply_overrides(offer, situation_of(case, pattern, person))
    return _decision(case, person, final)


def situation_of(case: Case, pattern: Pattern, person: Person) -> Situation:
    """Return what the overrides read about one relative."""
    younger = _younger_age(case, person)
    beyond = beyond_reference(person.labs, person.sex, younger)
    return Situation(
        person=person,
        age=younger,
        minor=could_be_minor(case, person),
        symptomatic=person.affected is Affected.YES or beyond,
        may_be_contacted=case.consent.contact_relatives and not person.contact_declined,
        pattern=pattern,
    )


def could_be_minor(case: Case, person: Person) -> bool:
    """Whether a person could be under 18 on the day of the report.

    Without a year of birth only the pedigree can show an adult: whoever has a child is
    taken for one, so that no mother or father waits for a test for want of a year.
    """
    younger = _younger_age(case, person)
    return not case.family.children(person.id) if younger is None else younger < ADULT_AGE


def _decision(case: Case, person: Person, offer: Offer) -> Decision:
    minor = could_be_minor(case, person)
    reason = load_reasons()[_worded_as(offer)]
    return Decision(
        person=person.id,
        relation=relation_in_words(case.family, person.id),
        flag=offer.flag,
        tests=offer.tests,
        reason_id=offer.reason,
        reason=reason.professional,
        plain_reason=reason.plain,
        chance=offer.chance,
        assumed=offer.assumed,
        very_likely=offer.very_likely,
        priority=offer.priority if offer.flag.is_flagged else 0,
        minor=minor,
        minor_rule=offer.minor_rule if minor and offer.flag.is_flagged else None,
        pregnant=person.pregnant,
        tested=offer.tested,
        unprinted=offer.unprinted,
        affected=offer.affected,
    )


def _worded_as(offer: Offer) -> str:
    """Return the reason whose words hold: "2 in 3" is said of a healthy sib only."""
    if offer.reason == "R-AR-SIB-CARRIER" and offer.chance != Fraction(2, 3):
        return "R-AR-SIB-ADULT"
    return offer.reason


ADULT_AGE = 18


def _stopped(case: Case, pattern: Pattern, reasons: tuple[str, ...]) -> Plan:
    decisions = tuple(
        _decision(
            case,
            person,
            stopped_offer(
                situation_of(case, pattern, person),
                blood_relative=path_to(case.family, person.id) is not None,
                pattern=pattern,
            ),
        )
        for person in case.family.relatives
    )
    return Plan(pattern, "", "", disease_class(case), True, reasons, decisions)
