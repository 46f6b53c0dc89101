"""The case file as it is written: every table and key that may stand in it, and what each means.

Only the shape is checked here (words, numbers, dates, closed lists); what the values mean
together is checked by the readers that turn them into people, values and findings.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
)

from genetics.acmg.criteria import Strength
from genetics.classification import Classification
from genetics.inheritance import Sex
from genetics.variants import Assembly
from pedigrees.case import Diagnosis
from pedigrees.people import Adoption, Affected, Gender, Genotype, NoChildren, Outcome

SCHEMA = "sideroscreen-case/1"


def _printable(text: str) -> str:
    """Return a text without blanks around it; control characters cannot be printed."""
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text):
        raise ValueError("a control character or a line break in a text; write one plain line")
    return text.strip()


def identifier(text: str) -> str:
    """Return an id. It becomes part of file names, so it must be harmless in one."""
    plain = _printable(text)
    if not plain or len(plain) > LONGEST_ID or plain in (".", "..") or set(plain) & set("/\\"):
        raise ValueError(f'"{plain[:LONGEST_ID]}" cannot be an id; use letters, digits, - . _ :')
    return plain


def _percentage(number: float) -> float:
    if not 0 <= number <= 100:
        raise ValueError(f"{number:g} is not a percentage; write a number from 0 to 100")
    return number


def _fraction(number: float) -> float:
    if not 0 <= number <= 1:
        raise ValueError(f"{number:g} is not a fraction from 0 to 1; write 0.47 for 47 %")
    return number


def _shape(stated: object) -> str:
    """Callability is stated as a table for a gene, or in words."""
    return "table" if isinstance(stated, dict | GeneCallabilityPart) else "words"


LONGEST_ID = 80

Day = date
Line = Annotated[str, AfterValidator(_printable)]
Id = Annotated[str, AfterValidator(identifier)]
Percentage = Annotated[float, AfterValidator(_percentage)]
Fraction = Annotated[float, AfterValidator(_fraction)]
Amount = Annotated[float, Field(ge=0, le=100_000)]
Year = Annotated[int, Field(ge=1800, le=2200)]
Depth = Annotated[int, Field(ge=0, le=10_000_000)]
Value = Annotated[Any, WithJsonSchema({"type": "number"})]
"""A laboratory value: `measure` judges it together with its unit."""


def _phase(text: str) -> str:
    """Return how two variants of one gene lie; any other wording would be read as unknown."""
    plain = _printable(text)
    if plain and not plain.startswith(("in trans", "in cis", "unknown")):
        raise ValueError(
            f'phase "{plain}" is not understood; begin with "in trans", "in cis" or "unknown"'
        )
    return plain


Phase = Annotated[str, AfterValidator(_phase)]


class Part(BaseModel):
    """One table of the case file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class ConsentPart(Part):
    """The proband's consent; nothing is consented to unless it stands here."""

    contact_relatives: bool = False
    share_variant: bool = False


class VcfPart(Part):
    """The VCF to be read; a relative path starts in the folder of the case file.

    A base counts as read from `min_depth` reads and a genotype quality of `min_gq` on.
    `callable` is a BED file of the bases that could be called in the proband's sample.
    `predictor_field` is the INFO field, or the column of CSQ or ANN, with the scores of one
    predictor; `predictor_limits` a TOML file with the laboratory's calibrated limits for them.
    """

    file: Line
    sample: Line | None = None
    assembly: Assembly | None = None
    class_field: Line = ""
    callable: Line = ""
    min_depth: Annotated[int, Field(ge=1, le=10_000)] | None = None
    min_gq: Annotated[int, Field(ge=0, le=10_000)] | None = None
    predictor_field: Line = ""
    predictor_limits: Line = ""


class TrioPart(Part):
    """Results of the parents for one finding; depth is the reads at the position."""

    mother: Line = ""
    father: Line = ""
    parentage_confirmed: bool = False
    mother_depth: Depth | None = None
    father_depth: Depth | None = None


class CriterionPart(Part):
    """A criterion of ACMG/AMP that a person adds to a finding, with name, date and source."""

    code: Line = ""
    strength: Strength | None = None
    by: Line = ""
    dated: Day | None = None
    source: Line = ""
    note: Line = ""


