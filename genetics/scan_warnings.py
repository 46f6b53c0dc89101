"""What to doubt of a whole file: its chromosomes, its people, calls without reads, sexes, kin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from genetics.allele_reads import noted_beside_reference
from genetics.answers import Answer
from genetics.gene_reading import Circumstances, GeneReading, records_in
from genetics.genotypes import (
    MALE_HET_X,
    MALE_HET_X_REASONS,
    SEX_CONFLICT,
    Genotype,
    copies_of,
)
from genetics.inheritance import Sex
from genetics.kin.descent import place_of
from genetics.kin.mendel import (
    MENDELIAN_ERROR,
    Copies,
    can_come_from,
    copies_called,
    mendelian_error,
)
from genetics.kin.parents import Parents
from genetics.kin.sexes import SexCounts, looks_like, sex_mismatch
from genetics.messages import Message, Severity
from genetics.panel import Panel
from genetics.phrases import say
from genetics.readers.records import Record
from genetics.readers.vcf import Reading
from genetics.variants import Assembly

READS_BESIDE_REFERENCE = "READS_BESIDE_REFERENCE"

# So many errors of one child, and so many notes of one person, are told place by place, the rest
# by their number: our own choice.
_TOLD = 20

# Two copies of the reference: most genotypes of a cohort, and none that tells of a sex.
_TELLS_NO_SEX = frozenset({"0/0", "0|0"})


def scan_warnings(
    panel: Panel,
    reading: Reading,
    so: Circumstances,
    sexes: Mapping[str, Sex] | None,
    kin: Mapping[str, Parents],
    genes: Sequence[GeneReading],
) -> Iterator[str]:
    """Yield all that is to be doubted of the file as a whole."""
    yield from _other_chromosomes(panel, reading)
    yield from _not_in_pedigree(so.people, sexes)
    yield from _depth_zero(genes)
    yield from _reads_beside_reference(panel, reading, so)
    yield from _x_ploidy(panel, so.assembly, reading, so.people)
    yield from _other_sex(panel, reading, so)
    yield from _mendelian_errors(panel, reading, so, kin)


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


def _reads_beside_reference(panel: Panel, reading: Reading, so: Circumstances) -> Iterator[Message]:
    """Note each allele that some reads show where the genotype says reference, in what is read.

    It may be a mosaic, another person's DNA, or an error; the word for the gene stays as it is.
    """
    told = Counter[str]()
    for gene in panel.scanned:
        for record in records_in(gene, so.assembly, reading):
            for one, allele, note in _noted(record):
                told[one.sample] += 1
                if told[one.sample] <= _TOLD:
                    text = say(
                        "sample {sample}, {gene} {place} {ref}>{alt}: {note}",
                        sample=one.sample,
                        gene=gene.symbol,
                        place=f"{record.chrom}:{record.pos}",
                        ref=record.ref,
                        alt=record.alts[allele - 1],
                        note=note,
                    )
                    yield Message(text, READS_BESIDE_REFERENCE, Severity.NOTE, one.sample)
    for sample, count in told.items():
        if count > _TOLD:
            text = say(
                "sample {sample}: {count} more alleles that some reads show though the genotype "
                "says reference",
                sample=sample,
                count=count - _TOLD,
            )
            yield Message(text, READS_BESIDE_REFERENCE, Severity.NOTE, sample)


def _noted(record: Record) -> Iterator[tuple[Genotype, int, str]]:
    """Yield genotype, allele and note; none where no base must be read, or no read was there."""
    for one in record.genotypes if record.support else ():
        if set(one.copies) == {0} and one.depth != 0:
            for allele in range(1, len(record.alts) + 1):
                if note := noted_beside_reference(one.reads_of(allele), one.text):
                    yield one, allele, note


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
        if sex is Sex.UNKNOWN:
            continue
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


def _other_sex(panel: Panel, reading: Reading, so: Circumstances) -> Iterator[Message]:
    """Say where the genotypes in the X genes look like the other sex."""
    counts = {sample: SexCounts() for sample in so.people}
    for gene in panel.scanned:
        if gene.x_linked:
            for record in records_in(gene, so.assembly, reading):
                place = place_of(record.chrom, record.pos, so.assembly)
                without = _without_reads(record)
                for sample, text in zip(so.people, record.texts, strict=True):
                    if text not in _TELLS_NO_SEX and sample not in without:
                        counts[sample].see(copies_called(text, record.alts), place)
    for sample, sex in so.people.items():
        if told := sex_mismatch(sample, sex, looks_like(counts[sample])):
            yield told


def _mendelian_errors(
    panel: Panel, reading: Reading, so: Circumstances, kin: Mapping[str, Parents]
) -> Iterator[Message]:
    """Name each place in the genes where a child's genotype cannot come from its parents'.

    All records within the bounds of a gene count, those outside the regions of interest and
    those that failed a filter as well.
    """
    for child, parents in kin.items():
        if child not in so.people:
            continue
        errors = [
            _error_at(gene.symbol, record, child, parents, so.people)
            for gene in panel.scanned
            for record in records_in(gene, so.assembly, reading)
            if _is_error(record, child, parents, so)
        ]
        yield from errors[:_TOLD]
        if len(errors) > _TOLD:
            text = say(
                "{id}: sample {sample}: {count} more places in these genes at which the genotype "
                "cannot come from the parents; the samples may be mixed up",
                id=MENDELIAN_ERROR,
                sample=child,
                count=len(errors) - _TOLD,
            )
            yield Message(text, MENDELIAN_ERROR)


def _is_error(record: Record, child: str, parents: Parents, so: Circumstances) -> bool:
    trio = {child, *parents}
    called = _called(record, {one: n for n, one in enumerate(so.people) if one in trio})
    mother, father = (called.get(one) if one else None for one in (parents.mother, parents.father))
    place = place_of(record.chrom, record.pos, so.assembly)
    sex = so.people[child]
    return can_come_from(called[child], mother, father, place, sex) is Answer.NO


def _called(record: Record, numbers: Mapping[str, int]) -> dict[str, Copies]:
    """Return what is called of samples, given by their numbers; nothing where no read was there."""
    without = _without_reads(record)
    return {
        sample: () if sample in without else copies_called(record.texts[number], record.alts)
        for sample, number in numbers.items()
    }


def _without_reads(record: Record) -> set[str]:
    return {one.sample for one in record.genotypes if one.depth == 0 or one.why_not}


def _error_at(
    gene: str, record: Record, child: str, parents: Parents, people: Mapping[str, Sex]
) -> Message:
    texts = dict(zip(people, record.texts, strict=True))
    where = f"{gene} {record.chrom}:{record.pos} {record.ref}>{','.join(record.alts) or '.'}"
    mother, father = (texts.get(one) if one else None for one in (parents.mother, parents.father))
    return mendelian_error(child, parents, where, (texts[child], mother, father))
