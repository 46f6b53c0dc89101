"""Every X-linked row of the relatives oracle follows from the family graph and its chances."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest
from families import MAN, WOMAN, wide_family

from pedigrees.people import Genotype
from pedigrees.plan import DiseaseClass
from pedigrees.tested import TestResults
from pedigrees.x_linked import XLinkedFamily

NEGATIVE, HEMIZYGOUS = Genotype.NOT_DETECTED, Genotype.HEMIZYGOUS

RESULTS_OF_CONTEXT = {
    "xlm-default": {},
    "xlm-de-novo": {"MOTHER": NEGATIVE},
    "xlm-mgf-hemizygous": {"MGF": HEMIZYGOUS},
    "xlm-new-in-mother": {"MGF": NEGATIVE, "MGM": NEGATIVE},
    "xlm-mgf-negative": {"MGF": NEGATIVE},
    "xlf-default": {},
    "xlf-de-novo": {"MOTHER": NEGATIVE, "FATHER": NEGATIVE},
    "xlf-paternal": {"FATHER": HEMIZYGOUS},
    "xlf-maternal": {"FATHER": NEGATIVE},
}

# The oracle's rows are those of untested relatives. The father of a woman with paternal
# origin is untested and known to carry where the mother is negative.
FATHER_KNOWN_WITHOUT_A_TEST = {"MOTHER": NEGATIVE}


def _oracle_rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as table:
        return [row for row in csv.DictReader(table) if row["pattern"].startswith("XL-")]


@cache
def _x_family(context: str, genes: str, father_untested: bool) -> XLinkedFamily:
    man = context.startswith("xlm")
    recorded = FATHER_KNOWN_WITHOUT_A_TEST if father_untested else RESULTS_OF_CONTEXT[context]
    family = wide_family(MAN if man else WOMAN, recorded)
    own = HEMIZYGOUS if man else Genotype.HETEROZYGOUS
    tests = TestResults({"PROBAND": own, **recorded})
    return XLinkedFamily.of(family, tests, DiseaseClass(genes), man=man)


def _offer(row: dict[str, str]) -> dict[str, str]:
    father_untested = (row["context_id"], row["relation"]) == ("xlf-paternal", "FATHER")
    x_family = _x_family(row["context_id"], row["genes"], father_untested)
    offer = x_family.offer(x_family.family[row["relation"]], parentage_confirmed=True)
    return {
        "context_id": x_family.carriers.context,
        "flag": offer.flag,
        "reason_code": offer.reason,
        "p_variant": "" if offer.chance is None else str(offer.chance),
        "priority": str(offer.priority if offer.flag.is_flagged else 0),
        "test_codes": "+".join(offer.tests),
        "minor_code": offer.minor_rule or "",
    }


@pytest.mark.parametrize("genes", ["ALAS2_LOF", "ALAS2_GOF", "ABCB7"])
def test_every_x_linked_row(shared: Path, genes: str) -> None:
    """Context, flag, reason, chance, priority, tests and minor rule agree, row by row."""
    rows = [
        row
        for row in _oracle_rows(shared / "clinical" / "relatives_oracle.csv")
        if row["genes"] == genes
    ]
    differences = []
    for row in rows:
        got = _offer(row)
        expected = {name: row[name] for name in got}
        if got != expected:
            differences.append(f"{row['row_id']} {row['relation']}: {got} != {expected}")

    assert differences == []
    assert len(rows) == 109