class FindingPart(Part):
    """One finding as the laboratory reported it."""

    gene: Line | None = None
    transcript: Line = ""
    hgvs_c: Line = ""
    hgvs_p: Line = ""
    exon: Annotated[int, Field(ge=1, le=1000)] | None = None
    legacy: Line = ""
    consequence: Line = ""
    zygosity: Literal["heterozygous", "homozygous", "hemizygous", "mosaic"] | None = None
    vaf: Fraction | None = None
    phase: Phase = ""
    origin: Literal["mother", "father", "unknown"] | None = None
    classification: Classification | None = None
    class_by: Line = ""
    class_date: Day | None = None
    class_criteria: Line = ""
    mechanism: Line = ""
    mechanism_confirmed: bool = False
    mechanism_source: Line = ""
    somatic: bool = False
    result: Line = ""
    tissue: Line = ""
    laboratory: Line = ""
    reported_on: Day | None = None
    note: Line = ""
    trio: TrioPart = TrioPart()
    criterion: tuple[CriterionPart, ...] = ()


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
    age: Annotated[int, Field(ge=0, le=120)] | None = None


class VariantTestPart(Part):
    """A test: what it looked for (none: all changes of the family), what it found, how sure."""

    looked_for: tuple[Line, ...] = ()
    found: tuple[Line, ...] = ()
    sensitivity: Fraction = 1.0
    false_positive: Fraction = 0.0
    on: Day | None = None


class PersonPart(Part):
    """One member of the family. `father` and `mother` are the genetic parents."""

    id: Id | None = None
    sex: Sex | None = None
    father: Id | None = None
    mother: Id | None = None
    adoptive_father: Id | None = None
    adoptive_mother: Id | None = None
    birth_year: Year | None = None
    birth_date: Day | None = None
    alive: bool | None = None
    died: Year | None = None
    affected: Affected | None = None
    genotype: Genotype | None = None
    depth: Depth | None = None
    tested_on: Day | None = None
    genetic_link: bool = True
    partner_of: Id | None = None
    twin_of: Id | None = None
    monozygotic: bool | None = None
    pregnant: bool = False
    planning_children: bool = False
    possible_hsct_donor: bool = False
    contact_declined: bool = False
    sample: Line | None = None
    relation_to_proband: Line = ""
    note: Line = ""
    labs: tuple[LabPart, ...] = ()
    gender: Gender | None = None
    conditions: tuple[ConditionPart, ...] = ()
    tests: tuple[VariantTestPart, ...] = ()
    outcome: Outcome = Outcome.LIVE_BORN
    adopted: Adoption | None = None
    donor: bool = False
    surrogate: bool = False
    carried_by: Id | None = None
    no_children: NoChildren | None = None
    consultand: bool = False


class LiverIronPart(Part):
    """Liver iron concentration from imaging."""

    value: Value = None
    unit: Line | None = None
    date: Day | None = None


class ImagingPart(Part):
    """Imaging of the proband."""

    liver_mri_lic: LiverIronPart | None = None


class PyridoxinePart(Part):
    """Vitamin B6; the dose in mg a day."""

    state: Literal["none", "trial", "maintenance", "stopped"] = "none"
    dose_mg_day: Value = None
    weeks: Amount | None = None
    response: Literal["complete", "partial", "none", "unknown"] = "unknown"
    trial_adequate: bool = False


class PhlebotomyPart(Part):
    """Blood removal; the fall of haemoglobin in g/L."""

    state: Literal["none", "proposed", "ongoing", "stopped"] = "none"
    tolerated: bool | None = None
    hb_falling: bool = False
    hb_fall: Annotated[float, Field(ge=0, le=200)] | None = None


class ChelationPart(Part):
    """Iron chelation."""

    state: Literal["none", "ongoing", "stopped"] = "none"
    drug: Line = ""


class EsaPart(Part):
    """Erythropoiesis stimulating agent."""

    state: Literal["none", "ongoing", "failed"] = "none"


class TreatmentPart(Part):
    """Treatment state of the proband."""

    pyridoxine: PyridoxinePart = PyridoxinePart()
    phlebotomy: PhlebotomyPart = PhlebotomyPart()
    chelation: ChelationPart = ChelationPart()
    transfusion_dependent: bool = False
    esa: EsaPart | None = None


class ExposuresPart(Part):
    """Exposures of the proband; alcohol in g a day."""

    alcohol_g_day: Value = None
    drugs: tuple[Line, ...] = ()
    zinc_supplement: bool = False
    iron_supplement: bool = False


class GeneCallabilityPart(Part):
    """What was read of one gene, as the laboratory states it."""

    cds_20x_pct: Percentage | None = None
    uncovered: tuple[Line, ...] = ()
    promoter: Line = ""
    intron1_gata_enhancer: Line = ""


Stated = Annotated[
    Annotated[GeneCallabilityPart, Tag("table")] | Annotated[Line, Tag("words")],
    Discriminator(_shape),
]


class PenetranceBandPart(Part):
    """The chance to be ill from an age in years on, with 0, 1 and 2 changed copies.

    Men have one X: in an X-linked family their third number is not read.
    """

    from_age: Annotated[int, Field(ge=0, le=120)] = 0
    male: tuple[Fraction, ...]
    female: tuple[Fraction, ...]


