"""Structural changes over a gene: kind, ends, what they touch, and who carries them."""

import re

import pytest
from vcf_helpers import HEADER, chromosomes_of, panel_around, text_of, vcf_text

from genetics.answers import Answer
from genetics.errors import SideroscreenError
from genetics.findings import find
from genetics.inheritance import Sex
from genetics.results import GeneStatus
from genetics.structural import StructuralKind
from genetics.variants import Assembly

M, F, U = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN
YES, CANNOT_TELL = Answer.YES, Answer.CANNOT_TELL
FIELDS = (
    '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Kind">',
    '##INFO=<ID=SVLEN,Number=A,Type=Integer,Description="Length">',
    '##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Around POS">',
    '##INFO=<ID=CIEND,Number=2,Type=Integer,Description="Around END">',
    '##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">',
    '##FORMAT=<ID=CN,Number=1,Type=Float,Description="Copies">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Reads">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">',
)
LONG = "ACGTACGTAC" * 6


def genes(panel, tmp_path, *records, sex=F):
    path = tmp_path / "structural.vcf"
    path.write_text(vcf_text(*records, header=(*HEADER, *FIELDS)))
    found = find(path, panel, assembly=Assembly.GRCH38, sexes={"person": sex})
    return {gene.gene: gene for gene in found.samples[0].genes}


def structural(panel, tmp_path, record, gene="SLC25A38", sex=F):
    return genes(panel, tmp_path, record, sex=sex)[gene].structural


@pytest.mark.parametrize(
    ("alt", "info", "kind", "start", "end", "touches"),
    [
        ("<DEL>", "END=39391700", "deletion", 39391401, 39391700, "exon 4 whole"),
        ("<DEL>", "SVLEN=-300", "deletion", 39391401, 39391700, "exon 4 whole"),
        ("<DEL>", "SVLEN=300", "deletion", 39391401, 39391700, "exon 4 whole"),
        ("<DEL:ME:ALU>", "END=39391700", "deletion", 39391401, 39391700, "exon 4 whole"),
        ("<DEL>", "END=39395000", "deletion", 39391401, 39395000, "exons 4 to 6 whole"),
        ("<DEL>", "END=39394500", "deletion", 39391401, 39394500, "exons 4 to 5 whole, part of exon 6"),
        ("<DEL>", "END=39391410", "deletion", 39391401, 39391410, ""),
        ("<DEL>", "END=39391435", "deletion", 39391401, 39391435, "splice region of exon 4"),
        ("<DUP>", "END=39391700", "duplication", 39391401, 39391700, "exon 4 whole"),
        ("<DUP:TANDEM>", "END=39391700", "duplication", 39391401, 39391700, "exon 4 whole"),
        ("<CNV>", "END=39391700", "copy number change", 39391401, 39391700, "exon 4 whole"),
        ("<CN0>", "END=39391700", "copy number change", 39391401, 39391700, "exon 4 whole"),
        ("<INV>", "END=39391700", "inversion", 39391401, 39391700, "exon 4 whole"),
        ("<INS>", "END=39391400;SVLEN=300", "insertion", 39391400, 39391401, ""),
        ("<INS:ME:ALU>", "SVLEN=280", "insertion", 39391400, 39391401, ""),
        ("N[chrX:123[", "SVTYPE=BND", "breakend", 39391400, 39391400, ""),
        ("]chrX:123]N", "SVTYPE=BND", "breakend", 39391400, 39391400, ""),
        (".N", "SVTYPE=BND", "breakend", 39391400, 39391400, ""),
        ("N.", "SVTYPE=BND", "breakend", 39391400, 39391400, ""),
        ("<BND>", "SVTYPE=BND;END=39990000", "breakend", 39391400, 39391400, ""),
        ("<STR13>", "END=39391413", "structural change of another kind", 39391401, 39391413, ""),
    ],
)  # fmt: skip
def test_kind_ends_and_what_is_touched(panel, tmp_path, alt, info, kind, start, end, touches):
    record = f"chr3 39391400 . N {alt} . PASS {info} GT 0/1"
    (one,) = structural(panel, tmp_path, record)

    assert (one.kind, one.start, one.end, one.touches) == (kind, start, end, touches)
    assert (one.called.answer, one.called.why) == (YES, "the genotype 0/1 names it")
    assert (one.gene, one.genotype, one.filters, one.place) == (
        "SLC25A38",
        "0/1",
        "PASS",
        "3:39391400",
    )


