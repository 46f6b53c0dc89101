"""The rows for the laboratory's system: fixed columns, one row a finding, nothing that runs."""

import csv
import io

import pytest
from builders import FROM_VCF, finding, man_with_anaemia, nothing_found, stopped

from genetics.classification import Classification
from reports.case_json import case_json
from reports.exports.lis import COLUMNS, lis_table
from reports.exports.reported import Reported
from reports.record.standing import Stage, Standing


def rows(whole, standing=None):
    reported = Reported.model_validate_json(case_json(whole.basis, {}, []))
    text = lis_table(reported, standing or Standing()).decode()
    return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


def read_back(value):
    """What docs/exports.md tells the reader to do."""
    return "" if value == "." else value.removeprefix("'")


def test_a_finding_fills_its_row():
    (row,) = rows(man_with_anaemia())

    assert tuple(row) == COLUMNS
    assert row == {
        "case": "FAM-1",
        "sample": ".",
        "ALAS2": "found",
        "SLC25A38": "not assessed",
        "STEAP3": "not assessed",
        "ABCB7": "not assessed",
        "gene": "ALAS2",
        "transcript": "NM_000032.5",
        "hgvs_c": "c.1354C>T",
        "hgvs_p": "p.(Arg452Cys)",
        "zygosity": "hemizygous",
        "source_class": "germline",
        "class": "P",
        "class_by": "the laboratory",
        "class_date": "2026-05-03",
        "assembly": "GRCh38",
        "contig": "X",
        "pos": "55014830",
        "ref": "G",
        "alt": "A",
        "genotype": "1",
        "depth": "38",
        "vaf": "1",
        "filter": "PASS",
        "phase": ".",
        "status": "draft",
        "remark": ".",
        "software": "sideroscreen 9.9.9",
        "knowledge": "2026.01.02",
        "report_date": "2026-06-01",
    }


def test_each_finding_has_a_row_in_the_order_of_the_report():
    whole = man_with_anaemia(findings=(finding(), finding(hgvs_c="c.2T>C")))

    assert [one["hgvs_c"] for one in rows(whole)] == ["c.1354C>T", "c.2T>C"]


def test_where_nothing_was_found_one_row_says_what_was_assessed():
    (row,) = rows(nothing_found())

    assert (row["gene"], row["hgvs_c"], row["class"], row["genotype"]) == (".", ".", ".", ".")
    assert (row["ALAS2"], row["SLC25A38"]) == ("assessed, nothing found", "partly assessed")


def test_a_withheld_finding_has_a_row_without_a_class_and_with_the_reason():
    (row,) = rows(man_with_anaemia(findings=(finding(withheld=True, withheld_why="two names"),)))

    assert (row["class"], row["class_by"], row["class_date"]) == (".", ".", ".")
    assert row["remark"] == "withheld: two names"


def test_a_bare_somatic_result_stands_in_the_remark():
    bare = finding(gene="SF3B1", somatic=True, result="not detected", classification=None)
    (row,) = rows(man_with_anaemia(findings=(bare,)))

    assert (row["source_class"], row["class"], row["remark"]) == ("somatic", ".", "not detected")


def test_steap3_is_never_handed_over_above_vus():
    (row,) = rows(man_with_anaemia(findings=(finding(gene="STEAP3"),)))

    assert row["class"] == Classification.UNCERTAIN.value


@pytest.mark.parametrize("stage", Stage)
def test_the_status_is_that_of_the_laboratorys_document(stage):
    (row,) = rows(man_with_anaemia(), Standing(1, stage))

    assert row["status"] == stage.value


def test_a_stopped_case_says_so_in_each_row_whatever_its_document_says():
    (row,) = rows(stopped(), Standing(1, Stage.AUTHORISED))

    assert row["status"] == "stopped"
    assert row["remark"].startswith("A man has a heterozygous or mosaic-looking call")


@pytest.mark.parametrize(
    "value",
    [
        "=cmd()",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1",
        "'quoted",
        ".",
        "=",
        '"twice"',
        "plain",
        "a=b",
        "0/1",
    ],
)
def test_no_value_runs_in_a_spreadsheet_and_each_is_read_back_as_it_was(value):
    (row,) = rows(man_with_anaemia(findings=(finding(phase=value),)))

    assert row["phase"][0] not in "=+-@＝＋－＠"
    assert read_back(row["phase"]) == value


@pytest.mark.parametrize("value", ["a\tb", "a\nb", "a\r\n b", "  a b "])
def test_a_value_never_parts_a_row(value):
    (row,) = rows(man_with_anaemia(findings=(finding(**{**FROM_VCF, "filters": value}),)))

    assert row["filter"] == "a b"
