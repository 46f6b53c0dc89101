"""What was read, region by region: traps, made-up files, real ones; and the word that follows."""

import re
import shutil
import subprocess
from pathlib import Path

import pysam
import pytest
from base_by_base import ALAS2_FURTHER, counted, places_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from vcf_helpers import HEADER, vcf_text

from genetics.callability import (
    NO_RECORD_HERE,
    NOTHING_STATED,
    PLAIN_VCF,
    Threshold,
    coding_percentage,
    required_spans,
)
from genetics.callable_beds import read_callable
from genetics.errors import InputRejected
from genetics.findings import find
from genetics.inheritance import Mode, Sex
from genetics.intervals import Interval
from genetics.panel import Exon, Gene, Panel, Transcript
from genetics.readers.support import Support, support_in
from genetics.readers.territory import territory_of
from genetics.reference.tables import load_reference_bases
from genetics.results import Assessed, Findings, GeneResult, GeneStatus, RegionKind
from genetics.spans import joined
from genetics.variants import Assembly

M, F, U = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN
GENES = ("ALAS2", "SLC25A38", "STEAP3", "ABCB7")
EXON_5 = (55021052, 55021274)


def gene_of(found: Findings, symbol: str = "ALAS2", sample: str = "person") -> GeneResult:
    return next(gene for gene in found.of(sample).genes if gene.gene == symbol)


def rows_of(gene: GeneResult) -> dict[str, Assessed]:
    return {row.region: row for row in gene.assessed}


def as_counted(gene: GeneResult) -> dict[str, tuple[int, int, list[int]]] | None:
    """The rows in the form of the second way to count."""
    return {
        row.region: (
            row.required,
            row.assessed,
            [base for start, end in row.gaps for base in range(start, end + 1)],
        )
        for row in gene.assessed
    } or None


def copies_for(symbol: str, sex: Sex) -> int:
    return 1 if symbol in {"ALAS2", "ABCB7"} and sex is not F else 2


# --- traps: how many of the 223 coding bases of ALAS2 exon 5 were read, of its 16 margin bases, and
# --- which stretches of the exon were not

WHOLE = ()
TRAPS = [
    ("block_over_an_exon", F, 223, 16, WHOLE),
    ("block_without_end", F, 1, 0, ((55021052, 55021099), (55021101, 55021274))),
    ("block_of_few_reads_at_its_lowest", F, 123, 0, ((55021052, 55021151),)),
    ("block_of_low_quality", F, 123, 0, ((55021052, 55021151),)),
    ("block_with_a_value_missing", F, 123, 0, ((55021052, 55021151),)),
    ("blocks_of_deepvariant", F, 222, 16, ((55021152, 55021152),)),
    ("blocks_of_illumina", F, 100, 8, ((55021152, 55021274),)),
    ("all_sites", F, 6, 0, ((55021052, 55021059), (55021062, 55021064), (55021069, 55021274))),
    ("blocks_that_overlap", F, 213, 0, ((55021141, 55021150),)),
    ("block_of_one_copy", M, 223, 0, WHOLE),
    ("block_of_one_copy", U, 223, 0, WHOLE),
    ("block_of_one_copy", F, 0, 0, (EXON_5,)),
    ("block_not_called", F, 113, 0, ((55021052, 55021161),)),
    ("block_that_the_caller_marks", F, 123, 0, ((55021052, 55021151),)),
    ("block_that_the_caller_marks_in_the_sample", F, 123, 0, ((55021052, 55021151),)),
    ("block_across_the_edge_of_an_exon", F, 15, 11, ((55021062, 55021269),)),
    ("deletion_with_end_is_no_block", F, 100, 8, ((55021152, 55021274),)),
    ("deletion_called_among_blocks", F, 223, 16, WHOLE),
    ("block_of_any_other_allele", F, 123, 0, ((55021052, 55021151),)),
    ("variant_among_blocks", F, 223, 0, WHOLE),
    ("variant_of_few_reads_among_blocks", F, 222, 0, ((55021215, 55021215),)),
    ("deletion_of_bases_among_blocks", F, 223, 0, WHOLE),
    ("block_elsewhere", F, 0, 0, (EXON_5,)),
]


