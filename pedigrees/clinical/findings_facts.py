"""What the findings alone say: which gene, which side, which direction of effect."""

from __future__ import annotations

import re
from collections.abc import Iterable

from genetics.allele_reads import HETEROZYGOUS_SHARE
from genetics.answers import Answer
from genetics.classification import Classification
from genetics.results import Finding
from genetics.variants import Zygosity

DEFAULT_PANEL = ("ALAS2", "SLC25A38", "STEAP3", "ABCB7")
X_GENES = ("ALAS2", "ABCB7")

EXON_11_FIRST_CODON = 534
EXON_11_FIRST_BASE = 1601
"""MANE NM_000032.5: exon 11 is c.1601 to c.1764; the intron splits codon 534."""

_PROTEIN_POSITION = re.compile(r"p\.\(?(?:[A-Za-z]{1,3}|\*)(\d+)")
_CODING_POSITION = re.compile(r"c\.(\d+)([+-]\d+)?")


def counted_class(finding: Finding) -> Classification | None:
    """Return the class that counts: STEAP3 is never above VUS (KNOWLEDGE.md 3)."""
    given = finding.classification
    if finding.gene == "STEAP3" and given is not None and given.is_disease_causing:
        return Classification.UNCERTAIN
    return given


def reportable(findings: Iterable[Finding], *genes: str) -> tuple[Finding, ...]:
    """Return the germline findings of class P, LP or VUS, of these genes or of all."""
    return tuple(
        finding
        for finding in findings
        if not finding.somatic
        and not finding.withheld
        and (not genes or finding.gene in genes)
        and _side(finding) in ("P/LP", "VUS")
    )


def disease_causing(findings: Iterable[Finding], *genes: str) -> tuple[Finding, ...]:
    """Return the germline findings of class P or LP after the caps."""
    return tuple(finding for finding in reportable(findings, *genes) if _side(finding) == "P/LP")


def uncertain(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the germline findings of class VUS after the caps."""
    return tuple(finding for finding in reportable(findings) if _side(finding) == "VUS")


def _side(finding: Finding) -> str:
    counted = counted_class(finding)
    return counted.side if counted is not None else ""


def lies_in_alas2_exon_11(finding: Finding) -> bool:
    """Whether an ALAS2 change lies in exon 11, where position does not tell the direction.

    Case by case (KNOWLEDGE.md 1a, ALAS2_EXON11): the first protein position decides;
    where the protein is p.? or absent, the first coding position (from c.1601) or the
    acceptor bases c.1601-1 and c.1601-2; positions with * or - before the number are
    outside the coding sequence. A laboratory's "exon 11" always counts.
    """
    if finding.gene != "ALAS2":
        return False
    if finding.exon == 11:
        return True
    protein = _PROTEIN_POSITION.match(finding.hgvs_p)
    if protein is not None:
        return int(protein.group(1)) >= EXON_11_FIRST_CODON
    coding = _CODING_POSITION.match(finding.hgvs_c)
    if coding is None:
        return False
    position, offset = int(coding.group(1)), coding.group(2)
    if offset is not None:
        return position == EXON_11_FIRST_BASE and offset in ("-1", "-2")
    return position >= EXON_11_FIRST_BASE


def is_loss_of_function(finding: Finding) -> bool:
    """Whether an ALAS2 change is settled as loss of function.

    The mechanism begins with LOF; in exon 11 a named person must have confirmed the
    direction. "unresolved" or empty is never loss of function (KNOWLEDGE.md 1a).
    """
    if not finding.mechanism.startswith("LOF"):
        return False
    return finding.mechanism_confirmed or not lies_in_alas2_exon_11(finding)


def is_gain_of_function(finding: Finding) -> bool:
    """Whether the mechanism begins with GOF (also "GOF (published)")."""
    return finding.mechanism.startswith("GOF")


def in_trans(findings: tuple[Finding, ...]) -> bool:
    """Whether two changes of a recessive gene are shown to lie on different copies."""
    if len(findings) < 2:
        return False
    stated = any(one.phase.startswith("in trans") for one in findings)
    return stated or _from(findings) == {"mother", "father"}


def in_cis(findings: tuple[Finding, ...]) -> bool:
    """Whether two changes of a recessive gene are shown to lie on one copy."""
    if len(findings) < 2:
        return False
    stated = all(one.phase.startswith("in cis") for one in findings)
    return stated or _from(findings) in ({"mother"}, {"father"})


def _from(findings: tuple[Finding, ...]) -> set[str]:
    """Return the parents that the changes came from, "" for a change whose origin is open.

    The origin is stated, or follows from the parents' results: found in one parent and not
    detected in the other. A change that too few or too many of the reads show may not be in
    every cell: its origin says nothing of the copies until a person has decided.
    """
    return {"" if share_in_doubt(one) else parent_of_origin(one) for one in findings}


def share_in_doubt(finding: Finding) -> bool:
    """Whether the share of reads is not that of a heterozygous change (KNOWLEDGE.md 7)."""
    judged, share = finding.mosaicism, finding.vaf
    if judged is None or share is None or finding.zygosity is not Zygosity.HETEROZYGOUS:
        return False
    low, high = HETEROZYGOUS_SHARE
    return judged.answer is Answer.CANNOT_TELL and not low <= share <= high


def parent_of_origin(finding: Finding) -> str:
    """Return "mother" or "father" where the origin is stated or their results show it, else ""."""
    if finding.parental_origin in ("mother", "father"):
        return finding.parental_origin
    mother, father = finding.trio.mother, finding.trio.father
    if mother and father == "not detected" and mother != "not detected":
        return "mother"
    if father and mother == "not detected" and father != "not detected":
        return "father"
    return ""


def homozygous(findings: tuple[Finding, ...]) -> bool:
    """Whether one change is on both copies."""
    return any(one.zygosity is Zygosity.HOMOZYGOUS for one in findings)
