"""What is named from place, protein and genetic code; never against a sequence or a source."""

import csv
import random
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from made_up_genome import (
    BASES,
    BUILD,
    COMPLEMENT,
    RESIDUE,
    made_up,
    panel_of,
    write_fasta,
    write_gff,
)
from vcf_helpers import text_of

from genetics.allele_fit import fit
from genetics.alleles import alleles_of
from genetics.annotation_entries import accession, annotators_of, read_entries
from genetics.annotations import read_annotations
from genetics.codons import (
    allows,
    consequences,
    in_words,
    one_base,
    one_base_named,
    protein_name,
    term_of,
    why_ref_is_wrong,
)
from genetics.findings import find
from genetics.gene_files import load_panel
from genetics.hgvs import CodingName, Kind, read_coding, read_protein, same_coding_name
from genetics.naming import name_of
from genetics.normalise import normalise
from genetics.readers.header import parse_header
from genetics.readers.territory import territory_of
from genetics.readers.vcf import read_vcf
from genetics.reference.coordinates import (
    coding_position,
    place_on_chromosome,
)
from genetics.variants import Assembly, Variant

SCANNED = ("ALAS2", "SLC25A38", "STEAP3", "ABCB7")


def table(path: Path) -> list[dict[str, str]]:
    lines = path.read_text("utf-8").splitlines()
    while lines[0].startswith("#"):
        lines = lines[1:]
    return list(csv.DictReader(lines, delimiter="\t"))


def named(symbol: str, name: str, build: Assembly = BUILD):
    """What the program says of a change of one base, given by its coding name."""
    transcript = load_panel().gene(symbol).transcript
    change = one_base_named(transcript, read_coding(name))
    assert str(change.name) == name
    return change


# --- one base, case by case ---


@pytest.mark.parametrize(
    ("symbol", "name", "protein", "terms"),
    [
        ("ALAS2", "c.1679G>A", "p.?", "missense_variant"),
        ("ALAS2", "c.595T>C", "p.(Tyr199His)", "missense_variant"),
        ("ALAS2", "c.1354C>T", "p.?", "coding_sequence_variant"),
        ("ALAS2", "c.1355G>A", "p.?", "missense_variant"),
        ("ALAS2", "c.1642C>T", "p.(Gln548Ter)", "stop_gained"),
        ("ALAS2", "c.1092G>A", "p.(Leu364=)", "synonymous_variant"),
        ("SLC25A38", "c.1A>G", "p.(Met1?)", "start_lost"),
        ("SLC25A38", "c.3G>A", "p.(Met1?)", "start_lost"),
        ("SLC25A38", "c.913T>C", "p.?", "stop_lost"),
        ("SLC25A38", "c.914A>G", "p.?", "coding_sequence_variant"),
        ("SLC25A38", "c.915A>T", "p.?", "stop_lost"),
        ("SLC25A38", "c.625G>C", "p.(Asp209His)", "missense_variant&splice_region_variant"),
        ("SLC25A38", "c.623A>G", "p.(His208Arg)", "missense_variant&splice_region_variant"),
        ("SLC25A38", "c.622C>T", "p.(His208Tyr)", "missense_variant"),
        ("SLC25A38", "c.626A>G", "p.(Asp209Gly)", "missense_variant&splice_region_variant"),
        ("SLC25A38", "c.276+1G>A", "p.?", "splice_donor_variant"),
        ("SLC25A38", "c.276+2T>C", "p.?", "splice_donor_variant"),
        ("SLC25A38", "c.277-1G>A", "p.?", "splice_acceptor_variant"),
        ("SLC25A38", "c.277-2A>C", "p.?", "splice_acceptor_variant"),
        ("SLC25A38", "c.276+3A>G", "p.?", "splice_region_variant&intron_variant"),
        ("SLC25A38", "c.277-8T>C", "p.?", "splice_region_variant&intron_variant"),
        ("SLC25A38", "c.277-9T>C", "p.?", "intron_variant"),
        ("SLC25A38", "c.-1G>A", "p.?", "5_prime_UTR_variant"),
        ("SLC25A38", "c.*1G>A", "p.?", "3_prime_UTR_variant"),
        ("ALAS2", "c.-15-1G>A", "p.?", "splice_acceptor_variant"),
        ("ALAS2", "c.-15G>A", "p.?", "splice_region_variant&5_prime_UTR_variant"),
        ("ALAS2", "c.-16+1G>A", "p.?", "splice_donor_variant"),
        ("ALAS2", "c.-15-2187T>C", "p.?", "intron_variant"),
        ("ALAS2", "c.-51A>G", "p.?", "5_prime_UTR_variant"),
        ("ALAS2", "c.-52A>G", "p.?", "upstream_gene_variant"),
        ("ALAS2", "c.-258C>G", "p.?", "upstream_gene_variant"),
        ("ALAS2", "c.*126A>G", "p.?", "downstream_gene_variant"),
    ],
)  # fmt: skip
def test_one_base(symbol, name, protein, terms):
    change = named(symbol, name)

    assert (in_words(protein_name(change)[0]), "&".join(consequences(change))) == (protein, terms)


