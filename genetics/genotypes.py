"""How many copies of a change a person carries, as far as one genotype shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter

from genetics.allele_reads import AlleleReads, doubts_from_reads, seen_though_not_named
from genetics.inheritance import Sex
from genetics.phrases import marked, say
from genetics.variants import Zygosity

MALE_HET_X = "MALE_HET_X"
SEX_CONFLICT = "SEX_CONFLICT"
MALE_HET_X_REASONS = marked("a mosaic, wrong sex on record, XXY or an artefact; a person decides")

# Every copy called as the reference.
PLAINLY_REFERENCE = frozenset({"0/0", "0|0", "0"})
_GENOTYPE = re.compile(r"[/|]?(?:\d{1,9}|\.)(?:[/|](?:\d{1,9}|\.))*")
_COPY = re.compile(r"\d+|\.")


class Call(StrEnum):
    """What a genotype says of one allele."""

    CALLED = "called"
    ABSENT = "called without this allele"
    NOT_CALLED = "not called"


@dataclass(frozen=True, slots=True)
class Genotype:
    """The genotype of one sample in one record.

    `text` is the genotype as written. `copies` holds one allele number for each copy, None
    for a copy that was not called; it is empty where the record gives no genotype.
    `allele_depths` holds the reads of each allele, the reference first, or nothing;
    `stated_shares` the share of each alternative allele as the caller writes it (AF, VAF).
    `phase_set` is PS as written, "" where none is given. `doubts` say which counts of the
    reads were not used, `why_not` why a genotype that is written counts as not called.
    `copy_number` is CN as written, "" where none is given.
    """

    sample: str
    text: str
    copies: tuple[int | None, ...]
    depth: int | None = None
    allele_depths: tuple[int, ...] = ()
    filters: str = ""
    quality: float | None = None
    phase_set: str = ""
    stated_shares: tuple[float, ...] = ()
    doubts: tuple[str, ...] = ()
    why_not: str = ""
    copy_number: str = ""

    @property
    def is_phased(self) -> bool:
        """Whether the copies are told apart: "|" between two or more, never a single copy.

        VCF 4.4 lets the first copy have a sign of its own: ``/0|1`` is not phased.
        """
        return len(self.copies) > 1 and "/" not in self.text and "|" in self.text[1:]

    def of(self, sample: str) -> Genotype:
        """Return the same genotype of another sample."""
        return Genotype(sample, *_ALL_BUT_THE_SAMPLE(self))

    def share_of(self, allele: int) -> float | None:
        """Return the share of the reads that show this allele, if the reads are counted."""
        total = sum(self.allele_depths)
        if not total or allele >= len(self.allele_depths):
            return None
        return self.allele_depths[allele] / total

    def reads_of(self, allele: int) -> AlleleReads | None:
        """Return the reads that show this allele: counted (AD), or else the stated share."""
        share = self.share_of(allele)
        if share is not None:
            return AlleleReads(share, self.allele_depths[allele], sum(self.allele_depths))
        if 0 < allele <= len(self.stated_shares) and not self.allele_depths:
            return AlleleReads(self.stated_shares[allele - 1])
        return None


@dataclass(frozen=True, slots=True)
class Carriage:
    """What one genotype says of one allele: called or not, the zygosity, and what to doubt.

    `withheld_why` says why a call counts for nothing until a person has decided.
    """

    call: Call
    zygosity: Zygosity | None = None
    why: str = ""
    warnings: tuple[str, ...] = ()
    withheld_why: str = ""

    @property
    def is_male_heterozygote_on_x(self) -> bool:
        """Whether a man is called with two different copies of X."""
        return any(warning.startswith(MALE_HET_X) for warning in self.warnings)


_ALL_BUT_THE_SAMPLE = attrgetter(*(one.name for one in fields(Genotype)[1:]))


@lru_cache(maxsize=4096)
def copies_of(text: str) -> tuple[int | None, ...] | None:
    """Return the allele numbers of a genotype as written, None when it is not a genotype.

    "/" and "|" part the copies; VCF 4.4 allows one of them before the first copy as well.
    """
    if not _GENOTYPE.fullmatch(text):
        return None
    return tuple(None if copy == "." else int(copy) for copy in _COPY.findall(text))


def carriage(genotype: Genotype, allele: int, *, x_linked: bool, sex: Sex) -> Carriage:
    """Return what `genotype` says of `allele`, case by case.

    Not called, and never reference:

    - no genotype in the record, ``.`` and ``./.``;
    - depth 0, whatever the genotype says;
    - ``./0``: one copy was not called, and the allele may be on it;
    - a genotype that names an allele of a record which has none;
    - the genotype does not name the allele, but as many reads show it as of a heterozygote
      (35 % or more of those counted): PharmCAT compares GT with AD likewise.

    Called without this allele: every copy is called, and none shows it.

    Called, and withheld until a person has decided: ten or more reads were counted, and none
    of them shows the allele.

    Called, on an autosome:

    - all copies, two of them: homozygous;
    - one of two, the other called as well (``0/1``, ``1/2``): heterozygous;
    - ``./1``: present, other copy not called;
    - a single copy (``1``): present, since an autosome has two copies; flagged.

    Called, in a gene on X (ALAS2 and ABCB7 both lie outside the pseudoautosomal regions,
    which are the two ends of X, so no interval is needed to tell):

    - male ``1``, ``1/1``, ``1|1``: hemizygous, never homozygous;
    - male ``0/1``, ``1/2``: heterozygous as called, flagged MALE_HET_X: a mosaic, an error
      in the recorded sex, XXY or an artefact; a person decides;
    - female ``1/1`` homozygous, ``0/1`` heterozygous;
    - female ``1``: hemizygous as called, flagged SEX_CONFLICT; a person decides;
    - sex not recorded: present; no zygosity is claimed;
    - ``./1`` in anybody: present, other copy not called.

    More than two copies (``0/0/1``): no zygosity is claimed; flagged.
    """
    not_called = _why_not_called(genotype)
    if not_called:
        return Carriage(Call.NOT_CALLED, why=not_called)
    if allele not in genotype.copies:
        if None in genotype.copies:
            why = say("half call {genotype}: one copy was not called", genotype=genotype.text)
            return Carriage(Call.NOT_CALLED, why=why)
        seen = seen_though_not_named(genotype.reads_of(allele), genotype.text)
        return Carriage(Call.NOT_CALLED, why=seen) if seen else Carriage(Call.ABSENT)
    zygosity, flags = _zygosity(genotype, allele, x_linked, sex)
    reads = genotype.reads_of(allele)
    doubts = (*flags, *doubts_from_reads(reads, zygosity), *genotype.doubts)
    return Carriage(
        Call.CALLED, zygosity, warnings=doubts, withheld_why=_why_withheld(genotype, reads)
    )


def _why_withheld(genotype: Genotype, reads: AlleleReads | None) -> str:
    if reads is None or not reads.none_of_enough:
        return ""
    return say(
        "the genotype {genotype} names the allele, but none of {total} reads shows it",
        genotype=genotype.text,
        total=reads.total,
    )


def _why_not_called(genotype: Genotype) -> str:
    if genotype.why_not:
        return genotype.why_not
    if not genotype.copies:
        return say("no genotype is given (no GT)")
    if all(copy is None for copy in genotype.copies):
        return say("not called ({genotype})", genotype=genotype.text)
    if genotype.depth == 0:
        return say("depth 0: no read supports the genotype {genotype}", genotype=genotype.text)
    return ""


def _zygosity(
    genotype: Genotype, allele: int, x_linked: bool, sex: Sex
) -> tuple[Zygosity | None, tuple[str, ...]]:
    copies, text = genotype.copies, genotype.text
    if len(copies) > 2:
        many = say(
            "genotype {genotype} has {count} copies: no zygosity is claimed",
            genotype=text,
            count=len(copies),
        )
        return None, (many,)
    if None in copies:
        half = say("half call {genotype}: no zygosity is claimed", genotype=text)
        return Zygosity.PRESENT, (half,)
    if x_linked:
        return _zygosity_on_x(genotype, allele, sex)
    if len(copies) == 1:
        single = say(
            "a single copy ({genotype}) on an autosome: no zygosity is claimed", genotype=text
        )
        return Zygosity.PRESENT, (single,)
    return _of_two(copies, allele), ()


def _zygosity_on_x(genotype: Genotype, allele: int, sex: Sex) -> tuple[Zygosity, tuple[str, ...]]:
    everywhere = all(copy == allele for copy in genotype.copies)
    if sex is Sex.UNKNOWN:
        return Zygosity.PRESENT, (say("sex not recorded: no zygosity is claimed on X"),)
    if sex is Sex.MALE:
        if everywhere:
            return Zygosity.HEMIZYGOUS, ()
        male = say(
            "{genotype} on X in a male: {reasons}",
            genotype=genotype.text,
            reasons=say(MALE_HET_X_REASONS),
        )
        return Zygosity.HETEROZYGOUS, (f"{MALE_HET_X}: {male}",)
    if len(genotype.copies) == 1:
        female = say(
            "a single copy ({genotype}) on X in a female; a person decides", genotype=genotype.text
        )
        return Zygosity.HEMIZYGOUS, (f"{SEX_CONFLICT}: {female}",)
    return _of_two(genotype.copies, allele), ()


def _of_two(copies: tuple[int | None, ...], allele: int) -> Zygosity:
    both = all(copy == allele for copy in copies)
    return Zygosity.HOMOZYGOUS if both else Zygosity.HETEROZYGOUS
