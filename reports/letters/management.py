"""The management report: for the treating doctors; result and next steps on the first page."""

from __future__ import annotations

from reports.basis import Basis
from reports.management.statements import Statement
from reports.parts.diagnosis import Diagnosis, diagnosis_of, link_in_words
from reports.parts.drawing import drawing_part
from reports.parts.finding_box import box, listed_findings, shown_findings
from reports.parts.heading import closing, heading
from reports.parts.open_questions import open_questions
from reports.parts.picture import picture_part
from reports.parts.reading import nothing_found, reading_part
from reports.parts.rule_texts import alarms_at, at, block, cautions, later, needs, today, urgent
from reports.parts.sources import (
    MOSAICISM,
    RELATIVES,
    Numbering,
    Source,
    sources_part,
)
from reports.views import ManagementView, Section, StatementBlock
from reports.words import NOT_DECIDED, day_in_words, one_year_after, sentence

TITLE = "Management report"
SUBTITLE = "Inherited sideroblastic anaemia: result, next steps, cautions"
ACT_NOW = "Act now"
ALARMS = "Alarms"
INFORMATION = "Information, not advice"
ANNEX = "Annex: use outside the licence, switched on by this clinic"


def management_view(basis: Basis, report_id: str) -> ManagementView:
    """Return the view of the management report.

    A stopped case shows what was found and why it is stopped, and says nothing further.
    Sources are numbered in the order in which the parts stand on the page.
    """
    numbering = Numbering()
    printed = at("management", basis.statements.applied)
    at_once = cautions(printed) if basis.stopped else urgent(printed)
    alarms = alarms_at("management", basis.alarms, urgent=True)
    return ManagementView(
        heading=heading(basis, "management", TITLE, SUBTITLE, report_id),
        alert=_stopped(basis),
        act_now=block(ACT_NOW, (*alarms, *at_once), numbering),
        alarms=block(ALARMS, alarms_at("management", basis.alarms, urgent=False), numbering),
        result=_result(basis, numbering),
        boxes=tuple(box(one, basis, numbering) for one in shown_findings(basis.case)),
        settle=open_questions(basis),
        blocks=() if basis.stopped else _blocks(basis, printed, numbering),
        needs=None if basis.stopped else needs(basis.statements.needed),
        picture=picture_part(basis),
        about=_about_the_result(basis, numbering),
        drawing=drawing_part(basis),
        reading=reading_part(basis),
        family=_family(basis),
        method=_method(basis, numbering),
        closing=closing(basis),
        sources=sources_part(numbering, basis.statements, _rules(basis)),
    )


def _stopped(basis: Basis) -> Section | None:
    if not basis.stopped:
        return None
    return Section("STOPPED: a person decides first", (STOPPED,), basis.plan.stopped)


STOPPED = (
    "Nothing is concluded about treatment or relatives, and no other document is written, until a "
    "person has corrected or confirmed the input."
)


def _blocks(
    basis: Basis, printed: tuple[Statement, ...], numbering: Numbering
) -> tuple[StatementBlock, ...]:
    every = (
        block("Next: today", today(printed), numbering),
        block("Later steps", later(printed), numbering),
        block("Cautions", cautions(printed), numbering),
        block(INFORMATION, at("information_box", basis.statements.applied), numbering),
        block(ANNEX, _annex(basis), numbering),
    )
    return tuple(one for one in every if one is not None)


def _annex(basis: Basis) -> tuple[Statement, ...]:
    """Return the annex, only with SR-21; what stands in this report already is not repeated."""
    if "SR-21" not in basis.statements.ids:
        return ()
    annex = at("off_label_annex", basis.statements.applied)
    return tuple(one for one in annex if "management" not in one.places)


# The result -------------------------------------------------------------------------------


def _result(basis: Basis, numbering: Numbering) -> Section:
    """Return the diagnosis line, what must be added to it, and the findings without a box."""
    diagnosis = diagnosis_of(basis)
    paragraphs = [sentence(f"Diagnosis line: {diagnosis.line}"), *diagnosis.remarks]
    if basis.nothing_found:
        paragraphs += nothing_found(basis, numbering)
    return Section("Result", tuple(paragraphs), listed_findings(basis.case))


