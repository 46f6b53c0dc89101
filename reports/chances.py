"""Chances in words: for clinicians as "1 in 4", for a family told from both sides."""

from __future__ import annotations

from fractions import Fraction

from pedigrees.plan import Decision, Flag

VERY_LIKELY = "very likely; to be tested"
LARGEST_DENOMINATOR = 100
"""Beyond it a plain text rounds: "about 1 in 2" instead of "1001 in 2000"."""

WITHOUT_FIGURE = (Flag.INFO_ONLY, Flag.NOT_INDICATED, Flag.NOT_DECIDED, Flag.SPECIALIST)


def chances_for_doctors(
    decision: Decision, *, figures: bool, recessive: bool = False
) -> tuple[str, ...]:
    """Return the chances of one relative for a clinician, nothing where none may be printed.

    * the mother of a single affected man: "very likely; to be tested", never a figure;
    * no figure allowed in this pattern, for information only, or for a specialist: nothing;
    * known to carry, or not at risk by transmission: nothing, the reason says so;
    * germline mosaicism, the population's prior: the figure, and that it is an assumption;
    * everyone else "1 in 2"; in recessive families also the chance to have both variants.
    """
    label = CARRYING_ONE if recessive else CARRYING
    if decision.very_likely or _parent_to_be_tested(decision, figures):
        return (f"{label}: {VERY_LIKELY}.",)
    if not has_figure(decision, figures):
        return ()
    assert decision.chance is not None
    if _for_a_further_child(decision):
        label = "Chance for a further child"
    both = (f"Chance to have both: {one_in(decision.affected)}.",) if decision.affected else ()
    return (f"{label}: {_figure(decision)}.", *both)


CARRYING = "Chance to carry the variant"
CARRYING_ONE = "Chance to carry at least one of the variants"


def _figure(decision: Decision) -> str:
    assert decision.chance is not None
    figure = one_in(decision.chance)
    if decision.unprinted:
        return "not computed"
    if decision.flag is Flag.PARTNER_OFFER:
        return f"{figure} at most, the population's prior, an assumption"
    if decision.assumed:
        return f"low, not zero; {figure} is an assumption"
    return figure


def chances_for_the_family(
    decision: Decision, *, figures: bool, recessive: bool = False
) -> tuple[str, ...]:
    """Return the chances of one relative for a family, each told from both sides."""
    if decision.very_likely or _parent_to_be_tested(decision, figures):
        return (f"To have the change: {VERY_LIKELY}.",)
    if not has_figure(decision, figures) or decision.unprinted:
        return ()
    assert decision.chance is not None
    if decision.assumed:
        return (_assumed(decision, decision.chance, recessive),)
    ill = (_both_changes(decision.affected),) if decision.affected else ()
    return (_as_things_stand(decision.chance, recessive), *ill)


def _as_things_stand(chance: Fraction, recessive: bool) -> str:
    if recessive:
        told = both_sides(chance, "people in this place", *CARRIES)
        return f"As things stand, the chance to carry a change is {told}."
    if chance == Fraction(1, 2):
        return (
            "As things stand, the chance is 1 in 2: half of the people in this place have the "
            "change, half do not."
        )
    return f"As things stand, the chance is {both_sides(chance, 'people in this place')}."


def _both_changes(chance: Fraction) -> str:
    told = both_sides(chance, "people in this place", "has both", "have both")
    return f"The chance to have both changes, and so the illness, is {told}."


def _assumed(decision: Decision, chance: Fraction, recessive: bool) -> str:
    if decision.flag is Flag.PARTNER_OFFER:
        told = both_sides(chance, "people", *CARRIES)
        return f"The chance to carry a change is taken to be at most {told}. This is an assumption."
    further = _for_a_further_child(decision)
    whose = "For a further child: low, not zero." if further else "Low, not zero."
    verbs = CARRIES if recessive else HAS
    told = both_sides(chance, "children" if further else "people", *verbs)
    return f"{whose} We assume {told}. This is an assumption."


HAS = ("has the change", "have the change")
CARRIES = ("carries a change", "carry a change")


def both_sides(
    chance: Fraction, people: str, one: str = "has the change", many: str = "have the change"
) -> str:
    """Return a chance from both sides: "1 in 4: of 4 people, 1 has the change and 3 do not"."""
    about, told = "", chance
    if chance.denominator > LARGEST_DENOMINATOR and chance.numerator > 1:
        about, told = "about ", Fraction(1, round(1 / chance))
    those, others = told.numerator, told.denominator - told.numerator
    verb = one if those == 1 else many
    do = "does" if others == 1 else "do"
    sides = f"of {told.denominator} {people}, {those} {verb} and {others} {do} not"
    return f"{about}{one_in(told)}: {sides}"


def one_in(chance: Fraction) -> str:
    """Return "1 in 4"."""
    return f"{chance.numerator} in {chance.denominator}"


def has_figure(decision: Decision, figures: bool) -> bool:
    """Whether a chance of this relative may be printed as a figure."""
    if not figures or decision.flag in WITHOUT_FIGURE or decision.very_likely:
        return False
    return decision.chance is not None and 0 < decision.chance < 1


def _parent_to_be_tested(decision: Decision, figures: bool) -> bool:
    """A transmission chance of 1 in someone who is not known to carry: never printed as such."""
    known = decision.flag is Flag.OBLIGATE or decision.tested == "positive"
    return figures and decision.chance == 1 and not known and decision.flag not in WITHOUT_FIGURE


def _for_a_further_child(decision: Decision) -> bool:
    """The 1 in 100 of a parent tested negative is that of a further child."""
    return decision.flag is Flag.RESIDUAL_LOW and decision.tested == "negative"
