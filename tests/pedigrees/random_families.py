"""Random X-linked families in which the variant is passed on by chance.

The results recorded are true ones, so that they can never contradict each other: half-sibs,
cousins who marry, one recorded parent, new variants, women with two copies, people of whom
sex, birth or result are not known.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from families import case, finding

from genetics.inheritance import Sex
from genetics.results import ParentalResults
from genetics.variants import Zygosity
from pedigrees.case import Case, Consent
from pedigrees.family import Family
from pedigrees.people import Affected, Birth, Genotype, Person


def random_case(seed: int, size: int = 12) -> Case:
    """Return one case; the same seed gives the same case."""
    rng = Random(seed)
    people = _Growing(rng).grown_to(size)
    passed = _pass_on(rng, people)
    carriers = [one for one in people if any(passed[one.id]) and one.sex is not Sex.UNKNOWN]
    if not carriers:
        return random_case(seed + 1_000_003, size)
    proband = rng.choice(carriers)
    tested = rng.choice([0.1, 0.3, 0.6])
    known = [
        replace(one, birth=_birth(rng))
        if one is proband
        else _recorded(rng, one, sum(passed[one.id]), tested)
        for one in people
    ]
    gene, mechanism = rng.choice([("ALAS2", "LOF"), ("ALAS2", "GOF"), ("ALAS2", ""), ("ABCB7", "")])
    two = sum(passed[proband.id]) == 2
    found = finding(
        gene,
        mechanism=mechanism,
        zygosity=Zygosity.HOMOZYGOUS if two else Zygosity.HETEROZYGOUS,
        trio=ParentalResults(parentage_confirmed=rng.random() < 0.8),
    )
    contact = Consent(contact_relatives=rng.random() < 0.95)
    return case(Family(known, proband.id), found, consent=contact)


@dataclass
class _Growing:
    """A family that grows by children, partners and parents."""

    rng: Random
    people: list[Person] = field(default_factory=list)

    def grown_to(self, size: int) -> list[Person]:
        self._new_person(Sex.MALE)
        while len(self.people) < size:
            if self.rng.random() < 0.75:
                self._add_child()
            else:
                self._add_parents()
        return self.people

    def _new_person(self, sex: Sex, father: str | None = None, mother: str | None = None) -> str:
        name = f"P{len(self.people)}"
        self.people.append(Person(name, sex, father, mother))
        return name

    def _add_child(self) -> None:
        parent = self.rng.choice([one for one in self.people if one.sex is not Sex.UNKNOWN])
        other = self._partner_of(parent)
        father, mother = (parent.id, other) if parent.sex is Sex.MALE else (other, parent.id)
        sex = self.rng.choice([*[Sex.MALE, Sex.FEMALE] * 8, Sex.UNKNOWN])
        self._new_person(sex, father, mother)

    def _partner_of(self, parent: Person) -> str | None:
        """The same partner again, a new one, a blood relative, or one who is not recorded."""
        other = Sex.FEMALE if parent.sex is Sex.MALE else Sex.MALE
        before = [
            one.mother if parent.sex is Sex.MALE else one.father
            for one in self.people
            if parent.id in (one.father, one.mother)
        ]
        kind = self.rng.choices(["before", "new", "anyone", "nobody"], [60, 28, 6, 6])[0]
        if kind == "before" and before:
            return self.rng.choice(before)
        if kind == "anyone":
            candidates = [one.id for one in self.people if one.sex is other]
            return self.rng.choice(candidates) if candidates else None
        return None if kind == "nobody" else self._new_person(other)

    def _add_parents(self) -> None:
        founders = [one for one in self.people if one.father is None and one.mother is None]
        child = self.rng.choice(founders)
        father, mother = self._new_person(Sex.MALE), self._new_person(Sex.FEMALE)
        place = self.people.index(child)
        self.people[place] = replace(child, father=father, mother=mother)


def _pass_on(rng: Random, people: list[Person]) -> dict[str, list[bool]]:
    """Return for each person whether each X carries: one founder copy, or one new copy."""
    by_id = {one.id: one for one in people}
    founders = [one.id for one in people if one.father is None and one.mother is None]
    new_in = rng.choice(people).id if rng.random() < 0.25 else rng.choice(founders)
    passed: dict[str, list[bool]] = {}

    def xs(name: str) -> list[bool]:
        if name in passed:
            return passed[name]
        one = by_id[name]
        from_mother = rng.choice(xs(one.mother)) if one.mother else False
        from_father = xs(one.father)[0] if one.father else False
        female = one.sex is Sex.FEMALE or (one.sex is Sex.UNKNOWN and rng.random() < 0.5)
        own = [from_mother or name == new_in, *([from_father] if female else [])]
        rng.shuffle(own)
        passed[name] = own
        return own

    for person in people:
        xs(person.id)
    return passed


def _recorded(rng: Random, person: Person, copies: int, tested: float) -> Person:
    affected = Affected.NO if rng.random() < 0.3 else Affected.UNKNOWN
    if copies and person.sex is Sex.MALE and rng.random() < 0.4:
        affected = Affected.YES
    return replace(
        person,
        genotype=_result(person.sex, copies) if rng.random() < tested else None,
        affected=affected,
        alive=rng.random() < 0.85,
        birth=_birth(rng),
        pregnant=person.sex is Sex.FEMALE and rng.random() < 0.08,
        contact_declined=rng.random() < 0.05,
    )


def _result(sex: Sex, copies: int) -> Genotype | None:
    if copies == 0:
        return Genotype.NOT_DETECTED
    if sex is Sex.UNKNOWN:
        return None
    if copies == 2:
        return Genotype.HOMOZYGOUS
    return Genotype.HEMIZYGOUS if sex is Sex.MALE else Genotype.HETEROZYGOUS


def _birth(rng: Random) -> Birth:
    return Birth(rng.choice([None, None, *range(1940, 2026)]))
