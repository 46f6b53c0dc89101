"""A case whose VCF holds the parents as well: from the samples to pattern and plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from trio_cases import VCFS, trio_case

from workflow.pipeline import Conclusion, conclude, load


def concluded(tmp_path: Path, trap: str, sex: str = "F", mother: str = "mother") -> Conclusion:
    (tmp_path / "case.toml").write_text(trio_case(VCFS / f"{trap}.vcf", sex, mother))
    return conclude(load(tmp_path / "case.toml"))


@pytest.mark.parametrize(
    ("trap", "pattern", "context"),
    [
        ("trio_in_trans", "AR", ""),
        ("trio_one_homozygous_parent", "AR", ""),
        ("trio_in_cis", "AR-CARRIER", ""),
        ("trio_father_not_called", "AR", "phase unknown"),
        ("trio_phase_set_against_parents", "AR", "phase unknown"),
    ],
)
def test_the_phase_of_the_file_decides_the_pattern(
    tmp_path: Path, trap: str, pattern: str, context: str
) -> None:
    plan = concluded(tmp_path, trap).plan

    assert (plan.pattern, plan.context_words) == (pattern, context)


def test_a_share_of_reads_that_does_not_fit_leaves_the_copies_open(tmp_path: Path) -> None:
    """4 of 42 reads show one of the two: it may not be in every cell, whoever passed it on."""
    text = (VCFS / "trio_in_trans.vcf").read_text()
    (tmp_path / "few.vcf").write_text(text.replace("0/1:22,20:42", "0/1:38,4:42"))
    (tmp_path / "case.toml").write_text(trio_case(tmp_path / "few.vcf"))
    plan = conclude(load(tmp_path / "case.toml")).plan

    assert (plan.pattern, plan.context_words) == ("AR", "phase unknown")


def test_the_parents_of_the_file_are_results_of_the_case(tmp_path: Path) -> None:
    (first, second) = concluded(tmp_path, "trio_in_trans").case.findings

    assert (first.trio.mother, first.trio.father) == ("heterozygous", "not detected")
    assert (second.trio.mother, second.trio.father) == ("not detected", "heterozygous")
    assert (first.trio.mother_depth, first.trio.father_depth) == (37, 41)
    assert not first.trio.parentage_confirmed


def test_a_mother_without_a_sample_has_no_result(tmp_path: Path) -> None:
    for one in concluded(tmp_path, "trio_in_trans", mother="").case.findings:
        assert one.trio.mother == ""
        assert one.phase == "unknown"


def test_a_new_change_in_a_boy_is_not_taken_for_proven_without_confirmed_parentage(
    tmp_path: Path,
) -> None:
    conclusion = concluded(tmp_path, "trio_new_in_a_boy", sex="M")
    (one,) = conclusion.case.findings

    assert one.de_novo is not None
    assert one.de_novo.answer == "yes"
    assert one.trio.mother == "not detected"
    assert not one.trio.parentage_confirmed


def test_a_shallow_mother_is_no_negative_mother(tmp_path: Path) -> None:
    (one,) = concluded(tmp_path, "trio_mother_shallow", sex="M").case.findings

    assert one.trio.mother == ""
