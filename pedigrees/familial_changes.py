"""The changes that run in a family, by name, and what a result for some of them leaves open."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass

from genetics.hgvs import same_coding_name
from genetics.inheritance import Sex
from genetics.results import Finding
from genetics.variants import Zygosity
from pedigrees.case import Case
from pedigrees.clinical.findings_facts import X_GENES, disease_causing
from pedigrees.people import Genotype
from pedigrees.probability.loci import NORMAL, AutosomalLocus, XLocus

Genotypes = frozenset[Hashable]
"""Possible genotypes: numbers of copies on X, sorted pairs of alleles on an autosome."""

LETTERS = ("a", "b")
"""How `AutosomalLocus` calls the first and the second change."""

_COPIES = {Genotype.NOT_DETECTED: 0, Genotype.HETEROZYGOUS: 1, Genotype.HEMIZYGOUS: 1}


@dataclass(frozen=True, slots=True)
class FamilialChanges:
    """The changes that relatives are tested for: `findings[0]` is "a", `findings[1]` is "b".

    * X: the one familial change;
    * recessive, one change on both copies: that change;
    * recessive, two changes: in the order of the findings;
    * `others`: further disease-causing changes of the gene. They are not followed here.
    """

    findings: tuple[Finding, ...]
    locus: XLocus | AutosomalLocus
    others: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, case: Case, familial: Finding) -> FamilialChanges:
        """Return the changes of the family in which `familial` runs."""
        causing = disease_causing(case.germline, familial.gene)
        if familial not in causing:
            causing = (familial,)
        if familial.gene in X_GENES:
            return cls((familial,), XLocus(), tuple(one for one in causing if one != familial))
        on_both = [one for one in causing if one.zygosity is Zygosity.HOMOZYGOUS]
        followed = (*on_both[:1],) or causing[: len(LETTERS)]
        others = tuple(one for one in causing if one not in followed)
        return cls(followed, AutosomalLocus(LETTERS[: len(followed)]), others)

    @property
    def letters(self) -> tuple[str, ...]:
        """Return the letters of the changes."""
        return LETTERS[: len(self.findings)]

    def letter_of(self, name: str) -> str:
        """Return the letter of the change of this name, "" for none of the family's.

        Spellings of one change are the same name (`genetics.hgvs.same_coding_name`).
        """
        for letter, finding in zip(self.letters, self.findings, strict=True):
            if is_named(finding, name):
                return letter
        return ""

    def letters_of(self, names: Iterable[str]) -> frozenset[str]:
        """Return the letters of the changes with these names, those of no others."""
        return frozenset(letter for name in names if (letter := self.letter_of(name)))

    def in_words(self, letters: Collection[str]) -> str:
        """Return the names of the changes with these letters: "c.1A>G, c.2T>C"."""
        named = zip(self.letters, self.findings, strict=True)
        return ", ".join(name_of(finding) for letter, finding in named if letter in letters)

    def possible(self, found: Collection[str], missing: Collection[str], sex: Sex) -> Genotypes:
        """Return the genotypes with all changes `found` and none of those `missing`.

        A change that was found is there once or twice: a test tells which change, not how
        many copies. Of a change in neither nothing is said.
        """
        return frozenset(
            state.genotype
            for state in self.locus.states(sex)
            if all(one in alleles_of(state.genotype) for one in found)
            and not any(one in alleles_of(state.genotype) for one in missing)
        )

    def as_result(self, possible: Genotypes, sex: Sex) -> Genotype | None:
        """Return the result that says as much as these genotypes, None where none does.

        Two copies of one change are left aside where one copy explains the result as well: of
        a woman on X, and where two changes run in the family (a change found in the report of
        a parent counts as one copy too). Not where one change runs on both copies: there a
        sib in whom it was found can have it once or twice.
        """
        if isinstance(self.locus, XLocus):
            return _on_x(possible, sex)
        if len(self.letters) > 1:
            possible = frozenset(one for one in possible if not _twice(one)) or possible
        copies = {sum(allele != NORMAL for allele in alleles_of(one)) for one in possible}
        if copies == {0}:
            return Genotype.NOT_DETECTED
        if copies == {1}:
            return Genotype.HETEROZYGOUS
        if copies == {2}:
            same = all(_twice(one) for one in possible)
            return Genotype.HOMOZYGOUS if same else Genotype.COMPOUND_HETEROZYGOUS
        return None


def _on_x(possible: Genotypes, sex: Sex) -> Genotype | None:
    if possible == {0}:
        return Genotype.NOT_DETECTED
    if 0 in possible or not possible or sex is Sex.UNKNOWN:
        return None
    if sex is Sex.MALE:
        return Genotype.HEMIZYGOUS
    return Genotype.HOMOZYGOUS if possible == {2} else Genotype.HETEROZYGOUS


def genotypes_of(result: Genotype, locus: XLocus | AutosomalLocus, sex: Sex) -> Genotypes:
    """Return the genotypes that a recorded result for all changes of the family leaves.

    On X a man in whom the change was found has one copy. On an autosome one copy is of
    either change, two copies are of one change or of both.
    """
    if isinstance(locus, XLocus):
        return frozenset({1 if result.carries and sex is Sex.MALE else _COPIES.get(result, 2)})
    wanted = _COPIES.get(result, 2)
    every = (state.genotype for state in locus.states(sex))
    return frozenset(
        one for one in every if sum(allele != NORMAL for allele in alleles_of(one)) == wanted
    )


def shown_in(possible: Genotypes, letter: str) -> bool | None:
    """Return whether a change is surely there, or surely not; None where it is open."""
    there = {letter in alleles_of(one) for one in possible}
    return there.pop() if len(there) == 1 else None


def alleles_of(genotype: Hashable) -> tuple[str, ...]:
    """Return the alleles of a genotype, those of X that carry the change only."""
    if isinstance(genotype, int):
        return LETTERS[:1] * genotype
    assert isinstance(genotype, tuple)
    return genotype


def _twice(genotype: Hashable) -> bool:
    one, other = alleles_of(genotype)
    return one == other != NORMAL


def name_of(finding: Finding) -> str:
    """Return the coding name, or all that is known of the change."""
    return finding.hgvs_c or finding.name


def is_named(finding: Finding, name: str) -> bool:
    """Whether a change is the one of this name, however the name is spelled."""
    return same_coding_name(name_of(finding), name)
