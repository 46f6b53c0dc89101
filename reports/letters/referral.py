"""The referral letter: to the clinical geneticist, or to a porphyria centre."""

from __future__ import annotations

from collections.abc import Iterable

from pedigrees.pattern import familial_variant
from pedigrees.people import Affected, Person
from pedigrees.plan import DiseaseClass
from pedigrees.relationship import path_to, relation_in_words
from reports.basis import Basis
from reports.management.statements import Statement
from reports.parts.diagnosis import diagnosis_of, link_in_words
from reports.parts.drawing import drawing_part
from reports.parts.finding_box import box, listed_findings, shown_findings
from reports.parts.heading import closing, heading
from reports.parts.open_questions import open_questions
from reports.parts.picture import picture_part
from reports.parts.reading import nothing_found, reading_part
from reports.parts.relatives import relatives_part
from reports.parts.rule_texts import alarms_at, at, block, cautions, later, today, urgent
from reports.parts.sources import MOSAICISM, Numbering, sources_part
from reports.views import ReferralView, Section, StatementBlock
from reports.words import PARENTAGE_FIRST, day_in_words, list_in_words, one_year_after, sentence

TITLE = "Referral letter"
GENETICS = "To clinical genetics"
PORPHYRIA = "To a porphyria centre"
LABORATORY_REPORT = "Report of the laboratory (to be added by the sender)"


def referral_view(basis: Basis, report_id: str, enclosed: Iterable[str]) -> ReferralView:
    """Return the view of the referral letter; `enclosed` names the other documents.

    Sources are numbered in the order in which the parts stand on the page.
    """
    numbering = Numbering()
    printed = _printed(basis)
    whom = PORPHYRIA if basis.holds("ALAS2_GOF") else GENETICS
    return ReferralView(
        heading=heading(basis, "referral", TITLE, whom, report_id),
        salutation="Dear colleague,",
        act_now=block(
            "Act now",
            (*alarms_at("referral", basis.alarms, urgent=True), *urgent(printed)),
            numbering,
        ),
        alarms=block("Alarms", alarms_at("referral", basis.alarms, urgent=False), numbering),
        opening=Section("Reason and urgency", (_reason(basis), _urgency(basis))),
        asked=_asked(basis),
        result=_result(basis, numbering),
        boxes=tuple(box(one, basis, numbering) for one in shown_findings(basis.case)),
        family=_family(basis, numbering),
        relatives=relatives_part(basis, numbering),
        picture=picture_part(basis),
        blocks=_blocks(printed, numbering),
        drawing=drawing_part(basis),
        reading=reading_part(basis),
        enclosures=Section("Enclosures", items=(LABORATORY_REPORT, *enclosed)),
        closing=closing(basis, greeting="With kind regards"),
        sources=sources_part(numbering, basis.statements),
    )


def _printed(basis: Basis) -> tuple[Statement, ...]:
    """Return the statements; the offer to relatives (SR-25) waits for the proband's consent."""
    printed = at("referral", basis.statements.applied)
    if basis.case.consent.contact_relatives:
        return printed
    return tuple(one for one in printed if one.rule != "SR-25")


def _reason(basis: Basis) -> str:
    found = list_in_words([one.name for one in basis.counted])
    who = f"Please see the person {basis.proband.id}"
    if found:
        return f"{who}: {found} was found. The result is set out below (SR-28)."
    if basis.no_test_entered:
        return f"{who}: no result of a gene test was entered (SR-28)."
    shown = "sideroblastic anaemia is shown, and " if basis.holds("sideroblastic") else ""
    return f"{who}: {shown}no variant that explains the anaemia was reported (SR-28)."


def _urgency(basis: Basis) -> str:
    """Propose an urgency; the referring clinician sets it."""
    pregnant = [one.person for one in basis.plan.flagged if one.pregnant]
    if pregnant:
        return f"Urgency: soon. Pregnant and on the screening list: {', '.join(pregnant)}."
    if basis.proband.pregnant:
        return "Urgency: soon. The person referred is pregnant."
    if urgent(basis.statements.applied):
        return "Urgency: soon. See “Act now”, here or in the management report."
    return "Urgency: to be set by the referring clinician; nothing entered makes it urgent by rule."


# What is asked ----------------------------------------------------------------------------


def _asked(basis: Basis) -> Section:
    """Return what is asked: class, direction, origin, cascade, reproduction, further tests."""
    asked = [PARENTAGE_FIRST] if basis.parentage_open else []
    asked += [CONFIRM_CLASS] if basis.counted else []
    if basis.plan.disease_class is DiseaseClass.ALAS2_UNDECIDED:
        asked.append(SETTLE_DIRECTION)
    if familial_variant(basis.case) is not None:
        consent = basis.case.consent.contact_relatives
        asked += [SEGREGATION, CASCADE if consent else CONSENT_FIRST, REPRODUCTION]
    elif basis.counted:
        asked += [CLASSIFY, f"Please re-evaluate the finding by {_review_day(basis)} (assumed)."]
    else:
        asked.append(FURTHER_TESTS)
    if not basis.plan.decided:
        asked.append("Please decide which relatives are offered a test.")
    return Section("What we ask", items=tuple(asked))


