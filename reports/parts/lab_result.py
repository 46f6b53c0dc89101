"""The result of the laboratory report in words: each situation has its own sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genetics.phrases import marked, own, say, say_number
from genetics.results import Finding, GeneStatus, ParentalResults
from genetics.variants import Zygosity
from pedigrees.clinical.findings_facts import (
    X_GENES,
    disease_causing,
    homozygous,
    reportable,
    uncertain,
)
from pedigrees.plan import Pattern
from reports.basis import Basis
from reports.parts.finding_box import CLASSES_DIFFER, shown_findings
from reports.parts.reading import gene_results, nothing_found
from reports.parts.sources import Numbering
from reports.words import class_in_words, day_in_words, list_in_words, one_year_after

X_LINKED = (Pattern.XL_M, Pattern.XL_F)
DE_NOVO = ("xlm-de-novo", "xlf-de-novo")


def result_sentences(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    """Return the result in words; the first sentence stands out. Case by case:

    * stopped: no result is issued, and what was seen is named without a word on its meaning;
    * a P/LP change on X, or in SLC25A38 on both copies: the change, its class and zygosity;
      protoporphyria is said to be no sideroblastic anaemia; a change that seems new, and one
      in a part of the cells, are said to be that;
    * one copy of SLC25A38: on its own it does not explain the anaemia;
    * STEAP3: the gene is disputed; no diagnosis;
    * VUS: the effect is not known, and a review day is named;
    * nothing: whether all, a part, or none of what had to be read was read comes first.

    Then, where it is so: further findings, withheld ones, classes that differ, and changes that
    were called in what must be read and could not be interpreted.
    """
    unread = uninterpreted(basis)
    left_open = (say(UNINTERPRETED, genes=list_in_words(unread)),) if unread else ()
    if basis.stopped:
        return (say(NOT_ISSUED), _seen_so_far(basis), *left_open)
    lead = _lead(basis)
    return (
        *_of_the_pattern(basis, lead, numbering),
        *(_also(one) for one in basis.counted if one not in lead),
        *((say(WITHHELD),) if basis.withheld else ()),
        *((say(CLASSES_DIFFER),) if any(one.classes_differ for one in basis.counted) else ()),
        *left_open,
    )


def uninterpreted(basis: Basis) -> tuple[str, ...]:
    """Return the genes with a change called in what must be read that could not be interpreted."""
    return tuple(
        one.gene for one in gene_results(basis) if any(row.region for row in one.not_interpreted)
    )


UNINTERPRETED = marked(
    "In {genes} a change was called that this program cannot interpret, such as a deletion of a "
    "larger piece: a person looks at it. It stands under “Records read, not interpreted”."
)


NOT_ISSUED = marked(
    "No result is issued: the case is stopped, and a person decides first. Nothing is interpreted."
)
WITHHELD = marked(
    "A finding is withheld: its sources disagree. It counts for nothing until a person has decided."
)


def _seen_so_far(basis: Basis) -> str:
    seen = shown_findings(basis.case)
    if not seen:
        return say("Seen so far: no change of class P, LP or VUS. This is not a result.")
    return say("Seen so far, not a result: {changes}.", changes=_changes(seen))


def _lead(basis: Basis) -> tuple[Finding, ...]:
    """Return the findings that the first sentence is about."""
    findings, pattern = basis.case.findings, basis.plan.pattern
    if pattern in X_LINKED:
        return disease_causing(findings, *X_GENES)
    if pattern in (Pattern.AR, Pattern.AR_CARRIER):
        return disease_causing(findings, "SLC25A38")
    if pattern is Pattern.AD_UNCERTAIN:
        return reportable(findings, "STEAP3")
    if pattern is Pattern.VUS:
        return uncertain(findings)
    return disease_causing(findings)


def _of_the_pattern(
    basis: Basis, lead: tuple[Finding, ...], numbering: Numbering
) -> tuple[str, ...]:
    pattern = basis.plan.pattern
    if pattern in X_LINKED:
        return (*(_found(one) for one in lead), *_about_x(basis, lead))
    if pattern is Pattern.AR:
        return _on_both_copies(basis, lead)
    if pattern is Pattern.AR_CARRIER:
        return (_on_one_copy(lead), say(DOES_NOT_EXPLAIN))
    if pattern is Pattern.AD_UNCERTAIN:
        return (say(IN_STEAP3, changes=_changes(lead)), say(DISPUTED))
    if pattern is Pattern.VUS:
        return (_uncertain(basis, lead),)
    if lead:
        return (*(_found(one) for one in lead), say(NO_RULE))
    if basis.withheld:
        return (say(NO_OTHER),)
    return (*_how_much_was_read(basis), *nothing_found(basis, numbering))


# One sentence each ------------------------------------------------------------------------


def _found(finding: Finding) -> str:
    return say(
        "A change was found in the gene {gene}: {change}. Class: {classification}.",
        gene=finding.gene,
        change=_change(finding),
        classification=class_in_words(finding.classification),
    )


def _changes(findings: Sequence[Finding]) -> str:
    return "; ".join(f"{one.gene} {_change(one)}" for one in findings)


def _change(finding: Finding) -> str:
    """Return the change with its zygosity: "c.1354C>T p.(Arg452Cys), hemizygous"."""
    name = finding.name.removeprefix(finding.gene).strip() or say("without a name")
    copies = say(finding.zygosity) if finding.zygosity else say("zygosity not stated")
    return f"{name}, {copies}"


def _also(finding: Finding) -> str:
    return say(
        "Also found, and not meant by the sentence above: {gene} {change}. Class: "
        "{classification}.",
        gene=finding.gene,
        change=_change(finding),
        classification=class_in_words(finding.classification),
    )


def _about_x(basis: Basis, lead: tuple[Finding, ...]) -> Iterator[str]:
    if basis.holds("ALAS2_GOF"):
        yield own("lab.protoporphyria", PROTOPORPHYRIA)
    if any(one.zygosity is Zygosity.MOSAIC for one in lead):
        yield say(MOSAIC)
    if basis.plan.context in DE_NOVO:
        yield de_novo(lead[0].trio)


PROTOPORPHYRIA = marked(
    "This change belongs to X-linked protoporphyria, a light-sensitivity condition, not to "
    "sideroblastic anaemia."
)
MOSAIC = marked(
    "The change is in a part of the cells only (mosaic). The share of reads is in the box, and a "
    "person judges what it means."
)


def de_novo(trio: ParentalResults) -> str:
    """Return in whose blood the change was not found, and that the next chance is not zero."""
    both = trio.mother == trio.father == "not detected"
    return say(NEW_OF_BOTH if both else NEW_OF_ONE)


NEW_OF_BOTH = marked(
    "The change was not found in the parents' blood and is apparently new. The chance for another "
    "child is low but not zero, because a parent can carry it in some egg or sperm cells."
)
NEW_OF_ONE = marked(
    "The change was not found in the blood of the parent who could have passed it on, and is "
    "apparently new. The chance for another child is low but not zero, because a parent can carry "
    "it in some egg or sperm cells."
)


def _on_both_copies(basis: Basis, lead: tuple[Finding, ...]) -> tuple[str, ...]:
    if homozygous(lead):
        return tuple(_found(one) for one in lead)
    sentence = IN_TRANS if basis.holds("SLC_BIALLELIC") else PHASE_UNKNOWN
    return (say(sentence, changes=_changes(lead)), *(_class(one) for one in lead))


IN_TRANS = marked("Changes were found on both copies of the gene SLC25A38: {changes}.")
PHASE_UNKNOWN = marked(
    "Two changes or more were found in the gene SLC25A38, and it is not known whether they lie on "
    "different copies: {changes}."
)


def _class(finding: Finding) -> str:
    return say(
        "Class of {change}: {classification}.",
        change=finding.hgvs_c or finding.name,
        classification=class_in_words(finding.classification),
    )


def _on_one_copy(lead: tuple[Finding, ...]) -> str:
    return say_number(
        "One copy of SLC25A38 carries a change: {changes}.",
        "One copy of SLC25A38 carries {number} changes: {changes}.",
        len(lead),
        changes=_changes(lead),
    )


DOES_NOT_EXPLAIN = marked("On its own this does not explain the anaemia.")
IN_STEAP3 = marked(
    "A change was found in a gene whose link to sideroblastic anaemia is disputed: {changes}."
)
DISPUTED = marked(
    "It counts as a variant of uncertain significance: it does not explain the anaemia and gives "
    "no diagnosis."
)


def _uncertain(basis: Basis, lead: tuple[Finding, ...]) -> str:
    return say_number(
        "A change was found whose effect is not known: {changes}. It must not be used to choose "
        "treatment or to test relatives. We suggest review on {day}.",
        "{number} changes were found whose effect is not known: {changes}. They must not be used "
        "to choose treatment or to test relatives. We suggest review on {day}.",
        len(lead),
        changes=_changes(lead),
        day=day_in_words(one_year_after(basis.case.report_date)),
    )


NO_RULE = marked(
    "This program has no rule for a finding in this gene: a person interprets it. No molecular "
    "diagnosis is stated."
)
NO_OTHER = marked("No result can be given yet.")


# Nothing found ----------------------------------------------------------------------------


def _how_much_was_read(basis: Basis) -> tuple[str, ...]:
    """Say first whether all, a part or none of what had to be read was read."""
    if basis.no_test_entered:
        return ()
    results = gene_results(basis)
    statuses = {one.status for one in results}
    if statuses == {GeneStatus.NOTHING_FOUND}:
        genes = list_in_words([one.gene for one in results])
        return (say(ALL_READ, genes=genes),)
    return (say(NONE_READ if statuses == {GeneStatus.NOT_ASSESSED} else PARTLY_READ),)


ALL_READ = marked("No clinically significant finding; all that had to be read of {genes} was read.")
PARTLY_READ = marked(
    "The test is incomplete. No clinically significant finding in the parts that were read."
)
NONE_READ = marked("No result can be given: it is not shown that any of the genes was read.")
