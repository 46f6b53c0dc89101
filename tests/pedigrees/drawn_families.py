"""Random families as hard to draw as they come: loops, twins, several partners, one parent."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.people import Person


def drawn_family(seed: int, size: int) -> Family:
    """Return a family of about so many people; the same seed gives the same family."""
    rng = Random(seed)
    people = [Person("p0", Sex.MALE), Person("p1", Sex.FEMALE)]
    while len(people) < size:
        kind = rng.choices(
            ["sib", "children", "loop", "twin", "parents", "partner", "one parent", "adopted"],
            [30, 30, 6, 8, 8, 5, 5, 2],
        )[0]
        _grow(rng, people, kind)
    return Family(people, rng.choice(people).id)


def _grow(rng: Random, people: list[Person], kind: str) -> None:
    one = rng.choice(people)
    other = Sex.FEMALE if one.sex is Sex.MALE else Sex.MALE
    if kind in ("sib", "twin") and (one.father or one.mother):
        sib = _new(rng, people, father=one.father, mother=one.mother)
        if kind == "twin" and not one.twin_of:
            identical = rng.choice([True, False, None])
            sex = one.sex if identical else people[-1].sex
            people[-1] = replace(people[-1], id=sib, sex=sex, twin_of=one.id, monozygotic=identical)
    elif kind in ("children", "loop"):
        known = [each.id for each in people if each.sex is other]
        partner = rng.choice(known) if kind == "loop" and known else _new(rng, people, other)
        for _ in range(rng.choice([1, 1, 2, 3])):
            _child(rng, people, one, partner)
    elif kind == "parents" and not one.father and not one.mother and not one.twin_of:
        father, mother = _new(rng, people, Sex.MALE), _new(rng, people, Sex.FEMALE)
        people[people.index(one)] = replace(one, father=father, mother=mother)
    elif kind == "partner":
        _new(rng, people, other)
        people[-1] = replace(people[-1], partner_of=one.id)
    elif kind == "one parent":
        _child(rng, people, one, None)
    elif kind == "adopted":
        _new(rng, people)
        people[-1] = replace(people[-1], social_parents=(one.id,))


def _child(rng: Random, people: list[Person], one: Person, partner: str | None) -> None:
    male = one.sex is Sex.MALE
    _new(rng, people, father=one.id if male else partner, mother=partner if male else one.id)


def _new(
    rng: Random,
    people: list[Person],
    sex: Sex | None = None,
    father: str | None = None,
    mother: str | None = None,
) -> str:
    name = f"p{len(people)}"
    people.append(Person(name, sex or rng.choice([Sex.MALE, Sex.FEMALE]), father, mother))
    return name
