"""What the scan knows of a finding stands in the laboratory's report, and nowhere in the family's."""

import pytest
from pypdf import PdfReader
from trio_cases import VCFS, trio_case

from workflow.commands.report import run_report


@pytest.fixture(scope="module", params=[("trio_in_trans", "F"), ("trio_new_in_a_boy", "M")])
def pages(request, tmp_path_factory) -> dict[str, str]:
    """Write the two reports of one case; return the text of each, with the trap's name."""
    trap, sex = request.param
    folder = tmp_path_factory.mktemp(trap)
    case = trio_case(VCFS / f"{trap}.vcf", sex, documents=("lab", "counselling"))
    (folder / "case.toml").write_text(case)
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
