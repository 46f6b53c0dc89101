"""What one genotype makes of one allele: a finding, a record that is only read, or a no-call."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from genetics.alleles import REGION_OF_INTEREST, GeneAllele
from genetics.annotations import Annotations
from genetics.class_field import LaboratoryClass
from genetics.classification import choose_class
from genetics.filters import NO_FILTER_STATED
from genetics.genotypes import Call, Carriage, Genotype, copies_of
from genetics.hgvs import UNKNOWN_PROTEIN, same_protein_name
from genetics.mosaicism import mosaicism_of
from genetics.naming import Naming, name_of
from genetics.phrases import marked, say
from genetics.results import Finding, Origin, ReadRecord
from genetics.variants import Variant
from genetics.word_lists import one_by_one

NOT_LEFT_ALIGNED = marked(
    "the allele is not left-aligned; align the file against its reference (bcftools norm -f) "
    "to compare it with the published ones"
)
ALAS2_EXON_11 = marked(
    "ALAS2 exon 11: loss and gain of function cause different diseases here, and the position "
    "does not tell which; a person decides"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one allele in one sample; none of the three: it was called without it."""

    finding: Finding | None = None
    not_interpreted: ReadRecord | None = None
    not_called: ReadRecord | None = None


def outcome_of(
    allele: GeneAllele,
    genotype: Genotype,
    read: Carriage,
    lab: LaboratoryClass | None,
    naming: Naming | None = None,
) -> Outcome:
    """Return what one genotype makes of one allele; `read` is what it says of it.

    - Called without the allele: nothing to list.
    - Not called: listed as not called, also outside the region of interest.
    - Called, and no small change that can be interpreted (symbolic, ``*``, odd letters):
      listed as read, not interpreted, with the reason.
    - Called outside the region of interest: listed as read, not interpreted.
    - Called inside it: a finding, whatever its FILTER says.

    `naming` is the allele's name with the file's annotation; None: none is to be read.
    """
    match read.call:
        case Call.ABSENT:
            return Outcome()
        case Call.NOT_CALLED:
            return Outcome(not_called=_listed(allele, genotype, read.why))
        case Call.CALLED if allele.why_not:
            return Outcome(not_interpreted=_listed(allele, genotype, allele.why_not))
        case Call.CALLED if not allele.region:
            why = say("outside the region of interest ({region})", region=say(REGION_OF_INTEREST))
            return Outcome(not_interpreted=_listed(allele, genotype, why))
    named = naming if naming is not None else name_of(allele, Annotations())
    return Outcome(finding=_finding(allele, genotype, read, lab, named))


def _listed(allele: GeneAllele, genotype: Genotype, why: str) -> ReadRecord:
    return ReadRecord(
        allele.gene.symbol, allele.variant, genotype.text, why, as_written=allele.as_written
    )


def _finding(
    allele: GeneAllele,
    genotype: Genotype,
    read: Carriage,
    lab: LaboratoryClass | None,
    naming: Naming,
) -> Finding:
    gene, known = allele.gene, allele.known
    choice = choose_class(
        lab.given if lab else None,
        known.used if known else None,
        gene.class_cap,
        gene.class_cap_reason,
    )
    filters = _filters(allele, genotype)
    doubts = (*read.warnings, *_doubts(allele, filters), lab.doubt if lab else "")
    return Finding(
        gene=gene.symbol,
        transcript=gene.transcript.refseq if gene.transcript else "",
        hgvs_c=naming.hgvs_c,
        hgvs_p=naming.hgvs_p,
        zygosity=read.zygosity,
        classification=choice.used,
        origin=Origin.VCF,
        naming=naming.in_words,
        class_by=choice.by,
        lab_class=choice.lab,
        our_class=choice.ours,
        assertions=known.assertions if known else (),
        consequence=naming.consequence,
        mechanism=known.mechanism if known else "",
        mechanism_source=known.mechanism_source if known else "",
        exon=allele.exon,
        variant=allele.variant,
        vaf=reads.share if (reads := genotype.reads_of(allele.number)) else None,
        filters=filters,
        genotype=genotype.text,
        depth=genotype.depth,
        warnings=tuple(doubt for doubt in doubts if doubt),
        withheld=bool(naming.disagreement or read.withheld_why),
        withheld_why=naming.disagreement or read.withheld_why,
        place=f"{allele.record.chrom}:{allele.record.pos}",
        as_written=(allele.as_written,),
        nmd=naming.nmd,
        mosaicism=mosaicism_of(genotype, allele.number, read),
    )


