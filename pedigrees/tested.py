"""Who was tested for the familial variant, with which result, and whether it counts."""

from __future__ import annotations

from dataclasses import dataclass

from genetics.inheritance import Sex
from genetics.phrases import say
from genetics.results import Finding
from genetics.variants import Zygosity
from pedigrees.case import Case
from pedigrees.people import Genotype, Person

ADEQUATE_DEPTH = 30
"""Reads at the position from which a negative result counts (KNOWLEDGE.md 4.0)."""


@dataclass(frozen=True, slots=True)
class TestResults:
    """The results that count, by person, and the checks that the report must ask for."""

    __test__ = False

    results: dict[str, Genotype]
    checks: tuple[str, ...] = ()

    def in_words(self) -> str:
        """Return all results that count: "A-MO not detected, A-P hemizygous"."""
        return ", ".join(f"{name} {result}" for name, result in sorted(self.results.items()))

    def positive(self, person_id: str) -> bool:
        """Whether the familial variant was found in this person."""
        result = self.results.get(person_id)
        return result is not None and result.carries

    def homozygous(self, person_id: str) -> bool:
        """Whether a test showed the variant on both copies."""
        return self.results.get(person_id) is Genotype.HOMOZYGOUS

    def negative(self, person_id: str) -> bool:
        """Whether a negative result with adequate depth excludes the variant in blood."""
        return self.results.get(person_id) is Genotype.NOT_DETECTED


def collect_results(case: Case, familial: Finding | None, *others: Finding) -> TestResults:
    """Return all test results that count, the proband's own finding included.

    Rules (KNOWLEDGE.md 4.0 "Parental results", 4.6 "excluded"):

    * a recorded result of the pedigree counts;
    * for a parent without one, the parental result of the finding counts;
    * both given and different: neither counts, and the report asks for the check;
    * a negative result counts from 30 reads, or when no depth is recorded (a
      laboratory's targeted test); with fewer reads it says nothing;
    * "healthy" is never a result;
    * with two variants (`others`) a parent carries with either, and is negative only where
      both were looked for and neither was found.
    """
    results = {
        person.id: person.genotype
        for person in case.family.relatives
        if person.genotype is not None and _depth_is_adequate(person.genotype, person.depth)
    }
    checks: list[str] = []
    if familial is not None:
        results[case.family.proband_id] = _own_genotype(familial, case.family.proband)
        mother = case.family.mother(case.family.proband_id)
        for parent in case.family.parents(case.family.proband_id):
            stated = _stated(parent is mother, (familial, *others))
            _settle_parent(parent, stated, results, checks)
    return TestResults(results, tuple(checks))


def _stated(is_mother: bool, findings: tuple[Finding, ...]) -> tuple[Genotype, int | None] | None:
    """Return a parent's result beside the findings, with its depth, None where there is none."""
    given = []
    for one in findings:
        said, depth = (
            (one.trio.mother, one.trio.mother_depth)
            if is_mother
            else (one.trio.father, one.trio.father_depth)
        )
        given.append((_as_genotype(said, is_mother), depth))
    positive = [(result, depth) for result, depth in given if result is not None and result.carries]
    if positive:
        return positive[0]
    if any(result is None for result, _ in given):
        return None
    depths = [depth for _, depth in given if depth is not None]
    return Genotype.NOT_DETECTED, min(depths, default=None)


def _settle_parent(
    parent: Person,
    stated: tuple[Genotype, int | None] | None,
    results: dict[str, Genotype],
    checks: list[str],
) -> None:
    if stated is None:
        return
    from_trio, depth = stated
    if parent.genotype is not None and parent.genotype.carries != from_trio.carries:
        results.pop(parent.id, None)
        checks.append(
            say(
                "The two recorded results of {person} differ ({in_family} in the family, "
                "{with_finding} with the finding): neither is used. Please check.",
                person=parent.id,
                in_family=say(parent.genotype),
                with_finding=say(from_trio),
            )
        )
        return
    adequate = _depth_is_adequate(from_trio, parent.depth if parent.depth is not None else depth)
    if not adequate:
        results.pop(parent.id, None)
    elif parent.genotype is None:
        results[parent.id] = from_trio


def _depth_is_adequate(result: Genotype, depth: int | None) -> bool:
    return result.carries or depth is None or depth >= ADEQUATE_DEPTH


def _as_genotype(stated: str, is_mother: bool) -> Genotype | None:
    if not stated:
        return None
    try:
        return Genotype(stated)
    except ValueError:
        if stated.startswith("detected"):
            return Genotype.HETEROZYGOUS if is_mother else Genotype.HEMIZYGOUS
        return None


def _own_genotype(finding: Finding, proband: Person) -> Genotype:
    if finding.zygosity is Zygosity.HOMOZYGOUS and proband.sex is not Sex.MALE:
        return Genotype.HOMOZYGOUS
    if proband.sex is Sex.MALE or finding.zygosity is Zygosity.HEMIZYGOUS:
        return Genotype.HEMIZYGOUS
    return Genotype.HETEROZYGOUS
