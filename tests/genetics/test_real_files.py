"""Real files, each through the whole way: the build, every record, every genotype."""

import csv
import io
import re
import warnings
from collections import Counter
from pathlib import Path

import pysam
import pytest
from vcf_helpers import called_by_text, called_by_us, chromosomes_of, panel_around, text_of

from genetics.errors import SideroscreenError
from genetics.findings import find
from genetics.genotypes import copies_of
from genetics.inheritance import Sex
from genetics.results import GeneStatus
from genetics.variants import Assembly

GRCH37, GRCH38 = Assembly.GRCH37, Assembly.GRCH38
PFEIFFER = "exome_grch37/Pfeiffer.vcf.gz"


# --- the Pfeiffer exome ---


def test_pfeiffer_is_concluded_to_be_grch37(shared, panel):
    result = find(shared / "vcf" / PFEIFFER, panel)

    assert result.assembly is GRCH37
    assert result.assembly_signs == (
        "contig lengths: 24 of 24 as in GRCh37 (1 has 249250621, 10 has 135534747, 11 has 135006516 and 21 more)",
        "header lines that name GRCh37: ##contig assembly b37",
        "REF bases: 1 of 1 agree with GRCh37, fewer than the 3 that would count",
    )
    assert result.records_read == 37709


def test_pfeiffer_s_three_intronic_records_are_read_and_no_finding(shared, panel):
    (sample,) = find(shared / "vcf" / PFEIFFER, panel).samples

    assert sample.findings == ()
    assert [
        (gene.gene, read.variant.chrom, read.variant.pos, read.genotype, read.why)
        for gene in sample.genes
        for read in gene.not_interpreted
    ] == [
        (
            gene,
            chrom,
            pos,
            genotype,
            "outside the region of interest (coding sequence ± 8 bp, promoter, enhancer)",
        )
        for gene, chrom, pos, genotype in (
            ("SLC25A38", "3", 39432785, "0/1"),
            ("SLC25A38", "3", 39435865, "0/1"),
            ("STEAP3", "2", 120005840, "1/1"),
        )
    ]
    assert {gene.status for gene in sample.genes} == {GeneStatus.NOT_ASSESSED}


def test_pfeiffer_is_refused_as_grch38(shared, panel):
    with pytest.raises(SideroscreenError) as refused:
        find(shared / "vcf" / PFEIFFER, panel, assembly=GRCH38)

    assert refused.value.exit_code == 3
    assert (
        "the file contradicts the stated build GRCh38 (signs: contig lengths: 24 of 24 as in GRCh37"
        in str(refused.value)
    )


# --- the folders of odd files, as they are and with the right build stated ---


def undecided(signs: str) -> str:
    return (
        f"the genome build cannot be concluded; two independent signs are needed (signs: {signs}); "
        "state the build with --assembly GRCh37 or --assembly GRCh38 if you know it"
    )


def no_fileformat(start: str) -> str:
    return (
        f":1: a VCF begins with ##fileformat=VCFv4…, this file with {start!r}; "
        "name a VCF (.vcf, .vcf.gz) or a BCF file, or add that line"
    )


def read(records: int, found: int = 0, only_read: int = 0) -> str:
    return f"{found} found, {only_read} only read, 0 not called, of {records} records"


NO_SIGNS = undecided("none")
COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t"

