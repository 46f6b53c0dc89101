"""Every way in gives the same; a file that is cut, stale or no VCF is noticed at the door."""

import gzip
import io
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pysam
import pysam.bcftools
import pytest
from vcf_helpers import HEADER, sentences, vcf_text

from genetics.errors import SideroscreenError
from genetics.findings import find
from genetics.readers import index
from genetics.readers.vcf import read_header
from genetics.results import Findings

RECORDS = (
    "chr2 119245796 . C A . PASS . GT 0/1",
    "chr3 39390400 . ACGTACGTACGTACGTACGT A . PASS . GT 0/1",
    "chr3 39391513 . C T . PASS . GT 1|0",
    "chr3 39391552 . G A,C . PASS . GT 1/2",
    "chrX 1000000 . A C . PASS . GT 0/1",
    "chrX 55000000 . N <DEL> . PASS SVTYPE=DEL;END=55100000 GT 0/1",
    "chrX 55021215 . C A . PASS . GT ./1",
    "chrX 75073944 . C T . PASS . GT ./.",
)
SAID = [
    "person: ALAS2 found",
    "person: ALAS2 c.475G>T is present, other copy not called, class P",
    "person: ALAS2 55000000 N><DEL> only read: allele <DEL>: symbolic, structural changes are not interpreted",
    "person: SLC25A38 found",
    "person: SLC25A38 GRCh38 3:39390400 ACGTACGTACGTACGTACGT>A is heterozygous, class VUS",
    "person: SLC25A38 c.349C>T is heterozygous, class P",
    "person: SLC25A38 c.388G>A is heterozygous, class LP",
    "person: SLC25A38 c.388G>C is heterozygous, class VUS",
    "person: STEAP3 found",
    "person: STEAP3 c.330C>A is heterozygous, class VUS",
    "person: ABCB7 75073944 C>T not called: not called (./.)",
]
INFO = (
    '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Kind">',
)
AGAIN = "copy the file again from where it was made, or make it again"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "family.vcf"
    path.write_text(vcf_text(*RECORDS, header=(*HEADER, *INFO)))
    return path


@pytest.fixture
def packed(plain: Path) -> Path:
    path = plain.with_name("family.vcf.gz")
    pysam.tabix_compress(str(plain), str(path))
    return path


@pytest.fixture
def bcf(plain: Path) -> Path:
    path = plain.with_name("family.bcf")
    with (
        pysam.VariantFile(str(plain)) as records,
        pysam.VariantFile(str(path), "wb", header=records.header) as written,
    ):
        for record in records:
            written.write(record)
    return path


def from_standard_input(monkeypatch, content: bytes, panel) -> Findings:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    return find("-", panel)


def refused(path: Path | str, panel) -> str:
    with pytest.raises(SideroscreenError) as error:
        find(path, panel)
    return str(error.value).replace(str(path), Path(path).name)


# --- the same by every way ---


def test_a_plain_text_file(plain, panel):
    result = find(plain, panel)

    assert sentences(result) == SAID
    assert (result.how_read, result.records_read) == ("from first line to last", len(RECORDS))


def test_bgzf_without_an_index(packed, panel):
    result = find(packed, panel)

    assert sentences(result) == SAID
    assert (result.how_read, result.warnings) == ("from first line to last", ())


@pytest.mark.parametrize("csi", [False, True])
def test_bgzf_by_its_index(packed, panel, csi):
    pysam.tabix_index(str(packed), preset="vcf", csi=csi, force=True)
    result = find(packed, panel)

    assert sentences(result) == SAID
    assert result.how_read == f"by the index family.vcf.gz.{'csi' if csi else 'tbi'}"
    assert (result.records_read, result.warnings) == (len(RECORDS) - 1, ())


def test_plain_gzip(plain, panel):
    path = plain.with_name("gzip.vcf.gz")
    path.write_bytes(gzip.compress(plain.read_bytes()))

    assert sentences(find(path, panel)) == SAID


def test_several_gzip_members_are_one_file(plain, panel):
    content, path = plain.read_bytes(), plain.with_name("members.vcf.gz")
    path.write_bytes(gzip.compress(content[:700]) + gzip.compress(content[700:]))

    assert sentences(find(path, panel)) == SAID


def test_a_bcf_without_an_index(bcf, panel):
    result = find(bcf, panel)

    assert sentences(result) == SAID
    assert result.how_read == "from first to last record"


def test_a_bcf_by_its_index(bcf, panel):
    pysam.bcftools.index(str(bcf))
    result = find(bcf, panel)

    assert sentences(result) == SAID
    assert result.how_read == "by the index family.bcf.csi"