@pytest.mark.parametrize(("trap", "sex", "coding", "margins", "gaps"), TRAPS)
def test_what_a_trap_shows_of_an_exon(panel, vcfs, trap, sex, coding, margins, gaps):
    found = find(vcfs / f"{trap}.vcf", panel, sexes={"person": sex})
    rows = rows_of(gene_of(found))

    assert rows["exon 5"] == Assessed("exon 5", 223, coding, gaps)
    assert (rows["margins of exon 5"].required, rows["margins of exon 5"].assessed) == (16, margins)


@pytest.mark.parametrize(("trap", "sex"), [trap[:2] for trap in TRAPS])
def test_a_trap_counted_base_by_base_gives_the_same(panel, vcfs, trap, sex):
    path = vcfs / f"{trap}.vcf"
    found = find(path, panel, sexes={"person": sex})

    for symbol in GENES:
        assert as_counted(gene_of(found, symbol)) == counted(
            path, symbol, copies=copies_for(symbol, sex)
        )


@pytest.mark.parametrize(
    ("trap", "reason"),
    [
        ("variant_well_read_without_blocks", f"1 found; {PLAIN_VCF}"),
        ("deletion_with_end_alone", PLAIN_VCF),
        ("block_without_quality", NOTHING_STATED),
        ("block_without_depth", NOTHING_STATED),
        ("blocks_of_bcftools", NOTHING_STATED),
    ],
)
def test_where_nothing_says_what_was_read_the_words_are_those_of_a_plain_vcf(
    panel, vcfs, trap, reason
):
    gene = gene_of(find(vcfs / f"{trap}.vcf", panel))

    assert (gene.assessed, gene.reason) == ((), reason)
    assert gene.status in {GeneStatus.FOUND, GeneStatus.NOT_ASSESSED}


def test_a_gene_without_a_reference_record_in_a_file_that_has_some(panel, vcfs):
    gene = gene_of(find(vcfs / "block_over_an_exon.vcf", panel), "ABCB7")

    assert (gene.status, gene.reason, gene.assessed) == (
        GeneStatus.NOT_ASSESSED,
        NO_RECORD_HERE,
        (),
    )


def test_bcftools_states_no_quality_of_its_blocks_and_can_be_taken_without(panel, vcfs):
    found = find(vcfs / "blocks_of_bcftools.vcf", panel, quality=0)

    assert rows_of(gene_of(found))["exon 5"].gaps == ((55021151, 55021200),)
    assert found.of("person").callability_rule == (
        "DP >= 20 (assumption) and no GQ asked for (as stated)"
    )


@pytest.mark.parametrize(
    ("depth", "quality", "rule"),
    [
        (None, None, "DP >= 20 and GQ >= 20 (assumption)"),
        (30, None, "DP >= 30 (as stated) and GQ >= 20 (assumption)"),
        (20, 20, "DP >= 20 and GQ >= 20 (as stated)"),
        (10, 0, "DP >= 10 and no GQ asked for (as stated)"),
    ],
)
def test_the_rule_says_what_is_assumed(panel, vcfs, depth, quality, rule):
    found = find(vcfs / "block_over_an_exon.vcf", panel, depth=depth, quality=quality)

    assert found.of("person").callability_rule == rule == str(Threshold(depth, quality))
    assert found.of("person").callability_depth == (depth or 20)


@pytest.mark.parametrize(("depth", "read"), [(25, 223), (26, 0)])
def test_the_depth_is_that_of_the_lowest_base_of_a_block(panel, vcfs, depth, read):
    found = find(vcfs / "block_over_an_exon.vcf", panel, depth=depth)

    assert rows_of(gene_of(found))["exon 5"].assessed == read


def test_each_sample_by_itself(panel, vcfs):
    found = find(vcfs / "blocks_of_two.vcf", panel, sexes={"one": F, "other": F})

    assert rows_of(gene_of(found, sample="one"))["exon 5"].gaps == ((55021152, 55021274),)
    assert rows_of(gene_of(found, sample="other"))["exon 5"].gaps == ((55021052, 55021151),)


def test_one_copy_on_an_autosome_is_not_both(panel, vcfs):
    gene = gene_of(find(vcfs / "block_of_one_copy.vcf", panel), "SLC25A38")

    assert (gene.status, gene.reason) == (
        GeneStatus.NOT_ASSESSED,
        "0 of 915 coding bases, and none of the other regions",
    )


