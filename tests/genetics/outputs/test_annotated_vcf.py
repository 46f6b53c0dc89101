"""The annotated VCF: what stood in the file stands there still, and what was found is added."""

import shutil
import subprocess
import sys

import pysam
import pytest
from vcf_helpers import HEADER, vcf_text

from genetics.errors import UsageError
from genetics.findings import find
from genetics.inheritance import Sex
from genetics.outputs.formats import Format, write_scans

VERSIONS = {"software": "0.1.0", "knowledge": "2026.11.25"}
CHR3 = "chr3 39391488 . C"
FIELDS = (
    *HEADER,
    '##FILTER=<ID=q10,Description="low">',
    '##INFO=<ID=NOTE,Number=1,Type=String,Description="a note">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="reads">',
)

pytestmark = pytest.mark.skipif(not shutil.which("bcftools"), reason="bcftools is not installed")


def annotated(tmp_path, panel, *records, samples=("person",), only=None, name="out.vcf.gz"):
    given = tmp_path / "given.vcf"
    given.write_text(vcf_text(*records, samples=samples, header=FIELDS))
    found = find(given, panel, samples=only, sexes=dict.fromkeys(samples, Sex.FEMALE))
    write_scans([found], Format.VCF, tmp_path / name, **VERSIONS)
    return tmp_path / name


