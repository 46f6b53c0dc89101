"""Published names of changes in our genes: each means the allele beside it, or we say why not.

Two lists: coding changes of public variant lists, and the ClinVar records that carry a name. Each
name is carried to the MANE transcript through the exon table of the transcript that it names, and
then compared with what the program makes of the record's place and bases:

1. without any sequence, by place and codon;
2. with a stretch of bases in which no more is true than the record's REF and our protein.
"""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from made_up_genome import BASES, COMPLEMENT, TABLE

from genetics.allele_fit import fit
from genetics.codons import allows, one_base, protein_name
from genetics.gene_files import load_panel
from genetics.hgvs import CodingName, Kind, read_coding, read_protein
from genetics.intervals import Interval
from genetics.panel import Exon, Gene, Transcript
from genetics.reference.coordinates import coding_position, place_on_chromosome
from genetics.reference.genetic_code import THREE_LETTERS
from genetics.reference.tables import load_proteins
from genetics.sequence.names import name_by_sequence
from genetics.sequence.slices import Slice
from genetics.typed_names import OLDER_NUMBERINGS
from genetics.variants import Assembly, Variant

SETTLED, NOT_SETTLED = "settled by the codon", "the codon is not settled"
THE_SAME = "the same"
WITHOUT_NAME = "its name lies at another place, and whether both are one takes the true sequence"
UNKNOWN_TRANSCRIPT = "no exon table of the transcript that it names"


@dataclass(frozen=True)
class Published:
    """A published name with its transcript, and the allele that it is said to be."""

    gene: str
    accession: str
    coding: CodingName
    protein: str
    variant: Variant
    place_only: bool = False
    """Whether the source gives the changed bases by their place, with no base before them."""

    @property
    def panel_gene(self) -> Gene:
        return load_panel().gene(self.gene)

    @property
    def mane(self) -> Transcript:
        transcript = self.panel_gene.transcript
        assert transcript is not None
        return transcript


# --- the lists -------------------------------------------------------------------------------

GRCH37, GRCH38 = Assembly.GRCH37, Assembly.GRCH38

# Copied from anchor_variants.tsv and clinvar_four_genes.tsv (ClinVar 2016, public domain).
A_FEW = (
    ("ALAS2", "NM_000032", "c.1699A>G", "p.Met567Val", GRCH37, "X", 55035678, "T", "C"),
    ("ALAS2", "NM_000032", "c.1354C>T", "p.Arg452Cys", GRCH38, "X", 55014830, "G", "A"),
    ("ALAS2", "NM_000032", "c.1706_1709delAGTG", "", GRCH37, "X", 55035667, "CCACT", "C"),
    ("ALAS2", "NM_000032", "c.1438-16T>G", "", GRCH37, "X", 55040097, "A", "C"),
    ("ALAS2", "NM_000032", "c.-258C>G", "", GRCH37, "X", 55057617, "G", "C"),
    ("SLC25A38", "NM_017875", "c.277-1G>A", "", GRCH37, "3", 39432931, "G", "A"),
    ("SLC25A38", "NM_017875", "c.560G>C", "p.Arg187Pro", GRCH38, "3", 39391956, "G", "C"),
    ("STEAP3", "NM_182915", "c.330C>A", "p.Cys110Ter", GRCH38, "2", 119245796, "C", "A"),
    ("ABCB7", "NM_001271696", "c.1200T>G", "p.Ile400Met", GRCH38, "X", 75071516, "A", "C"),
)


def a_few() -> list[Published]:
    found = []
    for gene, accession, name, protein, build, *allele in A_FEW:
        coding = read_coding(name)
        assert coding is not None
        found.append(Published(gene, accession, coding, protein, Variant(build, *allele)))
    return found


def anchors(shared: Path) -> list[Published]:
    """The anchor rows of the genes that are scanned, on both builds."""
    scanned = {gene.symbol for gene in load_panel().scanned}
    found = []
    for row in _rows(shared / "reference" / "anchor_variants.tsv"):
        if row["gene"] not in scanned:
            continue
        accession, name = row["hgvs_c"].split(":")
        coding = read_coding(name)
        assert coding is not None
        for build in Assembly:
            place = int(row[f"pos_{build}"])
            variant = Variant(build, row["chrom"][3:], place, row["ref"], row["alt"])
            root = accession.split(".")[0]
            found.append(Published(row["gene"], root, coding, row["p_published"], variant))
    return found


_GENOMIC = re.compile(r"g\.(?P<start>\d+)_(?P<end>\d+)del(?P<bases>[ACGT]+)")


def clinvar(shared: Path) -> list[list[Published]]:
    """The ClinVar rows that carry a name; one row may name several transcripts."""
    found = []
    for row in _rows(shared / "variants" / "clinvar_four_genes.tsv"):
        if not row["hgvs_c"]:
            continue
        build, chrom = Assembly(row["assembly"]), row["chrom"]
        names = []
        for whole in row["hgvs_c"].split(";"):
            accession, name = whole.split(":")
            coding = read_coding(name)
            assert coding is not None
            protein = row["hgvs_p"].split(":")[-1]
            if row["pos"]:
                variant = Variant(build, chrom, int(row["pos"]), row["ref"], row["alt"])
            else:
                genomic = _GENOMIC.search(row["note"])
                assert genomic is not None
                variant = Variant(build, chrom, int(genomic["start"]), genomic["bases"], "")
            root = accession.split(".")[0]
            names.append(Published(row["gene"], root, coding, protein, variant, not row["pos"]))
        found.append(names)
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")


