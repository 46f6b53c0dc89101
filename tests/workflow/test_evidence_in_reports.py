"""What the scan knows of a finding stands in the laboratory's report, and nowhere in the family's."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from workflow.commands.report import run_report

VCFS = Path(__file__).resolve().parents[1] / "vcfs"
CASE = """
schema = "sideroscreen-case/1"
id = "TRIO"
report_date = 2026-11-25
proband = "P"
diagnosis = "CSA"

[vcf]
file = "{vcf}"
sample = "child"

[[people]]
id = "P"
sex = "{sex}"
birth_year = 2024
mother = "MO"
father = "FA"
sample = "child"

[[people]]
id = "MO"
sex = "F"
birth_year = 1990
sample = "mother"

[[people]]
id = "FA"
sex = "M"
birth_year = 1988
sample = "father"
"""


@pytest.fixture(scope="module", params=[("trio_in_trans", "F"), ("trio_new_in_a_boy", "M")])
def pages(request, tmp_path_factory) -> dict[str, str]:
    """Write the documents of one case; return the text of each, with the trap's name."""
    trap, sex = request.param
    folder = tmp_path_factory.mktemp(trap)
    (folder / "case.toml").write_text(CASE.format(vcf=VCFS / f"{trap}.vcf", sex=sex))
    run_report(folder / "case.toml", folder / "out", None)
    texts = {
        path.stem: " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
        for path in sorted((folder / "out").rglob("*.pdf"))
    }
    return {"trap": trap, **texts}


WORDS = {
    "trio_in_trans": (
        "How it lies to others",
        "in trans (parents)",
        "New in this person no:",
        "Proposed by criteria",
        "not signed by anybody",
        "Criteria that count",
        "PM3",
        "Could not be judged",
        "Second reading a second reader (PyVCF3) reads the same from the raw line",
    ),
    "trio_new_in_a_boy": (
        "New in this person yes:",
        "parentage",
        "For a person to count",
        "PM6",
    ),
}


def test_the_laboratory_report_says_what_the_scan_knows(pages):
    [report] = [text for name, text in pages.items() if "lab" in name]

    assert [words for words in WORDS[pages["trap"]] if words not in report] == []


def test_the_familys_report_says_nothing_of_criteria(pages):
    [report] = [text for name, text in pages.items() if "counselling" in name]

    assert "Proposed by criteria" not in report
    assert "PM3" not in report