# Each file: the line as it is, the right build, and the line with it (the same if refused).
ODD_FILES = [
    ("chrX_hemizygous/cyvcf2_test-haploidX.vcf", read(777), GRCH37, read(777)),
    ("chrX_hemizygous/cyvcf2_test-hemi.vcf", undecided("header lines that name GRCh37: ##VEP 82_GRCh37, ##VEP GRCh37.p13"), GRCH37, read(2)),
    ("trios/gemini/test.auto_dom.vcf", read(5), GRCH37, read(5)),
    ("trios/gemini/test.auto_rec.vcf", read(5), GRCH37, read(5)),
    ("trios/gemini/test.comp_het.vcf", read(8), GRCH37, read(8)),
    ("trios/gemini/test.de_novo.vcf", read(5), GRCH37, read(5)),
    ("trios/gemini/test.mendel.vcf", undecided("header lines that name GRCh37: ##reference human_g1k_v37.fasta, ##VEP 76_GRCh37, ##SnpEffCmd GRCh37.75"), GRCH37, read(22)),
    ("trios/gemini/test.x-linked.vcf", read(3), GRCH37, read(3)),
    ("trios/genmod/multi_allele_example.vcf", read(11), GRCH37, read(11)),
    ("trios/genmod/small_vep.vcf", read(4), GRCH37, read(4)),
    ("trios/genmod/test_vcf.vcf", ":6: the record has 14 columns, the header 15; correct this record, or make the file again", GRCH37, ""),
    ("trios/genmod/test_vcf_regions_models_scored.vcf", read(15), GRCH37, read(15)),
    ("trios/ngsbits/UpdHunter_in1.vcf.gz", read(92215, 3, 18), GRCH37, read(92215, 3, 18)),
    ("trios/scout/643594.clinical.SV.vcf.gz", read(19), GRCH37, read(19)),
    ("trios/scout/643594.clinical.mei.vcf.gz", read(252), GRCH37, read(252)),
    ("trios/scout/643594.clinical.str.stranger.vcf.gz", NO_SIGNS, GRCH37, read(80)),
    ("trios/scout/643594.clinical.vcf.gz", read(680), GRCH37, read(680)),
    ("trios/scout/643594.research.vcf.gz", read(678), GRCH37, read(678)),
    ("trios/slivar/comphet-test-case.vcf", read(2), GRCH38, read(2)),
    ("trios/slivar/comphet.csq.vcf", read(4), GRCH38, read(4)),
    ("gvcf/SnpEff_genomic_vcf.gvcf", no_fileformat(f"{COLUMNS}NA12878"), GRCH37, ""),
    ("gvcf/SnpEff_test_gVCF_NON_REF.vcf", no_fileformat("Unmapped_Scaffold_22\t23352\t.\tCAA\tCAAAAAAAAAAAA,CAAA,CA,CAAAA"), GRCH37, ""),
    ("gvcf/vip_liftover.g.vcf", undecided("contig lengths: 1 of 1 as in GRCh37 (22 has 51304566)"), GRCH37, read(15860)),
    ("small_odd/SnpEff_choking_on_dot_slash_dot.vcf", no_fileformat("1\t69270\t.\tA\tG\t28954.89\t.\tAC=107;AF=0.4652;AN=230;BaseQRankSu"), GRCH37, ""),
    ("small_odd/SnpEff_out_of_order.vcf", no_fileformat(f"{COLUMNS}NA12878\tHG0009"), GRCH37, ""),
    ("small_odd/exomiser_altAllele.vcf", NO_SIGNS, GRCH37, read(1)),
    ("small_odd/exomiser_failedVariant.vcf", NO_SIGNS, GRCH37, read(2)),
    ("small_odd/exomiser_headerOnly.vcf", NO_SIGNS, GRCH37, read(0)),
    ("small_odd/exomiser_minimal.vcf", NO_SIGNS, GRCH37, read(0)),
    ("small_odd/exomiser_multiAlleleGenotypes.vcf", NO_SIGNS, GRCH37, read(11)),
    ("small_odd/exomiser_multiSampleWithProbandHomRef.vcf", NO_SIGNS, GRCH37, read(2)),
    ("small_odd/exomiser_noAnnotations.vcf", NO_SIGNS, GRCH37, read(2)),
    ("small_odd/exomiser_smallTest.vcf", NO_SIGNS, GRCH37, read(3)),
    ("small_odd/vip_corner_cases.vcf", undecided("contig lengths: 8 of 8 as in GRCh38 (1 has 248956422, 2 has 242193529, 4 has 190214555 and 5 more)"), GRCH38, read(19)),
]  # fmt: skip


def outcome(path: Path, panel, stated: Assembly | None) -> tuple[int, str]:
    """Return exit code and line, as the command would give them."""
    try:
        result = find(path, panel, assembly=stated)
    except SideroscreenError as error:
        return error.exit_code, str(error).removeprefix(str(path)).removeprefix(": ")
    genes = [gene for sample in result.samples for gene in sample.genes]
    return 0, (
        f"{sum(len(gene.findings) for gene in genes)} found, "
        f"{sum(len(gene.not_interpreted) for gene in genes)} only read, "
        f"{sum(len(gene.not_called) for gene in genes)} not called, of {result.records_read} records"
    )


def code_of(line: str) -> int:
    return 0 if line.endswith(" records") else 3


