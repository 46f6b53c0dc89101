"""What stands in a CanRisk file of each person: parents, sex, age, cancers, identical twin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from genetics.inheritance import Sex
from pedigrees.people import Outcome, Person
from pedigrees.readers.canrisk_columns import CANCERS, OLDEST, TWIN_CODES, UNKNOWN_AGE, YEARS
from pedigrees.readers.canrisk_note import Kept, kept_in
from pedigrees.readers.pedigree_file import RecordedFamily


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the file before the ids are fitted: father and mother or nobody for both."""

    person: str
    sex: str
    parents: tuple[str | None, str | None] = (None, None)
    twins: str = "0"
    alive: bool = True
    age: int = 0
    year: int = 0
    cancers: tuple[str, ...] = ("0",) * len(CANCERS)
    kept: Kept = field(default_factory=Kept)


@dataclass(slots=True)
class Lost:
    """Who lost what, by the kind of loss."""

    people: dict[str, list[str]] = field(default_factory=dict)

    def note(self, kind: str, person: str) -> None:
        """Note the loss of one person."""
        self.people.setdefault(kind, []).append(person)


def entries(family: RecordedFamily, day: date, lost: Lost) -> Iterator[Entry]:
    """Yield the lines of a family, and note in `lost` what they do not hold.

    * both parents or none: where one is recorded, an unknown other one is added for this
      child (twins share one). Nothing is claimed by that: children of one recorded parent
      count as half-sibs everywhere in this program. Parents without a genetic link are none;
    * sex M or F: a person of unknown sex who is recorded as a father or a mother is written
      so; others, and entries that stand for a pregnancy, are left out;
    * pairs of identical twins, ten in a family (`TWIN_CODES`), with the same parents;
    * year: of birth. Age: of the living on `day`, of the dead in the year of death. Where
      the year of birth alone is known, the older of the two possible ages: in CanRisk, year
      of birth and age together are the year of the last follow-up. 0: not known;
    * cancers that have a column, by age, AU where it is not known; not those that CanRisk
      refuses (see `read_canrisk`). Where no age is known, it is that of the last cancer: the
      last time that something is known;
    * what a note keeps of a CanRisk file (`kept_in`): the age, where none is known otherwise,
      ancestry, tests of genes and pathology, and of the proband the risk factors.
    """
    people = _with_sex(_with_links(family.people), lost)
    pairs = _identical_pairs(people)
    people = {one: _with_parents_of(person, pairs, people, lost) for one, person in people.items()}
    codes = _codes(pairs)
    _note_twins(family.people, codes, lost)
    others = _Others({person.id for person in family.people}, _births(people))
    for person in people.values():
        parents = (person.father, person.mother)
        if parents.count(None) == 1:
            lost.note("parents", person.id)
            other, is_new = others.parent_of(person)
            if is_new:
                yield other
            parents = (parents[0] or other.person, parents[1] or other.person)
        kept = kept_in(person.note)
        year = _year(person, lost)
        age = _age(person, day, lost) or kept.ages.get(not person.alive, 0)
        cancers = _cancers(person, age, lost)
        if kept.rest or (kept.factors and person.id != family.proband):
            lost.note("notes", person.id)
        yield Entry(
            person.id,
            SEXES[person.sex],
            parents,
            codes.get(person.id, "0"),
            person.alive,
            age or max(int(cell) for cell in cancers if cell != UNKNOWN_AGE),
            year,
            cancers,
            kept,
        )


SEXES = {Sex.MALE: "M", Sex.FEMALE: "F"}


def _with_links(people: Sequence[Person]) -> list[Person]:
    """Return the people with their genetic parents, where these are among them."""
    known = {person.id for person in people}

    def link(person: Person, parent: str | None) -> str | None:
        return parent if person.genetic_link and parent in known else None

    return [
        replace(one, father=link(one, one.father), mother=link(one, one.mother)) for one in people
    ]


def _with_sex(people: Sequence[Person], lost: Lost) -> dict[str, Person]:
    """Return those who can be written, each with a sex."""
    roles = {person.father: Sex.MALE for person in people}
    roles |= {person.mother: Sex.FEMALE for person in people}
    written = {}
    for person in people:
        sex = roles.get(person.id, Sex.UNKNOWN) if person.sex is Sex.UNKNOWN else person.sex
        if person.outcome is not Outcome.LIVE_BORN and person.id not in roles:
            lost.note("unborn", person.id)
        elif sex is Sex.UNKNOWN:
            lost.note("sex", person.id)
        else:
            if person.sex is Sex.UNKNOWN:
                lost.note("role", person.id)
            written[person.id] = replace(person, sex=sex)
    return written


