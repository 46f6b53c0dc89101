"""Reads the criteria that a person has added to a finding: name, date and source are a must."""

from __future__ import annotations

from datetime import date

from genetics.acmg.criteria import StatedCriterion
from genetics.acmg.points import why_not_a_code, why_not_a_strength
from genetics.panel import Panel
from genetics.toml_lines import KeyPath
from pedigrees.readers.case_model import REQUIRED
from pedigrees.readers.notebook import Notebook
from pedigrees.readers.variants_model import CriterionPart, FindingPart


def read_criteria(
    part: FindingPart,
    finding_path: KeyPath,
    panel: Panel,
    report_date: date | None,
    notebook: Notebook,
) -> tuple[StatedCriterion, ...]:
    """Return what a person has added to one finding; what cannot be so goes into the notebook.

    - Code, strength, who, when and from which source must be there.
    - PP5 and BP6 are refused: ClinGen SVI has retired them. Another unknown code is refused
      with the nearest one. BA1 stands alone, and nothing else does.
    - A code stands once at a finding. It is not dated after the report.
    - A somatic finding, and a gene whose file has no criteria, take none.
    """
    added: list[StatedCriterion] = []
    for number, one in enumerate(part.criterion):
        path: KeyPath = (*finding_path, "criterion", number)
        stated = _read(one, path, notebook)
        if stated is None:
            continue
        if stated.code in {earlier.code for earlier in added}:
            notebook.wrong((*path, "code"), f"{stated.code} is added twice", "keep one of the two")
        if report_date is not None and stated.dated > report_date:
            what = f"{stated.code} is dated {stated.dated}, after the report of {report_date}"
            notebook.wrong((*path, "dated"), what, "correct the date")
        added.append(stated)
    if added and not _takes_criteria(part, panel):
        what = f"no class is proposed for {'a somatic finding' if part.somatic else part.gene}"
        notebook.wrong((*finding_path, "criterion"), what, "take the criteria out")
    return tuple(added)


def _read(part: CriterionPart, path: KeyPath, notebook: Notebook) -> StatedCriterion | None:
    missing = [key for key in REQUIRED["CriterionPart"] if not getattr(part, key)]
    for key in missing:
        notebook.wrong((*path, key), f'the key "{key}" is missing', f'add "{key}"')
    if part.code:
        what, remedy = why_not_a_code(part.code)
        if what:
            notebook.wrong((*path, "code"), what, remedy)
            return None
    if missing or part.strength is None or part.dated is None:
        return None
    what, remedy = why_not_a_strength(part.code, part.strength)
    if what:
        notebook.wrong((*path, "strength"), what, remedy)
        return None
    return StatedCriterion(part.code, part.strength, part.by, part.dated, part.source, part.note)


def _takes_criteria(part: FindingPart, panel: Panel) -> bool:
    rules = {gene.symbol: gene.criteria.rules for gene in panel.genes}
    return not part.somatic and bool(rules.get(part.gene or ""))
