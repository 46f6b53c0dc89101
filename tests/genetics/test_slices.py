"""Cutting the genes out of a genome: what is proven, and what is refused."""

import gzip
import os
import struct
from datetime import date

import pysam
import pytest
from true_places import true_genome, write_packed, write_plain

from genetics.errors import InputRejected
from genetics.gene_files import load_panel
from genetics.reference.tables import load_reference_bases
from genetics.sequence.cutting import proven_slices
from genetics.sequence.fasta_text import FastaText, read_fai, read_gzi
from genetics.sequence.genome import chromosome_named
from genetics.sequence.store import keep, load_slices, slice_sources
from genetics.variants import Assembly

GRCH37, GRCH38 = Assembly
DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def genome():
    return true_genome(GRCH38)


@pytest.fixture
def written(tmp_path, genome):
    """A function that writes the genome with other bases at some places."""

    def write(changes=None, named="chr{}".format):
        return write_plain(genome.changed(changes or {}), tmp_path / "genome.fa", named)

    return write


def exon(symbol, number):
    return load_panel().gene(symbol).transcript.exons[GRCH38][number - 1]


def refused(path, assembly=GRCH38):
    with pytest.raises(InputRejected) as error:
        proven_slices(path, assembly, load_panel())
    return [str(mistake).removeprefix(f"{path}: ") for mistake in error.value.mistakes]


@pytest.mark.parametrize("write", [write_plain, write_packed])
@pytest.mark.parametrize("assembly", Assembly)
def test_a_true_genome_is_proven_kept_and_read_back(tmp_path, write, assembly):
    genome = true_genome(assembly)
    fasta = write(genome, tmp_path / "genome.fa.gz")
    keep(tmp_path, proven_slices(fasta, assembly, load_panel()), DAY)

    assert [(one.gene, one.start, one.bases) for one in load_slices(tmp_path)] == [
        (one.gene, one.start, one.bases) for one in genome.slices()
    ]
    (source,) = slice_sources(tmp_path)
    assert (source.name, source.file) == (f"reference genome {assembly}", "genome.fa.gz")
    assert (source.added, source.remarks) == (DAY, ())


@pytest.mark.parametrize(
    "named",
    [
        "{}".format,
        "Chr{}".format,
        {"X": "NC_000023.11", "2": "NC_000002.12", "3": "CM000665.2"}.get,
    ],
)
def test_contigs_may_be_named_plainly_or_by_accession(written, named):
    proven = proven_slices(written(named=named), GRCH38, load_panel())

    assert {one.bases.chrom: one.contig for one in proven} == {
        chrom: named(chrom) for chrom in ("X", "3", "2")
    }


@pytest.mark.parametrize(
    ("contig", "chrom"),
    [
        ("chrX", "X"),
        ("X", "X"),
        ("NC_000023.10", "X"),
        ("NC_000001.11", "1"),
        ("CM000686.2", "Y"),
        ("NC_012920.1", "NC_012920.1"),
        ("NC_060947.1", "NC_060947.1"),
        ("X_alt", "X_alt"),
    ],
)
def test_an_accession_means_its_chromosome(contig, chrom):
    assert chromosome_named(contig) == chrom


def test_a_base_in_lower_case_is_the_same_base(written, genome):
    small = {("X", pos): base.lower() for pos, base in genome.bases["X"].items()}
    (alas2, *_) = proven_slices(written(small), GRCH38, load_panel())

    assert alas2.bases.bases == genome.slices().of("ALAS2", GRCH38).bases


# --- proofs ---


def test_a_gene_on_the_reverse_strand_whose_intron_begins_wrongly(written):
    """Intron 5 of ALAS2 begins right below exon 5, read backwards."""
    pos = exon("ALAS2", 5).interval.start - 1

    (mistake,) = refused(written({("X", pos): "G"}))

    assert mistake == (
        f"ALAS2: splice sites: intron 5 begins with CT instead of GT at chrX:{pos}; give the FASTA "
        "of GRCh38 that your files are made with; nothing was kept"
    )


def test_an_intron_that_begins_with_gc_is_accepted_and_noted(tmp_path, written):
    pos = exon("SLC25A38", 2).interval.end + 2
    proven = proven_slices(written({("3", pos): "C"}), GRCH38, load_panel())
    keep(tmp_path, proven, DAY)

    assert [one.gc_introns for one in proven] == [(), (2,), (), ()]
    (source,) = slice_sources(tmp_path)
    assert source.remarks == ("SLC25A38: intron 2 begins with GC instead of GT; accepted",)