def _identical_pairs(people: Mapping[str, Person]) -> list[tuple[str, str]]:
    """Return the pairs of identical twins, both of whom are written; not triplets."""
    import networkx

    links: networkx.Graph[str] = networkx.Graph()
    for person in people.values():
        twin = people.get(person.twin_of or "")
        if twin is not None and (person.monozygotic or twin.monozygotic):
            links.add_edge(twin.id, person.id)
    order = list(people)
    groups = [sorted(one, key=order.index) for one in networkx.connected_components(links)]
    return [(one[0], one[1]) for one in groups if len(one) == 2]


def _with_parents_of(
    person: Person,
    pairs: Sequence[tuple[str, str]],
    people: Mapping[str, Person],
    lost: Lost,
) -> Person:
    """Return a person with the parents recorded of the identical twin, where none are."""
    other = {**dict(pairs), **{second: first for first, second in pairs}}.get(person.id)
    if other is None or not person.genetic_link:
        return person
    twin = people[other]
    shared = replace(
        person, father=person.father or twin.father, mother=person.mother or twin.mother
    )
    if shared != person:
        lost.note("twin parents", person.id)
    return shared


def _codes(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    coded = zip(TWIN_CODES, pairs, strict=False)
    return {person: code for code, pair in coded for person in pair}


def _note_twins(people: Sequence[Person], codes: Mapping[str, str], lost: Lost) -> None:
    """Note the twins of whom the file does not tell that they are twins."""
    for person in people:
        known = person.twin_of is not None or person.monozygotic is not None
        if known and person.id not in codes:
            lost.note("twins", person.id)


def _births(people: Mapping[str, Person]) -> dict[str, str]:
    """Return for each person one of those who were born together, the same one for all."""
    import networkx

    links: networkx.Graph[str] = networkx.Graph()
    links.add_nodes_from(people)
    twins = ((one.id, one.twin_of) for one in people.values())
    links.add_edges_from(
        (one, other) for one, other in twins if other is not None and other in people
    )
    groups = networkx.connected_components(links)
    return {person: min(group) for group in groups for person in group}


@dataclass(slots=True)
class _Others:
    """The unknown parents that were added; twins share one."""

    taken: set[str]
    births: Mapping[str, str]
    added: dict[tuple[str, str], Entry] = field(default_factory=dict)

    def parent_of(self, person: Person) -> tuple[Entry, bool]:
        """Return the parent who is not recorded, and whether he or she is new."""
        sex = "M" if person.father is None else "F"
        birth = (self.births[person.id], sex)
        if birth in self.added:
            return self.added[birth], False
        name = next(one for number in range(1, 10**6) if (one := f"U{number}") not in self.taken)
        self.taken.add(name)
        self.added[birth] = Entry(name, sex)
        return self.added[birth], True


def _year(person: Person, lost: Lost) -> int:
    year = _year_of_birth(person) or 0
    if person.birth.full is not None:
        lost.note("birthday", person.id)
    if year and year not in YEARS:
        lost.note("year", person.id)
        return 0
    return year


def _year_of_birth(person: Person) -> int | None:
    return person.birth.year if person.birth.full is None else person.birth.full.year


def _age(person: Person, day: date, lost: Lost) -> int:
    year = _year_of_birth(person)
    if person.alive:
        ages = person.birth.ages_on(day)
        age = 0 if ages is None else ages[1]
    else:
        age = 0 if person.died is None or year is None else person.died - year
    if age > OLDEST:
        lost.note("age", person.id)
    return age if 0 <= age <= OLDEST else 0


def _cancers(person: Person, age: int, lost: Lost) -> tuple[str, ...]:
    """Return the cells of the five cancers, and note who has a condition that is not in them."""
    written: dict[str, int | None] = {}
    impossible = {Sex.MALE: "ovarian cancer", Sex.FEMALE: "prostate cancer"}[person.sex]
    for condition in person.conditions:
        name, at = condition.name.casefold(), condition.age
        fits = at is None or 0 < at <= (age or OLDEST)
        if name in CANCERS and name not in written and name != impossible and fits:
            written[name] = at
    first, second = written.get(CANCERS[0]), written.get(CANCERS[1])
    if CANCERS[0] not in written or (second and first and second < first):
        written.pop(CANCERS[1], None)
    if len(written) < len(person.conditions):
        lost.note("conditions", person.id)
    return tuple(
        (str(written[name] or UNKNOWN_AGE) if name in written else "0") for name in CANCERS
    )
