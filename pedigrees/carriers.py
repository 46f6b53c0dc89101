"""Who carries an X-linked family variant: by a test, or by position in the pedigree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from genetics.inheritance import Sex
from genetics.phrases import say
from pedigrees.family import Family
from pedigrees.people import Affected, Person
from pedigrees.tested import TestResults


class Context(StrEnum):
    """Where the variant came from, as far as the parents' results show (KNOWLEDGE.md 4.0)."""

    XLM_DE_NOVO = "xlm-de-novo"
    XLM_MGF_HEMIZYGOUS = "xlm-mgf-hemizygous"
    XLM_NEW_IN_MOTHER = "xlm-new-in-mother"
    XLM_MGF_NEGATIVE = "xlm-mgf-negative"
    XLM_DEFAULT = "xlm-default"
    XLF_DE_NOVO = "xlf-de-novo"
    XLF_PATERNAL = "xlf-paternal"
    XLF_MATERNAL = "xlf-maternal"
    XLF_DEFAULT = "xlf-default"

    @property
    def words(self) -> str:
        """Return the words that documents and results use, "" where nothing is special."""
        match self:
            case Context.XLM_DE_NOVO:
                return say("apparently de novo")
            case Context.XLF_DE_NOVO:
                return say("de novo")
            case Context.XLF_PATERNAL:
                return say("paternal origin")
            case Context.XLF_MATERNAL:
                return say("maternal origin")
            case _:
                return ""

    @property
    def is_de_novo(self) -> bool:
        """Whether the variant is apparently new in the proband."""
        return self in (Context.XLM_DE_NOVO, Context.XLF_DE_NOVO)

    @property
    def is_new(self) -> bool:
        """Whether the variant is new in the proband or in the proband's mother."""
        return self.is_de_novo or self is Context.XLM_NEW_IN_MOTHER


@dataclass(frozen=True, slots=True)
class Carriers:
    """Context, the people known to carry, and those in whom the variant is or may be new.

    `source` is the woman assumed to have passed the variant to a single hemizygous man
    (the mother, or in paternal origin the father's mother) while she is not known to
    carry: the most likely source, but the variant may be new in her son. `again_in` are
    carrying sibs of an apparently new variant: the same mosaic mother passed it again.
    """

    context: Context
    known: frozenset[str]
    source: str | None
    new_in: frozenset[str]
    again_in: frozenset[str] = frozenset()


def find_carriers(family: Family, tests: TestResults, proband_is_hemizygous: bool) -> Carriers:
    """Work out context and carriers of an X-linked family.

    Known to carry, before any test of their own (KNOWLEDGE.md 4.0 "Obligate by pedigree"):

    * every daughter of a man who carries, or of a woman with two copies;
    * both parents of a woman with two copies;
    * the identical twin of someone who carries;
    * the mother of a carrier who also has another child, or a blood relative on her own
      side, with the variant or the disease (for a daughter's variant only where it
      cannot have come from the daughter's father; for a relative only where the two can
      share an X);
    * the parent left when the other parent of a carrying woman is negative.

    The mother of a single affected man is not known to carry: she is the `source`.
    """
    known = {person.id for person in family if tests.positive(person.id)}
    known.add(family.proband_id)
    while True:
        context = _context(family, tests, proband_is_hemizygous, known)
        source = _source(family, tests, context, known)
        new_in = _new_in(family, tests, known | ({source} if source else set()))
        again_in = _again_in(family, tests, context)
        found = _obligate(family, tests, known, new_in | again_in)
        if context is Context.XLM_MGF_NEGATIVE and source is not None:
            found |= _parent_left(tests, family.father(source), family.mother(source))
        found = {one for one in found if not tests.negative(one)} - known
        if not found:
            return Carriers(context, frozenset(known), source, new_in, again_in)
        known |= found


def _context(
    family: Family, tests: TestResults, proband_is_hemizygous: bool, known: set[str]
) -> Context:
    """Return the context: the first that fits, in the order of KNOWLEDGE.md 4.0."""
    father, mother = family.father(family.proband_id), family.mother(family.proband_id)
    if proband_is_hemizygous:
        return _context_of_a_man(family, tests, mother, known)
    if tests.homozygous(family.proband_id):
        return Context.XLF_DEFAULT
    if _negative(tests, mother) and _excluded(family, tests, father):
        return Context.XLF_DE_NOVO
    if father is not None and father.id in known:
        return Context.XLF_PATERNAL
    if _negative(tests, father) or (mother is not None and mother.id in known):
        return Context.XLF_MATERNAL
    return Context.XLF_DEFAULT


def _context_of_a_man(
    family: Family, tests: TestResults, mother: Person | None, known: set[str]
) -> Context:
    if _negative(tests, mother):
        return Context.XLM_DE_NOVO
    grandfather = family.father(mother.id) if mother else None
    grandmother = family.mother(mother.id) if mother else None
    if grandfather is not None and grandfather.id in known:
        return Context.XLM_MGF_HEMIZYGOUS
    if _negative(tests, grandfather):
        both = _negative(tests, grandmother)
        return Context.XLM_NEW_IN_MOTHER if both else Context.XLM_MGF_NEGATIVE
    return Context.XLM_DEFAULT


def _negative(tests: TestResults, person: Person | None) -> bool:
    return person is not None and tests.negative(person.id)


def _excluded(family: Family, tests: TestResults, man: Person | None) -> bool:
    """A man who tested negative, or has a daughter who did: she has his only X."""
    if man is None or tests.negative(man.id):
        return man is not None
    daughters = [one for one in family.children(man.id) if one.sex is Sex.FEMALE]
    return any(tests.negative(one.id) for one in daughters)


