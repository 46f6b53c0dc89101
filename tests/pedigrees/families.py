"""Families for tests: one pedigree that holds every relation of the X-linked tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.people import Genotype, Person

MAN, WOMAN = Sex.MALE, Sex.FEMALE


def wide_family(
    proband_sex: Sex, genotypes: Mapping[str, Genotype] | None = None, **changes: dict[str, object]
) -> Family:
    """Return a family of grandparents to cousins, nephews and grandchildren.

    Ids are the relations: "MOTHER", "MAT_AUNTS_SON", …; `genotypes` are recorded results,
    `changes` replace fields of a person: `wide_family(MAN, SISTER={"pregnant": True})`.
    """
    people = [*_older_generations(proband_sex), *_children_of(proband_sex)]
    recorded = genotypes or {}
    known = {person.id for person in people}
    assert not (set(changes) | set(recorded)) - known
    return Family(
        (
            replace(
                person,
                genotype=recorded.get(person.id),
                **changes.get(person.id, {}),  # type: ignore[arg-type]
            )
            for person in people
        ),
        "PROBAND",
    )


def _older_generations(proband_sex: Sex) -> list[Person]:
    return [
        Person("MGF", MAN),
        Person("MGM", WOMAN),
        Person("PGF", MAN),
        Person("PGM", WOMAN),
        Person("FATHER", MAN, "PGF", "PGM"),
        Person("MOTHER", WOMAN, "MGF", "MGM"),
        Person("MAT_UNCLE", MAN, "MGF", "MGM"),
        Person("MAT_AUNT", WOMAN, "MGF", "MGM"),
        Person("PAT_UNCLE", MAN, "PGF", "PGM"),
        Person("PAT_AUNT", WOMAN, "PGF", "PGM"),
        Person("PROBAND", proband_sex, "FATHER", "MOTHER"),
        Person("BROTHER", MAN, "FATHER", "MOTHER"),
        Person("SISTER", WOMAN, "FATHER", "MOTHER"),
        Person("MOTHERS_PARTNER", MAN),
        Person("FATHERS_PARTNER", WOMAN),
        Person("MAT_HALF_BROTHER", MAN, "MOTHERS_PARTNER", "MOTHER"),
        Person("MAT_HALF_SISTER", WOMAN, "MOTHERS_PARTNER", "MOTHER"),
        Person("PAT_HALF_BROTHER", MAN, "FATHER", "FATHERS_PARTNER"),
        Person("PAT_HALF_SISTER", WOMAN, "FATHER", "FATHERS_PARTNER"),
    ]


def _children_of(proband_sex: Sex) -> list[Person]:
    people = _couple("PROBAND", proband_sex, "PARTNER", "SON", "DAUGHTER")
    parents = {
        "SON": MAN,
        "DAUGHTER": WOMAN,
        "BROTHER": MAN,
        "SISTER": WOMAN,
        "MAT_UNCLE": MAN,
        "MAT_AUNT": WOMAN,
        "PAT_UNCLE": MAN,
        "PAT_AUNT": WOMAN,
    }
    for parent, sex in parents.items():
        people += _couple(parent, sex, f"{parent}S_PARTNER", f"{parent}S_SON", f"{parent}S_DAUGHTER")
    return people


def _couple(parent: str, sex: Sex, partner: str, son: str, daughter: str) -> list[Person]:
    father, mother = (parent, partner) if sex is MAN else (partner, parent)
    return [
        Person(partner, WOMAN if sex is MAN else MAN),
        Person(son, MAN, father, mother),
        Person(daughter, WOMAN, father, mother),
    ]
