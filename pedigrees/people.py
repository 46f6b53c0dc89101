"""The people of a family, as they are recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from genetics.inheritance import Sex
from genetics.phrases import marked
from pedigrees.clinical.laboratory import Measurement


class Affected(StrEnum):
    """Status for the anaemia (or protoporphyria) of the family."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Genotype(StrEnum):
    """Recorded test result for the familial variant. No entry (None): not tested."""

    HETEROZYGOUS = marked("heterozygous")
    HEMIZYGOUS = marked("hemizygous")
    HOMOZYGOUS = marked("homozygous")
    COMPOUND_HETEROZYGOUS = marked("compound heterozygous")
    NOT_DETECTED = marked("not detected")

    @property
    def carries(self) -> bool:
        """Whether the variant was found."""
        return self is not Genotype.NOT_DETECTED


class Gender(StrEnum):
    """Gender where it is recorded besides the sex (Bennett 2022, doi 10.1002/jgc4.1621)."""

    MAN = "man"
    WOMAN = "woman"
    NONBINARY = "nonbinary"


class Outcome(StrEnum):
    """What became of the pregnancy that an entry stands for."""

    LIVE_BORN = "live born"
    PREGNANCY = "pregnancy"
    STILLBIRTH = "stillbirth"
    MISCARRIAGE = "miscarriage"
    TERMINATION = "termination"
    ECTOPIC = "ectopic pregnancy"


class Adoption(StrEnum):
    """Adopted into the family that is drawn, or out of it to other parents."""

    INTO = "in"
    OUT = "out"


class NoChildren(StrEnum):
    """Why someone has no children, where that is recorded."""

    BY_CHOICE = "by choice"
    INFERTILITY = "infertility"


@dataclass(frozen=True, slots=True)
class Condition:
    """A disease or sign besides that of the family, with the age in years at its beginning."""

    name: str
    age: int | None = None


@dataclass(frozen=True, slots=True)
class VariantTest:
    """A test of one person and what it looked for.

    `looked_for` names the changes (c. names); empty: every change that runs in the family.
    `found` names what was seen, empty for a negative result. `sensitivity` is the chance to
    see a change that is there, `false_positive` that to see one that is not, both 0 to 1.
    """

    looked_for: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    sensitivity: Fraction = Fraction(1)
    false_positive: Fraction = Fraction(0)
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Birth:
    """Year of birth, with month and day where they are known; all None: not recorded."""

    year: int | None = None
    full: date | None = None

    def ages_on(self, day: date) -> tuple[int, int] | None:
        """Return the younger and the older possible age in whole years, None if unknown.

        With a full date both are the same. With a year only the birthday may or may not
        have passed: two ages are possible, never below 0 (KNOWLEDGE.md 1a, "Age").
        """
        if self.full is not None:
            had_birthday = (day.month, day.day) >= (self.full.month, self.full.day)
            age = day.year - self.full.year - (0 if had_birthday else 1)
            return age, age
        if self.year is None:
            return None
        older = day.year - self.year
        return max(older - 1, 0), older


@dataclass(frozen=True, slots=True)
class Person:
    """One member of the pedigree.

    `father` and `mother` are the ids of the genetic parents. A person with
    `genetic_link` false is recorded without a genetic link (adopted in, step,
    donor-conceived by recorded parents): the parent links of such a person do not count
    as genetic ones. `social_parents` and `carried_by` (a surrogate) are drawn, never
    computed with. A donor is a genetic parent. `gender` is None where it is not recorded
    apart from the sex; `affected` is the disease of the family, `conditions` are others.
    """

    id: str
    sex: Sex
    father: str | None = None
    mother: str | None = None
    social_parents: tuple[str, ...] = ()
    birth: Birth = Birth()
    alive: bool = True
    died: int | None = None
    genetic_link: bool = True
    affected: Affected = Affected.UNKNOWN
    genotype: Genotype | None = None
    depth: int | None = None
    tested_on: date | None = None
    labs: tuple[Measurement, ...] = ()
    partner_of: str | None = None
    twin_of: str | None = None
    monozygotic: bool | None = None
    pregnant: bool = False
    planning_children: bool = False
    possible_hsct_donor: bool = False
    contact_declined: bool = False
    sample: str | None = None
    gender: Gender | None = None
    conditions: tuple[Condition, ...] = ()
    tests: tuple[VariantTest, ...] = ()
    outcome: Outcome = Outcome.LIVE_BORN
    adopted: Adoption | None = None
    donor: bool = False
    surrogate: bool = False
    carried_by: str | None = None
    no_children: NoChildren | None = None
    consultand: bool = False
    note: str = ""
