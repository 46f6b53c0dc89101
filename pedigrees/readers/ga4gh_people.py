"""What is read of a person of a phenopacket: sex, birth, death, diseases, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from genetics.errors import Mistake
from genetics.inheritance import Sex
from genetics.phrases import marked, say
from pedigrees.people import Affected, Birth, Condition, Person
from pedigrees.readers.limits import AGES, YEARS
from pedigrees.readers.links import listed
from pedigrees.readers.pedigree_file import RecordedFamily

if TYPE_CHECKING:
    from pedigrees.readers.ga4gh_model import Disease, Family, Phenopacket, Subject, Time


@dataclass(slots=True)
class Book:
    """What was found wrong, what is to be said, and where in the file each person stands."""

    paths: dict[str, str] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    told: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def wrong(self, place: str, what: str, remedy: str) -> None:
        """Note a mistake at a place."""
        self.mistakes.append(Mistake(what, remedy, place=place))

    def tell(self, kind: str, about: str) -> None:
        """Note something to be said, about whom."""
        self.told.setdefault(kind, []).append(about)

    def place(self, person: str) -> str:
        """Return the path of a person, with the id."""
        return f"{self.paths[person]} ({person})"

    def enter(self, person: str, path: str) -> bool:
        """Note where a person stands; False, and a mistake, where he or she stands already."""
        if person in self.paths:
            what = f"{person} already stands in {self.paths[person]}"
            self.wrong(f"{path} ({person})", what, "give each person an id of his or her own")
            return False
        self.paths[person] = path
        return True

    def notes(self) -> Iterator[str]:
        """Yield what is to be said, once for each kind."""
        for kind, phrase in NOTES.items():
            if about := list(dict.fromkeys(self.told.get(kind, ()))):
                yield say(phrase, number=len(about), people=listed(about))


NOTES = {
    "family": marked("phenopackets tell no twins, adoption, partners and pregnancies"),
    "consanguineous": marked("recorded as consanguineous, how is not told: {people}"),
    "other sex": marked("another sex than female or male is read as not recorded: {people}"),
    "first day": marked(
        "born on the first of a month, which may stand for a day not known: the year is kept "
        "({number}: {people})"
    ),
    "unread": marked("not read: {people}"),
    "relations": marked("relationships without a place here are not read ({number}: {people})"),
    "twin": marked("parents taken from the twin: {people}"),
    "index": marked("index patients, none of whom is called the proband: {people}"),
    "social": marked("step, foster or other parents, kept as adoptive ones are: {people}"),
}


def families_of(document: Family) -> tuple[tuple[RecordedFamily, ...], Book]:
    """Return the families of the persons of a phenopacket Family.

    * familyId, else the id of the Family, else 1;
    * paternalId, maternalId: "" and 0 for not recorded;
    * affectedStatus: MISSING is not known;
    * a phenopacket belongs to a person of the pedigree; sex in both must agree;
    * sex as a number is doubtful (see `_judge_numbers`).
    """
    book = Book()
    people: dict[str, Person] = {}
    family_ids: dict[str, str] = {}
    for number, line in enumerate(document.pedigree.persons):
        path = f"pedigree.persons[{number}]"
        if not book.enter(line.individual_id, path):
            continue
        family_ids[line.individual_id] = line.family_id or document.id or "1"
        people[line.individual_id] = Person(
            line.individual_id,
            sex_of(line.sex, line.individual_id, book),
            _parent(line.paternal_id),
            _parent(line.maternal_id),
            affected=AFFECTED[line.affected_status],
        )
    _read_packets(document, people, book)
    book.tell("family", document.id)
    for name in ("files", "hts_files"):
        if getattr(document, name):
            book.tell("unread", name)
    proband = document.proband.subject.id if document.proband is not None else ""
    if document.consanguinous_parents:
        book.tell("consanguineous", proband or document.id)
    judged = _judge_numbers(people, book)
    families = tuple(
        RecordedFamily(
            one,
            tuple(person for person in judged if family_ids[person.id] == one),
            proband if family_ids.get(proband) == one else "",
        )
        for one in dict.fromkeys(family_ids.values())
    )
    return families, book


def _read_packets(document: Family, people: dict[str, Person], book: Book) -> None:
    packets = [("proband", document.proband)] if document.proband is not None else []
    packets += [(f"relatives[{n}]", packet) for n, packet in enumerate(document.relatives)]
    seen: dict[str, str] = {}
    for path, packet in packets:
        person = packet.subject.id
        place = f"{path}.subject ({person})"
        if person not in people:
            what = f"{person} is not among the persons of the pedigree"
            book.wrong(place, what, "add the person there, with parents, or leave it out here")
        elif seen.setdefault(person, path) != path:
            what = f"{person} already has a phenopacket ({seen[person]})"
            book.wrong(place, what, "keep one")
        else:
            people[person] = with_packet(people[person], packet, place, book)


def _parent(given: str) -> str | None:
    return None if given in ("", "0") else given


AFFECTED = {
    "MISSING": Affected.UNKNOWN,
    "UNAFFECTED": Affected.NO,
    "AFFECTED": Affected.YES,
    0: Affected.UNKNOWN,
    1: Affected.NO,
    2: Affected.YES,
}
SEXES = {
    "UNKNOWN_SEX": Sex.UNKNOWN,
    "FEMALE": Sex.FEMALE,
    "MALE": Sex.MALE,
    "OTHER_SEX": Sex.UNKNOWN,
    "UNKNOWN": Sex.UNKNOWN,
}


def sex_of(code: str | int, person: str, book: Book) -> Sex:
    """Return a sex, and remember a number; see `_judge_numbers`."""
    if isinstance(code, int):
        if code in (1, 2):
            book.numbers[person] = code
        code = list(SEXES)[code]
    if code == "OTHER_SEX":
        book.tell("other sex", person)
    return SEXES[code]


def _judge_numbers(people: dict[str, Person], book: Book) -> Sequence[Person]:
    """Return the people, and note a mistake where numbers for sex are doubtful.

    In phenopackets 1 is FEMALE and 2 MALE (phenopacket-schema, Sex), in PED files it is the
    reverse, and the documentation of the schema itself mixes them up (docs/pedigree.rst). A
    father coded 2 or a mother coded 1 settles it; a father coded 1 or a mother coded 2 is a
    mistake, and so are numbers that no parent explains.
    """
    if not book.numbers:
        return list(people.values())
    roles = [(person.father or "", 2) for person in people.values()]
    roles += [(person.mother or "", 1) for person in people.values()]
    coded = [(one, right) for one, right in roles if one in book.numbers]
    wrong = [one for one, right in coded if book.numbers[one] != right]
    for one in dict.fromkeys(wrong):
        what = f"sex is {book.numbers[one]}, and in phenopackets 1 is FEMALE and 2 MALE"
        book.wrong(book.place(one), f"{what}, the reverse of PED", WRITE_NAMES)
    if not coded:
        one = next(iter(book.numbers))
        what = "sex is a number, and no parent tells whether 1 is FEMALE (phenopackets) or male"
        book.wrong(book.place(one), f"{what} (PED)", WRITE_NAMES)
    return list(people.values())


WRITE_NAMES = "write FEMALE or MALE"


def with_packet(person: Person, packet: Phenopacket, place: str, book: Book) -> Person:
    """Return a person with what a phenopacket tells.

    * vitalStatus DECEASED: not alive; the year of timeOfDeath;
    * dateOfBirth is rounded down to what is known (phenopacket-schema, Individual): the
      first of a month or year may stand for an unknown day, so that the year alone is kept;
    * diseases: `conditions` by their label, or code, with the age in years at onset; one
      that is excluded, another form of onset, gender, karyotype and ages are kept in `note`;
    * features, measurements, interpretations, samples and files are not read.
    """
    subject = packet.subject
    sex = sex_of(subject.sex, person.id, book)
    if Sex.UNKNOWN not in (sex, person.sex) and sex is not person.sex:
        what = f"sex is {sex.name} here and {person.sex.name} in {book.paths[person.id]}"
        book.wrong(place, what, "correct one of the two")
    known = replace(
        person,
        sex=person.sex if sex is Sex.UNKNOWN else sex,
        birth=birth_of(subject.date_of_birth, place, person.id, book),
    )
    known = _with_death(known, subject, place, book)
    kept = [*_kept(subject), *(one for disease in packet.diseases for one in _kept_of(disease))]
    _tell_unread(packet, person.id, book)
    conditions = [
        Condition(one.term.label or one.term.id, _onset(one, place, book))
        for one in packet.diseases
        if not one.excluded and (one.term.label or one.term.id)
    ]
    return replace(known, conditions=tuple(conditions), note="; ".join(kept))


def birth_of(text: str | None, place: str, person: str, book: Book) -> Birth:
    """Return a birth: a year, or a day that is surely known; see `with_packet`."""
    if not text:
        return Birth()
    day = _day_in(text)
    if day is None:
        remedy = f"write 1980-05-17T00:00:00Z, or 1980{_YEARS}"
        book.wrong(place, f'"{text[:40]}" is no date', remedy)
        return Birth()
    if day.day == 1:
        if len(text) > len("1980-05"):
            book.tell("first day", person)
        return Birth(day.year)
    return Birth(day.year, day)


def _day_in(text: str) -> date | None:
    """Return a date, the first day of a year or month that is written alone; None for none.

    A year out of `YEARS` is none.
    """
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        day = date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
    except ValueError:
        return None
    return day if day.year in YEARS else None


_YEARS = f"; years are those from {YEARS[0]} to {YEARS[-1]}"
_DAY = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?:T[0-9:.]+(?:Z|[+-][0-9:]+)?)?)?)?"
)


def _with_death(person: Person, subject: Subject, place: str, book: Book) -> Person:
    vital = subject.vital_status
    if vital is None:
        return person
    dead = vital.status in ("DECEASED", 2)
    when = vital.time_of_death.timestamp if vital.time_of_death is not None else None
    if vital.time_of_death is not None and not dead:
        what = "a time of death is recorded and vitalStatus is not DECEASED"
        book.wrong(place, what, "correct one of the two")
    day = _day_in(when) if when else None
    if when and day is None:
        remedy = f"write 2004-01-01T00:00:00Z{_YEARS}"
        book.wrong(place, f'"{when[:40]}" is no time of death', remedy)
    return replace(person, alive=not dead, died=day.year if dead and day is not None else None)


def _kept(subject: Subject) -> Iterator[str]:
    """Yield what has no field of its own, in the words of the file."""
    vital = subject.vital_status
    if vital is not None and vital.time_of_death is not None and vital.time_of_death.age:
        yield f"age at death {vital.time_of_death.age.iso8601duration}"
    if subject.time_at_encounter is not None and subject.time_at_encounter.age is not None:
        yield f"age {subject.time_at_encounter.age.iso8601duration}"
    if isinstance(subject.karyotypic_sex, str) and subject.karyotypic_sex != "UNKNOWN_KARYOTYPE":
        yield f"karyotype {subject.karyotypic_sex}"
    if subject.gender is not None:
        yield f"gender {subject.gender.label or subject.gender.id}"


def _kept_of(disease: Disease) -> Iterator[str]:
    name = disease.term.label or disease.term.id
    if disease.excluded:
        yield f"excluded: {name}"
    elif disease.onset is not None and disease.onset.age is None and _other_form(disease.onset):
        yield f"onset of {name}: {_other_form(disease.onset)}"


def _other_form(onset: Time) -> str:
    term = onset.ontology_class
    label = (term.get("label") or term.get("id")) if isinstance(term, dict) else None
    return str(label or onset.timestamp or "")


def _onset(disease: Disease, place: str, book: Book) -> int | None:
    """Return the age at onset in whole years."""
    if disease.onset is None or disease.onset.age is None:
        return None
    text = disease.onset.age.iso8601duration
    found = re.fullmatch(r"P(?=[0-9T])(?:([0-9]{1,3})Y)?(?:[0-9.]+[MWD])*(?:T[0-9.HMS]+)?", text)
    if found is None or int(found[1] or 0) not in AGES:
        remedy = f"write it as P45Y or P6M, at most P{AGES[-1]}Y"
        book.wrong(place, f'"{text[:40]}" is no age at onset', remedy)
        return None
    return int(found[1] or 0)


def _tell_unread(packet: Phenopacket, person: str, book: Book) -> None:
    for name in UNREAD:
        if getattr(packet, name):
            book.tell("unread", f"{name} of {person}")


UNREAD = (
    "phenotypic_features",
    "measurements",
    "biosamples",
    "interpretations",
    "medical_actions",
    "files",
    "hts_files",
)
