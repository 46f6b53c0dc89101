"""Who is related by marriage only: partners, in-laws and step-relatives. None of it is blood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pedigrees.family import Family
from pedigrees.kin.ancestry import Parents
from pedigrees.kin.chains import Chain, chains_between


@dataclass(frozen=True, slots=True)
class Affinity:
    """A tie through a couple: from `one` to the first of `couple`, from the second to `other`.

    * neither `before` nor `after`: the two are partners;
    * `before`: `other` is the partner of a relative of `one` (stepmother, aunt's husband);
    * `after`: `other` is a relative of the partner of `one` (mother-in-law, stepson);
    * both: step-sibs, children of two who are partners.

    `before` and `after` are the nearest way by blood or adoption.
    """

    couple: tuple[str, str]
    before: Chain | None = None
    after: Chain | None = None

    @property
    def up(self) -> int:
        """Return how many generations it leads up."""
        return sum(part.up for part in (self.before, self.after) if part is not None)

    @property
    def down(self) -> int:
        """Return how many generations it leads down."""
        return sum(part.down for part in (self.before, self.after) if part is not None)


def affinities(
    family: Family, parents: Parents, one: str, other: str, known: set[tuple[int, int]]
) -> Iterator[Affinity]:
    """Yield the ties by marriage between two people; each kind of tie once.

    * Partners are those recorded as such, and those with a common child, except where one of
      the two is its donor. Whether and when they married is not recorded: a stepfather is any
      partner of the mother, of whatever time.
    * A tie that says no more than one in `known` is left out (generations up and down of ways
      by blood or adoption): the mother is no stepmother for being the father's partner.
    * Ties through two couples (the partner of a partner's brother) are none that have a name.
    """
    seen = set(known)
    for tie in _ties(family, parents, one, other):
        kind = tie.up, tie.down
        if kind not in seen:
            seen.add(kind)
            yield tie


def _ties(family: Family, parents: Parents, one: str, other: str) -> Iterator[Affinity]:
    mine, theirs = partners(family, one), partners(family, other)
    if other in mine:
        yield Affinity((one, other))
    for partner in mine:
        if partner != other:
            for chain in chains_between(parents, partner, other, most=1).listed:
                yield Affinity((one, partner), after=chain)
    for partner in theirs:
        if partner != one:
            for chain in chains_between(parents, one, partner, most=1).listed:
                yield Affinity((partner, other), before=chain)
    for parent in parents[one]:
        for partner in set(partners(family, parent)) & set(parents[other]):
            if partner not in parents[one] and parent not in parents[other]:
                up, down = Chain((one,), (parent,), ()), Chain((), (partner,), (other,))
                yield Affinity((parent, partner), up, down)


def partners(family: Family, person: str) -> tuple[str, ...]:
    """Return the partners, without those who only gave or received a donation."""
    return tuple(
        other.id
        for other in family.partners(person)
        if other.partner_of == person
        or family[person].partner_of == other.id
        or not (other.donor or family[person].donor)
    )
