"""What is known about the proband's genes: the laboratory's report and the VCF, compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from genetics.callability import PERCENTAGE_DEPTH, PLAIN_VCF, coding_percentage, word_for
from genetics.hgvs import same_coding_name, same_protein_name
from genetics.inheritance import Sex
from genetics.phrases import marked, say
from genetics.results import (
    ENHANCER,
    PROMOTER,
    Assessed,
    Finding,
    GeneResult,
    GeneStatus,
    Origin,
    RegionKind,
    SampleResult,
    region_in_words,
)
from genetics.structural import structural_in_words
from genetics.variants import Zygosity
from pedigrees.case import Case, GeneCallability
from pedigrees.classification import with_proposals_of_case
from pedigrees.clinical.findings_facts import DEFAULT_PANEL, X_GENES, reportable
from pedigrees.family_evidence import counted_parents, family_contradictions, with_family

COVERED = marked("covered")
NOT_FULLY_COVERED = marked("not fully covered")
NOTHING_GIVEN = marked("neither a VCF nor a statement of what was read was given")


def combine(case: Case, scan: SampleResult | None) -> Case:
    """Return the case with the findings of both sources and one word for each gene.

    Typed in and read from the VCF are compared (KNOWLEDGE.md 1a, "Stopped case"):

    * the same change in both: one finding, the laboratory's class, the VCF's place; a
      different zygosity withholds it;
    * a change of a gene in which the VCF has a finding of another name: both are
      withheld, a person compares them;
    * typed in only: kept, and the report says that the VCF does not show it;
    * in the VCF only: kept, and the report says that the laboratory's report has it not;
    * phase, origin and parents' results: the laboratory's stand, the VCF fills in what is not
      stated, and a contradiction withholds the finding (``family_evidence``).

    A class is proposed again, with the family and with what a person has added. What was read
    of a gene is taken from the laboratory's entries and from what the VCF shows base by base.
    """
    scanned = [counted_parents(one) for one in scan.findings] if scan is not None else []
    germline = [_one_x(case, finding) for finding in case.findings if not finding.somatic]
    somatic = tuple(finding for finding in case.findings if finding.somatic)
    merged: list[tuple[Finding, bool]] = []
    left = list(scanned)
    for typed in germline:
        same = _same_change(typed, left)
        if same is not None:
            left.remove(same)
            merged.append((_agreed(typed, same), True))
        else:
            merged.append((typed, False))
    findings = _withhold_disagreements(merged, left, compared=scan is not None)
    notes = (*case.notes, *_doubt_about_the_sample(case))
    with_findings = with_proposals_of_case(
        replace(case, findings=(*findings, *somatic), scan=scan, notes=notes)
    )
    return replace(with_what_was_read(with_findings), genes=gene_words(with_findings))


def _doubt_about_the_sample(case: Case) -> tuple[str, ...]:
    """Warn where DNA from blood may not be the patient's own (KNOWLEDGE.md 6).

    After transfusion blood holds cells of donors; most patients with SLC25A38 disease are
    transfused. Buccal cells or fibroblasts settle it. A tissue other than blood needs no
    warning; one that is not stated does.
    """
    transfused = case.clinical.treatment.transfusion_dependent
    transfused = transfused or RECENT_TRANSFUSION in case.clinical.phenotype
    sampled = case.sample.tissue
    tissues = {sampled} if sampled else {one.tissue for one in case.findings if not one.somatic}
    from_blood = any(not tissue or "blood" in tissue.lower() for tissue in tissues or {""})
    return (say(TRANSFUSED),) if transfused and from_blood else ()


RECENT_TRANSFUSION = "HP:4000129"
TRANSFUSED = marked(
    "The patient is transfused: DNA from blood can hold DNA of donors. Confirm the result on "
    "buccal cells or fibroblasts, unless another tissue was used."
)


def _one_x(case: Case, finding: Finding) -> Finding:
    """A man has one X: a change on it is hemizygous, however the report wrote it."""
    man = case.family.proband.sex is Sex.MALE
    if not man or finding.gene not in X_GENES or finding.zygosity is not Zygosity.HOMOZYGOUS:
        return finding
    note = say("reported as homozygous; a man has one X, so it is hemizygous")
    return replace(finding, zygosity=Zygosity.HEMIZYGOUS, warnings=(*finding.warnings, note))


def _same_change(typed: Finding, scanned: list[Finding]) -> Finding | None:
    for one in scanned:
        if one.gene != typed.gene or not one.hgvs_c or not typed.hgvs_c:
            continue
        if same_coding_name(one.hgvs_c, typed.hgvs_c):
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
        exon=typed.exon if typed.exon is not None else scanned.exon,
        stated_criteria=typed.stated_criteria,
        tissue=typed.tissue,
        laboratory=typed.laboratory,
        reported_on=typed.reported_on,
        warnings=(*scanned.warnings, *typed.warnings, say(IN_BOTH)),
    )
    both = with_family(both, typed, scanned)
    for why in (*_why_they_differ(typed, scanned), *family_contradictions(typed, scanned)):
        both = _withheld(both, why)
    return both


def _why_they_differ(typed: Finding, scanned: Finding) -> Iterator[str]:
    if typed.withheld:
        yield typed.withheld_why
    proteins = (typed.hgvs_p, scanned.hgvs_p)
    if not {"", "p.?"} & set(proteins) and not same_protein_name(*proteins):
        yield say(
            "the laboratory's report says {typed}, the VCF leads to {read}",
            typed=typed.hgvs_p,
            read=scanned.hgvs_p,
        )
    if typed.zygosity is not None and typed.zygosity is not scanned.zygosity:
        yield say(
            "the laboratory's report says {typed}, the VCF says {read}",
            typed=say(typed.zygosity),
            read=say(scanned.zygosity or NO_ZYGOSITY),
        )


NO_ZYGOSITY = marked("nothing about the zygosity")
IN_BOTH = marked("in the laboratory's report and in the VCF")
TYPED_ONLY = marked("in the laboratory's report; the VCF given does not show it")
SCANNED_ONLY = marked("in the VCF; the laboratory's report does not have it")


def _withheld(finding: Finding, why: str) -> Finding:
    said = (finding.withheld_why, why)
    return replace(finding, withheld=True, withheld_why="; ".join(one for one in said if one))


def _withhold_disagreements(
    merged: list[tuple[Finding, bool]], scanned_only: list[Finding], *, compared: bool
) -> list[Finding]:
    """Mark what only one source has; withhold both where one gene has two stories.

    `merged` says beside each finding of the report whether the VCF has it as well.
    """
    typed_only = {one.gene for one, in_both in merged if not in_both}
    in_dispute = typed_only & {one.gene for one in reportable(scanned_only)}
    result = []
    for finding, in_both in (*merged, *((one, False) for one in scanned_only)):
        if in_both or not compared:
            result.append(finding)
            continue
        note = say(TYPED_ONLY if finding.origin is Origin.TYPED_IN else SCANNED_ONLY)
        noted = replace(finding, warnings=(*finding.warnings, note)) if merged else finding
        if finding.gene in in_dispute:
            noted = _withheld(
                noted,
                say("the laboratory's report and the VCF name different changes in this gene"),
            )
        result.append(noted)
    return result


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one source says was read of a gene: the word, its reason, what the facts take."""

    status: GeneStatus
    reason: str
    entry: GeneCallability | None = None