@pytest.mark.parametrize(("file", "line", "right", "line_with_build"), ODD_FILES)
def test_each_odd_file(shared, panel, file, line, right, line_with_build):
    path = shared / "vcf" / file
    with_build = line_with_build or line

    assert outcome(path, panel, None) == (code_of(line), line)
    assert outcome(path, panel, right) == (code_of(with_build), with_build)


def test_no_odd_file_is_left_out(shared):
    here = {file for file, *_ in ODD_FILES}
    there = {
        str(path.relative_to(shared / "vcf"))
        for folder in ("chrX_hemizygous", "trios", "gvcf", "small_odd")
        for path in (shared / "vcf" / folder).rglob("*")
        if path.is_file() and path.suffix != ".ped"
    }

    assert there == here


def test_what_a_real_trio_carries(shared, panel):
    """Two synonymous changes, benign by frequency; the son's X calls are as his sex asks."""
    sexes = {"FATHER": Sex.MALE, "CHILD": Sex.MALE, "MOTHER": Sex.FEMALE}
    result = find(shared / "vcf/trios/ngsbits/UpdHunter_in1.vcf.gz", panel, sexes=sexes)

    assert result.warnings == ()
    assert [
        (
            sample.sample,
            finding.gene,
            finding.hgvs_c,
            str(finding.zygosity),
            str(finding.classification),
        )
        for sample in result.samples
        for finding in sample.findings
    ] == [
        ("FATHER", "STEAP3", "c.1203C>T", "heterozygous", "B"),
        ("CHILD", "STEAP3", "c.1203C>T", "heterozygous", "B"),
        ("MOTHER", "SLC25A38", "c.165G>A", "heterozygous", "B"),
    ]


# --- every record of a real file, by a panel whose genes cover the whole chromosomes ---

# The build that is stated where the signs do not suffice; None: they do.
WHOLE_FILES = [
    ("bcftools_bcsq/slivar_with-bcsq.vcf", None),
    ("chrX_hemizygous/cyvcf2_test-haploidX.vcf", None),
    ("chrX_hemizygous/cyvcf2_test-hemi.vcf", GRCH37),
    (PFEIFFER, None),
    ("genome_grch38/MissensePathoR_0h_Rep1.vcf", None),
    ("genome_grch38/MissensePathoR_1h_Rep1.vcf", None),
    ("genome_grch38/ngsbits_VcfMerge_SR_DV.vcf.gz", None),
    ("gvcf/vip_liftover.g.vcf", GRCH37),
    ("mitochondrial/haplogrep3_example-wgs.vcf", GRCH37),
    ("mitochondrial/vip_mtdna_blb.vcf", GRCH38),
    ("mitochondrial/vip_mtdna_plp.vcf", GRCH38),
    ("multisample/gemini_test.query.vcf.gz", None),
    ("small_odd/exomiser_altAllele.vcf", GRCH37),
    ("small_odd/exomiser_failedVariant.vcf", GRCH37),
    ("small_odd/exomiser_multiAlleleGenotypes.vcf", GRCH37),
    ("small_odd/exomiser_multiSampleWithProbandHomRef.vcf", GRCH37),
    ("small_odd/exomiser_noAnnotations.vcf", GRCH37),
    ("small_odd/exomiser_smallTest.vcf", GRCH37),
    ("small_odd/vip_corner_cases.vcf", GRCH38),
    ("snpeff/gemini_test1.snpeff.vcf", None),
    ("snpeff/gemini_test4.vep.snpeff.vcf", None),
    ("sv/jvarkit_manta.B00GWIU.vcf.gz", None),
    ("sv/scout_manta_vep94.vcf.gz", None),
    ("sv/svtools_NA12878.vcf.gz", GRCH37),
    ("sv/svtools_NA12878_input.vcf.gz", GRCH37),
    ("sv/svtools_reclass.test.vcf.gz", GRCH37),
    ("sv/svtyper_example.gt.vcf", None),
    ("sv/vip_str.vcf", GRCH38),
    ("trios/gemini/test.auto_dom.vcf", None),
    ("trios/gemini/test.auto_rec.vcf", None),
    ("trios/gemini/test.comp_het.vcf", None),
    ("trios/gemini/test.de_novo.vcf", None),
    ("trios/gemini/test.mendel.vcf", GRCH37),
    ("trios/gemini/test.x-linked.vcf", None),
    ("trios/genmod/multi_allele_example.vcf", None),
    ("trios/genmod/small_vep.vcf", None),
    ("trios/genmod/test_vcf_regions_models_scored.vcf", None),
    ("trios/scout/643594.clinical.SV.vcf.gz", None),
    ("trios/scout/643594.clinical.mei.vcf.gz", None),
    ("trios/scout/643594.clinical.str.stranger.vcf.gz", GRCH37),
    ("trios/scout/643594.clinical.vcf.gz", None),
    ("trios/scout/643594.research.vcf.gz", None),
    ("trios/slivar/comphet-test-case.vcf", None),
    ("trios/slivar/comphet.csq.vcf", None),
    ("vep_csq/gemini_test.region.vep.vcf", None),
    ("vep_csq/scout_vep104_annotated.vcf", None),
    ("vep_csq/scout_vep113_existing_variation.vcf", None),
    ("vep_csq/scout_vep97_annotated_clnsig_conservation_revel.vcf", None),
    ("vep_csq/slivar_comphet.csq.vcf", None),
]
LARGE_FILES = [
    ("multisample/vcflib_1kGP_hc_chr1_head1000.vcf.gz", GRCH38),
    ("trios/ngsbits/UpdHunter_in1.vcf.gz", None),
]