def _review_day(basis: Basis) -> str:
    return day_in_words(one_year_after(basis.case.report_date))


CONFIRM_CLASS = "Please confirm the class of the finding."
SETTLE_DIRECTION = "Please settle the direction of effect of the ALAS2 variant."
SEGREGATION = "Please confirm segregation, and the origin of the variant where it is open."
CASCADE = "Please lead the cascade through the family, in the order of the table."
CONSENT_FIRST = (
    "Please talk with the proband about consent to contact relatives; nobody is contacted until "
    "then."
)
REPRODUCTION = (
    "Please discuss reproductive options with those who wish it. A prenatal or embryo test "
    "presupposes a known familial variant and a mother known to carry it (in recessive disease, a "
    "known phase)."
)
CLASSIFY = "Please judge whether a segregation study can help to classify the finding."
FURTHER_TESTS = "Please consider which of the parts and genes that were not read should be tested."


# The result -------------------------------------------------------------------------------


def _result(basis: Basis, numbering: Numbering) -> Section:
    diagnosis = diagnosis_of(basis)
    paragraphs = [sentence(f"Diagnosis line: {diagnosis.line}"), *diagnosis.remarks]
    if diagnosis.disease is not None:
        link = link_in_words(diagnosis.validity)
        paragraphs.append(
            f"Inheritance: {diagnosis.disease.mode}. Link of gene and disease: {link}."
        )
    if basis.nothing_found:
        paragraphs += nothing_found(basis, numbering)
    questions = open_questions(basis)
    open_ones = [one for one in questions.items if one != PARENTAGE_FIRST] if questions else []
    items = (*open_ones, *listed_findings(basis.case))
    return Section("Result", tuple(paragraphs), items)


def _blocks(printed: tuple[Statement, ...], numbering: Numbering) -> tuple[StatementBlock, ...]:
    every = (
        block("For this referral", today(printed), numbering),
        block("Later steps", later(printed), numbering),
        block("Cautions", cautions(printed), numbering),
    )
    return tuple(one for one in every if one is not None)


# The pedigree in words --------------------------------------------------------------------


def _family(basis: Basis, numbering: Numbering) -> Section:
    people = list(basis.case.family)
    origin = basis.plan.context_words
    told = (
        f"{len(people)} people are recorded, {_span(basis)}.",
        f"Recorded as affected: {_affected(basis)}.",
        _results(basis),
        _died(sum(not one.alive for one in people)),
        _without_link(sum(not one.genetic_link for one in people)),
        _parents_related(basis),
        f"Origin of the variant: {origin}." if origin else "",
    )
    items = tuple(text for text in told if text)
    return Section("Pedigree in words", items=items, after=_mosaicism(basis, numbering))


def _span(basis: Basis) -> str:
    """Return in how many generations the blood relatives stand."""
    family = basis.case.family
    paths = [path_to(family, person.id) for person in family.relatives]
    heights = [path.up - path.down for path in paths if path is not None]
    generations = max([0, *heights]) - min([0, *heights]) + 1
    return "in one generation" if generations == 1 else f"in {generations} generations"


def _affected(basis: Basis) -> str:
    named = [
        f"{_relation(basis, one)} ({one.id})"
        for one in basis.case.family
        if one.affected is Affected.YES
    ]
    return list_in_words(named) if named else "nobody"


def _relation(basis: Basis, person: Person) -> str:
    family = basis.case.family
    if person.id == family.proband_id:
        return "the person referred"
    return relation_in_words(family, person.id)


def _results(basis: Basis) -> str:
    tested = [
        f"{one.relation} ({one.person}): {_result_of(basis.case.family[one.person])}"
        for one in basis.plan.decisions
        if basis.case.family[one.person].genotype is not None
    ]
    if not tested:
        return "No relative's result is recorded in the pedigree."
    return f"Results recorded in the pedigree: {'; '.join(tested)}."


def _result_of(person: Person) -> str:
    depth = f", {person.depth} reads" if person.depth is not None else ""
    return f"{person.genotype}{depth}"


def _died(number: int) -> str:
    return f"{_count(number, 'person has', 'people have')} died." if number else ""


def _without_link(number: int) -> str:
    if not number:
        return ""
    return f"{_count(number, 'person is', 'people are')} recorded without a genetic link."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _parents_related(basis: Basis) -> str:
    family = basis.case.family
    father, mother = family.father(family.proband_id), family.mother(family.proband_id)
    if father is None or mother is None:
        return "Not both parents are recorded; nothing is known of a relation between them."
    if family.are_blood_relatives(father.id, mother.id):
        return "The parents are recorded as related."
    return "No relation between the parents is recorded."


def _mosaicism(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    if not basis.figures or not any(one.assumed for one in basis.plan.decisions):
        return ()
    return (f"{MOSAIC} [{numbering.of_text(MOSAICISM, 'chance after a new variant')}]",)


MOSAIC = (
    "The variant was not found in the parent's blood. A parent can carry it in some egg or sperm "
    "cells (germline mosaicism): the chance for another child is low, not zero."
)
