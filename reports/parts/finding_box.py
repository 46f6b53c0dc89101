"""A finding as it is printed: name, zygosity, class with who and when, place, and doubts."""

from __future__ import annotations

from genetics.classification import NO_CLASS_ON_FILE, Assertion
from genetics.panel import Panel
from genetics.results import Finding, Origin, ParentalResults
from pedigrees.case import Case
from pedigrees.clinical.findings_facts import reportable
from reports.basis import Basis
from reports.parts.sources import Numbering, Source
from reports.views import FindingBox, Labelled
from reports.words import (
    PLAIN_ZYGOSITY,
    class_in_words,
    day_in_words,
    sentence,
)

NOT_STATED = "not stated"
CLASSES_DIFFER = "The laboratory's class and ours differ: a person decides."


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
    kind = "somatic, never counted as inherited" if finding.somatic else "listed only"
    said = finding.result or class_in_words(finding.classification)
    by = f", {finding.class_by}" if finding.class_by else ""
    return f"{finding.name}: {said}{by} ({kind}; {finding.origin})."


def box(finding: Finding, basis: Basis, numbering: Numbering) -> FindingBox:
    """Return the box of one finding for clinicians."""
    lines = [
        Labelled("Change", _change(finding), strong=True),
        Labelled("Transcript", _transcript(finding, basis.panel)),
        Labelled("Zygosity", finding.zygosity or NOT_STATED),
        Labelled("Class", _class(finding), strong=True),
        Labelled("Laboratory's class", _laboratorys_class(finding)),
        Labelled("Class on our file", _our_class(finding, numbering)),
        Labelled("Mechanism", _mechanism(finding, numbering)),
        Labelled("Genome position", place_of(finding)),
        Labelled("Reads", _reads(finding)),
        Labelled("Parents", _parents(finding.trio)),
        Labelled("Name", _named_by(finding)),
        Labelled("Laboratory", _laboratory(finding)),
    ]
    return FindingBox(
        title=finding.gene,
        mark=finding.origin,
        lines=tuple(line for line in lines if line.text),
        remarks=tuple(sentence(warning) for warning in finding.warnings),
        alert=_alert(finding),
    )


def plain_box(finding: Finding, basis: Basis) -> FindingBox:
    """Return the box of one finding in the family's report, to show to a laboratory."""
    return FindingBox(
        title=f"{finding.gene} – for your doctors and for a laboratory",
        mark=finding.origin,
        lines=(
            Labelled("Change", _change(finding), strong=True),
            Labelled("Transcript", _transcript(finding, basis.panel)),
            Labelled("Where", _where(finding)),
            Labelled("Class", _class(finding)),
            *_plain_laboratorys_class(finding),
            Labelled("Genome position", place_of(finding)),
        ),
        alert=CLASSES_DIFFER if finding.classes_differ else "",
    )


def _plain_laboratorys_class(finding: Finding) -> tuple[Labelled, ...]:
    said = _laboratorys_class(finding)
    return (Labelled("Laboratory's class", said),) if said else ()


def _where(finding: Finding) -> str:
    return PLAIN_ZYGOSITY[finding.zygosity] if finding.zygosity is not None else NOT_STATED


def _transcript(finding: Finding, panel: Panel) -> str:
    mane = _mane(finding.gene, panel)
    if not finding.transcript:
        return f"not stated (MANE Select is {mane})" if mane else NOT_STATED
    stated = "" if _is_one_word(finding.transcript) and finding.hgvs_c else finding.transcript
    if finding.transcript == mane:
        return "MANE Select" if not stated else f"{stated} (MANE Select)"
    beside = f"MANE Select is {mane}" if mane else "no MANE transcript on file"
    return f"{stated} ({beside})" if stated else f"not the one on file; {beside}"


def _is_one_word(transcript: str) -> bool:
    return " " not in transcript


def _mane(symbol: str, panel: Panel) -> str:
    gene = next((one for one in panel.genes if one.symbol == symbol), None)
    return gene.transcript.refseq if gene is not None and gene.transcript is not None else ""


