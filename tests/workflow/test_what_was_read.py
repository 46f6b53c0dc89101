"""What was read, the whole way: from a gVCF or a BED to words, facts and rules of a case."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from genetics.errors import InputRejected
from genetics.results import GeneStatus
from pedigrees.case import Case, GeneCallability
from pedigrees.evidence import combine
from workflow.__main__ import main
from workflow.pipeline import Conclusion, conclude, load

EXONS = Path(__file__).resolve().parents[2] / "genetics/reference/exons.tsv"
GENES = {"ALAS2": "X", "SLC25A38": "3", "STEAP3": "2", "ABCB7": "X"}
PROMOTER, ENHANCER = (55030978, 55031277), (55028137, 55028267)
RULE = "DP >= 20 and GQ >= 20 (assumption)"
HEADER = """##fileformat=VCFv4.2
##reference=GRCh38.fa
##contig=<ID=chr2,length=242193529>
##contig=<ID=chr3,length=198295559>
##contig=<ID=chrX,length=156040895>
##INFO=<ID=END,Number=1,Type=Integer,Description="Last base">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Reads">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT P
"""
CASE = """
schema = "sideroscreen-case/1"
id = "READ"
report_date = 2026-11-25
proband = "P"
diagnosis = "CSA"

[vcf]
file = "proband.g.vcf"
{vcf}
{more}
[[people]]
id = "P"
sex = "M"
birth_year = 1990
"""


def stretches(gene: str) -> list[tuple[int, int]]:
    """Each coding part of a gene with 8 bases on either side; of ALAS2 the two regions as well."""
    with EXONS.open() as table:
        rows = csv.DictReader((line for line in table if line[0] != "#"), delimiter="\t")
        coding = [
            (int(row["coding_start"]) - 8, int(row["coding_end"]) + 8)
            for row in rows
            if (row["gene"], row["assembly"]) == (gene, "GRCh38") and row["coding_start"] != "."
        ]
    return coding + ([PROMOTER, ENHANCER] if gene == "ALAS2" else [])


def block(chrom: str, start: int, end: int, value: str = "0/0:30:60") -> str:
    return f"chr{chrom} {start} . N <NON_REF> . . END={end} GT:DP:GQ {value}"


def blocks(*genes: str, without: int = 0) -> list[str]:
    """Blocks over what must be read of these genes; not over the base `without`."""
    return [
        block(GENES[gene], first, last)
        for gene in genes
        for start, end in stretches(gene)
        for first, last in ([(start, without - 1), (without + 1, end)] if start <= without <= end else [(start, end)])
    ]  # fmt: skip


@pytest.fixture
def concluded(tmp_path: Path):
    def case(*records: str, vcf: str = "", more: str = "") -> Conclusion:
        text = HEADER + "".join(f"{record}\n" for record in records)
        body = "".join(
            line if line.startswith("##") else line.replace(" ", "\t")
            for line in text.splitlines(keepends=True)
        )
        (tmp_path / "proband.g.vcf").write_text(body)
        (tmp_path / "case.toml").write_text(CASE.format(vcf=vcf, more=more))
        return conclude(load(tmp_path / "case.toml"))

    return case


def word(case: Case, gene: str = "ALAS2") -> tuple[GeneStatus, str]:
    result = next(one for one in case.genes if one.gene == gene)
    return result.status, result.reason


READ_WHOLE = (
    "all 1764 coding bases, the 8 bp on either side of each coding part, promoter, "
    "intron-1 enhancer"
)


def test_alas2_read_whole_by_a_gvcf(concluded):
    conclusion = concluded(*blocks("ALAS2"))
    case, facts = conclusion.case, conclusion.facts

    assert word(case) == (GeneStatus.NOTHING_FOUND, READ_WHOLE)
    assert case.callability.genes["ALAS2"] == GeneCallability(
        100.0, (), "covered", "covered", f"shown by the data: {RULE}"
    )
    assert facts["ALAS2_FULLY_READ"] is True
    assert (facts["callability.cds_20x_pct"], facts["callability.exon_gap"]) == (100, False)
    assert (facts["callability.promoter_gap"], facts["callability.enhancer_gap"]) == (False, False)
    assert "SR-24" not in conclusion.statements.ids
    assert "SA-18" in conclusion.statements.ids
    assert "SLC25A38" not in case.callability.genes
    assert word(case, "SLC25A38")[0] is GeneStatus.NOT_ASSESSED


@pytest.mark.parametrize(
    ("missing", "entry"),
    [
        (55021100, GeneCallability(99.94, ("exon 5",), "covered", "covered")),
        (55021046, GeneCallability(100.0, ("margins of exon 5",), "covered", "covered")),
        (55031000, GeneCallability(100.0, (), "not fully covered", "covered")),
        (55028200, GeneCallability(100.0, (), "covered", "not fully covered")),
    ],
)
def test_one_base_that_was_not_read_and_alas2_is_to_be_tested_completely(concluded, missing, entry):
    conclusion = concluded(*blocks("ALAS2", without=missing))
    stands = conclusion.case.callability.genes["ALAS2"]

    assert word(conclusion.case)[0] is GeneStatus.PARTLY_ASSESSED
    assert (
        stands.cds_20x_pct,
        stands.uncovered,
        stands.promoter,
        stands.intron1_gata_enhancer,
    ) == (
        entry.cds_20x_pct,
        entry.uncovered,
        entry.promoter,
        entry.intron1_gata_enhancer,
    )
    assert conclusion.facts["ALAS2_FULLY_READ"] is False
    assert "SR-24" in conclusion.statements.ids


def test_a_plain_vcf_leaves_everything_as_it_was(concluded):
    conclusion = concluded("chrX 55012000 . N A . . . GT:DP:GQ 0/0:30:60")
    case = conclusion.case

    assert word(case) == (GeneStatus.NOT_ASSESSED, "a plain VCF does not say what was read")
    assert case.callability.genes == {}
    assert conclusion.facts["callability.cds_20x_pct"] is None
    assert all(gene.assessed == () for gene in case.genes)
    assert "SR-24" in conclusion.statements.ids


@pytest.mark.parametrize("key", ["[vcf] min_depth", "[site] callable_depth"])
def test_less_than_20_reads_give_a_word_but_no_percentage_at_20x(concluded, key):
    shallow = [record.replace("0/0:30:60", "0/0:12:60") for record in blocks("ALAS2")]
    stated = {"vcf": "min_depth = 10"} if "vcf" in key else {"more": "[site]\ncallable_depth = 10"}
    conclusion = concluded(*shallow, **stated)
    entry = conclusion.case.callability.genes["ALAS2"]

    assert word(conclusion.case)[0] is GeneStatus.NOTHING_FOUND
    assert entry.cds_20x_pct is None
    assert entry.shown_by == "shown by the data: DP >= 10 (as stated) and GQ >= 20 (assumption)"
    assert conclusion.facts["ALAS2_FULLY_READ"] is False
    assert "SR-24" in conclusion.statements.ids


def test_the_depth_of_the_vcf_goes_before_that_of_the_clinic(concluded):
    conclusion = concluded(
        *blocks("ALAS2"), vcf="min_depth = 31", more="[site]\ncallable_depth = 10"
    )

    assert word(conclusion.case) == (
        GeneStatus.NOT_ASSESSED,
        "0 of 1764 coding bases, and none of the other regions",
    )
    assert conclusion.facts["callability.cds_20x_pct"] == 0


def test_the_genotype_quality_can_be_stated(concluded):
    poor = [record.replace("0/0:30:60", "0/0:30:8") for record in blocks("ALAS2")]

    assert word(concluded(*poor).case)[0] is GeneStatus.NOT_ASSESSED
    assert word(concluded(*poor, vcf="min_gq = 8").case)[0] is GeneStatus.NOTHING_FOUND


def test_a_bed_in_the_case_file(concluded, tmp_path):
    rows = [
        f"{GENES[gene]}\t{start - 1}\t{end}\n" for gene in GENES for start, end in stretches(gene)
    ]
    (tmp_path / "callable.bed").write_text("".join(rows))
    conclusion = concluded(
        "chrX 55012000 . N A . . . GT:DP:GQ 0/0:30:60", vcf='callable = "callable.bed"'
    )

    assert {gene.status for gene in conclusion.case.genes} == {GeneStatus.NOTHING_FOUND}
    assert conclusion.facts["ALAS2_FULLY_READ"] is True
    assert conclusion.case.callability.genes["ABCB7"].shown_by == (
        f"shown by the data: {RULE}; bases of callable.bed taken as callable at that depth (assumption)"
    )


def test_a_bed_that_is_not_there_is_a_mistake_of_the_case_file(concluded):
    with pytest.raises(InputRejected) as refused:
        concluded(vcf='callable = "absent.bed"')

    assert str(refused.value).endswith(
        "case.toml:10: vcf, callable: there is no file absent.bed beside the case file; "
        "check the path; it starts in that folder"
    )


# --- the laboratory's entries beside what the VCF shows ---

STATED_WHOLE = """
[callability.ALAS2]
cds_20x_pct = 100
promoter = "covered"
intron1_gata_enhancer = "covered"
"""
STATED_PARTLY = """
[callability.ALAS2]
cds_20x_pct = 98.5
uncovered = ["exon 4"]
promoter = "covered"
intron1_gata_enhancer = "covered"
"""
LAB_WHOLE = (
    "the laboratory says “assessed, nothing found” (stated by the laboratory's callability "
    "entries); the data say "
)
LAB_PARTLY = (
    "the laboratory says “partly assessed” (98.5 % of the coding bases read at 20x; exon 4 not "
    "fully covered); the data say "
)
ONE_SHORT = "“partly assessed” (1763 of 1764 coding bases; exon 5: 222 of 223 coding bases)"


@pytest.mark.parametrize(
    ("stated", "missing", "expected", "reason", "by_the_laboratory", "fully_read"),
    [
        (STATED_WHOLE, 0, GeneStatus.NOTHING_FOUND, f"{LAB_WHOLE}“assessed, nothing found” ({READ_WHOLE})", True, True),
        (STATED_WHOLE, 55021100, GeneStatus.PARTLY_ASSESSED, f"{LAB_WHOLE}{ONE_SHORT}", False, False),
        (STATED_PARTLY, 0, GeneStatus.PARTLY_ASSESSED, f"{LAB_PARTLY}“assessed, nothing found” ({READ_WHOLE})", True, False),
        (STATED_PARTLY, 55021100, GeneStatus.PARTLY_ASSESSED, f"{LAB_PARTLY}{ONE_SHORT}", True, False),
    ],
)  # fmt: skip
def test_both_are_said_and_the_more_careful_word_counts(
    concluded, stated, missing, expected, reason, by_the_laboratory, fully_read
):
    conclusion = concluded(*blocks("ALAS2", without=missing), more=stated)
    entry = conclusion.case.callability.genes["ALAS2"]

    assert word(conclusion.case) == (expected, reason)
    assert (entry.shown_by == "") == by_the_laboratory
    assert conclusion.facts["ALAS2_FULLY_READ"] is fully_read


def test_an_uncovered_exon_without_a_percentage_is_said_beside_the_vcf(concluded):
    stated = '[callability.ALAS2]\nuncovered = ["exon 4"]\n'
    status, reason = word(concluded(*blocks("ALAS2"), more=stated).case)

    assert status is GeneStatus.PARTLY_ASSESSED
    assert reason.startswith("the laboratory says “partly assessed” (exon 4 not fully covered)")


def test_the_laboratory_alone_speaks_where_the_vcf_is_plain(concluded):
    plain = "chrX 55012000 . N A . . . GT:DP:GQ 0/0:30:60"
    conclusion = concluded(plain, more=STATED_WHOLE)

    assert word(conclusion.case) == (
        GeneStatus.NOTHING_FOUND,
        "stated by the laboratory's callability entries",
    )
    assert conclusion.facts["ALAS2_FULLY_READ"] is True


def test_a_withheld_finding_is_not_nothing(concluded):
    """Two records give one allele different genotypes: a person decides."""
    twice = [f"chr3 39391513 . C T . . . GT:DP:GQ {genotype}:30:60" for genotype in ("0/1", "1/1")]
    case = concluded(*blocks("SLC25A38"), *twice).case
    status, reason = word(case, "SLC25A38")

    assert status is GeneStatus.FOUND
    assert "is withheld: 2 records give different genotypes" in reason


def test_combining_again_changes_nothing(concluded):
    case = concluded(*blocks("ALAS2", without=55021100)).case

    assert combine(case, case.scan).genes == case.genes
    assert combine(case, case.scan).callability == case.callability


# --- the command ---


def test_scan_with_a_bed_and_thresholds(concluded, tmp_path, capsys):
    concluded(*blocks("ALAS2"))
    (tmp_path / "p.bed").write_text("3\t0\t99999999\n")
    vcf = str(tmp_path / "proband.g.vcf")
    options = ["--callable", f"P={tmp_path / 'p.bed'}", "--min-depth", "30", "--min-gq", "0"]

    assert main(["scan", vcf, "--format", "json", *options]) == 0
    (scan,) = json.loads(capsys.readouterr().out)["scans"]
    (sample,) = scan["samples"]
    assert [gene["status"] for gene in sample["genes"]] == [
        "assessed, nothing found",
        "assessed, nothing found",
        "not assessed",
        "not assessed",
    ]
    assert sample["callability_rule"] == (
        "DP >= 30 and no GQ asked for (as stated); "
        "bases of p.bed taken as callable at that depth (assumption)"
    )


@pytest.mark.parametrize(
    ("options", "code", "line"),
    [
        (["--callable", "absent.bed"], 2, "there is no such file"),
        (["--callable", "wrong.bed"], 3, "wrong.bed:1: the line has 1 columns"),
        (["--callable", "P=all.bed", "--callable", "P=all.bed"], 2, "given twice for sample P"),
        (["--callable", "all.bed", "--callable", "all.bed"], 2, "given twice for all samples"),
        (["--min-depth", "0"], 2, "--min-depth"),
        (["--min-gq", "-1"], 2, "--min-gq"),
    ],
)
def test_scan_refuses_in_one_line(concluded, tmp_path, monkeypatch, capsys, options, code, line):
    concluded(*blocks("ALAS2"))
    (tmp_path / "wrong.bed").write_text("chrX\n")
    (tmp_path / "all.bed").write_text("chrX\t0\t99999999\n")
    monkeypatch.chdir(tmp_path)

    assert main(["scan", "proband.g.vcf", *options]) == code
    assert line in capsys.readouterr().err


def test_a_file_whose_name_has_an_equals_sign_is_one_for_all(concluded, tmp_path, capsys):
    concluded(*blocks("ALAS2"))
    bed = tmp_path / "a=b.bed"
    bed.write_text("chr2\t0\t299999999\n")

    assert main(["scan", str(tmp_path / "proband.g.vcf"), "--callable", str(bed)]) == 0
    assert "bases of a=b.bed taken as callable" in capsys.readouterr().out