def gene_words(case: Case) -> tuple[GeneResult, ...]:
    """Return one of the four words for each default gene, with its reason.

    * found: a P, LP or VUS finding, also a withheld one;
    * assessed, nothing found: the callability entries say that all coding bases and (in
      ALAS2) promoter and intron-1 enhancer were read; or the VCF shows it, base by base;
    * partly assessed: they say that some were not;
    * not assessed: nobody stated what was read.

    Where the laboratory's entries and the data both speak, both are said and the more
    careful word counts.
    """
    return tuple(_gene_word(case, symbol) for symbol in DEFAULT_PANEL)


def _gene_word(case: Case, symbol: str) -> GeneResult:
    findings = tuple(one for one in case.findings if one.gene == symbol and not one.somatic)
    scanned = _scanned(case, symbol)
    status, reason = _status(case, symbol, findings)
    return GeneResult(
        symbol,
        status,
        reason,
        findings,
        scanned.not_interpreted if scanned else (),
        scanned.not_called if scanned else (),
        scanned.assessed if scanned else (),
        scanned.pairs if scanned else (),
        scanned.structural if scanned else (),
    )


def _scanned(case: Case, symbol: str) -> GeneResult | None:
    genes = case.scan.genes if case.scan is not None else ()
    return next((gene for gene in genes if gene.gene == symbol), None)


def _status(case: Case, symbol: str, findings: tuple[Finding, ...]) -> tuple[GeneStatus, str]:
    if reportable(findings):
        return GeneStatus.FOUND, _named(findings)
    withheld = [finding for finding in findings if _counts_but_is_withheld(finding)]
    if withheld:
        named = (
            say("{finding} is withheld: {reason}", finding=one.name, reason=one.withheld_why)
            for one in withheld
        )
        return GeneStatus.FOUND, "; ".join(named)
    reading = _reading_of(case, symbol)
    return reading.status, reading.reason


def _named(findings: tuple[Finding, ...]) -> str:
    return "; ".join(one.name for one in reportable(findings))


def _counts_but_is_withheld(finding: Finding) -> bool:
    return finding.withheld and bool(reportable((replace(finding, withheld=False),)))


# --- what was read ---

_MORE_CAREFUL_FIRST = (
    GeneStatus.NOT_ASSESSED,
    GeneStatus.PARTLY_ASSESSED,
    GeneStatus.NOTHING_FOUND,
)


