"""Families, findings and cases for tests.

`wide_family` holds every relation of the X-linked tables; `family` reads a small pedigree
as one draws it in a list: id, sex, father, mother, and what else is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from genetics.classification import Classification
from genetics.inheritance import Sex
from genetics.results import Finding, Origin, ParentalResults
from genetics.variants import Zygosity
from pedigrees.case import Case, Clinical, Consent
from pedigrees.family import Family
from pedigrees.people import Affected, Birth, Genotype, Person

MAN, WOMAN = Sex.MALE, Sex.FEMALE
REPORT_DATE = date(2026, 6, 1)

NEGATIVE, HEMIZYGOUS = Genotype.NOT_DETECTED, Genotype.HEMIZYGOUS
HETEROZYGOUS, HOMOZYGOUS = Genotype.HETEROZYGOUS, Genotype.HOMOZYGOUS

_WORDS: dict[str, dict[str, object]] = {
    "homozygous": {"genotype": HOMOZYGOUS},
    "negative": {"genotype": NEGATIVE},
    "affected": {"affected": Affected.YES},
    "deceased": {"alive": False},
    "adopted": {"genetic_link": False},
    "pregnant": {"pregnant": True},
    "declined": {"contact_declined": True},
}


def family(proband: str, *lines: str) -> Family:
    """Return a family: `family("son", "mother F", "son M of - mother", "aunt F negative")`.

    A line holds id and sex, then what else is known: "of FATHER MOTHER" ("-": not
    recorded), positive, homozygous, negative, affected, deceased, adopted, pregnant,
    declined, "born YEAR", "partner ID", "twin ID" (an identical one).
    """
    return Family((_person(line.split()) for line in lines), proband)


def _person(words: list[str]) -> Person:
    name, sex, *rest = words
    known = iter(rest)
    person = Person(name, Sex(sex))
    for word in known:
        person = replace(person, **_change(word, person.sex, known))  # type: ignore[arg-type]
    return person


def _change(word: str, sex: Sex, more: Iterator[str]) -> dict[str, object]:
    if word == "of":
        father, mother = next(more), next(more)
        return {
            "father": None if father == "-" else father,
            "mother": None if mother == "-" else mother,
        }
    if word == "positive":
        return {"genotype": HEMIZYGOUS if sex is MAN else HETEROZYGOUS}
    if word == "born":
        return {"birth": Birth(int(next(more)))}
    if word == "partner":
        return {"partner_of": next(more)}
    if word == "twin":
        return {"twin_of": next(more), "monozygotic": True}
    return _WORDS[word]


def finding(gene: str = "ALAS2", classification: str | None = "P", **changes: object) -> Finding:
    """Return a typed-in finding: ALAS2, loss of function, away from exon 11, heterozygous."""
    return replace(
        Finding(
            gene=gene,
            transcript="",
            hgvs_c="c.611G>A" if gene == "ALAS2" else "",
            hgvs_p="p.(Arg204Gln)" if gene == "ALAS2" else "p.?",
            zygosity=Zygosity.HETEROZYGOUS,
            classification=None if classification is None else Classification(classification),
            origin=Origin.TYPED_IN,
            mechanism="LOF",
        ),
        **changes,  # type: ignore[arg-type]
    )


def parents(mother: str = "", father: str = "", **changes: object) -> ParentalResults:
    """Return the parental results of a finding; parentage is confirmed unless said."""
    known = ParentalResults(mother, father, parentage_confirmed=True)
    return replace(known, **changes)  # type: ignore[arg-type]


def case(people: Family, *findings: Finding, **changes: object) -> Case:
    """Return a case of this family with consent to contact; a man's findings are hemizygous."""
    if people.proband.sex is MAN:
        findings = tuple(
            replace(one, zygosity=Zygosity.HEMIZYGOUS)
            if one.gene in ("ALAS2", "ABCB7") and one.zygosity is Zygosity.HETEROZYGOUS
            else one
            for one in findings
        )
    known = Case("CASE-1", REPORT_DATE, people, findings, consent=Consent(True, True))
    return replace(known, **changes)  # type: ignore[arg-type]


def alone(sex: Sex = WOMAN, **changes: object) -> Family:
    """Return a family of the proband only, 40 years old unless said."""
    person = Person("PROBAND", sex, birth=Birth(1986, date(1986, 1, 1)))
    return Family((replace(person, **changes),), "PROBAND")  # type: ignore[arg-type]


def clinical(**changes: object) -> Clinical:
    """Return a clinical picture of which nothing is known but `changes`."""
    return replace(Clinical(), **changes)  # type: ignore[arg-type]


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
                **{"genotype": recorded.get(person.id), **changes.get(person.id, {})},  # type: ignore[arg-type]
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
        people += _couple(
            parent, sex, f"{parent}S_PARTNER", f"{parent}S_SON", f"{parent}S_DAUGHTER"
        )
    return people


def _couple(parent: str, sex: Sex, partner: str, son: str, daughter: str) -> list[Person]:
    father, mother = (parent, partner) if sex is MAN else (partner, parent)
    return [
        Person(partner, WOMAN if sex is MAN else MAN),
        Person(son, MAN, father, mother),
        Person(daughter, WOMAN, father, mother),
    ]
