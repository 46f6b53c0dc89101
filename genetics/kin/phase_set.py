"""How two changes lie to each other as the genotypes alone tell: copies, alleles, phase set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from genetics.answers import Answer
from genetics.genotypes import Genotype
from genetics.inheritance import Sex
from genetics.kin.overlap import Overlap, overlap_of
from genetics.kin.phase import Phase
from genetics.observations import Observation
from genetics.phrases import say
from genetics.results import Finding
from genetics.variants import Zygosity


@dataclass(frozen=True, slots=True)
class Told:
    """What one source tells of the phase, and why; `final` if no other source is asked.

    `overlapping` marks changes of the same bases of which nobody can say how they lie: the
    genotypes cannot both be right, or the two are one change that is written twice.
    """

    phase: Phase
    why: str
    final: bool = False
    overlapping: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a pair: the finding, its name in sentences, and the records behind it."""

    finding: Finding
    seen: Sequence[Observation]

    @property
    def name(self) -> str:
        """Return its coding name, or else its place and bases."""
        return self.finding.hgvs_c or str(self.finding.variant)


def by_copies(first: Change, second: Change, sex: Sex) -> Told | None:
    """Return what the numbers of copies settle by themselves; None where phase is a question.

    Asked first, of two changes of the same bases (``overlap``), which no copy can both hold:

    - each on one copy, and named by one genotype (``1/2``), or bases replaced one for one, or
      the smaller one called beside ``*``, a deleted copy: in trans, whatever "/" says;
    - a deletion or insertion without such a ``*``: a question, since in a repeat it can be
      written in several places, and a copy may hold both;
    - on three copies or more together, both on the one X of a man, or in cis by the file's own
      phase: unknown, since a genotype or a place is wrong;
    - they may be one change that is written twice: unknown.

    Then of all:

    - The reads do not fit one of the genotypes, or are too few (``mosaicism``): unknown.
    - A man's X: both changes lie on his one copy, in cis.
    - Both on both copies: each copy has both, in cis.
    - One on both copies, the other on one: one copy has both (in cis), the other the first alone.
    - A man's X called with two different alleles (a person decides), or a change of which
      nobody knows on how many copies it lies (``./1``, three copies, a mosaic): unknown.
    """
    kinds = (first.finding.zygosity, second.finding.zygosity)
    x_linked = any(one.allele.gene.x_linked for one in first.seen)
    unsettled = _written_twice_or_wrong(first, second) or _not_as_the_reads(first, second)
    if unsettled is not None:
        return unsettled
    if kinds == (Zygosity.HEMIZYGOUS, Zygosity.HEMIZYGOUS) and x_linked and sex is Sex.MALE:
        return Told(Phase.CIS_GENOTYPE, say("a man has one X, and both lie on it"), final=True)
    if kinds == (Zygosity.HOMOZYGOUS, Zygosity.HOMOZYGOUS):
        why = say("both are homozygous: each copy has both")
        return Told(Phase.CIS_GENOTYPE, why, final=True)
    if set(kinds) == {Zygosity.HOMOZYGOUS, Zygosity.HETEROZYGOUS}:
        both, one = (first, second) if kinds[0] is Zygosity.HOMOZYGOUS else (second, first)
        why = say(
            "{homozygous} is on both copies: one has {heterozygous} as well, the other has "
            "{homozygous} alone",
            homozygous=both.name,
            heterozygous=one.name,
        )
        return Told(Phase.CIS_GENOTYPE, why, final=True)
    if kinds != (Zygosity.HETEROZYGOUS, Zygosity.HETEROZYGOUS):
        named = [one.name for one in (first, second) if one.finding.zygosity not in _KNOWN]
        why = say(
            "on how many copies {changes} lies is not known",
            changes=", ".join(named or [first.name, second.name]),
        )
        return Told(Phase.UNKNOWN, why, final=True)
    if x_linked and sex is Sex.MALE:
        why = say("heterozygous on X in a man: a person decides what that is")
        return Told(Phase.UNKNOWN, why, final=True)
    if _on_different_copies(first, second):
        why = say("two alleles of the same place, each on one copy: they cannot share a copy")
        return Told(Phase.TRANS_GENOTYPE, why)
    return None


_KNOWN = {Zygosity.HETEROZYGOUS, Zygosity.HOMOZYGOUS, Zygosity.HEMIZYGOUS}


def _overlap(first: Change, second: Change) -> Overlap:
    one, other = first.finding.variant, second.finding.variant
    return Overlap.NONE if one is None or other is None else overlap_of(one, other)


def _on_different_copies(first: Change, second: Change) -> bool:
    overlap = _overlap(first, second)
    by_star = overlap is Overlap.SHUT_OUT_AS_WRITTEN and (
        _is_beside_star(first, second) or _is_beside_star(second, first)
    )
    return by_star or overlap is Overlap.SHUT_OUT or _of_one_genotype(first, second)


def _is_beside_star(change: Change, deletion: Change) -> bool:
    """Whether each record calls the other copy deleted (``*``, VCF 4.2 to 4.5) by the second."""
    return bool(change.seen) and all(
        "*" in _alleles_named(one)
        and any(
            over.allele.record.pos < one.allele.record.pos <= over.allele.record.end
            for over in deletion.seen
        )
        for one in change.seen
    )