def _new_in(family: Family, tests: TestResults, carriers: set[str]) -> frozenset[str]:
    """Return those whose copy cannot come from a parent, as far as the tests show.

    A man whose mother is negative; a woman whose mother is negative and whose father is
    excluded (one with two copies is left to a check of samples and parentage). Besides
    the proband only someone from whom every blood relative with the variant descends:
    one variant does not arise twice in a family, such results contradict each other.
    """
    proband = family.proband_id
    return frozenset(
        one
        for one in carriers
        if _cannot_be_inherited(family, tests, one)
        and (one == proband or _all_descend_from(family, tests, one))
    )


def _all_descend_from(family: Family, tests: TestResults, one: str) -> bool:
    line = family.descendants(one) | {one}
    proband = family.proband_id
    related = (person.id for person in family if family.are_blood_relatives(person.id, proband))
    return proband in line and all(name in line for name in related if tests.positive(name))


def _cannot_be_inherited(family: Family, tests: TestResults, carrier: str) -> bool:
    if family[carrier].sex is Sex.MALE:
        return _negative(tests, family.mother(carrier))
    mother, father = family.mother(carrier), family.father(carrier)
    both = _negative(tests, mother) and _excluded(family, tests, father)
    return both and not tests.homozygous(carrier)


def _again_in(family: Family, tests: TestResults, context: Context) -> frozenset[str]:
    mother = family.mother(family.proband_id)
    if mother is None or not context.is_de_novo:
        return frozenset()
    sibs = (sib.id for sib in family.children(mother.id) if sib.id != family.proband_id)
    return frozenset(sib for sib in sibs if tests.positive(sib))


def _source(family: Family, tests: TestResults, context: Context, known: set[str]) -> str | None:
    """Return the mother of the single hemizygous man in whom the line is seen."""
    man = family.proband if context.startswith("xlm") else family.father(family.proband_id)
    if man is None or context not in _CONTEXTS_WITH_A_SOURCE:
        return None
    mother = family.mother(man.id)
    if mother is None or mother.id in known or tests.negative(mother.id):
        return None
    return mother.id


_CONTEXTS_WITH_A_SOURCE = (
    Context.XLM_DEFAULT,
    Context.XLM_MGF_NEGATIVE,
    Context.XLM_NEW_IN_MOTHER,
    Context.XLM_MGF_HEMIZYGOUS,
    Context.XLF_PATERNAL,
)


def _obligate(
    family: Family, tests: TestResults, known: set[str], not_inherited: frozenset[str]
) -> set[str]:
    found: set[str] = set()
    for carrier in (family[one] for one in known):
        found |= {twin.id for twin in family.identical_twins(carrier.id)}
        if carrier.sex is Sex.MALE or tests.homozygous(carrier.id):
            found |= {one.id for one in family.children(carrier.id) if one.sex is Sex.FEMALE}
        if carrier.id not in not_inherited:
            found |= _obligate_parents(family, tests, known, carrier)
    return found


def _obligate_parents(
    family: Family, tests: TestResults, known: set[str], carrier: Person
) -> set[str]:
    father, mother = family.father(carrier.id), family.mother(carrier.id)
    if tests.homozygous(carrier.id):
        return {parent.id for parent in (father, mother) if parent is not None}
    found = _parent_left(tests, father, mother) if carrier.sex is Sex.FEMALE else set()
    if mother is None or _may_be_the_fathers(family, known, carrier):
        return found
    if _line_shows_it(family, tests, known, mother, carrier):
        found.add(mother.id)
    return found


def _may_be_the_fathers(family: Family, known: set[str], carrier: Person) -> bool:
    father = family.father(carrier.id)
    return carrier.sex is not Sex.MALE and father is not None and father.id in known


def _parent_left(tests: TestResults, father: Person | None, mother: Person | None) -> set[str]:
    if _negative(tests, mother) and father is not None:
        return {father.id}
    if _negative(tests, father) and mother is not None:
        return {mother.id}
    return set()


def _line_shows_it(
    family: Family, tests: TestResults, known: set[str], mother: Person, carrier: Person
) -> bool:
    """Whether another child of hers, or her own side, has the variant or the disease."""
    another_child = any(
        (child.id in known or _has_it(tests, child))
        and not _may_be_the_fathers(family, known, child)
        and _only_from_her(family, tests, child, carrier)
        for child in family.children(mother.id)
        if child.id != carrier.id and child not in family.identical_twins(carrier.id)
    )
    return another_child or any(_has_it(tests, one) for one in _own_side(family, mother))


def _only_from_her(family: Family, tests: TestResults, child: Person, carrier: Person) -> bool:
    """Two daughters of one man may both have it from him; a son or a half-sib may not."""
    father = family.father(carrier.id)
    if Sex.MALE in (child.sex, carrier.sex) or family.father(child.id) is not father:
        return True
    return _excluded(family, tests, father)


def _own_side(family: Family, woman: Person) -> list[Person]:
    """Return those above or beside her who can share an X with her."""
    down = family.descendants(woman.id)
    hers = _x_line(family, woman)
    return [
        person
        for person in family
        if person.id not in down | {woman.id} and _x_line(family, person) & hers
    ]


def _x_line(family: Family, person: Person) -> set[str]:
    """Return the person and the ancestors from whom an X can have come."""
    line: set[str] = set()
    waiting = [person]
    while waiting:
        one = waiting.pop()
        line.add(one.id)
        parents = family.parents(one.id)
        if one.sex is Sex.MALE:
            parents = tuple(parent for parent in parents if parent is family.mother(one.id))
        waiting += [parent for parent in parents if parent.id not in line]
    return line


def _has_it(tests: TestResults, person: Person) -> bool:
    if tests.negative(person.id):
        return False
    return tests.positive(person.id) or person.affected is Affected.YES
