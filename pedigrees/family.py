"""A family: its people, and who is parent, partner, sib and blood relative of whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from genetics.inheritance import Sex
from pedigrees.people import Person

if TYPE_CHECKING:
    import networkx


class Family:
    """The people of one pedigree with their genetic parent links.

    The graph (parent → child) is held privately; it is built on first use. A link to a
    person who is not recorded, and the parent links of a person without a genetic link,
    do not count.
    """

    def __init__(self, people: Iterable[Person], proband: str) -> None:
        self._people = {person.id: person for person in people}
        self.proband_id = proband

    def __iter__(self) -> Iterator[Person]:
        return iter(self._people.values())

    def __len__(self) -> int:
        return len(self._people)

    def __contains__(self, person_id: object) -> bool:
        return person_id in self._people

    def __getitem__(self, person_id: str) -> Person:
        return self._people[person_id]

    @property
    def proband(self) -> Person:
        """Return the person the family is counselled for."""
        return self._people[self.proband_id]

    @property
    def relatives(self) -> tuple[Person, ...]:
        """Return every member except the proband, in the order of the file."""
        return tuple(person for person in self if person.id != self.proband_id)

    @cached_property
    def _graph(self) -> networkx.DiGraph[str]:
        import networkx

        graph: networkx.DiGraph[str] = networkx.DiGraph()
        graph.add_nodes_from(self._people)
        for person in self:
            for parent in self._genetic_parents(person):
                graph.add_edge(parent, person.id)
        return graph

    def _genetic_parents(self, person: Person) -> tuple[str, ...]:
        if not person.genetic_link:
            return ()
        parents = (person.father, person.mother)
        return tuple(parent for parent in parents if parent in self._people and parent is not None)

    def father(self, person_id: str) -> Person | None:
        """Return the recorded genetic father, None where there is none."""
        person = self._people[person_id]
        return self._people.get(person.father or "") if person.genetic_link else None

    def mother(self, person_id: str) -> Person | None:
        """Return the recorded genetic mother, None where there is none."""
        person = self._people[person_id]
        return self._people.get(person.mother or "") if person.genetic_link else None

    def with_sex_of_parents(self) -> Family:
        """Return the family in which a father is male and a mother female, recorded or not."""
        linked = [person for person in self if person.genetic_link]
        by_role = {person.father: Sex.MALE for person in linked}
        by_role |= {person.mother: Sex.FEMALE for person in linked}
        return Family(
            (
                replace(person, sex=by_role[person.id])
                if person.sex is Sex.UNKNOWN and person.id in by_role
                else person
                for person in self
            ),
            self.proband_id,
        )

    def identical_twins(self, person_id: str) -> tuple[Person, ...]:
        """Return the monozygotic twins, whichever of the two names the other."""
        person = self._people[person_id]
        return tuple(
            other
            for other in self
            if (other.twin_of == person_id or person.twin_of == other.id)
            and (other.monozygotic or person.monozygotic)
        )

    def parents(self, person_id: str) -> tuple[Person, ...]:
        """Return the recorded genetic parents, father first."""
        return tuple(self._people[parent] for parent in self._graph.predecessors(person_id))

    def children(self, person_id: str) -> tuple[Person, ...]:
        """Return the genetic children in the order of the file."""
        wanted = set(self._graph.successors(person_id))
        return tuple(person for person in self if person.id in wanted)

    def ancestors(self, person_id: str) -> frozenset[str]:
        """Return the ids of all genetic ancestors."""
        import networkx

        return frozenset(networkx.ancestors(self._graph, person_id))

    def descendants(self, person_id: str) -> frozenset[str]:
        """Return the ids of all genetic descendants."""
        import networkx

        return frozenset(networkx.descendants(self._graph, person_id))

    def full_sibs(self, person_id: str) -> tuple[Person, ...]:
        """Return those who share both recorded parents."""
        father, mother = self.father(person_id), self.mother(person_id)
        if father is None or mother is None:
            return ()
        return tuple(
            other
            for other in self.children(mother.id)
            if other.id != person_id and self.father(other.id) is father
        )

    def half_sibs(self, person_id: str, through: Person | None) -> tuple[Person, ...]:
        """Return those who share the parent `through` and are not full sibs."""
        if through is None:
            return ()
        full = {sib.id for sib in self.full_sibs(person_id)}
        return tuple(
            other
            for other in self.children(through.id)
            if other.id != person_id and other.id not in full
        )

    def sibs(self, person_id: str) -> tuple[Person, ...]:
        """Return full and half sibs."""
        halves = {
            sib.id: sib
            for parent in self.parents(person_id)
            for sib in self.half_sibs(person_id, parent)
        }
        return (*self.full_sibs(person_id), *halves.values())

    def are_blood_relatives(self, one: str, other: str) -> bool:
        """Whether two people share an ancestor or one descends from the other."""
        lines = [self.ancestors(person) | {person} for person in (one, other)]
        return one != other and bool(lines[0] & lines[1])

    def partners(self, person_id: str) -> tuple[Person, ...]:
        """Return partners: named by `partner_of` (either way), or by a common child."""
        named = {
            person.id
            for person in self
            if person.partner_of == person_id or self._people[person_id].partner_of == person.id
        }
        shared = {
            parent.id
            for child in self.children(person_id)
            for parent in self.parents(child.id)
            if parent.id != person_id
        }
        wanted = named | shared
        return tuple(person for person in self if person.id in wanted)

    def sons(self, person_id: str) -> tuple[Person, ...]:
        """Return the genetic sons."""
        return tuple(child for child in self.children(person_id) if child.sex is Sex.MALE)