@pytest.mark.parametrize(
    ("symbol", "name", "why"),
    [
        ("ALAS2", "c.1354C>T", "the codon of Arg452 is not known: Cys, Ter or Trp"),
        ("SLC25A38", "c.914A>G", "the stop codon Ter305 becomes Ter or Trp, and how far the protein is then extended takes the sequence behind it"),
        ("SLC25A38", "c.276+1G>A", "it lies outside the coding sequence; what it does to the protein is not known"),
    ],
)  # fmt: skip
def test_a_protein_change_that_is_not_named_has_its_reason(symbol, name, why):
    change = named(symbol, name)
    assert protein_name(change) == (None, why)


# --- the anchor changes and the gene files ---


def test_of_the_40_anchor_rows_23_protein_changes_are_settled_and_17_declined(shared):
    """Each coding name is that of the table, on both builds; no published p. is contradicted."""
    count: Counter[str] = Counter()
    for row in table(shared / "reference" / "anchor_variants.tsv"):
        if row["gene"] not in SCANNED:
            continue
        transcript = load_panel().gene(row["gene"]).transcript
        for build in Assembly:
            place = int(row[f"pos_{build}"])
            chrom = row["chrom"].removeprefix("chr")
            change = one_base(transcript, Variant(build, chrom, place, row["ref"], row["alt"]))
            assert f"{transcript.refseq}:{change.name}" == row["hgvs_c"]
        name, _ = protein_name(change)
        published = read_protein(row["p_published"])
        assert published is None or allows(change, published)
        assert name is None or published in {None, name}
        count["settled" if name else "declined"] += 1

    assert count == {"settled": 23, "declined": 17}


def test_no_name_contradicts_the_gene_files():
    """All 121 published changes of one base, on both builds; 71 of 102 codons are settled."""
    count: Counter[str] = Counter()
    for gene in load_panel().scanned:
        for known in gene.known_variants:
            for variant in known.alleles:
                change = one_base(gene.transcript, variant)
                if change is None:
                    continue
                published, (name, _) = read_protein(known.hgvs_p), protein_name(change)
                where = "coding" if change.codon else "elsewhere"
                count[f"{where} {'settled' if name else 'declined'}, {variant.assembly}"] += 1
                assert str(change.name) == known.hgvs_c
                assert published is None or allows(change, published), known.id
                assert name is None or name == published, known.id
                assert why_ref_is_wrong(gene.transcript, variant) == ""

    assert count == {
        f"{what}, {build}": number
        for build in Assembly
        for what, number in (
            ("coding settled", 71),
            ("coding declined", 31),
            ("elsewhere declined", 19),
        )
    }


# --- against a made-up genome in which our proteins are right ---

GENOMES = [(symbol, seed) for symbol in SCANNED for seed in (1, 2)]


@pytest.mark.parametrize(("symbol", "seed"), GENOMES)
def test_a_settled_protein_change_is_right_whatever_the_codons_are(symbol, seed):
    """Every change of every coding base: the true residue is among those that are possible."""
    one = made_up(load_panel().gene(symbol), seed)
    transcript = one.gene.transcript
    settled = 0
    for number, pos in enumerate(one.coding, start=1):
        ref = one.bases[pos]
        for alt in set(BASES) - {ref}:
            variant = one.variant(pos, ref, alt)
            change = one_base(transcript, variant)
            read = alt if transcript.strand == "+" else alt.translate(COMPLEMENT)
            residue, codon, changed = one.becomes(number, read)
            assert str(change.name) == f"c.{number}{one.read(pos)}>{read}"
            assert (change.residue, change.codon) == (residue, codon)
            assert changed in change.possible
            assert why_ref_is_wrong(transcript, variant) == ""
            name, _ = protein_name(change)
            truth = read_protein(f"p.{residue}{codon}{changed}")
            assert name is None or name == truth
            assert allows(change, truth)
            settled += name is not None
            assert consequences(change)[0] in {
                term_of(residue, codon, changed),
                "coding_sequence_variant",
            }

    assert settled > len(one.coding)