def first_codon(symbol):
    coding = exon(symbol, 1).coding or exon(symbol, 2).coding
    return range(coding.start, coding.start + 3)


def last_codon(symbol):
    coding = [
        one.coding for one in load_panel().gene(symbol).transcript.exons[GRCH38] if one.coding
    ]
    return range(coding[-1].end - 2, coding[-1].end + 1)


def spelt(chrom, places, bases):
    return {(chrom, pos): base for pos, base in zip(places, bases, strict=True)}


@pytest.mark.parametrize(
    ("chrom", "places", "bases", "said"),
    [
        (
            "3",
            first_codon("SLC25A38"),
            "CTG",
            [
                "begins with CTG instead of ATG",
                "residues other than in NP_060345.2: 1 of 304 (residue 1 is Leu",
            ],
        ),
        ("3", last_codon("SLC25A38"), "CAA", ["ends with CAA, which is no stop"]),
        (
            "2",
            (p + 3 for p in first_codon("STEAP3")),
            "TAG",
            ["stop codons inside: 1 (codon 2 at chr2:", "residue 2 is Ter instead of Ser"],
        ),
        (
            "3",
            (p + 3 for p in first_codon("SLC25A38")),
            "NTG",
            [
                "letters other than A, C, G, T in exons ± 50 bases: 1 (N at chr3:",
                "is not known instead of Ile",
            ],
        ),
    ],
)
def test_each_proof_that_fails_is_named_with_what_was_found(written, chrom, places, bases, said):
    mistakes = refused(written(spelt(chrom, places, bases)))

    assert len(mistakes) == len(said)
    for mistake, words in zip(mistakes, said, strict=True):
        assert words in mistake


def test_a_known_base_that_differs_is_named(written):
    alas2 = exon("ALAS2", 1).interval.start
    known = load_reference_bases()[GRCH38]
    inside = [(c, p) for c, p in known if c == "X" and alas2 - 20000 < p < alas2]
    exons = load_panel().gene("ALAS2").transcript.exons[GRCH38]
    place = next(
        (c, p) for c, p in inside if not any(e.interval.overlaps(c, p - 2, p + 2) for e in exons)
    )
    other = "A" if known[place] != "A" else "C"

    (mistake,) = refused(written({place: other}))

    assert "bases other than known of GRCh38: 1 of 74 (" in mistake
    assert f"{other} instead of {known[place]} at chrX:{place[1]}" in mistake


def test_all_failed_proofs_of_all_genes_come_together(written):
    alas2, slc = exon("ALAS2", 5).interval.start - 1, exon("SLC25A38", 2).interval.end + 1
    mistakes = refused(written({("X", alas2): "G", ("3", slc): "T"}))

    assert [mistake.split(":")[0] for mistake in mistakes] == ["ALAS2", "SLC25A38"]


def test_letters_that_are_not_known_far_from_exons_are_counted(tmp_path, written):
    pos = exon("ALAS2", 1).interval.start - 200
    proven = proven_slices(written({("X", pos): "N", ("X", pos + 1): "R"}), GRCH38, load_panel())
    keep(tmp_path, proven, DAY)

    assert [one.unknown for one in proven] == [2, 0, 0, 0]
    (source,) = slice_sources(tmp_path)
    assert source.remarks == ("ALAS2: letters other than A, C, G and T, away from the exons: 2",)


# --- build, contigs, index ---


def test_the_wrong_build_is_recognised(tmp_path):
    fasta = write_plain(true_genome(GRCH37), tmp_path / "genome.fa")

    (mistake,) = refused(fasta)

    assert mistake == (
        "this FASTA is GRCh37, not GRCh38: chrX has 155270560 bases; give --assembly GRCh37, or a "
        "FASTA of GRCh38; nothing was kept"
    )


def test_a_chromosome_of_another_length_or_none_is_named(tmp_path, genome):
    other = genome.changed({})
    del other.lengths["2"]
    other.lengths["3"] += 1
    mistakes = refused(write_plain(other, tmp_path / "genome.fa"))

    assert len(mistakes) == 2
    assert mistakes[0].startswith(
        "SLC25A38: contig length: chr3 has 198295560 bases, in GRCh38 it has 198295559"
    )
    assert mistakes[1].startswith(
        "STEAP3: contig length: there is no contig of chromosome 2 (contigs: chrX, chr3)"
    )


