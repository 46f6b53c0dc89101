"""Gives the findings of a stored case the classes that today's gene files hold."""

from __future__ import annotations

from dataclasses import replace

from genetics.classification import choose_class
from genetics.hgvs import same_coding_name
from genetics.panel import Gene, KnownVariant, Panel
from genetics.results import Finding, Origin
from pedigrees.case import Case
from pedigrees.evidence import IN_BOTH, gene_words


def renewed(case: Case, panel: Panel) -> Case:
    """Return the case with today's classes, and the word for each gene that follows.

    What was read stays as it was read: the VCF is not opened again. So a change of a gene's
    regions or transcript shows only when the documents are written anew. The laboratory's
    class goes first, as ever (`choose_class`).
    """
    findings = tuple(_renewed(finding, panel) for finding in case.findings)
    with_classes = replace(case, findings=findings)
    return replace(with_classes, genes=gene_words(with_classes))


def _renewed(finding: Finding, panel: Panel) -> Finding:
    gene = next((one for one in panel.genes if one.symbol == finding.gene), None)
    named = finding.hgvs_c or finding.hgvs_p or finding.variant
    if gene is None or finding.somatic or finding.result or not named:
        return finding
    known = _known(finding, gene)
    choice = choose_class(
        finding.lab_class, known.used if known else None, gene.class_cap, gene.class_cap_reason
    )
    typed = finding.origin is Origin.TYPED_IN
    stated = (finding.lab_class,) if typed and finding.lab_class else ()
    classed = replace(
        finding,
        classification=choice.used,
        class_by=choice.by,
        our_class=choice.ours,
        assertions=(*stated, *(known.assertions if known else ())),
    )
    return _with_mechanism(classed, known)


def _with_mechanism(finding: Finding, known: KnownVariant | None) -> Finding:
    """Return the finding with the mechanism on file; one that a report states stands."""
    stated = finding.origin is Origin.TYPED_IN or IN_BOTH in finding.warnings
    if stated or known is None:
        return finding
    return replace(finding, mechanism=known.mechanism, mechanism_source=known.mechanism_source)


def _known(finding: Finding, gene: Gene) -> KnownVariant | None:
    """Return the change of the gene file: by its place, or a typed-in one by its name.

    A name counts on the transcript of the gene file, whatever its version.
    """
    if finding.origin is Origin.VCF:
        by_place = (one for one in gene.known_variants if finding.variant in one.alleles)
        return next(by_place, None)
    if gene.transcript is None or not finding.hgvs_c:
        return None
    ours, theirs = gene.transcript.refseq.split(".")[0], finding.transcript.split(".")[0]
    if theirs not in ("", ours):
        return None
    named = (one for one in gene.known_variants if one.hgvs_c)
    return next((one for one in named if same_coding_name(one.hgvs_c, finding.hgvs_c)), None)
