"""One case: the family, what was found, the clinical picture, and who is written to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from genetics.results import Finding, GeneResult, SampleResult
from pedigrees.assumptions import ChanceSettings
from pedigrees.clinical.laboratory import Measurement
from pedigrees.family import Family


class Diagnosis(StrEnum):
    """Diagnosis entered by the clinician; never inferred."""

    CSA = "CSA"
    MDS_RS = "MDS-RS"
    REVERSIBLE = "reversible"


@dataclass(frozen=True, slots=True)
class Pyridoxine:
    """Vitamin B6: state (none, trial, maintenance, stopped), dose in mg a day, response."""

    state: str = "none"
    dose_mg_day: float | None = None
    weeks: float | None = None
    response: str = "unknown"
    trial_adequate: bool = False


@dataclass(frozen=True, slots=True)
class Phlebotomy:
    """Blood removal: state (none, proposed, ongoing, stopped) and how it is borne."""

    state: str = "none"
    tolerated: bool | None = None
    hb_falling: bool = False
    hb_fall: float | None = None


@dataclass(frozen=True, slots=True)
class Chelation:
    """Iron chelation: state (none, ongoing, stopped) and drug."""

    state: str = "none"
    drug: str = ""


@dataclass(frozen=True, slots=True)
class Treatment:
    """Treatment state of the proband."""

    pyridoxine: Pyridoxine = Pyridoxine()
    phlebotomy: Phlebotomy = Phlebotomy()
    chelation: Chelation = Chelation()
    transfusion_dependent: bool = False
    esa: str = ""


@dataclass(frozen=True, slots=True)
class Exposures:
    """Exposures of the proband; `alcohol` is a measurement in g/day, None: not recorded."""

    alcohol: Measurement | None = None
    drugs: frozenset[str] = frozenset()
    zinc_supplement: bool = False
    iron_supplement: bool = False


@dataclass(frozen=True, slots=True)
class Clinical:
    """The clinical picture of the proband.

    `labs` holds the latest value of each item, in canonical units; liver iron from
    imaging stands in `liver_mri_lic` and wins over the laboratory item of that name.
    """

    diagnosis: Diagnosis | None = None
    symptomatic: bool = False
    neuropathy: bool = False
    advanced_fibrosis: bool = False
    phenotype: frozenset[str] = frozenset()
    labs: tuple[Measurement, ...] = ()
    liver_mri_lic: Measurement | None = None
    treatment: Treatment = Treatment()
    exposures: Exposures = Exposures()

    def lab(self, item: str) -> Measurement | None:
        """Return the value of an item, None where it was not entered."""
        for measurement in self.labs:
            if measurement.item == item:
                return measurement
        return None


@dataclass(frozen=True, slots=True)
class GeneCallability:
    """What was read of one gene, as the laboratory states it, or as the data show it.

    `cds_20x_pct` is the percentage of coding bases at 20x; `uncovered` names exons; the
    two regions are "covered", another word, or "" (not stated). `shown_by` is "" for the
    laboratory's statement, otherwise says by which rule the data show it.
    """

    cds_20x_pct: float | None = None
    uncovered: tuple[str, ...] = ()
    promoter: str = ""
    intron1_gata_enhancer: str = ""
    shown_by: str = ""


@dataclass(frozen=True, slots=True)
class Callability:
    """What was read: by gene, and for the whole test ("" is "not stated")."""

    genes: dict[str, GeneCallability] = field(default_factory=dict)
    cnv: str = ""
    deep_intronic: str = ""
    mtdna: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """The proband's consent."""

    contact_relatives: bool = False
    share_variant: bool = False


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """Settings of the clinic that rules refer to."""

    callability_pct: float = 100.0
    lead_action_level: float | None = None
    off_label_annex: bool = False
    callable_depth: int = 20


@dataclass(frozen=True, slots=True)
class Address:
    """Name and postal address of one person or recipient. Never logged, never a file name."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample that was read: what it is, from which tissue, when it was taken and received.

    `id` is the laboratory's number of it. `after_transfusion` and `after_transplantation`
    (of blood stem cells) say that cells of a donor can be in it.
    """

    id: str = ""
    type: str = ""
    tissue: str = ""
    collected_on: date | None = None
    received_on: date | None = None
    after_transfusion: bool = False
    after_transplantation: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """Who asked for the test, in which role, and what is asked. Names: never logged."""

    name: str = ""
    role: str = ""
    lines: tuple[str, ...] = ()
    question: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Laboratory:
    """The laboratory that made the test: its report's number, its method, who answers for it."""

    name: str = ""
    report_number: str = ""
    method: str = ""
    performed_by: str = ""
    authorised_by: str = ""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The clinic that writes: name, address, contact, signatories."""

    clinic: str = ""
    lines: tuple[str, ...] = ()
    contact: str = ""
    signatories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that is known about one case on the day of the report.

    `genes` holds one result a default-panel gene (status word and reason); `findings`
    all findings of the proband, typed in or read from the VCF. `stop_reasons` is filled
    where two sources disagree. `notes` are remarks of the reading that the documents show.
    `record_number` is the proband's number in the hospital's or laboratory's records;
    `chances` states assumptions in place of the defaults.
    """

    id: str
    report_date: date
    family: Family
    findings: tuple[Finding, ...]
    genes: tuple[GeneResult, ...] = ()
    clinical: Clinical = Clinical()
    callability: Callability = field(default_factory=Callability)
    consent: Consent = Consent()
    site: SiteSettings = SiteSettings()
    names: dict[str, Address] = field(default_factory=dict)
    record_number: str = ""
    sample: Sample = Sample()
    request: Request = Request()
    laboratory: Laboratory = Laboratory()
    recipients: dict[str, Address] = field(default_factory=dict)
    letterhead: Letterhead = Letterhead()
    documents: tuple[str, ...] = ()
    assembly: str = ""
    assembly_signs: tuple[str, ...] = ()
    vcf: str = ""
    scan: SampleResult | None = None
    x_ploidy_conflict: bool = False
    notes: tuple[str, ...] = ()
    labelled: str = ""
    chances: ChanceSettings = field(default_factory=ChanceSettings)

    @property
    def germline(self) -> tuple[Finding, ...]:
        """Return the findings that count: germline, not withheld, with a class."""
        return tuple(
            finding
            for finding in self.findings
            if not finding.somatic and not finding.withheld and finding.classification is not None
        )