def transcripts(shared: Path) -> dict[tuple[str, Assembly], Transcript]:
    """Every transcript of the exon tables of the reference folder, by accession, on each build."""
    exons: dict[tuple[str, str, Assembly], list[Exon]] = {}
    for row in _rows(shared / "reference" / "exons_cds.tsv"):
        key = (row["refseq"], row["strand"], Assembly(row["build"]))
        exons.setdefault(key, []).append(_exon(row))
    found = {}
    for (refseq, strand, build), of_it in exons.items():
        ordered = tuple(sorted(of_it, key=lambda exon: exon.number))
        transcript = Transcript(refseq, "", "", strand, {build: ordered})
        found[refseq.split(".")[0], build] = transcript
    return found


def _exon(row: dict[str, str]) -> Exon:
    chrom, coding = row["chrom"][3:], row["cds_start"] != "."
    return Exon(
        int(row["exon_number"]),
        Interval(chrom, int(row["exon_start"]), int(row["exon_end"])),
        Interval(chrom, int(row["cds_start"]), int(row["cds_end"])) if coding else None,
        int(row["c_from"]) if coding else None,
        int(row["c_to"]) if coding else None,
    )


# --- from one transcript to another ----------------------------------------------------------


def on_mane(one: Published, named: Transcript) -> CodingName:
    """Carry a name from its transcript to ours, base by base through the chromosome."""
    build = one.variant.assembly
    start, end = (
        coding_position(one.mane, build, place_on_chromosome(named, build, position))
        for position in (one.coding.start, one.coding.end)
    )
    return CodingName(start, end, one.coding.kind, one.coding.gone, one.coding.new)


def why_not_the_same(one: Published, name: CodingName) -> str:
    """Return why a name on MANE is not settled to be the record's allele; "" where it is."""
    change = one_base(one.mane, one.variant)
    if change is not None:
        assert change.name == name, one
        return ""
    fitting = fit(one.mane, one.variant, True, name)
    assert fitting.why_not == "", (one, fitting)
    return WITHOUT_NAME if fitting.apart else ""


# --- bases in which the record's REF is true -------------------------------------------------


def planted(one: Published) -> Slice:
    """Return a stretch around a gene: random, but our protein is right and so is the REF."""
    gene, build, variant = one.panel_gene, one.variant.assembly, one.variant
    start, made_up = _made_up(gene.symbol, build)
    bases = list(made_up)
    true = dict(enumerate(variant.ref, variant.pos))
    for place, base in true.items():
        bases[place - start] = base
    chance = random.Random(f"{variant}")
    for places, letter in _codons(gene.symbol, build):
        if true.keys().isdisjoint(places):
            continue
        codons = (_as_on_chromosome(one.mane, codon) for codon in _codons_of(letter))
        fitting = [
            codon
            for codon in codons
            if all(true.get(place, base) == base for place, base in zip(places, codon, strict=True))
        ]
        assert fitting, f"REF of {one} is in no codon of {letter}"
        for place, base in zip(places, chance.choice(fitting), strict=True):
            bases[place - start] = base
    return Slice(gene.symbol, build, variant.chrom, start, "".join(bases), "planted")


@cache
def _made_up(symbol: str, build: Assembly) -> tuple[int, str]:
    """Return bases around a gene that make our protein, and where they start."""
    gene = load_panel().gene(symbol)
    transcript = gene.transcript
    assert transcript is not None
    chance = random.Random(f"{symbol} {build}")
    start, end = gene.locus[build].start - 1000, gene.locus[build].end + 1000
    bases = chance.choices(BASES, k=end - start + 1)
    for places, letter in _codons(symbol, build):
        codon = _as_on_chromosome(transcript, chance.choice(_codons_of(letter)))
        for place, base in zip(places, codon, strict=True):
            bases[place - start] = base
    return start, "".join(bases)


def _codons_of(letter: str) -> list[str]:
    return TABLE[THREE_LETTERS[letter]].split()


def _as_on_chromosome(transcript: Transcript, codon: str) -> str:
    return codon if transcript.strand == "+" else codon.translate(COMPLEMENT)


@cache
def _codons(symbol: str, build: Assembly) -> tuple[tuple[tuple[int, ...], str], ...]:
    """The places of each codon in the direction of the gene, and its amino acid."""
    transcript = load_panel().gene(symbol).transcript
    assert transcript is not None
    places: list[int] = []
    for exon in transcript.exons[build]:
        if exon.coding is not None:
            inside = range(exon.coding.start, exon.coding.end + 1)
            places += inside if transcript.strand == "+" else reversed(inside)
    letters = f"{load_proteins()[transcript.protein]}*"
    return tuple(
        (tuple(places[3 * number : 3 * number + 3]), letter)
        for number, letter in enumerate(letters)
    )


