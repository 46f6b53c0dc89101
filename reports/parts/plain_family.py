"""The family in plain words: how the change is passed on, children, and having children."""

from __future__ import annotations

from genetics.inheritance import Sex
from pedigrees.pattern import familial_variant
from pedigrees.plan import Decision, DiseaseClass, Flag, Pattern, Test
from reports.basis import Basis
from reports.chances import VERY_LIKELY, both_sides
from reports.parts.sources import (
    MINORS,
    MOSAICISM,
    RECESSIVE,
    RELATIVES,
    REPRODUCTION,
    UNBORN,
    Numbering,
)
from reports.views import Section
from reports.words import PARENTAGE_FIRST

PASSED_ON = "How it is passed on in the family"
X_AND_Y = (
    "The gene lies on the X. Women have two X. Men have one X and one Y. So the condition is "
    "called X-linked."
)
THROUGH_A_MAN = (
    "A man gives his X to each daughter and his Y to each son. So all daughters of a man with the "
    "change have it too. His sons do not get it from him."
)
THROUGH_A_WOMAN = (
    "A woman gives one of her two X to each child. If one X has the change, the chance is 1 in 2 "
    "for each child: half of the children get the change, half do not. The chance is the same in "
    "each pregnancy."
)


# How it is passed on ----------------------------------------------------------------------


def how_it_is_passed_on(basis: Basis, numbering: Numbering) -> Section | None:
    """Return how the change is passed on, None where there is no familial variant."""
    if basis.recessive:
        return _recessive(basis, numbering)
    if not basis.x_linked:
        return None
    number = numbering.of_text(RELATIVES, "how the change is passed on")
    ways = (THROUGH_A_MAN, THROUGH_A_WOMAN)
    return Section(
        PASSED_ON,
        (
            f"{X_AND_Y} [{number}]",
            *(ways if basis.plan.pattern is Pattern.XL_M else reversed(ways)),
            *_where_from(basis, numbering),
        ),
    )


def _recessive(basis: Basis, numbering: Numbering) -> Section:
    """Tell a recessive condition; "1 in 4" only with proof that the changes are on two copies.

    With an unknown phase, or a parent without the variant (KNOWLEDGE.md 4.6), no figure is
    given until that is settled.
    """
    told = [f"{TWO_COPIES} [{numbering.of_text(RECESSIVE, 'how the changes are passed on')}]"]
    if not basis.holds("SLC_BIALLELIC"):
        told.append("Tests of the parents come first. No chance is given before that.")
    elif basis.plan.context == "ar-one-parent":
        told.append(
            "The results of the parents do not fit together yet. A geneticist must settle this "
            "first. No chance is given until then."
        )
    else:
        told.append(FURTHER_CHILD)
    return Section(PASSED_ON, tuple(told))


TWO_COPIES = (
    "Everyone has two copies of the gene SLC25A38, one from each parent. The illness comes when "
    "both copies have a change. One changed copy alone does not cause it."
)
FURTHER_CHILD = (
    "When both parents carry a change, the chance for each further child to have the illness is "
    "1 in 4: of 4 children, 1 gets both changes and 3 do not. The chance is the same in each "
    "pregnancy."
)


