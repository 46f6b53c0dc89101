"""What a batch writes, says and returns; whatever the number of processes, shards or runs."""

from __future__ import annotations

import csv
import json
import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from genetics.errors import InputRejected
from reports.render import pdf_problem
from workflow.__main__ import main
from workflow.batch.running import Shard
from workflow.batch.way import Letters

VCFS = Path(__file__).resolve().parents[2] / "vcfs"
CASE = """
schema = "sideroscreen-case/1"
id = "FAMILY-1"
report_date = 2026-11-25
proband = "P"
diagnosis = "CSA"

[vcf]
file = "{vcf}"
sample = "S1"

[[people]]
id = "P"
sex = "M"
birth_year = 1990
"""


SITE = """
schema = "sideroscreen-site/1"
[clinic]
name = "Clinic of the test"
"""


def table(file: Path) -> list[dict[str, str]]:
    lines = (line for line in file.read_text("utf-8").splitlines() if line[0] != "#")
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def status(out: Path, case: str) -> dict:
    return json.loads((out / "cases" / case / "status.json").read_text("utf-8"))


def batch(source: Path, out: Path, *more: str) -> int:
    return main(["batch", str(source), "-o", str(out), "--documents", "none", *more])


def collect(out: Path, source: Path) -> int:
    return main(["batch", "--collect", str(out), str(source), "--documents", "none"])


def test_each_case_gets_its_folder_and_all_of_them_the_tables(vcfs, tmp_path, capsys) -> None:
    out = tmp_path / "out"
    assert batch(vcfs(4, bad=(3,)), out, "-j", "2", "--documents", "case") == 1
    told = capsys.readouterr()
    assert told.out.splitlines()[0] == "4 cases: 3 done, 1 failed"
    assert sorted(file.name for file in out.iterdir()) == [
        "callability.tsv", "cases", "failures.tsv", "findings.tsv",
        "multiqc_sideroscreen_mqc.tsv", "summary.json", *([] if pdf_problem() else ["summary.pdf"]),
    ]  # fmt: skip
    assert ("no summary.pdf" in told.err) is bool(pdf_problem())
    assert sorted(file.name for file in (out / "cases" / "P1").iterdir()) == [
        "findings.json",
        "status.json",
    ]
    assert [file.name for file in (out / "cases" / "P3").iterdir()] == ["status.json"]
    found = table(out / "findings.tsv")
    assert [(row["case"], row["sample"], row["hgvs_c"], row["pos"]) for row in found] == [
        (f"P{number}", f"S{number}", "c.1354C>T", "55014830") for number in (1, 2, 4)
    ]
    (failure,) = table(out / "failures.tsv")
    assert failure["case"] == "P3"
    assert "a VCF begins with ##fileformat" in failure["error"]
    assert len(table(out / "callability.tsv")) == 3 * 4
    overview = table(out / "multiqc_sideroscreen_mqc.tsv")
    assert [(row["Sample"], row["outcome"], row["found"]) for row in overview] == [
        ("P1", "done", "1"), ("P2", "done", "1"), ("P3", "failed", "."), ("P4", "done", "1"),
    ]  # fmt: skip
    summary = json.loads((out / "summary.json").read_text())
    assert (summary["cases"], summary["done"], summary["failed"]) == (4, 3, 1)
    alas2 = next(gene for gene in summary["genes"] if gene["gene"] == "ALAS2")
    assert (alas2["found"], alas2["not_assessed_rate"]) == (3, 0.0)
    assert status(out, "P1")["asked"]["inputs"][0]["size"] == (vcf_of(tmp_path, 1)).stat().st_size


def vcf_of(folder: Path, number: int) -> Path:
    return folder / "vcfs" / f"P{number}.vcf"


def test_the_findings_of_a_case_are_those_of_scan(vcfs, tmp_path) -> None:
    vcfs(1)
    assert batch(tmp_path / "vcfs", tmp_path / "out") == 0
    file = tmp_path / "scan.json"
    assert main(["scan", str(vcf_of(tmp_path, 1)), "--format", "json", "-o", str(file)]) == 0
    assert (tmp_path / "out/cases/P1/findings.json").read_text() == file.read_text()


