"""What a user types, what is printed, what is written, and the exit code."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from workflow.__main__ import main
from workflow.command_line import COMMANDS
from workflow.commands import demo
from workflow.commands.demo import copy_inputs
from workflow.versions import software_version

README = Path(__file__).resolve().parents[2] / "README.md"
CASE = """
schema = "sideroscreen-case/1"
id = "CASE-1"
report_date = 2026-11-25
proband = "P"

[consent]
contact_relatives = true

[[findings]]
gene = "ALAS2"
transcript = "NM_000032.5"
hgvs_c = "c.1354C>T"
hgvs_p = "p.(Arg452Cys)"
zygosity = "hemizygous"
classification = "P"
class_by = "laboratory"
mechanism = "LOF"

[[people]]
id = "MO"
sex = "F"
birth_year = 1960

[[people]]
id = "P"
sex = "M"
mother = "MO"
birth_year = 1985
affected = "yes"
"""
EXOME_CASE = """
schema = "sideroscreen-case/1"
id = "EXOME"
report_date = 2026-11-25
proband = "P"
diagnosis = "CSA"

[vcf]
file = "FILE"
sample = "manuel"

[[people]]
id = "P"
sex = "M"
birth_year = 1990
"""


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    file = tmp_path / "case.toml"
    file.write_text(CASE)
    return file


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_and_stands_in_the_readme(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, "--help"]) == 0
    assert "Usage: sideroscreen" in capsys.readouterr().out
    assert f"sideroscreen {name}" in README.read_text("utf-8")


def test_version_names_software_and_knowledge(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-V"]) == 0
    assert capsys.readouterr().out.startswith("sideroscreen 0.")


def test_the_version_is_that_of_the_package() -> None:
    package = tomllib.loads((README.parent / "pyproject.toml").read_text("utf-8"))
    assert software_version() == package["project"]["version"]


@pytest.mark.parametrize(
    ("words", "not_needed"),
    [("--version", "click pydantic pysam numpy"), ("--help", "genetics pydantic pysam numpy")],
)
def test_what_is_asked_first_loads_little(
    words: str, not_needed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIDEROSCREEN_DATA", str(tmp_path / "nothing was added"))
    program = (
        "import sys; from workflow.__main__ import main; "
        f"code = main([{words!r}]); print(*(set(sys.modules) & set({not_needed.split()})))"
        "; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "sideroscreen" in done.stdout
    assert done.stdout.splitlines()[-1] == ""


def test_doctor_is_well_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    assert "MISSING" not in capsys.readouterr().out


def test_family_lists_the_mother_first(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["family", str(case_file)]) == 0
    printed = capsys.readouterr().out
    assert "MO  mother" in printed
    assert "very likely; to be tested" in printed


def test_family_as_json(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["family", "--json", str(case_file)]) == 0
    (mother,) = json.loads(capsys.readouterr().out)["relatives"]
    assert (mother["flag"], mother["chance"]) == ("TEST_NOW", "1")


def test_report_writes_each_document_twice_and_case_json(
    case_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "documents"
    assert main(["report", str(case_file), "-o", str(folder)]) == 0
    assert sorted(file.name for file in folder.iterdir()) == [
        "CASE-1-counselling.html",
        "CASE-1-counselling.pdf",
        "CASE-1-lab.html",
        "CASE-1-lab.pdf",
        "CASE-1-management.html",
        "CASE-1-management.pdf",
        "CASE-1-referral.html",
        "CASE-1-referral.pdf",
        "case.json",
        "record",
        "relative-letter-MO.html",
        "relative-letter-MO.pdf",
    ]
    assert capsys.readouterr().err == ""


def test_report_refuses_a_bad_case_in_one_line_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "case.toml"
    bad.write_text(CASE.replace('sex = "F"', 'sex = "W"'))
    folder = tmp_path / "documents"
    assert main(["report", str(bad), "-o", str(folder)]) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert "case.toml:22: " in line
    assert not folder.exists()


def test_unknown_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["screen"]) == 2
    assert "No such command" in capsys.readouterr().err


def test_a_scan_of_several_goes_on_after_a_file_that_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = copy_inputs("DEMO-A", tmp_path).with_suffix(".vcf")
    assert main(["scan", str(tmp_path / "absent.vcf"), str(good)]) == 1
    captured = capsys.readouterr()
    assert "c.1354C>T" in captured.out
    assert captured.err.count("\n") == 1
    assert "absent.vcf" in captured.err


@pytest.mark.parametrize("family", demo.FAMILIES)
def test_demo_ends_with_a_table_of_what_was_written(
    family: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Exit 0: the audit found nothing wrong in any of the PDFs, and withheld none.

    Family by family, so that one core need not write the documents of all of them.
    """
    monkeypatch.setattr(demo, "FAMILIES", (family,))

    assert main(["demo", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert printed.count(".pdf") == len(list(tmp_path.rglob("*.pdf"))) >= 3


def test_the_exome_shows_nothing_and_every_document_says_what_that_means(
    shared: Path, tmp_path: Path
) -> None:
    """Pfeiffer exome: GRCh37 concluded, three intronic records read, no finding claimed."""
    exome = shared / "vcf" / "exome_grch37" / "Pfeiffer.vcf.gz"
    case = tmp_path / "case.toml"
    case.write_text(EXOME_CASE.replace("FILE", str(exome)))
    assert main(["report", str(case), "-o", str(tmp_path / "out")]) == 0

    pages = {file.name: file.read_text("utf-8") for file in (tmp_path / "out").glob("*.html")}
    assert len(pages) == 4
    for name, page in pages.items():
        assert "cannot be concluded from this file" in page, name
        assert "GRCh37" in page, name
    for record in ("3:39432785 C&gt;T", "3:39435865 G&gt;C", "2:120005840 TC&gt;T"):
        assert record in pages["EXOME-management.html"]


def test_the_exome_is_refused_as_grch38(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exome = shared / "vcf" / "exome_grch37" / "Pfeiffer.vcf.gz"
    output = tmp_path / "scan.tsv"
    assert main(["scan", str(exome), "--assembly", "GRCh38", "-o", str(output)]) == 3
    assert "contradicts the stated build GRCh38" in capsys.readouterr().err
    assert not output.exists()