def test_records_that_are_only_read_or_not_called_name_the_regions_they_touch(panel, vcfs):
    called = gene_of(find(vcfs / "deletion_called_among_blocks.vcf", panel))
    not_called = gene_of(find(vcfs / "block_not_called.vcf", panel))
    outside = gene_of(find(vcfs / "outside_region_of_interest.vcf", panel), "SLC25A38")

    assert [read.region for read in called.not_interpreted] == ["exon 5"]
    assert [read.region for read in not_called.not_called] == ["exon 5", "exon 5"]
    assert {read.region for read in outside.not_interpreted} == {""}


@pytest.mark.parametrize(
    ("values", "support"),
    [
        ({}, Support()),
        ({"DP": "30", "GQ": "60"}, Support(30, 60)),
        ({"DP": "30", "MIN_DP": "25", "GQ": "60", "MIN_GQ": "15"}, Support(25, 15)),
        ({"DP": "30", "MIN_DP": ".", "GQ": ".", "RGQ": "44"}, Support(30, 44)),
        ({"GQ": "60", "RGQ": "44", "GQX": "3"}, Support(None, 60)),
        ({"GQX": "3.5", "DP": "x"}, Support(None, 3.5)),
        ({"GQ": "nan", "DP": "-5"}, Support()),
        ({"GQ": "inf"}, Support()),
        ({"FT": "PASS"}, Support()),
        ({"FT": "LowGQ;LowDP"}, Support(filters="LowGQ;LowDP")),
    ],
)
def test_what_the_values_of_a_sample_say_of_its_support(values, support):
    assert support_in(values) == support


# --- made-up files that show a gene whole ---

GVCF_HEADER = (
    *HEADER,
    '##INFO=<ID=END,Number=1,Type=Integer,Description="Last base">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Kind">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Reads">',
    '##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="Fewest reads">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">',
)
KNOWN = load_reference_bases()[Assembly.GRCH38]


def block(
    chrom: str, start: int, end: int, value: str = "0/0:30:60", alt: str = "<NON_REF>"
) -> str:
    base = KNOWN.get((chrom, start), "A")
    return f"chr{chrom} {start} . {base} {alt} . . END={end} GT:DP:GQ {value}"


def blocks_over(symbol: str, *, but: tuple[int, ...] = (), value: str = "0/0:30:60") -> list[str]:
    """Return blocks over every base of a gene that must be read, except for some of them."""
    chrom, regions = places_of(symbol, "GRCh38")
    bases = {base for places in regions.values() for base in places} - set(but)
    return [
        block(chrom, start, end, value) for start, end in joined((base, base) for base in bases)
    ]


@pytest.fixture
def made(tmp_path: Path, panel):
    def scanned(*records: str, sex: Sex = F, **more) -> Findings:
        path = tmp_path / "made.g.vcf"
        path.write_text(vcf_text(*records, header=GVCF_HEADER))
        return find(path, panel, sexes={"person": sex}, **more)

    return scanned


@pytest.mark.parametrize(
    ("symbol", "reason"),
    [
        ("ALAS2", "all 1764 coding bases, the 8 bp on either side of each coding part, promoter, intron-1 enhancer"),
        ("SLC25A38", "all 915 coding bases, the 8 bp on either side of each coding part"),
        ("STEAP3", "all 1497 coding bases, the 8 bp on either side of each coding part"),
        ("ABCB7", "all 2259 coding bases, the 8 bp on either side of each coding part"),
    ],
)  # fmt: skip
def test_a_gene_that_is_read_whole_is_assessed_and_nothing_found(made, symbol, reason):
    gene = gene_of(made(*blocks_over(symbol)), symbol)

    assert (gene.status, gene.reason) == (GeneStatus.NOTHING_FOUND, reason)
    assert all(row.complete and row.gaps == () for row in gene.assessed)
    assert coding_percentage(gene.assessed) == 100


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        # one coding base; one base of a margin; one of the promoter; one of the enhancer
        (range(55021100, 55021101), "1763 of 1764 coding bases; exon 5: 222 of 223 coding bases"),
        (range(55021044, 55021045), "all 1764 coding bases; margins of exon 5: 15 of 16 bases"),
        (range(55030978, 55030979), "all 1764 coding bases; promoter: 299 of 300 bases"),
        (range(55028267, 55028268), "all 1764 coding bases; intron-1 enhancer: 130 of 131 bases"),
        # a whole region
        (range(55030978, 55031278), "all 1764 coding bases; nothing of promoter"),
        (range(55021044, 55021283), "1541 of 1764 coding bases; nothing of exon 5"),
        (range(55021052, 55021283), "1541 of 1764 coding bases; margins of exon 5: 8 of 16 bases; nothing of exon 5"),
        (range(55021052, 55021095), "1721 of 1764 coding bases; exon 5: 180 of 223 coding bases"),
    ],
)  # fmt: skip
def test_a_base_that_is_missing_makes_it_partly_assessed(made, missing, reason):
    gene = gene_of(made(*blocks_over("ALAS2", but=tuple(missing))))

    assert (gene.status, gene.reason) == (GeneStatus.PARTLY_ASSESSED, reason)
    assert coding_percentage(gene.assessed) < 100 or "all 1764" in reason