@pytest.mark.parametrize("name", ["plain", "packed", "bcf"])
def test_standard_input(name, request, monkeypatch, panel):
    path = request.getfixturevalue(name)
    result = from_standard_input(monkeypatch, path.read_bytes(), panel)

    assert sentences(result) == SAID
    assert result.file == "standard input"


def test_a_pipe(packed):
    """A real pipe gives its bytes in pieces and cannot be sought in."""
    program = (
        "from genetics.findings import find; from genetics.gene_files import load_panel;"
        "print(sum(len(g.findings) for g in find('-', load_panel()).samples[0].genes))"
    )
    with packed.open("rb") as content:
        shown = subprocess.run(
            [sys.executable, "-c", f"{program}"],
            input=content.read(),
            capture_output=True,
            check=True,
        )

    assert (shown.stdout, shown.stderr) == (b"6\n", b"")


@pytest.mark.parametrize("tool", ["view -Oz", "view -Ob", "view -Ou"])
def test_what_bcftools_writes(plain, panel, tool, tmp_path):
    if shutil.which("bcftools") is None:
        pytest.skip("bcftools is not installed")
    path = tmp_path / "written"
    subprocess.run(["bcftools", *tool.split(), "-o", path, plain], check=True)

    assert sentences(find(path, panel)) == SAID


# --- an index that does not belong to the file is not used ---


def whole_file_was_read(result: Findings, why: str) -> bool:
    return (result.how_read, result.warnings) == (
        "from first line to last",
        (f"{why}: it was not used, the whole file was read",),
    )


def test_an_index_older_than_the_file_is_not_used(packed, panel):
    pysam.tabix_index(str(packed), preset="vcf", force=True)
    os.utime(packed.with_name("family.vcf.gz.tbi"), (1, 1))
    result = find(packed, panel)

    assert sentences(result) == SAID
    assert whole_file_was_read(result, "the index family.vcf.gz.tbi is older than the file")


@pytest.mark.parametrize("csi", [False, True])
def test_the_index_of_a_shorter_file_is_not_used(packed, plain, panel, csi):
    """By it the last records would be lost without a word."""
    shorter = plain.with_name("shorter.vcf")
    shorter.write_text(vcf_text(*RECORDS[:4], header=(*HEADER, *INFO)))
    pysam.tabix_index(str(shorter), preset="vcf", csi=csi, force=True)
    suffix = "csi" if csi else "tbi"
    shutil.copy(f"{shorter}.gz.{suffix}", f"{packed}.{suffix}")
    result = find(packed, panel)

    assert sentences(result) == SAID
    assert whole_file_was_read(
        result, f"the index family.vcf.gz.{suffix} does not end where the file ends"
    )


def test_an_index_that_is_cut_is_not_used(packed, panel):
    pysam.tabix_index(str(packed), preset="vcf", force=True)
    beside = packed.with_name("family.vcf.gz.tbi")
    beside.write_bytes(beside.read_bytes()[:60])
    result = find(packed, panel)

    assert sentences(result) == SAID
    assert whole_file_was_read(result, "the index family.vcf.gz.tbi is damaged")


def test_an_index_made_for_another_format_is_not_used(packed, panel):
    pysam.tabix_index(str(packed), seq_col=0, start_col=1, end_col=1, force=True)
    result = find(packed, panel)

    assert sentences(result) == SAID
    assert whole_file_was_read(result, "the index family.vcf.gz.tbi is not one of a VCF")


@pytest.mark.parametrize("csi", [False, True])
def test_an_index_without_a_summary_says_the_same(packed, csi, monkeypatch):
    """Tools other than htslib may leave the summary bin out; then all chunks are read."""
    pysam.tabix_index(str(packed), preset="vcf", csi=csi, force=True)
    path = packed.with_name(f"family.vcf.gz.{'csi' if csi else 'tbi'}")
    with_summary = index.read_index(path)
    bins = index._Bins.of_reference
    monkeypatch.setattr(
        index._Bins,
        "of_reference",
        lambda self, content, at: bins(replace(self, summary=-1), content, at),
    )

    assert index.read_index(path) == with_summary


# --- cut, damaged, absent ---


def test_bgzf_without_its_end_marker(packed, panel):
    packed.write_bytes(packed.read_bytes()[:-28])

    assert refused(packed, panel) == (
        f"family.vcf.gz: the file ends in the middle: it was cut short (its end marker is missing); {AGAIN}"
    )


