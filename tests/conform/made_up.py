"""A scenario made up for the tests of the judge, and what a program should conclude about it."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from document_text import read_html
from outcome import CoupleRisk, Outcome, Relative
from scenario_file import Scenario, read_scenario

Changes = dict[str, object]


def person(name: str, sex: str, father: str | None = None, mother: str | None = None) -> Any:
    return {
        "id": name,
        "sex": sex,
        "father": father,
        "mother": mother,
        "birth_year": 1980,
        "alive": True,
        "genetic_link": True,
        "affected": "unknown",
        "genotype": None,
        "relation_to_proband": "for the reader",
    }


def decision(name: str, flag: str, chance: str | None, **changes: object) -> Any:
    return {
        "id": name,
        "flag": flag,
        "tests": [],
        "reason_code": "R-XL-PARTNER",
        "p_variant": chance,
        "priority": None,
        "minor_rule": None,
        "when": None,
        **changes,
    }


BROTHER = decision(
    "BR", "TEST_NOW", "1/2", tests=["TV", "CBC"], reason_code="R-XL-BROTHER", priority=1
)
SISTER = decision("SI", "HAEM_SCREEN", "1/2", tests=["CBC"], priority=2, minor_rule="HAEM_SCREEN")

SCENARIO: dict[str, Any] = {
    "schema": "csa-scenario/1",
    "id": "SCN-90",
    "title": "Made up for this test",
    "synthetic": True,
    "notice": "Fictitious.",
    "input": {
        "report_date": "2026-06-01",
        "consent": {"contact_relatives": True, "share_variant": True},
        "findings": [],
        "proband": "P",
        "pedigree": [
            person("FA", "M"),
            person("MO", "F"),
            person("P", "M", "FA", "MO"),
            person("BR", "M", "FA", "MO"),
            person("SI", "F", "FA", "MO"),
            person("WI", "F"),
        ],
        "phenotype": [],
        "labs": [],
        "treatment": {"pyridoxine": {"state": "none"}, "transfusion_dependent": False},
    },
    "expected": {
        "pattern": "XL-M",
        "pattern_context": "apparently de novo",
        "disease_class": "ALAS2_LOF",
        "diagnosis_wording": "X-linked sideroblastic anaemia, MONDO:0020721, OMIM 300751",
        "relatives_flagged": [BROTHER, SISTER],
        "relatives_not_flagged": [
            decision("FA", "NOT_INDICATED", "~0"),
            decision("MO", "INFO_ONLY", "1"),
            decision("WI", "NOT_INDICATED", None),
        ],
        "p_affected": {"BR": "1/4"},
        "couple_risk": [
            {
                "couple": ["BR", "SI"],
                "untested": "1/12",
                "both_carriers": "1/4",
                "one_negative": "~0",
            }
        ],
        "management_must": ["SR-01"],
        "management_must_not": ["SR-06"],
        "conditional": [
            {
                "rule": "SR-21",
                "allowed_only_as": "annex, with SR-01; not a recommendation",
                "report": "management",
            }
        ],
        "must_text": ["(?i)mosaic"],
        "must_not_text": ["\\b50 mg"],
        "must_not_claim": ["(?i)recommend[^.;]*transplant"],
        "conditional_text": [
            {"pattern": "1 in 4", "same_sentence_must_match": "brother"},
            {
                "pattern": "protoporphyria",
                "same_document_must_match": "light",
                "documents": ["counselling"],
            },
        ],
        "alarms": ["AL-HB-70"],
        "reports": ["counselling", "management", "relative_letter:BR"],
    },
}

MANAGEMENT = """<html><head><title>50 mg</title><style>p { color: red }</style></head><body>
<h1>Management report</h1><p>Diagnosis: MONDO:0020721, OMIM&nbsp;#300751 (SR-01, SR-21).</p>
<table><tr><th>Who</th><th>Chance</th></tr>
<tr><td>partner</td><td>–</td></tr><tr><td>brother (BR)</td><td>1 in 2</td></tr></table>
<p>For the brother the chance is 1&#160;in&#160;4. We do not recommend a transplant.</p></body></html>"""
COUNSELLING = (
    "<p>Some egg cells may carry it (mo&shy;saicism).</p><ul><li>Keep out of the light</li></ul>"
)

OUTCOME = Outcome(
    pattern="XL-M",
    context="apparently de novo",
    disease_class="ALAS2_LOF",
    relatives={
        "BR": Relative(
            "TEST_NOW", "R-XL-BROTHER", frozenset({"TV", "CBC", "FER"}), 1, None, Fraction(1, 2)
        ),
        "SI": Relative(
            "HAEM_SCREEN", "R-XL-PARTNER", frozenset({"CBC"}), 2, "HAEM_SCREEN", Fraction(1, 2)
        ),
        "FA": Relative("NOT_INDICATED", "R-XL-PARTNER", frozenset(), 0, None, Fraction(1, 2000)),
        "MO": Relative("INFO_ONLY", "R-XL-PARTNER", frozenset(), 0, None, Fraction(1)),
        "WI": Relative("NOT_INDICATED", "R-XL-PARTNER", frozenset(), 0, None, None, "partner"),
    },
    affected={"BR": Fraction(1, 4)},
    couples={
        frozenset({"SI", "BR"}): CoupleRisk(Fraction(1, 12), Fraction(1, 4), Fraction(0)),
    },
    rules={
        "SR-01": frozenset({"management"}),
        "SR-21": frozenset({"management", "off_label_annex"}),
    },
    wordings={"SR-21": "Reports describe benefit. This is not a recommendation."},
    alarms=frozenset({"AL-HB-70"}),
    documents={
        "counselling": read_html(COUNSELLING),
        "management": read_html(MANAGEMENT),
        "relative_letter:BR": read_html("<p>Dear reader</p>"),
    },
)


def scenario_in(folder: Path, changes: Changes | None = None) -> Scenario:
    """Write the made-up scenario with changes ("expected.alarms": [...]) and read it again."""
    values = copy.deepcopy(SCENARIO)
    for place, value in (changes or {}).items():
        *way, last = place.split(".")
        part: Any = values
        for step in way:
            part = part[int(step)] if isinstance(part, list) else part[step]
        if value is DROPPED:
            del part[last]
        else:
            part[int(last) if isinstance(part, list) else last] = value
    file = folder / "SCN-90.json"
    file.write_text(json.dumps(values), encoding="utf-8")
    return read_scenario(file)


DROPPED = object()
