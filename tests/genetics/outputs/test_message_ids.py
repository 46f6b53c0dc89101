"""Each warning of a scan has an id, and each id's sentence is one of the program's."""

import re
from pathlib import Path

import pytest

from genetics.errors import SideroscreenError
from genetics.findings import find
from genetics.outputs.message_ids import IDS, UNNAMED, with_id

GENETICS = Path(__file__).parents[3] / "genetics"


def warnings_of(panel, vcfs):
    for path in sorted(vcfs.glob("*.vcf")):
        try:
            found = find(path, panel)
        except SideroscreenError:
            continue
        yield from found.warnings
        for sample in found.samples:
            for finding in sample.findings:
                yield from finding.warnings


def test_every_warning_of_every_small_file_has_an_id(panel, vcfs):
    told = list(warnings_of(panel, vcfs))

    assert len(told) > 100
    assert sorted({str(text) for text in told if with_id(text).id == UNNAMED}) == []


@pytest.mark.parametrize(("message_id", "phrase"), [(one, phrase) for one, _, phrase in IDS])
def test_the_sentence_of_an_id_stands_in_the_code(message_id, phrase):
    """Up to its first gap that is only ours (the remedy, the reason)."""
    assert re.fullmatch(r"[A-Z][A-Z0-9_]*", message_id)
    words = max(re.split(r"\{\w+\}", phrase), key=len).strip(" :;(),")
    code = " ".join(
        re.sub(r'"\s*\n\s*"', "", path.read_text(encoding="utf-8"))
        for path in GENETICS.rglob("*.py")
        if path.name != "message_ids.py"
    )

    assert words in code or words.replace('"', "") in code.replace('"', "").replace("'", "")


def test_a_sentence_that_is_not_listed_is_a_remark():
    assert with_id("something else").id == UNNAMED
