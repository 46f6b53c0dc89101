"""Say how two people of a family are related: both ways, degree, side, kinship coefficient."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pedigrees.family import Family
    from pedigrees.kin.chains import Chain
    from pedigrees.kin.relations import Relations
    from pedigrees.readers.pedigree_file import RecordedFamily


def run_kin(file: Path, one: str, other: str, family: str = "") -> int:
    """Print how two people of a case file (.toml) or a pedigree file are related; return 0.

    Raises InputRejected, and UsageError for an id that is not there, or is in two families.
    """
    for line in lines_of_kin(_family_of(file, one, other, family), one, other):
        click.echo(line)
    return 0


def lines_of_kin(family: Family, one: str, other: str) -> Iterator[str]:
    """Yield the lines: the terms both ways, and the facts that they rest on."""
    from pedigrees.kin.relations import relations_between, turned
    from pedigrees.kin.terms import term_of

    relations = relations_between(family, one, other)
    back = turned(family, relations)
    yield _line(f"{other} to {one}", term_of(family, relations))
    yield _line(f"{one} to {other}", term_of(family, back))
    if relations.blood:
        yield _line("degree", str(relations.degree))
        yield _line("side", f"{_side(family, relations)}; {_side(family, back)}")
    elif one != other:
        yield _line("blood", "none is recorded")
    kinship = relations.kinship
    decimals = f" ({float(kinship):.4g})" if kinship else ""
    yield _line("kinship", f"{kinship}{decimals}")
    for chain in relations.blood:
        yield _line("way", _way(family, chain))
    if relations.unlisted != 0:
        number = "" if relations.unlisted is None else f"{relations.unlisted} "
        yield _line("", f"and {number}more ways, none shorter, counted in the kinship")
    for chain in relations.reared:
        yield _line("no blood", f"{chain}: by adoption, or otherwise without a genetic link")
    for tie in relations.by_marriage:
        yield _line("no blood", f"through the couple {' and '.join(tie.couple)}")


def _side(family: Family, relations: Relations) -> str:
    from pedigrees.kin.relations import side_of
    from pedigrees.relationship import Side

    side = side_of(family, relations.one, relations.blood)
    if side is Side.NONE:
        climbing = any(chain.up for chain in relations.blood)
        return f"of {relations.one}: {'cannot be told' if climbing else 'none, a descendant'}"
    return f"of {relations.one}: {side.value}"


def _way(family: Family, chain: Chain) -> str:
    """Return a way with line, degree, generations and sexes in between."""
    from pedigrees.kin.relations import sexes_between

    kind = "lineal" if chain.lineal else "full" if chain.full else "half"
    parts = [f"{chain}: {kind}, degree {chain.degree}, {chain.up} up, {chain.down} down"]
    if chain.removal and not chain.lineal:
        parts.append(f"removed {chain.removal}")
    if between := sexes_between(family, chain):
        parts.append(f"through {' '.join(between)}")
    if not chain.sibs_known:
        parts.append("full if the parent who is not recorded is the same one")
    return ", ".join(parts)


def _line(name: str, text: str) -> str:
    return f"{name:<12}  {text}"


def _family_of(file: Path, one: str, other: str, named: str) -> Family:
    from genetics.errors import Mistake, UsageError
    from pedigrees.family import Family
    from pedigrees.readers.links import listed

    families = _families_in(file, named)
    both = [family for family in families if one in family and other in family]
    if len(both) == 1:
        people = both[0].people
        return Family(people, both[0].proband or people[0].id).with_sex_of_parents()
    if both:
        what = f"{one} and {other} are in more than one family of this file"
        known = listed([family.id for family in both], at_most=10)
        raise UsageError(Mistake(what, f"name one with --family: {known}", file=str(file)))
    missing = [name for name in (one, other) if not any(name in family for family in families)]
    if not missing:
        what = f"{one} and {other} are in different families of this file"
        raise UsageError(Mistake(what, "name two people of one family", file=str(file)))
    ids = [person.id for family in families for person in family.people]
    what = f"not in the file: {listed(missing)}"
    raise UsageError(Mistake(what, f"choose from: {listed(ids, at_most=10)}", file=str(file)))


def _families_in(file: Path, named: str) -> tuple[RecordedFamily, ...]:
    from pedigrees.readers.case_file import read_case
    from pedigrees.readers.pedigree import read_pedigree
    from pedigrees.readers.pedigree_file import PedigreeFile, RecordedFamily

    if file.suffix.lower() != ".toml":
        return read_pedigree(file, family=named or None).families
    case = read_case(file).case
    recorded = RecordedFamily(case.id, tuple(case.family), case.family.proband_id)
    return PedigreeFile(str(file), (recorded,)).only(named or None).families


@click.command("kin", help=__doc__)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--family", default="", metavar="ID", help="Which family of a pedigree file.")
def command(file: Path, one: str, other: str, family: str) -> int:
    """Example: sideroscreen kin case.toml SISTER AUNT."""
    return run_kin(file, one, other, family)
