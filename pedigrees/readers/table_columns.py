"""The columns that a table of people may have, and how a cell of each is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from genetics.inheritance import Sex
from pedigrees.people import Adoption, Affected, Condition, Gender, Genotype, NoChildren, Outcome
from pedigrees.readers.codes import NOT_RECORDED, PHENOTYPES, SEXES
from pedigrees.readers.limits import AGES, DEPTHS, YEARS


def _text(cell: str) -> str:
    return cell


def _link(cell: str) -> str | None:
    return None if cell in NOT_RECORDED else cell


def _yes_or_no(cell: str) -> bool:
    if cell.lower() not in YES_OR_NO:
        raise ValueError("write yes or no")
    return YES_OR_NO[cell.lower()]


def _sex(cell: str) -> Sex:
    if cell.lower() not in SEXES:
        raise ValueError("write M, F or U (not recorded)")
    return SEXES[cell.lower()]


def _affected(cell: str) -> Affected:
    known = {**PHENOTYPES, "yes": Affected.YES, "no": Affected.NO}
    if cell.lower() not in known:
        raise ValueError("write yes, no or unknown")
    return known[cell.lower()]


def _gender(cell: str) -> object:
    if cell.lower() in SEXES:
        raise ValueError("write man, woman or nonbinary; where it is the sex, call the column sex")
    return _word(Gender)(cell)


def _word(words: type[StrEnum]) -> Callable[[str], Any]:
    def read(cell: str) -> StrEnum:
        if cell.lower() not in list(words):
            raise ValueError(f"write one of: {', '.join(words)}")
        return words(cell.lower())

    return read


def _number(allowed: range) -> Callable[[str], int]:
    def read(cell: str) -> int:
        if not re.fullmatch(r"[0-9]{1,8}", cell) or int(cell) not in allowed:
            raise ValueError(f"write a whole number from {allowed[0]} to {allowed[-1]}")
        return int(cell)

    return read


def _day(cell: str) -> date:
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        raise ValueError("write it as YYYY-MM-DD") from None
    if day.year not in YEARS:
        raise ValueError(f"write a year from {YEARS[0]} to {YEARS[-1]}")
    return day


def _conditions(cell: str) -> tuple[Condition, ...]:
    return tuple(_condition(part.strip()) for part in cell.split(";") if part.strip())


def _condition(part: str) -> Condition:
    with_age = re.fullmatch(r"(.+?)\s*\(([0-9]+)\)", part)
    if with_age is None:
        return Condition(part)
    return Condition(with_age[1], _number(AGES)(with_age[2]))


YES_OR_NO = {
    **dict.fromkeys(("yes", "y", "true", "1", "x"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}
_YEAR = _number(YEARS)

COLUMNS: dict[str, Callable[[str], Any]] = {
    "family": _text,
    "id": _text,
    "father": _link,
    "mother": _link,
    "sex": _sex,
    "gender": _gender,
    "birth_year": _YEAR,
    "birth_date": _day,
    "alive": _yes_or_no,
    "died": _YEAR,
    "affected": _affected,
    "genotype": _word(Genotype),
    "depth": _number(DEPTHS),
    "tested_on": _day,
    "conditions": _conditions,
    "proband": _yes_or_no,
    "consultand": _yes_or_no,
    "partner_of": _link,
    "twin_of": _link,
    "monozygotic": _yes_or_no,
    "adopted": _word(Adoption),
    "genetic_link": _yes_or_no,
    "adoptive_father": _link,
    "adoptive_mother": _link,
    "donor": _yes_or_no,
    "surrogate": _yes_or_no,
    "carried_by": _link,
    "outcome": _word(Outcome),
    "no_children": _word(NoChildren),
    "pregnant": _yes_or_no,
    "planning_children": _yes_or_no,
    "possible_hsct_donor": _yes_or_no,
    "contact_declined": _yes_or_no,
    "sample": _text,
    "note": _text,
}
"""Each column with what reads its cells."""

ALLOWED = ", ".join(COLUMNS)

OTHER_NAMES = {
    other: column
    for column, others in {
        "family": "family_id familyid famid fam_id kindred_id pedigree",
        "id": "individual_id individualid person iid sample_id sampleid",
        "father": "father_id fatherid paternal_id pat dad dad_id dadid",
        "mother": "mother_id motherid maternal_id mat mom mom_id momid",
        "affected": "affection affection_status phenotype pheno aff",
        "birth_year": "yob year_of_birth",
        "birth_date": "dob date_of_birth dateofbirth",
    }.items()
    for other in others.split()
}
"""What other programs call the same columns (PLINK, kinship2, Pedixplorer, pedtools, peddy)."""


def plain_name(name: str) -> str:
    """Return a name of a column in small letters, with _ for all other signs."""
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")


def column_of(cell: str, plain: Sequence[str]) -> str:
    """Return the column that a name stands for beside the others, "" for one not known."""
    name = plain_name(cell)
    if name == "fid" and ("iid" in plain) != ("mid" in plain):
        return "family" if "iid" in plain else "father"
    if name == "mid" and "fid" in plain:
        return "mother"
    return name if name in COLUMNS else OTHER_NAMES.get(name, "")
