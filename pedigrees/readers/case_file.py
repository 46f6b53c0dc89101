"""Reads a case file: one family, what was found, the clinical picture, who is written to.

The story, in the order in which it happens:

1. The text is read as TOML, and each table and key is held against the model of the file.
2. The people are put together, those of a PED file first; links, births, deaths, twins and
   partners that cannot be true are noted.
3. The laboratory's findings, the values with their units, the treatment are read.
4. The VCF that is named is looked for, and the samples in its header; it is not read here.
5. If anything was wrong, all of it is reported together, with file, line and remedy;
   otherwise the case is returned, with remarks on what a person should look at.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from genetics.errors import InputRejected, cannot_read
from genetics.gene_files import load_panel
from genetics.toml_lines import KeyPath, TomlDocument, mistakes_in, parse_toml
from genetics.variants import Assembly
from pedigrees.case import (
    Address,
    Case,
    Consent,
    Letterhead,
    SiteSettings,
)
from pedigrees.family import Family
from pedigrees.people import Birth, Person
from pedigrees.readers.notebook import Notebook
from pedigrees.readers.people_checks import family_notes

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from pedigrees.readers.case_model import AddressPart, CaseFile


@dataclass(frozen=True, slots=True)
class VcfRequest:
    """The VCF of a case: where it is, whose column is the proband's, what the user states."""

    path: Path
    sample: str
    assembly: Assembly | None = None
    class_field: str | None = None


@dataclass(frozen=True, slots=True)
class CaseInput:
    """A case as it was entered, and the VCF that has still to be read for it."""

    case: Case
    vcf: VcfRequest | None = None


