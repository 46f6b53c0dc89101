"""Who was tested for the familial variant, with which result, and whether it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from genetics.inheritance import Sex
from genetics.phrases import marked, say
from genetics.results import Finding
from genetics.variants import Zygosity
from pedigrees.case import Case
from pedigrees.familial_changes import FamilialChanges, Genotypes, alleles_of, genotypes_of
from pedigrees.people import Genotype, Person
from pedigrees.probability.loci import NORMAL
from pedigrees.variant_tests import Reading, read_tests

ADEQUATE_DEPTH = 30
"""Reads at the position from which a negative result counts (KNOWLEDGE.md 4.0)."""


@dataclass(frozen=True, slots=True)
class TestResults:
    """The results that count, by person, and the checks that the report must ask for.

    `results` holds what a result for all changes of the family says. `possible` holds the
    genotypes that are left in those whose tests say which change they looked for; where these
    are as much as a result, it stands in `results` as well. `words` tells what was looked for
    in whom, and what was found. `changes` says which change is "a" and which "b".
    """

    __test__ = False

    results: dict[str, Genotype]
    checks: tuple[str, ...] = ()
    possible: Mapping[str, Genotypes] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    changes: FamilialChanges | None = None

    def in_words(self) -> str:
        """Return all results that count: "A-MO not detected, A-P hemizygous"."""
        told = {name: str(result) for name, result in self.results.items()} | {
            name: self.words[name] for name in self.possible if name in self.words
        }
        return ", ".join(f"{name} {result}" for name, result in sorted(told.items()))

    def positive(self, person_id: str) -> bool:
        """Whether a familial variant was found in this person."""
        result = self.results.get(person_id)
        if result is not None:
            return result.carries
        left = self.possible.get(person_id, frozenset({0}))
        return all(any(allele != NORMAL for allele in alleles_of(one)) for one in left)

    def in_part(self, person_id: str) -> bool:
        """Whether the tests leave open which variants the person has, or on how many copies."""
        return person_id in self.possible and person_id not in self.results

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
    * so do tests that say which change they looked for (`variant_tests`): of a change that
      they did not look for they say nothing. A result and tests are taken together;
    * for a parent without one, the parental result of the finding counts;
    * given twice and different: neither counts, and the report asks for the check;
    * a negative result counts from 30 reads, or when no depth is recorded (a
      laboratory's targeted test); with fewer reads it says nothing;
    * "healthy" is never a result;
    * with two variants (`others`) a parent carries with either, and is negative only where
      both were looked for and neither was found.
    """
    recorded = {
        person.id: person.genotype
        for person in case.family.relatives
        if person.genotype is not None and _depth_is_adequate(person.genotype, person.depth)
    }
    if familial is None:
        return TestResults(recorded)
    collected = _Collected(FamilialChanges.of(case, familial), recorded)
    for person in case.family:
        if person.tests:
            collected.add_tests(person, proband=person.id == case.family.proband_id)
    recorded[case.family.proband_id] = _own_genotype(familial, case.family.proband)
    mother = case.family.mother(case.family.proband_id)
    for parent in case.family.parents(case.family.proband_id):
        collected.add_parental(parent, (familial, *others), is_mother=parent is mother)
    return collected.as_results()


@dataclass(slots=True)
class _Collected:
    """The results while they are collected; `differ` are the people whose own ones differ."""

    changes: FamilialChanges
    results: dict[str, Genotype]
    checks: list[str] = field(default_factory=list)
    possible: dict[str, Genotypes] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    differ: set[str] = field(default_factory=set)

    def as_results(self) -> TestResults:
        """Return what was collected."""
        checks, words = tuple(self.checks), self.words
        return TestResults(self.results, checks, self.possible, words, self.changes)

    def add_tests(self, person: Person, *, proband: bool) -> None:
        """Add the tests of one person. Of the proband the finding counts, tests are compared."""
        deep_enough = _depth_is_adequate(Genotype.NOT_DETECTED, person.depth)
        decided = person.id in self.results
        read = read_tests(person, self.changes, deep_enough=deep_enough, decided=decided)
        self.checks += read.checks
        if proband:
            if read.missing:
                self.checks.append(say(UNLIKE_THE_FINDING, person=person.id))
            return
        left = self._left(person, read)
        if read.contradict or not left:
            self.results.pop(person.id, None)
            self.differ.add(person.id)
            self.checks.append(say(TESTS_DIFFER, person=person.id))
            return
        self.words[person.id] = read.words
        if read.counts:
            self._set(person, left)

    def _left(self, person: Person, read: Reading) -> Genotypes:
        """Return what the tests leave possible, together with a recorded result."""
        left = self.changes.possible(read.found, read.missing, person.sex)
        if person.genotype is None:
            return left
        return left & genotypes_of(person.genotype, self.changes.locus, person.sex)

    def _set(self, person: Person, left: Genotypes) -> None:
        self.possible[person.id] = left
        result = self.changes.as_result(left, person.sex)
        self.results.pop(person.id, None)
        if result is not None:
            self.results[person.id] = result

    def add_parental(
        self, parent: Person, findings: tuple[Finding, ...], *, is_mother: bool
    ) -> None:
        """Add the result of a parent that stands beside the findings."""
        if parent.id in self.differ:
            return
        if parent.id not in self.possible:
            _settle_parent(parent, _stated(is_mother, findings), self.results, self.checks)
            return
        left = self.possible[parent.id] & self._stated_changes(parent, is_mother)
        if left:
            self._set(parent, left)
            return
        del self.possible[parent.id], self.words[parent.id]
        self.results.pop(parent.id, None)
        self.checks.append(say(TESTS_DIFFER, person=parent.id))

    def _stated_changes(self, parent: Person, is_mother: bool) -> Genotypes:
        """Return what the results beside the findings leave possible in a parent."""
        found, missing = [], []
        for letter, finding in zip(self.changes.letters, self.changes.findings, strict=True):
            stated = _stated(is_mother, (finding,))
            if stated is None:
                continue
            result, depth = stated
            if result.carries:
                found.append(letter)
            elif _depth_is_adequate(result, parent.depth if parent.depth is not None else depth):
                missing.append(letter)
        return self.changes.possible(found, missing, parent.sex)


TESTS_DIFFER = marked(
    "The recorded results and tests of {person} do not agree: none of them is used. Please check."
)
UNLIKE_THE_FINDING = marked(
    "A test of {person} did not find a change that the finding shows: the finding counts. Please "
    "check."
)


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
