"""Which bases the records of a file, or a BED, show to have been read in one person.

A base counts as read when a record or a BED says so, and no record says the contrary. Where
records overlap, or a record and a BED disagree, the more careful of them counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from genetics.callability import NO_RECORD_HERE, NOTHING_STATED, PLAIN_VCF, Threshold, assess
from genetics.filters import NO_FILTER_STATED
from genetics.genotypes import copies_of
from genetics.inheritance import Sex
from genetics.panel import Gene
from genetics.phrases import say
from genetics.readers.bed import Bed
from genetics.readers.records import Record
from genetics.results import Assessed
from genetics.spans import Span, joined, without
from genetics.variants import Assembly

# "Any other allele, none in particular": GATK and its kin, and bcftools and DeepVariant.
_ANY_ALLELE = frozenset({"<NON_REF>", "<*>"})

# RefCall: DeepVariant's word for a place that it takes for the reference.
_PASSING = frozenset({"PASS", NO_FILTER_STATED, "RefCall", ""})

_STRUCTURAL = ("SVTYPE=", "SVLEN=")
_LETTERS = frozenset("ACGTN*")


class Says(Enum):
    """What a record says of its bases in one person."""

    READ = "read"
    NOT_READ = "not read"
    NOTHING = "nothing"


# --- one record ---


def is_reference_record(record: Record) -> bool:
    """Whether a record says of its bases only that they are the reference.

    That is a reference block or a site of an all-sites file: no alternative allele (``.``),
    or none in particular (``<NON_REF>``, ``<*>``). A record of a structural change (SVTYPE or
    SVLEN in INFO) is none, whatever its alleles; nor is a deletion with END.
    """
    return all(alt in _ANY_ALLELE for alt in record.alts) and not _is_structural(record)


def bases_of(record: Record) -> Span:
    """Return the bases of which a record speaks: a reference block to END, any other REF."""
    if is_reference_record(record):
        return record.pos, record.end
    return record.pos, record.pos + len(record.ref) - 1


def says(record: Record, number: int, copies_needed: int, threshold: Threshold) -> Says:
    """Return what a record says of its bases in the sample of this number, case by case.

    Nothing:

    - a structural change: it says nothing of single bases;
    - called, but without depth (MIN_DP, DP) or genotype quality (MIN_GQ, GQ, RGQ, GQX).

    Not read:

    - not called, or a copy not called (``./.``, ``.``, ``0/.``, no GT);
    - fewer copies called than the person has: a single ``0`` on an autosome;
    - the reads show an allele that the genotype does not name (35 % or more of them);
    - a copy with any other allele, none in particular (``<NON_REF>``): it is not known which;
    - a filter of the record or of the sample other than PASS, "." and RefCall;
    - depth or genotype quality below the threshold.

    Read: all copies called, as the reference or as alleles that are named, the filter
    passed, depth and genotype quality high enough. That holds for a reference block, a site
    of an all-sites file and a record of small changes alike: the bases of its REF were read.
    """
    if _is_structural(record):
        return Says.NOTHING
    if not _called(record, number, copies_needed) or record.filters not in _PASSING:
        return Says.NOT_READ
    if number in record.contradicted:
        return Says.NOT_READ
    support = record.support[number]
    depth, quality = support.depth, support.quality
    if quality is None and threshold.quality == 0:
        quality = 0
    if support.filters not in _PASSING or _below(depth, quality, threshold):
        return Says.NOT_READ
    return Says.NOTHING if depth is None or quality is None else Says.READ


def _below(depth: int | None, quality: float | None, threshold: Threshold) -> bool:
    low_depth = depth is not None and depth < threshold.depth
    return low_depth or (quality is not None and quality < threshold.quality)


def _called(record: Record, number: int, copies_needed: int) -> bool:
    copies = copies_of(record.texts[number]) or ()
    if None in copies or len(copies) < copies_needed:
        return False
    if any(copy and copy > len(record.alts) for copy in copies):
        return False
    return not any(copy and record.alts[copy - 1] in _ANY_ALLELE for copy in copies)


def _is_structural(record: Record) -> bool:
    if any(key in record.info for key in _STRUCTURAL):
        return True
    return not all(alt in _ANY_ALLELE or _LETTERS.issuperset(alt.upper()) for alt in record.alts)


def copies_needed(gene: Gene, sex: Sex) -> int:
    """Return how many copies must be called: two, and one on X unless the person is female."""
    return 1 if gene.x_linked and sex is not Sex.FEMALE else 2


# --- one gene in one person ---


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown to have been read of a gene: region by region, or nothing and why."""

    rows: tuple[Assessed, ...]
    why_nothing: str = ""


@dataclass(frozen=True, slots=True)
class GeneRecords:
    """The records of a file that lie where bases of one gene must be read.

    `elsewhere` says whether a reference record lies anywhere else in the file.
    """

    gene: Gene
    assembly: Assembly
    records: tuple[Record, ...]
    elsewhere: bool

    def shown(self, number: int, sex: Sex, threshold: Threshold, bed: Bed | None) -> Shown:
        """Return what is shown of the gene in the sample of this number.

        Reference records say what was read if one of them at least states depth and quality;
        then, and with a BED, every other record is asked as well. A file that has neither is
        a plain VCF: its records of changes alone would only tell that changes were read.
        """
        references = [record for record in self.records if is_reference_record(record)]
        if bed is None and not any(_states(record, number, threshold) for record in references):
            return Shown((), self._why_nothing(references))
        needed = copies_needed(self.gene, sex)
        said = [
            (bases_of(record), says(record, number, needed, threshold)) for record in self.records
        ]
        named = bed.on(self.gene.chromosome) if bed is not None else ()
        read = joined((*named, *(bases for bases, word in said if word is Says.READ)))
        not_read = joined(bases for bases, word in said if word is Says.NOT_READ)
        return Shown(assess(self.gene, self.assembly, without(read, not_read)))

    def _why_nothing(self, references: Sequence[Record]) -> str:
        if references:
            return say(NOTHING_STATED)
        return say(NO_RECORD_HERE) if self.elsewhere else say(PLAIN_VCF)


def _states(record: Record, number: int, threshold: Threshold) -> bool:
    support = record.support[number]
    return support.depth is not None and (support.quality is not None or threshold.quality == 0)
