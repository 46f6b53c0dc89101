"""What a relative is offered before and after the overrides, and the tests of each disease."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from genetics.inheritance import Sex
from pedigrees.people import Person
from pedigrees.plan import DiseaseClass, Flag, MinorRule, Pattern, Test


@dataclass(frozen=True, slots=True)
class Offer:
    """Flag, tests, reason id and chance for one relative.

    `tested` says a result of the relative's own: "positive", "negative" or "".
    `residual_parent` marks the parent whose 1 in 100 is for a further child.
    `unprinted` marks a chance that is computed and compared, and never printed.
    `affected` is the chance to have the disease genotype, where one is computed.
    """

    flag: Flag
    tests: tuple[Test, ...]
    reason: str
    chance: Fraction | None
    priority: int = 0
    minor_rule: MinorRule | None = None
    assumed: bool = False
    very_likely: bool = False
    tested: str = ""
    residual_parent: bool = False
    unprinted: bool = False
    affected: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What is read about one relative; `age` is the younger possible one.

    `minor` is true for whoever could be under 18 on the day of the report.
    """

    person: Person
    age: int | None
    minor: bool
    symptomatic: bool
    may_be_contacted: bool
    pattern: Pattern


_IRON = (Test.BLOOD_COUNT, Test.FERRITIN, Test.TRANSFERRIN_SATURATION)
_LIGHT = (Test.PROTOPORPHYRIN, Test.LIVER)


def screening_tests(kind: DiseaseClass, sex: Sex) -> tuple[Test, ...]:
    """Return the tests offered to an adult relative (KNOWLEDGE.md 4.1).

    * ALAS2 loss of function: targeted test, blood count, ferritin, transferrin
      saturation, together: relatives can load iron without anaemia;
    * direction of effect not settled: the same, with protoporphyrin;
    * protoporphyria: targeted test, protoporphyrin, liver tests;
    * ABCB7: men targeted test, blood count, neurology; women without neurology, since no
      neurological disease is reported in heterozygous women.
    """
    if kind is DiseaseClass.ALAS2_GOF:
        return (Test.TARGETED, *_LIGHT)
    if kind is DiseaseClass.ABCB7:
        neurology = () if sex is Sex.FEMALE else (Test.NEUROLOGY,)
        return (Test.TARGETED, Test.BLOOD_COUNT, *neurology)
    undecided = (Test.PROTOPORPHYRIN,) if kind is DiseaseClass.ALAS2_UNDECIDED else ()
    return (Test.TARGETED, *_IRON, *undecided)


def minor_rule(kind: DiseaseClass, sex: Sex) -> MinorRule:
    """Return what differs for a minor (KNOWLEDGE.md 4.3).

    * ALAS2 boys: all tests from infancy (treatable, iron loading preventable); girls:
      blood and iron values now, targeted test deferred unless anaemic or iron-loaded;
    * protoporphyria: testing in childhood is useful (light protection);
    * ABCB7 boys: specialist first; girls: deferred.
    """
    if kind is DiseaseClass.ABCB7:
        return MinorRule.DEFER if sex is Sex.FEMALE else MinorRule.SPECIALIST
    if kind is DiseaseClass.ALAS2_GOF or sex is Sex.MALE:
        return MinorRule.ALLOWED
    return MinorRule.HAEM_SCREEN


def without_targeted(tests: tuple[Test, ...]) -> tuple[Test, ...]:
    """Return the tests without the targeted one."""
    return tuple(test for test in tests if test is not Test.TARGETED)