def test_one_base_of_many_is_never_rounded_up_to_all():
    rows = (Assessed("exon 1", 1_000_000, 999_999),)

    assert coding_percentage(rows) == 99.99
    assert coding_percentage(()) is None


def test_the_four_words_from_one_file(made):
    found = made(
        *blocks_over("ALAS2"),
        *blocks_over("SLC25A38", value="0/0:30:60", but=(39391513,)),
        "chr3 39391513 . C T,<NON_REF> . . . GT:DP:GQ 0/1:30:60",
        *blocks_over("STEAP3", value="0/0:5:60"),
        *blocks_over("ABCB7")[:3],
    )

    assert [gene.status for gene in found.of("person").genes] == [
        GeneStatus.NOTHING_FOUND,
        GeneStatus.FOUND,
        GeneStatus.NOT_ASSESSED,
        GeneStatus.PARTLY_ASSESSED,
    ]
    assert gene_of(found, "SLC25A38").reason == (
        "1 found; all 915 coding bases, the 8 bp on either side of each coding part"
    )


def test_a_benign_finding_in_a_gene_that_is_read_whole(made):
    """SLC25A38 c.165G>A is benign: listed, and does not answer for the disease."""
    (site,) = (
        allele.pos
        for gene in territory_genes()
        for known in gene.known_variants
        for allele in known.alleles
        if known.hgvs_c == "c.165G>A" and allele.assembly is Assembly.GRCH38
    )
    found = made(
        *blocks_over("SLC25A38", but=(site,)),
        f"chr3 {site} . {KNOWN.get(('3', site), 'G')} A . . . GT:DP:GQ 0/1:30:60",
    )
    gene = gene_of(found, "SLC25A38")

    assert gene.status is GeneStatus.NOTHING_FOUND
    assert gene.reason.startswith("1 found, of class LB or B only; all 915 coding bases")
    assert len(gene.findings) == 1


def territory_genes():
    from genetics.gene_files import load_panel

    return load_panel().scanned


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ("chrX 55021100 . A <DEL> . . SVTYPE=DEL;END=55021150 GT 0/1", "allele <DEL>"),
        ("chrX 55021100 . A * . . . GT:DP:GQ 0/1:30:60", "allele *"),
        ("chrX 55000000 . A <DUP> . . SVTYPE=DUP;END=55040000 GT 0/1", "allele <DUP>"),
    ],
)
def test_a_called_allele_that_cannot_be_interpreted_is_not_nothing(made, record, why):
    gene = gene_of(made(*blocks_over("ALAS2"), record))

    assert gene.status is GeneStatus.PARTLY_ASSESSED
    assert "; called in these regions and not interpreted: 1" in gene.reason
    assert gene.not_interpreted[0].why.startswith(why)
    assert all(row.complete for row in gene.assessed)


def test_such_an_allele_outside_the_regions_changes_nothing(made):
    record = "chrX 55012000 . A <DEL> . . SVTYPE=DEL;END=55012100 GT 0/1"
    gene = gene_of(made(*blocks_over("ALAS2"), record))

    assert (gene.status, len(gene.not_interpreted)) == (GeneStatus.NOTHING_FOUND, 1)