def test_one_process_and_sixteen_write_the_same(tmp_path, whole) -> None:
    some = tmp_path / "some"
    some.mkdir()
    for file in sorted(VCFS.glob("*.vcf"))[::6]:
        shutil.copy(file, some)
    assert batch(some, tmp_path / "one", "-j", "1") == batch(some, tmp_path / "many", "-j", "16")
    assert whole(tmp_path / "one") == whole(tmp_path / "many")


def test_shards_and_collect_write_what_one_run_writes(vcfs, tmp_path, whole, capsys) -> None:
    source, parts = vcfs(5, bad=(4,)), tmp_path / "parts"
    assert batch(source, tmp_path / "once") == 1
    assert batch(source, parts, "--shard", "1/2") == 0
    assert not (parts / "summary.json").exists()
    assert collect(parts, source) == 1
    assert json.loads((parts / "summary.json").read_text())["missing"] == ["P2", "P4"]
    assert batch(source, parts, "--shard", "2/2") == 1
    assert collect(parts, source) == 1
    assert whole(parts) == whole(tmp_path / "once")


def test_every_case_is_in_exactly_one_shard() -> None:
    rows = range(50)
    parts = [row for number in range(1, 17) for row in Shard(number, 16).cases(rows)]
    assert sorted(parts) == list(rows)


@pytest.mark.parametrize("shard", ["0/3", "4/3", "3", "a/b", "-1/2"])
def test_a_shard_that_is_none_is_a_usage_error(vcfs, tmp_path, shard) -> None:
    assert batch(vcfs(1), tmp_path / "out", "--shard", shard) == 2


def test_a_folder_with_a_run_is_not_written_over(vcfs, tmp_path, capsys, whole) -> None:
    out = tmp_path / "out"
    assert batch(vcfs(2), out) == 0
    before = whole(out)
    capsys.readouterr()
    assert batch(tmp_path / "vcfs", out) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("go on with it by --resume, or name another folder")
    assert whole(out) == before


def test_a_folder_of_other_things_is_refused_even_to_resume(vcfs, tmp_path) -> None:
    source = vcfs(1)
    assert batch(source, source, "--resume") == 2


def outcomes(log: str) -> dict[str, str]:
    told = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    *cases, end = told
    assert (end["event"], end["cases"]) == ("end", len(cases))
    return {one["case"]: one["outcome"] for one in cases}


def test_resume_runs_only_what_is_not_done_or_not_the_same(vcfs, tmp_path, capsys, whole) -> None:
    source, out = vcfs(5, bad=(2,)), tmp_path / "out"
    assert batch(source, out, "--log-format", "json") == 1
    capsys.readouterr()
    vcf_of(tmp_path, 2).write_text(vcf_of(tmp_path, 1).read_text().replace("S1", "S2"))
    vcf_of(tmp_path, 3).write_text(vcf_of(tmp_path, 3).read_text().replace("0/1", "1/1"))
    (out / "cases/P4/status.json").write_text("{}")
    assert batch(source, out, "--resume", "--dry-run") == 0
    assert capsys.readouterr().out.splitlines() == [
        "P1\tis done, would be kept", "P2\twould be run", "P3\twould be run",
        "P4\twould be run", "P5\tis done, would be kept",
    ]  # fmt: skip
    kept = (out / "cases/P1").stat().st_mtime_ns
    assert batch(source, out, "--resume", "--log-format", "json") == 0
    assert outcomes(capsys.readouterr().err) == {
        "P1": "kept", "P2": "done", "P3": "done", "P4": "done", "P5": "kept",
    }  # fmt: skip
    assert (out / "cases/P1").stat().st_mtime_ns == kept
    assert batch(source, tmp_path / "anew") == 0
    assert whole(out) == whole(tmp_path / "anew")


def test_resume_runs_again_what_is_asked_otherwise(vcfs, tmp_path, capsys) -> None:
    vcfs(1)
    manifest, out = tmp_path / "m.tsv", tmp_path / "out"
    manifest.write_text("case\tvcf\nA\tvcfs/P1.vcf\n")
    assert batch(manifest, out) == 0
    manifest.write_text("case\tvcf\tassembly\nA\tvcfs/P1.vcf\tGRCh38\n")
    capsys.readouterr()
    assert batch(manifest, out, "--resume", "--log-format", "json") == 0
    assert outcomes(capsys.readouterr().err) == {"A": "done"}


