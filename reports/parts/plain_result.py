"""The result in plain words: in short, and what was found."""

from __future__ import annotations

from genetics.phrases import marked, say, say_number
from genetics.results import Finding
from genetics.variants import Zygosity
from pedigrees.pattern import familial_variant
from pedigrees.plan import DiseaseClass, Flag, Pattern
from reports.basis import Basis
from reports.parts.plain_meaning import (
    CAN_EXPLAIN,
    another_cause_is_checked,
    condition_in_words,
    explains_the_anaemia,
)
from reports.parts.reading import (
    NO_TEST_ENTERED,
    SHOWN_TO_BE_READ,
    gene_results,
)
from reports.views import Section
from reports.words import (
    NOT_DECIDED,
    PARENTAGE_FIRST,
    PLAIN_CLASSES,
    list_in_words,
)

NOT_SETTLED = marked(
    "One result does not fit yet. It is being checked and counts for nothing until then."
)


# In short ---------------------------------------------------------------------------------


def in_short(basis: Basis) -> Section:
    """Return the few lines that stand first."""
    first = (say(PARENTAGE_FIRST),) if basis.parentage_open else ()
    return Section(say("In short"), items=(*first, *_short_result(basis), *_short_family(basis)))


def _short_result(basis: Basis) -> tuple[str, ...]:
    if basis.no_test_entered:
        return (say(NO_TEST_ENTERED),)
    if not basis.counted:
        return (say(NOT_SETTLED if basis.withheld else NOTHING_IN_SHORT),)
    told = f"{_found_in_short(basis)} {_meaning_in_short(basis)}"
    if not explains_the_anaemia(basis):
        return (told,)
    return (
        told,
        say("There are ways to treat this condition. Your doctors will talk with you about them."),
    )


def _meaning_in_short(basis: Basis) -> str:
    """Return in a sentence or two what the finding means, as far as that is known."""
    match basis.plan.pattern:
        case Pattern.XL_M | Pattern.XL_F:
            return _x_linked_in_short(basis)
        case Pattern.AR:
            return _recessive_in_short(basis)
        case Pattern.AR_CARRIER:
            return say("On its own this does not explain the anaemia.")
        case Pattern.AD_UNCERTAIN:
            return say("This does not explain the anaemia for now.")
        case Pattern.VUS if _reversible_cause_on_file(basis):
            return say(
                "We do not know if this matters. Other causes that can be put right come first."
            )
        case Pattern.VUS:
            return say("We do not know if this matters.")
    return say("This report says what is known about it.")


def _x_linked_in_short(basis: Basis) -> str:
    match basis.plan.disease_class:
        case DiseaseClass.ALAS2_GOF:
            return say(
                "It belongs to a light-sensitivity condition. A porphyria centre is the next step."
            )
        case DiseaseClass.ABCB7:
            return say("It belongs to {disease}.", disease=condition_in_words(basis))
        case DiseaseClass.ALAS2_LOF if basis.holds("MDS_RS"):
            return say(SETTLED_BY_A_DOCTOR)
        case DiseaseClass.ALAS2_LOF if not basis.holds("sideroblastic"):
            return say("It can cause {disease}.", disease=condition_in_words(basis))
        case DiseaseClass.ALAS2_LOF if another_cause_is_checked(basis):
            return say(CAN_EXPLAIN)
        case DiseaseClass.ALAS2_LOF:
            return say("It fits the anaemia.")
    return say("It is not settled yet which condition it belongs to.")


SETTLED_BY_A_DOCTOR = marked("A doctor must settle if it explains the anaemia.")


def _recessive_in_short(basis: Basis) -> str:
    """Return what two changes mean: a cause only with proof that both copies have one."""
    if not basis.holds("SLC_BIALLELIC"):
        return say("It is not known yet if they lie on two different copies.")
    if basis.holds("MDS_RS"):
        return say(SETTLED_BY_A_DOCTOR)
    if not basis.holds("sideroblastic"):
        return say("This can cause {disease}.", disease=condition_in_words(basis))
    if another_cause_is_checked(basis):
        return say(TOGETHER_CAN_EXPLAIN)
    if basis.holds("SLC_HOMOZYGOUS"):
        return say("It lies on both copies, and this explains the anaemia.")
    return say("Together the two changes explain the anaemia.")


TOGETHER_CAN_EXPLAIN = marked(
    "This can explain the anaemia. Your doctors still check for another blood condition that can "
    "look the same."
)


def _reversible_cause_on_file(basis: Basis) -> bool:
    return not REVERSIBLE.isdisjoint(one.id for one in basis.alarms) or basis.holds("plp_low")


