"""People of one family who cannot be as recorded: born after their children, pregnant men."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from genetics.inheritance import Sex
from genetics.phrases import marked, say
from pedigrees.family import Family
from pedigrees.people import Birth, Genotype, Person
from pedigrees.readers.links import (
    Fault,
    link_faults,
    listed,
    only_one_parent,
    parents_of_unknown_sex,
    unknown_id,
)


def family_faults(people: Sequence[Person], day: date) -> Iterator[Fault]:
    """Yield everything about these people that cannot be true on the day of the report."""
    by_id = {person.id: person for person in people}
    yield from link_faults(people)
    for person in people:
        yield from _faults_of_dates(person, day)
        yield from _faults_of_pregnancy(person)
        yield from _faults_of_other_links(person, by_id)
        yield from _faults_of_age(person, by_id)
        yield from _faults_of_twins(person, by_id)
    yield from _shared_samples(people)


def family_notes(family: Family, day: date, x_linked: bool) -> Iterator[str]:
    """Yield what is possible and should be checked (the links are sound by now).

    * one recorded parent, of the proband or a blood relative: sibs through the other
      parent cannot be told from half-sibs;
    * a parent whose sex is not recorded;
    * a parent less than ten years older than the child, a mother who died before the year
      of birth, a living person past 120;
    * of a relative: hemizygous in a woman, heterozygous in a man for a gene on X (for the
      proband the clinical rules stop the case); unlike results in identical twins.
    """
    yield from _notes_on_parents(family)
    for person in family:
        yield from _notes_on_age(person, family, day)
        yield from _notes_on_results(person, family, x_linked)


def _faults_of_dates(person: Person, day: date) -> Iterator[Fault]:
    """Born after the report, died before birth or after the report, tested likewise."""
    born = person.birth
    if born.year is not None and (born.full or date(born.year, 1, 1)) > day:
        what = f"{person.id} is born {_words(born)}, after the report of {day}"
        yield Fault(person.id, _birth_field(born), what, "correct the birth")
    if person.died is not None and person.died > day.year:
        what = f"{person.id} died in {person.died}, after the report of {day}"
        yield Fault(person.id, "died", what, "correct the year of death")
    if person.died is not None and born.year is not None and person.died < born.year:
        what = f"{person.id} died in {person.died}, before the birth in {born.year}"
        yield Fault(person.id, "died", what, "correct one of the two years")
    if person.tested_on is not None and person.tested_on > day:
        what = f"{person.id} is tested on {person.tested_on}, after the report of {day}"
        yield Fault(person.id, "tested_on", what, "correct the date")
    dates = [("tested_on", person.tested_on), *(("labs", lab.taken_on) for lab in person.labs)]
    for field, taken in dates:
        if taken is not None and _is_before(taken, born):
            what = f"{person.id} has a result of {taken}, before the birth {_words(born)}"
            yield Fault(person.id, field, what, "correct one of the two dates")


def _faults_of_pregnancy(person: Person) -> Iterator[Fault]:
    if person.pregnant and person.sex is Sex.MALE:
        what = f"{person.id} is recorded male and pregnant"
        yield Fault(person.id, "pregnant", what, "correct the sex or the pregnancy")
    if person.pregnant and not person.alive:
        what = f"{person.id} is recorded deceased and pregnant"
        yield Fault(person.id, "pregnant", what, "correct one of the two")


def _faults_of_other_links(person: Person, by_id: dict[str, Person]) -> Iterator[Fault]:
    """Partner and twin: somebody else, who is in the family."""
    links = (("partner", "partner_of", person.partner_of), ("twin", "twin_of", person.twin_of))
    for name, field, other in links:
        if other == person.id:
            yield Fault(person.id, field, f"{other} is given as own {name}", "correct the id")
        elif other is not None and other not in by_id:
            what, remedy = unknown_id(other, by_id)
            yield Fault(person.id, field, f"{name} of {person.id}: {what}", remedy)


def _faults_of_age(person: Person, by_id: dict[str, Person]) -> Iterator[Fault]:
    """Nobody is born before a genetic parent."""
    for role, parent in _recorded_parents(person, by_id):
        if _is_earlier(person.birth, parent.birth):
            what = (
                f"{person.id}, born {_words(person.birth)}, is older than the {role} "
                f"{parent.id}, born {_words(parent.birth)}"
            )
            field = _birth_field(person.birth)
            yield Fault(person.id, field, what, "correct a birth or the parent link")


def _faults_of_twins(person: Person, by_id: dict[str, Person]) -> Iterator[Fault]:
    """Twins have the same parents and nearly the same birth; identical ones the same sex."""
    twin = by_id.get(person.twin_of or "")
    if twin is None or twin is person:
        return
    pair = f"{person.id} and the twin {twin.id}"
    if not _same_where_recorded(person.father, twin.father) or not _same_where_recorded(
        person.mother, twin.mother
    ):
        yield Fault(person.id, "twin_of", f"{pair} have different parents", "correct one of them")
    years = (person.birth.year, twin.birth.year)
    if years[0] is not None and years[1] is not None and abs(years[0] - years[1]) > 1:
        what = f"{pair} are born in {years[0]} and {years[1]}"
        yield Fault(person.id, "twin_of", what, "correct a year or the link")
    if not _same_where_recorded(person.monozygotic, twin.monozygotic):
        what = f"{pair} differ in monozygotic"
        yield Fault(person.id, "monozygotic", what, "write the same for both")
    if _are_identical(person, twin) and {person.sex, twin.sex} == {Sex.MALE, Sex.FEMALE}:
        what = f"{pair} are recorded monozygotic and of different sex"
        yield Fault(person.id, "monozygotic", what, "correct a sex or the twin link")


def _shared_samples(people: Sequence[Person]) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for person in people:
        if person.sample and owner.setdefault(person.sample, person.id) != person.id:
            what = f"sample {person.sample} is already that of {owner[person.sample]}"
            yield Fault(person.id, "sample", what, "correct one of the two")


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
    if _are_identical(person, twin) and both_tested and person.genotype != twin.genotype:
        yield say(
            "{person} and {twin}, identical twins, have different results: to be checked.",
            person=person.id,
            twin=twin.id,
        )


def _recorded_parents(person: Person, by_id: dict[str, Person]) -> Iterator[tuple[str, Person]]:
    if not person.genetic_link:
        return
    for role, parent in (("father", person.father), ("mother", person.mother)):
        if parent is not None and parent in by_id and parent != person.id:
            yield role, by_id[parent]


def _are_identical(person: Person, twin: Person) -> bool:
    return bool(person.monozygotic or twin.monozygotic)


def _same_where_recorded(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _is_earlier(one: Birth, other: Birth) -> bool:
    """Whether one birth surely lies before the other."""
    if one.full is not None and other.full is not None:
        return one.full < other.full
    return one.year is not None and other.year is not None and one.year < other.year


def _is_before(day: date, birth: Birth) -> bool:
    """Whether a day surely lies before a birth."""
    if birth.full is not None:
        return day < birth.full
    return birth.year is not None and day.year < birth.year


def _words(birth: Birth) -> str:
    return f"on {birth.full}" if birth.full is not None else f"in {birth.year}"


def _birth_field(birth: Birth) -> str:
    return "birth_date" if birth.full is not None else "birth_year"


YOUNGEST_PARENT = 10
OLDEST = 120