def test_a_wrong_reference_base_is_told_where_no_codon_has_it():
    one = made_up(load_panel().gene("ALAS2"), 1)
    transcript = one.gene.transcript
    told = [
        bool(why_ref_is_wrong(transcript, one.variant(pos, wrong, one.bases[pos])))
        for pos in one.coding
        for wrong in set(BASES) - {one.bases[pos]}
    ]

    assert 0.6 < sum(told) / len(told) < 0.9


def shifted(bases: dict[int, str], strand: str, start: int, gone: str, new: str):
    """Move a deletion or insertion as far as it goes in the direction of the gene (HGVS).

    `start` is the first base that is gone, or the base before which is inserted.
    """
    step = 1 if strand == "+" else -1
    while True:
        if gone:
            leaves = bases[start] if step > 0 else bases[start + len(gone) - 1]
            enters = bases[start + len(gone)] if step > 0 else bases[start - 1]
            if leaves != enters:
                return start, gone, new
            gone = gone[1:] + enters if step > 0 else enters + gone[:-1]
        else:
            leaves = new[0] if step > 0 else new[-1]
            enters = bases[start] if step > 0 else bases[start - 1]
            if leaves != enters:
                return start, gone, new
            new = new[1:] + enters if step > 0 else enters + new[:-1]
        start += step


def true_name(one, start: int, gone: str, new: str) -> CodingName:
    """Name a deletion or insertion as HGVS asks, with the whole sequence at hand."""
    transcript = one.gene.transcript
    strand = transcript.strand
    start, gone, new = shifted(one.bases, strand, start, gone, new)

    def name(first: int, last: int, kind: Kind, bases: str = "") -> CodingName:
        ends = [coding_position(transcript, BUILD, pos) for pos in (first, last)]
        if strand == "-":
            ends.reverse()
            bases = bases.translate(COMPLEMENT)[::-1]
        return CodingName(ends[0], ends[1], kind, new=bases)

    if gone:
        return name(start, start + len(gone) - 1, Kind.DELETION)
    behind = start if strand == "-" else start - len(new)
    if "".join(one.bases[behind + number] for number in range(len(new))) == new:
        return name(behind, behind + len(new) - 1, Kind.DUPLICATION)
    return name(start - 1, start, Kind.INSERTION, new)


def left_aligned(bases: dict[int, str], start: int, gone: str, new: str):
    """Write a deletion or insertion as a VCF does, as far left as it goes."""
    moved = shifted(bases, "-", start, gone, new)
    start, gone, new = moved
    before = bases[start - 1]
    return start - 1, before + gone, before + new


@pytest.mark.parametrize(("symbol", "seed"), GENOMES)
def test_the_true_name_of_a_deletion_or_insertion_fits_and_others_do_not(symbol, seed):
    one = made_up(load_panel().gene(symbol), seed)
    transcript = one.gene.transcript
    chance = random.Random(seed)
    for _ in range(400):
        start = chance.choice(one.coding)
        length = chance.choice((1, 1, 2, 3, 5))
        gone = new = ""
        if chance.random() < 0.5:
            gone = "".join(one.bases[start + number] for number in range(length))
        elif chance.random() < 0.5:
            new = "".join(one.bases[start + number] for number in range(length))
        else:
            new = "".join(chance.choice(BASES) for _ in range(length))
        name = true_name(one, start, gone, new)
        pos, ref, alt = left_aligned(one.bases, start, gone, new)
        allele = normalise(BUILD, symbol, pos, ref, alt)
        assert allele.left_aligned
        assert fit(transcript, allele.variant, True, name).why_not == "", (name, allele)
        assert why_ref_is_wrong(transcript, allele.variant) == ""
        if name.start.is_coding and name.end.is_coding:
            assert read_coding(str(name)) == name
            longer = replace(name, end=replace(name.end, base=name.end.base + 1))
            assert fit(transcript, allele.variant, True, longer).why_not
            left = -len(ref) - 8 if transcript.strand == "+" else len(ref) + 8
            further_left = replace(
                name,
                start=replace(name.start, base=name.start.base + left),
                end=replace(name.end, base=name.end.base + left),
            )
            far = place_on_chromosome(transcript, BUILD, further_left.start)
            if further_left.start.base > 0 and far < pos - 8:
                assert fit(transcript, allele.variant, True, further_left).why_not