def test_a_deletion_beside_the_regions_does_not_touch_them_by_the_base_before_it(made):
    record = "chrX 55021282 . AA A,<NON_REF> . . . GT:DP:GQ 0/1:30:60"
    gene = gene_of(made(*blocks_over("ALAS2"), record))

    assert [(read.variant.pos, read.region) for read in gene.not_interpreted] == [(55021282, "")]
    assert gene.status is GeneStatus.NOTHING_FOUND


def test_a_no_call_inside_a_good_block_counts(made):
    gene = gene_of(made(*blocks_over("ALAS2"), "chrX 55021100 . A T . . . GT:DP:GQ ./.:30:60"))

    assert rows_of(gene)["exon 5"].gaps == ((55021100, 55021100),)
    assert gene.status is GeneStatus.PARTLY_ASSESSED
    assert gene.reason.endswith("; alleles not called: 1")


def test_the_order_of_the_records_does_not_matter(made):
    records = [*blocks_over("ALAS2"), "chrX 55021100 . A T . . . GT:DP:GQ ./.:30:60"]

    assert gene_of(made(*records)).assessed == gene_of(made(*records[::-1])).assessed


def test_a_block_that_begins_far_before_the_gene_counts_by_every_way_in(tmp_path, panel):
    text = vcf_text(block("X", 54000000, 56000000), header=GVCF_HEADER)
    plain, packed = tmp_path / "plain.vcf", tmp_path / "packed.vcf.gz"
    plain.write_text(text)
    pysam.tabix_compress(str(plain), str(packed))
    pysam.tabix_index(str(packed), preset="vcf")
    bcf = tmp_path / "binary.bcf"
    with (
        pysam.VariantFile(str(plain)) as records,
        pysam.VariantFile(str(bcf), "wb", header=records.header) as written,
    ):
        for record in records:
            written.write(record)

    for path in (plain, packed, bcf):
        found = find(path, panel)
        assert gene_of(found).status is GeneStatus.NOTHING_FOUND
        assert ("by the index" in found.how_read) == (path == packed)


def test_what_must_be_read_is_the_region_of_interest(panel):
    for gene in panel.scanned:
        for assembly in Assembly:
            regions = gene.region_of_interest(assembly)
            assert required_spans(gene, assembly) == joined(
                (region.start, region.end) for _, region in regions
            )


@pytest.mark.parametrize("assembly", list(Assembly))
@pytest.mark.parametrize("symbol", GENES)
def test_the_second_way_to_count_has_the_same_places(panel, symbol, assembly):
    _, regions = places_of(symbol, str(assembly))
    bases = {base for places in regions.values() for base in places}

    assert joined((base, base) for base in bases) == required_spans(panel.gene(symbol), assembly)
    assert set(ALAS2_FURTHER["GRCh38"]) <= set(places_of("ALAS2", "GRCh38")[1])


# --- BED files ---


def bed_over(tmp_path: Path, *symbols: str, but: tuple[int, ...] = (), name="callable.bed") -> Path:
    lines = []
    for symbol in symbols:
        chrom, regions = places_of(symbol, "GRCh38")
        bases = {base for places in regions.values() for base in places} - set(but)
        lines += [f"{chrom}\t{start - 1}\t{end}\n" for start, end in joined((b, b) for b in bases)]
    path = tmp_path / name
    path.write_text("".join(lines))
    return path


def test_a_bed_says_what_was_read_of_a_plain_vcf(panel, vcfs, tmp_path):
    bed = bed_over(tmp_path, *GENES, but=(55021100,))
    found = find(vcfs / "variant_well_read_without_blocks.vcf", panel, callable=bed)

    assert [gene.status for gene in found.of("person").genes] == [
        GeneStatus.FOUND,
        *[GeneStatus.NOTHING_FOUND] * 3,
    ]
    assert rows_of(gene_of(found))["exon 5"].gaps == ((55021100, 55021100),)
    assert found.of("person").callability_rule == (
        "DP >= 20 and GQ >= 20 (assumption); "
        "bases of callable.bed taken as callable at that depth (assumption)"
    )
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("0/1:30:60", True),
        ("0/1:.:.", True),
        ("0/1:5:60", False),
        ("0/1:30:5", False),
        ("./.:30:60", False),
        ("./.:.:.", False),
    ],
)
def test_a_record_that_says_the_contrary_of_a_bed_counts(made, tmp_path, value, read):
    record = f"chr3 39391513 . C T . . . GT:DP:GQ {value}"
    gene = gene_of(made(record, callable=bed_over(tmp_path, "SLC25A38")), "SLC25A38")

    assert rows_of(gene)["exon 4"].complete is read


