"""What a pedigree file holds, in whichever format it was written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from genetics.errors import cannot_read
from pedigrees.people import Person
from pedigrees.readers.links import listed


@dataclass(frozen=True, slots=True)
class RecordedFamily:
    """One family of a file: its id, its people in the order of the file, the proband or ""."""

    id: str
    people: tuple[Person, ...]
    proband: str = ""

    def __contains__(self, person_id: object) -> bool:
        return any(person.id == person_id for person in self.people)


@dataclass(frozen=True, slots=True)
class PedigreeFile:
    """The families of one pedigree file, whatever its format.

    `notes` say what was read with a remark, `gaps` what is not recorded about parents.
    """

    name: str
    families: tuple[RecordedFamily, ...]
    notes: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[Person, ...]:
        """Return everybody. Raises InputRejected where one id stands in several families."""
        everybody = tuple(person for family in self.families for person in family.people)
        twice = [one for one, times in Counter(p.id for p in everybody).items() if times > 1]
        if twice:
            why = f"{listed(twice)} in more than one family"
            raise cannot_read(self.name, why, "give each person an id of his or her own")
        return everybody

    def families_of(self, person_id: str) -> tuple[RecordedFamily, ...]:
        """Return the families in which this id stands; an id is unique within one only."""
        return tuple(family for family in self.families if person_id in family)
