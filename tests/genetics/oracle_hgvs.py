"""The names that ``hgvs`` and ``cdot`` give the changes of the made-up genome, wholly offline.

A change is brought as far towards the transcript's 3' end as the *genome* allows, then mapped to the
coding transcript, then to the protein. The order matters at the edges of exons: on the spliced
sequence a deletion could slide out of one exon into the next, which HGVS excludes ("3' rule,
exception: deletions and duplications around exon/exon junctions").
"""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from oracle_genome import OracleGene, in_direction
from oracle_variants import OracleChange

from genetics.normalise import normalise
from genetics.variants import Variant

with warnings.catch_warnings():
    warnings.simplefilter("ignore", ResourceWarning)  # hgvs leaves its settings file open
    import hgvs
    from cdot.hgvs.dataproviders import FastaSeqFetcher, JSONDataProvider
    from hgvs.edit import NARefAlt
    from hgvs.exceptions import HGVSError
    from hgvs.location import Interval, SimplePosition
    from hgvs.normalizer import Normalizer
    from hgvs.posedit import PosEdit
    from hgvs.sequencevariant import SequenceVariant
    from hgvs.variantmapper import VariantMapper

BUILD = "GRCh38"


@dataclass(frozen=True)
class HgvsName:
    """What hgvs says: ``c.…`` and ``p.…`` without accession; "" where it says nothing, with why."""

    coding: str
    protein: str
    why_no_coding: str = ""
    why_no_protein: str = ""
    places: tuple[Variant, ...] = ()
    """The allele as a VCF writes it at its leftmost and at its rightmost place."""


class HgvsOracle:
    """hgvs with the transcripts of the made-up genome; one object names many changes."""

    def __init__(self, genes: Sequence[OracleGene], fasta: Path) -> None:
        text = io.StringIO(json.dumps(_as_cdot(genes)))
        self._provider = JSONDataProvider([text], seqfetcher=FastaSeqFetcher(str(fasta)))
        for gene in genes:  # chromosomes that no assembly has
            self._provider.assembly_by_contig[gene.chrom] = BUILD
        self._mapper = VariantMapper(
            self._provider, replace_reference=True, prevalidation_level=None
        )

    @cached_property
    def _normalizers(self) -> dict[str, Normalizer]:
        """Towards the 3' end of a transcript on each strand."""
        return {
            strand: Normalizer(
                self._provider,
                shuffle_direction=direction,
                validate=False,
                variantmapper=self._mapper,
            )
            for strand, direction in {"+": 3, "-": 5}.items()
        }

    def name(self, change: OracleChange) -> HgvsName:
        """Name a change on the genome, on the transcript, on the protein."""
        with settings(strict_bounds=False):  # name what lies before the transcript as well
            return self._name(change)

    def _name(self, change: OracleChange) -> HgvsName:
        gene = change.gene
        left, right = (self._normalizers[way].normalize(_genomic(change)) for way in "-+")
        genomic = right if gene.strand == "+" else left
        places = _as_vcf(change, left, False), _as_vcf(change, right, True)
        try:
            coding = self._mapper.g_to_c(genomic, gene.transcript.refseq, "splign")
        except (HGVSError, ValueError) as why:
            return HgvsName("", "", _in_words(why), places=places)
        name = _without_accession(coding)
        # Bases put in behind an exon's first ones lie in the exon, where the 3' rule puts them.
        in_exon = not coding.posedit.pos.start.offset and not coding.posedit.pos.end.offset
        is_dup = coding.posedit.edit.type == "dup"
        try:
            with settings(ins_at_boundary_is_intronic=not (is_dup and in_exon)):
                protein = self._mapper.c_to_p(coding, gene.transcript.protein, gene.chrom, "splign")
        except (HGVSError, ValueError, IndexError, NotImplementedError) as why:
            return HgvsName(name, "", why_no_protein=_in_words(why), places=places)
        return HgvsName(name, _without_accession(protein), places=places)


@contextmanager
def settings(**values: bool) -> Iterator[None]:
    """Set what hgvs reads from its global settings, and put it back afterwards."""
    mapping = hgvs.global_config.mapping
    before = {name: getattr(mapping, name) for name in values}
    for name, value in values.items():
        setattr(mapping, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(mapping, name, value)


def _in_words(why: Exception) -> str:
    return f"{type(why).__name__}: {why}"


def _without_accession(named: SequenceVariant) -> str:
    return str(named.format(conf={"max_ref_length": 0})).split(":", 1)[1]


def _genomic(change: OracleChange) -> SequenceVariant:
    """Write a VCF's allele as a g. change: bases that both alleles share are no part of it."""
    ref, alt, start = change.variant.ref, change.variant.alt, change.variant.pos
    while ref and alt and ref[0] == alt[0]:
        ref, alt, start = ref[1:], alt[1:], start + 1
    while ref and alt and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    end = start + len(ref) - 1
    if not ref:
        start, end = start - 1, start
    edit = NARefAlt(ref=ref or None, alt=alt or None)
    where = Interval(start=SimplePosition(start), end=SimplePosition(end))
    return SequenceVariant(ac=change.gene.chrom, type="g", posedit=PosEdit(pos=where, edit=edit))


def _as_vcf(change: OracleChange, genomic: SequenceVariant, rightmost: bool) -> Variant:
    """Write a deletion, insertion or duplication with the base before it; anything else as it was."""
    bases, variant = change.gene.bases, change.variant
    start, end = genomic.posedit.pos.start.base, genomic.posedit.pos.end.base
    kind = genomic.posedit.edit.type
    if kind == "del":
        before = bases.read(start - 1, start - 1)
        return replace(variant, pos=start - 1, ref=before + bases.read(start, end), alt=before)
    if kind not in {"ins", "dup"}:
        ref, alt = variant.ref, variant.alt
        return normalise(variant.assembly, variant.chrom, variant.pos, ref, alt).variant
    new = genomic.posedit.edit.alt if kind == "ins" else bases.read(start, end)
    place = end if kind == "dup" and rightmost else start - (kind == "dup")
    before = bases.read(place, place)
    return replace(variant, pos=place, ref=before, alt=before + new)


def _as_cdot(genes: Sequence[OracleGene]) -> dict[str, Any]:
    """Write the transcripts in the format of cdot."""
    return {
        "cdot_version": "0.2.33",
        "genome_builds": [BUILD],
        "genes": {},
        "transcripts": {gene.transcript.refseq: _transcript(gene) for gene in genes},
    }


def _transcript(gene: OracleGene) -> dict[str, Any]:
    exons, place, spliced = [], 0, []
    for exon in gene.exons:
        stretch = exon.interval
        length = stretch.end - stretch.start + 1
        exons.append(
            [stretch.start - 1, stretch.end, exon.number - 1, place + 1, place + length, None]
        )
        spliced.extend(in_direction(stretch, gene.strand))
        place += length
    coding = list(gene.coding)
    build = {
        "contig": gene.chrom,
        "strand": gene.strand,
        "exons": sorted(exons),
        "cds_start": min(coding) - 1,
        "cds_end": max(coding),
    }
    return {
        "id": gene.transcript.refseq,
        "gene_name": gene.symbol,
        "protein": gene.transcript.protein,
        "start_codon": spliced.index(coding[0]),
        "stop_codon": spliced.index(coding[-1]) + 1,
        "genome_builds": {BUILD: build},
    }