def _change(finding: Finding) -> str:
    """Return c. and p. name; "p.?" and a missing c. name always with a reason."""
    coding = finding.hgvs_c or "no settled coding name"
    if finding.hgvs_c and finding.transcript and _is_one_word(finding.transcript):
        coding = f"{finding.transcript}:{finding.hgvs_c}"
    protein = finding.hgvs_p or "p.?"
    if not finding.hgvs_c or protein == "p.?":
        return f"{coding}, {protein} – {_why_unnamed(finding)}"
    return f"{coding}, {protein}"


def _why_unnamed(finding: Finding) -> str:
    reason = finding.naming if finding.naming not in ("", "as reported") else ""
    if finding.consequence:
        reason = f"{reason}; {finding.consequence}" if reason else finding.consequence
    return reason or "given without a reason"


def _named_by(finding: Finding) -> str:
    """Return where the name comes from; an unnamed change gives its reason beside p.?."""
    return finding.naming if finding.hgvs_c else ""


def _class(finding: Finding) -> str:
    given = class_in_words(finding.classification)
    if _is_the_labs(finding):
        return f"{given}, {_by(finding.lab_class)}"
    if finding.class_by in ("", NO_CLASS_ON_FILE):
        return f"{given}, {finding.class_by or 'not stated by whom'}"
    return f"{given}, by {finding.class_by}"


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
    date = day_in_words(assertion.dated) if assertion.dated else "date not stated"
    return f"by {assertion.by}, {date}"


def _our_class(finding: Finding, numbering: Numbering) -> str:
    ours = finding.our_class
    if ours is None:
        return "none"
    said = f"{class_in_words(ours.classification)}, {_by(ours)}"
    if not ours.source:
        return said
    review = f"; {ours.review}" if ours.review else ""
    source = Source(
        f"Class of {finding.name} on file: {ours.source}{review}",
        day_in_words(ours.dated) if ours.dated else "",
        "",
    )
    return f"{said} [{numbering.of_text(source, 'class on our file')}]"


def _mechanism(finding: Finding, numbering: Numbering) -> str:
    if not finding.mechanism:
        return NOT_STATED
    confirmed = ", confirmed by a named person" if finding.mechanism_confirmed else ""
    words = MECHANISM_WORDS.get(finding.mechanism[:3], "")
    said = f"{finding.mechanism}{words}{confirmed}"
    if not finding.mechanism_source:
        return f"{said} (source not stated)"
    source = Source(f"Mechanism of {finding.name}: {finding.mechanism_source}", "", "")
    return f"{said} [{numbering.of_text(source, 'mechanism')}]"


MECHANISM_WORDS = {"LOF": ", loss of function", "GOF": ", gain of function"}


def place_of(finding: Finding) -> str:
    """Return build and coordinate as in a VCF, or that none is known."""
    if finding.variant is None:
        return "genome build and coordinate not stated"
    return str(finding.variant)


def _reads(finding: Finding) -> str:
    parts = [
        f"genotype {finding.genotype}" if finding.genotype else "",
        f"{finding.depth} reads" if finding.depth is not None else "",
        f"share of reads with the variant {finding.vaf:.2f}" if finding.vaf is not None else "",
        f"filter {finding.filters}" if finding.filters else "",
        f"tissue {finding.tissue}" if finding.tissue else "",
    ]
    return ", ".join(part for part in parts if part)


def _parents(trio: ParentalResults) -> str:
    results = [
        _parent("mother", trio.mother, trio.mother_depth),
        _parent("father", trio.father, trio.father_depth),
    ]
    stated = [result for result in results if result]
    if stated and trio.parentage_confirmed:
        stated.append("identity and parentage confirmed")
    return "; ".join(stated)


def _parent(who: str, result: str, depth: int | None) -> str:
    if not result:
        return ""
    return f"{who} {result} ({f'{depth} reads' if depth is not None else 'depth not stated'})"


def _laboratory(finding: Finding) -> str:
    if finding.origin is not Origin.TYPED_IN and not finding.laboratory:
        return ""
    laboratory = finding.laboratory or "laboratory not stated"
    return f"{laboratory}, reported {finding.reported_on or 'on a date not stated'}"


def _alert(finding: Finding) -> str:
    if finding.withheld:
        return sentence(f"Withheld, counts for nothing: {finding.withheld_why}")
    return CLASSES_DIFFER if finding.classes_differ else ""
