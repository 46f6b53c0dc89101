"""Cases for the rows of the relatives oracle that are not X-linked; ids are the relations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from families import MAN, WOMAN

from genetics.classification import Classification
from genetics.inheritance import Sex
from genetics.results import Finding, Origin
from genetics.variants import Zygosity
from pedigrees.case import Case, Consent
from pedigrees.family import Family
from pedigrees.people import Affected, Birth, Genotype, Person

TODAY = date(2026, 6, 1)


def born(year: int) -> Birth:
    return Birth(year=year)


def finding(gene: str, name: str, classification: str, **more: object) -> Finding:
    """Return a finding typed in from a laboratory's report."""
    plain = Finding(
        gene=gene,
        transcript="",
        hgvs_c=name,
        hgvs_p="",
        zygosity=Zygosity.HETEROZYGOUS,
        classification=Classification(classification),
        origin=Origin.TYPED_IN,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def in_trans() -> tuple[Finding, ...]:
    return tuple(
        finding("SLC25A38", name, "P", phase="in trans (parents tested)")
        for name in ("c.349C>T", "c.625G>C")
    )


def homozygous() -> tuple[Finding, ...]:
    return (finding("SLC25A38", "c.349C>T", "P", zygosity=Zygosity.HOMOZYGOUS),)


def case(people: tuple[Person, ...], findings: tuple[Finding, ...]) -> Case:
    """Return a case with consent to contact relatives."""
    consent = Consent(contact_relatives=True, share_variant=True)
    return Case("ORACLE", TODAY, Family(people, "PROBAND"), findings, consent=consent)


def _older() -> tuple[Person, ...]:
    return (
        Person("GRANDPARENT", WOMAN, birth=born(1938)),
        Person("MGF", MAN, birth=born(1936)),
        Person("PGM", WOMAN, birth=born(1937)),
        Person("PGF", MAN, birth=born(1935)),
        Person("MOTHER", WOMAN, "MGF", "GRANDPARENT", birth=born(1962)),
        Person("FATHER", MAN, "PGF", "PGM", birth=born(1960)),
        Person("AUNT_OR_UNCLE", WOMAN, "MGF", "GRANDPARENT", birth=born(1964)),
        Person("UNCLES_PARTNER", MAN, birth=born(1963)),
        Person("FIRST_COUSIN", MAN, "UNCLES_PARTNER", "AUNT_OR_UNCLE", birth=born(1992)),
    )


def _generation(healthy: Affected = Affected.NO) -> tuple[Person, ...]:
    parents = ("FATHER", "MOTHER")
    return (
        Person("PROBAND", WOMAN, *parents, birth=born(1990), affected=Affected.YES),
        Person("SIB_SYMPTOMATIC_OR_UNDER_3Y", MAN, *parents, birth=born(2025)),
        Person("SIB_HEALTHY_ADULT", MAN, *parents, birth=born(1992), affected=healthy),
        Person("SIB_HEALTHY_MINOR", WOMAN, *parents, birth=born(2012), affected=healthy),
        replace(
            Person("SIB_POSSIBLE_HSCT_DONOR", WOMAN, *parents, birth=born(1994), affected=healthy),
            possible_hsct_donor=True,
        ),
        Person("MOTHERS_PARTNER", MAN, birth=born(1958)),
        Person("HALF_SIB", WOMAN, "MOTHERS_PARTNER", "MOTHER", birth=born(1984)),
    )


def recessive_case() -> Case:
    """A family with every relation of the recessive rows, partners not related."""
    people = (
        *_older(),
        *_generation(),
        Person("PARTNER_UNRELATED", MAN, birth=born(1988), partner_of="PROBAND"),
        Person("CHILD", WOMAN, "PARTNER_UNRELATED", "PROBAND", birth=born(2007)),
        Person("PARTNER_OF_HEALTHY_SIB_UNRELATED", WOMAN, birth=born(1993)),
        Person(
            "NIECE_OR_NEPHEW_OF_HEALTHY_SIB",
            WOMAN,
            "SIB_HEALTHY_ADULT",
            "PARTNER_OF_HEALTHY_SIB_UNRELATED",
            birth=born(2007),
        ),
    )
    return case(people, in_trans())


def cousin_partner_case(of_the_sib: bool) -> Case:
    """The same family in which a first cousin is the partner of the proband or of a sib."""
    name = "PARTNER_OF_HEALTHY_SIB_FIRST_COUSIN" if of_the_sib else "PARTNER_FIRST_COUSIN"
    partner_of = "SIB_HEALTHY_ADULT" if of_the_sib else "PROBAND"
    sex = WOMAN if of_the_sib else MAN
    cousin = Person(
        name,
        sex,
        "UNCLES_PARTNER",
        "AUNT_OR_UNCLE",
        birth=born(1992),
        partner_of=partner_of,
    )
    return case((*_older(), *_generation(), cousin), in_trans())


def one_parent_case() -> Case:
    """A homozygous proband whose mother does not have the variant."""
    rename = {
        "MOTHER": "NONCARRIER_PARENT",
        "FATHER": "CARRIER_PARENT",
        "GRANDPARENT": "NONCARRIER_PARENT_LINE",
        "SIB_HEALTHY_ADULT": "SIB",
    }
    people = (
        *_older(),
        *_generation(),
        Person("CARRIER_PARENT_SIB", MAN, "PGF", "PGM", birth=born(1965)),
    )
    return case(tuple(_renamed(person, rename) for person in people), homozygous())


def _renamed(person: Person, names: dict[str, str]) -> Person:
    renamed = replace(
        person,
        id=names.get(person.id, person.id),
        father=names.get(person.father or "", person.father),
        mother=names.get(person.mother or "", person.mother),
    )
    if renamed.id == "NONCARRIER_PARENT":
        return replace(renamed, genotype=Genotype.NOT_DETECTED)
    return renamed


def small_case(*findings: Finding) -> Case:
    """Parents, sibs, children and a partner, for the patterns without a cascade."""
    parents = ("FATHER", "MOTHER")
    own = ("PROBAND", "PARTNER")
    people = (
        Person("MOTHER", WOMAN, birth=born(1960)),
        Person("FATHER", MAN, birth=born(1958)),
        Person("PROBAND", MAN, *parents, birth=born(1985), affected=Affected.YES),
        Person("SICK_SISTER", WOMAN, *parents, birth=born(1988), affected=Affected.YES),
        Person("WELL_BROTHER", MAN, *parents, birth=born(1990), affected=Affected.NO),
        Person("PARTNER", WOMAN, birth=born(1986), partner_of="PROBAND"),
        Person("CHILD", WOMAN, *own, birth=born(2015), affected=Affected.NO),
        Person("UNBORN", Sex.UNKNOWN, *own, birth=born(2026)),
        Person("COUSIN", MAN, "UNCLE", "AUNT", birth=born(1989)),
        Person("UNCLE", MAN, "GRANDFATHER", "GRANDMOTHER", birth=born(1961)),
        Person("AUNT", WOMAN, birth=born(1963)),
        Person("GRANDFATHER", MAN, birth=born(1930)),
        Person("GRANDMOTHER", WOMAN, birth=born(1932)),
    )
    return case(people, findings)
