"""What an export gives back: the text, and all that the format had no room for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import MISSING, dataclass, fields

from genetics.inheritance import Sex
from genetics.phrases import marked, say
from pedigrees.people import Person
from pedigrees.readers.links import listed
from pedigrees.readers.pedigree_file import RecordedFamily


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that a format cannot hold: the field of `Person`, of whom, and in words.

    `field` is "" and `people` empty where the words alone say it.
    """

    told: str
    field: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """An export: its text, and what it dropped."""

    text: str
    dropped: tuple[Dropped, ...] = ()


def dropped_fields(
    families: Iterable[RecordedFamily], kept: Collection[str], name: str
) -> Iterator[Dropped]:
    """Yield, for each field that is not `kept`, in which people it says something.

    A field says something where it differs from its value in a person of whom nothing is
    recorded. It is told once for all people, with their number: `name` is the format.
    """
    everybody = tuple(families)
    for one in fields(Person):
        if one.name in kept:
            continue
        silent = NOTHING[one.name]
        people = [
            named
            for family in everybody
            for person in family.people
            if getattr(person, one.name) != silent
            for named in (person.id, *((person.twin_of or "",) if one.name == "twin_of" else ()))
        ]
        if people:
            yield dropped(name, one.name, dict.fromkeys(people))
    probands = [family.proband for family in everybody if family.proband]
    if probands and "proband" not in kept:
        yield dropped(name, "proband", probands)


def dropped(name: str, field: str, people: Iterable[str]) -> Dropped:
    """Return what is told of one field that a format cannot hold."""
    named = tuple(people)
    told = say(
        "Not in {format}: {what} ({number}: {people})",
        format=name,
        what=say(WORDS[field]),
        number=len(named),
        people=listed(named),
    )
    return Dropped(told, field, named)


NOTHING = {one.name: None if one.default is MISSING else one.default for one in fields(Person)} | {
    "sex": Sex.UNKNOWN
}
"""Each field of a person of whom nothing is recorded."""

WORDS = {
    "id": marked("id"),
    "sex": marked("sex"),
    "father": marked("father"),
    "mother": marked("mother"),
    "social_parents": marked("adoptive or other parents"),
    "birth": marked("birth"),
    "alive": marked("who has died"),
    "died": marked("year of death"),
    "genetic_link": marked("who has no genetic link to the recorded parents"),
    "affected": marked("affected or not"),
    "genotype": marked("result for the familial variant"),
    "depth": marked("reads at the familial variant"),
    "tested_on": marked("date of the result"),
    "labs": marked("laboratory values"),
    "partner_of": marked("partners without a common child"),
    "twin_of": marked("twins"),
    "monozygotic": marked("whether twins are identical"),
    "pregnant": marked("who is pregnant"),
    "planning_children": marked("who plans to have children"),
    "possible_hsct_donor": marked("who may donate stem cells"),
    "contact_declined": marked("who declines contact"),
    "sample": marked("sample"),
    "gender": marked("gender"),
    "conditions": marked("other conditions"),
    "tests": marked("what tests looked for and found"),
    "outcome": marked("pregnancies and what became of them"),
    "adopted": marked("adoption"),
    "donor": marked("donors of gametes"),
    "surrogate": marked("surrogates"),
    "carried_by": marked("who carried the pregnancy"),
    "no_children": marked("why there are no children"),
    "consultand": marked("consultand"),
    "note": marked("notes"),
    "proband": marked("proband"),
    "birthday": marked("day and month of birth"),
}
"""What a field is called."""
