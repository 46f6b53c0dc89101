"""How a relative is related to the proband: the shortest path, and the words of documents.

Every relation of two people (all ways, kinship, marriage) and its kin term: `pedigrees.kin`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

from genetics.inheritance import Sex
from genetics.phrases import marked, say
from pedigrees.family import Family
from pedigrees.people import Person


class Side(StrEnum):
    """Through which parent of the proband the relation runs."""

    MATERNAL = "maternal"
    PATERNAL = "paternal"
    BOTH = "both"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Path:
    """The shortest way from the proband to a blood relative.

    `up` generations to the nearest common ancestor, then `down` to the relative, through
    the people of `descent` (the last one is the relative). `full` is true where the path
    runs through both parents of the first person of the descent and of the proband's line:
    two grandparents who are no couple, one on each side, make nobody a full aunt.
    """

    up: int
    down: int
    side: Side
    full: bool
    ascent: tuple[str, ...]
    descent: tuple[str, ...]


def path_to(family: Family, relative: str, of: str | None = None) -> Path | None:
    """Return the shortest path from the proband, or from `of`; None without a blood relation."""
    start = family.proband_id if of is None else of
    from_start, from_relative = _lines(family, start), _lines(family, relative)
    common = from_start.keys() & from_relative.keys()
    if not common or relative == start:
        return None
    length = {one: len(from_start[one]) + len(from_relative[one]) for one in common}
    shortest = min(length.values())
    nearest = [one for one in from_start if one in common and length[one] == shortest]
    lines = [(from_start[one], from_relative[one]) for one in nearest]
    full = next((pair for pair in lines if _through_a_couple(family, *pair)), None)
    ascent, descent = full or lines[0]
    return Path(
        up=len(ascent) - 1,
        down=len(descent) - 1,
        side=_side(family, start, {one: len(from_start[one]) for one in nearest}),
        full=full is not None,
        ascent=ascent[1:],
        descent=tuple(reversed(descent[:-1])),
    )


def _through_a_couple(family: Family, ascent: tuple[str, ...], descent: tuple[str, ...]) -> bool:
    """Whether the two children of the common ancestor are full sibs."""
    if len(ascent) == 1 or len(descent) == 1:
        return False
    return family[descent[-2]] in family.full_sibs(ascent[-2])


def _lines(family: Family, start: str) -> dict[str, tuple[str, ...]]:
    """Return for the person and each ancestor one shortest line up, the person first."""
    lines: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = [start]
    while waiting:
        current = waiting.pop(0)
        for parent in family.parents(current):
            if parent.id not in lines:
                lines[parent.id] = (*lines[current], parent.id)
                waiting.append(parent.id)
    return lines


def _side(family: Family, start: str, nearest: Mapping[str, int]) -> Side:
    """Return the parent or parents of somebody on the shortest ways to these ancestors.

    `nearest` holds the number of people on the way, that person included.
    """
    firsts = set()
    for parent in family.parents(start):
        lines = _lines(family, parent.id)
        if any(len(lines.get(one, ())) == people - 1 > 0 for one, people in nearest.items()):
            firsts.add(parent.id)
    if not firsts:
        return Side.NONE
    if len(firsts) > 1:
        return Side.BOTH
    mother = family.mother(start)
    return Side.MATERNAL if mother is not None and mother.id in firsts else Side.PATERNAL


def relation_in_words(family: Family, relative: str, of: str | None = None) -> str:
    """Return the relation from the proband's side, or from that of `of`: "maternal aunt".

    These are the words of documents and letters: farther relatives are named by the people in
    between ("paternal aunt's daughter"), which says whom a family has to ask. The kin term
    ("paternal first cousin") is `pedigrees.kin.terms.kin_term`.
    """
    start = family.proband_id if of is None else of
    person = family[relative]
    if not person.genetic_link:
        return _without_genetic_link(person, start)
    path = path_to(family, relative, start)
    if path is None:
        return _by_partner(family, person, start)
    return _blood_relation(family, path)


def _blood_relation(family: Family, path: Path) -> str:
    if path.down == 0:
        return _ancestor(family[path.ascent[-1]], path)
    if path.up == 0:
        return _chain([_by_sex(family[step], CHILD) for step in path.descent])
    first = family[path.descent[0]]
    rest = [_by_sex(family[step], CHILD) for step in path.descent[1:]]
    return _chain([_sib_of_the_line(first, path), *rest])


# By sex, as a word for the male, the female, and the person whose sex is not recorded.
CHILD = {
    Sex.MALE: marked("son"),
    Sex.FEMALE: marked("daughter"),
    Sex.UNKNOWN: marked("child"),
}
PARENT = {
    Sex.MALE: marked("father"),
    Sex.FEMALE: marked("mother"),
    Sex.UNKNOWN: marked("parent"),
}
GRANDPARENT = {
    Sex.MALE: marked("grandfather"),
    Sex.FEMALE: marked("grandmother"),
    Sex.UNKNOWN: marked("grandparent"),
}
FULL_SIB = {
    Sex.MALE: marked("brother"),
    Sex.FEMALE: marked("sister"),
    Sex.UNKNOWN: marked("sib"),
}
HALF_SIB = {
    Sex.MALE: marked("half-brother"),
    Sex.FEMALE: marked("half-sister"),
    Sex.UNKNOWN: marked("half-sib"),
}
FULL_AUNT = {
    Sex.MALE: marked("uncle"),
    Sex.FEMALE: marked("aunt"),
    Sex.UNKNOWN: marked("aunt or uncle"),
}
HALF_AUNT = {
    Sex.MALE: marked("half-uncle"),
    Sex.FEMALE: marked("half-aunt"),
    Sex.UNKNOWN: marked("half-aunt or uncle"),
}


def _by_sex(person: Person, words: Mapping[Sex, str]) -> str:
    return say(words[person.sex])


def _chain(links: list[str]) -> str:
    """Join "sister", "son" to "sister's son"."""
    return reduce(lambda of, link: say("{of}'s {relation}", of=of, relation=link), links)


def _ancestor(person: Person, path: Path) -> str:
    if path.up == 1:
        return _by_sex(person, PARENT)
    return _on_its_side(_great(_by_sex(person, GRANDPARENT), path.up - 2), path.side)


def _sib_of_the_line(person: Person, path: Path) -> str:
    if path.up == 1:
        if path.full:
            return _by_sex(person, FULL_SIB)
        return _on_its_side(_by_sex(person, HALF_SIB), path.side)
    word = _by_sex(person, FULL_AUNT if path.full else HALF_AUNT)
    return _on_its_side(_great(word, path.up - 2), path.side)


def _great(word: str, times: int) -> str:
    """Return "great-great-grandfather" for two times."""
    return say("great-{relation}", relation=_great(word, times - 1)) if times > 0 else word


def _on_its_side(word: str, side: Side) -> str:
    """Return "maternal aunt" or "paternal aunt", "aunt" where the relation runs through both."""
    if side is Side.MATERNAL:
        return say("maternal {relation}", relation=word)
    if side is Side.PATERNAL:
        return say("paternal {relation}", relation=word)
    return word


def _without_genetic_link(person: Person, start: str) -> str:
    parents = {person.father, person.mother, *person.social_parents}
    if start in parents:
        return say(
            "{relation} without a genetic link (adopted, step or donor-conceived)",
            relation=_by_sex(person, CHILD),
        )
    return say("recorded without a genetic link (adopted, step or donor-conceived)")


def _by_partner(family: Family, person: Person, start: str) -> str:
    for other in family.partners(person.id):
        if other.id == start:
            return say("partner")
        if path_to(family, other.id, start) is not None:
            words = relation_in_words(family, other.id, start)
            return say("{relation}'s partner", relation=words)
    return say("no recorded blood relation")
