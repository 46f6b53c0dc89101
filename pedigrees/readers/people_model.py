"""The people of a case file as they are written, each with results, tests and values."""

from __future__ import annotations

from genetics.inheritance import Sex
from pedigrees.people import Adoption, Affected, Gender, Genotype, NoChildren, Outcome
from pedigrees.readers.case_types import Age, Day, Depth, Fraction, Id, Line, Part, Value, Year


class LabPart(Part):
    """One laboratory value; the limits are those of the laboratory that issued it."""

    name: Line | None = None
    value: Value = None
    unit: Line | None = None
    ref_low: Value = None
    ref_high: Value = None
    date: Day | None = None


class ConditionPart(Part):
    """A disease or sign besides that of the family; `age` in years at its beginning."""

    name: Line
    age: Age | None = None


class VariantTestPart(Part):
    """A test: what it looked for (none: all changes of the family), what it found, how sure."""

    looked_for: tuple[Line, ...] = ()
    found: tuple[Line, ...] = ()
    sensitivity: Fraction = 1.0
    false_positive: Fraction = 0.0
    on: Day | None = None


class RecordedPart(Part):
    """What a case file and a pedigree file of ours record of a person in the same words."""

    birth_year: Year | None = None
    birth_date: Day | None = None
    died: Year | None = None
    genotype: Genotype | None = None
    depth: Depth | None = None
    tested_on: Day | None = None
    genetic_link: bool = True
    monozygotic: bool | None = None
    pregnant: bool = False
    planning_children: bool = False
    possible_hsct_donor: bool = False
    contact_declined: bool = False
    gender: Gender | None = None
    outcome: Outcome = Outcome.LIVE_BORN
    adopted: Adoption | None = None
    donor: bool = False
    surrogate: bool = False
    no_children: NoChildren | None = None
    consultand: bool = False


class PersonPart(RecordedPart):
    """One member of the family. `father` and `mother` are the genetic parents."""

    id: Id | None = None
    sex: Sex | None = None
    father: Id | None = None
    mother: Id | None = None
    adoptive_father: Id | None = None
    adoptive_mother: Id | None = None
    alive: bool | None = None
    affected: Affected | None = None
    partner_of: Id | None = None
    twin_of: Id | None = None
    sample: Line | None = None
    relation_to_proband: Line = ""
    note: Line = ""
    labs: tuple[LabPart, ...] = ()
    conditions: tuple[ConditionPart, ...] = ()
    tests: tuple[VariantTestPart, ...] = ()
    carried_by: Id | None = None
