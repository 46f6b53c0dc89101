"""The family in plain words: how the change is passed on, children, and having children."""

from __future__ import annotations

from genetics.inheritance import Sex
from genetics.phrases import marked, own, say
from genetics.variants import Zygosity
from pedigrees.pattern import familial_variant
from pedigrees.plan import MOSAIC_CONTEXT, SHOWN, Decision, DiseaseClass, Flag, Pattern, Test
from reports import chances
from reports.basis import Basis
from reports.chances import VERY_LIKELY, both_sides
from reports.parts.plain_meaning import you
from reports.parts.sources import (
    MINORS,
    MOSAICISM,
    RECESSIVE,
    RELATIVES,
    REPRODUCTION,
    UNBORN,
    Numbering,
    Source,
)
from reports.views import Section
from reports.words import PARENTAGE_FIRST

PASSED_ON = marked("How it is passed on in the family")
X_AND_Y = marked(
    "The gene {gene} lies on the X. Women have two X. Men have one X and one Y. So the condition "
    "is called X-linked."
)
THROUGH_A_MAN = marked(
    "A man gives his X to each daughter and his Y to each son. So all daughters of a man with the "
    "change have it too. His sons do not get it from him."
)
THROUGH_A_WOMAN = marked(
    "A woman gives one of her two X to each child. If one X has the change, the chance is 1 in 2 "
    "for each child: half of the children get the change, half do not. The chance is the same in "
    "each pregnancy."
)


# How it is passed on ----------------------------------------------------------------------


def how_it_is_passed_on(basis: Basis, numbering: Numbering) -> Section | None:
    """Return how the change is passed on, None where there is no familial variant."""
    if basis.recessive:
        return _recessive(basis, numbering)
    familial = familial_variant(basis.case)
    if not basis.x_linked or familial is None:
        return None
    if basis.plan.context == MOSAIC_CONTEXT:
        return _in_a_part_of_the_cells(basis, numbering)
    number = numbering.of_text(RELATIVES, say("how the change is passed on"))
    ways = (say(THROUGH_A_MAN), say(THROUGH_A_WOMAN))
    return Section(
        say(PASSED_ON),
        (
            f"{say(X_AND_Y, gene=familial.gene)} [{number}]",
            *(ways if basis.plan.pattern is Pattern.XL_M else reversed(ways)),
            *_where_from(basis, numbering),
        ),
    )


def _in_a_part_of_the_cells(basis: Basis, numbering: Numbering) -> Section:
    """Tell a mosaic: no way of being passed on, and no chance, that she could take for hers."""
    number = numbering.of_text(MOSAIC, say("a change in a part of the cells"))
    told = say(you(basis, IN_A_PART, IN_A_PART_OF_A_CHILDS))
    return Section(say("Can it be passed on?"), (f"{told} [{number}]",))


MOSAIC = Source(
    marked(
        "A change in a part of the cells: what it means for relatives and children is left to a "
        "geneticist: own rule of the project, 25 November 2026"
    ),
    marked("25 November 2026"),
    "E",
)
IN_A_PART = marked(
    "Only a part of your cells has the change. It most likely arose in you and did not come from a "
    "parent. Nobody can say yet if it can be passed to a child. A geneticist will talk with you "
    "about this, best before a pregnancy."
)
IN_A_PART_OF_A_CHILDS = marked(
    "Only a part of your child's cells has the change. It most likely arose in your child and did "
    "not come from a parent. Nobody can say yet if it can be passed on one day. A geneticist will "
    "talk with you about this."
)


def _recessive(basis: Basis, numbering: Numbering) -> Section:
    """Tell a recessive condition; "1 in 4" only with proof that the changes are on two copies.

    With an unknown phase, or a parent without the variant (KNOWLEDGE.md 4.6), no figure is
    given until that is settled.
    """
    number = numbering.of_text(RECESSIVE, say("how the changes are passed on"))
    told = [f"{say(TWO_COPIES)} [{number}]"]
    if not basis.holds("SLC_BIALLELIC"):
        told.append(say("Tests of the parents come first. No chance is given before that."))
    elif basis.plan.context == "ar-one-parent":
        told.append(
            say(
                "The results of the parents do not fit together yet. A geneticist must settle this "
                "first. No chance is given until then."
            )
        )
    else:
        told.append(say(FURTHER_CHILD))
    return Section(say(PASSED_ON), tuple(told))


