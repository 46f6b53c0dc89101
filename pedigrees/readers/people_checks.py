"""People of one family who cannot be as recorded: born after their children, pregnant men."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from genetics.inheritance import Sex
from pedigrees.people import Adoption, Birth, Genotype, Outcome, Person, VariantTest
from pedigrees.probability.posterior import one_genome
from pedigrees.readers.links import Fault, link_faults, unknown_id
from pedigrees.readers.texts import faults_of_texts


def family_faults(people: Sequence[Person], day: date | None = None) -> Iterator[Fault]:
    """Yield everything about these people that cannot be true.

    `day` is the day of the report: nobody is born, dies or is tested after it. A pedigree
    file that is read by itself has no such day (None), and is not judged by it.
    """
    by_id = {person.id: person for person in people}
    yield from faults_of_texts(people)
    yield from link_faults(people)
    parents = {parent for person in people for parent in (person.father, person.mother)}
    for person in people:
        yield from _faults_of_dates(person)
        if day is not None:
            yield from _faults_of_the_future(person, day)
        yield from _faults_of_pregnancy(person)
        yield from _faults_of_outcome(person, has_children=person.id in parents)
        yield from _faults_of_other_links(person, by_id)
        yield from _faults_of_adoption(person, by_id)
        yield from _faults_of_surrogates(person, by_id)
        yield from _faults_of_age(person, by_id)
        yield from _faults_of_twins(person, by_id)
        yield from _faults_of_tests(person)
    yield from _faults_of_triplets(people, by_id)
    yield from _shared_samples(people)


def faults_on_x(people: Sequence[Person], proband: str) -> Iterator[Fault]:
    """Yield the results that a man cannot have for a gene on the X chromosome.

    He has one copy of it: neither heterozygous nor compound heterozygous. Whether cells
    differ (mosaic) or a second X is there (47,XXY) cannot be recorded as a genotype, and
    is left to a person. The proband's own result is left to the clinical rules, which stop
    the case.
    """
    for person in people:
        if person.id == proband or person.sex is not Sex.MALE:
            continue
        if person.genotype in (Genotype.HETEROZYGOUS, Genotype.COMPOUND_HETEROZYGOUS):
            what = (
                f"{person.id} is recorded male and {person.genotype} for a gene on the X chromosome"
            )
            yield Fault(person.id, "genotype", what, ONE_X)


ONE_X = (
    'write "hemizygous" or correct the sex; a mosaic result or 47,XXY is left to a person: leave '
    "the genotype out and say it in note"
)


def _faults_of_the_future(person: Person, day: date) -> Iterator[Fault]:
    """Born, deceased or tested after the report."""
    born = person.birth
    if born.year is not None and (born.full or date(born.year, 1, 1)) > day:
        what = f"{person.id} is born {_words(born)}, after the report of {day}"
        yield Fault(person.id, _birth_field(born), what, "correct the birth")
    if person.died is not None and person.died > day.year:
        what = f"{person.id} died in {person.died}, after the report of {day}"
        yield Fault(person.id, "died", what, "correct the year of death")
    dates = [("tested_on", person.tested_on), *(("tests", test.on) for test in person.tests)]
    for field, tested in dates:
        if tested is not None and tested > day:
            what = f"{person.id} is tested on {tested}, after the report of {day}"
            yield Fault(person.id, field, what, "correct the date")


def _faults_of_dates(person: Person) -> Iterator[Fault]:
    """Died or tested before birth; a date of birth in another year than the year of birth."""
    born = person.birth
    if born.full is not None and born.year is not None and born.full.year != born.year:
        what = f"birth_date {born.full} and birth_year {born.year} of {person.id} differ"
        yield Fault(person.id, "birth_year", what, "keep one of the two")
    if person.died is not None and born.year is not None and person.died < born.year:
        what = f"{person.id} died in {person.died}, before the birth in {born.year}"
        yield Fault(person.id, "died", what, "correct one of the two years")
    if person.died is not None and person.alive:
        what = f"{person.id} is recorded alive and deceased in {person.died}"
        yield Fault(person.id, "died", what, "keep one of the two")
    dates = [
        ("tested_on", person.tested_on),
        *(("tests", test.on) for test in person.tests),
        *(("labs", lab.taken_on) for lab in person.labs),
    ]
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


def _faults_of_outcome(person: Person, *, has_children: bool) -> Iterator[Fault]:
    """Who is not born has no children and is not pregnant; a lost pregnancy is not alive."""
    if person.outcome is Outcome.LIVE_BORN:
        return
    recorded = f"{person.id} is recorded as {person.outcome}"
    if has_children:
        what = f"{recorded}, and as a parent"
        yield Fault(person.id, "outcome", what, "correct the outcome or the parent link")
    if person.pregnant:
        what = f"{recorded}, and pregnant"
        yield Fault(person.id, "pregnant", what, 'write outcome = "pregnancy" for the child alone')
    if person.outcome is not Outcome.PREGNANCY and person.alive:
        what = f"{recorded}, and alive"
        yield Fault(person.id, "alive", what, "correct one of the two")
    if person.outcome is Outcome.PREGNANCY and not person.alive:
        what = f"{recorded}, and deceased"
        remedy = 'write what became of it: "stillbirth", "miscarriage", "termination"'
        yield Fault(person.id, "outcome", what, remedy)


def _faults_of_adoption(person: Person, by_id: dict[str, Person]) -> Iterator[Fault]:
    """Other parents are people of the family, and not the genetic ones; see `Adoption`.

    Somebody adopted in, whose only parents are recorded as genetic ones, was not adopted
    by anybody who is recorded: the link is then either none of genes or none of adoption.
    """
    genetic = (person.father, person.mother) if person.genetic_link else ()
    for other in person.social_parents:
        if other == person.id:
            what = f"{other} is given as own parent"
            yield Fault(person.id, "social_parents", what, "correct the id")
        elif other not in by_id:
            what, remedy = unknown_id(other, by_id)
            what = f"other parent of {person.id}: {what}"
            yield Fault(person.id, "social_parents", what, remedy)
        elif other in genetic:
            what = f"{other} is given as genetic and as adoptive parent of {person.id}"
            remedy = "keep one; genetic_link = false where adopted"
            yield Fault(person.id, "social_parents", what, remedy)
    if person.adopted is Adoption.INTO and any(genetic) and not person.social_parents:
        what = f"{person.id} is recorded as adopted in, and with genetic parents only"
        remedy = "add genetic_link = false, or name the adoptive parents"
        yield Fault(person.id, "adopted", what, remedy)


def _faults_of_surrogates(person: Person, by_id: dict[str, Person]) -> Iterator[Fault]:
    """Only a woman carries a child."""
    if person.surrogate and person.sex is Sex.MALE:
        what = f"{person.id} is recorded male and surrogate"
        yield Fault(person.id, "surrogate", what, "correct the sex, or write donor = true")
    carrier = by_id.get(person.carried_by or "")
    if carrier is not None and carrier.sex is Sex.MALE:
        what = f"{person.id} is carried by {carrier.id}, who is recorded male"
        yield Fault(person.id, "carried_by", what, "correct the sex or the id")


def _faults_of_tests(person: Person) -> Iterator[Fault]:
    """A chance lies between 0 and 1; a test finds nothing that it did not look for."""
    for test in person.tests:
        for name, chance in (
            ("sensitivity", test.sensitivity),
            ("false_positive", test.false_positive),
        ):
            if not 0 <= chance <= 1:
                what = f"{name} of a test of {person.id} is {chance}, not a chance from 0 to 1"
                yield Fault(person.id, "tests", what, "write 0.95 for 95 %")
        yield from _faults_of_found(person, test)


def _faults_of_found(person: Person, test: VariantTest) -> Iterator[Fault]:
    for change in test.found if test.looked_for else ():
        if change not in test.looked_for:
            what = (
                f"a test of {person.id} found {change} and looked for {', '.join(test.looked_for)}"
            )
            yield Fault(person.id, "tests", what, "add it to looked_for, or correct found")


def _faults_of_other_links(person: Person, by_id: dict[str, Person]) -> Iterator[Fault]:
    """Partner, twin and who carried the pregnancy: somebody else, who is in the family."""
    links = (
        ("partner", "partner_of", person.partner_of),
        ("twin", "twin_of", person.twin_of),
        ("surrogate", "carried_by", person.carried_by),
    )
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


def _faults_of_triplets(people: Sequence[Person], by_id: dict[str, Person]) -> Iterator[Fault]:
    """Three or more with one genome have one sex, also where no two of them name each other."""
    first: dict[str, Person] = {}
    genome = one_genome(people)
    for person in people:
        if person.sex is Sex.UNKNOWN:
            continue
        other = first.setdefault(genome[person.id], person)
        told = by_id.get(person.twin_of or "") is other or by_id.get(other.twin_of or "") is person
        twice = other.id == person.id  # said as such; not the sex of twins
        if other.sex is not person.sex and not told and not twice:
            what = f"{person.id} and {other.id} are identical by their twins, and of different sex"
            yield Fault(person.id, "monozygotic", what, "correct a sex or a twin link")


def _shared_samples(people: Sequence[Person]) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for person in people:
        if person.sample and owner.setdefault(person.sample, person.id) != person.id:
            what = f"sample {person.sample} is already that of {owner[person.sample]}"
            yield Fault(person.id, "sample", what, "correct one of the two")


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
