"""How the criteria apply in one gene: who may answer each, with what limits, from which source."""

from __future__ import annotations

from dataclasses import dataclass

from genetics.acmg.criteria import Strength, Way

# Those that the program can answer from data where a gene's file lets it.
FROM_DATA = frozenset(
    {"PVS1", "PS1", "PS2", "PM2", "PM3", "PM5", "PM6", "PP1", "PP3", "BA1", "BS1", "BP4", "BP7"}
)
# Those on which the file of each gene that is scanned must say something.
OF_EACH_GENE = FROM_DATA | {"PS3", "PS4", "PM1", "PP4", "BS2", "BS3"}
BY_FREQUENCY = frozenset({"PM2", "BS1", "BA1"})


@dataclass(frozen=True, slots=True)
class CriterionRule:
    """One criterion in one gene.

    `at_most` and `above` are limits of the filtering allele frequency (95 %). `least` is the
    number of informative meioses from which on PP1 is met. `before_exon` is the exon from
    which on PVS1 does not hold. `exceptions` are coding names of founder changes, which a
    frequency never makes benign by itself. `reason` says why it is not left to the data.
    """

    code: str
    way: Way
    source: str
    strength: Strength | None = None
    at_most: float | None = None
    above: float | None = None
    least: int | None = None
    before_exon: int | None = None
    exceptions: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ClassStop:
    """A part of a gene where no class but VUS is proposed: an exon, or all that is not coding."""

    reason: str
    source: str
    exon: int | None = None
    non_coding: bool = False


@dataclass(frozen=True, slots=True)
class GeneCriteria:
    """All criteria of one gene, and where the class stops at VUS."""

    rules: tuple[CriterionRule, ...] = ()
    stops: tuple[ClassStop, ...] = ()


NO_CRITERIA = GeneCriteria()
