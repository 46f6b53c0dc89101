"""Why a record is in the result, or why it is not: every step that kept it or dropped it.

The steps are those of ``genetics.findings``, in its order. What became of an allele in each
person is read off the very same scan, so an explanation cannot say anything but the result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from genetics.alleles import GeneAllele, alleles_of
from genetics.callability import regions_touched
from genetics.errors import InputRejected, Mistake, SideroscreenError, UsageError
from genetics.intervals import Interval
from genetics.panel import Gene, Panel
from genetics.phrases import marked, say
from genetics.read_bases import is_reference_record
from genetics.readers.header import plain_chromosome
from genetics.readers.records import Record
from genetics.readers.territory import Territory, gene_bounds, territory_of
from genetics.readers.vcf import SITES_ONLY, Reading, read_header, read_vcf
from genetics.results import Finding, Findings, GeneResult, ReadRecord, SampleResult
from genetics.sequence.slices import Slices
from genetics.variants import Assembly

# Letters of bases (IUPAC), and ALT as VCF writes it: also ``*``, ``<DEL>`` and breakends.
_LETTERS = r"[ACGTRYSWKMBDHVNacgtryswkmbdhvn]+"
_ALT = rf"{_LETTERS}\.?|\.{_LETTERS}|\*|<[^<>\s]+>|[A-Za-z.]*[\[\]]\S+[\[\]][A-Za-z.]*"
_PLACE = re.compile(
    r"(?P<chrom>[^:\s]+):(?P<pos>\d[\d,]{0,14})"
    rf"(?:[:\s](?P<ref>{_LETTERS})[:>](?P<alt>{_ALT}))?"
)


class Verdict(StrEnum):
    """What a step does to the record."""

    KEPT = marked("kept")
    DROPPED = marked("dropped")
    NOTED = marked("noted")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is about (file, gene, record, allele, a person), and what came of it."""

    about: str
    verdict: Verdict
    told: str


