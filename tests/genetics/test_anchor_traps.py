"""Traps into which other programs fell and that no other file of these tests holds (docs/traps.md)."""

import pytest
from vcf_helpers import HEADER, panel_around, sentences, vcf_text

from genetics.findings import find
from genetics.inheritance import Sex
from genetics.kin.parents import Parents
from genetics.readers.territory import territory_of
from genetics.readers.vcf import read_vcf
from genetics.variants import Assembly

ALAS2 = "chrX 55021215 . C A 50 PASS . GT"
CHROMOSOMES = [*(str(number) for number in range(1, 23)), "X", "Y"]


@pytest.mark.parametrize("prefix", ["", "chr"])
def test_every_chromosome_is_read_with_and_without_chr(tmp_path, prefix):
    records = [f"{prefix}{one} 1000 . C T 50 PASS . GT 0/1" for one in CHROMOSOMES]
    path = tmp_path / "in.vcf"
    path.write_text(vcf_text(*records, header=HEADER[:1]))
    panel = panel_around(CHROMOSOMES)
    found = find(path, panel, assembly=Assembly.GRCH38)

    assert [one.chrom for one in read_vcf(path, territory_of(panel)).records] == CHROMOSOMES
    assert [len(gene.findings) for gene in found.samples[0].genes] == [1] * len(CHROMOSOMES)


@pytest.mark.parametrize(
    "more",
    [
        "hs37d5 35477944 . C T 50 PASS . GT 0/1",
        "chrUn_KI270742v1 5 . C T 50 PASS . GT 0/1",
        "HLA-A*01:01:01:01 100 . C T 50 PASS . GT 0/1",
        "not_declared 7 . C T 50 PASS . GT 0/1",
    ],
)
def test_contigs_without_our_genes_stop_nothing(tmp_path, panel, more):
    """The first lies one base beyond the end of its contig, the last is on none that is declared."""
    lengths = (
        "##contig=<ID=hs37d5,length=35477943>",
        "##contig=<ID=chrUn_KI270742v1,length=186739>",
        "##contig=<ID=HLA-A*01:01:01:01,length=3503>",
    )
    told = []
    for records in ((f"{ALAS2} 0/1",), (f"{ALAS2} 0/1", more)):
        path = tmp_path / f"{len(records)}.vcf"
        path.write_text(vcf_text(*records, header=(*HEADER, *lengths)))
        found = find(path, panel, sexes={"person": Sex.FEMALE})
        told.append((sentences(found), found.warnings))

    assert told[0] == told[1]
    assert "person: ALAS2 c.475G>T is heterozygous, class P" in told[0][0]


@pytest.mark.parametrize("parent", ["0/0", "./.", ".", "./0", "0/1"])
def test_a_parent_who_is_not_called_hides_nothing_of_the_child(tmp_path, panel, parent):
    path = tmp_path / "in.vcf"
    path.write_text(
        vcf_text(f"{ALAS2} 0/1 {parent} {parent}", samples=("child", "mother", "father"))
    )
    found = find(
        path,
        panel,
        sexes={"child": Sex.FEMALE, "mother": Sex.FEMALE, "father": Sex.MALE},
        parents={"child": Parents("mother", "father")},
    )

    assert "child: ALAS2 c.475G>T is heterozygous, class P" in sentences(found)


@pytest.mark.parametrize("name", ["chr:X", "chr X", "X,", "<X"])
def test_a_chromosome_with_a_sign_in_its_name_is_not_passed_over_in_silence(tmp_path, panel, name):
    path = tmp_path / "in.vcf"
    odd = f"{name}\t55028196\t.\tC\tA\t50\tPASS\t.\tGT\t0/1\n"
    path.write_text(vcf_text(f"{ALAS2} 0/1") + odd)
    found = find(path, panel, sexes={"person": Sex.FEMALE})

    assert found.warnings == (
        (
            f"line 9: {name!r} is no name of a chromosome, though it looks like X: "
            "its records were not read"
        ),
    )
