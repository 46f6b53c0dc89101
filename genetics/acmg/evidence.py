"""Everything that the criteria look at, put together for one finding before any is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from genetics.acmg.prediction import Prediction
from genetics.acmg.residues import AtResidue, at_residue
from genetics.acmg.settings import ClassStop
from genetics.alleles import exon_at
from genetics.answers import Answer, Judged
from genetics.classification import Classification
from genetics.codons import consequences, one_base_named
from genetics.hgvs import CodingName, ProteinKind, ProteinName, read_coding, read_protein
from genetics.inheritance import Sex
from genetics.inside_deletions import HOMOZYGOUS_IN_DELETION
from genetics.kin.phase import SAME_BASES, PhasedPair
from genetics.library.library import Library
from genetics.library.records import Frequency, Source
from genetics.panel import Gene
from genetics.phrases import say
from genetics.reference.coordinates import CodingPosition, place_on_chromosome
from genetics.results import Finding, ParentalResults
from genetics.variants import Assembly, Zygosity

# Sequence Ontology terms by what the criteria ask of them.
SPLICE_SITE = frozenset({"splice_acceptor_variant", "splice_donor_variant"})
EARLY_STOP = frozenset({"stop_gained", "frameshift_variant"})
NULL = SPLICE_SITE | EARLY_STOP | {"start_lost"}
NOT_CODING = frozenset(
    {
        "intron_variant",
        "splice_region_variant",
        "splice_polypyrimidine_tract_variant",
        "splice_donor_region_variant",
        "splice_donor_5th_base_variant",
        "5_prime_UTR_variant",
        "3_prime_UTR_variant",
        "upstream_gene_variant",
        "downstream_gene_variant",
        "regulatory_region_variant",
        "non_coding_transcript_exon_variant",
    }
)
# Their spelling in laboratories' reports.
_TERMS = {
    "missense": "missense_variant",
    "nonsense": "stop_gained",
    "stop gained": "stop_gained",
    "frameshift": "frameshift_variant",
    "synonymous": "synonymous_variant",
    "silent": "synonymous_variant",
    "start loss": "start_lost",
}
_TERM = re.compile(r"[0-9a-zA-Z]+(_[0-9a-zA-Z]+)+|stop_gained|start_lost|stop_lost")
_SPLICE_BASES = 2


@dataclass(frozen=True, slots=True)
class Partner:
    """Another change of the gene in the same person that is P or LP, and how the two lie."""

    name: str
    classification: Classification
    in_trans: bool
    in_cis: bool
    how: str


@dataclass(frozen=True, slots=True)
class Segregation:
    """How a change goes with the disease in the family, as far as people were tested.

    `meioses` are the informative ones, `counted` the people on whom they rest, `against`
    affected people in whom the change was looked for and not found.
    """

    meioses: int
    counted: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    why_none: str = ""


@dataclass(frozen=True, slots=True)
class VariantEvidence:
    """One finding as the criteria see it.

    `terms` are Sequence Ontology terms, none where the consequence is not determined.
    `frequency` None: `frequency_source` says whether there is a file that could have held it.
    `at_residue` None: the protein change is not settled. `segregation` None: no family.
    `copies_in_doubt`: why the genotype does not show on how many copies it lies, "" if it does.
    """

    gene: Gene
    sex: Sex
    name: str
    zygosity: Zygosity | None
    hgvs_c: str
    exon: int | None
    terms: frozenset[str]
    is_coding: bool | None
    may_be_mosaic: bool
    trio: ParentalResults
    nmd: Judged | None = None
    frequency: Frequency | None = None
    frequency_source: Source | None = None
    partners: tuple[Partner, ...] = ()
    de_novo: Judged | None = None
    at_residue: tuple[AtResidue, ...] | None = None
    prediction: Prediction | None = None
    segregation: Segregation | None = None
    copies_in_doubt: str = ""

    @property
    def is_null(self) -> bool | None:
        """Whether the change is expected to leave no protein; None if not determined."""
        return bool(self.terms & NULL) if self.terms else None

    @property
    def stop(self) -> ClassStop | None:
        """Return the part of the gene in which no class but VUS is proposed, if it lies there."""
        for stop in self.gene.criteria.stops:
            if stop.exon is not None and stop.exon == self.exon:
                return stop
            if stop.non_coding and self.is_coding is False:
                return stop
        return None


def evidence_of(
    finding: Finding,
    others: Sequence[Finding],
    pairs: Sequence[PhasedPair],
    gene: Gene,
    sex: Sex,
    library: Library,
    segregation: Segregation | None = None,
) -> VariantEvidence:
    """Return what the criteria look at; `others` are the person's further findings."""
    coding = read_coding(finding.hgvs_c)
    terms = terms_of(finding, gene)
    return VariantEvidence(
        gene=gene,
        sex=sex,
        name=finding.name,
        zygosity=finding.zygosity,
        hgvs_c=finding.hgvs_c,
        exon=_exon(finding, gene, coding),
        terms=terms,
        is_coding=_is_coding(finding, terms, coding),
        may_be_mosaic=_may_be_mosaic(finding),
        nmd=finding.nmd,
        frequency=finding.frequency,
        frequency_source=_frequency_source(finding, library),
        partners=tuple(_partners(finding, others, pairs)),
        de_novo=finding.de_novo,
        trio=finding.trio,
        at_residue=at_residue(finding, gene, library),
        prediction=finding.predictor,
        segregation=segregation,
        copies_in_doubt=_copies_in_doubt(finding),
    )


