"""What the other genotypes at the bases of a change say against its being new in a child."""

from __future__ import annotations

from collections.abc import Iterator

from genetics.answers import Answer
from genetics.genotypes import Call
from genetics.inheritance import Sex
from genetics.kin.calls import THE
from genetics.kin.descent import place_of
from genetics.kin.mendel import Copies, can_come_from, copies_called
from genetics.kin.overlap import Overlap, overlap_of
from genetics.kin.parents import Parents, Role
from genetics.observations import Observation, Observations
from genetics.phrases import say
from genetics.readers.records import Record
from genetics.variants import Variant


def against_new(
    variant: Variant, sample: str, sex: Sex, parents: Parents, observations: Observations
) -> Iterator[str]:
    """Yield what speaks against a new change in the records of its bases, case by case.

    - A parent carries, or is not called for, another change that may be the same one written
      otherwise (``overlap``): the mother has ``GT>AA``, the child ``G>A``.
    - With the reference in place of the new allele, as before the new event, the child's
      genotype cannot come from those of its parents (``mendel``): the mother has two copies of
      another allele, and the child has none of it. The samples, or parentage, may be wrong.

    `parents` are those who can have passed the change on and are in the file.
    """
    for role in Role:
        parent = parents.of(role)
        for seen in observations.of_sample(parent) if parent else ():
            other = seen.allele.variant
            if seen.allele.why_not or other == variant or seen.carriage.call is Call.ABSENT:
                continue
            if overlap_of(variant, other) is Overlap.MAY_BE_ONE:
                yield say(
                    "{parent} is called {genotype} for {change}, which may be the same change "
                    "written otherwise",
                    parent=say(THE[role]),
                    genotype=seen.genotype.text,
                    change=str(other),
                )
    for child in _by_record(sample, variant, observations):
        if _cannot_come(child, variant, sex, parents, observations):
            yield say(
                "at {place} the child's {genotype} cannot come from its parents, the new change "
                "apart: the samples, or parentage, may be wrong",
                place=child.allele.record.place,
                genotype=child.genotype.text,
            )


def _by_record(sample: str, variant: Variant, observations: Observations) -> Iterator[Observation]:
    """Yield the child's genotype in each record over the bases of a change, once each."""
    last, done = variant.pos + len(variant.ref) - 1, set[int]()
    for seen in observations.of_sample(sample):
        record = seen.allele.record
        if record.pos <= last and variant.pos <= record.end and id(record) not in done:
            done.add(id(record))
            yield seen


def _cannot_come(
    child: Observation, variant: Variant, sex: Sex, parents: Parents, observations: Observations
) -> bool:
    record = child.allele.record
    new = {
        seen.allele.number
        for seen in observations.of(child.genotype.sample, variant)
        if seen.allele.record is record
    }
    before = tuple(
        0 if copy in new else copy for copy in copies_called(child.genotype.text, record.alts)
    )
    mother, father = (_copies(record, parents.of(role)) for role in Role)
    place = place_of(record.chrom, record.pos, variant.assembly)
    return can_come_from(before, mother, father, place, sex) is Answer.NO


def _copies(record: Record, parent: str | None) -> Copies | None:
    """Return the copies of a parent in one record, None where there is no such parent."""
    if parent is None:
        return None
    texts = (one.text for one in record.genotypes if one.sample == parent)
    return next((copies_called(text, record.alts) for text in texts), ())