def query(path, form: str) -> list[str]:
    command = ["bcftools", "query", "-f", form, str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def test_what_stood_in_the_file_stands_there_still(tmp_path, panel):
    records = (
        f"{CHR3} T,G 50 q10 NOTE=kept GT:AD 1|2:1,9,11",
        "chr3 39391492 . A C . . . GT ./1",
        "chrX 55021254 . C A 12.5 PASS . GT 0/1",
    )
    output = annotated(tmp_path, panel, *records)
    before = "%CHROM %POS %ID %REF %ALT %QUAL %FILTER %INFO/NOTE[ %GT %AD]\\n"

    assert query(output, before) == query(tmp_path / "given.vcf", before)


def test_each_allele_has_its_own_name_class_and_state(tmp_path, panel):
    output = annotated(tmp_path, panel, f"{CHR3} T,G,A 50 PASS . GT 0/2 ./.", samples=("a", "b"))
    [info] = query(output, "%SIDERO_GENE %SIDERO_HGVS_C %SIDERO_ALLELE %SIDERO_CLASS\\n")
    [status] = query(output, "[%SAMPLE %SIDERO_STATUS %SIDERO_ZYGOSITY;]\\n")

    assert info == ("SLC25A38,SLC25A38,SLC25A38 .,c.324C>G,. .,3-39391488-C-G,. .,VUS,.")
    assert status == ("a .,found,. .,heterozygous,.;b not_called,not_called,not_called .,.,.;")


def test_a_filter_hides_nothing(tmp_path, panel):
    output = annotated(tmp_path, panel, f"{CHR3} T 1 q10 . GT 0/1")

    assert query(output, "%FILTER [%SIDERO_STATUS]\\n") == ["q10 found"]


def test_every_tag_is_declared_and_the_versions_stand_in_the_header(tmp_path, panel):
    with pysam.VariantFile(str(annotated(tmp_path, panel, f"{CHR3} T 1 q10 . GT 0/1"))) as output:
        [record] = output
        header = str(output.header)

        assert {tag for tag in record.info if tag.startswith("SIDERO_")} <= set(output.header.info)
    assert "##sideroscreen=<version=0.1.0,knowledge=2026.11.25>" in header
    assert "draft until signed" in header


@pytest.mark.parametrize(("name", "index"), [("out.vcf.gz", "tbi"), ("out.bcf", "csi")])
def test_it_is_sorted_and_can_be_asked_by_place(tmp_path, panel, name, index):
    records = ("chrX 55021254 . C A . PASS . GT 0/1", f"{CHR3} T . PASS . GT 0/1")
    output = annotated(tmp_path, panel, *records, name=name)
    command = ["bcftools", "view", "-H", "-r", "chrX:55021254", str(output)]
    asked = subprocess.run(command, check=True, capture_output=True, text=True)

    assert query(output, "%CHROM\\n") == ["chr3", "chrX"]
    assert (asked.stdout.count("\n"), asked.stderr) == (1, "")
    assert {path.name for path in tmp_path.iterdir()} == {"given.vcf", name, f"{name}.{index}"}


def test_people_who_are_not_reported_on_are_not_written(tmp_path, panel):
    record = f"{CHR3} T . PASS . GT 0/1 1/1 0/0"
    output = annotated(tmp_path, panel, record, samples=("a", "b", "c"), only=["b"])

    assert query(output, "[%SAMPLE %GT]\\n") == ["b 1/1"]


def test_what_vcf_forbids_in_a_value_is_encoded(tmp_path, panel):
    output = annotated(tmp_path, panel, f"{CHR3} T . PASS . GT ./1")

    assert query(output, "[%SIDERO_ZYGOSITY]\\n") == ["present%2C_other_copy_not_called"]


def test_several_files_cannot_stand_in_one(tmp_path, panel):
    given = tmp_path / "given.vcf"
    given.write_text(vcf_text(f"{CHR3} T . PASS . GT ./1"))
    found = find(given, panel)
    with pytest.raises(UsageError, match="2 files cannot stand in one annotated VCF"):
        write_scans([found, found], Format.VCF, tmp_path / "out.vcf", **VERSIONS)


def test_what_the_file_does_not_declare_is_declared(tmp_path, panel):
    given = tmp_path / "given.vcf"
    header = [line for line in HEADER if "ID=chr3," not in line]
    given.write_text(vcf_text(f"{CHR3} T 1 low FOO=1;BAR GT:XX 0/1:7", header=header))
    output = tmp_path / "out.vcf.gz"
    write_scans([find(given, panel)], Format.VCF, output, **VERSIONS)

    assert query(output, "%CHROM %FILTER %INFO/FOO %INFO/BAR [%XX %SIDERO_STATUS]\\n") == [
        "chr3 low 1 1 7 found"
    ]


def test_the_tags_of_an_earlier_scan_are_written_anew(tmp_path, panel):
    given = tmp_path / "given.vcf"
    old = (
        "##sideroscreen=<version=0.0.1,knowledge=old>",
        '##INFO=<ID=SIDERO_CLASS,Number=1,Type=Integer,Description="another type">',
        '##FORMAT=<ID=SIDERO_STATUS,Number=1,Type=Integer,Description="another type">',
    )
    record = f"{CHR3} T . PASS SIDERO_CLASS=5 GT:SIDERO_STATUS 0/1:3"
    given.write_text(vcf_text(record, header=(*HEADER, *old)))
    output = tmp_path / "out.vcf"
    write_scans([find(given, panel)], Format.VCF, output, **VERSIONS)

    assert query(output, "%SIDERO_CLASS [%SIDERO_STATUS]\\n") == ["VUS found"]
    assert output.read_text().count("##sideroscreen=") == 1


def test_a_folder_is_no_output(tmp_path, panel):
    with pytest.raises(UsageError, match="the output is a folder; name a file in it"):
        annotated(tmp_path, panel, f"{CHR3} T . PASS . GT 0/1", name=".")


def test_to_standard_output(tmp_path):
    given = tmp_path / "given.vcf"
    given.write_text(vcf_text(f"{CHR3} T . PASS . GT ./1"))
    command = [sys.executable, "-m", "workflow", "scan", str(given), "--format", "vcf"]
    told = subprocess.run(command, check=True, capture_output=True, text=True)

    assert told.stdout.startswith("##fileformat=VCF")
    assert "SIDERO_HGVS_C=c.324C>T" in told.stdout


def test_a_folder_that_is_not_there_is_said_and_nothing_is_left(tmp_path, panel):
    with pytest.raises(UsageError, match="the output cannot be written"):
        annotated(tmp_path, panel, f"{CHR3} T . PASS . GT ./1", name="absent/out.vcf.gz")

    assert [path.name for path in tmp_path.iterdir()] == ["given.vcf"]