@pytest.fixture
def data(tmp_path) -> str:
    """A data folder to which the laboratory has added one class of ClinVar."""
    lines = (
        "##fileformat=VCFv4.1",
        "##fileDate=2026-11-01",
        "##source=ClinVar",
        "##reference=GRCh38",
        '##INFO=<ID=CLNSIG,Number=.,Type=String,Description="">',
        '##INFO=<ID=CLNDN,Number=.,Type=String,Description="">',
        '##INFO=<ID=CLNREVSTAT,Number=.,Type=String,Description="">',
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
        "X\t55014830\t7\tG\tA\t.\t.\tCLNSIG=Pathogenic;CLNDN=x;CLNREVSTAT=reviewed_by_expert_panel",
    )
    file = tmp_path / "clinvar.vcf"
    file.write_text("\n".join(lines) + "\n")
    folder = tmp_path / "data"
    update = ["knowledge", "update", "--clinvar", str(file), "--assembly", "GRCh38"]
    assert main([*update, "--data", str(folder)]) == 0
    return str(folder)


def test_the_options_of_a_scan_hold_for_each_case(vcfs, tmp_path, data, capsys) -> None:
    source, out, file = vcfs(1), tmp_path / "out", tmp_path / "scan.json"
    how = ("--min-depth", "7", "--min-gq", "0", "--trust-sorted", "--data", data)
    assert batch(source, out, *how) == 0
    scan = ["scan", str(vcf_of(tmp_path, 1)), "--format", "json", "-o", str(file), *how]
    assert main(scan) == 0
    found = (out / "cases/P1/findings.json").read_text()
    assert found == file.read_text()
    (one,) = json.loads(found)["scans"]
    assert one["how_read"] == "only the blocks about the genes, by the heads of all blocks"
    assert one["samples"][0]["callability_rule"] == "DP >= 7 and no GQ asked for (as stated)"
    assert [source["name"] for source in one["sources"]] == ["ClinVar (GRCh38)"]
    capsys.readouterr()
    assert batch(source, out, *how, "--resume", "--log-format", "json") == 0
    assert outcomes(capsys.readouterr().err) == {"P1": "kept"}


@pytest.mark.parametrize("option", ["--min-depth", "--min-gq", "--trust-sorted", "--data"])
def test_resume_runs_again_what_other_options_ask(vcfs, tmp_path, data, option, capsys) -> None:
    source, out = vcfs(1), tmp_path / "out"
    value = {"--min-depth": ["7"], "--min-gq": ["7"], "--data": [data]}.get(option, [])
    assert batch(source, out) == 0
    for outcome in ("done", "kept"):
        capsys.readouterr()
        assert batch(source, out, option, *value, "--resume", "--log-format", "json") == 0
        assert outcomes(capsys.readouterr().err) == {"P1": outcome}


def test_a_folder_without_a_row_is_said_and_left_out(vcfs, tmp_path, capsys) -> None:
    source, out = vcfs(3), tmp_path / "out"
    assert batch(source, out) == 0
    vcf_of(tmp_path, 2).unlink()
    assert batch(source, out, "--resume") == 0
    assert "folders of cases without a row, left out of the tables: 1" in capsys.readouterr().err
    assert json.loads((out / "summary.json").read_text())["not_in_manifest"] == ["P2"]
    assert [row["case"] for row in table(out / "findings.tsv")] == ["P1", "P3"]


def test_dry_run_writes_nothing(vcfs, tmp_path, capsys) -> None:
    assert batch(vcfs(2), tmp_path / "out", "--dry-run") == 0
    assert capsys.readouterr().out == "P1\twould be run\nP2\twould be run\n"
    assert not (tmp_path / "out").exists()


