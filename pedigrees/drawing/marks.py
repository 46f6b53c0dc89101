"""What a symbol must show of a person: shape, fills, letters, lines, arrows, brackets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from genetics.inheritance import Sex
from pedigrees.drawing.outlines import LOST, Fill, Shape, shape_of
from pedigrees.drawing.show import Show, gender_differs
from pedigrees.family import Family
from pedigrees.people import Adoption, Affected, Gender, Genotype, NoChildren, Outcome, Person
from pedigrees.plan import Decision, Plan

PATTERNS = (Fill.SLANTED, Fill.LEVEL, Fill.SPOTTED)
"""For the conditions besides the disease of the family, in the order of `conditions_of`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The facts behind one symbol. `order` is 0 for someone who is not on the list.

    `letter` stands in the symbol: P a pregnancy, D a donor, S a surrogate. `expected` is
    True for a pregnancy that is recorded with the pregnant person and not as an entry.
    """

    shape: Shape
    fills: tuple[Fill, ...] = ()
    carries: bool = False
    obligate: bool = False
    presymptomatic: bool = False
    slashed: bool = False
    outcome: Outcome = Outcome.LIVE_BORN
    proband: bool = False
    consultand: bool = False
    flagged: bool = False
    order: int = 0
    bracketed: bool = False
    adopted: Adoption | None = None
    letter: str = ""
    no_children: NoChildren | None = None
    gender: Gender | None = None
    assigned: Sex | None = None
    expected: bool = False

    @property
    def affected(self) -> bool:
        """Whether the disease of the family is in the symbol."""
        return Fill.SOLID in self.fills


PREGNANCY = Mark(Shape.DIAMOND, letter="P", expected=True)

BOTH_COPIES = (Genotype.HEMIZYGOUS, Genotype.HOMOZYGOUS, Genotype.COMPOUND_HETEROZYGOUS)
"""Every copy of the gene is changed: the genotype of the disease, on X and elsewhere.

A woman with one changed copy on X may have signs or none: she is drawn as a carrier.
"""


def marks_of(family: Family, plan: Plan | None, show: Show) -> dict[str, Mark]:
    """Return the mark of every person; test results only where they are shown."""
    decisions = decisions_of(plan)
    patterns = patterns_of(family)
    return {
        person.id: _mark(person, decisions.get(person.id), patterns, family.proband_id, show)
        for person in family
    }


def _mark(
    person: Person,
    decision: Decision | None,
    patterns: Mapping[str, Fill],
    proband: str,
    show: Show,
) -> Mark:
    flagged = decision is not None and decision.flag.is_flagged
    found = person.genotype is not None and person.genotype.carries
    found = found or (decision is not None and decision.tested == "positive")
    healthy = person.affected is Affected.NO and person.genotype in BOTH_COPIES
    obligate = show.results and is_obligate(person, decision)
    return Mark(
        shape=shape_of(person),
        fills=_fills(person, patterns),
        carries=(show.results and found and not healthy) or obligate,
        obligate=obligate,
        presymptomatic=show.results and healthy,
        slashed=_is_slashed(person),
        outcome=person.outcome,
        proband=person.id == proband,
        consultand=person.consultand and person.id != proband,
        flagged=flagged,
        order=decision.priority if decision is not None and flagged else 0,
        bracketed=bool(person.adopted or person.social_parents or not person.genetic_link),
        adopted=person.adopted,
        letter=_letter(person),
        no_children=person.no_children,
        gender=person.gender,
        assigned=person.sex if gender_differs(person) else None,
    )


def patterns_of(family: Family) -> dict[str, Fill]:
    """Return the pattern of each condition: the first three of the file have one."""
    names = dict.fromkeys(one.name for person in family for one in person.conditions)
    return dict(zip(names, PATTERNS, strict=False))


def _fills(person: Person, patterns: Mapping[str, Fill]) -> tuple[Fill, ...]:
    disease = (Fill.SOLID,) if person.affected is Affected.YES else ()
    own = {one.name for one in person.conditions}
    return (*disease, *(fill for name, fill in patterns.items() if name in own))


def _is_slashed(person: Person) -> bool:
    """Deceased, stillborn, or a pregnancy that was ended; one that was lost has no slash."""
    if person.outcome in LOST:
        return person.outcome is Outcome.TERMINATION
    return not person.alive or person.outcome is Outcome.STILLBIRTH


def _letter(person: Person) -> str:
    """Return the letter in the symbol; a donor who also carries the child is a donor."""
    if person.outcome is Outcome.PREGNANCY:
        return "P"
    return "D" if person.donor else "S" if person.surrogate else ""


def is_obligate(person: Person, decision: Decision | None) -> bool:
    """Whether someone carries by the place in the tree, without a test that says so."""
    found = person.genotype is not None and person.genotype.carries
    if found or decision is None or decision.tested:
        return False
    return decision.known_to_carry


def is_donation(family: Family, pair: tuple[str, ...]) -> bool:
    """Whether two people have a child by donation, and are not recorded as partners."""
    people = [family[one] for one in pair]
    together = any(one.partner_of in pair for one in people)
    return len(people) > 1 and any(one.donor for one in people) and not together


def decisions_of(plan: Plan | None) -> dict[str, Decision]:
    """Return the decisions by person, none without a plan."""
    return {} if plan is None else {one.person: one for one in plan.decisions}