def test_a_replacement_fits_at_its_very_place_only():
    one = made_up(load_panel().gene("ALAS2"), 3)
    transcript = one.gene.transcript
    pos = one.coding[300]
    variant = one.variant(pos, "CC", "AA")
    right = read_coding("c.300_301delinsTT")
    assert fit(transcript, variant, True, right).why_not == ""
    for name in ("c.301_302delinsAA", "c.300_301del", "c.300_301inv", "c.300A>T"):
        assert fit(transcript, variant, True, read_coding(name)).why_not, name

    turned = one.variant(pos, "AC", "GT")
    assert fit(transcript, turned, True, read_coding("c.300_301inv")).why_not == ""


# --- against bcftools csq, which has the whole sequence ---


def write_vcf(path: Path, one, changes) -> None:
    """Write changes (pos, REF, ALT) that one person carries, all on the same copy."""
    header = (
        "##fileformat=VCFv4.2\n"
        f"##contig=<ID={one.gene.symbol},length={len(one.bases)}>\n"
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n'
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tperson\n"
    )
    records = [
        f"{one.gene.symbol}\t{pos}\t.\t{ref}\t{alt}\t.\tPASS\t.\tGT\t0|1\n"
        for pos, ref, alt in changes
    ]
    path.write_text(header + "".join(records))


@pytest.mark.skipif(shutil.which("bcftools") is None, reason="bcftools is not installed")
@pytest.mark.parametrize("symbol", SCANNED)
def test_bcftools_csq_says_the_same_of_every_coding_change(symbol, tmp_path):
    """bcftools csq reads a made-up gene; its amino acids are named and never contradicted."""
    one = made_up(load_panel().gene(symbol), 7)
    write_fasta([one], tmp_path / "genome.fa")
    write_gff([one], tmp_path / "genes.gff")
    changes = [
        (pos, one.bases[pos], alt)
        for pos in sorted(one.coding)
        for alt in sorted(set(BASES) - {one.bases[pos]})
    ]
    write_vcf(tmp_path / "in.vcf", one, changes)
    arguments = ["-l", "-f", "genome.fa", "-g", "genes.gff", "-o", "out.vcf", "in.vcf"]
    subprocess.run(["bcftools", "csq", *arguments], cwd=tmp_path, check=True, capture_output=True)
    reading = read_vcf(tmp_path / "out.vcf", territory_of(panel_of([one])))
    annotations = read_annotations(reading.header, reading.records)
    said: Counter[str] = Counter()
    for record in reading.records:
        (allele,) = alleles_of(record, one.gene, BUILD)
        naming = name_of(allele, annotations)
        assert naming.disagreement == ""
        change = one_base(one.gene.transcript, allele.variant)
        number = change.position.base
        residue, codon, changed = one.becomes(number, change.alt)
        truth = read_protein(f"p.{residue}{codon}{changed}")
        if residue == "Ter" and changed != "Ter":
            assert naming.hgvs_p in {"p.?", str(truth)}
            continue
        said["by bcftools" if "BCSQ on" in naming.source else "not by bcftools"] += 1
        assert naming.hgvs_c == str(change.name)
        assert naming.hgvs_p in {str(truth), "p.?"}
        if "BCSQ on" in naming.source:
            assert naming.hgvs_p == str(truth)
            assert term_of(residue, codon, changed) in naming.consequence.split("&")

    assert len(reading.records) == 3 * len(one.coding)
    assert said["by bcftools"] > 0.95 * len(reading.records)


