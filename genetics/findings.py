"""From a VCF to what was found in each person, gene by gene, and what was not looked at.

The story, in the order in which it happens:

1. The records that lie in a gene of the panel are read, by the way in that fits the file.
2. The genome build is taken from the user or concluded from signs that agree; else the file
   is refused. Where the laboratory has added its reference, every REF must be found there.
3. Each record is split into its alleles, and each allele is written the shortest way and,
   with the reference, furthest left.
4. Each genotype makes of each allele a finding, a record that is only read, or a no-call.
5. A finding gets its name, from the reference, the laboratory's annotation, its place, or a
   publication (``naming.py``), and the class that is on file for the same allele and the
   class of the laboratory, which goes first.
6. What relatives in the same file tell is added: how two changes lie to each other, from
   whom they come, whether one is new (``kin``). Then two changes of one codon get the name
   that they have together, or keep their own (``shared_codons``).
7. Each finding is looked up in the laboratory's library, a class is proposed from criteria
   with their reasons (``acmg``), and a second reader reads the raw record again.
8. For each gene it is counted which bases are shown to have been read: by reference blocks,
   by the sites of an all-sites file, or by a BED of the laboratory.
9. For each gene one of four words is said. A plain VCF tells what differs from the
   reference, not what was read: here a gene is *found* or *not assessed*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from genetics.acmg.prediction import Predictor
from genetics.acmg.proposals import with_proposals
from genetics.builds import Conclusion, KnownGenome, conclude, signs_in
from genetics.callability import Threshold, word_for
from genetics.callable_beds import CallableBeds, read_callable, rule_in_words
from genetics.class_field import class_field_of
from genetics.errors import InputRejected
from genetics.gene_reading import Circumstances, GeneReading, Seen, read_gene, shown_in
from genetics.inheritance import Sex
from genetics.inside_deletions import doubted_in_deletions
from genetics.interpretation import settled
from genetics.kin.family_reading import family_reading
from genetics.kin.parents import NO_PARENTS, Parents
from genetics.library.library import NOTHING_ADDED, Library
from genetics.library.lookup import looked_up
from genetics.panel import Gene, Panel
from genetics.phrases import say
from genetics.predictor_field import predictor_field_of
from genetics.read_bases import Shown
from genetics.readers.header import plain_chromosome
from genetics.readers.territory import territory_of
from genetics.readers.vcf import Reading, read_vcf
from genetics.reference.tables import load_contig_lengths, load_reference_bases
from genetics.results import Finding, Findings, GeneResult, GeneStatus, KeptLines, SampleResult
from genetics.scan_warnings import scan_warnings
from genetics.second_reader import SecondReader
from genetics.sequence.reference_check import require_reference
from genetics.shared_codons import in_shared_codons
from genetics.structural import StructuralFinding, structural_in_words
from genetics.structural_calls import structural_findings
from genetics.variants import Assembly


def find(
    vcf: str | Path,
    panel: Panel,
    *,
    assembly: Assembly | None = None,
    sexes: Mapping[str, Sex] | None = None,
    samples: Sequence[str] | None = None,
    parents: Mapping[str, Parents] | None = None,
    class_field: str | None = None,
    depth: int | None = None,
    quality: int | None = None,
    callable: str | Path | CallableBeds | None = None,
    library: Library = NOTHING_ADDED,
    predictor: Predictor | None = None,
    trust_sorted: bool = False,
) -> Findings:
    """Return what one VCF or BCF ("-": standard input) shows in the genes of the panel.

    `assembly` is the build as the user states it, `sexes` the recorded sex of each sample,
    `samples` those to report on (None: all), `parents` who is whose child (those whom the
    file holds are read with the child), and `class_field` the INFO field that holds the
    laboratory's own class. A base counts as read from `depth` reads and a genotype `quality`
    on (None: the defaults, said to be assumed); `callable` is a BED file of the bases that
    the laboratory could call; `library` what it has added of its own; `predictor` the field
    with the scores of a predictor, and the laboratory's limits for them; `trust_sorted` lets a
    file without index be read only about the genes. Raises SideroscreenError for what the user
    can mend.
    """
    territory = territory_of(panel)
    threshold = Threshold(depth, quality)
    if not isinstance(callable, CallableBeds):
        callable = read_callable(territory, callable, {})
    kin = _kin_of(samples, parents or {})
    in_full = frozenset(kin).union(*kin.values())
    reading = read_vcf(vcf, territory, samples, in_full, trust_sorted=trust_sorted)
    build = _build_of(reading, assembly)
    require_reference(reading, panel, build.assembly, library.slices)
    lab_field = class_field_of(reading, class_field) if class_field else None
    people = {sample: (sexes or {}).get(sample, Sex.UNKNOWN) for sample in reading.samples}
    scores = predictor_field_of(reading, predictor) if predictor else None
    so = Circumstances(build.assembly, people, lab_field, library.slices, in_full, scores)
    genes = [read_gene(gene, reading, so) for gene in panel.scanned]
    shown = [shown_in(gene, reading, so, threshold, callable) for gene in panel.scanned]
    second = SecondReader(reading)
    return Findings(
        file=reading.file,
        assembly=build.assembly,
        assembly_signs=build.signs,
        records_read=reading.records_read,
        samples=tuple(
            SampleResult(
                sample,
                sex,
                tuple(
                    _gene_result(
                        _Question(sample, sex, kin.get(sample, NO_PARENTS), gene, read[sample]),
                        reading,
                        library,
                        second,
                    )
                    for gene, read in zip(genes, shown, strict=True)
                ),
                rule_in_words(threshold, callable.of(sample)),
                threshold.depth,
            )
            for sample, sex in people.items()
            if samples is None or sample in samples
        ),
        warnings=(
            *reading.warnings,
            *build.doubts,
            *scan_warnings(panel, reading, so, sexes, kin, genes),
            *callable.doubts(panel, build.assembly, people),
        ),
        how_read=reading.how,
        sources=library.sources,
        kept=KeptLines(
            reading.header.lines, tuple(record.raw for record in reading.records if record.kept)
        ),
    )


def _kin_of(samples: Sequence[str] | None, parents: Mapping[str, Parents]) -> dict[str, Parents]:
    """Return the parents of those who are reported on, if any parent has a sample."""
    return {
        child: of
        for child, of in parents.items()
        if any(of) and (samples is None or child in samples)
    }


def _build_of(reading: Reading, stated: Assembly | None) -> Conclusion:
    lengths = [
        (plain_chromosome(contig), length)
        for contig, length in reading.header.contigs.items()
        if length is not None
    ]
    refs = [(record.chrom, record.pos, record.ref) for record in reading.records]
    known = KnownGenome(load_contig_lengths(), load_reference_bases())
    signs = signs_in(lengths, reading.header.lines, refs, known)
    try:
        return conclude(reading.file, signs, stated)
    except InputRejected as error:
        # Sites alone say nothing of anybody: what speaks against the build is said, no more.
        if reading.samples or stated is None:
            raise
        return Conclusion(stated, (), tuple(mistake.what for mistake in error.mistakes))


# --- one gene in one sample ---


@dataclass(frozen=True, slots=True)
class _Question:
    """One gene of one person: what the records showed, and which bases were read."""

    sample: str
    sex: Sex
    parents: Parents
    reading: GeneReading
    shown: Shown

    @property
    def gene(self) -> Gene:
        return self.reading.gene

    @property
    def seen(self) -> Seen:
        return self.reading.seen[self.sample]


def _gene_result(
    question: _Question, reading: Reading, library: Library, second: SecondReader
) -> GeneResult:
    gene, seen = question.gene, question.seen
    family = family_reading(
        settled(seen.findings, seen.absent),
        question.sample,
        question.parents,
        question.reading.observations,
    )
    found = in_shared_codons(family.findings, family.pairs, gene, library.slices)
    structural = structural_findings(question.reading, question.sample)
    found = looked_up(doubted_in_deletions(found, structural), library)
    found = with_proposals(found, family.pairs, gene, question.sex, library)
    findings = second.checked(found, question.sample, question.reading.observations)
    status, reason = _status(gene, findings, seen, question.shown, reading, structural)
    return GeneResult(
        gene.symbol,
        status,
        reason,
        findings,
        tuple(seen.not_interpreted),
        tuple(seen.not_called),
        question.shown.rows,
        family.pairs,
        structural,
    )


def _status(
    gene: Gene,
    findings: Sequence[Finding],
    seen: Seen,
    shown: Shown,
    reading: Reading,
    structural: Sequence[StructuralFinding],
) -> tuple[GeneStatus, str]:
    """Return the word for a gene and the reason for it, case by case.

    - A finding of class P, LP or VUS, also a withheld one: found.
    - Findings of class LB or B only: they are listed, but do not answer for the disease; the
      word is that of what was read.
    - Nothing says what was read, as in a plain VCF: not assessed.
    - Otherwise what was read decides (``genetics.callability.word_for``), but a structural
      change that touches an exon or region, or may do so, leaves it partly assessed at most.
    """
    status, reasons = _word_of_reading(seen, shown)
    if touching := structural_in_words(structural):
        reasons.append(touching)
        if status is GeneStatus.NOTHING_FOUND:
            status = GeneStatus.PARTLY_ASSESSED
    if other := reading.named_otherwise(gene.chromosome):
        unread = say(
            "no record was read on chromosome {chromosome}, which the file may name {contig}",
            chromosome=gene.chromosome,
            contig=other,
        )
        reasons.insert(0, unread)
    elif gene.chromosome not in reading.chromosomes:
        no_record = say(
            "the file has no record on chromosome {chromosome}", chromosome=gene.chromosome
        )
        reasons.insert(0, no_record)
    if seen.not_called:
        reasons.append(say("alleles not called: {count}", count=len(seen.not_called)))
    benign = [finding for finding in findings if _is_benign(finding)]
    if len(findings) > len(benign):
        counted = len(findings) - len(benign)
        return GeneStatus.FOUND, "; ".join([say("{count} found", count=counted), *reasons])
    if benign:
        reasons.insert(0, say("{count} found, of class LB or B only", count=len(benign)))
    return status, "; ".join(reasons)


def _word_of_reading(seen: Seen, shown: Shown) -> tuple[GeneStatus, list[str]]:
    if not shown.rows:
        return GeneStatus.NOT_ASSESSED, [shown.why_nothing]
    status, reason = word_for(shown.rows, sum(bool(read.region) for read in seen.not_interpreted))
    return status, [reason]


def _is_benign(finding: Finding) -> bool:
    classification = finding.classification
    return classification is not None and classification.side == "LB/B" and not finding.withheld
