"""From which parent a change comes, and what each parent's own genotype shows of it."""

from __future__ import annotations

from collections.abc import Sequence

from genetics.inheritance import Sex
from genetics.kin.calls import Held, ParentCall
from genetics.results import ParentalResults
from genetics.variants import Zygosity


def parental_results(calls: Sequence[ParentCall]) -> ParentalResults:
    """Return the parents' results as a laboratory would report them, from their genotypes.

    A parent who was not called, or not well enough to count, has no result (""), never "not
    detected". Parentage is not confirmed by a file: `parentage_confirmed` stays False.
    """
    mother, father = calls
    return ParentalResults(
        mother.word,
        father.word,
        mother.depth if mother.word else None,
        father.depth if father.word else None,
    )


def origin_of(
    zygosity: Zygosity | None, x_linked: bool, sex: Sex, calls: Sequence[ParentCall]
) -> str:
    """Return "mother" or "father" where the calls leave no other, else "".

    Mendel's first law, each copy from one parent; case by case:

    - a son's X is his mother's: "mother" where she is seen to carry the change; the father's
      genotype is not asked;
    - a heterozygous change (autosome, or X in a daughter) that one parent carries and the
      other is called without: from the first;
    - one parent has it on every copy (homozygous; a hemizygous father for his daughter) and the
      child on one only: from that parent, whatever the other carries on one copy;
    - both may have passed it on, a parent is not called, or neither carries it: "". A parent is
      never named only because the other has it not: the change may be new.
    """
    mother, father = calls
    if x_linked and sex is Sex.MALE:
        hers = zygosity is Zygosity.HEMIZYGOUS and mother.held.is_seen
        return mother.role if hers else ""
    if zygosity is not Zygosity.HETEROZYGOUS:
        return ""
    from_mother = True in mother.held.passed and False in father.held.passed
    from_father = True in father.held.passed and False in mother.held.passed
    if from_mother is from_father:
        return ""
    source = mother if from_mother else father
    return source.role if source.held is not Held.UNKNOWN else ""
