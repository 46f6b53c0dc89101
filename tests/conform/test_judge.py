"""The judge of the scenarios is judged: each of its checks can fail, and fails for its reason."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from document_text import read_html
from judge import SECTIONS, judge, to_be_read
from made_up import DROPPED, OUTCOME, Changes, decision, scenario_in
from outcome import Document, Outcome
from scenario_file import Scenario


def _lines(scenario: Scenario, outcome: Outcome) -> list[str]:
    return [
        f"{section} {failure}"
        for section in SECTIONS
        for failure in judge(scenario, outcome, section)
    ]


def test_what_is_as_expected_has_no_failure(tmp_path: Path) -> None:
    assert _lines(scenario_in(tmp_path), OUTCOME) == []


FIRST, SECOND, NOT_FLAGGED = (
    "expected.relatives_flagged.0.",
    "expected.relatives_flagged.1.",
    "expected.relatives_not_flagged.",
)

WRONG_EXPECTATIONS: list[tuple[Changes, str]] = [
    ({"expected.pattern": "XL-F"}, "pattern pattern: expected XL-F, got XL-M"),
    (
        {"expected.pattern_context": "de novo"},
        "pattern pattern_context: expected de novo, got apparently de novo",
    ),
    (
        {"expected.disease_class": "ABCB7"},
        "pattern disease_class: expected ABCB7, got ALAS2_LOF",
    ),
    ({FIRST + "flag": "TEST_OFFER"}, "relatives BR flag: expected TEST_OFFER, got TEST_NOW"),
    (
        {FIRST + "reason_code": "R-VUS"},
        "relatives BR reason_code: expected R-VUS, got R-XL-BROTHER",
    ),
    ({FIRST + "priority": 3}, "relatives BR priority: expected 3, got 1"),
    (
        {FIRST + "minor_rule": "DEFER"},
        "relatives BR minor_rule: expected DEFER, got None",
    ),
    ({SECOND + "minor_rule": None}, "relatives SI minor_rule: expected None, got HAEM_SCREEN"),
    (
        {FIRST + "tests": ["TV", "CBC", "HLA"]},
        "relatives BR tests: expected CBC+HLA+TV, got CBC+FER+TV",
    ),
    ({FIRST + "tests": ["CBC"]}, "relatives BR tests: expected CBC, got CBC+FER+TV"),
    (
        {NOT_FLAGGED + "0": decision("MO", "INFO_ONLY", "1")},
        "relatives MO: expected one entry in the scenario, got 2 entries",
    ),
    (
        {NOT_FLAGGED + "0": decision("MO", "INFO_ONLY", "1")},
        "relatives FA: expected no decision, got NOT_INDICATED",
    ),
    (
        {NOT_FLAGGED + "0": decision("GM", "INFO_ONLY", None)},
        "relatives GM: expected INFO_ONLY, got no decision",
    ),
    ({FIRST + "p_variant": "1/4"}, "risks BR p_variant: expected 1/4, got 1/2"),
    ({FIRST + "p_variant": "~0"}, "risks BR p_variant: expected ~0, got 1/2"),
    ({NOT_FLAGGED + "0.p_variant": "0"}, "risks FA p_variant: expected 0, got 1/2000"),
    ({NOT_FLAGGED + "2.p_variant": "1/500"}, "risks WI p_variant: expected 1/500, got none"),
    ({"expected.p_affected": {"BR": "1/2"}}, "risks BR p_affected: expected 1/2, got 1/4"),
    ({"expected.p_affected": {"SI": "1/2"}}, "risks SI p_affected: expected 1/2, got none"),
    (
        {"expected.couple_risk.0.untested": "1/16"},
        "risks BR and SI couple_risk untested: expected 1/16, got 1/12",
    ),
    (
        {"expected.couple_risk.0.couple": ["BR", "WI"]},
        "risks BR and WI couple_risk one_negative: expected ~0, got none",
    ),
    (
        {FIRST + "p_variant": None, "expected.pattern": "VUS"},
        'risks BR in management: expected no figure, got "brother (BR) | 1 in 2"',
    ),
    ({"expected.management_must": ["SR-02"]}, "rules SR-02: expected applied, got not applied"),
    (
        {"expected.management_must_not": ["SR-01"]},
        "rules SR-01: expected not applied, got applied (management)",
    ),
    (
        {"expected.conditional.0.report": "counselling"},
        "rules SR-21: expected only in counselling, got in management",
    ),
    (
        {"expected.conditional.0.allowed_only_as": "with SA-13"},
        "rules SR-21: expected only with SA-13, got SA-13 not applied",
    ),
    (
        {"expected.conditional.0": {"rule": "SR-01", "allowed_only_as": "annex"}},
        "rules SR-01: expected only in an annex, got in management",
    ),
    ({"expected.alarms": []}, "alarms AL-HB-70: expected no alarm, got raised"),
    ({"expected.alarms": ["AL-HB-70", "AL-LEAD"]}, "alarms AL-LEAD: expected raised, got none"),
    (
        {"expected.must_text": ["HSCT"]},
        "texts must_text: expected /HSCT/, got no hit in counselling, management, relative_letter:BR",
    ),
    (
        {"expected.must_not_text": ["mosaic"]},
        (
            'texts must_not_text in counselling: expected no /mosaic/, got "Some egg cells may carry it '
            '(mosaicism). Keep out of the light"'
        ),
    ),
    (
        {"expected.must_not_claim": ["egg cells"]},
        (
            "texts must_not_claim in counselling: expected no /egg cells/, "
            'got "Some egg cells may carry it (mosaicism)."'
        ),
    ),
    (
        {
            "expected.conditional_text": [
                {"pattern": "1 in 4", "same_sentence_must_match": "sister"}
            ]
        },
        (
            "texts conditional_text in management: expected /sister/ beside /1 in 4/, "
            'got "For the brother the chance is 1 in 4."'
        ),
    ),
    (
        {
            "expected.conditional_text": [
                {
                    "pattern": "mosaic",
                    "same_document_must_match": "porphyria",
                    "documents": ["counselling"],
                }
            ]
        },
        (
            'texts conditional_text in counselling: expected /porphyria/ beside /mosaic/, got "Some egg '
            'cells may carry it (mosaicism). Keep out of the light"'
        ),
    ),
    (
        {"expected.diagnosis_wording": "MONDO:0010420"},
        "texts diagnosis in management: expected MONDO 0010420, got not printed",
    ),
    (
        {"expected.diagnosis_wording": "OMIM 300752"},
        "texts diagnosis in management: expected OMIM 300752, got not printed",
    ),
    ({"expected.reports": ["lab"]}, "documents lab: expected written, got none"),
    ({"expected.reports": []}, "documents relative_letter:BR: expected no letter, got written"),
]


@pytest.mark.parametrize(("changes", "line"), WRONG_EXPECTATIONS, ids=lambda one: str(one)[:60])
def test_each_wrong_expectation_fails_in_its_own_line(
    tmp_path: Path, changes: Changes, line: str
) -> None:
    assert line in _lines(scenario_in(tmp_path, changes), OUTCOME)


def _with_relative(name: str, **changes: Any) -> Outcome:
    relatives = {**OUTCOME.relatives, name: replace(OUTCOME.relatives[name], **changes)}
    return replace(OUTCOME, relatives=relatives)


def _with_document(name: str, html: str) -> Outcome:
    return replace(OUTCOME, documents={**OUTCOME.documents, name: read_html(html)})


def _with_rules(*places: str, **changes: Any) -> Outcome:
    return replace(OUTCOME, rules={**OUTCOME.rules, "SR-21": frozenset(places)}, **changes)


WRONG_OUTCOMES: list[tuple[Outcome, str]] = [
    (
        replace(OUTCOME, relatives={**OUTCOME.relatives, "XX": OUTCOME.relatives["BR"]}),
        "relatives XX: expected no decision, got TEST_NOW",
    ),
    (
        _with_relative("BR", tests=frozenset({"TV", "CBC", "CNV"})),
        "relatives BR tests: expected CBC+TV, got CBC+CNV+TV",
    ),
    (
        _with_relative("MO", tests=frozenset({"HLA"})),
        "relatives MO tests: expected none, got HLA",
    ),
    (
        _with_relative("MO", minor_rule="DEFER"),
        "relatives MO minor_rule: expected None, got DEFER",
    ),
    (
        _with_relative("FA", chance=Fraction(1, 1000)),
        "risks FA p_variant: expected ~0, got 1/1000",
    ),
    (
        _with_document("counselling", "<table><tr><td>partner</td><td>1/500</td></tr></table>"),
        'risks WI in counselling: expected no figure, got "partner | 1/500"',
    ),
    (
        _with_document("counselling", "<p>WI carries it with 0.2 %.</p>"),
        'risks WI in counselling: expected no figure, got "WI carries it with 0.2 %."',
    ),
    (
        replace(OUTCOME, documents={}, unreadable="withheld"),
        "risks figures: expected none printed for WI, got withheld",
    ),
    (
        _with_document("management", "<p>SR-21, MONDO:0020721, OMIM 300751</p>"),
        "rules SR-01: expected printed, got in none of counselling, management, relative_letter:BR",
    ),
    (
        _with_rules("management", "counselling", "annex"),
        "rules SR-21: expected only in management, got in counselling",
    ),
    (
        _with_document("counselling", "<p>Luspatercept (SR-21), mosaic</p>"),
        "rules SR-21: expected only in management, got in counselling",
    ),
    (
        _with_rules("annex", wordings={"SR-21": "No risk is known. It is recommended."}),
        (
            'rules SR-21: expected only as "annex, with SR-01; not a recommendation", got "It is '
            'recommended."'
        ),
    ),
    (
        replace(OUTCOME, not_built={"alarms": "alarms are not built yet"}),
        "alarms alarms: expected AL-HB-70, got alarms are not built yet",
    ),
    (
        replace(OUTCOME, couples={}, not_built={"couple_risk": "couple_risk is not built yet"}),
        "risks BR and SI couple_risk untested: expected 1/12, got couple_risk is not built yet",
    ),
    (
        replace(OUTCOME, documents={}, not_built={"relative_letter": "letters are not built yet"}),
        "documents relative_letter:BR: expected written, got letters are not built yet",
    ),
    (
        replace(OUTCOME, documents={}),
        "texts documents: expected texts to be read, got no document was written",
    ),
    (
        _with_document("relative_letter:WI", "<p>Dear reader</p>"),
        "documents relative_letter:WI: expected no letter, got written",
    ),
    (
        _with_document("counselling", "<p>We recommend a transplant. Do not wait. Mosaic</p>"),
        (
            "texts must_not_claim in counselling: expected no /(?i)recommend[^.;]*transplant/, "
            'got "We recommend a transplant."'
        ),
    ),
    (
        replace(
            OUTCOME,
            documents={
                **OUTCOME.documents,
                "lab": Document(("all well",), printed="page 1, 50 mg"),
            },
        ),
        'texts must_not_text in lab: expected no /\\b50 mg/, got "page 1, 50 mg"',
    ),
    (
        replace(
            OUTCOME,
            documents={
                name: replace(one, printed="Mosaic" if name == "counselling" else "cut off")
                for name, one in OUTCOME.documents.items()
            },
        ),
        "texts diagnosis in management: expected MONDO 0020721, got not printed",
    ),
    (
        replace(
            OUTCOME,
            documents={name: replace(one, printed="-") for name, one in OUTCOME.documents.items()},
        ),
        (
            "texts must_text: expected /(?i)mosaic/, got no hit in counselling, management, "
            "relative_letter:BR"
        ),
    ),
    (
        replace(OUTCOME, refused=("SCN-90: no",)),
        "pattern input: expected accepted, got refused: SCN-90: no",
    ),
]


@pytest.mark.parametrize(("outcome", "line"), WRONG_OUTCOMES, ids=lambda one: str(one)[-60:])
def test_each_wrong_outcome_fails_in_its_own_line(
    tmp_path: Path, outcome: Outcome, line: str
) -> None:
    assert line in _lines(scenario_in(tmp_path), outcome)


def test_an_expected_refusal_passes_only_with_the_alarm_in_its_line(tmp_path: Path) -> None:
    scenario = scenario_in(tmp_path, {"expected.alarms": ["AL-B6-REFUSE"], "expected.reports": []})

    assert _lines(scenario, Outcome(refused=("dose 2000 mg: AL-B6-REFUSE",))) == []
    assert len(_lines(scenario, Outcome(refused=("dose 2000 mg",)))) == len(SECTIONS)
    assert len(_lines(scenario, OUTCOME)) == 3


ALLOWED: list[tuple[Changes, Outcome]] = [
    # not compared when not given, and "when" never
    (
        {"expected.pattern_context": DROPPED, "expected.disease_class": DROPPED},
        replace(OUTCOME, context="", disease_class=None),
    ),
    ({FIRST + "when": "soon"}, OUTCOME),
    # priority of people who are not flagged
    ({NOT_FLAGGED + "1.priority": 4}, OUTCOME),
    # more blood tests, rules and documents than listed; a conditional rule that is not applied
    ({}, _with_relative("FA", tests=frozenset({"CBC", "FER", "TSAT", "LFT", "EPP", "NEURO"}))),
    ({}, replace(OUTCOME, rules={**OUTCOME.rules, "SR-99": frozenset({"lab"})})),
    ({}, replace(OUTCOME, rules={"SR-01": frozenset({"management"})})),
    ({}, _with_document("letter_to_the_school", "<p>Dear teacher</p>")),
    # a blood relative's null in a pattern with a cascade: a figure may stand
    ({FIRST + "p_variant": None}, OUTCOME),
    ({}, _with_relative("FA", chance=Fraction(0))),
    # a condition on the text of one document says nothing about the others
    ({}, _with_document("relative_letter:BR", "<p>protoporphyria</p>")),
]


@pytest.mark.parametrize(("changes", "outcome"), ALLOWED)
def test_what_may_differ_is_no_failure(tmp_path: Path, changes: Changes, outcome: Outcome) -> None:
    assert _lines(scenario_in(tmp_path, changes), outcome) == []


def test_the_form_of_an_applied_conditional_rule_is_shown_to_a_reader(tmp_path: Path) -> None:
    scenario = scenario_in(tmp_path)

    assert to_be_read(scenario, OUTCOME) == (
        "SR-21 is applied, allowed only as: annex, with SR-01; not a recommendation",
    )
    assert to_be_read(scenario, replace(OUTCOME, rules={})) == ()


@pytest.mark.parametrize(
    "word",
    [
        "not",
        "no",
        "never",
        "cannot",
        "can't",
        "don’t",
        "DOESN'T",
        "isn't",
        "avoid",
        "neither",
        "nor",
        "none",
    ],
)
def test_a_sentence_with_a_word_of_negation_is_no_claim(tmp_path: Path, word: str) -> None:
    html = f"<p>{word} recommend a transplant. Mosaic.</p>"

    assert _lines(scenario_in(tmp_path), _with_document("counselling", html)) == []


@pytest.mark.parametrize("word", ["nothing", "another", "avoided", "note"])
def test_a_word_that_only_holds_one_is_no_negation(tmp_path: Path, word: str) -> None:
    html = f"<p>{word} recommend a transplant. Mosaic.</p>"

    assert len(_lines(scenario_in(tmp_path), _with_document("counselling", html))) == 1
