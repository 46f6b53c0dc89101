"""Checks that what a gene file says fits together: places, bases, names, classes.

The order is that of the file: the gene itself, then each change - its alleles, its names,
its mechanism, its classes - and at last all genes against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from genetics.acmg.setting_checks import criterion_mistakes
from genetics.classification import Classification
from genetics.defaults import DefaultName
from genetics.errors import Mistake
from genetics.gene_schema import (
    AlleleTable,
    AssertionTable,
    ClassCap,
    DiseaseMechanism,
    GeneTable,
    Mechanism,
    Review,
    StretchTable,
    VariantTable,
)
from genetics.panel import Gene, Transcript
from genetics.reference.coordinates import CodingPosition, coding_position
from genetics.reference.genetic_code import amino_acid, one_base_changes
from genetics.reference.tables import load_exons, load_proteins
from genetics.toml_lines import KeyPath, TomlDocument
from genetics.variants import Assembly

KnownBases = Mapping[Assembly, Mapping[tuple[str, int], str]]

_COMPLEMENT = str.maketrans("ACGT", "TGCA")
_PROTEIN_NAME = re.compile(r"p\.\(?([A-Z][a-z]{2})(\d+)([A-Z][a-z]{2}|=)?")


def mistakes_within(
    document: TomlDocument, gene: GeneTable, known_bases: KnownBases
) -> list[Mistake]:
    """Return all that is wrong within one gene file whose keys and values are allowed."""
    found = list(_transcript_mistakes(document, gene))
    if found:
        return found
    found.extend(_place_mistakes(document, gene))
    for number, variant in enumerate(gene.variant):
        path: KeyPath = ("variant", number)
        found.extend(_allele_mistakes(document, path, gene, variant, known_bases))
        found.extend(_name_mistakes(document, path, gene, variant))
        found.extend(_mechanism_mistakes(document, path, gene, variant))
        found.extend(_class_mistakes(document, path, gene, variant))
    found.extend(_repeated(document, gene))
    found.extend(criterion_mistakes(document, gene))
    found.extend(_default_mistakes(document, gene))
    return sorted(found, key=lambda mistake: mistake.line or 0)


def _default_mistakes(document: TomlDocument, gene: GeneTable) -> Iterator[Mistake]:
    """A default stands once, and is a chance from 0 to 1 or an age in years."""
    seen: set[str] = set()
    for number, one in enumerate(gene.default):
        path: KeyPath = ("default", number, "value")
        if one.name in seen:
            yield document.mistake(path, f"{one.name} is given twice", "keep one of the two")
        seen.add(one.name)
        largest = 100 if one.name is DefaultName.AGE_OF_ONSET else 1
        if Fraction(one.value) > largest:
            yield document.mistake(path, f"{one.value} is out of range", f"at most {largest}")


def mistakes_among(read: Sequence[tuple[TomlDocument, Gene]]) -> list[Mistake]:
    """Return what is wrong between gene files: a symbol or an id that is there twice."""
    found: list[Mistake] = []
    symbols: dict[str, str] = {}
    ids: dict[str, str] = {}
    for document, gene in read:
        if gene.symbol in symbols:
            what = f"{gene.symbol} is described in {symbols[gene.symbol]} already"
            found.append(document.mistake(("symbol",), what, "keep one file a gene"))
        symbols.setdefault(gene.symbol, document.file)
        for number, variant in enumerate(gene.known_variants):
            if variant.id in ids and ids[variant.id] != document.file:
                what = f'the id "{variant.id}" is used in {ids[variant.id]} already'
                found.append(
                    document.mistake(("variant", number, "id"), what, "give it another id")
                )
            ids.setdefault(variant.id, document.file)
    return found


# --- the gene ------------------------------------------------------------------------------


def _transcript_mistakes(document: TomlDocument, gene: GeneTable) -> Iterator[Mistake]:
    refseq, protein = gene.transcript.refseq, gene.transcript.protein
    if refseq not in load_exons():
        what = f"no exons are on file for {refseq}"
        yield document.mistake(
            ("transcript", "refseq"), what, "add them to genetics/reference/exons.tsv"
        )
    if protein not in load_proteins():
        what = f"no sequence is on file for {protein}"
        yield document.mistake(
            ("transcript", "protein"), what, "add it to genetics/reference/proteins.fasta"
        )


def _place_mistakes(document: TomlDocument, gene: GeneTable) -> Iterator[Mistake]:
    """The locus has the bounds of the transcript; regions keep their distance between builds."""
    for assembly in Assembly:
        stretch: StretchTable = getattr(gene.locus, assembly.value)
        exons = load_exons()[gene.transcript.refseq][assembly]
        start = min(exon.interval.start for exon in exons)
        end = max(exon.interval.end for exon in exons)
        if (stretch.start, stretch.end) != (start, end):
            what = f"the locus is {stretch.start} to {stretch.end}, its exons {start} to {end}"
            yield document.mistake(
                ("locus", assembly.value), what, "give the bounds of the transcript"
            )
    for number, region in enumerate(gene.region):
        path: KeyPath = ("region", number, "GRCh38")
        ends = (
            (region.GRCh37.start, region.GRCh38.start),
            (region.GRCh37.end, region.GRCh38.end),
        )
        if any(on_37 - on_38 != _distance(gene) for on_37, on_38 in ends):
            yield document.mistake(path, _wrong_distance(gene), "correct one of the two builds")


def _distance(gene: GeneTable) -> int:
    """Return the constant distance between the builds: GRCh37 minus GRCh38."""
    return gene.locus.GRCh37.start - gene.locus.GRCh38.start


def _wrong_distance(gene: GeneTable) -> str:
    return f"GRCh37 minus GRCh38 is not {_distance(gene)}, as it is everywhere in {gene.symbol}"


# --- the alleles of a change ---------------------------------------------------------------


def _allele_mistakes(
    document: TomlDocument,
    path: KeyPath,
    gene: GeneTable,
    variant: VariantTable,
    known_bases: KnownBases,
) -> Iterator[Mistake]:
    on_37, on_38 = variant.GRCh37, variant.GRCh38
    if (on_37 is None) != (on_38 is None):
        what, remedy = "an allele is given on one build only", "give it on both, or on neither"
        yield document.mistake(path, what, remedy)
        return
    if on_37 is None or on_38 is None:
        return
    if not variant.alleles_source:
        yield document.mistake(path, "the alleles have no source", 'add "alleles_source"')
    if (on_37.ref, on_37.alt) != (on_38.ref, on_38.alt) or on_37.pos - on_38.pos != _distance(gene):
        yield document.mistake(
            (*path, "GRCh38"),
            f"the alleles of the two builds do not agree: {_wrong_distance(gene)}"
            if on_37.pos - on_38.pos != _distance(gene)
            else "REF or ALT differ between the two builds",
            "correct one of the two builds",
        )
    for assembly, allele in ((Assembly.GRCH37, on_37), (Assembly.GRCH38, on_38)):
        at = (*path, assembly.value)
        yield from _one_allele(document, at, gene, assembly, allele, known_bases)


def _one_allele(
    document: TomlDocument,
    path: KeyPath,
    gene: GeneTable,
    assembly: Assembly,
    allele: AlleleTable,
    known_bases: KnownBases,
) -> Iterator[Mistake]:
    if not _lies_inside(gene, assembly, allele):
        what = f"{allele.pos} lies outside {gene.symbol} and its regions on {assembly}"
        yield document.mistake((*path, "pos"), what, "correct the position")
    if not _is_shortest(allele):
        what = f"{allele.ref}>{allele.alt} can be written shorter"
        yield document.mistake(path, what, "leave out the bases that REF and ALT share")
    for place, base in enumerate(allele.ref, allele.pos):
        known = known_bases[assembly].get((gene.chromosome, place), base)
        if known != base:
            what = f"REF is {base} at {gene.chromosome}:{place}, the reference has {known}"
            yield document.mistake((*path, "ref"), what, "correct REF or the position")


def _lies_inside(gene: GeneTable, assembly: Assembly, allele: AlleleTable) -> bool:
    stretches = [getattr(table, assembly.value) for table in (gene.locus, *gene.region)]
    last = allele.pos + len(allele.ref) - 1
    return any(stretch.start <= allele.pos and last <= stretch.end for stretch in stretches)


def _is_shortest(allele: AlleleTable) -> bool:
    """Whether REF and ALT differ, and share at most the one base before an indel."""
    ref, alt = allele.ref, allele.alt
    if ref == alt:
        return False
    if len(ref) == 1 and len(alt) == 1:
        return True
    if min(len(ref), len(alt)) == 1:
        return ref[0] == alt[0]
    return ref[0] != alt[0] and ref[-1] != alt[-1]


# --- the names of a change -----------------------------------------------------------------


def _name_mistakes(
    document: TomlDocument, path: KeyPath, gene: GeneTable, variant: VariantTable
) -> Iterator[Mistake]:
    """The names agree with the allele, the exon table, the protein and the genetic code."""
    protein_name = _PROTEIN_NAME.match(variant.hgvs_p)
    if protein_name is not None:
        residue, number = protein_name[1], int(protein_name[2])
        found = amino_acid(_protein(gene), number)
        if found != residue:
            what = f"residue {number} of {gene.transcript.protein} is {found}, not {residue}"
            yield document.mistake(
                (*path, "hgvs_p"), what, "correct the name of the protein change"
            )
            return
    substitution = _substitution(gene, variant)
    if substitution is None:
        return
    position, ref, alt = substitution
    name = f"c.{position}{ref}>{alt}"
    if variant.hgvs_c != name:
        what = f"the allele is {name} on {gene.transcript.refseq}, not {variant.hgvs_c}"
        yield document.mistake((*path, "hgvs_c"), what, "correct the name or the allele")
    elif position.is_coding:
        yield from _codon_mistakes(document, path, gene, variant, substitution)


def _codon_mistakes(
    document: TomlDocument,
    path: KeyPath,
    gene: GeneTable,
    variant: VariantTable,
    substitution: tuple[CodingPosition, str, str],
) -> Iterator[Mistake]:
    position, ref, alt = substitution
    codon, place = divmod(position.base - 1, 3)
    residue = amino_acid(_protein(gene), codon + 1)
    possible = one_base_changes(residue, place, ref, alt)
    at = (*path, "hgvs_p")
    if not possible:
        what = f"no codon of {residue}{codon + 1} has {ref} at its base {place + 1}"
        yield document.mistake((*path, "hgvs_c"), what, "correct REF, the strand or the position")
        return
    protein_name = _PROTEIN_NAME.match(variant.hgvs_p)
    if protein_name is None:
        if len(possible) == 1:
            what = f"{variant.hgvs_c} can only make {residue}{codon + 1} {possible[0]}"
            yield document.mistake(at, what, "name the protein change")
        return
    if int(protein_name[2]) != codon + 1:
        what = f"{variant.hgvs_c} changes residue {codon + 1}, not {protein_name[2]}"
        yield document.mistake(at, what, "correct the name of the protein change")
    changed = residue if protein_name[3] == "=" else protein_name[3]
    if changed not in possible:
        what = f"{variant.hgvs_c} makes of {residue}{codon + 1} {' or '.join(possible)}"
        yield document.mistake(at, what, "correct the name of the protein change")


def _substitution(gene: GeneTable, variant: VariantTable) -> tuple[CodingPosition, str, str] | None:
    """Return the HGVS position and both bases on the transcript's strand, for one base."""
    allele = variant.GRCh38
    if allele is None or len(allele.ref) != 1 or len(allele.alt) != 1:
        return None
    position = coding_position(_transcript(gene), Assembly.GRCH38, allele.pos)
    bases = allele.ref + allele.alt
    if gene.transcript.strand == "-":
        bases = bases.translate(_COMPLEMENT)
    return position, bases[0], bases[1]


