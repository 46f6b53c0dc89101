"""What each record shows of each allele in each person, kept for what several of them tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from genetics.alleles import GeneAllele
from genetics.genotypes import Carriage, Genotype
from genetics.inheritance import Sex
from genetics.variants import Variant


@dataclass(frozen=True, slots=True)
class Observation:
    """One allele of one record, as one person's genotype there shows it."""

    allele: GeneAllele
    genotype: Genotype
    carriage: Carriage


@dataclass(frozen=True, slots=True)
class Observations:
    """What was observed in one gene, by person and normalised allele.

    A person who is read in full (a child, a parent) has an observation of each allele of each
    record, also where it is absent or not called; of others only what is carried or not called
    in a region of interest is kept. `sexes` are the recorded ones.
    """

    sexes: Mapping[str, Sex] = field(default_factory=dict)
    by: Mapping[tuple[str, Variant], tuple[Observation, ...]] = field(default_factory=dict)

    def of(self, sample: str, variant: Variant | None) -> tuple[Observation, ...]:
        """Return what the records of this allele show in this person, in file order."""
        return self.by.get((sample, variant), ()) if variant is not None else ()

    def of_sample(self, sample: str) -> Iterator[Observation]:
        """Yield all observations in one person."""
        for (whose, _), seen in self.by.items():
            if whose == sample:
                yield from seen
