"""Makes the helpers of this folder importable without turning tests into packages."""

import sys
from pathlib import Path

import pytest

from genetics.gene_files import load_panel
from genetics.panel import Panel

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def panel() -> Panel:
    """The genes of the program."""
    return load_panel()


@pytest.fixture(scope="session")
def vcfs() -> Path:
    """The folder with one small file for each trap."""
    return Path(__file__).parents[1] / "vcfs"
