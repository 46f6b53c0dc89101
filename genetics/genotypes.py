"""How many copies of a change a person carries, as far as one genotype shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from genetics.inheritance import Sex
from genetics.phrases import marked, say
from genetics.variants import Zygosity

MALE_HET_X = "MALE_HET_X"
SEX_CONFLICT = "SEX_CONFLICT"
MALE_HET_X_REASONS = marked("a mosaic, wrong sex on record, XXY or an artefact; a person decides")

# Every copy called as the reference.
PLAINLY_REFERENCE = frozenset({"0/0", "0|0", "0"})
_GENOTYPE = re.compile(r"[/|]?(?:\d+|\.)(?:[/|](?:\d+|\.))*")
_COPY = re.compile(r"\d+|\.")

# Expected share of the reads; what lies outside is for a person to look at. Our own choice
# (not from the literature), to be confirmed by the laboratory that uses the program.
_HETEROZYGOUS_SHARE = (0.35, 0.65)
_FULL_SHARE = 0.9


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
    `allele_depths` holds the reads of each allele, the reference first, or nothing.
    `phase_set` is PS as written, "" where none is given.
    """

    sample: str
    text: str
    copies: tuple[int | None, ...]
    depth: int | None = None
    allele_depths: tuple[int, ...] = ()
    filters: str = ""
    quality: float | None = None
    phase_set: str = ""

    @property
    def is_phased(self) -> bool:
        """Whether the copies are told apart: "|" between two or more, never a single copy."""
        return len(self.copies) > 1 and "/" not in self.text[1:] and "|" in self.text[1:]

    def share_of(self, allele: int) -> float | None:
        """Return the share of the reads that show this allele, if the reads are counted."""
        total = sum(self.allele_depths)
        if not total or allele >= len(self.allele_depths):
            return None
        return self.allele_depths[allele] / total


@dataclass(frozen=True, slots=True)
class Carriage:
    """What one genotype says of one allele: called or not, the zygosity, and what to doubt."""

    call: Call
    zygosity: Zygosity | None = None
    why: str = ""
    warnings: tuple[str, ...] = ()


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
    - ``./0``: one copy was not called, and the allele may be on it.

    Called without this allele: every copy is called, and none shows it.

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
        return Carriage(Call.ABSENT)
    zygosity, flags = _zygosity(genotype, allele, x_linked, sex)
    return Carriage(
        Call.CALLED, zygosity, warnings=flags + _doubts_from_reads(genotype, allele, zygosity)
    )


def _why_not_called(genotype: Genotype) -> str:
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


def _doubts_from_reads(
    genotype: Genotype, allele: int, zygosity: Zygosity | None
) -> tuple[str, ...]:
    share = genotype.share_of(allele)
    if share is None:
        return ()
    if share == 0:
        return (say("the genotype names this allele, but no read shows it"),)
    low, high = _HETEROZYGOUS_SHARE
    if zygosity is Zygosity.HETEROZYGOUS and not low <= share <= high:
        return (
            say(
                "{share} of the reads show the allele, {low} to {high} expected",
                share=f"{share:.0%}",
                low=f"{low:.0%}",
                high=f"{high:.0%}",
            ),
        )
    if zygosity in {Zygosity.HOMOZYGOUS, Zygosity.HEMIZYGOUS} and share <= _FULL_SHARE:
        return (
            say(
                "{share} of the reads show the allele, over {least} expected",
                share=f"{share:.0%}",
                least=f"{_FULL_SHARE:.0%}",
            ),
        )
    return ()
