"""What must be stated before a document is authorised, and the letters that nobody gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import decision, man_with_anaemia, nothing_found
from issued import basis_of, issue

from genetics.errors import CaseWithheld
from genetics.inheritance import Sex
from pedigrees.case import Address, Clinical, Consent, Letterhead, Sample
from pedigrees.plan import Flag
from reports.deserved import REPORTS, deserved, reasons_against
from reports.parts.gaps import gaps_of
from reports.record.sign_off import authorise_document, check_document
from reports.record.standing import Act
from reports.record.stored_views import read_view

MAN = basis_of(man_with_anaemia())
LETTER = "relative_letter:BR"
IDENTIFIERS = "two identifiers of the person: of name, full date of birth, record number"
CHECKED, AUTHORISED = Act("Dr A", date(2026, 6, 2)), Act("Dr B", date(2026, 6, 3))


def without(basis=MAN, **changes):
    return replace(basis, case=replace(basis.case, **changes))


def of_unknown_sex():
    family = MAN.case.family
    people = [
        replace(one, sex=Sex.UNKNOWN) if one.id == family.proband_id else one for one in family
    ]
    return without(family=type(family)(tuple(people), family.proband_id))


NOT_LAB, CLINICAL, FOR_CONTACT = (
    ("counselling", "management", "referral", LETTER),
    ("counselling", "management", "referral"),
    ("counselling", "referral", LETTER),
)
OF_THE_SAMPLE = ("lab", "referral")
HEAD = MAN.case.letterhead
SAMPLE = MAN.case.sample

# what is left out, what is then missing, and in which documents
TABLE = [
    (without(names={}), IDENTIFIERS, REPORTS),
    (without(record_number=""), IDENTIFIERS, REPORTS),
    (of_unknown_sex(), "sex for analysis", REPORTS),
    (without(recipients={}), "name and address of the recipient", ("management", "referral")),
    (
        without(recipients={}, names={}),
        "name and address of the recipient",
        CLINICAL,
    ),
    (
        without(recipients=dict.fromkeys(REPORTS, Address("Somebody"))),
        "name and address of the recipient",
        CLINICAL,
    ),
    (without(names={}), "name and address of the reader", (LETTER,)),
    (without(names={"BR": Address("B")}), "name and address of the reader", (LETTER,)),
    (without(letterhead=replace(HEAD, clinic="")), "name of the clinic", NOT_LAB),
    (without(letterhead=replace(HEAD, contact="")), "contact of the clinic", FOR_CONTACT),
    (
        without(clinical=Clinical()),
        "phenotype as HPO terms",
        ("lab", "management", "referral"),
    ),
    (without(sample=replace(SAMPLE, type="")), "type of the sample", OF_THE_SAMPLE),
    (without(sample=replace(SAMPLE, tissue="")), "tissue of the sample", OF_THE_SAMPLE),
    (without(sample=replace(SAMPLE, collected_on=None)), "date of sampling", OF_THE_SAMPLE),
    (
        without(sample=replace(SAMPLE, received_on=None)),
        "date of receipt of the sample",
        OF_THE_SAMPLE,
    ),
]  # fmt: skip


@pytest.mark.parametrize("document", [*CLINICAL, LETTER])
def test_nothing_is_missing_where_all_is_stated(document):
    assert gaps_of(MAN, document) == ()


@pytest.mark.parametrize(("basis", "missing", "documents"), TABLE)
def test_what_is_missing_is_missing_in_these_documents(basis, missing, documents):
    lacking = {name for name in (*REPORTS, LETTER) if missing in gaps_of(basis, name)}
    assert lacking == {*documents}


def test_a_family_without_any_test_is_referred_without_a_sample():
    untested = without(basis_of(nothing_found()), vcf="", sample=Sample())
    assert untested.no_test_entered
    assert gaps_of(untested, "referral") == ()
    assert "type of the sample" in gaps_of(untested, "lab")


def test_a_build_is_not_asked_for_where_no_coordinate_is_printed():
    assert gaps_of(without(assembly="", findings=()), "referral") == ()


# From the draft to the refusal ------------------------------------------------------------


def test_a_draft_is_written_with_what_is_missing_and_is_never_authorised(tmp_path):
    bare = without(
        names={}, record_number="", recipients={}, letterhead=Letterhead(), sample=Sample()
    )
    issue(bare, tmp_path)

    for one in deserved(bare):
        gaps = read_view(tmp_path, one.stem).gaps
        assert gaps == gaps_of(bare, one.name) != ()
        check_document(tmp_path, one.name, CHECKED, bare.software)
        with pytest.raises(CaseWithheld) as refused:
            authorise_document(tmp_path, one.name, AUTHORISED, bare.software)
        assert f"must be stated and is not: {'; '.join(gaps)}" in str(refused.value)


@pytest.mark.parametrize("document", [*CLINICAL, LETTER])
def test_a_document_in_which_all_is_stated_is_authorised(tmp_path, document):
    issue(MAN, tmp_path)
    check_document(tmp_path, document, CHECKED, MAN.software)
    signed = authorise_document(tmp_path, document, AUTHORISED, MAN.software)
    assert signed.standing.authorised == AUTHORISED


def test_the_line_of_a_document_says_how_many_inputs_are_missing_and_the_first_two(
    tmp_path, monkeypatch
):
    from reports.documents import write_documents

    monkeypatch.setattr("reports.documents.pdf_problem", lambda: "left out")
    bare = without(letterhead=Letterhead(), sample=Sample())
    written = write_documents(
        bare.case, bare.plan, bare.statements, tmp_path, panel=bare.panel, software=bare.software
    )
    remarks = {one.document: one.remark for one in written}

    assert "cannot be authorised yet, 1 not stated: name of the clinic;" in remarks["management"]
    assert (
        "cannot be authorised yet, 6 not stated: name of the clinic; contact of the clinic; ...;"
        in remarks["referral"]
    )


# Letters that nobody gets -----------------------------------------------------------------


def held_back(*people, documents=(), consent=True):
    """Return the man's case where the plan holds back the letters to these people."""
    told = tuple(decision(one, Flag.INFO_ONLY, reason_id="R-NOCONSENT", tests=()) for one in people)
    others = tuple(one for one in MAN.plan.decisions if one.person not in people)
    basis = replace(MAN, plan=replace(MAN.plan, decisions=(*others, *told)))
    return without(basis, documents=documents, consent=Consent(contact_relatives=consent))


@pytest.mark.parametrize(
    ("basis", "reasons"),
    [
        (held_back("BR"), {"relative_letter:BR": "contact declined"}),
        (
            held_back("BR", "MO", consent=False),
            {
                "relative_letter": "no letter at all: the proband has not consented to contact "
                "with relatives"
            },
        ),
        (
            held_back("BR", "MO", consent=False, documents=REPORTS),
            {"relative_letter": "the case file does not ask for it"},
        ),
        (
            held_back("BR", documents=("relative_letter", *REPORTS)),
            {"relative_letter:BR": "contact declined"},
        ),
        (held_back(), {}),
    ],
)
def test_a_letter_that_is_held_back_gets_a_line_with_the_reason(basis, reasons):
    assert reasons_against(basis) == reasons