def _transcript(gene: GeneTable) -> Transcript:
    table = gene.transcript
    exons = load_exons()[table.refseq]
    return Transcript(table.refseq, table.ensembl, table.protein, table.strand, exons)


def _protein(gene: GeneTable) -> str:
    return load_proteins()[gene.transcript.protein]


# --- mechanism and classes of a change -----------------------------------------------------


def _mechanism_mistakes(
    document: TomlDocument, path: KeyPath, gene: GeneTable, variant: VariantTable
) -> Iterator[Mistake]:
    diseases = {disease.name: disease for disease in gene.disease}
    if variant.disease and variant.disease not in diseases:
        what = f'"{variant.disease}" is not a disease of {gene.symbol}'
        yield document.mistake((*path, "disease"), what, f"use one of: {', '.join(diseases)}")
        return
    gain = variant.mechanism is Mechanism.GAIN_PUBLISHED
    loss = variant.mechanism in {Mechanism.LOSS, Mechanism.LOSS_PUBLISHED}
    cause = diseases[variant.disease].mechanism if variant.disease else None
    if gain and cause is not DiseaseMechanism.GAIN:
        what = "a gain of function is given with a disease that does not come from one"
        yield document.mistake((*path, "mechanism"), what, "correct the mechanism or the disease")
    if loss and cause is DiseaseMechanism.GAIN:
        what = "a loss of function is given with a disease that comes from a gain"
        yield document.mistake((*path, "mechanism"), what, "correct the mechanism or the disease")