TWO_COPIES = marked(
    "Everyone has two copies of the gene SLC25A38, one from each parent. The illness comes when "
    "both copies have a change. One changed copy alone does not cause it."
)
FURTHER_CHILD = marked(
    "When both parents carry a change, the chance for each further child to have the illness is "
    "1 in 4: of 4 children, 1 gets both changes and 3 do not. The chance is the same in each "
    "pregnancy."
)


def _where_from(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    """Return where the change came from, by the context of the family (KNOWLEDGE.md 4.0)."""
    context = basis.plan.context
    if context == "xlm-de-novo":
        return _new_change(basis, numbering, say(NOT_IN_MOTHER))
    if context == "xlf-de-novo":
        return _new_change(basis, numbering, say(NOT_IN_PARENTS))
    if context == "xlf-default" and _on_both_copies(basis):
        return (say("Each parent passed on an X with the change."),)
    if context in UNLESS_NEW and _may_be_new_in_the_proband(basis):
        return (say(UNLESS_NEW[context]),)
    if context in ORIGINS:
        return (say(ORIGINS[context]),)
    return _from_the_mother(basis)


def _may_be_new_in_the_proband(basis: Basis) -> bool:
    """Whether no parent is known to have the change, and a posterior leaves it open."""
    parents = [basis.plan.of(one.id) for one in basis.case.family.parents(basis.proband.id)]
    shown = any(one.tested == "positive" for one in parents)
    return not shown and any(
        one.posterior is not None and 0 < one.posterior.carrying < SHOWN for one in parents
    )


def _on_both_copies(basis: Basis) -> bool:
    familial = familial_variant(basis.case)
    return familial is not None and familial.zygosity is Zygosity.HOMOZYGOUS


NOT_IN_MOTHER = marked("The change was not found in the mother's blood.")
NOT_IN_PARENTS = marked("The change was not found in the blood of either parent.")
UNLESS_NEW = {
    "xlf-maternal": marked(
        "The change did not come from the father. It came from the mother, or it is new. So the "
        "mother's side of the family matters, until a test shows that it is new."
    ),
    "xlf-paternal": marked(
        "The change did not come from the mother. It came from the father, or it is new. If he "
        "has it, all his daughters have it, and no son of his has it from him."
    ),
}
"""One parent is negative and the other is not tested; also where that one has died."""
ORIGINS = {
    "xlf-paternal": marked(
        "The change came from the father. All his daughters have it, and no son of his has it "
        "from him."
    ),
    "xlf-maternal": marked(
        "The change came from the mother, so the mother's side of the family matters."
    ),
    "xlf-default": marked(
        "It is not known yet which parent it came from. It may also be new in the person tested. "
        "Tests of the parents, where they can be done, show which side of the family matters."
    ),
}


def _from_the_mother(basis: Basis) -> tuple[str, ...]:
    mother = _mother(basis)
    if mother is None:
        return ()
    if mother.likely_source and mother.doubtful:
        return (say("A test shows whether the mother has the change. It may be new in her child."),)
    if mother.likely_source:
        return (
            say(
                "For the mother, the change is {chance}. It may also be new in her child.",
                chance=say(VERY_LIKELY),
            ),
        )
    if mother.flag is Flag.OBLIGATE:
        return (say("The mother has the change: a test or the family tree shows it."),)
    return ()


def _mother(basis: Basis) -> Decision | None:
    mother = basis.case.family.mother(basis.proband.id)
    return basis.plan.of(mother.id) if mother is not None else None


def _new_change(basis: Basis, numbering: Numbering, not_found: str) -> tuple[str, ...]:
    """Tell a new change: low, not zero; mosaicism; that 1 in 100 is an assumption."""
    told = f"{not_found} {say(NEW_CHANGE)}"
    if basis.parentage_open:
        return (say(PARENTAGE_FIRST), told)
    assumed = next((one.chance for one in basis.plan.decisions if one.assumed), None)
    if assumed is None:
        return (told,)
    number = numbering.of_text(MOSAICISM, say("chance after a new change"))
    figure = say(
        "We use a number for this chance, {chance}. The number is an assumption: no figure has "
        "been published for this condition.",
        chance=both_sides(assumed, chances.children),
    )
    return (told, f"{figure} [{number}]")


NEW_CHANGE = marked(
    "It seems to be new. The chance for another child is low but not zero, because a parent can "
    "carry the change in some egg or sperm cells. This is called mosaicism."
)


# Children ---------------------------------------------------------------------------------


def children(basis: Basis, numbering: Numbering) -> tuple[Section, ...]:
    """Return what is said about tests in children: in a cascade; else of blood tests only."""
    title = say("Children and young people")
    if not basis.figures:
        blood = any(
            one.minor and one.tests and one.reason_id == "R-NEG" for one in basis.plan.flagged
        )
        return (Section(title, (say(BLOOD_TESTS_ONLY),)),) if blood else ()
    number = numbering.of_text(MINORS, say("children and young people"))
    untested = any(
        one.minor
        and one.flag is Flag.OBLIGATE
        and not one.tested
        and Test.TARGETED not in one.tests
        for one in basis.plan.flagged
    )
    told = (f"{say(CHILDREN)} [{number}]", *((say(OBLIGATE_CHILD),) if untested else ()))
    return (Section(title, told),)


CHILDREN = marked(
    "Children are tested when the result helps them now. Other tests can wait until they can take "
    "part in the choice."
)
BLOOD_TESTS_ONLY = marked(
    "No gene change is known in this family. So children are offered blood and iron tests only."
)
OBLIGATE_CHILD = marked(
    "The family tree shows that a child has the change. We tell you so, but no gene result is "
    "written into the child's record. The child can ask for a test later."
)


# Having children --------------------------------------------------------------------------


def having_children(basis: Basis, numbering: Numbering) -> tuple[Section, ...]:
    """Return information on reproduction, only with a P/LP variant that relatives are tested for.

    A test in pregnancy or of embryos presupposes a woman who is known to carry the variant
    (KNOWLEDGE.md 4.4). Where none is known, her own test comes first; after a new change in
    a boy his mother is not tested again, and a counsellor explains; so does a geneticist where
    only a part of a woman's cells has it. In a recessive family the phase must be known.
    """
    if familial_variant(basis.case) is None or not basis.figures:
        return ()
    number = numbering.of_text(REPRODUCTION, say("having children"))
    paragraphs = (
        own(
            "children.choice", "This is information, not advice. There is no right or wrong choice."
        ),
        f"{say(_option(basis))} [{number}]",
        *_unborn(basis, numbering),
        own(
            "children.counsellor",
            "A genetic counsellor can go through all this with you, in your own time.",
        ),
    )
    return (Section(say("If you or others in the family wish to have children"), paragraphs),)


def _option(basis: Basis) -> str:
    if basis.recessive:
        settled = basis.holds("SLC_BIALLELIC") and basis.plan.context == "ar-default"
        return BOTH_CARRY if settled else PARENTS_FIRST
    if basis.plan.context == MOSAIC_CONTEXT:
        return you(basis, GENETICIST_FIRST, GENETICIST_FIRST_FOR_A_CHILD)
    if _woman_known_to_carry(basis):
        return KNOWN_TO_CARRY
    return AFTER_A_NEW_CHANGE if basis.plan.context == "xlm-de-novo" else HER_TEST_FIRST


KNOWN_TO_CARRY = marked(
    "For a woman who is known to have the change, there can be more choices: a test in pregnancy, "
    "or a test of embryos before pregnancy (PGT). Whether they can be had differs from country to "
    "country."
)
GENETICIST_FIRST = marked(
    "A geneticist should talk with you before a pregnancy, because only a part of your cells has "
    "the change."
)
GENETICIST_FIRST_FOR_A_CHILD = marked(
    "A geneticist should talk with your child, once grown up, before a pregnancy, because only a "
    "part of the cells has the change."
)
HER_TEST_FIRST = marked(
    "A test in pregnancy can be talked about once a woman is known to have the change. So her own "
    "test comes first."
)
BOTH_CARRY = marked(
    "For a couple who both carry a change, there can be more choices: a test in pregnancy, or a "
    "test of embryos before pregnancy (PGT). Whether they can be had differs from country to "
    "country."
)
PARENTS_FIRST = marked(
    "A test in pregnancy can be talked about once the tests of the parents are settled."
)
AFTER_A_NEW_CHANGE = marked(
    "After a new change, a genetic counsellor can explain what can be done in a further pregnancy."
)


def _woman_known_to_carry(basis: Basis) -> bool:
    if basis.plan.pattern is Pattern.XL_F:
        return True
    women = {one.id for one in basis.case.family if one.sex is Sex.FEMALE}
    return any(one.person in women and one.known_to_carry for one in basis.plan.decisions)


def _unborn(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    if basis.plan.disease_class is not DiseaseClass.ALAS2_LOF:
        return ()
    return (f"{say(UNBORN_CHILD)} [{numbering.of_text(UNBORN, say('pregnancy'))}]",)


UNBORN_CHILD = marked(
    "An unborn child with the change can have anaemia. A pregnant woman who has the change, or may "
    "have it, should tell her doctor or midwife early."
)
