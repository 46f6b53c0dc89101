"""The referral letter: to the clinical geneticist, or to a porphyria centre."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from genetics.phrases import marked, own, say, say_number
from genetics.word_lists import one_by_one
from pedigrees.pattern import familial_variant
from pedigrees.people import Affected, Person
from pedigrees.plan import MOSAIC_CONTEXT, DiseaseClass
from pedigrees.relationship import path_to, relation_in_words
from reports.basis import Basis
from reports.management.statements import Statement
from reports.parts.diagnosis import diagnosis_of, inheritance_in_words, review_for_clinicians
from reports.parts.drawing import drawing_part
from reports.parts.finding_box import box, listed_findings, reads_in_words, shown_findings
from reports.parts.heading import closing, heading
from reports.parts.lab_inputs import sample_part
from reports.parts.open_questions import open_questions
from reports.parts.picture import picture_part
from reports.parts.reading import nothing_found, reading_part
from reports.parts.relatives import relatives_part
from reports.parts.rule_texts import alarms_of, at, block, cautions, later, today, urgent
from reports.parts.sources import MOSAICISM, Numbering, sources_part
from reports.views import ReferralView, Section, StatementBlock
from reports.words import PARENTAGE_FIRST, day_in_words, list_in_words, one_year_after, sentence

TITLE = marked("Referral letter")
GENETICS = marked("To clinical genetics")
PORPHYRIA = marked("To a porphyria centre")
LABORATORY_REPORT = marked("Report of the laboratory (to be added by the sender)")


def referral_view(basis: Basis, report_id: str, enclosed: Iterable[str]) -> ReferralView:
    """Return the view of the referral letter; `enclosed` names the other documents.

    Sources are numbered in the order in which the parts stand on the page.
    """
    numbering = Numbering()
    printed = _printed(basis)
    whom = say(PORPHYRIA if basis.holds("ALAS2_GOF") else GENETICS)
    return ReferralView(
        heading=heading(basis, "referral", say(TITLE), whom, report_id),
        salutation=own("letter.salutation", "Dear colleague,"),
        act_now=block(
            say("Act now"),
            (*alarms_of("referral", basis, urgent=True), *urgent(printed)),
            numbering,
        ),
        alarms=block(say("Alarms"), alarms_of("referral", basis, urgent=False), numbering),
        opening=Section(say("Reason and urgency"), (_reason(basis), _urgency(basis))),
        asked=_asked(basis),
        result=_result(basis, numbering),
        boxes=tuple(box(one, basis, numbering) for one in shown_findings(basis.case)),
        sample=sample_part(basis),
        family=_family(basis, numbering),
        relatives=relatives_part(basis, numbering),
        picture=picture_part(basis),
        blocks=_blocks(printed, numbering),
        drawing=drawing_part(basis),
        reading=reading_part(basis),
        enclosures=Section(say("Enclosures"), items=tuple(enclosed)),
        closing=closing(basis, greeting=own("letter.greeting", "With kind regards")),
        sources=sources_part(numbering, basis.statements),
    )


def _printed(basis: Basis) -> tuple[Statement, ...]:
    """Return the statements; the offer to relatives (SR-25) waits for the proband's consent.

    A change in a part of a woman's cells names no test in the table, so that nothing is offered.
    """
    printed = at("referral", basis.statements.applied)
    if basis.case.consent.contact_relatives and basis.plan.context != MOSAIC_CONTEXT:
        return printed
    return tuple(one for one in printed if one.rule != "SR-25")


def _reason(basis: Basis) -> str:
    found = list_in_words([one.name for one in basis.counted])
    person = basis.proband.id
    if found:
        return say(FOUND, person=person, findings=found)
    if basis.no_test_entered:
        return say(NO_RESULT, person=person)
    return say(SHOWN_BUT_NOTHING if basis.holds("sideroblastic") else NOTHING, person=person)


FOUND = marked(
    "Please see the person {person}: {findings} was found. The result is set out below (SR-28)."
)
NO_RESULT = marked("Please see the person {person}: no result of a gene test was entered (SR-28).")
SHOWN_BUT_NOTHING = marked(
    "Please see the person {person}: sideroblastic anaemia is shown, and no variant that explains "
    "the anaemia was reported (SR-28)."
)
NOTHING = marked(
    "Please see the person {person}: no variant that explains the anaemia was reported (SR-28)."
)


def _urgency(basis: Basis) -> str:
    """Propose an urgency; the referring clinician sets it."""
    reasons = tuple(_reasons_for_haste(basis))
    if reasons:
        return " ".join((say("Urgency: soon."), *reasons))
    return say(
        "Urgency: to be set by the referring clinician; nothing entered makes it urgent by rule."
    )


def _reasons_for_haste(basis: Basis) -> Iterator[str]:
    pregnant = ", ".join(one.person for one in basis.plan.flagged if one.pregnant)
    if pregnant:
        yield say("Pregnant and on the screening list: {people}.", people=pregnant)
    if basis.proband.pregnant:
        yield say("The person referred is pregnant.")
    infants = ", ".join(_infant_sibs(basis))
    if infants:
        yield say(
            "Brother or sister under 3 years, on the screening list: {people}.", people=infants
        )
    here = (
        *(one for one in basis.alarms if one.urgent and one.id != PREGNANT_RELATIVE),
        *urgent(_printed(basis)),
    )
    if here:
        yield say("See “Act now”; acute care does not wait for this referral.")
    elif urgent(basis.statements.applied):
        yield say(
            "See “Act now” in the management report; acute care does not wait for this referral."
        )


PREGNANT_RELATIVE = "AL-PREGNANT-RELATIVE"
INFANT_BELOW = 3
"""Age in years; the younger reading counts (KNOWLEDGE.md 4.6, sibs in recessive disease)."""


def _infant_sibs(basis: Basis) -> Iterator[str]:
    """Yield the brothers and sisters at risk who are, or could be, below the age of onset."""
    case = basis.case
    sibs = {one.id for one in case.family.full_sibs(case.family.proband_id)}
    for one in basis.plan.flagged if basis.recessive else ():
        ages = case.family[one.person].birth.ages_on(case.report_date)
        if one.person in sibs and ages is not None and ages[0] < INFANT_BELOW:
            yield one.person


# What is asked ----------------------------------------------------------------------------


def _asked(basis: Basis) -> Section:
    """Return what is asked: class, direction, origin, cascade, reproduction, further tests."""
    asked = [say(PARENTAGE_FIRST)] if basis.parentage_open else []
    asked += [say(CONFIRM_CLASS)] if basis.counted else []
    if basis.plan.disease_class is DiseaseClass.ALAS2_UNDECIDED:
        asked.append(say(SETTLE_DIRECTION))
    if familial_variant(basis.case) is not None:
        asked += [say(SEGREGATION), say(_cascade(basis)), say(REPRODUCTION)]
    elif basis.counted:
        asked += [say(CLASSIFY), say(RE_EVALUATE, day=_review_day(basis))]
    else:
        asked.append(say(FURTHER_TESTS))
    if not basis.plan.decided:
        asked.append(say("Please decide which relatives are offered a test."))
    return Section(say("What we ask"), items=tuple(asked))


def _cascade(basis: Basis) -> str:
    if not basis.case.consent.contact_relatives:
        return CONSENT_FIRST
    return MOSAIC_FIRST if basis.plan.context == MOSAIC_CONTEXT else CASCADE


def _review_day(basis: Basis) -> str:
    return day_in_words(one_year_after(basis.case.report_date))


CONFIRM_CLASS = marked("Please confirm the class of the finding.")
SETTLE_DIRECTION = marked("Please settle the direction of effect of the ALAS2 variant.")
SEGREGATION = marked("Please confirm segregation, and the origin of the variant where it is open.")
CASCADE = marked("Please lead the cascade through the family, in the order of the table.")
MOSAIC_FIRST = marked(
    "Please decide for each relative whether a test can help: the variant was seen in a part of "
    "the proband's cells only."
)
CONSENT_FIRST = marked(
    "Please talk with the proband about consent to contact relatives; nobody is contacted until "
    "then."
)
REPRODUCTION = marked(
    "Please discuss reproductive options with those who wish it. A prenatal or embryo test "
    "presupposes a known familial variant and a mother known to carry it (in recessive disease, a "
    "known phase)."
)
CLASSIFY = marked("Please judge whether a segregation study can help to classify the finding.")
RE_EVALUATE = marked("Please re-evaluate the finding by {day} (assumed).")
FURTHER_TESTS = marked(
    "Please consider which of the parts and genes that were not read should be tested."
)


# The result -------------------------------------------------------------------------------


def _result(basis: Basis, numbering: Numbering) -> Section:
    diagnosis = diagnosis_of(basis)
    paragraphs = [
        sentence(say("Diagnosis line: {diagnosis}", diagnosis=diagnosis.line)),
        *diagnosis.remarks,
    ]
    if diagnosis.disease is not None:
        paragraphs.append(inheritance_in_words(diagnosis))
    if basis.nothing_found:
        paragraphs += nothing_found(basis, numbering)
    paragraphs.append(review_for_clinicians(basis))
    questions = open_questions(basis)
    open_ones = [one for one in questions.items if one != say(PARENTAGE_FIRST)] if questions else []
    items = (*open_ones, *listed_findings(basis.case))
    return Section(say("Result"), tuple(paragraphs), items)


def _blocks(printed: tuple[Statement, ...], numbering: Numbering) -> tuple[StatementBlock, ...]:
    every = (
        block(say("For this referral"), today(printed), numbering),
        block(say("Later steps"), later(printed), numbering),
        block(say("Cautions"), cautions(printed), numbering),
    )
    return tuple(one for one in every if one is not None)


# The pedigree in words --------------------------------------------------------------------


def _family(basis: Basis, numbering: Numbering) -> Section:
    people = list(basis.case.family)
    origin = basis.plan.context_words
    died = sum(not one.alive for one in people)
    without_link = sum(not one.genetic_link for one in people)
    told = (
        say_number(
            "{number} person is recorded, {span}.",
            "{number} people are recorded, {span}.",
            len(people),
            span=_span(basis),
        ),
        say("Recorded as affected: {people}.", people=_affected(basis)),
        _results(basis),
        _died(died) if died else "",
        _without_link(without_link) if without_link else "",
        _parents_related(basis),
        say("Origin of the variant: {origin}.", origin=origin) if origin else "",
    )
    items = tuple(text for text in told if text)
    return Section(say("Pedigree in words"), items=items, after=_mosaicism(basis, numbering))


def _span(basis: Basis) -> str:
    """Return in how many generations the blood relatives stand."""
    family = basis.case.family
    paths = [path_to(family, person.id) for person in family.relatives]
    heights = [path.up - path.down for path in paths if path is not None]
    generations = max([0, *heights]) - min([0, *heights]) + 1
    return (
        say("in one generation")
        if generations == 1
        else say("in {generations} generations", generations=generations)
    )


def _affected(basis: Basis) -> str:
    named = [
        f"{_relation(basis, one)} ({one.id})"
        for one in basis.case.family
        if one.affected is Affected.YES
    ]
    return list_in_words(named) if named else say("nobody")


def _relation(basis: Basis, person: Person) -> str:
    family = basis.case.family
    if person.id == family.proband_id:
        return say("the person referred")
    return relation_in_words(family, person.id)


def _results(basis: Basis) -> str:
    people = [(one.relation, basis.case.family[one.person]) for one in basis.plan.decisions]
    tested = [
        f"{relation} ({person.id}): {one_by_one(_results_of(person))}"
        for relation, person in people
        if person.genotype is not None or person.tests
    ]
    if not tested:
        return say("No relative's result is recorded in the pedigree.")
    return say("Results recorded in the pedigree: {results}.", results="; ".join(tested))


def _results_of(person: Person) -> Iterator[str]:
    """Yield the recorded genotype, and each test with what it looked for."""
    if person.genotype is not None:
        result = say(person.genotype)
        yield result if person.depth is None else f"{result}, {reads_in_words(person.depth)}"
    for test in person.tests:
        gaps = {
            "changes": ", ".join(test.looked_for) or say("the changes of the family"),
            "found": ", ".join(test.found),
            "sensitivity": f"{float(test.sensitivity):g}",
            "false_positive": f"{float(test.false_positive):g}",
        }
        if test.sensitivity == 1 and test.false_positive == 0:
            yield say(TESTED_FOUND if test.found else TESTED_NOT_FOUND, **gaps)
        else:
            yield say(UNSURE_FOUND if test.found else UNSURE_NOT_FOUND, **gaps)


TESTED_FOUND = marked("tested for {changes}, found {found}")
TESTED_NOT_FOUND = marked("tested for {changes}, not found")
UNSURE_FOUND = marked(
    "tested for {changes}, found {found} (sensitivity {sensitivity}, false positive "
    "{false_positive})"
)
UNSURE_NOT_FOUND = marked(
    "tested for {changes}, not found (sensitivity {sensitivity}, false positive {false_positive})"
)


def _died(number: int) -> str:
    return say_number("{number} person has died.", "{number} people have died.", number)


def _without_link(number: int) -> str:
    return say_number(
        "{number} person is recorded without a genetic link.",
        "{number} people are recorded without a genetic link.",
        number,
    )


def _parents_related(basis: Basis) -> str:
    family = basis.case.family
    father, mother = family.father(family.proband_id), family.mother(family.proband_id)
    if father is None or mother is None:
        return say("Not both parents are recorded; nothing is known of a relation between them.")
    if family.are_blood_relatives(father.id, mother.id):
        return say("The parents are recorded as related.")
    return say("No relation between the parents is recorded.")


def _mosaicism(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    if not basis.figures or not any(one.assumed for one in basis.plan.decisions):
        return ()
    number = numbering.of_text(MOSAICISM, say("chance after a new variant"))
    return (f"{say(MOSAIC)} [{number}]",)


MOSAIC = marked(
    "The variant was not found in the parent's blood. A parent can carry it in some egg or sperm "
    "cells (germline mosaicism): the chance for another child is low, not zero."
)
