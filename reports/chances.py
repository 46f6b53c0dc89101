"""Chances in words: for clinicians as "1 in 4", for a family told from both sides."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from genetics.phrases import marked, say, say_number
from pedigrees.plan import Decision, Flag

VERY_LIKELY = marked("very likely; to be tested")
MAY_CARRY = marked("possible; to be tested")
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
    * tested for one of two variants, and found: only the chance to have both;
    * everyone else "1 in 2"; in recessive families also the chance to have both variants.
    """
    told = CARRYING_ONE if recessive else CARRYING
    if decision.very_likely or _parent_to_be_tested(decision, figures):
        return (say(told, chance=_how_likely(decision)),)
    if not has_figure(decision, figures):
        return _both(decision) if figures and _found_in_part(decision) else ()
    if _for_a_further_child(decision):
        told = FURTHER_CHILD
    return (say(told, chance=_figure(decision)), *_both(decision))


def _both(decision: Decision) -> tuple[str, ...]:
    if not decision.affected:
        return ()
    return (say("Chance to have both: {chance}.", chance=one_in(decision.affected)),)


def _found_in_part(decision: Decision) -> bool:
    """Whether a test found a variant, and a second one can still be there."""
    shown = decision.tested == "positive" and decision.flag not in WITHOUT_FIGURE
    return shown and decision.affected is not None and decision.affected < 1


def _how_likely(decision: Decision) -> str:
    return say(MAY_CARRY if decision.doubtful else VERY_LIKELY)


CARRYING = marked("Chance to carry the variant: {chance}.")
CARRYING_ONE = marked("Chance to carry at least one of the variants: {chance}.")
FURTHER_CHILD = marked("Chance for a further child: {chance}.")


def posterior_for_doctors(decision: Decision, *, figures: bool) -> str:
    """Return the posterior of one relative for a clinician, "" where none may be printed.

    It stands where the transmission chance is a figure, or where it would be 1 in someone who
    is still to be tested, or carries by the place in the tree only: a new change is not
    excluded there. 0 and 1 are left out: they are results and laws. So are assumed chances
    (germline mosaicism): their figure is the assumption itself.
    """
    by_position = figures and decision.flag is Flag.OBLIGATE and not decision.tested
    shown = has_figure(decision, figures) or decision.very_likely or by_position
    shown = shown or _parent_to_be_tested(decision, figures)
    if decision.posterior is None or decision.unprinted or decision.assumed or not shown:
        return ""
    if decision.posterior.carrying in (0, 1):
        return ""
    told = say(
        "Posterior, all results weighed: {chance}.",
        chance=in_two_digits(decision.posterior.carrying),
    )
    if not decision.posterior.affected or decision.affected is None:
        return told
    both = in_two_digits(decision.posterior.affected)
    return f"{told} {say('Both changed: {chance}.', chance=both)}"


def in_two_digits(chance: float) -> str:
    """Return a chance in two significant digits; 0 and 1 only where it is exactly that."""
    if chance in (0, 1):
        return str(int(chance))
    if chance > MOST:
        return say("more than {chance}", chance=MOST)
    if chance < LEAST:
        return say("less than {chance}", chance=LEAST)
    return f"{chance:.2g}"


MOST, LEAST = 0.99, 0.0001


def _figure(decision: Decision) -> str:
    assert decision.chance is not None
    figure = one_in(decision.chance)
    if decision.unprinted:
        return say("not computed")
    if decision.flag is Flag.PARTNER_OFFER:
        return say("{chance} at most, the population's prior, an assumption", chance=figure)
    if decision.assumed:
        return say("low, not zero; {chance} is an assumption", chance=figure)
    return figure


def chances_for_the_family(
    decision: Decision, *, figures: bool, recessive: bool = False
) -> tuple[str, ...]:
    """Return the chances of one relative for a family, each told from both sides."""
    if decision.very_likely or _parent_to_be_tested(decision, figures):
        return (say("To have the change: {chance}.", chance=_how_likely(decision)),)
    if not has_figure(decision, figures) or decision.unprinted:
        return ()
    assert decision.chance is not None
    if decision.assumed:
        return (_assumed(decision, decision.chance, recessive),)
    ill = (_both_changes(decision.affected),) if decision.affected else ()
    return (_as_things_stand(decision.chance, recessive), *ill)


def _as_things_stand(chance: Fraction, recessive: bool) -> str:
    if recessive:
        told = both_sides(chance, people_in_the_same_place, carry_a_change)
        return say("As things stand, the chance to carry a change is {chance}.", chance=told)
    told = both_sides(chance, people_in_the_same_place)
    return say("As things stand, the chance is {chance}.", chance=told)


def _both_changes(chance: Fraction) -> str:
    told = both_sides(chance, people_in_the_same_place, have_both)
    return say("The chance to have both changes, and so the illness, is {chance}.", chance=told)


def _assumed(decision: Decision, chance: Fraction, recessive: bool) -> str:
    if decision.flag is Flag.PARTNER_OFFER:
        return say(
            "The chance to carry a change is taken to be at most {chance}. This is an assumption.",
            chance=both_sides(chance, people, carry_a_change),
        )
    have = carry_a_change if recessive else have_the_change
    if _for_a_further_child(decision):
        return say(
            "For a further child: low, not zero. We assume {chance}. This is an assumption.",
            chance=both_sides(chance, children, have),
        )
    return say(
        "Low, not zero. We assume {chance}. This is an assumption.",
        chance=both_sides(chance, people, have),
    )


# Both sides of a chance -------------------------------------------------------------------

InWords = Callable[[int], str]


def people(number: int) -> str:
    """Return "4 people"."""
    return say_number("{number} person", "{number} people", number)


def people_in_the_same_place(number: int) -> str:
    """Return "4 people with the same place in the family tree"."""
    return say_number(
        "{number} person with the same place in the family tree",
        "{number} people with the same place in the family tree",
        number,
    )


def children(number: int) -> str:
    """Return "4 children"."""
    return say_number("{number} child", "{number} children", number)


def have_the_change(number: int) -> str:
    """Return "1 has the change"."""
    return say_number("{number} has the change", "{number} have the change", number)


def carry_a_change(number: int) -> str:
    """Return "1 carries a change"."""
    return say_number("{number} carries a change", "{number} carry a change", number)


def have_both(number: int) -> str:
    """Return "1 has both"."""
    return say_number("{number} has both", "{number} have both", number)


def have_it(number: int) -> str:
    """Return "1 has it"."""
    return say_number("{number} has it", "{number} have it", number)


def both_sides(chance: Fraction, whom: InWords, have: InWords = have_the_change) -> str:
    """Return a chance from both sides.

    "1 in 4: of 4 people, on average 1 has the change and 3 do not".
    """
    told, figure = chance, one_in(chance)
    if chance.denominator > LARGEST_DENOMINATOR and chance.numerator > 1:
        told = Fraction(1, round(1 / chance))
        figure = say("about {chance}", chance=one_in(told))
    those, others = told.numerator, told.denominator - told.numerator
    return say(
        "{chance}: of {everyone}, on average {those} and {others}",
        chance=figure,
        everyone=whom(told.denominator),
        those=have(those),
        others=say_number("{number} does not", "{number} do not", others),
    )


def one_in(chance: Fraction) -> str:
    """Return "1 in 4"."""
    return say("{part} in {whole}", part=chance.numerator, whole=chance.denominator)


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
