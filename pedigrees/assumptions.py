"""What the chances of a case assume, each with its value and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from genetics.defaults import DefaultName
from genetics.gene_files import load_panel
from genetics.phrases import marked, say

Chances = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class PenetranceBand:
    """The chance to be ill by number of changed copies, from an age in years on."""

    from_age: int
    male: Chances
    female: Chances


@dataclass(frozen=True, slots=True)
class ChanceSettings:
    """What a case states in place of the defaults of the gene file.

    `priors` are chances to carry, by person, for people without recorded parents.
    `penetrance`, lowest age first, makes "affected" and "not affected" count; without it
    they do not, except where a disease shows itself by a known age.
    """

    stated: Mapping[DefaultName, Fraction] = field(default_factory=dict)
    priors: Mapping[str, Fraction] = field(default_factory=dict)
    penetrance: tuple[PenetranceBand, ...] = ()


DEFAULTS = ChanceSettings()
"""Nothing is stated: the gene files' defaults are used."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption as it was used: a chance from 0 to 1 or an age, and whence."""

    name: DefaultName
    value: Fraction
    stated_in_case: bool
    source: str

    @property
    def words(self) -> str:
        """Return the assumption as a sentence."""
        told = say(MEANINGS[self.name], value=in_figures(self.value))
        if self.stated_in_case:
            return say("{assumption} (stated for this case)", assumption=told)
        return say("{assumption} (default, an assumption)", assumption=told)


MEANINGS: Mapping[DefaultName, str] = {
    DefaultName.CARRIER_FREQUENCY: marked("people who married in carry a change: {value}"),
    DefaultName.RESIDUAL_MOSAICISM: marked(
        "further child of parents who tested negative, after an apparently new change: {value}"
    ),
    DefaultName.MALE_FITNESS: marked(
        "children of men with the change, compared with other men: {value}"
    ),
    DefaultName.AGE_OF_ONSET: marked("age by which the disease shows itself: {value} years"),
}


def assumption(gene: str, settings: ChanceSettings, name: DefaultName) -> Assumption:
    """Return an assumption: as the case states it, otherwise the gene's default.

    Raises KeyError where neither has one.
    """
    if name in settings.stated:
        return Assumption(name, settings.stated[name], True, "")
    default = load_panel().gene(gene).default(name)
    if default is None:
        raise KeyError(f"{gene} has no default for {name}")
    return Assumption(name, default.value, False, default.source)


def stated_in_words(settings: ChanceSettings) -> tuple[str, ...]:
    """Return the personal priors and the penetrance that a case states, each as a sentence."""
    priors = (
        say(
            "{person} carries a change: {value} (stated for this case)",
            person=person,
            value=in_figures(value),
        )
        for person, value in settings.priors.items()
    )
    bands = (
        say(
            "ill from the age of {age} with 0, 1, 2 changed copies: men {male}, women {female} "
            "(stated for this case)",
            age=band.from_age,
            male=", ".join(f"{float(one):g}" for one in band.male),
            female=", ".join(f"{float(one):g}" for one in band.female),
        )
        for band in settings.penetrance
    )
    return (*priors, *bands)


def carrier_frequency(settings: ChanceSettings) -> Fraction:
    """Return the share of carriers among unrelated people, SLC25A38."""
    return assumption("SLC25A38", settings, DefaultName.CARRIER_FREQUENCY).value


def in_figures(value: Fraction) -> str:
    """Return "1 in 500" for a unit fraction, a whole number, otherwise a decimal."""
    if value.denominator == 1:
        return str(value.numerator)
    if value.numerator == 1:
        return say("1 in {number}", number=value.denominator)
    return f"{float(value):.4g}"
