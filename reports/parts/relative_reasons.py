"""Why a relative is offered what: the reason of the plan, or what is true where it is not."""

from __future__ import annotations

from typing import NamedTuple

from genetics.phrases import marked, say
from pedigrees.plan import Decision, DiseaseClass, Flag, Test
from reports.basis import Basis


class Told(NamedTuple):
    """One reason for doctors and for the family."""

    professional: str
    plain: str


def reason_in_words(decision: Decision, basis: Basis, *, plain: bool) -> str:
    """Return the reason of the plan, or what is true where its sentence would not be.

    A sentence of the plan knows neither the family nor the disease. So one stands in for it:

    * a brother or sister where the mother is known to carry, or where only she can be the
      source; a sister where women do not get the illness (ABCB7; KNOWLEDGE.md 2.4, 13);
    * a parent in a recessive family: tested, unknown phase, one change on both copies;
    * a line that the variant did not come through needs no result, and who was tested without
      it has one;
    * what is offered for another purpose than the reason names: nothing for a grandparent, a
      segregation study, a blood test by signs.
    """
    told = _instead(decision, basis)
    if told is None:
        return say(decision.plain_reason if plain else decision.reason)
    return say(told.plain if plain else told.professional)


def _instead(decision: Decision, basis: Basis) -> Told | None:
    match decision.reason_id:
        case "R-XL-BROTHER":
            return BROTHER_OF_A_CARRIER if _mother_carries(decision, basis) else None
        case "R-XL-SISTER":
            return _reason_of_a_sister(decision, basis)
        case "R-XL-ORIGIN" if not decision.flag.is_flagged:
            return TESTED_WITHOUT if decision.tested == "negative" else NOT_THIS_LINE
        case "R-AR-PARENT" if decision.flag is Flag.PHASE_TEST:
            return _reason_of_a_parent(decision, basis)
        case "R-AR-EXT" if decision.flag is Flag.INFO_ONLY:
            return NEXT_GENERATION
        case "R-STEAP3-DISPUTED" if decision.flag is Flag.HAEM_SCREEN:
            return SIGNS_OF_ANAEMIA
    return SEGREGATION if Test.SEGREGATION in decision.tests else None


# X-linked ---------------------------------------------------------------------------------


def _mother_carries(decision: Decision, basis: Basis) -> bool:
    """Whether the mother is known to carry, by a test or by the family tree."""
    mother = basis.case.family.mother(decision.person)
    return mother is not None and any(
        one.person == mother.id and (one.known_to_carry or one.tested == "positive")
        for one in basis.plan.decisions
    )


def _reason_of_a_sister(decision: Decision, basis: Basis) -> Told | None:
    """Name her mother, but for the sister of a woman whose change is of unknown origin."""
    ill_later = basis.plan.disease_class is not DiseaseClass.ABCB7
    if basis.plan.context == "xlf-default":
        return SISTER_BY_A_PARENT_ILL if ill_later else SISTER_BY_A_PARENT
    if _mother_carries(decision, basis):
        return SISTER_OF_A_CARRIER_ILL if ill_later else SISTER_OF_A_CARRIER
    return SISTER_BY_HER_MOTHER_ILL if ill_later else SISTER_BY_HER_MOTHER


