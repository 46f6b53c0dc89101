"""From a VCF to what was found in each person, gene by gene, and what was not looked at.

The story, in the order in which it happens:

1. The records that lie in a gene of the panel are read, by the way in that fits the file.
2. The genome build is taken from the user or concluded from signs that agree; else the file
   is refused.
3. Each record is split into its alleles, and each allele is written the shortest way.
4. Each genotype makes of each allele a finding, a record that is only read, or a no-call.
5. A finding gets its name, from the laboratory's annotation, its place, or a publication
   (``naming.py``), and the class that is on file for the same allele and the class of the
   laboratory, which goes first.
6. For each gene it is counted which bases are shown to have been read: by reference blocks,
   by the sites of an all-sites file, or by a BED of the laboratory.
7. For each gene one of four words is said. A plain VCF tells what differs from the
   reference, not what was read: here a gene is *found* or *not assessed*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from genetics.alleles import GeneAllele, alleles_of
from genetics.annotations import read_annotations
from genetics.builds import Conclusion, KnownGenome, conclude, signs_in
from genetics.callability import Threshold, regions_touched, word_for
from genetics.callable_beds import CallableBeds, read_callable, rule_in_words
from genetics.class_field import class_field_of, laboratory_class
from genetics.genotypes import MALE_HET_X, MALE_HET_X_REASONS, SEX_CONFLICT, copies_of
from genetics.inheritance import Sex
from genetics.interpretation import Outcome, outcome_of, settled
from genetics.naming import name_of
from genetics.panel import Gene, Panel
from genetics.phrases import say
from genetics.read_bases import GeneRecords, Shown, is_reference_record
from genetics.readers.header import DeclaredField, plain_chromosome
from genetics.readers.records import Record
from genetics.readers.territory import gene_bounds, territory_of
from genetics.readers.vcf import Reading, read_vcf
from genetics.reference.tables import load_contig_lengths, load_reference_bases
from genetics.results import Finding, Findings, GeneResult, GeneStatus, ReadRecord, SampleResult
from genetics.variants import Assembly, Variant


def find(
    vcf: str | Path,
    panel: Panel,
    *,
    assembly: Assembly | None = None,
    sexes: Mapping[str, Sex] | None = None,
    samples: Sequence[str] | None = None,
    class_field: str | None = None,
    depth: int | None = None,
    quality: int | None = None,
    callable: str | Path | CallableBeds | None = None,
) -> Findings:
    """Return what one VCF or BCF ("-": standard input) shows in the genes of the panel.

    `assembly` is the build as the user states it, `sexes` the recorded sex of each sample,
    `samples` those to report on (None: all), and `class_field` the INFO field that holds
    the laboratory's own class. A base counts as read from `depth` reads and a genotype
    `quality` on (None: the defaults, said to be assumed); `callable` is a BED file of the
    bases that the laboratory could call. Raises SideroscreenError for what the user can mend.
    """
    territory = territory_of(panel)
    threshold = Threshold(depth, quality)
    if not isinstance(callable, CallableBeds):
        callable = read_callable(territory, callable, {})
    reading = read_vcf(vcf, territory, samples)
    build = _build_of(reading, assembly)
    lab_field = class_field_of(reading, class_field) if class_field else None
    people = {sample: (sexes or {}).get(sample, Sex.UNKNOWN) for sample in reading.samples}
    genes = [
        (gene, _seen_in(gene, build.assembly, reading, people, lab_field)) for gene in panel.scanned
    ]
    read = [
        _shown_in(gene, build.assembly, reading, people, threshold, callable)
        for gene in panel.scanned
    ]
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
                    _gene_result(gene, seen[sample], shown[sample], reading)
                    for (gene, seen), shown in zip(genes, read, strict=True)
                ),
                rule_in_words(threshold, callable.of(sample)),
                threshold.depth,
            )
            for sample, sex in people.items()
        ),
        warnings=(
            *reading.warnings,
            *build.doubts,
            *_other_chromosomes(panel, reading),
            *_not_in_pedigree(people, sexes),
            *_depth_zero(genes),
            *_x_ploidy(panel, build.assembly, reading, people),
            *callable.doubts(panel, build.assembly, people),
        ),
        how_read=reading.how,
    )


def _build_of(reading: Reading, stated: Assembly | None) -> Conclusion:
    lengths = [
        (plain_chromosome(contig), length)
        for contig, length in reading.header.contigs.items()
        if length is not None
    ]
    refs = [(record.chrom, record.pos, record.ref) for record in reading.records]
    known = KnownGenome(load_contig_lengths(), load_reference_bases())
    return conclude(reading.file, signs_in(lengths, reading.header.lines, refs, known), stated)


# --- one gene in all samples ---


@dataclass(slots=True)
class _Seen:
    """What was seen of one gene in one sample; `absent`: alleles that a record calls absent."""

    findings: list[Finding] = field(default_factory=list)
    not_interpreted: list[ReadRecord] = field(default_factory=list)
    not_called: list[ReadRecord] = field(default_factory=list)
    absent: set[Variant] = field(default_factory=set)

    def add(self, allele: GeneAllele, outcome: Outcome, region: str) -> None:
        if outcome.finding is not None:
            self.findings.append(outcome.finding)
        elif outcome.not_interpreted is not None:
            touched = region if allele.why_not else ""
            self.not_interpreted.append(_placed(outcome.not_interpreted, touched))
        elif outcome.not_called is not None:
            self.not_called.append(_placed(outcome.not_called, region))
        else:
            self.absent.add(allele.variant)


def _placed(record: ReadRecord, region: str) -> ReadRecord:
    return replace(record, region=region) if region else record


def _seen_in(
    gene: Gene,
    assembly: Assembly,
    reading: Reading,
    people: Mapping[str, Sex],
    lab_field: DeclaredField | None,
) -> dict[str, _Seen]:
    """Go through the records of one gene, allele by allele, genotype by genotype."""
    alleles = [
        allele
        for record in _records_in(gene, assembly, reading)
        for allele in alleles_of(record, gene, assembly)
    ]
    times = Counter(allele.variant for allele in alleles)
    annotations = read_annotations(reading.header, reading.records)
    seen = {sample: _Seen() for sample in people}
    for allele in alleles:
        lab = laboratory_class(reading.file, allele, lab_field) if lab_field else None
        region = _region_of(allele, assembly)
        naming = name_of(allele, annotations) if allele.region else None
        for genotype in allele.record.genotypes:
            outcome = outcome_of(allele, genotype, people[genotype.sample], lab, naming)
            seen[genotype.sample].add(allele, outcome, region)
        if times[allele.variant] > 1:
            for sample in allele.record.plainly_reference:
                seen[sample].absent.add(allele.variant)
    return seen


def _records_in(gene: Gene, assembly: Assembly, reading: Reading) -> Iterator[Record]:
    bounds = gene_bounds(gene, assembly)
    for record in reading.records:
        if bounds is not None and bounds.overlaps(record.chrom, record.pos, record.end):
            yield record


def _region_of(allele: GeneAllele, assembly: Assembly) -> str:
    """Return the names of the regions of interest that the record of an allele touches."""
    record = allele.record
    if not record.support:
        return ""
    return regions_touched(allele.gene, assembly, record.pos, record.end)


def _shown_in(
    gene: Gene,
    assembly: Assembly,
    reading: Reading,
    people: Mapping[str, Sex],
    threshold: Threshold,
    beds: CallableBeds,
) -> dict[str, Shown]:
    """Return what is shown to have been read of one gene in each sample."""
    records = tuple(record for record in _records_in(gene, assembly, reading) if record.support)
    elsewhere = any(is_reference_record(record) for record in reading.records)
    of_gene = GeneRecords(gene, assembly, records, elsewhere)
    return {
        sample: of_gene.shown(number, sex, threshold, beds.of(sample))
        for number, (sample, sex) in enumerate(people.items())
    }


def _gene_result(gene: Gene, seen: _Seen, shown: Shown, reading: Reading) -> GeneResult:
    findings = settled(seen.findings, seen.absent)
    status, reason = _status(gene, findings, seen, shown, reading)
    return GeneResult(
        gene.symbol,
        status,
        reason,
        findings,
        tuple(seen.not_interpreted),
        tuple(seen.not_called),
        shown.rows,
    )


def _status(
    gene: Gene, findings: Sequence[Finding], seen: _Seen, shown: Shown, reading: Reading
) -> tuple[GeneStatus, str]:
    """Return the word for a gene and the reason for it, case by case.

    - A finding of class P, LP or VUS, also a withheld one: found.
    - Findings of class LB or B only: they are listed, but do not answer for the disease; the
      word is that of what was read.
    - Nothing says what was read, as in a plain VCF: not assessed.
    - Otherwise what was read decides (``genetics.callability.word_for``).
    """
    status, reasons = _word_of_reading(seen, shown)
    if gene.chromosome not in reading.chromosomes:
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


def _word_of_reading(seen: _Seen, shown: Shown) -> tuple[GeneStatus, list[str]]:
    if not shown.rows:
        return GeneStatus.NOT_ASSESSED, [shown.why_nothing]
    status, reason = word_for(shown.rows, sum(bool(read.region) for read in seen.not_interpreted))
    return status, [reason]


def _is_benign(finding: Finding) -> bool:
    classification = finding.classification
    return classification is not None and classification.side == "LB/B" and not finding.withheld


# --- what to doubt ---


def _other_chromosomes(panel: Panel, reading: Reading) -> Iterator[str]:
    """Say when no gene's chromosome is in the file: its contigs may have other names."""
    sought = sorted({gene.chromosome for gene in panel.scanned})
    if reading.chromosomes and not reading.chromosomes.intersection(sought):
        there = ", ".join(sorted(reading.chromosomes)[:5])
        yield say(
            "no record is on a chromosome of these genes ({chromosomes}, with or without "
            '"chr"); the file names {there}',
            chromosomes=", ".join(sought),
            there=there,
        )