def test_the_same_sample_in_two_files_is_said_and_both_are_kept(vcfs, tmp_path, capsys) -> None:
    source, out = vcfs(3), tmp_path / "out"
    vcf_of(tmp_path, 3).write_text(vcf_of(tmp_path, 3).read_text().replace("S3", "S1"))
    assert batch(source, out) == 0
    (warning,) = json.loads((out / "summary.json").read_text())["warnings"]
    assert (warning["id"], warning["cases"]) == ("SAMPLE_IN_SEVERAL_CASES", ["P1", "P3"])
    assert [row["case"] for row in table(out / "findings.tsv")] == ["P1", "P2", "P3"]
    assert "SAMPLE_IN_SEVERAL_CASES: 1 to look at" in capsys.readouterr().err


def test_a_manifest_states_sample_sexes_build_and_bed(vcfs, tmp_path) -> None:
    vcfs(2)
    (tmp_path / "f.ped").write_text("F\tS1\t0\t0\t1\t2\n")
    (tmp_path / "c.bed").write_text("chrX\t55000000\t55040000\n")
    manifest, out = tmp_path / "m.tsv", tmp_path / "out"
    manifest.write_text(
        "case\tvcf\tsample\tassembly\tped\tcallable\n"
        "A\tvcfs/P1.vcf\tS1\tGRCh38\tf.ped\tc.bed\n"
        "B\tvcfs/P2.vcf\tS9\t\t\t\n"
    )
    assert batch(manifest, out) == 1
    rows = {row["gene"]: row for row in table(out / "callability.tsv")}
    assert rows["ALAS2"]["sex"] == "M"
    assert rows["ALAS2"]["required"] == rows["ALAS2"]["assessed"] != "."
    assert [one["role"] for one in status(out, "A")["asked"]["inputs"]] == [
        "vcf",
        "ped",
        "callable",
    ]
    assert "sample S9 is not in the file" in status(out, "B")["errors"][0]


def test_a_row_with_a_case_file_gets_its_documents(vcfs, tmp_path, whole) -> None:
    vcfs(2)
    (tmp_path / "case.toml").write_text(CASE.format(vcf="vcfs/P1.vcf"))
    (tmp_path / "other.toml").write_text(
        CASE.format(vcf="vcfs/P1.vcf").replace("P1", "P2").replace("S1", "S2")
    )
    manifest, out = tmp_path / "m.tsv", tmp_path / "out"
    manifest.write_text(
        "case\tvcf\tcase_file\nA\tvcfs/P1.vcf\tcase.toml\nB\tvcfs/P1.vcf\tother.toml\n"
    )
    assert batch(manifest, out, "--documents", "case") == 1
    written = status(out, "A")["documents"]
    assert "FAMILY-1-lab.html" in written
    assert {file.name for file in (out / "cases/A/documents").iterdir()} >= set(written)
    assert "P1.vcf, the case file " in status(out, "B")["errors"][0]
    assert batch(manifest, tmp_path / "none") == 1
    assert not (tmp_path / "none/cases/A/documents").exists()

    # What a person has signed is never replaced, and what stands there is not taken for new.
    documents = out / "cases/A/documents"
    sign = ["sign-off", str(documents), "FAMILY-1-lab", "--checked-by", "R. Tester"]
    assert main([*sign, "--date", "2026-11-26"]) == 0
    signed = whole(documents)
    vcf_of(tmp_path, 1).write_text(vcf_of(tmp_path, 1).read_text().replace("0/1", "1"))
    assert batch(manifest, out, "--resume", "--documents", "case") == 1
    assert whole(documents) == signed
    missing = {row["case"]: row for row in table(out / "failures.tsv")}["A"]
    assert missing["outcome"] == "missing"
    assert "checked or authorised by a person" in missing["error"]
    assert not table(out / "findings.tsv")


@pytest.mark.parametrize("documents", ["none", "case"])
def test_a_row_with_a_case_file_is_scanned_as_the_case_file_says(vcfs, tmp_path, documents) -> None:
    vcfs(1)
    vcf_of(tmp_path, 1).write_text(vcf_of(tmp_path, 1).read_text().replace("0/1", "1"))
    (tmp_path / "case.toml").write_text(CASE.format(vcf="vcfs/P1.vcf"))
    manifest, out = tmp_path / "m.tsv", tmp_path / "out"
    manifest.write_text("case\tvcf\tcase_file\nA\tvcfs/P1.vcf\tcase.toml\n")
    assert batch(manifest, out, "--documents", documents) == 0
    (finding,) = table(out / "findings.tsv")
    assert (finding["sex"], finding["zygosity"]) == ("M", "hemizygous")


