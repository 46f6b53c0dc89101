"""What is refused at the door, or said there, since it would be lost or misread further in."""

from pathlib import Path

import pysam
import pysam.bcftools
import pytest
from vcf_helpers import HEADER, vcf_text

from genetics.errors import InputRejected
from genetics.examination.examine import examine
from genetics.findings import find

CALL = "39391513 . C T . PASS . GT 0/1"
HUGE = "1" * 5000


def scanned(tmp_path: Path, panel, *records: str, text: bytes = b""):
    given = tmp_path / "given.vcf"
    given.write_bytes(text or vcf_text(*records).encode())
    return find(given, panel)


@pytest.mark.parametrize("contig", ["chrx", "x", "X", "CHRX"])
def test_the_chromosome_x_in_any_case(tmp_path, panel, contig):
    found = scanned(tmp_path, panel, f"{contig} 55021215 . C A . PASS . GT 0/1")

    assert [one.hgvs_c for one in found.samples[0].findings] == ["c.475G>T"]


@pytest.mark.parametrize(
    "contig", ["23", "NC_000023.11", "CM000685.2", "chr_X", "chr:X", "chr23", "chr0X"]
)
def test_a_name_that_may_mean_a_chromosome_of_ours_is_said(tmp_path, panel, contig):
    records = (f"chr3 {CALL}", f"{contig} 55021215 . C A . PASS . GT 0/1")
    found = scanned(tmp_path, panel, *records)
    [alas2] = [gene for gene in found.samples[0].genes if gene.gene == "ALAS2"]
    checked = examine(tmp_path / "given.vcf", panel)

    assert any(repr(contig) in one and "looks like X" in one for one in found.warnings)
    assert alas2.reason.startswith("no record was read on chromosome X, which the file may name")
    assert any(item.values.get("unread") == [contig] for item in checked.items)


@pytest.mark.parametrize("contig", ["chr3_KI270777v1_alt", "NC_012920.1", "chrUn_KI270302v1", "0"])
def test_other_contigs_mean_no_chromosome(tmp_path, panel, contig):
    found = scanned(tmp_path, panel, f"chr3 {CALL}", f"{contig} 100 . C A . PASS . GT 0/1")

    assert not [one for one in found.warnings if "no name of a chromosome" in one]


def test_such_a_name_is_said_when_the_file_is_read_by_its_index(tmp_path, panel):
    plain, packed = tmp_path / "given.vcf", tmp_path / "given.vcf.gz"
    plain.write_text(vcf_text(f"chr3 {CALL}", "23 55021215 . C A . PASS . GT 0/1"))
    pysam.tabix_compress(str(plain), str(packed))
    pysam.tabix_index(str(packed), preset="vcf")
    found = find(packed, panel)

    assert "index" in found.how_read
    assert any(one.startswith("'23' is no name of a chromosome") for one in found.warnings)


@pytest.mark.parametrize(
    ("record", "what"),
    [
        ("chr3 39390000 . N <DEL> . PASS SVTYPE=DEL;SVLEN=5-3 GT 0/1", "SVLEN 5-3 is no length"),
        ("chr3 39390000 . N <DEL> . PASS SVTYPE=DEL;SVLEN=-- GT 0/1", "SVLEN -- is no length"),
        (f"chr3 39390000 . N <DEL> . PASS END={HUGE} GT 0/1", "END 1+… is no number"),
        ("chr3 39390000 . N <DEL> . PASS END=12x GT 0/1", "END 12x is no position"),
        (f"chr3 {HUGE} . C T . PASS . GT 0/1", "POS 1+… is not a position"),
        (f"chr3 39391513 . C T . PASS . GT 0/{HUGE}", "is not a genotype"),
        (f"chr3 39391513 . C T . PASS . GT:DP 0/1:{HUGE}", "depth 1+… is no number"),
    ],
)
def test_a_number_that_cannot_be_meant_is_refused_with_its_line(tmp_path, panel, record, what):
    with pytest.raises(InputRejected, match=rf"given\.vcf:{len(HEADER) + 2}: .*{what}"):
        scanned(tmp_path, panel, record)
    examine(tmp_path / "given.vcf", panel)


@pytest.mark.parametrize(
    ("name", "what"), [(b"k\xefd", "is not in UTF-8"), (b"k\0d", "holds a control character")]
)
def test_a_sample_name_that_cannot_be_relied_on_is_refused(tmp_path, panel, name, what):
    text = vcf_text(f"chr3 {CALL}").encode().replace(b"person", name)
    with pytest.raises(InputRejected, match=rf"given\.vcf:{len(HEADER) + 1}: .*{what}"):
        scanned(tmp_path, panel, text=text)


def test_a_file_without_records_is_said(tmp_path, panel):
    assert "the file holds no record" in scanned(tmp_path, panel).warnings


def test_a_bcf_whose_header_is_not_in_utf_8_is_refused(tmp_path, panel):
    plain, packed = tmp_path / "given.vcf", tmp_path / "given.bcf"
    plain.write_bytes(vcf_text(f"chr3 {CALL}").encode().replace(b"person", b"k\xefd"))
    pysam.bcftools.view("-Ob", "-o", str(packed), str(plain), catch_stdout=False)
    with pytest.raises(InputRejected, match=r"given\.bcf: the header is not in UTF-8"):
        find(packed, panel)
