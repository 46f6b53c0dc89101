"""What the genotypes of a whole file tell of its people: sexes, parents, one person twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from genetics.answers import Answer
from genetics.inheritance import Sex
from genetics.kin.descent import Place, place_of
from genetics.kin.mendel import Copies, can_come_from
from genetics.kin.parents import NO_PARENTS, Parents
from genetics.kin.sexes import SexCounts
from genetics.kin.swaps import SiteGenotypes
from genetics.variants import Assembly

# So many samples are compared with each other: our own choice, to bound the work.
MOST_COMPARED = 30
_FEW = 5


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the pedigree says: sexes (None: there is no pedigree) and parents."""

    sexes: Mapping[str, Sex] | None = None
    parents: Mapping[str, Parents] = field(default_factory=dict)

    def sex_of(self, sample: str) -> Sex:
        """Return the recorded sex."""
        return (self.sexes or {}).get(sample, Sex.UNKNOWN)


@dataclass(slots=True)
class Descent:
    """One child with a parent in the file: how its genotypes go with those of its parents."""

    child: str
    parents: Parents
    answers: Counter[Answer] = field(default_factory=Counter)
    passed_errors: int = 0
    first_errors: list[str] = field(default_factory=list)

    @property
    def tested(self) -> int:
        """Return how many places could be judged."""
        return self.answers[Answer.YES] + self.answers[Answer.NO]


@dataclass(slots=True)
class Kinship:
    """Counts, record by record, what the chosen samples tell; `people` maps each to its column."""

    people: Mapping[str, int]
    left_out: int
    recorded: Recorded
    assembly: Assembly | None
    sexes: dict[str, SexCounts]
    sites: SiteGenotypes
    descents: tuple[Descent, ...]

    def see(
        self,
        chrom: str,
        pos: int,
        ref: str,
        alts: Sequence[str],
        *,
        passed: bool,
        called: Mapping[str, Copies],
    ) -> None:
        """Count one record. Sexes and likeness go by single-base changes that passed."""
        place = place_of(chrom, pos, self.assembly)
        for descent in self.descents:
            self._see_descent(descent, place, f"{chrom}:{pos}", passed, called)
        if not passed or len(ref) != 1 or len(alts) != 1 or len(alts[0]) != 1:
            return
        if place in {Place.X, Place.Y}:
            for sample, copies in called.items():
                self.sexes[sample].see(copies, place)
        elif place is Place.AUTOSOME and len(called) > 1 and self.sites.wants(chrom, pos):
            self.sites.see(chrom, pos, list(called.values()))

    def _see_descent(
        self,
        descent: Descent,
        place: Place,
        where: str,
        passed: bool,
        called: Mapping[str, Copies],
    ) -> None:
        mother, father = descent.parents.mother, descent.parents.father
        answer = can_come_from(
            called[descent.child],
            called.get(mother) if mother else None,
            called.get(father) if father else None,
            place,
            self.recorded.sex_of(descent.child),
        )
        descent.answers[answer] += 1
        if answer is Answer.NO:
            descent.passed_errors += passed
            if len(descent.first_errors) < _FEW:
                descent.first_errors.append(where)


def kinship_of(samples: Sequence[str], recorded: Recorded, assembly: Assembly | None) -> Kinship:
    """Return the counters for up to 30 samples: children and parents first, in file order."""
    related = {
        one
        for child, parents in recorded.parents.items()
        if child in samples and any(parent in samples for parent in parents)
        for one in (child, *parents)
    }
    chosen = [one for one in samples if one in related]
    chosen = [*chosen, *(one for one in samples if one not in related)][:MOST_COMPARED]
    column = {sample: 9 + number for number, sample in enumerate(samples)}
    people = {sample: column[sample] for sample in chosen}
    parents = {child: recorded.parents.get(child, NO_PARENTS) for child in chosen}
    descents = tuple(
        Descent(child, of) for child, of in parents.items() if any(one in people for one in of)
    )
    return Kinship(
        people,
        len(samples) - len(chosen),
        recorded,
        assembly,
        {sample: SexCounts() for sample in chosen},
        SiteGenotypes(tuple(chosen)),
        descents,
    )
