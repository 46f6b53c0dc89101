"""What to doubt of a whole file: its chromosomes, its people, calls without reads, sexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from genetics.gene_reading import Circumstances, GeneReading, records_in
from genetics.genotypes import MALE_HET_X, MALE_HET_X_REASONS, SEX_CONFLICT, copies_of
from genetics.inheritance import Sex
from genetics.kin.parents import Parents
from genetics.messages import Message
from genetics.panel import Panel
from genetics.phrases import say
from genetics.readers.vcf import Reading
from genetics.variants import Assembly


def scan_warnings(
    panel: Panel,
    reading: Reading,
    so: Circumstances,
    sexes: Mapping[str, Sex] | None,
    kin: Mapping[str, Parents],  # noqa: ARG001 - for the Mendelian errors
    genes: Sequence[GeneReading],
) -> Iterator[str]:
    """Yield all that is to be doubted of the file as a whole."""
    yield from _other_chromosomes(panel, reading)
    yield from _not_in_pedigree(so.people, sexes)
    yield from _depth_zero(genes)
    yield from _x_ploidy(panel, so.assembly, reading, so.people)


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


def _depth_zero(genes: Sequence[GeneReading]) -> Iterator[str]:
    """Name each allele that a genotype names although no read was there to see it."""
    for gene in genes:
        for sample, seen in gene.seen.items():
            for read in seen.not_called:
                if any(copy for copy in copies_of(read.genotype) or ()):
                    yield say(
                        "sample {sample}, {gene} {variant}: {reason}",
                        sample=sample,
                        gene=gene.gene.symbol,
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
        for record in records_in(gene, assembly, reading)
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
            yield Message(f"{SEX_CONFLICT}: {told}", SEX_CONFLICT)
        if sex is Sex.MALE and heterozygous:
            told = say(
                "sample {sample} is recorded as male; {count} of {all} genotypes in the X genes "
                "are heterozygous: {reasons}",
                sample=sample,
                count=heterozygous,
                all=len(called),
                reasons=say(MALE_HET_X_REASONS),
            )
            yield Message(f"{MALE_HET_X}: {told}", MALE_HET_X)
