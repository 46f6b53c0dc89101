"""Parent links that cannot be true: unknown parents, a male mother, one's own ancestor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from genetics.inheritance import Sex
from genetics.word_lists import first_few
from pedigrees.people import Person


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that cannot be true: of whom, in which field, what is wrong, the remedy."""

    person: str
    field: str
    what: str
    remedy: str


def link_faults(people: Sequence[Person]) -> Iterator[Fault]:
    """Yield every parent link that cannot be true.

    * a parent who is not among the people: named;
    * one person as father and mother of the same child, or father of one and mother of
      another;
    * a mother recorded male, a father recorded female;
    * a person who is his or her own ancestor: the circle is named.

    Links of a person without a genetic link are looked up, and otherwise not judged: a
    child may have two adoptive fathers.
    """
    by_id = {person.id: person for person in people}
    for person in people:
        yield from _unknown_parents(person, by_id)
        if person.genetic_link:
            yield from _wrong_roles(person, by_id)
    yield from _double_roles(people, by_id)
    yield from _circles(people, by_id)


def unknown_id(wanted: str, known: Iterable[str]) -> tuple[str, str]:
    """Return what is wrong with an id that nobody has, and the remedy.

    Another id is proposed only where it differs in case, blanks or signs alone: ids of one
    family are alike by nature, and the nearest one is most often another person.
    """
    same = [one for one in known if _bare(one) == _bare(wanted)]
    meant = f"did you mean {same[0]}? Otherwise " if same else ""
    return f"{wanted} is not in the family", f"{meant}enter {wanted} as a person or leave it out"


def _bare(one: str) -> str:
    return "".join(letter for letter in one.casefold() if letter.isalnum())


def only_one_parent(people: Sequence[Person]) -> tuple[str, ...]:
    """Return the ids of those with exactly one recorded parent."""
    return tuple(
        person.id
        for person in people
        if person.genetic_link and (person.father is None) != (person.mother is None)
    )


def parents_of_unknown_sex(people: Sequence[Person]) -> tuple[str, ...]:
    """Return the ids of genetic parents whose sex is not recorded."""
    unknown = {person.id for person in people if person.sex is Sex.UNKNOWN}
    parents = {
        parent
        for person in people
        if person.genetic_link
        for parent in (person.father, person.mother)
        if parent in unknown
    }
    return tuple(person.id for person in people if person.id in parents)


def listed(ids: Sequence[str], at_most: int = 5) -> str:
    """Return ids as a list that does not run on: "A, B and 12 more"."""
    return first_few(ids, at_most)


def _unknown_parents(person: Person, by_id: dict[str, Person]) -> Iterator[Fault]:
    for role, parent in (("father", person.father), ("mother", person.mother)):
        if parent is not None and parent not in by_id:
            what, remedy = unknown_id(parent, by_id)
            yield Fault(person.id, role, f"{role} of {person.id}: {what}", remedy)


def _wrong_roles(person: Person, by_id: dict[str, Person]) -> Iterator[Fault]:
    if person.father is not None and person.father == person.mother:
        what = f"{person.father} is given as father and as mother of {person.id}"
        yield Fault(person.id, "mother", what, "correct one of the two")
        return
    for role, parent, wrong, word in (
        ("father", person.father, Sex.FEMALE, "female"),
        ("mother", person.mother, Sex.MALE, "male"),
    ):
        if parent in by_id and by_id[parent].sex is wrong:
            what = f"{parent}, the {role} of {person.id}, is recorded {word}"
            yield Fault(person.id, role, what, "correct the sex or the parent")


def _double_roles(people: Sequence[Person], by_id: dict[str, Person]) -> Iterator[Fault]:
    """Where the sex is recorded, one of the two roles is already a fault of its own."""
    mother_of = {person.mother: person for person in people if person.genetic_link}
    for person in people:
        parent = person.father
        if not person.genetic_link or parent is None or parent not in mother_of:
            continue
        child = mother_of[parent]
        if child is not person and parent in by_id and by_id[parent].sex is Sex.UNKNOWN:
            what = f"{parent} is the father of {person.id} and the mother of {child.id}"
            yield Fault(person.id, "father", what, "correct one of the two")


def _circles(people: Sequence[Person], by_id: dict[str, Person]) -> Iterator[Fault]:
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph(
        (parent, person.id)
        for person in people
        if person.genetic_link
        for parent in (person.father, person.mother)
        if parent in by_id
    )
    order = {person.id: place for place, person in enumerate(people)}
    for knot in networkx.strongly_connected_components(graph):
        first = min(knot, key=order.__getitem__)
        if len(knot) == 1 and not graph.has_edge(first, first):
            continue
        circle = [parent for parent, _ in networkx.find_cycle(graph.subgraph(knot), first)]
        yield _circle(circle, by_id)


def _circle(circle: Sequence[str], by_id: dict[str, Person]) -> Fault:
    path = " → ".join([*circle, circle[0]])
    field = "father" if by_id[circle[0]].father == circle[-1] else "mother"
    what = f"{circle[0]} is recorded as own ancestor: {path} (parent → child)"
    return Fault(circle[0], field, what, "correct one of these parent links")
