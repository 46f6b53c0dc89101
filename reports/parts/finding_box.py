"""A finding as it is printed: name, zygosity, class with who and when, place, and doubts."""

from __future__ import annotations

from genetics.classification import NO_CLASS_ON_FILE, Assertion
from genetics.kin.phase import Phase
from genetics.panel import Panel
from genetics.phrases import marked, say, say_number
from genetics.results import AS_REPORTED, Finding, Origin, ParentalResults
from pedigrees.case import Case
from pedigrees.clinical.findings_facts import reportable
from pedigrees.people import Genotype
from reports.basis import Basis
from reports.parts.sources import Numbering
from reports.views import FindingBox, Labelled
from reports.words import (
    PLAIN_ZYGOSITY,
    class_in_words,
    day_in_words,
    sentence,
)

NOT_STATED = marked("not stated")
CLASSES_DIFFER = marked("The laboratory's class and ours differ: a person decides.")


def shown_findings(case: Case) -> tuple[Finding, ...]:
    """Return the findings that get a box: germline of class P, LP or VUS, and the withheld."""
    counted = reportable(case.findings)
    return tuple(
        one for one in case.findings if one in counted or (one.withheld and not one.somatic)
    )


def listed_findings(case: Case) -> tuple[str, ...]:
    """Return the other findings in one line each: benign ones, somatic ones, bare results."""
    shown = shown_findings(case)
    return tuple(_listed(one) for one in case.findings if one not in shown)


def _listed(finding: Finding) -> str:
    somatic = say("somatic, never counted as inherited")
    said = finding.result or class_in_words(finding.classification)
    return say(
        "{finding}: {result} ({kind}; {origin}).",
        finding=finding.name,
        result=", ".join(one for one in (said, finding.class_by_in_words) if one),
        kind=somatic if finding.somatic else say("listed only"),
        origin=say(finding.origin),
    )


def box(finding: Finding, basis: Basis, numbering: Numbering) -> FindingBox:
    """Return the box of one finding for clinicians."""
    lines = [
        Labelled(say("Change"), _change(finding), strong=True),
        Labelled(say("Transcript"), _transcript(finding, basis.panel)),
        Labelled(say("Zygosity"), say(finding.zygosity or NOT_STATED)),
        Labelled(say("Phase"), _phase(finding.phase)),
        Labelled(say("Class"), _class(finding), strong=True),
        Labelled(say("Laboratory's class"), _laboratorys_class(finding)),
        Labelled(say("Class on our file"), _our_class(finding, numbering)),
        Labelled(say("Mechanism"), _mechanism(finding, basis.panel, numbering)),
        Labelled(say("Genome position"), place_of(finding)),
        Labelled(say("Reads"), _reads(finding)),
        Labelled(say("Parents"), _parents(finding.trio)),
        Labelled(say("Name"), _named_by(finding)),
        Labelled(say("Laboratory"), _laboratory(finding)),
    ]
    return FindingBox(
        title=finding.gene,
        mark=say(finding.origin),
        lines=tuple(line for line in lines if line.text),
        remarks=tuple(sentence(warning) for warning in finding.warnings),
        alert=_alert(finding),
    )


def plain_box(finding: Finding, basis: Basis) -> FindingBox:
    """Return the box of one finding in the family's report, to show to a laboratory."""
    return FindingBox(
        title=say("{gene} – for your doctors and for a laboratory", gene=finding.gene),
        mark=say(finding.origin),
        lines=(
            Labelled(say("Change"), _change(finding), strong=True),
            Labelled(say("Transcript"), _transcript(finding, basis.panel)),
            Labelled(say("Where"), _where(finding)),
            Labelled(say("Class"), _class(finding)),
            *_plain_laboratorys_class(finding),
            Labelled(say("Genome position"), place_of(finding)),
        ),
        alert=say(CLASSES_DIFFER) if finding.classes_differ else "",
    )


def _plain_laboratorys_class(finding: Finding) -> tuple[Labelled, ...]:
    said = _laboratorys_class(finding)
    return (Labelled(say("Laboratory's class"), said),) if said else ()


