"""The story of the workflow: files in, documents out, for one case.

`load` reads the case file and, where it names one, the VCF; `conclude` works out facts,
screening plan and statements; `report` writes the documents. Every command, and the judge
of the acceptance scenarios, goes this one way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from genetics.errors import InputRejected, Mistake
from genetics.findings import find
from genetics.gene_files import load_panel
from genetics.genotypes import SEX_CONFLICT
from genetics.kin.parents import Parents
from genetics.library.folder import data_folder
from genetics.library.loading import load_library
from genetics.results import SampleResult
from pedigrees.case import Case
from pedigrees.clinical.facts import Facts
from pedigrees.evidence import combine
from pedigrees.family import Family
from pedigrees.plan import Plan
from pedigrees.readers.case_file import CaseInput, read_case
from pedigrees.scan_notes import scan_notes
from pedigrees.screening import screen
from reports.management.alarms import (
    Alarm,
    load_alarms,
    pregnant_relative_flagged,
    raise_alarms,
)
from reports.management.rules import apply_rules, load_rules
from reports.management.statements import Statements

if TYPE_CHECKING:
    from reports.documents import Wanted, Written


@dataclass(frozen=True, slots=True)
class Conclusion:
    """All that follows from one case; `facts` are those of the second phase."""

    case: Case
    facts: Facts
    plan: Plan
    statements: Statements
    alarms: tuple[Alarm, ...]


def load(path: str | Path, *, report_date: date | None = None) -> Case:
    """Read a case file and the VCF that it names. Raises InputRejected."""
    return complete(read_case(path, report_date=report_date))


def complete(entered: CaseInput, data: Path | None = None) -> Case:
    """Return the case with the VCF's findings beside the typed-in ones.

    `data` is the folder with what the laboratory has added (None: the usual one).
    """
    request = entered.vcf
    if request is None:
        return combine(entered.case, None)
    family = entered.case.family
    sexes = {person.sample or person.id: person.sex for person in family}
    sexes[request.sample] = family.proband.sex
    found = find(
        str(request.path),
        load_panel(),
        assembly=request.assembly,
        sexes=sexes,
        samples=(request.sample,),
        parents={request.sample: _parents(family)},
        class_field=request.class_field,
        depth=request.depth,
        quality=request.quality,
        callable=request.callable,
        predictor=request.predictor,
        library=load_library(data_folder(data)),
    )
    case = replace(
        entered.case,
        vcf=Path(found.file).name,
        assembly=found.assembly,
        assembly_signs=found.assembly_signs,
        x_ploidy_conflict=any(warning.startswith(SEX_CONFLICT) for warning in found.warnings),
        notes=(*entered.case.notes, *scan_notes(found)),
    )
    return combine(case, _sample(found.samples, request.sample, str(request.path)))


def _parents(family: Family) -> Parents:
    """Return the samples of the proband's genetic parents, as far as the case names them."""
    mother, father = family.mother(family.proband_id), family.father(family.proband_id)
    return Parents(mother.sample if mother else None, father.sample if father else None)


def _sample(samples: tuple[SampleResult, ...], wanted: str, file: str) -> SampleResult:
    for sample in samples:
        if sample.sample == wanted:
            return sample
    names = ", ".join(sample.sample for sample in samples)
    raise InputRejected(
        Mistake(
            f"sample {wanted} is not in the file",
            f"name one of its samples ({names})",
            file=file,
            place="vcf.sample",
        )
    )


def conclude(case: Case) -> Conclusion:
    """Work out the facts, the plan, what the rules say, and the alarms.

    Two phases (KNOWLEDGE.md 1a): facts, pattern and rules first, then the cascade; the
    only fact of the second phase is whether a pregnant relative is flagged. One alarm
    asks for it and nothing else does, so all alarms are raised at the end.
    """
    facts = Facts(case)
    plan = screen(case, facts)
    statements = apply_rules(load_rules(), facts, stopped=bool(plan.stopped))
    second = Facts(case, relative_pregnant_flagged=pregnant_relative_flagged(plan))
    alarms = raise_alarms(load_alarms(), second, load_rules())
    return Conclusion(case, second, plan, statements, alarms)


def report(case: Case, folder: Path, wanted: Wanted | None = None) -> tuple[Written, ...]:
    """Write the documents that the case deserves into `folder`, in the way that is wanted."""
    from reports.documents import write_documents

    conclusion = conclude(case)
    return write_documents(
        conclusion.case,
        conclusion.plan,
        conclusion.statements,
        folder,
        alarms=conclusion.alarms,
        wanted=wanted,
    )
