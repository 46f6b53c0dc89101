"""Reads a GA4GH pedigree: individuals, and what they are to each other in terms of kinship."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from genetics.inheritance import Sex
from pedigrees.people import Adoption, Affected, Gender, Person
from pedigrees.readers.ga4gh_people import Book, birth_of, sex_of, with_packet
from pedigrees.readers.kinship import READ, TERMS, Kin, term_of
from pedigrees.readers.pedigree_file import RecordedFamily

if TYPE_CHECKING:
    from pedigrees.readers.ga4gh_model import Individual, Pedigree, Phenopacket, Relationship


def family_of(document: Pedigree) -> tuple[tuple[RecordedFamily, ...], Book]:
    """Return the family of a GA4GH pedigree.

    * a relationship says what the individual is to the relative, in one direction or both
      (ga4gh/pedigree, docs/source/using-the-pedigree-model.rst);
    * biological mother and father, donors of ovum and sperm: genetic parents, one of each.
      A biological parent is father or mother by the sex that is recorded;
    * gestational carrier: `carried_by`, unless she is the genetic mother;
    * adoptive, step, foster and other parents: `social_parents`; somebody with adoptive
      parents and no genetic ones is adopted in;
    * identical twins; twins without parents of their own have those of the other;
    * partners, one for each person;
    * cousins, sibs, grandparents and other relatives without the people between them are
      not read, which is said;
    * the index patient called proband (or the only one) is the proband.
    """
    book = Book()
    ties = _Ties(book)
    for number, member in enumerate(document.individuals):
        ties.add(member, f"individuals[{number}]")
    if book.numbers:
        one = next(iter(book.numbers))
        what = "sex is a number: 1 is FEMALE in phenopackets and male in the pedigree schema"
        book.wrong(book.place(one), what, "write FEMALE or MALE")
    for name in ("narrative", "date", "reason", "status"):
        if getattr(document, name):
            book.tell("unread", name)
    for number, relationship in enumerate(document.relationships):
        ties.relate(relationship, f"relationships[{number}]")
    people = ties.tied()
    proband, people = _with_index(document, people, book)
    return (RecordedFamily(document.id or "1", tuple(people), proband),), book


@dataclass(slots=True)
class _Ties:
    """The people so far, and who is what to whom."""

    book: Book
    people: dict[str, Person] = field(default_factory=dict)

    def add(self, member: Phenopacket | Individual, path: str) -> None:
        """Add an individual; the parents it names are looked up later."""
        from pedigrees.readers.ga4gh_model import Phenopacket

        person = member.subject.id if isinstance(member, Phenopacket) else member.id
        if not self.book.enter(person, path):
            return
        place = f"{path} ({person})"
        if isinstance(member, Phenopacket):
            sex = sex_of(member.subject.sex, person, self.book)
            self.people[person] = with_packet(Person(person, sex), member, place, self.book)
        else:
            self.people[person] = _individual(member, place, self.book)

    def relate(self, relationship: Relationship, path: str) -> None:
        """Read one relationship."""
        one, other = relationship.individual, relationship.relative
        place = f"{path} ({one}, {other})"
        unknown = [each for each in (one, other) if each not in self.people]
        if unknown or one == other:
            what = f"{unknown[0]} is not among the individuals" if unknown else f"{one} to {one}"
            self.book.wrong(place, what, "correct the id")
            return
        terms = [*relationship.biological_relationship, *relationship.social_relationship]
        terms += [relationship.relation] if relationship.relation is not None else []
        for term in terms:
            number = term_of(term.id, term.label)
            if isinstance(number, tuple):
                self.book.wrong(place, *number)
            elif number in READ:
                self._read(READ[number], number, one, other, place)
            else:
                self.book.tell("relations", f"{one} {TERMS[number]} {other}")
        for kind in relationship.twin_group:
            self._twins(one, other, kind == "MONOZYGOTIC", place)
        if relationship.consanguinity:
            self.book.tell("consanguineous", f"{one} and {other}")
        if not terms and not relationship.twin_group and relationship.consanguinity is None:
            self.book.wrong(place, "no relationship is told", "write a term: KIN:027 for a mother")

    def _read(self, kin: Kin, number: str, one: str, other: str, place: str) -> None:
        if kin in (Kin.CHILD, Kin.CARRIED_BY):
            one, other = other, one
            kin = Kin.PARENT if kin is Kin.CHILD else Kin.CARRIER
        if kin is Kin.PARENT:
            self._parent(self._role(one, place), other, one, place)
        elif kin in (Kin.MOTHER, Kin.OVUM_DONOR, Kin.SURROGATE_OVUM_DONOR):
            self._parent("mother", other, one, place)
        elif kin in (Kin.FATHER, Kin.SPERM_DONOR):
            self._parent("father", other, one, place)
        if kin in (Kin.OVUM_DONOR, Kin.SPERM_DONOR, Kin.SURROGATE_OVUM_DONOR):
            self._change(one, donor=True)
        if kin in (Kin.CARRIER, Kin.SURROGATE_OVUM_DONOR):
            self._carrier(one, other, kin, place)
        elif kin in (Kin.ADOPTIVE_PARENT, Kin.SOCIAL_PARENT):
            self._social(one, other, kin)
        elif kin in (Kin.IDENTICAL_TWIN, Kin.OTHER_TWIN, Kin.TWIN):
            self._twins(one, other, IDENTICAL[kin], place)
        elif kin is Kin.PARTNER:
            self._partners(one, other, number)

    def _change(self, person: str, **changes: Any) -> None:
        self.people[person] = replace(self.people[person], **changes)

    def _role(self, parent: str, place: str) -> str:
        sex = self.people[parent].sex
        if sex is Sex.UNKNOWN:
            what = f"{parent} is a parent, and neither father nor mother while the sex is not known"
            self.book.wrong(place, what, "write KIN:027 for a mother, KIN:028 for a father")
        return "" if sex is Sex.UNKNOWN else "father" if sex is Sex.MALE else "mother"

    def _parent(self, role: str, child: str, parent: str, place: str) -> None:
        before = getattr(self.people[child], role) if role else parent
        if before not in (None, parent):
            what = f"{child} has two genetic {role}s: {before} and {parent}"
            self.book.wrong(place, what, "keep one; others are adoptive or step-parents")
        elif role:
            self._change(child, **{role: parent})

    def _carrier(self, carrier: str, child: str, kin: Kin, place: str) -> None:
        before = self.people[child].carried_by
        if before not in (None, carrier):
            self.book.wrong(place, f"{child} is carried by {before} and by {carrier}", "keep one")
            return
        self._change(child, carried_by=carrier)
        if kin is Kin.SURROGATE_OVUM_DONOR:
            self._change(carrier, surrogate=True)

    def _social(self, parent: str, child: str, kin: Kin) -> None:
        before = self.people[child].social_parents
        self._change(child, social_parents=tuple(dict.fromkeys((*before, parent))))
        if kin is Kin.ADOPTIVE_PARENT:
            self._change(child, adopted=Adoption.INTO)
        else:
            self.book.tell("social", f"{parent} of {child}")

    def _twins(self, one: str, other: str, identical: bool | None, place: str) -> None:
        """Link the later to the earlier of two twins; of three, both to the first."""
        first, second = sorted((one, other), key=list(self.people).index)
        before = self.people[second]
        if before.twin_of is None:
            self._change(second, twin_of=first, monozygotic=identical)
        elif before.twin_of == first:
            if None not in (identical, before.monozygotic) and identical != before.monozygotic:
                what = f"{first} and {second} are identical twins, and they are not"
                self.book.wrong(place, what, "keep one")
            elif identical is not None:
                self._change(second, monozygotic=identical)
        elif self.people[first].twin_of != before.twin_of:
            self._twins(before.twin_of, first, identical, place)

    def _partners(self, one: str, other: str, number: str) -> None:
        if number in ("030", "051"):
            self.book.tell("consanguineous", f"{one} and {other}")
        linked = {self.people[one].partner_of, self.people[other].partner_of}
        if one in linked and other in linked:
            return
        if self.people[other].partner_of == one or self.people[one].partner_of == other:
            return
        free = [each for each in (one, other) if self.people[each].partner_of is None]
        if not free:
            self.book.tell("relations", f"{one} {TERMS[number]} {other}")
            return
        self._change(free[0], partner_of=other if free[0] == one else one)

    def tied(self) -> list[Person]:
        """Return everybody, once all relationships are known."""
        for person in list(self.people.values()):
            twin = self.people.get(person.twin_of or "")
            if twin is not None:
                self._share_parents(person, twin)
        for person in list(self.people.values()):
            if person.adopted is not None and (person.father or person.mother):
                self._change(person.id, adopted=None)
            carrier = person.carried_by
            if carrier is not None and not self.people[carrier].surrogate:
                if carrier == person.mother:
                    self._change(person.id, carried_by=None)
                else:
                    self._change(carrier, surrogate=True)
        return list(self.people.values())

    def _share_parents(self, person: Person, twin: Person) -> None:
        for one, other in ((person, twin), (twin, person)):
            if one.father is None and one.mother is None and (other.father or other.mother):
                self._change(one.id, father=other.father, mother=other.mother)
                self.book.tell("twin", one.id)


IDENTICAL = {Kin.IDENTICAL_TWIN: True, Kin.OTHER_TWIN: False, Kin.TWIN: None}


def _individual(member: Individual, place: str, book: Book) -> Person:
    """Return a person of the pedigree schema, version 1."""
    when = member.date_of_birth.timestamp if member.date_of_birth is not None else None
    kept = []
    if member.age is not None and member.age.age is not None:
        kept.append(f"age {member.age.age.iso8601duration}")
    if member.gender_identity == "OTHER_GENDER":
        kept.append("another gender")
    for name in ("name", "population_descriptors", "external_identifiers"):
        if getattr(member, name):
            book.tell("unread", f"{name} of {member.id}")
    affected = {None: Affected.UNKNOWN, True: Affected.YES, False: Affected.NO}[member.affected]
    return Person(
        member.id,
        SEXES[member.sex_assigned_at_birth],
        member.sperm_parent_id or None,
        member.egg_parent_id or None,
        birth=birth_of(when, place, member.id, book),
        alive=not member.deceased,
        affected=affected,
        gender=GENDERS.get(member.gender_identity),
        note="; ".join(kept),
    )


SEXES = {
    "SEX_ASSIGNED_AT_BIRTH_UNSPECIFIED": Sex.UNKNOWN,
    "NOT_ASSIGNED_AT_BIRTH": Sex.UNKNOWN,
    "ASSIGNED_MALE": Sex.MALE,
    "ASSIGNED_FEMALE": Sex.FEMALE,
}
GENDERS = {
    "MAN": Gender.MAN,
    "WOMAN": Gender.WOMAN,
    "NONBINARY_GENDER_DIVERSE": Gender.NONBINARY,
}


def _with_index(
    document: Pedigree, people: Sequence[Person], book: Book
) -> tuple[str, list[Person]]:
    """Return the proband, and the people with the consultand among them."""
    known = {person.id for person in people}
    index = document.index_patients
    for number, patient in enumerate(index):
        if patient.id not in known:
            what = f"{patient.id} is not among the individuals"
            book.wrong(f"indexPatients[{number}] ({patient.id})", what, "correct the id")
    probands = [one.id for one in index if one.type.casefold() == "proband"]
    if not probands and len(index) == 1 and not index[0].type:
        probands = [index[0].id]
    if len(probands) > 1:
        what = f"two probands: {probands[0]} and {probands[1]}"
        book.wrong("indexPatients", what, "keep one")
    consultands = {one.id for one in index if one.type.casefold() == "consultand"}
    for one in index:
        if one.id not in consultands and not probands:
            book.tell("index", one.id)
    marked = [replace(one, consultand=True) if one.id in consultands else one for one in people]
    return (probands[0] if probands else ""), marked