def test_two_contigs_of_one_chromosome_are_refused(written):
    (mistake,) = refused(written(named={"X": "chrX", "2": "X", "3": "3"}.get))

    assert mistake.startswith("chrX and X both mean chromosome X")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"##fileformat=VCFv4.2\n", "this is no FASTA file (it does not begin with >)"),
        (b"", "this is no FASTA file"),
        (
            gzip.compress(b">X\nACGT\n", mtime=0),
            "packed by gzip, which cannot be read in places; pack it by",
        ),
        (b">X\nACGT\n", "the index (genome.fa.fai) is not there; run samtools faidx genome.fa"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_remedy(tmp_path, content, said):
    fasta = tmp_path / "genome.fa"
    fasta.write_bytes(content)
    (mistake,) = refused(fasta)

    assert said in mistake
    assert [path.name for path in tmp_path.iterdir()] == ["genome.fa"]


def test_a_fasta_that_is_not_there_is_said(tmp_path):
    (mistake,) = refused(tmp_path / "none.fa")

    assert "cannot be opened (No such file or directory)" in mistake


def one_block_further(gzi):
    """Let each block begin one byte further on, as in the index of another file."""
    packed = struct.iter_unpack("<QQ", gzi[8:])
    return gzi[:8] + b"".join(struct.pack("<QQ", at + 1, to) for at, to in packed)


def test_a_packed_file_that_is_cut_short_is_refused(tmp_path, genome):
    fasta = write_packed(genome, tmp_path / "genome.fa.gz")
    os.truncate(fasta, fasta.stat().st_size // 2)
    (mistake,) = refused(fasta)

    assert "copy the FASTA again" in mistake or "the index is not of this file" in mistake


@pytest.mark.parametrize(
    ("suffix", "content", "said"),
    [
        (
            ".gzi",
            None,
            "the index of the packed file (genome.fa.gz.gzi) is not there; run samtools",
        ),
        (".gzi", b"\x01\x00", "the index genome.fa.gz.gzi is damaged"),
        (".gzi", one_block_further, "the index is not of this file, or older than it: chrX"),
        (
            ".fai",
            None,
            "the index (genome.fa.gz.fai) is not there; run samtools faidx genome.fa.gz",
        ),
        (".fai", b"chrX\t156040895\n", "the index genome.fa.gz.fai is damaged"),
        (".fai", b"\xff\xff", "the index genome.fa.gz.fai is damaged"),
    ],
)
def test_an_index_that_is_missing_damaged_or_foreign_is_refused(
    tmp_path, genome, suffix, content, said
):
    fasta = write_packed(genome, tmp_path / "genome.fa.gz")
    index = tmp_path / f"genome.fa.gz{suffix}"
    before = index.read_bytes()
    index.unlink()
    if content is not None:
        index.write_bytes(content(before) if callable(content) else content)
    (mistake,) = refused(fasta)

    assert mistake.startswith(said)


def test_an_index_that_is_older_than_a_change_of_the_file_is_refused(tmp_path, written):
    fasta = written()
    fai = tmp_path / "genome.fa.fai"
    lines = [line.split("\t") for line in fai.read_text().splitlines()]
    fai.write_text(
        "".join("\t".join([n, ln, str(int(o) + 1), *r]) + "\n" for n, ln, o, *r in lines)
    )
    (mistake,) = refused(fasta)

    assert "the index is not of this file, or older than it: chrX" in mistake
    assert "samtools faidx genome.fa" in mistake


RECORDS = [("one", "ACGTACGTAC"), ("two extra words", "GGGTTTAAAC" * 7), ("three", "A")]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_index_that_samtools_makes_fits_until_the_file_changes(tmp_path, packed, end):
    def write(records):
        plain = tmp_path / "small.fa"
        with plain.open("w", newline="") as file:
            for name, bases in records:
                lines = [bases[at : at + 7] for at in range(0, len(bases), 7)]
                file.write("".join(f"{line}{end}" for line in (f">{name}", *lines)))
        if not packed:
            return plain
        pysam.tabix_compress(str(plain), f"{plain}.gz", force=True)
        return tmp_path / "small.fa.gz"

    path = write(RECORDS)
    pysam.faidx(str(path))
    entries = read_fai(tmp_path / f"{path.name}.fai")
    blocks = read_gzi(tmp_path / f"{path.name}.gzi") if packed else None

    assert [FastaText(path, blocks).fits(entry) for entry in entries] == [True, True, True]
    write([RECORDS[0], ("two extra words", RECORDS[1][1] + "A"), RECORDS[2]])
    assert [FastaText(path, blocks).fits(entry) for entry in entries] == [True, False, False]
