"""Nothing was found: which relatives are offered a blood screen, without any targeted test."""

from __future__ import annotations

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.offers import Offer
from pedigrees.people import Person
from pedigrees.plan import Flag, MinorRule, Test

BLOOD_SCREEN = (Test.BLOOD_COUNT, Test.FERRITIN, Test.TRANSFERRIN_SATURATION)


def screen_blood_of_close_relatives(family: Family, wanted: bool) -> dict[str, Offer]:
    """Return an offer for everyone (KNOWLEDGE.md 4.0 "NEG").

    Where the disease is sideroblastic and not MDS-RS (`wanted`), first-degree relatives
    and the men and boys of the maternal line are offered blood count, ferritin and
    transferrin saturation: an X-linked change that was not seen stays possible. No
    familial variant is known, so nobody is offered a targeted test.
    """
    close = _first_degree(family) | _maternal_males(family) if wanted else set()
    return {
        person.id: _blood_screen() if person.id in close else _nothing()
        for person in family.relatives
    }


def _first_degree(family: Family) -> set[str]:
    proband = family.proband_id
    return {
        person.id
        for person in (
            *family.parents(proband),
            *family.full_sibs(proband),
            *family.children(proband),
        )
    }


def _maternal_males(family: Family) -> set[str]:
    """Mother's father and brothers, maternal half-brothers, and the sons of sisters."""
    mother = family.mother(family.proband_id)
    near: list[Person] = []
    if mother is not None:
        aunts_and_uncles = family.sibs(mother.id)
        grandfather = family.father(mother.id)
        near += [grandfather] if grandfather is not None else []
        near += _maternal(family, mother, aunts_and_uncles)
        near += family.half_sibs(family.proband_id, mother)
        near += _sons_of_women(family, _maternal(family, mother, aunts_and_uncles))
    near += _sons_of_women(family, family.full_sibs(family.proband_id))
    near += _sons_of_women(family, family.half_sibs(family.proband_id, mother))
    return {person.id for person in near if person.sex is Sex.MALE}


def _maternal(family: Family, mother: Person, sibs: tuple[Person, ...]) -> list[Person]:
    """Those sibs of the mother who share her mother, or both recorded parents."""
    return [sib for sib in sibs if family.mother(sib.id) is family.mother(mother.id)]


def _sons_of_women(family: Family, people: list[Person] | tuple[Person, ...]) -> list[Person]:
    return [son for person in people if person.sex is Sex.FEMALE for son in family.sons(person.id)]


def _blood_screen() -> Offer:
    return Offer(Flag.HAEM_SCREEN, BLOOD_SCREEN, "R-NEG", None, 3, MinorRule.HAEM_SCREEN)


def _nothing() -> Offer:
    return Offer(Flag.NOT_INDICATED, (), "R-NEG", None)