def test_a_bed_and_blocks_count_together(made, tmp_path):
    chrom, start, end = "X", *EXON_5
    bed = bed_over(tmp_path, "ALAS2", but=tuple(range(start, start + 100)))
    found = made(block(chrom, start, start + 49), block(chrom, end, end, "0/0:3:60"), callable=bed)

    assert rows_of(gene_of(found))["exon 5"].gaps == ((start + 50, start + 99), (end, end))


def test_a_bed_for_one_sample_is_not_one_for_the_other(panel, vcfs, tmp_path):
    beds = read_callable(
        territory_of(panel),
        bed_over(tmp_path, "ALAS2", name="all.bed"),
        {"son": bed_over(tmp_path, "STEAP3", name="son.bed"), "aunt": bed_over(tmp_path, "ABCB7")},
    )
    found = find(vcfs / "family.vcf", panel, callable=beds)

    assert gene_of(found, "STEAP3", "son").status is GeneStatus.NOTHING_FOUND
    assert gene_of(found, "STEAP3", "mother").status is GeneStatus.NOT_ASSESSED
    assert all(row.complete for row in gene_of(found, "ALAS2", "mother").assessed)
    assert found.of("son").callability_rule.count("son.bed") == 1
    assert "all.bed" in found.of("mother").callability_rule
    assert found.warnings == (
        "callable.bed is given for sample aunt, which is not among those read",
    )


def test_a_bed_of_the_other_build_is_doubted_aloud_and_shows_nothing(panel, vcfs, tmp_path):
    bed = tmp_path / "grch37.bed"
    bed.write_text("X\t55047484\t55047707\n")
    found = find(vcfs / "variant_well_read_without_blocks.vcf", panel, callable=bed)

    (warning,) = found.warnings
    assert warning == (
        "grch37.bed names no base of these genes on GRCh38: it may be of another build, or name "
        "its chromosomes otherwise"
    )
    assert {gene.status for gene in found.of("person").genes[1:]} == {GeneStatus.NOT_ASSESSED}
    assert gene_of(found, "STEAP3").reason.endswith(
        "0 of 1497 coding bases, and none of the other regions"
    )


def test_a_bed_that_is_none_is_refused_before_the_vcf_is_read(panel, tmp_path):
    bed = tmp_path / "wrong.bed"
    bed.write_text("chrX\t10\n")
    with pytest.raises(InputRejected, match=r"wrong\.bed:1: the line has 2 columns"):
        find(tmp_path / "absent.vcf", panel, callable=bed)


# --- whatever a file holds: the same as counted base by base ---

START, END = 55020980, 55021320  # around exon 5 of ALAS2
numbers = st.sampled_from(["30", "20", "19", "0", "."])
any_genotype = st.sampled_from(
    ["0/0", "0|0", "0", "0/1", "1/1", "1", "./.", ".", "0/.", "./1", "0/0/0", "0/2", "1/2"]
)
extras = st.sampled_from(["MIN_DP", "RGQ", "FT", "GQX", "MIN_GQ"])
alternatives = st.sampled_from(
    [
        ".",
        "<NON_REF>",
        "<*>",
        "T",
        "T,<NON_REF>",
        "TT,<*>",
        "*",
        "<DEL>",
        "T,<DEL>",
        "A[chrX:5[",
        "N",
    ]
)


