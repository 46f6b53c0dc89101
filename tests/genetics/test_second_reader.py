"""Each reported record is read again from its raw line by PyVCF3, whose ways are translated."""

from dataclasses import replace

import pytest
from vcf_helpers import HEADER, vcf_text

from genetics.findings import find
from genetics.gene_reading import Circumstances, read_gene
from genetics.inheritance import Sex
from genetics.readers.territory import territory_of
from genetics.readers.vcf import read_vcf
from genetics.second_reader import NOT_CROSS_CHECKED, READERS_DISAGREE, SecondReader
from genetics.sequence.slices import NO_SLICES
from genetics.variants import Assembly, Zygosity

AGREED = "a second reader (PyVCF3) reads the same from the raw line"
FIELDS = (
    *HEADER,
    '##FILTER=<ID=q10,Description="low">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="reads">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="depth">',
)
X = "chrX 55021254 . C A 50"
CHR3 = "chr3 39391488 . C T 50"


def findings_of(tmp_path, panel, record, *, sex=Sex.UNKNOWN, header=FIELDS, samples=("person",)):
    path = tmp_path / "one.vcf"
    path.write_text(vcf_text(record, header=header, samples=samples))
    found = find(path, panel, sexes=dict.fromkeys(samples, sex))
    return [finding for sample in found.samples for finding in sample.findings]


@pytest.mark.parametrize(
    ("record", "sex", "zygosity"),
    [
        (f"{X} PASS . GT 1", Sex.MALE, Zygosity.HEMIZYGOUS),
        (f"{X} PASS . GT 1/1", Sex.MALE, Zygosity.HEMIZYGOUS),
        (f"{X} PASS . GT 0/1", Sex.MALE, Zygosity.HETEROZYGOUS),
        (f"{X} PASS . GT 1", Sex.FEMALE, Zygosity.HEMIZYGOUS),
        (f"{X} PASS . GT 1/1", Sex.FEMALE, Zygosity.HOMOZYGOUS),
        (f"{X} PASS . GT 1|0", Sex.UNKNOWN, Zygosity.PRESENT),
        (f"{X} PASS . GT ./1", Sex.FEMALE, Zygosity.PRESENT),
        (f"{CHR3} PASS . GT ./1", Sex.MALE, Zygosity.PRESENT),
        (f"{CHR3} PASS . GT 1", Sex.MALE, Zygosity.PRESENT),
        (f"{CHR3} PASS . GT 0/0/1", Sex.MALE, None),
        (f"{CHR3} . . GT 0/1", Sex.MALE, Zygosity.HETEROZYGOUS),
        (f"{CHR3} q10 . GT 0/1", Sex.MALE, Zygosity.HETEROZYGOUS),
        (f"{CHR3} PASS . GT:AD:DP 1/1:.:.", Sex.MALE, Zygosity.HOMOZYGOUS),
        (f"{CHR3} PASS . GT:AD:DP 0/1:9,11:20", Sex.MALE, Zygosity.HETEROZYGOUS),
        (f"{CHR3} PASS . GT:AD:DP 0|1", Sex.MALE, Zygosity.HETEROZYGOUS),
    ],
)
def test_what_pyvcf3_calls_otherwise_is_translated(tmp_path, panel, record, sex, zygosity):
    [finding] = findings_of(tmp_path, panel, record, sex=sex)

    assert (finding.zygosity, finding.cross_check, finding.withheld) == (zygosity, AGREED, False)


@pytest.mark.parametrize(
    ("record", "zygosity"),
    [
        (f"{CHR3} PASS . GT /1", Zygosity.PRESENT),
        (f"{X} PASS . GT /1", Zygosity.HEMIZYGOUS),
        (f"{CHR3} PASS . GT /0/1", Zygosity.HETEROZYGOUS),
        (f"{CHR3} PASS . GT |1|1", Zygosity.HOMOZYGOUS),
    ],
)
def test_the_leading_separator_of_vcf_4_4_makes_no_copy(tmp_path, panel, record, zygosity):
    header = ("##fileformat=VCFv4.4", *FIELDS[1:])
    [finding] = findings_of(tmp_path, panel, record, sex=Sex.MALE, header=header)

    assert (finding.zygosity, finding.cross_check, finding.withheld) == (zygosity, AGREED, False)


