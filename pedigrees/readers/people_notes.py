"""What is possible about the people of a family, and should be checked by somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from genetics.inheritance import Sex
from genetics.phrases import marked, say
from pedigrees.family import Family
from pedigrees.people import Genotype, Person
from pedigrees.readers.links import listed, only_one_parent, parents_of_unknown_sex


def family_notes(family: Family, day: date, x_linked: bool) -> Iterator[str]:
    """Yield what is possible and should be checked (the links are sound by now).

    * one recorded parent, of the proband or a blood relative: sibs through the other
      parent cannot be told from half-sibs;
    * a parent whose sex is not recorded;
    * a parent less than ten years older than the child, a mother who died before the year
      of birth, a living person past 120;
    * of a relative: hemizygous in a woman; in a man, for a gene on X, homozygous, or
      heterozygous where the family has a change on another chromosome too (for the proband
      the clinical rules stop the case); unlike results in identical twins.
    """
    yield from _notes_on_parents(family)
    for person in family:
        yield from _notes_on_age(person, family, day)
        yield from _notes_on_results(person, family, x_linked)


def _notes_on_parents(family: Family) -> Iterator[str]:
    proband = family.proband_id
    line = {person.id for person in family if family.are_blood_relatives(proband, person.id)}
    single = [one for one in only_one_parent(list(family)) if one == proband or one in line]
    if single:
        yield say(
            "Only one parent of {people} is recorded: sibs through the other parent are taken for "
            "half-sibs, and nothing is concluded about that parent's side.",
            people=listed(single),
        )
    if unknown := parents_of_unknown_sex(list(family)):
        yield say(
            "The sex of {people} is not recorded, although recorded as a parent.",
            people=listed(unknown),
        )


def _notes_on_age(person: Person, family: Family, day: date) -> Iterator[str]:
    ages = person.birth.ages_on(day)
    if person.alive and ages is not None and ages[0] > OLDEST:
        yield say(
            "{person} is recorded alive at an age of {age}: to be checked.",
            person=person.id,
            age=ages[0],
        )
    parents = (("father", family.father(person.id)), ("mother", family.mother(person.id)))
    for role, parent in parents:
        if parent is None or parent.birth.year is None or person.birth.year is None:
            continue
        apart = person.birth.year - parent.birth.year
        if apart < YOUNGEST_PARENT:
            told = MOTHER_TOO_YOUNG if role == "mother" else FATHER_TOO_YOUNG
            yield say(told, parent=parent.id, child=person.id, years=apart)
        if role == "mother" and parent.died is not None and parent.died < person.birth.year:
            yield say(
                "{parent}, the mother of {child}, is recorded as deceased before the birth: to be "
                "checked.",
                parent=parent.id,
                child=person.id,
            )


MOTHER_TOO_YOUNG = marked(
    "{parent}, the mother of {child}, is recorded only {years} years older: to be checked."
)
FATHER_TOO_YOUNG = marked(
    "{parent}, the father of {child}, is recorded only {years} years older: to be checked."
)


def _notes_on_results(person: Person, family: Family, x_linked: bool) -> Iterator[str]:
    if person.id != family.proband_id:
        if person.genotype is Genotype.HEMIZYGOUS and person.sex is Sex.FEMALE:
            yield say(
                "{person} is recorded female and hemizygous: to be checked.", person=person.id
            )
        two_copies = (Genotype.HETEROZYGOUS, Genotype.HOMOZYGOUS, Genotype.COMPOUND_HETEROZYGOUS)
        if x_linked and person.sex is Sex.MALE and person.genotype in two_copies:
            yield say(
                "{person} is recorded male and {genotype} for a gene on the X chromosome: to be "
                "checked.",
                person=person.id,
                genotype=say(person.genotype),
            )
    if person.twin_of is None or person.twin_of not in family:
        return
    twin = family[person.twin_of]
    both_tested = person.genotype is not None and twin.genotype is not None
    identical = bool(person.monozygotic or twin.monozygotic)
    if identical and both_tested and person.genotype != twin.genotype:
        yield say(
            "{person} and {twin}, identical twins, have different results: to be checked.",
            person=person.id,
            twin=twin.id,
        )


YOUNGEST_PARENT = 10
OLDEST = 120