@st.composite
def gvcf_records(draw) -> str:
    start = draw(st.integers(START, END))
    ref = draw(st.sampled_from(["A", "A", "A", "AC", "ACGTACGT"]))
    if any(("X", start + more) in KNOWN for more in range(len(ref))):
        ref = KNOWN.get(("X", start), "N")
    alts = draw(alternatives)
    info = draw(
        st.sampled_from([".", ".", "END={end}", "END={end}", "DP=3;END={end};X=1", "END={early}",
                         "SVTYPE=DEL;END={end}", "SVLEN=-9;END={end}", "BLOCKEND=55021300"])
    ).format(end=start + draw(st.integers(0, 120)), early=start - 5)  # fmt: skip
    keys, values = ["GT"], [draw(any_genotype)]
    highest = 0 if alts == "." else alts.count(",") + 1
    if any(int(copy) > highest for copy in re.findall(r"\d", values[0])):
        values = ["0/0"]
    for key in ("DP", "GQ"):
        if draw(st.integers(0, 9)):
            keys.append(key)
            values.append(draw(numbers))
    for key in draw(st.lists(extras, unique=True, max_size=2)):
        keys.append(key)
        values.append(draw(st.sampled_from(["PASS", ".", "LowGQ"]) if key == "FT" else numbers))
    filters = draw(st.sampled_from([".", "PASS", "PASS", "RefCall", "LowQual"]))
    kept = draw(st.integers(1, len(values)))  # trailing values may be left out
    value = ":".join(values[:kept])
    return f"chrX {start} . {ref} {alts} . {filters} {info} {':'.join(keys)} {value}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("made")


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(gvcf_records(), min_size=1, max_size=8),
    st.sampled_from(list(Sex)),
    st.sampled_from([(20, 20), (30, 0), (1, 60)]),
    st.booleans(),
)
def test_the_arithmetic_is_that_of_single_bases(panel, folder, records, sex, rule, with_bed):
    path, bed = folder / "made.vcf", folder / "made.bed"
    path.write_text(vcf_text(*records, header=("##fileformat=VCFv4.2",)))
    bed.write_text("X\t55021059\t55021199\nchrX\t55021251\t55021269\n")
    named = {*range(55021060, 55021200), *range(55021252, 55021270)} if with_bed else None
    depth, quality = rule
    found = find(
        path,
        panel,
        assembly=Assembly.GRCH38,
        sexes={"person": sex},
        depth=depth,
        quality=quality,
        callable=bed if with_bed else None,
    )

    assert as_counted(gene_of(found)) == counted(
        path,
        "ALAS2",
        copies=copies_for("ALAS2", sex),
        depth=depth,
        quality=quality,
        callable_bases=named,
    )


# --- real files ---


def made_up_gene(*exons: tuple[int, int], chrom: str = "20") -> Panel:
    """A gene with these coding parts, for a file that holds no gene of ours."""
    made = tuple(
        Exon(number, Interval(chrom, start, end), Interval(chrom, start, end), None, None)
        for number, (start, end) in enumerate(exons, start=1)
    )
    whole = Interval(chrom, exons[0][0] - 50, exons[-1][1] + 50)
    gene = Gene(
        symbol="MADE", hgnc="", omim="", chromosome=chrom, x_linked=False, mode=Mode.UNCERTAIN,
        scanned=True, transcript=Transcript("NM_0.1", "", "", "+", dict.fromkeys(Assembly, made)),
        locus=dict.fromkeys(Assembly, whole), regions={}, diseases=(), validity=(), class_cap="",
        class_cap_reason="", mechanism_notes=(), known_variants=(),
    )  # fmt: skip
    return Panel("made up", (gene,))


def test_a_real_gvcf_of_gatk(shared, tmp_path):
    """It lacks its first line, which is added; its lowest block has 14 reads (DP 41)."""
    text = (shared / "vcf/gvcf/SnpEff_genomic_vcf.gvcf").read_text()
    path = tmp_path / "gatk.g.vcf"
    path.write_text(f"##fileformat=VCFv4.2\n{text}")
    exons = ((10000050, 10000150), (10000430, 10000700), (10000800, 10001900))
    found = find(path, made_up_gene(*exons), assembly=Assembly.GRCH37, depth=40)
    rows = rows_of(gene_of(found, "MADE", "NA12878"))
    lowest, quality = per_base(path)

    for name, (start, end) in zip(("exon 1", "exon 2", "exon 3"), exons, strict=True):
        read = [
            base
            for base in range(start, end + 1)
            if lowest.get(base, 0) >= 40 and quality.get(base, 0) >= 20
        ]
        assert rows[name].assessed == len(read)
        assert rows[name].required == end - start + 1
    assert 0 < sum(row.assessed for row in rows.values()) < sum(r.required for r in rows.values())