@pytest.mark.parametrize("with_index", [False, True])
def test_bgzf_cut_anywhere(packed, panel, with_index):
    whole = packed.read_bytes()
    if with_index:
        pysam.tabix_index(str(packed), preset="vcf", force=True)
    for length in range(1, len(whole) - 1, 37):
        packed.write_bytes(whole[:length])

        assert "; " in refused(packed, panel)


def test_plain_gzip_cut_anywhere(plain, panel):
    path = plain.with_name("gzip.vcf.gz")
    whole = gzip.compress(plain.read_bytes())
    for length in range(1, len(whole), 37):
        path.write_bytes(whole[:length])

        assert "; " in refused(path, panel)


def test_bcf_cut_anywhere(bcf, panel):
    whole = bcf.read_bytes()
    for length in range(1, len(whole), 37):
        bcf.write_bytes(whole[:length])

        assert "; " in refused(bcf, panel)


def test_bgzf_from_standard_input_without_its_end_marker(packed, monkeypatch, panel):
    with pytest.raises(SideroscreenError, match="standard input: the file ends in the middle"):
        from_standard_input(monkeypatch, packed.read_bytes()[:-28], panel)


def test_one_flipped_byte_in_the_packed_records(packed, panel):
    content = bytearray(packed.read_bytes())
    content[len(content) // 2] ^= 0xFF
    packed.write_bytes(bytes(content))

    assert "the compressed file is damaged" in refused(packed, panel)


def test_text_cut_in_the_middle_of_a_line(plain, panel):
    plain.write_bytes(plain.read_bytes()[:-20])

    assert refused(plain, panel) == (
        "family.vcf:17: the record has 4 columns, the header 10; correct this record, or make the file again"
    )


def test_text_cut_in_the_header(plain, panel):
    plain.write_bytes(plain.read_bytes()[:100])

    assert "the header ends without the line of column names" in (
        refused(plain, panel)
    ) or "the header has no line of column names" in refused(plain, panel)


@pytest.mark.parametrize(
    ("name", "words", "exit_code"),
    [
        ("absent.vcf", "there is no such file; check the path", 2),
        (".", "this is a folder; name a VCF (.vcf, .vcf.gz) or a BCF file", 2),
    ],
)
def test_what_is_no_file(tmp_path, panel, name, words, exit_code):
    path = tmp_path / name
    with pytest.raises(SideroscreenError) as error:
        find(path, panel)

    assert str(error.value) == f"{path}: {words}"
    assert error.value.exit_code == exit_code


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
        (b"PK\x03\x04....", "this is a ZIP archive or a spreadsheet, no VCF"),
        (b"CRAM\x03", "this is a CRAM file, no VCF"),
        (b"<html>", "this is an HTML or XML page, no VCF"),
        (
            b"version https://git-lfs.github.com/spec/v1\n",
            "this is a Git LFS pointer, not the file itself, no VCF",
        ),
        (gzip.compress(b"BAM\x01....", mtime=0), "this is a BAM file, no VCF"),
        (gzip.compress(b"", mtime=0), "the file is empty"),
        (b"\x1f\x8b\x08junk", "the compressed file is damaged"),
        (b"sample;gene;variant\n", "a VCF begins with ##fileformat=VCFv4"),
        (bytes(range(128, 192)), "a VCF begins with ##fileformat=VCFv4"),
    ],
)
def test_what_is_no_vcf(tmp_path, panel, content, words):
    path = tmp_path / "given.vcf"
    path.write_bytes(content)

    assert words in refused(path, panel)


@pytest.mark.parametrize("name", ["plain", "packed", "bcf"])
def test_the_header_alone(name, request):
    header = read_header(request.getfixturevalue(name))

    assert header.samples == ("person",)
    assert header.contigs["chrX"] == 156040895
    assert header.info["END"].type == "Integer"


def test_nothing_is_written_to_the_terminal(plain, bcf, panel, capfd):
    """The library would print its own lines; ours are errors with a remedy."""
    find(bcf, panel)
    for broken in (plain.read_bytes()[:-20], plain.read_bytes().replace(b"GT\t0/1", b"GT\t0/x")):
        plain.write_bytes(broken)
        refused(plain, panel)

    assert capfd.readouterr() == ("", "")


def test_the_way_in_changes_nothing_else(plain, packed, bcf, panel):
    pysam.tabix_index(str(packed), preset="vcf", force=True)
    by_text, by_index, by_bcf = (find(path, panel) for path in (plain, packed, bcf))

    for other in (by_index, by_bcf):
        assert (
            replace(
                by_text, file=other.file, how_read=other.how_read, records_read=other.records_read
            )
            == other
        )
