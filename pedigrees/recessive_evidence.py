"""What is known of everybody's genotype in a recessive family (SLC25A38), and what is assumed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from genetics.defaults import DefaultName
from genetics.inheritance import Sex
from pedigrees.assumptions import ChanceSettings, assumption, carrier_frequency
from pedigrees.familial_changes import genotypes_of
from pedigrees.family import Family
from pedigrees.people import Affected, Person
from pedigrees.probability.loci import NORMAL, AutosomalLocus, Pair
from pedigrees.probability.transmission import Evidence
from pedigrees.relationship import path_to
from pedigrees.tested import TestResults


@dataclass(frozen=True, slots=True)
class RecessiveAssumptions:
    """What is assumed: the share of `carriers` among unrelated people, and the age of onset.

    The disease shows itself before the age `onset` in years; `priors` are chances to carry
    that the case states for single people.
    """

    carriers: Fraction
    onset: Fraction
    priors: Mapping[str, Fraction]

    @classmethod
    def of(cls, settings: ChanceSettings) -> RecessiveAssumptions:
        """Return what the case states, otherwise the defaults of the gene file."""
        onset = assumption("SLC25A38", settings, DefaultName.AGE_OF_ONSET)
        return cls(carrier_frequency(settings), onset.value, settings.priors)

    def carrying(self, person: str) -> Fraction:
        """Return the chance of someone unrelated, as the case states it or as for all."""
        return self.priors.get(person, self.carriers)


def parent_without_it(family: Family, tests: TestResults) -> Person | None:
    lacking = [one for one in family.parents(family.proband_id) if tests.negative(one.id)]
    return lacking[0] if len(lacking) == 1 else None


def cut_from_parents(family: Family) -> Family:
    """Return the family without the proband's parent links: they cannot be relied on yet."""
    return Family(
        (
            replace(person, father=None, mother=None) if person.id == family.proband_id else person
            for person in family
        ),
        family.proband_id,
    )


def evidence_of(
    family: Family,
    tests: TestResults,
    locus: AutosomalLocus,
    ages: dict[str, int | None],
    lacking: Person | None,
    assumed: RecessiveAssumptions,
) -> Evidence:
    """Return what is known about the genotypes (KNOWLEDGE.md 4.0 "Evidence for p_variant").

    The proband has both copies; every recorded result counts; a test for one of two variants
    leaves all genotypes with or without that one; a sib or cousin recorded unaffected and past
    the age of onset does not have both. Beside a parent without the variant, the other parent
    carries it.
    """
    copies: dict[str, frozenset[Hashable]] = {
        name: genotypes_of(result, locus, Sex.UNKNOWN)
        for name, result in tests.results.items()
        if name in family
    }
    copies |= {name: left for name, left in tests.possible.items() if name in family}
    copies[family.proband_id] = _biallelic(locus)
    for person in family.relatives:
        healthy = person.affected is Affected.NO and _past_onset(ages[person.id], assumed.onset)
        if person.id not in tests.results and healthy and _sib_or_cousin(family, person):
            left = copies.get(person.id, _all(locus))
            copies[person.id] = (left - _both_copies(locus)) or left
    if lacking is not None:
        for parent in family.parents(family.proband_id):
            if parent.id != lacking.id:
                carrying = _all(locus) - {(NORMAL, NORMAL)}
                copies[parent.id] = copies.get(parent.id, carrying) & carrying
    return Evidence(copies, priors=_priors(family, assumed.carriers))


def _all(locus: AutosomalLocus) -> frozenset[Hashable]:
    return frozenset(state.genotype for state in locus.states(Sex.UNKNOWN))


def _both_copies(locus: AutosomalLocus) -> frozenset[Hashable]:
    return frozenset(
        state.genotype for state in locus.states(Sex.UNKNOWN) if locus.biallelic(state)
    )


def _biallelic(locus: AutosomalLocus) -> frozenset[Hashable]:
    """The proband: both copies of the one variant, or one of each of the two."""
    own: Pair = (locus.variants[0], locus.variants[-1])
    return frozenset({own})


def _past_onset(age: int | None, onset: Fraction) -> bool:
    return age is not None and age >= onset


def _sib_or_cousin(family: Family, person: Person) -> bool:
    path = path_to(family, person.id)
    return path is not None and (path.up, path.down) in ((1, 1), (2, 2))


def _priors(family: Family, carriers: Fraction) -> dict[str, Fraction]:
    """Return the population's chance for the other parent of a half-sib, if not related.

    The unrelated partner of the proband has it too: it counts for their child.
    """
    proband = family.proband_id
    own_parents = {parent.id for parent in family.parents(proband)}
    halves = [
        sib for parent in family.parents(proband) for sib in family.half_sibs(proband, parent)
    ]
    others = {parent.id for sib in halves for parent in family.parents(sib.id)} - own_parents
    others |= {partner.id for partner in family.partners(proband)}
    unrelated = {one for one in others if not in_the_line(family, one) and not family.parents(one)}
    return dict.fromkeys(unrelated, carriers) | {
        f"{role} of {sib.id}": carriers
        for sib in halves
        for role, parent in (("father", family.father(sib.id)), ("mother", family.mother(sib.id)))
        if parent is None
    }


def in_the_line(family: Family, name: str) -> bool:
    return name == family.proband_id or family.are_blood_relatives(name, family.proband_id)
