"""The audit before rendering: what can never be true of a case about which documents are written.

Every question here was answered once already, by the reader, the facts or the plan. It is asked
again from the findings and the family alone, so that a mistake in between is caught before a
person reads it. A stopped case says itself that something is not settled; of it, only what no
document may ever say is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from genetics.errors import CaseWithheld, Mistake
from genetics.inheritance import Sex
from genetics.phrases import say
from genetics.reference.tables import load_reference_bases
from genetics.results import Finding
from genetics.variants import Variant, Zygosity
from pedigrees.clinical import findings_facts as found
from pedigrees.pattern import familial_variant
from pedigrees.plan import DiseaseClass, Pattern
from pedigrees.reasons import load_reasons
from reports.audit.violation import Violation
from reports.basis import Basis
from reports.management.alarms import load_alarms
from reports.management.rules import load_rules
from reports.words import SEX_WORDS


def refuse_contradictions(basis: Basis) -> None:
    """Raise CaseWithheld when the case contradicts itself: no document of it is written."""
    violations = contradictions(basis)
    if violations:
        raise CaseWithheld(
            [
                Mistake(
                    f"no document is written ({one.id}: {one.words})",
                    "please check the input; if it is right, report this as a bug",
                    file=f"case {basis.case.id}",
                    place=one.where,
                )
                for one in violations
            ]
        )


def contradictions(basis: Basis) -> tuple[Violation, ...]:
    """Return what contradicts itself in a case.

    - IDENTITY_MISMATCH: proband, sample, names and decisions do not belong together.
    - REF_BASE: an allele whose reference base is not the one known at this place.
    - UNSOURCED_SENTENCE: a rule, an alarm or a reason that is unknown, undated or unsourced.

    And, unless the case is stopped:

    - PLOIDY_AND_SEX: one copy in a woman, or two different copies in a man, of a gene on X.
    - CONTRADICTORY_EVIDENCE: a withheld finding, or one of loss beside one of gain of
      function, under a plan with figures.
    - INHERITANCE_AND_GENOTYPE: a pattern that the findings and the sex do not allow.
    """
    always = (*_identities(basis), *_reference_bases(basis), *_unsourced(basis))
    if basis.stopped:
        return always
    return (
        *always,
        *_ploidies(basis),
        *_evidence(basis),
        *_inheritance(basis),
    )


# Who ------------------------------------------------------------------------------------------


def _identities(basis: Basis) -> Iterator[Violation]:
    case = basis.case
    people = {person.id for person in case.family}
    if case.family.proband_id not in people:
        yield Violation(
            "IDENTITY_MISMATCH", "proband", f"{case.family.proband_id} is not in the family"
        )
        return
    # The case file may name any column as the proband's, but not one that is a relative's.
    relatives = {person.sample or person.id: person.id for person in case.family.relatives}
    if case.scan is not None and case.scan.sample in relatives:
        whose = relatives[case.scan.sample]
        words = f"the VCF's sample {case.scan.sample} is that of {whose}, a relative"
        yield Violation("IDENTITY_MISMATCH", "sample", words)
    for name in sorted(set(case.names) - people):
        yield Violation("IDENTITY_MISMATCH", "names", f"{name} is not in the family")
    decided = sorted(one.person for one in basis.plan.decisions)
    strangers = [name for name in decided if name not in people - {case.family.proband_id}]
    if strangers or len(set(decided)) < len(decided):
        yield Violation(
            "IDENTITY_MISMATCH", "relatives", "the list is not one row for each relative"
        )


# What -----------------------------------------------------------------------------------------


def _reference_bases(basis: Basis) -> Iterator[Violation]:
    for finding in basis.case.findings:
        if finding.variant is not None:
            wrong = _wrong_base(finding.variant, _known_bases(basis, finding))
            if wrong:
                yield Violation("REF_BASE", finding.name, wrong)


def _known_bases(basis: Basis, finding: Finding) -> dict[tuple[str, int], str]:
    """Return the bases known on the finding's build: of our table, and of published alleles."""
    assert finding.variant is not None
    assembly = finding.variant.assembly
    known = dict(load_reference_bases()[assembly])
    for gene in basis.panel.genes:
        for allele in (one for variant in gene.known_variants for one in variant.alleles):
            if allele.assembly is assembly:
                known |= _bases(allele)
    return known


def _bases(variant: Variant) -> dict[tuple[str, int], str]:
    return {(variant.chrom, variant.pos + at): base for at, base in enumerate(variant.ref)}