def test_each_allele_of_a_record_has_its_own_length(panel, tmp_path):
    record = "chr3 39391400 . N <DEL>,<DUP> . PASS END=39395000;SVLEN=-300,3600 GT 1/2"
    found = structural(panel, tmp_path, record)

    assert [(one.kind, one.end) for one in found] == [
        (StructuralKind.DELETION, 39391700),
        (StructuralKind.DUPLICATION, 39395000),
    ]


@pytest.mark.parametrize(
    ("ref", "alt", "kind", "start", "end"),
    [
        (f"N{LONG}".replace("N", "G"), "G", StructuralKind.DELETION, 39390701, 39390760),
        ("G", f"G{LONG}", StructuralKind.INSERTION, 39390700, 39390701),
    ],
)
def test_changes_of_50_bases_and_more_that_are_written_out(
    panel, tmp_path, ref, alt, kind, start, end
):
    gene = genes(panel, tmp_path, f"chr3 39390700 . {ref} {alt} . PASS . GT 0/1")["SLC25A38"]
    (one,) = gene.structural

    assert (one.kind, one.start, one.end) == (kind, start, end)
    assert one.remarks == ("written out, 50 bases or more (an assumption)",)


def test_49_bases_are_a_small_change(panel, tmp_path):
    record = f"chr3 39390700 . G{LONG[:49]} G . PASS . GT 0/1"

    assert structural(panel, tmp_path, record) == ()


@pytest.mark.parametrize(
    ("info", "remark"),
    [
        ("END=39391700;IMPRECISE;CIPOS=-10,5;CIEND=-3,8", "its ends are imprecise (CIPOS -10,5, CIEND -3,8)"),
        ("END=39391700;IMPRECISE", "its ends are imprecise (IMPRECISE)"),
        ("SVTYPE=DEL", "neither END nor SVLEN says where it ends"),
        ("END=39391700;SVLEN=-100", "END (39391700) and SVLEN (up to 39391500) say different ends: the further counts"),
    ],
)  # fmt: skip
def test_what_is_to_be_known_of_the_ends(panel, tmp_path, info, remark):
    (one,) = structural(panel, tmp_path, f"chr3 39391400 . N <DEL> . PASS {info} GT 0/1")

    assert one.remarks == (remark,)


@pytest.mark.parametrize(
    ("alt", "form", "value", "sex", "answer", "why"),
    [
        ("<DEL>", "GT", "1", M, YES, "the genotype 1 names it"),
        ("<DEL>", "GT", "./1", F, YES, "the genotype ./1 names it"),
        ("<DEL>", "GT", "./.", F, CANNOT_TELL, "not called (./.)"),
        ("<DEL>", "GT", ".", F, CANNOT_TELL, "not called (.)"),
        ("<DEL>", "DP", "30", F, CANNOT_TELL, "no genotype is given (no GT)"),
        ("<CNV>", "CN", "1", F, YES, "copy number 1, 2 expected"),
        ("<CNV>", "GT:CN", "./.:3", F, YES, "copy number 3, 2 expected"),
        ("<CNV>", "CN", "2", F, None, ""),
        ("<CNV>", "CN", "1", M, None, ""),
        ("<CNV>", "CN", "0", M, YES, "copy number 0, 1 expected"),
        ("<CNV>", "CN", "2", M, YES, "copy number 2, 1 expected"),
        ("<CNV>", "CN", "1", U, CANNOT_TELL, "copy number 1 on X, and the sex is not recorded"),
        ("<CNV>", "CN", "3", U, YES, "copy number 3, 2 expected"),
        ("<DEL>", "CN", "1.12", F, YES, "copy number 1.12, 2 expected"),
        ("<DEL>", "CN", "1.5", F, CANNOT_TELL, "copy number 1.5 is near no whole number"),
        ("<DEL>", "CN", "3", F, None, ""),
        ("<DUP>", "CN", "3", F, YES, "copy number 3, 2 expected"),
        ("<DEL>", "GT:CN", "0/1:2", F, CANNOT_TELL, "the genotype 0/1 and the copy number 2 contradict each other"),
        ("<DEL>", "GT:CN", "0/0:1", F, CANNOT_TELL, "the genotype 0/0 and the copy number 1 contradict each other"),
        ("<DEL>", "GT:CN", "0/0:2", F, None, ""),
        ("<DEL>", "GT", "0/0", F, None, ""),
        (".", "CN", "1", F, YES, "copy number 1, 2 expected"),
        (".", "CN", "2", F, None, ""),
    ],
)  # fmt: skip
def test_who_carries_it(panel, tmp_path, alt, form, value, sex, answer, why):
    record = f"chrX 55020900 . N {alt} . PASS SVTYPE=CNV;END=55021300 {form} {value}"
    found = structural(panel, tmp_path, record, gene="ALAS2", sex=sex)

    assert [(one.called.answer, one.called.why) for one in found] == (
        [(answer, why)] if answer else []
    )