def put_in_one_phase_set(path):
    """Give every genotype the phase set 7: "|" alone does not say what phased it."""
    declared = '##FORMAT=<ID=PS,Number=1,Type=Integer,Description="Phase set">\n'
    lines = []
    for line in path.read_text().splitlines(keepends=True):
        if line.startswith("#CHROM"):
            lines.append(declared)
        if not line.startswith("#"):
            columns = line.rstrip("\n").split("\t")
            columns[8:] = [f"{columns[8]}:PS", *(f"{one}:7" for one in columns[9:])]
            lines.append("\t".join(columns) + "\n")
        else:
            lines.append(line)
    path.write_text("".join(lines))


@pytest.mark.skipif(shutil.which("bcftools") is None, reason="bcftools is not installed")
def test_two_changes_of_one_codon_on_one_copy_have_the_name_of_both(tmp_path):
    """The two are phased (0|1): they are named together, or not at all where that is open."""
    one = made_up(load_panel().gene("SLC25A38"), 11)  # here none of the changes is a stop
    write_fasta([one], tmp_path / "genome.fa")
    write_gff([one], tmp_path / "genes.gff")
    pairs = list(range(20, 300, 20))
    places = sorted(
        one.coding[3 * codon - 3 + place]
        for codon in range(10, 300, 10)
        for place in ((0, 1) if codon in pairs else (1,))
    )
    alts = {pos: one.bases[pos].translate(COMPLEMENT) for pos in places}
    write_vcf(tmp_path / "in.vcf", one, [(pos, one.bases[pos], alts[pos]) for pos in places])
    arguments = ["-f", "genome.fa", "-g", "genes.gff", "-o", "out.vcf", "in.vcf"]
    subprocess.run(["bcftools", "csq", *arguments], cwd=tmp_path, check=True, capture_output=True)
    put_in_one_phase_set(tmp_path / "out.vcf")
    (sample,) = find(tmp_path / "out.vcf", panel_of([one]), assembly=BUILD).samples

    together: Counter[bool] = Counter()
    assert len(sample.findings) == len(places)
    for finding in sample.findings:
        number = read_coding(finding.hgvs_c).start.base
        residue, codon, changed = one.becomes(number, read_coding(finding.hgvs_c).new)
        assert not finding.withheld
        if codon in pairs:
            after = one.codon_at(codon)[:2].translate(COMPLEMENT) + one.codon_at(codon)[2]
            both = read_protein(f"p.{residue}{codon}{RESIDUE[after]}")
            assert finding.hgvs_p in {"p.?", str(both)}
            assert "on the same copy and changes the same codon" in finding.naming
            assert "together on one copy" in finding.naming
            together[finding.hgvs_p != "p.?"] += 1
        else:
            assert "p. by the laboratory's BCSQ" in finding.naming or "its codon" in finding.naming
            assert finding.hgvs_p == str(read_protein(f"p.{residue}{codon}{changed}"))
    assert together[True] >= together[False]


# --- two annotators of one real file ---


def test_vep_and_snpeff_of_a_real_file_name_alike(shared):
    """Their spellings differ in many ways; on whole transcripts only these are different names."""
    path = shared / "vcf" / "trios/scout/643594.clinical.vcf.gz"
    lines = text_of(path)
    header = parse_header(str(path), [line for line in lines if line.startswith("#")])
    vep, snpeff = annotators_of(header)
    same: Counter[bool] = Counter()
    different = set()
    for line in lines:
        values = dict(re.findall(r"[;\t](CSQ|ANN)=([^;\t]*)", line))
        if line.startswith("#") or len(values) != 2:
            continue
        theirs = {
            accession(one.transcript): one
            for one in read_entries(snpeff, values["ANN"])[0]
            if "TRANSCRIPT" not in one.warnings
        }
        for one in read_entries(vep, values["CSQ"])[0]:
            other = theirs.get(one.transcript)
            if other is None or not (read_coding(one.coding) and read_coding(other.coding)):
                continue
            alike = same_coding_name(one.coding, other.coding)
            same[alike] += 1
            if not alike:
                different.add(one.transcript)

    assert same[True] > 2400
    # Incomplete at their beginning; VEP wrote both ends of a stretch in the middle of an intron
    # in the wrong order.
    assert different == {
        "ENST00000375130", "ENST00000395756", "ENST00000581825",
        "ENST00000320574", "ENST00000535270",
    }  # fmt: skip