def _wrong_base(variant: Variant, known: dict[tuple[str, int], str]) -> str:
    for place, base in _bases(variant).items():
        if known.get(place, base) != base:
            return f"the reference has {known[place]} at {place[0]}:{place[1]}, not {base}"
    return ""


def _ploidies(basis: Basis) -> Iterator[Violation]:
    sex = basis.proband.sex
    for finding in found.reportable(basis.case.germline, *found.X_GENES):
        if finding.zygosity in NOT_POSSIBLE.get(sex, ()):
            words = f"{finding.zygosity} in a person recorded as {say(SEX_WORDS[sex])}, not stopped"
            yield Violation("PLOIDY_AND_SEX", finding.name, words)


NOT_POSSIBLE = {
    Sex.MALE: (Zygosity.HETEROZYGOUS, Zygosity.MOSAIC),
    Sex.FEMALE: (Zygosity.HEMIZYGOUS,),
}


def _evidence(basis: Basis) -> Iterator[Violation]:
    for finding in basis.case.findings:
        if finding.withheld and not finding.somatic and basis.figures:
            words = "the finding is withheld, and the family has figures"
            yield Violation("CONTRADICTORY_EVIDENCE", finding.name, words)
        if finding.classification is not None and not _class_has_a_source(finding):
            words = "its class is given by none of its sources"
            yield Violation("CONTRADICTORY_EVIDENCE", finding.name, words)
    causing = found.disease_causing(basis.case.findings, "ALAS2")
    loss = any(found.is_loss_of_function(one) for one in causing)
    gain = any(found.is_gain_of_function(one) for one in causing)
    if loss and gain and basis.plan.disease_class is not DiseaseClass.ALAS2_UNDECIDED:
        words = "loss and gain of function in one person, and the direction is taken as settled"
        yield Violation("CONTRADICTORY_EVIDENCE", "ALAS2", words)


def _class_has_a_source(finding: Finding) -> bool:
    """Whether the class that is used is one that somebody gave, where any is on file."""
    given = [one for one in (finding.lab_class, finding.our_class, *finding.assertions) if one]
    return not given or any(one.classification is finding.classification for one in given)


def _inheritance(basis: Basis) -> Iterator[Violation]:
    where, pattern = f"pattern {basis.plan.pattern}", basis.plan.pattern
    sex, familial = basis.proband.sex, familial_variant(basis.case)
    on_x = familial is not None and familial.gene in found.X_GENES
    x_linked = pattern in (Pattern.XL_M, Pattern.XL_F)
    if (pattern, sex) in ((Pattern.XL_M, Sex.FEMALE), (Pattern.XL_F, Sex.MALE)):
        words = f"the proband is recorded as {say(SEX_WORDS[sex])}"
        yield Violation("INHERITANCE_AND_GENOTYPE", where, words)
    if x_linked is not on_x:
        words = "an X-linked family has a P or LP finding on X, and no other family has one"
        yield Violation("INHERITANCE_AND_GENOTYPE", where, words)
    if pattern is Pattern.AR and not _both_copies(basis):
        words = "one heterozygous finding is no recessive disease"
        yield Violation("INHERITANCE_AND_GENOTYPE", where, words)
    if basis.figures and familial is None:
        words = "figures without a P or LP finding that relatives could be tested for"
        yield Violation("INHERITANCE_AND_GENOTYPE", where, words)


def _both_copies(basis: Basis) -> bool:
    causing = found.disease_causing(basis.case.germline, "SLC25A38")
    return found.homozygous(causing) or (len(causing) > 1 and not found.in_cis(causing))


# Why ------------------------------------------------------------------------------------------


def _unsourced(basis: Basis) -> Iterator[Violation]:
    rules = {rule.id for rule in load_rules().rules}
    alarms = {alarm.id for alarm in load_alarms()}
    for kind, known, said in (
        ("rule", rules, basis.statements.applied),
        ("alarm", alarms, tuple(alarm.statement for alarm in basis.alarms)),
    ):
        for one in said:
            if one.rule not in known:
                yield Violation("UNSOURCED_SENTENCE", one.rule or kind, f"no {kind} has this id")
            if not one.source or not one.dated:
                yield Violation("UNSOURCED_SENTENCE", one.rule, "its source or date is missing")
    for decision in basis.plan.decisions:
        reason = load_reasons().get(decision.reason_id)
        if reason is None or not reason.source or not decision.reason:
            words = f"reason {decision.reason_id or 'without an id'} is not on file with a source"
            yield Violation("UNSOURCED_SENTENCE", decision.person, words)
