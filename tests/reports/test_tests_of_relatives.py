"""A relative who was tested for one of two changes: no document says more than the test did."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from page_text import words_of
from statement_cases import SLC25A38, basis_with

from reports.audit.after import discrepancies
from reports.basis import Basis
from reports.case_json import case_json
from reports.deserved import deserved
from reports.render import render_html

A, B = "c.349C>T", "c.625G>C"
PHASE = "in trans (parents tested)"
OTHER = {**SLC25A38, "hgvs_c": B, "hgvs_p": "p.(Asp209His)"}
FINDINGS = [{**one, "zygosity": "heterozygous", "phase": PHASE} for one in (SLC25A38, OTHER)]
SIBS = {
    "IN_VAIN": [{"looked_for": [A]}],
    "FOUND": [{"looked_for": [A], "found": [A]}],
    "WEAK": [{"looked_for": ["c.349c>t"], "sensitivity": 0.95}],
    "OTHER_CHANGE": [{"looked_for": ["c.5A>G"]}],
}
DOCUMENTS = ("counselling", "management", "lab", "referral")


@cache
def family_with_tests() -> Basis:
    parents = {"mother": "MO", "father": "FA"}
    people: list[dict[str, Any]] = [
        {"id": "MO", "sex": "F", "birth_year": 1958},
        {"id": "FA", "sex": "M", "birth_year": 1955},
        {"id": "P", "sex": "M", "birth_year": 1982, "affected": "yes", **parents},
        *(
            {"id": name, "sex": "F", "birth_year": 1986, "tests": tests, **parents}
            for name, tests in SIBS.items()
        ),
    ]
    return basis_with({"findings": FINDINGS, "people": people})


@cache
def pages() -> dict[str, str]:
    basis = family_with_tests()
    return {
        one.name: words_of(render_html(one.template, one.view(basis))) for one in deserved(basis)
    }


@pytest.mark.parametrize("claim", ["does not carry", "not detected", "A result shows"])
def test_no_document_says_of_anybody_that_she_does_not_carry(claim: str) -> None:
    assert set(DOCUMENTS) <= set(pages())
    assert not [name for name, page in pages().items() if claim in page]


@pytest.mark.parametrize(
    "told",
    [
        f"Tests on file: tested for {A} only: not found; {B} was not looked for.",
        f"Tests on file: tested for {A} only: found; {B} was not looked for.",
        f"did not find {A}: a second test decides.",
        "OTHER_CHANGE was tested for c.5A>G, which is not a change of this family",
        f"sister (IN_VAIN): tested for {A}, not found; sister (FOUND): tested for {A}, found {A};",
        "sister (WEAK): tested for c.349c>t, not found (sensitivity 0.95, false positive 0);",
    ],
)
def test_the_referral_says_what_was_looked_for(told: str) -> None:
    assert told in pages()["referral"].replace("\u00a0", " ")


def test_the_letter_to_her_in_whom_one_change_was_found_leaves_the_result_to_a_talk() -> None:
    assert "You have had a gene test. Please ask us" in pages()["relative_letter:FOUND"]
    assert "You have had a gene test. Please ask us" not in pages()["relative_letter:IN_VAIN"]


@pytest.mark.parametrize("name", ["IN_VAIN", "WEAK"])
def test_who_was_tested_without_an_answer_is_told_that_the_letter_knows_of_it(name: str) -> None:
    told = "You have had a gene test before. It could not settle this for you."
    assert told in pages()[f"relative_letter:{name}"]
    assert told not in pages()["relative_letter:FOUND"]


def test_all_documents_pass_the_audit() -> None:
    basis = family_with_tests()
    facts = case_json(basis, {}, []).decode()

    for one in deserved(basis):
        view = one.view(basis)
        page = render_html(one.template, view)
        assert discrepancies(one, view, page, b"", basis, facts) == (), one.name


def test_the_stored_case_says_what_was_looked_for_only_where_a_test_says_it() -> None:
    relatives = json.loads(case_json(family_with_tests(), {}, []))["plan"]["relatives"]

    assert {one["id"] for one in relatives if "tested_for" in one} == {"IN_VAIN", "FOUND", "WEAK"}
