"""The management report: for the treating doctors; result and next steps on the first page."""

from __future__ import annotations

from genetics.phrases import marked, say, say_number
from reports.basis import Basis
from reports.management.statements import Statement
from reports.parts.diagnosis import (
    Diagnosis,
    diagnosis_of,
    inheritance_in_words,
    review_for_clinicians,
)
from reports.parts.drawing import drawing_part
from reports.parts.finding_box import box, listed_findings, shown_findings
from reports.parts.heading import closing, heading
from reports.parts.open_questions import open_questions
from reports.parts.picture import picture_part
from reports.parts.reading import nothing_found, reading_part
from reports.parts.relatives import prints_figures
from reports.parts.rule_texts import alarms_of, at, block, cautions, later, needs, today, urgent
from reports.parts.sources import (
    MOSAICISM,
    RELATIVES,
    Numbering,
    sources_part,
)
from reports.views import ManagementView, Section, StatementBlock
from reports.words import NOT_DECIDED, sentence

TITLE = marked("Management report")
SUBTITLE = marked("Inherited sideroblastic anaemia: result, next steps, cautions")
ACT_NOW = marked("Act now")
ALARMS = marked("Alarms")
INFORMATION = marked("Information, not advice")
ANNEX = marked("Annex: use outside the licence, switched on by this clinic")


def management_view(basis: Basis, report_id: str) -> ManagementView:
    """Return the view of the management report.

    A stopped case shows what was found and why it is stopped, and says nothing further.
    Sources are numbered in the order in which the parts stand on the page.
    """
    numbering = Numbering()
    printed = at("management", basis.statements.applied)
    at_once = cautions(printed) if basis.stopped else urgent(printed)
    alarms = alarms_of("management", basis, urgent=True)
    return ManagementView(
        heading=heading(basis, "management", say(TITLE), say(SUBTITLE), report_id),
        alert=_stopped(basis),
        act_now=block(say(ACT_NOW), (*alarms, *at_once), numbering),
        alarms=block(say(ALARMS), alarms_of("management", basis, urgent=False), numbering),
        result=_result(basis, numbering),
        boxes=tuple(box(one, basis, numbering) for one in shown_findings(basis.case)),
        settle=open_questions(basis),
        blocks=() if basis.stopped else _blocks(basis, printed, numbering),
        needs=None if basis.stopped else needs(basis),
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
    return Section(say("STOPPED: a person decides first"), (say(STOPPED),), basis.plan.stopped)


STOPPED = marked(
    "Nothing is concluded about treatment or relatives, and no other document is written, until a "
    "person has corrected or confirmed the input."
)


def _blocks(
    basis: Basis, printed: tuple[Statement, ...], numbering: Numbering
) -> tuple[StatementBlock, ...]:
    every = (
        block(say("Next: today"), today(printed), numbering),
        block(say("Later steps"), later(printed), numbering),
        block(say("Cautions"), cautions(printed), numbering),
        block(say(INFORMATION), at("information_box", basis.statements.applied), numbering),
        block(say(ANNEX), _annex(basis), numbering),
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
    paragraphs = [
        sentence(say("Diagnosis line: {diagnosis}", diagnosis=diagnosis.line)),
        *diagnosis.remarks,
    ]
    if basis.nothing_found:
        paragraphs += nothing_found(basis, numbering)
    return Section(say("Result"), tuple(paragraphs), listed_findings(basis.case))


def _about_the_result(basis: Basis, numbering: Numbering) -> Section | None:
    """Return inheritance, link of gene and disease, origin, and the review date."""
    if basis.stopped:
        return None
    diagnosis = diagnosis_of(basis)
    paragraphs = [_link(diagnosis, numbering)] if diagnosis.disease is not None else []
    if basis.plan.context_words:
        paragraphs.append(say("Origin of the variant: {origin}.", origin=basis.plan.context_words))
    return Section(say("About the result"), (*paragraphs, review_for_clinicians(basis)))


def _link(diagnosis: Diagnosis, numbering: Numbering) -> str:
    disease, link = diagnosis.disease, diagnosis.validity
    assert disease is not None
    about = [say("Disease and identifiers: {source}", source=say(disease.source))]
    if link:
        about.append(say("Link of gene and disease: {source}", source=say(link.source)))
    numbers = " ".join(f"[{numbering.of_file(one, say('diagnosis line'))}]" for one in about)
    return f"{inheritance_in_words(diagnosis)} {numbers}"


# Family and method ------------------------------------------------------------------------


def _family(basis: Basis) -> Section:
    return Section(say("Family"), _about_the_family(basis))


def _about_the_family(basis: Basis) -> tuple[str, ...]:
    if basis.stopped:
        return (say("No relative is addressed until a person has decided."),)
    if not basis.plan.decided:
        return (f"{say(NOT_DECIDED)} {say('The geneticist decides who is tested.')}",)
    flagged = len(basis.plan.flagged)
    if not flagged:
        return (say("No relative is on the screening list."),)
    told = say_number(
        "{number} relative is on the screening list; tests, reasons and order stand in the "
        "counselling report and in the referral letter, where these are written.",
        "{number} relatives are on the screening list; tests, reasons and order stand in the "
        "counselling report and in the referral letter, where these are written.",
        flagged,
    )
    pregnant = ", ".join(one.person for one in basis.plan.flagged if one.pregnant)
    if not pregnant:
        return (told,)
    return (told, say("Pregnant and on the list, to be seen soon: {people}.", people=pregnant))


def _method(basis: Basis, numbering: Numbering) -> Section:
    chances = _chances(basis, numbering)
    return Section(
        say("Method, in short"),
        (_how_read(basis), say(HOW_CONCLUDED), *((chances,) if chances else ())),
    )


def _how_read(basis: Basis) -> str:
    case = basis.case
    if not case.vcf and not case.findings:
        return say("No finding was entered and no VCF was read.")
    if not case.vcf:
        return say("Findings were typed in from a laboratory report; no VCF was read.")
    assembly = case.assembly or say("assembly not stated")
    if not case.assembly_signs:
        return say("Findings were read from {file} ({assembly}).", file=case.vcf, assembly=assembly)
    return say(
        "Findings were read from {file} ({assembly}, from {signs}).",
        file=case.vcf,
        assembly=assembly,
        signs="; ".join(case.assembly_signs),
    )


HOW_CONCLUDED = marked(
    "Every statement is a rule whose condition holds for the entries of this case. A value that is "
    "missing is unknown, and never taken for a value within limits."
)


def _chances(basis: Basis, numbering: Numbering) -> str:
    if not prints_figures(basis):
        return ""
    numbers = f"[{numbering.of_text(RELATIVES, say('relatives'))}]"
    if any(one.assumed for one in basis.plan.decisions):
        numbers += f" [{numbering.of_text(MOSAICISM, say('chance after a new variant'))}]"
    told = say("Chances of relatives are exact transmission chances in the pedigree.")
    return f"{told} {numbers}"


def _rules(basis: Basis) -> tuple[str, ...]:
    applied = ", ".join(
        f"{one.rule} ({say(one.step)})" if one.lead else one.rule
        for one in basis.statements.applied
    )
    return (
        say("Rules applied in this case, in any document: {rules}.", rules=applied or say("none")),
    )