def test_each_allele_of_a_record_of_several_is_checked_by_itself(tmp_path, panel):
    record = "chr3 39391488 . C T,G,<DEL> 50 PASS . GT 1/2"

    assert [one.cross_check for one in findings_of(tmp_path, panel, record)] == [AGREED, AGREED]


@pytest.mark.parametrize(
    "line",
    [
        '##FORMAT=<ID=Y,Number=P,Type=Integer,Description="for each copy">',
        '##INFO=<Number=1,ID=Z,Type=String,Description="another order">',
        "##FILTER=<ID=short>",
        "##contig=<length=1000,ID=chrUn_of_the_laboratory>",
        "##ALT=<ID=DEL>",
    ],
)
def test_a_header_line_that_pyvcf3_cannot_read_is_left_out(tmp_path, panel, line):
    [finding] = findings_of(tmp_path, panel, f"{CHR3} PASS . GT 0/1", header=(*FIELDS, line))

    assert finding.cross_check == AGREED


def test_a_line_that_pyvcf3_cannot_read_is_not_cross_checked(tmp_path, panel):
    [finding] = findings_of(tmp_path, panel, f"{CHR3} PASS DP=x GT 0/1")

    assert finding.cross_check == (
        "not cross-checked: the second reader (PyVCF3) cannot read the line"
    )
    assert NOT_CROSS_CHECKED in [getattr(warning, "id", "") for warning in finding.warnings]
    assert not finding.withheld


DISAGREEMENTS = [
    ("39391488", "39391489", "the place: 3, 39391488 at first, 3, 39391489 by the second reader"),
    ("\tC\tT", "\tC\tG", "ALT: T at first, G by the second reader"),
    ("\tC\tT", "\tA\tT", "REF: C at first, A by the second reader"),
    ("PASS", "q10", "FILTER: PASS at first, q10 by the second reader"),
    ("0/1", "1/1", "the genotype: 0, 1 at first, 1, 1 by the second reader"),
    (":20", ":21", "DP: 20 at first, 21 by the second reader"),
    ("9,11", "11,9", "AD: 9, 11 at first, 11, 9 by the second reader"),
]


@pytest.mark.parametrize(("written", "instead", "difference"), DISAGREEMENTS)
def test_what_the_second_reader_reads_otherwise_withholds_the_finding(
    tmp_path, panel, written, instead, difference
):
    """The raw line is changed behind the first reading's back, as a fault of ours would."""
    path = tmp_path / "one.vcf"
    path.write_text(vcf_text(f"{CHR3} PASS . GT:AD:DP 0/1:9,11:20", header=FIELDS))
    reading = read_vcf(path, territory_of(panel))
    [record] = reading.records
    changed = replace(record, kept=record.raw.replace(written, instead))
    so = Circumstances(Assembly.GRCH38, {"person": Sex.MALE}, None, NO_SLICES, frozenset())
    gene = read_gene(panel.gene("SLC25A38"), replace(reading, records=(changed,)), so)
    found = gene.seen["person"].findings

    [finding] = SecondReader(reading).checked(found, "person", gene.observations)

    assert finding.withheld
    assert difference in finding.withheld_why
    assert [warning.id for warning in finding.warnings] == [READERS_DISAGREE]


def test_in_a_file_of_several_people_each_is_read_in_their_own_column(tmp_path, panel):
    people = ("one", "two", "three")
    record = f"{CHR3} PASS . GT 0/1 0/0 1/1"

    found = findings_of(tmp_path, panel, record, samples=people)

    assert [(one.genotype, one.cross_check) for one in found] == [("0/1", AGREED), ("1/1", AGREED)]