BROTHER_OF_A_CARRIER = Told(
    marked("Son of a woman who carries the variant: 1 in 2."),
    marked("His mother has the change; his chance is 1 in 2."),
)
SISTER_OF_A_CARRIER_ILL = Told(
    marked(
        "Daughter of a woman who carries the variant: 1 in 2; women can become ill, also later in "
        "life."
    ),
    marked(
        "Her mother has the change; her chance is 1 in 2. Women can become ill too, even later in "
        "life."
    ),
)
SISTER_OF_A_CARRIER = Told(
    marked(
        "Daughter of a woman who carries the variant: 1 in 2; no neurological disease is reported "
        "in heterozygous women, blood findings are."
    ),
    marked(
        "Her mother has the change; her chance is 1 in 2. No illness of the nerves has been "
        "reported in women with it. Blood tests can show signs of it."
    ),
)
SISTER_BY_HER_MOTHER_ILL = Told(
    marked(
        "Daughter of a woman who is or may be the source; women can become ill, also later in life."
    ),
    marked(
        "Her mother may have passed the change on. Women can become ill too, even later in life."
    ),
)
SISTER_BY_HER_MOTHER = Told(
    marked(
        "Daughter of a woman who is or may be the source; no neurological disease is reported in "
        "heterozygous women, blood findings are."
    ),
    marked(
        "Her mother may have passed the change on. No illness of the nerves has been reported in "
        "women with it. Blood tests can show signs of it."
    ),
)
SISTER_BY_A_PARENT_ILL = Told(
    marked(
        "Daughter of a parent who is or may be the source; women can become ill, also later in "
        "life."
    ),
    marked(
        "One of her parents may have passed the change on. Women can become ill too, even later "
        "in life."
    ),
)
SISTER_BY_A_PARENT = Told(
    marked(
        "Daughter of a parent who is or may be the source; no neurological disease is reported in "
        "heterozygous women, blood findings are."
    ),
    marked(
        "One of her parents may have passed the change on. No illness of the nerves has been "
        "reported in women with it. Blood tests can show signs of it."
    ),
)
TESTED_WITHOUT = Told(
    marked("A result shows that this person does not carry the variant."),
    marked("A test result shows that this person is not concerned."),
)
NOT_THIS_LINE = Told(
    marked("The variant did not come through this line."),
    marked("The change did not come through this person's side of the family."),
)


# Recessive --------------------------------------------------------------------------------


def _reason_of_a_parent(decision: Decision, basis: Basis) -> Told | None:
    one_change = basis.holds("SLC_HOMOZYGOUS")
    carries = decision.tested == "positive"
    if basis.plan.context == "ar-one-parent":
        return CARRIES if carries else OTHER_PARENT
    if basis.plan.context_words == say("phase unknown"):
        return PHASE_STILL_UNKNOWN if carries else PHASE_UNKNOWN
    if carries and Test.TARGETED not in decision.tests:
        return PARENT_CARRIES_ONE if one_change else PARENT_CARRIES
    return PARENT_OF_HOMOZYGOUS if one_change else None


CARRIES = Told(
    marked("Tested positive: carries the variant."),
    marked("Carries the change."),
)
OTHER_PARENT = Told(
    marked(
        "The other parent was tested without the variant: this parent very likely carries it; the "
        "test confirms it."
    ),
    marked("This parent very likely carries the change. The test makes this sure."),
)
PHASE_STILL_UNKNOWN = Told(
    marked(
        "Tested positive: carries at least one of the variants; the phase is not settled by the "
        "results on file."
    ),
    marked(
        "Tested: carries one or both of the changes. It is not yet known if the two changes lie on "
        "one copy of the gene or on both."
    ),
)
PHASE_UNKNOWN = Told(
    marked(
        "Parent of a child with two variants of unknown phase: the parents' tests show whether the "
        "variants lie on one copy of the gene or on both."
    ),
    marked(
        "It is not yet known if the two changes lie on one copy of the gene or on both. The "
        "parents' tests show it."
    ),
)
PARENT_CARRIES = Told(
    marked("Tested positive: carrier; no further test of this parent for the family variants."),
    marked("Tested: carries one of the changes. Nothing more is needed."),
)
PARENT_CARRIES_ONE = Told(
    marked("Tested positive: carrier; no further test of this parent for the family variant."),
    marked("Tested: carries the change. Nothing more is needed."),
)
PARENT_OF_HOMOZYGOUS = Told(
    marked(
        "Parent of a child with one variant on both copies: very likely a carrier; the test "
        "confirms this and the recurrence risk."
    ),
    marked("Each parent very likely carries the change. The test makes this sure."),
)
NEXT_GENERATION = Told(
    marked(
        "No test is needed now: the next generation can be tested directly. Testing on request."
    ),
    marked(
        "No test is needed now: the next generation can be tested directly. Ask us if you wish."
    ),
)


# Without a cascade ------------------------------------------------------------------------

SEGREGATION = Told(
    marked(
        "A sample may help to classify the variant (segregation study, through a geneticist only). "
        "It is no predictive or carrier test of this person."
    ),
    marked(
        "A blood sample may help experts to judge the change. It is no test of this person's own "
        "health."
    ),
)
SIGNS_OF_ANAEMIA = Told(
    marked(
        "Recorded as affected, or with own values beyond reference: blood tests by phenotype. No "
        "test for the variant: the gene-disease link is disputed."
    ),
    marked(
        "This person may have anaemia too, so blood tests are offered. They do not test for the "
        "gene change."
    ),
)
