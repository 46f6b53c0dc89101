"""The codes of pedigree files for sex, disease and "not recorded", and which are in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from genetics.errors import Mistake
from genetics.inheritance import Sex
from genetics.phrases import say
from pedigrees.people import Affected

NOT_RECORDED = ("", "0", "-9", ".", "NA")
"""What stands for nobody, or for nothing: PLINK's 0 and -9, a dot, R's NA, an empty column."""

SEXES = {
    "1": Sex.MALE,
    "m": Sex.MALE,
    "male": Sex.MALE,
    "2": Sex.FEMALE,
    "f": Sex.FEMALE,
    "female": Sex.FEMALE,
    **dict.fromkeys(("", "0", "-9", ".", "na", "u", "unknown", "other"), Sex.UNKNOWN),
}
PHENOTYPES = {
    "2": Affected.YES,
    "affected": Affected.YES,
    "1": Affected.NO,
    "unaffected": Affected.NO,
    **dict.fromkeys(("", "0", "-9", ".", "na", "unknown"), Affected.UNKNOWN),
}


@dataclass(frozen=True, slots=True)
class Coded:
    """One line as it was written: of whom, with which parents, sex and disease in their codes."""

    line: int
    family: str
    person: str
    father: str | None
    mother: str | None
    sex: str
    status: str


def doubtful_codes(lines: Sequence[Coded]) -> Iterator[Mistake]:
    """Yield a mistake for each code that two conventions read differently.

    One file has one convention, so it is judged over all its lines.

    * Sex 0 and 1 without any 2. PLINK reads 1 male, 0 not recorded; other programs write
      0 male, 1 female. It is settled by a father coded 1 or a mother coded 0, who cannot be
      so in the second convention: then 0 is "not recorded". Otherwise refused.
    * Disease 0 and 1 without any 2. PLINK reads 1 unaffected, 0 not known, but with its
      option ``--1`` 1 affected, 0 unaffected (PLINK 1.9, "Input: phenotypes"). Nothing in
      the file can settle it: refused.

    Where a 2 or a word stands anywhere, 1 and 0 are those of PLINK.
    """
    if mistake := _doubtful_sex(lines):
        yield mistake
    if mistake := _doubtful_status(lines):
        yield mistake


def remarks_on_codes(lines: Sequence[Coded]) -> Iterator[str]:
    """Yield how codes were read that are clear enough, but not beyond a second look.

    * disease 1 without any 2 and without 0: everybody is read as unaffected;
    * disease 0 and -9 alone: both are read as not known.
    """
    codes = {line.status for line in lines}
    if "1" in codes and not _settles_status(codes) and "0" not in codes:
        yield say("nobody is coded affected (2): 1 is read as unaffected")
    if {"0", "-9"} <= codes and not codes & {"1", "2"}:
        yield say("0 and -9 both stand for the disease: both are read as not known")


def sex_is_doubtful(lines: Sequence[Coded]) -> bool:
    """Whether 0 and 1 stand for the sexes in a way that two conventions read differently."""
    codes = {line.sex.lower() for line in lines}
    if not {"0", "1"} <= codes or any(SEXES.get(code) is Sex.FEMALE for code in codes):
        return False
    coded = {(line.family, line.person): line.sex for line in lines}
    return not any(
        coded.get((line.family, parent or "")) == code
        for line in lines
        for parent, code in ((line.father, "1"), (line.mother, "0"))
    )


def _doubtful_sex(lines: Sequence[Coded]) -> Mistake | None:
    if not sex_is_doubtful(lines):
        return None
    line = next(one.line for one in lines if one.sex in ("0", "1"))
    what = "sex is coded 0 and 1 and never 2: 1 may be male (as in PLINK) or female"
    return Mistake(what, "write 1 male, 2 female, -9 not recorded (or M, F, U)", line=line)


def _doubtful_status(lines: Sequence[Coded]) -> Mistake | None:
    codes = {line.status.lower() for line in lines}
    if not {"0", "1"} <= codes or _settles_status(codes):
        return None
    line = next(one.line for one in lines if one.status in ("0", "1"))
    what = (
        "the disease is coded 0 and 1 and never 2: 1 may be unaffected (as in PLINK) or affected "
        "(its option --1)"
    )
    return Mistake(what, "write 2 affected, 1 unaffected, -9 not known", line=line)


def _settles_status(codes: set[str]) -> bool:
    return bool(codes & {"2", "affected", "unaffected", "yes", "no"})
