"""An output never takes the place of a file that is read."""

from pathlib import Path

import pytest
from vcf_helpers import vcf_text

from genetics.errors import UsageError
from genetics.outputs.formats import Format
from workflow.commands.check import run_check
from workflow.commands.scan import run_scan

TEXT = vcf_text("chr3 39391513 . C T . PASS . GT 0/1")


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "given.vcf"
    path.write_text(TEXT)
    return path


@pytest.mark.parametrize("form", list(Format))
def test_a_scan_does_not_write_over_its_vcf(given, form):
    with pytest.raises(UsageError, match="would take the place of"):
        run_scan([str(given)], output=given, form=form)

    assert given.read_text() == TEXT


def test_a_check_does_not_write_over_its_vcf_not_by_a_link_either(given):
    link = given.with_name("link.vcf")
    link.symlink_to(given)
    with pytest.raises(UsageError, match="would take the place of"):
        run_check(str(given), output=link)

    assert given.read_text() == TEXT


@pytest.mark.parametrize("option", ["ped", "predictor_limits", "callable_beds", "of one sample"])
def test_nor_over_any_other_file_that_is_read(given, option):
    other = given.with_name("other")
    other.write_text("kept")
    how = {
        "ped": {"ped": other},
        "predictor_limits": {"predictor_limits": other},
        "callable_beds": {"callable_beds": [str(other)]},
        "of one sample": {"callable_beds": [f"person={other}"]},
    }[option]
    with pytest.raises(UsageError, match="would take the place of"):
        run_scan([str(given)], output=other, **how)

    assert other.read_text() == "kept"
