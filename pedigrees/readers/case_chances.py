"""Turns the assumptions that a case file states for its chances into settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from genetics.defaults import DefaultName
from pedigrees.assumptions import ChanceSettings, PenetranceBand
from pedigrees.people import Person
from pedigrees.readers.case_model import CaseFile
from pedigrees.readers.chances_model import ChancesPart
from pedigrees.readers.links import unknown_id
from pedigrees.readers.notebook import Notebook


def read_chances(case: CaseFile, people: Sequence[Person], notebook: Notebook) -> ChanceSettings:
    """Return the settings; what cannot be goes into the notebook.

    * a prior is stated for a person of the family who has no recorded parents;
    * penetrance has three numbers, for 0, 1 and 2 changed copies (for men on X the third is
      not read); each age once; below the first age nothing is known.
    """
    part = case.chances
    by_id = {person.id: person for person in people}
    for name in part.priors:
        if name not in by_id:
            notebook.wrong(("chances", "priors", name), *unknown_id(name, by_id))
        elif by_id[name].genetic_link and (by_id[name].father or by_id[name].mother):
            what = f"a prior is stated for {name}, whose parents are recorded"
            remedy = "state priors for people without recorded parents only"
            notebook.wrong(("chances", "priors", name), what, remedy)
    ages = [band.from_age for band in part.penetrance]
    for number, band in enumerate(part.penetrance):
        if band.from_age in ages[:number]:
            what = f"two penetrances begin at the age of {band.from_age}"
            notebook.wrong(("chances", "penetrance", number), what, "keep one of the two")
        for field, given in (("male", len(band.male)), ("female", len(band.female))):
            if given == COPIES:
                continue
            what = f"{given} numbers for {field} instead of {COPIES}"
            remedy = "write the chance to be ill with 0, 1 and 2 changed copies"
            notebook.wrong(("chances", "penetrance", number, field), what, remedy)
    return ChanceSettings(
        dict(_stated(part)),
        {name: exact(chance) for name, chance in part.priors.items()},
        tuple(
            PenetranceBand(band.from_age, _exact(band.male), _exact(band.female))
            for band in sorted(part.penetrance, key=lambda band: band.from_age)
        ),
    )


def _stated(part: ChancesPart) -> Iterator[tuple[DefaultName, Fraction]]:
    for name in DefaultName:
        value = getattr(part, name.value)
        if value is not None:
            yield name, exact(value)


def exact(number: float) -> Fraction:
    """Return the number as it was written: 0.1 is one tenth."""
    return Fraction(str(number))


def _exact(numbers: Sequence[float]) -> tuple[Fraction, ...]:
    return tuple(exact(number) for number in numbers)


COPIES = 3
