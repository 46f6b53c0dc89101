"""Finds the structural changes of one person that reach into a gene."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genetics.alleles import GeneAllele
from genetics.answers import Answer, Judged
from genetics.gene_reading import GeneReading
from genetics.genotypes import Call, Genotype, carriage
from genetics.inheritance import Sex
from genetics.panel import Gene
from genetics.phrases import say
from genetics.readers.territory import gene_bounds
from genetics.structural import StructuralFinding, StructuralKind
from genetics.structural_records import copy_number_in, extent_of, kind_of, remarks_on
from genetics.touched import touched_in_words

_GAINED_OR_LOST = {StructuralKind.DELETION: -1, StructuralKind.DUPLICATION: 1}

# A measured copy number counts as the whole number that it is so near: an assumption.
_NEAR_A_WHOLE = 0.3


def structural_findings(reading: GeneReading, sample: str) -> tuple[StructuralFinding, ...]:
    """Return the structural changes that the records of a gene show in one person.

    Listed is what the person carries, and what cannot be told; a change that the person is
    called without is not. A change that by its own ends does not reach into the gene is not
    listed either. They stand beside the findings and the records that were only read: no class
    is given to them, a person decides.
    """
    return tuple(_findings(reading, sample))


def _findings(reading: GeneReading, sample: str) -> Iterator[StructuralFinding]:
    gene, sex = reading.gene, reading.observations.sexes.get(sample, Sex.UNKNOWN)
    for allele in reading.structural:
        genotype = next((one for one in allele.record.genotypes if one.sample == sample), None)
        kind, extent = kind_of(allele), extent_of(allele)
        bounds = gene_bounds(gene, allele.variant.assembly)
        reaches = bounds is not None and bounds.overlaps(allele.record.chrom, *extent)
        if genotype is None or not reaches:
            continue
        copies = copy_number_in(allele.record, sample)
        called = _called(allele, genotype, kind, copies, sex)
        if called.answer is Answer.NO:
            continue
        yield StructuralFinding(
            gene=gene.symbol,
            variant=allele.as_written,
            kind=kind,
            start=extent[0],
            end=extent[1],
            touches=touched_in_words(gene, allele.variant.assembly, *extent),
            genotype=genotype.text,
            called=called,
            copy_number=copies,
            filters=_filters(allele, genotype),
            remarks=tuple(remarks_on(allele)),
            place=f"{allele.record.chrom}:{allele.record.pos}",
        )


def _filters(allele: GeneAllele, genotype: Genotype) -> str:
    record = allele.record.filters
    return f"{record}; {genotype.filters}" if genotype.filters else record


def _called(
    allele: GeneAllele, genotype: Genotype, kind: StructuralKind, copies: str, sex: Sex
) -> Judged:
    """Return whether a person carries a structural allele, case by case.

    - The genotype names it: yes, whatever the zygosity; if CN says the contrary, cannot tell.
    - The genotype is called without it: no; if CN says the contrary, cannot tell.
    - Not called (``./.``, ``.``, a half call without it, no GT, depth 0) and CN is given, of a
      deletion, duplication or copy number change: CN decides. Two copies are expected, and one
      on X in a man; where the sex is not recorded, one or two on X cannot be told.
      A number that was measured (1.97) counts as the nearest whole one, if it is near one.
    - Not called, and no CN: cannot tell, never reference.
    """
    read = carriage(genotype, allele.number, x_linked=allele.gene.x_linked, sex=sex)
    by_copies = _by_copy_number(allele.gene, kind, copies, sex)
    if read.call is Call.NOT_CALLED:
        return by_copies or Judged(Answer.CANNOT_TELL, read.why, _settled_by())
    named = read.call is Call.CALLED
    answer = Answer.YES if named else Answer.NO
    if by_copies is not None and by_copies.answer not in {answer, Answer.CANNOT_TELL}:
        why = say(
            "the genotype {genotype} and the copy number {copies} contradict each other",
            genotype=genotype.text,
            copies=copies,
        )
        return Judged(Answer.CANNOT_TELL, why, _settled_by())
    if named:
        return Judged(answer, say("the genotype {genotype} names it", genotype=genotype.text))
    return Judged(answer, say("called without it ({genotype})", genotype=genotype.text))


def _settled_by() -> str:
    return say("MLPA, an array, or another method that counts copies")


def _by_copy_number(gene: Gene, kind: StructuralKind, copies: str, sex: Sex) -> Judged | None:
    """Return what CN says of a change of the copy number, or None where it says nothing."""
    counting = {*_GAINED_OR_LOST, StructuralKind.COPY_NUMBER}
    if kind not in counting or not re.fullmatch(r"\d+(\.\d+)?", copies):
        return None
    number = round(float(copies))
    if abs(float(copies) - number) > _NEAR_A_WHOLE:
        why = say("copy number {copies} is near no whole number", copies=copies)
        return Judged(Answer.CANNOT_TELL, why, _settled_by())
    if gene.x_linked and sex is Sex.UNKNOWN and number in {1, 2}:
        why = say("copy number {copies} on X, and the sex is not recorded", copies=copies)
        return Judged(Answer.CANNOT_TELL, why, _settled_by())
    expected = 1 if gene.x_linked and sex is Sex.MALE else 2
    why = say("copy number {copies}, {expected} expected", copies=copies, expected=expected)
    difference = number - expected
    direction = _GAINED_OR_LOST.get(kind)
    carried = difference != 0 if direction is None else difference * direction > 0
    return Judged(Answer.YES if carried else Answer.NO, why)
