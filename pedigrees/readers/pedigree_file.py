"""What a pedigree file holds, in whichever format it was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from genetics.errors import InputRejected, cannot_read
from genetics.phrases import say
from pedigrees.people import Person
from pedigrees.readers.links import listed, only_one_parent, parents_of_unknown_sex


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

    def only(self, family: str | None) -> PedigreeFile:
        """Return the file with one family; with None as it is.

        Raises InputRejected where the family is not in it.
        """
        if family is None:
            return self
        chosen = tuple(one for one in self.families if one.id == family)
        if not chosen:
            raise no_such_family(self.name, family, [one.id for one in self.families])
        return replace(self, families=chosen)


def no_such_family(name: str, family: str, known: Sequence[str]) -> InputRejected:
    """Return the error for a family that is asked for and not there."""
    remedy = f"choose from: {listed(known, at_most=10)}"
    return cannot_read(name, f"no family {family} in this file", remedy)


def gaps_in(families: Sequence[RecordedFamily]) -> Iterator[str]:
    """Yield what is not recorded about parents: only one of them, or the sex of one."""
    single = [one for family in families for one in only_one_parent(family.people)]
    if single:
        yield say("only one parent is recorded: {people}", people=listed(single))
    unknown = [one for family in families for one in parents_of_unknown_sex(family.people)]
    if unknown:
        yield say("a parent without a recorded sex: {people}", people=listed(unknown))