def _filters(allele: GeneAllele, genotype: Genotype) -> str:
    record = allele.record.filters
    if not genotype.filters:
        return record
    return say(
        "{filters}; of the sample: {sample_filters}",
        filters=say(record) if record == NO_FILTER_STATED else record,
        sample_filters=genotype.filters,
    )


def _doubts(allele: GeneAllele, filters: str) -> Iterator[str]:
    if filters not in {"PASS", NO_FILTER_STATED}:
        yield say("the caller marks this call: {filters}", filters=filters)
    if not allele.left_aligned:
        yield say(NOT_LEFT_ALIGNED)
    if allele.gene.symbol == "ALAS2" and allele.exon == 11:
        yield say(ALAS2_EXON_11)


def settled(
    findings: Sequence[Finding], contradicted: Collection[Variant | None]
) -> tuple[Finding, ...]:
    """Return one finding for each allele, where an allele may stand in several records.

    - The same allele with the same zygosity: one finding, which says so.
    - The same allele with different zygosities: one finding, withheld; a person decides.
    - The same allele phased onto one copy in one record and onto the other in another (``0|1``
      and ``1|0``), so that it may be homozygous: one finding, withheld; a person decides.
    - An allele that another record calls absent in the same sample (`contradicted`): withheld.
    - The same allele with different names, or one whose name is in dispute: withheld.
    """
    by_variant: dict[Variant | None, list[Finding]] = {}
    for finding in findings:
        by_variant.setdefault(finding.variant, []).append(finding)
    return tuple(
        _one_of(same, absent_elsewhere=variant in contradicted)
        for variant, same in by_variant.items()
    )


def _one_of(same: Sequence[Finding], absent_elsewhere: bool) -> Finding:
    first = max(same, key=lambda finding: (finding.withheld, finding.hgvs_p != UNKNOWN_PROTEIN))
    genotypes = ", ".join(finding.genotype for finding in same)
    if absent_elsewhere:
        why = say(
            "the allele is called ({genotypes}) in one record and absent in another",
            genotypes=genotypes,
        )
        return replace(first, withheld=True, withheld_why=why)
    if len({finding.zygosity for finding in same}) > 1:
        why = say(
            "{count} records give different genotypes for the same allele: {genotypes}",
            count=len(same),
            genotypes=genotypes,
        )
        return replace(first, withheld=True, withheld_why=why)
    if len({_side(finding.genotype) for finding in same} - {None}) > 1:
        why = say(
            "{count} records phase the same allele onto different copies ({genotypes}): it may be "
            "on both",
            count=len(same),
            genotypes=genotypes,
        )
        return replace(first, withheld=True, withheld_why=why)
    if not first.withheld and _differently_named(same):
        why = say(
            "{count} records give different names for the same allele: {names}",
            count=len(same),
            names=one_by_one(dict.fromkeys(f"{one.hgvs_c} {one.hgvs_p}" for one in same)),
        )
        return replace(first, hgvs_p=UNKNOWN_PROTEIN, withheld=True, withheld_why=why)
    if len({finding.lab_class for finding in same}) > 1:
        why = say("{count} records give different classes for the same allele", count=len(same))
        return replace(first, withheld=True, withheld_why=why)
    if len(same) > 1:
        twice = say("the allele stands in {count} records, with the same genotype", count=len(same))
        written = tuple(variant for finding in same for variant in finding.as_written)
        return replace(first, as_written=written, warnings=(*first.warnings, twice))
    return first


def _side(genotype: str) -> int | None:
    """Return which of two phased copies is not the reference; None where that is not one."""
    copies = copies_of(genotype) or ()
    changed = [side for side, copy in enumerate(copies) if copy]
    phased = "/" not in genotype and len(copies) == 2 and None not in copies
    return changed[0] if phased and len(changed) == 1 else None


def _differently_named(same: Sequence[Finding]) -> bool:
    """Whether two records name one allele differently; one without a name does not count."""
    coding = {finding.hgvs_c for finding in same} - {""}
    protein = {finding.hgvs_p for finding in same} - {UNKNOWN_PROTEIN}
    return len(coding) > 1 or any(
        not same_protein_name(one, other) for one, other in combinations(protein, 2)
    )