@dataclass(frozen=True, slots=True)
class Place:
    """One base of a chromosome (1-based, named without "chr"); `ref` and `alt` if one is meant."""

    chrom: str
    pos: int
    ref: str = ""
    alt: str = ""

    def __str__(self) -> str:
        change = f" {self.ref}>{self.alt}" if self.alt else ""
        return f"{self.chrom}:{self.pos}{change}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """All steps at one place of one file."""

    file: str
    place: Place
    steps: tuple[Step, ...]


def read_place(text: str) -> Place:
    """Read ``chrX:55014829``, ``X:55,014,829`` or ``chrX:55014829:C:T``. Raises UsageError."""
    found = _PLACE.fullmatch(text.strip())
    if found is None:
        what = f"{text!r} is not a place"
        raise UsageError(Mistake(what, "write chromosome and position: chrX:55014829"))
    pos = int(found["pos"].replace(",", ""))
    ref, alt = (found["ref"] or "").upper(), (found["alt"] or "").upper()
    return Place(plain_chromosome(found["chrom"]), pos, ref, alt)


def explain(
    vcf: str | Path,
    place: Place,
    panel: Panel,
    scan: Callable[[str | Path], Findings],
    slices: Slices,
    samples: Sequence[str] = (),
) -> Explanation:
    """Return every step that kept or dropped what the file says of a place, case by case.

    - The file is refused: that is the one step, with its reason.
    - The place lies in none of the genes: nothing there is looked at, on either build or on
      this one only.
    - No record speaks of it: what stands nearest, and that this is no reference call.
    - Else each record, each of its alleles, and each person in whom it was looked at; of a record
      that has not the allele asked for, that it has not; of sites alone, that there is nobody.

    `scan` is the scan whose result is explained, of these `samples` (none: all); the file is
    read twice, so it must be a file. Raises InputRejected where it holds no such sample.
    """
    if str(vcf) == "-":
        what = "standard input cannot be read twice"
        raise UsageError(Mistake(what, "write it to a file and explain that"))
    _require_samples(vcf, samples)
    try:
        found = scan(vcf)
        reading = read_vcf(vcf, _with_place(territory_of(panel), place))
    except SideroscreenError as error:
        refused = tuple(
            Step(say("file"), Verdict.DROPPED, say("refused whole: {reason}", reason=mistake))
            for mistake in error.mistakes
        )
        return Explanation(str(vcf), place, refused)
    at = _AtPlace(place, panel, found, reading, slices)
    return Explanation(found.file, place, tuple(at.steps()))


def _require_samples(vcf: str | Path, samples: Sequence[str]) -> None:
    """Refuse a sample that is not in the file: who is asked for is no step of the scan."""
    try:
        held = read_header(vcf).samples if samples else ()
    except SideroscreenError:
        return  # The scan says what is wrong with the file.
    absent = [sample for sample in samples if sample not in held]
    if absent:
        what = f"sample {', '.join(absent)} is not in the file"
        raise InputRejected(Mistake(what, f"it holds {', '.join(held) or 'none'}", str(vcf)))


def _with_place(territory: Territory, place: Place) -> Territory:
    """Let the place be read even where no gene lies, so that its records can be shown."""
    here = (*territory.stretches.get(place.chrom, ()), Interval(place.chrom, place.pos, place.pos))
    return Territory({**territory.stretches, place.chrom: here}, territory.required)


@dataclass(frozen=True, slots=True)
class _AtPlace:
    """One place of one file, with the scan that is explained."""

    place: Place
    panel: Panel
    found: Findings
    reading: Reading
    slices: Slices

    def steps(self) -> Iterator[Step]:
        """Yield the steps in the order in which a scan takes them."""
        yield from self._of_file()
        genes = [gene for gene in self.panel.scanned if self._lies_in(gene, self.found.assembly)]
        records = [one for one in self.reading.records if self._speaks_of_it(one, genes)]
        yield from self._of_genes(genes)
        if not records:
            yield from self._without_record()
        for record in records:
            yield self._of_record(record, genes)
            meant = [allele for gene in genes for allele in self._meant(record, gene)]
            for allele in meant:
                yield from self._of_allele(allele)
            if genes and not meant:
                yield self._without_allele(record)
        for gene in genes:
            for sample in self.found.samples:
                yield _of_gene_word(gene, sample)

    def _of_file(self) -> Iterator[Step]:
        told = say(
            "read {how}; {count} records looked at",
            how=self.found.how_read,
            count=self.found.records_read,
        )
        yield Step(say("file"), Verdict.KEPT, told)
        signs = "; ".join(self.found.assembly_signs)
        build = say("{build} ({signs})", build=self.found.assembly, signs=signs)
        yield Step(say("build"), Verdict.KEPT, build)
        if not self.reading.samples:
            yield Step(say("file"), Verdict.NOTED, say(SITES_ONLY))

    def _lies_in(self, gene: Gene, assembly: Assembly) -> bool:
        bounds = gene_bounds(gene, assembly)
        return bounds is not None and bounds.overlaps(
            self.place.chrom, self.place.pos, self.place.pos
        )

    def _of_genes(self, genes: Sequence[Gene]) -> Iterator[Step]:
        for gene in genes:
            regions = regions_touched(gene, self.found.assembly, self.place.pos, self.place.pos)
            if regions:
                told = say("{gene}, {regions}", gene=gene.symbol, regions=regions)
                yield Step(say("gene"), Verdict.KEPT, told)
            else:
                told = say(
                    "{gene}, outside the regions that must be read: a change here is listed as "
                    "read, not interpreted",
                    gene=gene.symbol,
                )
                yield Step(say("gene"), Verdict.NOTED, told)
        if not genes:
            yield self._in_no_gene()

    def _in_no_gene(self) -> Step:
        symbols = ", ".join(gene.symbol for gene in self.panel.scanned)
        told = say(
            "the place lies in none of the genes ({genes}) on {build}: it is not looked at",
            genes=symbols,
            build=self.found.assembly,
        )
        other = next(one for one in Assembly if one is not self.found.assembly)
        there = [gene.symbol for gene in self.panel.scanned if self._lies_in(gene, other)]
        if there:
            told = say(
                "{told}; on {build} it would lie in {gene}: is the place of another build?",
                told=told,
                build=other,
                gene=", ".join(there),
            )
        return Step(say("gene"), Verdict.DROPPED, told)

    # --- records ---

    def _speaks_of_it(self, record: Record, genes: Sequence[Gene]) -> bool:
        """Whether a record covers the place, or holds an allele that is normalised to it."""
        if record.chrom != self.place.chrom:
            return False
        if record.pos <= self.place.pos <= record.end:
            return True
        return any(
            allele.variant.pos == self.place.pos
            for gene in genes
            for allele in self._alleles(record, gene)
        )

    def _alleles(self, record: Record, gene: Gene) -> Iterator[GeneAllele]:
        assembly = self.found.assembly
        return alleles_of(record, gene, assembly, self.slices.of(gene.symbol, assembly))

    def _meant(self, record: Record, gene: Gene) -> Iterator[GeneAllele]:
        """Yield the alleles of a record, or those of them that the user named."""
        for allele in self._alleles(record, gene):
            change = (self.place.ref, self.place.alt)
            both = (allele.variant, allele.as_written)
            if not self.place.alt or any(
                (one.ref.upper(), one.alt.upper()) == change for one in both
            ):
                yield allele

    def _without_allele(self, record: Record) -> Step:
        told = say(
            "this record has no allele {asked} (its REF is {ref}, its ALT {alts})",
            asked=f"{self.place.ref}>{self.place.alt}",
            ref=record.ref,
            alts=",".join(record.alts) or ".",
        )
        return Step(say("allele {allele}", allele=self.place.alt), Verdict.DROPPED, told)

    def _without_record(self) -> Iterator[Step]:
        same = [one for one in self.reading.records if one.chrom == self.place.chrom]
        before = max((one.end for one in same if one.end < self.place.pos), default=None)
        behind = min((one.pos for one in same if one.pos > self.place.pos), default=None)
        told = say(
            "no record of the file speaks of this place; that is not a call of the reference "
            "(nearest records read: {before} before, {behind} behind)",
            before=before or say("none"),
            behind=behind or say("none"),
        )
        yield Step(say("record"), Verdict.DROPPED, told)

    def _of_record(self, record: Record, genes: Sequence[Gene]) -> Step:
        where = say("line {line}", line=record.line) if record.line is not None else record.place
        told = say(
            "{where}: {chrom}:{pos} {ref}>{alts}, FILTER {filters}",
            where=where,
            chrom=record.chrom,
            pos=record.pos,
            ref=record.ref,
            alts=",".join(record.alts) or ".",
            filters=record.filters,
        )
        if is_reference_record(record):
            told = say("{record}; a reference record, to {end}", record=told, end=record.end)
        return Step(say("record"), Verdict.KEPT if genes else Verdict.DROPPED, told)

    # --- alleles and people ---

    def _of_allele(self, allele: GeneAllele) -> Iterator[Step]:
        about = say("allele {allele}", allele=allele.as_written.alt)
        yield Step(about, *_of_writing(allele))
        for number, sample in enumerate(self.reading.samples):
            result = next((one for one in self.found.samples if one.sample == sample), None)
            if result is not None:
                text = allele.record.texts[number]
                yield from _in_person(allele, result, text)


def _of_writing(allele: GeneAllele) -> tuple[Verdict, str]:
    """Say how the allele is written, where it lies, and whether it can be interpreted."""
    if allele.why_not:
        return Verdict.DROPPED, say("not interpreted: {reason}", reason=allele.why_not)
    aligned = allele.left_aligned
    told = say(
        "the shortest way: {variant}; {aligned}",
        variant=allele.variant,
        aligned=say("left-aligned") if aligned else say("not left-aligned for want of bases"),
    )
    if allele.known is not None:
        told = say("{told}; published as {name}", told=told, name=allele.known.hgvs_c)
    if not allele.region:
        return Verdict.DROPPED, say("{told}; outside the regions of interest", told=told)
    return Verdict.KEPT, say("{told}; in {region}", told=told, region=allele.region)


def _in_person(allele: GeneAllele, result: SampleResult, genotype: str) -> Iterator[Step]:
    gene = next(one for one in result.genes if one.gene == allele.gene.symbol)
    finding = next((one for one in gene.findings if allele.as_written in one.as_written), None)
    if finding is not None:
        yield Step(result.sample, *_of_finding(finding))
        return
    read = _listed(allele, gene.not_interpreted, genotype)
    if read is not None:
        told = say(
            "{genotype}: read, not interpreted: {reason}", genotype=genotype, reason=read.why
        )
        yield Step(result.sample, Verdict.DROPPED, told)
        return
    missed = _listed(allele, gene.not_called, genotype)
    if missed is not None:
        yield Step(
            result.sample, Verdict.DROPPED, say("no call is counted: {reason}", reason=missed.why)
        )
        return
    told = say("{genotype}: called without this allele", genotype=genotype)
    yield Step(result.sample, Verdict.NOTED, told)


def _listed(allele: GeneAllele, records: Sequence[ReadRecord], genotype: str) -> ReadRecord | None:
    for record in records:
        if (record.as_written, record.genotype) == (allele.as_written, genotype):
            return record
    return None


def _of_finding(finding: Finding) -> tuple[Verdict, str]:
    """Say what the finding is, from whom its class is, and what was doubted on the way."""
    parts = [
        say(
            "{genotype}: a finding, {zygosity}; FILTER {filters} (a filter hides nothing)",
            genotype=finding.genotype,
            zygosity=say(finding.zygosity) if finding.zygosity else say("no zygosity claimed"),
            filters=finding.filters_in_words,
        ),
        f"{finding.name} ({finding.naming_in_words})",
        say(
            "class {classification} ({by})",
            classification=finding.classification or say("none"),
            by=finding.class_by_in_words,
        ),
        finding.proposal.in_words if finding.proposal else "",
        say("new: {answer}", answer=finding.de_novo.in_words) if finding.de_novo else "",
        say("mosaic: {answer}", answer=finding.mosaicism.in_words) if finding.mosaicism else "",
        *finding.warnings,
        finding.cross_check,
    ]
    told = "; ".join(part for part in parts if part)
    if finding.withheld:
        why = say("withheld: {reason}", reason=finding.withheld_why)
        return Verdict.DROPPED, f"{told}; {why}"
    return Verdict.KEPT, told


def _of_gene_word(gene: Gene, sample: SampleResult) -> Step:
    result: GeneResult = next(one for one in sample.genes if one.gene == gene.symbol)
    told = say(
        "{gene}: {status} ({reason})",
        gene=gene.symbol,
        status=say(result.status),
        reason=result.reason,
    )
    return Step(sample.sample, Verdict.NOTED, told)