def _not_in_pedigree(people: Mapping[str, Sex], sexes: Mapping[str, Sex] | None) -> Iterator[str]:
    if sexes is None:
        return
    for sample in people:
        if sample not in sexes:
            yield say("sample {sample} is not in the pedigree: its sex is not known", sample=sample)


def _depth_zero(genes: Sequence[tuple[Gene, Mapping[str, _Seen]]]) -> Iterator[str]:
    """Name each allele that a genotype names although no read was there to see it."""
    for gene, by_sample in genes:
        for sample, seen in by_sample.items():
            for read in seen.not_called:
                if any(copy for copy in copies_of(read.genotype) or ()):
                    yield say(
                        "sample {sample}, {gene} {variant}: {reason}",
                        sample=sample,
                        gene=gene.symbol,
                        variant=read.variant,
                        reason=read.why,
                    )


def _x_ploidy(
    panel: Panel, assembly: Assembly, reading: Reading, people: Mapping[str, Sex]
) -> Iterator[str]:
    """Say where the number of copies on X speaks against the recorded sex.

    All genotypes in the X genes are counted, those outside the regions of interest as well.
    """
    records = [
        (record, record.without_reads)
        for gene in panel.scanned
        if gene.x_linked
        for record in _records_in(gene, assembly, reading)
    ]
    for number, (sample, sex) in enumerate(people.items()):
        called = [
            copies
            for record, without_reads in records
            if sample not in without_reads
            and (copies := copies_of(record.texts[number]))
            and None not in copies
        ]
        haploid = sum(len(copies) == 1 for copies in called)
        heterozygous = sum(len(set(copies)) > 1 for copies in called)
        if sex is Sex.FEMALE and haploid:
            told = say(
                "sample {sample} is recorded as female; {count} of {all} genotypes in the X "
                "genes have a single copy",
                sample=sample,
                count=haploid,
                all=len(called),
            )
            yield f"{SEX_CONFLICT}: {told}"
        if sex is Sex.MALE and heterozygous:
            told = say(
                "sample {sample} is recorded as male; {count} of {all} genotypes in the X genes "
                "are heterozygous: {reasons}",
                sample=sample,
                count=heterozygous,
                all=len(called),
                reasons=say(MALE_HET_X_REASONS),
            )
            yield f"{MALE_HET_X}: {told}"
