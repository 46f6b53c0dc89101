"""What no program decides in a laboratory report: the decisions left to a person."""

from __future__ import annotations

from collections.abc import Iterator

from genetics.phrases import marked, say
from genetics.results import Finding
from genetics.variants import Zygosity
from pedigrees.clinical.findings_facts import lies_in_alas2_exon_11
from reports.basis import Basis
from reports.parts.finding_box import shown_findings
from reports.parts.lab_result import uninterpreted
from reports.views import Section


def for_a_person(basis: Basis) -> Section:
    """Return what no program decides, as far as it concerns this case (KNOWLEDGE.md 7)."""
    return Section(
        say("Left to a person"), (say(NOT_DECIDED_HERE),), tuple(dict.fromkeys(_decisions(basis)))
    )


NOT_DECIDED_HERE = marked("The software proposes; these decisions are a person's:")


def _decisions(basis: Basis) -> Iterator[str]:
    shown = shown_findings(basis.case)
    if shown:
        yield say("the final class of each finding")
    if basis.stopped:
        yield say("whether sample, call and recorded sex belong together")
    for one in shown:
        yield from _decisions_on(one)
    if uninterpreted(basis):
        yield say("the changes called in what must be read that could not be interpreted")
    if basis.holds("SLC_UNPHASED"):
        yield say("the phase of the SLC25A38 changes")
    yield say("whether the result fits the clinical picture")
    yield say("re-classification later, and whom to contact then")


def _decisions_on(finding: Finding) -> Iterator[str]:
    if lies_in_alas2_exon_11(finding):
        yield say("the direction of effect of the change in exon 11 of ALAS2")
    elif finding.gene == "ALAS2" and finding.hgvs_c.startswith("c.-"):
        yield say("the effect of the change before the coding sequence of ALAS2")
    if finding.gene == "STEAP3":
        yield say("whether STEAP3 has to do with the anaemia at all")
    if finding.withheld:
        yield say("which of the sources that disagree is right")
    if finding.zygosity is Zygosity.MOSAIC or _odd_share(finding):
        yield say("the share of reads of {finding}: mosaicism or artefact", finding=finding.name)


def _odd_share(finding: Finding) -> bool:
    """Whether the share of reads is unusual: outside 0.35–0.65, or for one copy not above 0.9."""
    if finding.vaf is None:
        return False
    if finding.zygosity is Zygosity.HETEROZYGOUS:
        return not 0.35 <= finding.vaf <= 0.65
    return finding.zygosity is Zygosity.HEMIZYGOUS and finding.vaf <= 0.9
