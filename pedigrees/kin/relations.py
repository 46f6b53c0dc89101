"""What two people of a family are to each other: the facts, without words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.kin.affinity import Affinity, affinities
from pedigrees.kin.ancestry import Parents, genetic_parents, other_parents
from pedigrees.kin.chains import Chain, Chains, chains_between
from pedigrees.kin.kinship import kinship_coefficient
from pedigrees.kin.twins import Twins, twins
from pedigrees.people import Person
from pedigrees.relationship import Side


@dataclass(frozen=True, slots=True)
class Relations:
    """Everything that `other` is to `one`.

    `blood` are the ways by descent, the nearest first, and `unlisted` counts those beyond the
    ones that are listed (None: there are more, not counted). `kinship` comes from the whole
    pedigree, whatever is listed, and from blood alone. `reared` are ways through an adoptive
    or other parent without a genetic link, `by_marriage` the ties through a couple: neither
    ever gives anybody a chance.
    `carried_by` is the one of the two who carried the other as a surrogate, "" for nobody.
    """

    one: str
    other: str
    blood: tuple[Chain, ...]
    unlisted: int | None
    kinship: Fraction
    twins: Twins | None = None
    reared: tuple[Chain, ...] = ()
    by_marriage: tuple[Affinity, ...] = ()
    carried_by: str = ""

    @property
    def degree(self) -> int | None:
        """Return the degree of the nearest blood relationship, None without one."""
        return self.blood[0].degree if self.blood else None


def relations_between(family: Family, one: str, other: str) -> Relations:
    """Return how `other` is related to `one`. The other way round: exchange the two.

    * blood: every way through a common ancestor or couple, each on its own, so that a father
      who is a grandfather too is both;
    * twins, whether identical or not; identical ones share a genome;
    * by rearing: the same ways where at least one link is a parent without a genetic link;
    * by marriage: see `affinities`.

    Raises KeyError for an id that is not in the family, InputRejected where somebody is
    recorded as an own ancestor.
    """
    first, second = family[one], family[other]
    genetic, others = genetic_parents(family), other_parents(family)
    blood = chains_between(genetic, one, other)
    all_parents = _together(genetic, others)
    ways = chains_between(all_parents, one, other) if any(others.values()) else Chains()
    found = Relations(
        one=one,
        other=other,
        blood=blood.listed,
        unlisted=blood.unlisted,
        kinship=kinship_coefficient(family, one, other),
        twins=twins(family, one, other),
        reared=tuple(chain for chain in ways.listed if _unlinked(chain, others)),
        carried_by=_carrier(first, second),
    )
    return _with_marriages(family, found, all_parents)


def turned(family: Family, relations: Relations) -> Relations:
    """Return the relations from the other end: the same ways, and the ties seen from there."""
    found = replace(
        relations,
        one=relations.other,
        other=relations.one,
        blood=tuple(chain.turned for chain in relations.blood),
        reared=tuple(chain.turned for chain in relations.reared),
    )
    all_parents = _together(genetic_parents(family), other_parents(family))
    return _with_marriages(family, found, all_parents)


def _together(genetic: Parents, others: Parents) -> Parents:
    return {name: (*genetic[name], *others[name]) for name in genetic}


def _with_marriages(family: Family, found: Relations, parents: Parents) -> Relations:
    """Return the relations with the ties by marriage that say more than blood and rearing."""
    if found.one == found.other:
        return found
    known = {(chain.up, chain.down) for chain in (*found.blood, *found.reared)}
    ties = affinities(family, parents, found.one, found.other, known)
    return replace(found, by_marriage=tuple(ties))


def _carrier(one: Person, other: Person) -> str:
    if one.carried_by == other.id:
        return other.id
    return one.id if other.carried_by == one.id else ""


def links(chain: Chain) -> tuple[tuple[str, str], ...]:
    """Return the links of a way, each as child and parent."""
    up, down = chain.ascent, tuple(reversed(chain.descent))
    return tuple(
        (child, parent)
        for line in (up, down)
        for position, child in enumerate(line)
        for parent in (line[position + 1 : position + 2] or chain.ancestors)
    )


def _unlinked(chain: Chain, others: dict[str, tuple[str, ...]]) -> bool:
    """Whether a way holds a link that is none of genes."""
    return any(parent in others[child] for child, parent in links(chain))


def side_of(family: Family, one: str, chains: tuple[Chain, ...]) -> Side:
    """Return through which parents of `one` these ways run; NONE where it cannot be told."""
    firsts = [parent for chain in chains for parent in chain.first_step]
    sides = {_parent_side(family, one, parent) for parent in firsts}
    if Side.NONE in sides or not sides:
        return Side.NONE
    return Side.BOTH if len(sides) > 1 else sides.pop()


def _parent_side(family: Family, one: str, parent: str) -> Side:
    child = family[one]
    if parent in (child.father, child.mother):
        return Side.PATERNAL if parent == child.father else Side.MATERNAL
    by_sex = {Sex.MALE: Side.PATERNAL, Sex.FEMALE: Side.MATERNAL}
    return by_sex.get(family[parent].sex, Side.NONE)


def sexes_between(family: Family, chain: Chain) -> tuple[Sex, ...]:
    """Return the sexes of those between the two, a couple at the top left out.

    Two men who follow each other, from a father to a son, are where no X chromosome passes.
    """
    return tuple(family[person].sex for person in chain.between)