def _where_from(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    """Return where the change came from, by the context of the family (KNOWLEDGE.md 4.0)."""
    context = basis.plan.context
    if context == "xlm-de-novo":
        return _new_change(basis, numbering, "the mother's blood")
    if context == "xlf-de-novo":
        return _new_change(basis, numbering, "the blood of either parent")
    if context in ORIGINS:
        return (ORIGINS[context],)
    return _from_the_mother(basis)


ORIGINS = {
    "xlf-paternal": (
        "The change came from the father. All his daughters have it, and no son of his has it "
        "from him."
    ),
    "xlf-maternal": (
        "The change came from the mother, so the mother's side of the family matters."
    ),
    "xlf-default": (
        "It is not known yet which parent it came from. Tests of the parents, where they can be "
        "done, show which side of the family matters."
    ),
}


def _from_the_mother(basis: Basis) -> tuple[str, ...]:
    mother = _mother(basis)
    if mother is None:
        return ()
    if mother.very_likely:
        return (f"For the mother, the change is {VERY_LIKELY}. It may also be new in her child.",)
    if mother.flag is Flag.OBLIGATE:
        return ("The mother has the change: a test or the family tree shows it.",)
    return ()


def _mother(basis: Basis) -> Decision | None:
    mother = basis.case.family.mother(basis.proband.id)
    return basis.plan.of(mother.id) if mother is not None else None


def _new_change(basis: Basis, numbering: Numbering, whose_blood: str) -> tuple[str, ...]:
    """Tell a new change: low, not zero; mosaicism; that 1 in 100 is an assumption."""
    told = f"The change was not found in {whose_blood}. {NEW_CHANGE}"
    if basis.parentage_open:
        return (PARENTAGE_FIRST, told)
    assumed = next((one.chance for one in basis.plan.decisions if one.assumed), None)
    if assumed is None:
        return (told,)
    number = numbering.of_text(MOSAICISM, "chance after a new change")
    return (
        told,
        (
            f"We use a number for this chance, {both_sides(assumed, 'children')}. "
            f"{ONLY_ASSUMED} [{number}]"
        ),
    )


NEW_CHANGE = (
    "It seems to be new. The chance for another child is low but not zero, because a parent can "
    "carry the change in some egg or sperm cells. This is called mosaicism."
)
ONLY_ASSUMED = "The number is an assumption: no figure has been published for this condition."


# Children ---------------------------------------------------------------------------------


def children(basis: Basis, numbering: Numbering) -> tuple[Section, ...]:
    """Return what is said about tests in children: in a cascade; else of blood tests only."""
    title = "Children and young people"
    if not basis.figures:
        blood = any(
            one.minor and one.tests and one.reason_id == "R-NEG" for one in basis.plan.flagged
        )
        return (Section(title, (BLOOD_TESTS_ONLY,)),) if blood else ()
    number = numbering.of_text(MINORS, "children and young people")
    untested = any(
        one.minor
        and one.flag is Flag.OBLIGATE
        and not one.tested
        and Test.TARGETED not in one.tests
        for one in basis.plan.flagged
    )
    told = (f"{CHILDREN} [{number}]", *((OBLIGATE_CHILD,) if untested else ()))
    return (Section(title, told),)


CHILDREN = (
    "Children are tested when the result helps them now. Other tests can wait until they can take "
    "part in the choice."
)
BLOOD_TESTS_ONLY = (
    "No gene change is known in this family. So children are offered blood and iron tests only."
)
OBLIGATE_CHILD = (
    "The family tree shows that a child has the change. We tell you so, but no gene result is "
    "written into the child's record. The child can ask for a test later."
)


# Having children --------------------------------------------------------------------------


def having_children(basis: Basis, numbering: Numbering) -> tuple[Section, ...]:
    """Return information on reproduction, only with a P/LP variant that relatives are tested for.

    A test in pregnancy or of embryos presupposes a woman who is known to carry the variant
    (KNOWLEDGE.md 4.4). Where none is known, her own test comes first; after a new change in
    a boy his mother is not tested again, and a counsellor explains. In a recessive family
    the phase must be known.
    """
    if familial_variant(basis.case) is None or not basis.figures:
        return ()
    number = numbering.of_text(REPRODUCTION, "having children")
    paragraphs = (
        "This is information, not advice. There is no right or wrong choice.",
        f"{_option(basis)} [{number}]",
        *_unborn(basis, numbering),
        "A genetic counsellor can go through all this with you, in your own time.",
    )
    return (Section("If you or others in the family wish to have children", paragraphs),)


def _option(basis: Basis) -> str:
    if basis.recessive:
        settled = basis.holds("SLC_BIALLELIC") and basis.plan.context == "ar-default"
        return BOTH_CARRY if settled else PARENTS_FIRST
    if _woman_known_to_carry(basis):
        return KNOWN_TO_CARRY
    return AFTER_A_NEW_CHANGE if basis.plan.context == "xlm-de-novo" else HER_TEST_FIRST


KNOWN_TO_CARRY = (
    "For a woman who is known to have the change, there can be more choices: a test in pregnancy, "
    "or a test of embryos before pregnancy (PGT). Whether they can be had differs from country to "
    "country."
)
HER_TEST_FIRST = (
    "A test in pregnancy can be talked about once a woman is known to have the change. So her own "
    "test comes first."
)
BOTH_CARRY = (
    "For a couple who both carry a change, there can be more choices: a test in pregnancy, or a "
    "test of embryos before pregnancy (PGT). Whether they can be had differs from country to "
    "country."
)
PARENTS_FIRST = "A test in pregnancy can be talked about once the tests of the parents are settled."
AFTER_A_NEW_CHANGE = (
    "After a new change, a genetic counsellor can explain what can be done in a further pregnancy."
)


def _woman_known_to_carry(basis: Basis) -> bool:
    if basis.plan.pattern is Pattern.XL_F:
        return True
    women = {one.id for one in basis.case.family if one.sex is Sex.FEMALE}
    return any(one.person in women and one.flag is Flag.OBLIGATE for one in basis.plan.decisions)


def _unborn(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    if basis.plan.disease_class is not DiseaseClass.ALAS2_LOF:
        return ()
    return (f"{UNBORN_CHILD} [{numbering.of_text(UNBORN, 'pregnancy')}]",)


UNBORN_CHILD = (
    "An unborn child with the change can have anaemia. A pregnant woman who has the change, or may "
    "have it, should tell her doctor or midwife early."
)
