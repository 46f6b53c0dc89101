"""Proposes a class again at the level of the case: with the family and what a person has added."""

from __future__ import annotations

from dataclasses import replace

from genetics.acmg.criteria import Criterion, Proposal
from genetics.acmg.evidence import VariantEvidence, evidence_of
from genetics.acmg.proposals import answered, proposal_from, with_proposal
from genetics.gene_files import load_panel
from genetics.library.library import NOTHING_ADDED
from genetics.panel import Gene
from genetics.results import Finding
from pedigrees.case import Case
from pedigrees.segregation import segregation_of


def with_proposals_of_case(case: Case) -> Case:
    """Return the case whose findings carry a proposal that knows the family and the person.

    - A finding read from the VCF: its criteria are answered again with the parents' results,
      the phase and the family of the case; what only the laboratory's library can tell is kept
      from the scan.
    - A finding typed in: only its own fields speak; the rest cannot be told.
    - What a person has added stands in the place of ours, with name, date and source.
    - Somatic findings, and genes whose file has no criteria, get none.

    The class that is used never changes: a proposal is one until a person signs.
    """
    genes = {gene.symbol: gene for gene in load_panel().genes if gene.criteria.rules}
    findings = tuple(
        with_proposal(finding, _proposal(case, finding, genes[finding.gene]))
        if finding.gene in genes and not finding.somatic and not finding.result
        else finding
        for finding in case.findings
    )
    return replace(case, findings=findings)


def _proposal(case: Case, finding: Finding, gene: Gene) -> Proposal:
    others = [one for one in case.findings if one is not finding and one.gene == finding.gene]
    scanned = case.scan.genes if case.scan is not None else ()
    pairs = tuple(pair for one in scanned if one.gene == finding.gene for pair in one.pairs)
    segregation = segregation_of(case, finding, gene)
    sex = case.family.proband.sex
    evidence = evidence_of(finding, others, pairs, gene, sex, NOTHING_ADDED, segregation)
    why = finding.withheld_why if finding.withheld else ""
    criteria = _with_the_librarys(answered(evidence), finding, evidence)
    return proposal_from(criteria, finding.stated_criteria, evidence, why)


def _with_the_librarys(
    criteria: tuple[Criterion, ...], finding: Finding, evidence: VariantEvidence
) -> tuple[Criterion, ...]:
    """Keep from the scan what the laboratory's library told, which is not at hand here.

    ClinVar's changes of the same residue; and why there is no frequency, where there is none.
    """
    if finding.proposal is None:
        return criteria
    kept = OF_THE_LIBRARY if evidence.frequency is None else OF_CLINVAR
    scanned = {one.code: one for one in finding.proposal.criteria if not one.by}
    return tuple(
        scanned[one.code] if one.code in kept and one.code in scanned else one for one in criteria
    )


OF_CLINVAR = ("PS1", "PM5")
OF_THE_LIBRARY = (*OF_CLINVAR, "PM2", "BS1", "BA1")