def _where(finding: Finding) -> str:
    return say(PLAIN_ZYGOSITY[finding.zygosity] if finding.zygosity is not None else NOT_STATED)


def _transcript(finding: Finding, panel: Panel) -> str:
    mane = _mane(finding.gene, panel)
    if not finding.transcript:
        return say("not stated (MANE Select is {mane})", mane=mane) if mane else say(NOT_STATED)
    stated = "" if _is_one_word(finding.transcript) and finding.hgvs_c else finding.transcript
    if finding.transcript == mane:
        return f"{stated} (MANE Select)" if stated else "MANE Select"
    beside = say("MANE Select is {mane}", mane=mane) if mane else say("no MANE transcript on file")
    if stated:
        return f"{stated} ({beside})"
    return say("not the one on file; {beside}", beside=beside)


def _is_one_word(transcript: str) -> bool:
    return " " not in transcript


def _mane(symbol: str, panel: Panel) -> str:
    gene = next((one for one in panel.genes if one.symbol == symbol), None)
    return gene.transcript.refseq if gene is not None and gene.transcript is not None else ""


def _change(finding: Finding) -> str:
    """Return c. and p. name; "p.?" and a missing c. name always with a reason."""
    coding = finding.hgvs_c or say("no settled coding name")
    if finding.hgvs_c and finding.transcript and _is_one_word(finding.transcript):
        coding = f"{finding.transcript}:{finding.hgvs_c}"
    protein = finding.hgvs_p or "p.?"
    if not finding.hgvs_c or protein == "p.?":
        return f"{coding}, {protein} – {_why_unnamed(finding)}"
    return f"{coding}, {protein}"


def _why_unnamed(finding: Finding) -> str:
    reason = finding.naming if finding.naming not in ("", AS_REPORTED) else ""
    if finding.consequence:
        reason = f"{reason}; {finding.consequence}" if reason else finding.consequence
    return reason or say("given without a reason")


def _named_by(finding: Finding) -> str:
    """Return where the name comes from; an unnamed change gives its reason beside p.?."""
    return finding.naming_in_words if finding.hgvs_c else ""


def _phase(phase: str) -> str:
    """Say how two changes lie; what the laboratory wrote in its own words stands as it is."""
    return say(phase) if phase in tuple(Phase) else phase


def _class(finding: Finding) -> str:
    given = class_in_words(finding.classification)
    if _is_the_labs(finding):
        return f"{given}, {_by(finding.lab_class)}"
    if not finding.class_by:
        return f"{given}, {say('not stated by whom')}"
    if finding.class_by == NO_CLASS_ON_FILE:
        return f"{given}, {finding.class_by_in_words}"
    return say("{classification}, by {whom}", classification=given, whom=finding.class_by)


def _laboratorys_class(finding: Finding) -> str:
    """Return the laboratory's own class where it is not the one that is used."""
    if finding.lab_class is None or _is_the_labs(finding):
        return ""
    return f"{class_in_words(finding.lab_class.classification)}, {_by(finding.lab_class)}"


def _is_the_labs(finding: Finding) -> bool:
    lab = finding.lab_class
    return lab is not None and lab.classification is finding.classification


def _by(assertion: Assertion | None) -> str:
    if assertion is None:
        return ""
    date = day_in_words(assertion.dated) if assertion.dated else say("date not stated")
    return say("by {whom}, {date}", whom=assertion.by, date=date)


def _our_class(finding: Finding, numbering: Numbering) -> str:
    ours = finding.our_class
    if ours is None:
        return say("none")
    said = f"{class_in_words(ours.classification)}, {_by(ours)}"
    if not ours.source:
        return said
    review = f"; {ours.review}" if ours.review else ""
    about = say(
        "Class of {finding} on file: {source}",
        finding=finding.name,
        source=f"{ours.source}{review}",
    )
    dated = day_in_words(ours.dated) if ours.dated else ""
    number = numbering.of_file(about, say("class on our file"), dated)
    return f"{said} [{number}]"


