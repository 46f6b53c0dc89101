"""The result in plain words: in short, what was found, and what it means."""

from __future__ import annotations

from genetics.phrases import marked, own, say, say_number
from genetics.results import Finding
from genetics.variants import Zygosity
from pedigrees.pattern import familial_variant
from pedigrees.plan import MOSAIC_CONTEXT, DiseaseClass, Flag, Pattern
from reports.basis import Basis
from reports.parts.diagnosis import diagnosis_of
from reports.parts.lab_inputs import AFTER_TRANSFUSION, AFTER_TRANSPLANTATION, sample_warnings
from reports.parts.reading import (
    NO_TEST_ENTERED,
    NO_TEST_MEANS,
    SHOWN_TO_BE_READ,
    gene_results,
)
from reports.parts.sources import (
    DIFFERENCES,
    IRON_WITHOUT_ANAEMIA,
    ONE_IN_THREE,
    WOMEN,
    Numbering,
    Source,
)
from reports.views import Section
from reports.words import (
    NOT_DECIDED,
    PARENTAGE_FIRST,
    PLAIN_CLASSES,
    day_in_words,
    list_in_words,
    one_year_after,
)

NOT_SETTLED = marked(
    "One result does not fit yet. It is being checked and counts for nothing until then."
)


def you(basis: Basis, yours: str, childs: str) -> str:
    """Return the wording for the person tested, or for the parents of a minor."""
    return childs if basis.minor else yours


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
    if not _explains_the_anaemia(basis):
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
            return say("It belongs to {disease}.", disease=_condition(basis))
        case DiseaseClass.ALAS2_LOF if basis.holds("MDS_RS"):
            return say(SETTLED_BY_A_DOCTOR)
        case DiseaseClass.ALAS2_LOF if not basis.holds("sideroblastic"):
            return say("It can cause {disease}.", disease=_condition(basis))
        case DiseaseClass.ALAS2_LOF if _another_cause_is_checked(basis):
            return say(CAN_EXPLAIN)
        case DiseaseClass.ALAS2_LOF:
            return say("It fits the anaemia.")
    return say("It is not settled yet which condition it belongs to.")


SETTLED_BY_A_DOCTOR = marked("A doctor must settle if it explains the anaemia.")
CAN_EXPLAIN = marked(
    "The change can explain the anaemia. Your doctors still check for another blood condition that "
    "can look the same."
)


def _recessive_in_short(basis: Basis) -> str:
    """Return what two changes mean: a cause only with proof that both copies have one."""
    if not basis.holds("SLC_BIALLELIC"):
        return say("It is not known yet if they lie on two different copies.")
    if basis.holds("MDS_RS"):
        return say(SETTLED_BY_A_DOCTOR)
    if not basis.holds("sideroblastic"):
        return say("This can cause {disease}.", disease=_condition(basis))
    if _another_cause_is_checked(basis):
        return say(TOGETHER_CAN_EXPLAIN)
    if basis.holds("SLC_HOMOZYGOUS"):
        return say("It lies on both copies, and this explains the anaemia.")
    return say("Together the two changes explain the anaemia.")


TOGETHER_CAN_EXPLAIN = marked(
    "This can explain the anaemia. Your doctors still check for another blood condition that can "
    "look the same."
)


def _another_cause_is_checked(basis: Basis) -> bool:
    """Whether doctors are asked to exclude MDS-RS, so that nothing is settled yet."""
    alarms = {one.id for one in basis.alarms}
    return "SA-14" in basis.statements.ids or "AL-MACRO-MDS" in alarms


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


def _explains_the_anaemia(basis: Basis) -> bool:
    """Whether gene, direction of effect and clinical facts agree, and no MDS-RS stands beside."""
    loss = basis.plan.disease_class is DiseaseClass.ALAS2_LOF
    return loss and basis.holds("sideroblastic") and not basis.holds("MDS_RS")


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


# What it means ----------------------------------------------------------------------------


def what_it_means(basis: Basis, numbering: Numbering) -> Section:
    """Return what the result means, case by case (KNOWLEDGE.md 5, "Core wordings")."""
    return Section(
        say("What it means"),
        (
            *_meaning(basis, numbering),
            *_beside_a_cause(basis),
            *_beside_mds(basis),
            *_of_donors(basis),
        ),
    )


