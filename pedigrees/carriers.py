"""Who carries an X-linked family variant: by a test, or by position in the pedigree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from genetics.inheritance import Sex
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
        return {
            Context.XLM_DE_NOVO: "apparently de novo",
            Context.XLF_DE_NOVO: "de novo",
            Context.XLF_PATERNAL: "paternal origin",
            Context.XLF_MATERNAL: "maternal origin",
        }.get(self, "")

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
    carry: the most likely source, but the variant may be new in her son.
    """

    context: Context
    known: frozenset[str]
    source: str | None
    new_in: frozenset[str]


def find_carriers(family: Family, tests: TestResults, proband_is_hemizygous: bool) -> Carriers:
    """Work out context and carriers of an X-linked family.

    Known to carry, before any test of their own (KNOWLEDGE.md 4.0 "Obligate by pedigree"):

    * every daughter of a man who carries;
    * the mother of a carrier who also has another child, or a blood relative on her own
      side, with the variant or the disease (for a daughter's variant only where it
      cannot have come from the daughter's father);
    * the parent left when the other parent of a carrying woman is negative.

    The mother of a single affected man is not known to carry: she is the `source`.
    """
    known = {person.id for person in family if tests.positive(person.id)}
    known.add(family.proband_id)
    while True:
        context = _context(family, tests, proband_is_hemizygous, known)
        new_in = _new_in(family, tests, context)
        source = _source(family, context, known)
        found = _obligate(family, tests, known, source, new_in) - known
        if not found:
            return Carriers(context, frozenset(known), source, new_in)
        known |= found


def _context(
    family: Family, tests: TestResults, proband_is_hemizygous: bool, known: set[str]
) -> Context:
    """Return the context: the first that fits, in the order of KNOWLEDGE.md 4.0."""
    father, mother = family.father(family.proband_id), family.mother(family.proband_id)
    if proband_is_hemizygous:
        return _context_of_a_man(family, tests, mother, known)
    if _negative(tests, mother) and _negative(tests, father):
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


def _new_in(family: Family, tests: TestResults, context: Context) -> frozenset[str]:
    """Return those whose own copy may be new: the proband (and carrying sibs of a mosaic
    parent), or the mother. Two negative parents of a carrier always make it new in him.
    """
    if context is Context.XLM_NEW_IN_MOTHER:
        mother = family.mother(family.proband_id)
        return frozenset({mother.id}) if mother else frozenset()
    if not context.is_de_novo:
        return frozenset()
    sibs = {sib.id for sib in family.sibs(family.proband_id) if tests.positive(sib.id)}
    return frozenset(sibs | {family.proband_id})


def _source(family: Family, context: Context, known: set[str]) -> str | None:
    """Return the mother of the single hemizygous man in whom the line is seen."""
    man = family.proband if context.startswith("xlm") else family.father(family.proband_id)
    if man is None or context not in _CONTEXTS_WITH_A_SOURCE:
        return None
    mother = family.mother(man.id)
    return mother.id if mother is not None and mother.id not in known else None


_CONTEXTS_WITH_A_SOURCE = (
    Context.XLM_DEFAULT,
    Context.XLM_MGF_NEGATIVE,
    Context.XLM_NEW_IN_MOTHER,
    Context.XLM_MGF_HEMIZYGOUS,
    Context.XLF_PATERNAL,
)


def _obligate(
    family: Family,
    tests: TestResults,
    known: set[str],
    source: str | None,
    new_in: frozenset[str],
) -> set[str]:
    found: set[str] = set()
    for carrier in (family[one] for one in known | ({source} if source else set())):
        if carrier.sex is Sex.MALE:
            found |= {one.id for one in family.children(carrier.id) if one.sex is Sex.FEMALE}
        if carrier.id in new_in:
            continue
        father, mother = family.father(carrier.id), family.mother(carrier.id)
        if carrier.sex is Sex.FEMALE:
            found |= _parent_left(tests, father, mother)
        if mother is not None and carrier.id in known:
            from_her = carrier.sex is Sex.MALE or father is None or father.id not in known
            if from_her and _line_shows_it(family, tests, mother, carrier):
                found.add(mother.id)
    return {one for one in found if not tests.negative(one)}


def _parent_left(tests: TestResults, father: Person | None, mother: Person | None) -> set[str]:
    if _negative(tests, mother) and father is not None:
        return {father.id}
    if _negative(tests, father) and mother is not None:
        return {mother.id}
    return set()


def _line_shows_it(family: Family, tests: TestResults, mother: Person, carrier: Person) -> bool:
    """Whether another child of hers, or her own side, has the variant or the disease."""
    another_child = any(
        _has_it(tests, child) and _only_from_her(family, child, carrier)
        for child in family.children(mother.id)
        if child.id != carrier.id
    )
    return another_child or any(_has_it(tests, one) for one in _own_side(family, mother))


def _only_from_her(family: Family, child: Person, carrier: Person) -> bool:
    """Two daughters of one man may both have it from him; a son or a half-sib may not."""
    if Sex.MALE in (child.sex, carrier.sex):
        return True
    return family.father(child.id) is not family.father(carrier.id)


def _own_side(family: Family, woman: Person) -> list[Person]:
    down = family.descendants(woman.id)
    return [
        person
        for person in family
        if person.id not in down and family.are_blood_relatives(person.id, woman.id)
    ]


def _has_it(tests: TestResults, person: Person) -> bool:
    if tests.negative(person.id):
        return False
    return tests.positive(person.id) or person.affected is Affected.YES
