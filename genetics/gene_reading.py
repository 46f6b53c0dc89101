"""Goes through the records of one gene: allele by allele, genotype by genotype, base by base."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from genetics.acmg.prediction import Prediction
from genetics.alleles import GeneAllele, alleles_of
from genetics.annotations import read_annotations
from genetics.callability import Threshold, regions_touched
from genetics.callable_beds import CallableBeds
from genetics.class_field import laboratory_class
from genetics.genotypes import Call, carriage
from genetics.inheritance import Sex
from genetics.interpretation import Outcome, outcome_of
from genetics.naming import name_of
from genetics.observations import Observation, Observations
from genetics.panel import Gene
from genetics.predictor_field import PredictorField, prediction_for
from genetics.read_bases import GeneRecords, Shown, is_reference_record
from genetics.readers.header import DeclaredField
from genetics.readers.records import Record
from genetics.readers.territory import gene_bounds
from genetics.readers.vcf import Reading
from genetics.results import Finding, ReadRecord
from genetics.sequence.slices import Slices
from genetics.spanned import with_deletions_named
from genetics.structural_records import is_structural
from genetics.variants import Assembly, Variant


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What holds for every record of a file: its build, who is who, and what is at hand.

    `in_full` are the people whose reference genotypes count as well: children and parents.
    `predictor` is where the scores of a predictor stand, if the user names it.
    """

    assembly: Assembly
    people: Mapping[str, Sex]
    lab_field: DeclaredField | None
    slices: Slices
    in_full: frozenset[str]
    predictor: PredictorField | None = None


@dataclass(slots=True)
class Seen:
    """What was seen of one gene in one sample; `absent`: alleles that a record calls absent."""

    findings: list[Finding] = field(default_factory=list)
    not_interpreted: list[ReadRecord] = field(default_factory=list)
    not_called: list[ReadRecord] = field(default_factory=list)
    absent: set[Variant] = field(default_factory=set)

    def add(self, allele: GeneAllele, outcome: Outcome, region: str) -> None:
        """Put down what became of one allele; `region` is what its record touches."""
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


@dataclass(frozen=True, slots=True)
class GeneReading:
    """One gene in one file: what was seen in each sample, and every observation behind it.

    `structural` are the alleles of all its records that are structural changes.
    """

    gene: Gene
    seen: Mapping[str, Seen]
    observations: Observations
    structural: tuple[GeneAllele, ...] = ()


def read_gene(gene: Gene, reading: Reading, so: Circumstances) -> GeneReading:
    """Go through the records of one gene, allele by allele, genotype by genotype."""
    bases = so.slices.of(gene.symbol, so.assembly)
    alleles = with_deletions_named(
        [
            allele
            for record in records_in(gene, so.assembly, reading)
            for allele in alleles_of(record, gene, so.assembly, bases)
        ]
    )
    times = Counter(allele.variant for allele in alleles)
    annotations = read_annotations(reading.header, reading.records)
    seen = {sample: Seen() for sample in so.people}
    observed: dict[tuple[str, Variant], list[Observation]] = defaultdict(list)
    for allele in alleles:
        lab = laboratory_class(reading.file, allele, so.lab_field) if so.lab_field else None
        region = _region_of(allele, so.assembly)
        naming = name_of(allele, annotations, bases) if allele.region else None
        scored = prediction_for(allele, so.predictor) if so.predictor and allele.region else None
        for genotype in allele.record.genotypes:
            sex = so.people[genotype.sample]
            read = carriage(genotype, allele.number, x_linked=gene.x_linked, sex=sex)
            outcome = _scored(outcome_of(allele, genotype, read, lab, naming), scored)
            seen[genotype.sample].add(allele, outcome, region)
            carried = read.call is not Call.ABSENT and allele.region
            if carried or genotype.sample in so.in_full:
                observation = Observation(allele, genotype, read)
                observed[genotype.sample, allele.variant].append(observation)
        if times[allele.variant] > 1:
            for sample in allele.record.plainly_reference:
                seen[sample].absent.add(allele.variant)
    kept = {key: tuple(observations) for key, observations in observed.items()}
    structural = tuple(filter(is_structural, alleles))
    return GeneReading(gene, seen, Observations(so.people, kept), structural)


def _scored(outcome: Outcome, scored: Prediction | None) -> Outcome:
    if scored is None or outcome.finding is None:
        return outcome
    return replace(outcome, finding=replace(outcome.finding, predictor=scored))


def records_in(gene: Gene, assembly: Assembly, reading: Reading) -> Iterator[Record]:
    """Yield the records that touch a gene, its promoter or its enhancers."""
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


def shown_in(
    gene: Gene, reading: Reading, so: Circumstances, threshold: Threshold, beds: CallableBeds
) -> dict[str, Shown]:
    """Return what is shown to have been read of one gene in each sample."""
    records: Sequence[Record] = tuple(
        record for record in records_in(gene, so.assembly, reading) if record.support
    )
    elsewhere = any(is_reference_record(record) for record in reading.records)
    of_gene = GeneRecords(gene, so.assembly, tuple(records), elsewhere)
    return {
        sample: of_gene.shown(number, sex, threshold, beds.of(sample))
        for number, (sample, sex) in enumerate(so.people.items())
    }