def _alleles_named(seen: Observation) -> set[str]:
    alts = seen.allele.record.alts
    return {alts[copy - 1] for copy in seen.genotype.copies if copy and copy <= len(alts)}


def _of_one_genotype(first: Change, second: Change) -> bool:
    return any(here.genotype is there.genotype for here in first.seen for there in second.seen)


def _written_twice_or_wrong(first: Change, second: Change) -> Told | None:
    """Return why nobody can say how two changes of the same bases lie, None if one can."""
    overlap = _overlap(first, second)
    if overlap is Overlap.NONE or _of_one_genotype(first, second):
        return None
    names = {"first": first.name, "second": second.name}
    if overlap is Overlap.MAY_BE_ONE:
        why = say(
            "{first} and {second} change the same bases, and may be one change that is written "
            "twice; a person decides",
            **names,
        )
        return Told(Phase.UNKNOWN, why, final=True, overlapping=True)
    kinds = {first.finding.zygosity, second.finding.zygosity}
    if not kinds <= _KNOWN:
        return None
    if kinds != {Zygosity.HETEROZYGOUS}:
        why = say(
            "{first} and {second} change the same bases: as written no copy can hold both, but "
            "the genotypes put them on more copies than there are ({genotypes}); a person decides",
            genotypes=f"{first.finding.genotype}, {second.finding.genotype}",
            **names,
        )
        return Told(Phase.UNKNOWN, why, final=True, overlapping=True)
    if by_phase_set(first, second).phase is Phase.CIS_SET:
        why = say(
            "{first} and {second} change the same bases: as written no copy can hold both, but "
            "the file phases them onto one copy ({genotypes}); a person decides",
            genotypes=f"{first.finding.genotype}, {second.finding.genotype}",
            **names,
        )
        return Told(Phase.UNKNOWN, why, final=True, overlapping=True)
    return None


def _not_as_the_reads(first: Change, second: Change) -> Told | None:
    """Return which genotypes their own reads do not bear out, None if there is none."""
    doubts = [
        say("{change}: {reason}", change=one.name, reason=judged.why)
        for one in (first, second)
        if (judged := one.finding.mosaicism) is not None and judged.answer is not Answer.NO
    ]
    if not doubts or any(one.finding.zygosity not in _KNOWN for one in (first, second)):
        return None
    why = say(
        "the reads leave open on how many copies a change lies ({reasons})",
        reasons="; ".join(doubts),
    )
    return Told(Phase.UNKNOWN, why, final=True)


def by_phase_set(first: Change, second: Change) -> Told:
    """Return what the file's own phasing says of two heterozygous changes, case by case.

    VCF 4.2 to 4.5, FORMAT keys GT and PS: "|" parts copies that are told apart, and genotypes
    of the same phase set list the copies in the same order.

    - Both phased, with the same PS: the sides are compared. Different PS: unknown.
    - Both phased, and FORMAT names no PS in either record: unknown. The specification puts such
      genotypes in one set, but a population may have phased them, which is no evidence for
      one person (KNOWLEDGE.md 7, PM3: parents or reads).
    - Both phased, and PS is named but not given (``.``), or given for one only: unknown.
    - Not phased ("/", also "/" before the first copy, as VCF 4.4 may write), a single copy, a
      half call, more than two copies: unknown. pysam calls a haploid genotype phased; here it is
      never phase. A PS beside an unphased genotype is not read.
    - An allele that stands in several records: unknown.
    """
    if len(first.seen) != 1 or len(second.seen) != 1:
        return Told(Phase.UNKNOWN, say("an allele that stands in several records is not phased"))
    (one,), (other,) = first.seen, second.seen
    unphased = [
        say("{change} is not phased ({genotype})", change=change.name, genotype=seen.genotype.text)
        for change, seen in ((first, one), (second, other))
        if not _is_phased(seen.genotype)
    ]
    if unphased:
        return Told(Phase.UNKNOWN, "; ".join(unphased))
    sets = one.genotype.phase_set, other.genotype.phase_set
    if sets[0] != sets[1]:
        why = say(
            "the phase sets differ ({first}, {second})",
            first=sets[0] or ".",
            second=sets[1] or ".",
        )
        return Told(Phase.UNKNOWN, why)
    if not sets[0] and any(_may_have_phase_set(seen) for seen in (one, other)):
        return Told(Phase.UNKNOWN, say("phased, but the phase set is not given (PS)"))
    if not sets[0]:
        why = say(
            'both phased ("|") in a file without phase sets; it does not say whether reads, '
            "parents or a population phased them"
        )
        return Told(Phase.UNKNOWN, why)
    why = say("both in phase set {number}", number=sets[0])
    genotypes = say(
        "{reason}: {first} and {second}",
        reason=why,
        first=one.genotype.text,
        second=other.genotype.text,
    )
    same_side = _side(one) == _side(other)
    return Told(Phase.CIS_SET if same_side else Phase.TRANS_SET, genotypes)


def _is_phased(genotype: Genotype) -> bool:
    whole = len(genotype.copies) == 2 and None not in genotype.copies
    return whole and genotype.is_phased


def _may_have_phase_set(seen: Observation) -> bool:
    """Whether FORMAT names PS; also where the raw record was not kept, so nobody can tell."""
    columns = seen.allele.record.raw.split("\t", 9)
    return len(columns) < 9 or "PS" in columns[8].split(":")


def _side(seen: Observation) -> int:
    return seen.genotype.copies.index(seen.allele.number)