def same_number_of_alleles(path: Path, stated: Assembly | None) -> bool:
    result = find(path, panel_around(chromosomes_of(path)), assembly=stated)

    return +called_by_us(result) == +called_by_text(path)


@pytest.mark.parametrize(("file", "stated"), WHOLE_FILES)
def test_every_called_allele_of_every_sample_is_accounted_for(shared, file, stated):
    assert same_number_of_alleles(shared / "vcf" / file, stated)


@pytest.mark.long
@pytest.mark.parametrize(("file", "stated"), LARGE_FILES)
def test_every_called_allele_of_every_sample_in_large_files(shared, file, stated):
    assert same_number_of_alleles(shared / "vcf" / file, stated)


def test_every_file_with_genotypes_is_in_one_of_the_lists(shared):
    listed = {file for file, *_ in (*WHOLE_FILES, *LARGE_FILES)}
    refused = {file for file, line, _, with_build in ODD_FILES if not with_build}
    empty = {"small_odd/exomiser_headerOnly.vcf", "small_odd/exomiser_minimal.vcf"}
    with (shared / "vcf/INVENTORY.tsv").open() as inventory:
        files = {
            row["file"].removeprefix("vcf/")
            for row in csv.DictReader(inventory, delimiter="\t")
            if row["version"] != "?" and not row["samples"].startswith("0:")
        }

    assert files - listed - refused - empty == set()


# --- PyVCF3 as a second reader, where it can read a file ---

SECOND_READER = [
    ("chrX_hemizygous/cyvcf2_test-haploidX.vcf", None),
    ("trios/gemini/test.comp_het.vcf", None),
    ("trios/gemini/test.x-linked.vcf", None),
    ("trios/genmod/small_vep.vcf", None),
    ("trios/slivar/comphet-test-case.vcf", None),
    ("multisample/gemini_test.query.vcf.gz", None),
    ("gvcf/vip_liftover.g.vcf", GRCH37),
]


