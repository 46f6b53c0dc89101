"""The case file as it is written: every table and key that may stand in it, and what each means.

Only the shape is checked here (words, numbers, dates, closed lists); what the values mean
together is checked by the readers that turn them into people, values and findings.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from pedigrees.case import Diagnosis
from pedigrees.readers.case_types import Day, Id, Line, Part, Percentage
from pedigrees.readers.chances_model import ChancesPart
from pedigrees.readers.clinical_model import ExposuresPart, ImagingPart, TreatmentPart
from pedigrees.readers.people_model import LabPart, PersonPart
from pedigrees.readers.variants_model import FindingPart, Stated, VcfPart

SCHEMA = "sideroscreen-case/1"


class ConsentPart(Part):
    """The proband's consent; nothing is consented to unless it stands here."""

    contact_relatives: bool = False
    share_variant: bool = False


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
    callability: dict[Line, Stated] = Field(default={})
    identifiers: IdentifiersPart = IdentifiersPart()
    sample: SamplePart = SamplePart()
    request: RequestPart = RequestPart()
    laboratory: LaboratoryPart = LaboratoryPart()
    site: SitePart = SitePart()
    letterhead: LetterheadPart = LetterheadPart()
    recipients: RecipientsPart = RecipientsPart()
    names: dict[Id, AddressPart] = Field(default={})


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
