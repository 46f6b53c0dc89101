"""Patterns without a cascade: one recessive variant, a disputed gene, an uncertain variant.

Nobody is offered a predictive or carrier test here, and no chance is given. What is left are
a blood test by symptoms, and segregation studies through a geneticist (KNOWLEDGE.md 3, 4.0).
"""

from __future__ import annotations

from genetics.inheritance import Sex
from genetics.results import Finding
from pedigrees.clinical.findings_facts import X_GENES
from pedigrees.family import Family
from pedigrees.offers import Offer, Situation
from pedigrees.people import Affected, Person
from pedigrees.plan import Flag, MinorRule, Test
from pedigrees.relationship import path_to
from pedigrees.unknown_cause import BLOOD_SCREEN


def single_recessive_variant(family: Family, situation: Situation) -> Offer:
    """One P/LP variant in SLC25A38 is a carrier finding and explains no anaemia.

    Adult blood relatives except parents: carrier testing on request, information only;
    parents, minors and people without a blood relation: not indicated.
    """
    person = situation.person
    adult = not situation.minor
    if adult and _is_blood_relative(family, person) and not _is_parent(family, person):
        return Offer(Flag.INFO_ONLY, (), "R-AR-SINGLE", None)
    return Offer(Flag.NOT_INDICATED, (), "R-AR-SINGLE", None)


def disputed_gene(family: Family, situation: Situation) -> Offer:
    """A STEAP3 variant: the link between gene and disease is disputed.

    Parents: segregation only through a geneticist. A sib with anaemia gets a work-up by
    symptoms. Everyone else: not indicated.
    """
    person = situation.person
    if _is_parent(family, person):
        return Offer(Flag.SPECIALIST, (Test.SEGREGATION,), "R-STEAP3-DISPUTED", None)
    is_sib = person.id in {sib.id for sib in family.full_sibs(family.proband_id)}
    if is_sib and situation.symptomatic:
        return Offer(Flag.HAEM_SCREEN, BLOOD_SCREEN, "R-STEAP3-DISPUTED", None, 2, MinorRule.DEFER)
    return Offer(Flag.NOT_INDICATED, (), "R-STEAP3-DISPUTED", None)


def uncertain_variant(family: Family, situation: Situation, variants: tuple[Finding, ...]) -> Offer:
    """A variant of uncertain significance is never used for predictive or carrier tests.

    Segregation through a geneticist may help to classify it: in a parent who can have
    passed it on (the mother alone, where it lies on X in a man) and in affected relatives.
    """
    person = situation.person
    blood = _is_blood_relative(family, person)
    may_have_passed_it = _is_parent(family, person) and any(
        _can_pass(person, family.proband.sex, variant.gene in X_GENES) for variant in variants
    )
    affected = person.affected is Affected.YES and blood
    if may_have_passed_it or affected:
        return Offer(Flag.SPECIALIST, (Test.SEGREGATION,), "R-VUS", None)
    return Offer(Flag.NOT_INDICATED, (), "R-VUS", None)


def _can_pass(parent: Person, proband_sex: Sex, on_x: bool) -> bool:
    return parent.sex is not Sex.MALE or not (on_x and proband_sex is Sex.MALE)


def _is_parent(family: Family, person: Person) -> bool:
    return person.id in {parent.id for parent in family.parents(family.proband_id)}


def _is_blood_relative(family: Family, person: Person) -> bool:
    return path_to(family, person.id) is not None
