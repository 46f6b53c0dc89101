"""Who is whose twin, and who shares a genome."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from pedigrees.family import Family
from pedigrees.people import Person


class Twins(StrEnum):
    """What kind of twins two people are."""

    IDENTICAL = "identical"
    NON_IDENTICAL = "non-identical"
    UNKNOWN = "of unknown zygosity"


def identical_groups(family: Family) -> dict[str, str]:
    """Return for each person who stands for his or her genome: for most, the person.

    Of identical twins (or triplets) it is the first with the most recorded parents.
    """
    groups = _groups(family, lambda one, other: bool(one.monozygotic or other.monozygotic))
    stands: dict[str, str] = {}
    for group in groups:
        first = max(group, key=lambda one: len(family.parents(one)) if len(group) > 1 else 0)
        stands |= dict.fromkeys(group, first)
    return stands


def twins(family: Family, one: str, other: str) -> Twins | None:
    """Return what kind of twins two people are, None where they are none.

    Either may name the other. Of triplets, two that name the third are twins: identical if
    both are so to it, and otherwise of a kind that is not recorded.
    """
    if one == other:
        return None
    genome = identical_groups(family)
    if genome[one] == genome[other]:
        return Twins.IDENTICAL
    together = next(group for group in _groups(family, lambda *_: True) if one in group)
    if other not in together:
        return None
    first, second = family[one], family[other]
    if other != first.twin_of and one != second.twin_of:
        return Twins.UNKNOWN
    told = {first.monozygotic, second.monozygotic}
    return Twins.NON_IDENTICAL if False in told else Twins.UNKNOWN


def _groups(family: Family, counts: Callable[[Person, Person], bool]) -> list[list[str]]:
    """Return everybody, together with those that are linked as twins and count."""
    group_of = {person.id: [person.id] for person in family}
    for person in family:
        if person.twin_of not in group_of or person.twin_of is None:
            continue
        mine, theirs = group_of[person.id], group_of[person.twin_of]
        if mine is not theirs and counts(person, family[person.twin_of]):
            mine += theirs
            group_of |= dict.fromkeys(theirs, mine)
    return list({id(group): group for group in group_of.values()}.values())
