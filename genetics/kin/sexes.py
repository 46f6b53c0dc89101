"""Which sex the genotypes on X and Y look like, beside the one that is recorded."""

from __future__ import annotations

from dataclasses import dataclass

from genetics.inheritance import Sex
from genetics.kin.descent import Place
from genetics.kin.mendel import Copies
from genetics.messages import Message
from genetics.phrases import say

SEX_MISMATCH = "SEX_MISMATCH"

# Our own assumptions, not from the literature: how many telling genotypes on X are needed, up to
# which share of heterozygous ones a sample looks male, from which on female; and how many changes
# on Y make a Y likely. Between the two shares nothing is said.
ENOUGH_ON_X = 20
MALE_UP_TO = 0.15
FEMALE_FROM = 0.35
ENOUGH_ON_Y = 20


@dataclass(slots=True)
class SexCounts:
    """The genotypes outside the pseudoautosomal regions that tell something of the sex.

    `heterozygous` and `alike` (two copies of one alternative allele) are counted on X,
    `single` are the calls on X of a single copy, `on_y` the changes carried on Y.
    """

    heterozygous: int = 0
    alike: int = 0
    single: int = 0
    on_y: int = 0

    def see(self, copies: Copies, place: Place) -> None:
        """Count one genotype. One that is not wholly called, or only reference, tells nothing."""
        if not copies or None in copies or len(copies) > 2:
            return
        if place is Place.Y:
            self.on_y += any(copies)
        elif place is Place.X:
            if len(copies) == 1:
                self.single += 1
            elif copies[0] != copies[1]:
                self.heterozygous += 1
            elif copies[0]:
                self.alike += 1

    @property
    def telling(self) -> int:
        """Return how many genotypes on X tell something."""
        return self.heterozygous + self.alike + self.single


@dataclass(frozen=True, slots=True)
class LooksLike:
    """The sex that a sample looks like (UNKNOWN: cannot tell), and why."""

    sex: Sex
    why: str

    @property
    def in_words(self) -> str:
        """Say it in one line."""
        if self.sex is Sex.MALE:
            return say("looks male: {why}", why=self.why)
        if self.sex is Sex.FEMALE:
            return say("looks female: {why}", why=self.why)
        return say("cannot tell: {why}", why=self.why)


def looks_like(counts: SexCounts) -> LooksLike:
    """Return the sex that the genotypes look like, case by case.

    What counts on X outside the pseudoautosomal regions are genotypes with an alternative
    allele, and single copies of any allele: files differ in which reference genotypes they
    list. The share is that of the heterozygous ones. All limits are assumptions of our own.

    - Fewer than 20 such genotypes: cannot tell, unless 20 or more changes on Y speak for male.
    - Share 15 % or less: looks male (a woman with one X, or whose two X are alike over long
      stretches, looks so too).
    - Share 35 % or more: looks female (a man with XXY does too); but with 20 or more changes
      on Y: cannot tell.
    - Between the two: cannot tell (a mixture of samples, XXY, few reads).
    - No call on Y is no sign of anything: the file may leave Y out.
    """
    count = counts.telling
    on_y = counts.on_y >= ENOUGH_ON_Y
    y_said = say("{count} changes on Y", count=counts.on_y)
    if count < ENOUGH_ON_X:
        few = say(
            "{count} telling genotypes on X, {needed} needed (assumed)",
            count=count,
            needed=ENOUGH_ON_X,
        )
        return LooksLike(Sex.MALE, f"{y_said}; {few}") if on_y else LooksLike(Sex.UNKNOWN, few)
    share = counts.heterozygous / count
    told = say(
        "{number} of {count} telling genotypes on X are heterozygous ({share}; up to {low} looks "
        "male, from {high} female: assumed)",
        number=counts.heterozygous,
        count=count,
        share=f"{share:.0%}",
        low=f"{MALE_UP_TO:.0%}",
        high=f"{FEMALE_FROM:.0%}",
    )
    if counts.on_y:
        told = f"{told}; {y_said}"
    if share <= MALE_UP_TO:
        return LooksLike(Sex.MALE, told)
    if share >= FEMALE_FROM and not on_y:
        return LooksLike(Sex.FEMALE, told)
    return LooksLike(Sex.UNKNOWN, told)


def sex_mismatch(sample: str, recorded: Sex, seen: LooksLike) -> Message | None:
    """Return the message where the genotypes look like the other sex; the record stands."""
    if Sex.UNKNOWN in {recorded, seen.sex} or recorded is seen.sex:
        return None
    if recorded is Sex.MALE:
        told = say("sample {sample} is recorded as male, but {seen}", **_gaps(sample, seen))
    else:
        told = say("sample {sample} is recorded as female, but {seen}", **_gaps(sample, seen))
    return Message(f"{SEX_MISMATCH}: {told}", SEX_MISMATCH)


def _gaps(sample: str, seen: LooksLike) -> dict[str, str]:
    return {"sample": sample, "seen": seen.in_words}