class ChancesPart(Part):
    """Assumptions of the chances in place of the gene file's defaults.

    `priors` states for single people without recorded parents the chance to carry.
    """

    carrier_frequency: Fraction | None = None
    residual_mosaicism: Annotated[float, Field(ge=0, lt=0.5)] | None = None
    male_fitness: Fraction | None = None
    age_of_onset: Annotated[int, Field(ge=0, le=120)] | None = None
    priors: dict[Id, Fraction] = {}
    penetrance: tuple[PenetranceBandPart, ...] = ()


class SitePart(Part):
    """Settings of the clinic; the lead action level in umol/L."""

    callability_pct: Percentage = 100.0
    lead_action_level: Annotated[float, Field(gt=0, le=25)] | None = None
    off_label_annex: bool = False
    callable_depth: Annotated[int, Field(ge=1, le=10_000)] = 20


class IdentifiersPart(Part):
    """What tells the proband from everybody else; it stands in documents, never in case.json."""

    record_number: Line = ""


class SamplePart(Part):
    """The sample that was read; `after_…`: cells of a donor can be in it."""

    id: Line = ""
    type: Line = ""
    tissue: Line = ""
    collected_on: Day | None = None
    received_on: Day | None = None
    after_transfusion: bool = False
    after_transplantation: bool = False
    note: Line = ""


class RequestPart(Part):
    """Who asked for the test, in which role, and what is asked; `reference` is their number."""

    name: Line = ""
    role: Line = ""
    lines: tuple[Line, ...] = ()
    question: Line = ""
    reference: Line = ""


class LaboratoryPart(Part):
    """The laboratory that made the test; `method` says in words how it sequenced and called."""

    name: Line = ""
    report_number: Line = ""
    method: Line = ""
    performed_by: Line = ""
    authorised_by: Line = ""


class LetterheadPart(Part):
    """The clinic that writes."""

    clinic: Line = ""
    lines: tuple[Line, ...] = ()
    contact: Line = ""
    signatories: tuple[Line, ...] = ()


class AddressPart(Part):
    """Name and postal address."""

    name: Line
    lines: tuple[Line, ...] = ()


class RecipientsPart(Part):
    """Who receives the management report, the referral letter, the counselling report."""

    management: AddressPart | None = None
    referral: AddressPart | None = None
    counselling: AddressPart | None = None


class CaseFile(Part):
    """One case: the family, what was found, the clinical picture, and who is written to."""

    model_config = ConfigDict(title=SCHEMA)

    schema_: Annotated[Literal["sideroscreen-case/1"], Field(alias="schema")]
    id: Id
    proband: Id
    report_date: Day | None = None
    labelled: Line = ""
    diagnosis: Diagnosis | None = None
    symptomatic: bool = False
    neuropathy: bool = False
    advanced_fibrosis: bool = False
    phenotype: tuple[Line, ...] = ()
    documents: tuple[Line, ...] = ()
    consent: ConsentPart = ConsentPart()
    vcf: VcfPart | None = None
    ped: Line | None = None
    ped_family: Line | None = None
    findings: tuple[FindingPart, ...] = ()
    people: tuple[PersonPart, ...] = ()
    labs: tuple[LabPart, ...] = ()
    chances: ChancesPart = ChancesPart()
    imaging: ImagingPart = ImagingPart()
    treatment: TreatmentPart = TreatmentPart()
    exposures: ExposuresPart = ExposuresPart()
    callability: dict[Line, Stated] = {}
    identifiers: IdentifiersPart = IdentifiersPart()
    sample: SamplePart = SamplePart()
    request: RequestPart = RequestPart()
    laboratory: LaboratoryPart = LaboratoryPart()
    site: SitePart = SitePart()
    letterhead: LetterheadPart = LetterheadPart()
    recipients: RecipientsPart = RecipientsPart()
    names: dict[Id, AddressPart] = {}


def case_schema() -> dict[str, Any]:
    """Return the JSON Schema of the case file, as it is shipped in docs/case.schema.json."""
    from pedigrees.clinical.laboratory import load_lab_items

    schema = CaseFile.model_json_schema()
    parts = schema["$defs"]
    parts["LabPart"]["properties"]["name"] = {"enum": list(load_lab_items())}
    for part, required in REQUIRED.items():
        parts[part]["required"] = list(required)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        **schema,
    }


def schema_text() -> str:
    """Return the text of docs/case.schema.json."""
    return json.dumps(case_schema(), indent=2, ensure_ascii=False) + "\n"


REQUIRED = {
    "CriterionPart": ("code", "strength", "by", "dated", "source"),
    "FindingPart": ("gene",),
    "LabPart": ("name", "value", "unit"),
    "LiverIronPart": ("value", "unit"),
    "PersonPart": ("id",),
}
"""Keys that must be there although the model lets them pass: the readers say it in one go."""