def read_case(path: str | Path, *, report_date: date | None = None) -> CaseInput:
    """Return the case of a file. Raises InputRejected with all that is wrong in it.

    `report_date` goes before the date in the file; with neither, the date is today's, and
    the notes say so.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        why = f"cannot be read: {error.strerror or error}"
        raise cannot_read(path, why, "check the path") from error
    except ValueError as error:
        raise cannot_read(path, "is not a text in UTF-8", "save it as UTF-8") from error
    document = _parsed(text, str(path))
    return _case_of(Notebook(document), Path(path).parent, report_date)


def case_from_mapping(
    values: dict[str, Any], *, file: str = "", report_date: date | None = None
) -> CaseInput:
    """Return the case of values that came as an object: same model, same checks, no lines.

    `file` names them in messages. Files named inside (`vcf`, `ped`) are refused: a path has
    a meaning only beside a case file. Raises InputRejected.
    """
    document = TomlDocument(file, "", values)
    return _case_of(Notebook(document, has_lines=False), None, report_date)


def _parsed(text: str, file: str) -> TomlDocument:
    try:
        return parse_toml(text, file, InputRejected)
    except (ValueError, RecursionError) as error:
        raise cannot_read(file, f"is not valid TOML: {_short(error)}", "correct it") from error


def _case_of(notebook: Notebook, folder: Path | None, report_date: date | None) -> CaseInput:
    from pedigrees.readers.case_clinical import read_clinical
    from pedigrees.readers.case_findings import read_callability, read_findings
    from pedigrees.readers.case_people import read_people

    entered = _validated(notebook)
    if entered is None:
        notebook.close()
        raise AssertionError("a case file that is not valid has mistakes")
    day = report_date or entered.report_date or _today(notebook)
    panel = load_panel()
    people = read_people(entered, folder, day, notebook)
    findings = read_findings(entered, panel, notebook)
    callability = read_callability(entered, panel, notebook)
    clinical = read_clinical(entered, _birth_of(entered.proband, people), day, notebook)
    request = _vcf_request(entered, people, folder, notebook)
    _check_documents(entered, notebook)
    notebook.close()

    family = Family(people, entered.proband)
    x_linked = {gene.symbol for gene in panel.genes if gene.x_linked}
    on_x = any(finding.gene in x_linked and not finding.somatic for finding in findings)
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
        site=_site(entered),
        names={person: _address(address) for person, address in entered.names.items()},
        recipients=_recipients(entered),
        letterhead=_letterhead(entered),
        documents=entered.documents,
        assembly=str((entered.vcf and entered.vcf.assembly) or ""),
        vcf=entered.vcf.file if entered.vcf is not None else "",
        notes=tuple(notebook.notes),
        labelled=entered.labelled,
    )
    return CaseInput(case, request)


# --- the model: what is wrong in one place must not hide what is wrong in another ------------


def _validated(notebook: Notebook) -> CaseFile | None:
    """Return the file as its model; what does not fit is noted, left out and tried again."""
    from pydantic import ValidationError

    from pedigrees.readers.case_model import CaseFile

    rest = _copied(notebook.document)
    for _ in range(ROUNDS):
        try:
            return CaseFile.model_validate_json(json.dumps(rest, default=_as_text))
        except ValidationError as problem:
            notebook.mistakes += mistakes_in(notebook.document, problem, CaseFile)
            for detail in problem.errors(include_url=False):
                notebook.unread.add(_leave_out(rest, detail))
        except (ValueError, TypeError, RecursionError) as error:
            raise cannot_read(
                notebook.document.file, f"holds a value that cannot be read: {_short(error)}", ""
            ) from error
    return None


ROUNDS = 4


def _copied(document: TomlDocument) -> dict[str, Any]:
    try:
        return deepcopy(document.values)
    except RecursionError as error:
        raise cannot_read(document.file, "lists stand too deep in lists", "") from error


def _leave_out(values: dict[str, Any], detail: ErrorDetails) -> KeyPath:
    """Take out what does not fit, so that the rest can be read; return its place.

    Entries of a list are emptied, not removed, so that those after them keep their number.
    What is missing at the top gets a stand-in.
    """
    path, owner = _nearest(values, detail)
    if not path:
        key = str(detail["loc"][0]) if detail["loc"] else ""
        values[key] = STAND_INS.get(key, "")
        return (key,)
    if isinstance(owner, list):
        owner[int(path[-1])] = {} if path[-2] in TABLES else ""
    else:
        owner.pop(path[-1])
    return path


STAND_INS = {"schema": "sideroscreen-case/1", "id": "-", "proband": "-"}
TABLES = ("people", "findings", "labs")


def _nearest(values: dict[str, Any], detail: ErrorDetails) -> tuple[KeyPath, Any]:
    """Return the deepest place on the way to an error that is there, and what holds it."""
    path: list[str | int] = []
    owner: Any = values
    here: Any = values
    for step in detail["loc"]:
        inside = isinstance(here, dict) and step in here
        if inside or (isinstance(here, list) and isinstance(step, int) and step < len(here)):
            owner, here = here, here[step]
            path.append(step)
    return tuple(path), owner


def _as_text(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"a value of type {type(value).__name__}")


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:80] if str(error) else type(error).__name__


# --- the parts that are only carried over -----------------------------------------------------


def _today(notebook: Notebook) -> date:
    today = datetime.now().astimezone().date()
    notebook.note(f"No report_date is entered: today's date, {today}, is used.")
    return today


def _birth_of(person_id: str, people: tuple[Person, ...]) -> Birth:
    return next((person.birth for person in people if person.id == person_id), Birth())


def _site(entered: CaseFile) -> SiteSettings:
    site = entered.site
    return SiteSettings(
        site.callability_pct, site.lead_action_level, site.off_label_annex, site.callable_depth
    )


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


def _check_documents(entered: CaseFile, notebook: Notebook) -> None:
    for number, name in enumerate(entered.documents):
        if name not in DOCUMENTS and not name.startswith("relative_letter:"):
            what = f'"{name}" is not a document'
            remedy = f"write one of: {', '.join(DOCUMENTS)}, relative_letter:ID"
            notebook.wrong(("documents", number), what, remedy)


DOCUMENTS = ("counselling", "management", "referral", "lab", "relative_letter")


# --- the VCF: looked for, not read ------------------------------------------------------------


def _vcf_request(
    entered: CaseFile, people: tuple[Person, ...], folder: Path | None, notebook: Notebook
) -> VcfRequest | None:
    """Return what is to be read; a missing file and a sample that is not in it are mistakes.

    The proband's sample is the one named under [vcf] or with the person; with neither, the
    only sample of the file, else the sample with the proband's id.
    """
    part = entered.vcf
    if part is None:
        return None
    if folder is None:
        notebook.wrong(("vcf",), "a file is named outside a case file", "enter the findings")
        return None
    path = folder / part.file
    if not path.is_file():
        what = f"there is no file {part.file} beside the case file"
        notebook.wrong(("vcf", "file"), what, "check the path; it starts in that folder")
        return None
    there = _samples_in(path, notebook)
    sample = _proband_sample(entered, people, there, notebook)
    if there is not None:
        _require_samples(entered, people, sample, there, notebook)
    return VcfRequest(path, sample, part.assembly, part.class_field or None)


def _samples_in(path: Path, notebook: Notebook) -> tuple[str, ...] | None:
    """Return the samples in the header of a text VCF; None for a BCF, which is read later."""
    from genetics.errors import SideroscreenError
    from genetics.readers.header import parse_header
    from genetics.readers.sources import Wrapping, lines_of, open_source
    from genetics.readers.streamed import header_lines

    try:
        with open_source(path) as source:
            if source.wrapping is Wrapping.BCF:
                return None
            return parse_header(source.name, header_lines(source.name, lines_of(source))).samples
    except SideroscreenError as error:
        notebook.absorb(("vcf", "file"), InputRejected(error.mistakes))
        return None


def _proband_sample(
    entered: CaseFile,
    people: tuple[Person, ...],
    there: tuple[str, ...] | None,
    notebook: Notebook,
) -> str:
    part = entered.vcf
    named = part.sample if part is not None else None
    own = next((person.sample for person in people if person.id == entered.proband), None)
    if named and own and named != own:
        what = f"the proband's sample is {named} here and {own} among the people"
        notebook.wrong(("vcf", "sample"), what, "keep one of the two")
    if named or own:
        return named or own or ""
    if there is not None and len(there) == 1 and there[0] != entered.proband:
        notebook.note(f"The only sample of the VCF, {there[0]}, is taken for the proband's.")
        return there[0]
    return entered.proband


def _require_samples(
    entered: CaseFile,
    people: tuple[Person, ...],
    sample: str,
    there: tuple[str, ...],
    notebook: Notebook,
) -> None:
    remedy = f"name one of its samples: {', '.join(there[:10])}" if there else "it has none"
    if sample not in there:
        what = f"sample {sample} of the proband is not in the VCF"
        notebook.wrong(("vcf", "sample"), what, remedy)
    numbers = {part.id: number for number, part in enumerate(entered.people)}
    for person in people:
        if person.sample and person.sample not in there and person.id != entered.proband:
            path: KeyPath = ("people", numbers.get(person.id, 0), "sample")
            what = f"sample {person.sample} of {person.id} is not in the VCF"
            notebook.wrong(path, what, remedy)
