"""The JSON of phenopacket families and GA4GH pedigrees as it is written: every key, and its kind.

Source: phenopackets/phenopacket-schema, src/main/proto/phenopackets/schema/v2 (Family, Pedigree,
Individual, Disease) and src/main/proto/ga4gh/pedigree/v1/pedigree.proto; ga4gh/pedigree,
src/main/proto/ga4gh/pedigree/v1. What no family needs is taken as it comes (`Unread`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag
from pydantic.alias_generators import to_camel

Unread = Any
"""A part of the file that is not read; that it was there is said."""
Id = Annotated[str, Field(min_length=1)]
SexCode = Literal["UNKNOWN_SEX", "FEMALE", "MALE", "OTHER_SEX", "UNKNOWN", 0, 1, 2, 3]
"""Numbers in the order of the names: 1 is FEMALE, the reverse of a PED file. UNKNOWN is no name of
the schema, but of the examples of ga4gh/pedigree."""


def _as_object(key: str) -> BeforeValidator:
    """Take a plain text for an object with one key, as examples of the standard write it."""
    return BeforeValidator(lambda given: {key: given} if isinstance(given, str) else given)


class Part(BaseModel):
    """One object of the file; its keys are those of proto3 JSON (lowerCamelCase)."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, alias_generator=to_camel, allow_inf_nan=False
    )


class Term(Part):
    """A term of an ontology: its code, and what it is called."""

    id: str = ""
    label: str = ""


class Age(Part):
    """An age as a duration, P40Y6M."""

    iso8601duration: str = Field(alias="iso8601duration")


class Time(Part):
    """A moment in one of several forms."""

    age: Annotated[Age, _as_object("iso8601duration")] | None = None
    timestamp: str | None = None
    age_range: Unread = None
    gestational_age: Unread = None
    ontology_class: Unread = None
    interval: Unread = None


class Vital(Part):
    """Alive or not, and the time of death."""

    status: Literal["UNKNOWN_STATUS", "ALIVE", "DECEASED", 0, 1, 2] = "UNKNOWN_STATUS"
    time_of_death: Time | None = None
    cause_of_death: Unread = None
    survival_time_in_days: Unread = None


class Subject(Part):
    """A person of a phenopacket."""

    id: Id
    sex: SexCode = "UNKNOWN_SEX"
    date_of_birth: str | None = None
    time_at_encounter: Time | None = None
    vital_status: Annotated[Vital, _as_object("status")] | None = None
    gender: Term | None = None
    alternate_ids: Unread = None
    karyotypic_sex: Unread = None
    taxonomy: Unread = None


class Disease(Part):
    """A diagnosis, or with `excluded` one that was looked for and is absent."""

    term: Term
    excluded: bool = False
    onset: Time | None = None
    resolution: Unread = None
    disease_stage: Unread = None
    clinical_tnm_finding: Unread = None
    primary_site: Unread = None
    laterality: Unread = None


class Phenopacket(Part):
    """What is known of one person."""

    subject: Subject
    id: str = ""
    diseases: tuple[Disease, ...] = ()
    phenotypic_features: Unread = None
    measurements: Unread = None
    biosamples: Unread = None
    interpretations: Unread = None
    medical_actions: Unread = None
    files: Unread = None
    hts_files: Unread = None
    meta_data: Unread = None


class PedigreePerson(Part):
    """A line of the pedigree inside a family, with the columns of a PED file."""

    individual_id: Id
    family_id: str = ""
    paternal_id: str = ""
    maternal_id: str = ""
    sex: SexCode = "UNKNOWN_SEX"
    affected_status: Literal["MISSING", "UNAFFECTED", "AFFECTED", 0, 1, 2] = "MISSING"


class PedigreeLines(Part):
    """The pedigree inside a family."""

    persons: tuple[PedigreePerson, ...]


class Family(Part):
    """A phenopacket Family: a pedigree, and phenopackets of the proband and of relatives."""

    pedigree: PedigreeLines
    id: str = ""
    proband: Phenopacket | None = None
    relatives: tuple[Phenopacket, ...] = ()
    consanguinous_parents: bool = False
    files: Unread = None
    hts_files: Unread = None
    meta_data: Unread = None


class Individual(Part):
    """A person of a GA4GH pedigree, version 1."""

    id: Id
    sex_assigned_at_birth: Literal[
        "SEX_ASSIGNED_AT_BIRTH_UNSPECIFIED",
        "ASSIGNED_MALE",
        "ASSIGNED_FEMALE",
        "NOT_ASSIGNED_AT_BIRTH",
    ] = "SEX_ASSIGNED_AT_BIRTH_UNSPECIFIED"
    gender_identity: Literal[
        "GENDER_IDENTITY_UNSPECIFIED", "MAN", "WOMAN", "NONBINARY_GENDER_DIVERSE", "OTHER_GENDER"
    ] = "GENDER_IDENTITY_UNSPECIFIED"
    date_of_birth: Annotated[Time, _as_object("timestamp")] | None = None
    age: Time | None = None
    deceased: bool | None = None
    affected: bool | None = None
    egg_parent_id: str = ""
    sperm_parent_id: str = ""
    name: Unread = None
    population_descriptors: Unread = None
    external_identifiers: Unread = None


class Relationship(Part):
    """What one individual is to another: by one term, or by lists of them in version 1."""

    individual: Id
    relative: Id
    relation: Term | None = None
    biological_relationship: tuple[Term, ...] = ()
    social_relationship: tuple[Term, ...] = ()
    twin_group: tuple[Literal["MONOZYGOTIC", "DIZYGOTIC"], ...] = ()
    consanguinity: bool | None = None
    consanguinity_note: str = ""


class IndexPatient(Part):
    """Somebody in whom the family is interested."""

    id: Id
    type: str = ""


def _kind_of(given: object) -> str:
    return "phenopacket" if isinstance(given, dict) and "subject" in given else "individual"


Member = Annotated[
    Annotated[Phenopacket, Tag("phenopacket")] | Annotated[Individual, Tag("individual")],
    Discriminator(_kind_of),
]


class Pedigree(Part):
    """A GA4GH pedigree: individuals (phenopackets or persons of version 1) and relationships."""

    individuals: tuple[Member, ...]
    id: str = ""
    relationships: tuple[Relationship, ...] = ()
    index_patients: tuple[Annotated[IndexPatient, _as_object("id")], ...] = ()
    narrative: Unread = None
    date: Unread = None
    reason: Unread = None
    status: Unread = None
    meta_data: Unread = None
