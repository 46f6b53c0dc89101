"""The Snakefile of the examples, run by a real Snakemake."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workflow.__main__ import main

REPOSITORY = Path(__file__).resolve().parents[3]
SNAKEFILE = REPOSITORY / "docs/examples/Snakefile"
OWN = REPOSITORY / ".venv-snakemake/bin/snakemake"


@pytest.fixture
def snakemake() -> str:
    """Snakemake, which lives in an environment of its own."""
    found = os.environ.get("SNAKEMAKE") or (str(OWN) if OWN.exists() else shutil.which("snakemake"))
    if not found:
        pytest.skip("Snakemake is not installed: neither .venv-snakemake, $SNAKEMAKE nor on PATH")
    return found


def test_the_snakefile_writes_what_one_run_writes(vcfs, tmp_path, whole, snakemake) -> None:
    source, out = vcfs(40, bad=(7,)), tmp_path / "my results"
    command = [
        snakemake, "-s", str(SNAKEFILE), "--directory", str(tmp_path), "--cores", "2", "--config",
        f"manifest={source}", f"out={out}", "shards=4", f"sideroscreen={sys.executable} -m workflow",
    ]  # fmt: skip
    environment = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "HOME": str(tmp_path),
    }
    done = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert main(["batch", str(source), "-o", str(tmp_path / "once"), "--documents", "none"]) == 1
    assert whole(out) == whole(tmp_path / "once")
