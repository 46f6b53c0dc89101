"""The couples of a family as they are drawn: who is joined, and which children hang below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.people import Outcome, Person


@dataclass(frozen=True, slots=True)
class Couple:
    """Partners, the man first, or one person whose partner is not recorded.

    `children` are all that hang below; `social` those among them who are joined by a
    dashed line, `carried` those of them whom a surrogate carried; `pregnant` is the partner
    who is pregnant, "" without a pregnancy.
    """

    partners: tuple[str, ...]
    children: tuple[str, ...] = ()
    social: frozenset[str] = frozenset()
    pregnant: str = ""
    carried: frozenset[str] = frozenset()


def couples_of(family: Family, shown: frozenset[str]) -> tuple[Couple, ...]:
    """Return the couples among the people shown, in the order of the file.

    * Genetic parents, both or the one who is recorded: their children hang below.
    * Recorded parents of a person without a genetic link, and social parents: the same,
      with a dashed line.
    * A surrogate, alone: whom she carried hangs below her, if she is no parent otherwise.
    * Partners without a common child.
    * A pregnancy hangs below the pregnant person and the only recorded partner; with
      several partners, or none, below the pregnant person alone: no father is guessed.
      One that is entered as a person hangs below its parents, and is not drawn again.
    """
    below: dict[tuple[str, ...], dict[str, bool]] = {}
    for person in family:
        for parents, social in _parents_of(family, person, shown):
            below.setdefault(parents, {}).setdefault(person.id, social)
    for pair in _recorded_partners(family, shown):
        below.setdefault(pair, {})
    pregnant = _pregnancies(family, shown, below)
    for parents in pregnant:
        below.setdefault(parents, {})
    return tuple(
        Couple(
            parents,
            _in_order(family, links),
            frozenset(child for child, social in links.items() if social),
            pregnant.get(parents, ""),
            frozenset(one for one in links if links[one] and _carries(family, parents, one)),
        )
        for parents, links in below.items()
    )


def _parents_of(
    family: Family, person: Person, shown: frozenset[str]
) -> list[tuple[tuple[str, ...], bool]]:
    """Return the couples that a person hangs below, and whether by a dashed line."""
    if person.id not in shown:
        return []
    genetic = _pair(family, (one.id for one in family.parents(person.id)), shown)
    social = [one for one in person.social_parents if one in family]
    if not person.genetic_link:
        recorded = [one for one in (person.father, person.mother) if one and one in family]
        social = list(dict.fromkeys([*recorded, *social]))
    found = [(genetic, False)] if genetic else []
    for start in range(0, len(social), 2):
        pair = _pair(family, social[start : start + 2], shown)
        if pair and pair != genetic:
            found.append((pair, True))
    if person.carried_by in shown and person.carried_by not in (*genetic, *social):
        found.append(((person.carried_by,), True))
    return found


def _carries(family: Family, parents: tuple[str, ...], child: str) -> bool:
    """Whether a child hangs below this person because she carried it."""
    person = family[child]
    return parents == (person.carried_by,) and parents[0] not in person.social_parents


def _pair(family: Family, ids: Iterable[str], shown: frozenset[str]) -> tuple[str, ...]:
    """Return the people who are shown, a man first and a woman last."""
    place = {Sex.MALE: 0, Sex.UNKNOWN: 1, Sex.FEMALE: 2}
    known = [one for one in ids if one in shown]
    return tuple(sorted(known, key=lambda one: place[family[one].sex]))


def _recorded_partners(family: Family, shown: frozenset[str]) -> list[tuple[str, ...]]:
    named = [
        _pair(family, (person.id, person.partner_of), shown)
        for person in family
        if person.partner_of is not None and person.partner_of in family
    ]
    return [pair for pair in named if len(pair) == 2]


def _pregnancies(
    family: Family, shown: frozenset[str], couples: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for person in family:
        if not person.pregnant or person.id not in shown:
            continue
        if not (_is_entered(family, person.id) or _partner_elsewhere(family, person, shown)):
            own = [pair for pair in couples if person.id in pair and len(pair) == 2]
            pair = own[0] if len(own) == 1 else (person.id,)
            found[pair if pair not in found else (person.id,)] = person.id
    return found


def _is_entered(family: Family, person: str) -> bool:
    """Whether the pregnancy of a person is entered as a person of its own."""
    expected = [one for one in family if one.outcome is Outcome.PREGNANCY]
    return any(person in (one.mother, one.carried_by) for one in expected)


def _partner_elsewhere(family: Family, person: Person, shown: frozenset[str]) -> bool:
    """Whether the only partner, and so the pregnancy, stands in another part of the drawing."""
    partners = family.partners(person.id)
    return len(partners) == 1 and partners[0].id not in shown


def _in_order(family: Family, children: Iterable[str]) -> tuple[str, ...]:
    """Return sibs from the oldest to the youngest where all births are known, else as filed."""
    sibs = [family[child] for child in children]
    if all(sib.birth.year is not None for sib in sibs):
        sibs.sort(key=lambda sib: (sib.birth.year or 0, _day_of_year(sib)))
    return tuple(sib.id for sib in sibs)


def _day_of_year(person: Person) -> tuple[int, int]:
    day = person.birth.full
    return (day.month, day.day) if day is not None else (0, 0)


def twins_of(
    family: Family, shown: frozenset[str]
) -> tuple[tuple[tuple[str, ...], bool | None], ...]:
    """Return the groups of twins, each with whether they are identical."""
    groups: list[set[str]] = []
    kinds: dict[str, bool | None] = {}
    for person in family:
        if person.twin_of is None or not {person.id, person.twin_of} <= shown:
            continue
        pair = {person.id, person.twin_of}
        joined = [group for group in groups if group & pair]
        groups = [group for group in groups if not group & pair]
        groups.append(pair.union(*joined))
        known = [person.monozygotic, family[person.twin_of].monozygotic]
        kinds[person.id] = next((one for one in known if one is not None), None)
    return tuple(
        (
            tuple(person.id for person in family if person.id in group),
            next((kinds[one] for one in sorted(group) if kinds.get(one) is not None), None),
        )
        for group in groups
    )
