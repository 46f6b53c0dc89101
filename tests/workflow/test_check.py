"""The command `check`: exit codes, words and JSON, and what a real trio shows."""

import json
from pathlib import Path

import pytest

from workflow.__main__ import main

VCFS = Path(__file__).resolve().parents[1] / "vcfs"
PED = "F\tFATHER\t0\t0\t1\t1\nF\tMOTHER\t0\t0\t2\t1\nF\tCHILD\tFATHER\tMOTHER\t1\t2\n"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("mendel_trio.vcf", 0),
        ("build_not_stated.vcf", 1),
        ("sample_twice.vcf", 1),
        ("is_a_pdf.vcf", 3),
        ("not_there.vcf", 2),
    ],
)
def test_the_exit_code_says_whether_a_scan_would_run(name, code, capsys):
    assert main(["check", str(VCFS / name)]) == code
    captured = capsys.readouterr()
    assert bool(captured.out) == (code < 2)
    assert bool(captured.err) == (code >= 2)


def test_json_is_sorted_and_written_to_a_file(tmp_path, capsys):
    out = tmp_path / "check.json"
    code = main(["check", str(VCFS / "mendel_trio.vcf"), "--format", "json", "-o", str(out)])
    assert (code, capsys.readouterr().out) == (0, "")
    document = json.loads(out.read_text("utf-8"))
    assert document["schema"] == "sideroscreen-check/1"
    assert set(document["items"][0]) == {"id", "severity", "text", "values"}
    assert json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n" == (
        out.read_text("utf-8")
    )


def test_the_pedigree_gives_sexes_and_parents(tmp_path, capsys):
    ped = tmp_path / "family.ped"
    ped.write_text(PED)
    assert main(["check", str(VCFS / "mendel_trio.vcf"), "--ped", str(ped)]) == 0
    printed = capsys.readouterr().out
    assert "child CHILD: 2 of 4 genotypes (50 %) cannot come from the parents" in printed
    assert "MENDELIAN_ERROR: sample CHILD, SLC25A38 3:39390000 G>C" in printed


def test_a_real_trio(shared, tmp_path, capsys):
    ped = tmp_path / "family.ped"
    ped.write_text(PED)
    vcf = shared / "vcf/trios/ngsbits/UpdHunter_in1.vcf.gz"
    assert main(["check", str(vcf), "--ped", str(ped)]) == 0
    printed = capsys.readouterr().out
    assert "father FATHER and child CHILD look like parent and child" in printed
    assert "sample MOTHER looks female" in printed
    assert "SLC25A38 3:39435865 G>C: child 0/0, mother 0/1, father 1/1" in printed
