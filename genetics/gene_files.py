"""Reads the gene files into the panel, and refuses a file that does not hold what it must."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from genetics.acmg.settings import ClassStop, CriterionRule, GeneCriteria
from genetics.classification import Assertion
from genetics.defaults import Default
from genetics.errors import KnowledgeInvalid, Mistake
from genetics.intervals import Interval
from genetics.knowledge_version import FILE as VERSION_FILE
from genetics.panel import (
    Disease,
    Gene,
    KnownVariant,
    Panel,
    Transcript,
    Validity,
)
from genetics.reference.tables import load_exons, load_reference_bases
from genetics.toml_lines import TomlDocument, check, parse_toml
from genetics.variants import Assembly, Variant

if TYPE_CHECKING:
    from genetics.gene_schema import (
        AlleleTable,
        AssertionTable,
        GeneTable,
        LocusTable,
        NoteTable,
        RegionTable,
        VariantTable,
    )

GENES = ("ALAS2", "SLC25A38", "STEAP3", "ABCB7", "SF3B1")
FOLDER = "genetics/genes"


@cache
def load_panel() -> Panel:
    """Return the genes of the default panel. Raises KnowledgeInvalid with all mistakes."""
    files = [(f"{FOLDER}/{symbol}.toml", _text(f"{symbol}.toml")) for symbol in GENES]
    return panel_from(files, _version())


def _version() -> str:
    """Return the version of the gene files, all of their own file checked."""
    from genetics.gene_schema import VersionTable

    document = parse_toml(_text("VERSION.toml"), VERSION_FILE, KnowledgeInvalid)
    return check(document, VersionTable, KnowledgeInvalid).version


def panel_from(files: Sequence[tuple[str, str]], version: str) -> Panel:
    """Return the panel of these gene files, each given by its name and its text.

    Every file is checked by itself and against the others; all mistakes come together.
    """
    from genetics.gene_checks import mistakes_among, mistakes_within

    mistakes: list[Mistake] = []
    read: list[tuple[TomlDocument, Gene]] = []
    for file, text in files:
        try:
            document, table = _read(text, file)
        except KnowledgeInvalid as problem:
            mistakes.extend(problem.mistakes)
            continue
        found = mistakes_within(document, table, load_reference_bases())
        mistakes.extend(found)
        if not found:
            read.append((document, _gene(table)))
    mistakes.extend(mistakes_among(read))
    if mistakes:
        raise KnowledgeInvalid(mistakes)
    return Panel(version, tuple(gene for _, gene in read))


def _read(text: str, file: str) -> tuple[TomlDocument, GeneTable]:
    from genetics.gene_schema import GeneTable

    document = parse_toml(text, file, KnowledgeInvalid)
    return document, check(document, GeneTable, KnowledgeInvalid)


def _gene(table: GeneTable) -> Gene:
    return Gene(
        symbol=table.symbol,
        hgnc=table.hgnc,
        omim=table.omim,
        chromosome=table.chromosome,
        x_linked=table.chromosome == "X",
        mode=table.mode,
        scanned=table.scanned,
        transcript=_transcript(table),
        locus=_both_builds(table.chromosome, table.locus),
        regions=_regions(table),
        diseases=_diseases(table),
        validity=_validity(table),
        class_cap=table.class_cap.value,
        class_cap_reason=table.class_cap_reason,
        mechanism_notes=_notes(table.mechanism_note),
        known_variants=tuple(_known(table, variant) for variant in table.variant),
        numbering_notes=_notes(table.numbering_note),
        criteria=_criteria(table),
        defaults=tuple(
            Default(one.name, Fraction(one.value), one.meaning, one.source, one.sure, one.dated)
            for one in table.default
        ),
    )


def _transcript(table: GeneTable) -> Transcript:
    transcript = table.transcript
    return Transcript(
        refseq=transcript.refseq,
        ensembl=transcript.ensembl,
        protein=transcript.protein,
        strand=transcript.strand,
        exons=load_exons()[transcript.refseq],
    )


def _both_builds(chromosome: str, table: LocusTable | RegionTable) -> dict[Assembly, Interval]:
    stretches = {Assembly.GRCH37: table.GRCh37, Assembly.GRCH38: table.GRCh38}
    return {
        assembly: Interval(chromosome, stretch.start, stretch.end)
        for assembly, stretch in stretches.items()
    }


def _regions(table: GeneTable) -> dict[Assembly, tuple[tuple[str, Interval], ...]]:
    return {
        assembly: tuple(
            (region.name, _both_builds(table.chromosome, region)[assembly])
            for region in table.region
        )
        for assembly in Assembly
    }


def _diseases(table: GeneTable) -> tuple[Disease, ...]:
    return tuple(
        Disease(
            name=disease.name,
            plain_name=disease.plain_name,
            mechanism=disease.mechanism.value,
            mode=disease.mode,
            mondo=disease.mondo,
            omim=disease.omim,
            source=disease.source,
        )
        for disease in table.disease
    )


def _validity(table: GeneTable) -> tuple[Validity, ...]:
    return tuple(
        Validity(
            classification=validity.classification.value,
            disease=validity.disease,
            by=validity.by,
            dated=validity.dated,
            source=validity.source,
        )
        for validity in table.validity
    )


def _notes(notes: Sequence[NoteTable]) -> tuple[str, ...]:
    """Return each note with its source, and the date of the source where it is known."""
    return tuple(
        f"{note.text} [{note.source}{f', {note.dated}' if note.dated else ''}]" for note in notes
    )


def _criteria(table: GeneTable) -> GeneCriteria:
    return GeneCriteria(
        tuple(CriterionRule(**dict(one)) for one in table.criterion),
        tuple(ClassStop(**dict(one)) for one in table.class_stop),
    )


def _known(table: GeneTable, variant: VariantTable) -> KnownVariant:
    used = [assertion for assertion in variant.assertion if assertion.used]
    return KnownVariant(
        id=variant.id,
        hgvs_c=variant.hgvs_c,
        hgvs_p=variant.hgvs_p,
        alleles=_alleles(table.chromosome, variant),
        mechanism=variant.mechanism.value,
        mechanism_source=variant.mechanism_source,
        disease=variant.disease,
        consequence=variant.consequence.value,
        used=_assertion(used[0]) if used else None,
        assertions=tuple(_assertion(assertion) for assertion in variant.assertion),
        note=variant.note,
        alleles_source=variant.alleles_source,
    )


def _alleles(chromosome: str, variant: VariantTable) -> tuple[Variant, ...]:
    def on(assembly: Assembly, allele: AlleleTable) -> Variant:
        return Variant(assembly, chromosome, allele.pos, allele.ref, allele.alt)

    if variant.GRCh37 is None or variant.GRCh38 is None:
        return ()
    return (on(Assembly.GRCH37, variant.GRCh37), on(Assembly.GRCH38, variant.GRCh38))


def _assertion(table: AssertionTable) -> Assertion:
    return Assertion(
        classification=table.classification,
        by=table.by,
        dated=table.dated,
        source=table.source,
        review=table.review.value,
    )


def _text(name: str) -> str:
    return resources.files("genetics.genes").joinpath(name).read_text(encoding="utf-8")
