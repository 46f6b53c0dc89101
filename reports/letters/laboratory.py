"""The laboratory report: the result first, then what was read, how, and where the test ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from genetics.panel import Disease, Gene
from genetics.phrases import marked, say
from genetics.results import Finding
from pedigrees.evidence import TRANSFUSED
from pedigrees.pattern import familial_variant
from reports.basis import Basis
from reports.letters.laboratory_advice import recommendations
from reports.parts.callability import callability_part, records_part
from reports.parts.diagnosis import diagnosis_of, link_in_words, link_of
from reports.parts.evidence import evidence_lines
from reports.parts.finding_box import box, listed_findings, shown_findings
from reports.parts.gaps import LAB, gaps_of
from reports.parts.heading import closing, heading
from reports.parts.lab_decisions import for_a_person
from reports.parts.lab_inputs import (
    authorising,
    criteria_of,
    laboratory_part,
    person_and_request,
    sample_part,
    to_complete,
)
from reports.parts.lab_result import result_sentences
from reports.parts.open_questions import open_questions
from reports.parts.reading import reading_part
from reports.parts.rule_texts import at, block, cautions, is_safety
from reports.parts.sources import DIFFERENCES, Numbering, sources_part
from reports.views import (
    Closing,
    FindingBox,
    GeneRow,
    Heading,
    Labelled,
    LaboratoryView,
    LinesPart,
    ReadingPart,
    Section,
)
from reports.words import day_in_words, one_year_after, sentence

LAB_ALARMS = ("AL-SINGLE-AR", "AL-CALLABILITY")
"""The alarms that the laboratory itself must state; the others are clinical, or said by a rule."""
STOP_RULE = "SA-19"
"""The rule about call and recorded sex; AL-SEX and AL-XY-HET say the same."""

FRAME = marked(
    "Frame: ISO 15189; ACMG/AMP fields; ESHG recommendations for reporting 2022 (Deans et al., doi "
    "10.1038/s41431-022-01091-0). The frame was followed, not certified."
)


def laboratory_view(basis: Basis, report_id: str) -> LaboratoryView:
    """Return the view of the laboratory report.

    A stopped case shows what was seen and what was read, and interprets nothing. Sources are
    numbered in the order in which the parts stand on the page.
    """
    numbering = Numbering()
    printed = at("lab", basis.statements.applied)
    stop = tuple(one for one in printed if one.rule == STOP_RULE)
    further = tuple(one for one in printed if one.rule != STOP_RULE)
    recommended = tuple(one for one in further if not is_safety(one))
    alarms = tuple(one.statement for one in basis.alarms if one.id in LAB_ALARMS)
    missing = gaps_of(basis, LAB)
    return LaboratoryView(
        heading=_heading(basis, report_id),
        alert=_stopped(basis),
        act_now=block(say("Act now"), stop, numbering),
        person_and_request=person_and_request(basis),
        sample=sample_part(basis),
        result=_result(basis, numbering),
        boxes=tuple(_box(one, basis, numbering) for one in shown_findings(basis.case)),
        alarms=block(say("Alarms for the laboratory"), alarms, numbering),
        settle=open_questions(basis),
        interpretation=None if basis.stopped else _interpretation(basis, numbering),
        cautions=block(say("Cautions with this result"), cautions(further), numbering),
        recommendations=None if basis.stopped else recommendations(basis),
        rules=block(say("Recommended beside the test"), recommended, numbering),
        reading=_reading(basis),
        callability=callability_part(basis),
        records=records_part(basis),
        method=_method(basis),
        remarks=_remarks(basis),
        limits=_limits(basis),
        for_a_person=for_a_person(basis),
        laboratory=laboratory_part(basis),
        to_complete=to_complete(missing),
        gaps=missing,
        closing=_closing(basis),
        sources=sources_part(numbering, basis.statements, (say(FRAME),)),
    )


def _heading(basis: Basis, report_id: str) -> Heading:
    """Return the heading; the report goes to who requested the test."""
    subtitle = say("Inherited sideroblastic anaemia: DNA test of {genes}", genes=_genes(basis))
    frame = heading(basis, "lab", say("Laboratory report"), subtitle, report_id)
    request = basis.case.request
    if not request.name:
        return frame
    return replace(frame, recipient=(request.name, *request.lines))


def _genes(basis: Basis) -> str:
    return ", ".join(gene.symbol for gene in basis.panel.scanned)


def _closing(basis: Basis) -> Closing:
    """Return two signatures by two people: who performed and checked, and who authorises."""
    performed = basis.case.laboratory.performed_by or say("not stated")
    names = authorising(basis) or (say("not stated"),)
    return replace(
        closing(basis),
        title=say("Performed, checked, authorised"),
        signatures=(
            say("Performed and checked by: {person}", person=performed),
            *(say("Authorised by: {person}", person=name) for name in names),
        ),
    )


def _stopped(basis: Basis) -> Section | None:
    if not basis.stopped:
        return None
    title = say("STOPPED: a person decides first")
    return Section(title, (say(STOPPED),), basis.plan.stopped)


STOPPED = marked(
    "Nothing is interpreted and nothing is issued until a person has corrected or confirmed the "
    "input."
)


def _result(basis: Basis, numbering: Numbering) -> Section:
    """Return the result in words, the diagnosis line, and the findings without a box."""
    line = sentence(say("Diagnosis line: {line}", line=diagnosis_of(basis).line))
    told = result_sentences(basis, numbering)
    return Section(say("Result"), (*told, line), listed_findings(basis.case))


# The boxes --------------------------------------------------------------------------------


def _box(finding: Finding, basis: Basis, numbering: Numbering) -> FindingBox:
    """Return the box with what only a laboratory asks for: criteria and origin."""
    plain = box(finding, basis, numbering)
    more = (
        Labelled(say("Criteria"), criteria_of(finding) or say("not stated")),
        Labelled(say("Origin"), _origin(finding, basis)),
    )
    lines = (*plain.lines, *(line for line in more if line.text), *evidence_lines(finding, basis))
    return replace(plain, lines=lines)


def _origin(finding: Finding, basis: Basis) -> str:
    """Return the origin as it is stated; else, for the variant of the family, as concluded."""
    if finding.parental_origin in ("mother", "father"):
        return say(FROM_MOTHER if finding.parental_origin == "mother" else FROM_FATHER)
    concluded = "" if basis.stopped else basis.plan.context_words
    return concluded if concluded and finding == familial_variant(basis.case) else say("not stated")


FROM_MOTHER, FROM_FATHER = marked("from the mother"), marked("from the father")


# Interpretation ---------------------------------------------------------------------------


def _interpretation(basis: Basis, numbering: Numbering) -> Section:
    """Return inheritance, link of gene and disease, and what is not concluded."""
    day = day_in_words(one_year_after(basis.case.report_date))
    told = (
        *diagnosis_of(basis).remarks,
        *_links(basis, numbering),
        *_not_concluded(basis, numbering),
        say(REVIEW, day=day),
    )
    return Section(say("Interpretation"), tuple(text for text in told if text))


REVIEW = marked(
    "Review date: {day}, one year after this report (an assumption; the laboratory may set "
    "another). We offer to look at the result again then, or earlier when asked."
)


def _links(basis: Basis, numbering: Numbering) -> Iterator[str]:
    """Yield for each gene with a finding how its diseases are inherited and how sure that is.

    Where the diagnosis names a disease, of its gene only that disease.
    """
    diagnosis = diagnosis_of(basis)
    known = {gene.symbol: gene for gene in basis.panel.genes}
    symbols = dict.fromkeys(one.gene for one in basis.counted)
    for gene in (known[symbol] for symbol in symbols if symbol in known):
        for disease in gene.diseases:
            if diagnosis.gene is gene and diagnosis.disease not in (None, disease):
                continue
            yield _link(gene, disease, numbering)


def _link(gene: Gene, disease: Disease, numbering: Numbering) -> str:
    """Return inheritance and class of the link."""
    link = link_of(gene, disease)
    about = [say(disease.source), *([say(link.source)] if link is not None else [])]
    used = say("interpretation")
    return say(
        "{gene} and {disease}: inheritance {mode}; link of gene and disease: {link}. {numbers}",
        gene=gene.symbol,
        disease=say(disease.name),
        mode=say(disease.mode),
        link=link_in_words(link, disease),
        numbers=" ".join(f"[{numbering.of_file(one, used)}]" for one in about),
    )


def _not_concluded(basis: Basis, numbering: Numbering) -> Iterator[str]:
    if basis.figures:
        yield say("Not concluded: how severe the condition is or becomes.")
    if basis.holds("ALAS2_LOF"):
        number = numbering.of_text(DIFFERENCES, say("not concluded"))
        yield say("People with one and the same change differ much. [{number}]", number=number)
    yield say(NOT_CHOSEN)


NOT_CHOSEN = marked(
    "This report does not choose treatment and does not say which relatives are tested."
)


# What was read, and how -------------------------------------------------------------------


def _reading(basis: Basis) -> ReadingPart:
    """Return the word for each gene and the list of what was not assessed.

    What was read stands exon by exon in the table after it, and is not said twice.
    """
    part = reading_part(basis)
    rows = tuple(GeneRow(row.gene, row.word, _reason(basis, row)) for row in part.genes)
    return replace(part, genes=rows)


def _reason(basis: Basis, row: GeneRow) -> str:
    given = next((one for one in basis.case.genes if one.gene == row.gene), None)
    return sentence(given.reason) if given is not None else row.why


def _method(basis: Basis) -> LinesPart:
    case, scan = basis.case, basis.case.scan
    unknown = say("not stated")
    genes = "; ".join(
        f"{gene.symbol} {gene.transcript.refseq}" for gene in basis.panel.scanned if gene.transcript
    )
    lines = (
        Labelled(say("Test"), case.laboratory.method or unknown),
        Labelled(say("Genes, transcripts"), say("{genes} (MANE Select)", genes=genes)),
        Labelled(say("Read from"), _read_from(basis)),
        Labelled(say("Genome build"), case.assembly or unknown),
        Labelled(say("Signs of the build"), "; ".join(case.assembly_signs)),
        Labelled(say("Looked at"), say(LOOKED_AT) if case.vcf else ""),
        Labelled(say("A base is read"), (scan.callability_rule if scan else "") or unknown),
        Labelled(say("Names"), say(NAMES)),
        Labelled(say("Classes"), say(CLASSES)),
        Labelled(say("Software"), basis.software),
        Labelled(say("Knowledge"), say("gene files of {version}", version=basis.panel.version)),
    )
    return LinesPart(say("Method"), tuple(line for line in lines if line.text))


def _remarks(basis: Basis) -> Section | None:
    """Return what the reading of file and VCF remarked, None where it remarked nothing.

    The remark about transfusion is left out: the sample's own warning knows its tissue.
    """
    notes = tuple(note for note in basis.case.notes if note != say(TRANSFUSED))
    return Section(say("Remarks on what was entered and read"), items=notes) if notes else None


def _read_from(basis: Basis) -> str:
    case = basis.case
    if not case.vcf:
        return say("no VCF; findings typed in") if case.findings else say("no VCF, no finding")
    if case.scan is None:
        return case.vcf
    return say("{file}, sample {sample}", file=case.vcf, sample=case.scan.sample)


LOOKED_AT = marked(
    "all records that touch the coding sequence ± 8 bp of these genes, and the promoter and the "
    "intron-1 enhancer of ALAS2"
)
NAMES = marked("HGVS; where each name comes from stands in the box of the finding")
CLASSES = marked(
    "the laboratory's class is used; without one, the class on our file; without either, a variant "
    "of uncertain significance. STEAP3 is never used above that"
)


def _limits(basis: Basis) -> Section:
    told = (
        say(SMALL_CHANGES),
        say(PLAIN_VCF) if basis.case.vcf and not _shown(basis) else "",
        say(MARKED_CALLS) if basis.case.vcf else "",
        say(NEW_KNOWLEDGE),
    )
    return Section(say("Limits of this test"), tuple(text for text in told if text))


def _shown(basis: Basis) -> bool:
    return any(one.assessed for one in basis.case.genes)


SMALL_CHANGES = marked(
    "The test looks for small changes in the parts named under “Method”. A change elsewhere, or of "
    "another kind, can have been missed: see what was not assessed. No change found is not the "
    "same as no disease."
)
PLAIN_VCF = marked(
    "The file does not say what was read: where it lists no change, nothing follows."
)
MARKED_CALLS = marked(
    "A call that the caller marks (FILTER) is reported with its mark, never left out."
)
NEW_KNOWLEDGE = marked("Classes, and links of genes and diseases, can change with new knowledge.")
