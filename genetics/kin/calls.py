"""On how many copies a parent holds a change, as far as the file was able to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from genetics.callability import DEFAULT_DEPTH, DEFAULT_QUALITY
from genetics.genotypes import Call, Carriage, Genotype, carriage
from genetics.inheritance import Sex
from genetics.kin.parents import Parents, Role
from genetics.observations import Observation, Observations
from genetics.phrases import marked, say
from genetics.variants import Variant, Zygosity

# KNOWLEDGE.md 7, PS2/PM6: the share of the reads from which on a parent may carry the allele.
PARENT_SHARE = 0.01

THE = {Role.MOTHER: marked("the mother"), Role.FATHER: marked("the father")}


class Held(Enum):
    """On how many of a parent's copies a change lies."""

    NONE = auto()
    ONE = auto()
    EVERY = auto()
    SOME = auto()
    UNKNOWN = auto()

    @property
    def is_seen(self) -> bool:
        """Whether the parent was seen to carry it."""
        return self in {Held.ONE, Held.EVERY, Held.SOME}

    @property
    def passed(self) -> tuple[bool, ...]:
        """Return what a child can get: without it (False), with it (True), or either."""
        if self is Held.NONE:
            return (False,)
        return (True,) if self is Held.EVERY else (True, False)


@dataclass(frozen=True, slots=True)
class ParentCall:
    """What the file says of one change in one parent.

    `why` is the reason of UNKNOWN, `word` the result as reports word it ("" if unknown),
    `depth` the reads at the place and `reads` those of the allele, None where not counted.
    """

    role: Role
    held: Held
    why: str = ""
    word: str = ""
    depth: int | None = None
    reads: int | None = None


def parent_call(
    role: Role, parents: Parents, variant: Variant | None, observations: Observations
) -> ParentCall:
    """Return what one parent holds of a change, case by case.

    - No sample, or not in this file, or no record of the allele: unknown.
    - Not called, a half call without the allele, depth 0: unknown, never absent (PharmCAT#240).
    - The caller marks the parent's genotype (FT), or the genotype names the allele and no read
      shows it: unknown.
    - A single copy on an autosome, or on X in the mother: unknown, the other was not called.
    - Called without it, and 1 % or more of the reads show it (KNOWLEDGE.md 7, PS2/PM6: VAF < 1 %):
      unknown; the parent may be a mosaic, and can have passed it on.
    - Called without it on fewer reads than a base needs to count as read (the scan's assumed
      default, 20), or with a genotype quality below that which a base needs (20, assumed as
      well): unknown. Without a depth or a quality the call is taken as it stands.
    - Heterozygous: on one copy. Homozygous, or hemizygous (the X of a man): on every copy, so
      it is passed on for certain (slivar#138). Carried otherwise (``./1``, a father's ``0/1``
      on X): on some, number not known.
    - Several records of the allele that do not say the same: unknown.
    """
    the = say(THE[role])
    sample = parents.of(role)
    if sample is None:
        return ParentCall(role, Held.UNKNOWN, say("{parent} has no sample", parent=the))
    if sample not in observations.sexes:
        return ParentCall(role, Held.UNKNOWN, say("{parent} is not in this file", parent=the))
    calls = [_call(role, one) for one in observations.of(sample, variant)]
    if not calls:
        why = say("no record says what {parent} has there", parent=the)
        return ParentCall(role, Held.UNKNOWN, why)
    if len({call.held for call in calls}) > 1:
        why = say("several records of this allele disagree about {parent}", parent=the)
        return ParentCall(role, Held.UNKNOWN, why)
    return max(calls, key=lambda call: (call.reads or 0, -(call.depth or 0)))


def _call(role: Role, seen: Observation) -> ParentCall:
    genotype, number, x_linked = seen.genotype, seen.allele.number, seen.allele.gene.x_linked
    depth = depth_of(genotype)
    read = carriage(genotype, number, x_linked=x_linked, sex=_SEX[role])
    single = len(genotype.copies) == 1 and not (x_linked and role is Role.FATHER)
    why = _why_doubtful(genotype, number, read) or _why_unknown(genotype, read, depth, single)
    if why:
        told = say("{parent}: {reason}", parent=say(THE[role]), reason=why)
        return ParentCall(role, Held.UNKNOWN, told, depth=depth)
    counted = number < len(genotype.allele_depths)
    reads = genotype.allele_depths[number] if counted else None
    if read.call is Call.ABSENT:
        return ParentCall(role, Held.NONE, "", "not detected", depth, reads)
    doubtful = x_linked and role is Role.FATHER and read.zygosity is Zygosity.HETEROZYGOUS
    held, word = _HELD.get(None if doubtful else read.zygosity, (Held.SOME, "detected"))
    return ParentCall(role, held, "", word, depth, reads)


# A parent's sex is that of the role, recorded or not.
_SEX = {Role.MOTHER: Sex.FEMALE, Role.FATHER: Sex.MALE}

# The words are those of a laboratory's report (results.ParentalResults).
_HELD: dict[Zygosity | None, tuple[Held, str]] = {
    Zygosity.HETEROZYGOUS: (Held.ONE, "heterozygous"),
    Zygosity.HOMOZYGOUS: (Held.EVERY, "homozygous"),
    Zygosity.HEMIZYGOUS: (Held.EVERY, "hemizygous"),
}


def _why_unknown(genotype: Genotype, read: Carriage, depth: int | None, single: bool) -> str:
    if read.call is Call.NOT_CALLED:
        return read.why
    if genotype.filters:
        return say("the caller marks this genotype: {filters}", filters=genotype.filters)
    if single:
        return say("a single copy ({genotype}): the other was not called", genotype=genotype.text)
    if read.call is Call.ABSENT and depth is not None and depth < DEFAULT_DEPTH:
        return say(
            "called without it on {reads} reads only ({needed} needed: assumed)",
            reads=depth,
            needed=DEFAULT_DEPTH,
        )
    if read.call is Call.ABSENT:
        return why_unsure(genotype)
    return ""


def why_unsure(genotype: Genotype) -> str:
    """Return why a genotype is too unsure to count, "" where it is not or states no quality."""
    if genotype.quality is None or genotype.quality >= DEFAULT_QUALITY:
        return ""
    return say(
        "the genotype quality is {quality} only ({needed} needed: assumed)",
        quality=f"{genotype.quality:g}",
        needed=DEFAULT_QUALITY,
    )


def _why_doubtful(genotype: Genotype, number: int, read: Carriage) -> str:
    share = genotype.share_of(number)
    if read.call is Call.CALLED and share == 0:
        return say("the genotype names this allele, but no read shows it")
    if read.call is Call.ABSENT and share is not None and share >= PARENT_SHARE:
        return say(
            "{count} of {all} reads show it although the genotype does not; the parent may be a "
            "mosaic",
            count=genotype.allele_depths[number],
            all=sum(genotype.allele_depths),
        )
    return ""


def depth_of(genotype: Genotype) -> int | None:
    """Return the reads at the place: DP or the sum of AD, the smaller where both are given."""
    counts = [genotype.depth, sum(genotype.allele_depths) if genotype.allele_depths else None]
    return min((count for count in counts if count is not None), default=None)


def both_calls(
    parents: Parents, variant: Variant | None, observations: Observations
) -> Sequence[ParentCall]:
    """Return what mother and father hold of a change, in this order."""
    return [parent_call(role, parents, variant, observations) for role in Role]
