"""What the documents for doctors say of one case: sentence by sentence, beside whole pages."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from page_text import words_of
from statement_cases import ABCB7, ALAS2, PROTOPORPHYRIA, SLC25A38, basis_with, labs

from reports.basis import Basis
from reports.deserved import deserved
from reports.render import render_html

MOSAIC = {**ALAS2, "zygosity": "mosaic", "vaf": 0.14, "tissue": "blood"}
WOMAN: dict[str, Any] = {
    "findings": [MOSAIC],
    "people": [
        {"id": "MO", "sex": "F", "birth_year": 1958},
        {"id": "FA", "sex": "M", "birth_year": 1955},
        {"id": "P", "sex": "F", "birth_year": 1982, "mother": "MO", "father": "FA"},
        {"id": "SI", "sex": "F", "birth_year": 1986, "mother": "MO", "father": "FA"},
        {"id": "DA", "sex": "F", "birth_year": 2010, "mother": "P"},
    ],
}
EPP = {"name": "epp_total", "value": 38.0, "unit": "umol/L RBC"}
ZINC = {"name": "epp_zinc_fraction", "value": 42.0, "unit": "%"}
GAIN: dict[str, Any] = {"findings": [PROTOPORPHYRIA], "diagnosis": None}
LOW = {"name": "epp_total", "value": 2.0, "unit": "umol/L RBC"}


def page_of(basis: Basis, document: str) -> str:
    one = next(one for one in deserved(basis) if one.name == document)
    return words_of(render_html(one.template, one.view(basis))).replace("\u00a0", " ")


def body_of(basis: Basis, document: str) -> str:
    """Return the page without its sources, whose titles are not ours."""
    return page_of(basis, document).partition("\nSources\n")[0]


def people(*others: dict[str, Any], **changes: Any) -> list[dict[str, Any]]:
    """Return the man, changed, and others."""
    man = {"id": "P", "sex": "M", "birth_year": 1982, **changes}
    return [man, *others]


# A change in a part of the cells ------------------------------------------------------------


def test_a_mosaic_finding_is_confirmed_before_it_is_used_and_no_parent_is_tested_for_it():
    basis = basis_with(WOMAN)
    asked = (
        "Mosaic finding (share of reads 0.14, blood): confirm in a second tissue and by a second "
        "method before it is used for diagnosis, treatment or family."
    )
    lab, management = body_of(basis, "lab"), body_of(basis, "management")

    assert "in a second tissue and by a second method." in lab
    assert not re.search("origin of the change|Test the parents", lab)
    assert management.index(asked) < management.index("Next: today")
    assert asked in body_of(basis, "referral")


@pytest.mark.parametrize("document", ["management", "referral"])
def test_a_mosaic_woman_is_called_that_in_the_tree(document):
    basis = basis_with(WOMAN)
    made = next(one for one in deserved(basis) if one.name == document)
    tree = " ".join(made.view(basis).drawing.pictures)

    assert "P b. 1982 mosaic" in words_of(tree)
    assert "test result mosaic" in tree
    assert "het +" not in tree


@pytest.mark.parametrize(
    ("findings", "said"), [([MOSAIC], False), ([{**ALAS2, "zygosity": "heterozygous"}], True)]
)
def test_chances_and_offers_are_spoken_of_only_where_some_are_printed(findings, said):
    basis = basis_with({**WOMAN, "findings": findings})

    for document in ("management", "referral"):
        assert ("exact transmission chances" in body_of(basis, document)) is said
    assert ("SR-25" in body_of(basis, "referral")) is said


# The origin of a change ---------------------------------------------------------------------

FATHER = {"id": "FA", "sex": "M", "birth_year": 1955}
MOTHER = {"id": "MO", "sex": "F", "birth_year": 1958}
DEAD = {"alive": False}
HETEROZYGOUS = {**ALAS2, "zygosity": "heterozygous"}


@pytest.mark.parametrize(
    ("sex", "parents", "who"),
    [
        ("M", [], "test the mother,"),
        ("M", [MOTHER, FATHER], "test the mother,"),
        ("M", [{**MOTHER, **DEAD}, FATHER], None),
        ("M", [FATHER], "test the mother,"),
        ("F", [], "test a parent,"),
        ("F", [MOTHER, FATHER], "test the mother and the father,"),
        ("F", [{**MOTHER, **DEAD}, FATHER], "test the father,"),
        ("F", [MOTHER], "test the mother,"),
        ("F", [{**MOTHER, **DEAD}, {**FATHER, **DEAD}], None),
    ],
)
def test_who_is_tested_to_confirm_the_origin(sex, parents, who):
    link = {{"MO": "mother", "FA": "father"}[one["id"]]: one["id"] for one in parents}
    finding = ALAS2 if sex == "M" else HETEROZYGOUS
    basis = basis_with({"findings": [finding], "people": people(*parents, sex=sex, **link)})
    said = re.findall("To confirm the origin of the change, (.*) where", body_of(basis, "lab"))

    assert said == ([who] if who else [])


# Protoporphyria -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "said", "never"),
    [
        (
            [EPP, ZINC],
            (
                "Exon 11: position alone does not decide. Here gain of function is on file for this "
                "variant, and protoporphyrin is 38 umol/L RBC. Zinc share of protoporphyrin: 42 %. "
                "This supports X-linked protoporphyria; a named person confirms. {rule}"
            ),
            "Needed (is|are)",
        ),
        (
            [EPP],
            (
                "protoporphyrin is 38 umol/L RBC. This supports X-linked protoporphyria; a named "
                "person confirms. {rule}"
            ),
            "Needed (is|are)|Zinc share of protoporphyrin:",
        ),
        (
            [LOW],
            (
                "protoporphyrin is 2 umol/L RBC. Protoporphyrin is not above its limit: a named "
                "person decides. {rule}"
            ),
            "This supports",
        ),
        ([], "A named person decides. {rule}", "gain of function is on file"),
    ],
)
def test_in_exon_11_the_wording_knows_what_is_on_file(values, said, never):
    basis = basis_with({**GAIN, "labs": values})
    page = body_of(basis, "management")

    for rule in ("AL-ALAS2-CTERM", "SA-05"):
        assert said.format(rule=rule) in page
    assert not re.search(never, page)


def test_loss_of_function_in_exon_11_still_asks_for_protoporphyrin():
    basis = basis_with({"findings": [{**PROTOPORPHYRIA, "mechanism": "LOF"}], "labs": [EPP]})

    assert "Needed are erythrocyte protoporphyrin" in body_of(basis, "management")


@pytest.mark.parametrize(
    ("document", "title"), [("management", "Next: today"), ("referral", "For this referral")]
)
def test_the_porphyria_centre_is_the_first_next_step(document, title):
    basis = basis_with({**GAIN, "labs": [EPP, ZINC]})
    page = body_of(basis, document)

    assert page.count("Refer to a porphyria centre") == 1
    assert page.index(title) < page.index("Refer to a porphyria centre")
    assert page.index("Refer to a porphyria centre") < page.index("Refer to a clinical geneticist")


# Phlebotomy ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("haemoglobin", "said"),
    [
        (98, "This patient's haemoglobin is 98 g/L: below the caution limit of 100 g/L"),
        (79, "This patient's haemoglobin is 79 g/L: below 80 g/L, where no phlebotomy is done"),
        (100, ""),
        (None, ""),
    ],
)
def test_phlebotomy_stands_beside_the_haemoglobin_of_this_patient(haemoglobin, said):
    values = {"mcv": 68.0, "ferritin": 1450.0, "tsat": 82.0}
    values |= {} if haemoglobin is None else {"haemoglobin": haemoglobin}
    page = body_of(basis_with({"labs": labs(**values)}), "management")

    assert page.count("This patient's haemoglobin is") == (2 if said else 0)
    if said:
        assert page.count(said) == 2
        assert f"{said} (SA-12). Under a haematologist's care" in page


# The link of gene and disease ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (
            ALAS2,
            (
                "validity class (ClinGen, GenCC) not on file here, to be looked up; this is a gap of "
                "our file, not doubt about the gene"
            ),
        ),
        (ABCB7, "Moderate (ClinGen, 28 September 2023), curated as “mitochondrial disease"),
    ],
)
@pytest.mark.parametrize("document", ["management", "lab"])
def test_a_link_without_a_class_on_file_is_a_gap_of_the_file(finding, said, document):
    page = body_of(basis_with({"findings": [finding]}), document)

    assert said in page
    assert "not found in a stored public source" not in page


# The referral letter ------------------------------------------------------------------------

NOT_URGENT = "Urgency: to be set by the referring clinician"
SIB = {"id": "SI", "sex": "F", "mother": "MO", "father": "FA", "affected": "no"}
CHILD = people(MOTHER, FATHER, birth_year=2020, mother="MO", father="FA")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, NOT_URGENT),
        (
            {"labs": labs(haemoglobin=54, mcv=68, ferritin=1450, tsat=82)},
            "Urgency: soon. See “Act now”; acute care does not wait for this referral.",
        ),
        (
            {"people": people({"id": "DA", "sex": "F", "birth_year": 2000, "father": "P", "pregnant": True})},
            "Urgency: soon. Pregnant and on the screening list: DA.\n",
        ),
        (
            {"findings": [SLC25A38], "people": [*CHILD, {**SIB, "birth_year": 2025}]},
            "Urgency: soon. Brother or sister under 3 years, on the screening list: SI.",
        ),
        ({"findings": [SLC25A38], "people": [*CHILD, {**SIB, "birth_year": 2015}]}, NOT_URGENT),
    ],
)  # fmt: skip
def test_the_urgency_agrees_with_the_alarms(changes, said):
    assert said in body_of(basis_with(changes), "referral")


def test_the_referral_names_sample_tissue_warning_and_review_date():
    sample = {"type": "DNA", "tissue": "blood", "collected_on": date(2026, 5, 1)}
    transfused = {"transfusion_dependent": True}
    page = body_of(basis_with({"sample": sample, "treatment": transfused}), "referral")

    assert "DNA; tissue: blood; taken: 1 May 2026; received: not stated" in page
    assert "its DNA can be that of donors" in page
    assert "Review date: 1 June 2027" in page
    assert "\nSample\nnot stated\n" in body_of(basis_with({}), "referral")


@pytest.mark.parametrize("document", ["management", "referral", "lab"])
def test_a_phase_that_is_stated_stands_in_every_box(document):
    first = {**SLC25A38, "zygosity": "heterozygous", "phase": "in trans (parents tested)"}
    second = {**first, "hgvs_c": "c.625G>C", "hgvs_p": "p.(Asp209His)"}
    page = body_of(basis_with({"findings": [first, second]}), document)

    assert page.count("Phase\nin trans (parents tested)") == 2


@pytest.mark.parametrize(
    ("result", "said"), [("not detected", True), ("detected", False), (None, False)]
)
def test_the_mds_alarm_knows_a_test_of_sf3b1_without_a_finding(result, said):
    somatic = {"gene": "SF3B1", "somatic": True, "result": result}
    basis = basis_with(
        {
            "findings": [ALAS2, *([somatic] if result else [])],
            "phenotype": ["HP:0004864", "HP:0001972"],
        }
    )
    page = body_of(basis, "management")

    assert "exclude myelodysplastic syndrome" in page
    assert ("SF3B1: not detected, on file; the marrow is still open." in page) is said