@pytest.mark.parametrize(
    ("cells", "case", "expected"),
    [
        ({"sample": "S1", "assembly": "GRCh38"}, {}, ""),
        ({"sample": "S9"}, {}, "vcf.sample: the manifest says S9, the case file S1"),
        ({"ped": "a.ped"}, {}, "a.ped, the case file nothing"),
        ({"callable": "a.bed"}, {}, ""),
        ({"class_field": "CLASS"}, {}, "INFO field CLASS"),
        (
            {"class_field": "CLASS"},
            {'sample = "S1"': 'sample = "S1"\nclass_field = "OTHER"'},
            "vcf.class_field: the manifest says CLASS, the case file OTHER",
        ),
        (
            {"callable": "a.bed"},
            {'sample = "S1"': 'sample = "S1"\ncallable = "b.bed"'},
            "a.bed, the case file ",
        ),
        ({}, {'[vcf]\nfile = "vcfs/P1.vcf"\nsample = "S1"': ""}, "names no VCF"),
    ],
)
def test_what_the_manifest_says_otherwise_than_the_case_file_is_refused(
    vcfs, tmp_path, cells, case, expected
) -> None:
    vcfs(1)
    text = CASE.format(vcf="vcfs/P1.vcf")
    for old, new in case.items():
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "case.toml").write_text(text)
    (tmp_path / "a.ped").write_text("F\tS1\t0\t0\t2\t2\n")
    for bed in ("a.bed", "b.bed"):
        (tmp_path / bed).write_text("chrX\t55000000\t55100000\n")
    row = {"case": "A", "vcf": "vcfs/P1.vcf", "case_file": "case.toml", **cells}
    (tmp_path / "m.tsv").write_text("\t".join(row) + "\n" + "\t".join(row.values()) + "\n")
    assert batch(tmp_path / "m.tsv", tmp_path / "out") == bool(expected)
    errors = status(tmp_path / "out", "A")["errors"]
    assert expected in errors[0] if expected else not errors


def test_what_is_asked_of_every_scan_is_done_and_resume_notices_it(vcfs, tmp_path, capsys) -> None:
    source, out = vcfs(2), tmp_path / "out"
    lines = vcf_of(tmp_path, 2).read_text().splitlines(True)
    signs = ("##reference", "##contig")
    vcf_of(tmp_path, 2).write_text("".join(one for one in lines if not one.startswith(signs)))
    assert batch(source, out) == 1
    assert "the genome build cannot be concluded" in status(out, "P2")["errors"][0]
    capsys.readouterr()
    asked = ("--resume", "--log-format", "json", "--assembly", "GRCh38", "--min-depth", "31")
    assert batch(source, out, *asked) == 0
    assert outcomes(capsys.readouterr().err) == {"P1": "done", "P2": "done"}
    assert {row["rule"] for row in table(out / "callability.tsv")} == {
        "DP >= 31 (as stated) and GQ >= 20 (assumption)"
    }
    assert status(out, "P1")["asked"]["arguments"]["min_depth"] == "31"
    assert batch(source, out, *asked) == 0
    assert outcomes(capsys.readouterr().err) == {"P1": "kept", "P2": "kept"}


def test_what_cannot_be_asked_is_said_before_anything_is_run(vcfs, tmp_path, capsys) -> None:
    source, out = vcfs(1), tmp_path / "out"
    (tmp_path / "site.toml").write_text("nonsense = 1")
    for wrong, code in (
        (("--predictor-limits", str(tmp_path / "limits.toml")), 2),
        (("--site", str(tmp_path / "site.toml")), 3),
        (("--language", "xx"), 2),
    ):
        assert batch(source, out, *wrong) == code
        assert capsys.readouterr().err.startswith("sideroscreen: ")
        assert not out.exists()