def whole_gene_read(gene, *further):
    """Reference blocks over a whole gene, and further records."""
    return (
        f"chr{gene.chrom} {gene.start} . A <NON_REF> . . END={gene.end} GT:DP:GQ 0/0:40:99",
        *further,
    )


@pytest.mark.parametrize(
    ("further", "status"),
    [
        ((), GeneStatus.NOTHING_FOUND),
        (("chr3 39391400 . N <DEL> . PASS END=39391700 GT:DP:GQ 0/1:40:99",), GeneStatus.PARTLY_ASSESSED),
        (("chr3 39391400 . N <CNV> . PASS END=39391700 CN 1",), GeneStatus.PARTLY_ASSESSED),
        (("chr3 39391400 . N <DEL> . PASS END=39391700 GT:DP:GQ ./.:40:99",), GeneStatus.PARTLY_ASSESSED),
        (("chr3 39391400 . N <CNV> . PASS END=39391700 CN 2",), GeneStatus.NOTHING_FOUND),
        (("chr3 39391400 . N <DEL> . PASS END=39391410 GT 0/1",), GeneStatus.NOTHING_FOUND),
    ],
)  # fmt: skip
def test_a_structural_change_over_bases_that_must_be_read_leaves_the_gene_open(
    panel, tmp_path, further, status
):
    locus = panel.gene("SLC25A38").locus[Assembly.GRCH38]
    gene = genes(panel, tmp_path, *whole_gene_read(locus, *further))["SLC25A38"]

    assert gene.status is status
    named = "structural changes, to be read by a person: " in gene.reason
    assert named is (status is GeneStatus.PARTLY_ASSESSED)


def test_a_plain_vcf_names_the_change_in_the_reason(panel, tmp_path):
    record = "chr3 39391400 . N <DEL> . PASS END=39395000 GT 0/1"

    assert genes(panel, tmp_path, record)["SLC25A38"].reason.endswith(
        "structural changes, to be read by a person: deletion 39391401-39395000 "
        "(exons 4 to 6 whole; carried: yes)"
    )


@pytest.mark.parametrize("sites", ["jvarkit_manta.B00GWIU.vcf.gz", "svtyper_example.gt.vcf"])
def test_in_real_files_each_structural_genotype_is_listed_once(shared, sites):
    path = shared / "vcf/sv" / sites
    found = find(path, panel_around(chromosomes_of(path)), assembly=Assembly.GRCH37)
    ours = sum(
        one.called.answer is YES for s in found.samples for g in s.genes for one in g.structural
    )

    assert ours == called_structural(path) > 100


def called_structural(path):
    """Count the structural genotypes that name their one allele, from the text alone."""
    count = 0
    for line in text_of(path):
        columns = line.split("\t")
        if line.startswith("#") or len(columns) < 10:
            continue
        ref, alt = columns[3:5]
        long = re.fullmatch("[ACGTN]+", alt) and abs(len(ref) - len(alt)) >= 50
        if long or re.search(r"[<\[\]]", alt):
            values = dict(zip(columns[8].split(":"), columns[9].split(":"), strict=False))
            count += "1" in values["GT"] and values.get("DP") != "0"
    return count


@pytest.mark.long
def test_no_real_file_of_structural_changes_breaks_the_scan(shared):
    refused = set()
    for path in sorted((shared / "vcf/sv").iterdir()):
        try:
            found = find(path, panel_around(chromosomes_of(path)), assembly=Assembly.GRCH37)
        except SideroscreenError:
            refused.add(path.name)
        else:
            assert found.records_read

    # One has no header, the other is on GRCh38.
    assert refused == {"SnpEff_vcf_translocation.vcf", "vip_str.vcf"}