def _about_the_result(basis: Basis, numbering: Numbering) -> Section | None:
    """Return inheritance, link of gene and disease, origin, and the review date."""
    if basis.stopped:
        return None
    diagnosis = diagnosis_of(basis)
    paragraphs = [_link(diagnosis, numbering)] if diagnosis.disease is not None else []
    if basis.plan.context_words:
        paragraphs.append(f"Origin of the variant: {basis.plan.context_words}.")
    day = day_in_words(one_year_after(basis.case.report_date))
    return Section("About the result", (*paragraphs, f"Review date: {day}, {ASSUMED_REVIEW}"))


ASSUMED_REVIEW = (
    "one year after this report (an assumption; the clinic may set another). Classes and "
    "statements can change with new knowledge."
)


def _link(diagnosis: Diagnosis, numbering: Numbering) -> str:
    disease, link = diagnosis.disease, diagnosis.validity
    assert disease is not None
    about = [Source(f"Disease and identifiers: {disease.source}", "", "")]
    about += [Source(f"Link of gene and disease: {link.source}", "", "")] if link else []
    numbers = " ".join(f"[{numbering.of_text(one, 'diagnosis line')}]" for one in about)
    return (
        f"Inheritance: {disease.mode}. Link of gene and disease: {link_in_words(link)}. {numbers}"
    )


# Family and method ------------------------------------------------------------------------


def _family(basis: Basis) -> Section:
    return Section("Family", _about_the_family(basis))


def _about_the_family(basis: Basis) -> tuple[str, ...]:
    if basis.stopped:
        return ("No relative is addressed until a person has decided.",)
    if not basis.plan.decided:
        return (f"{NOT_DECIDED} The geneticist decides who is tested.",)
    flagged = len(basis.plan.flagged)
    if not flagged:
        return ("No relative is on the screening list.",)
    people = "1 relative is" if flagged == 1 else f"{flagged} relatives are"
    told = f"{people} on the screening list; {WHERE_RELATIVES_STAND}"
    pregnant = [one.person for one in basis.plan.flagged if one.pregnant]
    soon = f"Pregnant and on the list, to be seen soon: {', '.join(pregnant)}."
    return (told, soon) if pregnant else (told,)


WHERE_RELATIVES_STAND = (
    "tests, reasons and order stand in the counselling report and in the referral letter, where "
    "these are written."
)


def _method(basis: Basis, numbering: Numbering) -> Section:
    chances = _chances(basis, numbering)
    return Section(
        "Method, in short", (_how_read(basis), HOW_CONCLUDED, *((chances,) if chances else ()))
    )


def _how_read(basis: Basis) -> str:
    case = basis.case
    if not case.vcf and not case.findings:
        return "No finding was entered and no VCF was read."
    if not case.vcf:
        return "Findings were typed in from a laboratory report; no VCF was read."
    signs = f", from {'; '.join(case.assembly_signs)}" if case.assembly_signs else ""
    return f"Findings were read from {case.vcf} ({case.assembly or 'assembly not stated'}{signs})."


HOW_CONCLUDED = (
    "Every statement is a rule whose condition holds for the entries of this case. A value that is "
    "missing is unknown, and never taken for a value within limits."
)


def _chances(basis: Basis, numbering: Numbering) -> str:
    if not basis.figures or not basis.plan.flagged:
        return ""
    numbers = f"[{numbering.of_text(RELATIVES, 'relatives')}]"
    if any(one.assumed for one in basis.plan.decisions):
        numbers += f" [{numbering.of_text(MOSAICISM, 'chance after a new variant')}]"
    return f"Chances of relatives are exact transmission chances in the pedigree. {numbers}"


def _rules(basis: Basis) -> tuple[str, ...]:
    applied = ", ".join(
        f"{one.rule} ({one.step})" if one.lead else one.rule for one in basis.statements.applied
    )
    return (f"Rules applied in this case, in any document: {applied or 'none'}.",)
