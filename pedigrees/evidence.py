"""What is known about the proband's genes: the laboratory's report and the VCF, compared."""

from __future__ import annotations

from dataclasses import replace

from genetics.results import Finding, GeneResult, GeneStatus, Origin, ReadRecord, SampleResult
from pedigrees.case import Callability, Case, GeneCallability
from pedigrees.clinical.findings_facts import DEFAULT_PANEL, reportable

COVERED = "covered"
PLAIN_VCF = "a plain VCF does not say what was read"
NOTHING_GIVEN = "neither a VCF nor a statement of what was read was given"


def combine(case: Case, scan: SampleResult | None) -> Case:
    """Return the case with the findings of both sources and one word for each gene.

    Typed in and read from the VCF are compared (KNOWLEDGE.md 1a, "Stopped case"):

    * the same change in both: one finding, the laboratory's class, the VCF's place; a
      different zygosity withholds it;
    * a change of a gene in which the VCF has a finding of another name: both are
      withheld, a person compares them;
    * typed in only: kept, and the report says that the VCF does not show it;
    * in the VCF only: kept, and the report says that the laboratory's report has it not.
    """
    scanned = scan.findings if scan is not None else ()
    germline = [finding for finding in case.findings if not finding.somatic]
    somatic = tuple(finding for finding in case.findings if finding.somatic)
    merged: list[Finding] = []
    left = list(scanned)
    for typed in germline:
        same = _same_change(typed, left)
        if same is not None:
            left.remove(same)
            merged.append(_agreed(typed, same))
        else:
            merged.append(typed)
    findings = _withhold_disagreements(merged, left, compared=scan is not None)
    with_findings = replace(case, findings=(*findings, *somatic), scan=scan)
    return replace(with_findings, genes=gene_words(with_findings))


def _same_change(typed: Finding, scanned: list[Finding]) -> Finding | None:
    for one in scanned:
        if one.gene == typed.gene and one.hgvs_c and one.hgvs_c == typed.hgvs_c:
            return one
    return None


def _agreed(typed: Finding, scanned: Finding) -> Finding:
    both = replace(
        scanned,
        classification=typed.classification or scanned.classification,
        lab_class=typed.lab_class or scanned.lab_class,
        class_by=typed.class_by or scanned.class_by,
        mechanism=typed.mechanism or scanned.mechanism,
        mechanism_source=typed.mechanism_source or scanned.mechanism_source,
        mechanism_confirmed=typed.mechanism_confirmed,
        hgvs_p=typed.hgvs_p or scanned.hgvs_p,
        exon=typed.exon,
        phase=typed.phase,
        parental_origin=typed.parental_origin,
        trio=typed.trio,
        tissue=typed.tissue,
        laboratory=typed.laboratory,
        reported_on=typed.reported_on,
        warnings=(*scanned.warnings, *typed.warnings, IN_BOTH),
    )
    if typed.zygosity is None or typed.zygosity is scanned.zygosity:
        return both
    return _withheld(
        both,
        f"the laboratory's report says {typed.zygosity}, the VCF says "
        f"{scanned.zygosity or 'nothing about the zygosity'}",
    )


IN_BOTH = "in the laboratory's report and in the VCF"
TYPED_ONLY = "in the laboratory's report; the VCF given does not show it"
SCANNED_ONLY = "in the VCF; the laboratory's report does not have it"


def _withheld(finding: Finding, why: str) -> Finding:
    return replace(finding, withheld=True, withheld_why=why)


def _withhold_disagreements(
    merged: list[Finding], scanned_only: list[Finding], *, compared: bool
) -> list[Finding]:
    """Mark what only one source has; withhold both where one gene has two stories."""
    typed_only = {one.gene for one in merged if IN_BOTH not in one.warnings}
    in_dispute = typed_only & {one.gene for one in reportable(scanned_only)}
    result = []
    for finding in (*merged, *scanned_only):
        if IN_BOTH in finding.warnings or not compared:
            result.append(finding)
            continue
        typed = finding.origin is Origin.TYPED_IN
        note = TYPED_ONLY if typed else SCANNED_ONLY
        marked = replace(finding, warnings=(*finding.warnings, note)) if merged else finding
        if finding.gene in in_dispute:
            marked = _withheld(
                marked, "the laboratory's report and the VCF name different changes in this gene"
            )
        result.append(marked)
    return result


def gene_words(case: Case) -> tuple[GeneResult, ...]:
    """Return one of the four words for each default gene, with its reason.

    * found: a P, LP or VUS finding;
    * assessed, nothing found: the callability entries say that all coding bases and (in
      ALAS2) promoter and intron-1 enhancer were read;
    * partly assessed: they say that some were not;
    * not assessed: nobody stated what was read.
    """
    return tuple(_gene_word(case, symbol) for symbol in DEFAULT_PANEL)


def _gene_word(case: Case, symbol: str) -> GeneResult:
    findings = tuple(one for one in case.findings if one.gene == symbol and not one.somatic)
    listed, not_called = _records(case.scan, symbol)
    status, reason = _status(case, symbol, findings)
    return GeneResult(symbol, status, reason, findings, listed, not_called)


def _records(
    scan: SampleResult | None, symbol: str
) -> tuple[tuple[ReadRecord, ...], tuple[ReadRecord, ...]]:
    for gene in scan.genes if scan is not None else ():
        if gene.gene == symbol:
            return gene.not_interpreted, gene.not_called
    return (), ()


def _status(case: Case, symbol: str, findings: tuple[Finding, ...]) -> tuple[GeneStatus, str]:
    if reportable(findings):
        return GeneStatus.FOUND, _named(findings)
    stated = case.callability.genes.get(symbol)
    if stated is None or stated.cds_20x_pct is None:
        return GeneStatus.NOT_ASSESSED, PLAIN_VCF if case.vcf else NOTHING_GIVEN
    gaps = _gaps(symbol, stated, case.site.callability_pct)
    if gaps:
        return GeneStatus.PARTLY_ASSESSED, "; ".join(gaps)
    return GeneStatus.NOTHING_FOUND, "stated by the laboratory's callability entries"


def _named(findings: tuple[Finding, ...]) -> str:
    return "; ".join(one.name for one in reportable(findings))


def _gaps(symbol: str, stated: GeneCallability, wanted_pct: float) -> list[str]:
    gaps = []
    if stated.cds_20x_pct is not None and stated.cds_20x_pct < wanted_pct:
        gaps.append(f"{stated.cds_20x_pct:g} % of the coding bases read at 20x")
    gaps += [f"{exon} not fully covered" for exon in stated.uncovered]
    if symbol == "ALAS2":
        regions = (("promoter", stated.promoter), ("intron-1 enhancer", _enhancer(stated)))
        gaps += [f"{region} {word or 'not stated'}" for region, word in regions if word != COVERED]
    return gaps


def _enhancer(stated: GeneCallability) -> str:
    return stated.intron1_gata_enhancer


def not_read(callability: Callability) -> tuple[tuple[str, str], ...]:
    """Return what no statement of the laboratory covers: (what, the laboratory's word)."""
    return (
        ("copy-number changes (deletions or duplications)", callability.cnv),
        ("deep intronic changes", callability.deep_intronic),
        ("mitochondrial DNA", callability.mtdna),
    )