def called_by_pyvcf(path: Path) -> Counter[str]:
    """Count the alleles that genotypes name, as PyVCF3 reads the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import vcf

        number: Counter[str] = Counter()
        for record in vcf.Reader(io.StringIO("\n".join(text_of(path)) + "\n")):
            for call in record.samples:
                named = set(re.findall(r"\d+", call.data.GT or "")) - {"0"}
                if getattr(call.data, "DP", None) != 0:
                    number[call.sample] += len(named)
    return number


@pytest.mark.parametrize(("file", "stated"), SECOND_READER)
def test_pyvcf3_counts_the_same(shared, file, stated):
    path = shared / "vcf" / file
    result = find(path, panel_around(chromosomes_of(path)), assembly=stated)

    assert +called_by_us(result) == +called_by_pyvcf(path)


# --- real files with published alleles spiked in, otherwise untouched ---

SPIKED_FILES = [
    (PFEIFFER, GRCH37),
    ("chrX_hemizygous/cyvcf2_test-haploidX.vcf", GRCH37),
    ("trios/gemini/test.comp_het.vcf", GRCH37),
    ("trios/genmod/small_vep.vcf", GRCH37),
    ("trios/scout/643594.clinical.vcf.gz", GRCH37),
    ("genome_grch38/MissensePathoR_0h_Rep1.vcf", GRCH38),
    ("genome_grch38/ngsbits_VcfMerge_SR_DV.vcf.gz", GRCH38),
    ("trios/slivar/comphet.csq.vcf", GRCH38),
]


def spiked(source: Path, folder: Path, alleles, wrapping: str) -> tuple[Path, str]:
    """Write `source` with one record more for each allele, carried by the first sample.

    Each record goes where the order of the file wants it, in plain text.
    """
    lines = text_of(source)
    names = next(line for line in lines if line.startswith("#CHROM")).split("\t")
    with_chr = any(line.startswith("chr") for line in lines)
    for variant in alleles:
        contig = f"chr{variant.chrom}" if with_chr else variant.chrom
        genotypes = ["0/1", *["0/0"] * (len(names) - 10)]
        record = [contig, str(variant.pos), ".", variant.ref, variant.alt, ".", "PASS", ".", "GT"]
        lines.insert(place_for(lines, contig, variant.pos), "\t".join((*record, *genotypes)))
    path = folder / "spiked.vcf"
    path.write_text("\n".join(lines) + "\n")
    if wrapping == "text":
        return path, names[9]
    pysam.tabix_compress(str(path), f"{path}.gz")
    if wrapping == "BGZF with index":
        pysam.tabix_index(f"{path}.gz", preset="vcf")
    return Path(f"{path}.gz"), names[9]


def place_for(lines: list[str], contig: str, pos: int) -> int:
    place = len(lines)
    for number, line in enumerate(lines):
        if line.startswith(f"{contig}\t"):
            if int(line.split("\t", 2)[1]) > pos:
                return number
            place = number + 1
    return place


@pytest.mark.parametrize("wrapping", ["text", "BGZF", "BGZF with index"])
@pytest.mark.parametrize(("file", "build"), SPIKED_FILES)
def test_every_published_allele_is_found_in_a_real_file(
    shared, panel, tmp_path, file, build, wrapping
):
    source = shared / "vcf" / file
    before = find(source, panel)
    there = {
        (read.variant.chrom, read.variant.pos)
        for gene in before.samples[0].genes
        for read in (*gene.findings, *gene.not_interpreted)
    }
    published = {
        variant: known
        for gene in panel.scanned
        for known in gene.known_variants
        for variant in known.alleles
        if variant.assembly is build and (variant.chrom, variant.pos) not in there
    }
    path, carrier = spiked(source, tmp_path, published, wrapping)
    after = find(path, panel, sexes=dict.fromkeys([s.sample for s in before.samples], Sex.FEMALE))
    results = after.of(carrier).genes
    found = {finding.variant: finding for gene in results for finding in gene.findings}
    read_only = {read.variant for gene in results for read in gene.not_interpreted}

    assert ("by the index" in after.how_read) == (wrapping == "BGZF with index")
    assert published.keys() <= found.keys() | read_only
    assert len(found.keys() & published.keys()) > 100
    for variant, known in published.items():
        if variant in found:
            finding = found[variant]
            assert finding.hgvs_c == known.hgvs_c
            assert "as published" in finding.naming
            assert not finding.withheld
            in_one_codon = "changes the same codon" in finding.naming
            assert finding.hgvs_p == ("p.?" if in_one_codon else known.hgvs_p)
            assert str(finding.zygosity) == "heterozygous"
            assert finding.our_class == known.used
        else:
            gene = next(gene for gene in panel.scanned if known in gene.known_variants)
            assert not any(
                region.overlaps(variant.chrom, variant.pos, variant.pos)
                for _, region in gene.region_of_interest(build)
            )
    for other in after.samples[1:]:
        assert not {finding.variant for finding in other.findings} & published.keys()


def test_genotypes_as_they_stand_in_real_files_are_all_known_forms(shared):
    """Every genotype that stands in a real file can be read as copies."""
    written = {
        column.split(":", 1)[0]
        for file, _ in WHOLE_FILES
        for line in text_of(shared / "vcf" / file)
        if not line.startswith("#") and "\tGT" in line
        for column in line.split("\t")[9:]
    }

    assert {text for text in written if copies_of(text) is None} == set()
    assert {"0/1", "1", "./.", ".", "0/."} <= written
