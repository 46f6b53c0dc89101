"""What a case report (`case.json`) says, as far as other programs are told: nobody's names.

It is read from the folder of a case: what is handed over is what was concluded and printed
then, and how far it has come since, not what today's knowledge would make of it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from genetics.inheritance import Sex
from genetics.results import Assessed, Finding, GeneStatus
from genetics.variants import Assembly
from pedigrees.case import GeneCallability
from reports.record.canonical import CASE_REPORT
from reports.record.manifest import Manifest
from reports.record.standing import Standing
from reports.record.upgrades import read_told

REMEDY = "name the folder that this version of `report` has written"
DOCUMENT = "lab"
"""The document that the laboratory signs: what is handed over stands where it stands."""


class _Part(BaseModel):
    """A part of the report; what is not handed over is left alone."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class Gene(_Part):
    """One gene: its word, the reason, and what was read of it, region by region."""

    gene: str
    word: GeneStatus
    reason: str
    assessed: tuple[Assessed, ...]


class Sample(_Part):
    """The sample, as far as it is recorded."""

    id: str = ""
    type: str = ""
    tissue: str = ""
    collected_on: date | None = None
    received_on: date | None = None


class Request(_Part):
    """What was asked, and under which number; who asked is not handed over."""

    reference: str = ""
    question: str = ""


class Statement(_Part):
    """One statement that was said in this case."""

    rule: str
    professional: str


class _Build(_Part):
    build: Assembly | Literal[""]


class _Callability(_Part):
    genes: dict[str, GeneCallability]


class Written(_Part):
    """One document and its files; none where it was not written."""

    document: str
    files: tuple[str, ...]


class _Plan(_Part):
    stopped: tuple[str, ...]


class _Statements(_Part):
    applied: tuple[Statement, ...]


class Reported(_Part):
    """A case report, brought to the present version."""

    case: str
    report_date: date
    software: str
    knowledge: str
    proband: str
    sex: Sex | None = None
    vcf: str
    vcf_sample: str = ""
    sample: Sample = Sample()
    request: Request = Request()
    assembly: _Build
    genes: tuple[Gene, ...]
    findings: tuple[Finding, ...]
    not_assessed: tuple[str, ...]
    callability: _Callability
    diagnosis_line: str
    plan: _Plan
    statements: _Statements
    documents: tuple[Written, ...]

    @property
    def stopped(self) -> tuple[str, ...]:
        """Return why a person decides first; nothing where no reason stops the case."""
        return self.plan.stopped

    def statement(self, rule: str) -> Statement | None:
        """Return the statement of a rule, None where it was not said."""
        return next((one for one in self.statements.applied if one.rule == rule), None)


def read_reported(folder: Path) -> Reported:
    """Return what the case report of a folder says, one of an earlier version too.

    Raises InputRejected.
    """
    return read_told(Reported, folder / CASE_REPORT, REMEDY)


def standing_of(manifest: Manifest | None) -> Standing:
    """Return how far the laboratory's document has come; a draft where nothing is recorded."""
    return manifest.standing_of(DOCUMENT) if manifest is not None else Standing()