def _class_mistakes(
    document: TomlDocument, path: KeyPath, gene: GeneTable, variant: VariantTable
) -> Iterator[Mistake]:
    """One class at most counts as ours; it is carried, and it respects the gene's cap."""
    used = [
        (number, assertion) for number, assertion in enumerate(variant.assertion) if assertion.used
    ]
    if len(used) > 1:
        what = f"{len(used)} assertions are marked as used"
        yield document.mistake((*path, "assertion"), what, "mark one")
    for number, assertion in used:
        at = (*path, "assertion", number, "class")
        if not _is_carried(assertion):
            what = f'{assertion.classification} is used on the review status "{assertion.review}"'
            yield document.mistake(
                at, what, "use a class that a primary paper or a reviewed assertion carries"
            )
        if gene.class_cap is ClassCap.UNCERTAIN and assertion.classification.is_disease_causing:
            what = f"{assertion.classification} is above the cap of {gene.symbol}, which is VUS"
            yield document.mistake(at, what, "use VUS; show the higher class without using it")


def _is_carried(assertion: AssertionTable) -> bool:
    if assertion.classification is Classification.UNCERTAIN:
        return assertion.review is Review.OWN or assertion.review.carries_a_class
    if assertion.review is Review.FREQUENCY:
        return assertion.classification is Classification.BENIGN
    return assertion.review.carries_a_class


def _repeated(document: TomlDocument, gene: GeneTable) -> Iterator[Mistake]:
    """An id, a coding name and an allele each stand in the file once."""
    seen: dict[str, KeyPath] = {}
    for number, variant in enumerate(gene.variant):
        alleles = ((variant.GRCh37, "GRCh37"), (variant.GRCh38, "GRCh38"))
        named = [(f'id "{variant.id}"', "id"), (f"name {variant.hgvs_c}", "hgvs_c")]
        named += [
            (f"allele {build} {gene.chromosome}:{allele.pos} {allele.ref}>{allele.alt}", build)
            for allele, build in alleles
            if allele is not None
        ]
        for words, key in named:
            if key == "hgvs_c" and not variant.hgvs_c:
                continue
            path: KeyPath = ("variant", number, key)
            if words in seen:
                first = document.line_of(seen[words])
                what = f"the {words} is there twice, first in line {first}"
                yield document.mistake(path, what, "keep one entry a change")
            seen.setdefault(words, path)