# --- what kind of change it is ---------------------------------------------------------------


def terms_of(finding: Finding, gene: Gene) -> frozenset[str]:
    """Return the Sequence Ontology terms of a finding, case by case.

    - Those of its consequence, also in the words of a report ("missense", "nonsense").
    - Else those that follow from its coding name on our transcript, or its protein name.
    - Else none: the consequence is not determined.
    """
    words = finding.consequence.replace(",", "&").split("&")
    terms = {_TERMS.get(word.strip().casefold(), word.strip()) for word in words}
    told = frozenset(term for term in terms if _TERM.fullmatch(term))
    return told or frozenset(_from_names(finding, gene))


def _from_names(finding: Finding, gene: Gene) -> Iterator[str]:
    coding = read_coding(finding.hgvs_c)
    if coding is not None and gene.transcript is not None:
        change = one_base_named(gene.transcript, coding)
        if change is not None and (change.position.offset or change.position.zone):
            yield from consequences(change)
    protein = read_protein(finding.hgvs_p)
    if protein is not None:
        yield from _from_protein(protein)


def _from_protein(protein: ProteinName) -> Iterator[str]:
    match protein.kind:
        case ProteinKind.FRAMESHIFT:
            yield "frameshift_variant"
        case ProteinKind.START_LOST:
            yield "start_lost"
        case ProteinKind.UNCHANGED:
            yield "synonymous_variant"
        case ProteinKind.EXTENSION:
            yield "stop_lost"
        case ProteinKind.SUBSTITUTION:
            yield "stop_gained" if protein.changed == "Ter" else "missense_variant"


def _is_coding(finding: Finding, terms: frozenset[str], coding: CodingName | None) -> bool | None:
    """Whether it touches coding bases or the two bases beside an exon; None if not known."""
    if terms:
        return not terms <= NOT_CODING
    if finding.variant is not None:
        return finding.exon is not None
    if coding is None:
        return None
    return any(_is_near_coding(end) for end in (coding.start, coding.end))


def _may_be_mosaic(finding: Finding) -> bool:
    stated = finding.zygosity is Zygosity.MOSAIC
    return stated or (finding.mosaicism is not None and finding.mosaicism.answer is Answer.YES)


def _copies_in_doubt(finding: Finding) -> str:
    """Return why the genotype does not show on how many copies a change lies, case by case.

    - Another change of the same bases makes the genotypes impossible, or may be the same change.
    - Called homozygous inside a deletion of which one copy is called.
    - Called on both copies, and the reads do not bear it out.
    """
    for warning in finding.warnings:
        if getattr(warning, "id", "") in {SAME_BASES, HOMOZYGOUS_IN_DELETION}:
            return str(warning)
    homozygous, reads = finding.zygosity is Zygosity.HOMOZYGOUS, finding.mosaicism
    return reads.why if homozygous and reads and reads.answer is not Answer.NO else ""


def _is_near_coding(position: CodingPosition) -> bool:
    return not position.zone and abs(position.offset) <= _SPLICE_BASES


def _exon(finding: Finding, gene: Gene, coding: CodingName | None) -> int | None:
    """Return the exon that the coding name says on our transcript, else the one that is given."""
    if coding is None or gene.transcript is None or not _is_near_coding(coding.start):
        return finding.exon
    ours, theirs = gene.transcript.refseq.split(".")[0], finding.transcript.split(".")[0]
    if theirs not in {"", ours}:
        return finding.exon
    ends = [
        place_on_chromosome(gene.transcript, Assembly.GRCH38, end)
        for end in (coding.start, coding.end)
    ]
    return exon_at(gene, Assembly.GRCH38, min(ends), max(ends))


# --- the other changes of the person ---------------------------------------------------------


def _frequency_source(finding: Finding, library: Library) -> Source | None:
    """Return the file of frequencies on the build of the finding, None where there is none."""
    if finding.variant is None:
        return None
    return next(iter(library.frequency_sources.get(finding.variant.assembly, ())), None)


def _partners(
    finding: Finding, others: Sequence[Finding], pairs: Sequence[PhasedPair]
) -> Iterator[Partner]:
    for other in others:
        classification = other.classification
        counts = not other.withheld and not other.somatic and other.gene == finding.gene
        if counts and classification is not None and classification.is_disease_causing:
            yield _partner(finding, other, classification, pairs)


def _partner(
    finding: Finding,
    other: Finding,
    classification: Classification,
    pairs: Sequence[PhasedPair],
) -> Partner:
    """How two changes lie is read from the file or the parents, else taken from the report."""
    for pair in pairs if finding.variant is not None else ():
        if pair.other(finding.variant) == other.variant:
            phase = pair.phase
            told = say("{phase}: {reason}", phase=say(phase), reason=pair.why)
            return Partner(other.name, classification, phase.is_trans, phase.is_cis, told)
    stated = finding.phase or other.phase
    trans, cis = stated.startswith("in trans"), stated.startswith("in cis")
    told = stated if trans or cis else say("how the two lie is not known")
    return Partner(other.name, classification, trans, cis, told)
