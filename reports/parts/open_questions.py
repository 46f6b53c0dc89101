"""What a person must settle or enter before more can be said."""

from __future__ import annotations

from genetics.phrases import marked, say
from genetics.results import Finding
from genetics.variants import Zygosity
from pedigrees.clinical.findings_facts import disease_causing, lies_in_alas2_exon_11
from reports.basis import Basis
from reports.views import Section
from reports.words import PARENTAGE_FIRST

TITLE = marked("Please settle first")


def open_questions(basis: Basis) -> Section | None:
    """Return the questions of this case, None where there is none.

    A finding in a part of the cells only; a P/LP finding of ALAS2 without a mechanism; one in
    exon 11 without a named person's word; classes that differ; recorded results that
    contradict each other; a variant called new while parentage is not confirmed.
    """
    findings = disease_causing(basis.case.findings, "ALAS2")
    items = (
        *(_mosaic(one) for one in basis.counted if one.zygosity is Zygosity.MOSAIC),
        *(question for one in findings for question in _mechanism(one)),
        *(_classes(one) for one in basis.counted if one.classes_differ),
        *basis.plan.checks,
        *((say(PARENTAGE_FIRST),) if basis.parentage_open else ()),
    )
    return Section(say(TITLE), items=items) if items else None


def _mosaic(finding: Finding) -> str:
    """Ask for the confirmation that a person needs before such a finding counts."""
    share = "" if finding.vaf is None else say("share of reads {share}", share=f"{finding.vaf:.2f}")
    seen = ", ".join(part for part in (share, finding.tissue) if part)
    return say(MOSAIC, seen=seen or say("share of reads and tissue not stated"))


MOSAIC = marked(
    "Mosaic finding ({seen}): confirm in a second tissue and by a second method before it is used "
    "for diagnosis, treatment or family."
)


def _mechanism(finding: Finding) -> tuple[str, ...]:
    """Ask for the direction of effect where neither LOF nor GOF is settled."""
    settled = finding.mechanism.startswith("GOF") or (
        finding.mechanism.startswith("LOF")
        and (finding.mechanism_confirmed or not lies_in_alas2_exon_11(finding))
    )
    if settled:
        return ()
    if finding.mechanism.startswith("LOF"):
        return (
            say(
                "{finding} lies in exon 11, where position does not tell the direction of effect: "
                "a named person must confirm the mechanism. Until then no treatment statement for "
                "ALAS2-related anaemia is made.",
                finding=finding.name,
            ),
        )
    return (
        say(
            "The mechanism of {finding} is {mechanism}: please enter whether it is loss of "
            "function (LOF) or gain of function (GOF), with the source. Until then no treatment "
            "statement for ALAS2-related anaemia is made.",
            finding=finding.name,
            mechanism=finding.mechanism or say("not stated"),
        ),
    )


def _classes(finding: Finding) -> str:
    assert finding.lab_class is not None
    assert finding.our_class is not None
    return say(
        "{finding}: the laboratory's class ({lab_class}) and the class on our file ({our_class}) "
        "differ. A person decides; the class used here is {used}.",
        finding=finding.name,
        lab_class=finding.lab_class.classification,
        our_class=finding.our_class.classification,
        used=finding.classification,
    )
