"""A case is read back as it was kept, and today's knowledge leaves it as it is."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from builders import all_cases

from genetics.errors import InputRejected
from genetics.gene_files import load_panel
from reports.record.renewal import renewed
from reports.record.stored_input import INPUT, NAMES, input_files, read_input
from reports.site import Paper, Site
from workflow.pipeline import load

DEMO = Path(__file__).resolve().parents[3] / "workflow" / "demo"
SITE = Site("A clinic", ("1 Street",), paper=Paper.LETTER, left_out=frozenset({"b", "a"}))


def known(case):
    """The fields of a case; a family is compared by its people."""
    told = {one.name: getattr(case, one.name) for one in fields(case)}
    return told | {"family": (tuple(case.family), case.family.proband_id)}


def keep(case, folder, site=SITE):
    (folder / "record").mkdir(exist_ok=True)
    for name, content in input_files(case, site).items():
        (folder / name).write_bytes(content)


@pytest.mark.parametrize("file", sorted(DEMO.glob("*.toml")), ids=lambda path: path.stem)
def test_a_case_is_read_back_as_it_was_kept(file, tmp_path):
    case = load(file)
    keep(case, tmp_path)
    again, site = read_input(tmp_path)
    assert known(again) == known(case)
    assert site == SITE


@pytest.mark.parametrize("file", sorted(DEMO.glob("*.toml")), ids=lambda path: path.stem)
def test_the_same_knowledge_changes_nothing(file):
    case = load(file)
    assert known(renewed(case, load_panel())) == known(case)


@pytest.mark.parametrize("name", list(all_cases()))
def test_names_and_addresses_are_kept_apart(name, tmp_path):
    case = all_cases()[name].case
    keep(case, tmp_path)
    text = (tmp_path / INPUT).read_text("utf-8")
    hidden = [address.name for address in case.names.values()]
    assert hidden
    assert not [one for one in (*hidden, case.letterhead.clinic) if one in text]
    assert all(one in (tmp_path / NAMES).read_text("utf-8") for one in hidden)


@pytest.mark.parametrize(
    "changes",
    [
        {"report_date": "yesterday"},
        {"consent": {"contact_relatives": "yes"}},
        {"family": {"people": [{"id": "P"}], "proband": "P"}},
        {"a_field_of_another_version": 1},
        {"family": None},
    ],
)
def test_what_is_no_stored_case_is_one_line(changes, tmp_path):
    keep(replace(load(DEMO / "DEMO-A.toml"), documents=()), tmp_path)
    stored = json.loads((tmp_path / INPUT).read_text("utf-8"))
    stored["case"] |= changes
    (tmp_path / INPUT).write_text(json.dumps(stored))
    with pytest.raises(InputRejected, match="no stored case that can be read") as raised:
        read_input(tmp_path)
    assert "\n" not in str(raised.value)
