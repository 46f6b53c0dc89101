"""What the result means, in plain words, case by case."""

from __future__ import annotations

from genetics.phrases import marked, own, say
from pedigrees.plan import MOSAIC_CONTEXT, DiseaseClass, Pattern
from reports.basis import Basis
from reports.parts.diagnosis import diagnosis_of
from reports.parts.lab_inputs import AFTER_TRANSFUSION, AFTER_TRANSPLANTATION, sample_warnings
from reports.parts.reading import (
    NO_TEST_MEANS,
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
    day_in_words,
    one_year_after,
)


def you(basis: Basis, yours: str, childs: str) -> str:
    """Return the wording for the person tested, or for the parents of a minor."""
    return childs if basis.minor else yours


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
    disease = condition_in_words(basis)
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
                disease=condition_in_words(basis),
            ),
            say("A porphyria centre is the right place for questions and care."),
        )
    if kind is DiseaseClass.ABCB7:
        return (say("This change belongs to {disease}.", disease=condition_in_words(basis)),)
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
    can = say("This change can cause {disease}.", disease=condition_in_words(basis))
    if explains_the_anaemia(basis) and basis.plan.context != MOSAIC_CONTEXT:
        if another_cause_is_checked(basis):
            return f"{can} {say(CAN_EXPLAIN)}"
        return say("The condition is {disease}.", disease=condition_in_words(basis))
    if basis.holds("sideroblastic"):
        return can
    return f"{can} {say(you(basis, NOT_SHOWN, NOT_SHOWN_IN_CHILD))}"


NOT_SHOWN = marked(
    "What is on record so far does not show if you have it. Blood tests can help to see this."
)
NOT_SHOWN_IN_CHILD = marked(
    "What is on record so far does not show if your child has it. Blood tests can help to see this."
)


def condition_in_words(basis: Basis) -> str:
    """Return the condition as a family reads it, or that it is not settled."""
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


# Whether it explains the anaemia --------------------------------------------------------


def explains_the_anaemia(basis: Basis) -> bool:
    """Whether gene, direction of effect and clinical facts agree, and no MDS-RS stands beside."""
    loss = basis.plan.disease_class is DiseaseClass.ALAS2_LOF
    return loss and basis.holds("sideroblastic") and not basis.holds("MDS_RS")


def another_cause_is_checked(basis: Basis) -> bool:
    """Whether doctors are asked to exclude MDS-RS, so that nothing is settled yet."""
    alarms = {one.id for one in basis.alarms}
    return "SA-14" in basis.statements.ids or "AL-MACRO-MDS" in alarms


CAN_EXPLAIN = marked(
    "The change can explain the anaemia. Your doctors still check for another blood condition that "
    "can look the same."
)