def with_what_was_read(case: Case) -> Case:
    """Return the case with what the data show where the laboratory stated nothing.

    Where both speak, the entry of the one with the more careful word stands; with the same
    word the laboratory's.
    """
    genes = dict(case.callability.genes)
    for symbol in DEFAULT_PANEL:
        entry = _reading_of(case, symbol).entry
        if entry is not None:
            genes[symbol] = entry
    return replace(case, callability=replace(case.callability, genes=genes))


def _reading_of(case: Case, symbol: str) -> _Reading:
    stated, shown = _stated(case, symbol), _shown(case, symbol)
    if stated is None or shown is None:
        return stated or shown or _Reading(GeneStatus.NOT_ASSESSED, _why_nothing(case, symbol))
    careful = min(stated, shown, key=lambda one: _MORE_CAREFUL_FIRST.index(one.status))
    reason = say(
        "the laboratory says “{stated}” ({why_stated}); the data say “{shown}” ({why_shown})",
        stated=say(stated.status),
        why_stated=stated.reason,
        shown=say(shown.status),
        why_shown=shown.reason,
    )
    return replace(careful, reason=reason)


def _why_nothing(case: Case, symbol: str) -> str:
    scanned = _scanned(case, symbol)
    if scanned is not None and scanned.status is GeneStatus.NOT_ASSESSED:
        return scanned.reason
    return say(PLAIN_VCF if case.vcf else NOTHING_GIVEN)


def _stated(case: Case, symbol: str) -> _Reading | None:
    """Return what the laboratory's entry for a gene says, None where it says too little."""
    entry = case.callability.genes.get(symbol)
    if entry is None or entry.shown_by:
        return None
    if entry.cds_20x_pct is None:
        gaps = _uncovered(entry)
        if not gaps or _shown(case, symbol) is None:
            return None
        return _Reading(GeneStatus.PARTLY_ASSESSED, "; ".join(gaps), entry)
    gaps = _gaps(symbol, entry, case.site.callability_pct)
    if gaps:
        return _Reading(GeneStatus.PARTLY_ASSESSED, "; ".join(gaps), entry)
    why = say("stated by the laboratory's callability entries")
    return _Reading(GeneStatus.NOTHING_FOUND, why, entry)


def _uncovered(stated: GeneCallability) -> list[str]:
    return [
        say("{region} not fully covered", region=region_in_words(exon)) for exon in stated.uncovered
    ]


def _gaps(symbol: str, stated: GeneCallability, wanted_pct: float) -> list[str]:
    gaps = []
    if stated.cds_20x_pct is not None and stated.cds_20x_pct < wanted_pct:
        gaps.append(
            say(
                "{percentage} % of the coding bases read at 20x",
                percentage=f"{stated.cds_20x_pct:g}",
            )
        )
    gaps += _uncovered(stated)
    if symbol == "ALAS2":
        regions = ((PROMOTER, stated.promoter), (ENHANCER, stated.intron1_gata_enhancer))
        gaps += [
            f"{say(region)} {word_for_region(word)}" for region, word in regions if word != COVERED
        ]
    return gaps


def word_for_region(word: str) -> str:
    """Say what is stated of promoter or enhancer; a laboratory's own word stays as it is."""
    if word in (COVERED, NOT_FULLY_COVERED):
        return say(word)
    return word or say("not stated")


def _shown(case: Case, symbol: str) -> _Reading | None:
    """Return what the data (the VCF, and a BED beside it) show to have been read of a gene."""
    scanned = _scanned(case, symbol)
    if case.scan is None or scanned is None or not scanned.assessed:
        return None
    not_interpreted = sum(bool(record.region) for record in scanned.not_interpreted)
    status, reason = word_for(scanned.assessed, not_interpreted)
    if touching := structural_in_words(scanned.structural):
        reason = f"{reason}; {touching}"
        if status is GeneStatus.NOTHING_FOUND:
            status = GeneStatus.PARTLY_ASSESSED
    return _Reading(status, reason, _entry(scanned.assessed, case.scan))


def _entry(rows: tuple[Assessed, ...], scan: SampleResult) -> GeneCallability:
    """Return what was shown, in the form of the laboratory's entry for a gene.

    The percentage is given only where the bases were asked for 20 reads at least. An exon
    is named where a coding base is missing; if only its margins are, these are named.
    """
    deep_enough = (scan.callability_depth or 0) >= PERCENTAGE_DEPTH
    by_name = {row.region: row for row in rows}
    exons = [row.region for row in rows if row.kind is RegionKind.CODING and not row.complete]
    margins = [
        row.region
        for row in rows
        if row.kind is RegionKind.MARGIN and not row.complete and row.exon not in exons
    ]
    return GeneCallability(
        coding_percentage(rows) if deep_enough else None,
        (*exons, *margins),
        _region_word(by_name.get(PROMOTER)),
        _region_word(by_name.get(ENHANCER)),
        say("shown by the data: {rule}", rule=scan.callability_rule),
    )


def _region_word(row: Assessed | None) -> str:
    if row is None:
        return ""
    return COVERED if row.complete else NOT_FULLY_COVERED