REVERSIBLE = frozenset({"AL-ALCOHOL", "AL-DRUG-SA", "AL-COPPER-LOW", "AL-ZINC-HIGH", "AL-LEAD"})


NOTHING_IN_SHORT = marked(
    "No gene change that explains the anaemia was reported. An inherited cause remains possible."
)


def _found_in_short(basis: Basis) -> str:
    """Name the gene that relatives are tested for, else the genes of all findings."""
    familial = familial_variant(basis.case)
    genes = list(dict.fromkeys(one.gene for one in basis.counted))
    if familial is None and len(genes) > 1:
        return say("We found changes in {genes}.", genes=_genes(genes))
    gene = genes[0] if familial is None else familial.gene
    number = sum(one.gene == gene for one in basis.counted)
    return _changes_in(gene, number)


def _short_family(basis: Basis) -> tuple[str, ...]:
    if not basis.plan.decided:
        return (
            say(NOT_DECIDED),
            say("A geneticist decides who in the family is offered a test."),
        )
    if not basis.plan.flagged:
        return (say("On this result, no one in the family is offered a test now."),)
    if basis.plan.pattern is Pattern.NEG:
        return (say("Some close relatives are offered blood tests. It is their choice."),)
    if not basis.figures or all(one.flag is Flag.SPECIALIST for one in basis.plan.flagged):
        return (say("A specialist decides if tests of relatives can help."),)
    return (
        say(
            "Some people in the family may have the change too. They are offered a talk or a "
            "test. It is their choice."
        ),
    )


# What was found ---------------------------------------------------------------------------


def what_was_found(basis: Basis) -> Section:
    """Return what was found; where a finding is withheld, never that nothing was found."""
    withheld = (say(NOT_SETTLED),) if basis.withheld else ()
    if not basis.counted:
        return Section(say("What was found"), withheld or _nothing_found(basis))
    genes = dict.fromkeys(finding.gene for finding in basis.counted)
    told = (_found([one for one in basis.counted if one.gene == gene]) for gene in genes)
    return Section(say("What was found"), (say(GENES), *told, *withheld))


GENES = marked(
    "Genes are plans that tell the body how to work. A change in a gene can make the plan work in "
    "another way."
)


def _found(findings: list[Finding]) -> str:
    """Tell the findings of one gene; with more than one, the boxes tell them apart."""
    finding = findings[0]
    said = _changes_in(finding.gene, len(findings))
    if len(findings) > 1:
        return f"{said} {say('A box for each of them stands below.')}"
    copies = PLAIN_COPIES.get(finding.zygosity) if finding.zygosity else None
    known = PLAIN_CLASSES.get(finding.classification) if finding.classification else None
    return " ".join([said, *(say(one) for one in (copies, known) if one)])


def _changes_in(gene: str, number: int) -> str:
    if number == 2:
        return say("We found two changes in the gene {gene}.", gene=gene)
    return say_number(
        "We found a change in the gene {gene}.",
        "We found {number} changes in the gene {gene}.",
        number,
        gene=gene,
    )


PLAIN_COPIES = {
    Zygosity.HEMIZYGOUS: marked(
        "A man or boy has this gene only once, and this one copy has the change."
    ),
    Zygosity.HETEROZYGOUS: marked(
        "There are two copies of this gene, and one of them has the change."
    ),
    Zygosity.HOMOZYGOUS: marked("Both copies of this gene have the change."),
    Zygosity.MOSAIC: marked("Only a part of the cells has the change."),
}


def _nothing_found(basis: Basis) -> tuple[str, ...]:
    if basis.no_test_entered:
        return (say(NO_TEST_ENTERED),)
    results = gene_results(basis)
    read = [one.gene for one in results if one.status in SHOWN_TO_BE_READ]
    unread = [one.gene for one in results if one.status not in SHOWN_TO_BE_READ]
    told = say(NOTHING_IN_THE_PARTS, genes=_genes(read)) if read else say(NOTHING_REPORTED)
    rest = say(NOT_KNOWN_WHAT_WAS_READ, genes=_genes(unread)) if unread else ""
    return (told, rest) if rest else (told,)


NOTHING_IN_THE_PARTS = marked(
    "No gene change that explains the anaemia was reported in the parts of {genes} that could be "
    "read."
)
NOTHING_REPORTED = marked("No gene change that explains the anaemia was reported.")
NOT_KNOWN_WHAT_WAS_READ = marked(
    "No one has stated what was read of {genes}, so nothing can be said there."
)


def _genes(symbols: list[str]) -> str:
    genes = list_in_words(symbols)
    return say_number("the gene {genes}", "the genes {genes}", len(symbols), genes=genes)
