"""Who the parents of whom are, and who comes before whom, for a question about two people."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from genetics.errors import InputRejected, Mistake
from pedigrees.family import Family

Parents = Mapping[str, tuple[str, ...]]
"""The parents of each person, father first; nobody for a founder."""


def genetic_parents(family: Family) -> dict[str, tuple[str, ...]]:
    """Return the recorded genetic parents of everybody."""
    found = {}
    for person in family:
        both = (family.father(person.id), family.mother(person.id))
        found[person.id] = tuple(parent.id for parent in both if parent is not None)
    return found


def other_parents(family: Family) -> dict[str, tuple[str, ...]]:
    """Return the recorded parents of everybody who are no genetic ones.

    They are the social parents, and the father and mother of a person without a genetic link.
    """
    found = {}
    for person in family:
        unlinked = () if person.genetic_link else (person.father, person.mother)
        named = dict.fromkeys((*unlinked, *person.social_parents))
        found[person.id] = tuple(one for one in named if one is not None and one in family)
    return found


def places_by_birth(parents: Parents, *people: str) -> dict[str, int]:
    """Return a number for these people and all their ancestors, smaller than their children's.

    Raises InputRejected where somebody is recorded as an own ancestor.
    """
    above: dict[str, tuple[str, ...]] = {}
    waiting = list(people)
    while waiting:
        one = waiting.pop()
        if one not in above:
            above[one] = parents[one]
            waiting += parents[one]
    try:
        order = tuple(TopologicalSorter(above).static_order())
    except CycleError as error:
        circle = " - ".join(reversed(error.args[1]))
        what = f"somebody is recorded as an own ancestor, by blood or adoption: {circle}"
        raise InputRejected(Mistake(what, "correct the parents of one of them")) from error
    return {one: place for place, one in enumerate(order)}
