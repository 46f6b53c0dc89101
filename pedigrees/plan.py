"""The screening plan: for each relative a flag, tests, a reason, a chance, an order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

SHOWN = 0.99
"""From this posterior on a text says that the family tree shows it: our choice."""


class Pattern(StrEnum):
    """Pattern of inheritance of the case (KNOWLEDGE.md 4.0)."""

    XL_M = "XL-M"
    XL_F = "XL-F"
    AR = "AR"
    AR_CARRIER = "AR-CARRIER"
    AD_UNCERTAIN = "AD-UNCERTAIN"
    VUS = "VUS"
    NEG = "NEG"
    OPEN = "open"


class DiseaseClass(StrEnum):
    """Which tests and minor rules hold in the family."""

    ALAS2_LOF = "ALAS2_LOF"
    ALAS2_GOF = "ALAS2_GOF"
    ALAS2_UNDECIDED = "ALAS2, direction of effect not settled"
    ABCB7 = "ABCB7"
    SLC25A38 = "SLC25A38"


class Flag(StrEnum):
    """What follows for one relative; everyone except the proband has exactly one."""

    TEST_NOW = "TEST_NOW"
    TEST_OFFER = "TEST_OFFER"
    OBLIGATE = "OBLIGATE"
    STEPWISE = "STEPWISE"
    PHASE_TEST = "PHASE_TEST"
    RESIDUAL_LOW = "RESIDUAL_LOW"
    HAEM_SCREEN = "HAEM_SCREEN"
    PARTNER_OFFER = "PARTNER_OFFER"
    SPECIALIST = "SPECIALIST"
    INFO_ONLY = "INFO_ONLY"
    NOT_INDICATED = "NOT_INDICATED"
    NOT_DECIDED = "NOT_DECIDED"

    @property
    def is_flagged(self) -> bool:
        """Whether the person is on the screening list."""
        return self not in (Flag.INFO_ONLY, Flag.NOT_INDICATED, Flag.NOT_DECIDED)


class Test(StrEnum):
    """Test codes (KNOWLEDGE.md 4.1)."""

    __test__ = False

    TARGETED = "TV"
    BLOOD_COUNT = "CBC"
    FERRITIN = "FER"
    TRANSFERRIN_SATURATION = "TSAT"
    PROTOPORPHYRIN = "EPP"
    LIVER = "LFT"
    NEUROLOGY = "NEURO"
    HLA = "HLA"
    COPY_NUMBER = "CNV"
    SEGREGATION = "SEG"
    SEQUENCING = "SEQ"


class MinorRule(StrEnum):
    """What differs for a relative who could be under 18."""

    ALLOWED = "TEST_MINOR_ALLOWED"
    HAEM_SCREEN = "HAEM_SCREEN"
    DEFER = "DEFER"
    SPECIALIST = "SPECIALIST"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided for one relative.

    `chance` is the transmission chance (exact), None where none is computed or none may
    be printed; `assumed` is true where it is a convention (1 in 100 for germline
    mosaicism), not a computation. `very_likely` marks the mother of a single affected
    man: every text then says "very likely; to be tested", never a figure.
    `unprinted` marks a chance that may be compared but not printed ("not computed");
    `affected` is the chance to have the disease genotype, None where none is computed.
    `tested_for` says what the tests on record looked for in the person and what they found,
    "" where none says it: a negative test for one of two variants does not clear anybody.
    `posterior` are the chances with new mutation, mosaicism and all facts weighed, None
    where none are given.
    `relation`, `reason` and `plain_reason` are words ready to read; `priority` is 1
    (first) to 4, 0 none.
    """

    person: str
    relation: str
    flag: Flag
    tests: tuple[Test, ...]
    reason_id: str
    reason: str
    plain_reason: str
    chance: Fraction | None
    assumed: bool
    very_likely: bool
    priority: int
    minor: bool
    minor_rule: MinorRule | None
    pregnant: bool = False
    tested: str = ""
    unprinted: bool = False
    affected: Fraction | None = None
    posterior: Posterior | None = None
    tested_for: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether the posterior of someone taken for the source is below the textbook's 2/3.

        Two in three mothers of a single ill man carry even where ill men have no children
        (KNOWLEDGE.md 2.2): below that, "very likely" would be wrong.
        """
        return self.posterior is not None and self.posterior.carrying < 2 / 3 - 1e-9

    @property
    def by_elimination(self) -> bool:
        """Whether someone counts as a carrier only because the variant must come from somewhere.

        "The parent left when the other is negative" (KNOWLEDGE.md 4.0, obligate by pedigree)
        takes the variant for inherited. Where it can be new the posterior stays below
        `SHOWN`, and no text says that the tree shows it.
        """
        left = self.flag is Flag.OBLIGATE and not self.tested
        return left and self.posterior is not None and self.posterior.carrying < SHOWN

    @property
    def known_to_carry(self) -> bool:
        """Whether a test of their own, or the tree alone, shows that someone carries."""
        return self.flag is Flag.OBLIGATE and not self.by_elimination

    @property
    def likely_source(self) -> bool:
        """Whether someone is taken for the one who passed the variant on, and is not tested."""
        return self.very_likely or self.by_elimination


@dataclass(frozen=True, slots=True)
class Posterior:
    """The chances of one person with all facts weighed, from 0 to 1.

    `carrying` at least one changed copy; `affected` the disease genotype: the one copy of a
    man on X, both copies where the disease is recessive, None for a woman on X.
    """

    carrying: float
    affected: float | None


@dataclass(frozen=True, slots=True)
class CoupleRisk:
    """A related couple and the chance for their child to have the disease (recessive).

    `untested` as things stand, `both_carriers` if both carry, `one_negative` if one of
    them tests negative (0 in the limit: practically none).
    """

    couple: tuple[str, str]
    untested: Fraction
    both_carriers: Fraction
    one_negative: Fraction


MOSAIC_CONTEXT = "xlf-mosaic"
"""Our own context: KNOWLEDGE.md 4.0 has none for a variant in a part of a woman's cells."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan for one family.

    `context` is the id of the context of KNOWLEDGE.md 4.0 ("xlm-default"), `context_words`
    its words ("apparently de novo") or "". `stopped` lists why a person must decide
    first; `decided` is false for a pattern that this version does not decide. `assumed`
    are the assumptions of the posteriors in words, `no_posterior` says why there are none.
    """

    pattern: Pattern
    context: str
    context_words: str
    disease_class: DiseaseClass | None
    decided: bool
    stopped: tuple[str, ...]
    decisions: tuple[Decision, ...]
    checks: tuple[str, ...] = ()
    couples: tuple[CoupleRisk, ...] = ()
    assumed: tuple[str, ...] = ()
    no_posterior: str = ""

    def of(self, person_id: str) -> Decision:
        """Return the decision for one person. Raises KeyError when there is none."""
        for decision in self.decisions:
            if decision.person == person_id:
                return decision
        raise KeyError(person_id)

    @property
    def flagged(self) -> tuple[Decision, ...]:
        """Return the people on the screening list, first priority first."""
        wanted = [decision for decision in self.decisions if decision.flag.is_flagged]
        return tuple(sorted(wanted, key=lambda decision: decision.priority or 9))