def test_documents_are_written_for_the_clinic_that_is_named(vcfs, tmp_path, capsys) -> None:
    vcfs(1)
    (tmp_path / "case.toml").write_text(CASE.format(vcf="vcfs/P1.vcf"))
    (tmp_path / "site.toml").write_text(SITE)
    manifest, out = tmp_path / "m.tsv", tmp_path / "out"
    manifest.write_text("case\tvcf\tcase_file\nA\tvcfs/P1.vcf\tcase.toml\n")
    asked = ("--documents", "case", "--site", str(tmp_path / "site.toml"), "--resume")
    assert batch(manifest, out, *asked, "--log-format", "json") == 0
    page = (out / "cases/A/documents/FAMILY-1-lab.html").read_text("utf-8")
    assert "Clinic of the test" in page
    capsys.readouterr()
    (tmp_path / "site.toml").write_text(SITE.replace("the test", "another test"))
    assert batch(manifest, out, *asked, "--log-format", "json") == 0
    assert outcomes(capsys.readouterr().err) == {"A": "done"}


def test_a_quality_of_zero_is_asked_for_too(vcfs, tmp_path, capsys) -> None:
    source, out = vcfs(1), tmp_path / "out"
    assert batch(source, out) == 0
    capsys.readouterr()
    assert batch(source, out, "--min-gq", "0", "--resume", "--log-format", "json") == 0
    assert outcomes(capsys.readouterr().err) == {"P1": "done"}


@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_text("")])
def test_a_folder_of_which_something_is_gone_is_missing_and_made_again(
    vcfs, tmp_path, capsys, harm
) -> None:
    source, out = vcfs(2), tmp_path / "out"
    assert batch(source, out) == 0
    harm(out / "cases/P2/findings.json")
    assert collect(out, source) == 1
    (failure,) = table(out / "failures.tsv")
    assert (failure["case"], failure["outcome"]) == ("P2", "missing")
    assert "is gone or was changed" in failure["error"]
    capsys.readouterr()
    assert batch(source, out, "--resume", "--log-format", "json") == 0
    assert outcomes(capsys.readouterr().err) == {"P1": "kept", "P2": "done"}


def test_a_folder_of_another_file_is_never_taken_for_that_of_its_row(vcfs, tmp_path) -> None:
    vcfs(2)
    manifest, out = tmp_path / "m.tsv", tmp_path / "out"
    manifest.write_text("case\tvcf\nA\tvcfs/P2.vcf\n")
    assert batch(manifest, out, "--shard", "1/1") == 0
    manifest.write_text("case\tvcf\nA\tvcfs/P1.vcf\n")
    assert collect(out, manifest) == 1
    assert table(out / "findings.tsv") == []
    assert "of another file than the manifest names" in table(out / "failures.tsv")[0]["error"]


def test_files_that_are_not_there_any_more_take_nothing_that_was_done(
    vcfs, tmp_path, whole
) -> None:
    source, out = vcfs(1), tmp_path / "out"
    manifest = tmp_path / "m.tsv"
    manifest.write_text("case\tvcf\nA\tvcfs/P1.vcf\n")
    assert batch(manifest, out) == 0
    before = whole(out / "cases")
    source.rename(tmp_path / "elsewhere")
    assert batch(manifest, out, "--resume") == 1
    assert whole(out / "cases") == before
    (told, stays) = table(out / "failures.tsv")
    assert (told["outcome"], "there is no such file" in told["error"]) == ("missing", True)
    assert "stays, and is in no table" in stays["error"]


def test_a_page_of_other_tables_does_not_stay(vcfs, tmp_path) -> None:
    source, out = vcfs(1), tmp_path / "out"
    assert batch(source, out) == 0
    (out / "summary.pdf").write_bytes(b"of an earlier run")
    assert batch(source, out, "--resume") == 0
    assert not (out / "summary.pdf").exists()


@pytest.mark.parametrize("more", [["--dry-run"], ["--shard", "1/2"], ["-j", "2"], ["-o", "x"]])
def test_collecting_takes_nothing_that_says_how_to_run(vcfs, tmp_path, capsys, more) -> None:
    source = vcfs(1)
    assert main(["batch", "--collect", str(tmp_path), str(source), *more]) == 2
    assert "has no meaning beside it" in capsys.readouterr().err