def _mechanism(finding: Finding, panel: Panel, numbering: Numbering) -> str:
    if not finding.mechanism:
        return say(NOT_STATED)
    words = MECHANISM_WORDS.get(finding.mechanism[:3])
    parts = (
        mechanism_in_words(finding, panel),
        say(words) if words else "",
        say("confirmed by a named person") if finding.mechanism_confirmed else "",
    )
    said = ", ".join(part for part in parts if part)
    if not finding.mechanism_source:
        return say("{mechanism} (source not stated)", mechanism=said)
    about = say(
        "Mechanism of {finding}: {source}",
        finding=finding.name,
        source=_source_of_mechanism(finding, panel),
    )
    return f"{said} [{numbering.of_file(about, say('mechanism'))}]"


def mechanism_in_words(finding: Finding, panel: Panel) -> str:
    """Say the mechanism as gene files word it; other words stand as they were entered."""
    known = (one for gene in panel.genes for one in gene.known_variants)
    filed = finding.mechanism in {one.mechanism for one in known}
    return say(finding.mechanism) if filed else finding.mechanism


def _source_of_mechanism(finding: Finding, panel: Panel) -> str:
    """Say the source as gene files word it; other words stand as they were entered."""
    known = {one.mechanism_source for gene in panel.genes for one in gene.known_variants}
    source = finding.mechanism_source
    return say(source) if source in known else source


MECHANISM_WORDS = {"LOF": marked("loss of function"), "GOF": marked("gain of function")}


def place_of(finding: Finding) -> str:
    """Return build and coordinate as in a VCF, or that none is known."""
    if finding.variant is None:
        return say("genome build and coordinate not stated")
    return str(finding.variant)


def _reads(finding: Finding) -> str:
    vaf, depth = finding.vaf, finding.depth
    parts = [
        say("genotype {genotype}", genotype=finding.genotype) if finding.genotype else "",
        reads_in_words(depth) if depth is not None else "",
        say("share of reads with the variant {share}", share=f"{vaf:.2f}")
        if vaf is not None
        else "",
        say("filter {filters}", filters=finding.filters_in_words) if finding.filters else "",
        say("tissue {tissue}", tissue=finding.tissue) if finding.tissue else "",
    ]
    return ", ".join(part for part in parts if part)


def reads_in_words(depth: int) -> str:
    """Return "38 reads"."""
    return say_number("{number} read", "{number} reads", depth)


def _parents(trio: ParentalResults) -> str:
    stated = [
        say(told, result=_stated(result), reads=_depth(depth))
        for told, result, depth in (
            (MOTHER, trio.mother, trio.mother_depth),
            (FATHER, trio.father, trio.father_depth),
        )
        if result
    ]
    if stated and trio.parentage_confirmed:
        stated.append(say("identity and parentage confirmed"))
    return "; ".join(stated)


def _stated(result: str) -> str:
    """Say a result of a parent; what the laboratory wrote in its own words stands as it is."""
    return say(result) if result in (*Genotype, *OTHER_RESULTS) else result


OTHER_RESULTS = (marked("detected"), marked("not tested"))
MOTHER = marked("mother {result} ({reads})")
FATHER = marked("father {result} ({reads})")


def _depth(depth: int | None) -> str:
    return reads_in_words(depth) if depth is not None else say("depth not stated")


def _laboratory(finding: Finding) -> str:
    if finding.origin is not Origin.TYPED_IN and not finding.laboratory:
        return ""
    laboratory = finding.laboratory or say(NOT_STATED)
    if finding.reported_on:
        return say("{laboratory}, reported {date}", laboratory=laboratory, date=finding.reported_on)
    if not finding.laboratory:
        return laboratory
    return say("{laboratory}, date not stated", laboratory=laboratory)


def _alert(finding: Finding) -> str:
    if finding.withheld:
        return sentence(say("Withheld, counts for nothing: {reason}", reason=finding.withheld_why))
    return say(CLASSES_DIFFER) if finding.classes_differ else ""
