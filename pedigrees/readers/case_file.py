"""Reads a case file: one family, what was found, the clinical picture, who is written to.

The story, in the order in which it happens:

1. The text is read as TOML, and each table and key is held against the model of the file.
2. The people are put together, those of a PED file first; links, births, deaths, twins and
   partners that cannot be true are noted.
3. The laboratory's findings, the values with their units, the treatment are read; then the
   sample, who asked for the test, and the laboratory.
4. The VCF that is named is looked for, and the samples in its header; it is not read here.
5. If anything was wrong, all of it is reported together, with file, line and remedy;
   otherwise the case is returned, with remarks on what a person should look at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from genetics.errors import cannot_read
from genetics.gene_files import load_panel
from genetics.phrases import say
from genetics.toml_lines import TomlDocument
from pedigrees.case import Address, Case, Consent, Letterhead, SiteSettings
from pedigrees.family import Family
from pedigrees.people import Birth, Person
from pedigrees.readers.case_vcf import VcfRequest, vcf_request
from pedigrees.readers.links import unknown_id
from pedigrees.readers.notebook import Notebook
from pedigrees.readers.people_notes import family_notes

if TYPE_CHECKING:
    from pedigrees.readers.case_model import AddressPart, CaseFile


@dataclass(frozen=True, slots=True)
class CaseInput:
    """A case as it was entered, the VCF that has still to be read for it, and its PED file."""

    case: Case
    vcf: VcfRequest | None = None
    ped: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """Return the files that the case file names: PED, VCF, and those beside the VCF."""
        vcf = (self.vcf.path, self.vcf.callable, self.vcf.limits) if self.vcf is not None else ()
        return tuple(file for file in (self.ped, *vcf) if file is not None)


def read_case(
    path: str | Path,
    *,
    report_date: date | None = None,
    settings: SiteSettings | None = None,
) -> CaseInput:
    """Return the case of a file. Raises InputRejected with all that is wrong in it.

    `report_date` goes before the date in the file; with neither, the date is today's, and
    the notes say so. `settings` are the clinic's: what the file itself sets goes before them.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        why = f"cannot be read: {error.strerror or error}"
        raise cannot_read(path, why, "check the path") from error
    except ValueError as error:
        raise cannot_read(path, "is not a text in UTF-8", "save it as UTF-8") from error
    from pedigrees.readers.case_validation import parsed

    document = parsed(text, str(path))
    return _case_of(Notebook(document), Path(path).parent, report_date, settings)


def case_from_mapping(
    values: dict[str, Any], *, file: str = "", report_date: date | None = None
) -> CaseInput:
    """Return the case of values that came as an object: same model, same checks, no lines.

    `file` names them in messages; `pedigree` is another word for `people`. Files named
    inside (`vcf`, `ped`) are refused: a path has a meaning only beside a case file. Raises
    InputRejected.
    """
    named = {"people" if key == "pedigree" else key: value for key, value in values.items()}
    document = TomlDocument(file, "", values if "people" in values else named)
    return _case_of(Notebook(document, has_lines=False), None, report_date)


def _case_of(
    notebook: Notebook,
    folder: Path | None,
    report_date: date | None,
    settings: SiteSettings | None = None,
) -> CaseInput:
    from pedigrees.readers.case_chances import read_chances
    from pedigrees.readers.case_clinical import read_clinical
    from pedigrees.readers.case_findings import read_callability, read_findings
    from pedigrees.readers.case_laboratory import read_laboratory, read_request, read_sample
    from pedigrees.readers.case_people import judge_results, read_people
    from pedigrees.readers.case_validation import validated

    entered = validated(notebook)
    day = report_date or entered.report_date or _today(notebook)
    panel = load_panel()
    people = read_people(entered, folder, day, notebook)
    findings = read_findings(entered, panel, notebook)
    callability = read_callability(entered, panel, notebook)
    birth = _birth_of(entered.proband, people)
    clinical = read_clinical(entered, birth, day, notebook)
    sample = read_sample(entered, birth, day, notebook)
    request = vcf_request(entered, people, folder, notebook)
    _check_documents(entered, people, notebook)
    x_linked = {gene.symbol for gene in panel.genes if gene.x_linked}
    inherited = {finding.gene for finding in findings if not finding.somatic}
    on_x = bool(inherited & x_linked)
    if on_x and inherited <= x_linked:
        judge_results(entered, people, notebook)
    chances = read_chances(entered, people, notebook)
    notebook.close()

    family = Family(people, entered.proband)
    for note in family_notes(family, day, on_x):
        notebook.note(note)
    case = Case(
        id=entered.id,
        report_date=day,
        family=family,
        findings=findings,
        clinical=clinical,
        callability=callability,
        consent=Consent(entered.consent.contact_relatives, entered.consent.share_variant),
        site=_site(entered, settings or SiteSettings()),
        names={person: _address(address) for person, address in entered.names.items()},
        record_number=entered.identifiers.record_number,
        sample=sample,
        request=read_request(entered),
        laboratory=read_laboratory(entered),
        recipients=_recipients(entered),
        letterhead=_letterhead(entered),
        documents=entered.documents,
        assembly=str((entered.vcf and entered.vcf.assembly) or ""),
        vcf=entered.vcf.file if entered.vcf is not None else "",
        notes=tuple(notebook.notes),
        labelled=entered.labelled,
        chances=chances,
    )
    ped = folder / entered.ped if folder is not None and entered.ped is not None else None
    return CaseInput(case, request, ped)


def _today(notebook: Notebook) -> date:
    today = datetime.now().astimezone().date()
    notebook.note(
        say("No {key} is entered: today's date, {today}, is used.", key="report_date", today=today)
    )
    return today


def _birth_of(person_id: str, people: tuple[Person, ...]) -> Birth:
    return next((person.birth for person in people if person.id == person_id), Birth())


def _site(entered: CaseFile, settings: SiteSettings) -> SiteSettings:
    stated = {key: getattr(entered.site, key) for key in entered.site.model_fields_set}
    return replace(settings, **stated)


def _letterhead(entered: CaseFile) -> Letterhead:
    head = entered.letterhead
    return Letterhead(head.clinic, head.lines, head.contact, head.signatories)


def _recipients(entered: CaseFile) -> dict[str, Address]:
    parts = entered.recipients
    named = {
        "management": parts.management,
        "referral": parts.referral,
        "counselling": parts.counselling,
    }
    return {name: _address(part) for name, part in named.items() if part is not None}


def _address(part: AddressPart) -> Address:
    return Address(part.name, part.lines)


def _check_documents(entered: CaseFile, people: tuple[Person, ...], notebook: Notebook) -> None:
    ids = [person.id for person in people]
    for number, name in enumerate(entered.documents):
        kind, _, addressee = name.partition(":")
        if kind not in DOCUMENTS or (addressee and kind != "relative_letter"):
            remedy = f"write one of: {', '.join(DOCUMENTS)}, relative_letter:ID"
            notebook.wrong(("documents", number), f'"{name}" is not a document', remedy)
        elif addressee and addressee not in ids and not notebook.people_are_incomplete:
            notebook.wrong(("documents", number), *unknown_id(addressee, ids))


DOCUMENTS = ("counselling", "management", "referral", "lab", "relative_letter")