def _meaning(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    pattern = basis.plan.pattern
    if pattern in (Pattern.XL_M, Pattern.XL_F):
        return _x_linked_meaning(basis, numbering)
    if pattern is Pattern.AR:
        return _recessive_meaning(basis, numbering)
    if pattern is Pattern.NEG:
        return _no_cause_found(basis, numbering)
    if pattern is Pattern.VUS:
        return (
            *(say(one) for one in UNCERTAIN),
            own(
                "review.uncertain",
                "We suggest that it is looked at again on {day}.",
                day=_review_day(basis),
            ),
        )
    return tuple(say(one) for one in FIXED_MEANINGS.get(pattern, (OPEN_RESULT,)))


def _recessive_meaning(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    if not basis.holds("SLC_BIALLELIC"):
        return (say(UNKNOWN_PHASE),)
    number = numbering.of_text(EARLY_ONSET, say("the illness"))
    return (_two_copies(basis), f"{say(EARLY_AND_SEVERE)} [{number}]")


def _two_copies(basis: Basis) -> str:
    disease = _condition(basis)
    if basis.holds("SLC_HOMOZYGOUS"):
        return say("The change, found on both copies, belongs to {disease}.", disease=disease)
    shown = SHOWN_BY_THE_PARENTS if _shown_by_the_parents(basis) else SHOWN_BY_TESTS
    return f"{say('The changes belong to {disease}.', disease=disease)} {say(shown)}"


def _shown_by_the_parents(basis: Basis) -> bool:
    """Whether the parents' results, not the reads of one sample, show two different copies."""
    stated = [one.phase for one in basis.counted if one.phase.startswith("in trans")]
    return not stated or any("parents" in one for one in stated)


SHOWN_BY_THE_PARENTS = marked(
    "The two changes lie on two different copies: tests of the parents show it."
)
SHOWN_BY_TESTS = marked("The two changes lie on two different copies: tests show it.")
EARLY_AND_SEVERE = marked(
    "The illness mostly starts between birth and the age of 3. It is severe, and most people with "
    "it need blood transfusions. The body can store too much iron even before the first one."
)
EARLY_ONSET = Source(
    marked(
        "Onset between birth and 3 years, severe, mostly with transfusions, ferritin high before "
        "them: richtlijnendatabase.nl, SLC25A38 module"
    ),
    "no date stated",
    "C",
)


def _review_day(basis: Basis) -> str:
    return day_in_words(one_year_after(basis.case.report_date))


UNKNOWN_PHASE = marked(
    "Two changes were found in the gene SLC25A38. It is not known yet if they lie on two different "
    "copies. Tests of the parents can show this."
)
OPEN_RESULT = marked("This result is open. A doctor must look at it first.")
UNCERTAIN = (
    marked("The effect of this change is not known."),
    marked("It must not be used to choose treatment or to test relatives."),
)
FIXED_MEANINGS = {
    Pattern.AR_CARRIER: (
        marked(
            "One copy of SLC25A38 carries a change. On its own this does not explain the anaemia."
        ),
        marked(
            "A second change can have been missed. Your doctors will ask for further tests. The "
            "advice for your family can then change."
        ),
    ),
    Pattern.AD_UNCERTAIN: (
        marked("Experts are not sure that this gene causes anaemia: the link is disputed."),
        marked("This result does not explain the anaemia for now."),
    ),
}


def _no_cause_found(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    phrases = (NO_TEST_MEANS,) if basis.no_test_entered else NOTHING_FOUND_MEANS
    told = tuple(say(one) for one in phrases)
    if not basis.anaemia_recorded:
        return told
    number = numbering.of_text(ONE_IN_THREE, say("share without a cause found"))
    return (*told, f"{say(ONE_IN_THREE_PLAIN)} [{number}]")


NOTHING_FOUND_MEANS = (
    marked("This does not rule out an inherited cause."),
    marked("The cause can lie in a part that was not read, or in a gene that was not looked at."),
)


ONE_IN_THREE_PLAIN = marked(
    "About 1 in 3 people with this kind of anaemia have no cause found so far: of 3 people, 1 has "
    "no cause found and 2 have one."
)


def _x_linked_meaning(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    kind = basis.plan.disease_class
    if kind is DiseaseClass.ALAS2_LOF:
        return _alas2_anaemia(basis, numbering)
    if kind is DiseaseClass.ALAS2_GOF:
        return (
            say(
                "This change belongs to {disease}, and not to sideroblastic anaemia.",
                disease=_condition(basis),
            ),
            say("A porphyria centre is the right place for questions and care."),
        )
    if kind is DiseaseClass.ABCB7:
        return (say("This change belongs to {disease}.", disease=_condition(basis)),)
    return tuple(say(one) for one in TWO_WAYS)


TWO_WAYS = (
    marked(
        "Changes in the gene ALAS2 can work in two ways, and they lead to two different conditions."
    ),
    marked(
        "It is not settled which way this change works. A doctor or the laboratory must settle "
        "this first. Until then no treatment is chosen on this result."
    ),
)


def _alas2_anaemia(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    iron = numbering.of_text(IRON_WITHOUT_ANAEMIA, say("iron in the body"))
    people = numbering.of_text(DIFFERENCES, say("differences between people"))
    women = numbering.of_text(WOMEN, say("women with the change"))
    return (
        f"{say(WHAT_ALAS2_DOES)} {_shown_or_not(basis)}",
        f"{say(ANAEMIA_AND_IRON)} [{iron}]",
        f"{say(PEOPLE_DIFFER)} [{people}]",
        f"{say(ALSO_WOMEN)} [{women}]",
    )


WHAT_ALAS2_DOES = marked(
    "The gene ALAS2 helps the body to make red blood cells. With the change it works less well."
)
ANAEMIA_AND_IRON = marked(
    "In anaemia the blood carries too little oxygen. This can make people tired and pale. The body "
    "can also store too much iron, even when the anaemia is mild."
)
PEOPLE_DIFFER = marked("People with the same change can differ a lot. Some have few signs or none.")
ALSO_WOMEN = marked(
    "Women with the change can have anaemia or too much iron too, and this can start late in life."
)


def _shown_or_not(basis: Basis) -> str:
    """Name the condition where it is shown; beside MDS-RS, or without signs, what can be."""
    can = say("This change can cause {disease}.", disease=_condition(basis))
    if _explains_the_anaemia(basis) and basis.plan.context != MOSAIC_CONTEXT:
        if _another_cause_is_checked(basis):
            return f"{can} {say(CAN_EXPLAIN)}"
        return say("The condition is {disease}.", disease=_condition(basis))
    if basis.holds("sideroblastic"):
        return can
    return f"{can} {say(you(basis, NOT_SHOWN, NOT_SHOWN_IN_CHILD))}"


NOT_SHOWN = marked(
    "What is on record so far does not show if you have it. Blood tests can help to see this."
)
NOT_SHOWN_IN_CHILD = marked(
    "What is on record so far does not show if your child has it. Blood tests can help to see this."
)


def _condition(basis: Basis) -> str:
    disease = diagnosis_of(basis).disease
    return say(disease.plain_name if disease is not None else NOT_SETTLED_CONDITION)


NOT_SETTLED_CONDITION = marked("a condition that is not settled yet")


def _beside_a_cause(basis: Basis) -> tuple[str, ...]:
    """Say of one recessive change beside an X-linked cascade that it is no cause by itself."""
    beside = basis.plan.pattern in (Pattern.XL_M, Pattern.XL_F) and basis.holds("SLC_SINGLE")
    return (say(FIXED_MEANINGS[Pattern.AR_CARRIER][0]),) if beside else ()


def _of_donors(basis: Basis) -> tuple[str, ...]:
    """Say in plain words what the laboratory report warns of: blood with cells of a donor."""
    if not basis.counted:
        return ()
    warned = sample_warnings(basis)
    return tuple(say(plain) for warning, plain in DONORS.items() if say(warning) in warned)


DONORS = {
    AFTER_TRANSFUSION: marked(
        "After a transfusion, blood can hold cells of the donor. So the result should be confirmed "
        "on cells from the mouth or the skin."
    ),
    AFTER_TRANSPLANTATION: marked(
        "After a stem cell transplant, blood holds cells of the donor. So the test must be done "
        "again on cells from the skin."
    ),
}


def _beside_mds(basis: Basis) -> tuple[str, ...]:
    """Name the clinician's MDS-RS; beside an inherited finding a person must settle the two."""
    if not basis.holds("MDS_RS"):
        return ()
    if basis.plan.pattern in (Pattern.XL_M, Pattern.XL_F, Pattern.AR):
        return (say(MDS), say("A doctor must settle which of the two explains the anaemia."))
    return (say(MDS),)


MDS = marked(
    "Your doctors have also named an illness of the bone marrow (MDS with ring sideroblasts). It "
    "is acquired, which means that it is not passed on in the family."
)
