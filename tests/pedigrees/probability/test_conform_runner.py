"""`./dev conform probability`: the oracle agrees, and a wrong number or a wrong refusal fails."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]

CASE: dict[str, Any] = {
    "id": "sib",
    "model": {
        "chromosome": "autosome",
        "normal_allele": "1",
        "allele_frequencies": {"1": 0.9, "2": 0.1},
        "penetrance": {"male": [0, 0, 1], "female": [0, 0, 1]},
    },
    "pedigree": [
        {"id": "fa", "sex": "M", "father": None, "mother": None, "genotype": "1/2"},
        {"id": "mo", "sex": "F", "father": None, "mother": None, "genotype": "1/2"},
        {"id": "sib", "sex": "F", "father": "fa", "mother": "mo", "affection": "unaffected"},
    ],
    "expected": {"status": "ok", "posterior": {"sib": {"p_carrier": 2 / 3}}},
}


def conform(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "tests/conform/probability.py", str(path)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_all_cases_of_the_oracle_agree(shared: Path) -> None:
    done = conform(shared / "pedigree" / "oracle")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].endswith(" passed, 0 failed")


@pytest.mark.parametrize(
    ("expected", "code", "last"),
    [
        ({"status": "ok", "posterior": {"sib": {"p_carrier": 2 / 3}}}, 0, "1 passed, 0 failed"),
        ({"status": "ok", "posterior": {"sib": {"p_carrier": 0.6666}}}, 1, "0 passed, 1 failed"),
        ({"status": "refuse", "kind": "impossible"}, 1, "0 passed, 1 failed"),
    ],
    ids=["right", "wrong number", "a refusal expected"],
)
def test_case_is_judged(tmp_path: Path, expected: object, code: int, last: str) -> None:
    (tmp_path / "sib.json").write_text(json.dumps(CASE | {"expected": expected}))

    done = conform(tmp_path)

    assert (done.returncode, done.stdout.splitlines()[-1]) == (code, last)


def test_folder_without_cases_is_a_usage_error(tmp_path: Path) -> None:
    assert conform(tmp_path).returncode == 2
