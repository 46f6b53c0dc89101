"""What a symbol must show of a person: sex, affected, carrying, deceased, flagged, adopted."""

from __future__ import annotations

from dataclasses import dataclass

from genetics.inheritance import Sex
from pedigrees.drawing.words import Show
from pedigrees.family import Family
from pedigrees.people import Affected
from pedigrees.plan import Decision, Flag, Plan


@dataclass(frozen=True, slots=True)
class Mark:
    """The facts behind one symbol. `order` is 0 for someone who is not on the list."""

    sex: Sex
    affected: bool = False
    carries: bool = False
    deceased: bool = False
    proband: bool = False
    flagged: bool = False
    order: int = 0
    no_genetic_link: bool = False
    pregnancy: bool = False


PREGNANCY = Mark(Sex.UNKNOWN, pregnancy=True)


def marks_of(family: Family, plan: Plan | None, show: Show) -> dict[str, Mark]:
    """Return the mark of every person; test results only where they are shown."""
    decisions = decisions_of(plan)
    marks = {}
    for person in family:
        decision = decisions.get(person.id)
        found = person.genotype is not None and person.genotype.carries
        by_position = decision is not None and decision.flag is Flag.OBLIGATE
        marks[person.id] = Mark(
            sex=person.sex,
            affected=person.affected is Affected.YES,
            carries=show.results and (found or by_position),
            deceased=not person.alive,
            proband=person.id == family.proband_id,
            flagged=decision is not None and decision.flag.is_flagged,
            order=decision.priority if decision is not None and decision.flag.is_flagged else 0,
            no_genetic_link=not person.genetic_link or bool(person.social_parents),
        )
    return marks


def decisions_of(plan: Plan | None) -> dict[str, Decision]:
    """Return the decisions by person, none without a plan."""
    return {} if plan is None else {one.person: one for one in plan.decisions}