def test_a_path_that_cannot_be_written_down_is_refused_in_one_line(vcfs, tmp_path, capsys) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/in_\xe9"))
    folder.mkdir()
    (folder / "P1.vcf").write_text("")
    assert batch(folder, tmp_path / "out") == 3
    assert batch(vcfs(1), folder / "out") == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert all("U+DCE9" in line for line in told)


def test_a_profile_is_read_again_when_it_was_edited(tmp_path) -> None:
    site = tmp_path / "site.toml"
    site.write_text(SITE)
    letters = Letters(site)
    assert letters.clinic() is letters.clinic()
    site.write_text(SITE.replace("the test", "our test"))
    assert "Clinic of our test" in str(letters.clinic())
    site.write_text(SITE.replace('name = "Clinic', 'logo = "gone.png"\nname = "Clinic'))
    with pytest.raises(InputRejected, match="logo"):
        letters.clinic()


def test_of_a_large_file_only_the_ends_may_be_read_for_its_checksum(vcfs, tmp_path, capsys) -> None:
    source, out = vcfs(2), tmp_path / "out"
    text = (
        vcf_of(tmp_path, 2)
        .read_text()
        .replace("##reference", f"##x={'x' * 3_000_000}\n##reference")
    )
    vcf_of(tmp_path, 2).write_text(text)
    ends = ("--checksums", "ends", "--resume", "--log-format", "json")
    assert batch(source, out, *ends) == 0
    (small,), (large,) = (status(out, case)["asked"]["inputs"] for case in ("P1", "P2"))
    content = vcf_of(tmp_path, 2).read_bytes()
    assert large["sha256"] == sha256(content[: 2**20] + content[-(2**20) :]).hexdigest()
    assert (large["checksum"], large["size"]) == ("ends", len(content))
    assert (small["checksum"], small["modified"]) == ("whole", None)
    assert small["sha256"] == sha256(vcf_of(tmp_path, 1).read_bytes()).hexdigest()
    os.utime(vcf_of(tmp_path, 1), (1, 1))
    os.utime(vcf_of(tmp_path, 2), (1, 1))
    capsys.readouterr()
    assert batch(source, out, *ends) == 0
    assert outcomes(capsys.readouterr().err) == {"P1": "kept", "P2": "done"}


def test_the_log_holds_no_sample_and_no_genotype(vcfs, tmp_path, capsys) -> None:
    source = vcfs(2)
    file = vcf_of(tmp_path, 2)
    file.write_text(file.read_text().replace("S2", "Somebody").replace("0/1", "0/7"))
    for form in ("text", "json"):
        batch(source, tmp_path / form, "--log-format", form)
        told = capsys.readouterr()
        assert not any(word in told.out + told.err for word in ("Somebody", "0/7", "S1"))
        assert "P2" in told.err


def test_a_wrong_manifest_runs_nothing(tmp_path, capsys) -> None:
    manifest = tmp_path / "m.tsv"
    manifest.write_text("case\tvcf\nA\ta.vcf\nA\tb.vcf\n")
    assert batch(manifest, tmp_path / "out") == 3
    assert capsys.readouterr().err.startswith(f"sideroscreen: {manifest}:3: case: ")
    assert not (tmp_path / "out").exists()


def test_a_missing_file_and_a_pipe_are_cases_that_failed(vcfs, tmp_path) -> None:
    vcfs(1)
    os.mkfifo(tmp_path / "pipe.vcf")
    manifest, out = tmp_path / "m.tsv", tmp_path / "out"
    manifest.write_text("case\tvcf\nA\tnone.vcf\nB\tpipe.vcf\nC\tvcfs\nD\tvcfs/P1.vcf\n")
    assert batch(manifest, out) == 1
    errors = {row["case"]: row["error"] for row in table(out / "failures.tsv")}
    assert "there is no such file" in errors["A"]
    assert "a folder, a pipe or a device" in errors["B"]
    assert "a folder, a pipe or a device" in errors["C"]
    assert status(out, "D")["outcome"] == "done"