def per_base(path: Path) -> tuple[dict[int, int], dict[int, int]]:
    """Return the lowest depth and quality that any record states of each base."""
    depths, qualities = {}, {}
    for line in path.read_text().splitlines():
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        end = re.search(r"END=(\d+)", cells[7])
        last = int(end[1]) if end else int(cells[1]) + len(cells[3]) - 1
        values = dict(zip(cells[8].split(":"), cells[9].split(":"), strict=True))
        for base in range(int(cells[1]), last + 1):
            depth = int(values.get("MIN_DP", values["DP"]))
            depths[base] = min(depth, depths.get(base, depth))
            qualities[base] = min(int(values["GQ"]), qualities.get(base, int(values["GQ"])))
    return depths, qualities


def test_a_real_file_that_is_a_gvcf_by_name_only_says_nothing_of_what_was_read(shared, panel):
    """It holds the records of changes of DeepVariant, and no block."""
    found = find(shared / "vcf/gvcf/vip_liftover.g.vcf", panel, assembly=Assembly.GRCH37)

    assert {gene.assessed for gene in found.of("NA12878").genes} == {()}
    assert {gene.status for gene in found.of("NA12878").genes} == {GeneStatus.NOT_ASSESSED}
    assert all(PLAIN_VCF in gene.reason for gene in found.of("NA12878").genes)


def test_a_real_exome_says_nothing_of_what_was_read(shared, panel):
    (sample,) = find(shared / "vcf/exome_grch37/Pfeiffer.vcf.gz", panel).samples

    assert all(gene.assessed == () and PLAIN_VCF in gene.reason for gene in sample.genes)


READS = 40


@pytest.mark.skipif(shutil.which("bcftools") is None, reason="bcftools is not installed")
def test_blocks_that_bcftools_itself_writes(tmp_path):
    """FORMAT DP of its blocks is the lowest of the block, as its pileup has it base by base."""
    letters = ("ACGTTGCAAC" * 60)[:600]
    (tmp_path / "r.fa").write_text(f">made\n{letters}\n")
    starts = sorted((50 + 7 * number % 300) for number in range(READS * 7))
    header = {"HD": {"VN": "1.6", "SO": "coordinate"}, "SQ": [{"SN": "made", "LN": 600}],
              "RG": [{"ID": "a", "SM": "person"}]}  # fmt: skip
    with pysam.AlignmentFile(str(tmp_path / "r.bam"), "wb", header=header) as reads:
        for number, start in enumerate(starts):
            read = pysam.AlignedSegment(reads.header)
            read.query_name, read.query_sequence = f"r{number}", letters[start : start + 60]
            read.reference_id, read.reference_start = 0, start
            read.mapping_quality, read.cigarstring = 60, "60M"
            read.query_qualities = pysam.qualitystring_to_array("I" * 60)
            read.set_tag("RG", "a")
            reads.write(read)
    pysam.index(str(tmp_path / "r.bam"))
    pileup = ["bcftools", "mpileup", "-f", "r.fa", "-a", "FORMAT/DP", "r.bam", "-Ou"]
    piled = subprocess.run(pileup, cwd=tmp_path, check=True, capture_output=True).stdout
    called = subprocess.run(
        ["bcftools", "call", "-m", "-g", "20,40", "--ploidy", "2"],
        cwd=tmp_path, check=True, capture_output=True, input=piled,
    ).stdout  # fmt: skip
    (tmp_path / "called.vcf").write_bytes(called)
    depths = [sum(start < base <= start + 60 for start in starts) for base in range(601)]
    found = find(
        tmp_path / "called.vcf",
        made_up_gene((60, 400), chrom="made"),
        assembly=Assembly.GRCH38,
        depth=40,
        quality=0,
    )

    assert b"END=" in called
    assert rows_of(gene_of(found, "MADE"))["exon 1"].assessed == sum(
        depths[base] >= 40 for base in range(60, 401)
    )


def test_no_region_is_of_an_unknown_kind(panel, vcfs):
    rows = gene_of(find(vcfs / "block_over_an_exon.vcf", panel)).assessed

    assert [row.kind for row in rows].count(RegionKind.CODING) == 10
    assert [row.kind for row in rows].count(RegionKind.MARGIN) == 10
    assert [row.region for row in rows if row.kind is RegionKind.FURTHER] == [
        "promoter",
        "intron-1 enhancer",
    ]
    assert {row.exon for row in rows} == {"", *(f"exon {number}" for number in range(2, 12))}
