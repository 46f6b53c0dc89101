"""The reader of a relative's letter: who it is, and what is known of this one person."""

from __future__ import annotations

from dataclasses import dataclass

from genetics.inheritance import Sex
from genetics.panel import Disease
from pedigrees.people import Person
from pedigrees.plan import Decision, DiseaseClass, Flag
from reports.basis import Basis
from reports.letters.relative_words import DONOR_RULE, RULES, Standing, Wording
from reports.management.statements import Statement
from reports.parts.diagnosis import diagnosis_of
from reports.parts.sources import Numbering

ADULT_AGE = 18
SMALL_CHILD = 3
"""Under this age SLC25A38 disease begins (KNOWLEDGE.md 4.0), and nobody fasts for a test."""
PAST_CHILD_BEARING = 55
"""From this age on a letter says nothing of a pregnancy: an assumption, wide on purpose."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The relative a letter goes to.

    `guardian` is true where the person is surely under 18: the letter speaks to the parents.
    Where the age is not known, or the birthday may or may not have passed, it speaks to the
    person and says that it is for the parents if the person is a child: a letter that calls
    an adult a child is wrong, and one that is handed to a child is worse. `youngest` is the
    younger possible age in years, None where it is not known.
    """

    person: Person
    decision: Decision
    guardian: bool
    age_unknown: bool
    youngest: int | None

    @classmethod
    def of(cls, basis: Basis, decision: Decision) -> Reader:
        """Return the reader whom a decision is about."""
        person = basis.case.family[decision.person]
        ages = person.birth.ages_on(basis.case.report_date)
        younger, older = ages or (0, ADULT_AGE)
        guardian, unknown = older < ADULT_AGE, younger < ADULT_AGE <= older
        return cls(person, decision, guardian, unknown, ages[0] if ages else None)

    def told(self, wording: Wording) -> str:
        """Return the wording for this reader."""
        return wording.said(guardian=self.guardian)

    @property
    def soon(self) -> bool:
        """Whether the reader should come soon: first in order, ill, or pregnant.

        A pregnancy, or the wish for one, was told to the clinic by someone else. It changes
        how soon, and is never told as a fact: what is said of it is said to every woman.
        """
        return self.decision.priority == 1 or self.decision.pregnant

    @property
    def may_be_pregnant(self) -> bool:
        """Whether a letter speaks of a pregnancy: not to men, to parents, or to older women."""
        past = self.youngest is not None and self.youngest >= PAST_CHILD_BEARING
        return self.person.sex is not Sex.MALE and not self.guardian and not past

    @property
    def small_child(self) -> bool:
        """Whether the reader is, or could be, under 3 years; not where the age is unknown."""
        return self.youngest is not None and self.youngest < SMALL_CHILD


def standing_of(basis: Basis, reader: Reader) -> Standing:
    """Return how sure it is that the reader has the change (KNOWLEDGE.md 4.0, 4.6, 4.8).

    * a test of the reader's own; the family tree; who very likely passed it on: the mother of
      one ill man, or the parent left when the other is negative and the change can be new;
    * after an apparently new change: low, and "not known" until the parents are confirmed;
    * recessive: perhaps ill, or a carrier at most;
    * everyone else: possible.
    """
    if basis.recessive:
        return _recessive_standing(reader.decision)
    decision = reader.decision
    if decision.tested == "positive":
        return Standing.TESTED
    if decision.known_to_carry:
        return Standing.BY_THE_FAMILY_TREE
    if (decision.very_likely or decision.chance == 1) and not decision.doubtful:
        return Standing.VERY_LIKELY
    if decision.assumed:
        return Standing.NOT_KNOWN if basis.parentage_open else Standing.LOW
    return Standing.POSSIBLE


def _recessive_standing(decision: Decision) -> Standing:
    """A chance of 0 to have both, or a healthy grown-up: a carrier at most."""
    if decision.tested == "positive":
        return Standing.CARRIER_TESTED
    if decision.flag is Flag.OBLIGATE:
        return Standing.CARRIER_BY_THE_FAMILY_TREE
    may_be_ill = decision.reason_id == "R-AR-SIB" or bool(decision.affected)
    return Standing.ILL_OR_CARRIER if may_be_ill else Standing.CARRIER


def disease_class_of(basis: Basis) -> DiseaseClass:
    """Return the disease class of a family in which letters are written: there always is one."""
    assert basis.plan.disease_class is not None
    return basis.plan.disease_class


def disease_of(basis: Basis) -> Disease | None:
    """Return the disease of the family, None while the direction of effect is not settled."""
    if basis.recessive:
        return basis.panel.gene(disease_class_of(basis)).diseases[0]
    return diagnosis_of(basis).disease


def rules_for(basis: Basis, reader: Reader) -> tuple[Statement, ...]:
    """Return the safety rules for this reader's doctor, those that apply in the case.

    In a recessive family a carrier needs none of them; a possible donor needs the donor rule.
    """
    wanted: tuple[str, ...] = RULES[disease_class_of(basis)]
    if basis.recessive and standing_of(basis, reader) is not Standing.ILL_OR_CARRIER:
        wanted = ()
    if reader.decision.reason_id == "R-AR-DONOR":
        wanted = (*wanted, DONOR_RULE)
    applied = {one.rule: one for one in basis.statements.applied}
    return tuple(applied[rule] for rule in wanted if rule in applied)


def mark_of(statement: Statement, numbering: Numbering) -> str:
    """Return "SA-01 · [1]"; its blanks do not break, the mark stays together."""
    return f"{statement.rule} · [{numbering.of_statement(statement)}]".replace(" ", "\u00a0")


def cited(text: str, number: int) -> str:
    """Return a text with the number of its source; the number stays with the last word."""
    return f"{text}\u00a0[{number}]"