def named_with_bases(one: Published) -> tuple[CodingName | None, str]:
    """Return the coding name, and the protein name, that a planted stretch gives."""
    bases, variant = planted(one), one.variant
    if one.place_only:  # a VCF writes the base before
        before = bases.read(variant.pos - 1, variant.pos - 1)
        variant = Variant(
            variant.assembly, variant.chrom, variant.pos - 1, before + variant.ref, before
        )
    protein = load_proteins()[one.mane.protein]
    named = name_by_sequence(one.mane, variant, bases, protein)
    return named.coding, str(named.protein) if named.protein is not None else "p.?"


# --- the tests -------------------------------------------------------------------------------


@pytest.mark.parametrize("one", a_few(), ids=lambda one: f"{one.gene} {one.coding}")
def test_a_published_name_is_the_allele_beside_it(one):
    assert why_not_the_same(one, one.coding) == ""
    coding, protein = named_with_bases(one)
    assert coding == one.coding
    change = one_base(one.mane, one.variant)
    if change is not None and len(change.possible) == 1:
        assert protein == str(protein_name(change)[0])
        assert protein == str(read_protein(one.protein))


def test_a_name_one_base_beside_the_allele_is_noticed():
    """The comparison can fail: an oracle that never contradicts proves nothing."""
    for one in a_few():
        if one.coding.kind is Kind.SUBSTITUTION:
            elsewhere = Variant(
                one.variant.assembly,
                one.variant.chrom,
                one.variant.pos + 1,
                one.variant.ref,
                one.variant.alt,
            )
            with pytest.raises(AssertionError):
                why_not_the_same(
                    Published(one.gene, one.accession, one.coding, one.protein, elsewhere),
                    one.coding,
                )


def test_every_anchor_of_our_genes_is_named_as_published(shared):
    """All 40, on both builds; in 23 of them the codon can become one amino acid only."""
    found = anchors(shared)
    told: Counter[str] = Counter()
    for one in found:
        change = one_base(one.mane, one.variant)
        assert change is not None
        assert change.name == one.coding
        if one.protein:
            assert allows(change, read_protein(one.protein))
        coding, protein = named_with_bases(one)
        assert coding == one.coding
        residues = {THREE_LETTERS[letter] for letter in THREE_LETTERS} & set(change.possible)
        assert read_protein(protein).changed in residues
        told[SETTLED if len(change.possible) == 1 else NOT_SETTLED] += 1
        if len(change.possible) == 1:
            assert protein == str(protein_name(change)[0])
    print(f"\nanchors on both builds: {len(found)}, of their protein names: {dict(told)}")
    assert len(found) == 2 * 40
    assert told == {SETTLED: 2 * 23, NOT_SETTLED: 2 * 17}


def test_every_named_clinvar_row_is_the_same_allele_or_declined(shared):
    """All 90; a row is declined only where true bases are needed to tell."""
    rows, of = clinvar(shared), transcripts(shared)
    told: Counter[str] = Counter()
    proteins: Counter[str] = Counter()
    for names in rows:
        reasons = set()
        for one in names:
            named = of.get((one.accession, one.variant.assembly))
            if named is None:
                reasons.add(UNKNOWN_TRANSCRIPT)
                continue
            name = on_mane(one, named)
            reasons.add(_of_row(one, name))
            proteins[_of_protein(one)] += 1
        told["; ".join(sorted(reasons - {""})) or THE_SAME] += 1
    print(f"\nClinVar rows with a name: {len(rows)}: {dict(told)}; protein names: {dict(proteins)}")
    assert told == {THE_SAME: 89, WITHOUT_NAME: 1}
    assert proteins[NOT_SETTLED] == 20
    assert proteins[THE_SAME] == 43


def _of_row(one: Published, name: CodingName) -> str:
    """Compare a name on MANE with the record's allele, without and with bases."""
    why_not = why_not_the_same(one, name)
    coding, _ = named_with_bases(one)
    if not why_not:
        assert coding == name, (one, coding)
    if one.accession != one.mane.refseq.split(".")[0]:
        for older in OLDER_NUMBERINGS:
            if one.accession in older.accessions and older.coding(one.coding) is not None:
                assert older.coding(one.coding) == name, one
    return why_not


def _of_protein(one: Published) -> str:
    """Say whether a published protein name, counted as MANE does, is what the codon allows."""
    published = read_protein(one.protein)
    change = one_base(one.mane, one.variant)
    if published is None or change is None:
        return "none published, or of more than one base"
    if not change.codon:
        return "on another transcript, outside the coding part of MANE"
    for older in OLDER_NUMBERINGS:
        if one.accession in older.accessions:
            published = older.protein(published)
    assert allows(change, published), one
    if len(change.possible) > 1:
        return NOT_SETTLED
    assert protein_name(change)[0] == published, one
    return THE_SAME
