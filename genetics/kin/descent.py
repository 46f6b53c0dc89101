"""Where on the genome one copy comes from each parent, and where only from the mother."""

from __future__ import annotations

from enum import StrEnum

from genetics.variants import Assembly

# First and last base, both included. Listed in the thread broadinstitute/seqr#484 (2018), there
# with an end that is not included, taken from the GRCh37 and GRCh38 files of hail.
_ON_X = {
    Assembly.GRCH37: ((60001, 2699520), (154931044, 155260560)),
    Assembly.GRCH38: ((10001, 2781479), (155701383, 156030895)),
}
_ON_Y = {
    Assembly.GRCH37: ((10001, 2649520), (59034050, 59363566)),
    Assembly.GRCH38: ((10001, 2781479), (56887903, 57217415)),
}
_AUTOSOMES = frozenset(str(number) for number in range(1, 23))


class Place(StrEnum):
    """How a place of the genome is passed on."""

    AUTOSOME = "autosome"
    X = "X outside the pseudoautosomal regions"
    Y = "Y outside the pseudoautosomal regions"
    PSEUDOAUTOSOMAL = "pseudoautosomal region"
    UNKNOWN = "not known"


def place_of(chrom: str, pos: int, assembly: Assembly | None) -> Place:
    """Return how a place is passed on; `chrom` is named without "chr".

    Where the build is not known (None), a place on X or Y that is pseudoautosomal on only one
    build is not known. The mitochondrion and unplaced contigs are not known either.
    """
    if chrom in _AUTOSOMES:
        return Place.AUTOSOME
    if chrom not in {"X", "Y"}:
        return Place.UNKNOWN
    regions = _ON_X if chrom == "X" else _ON_Y
    builds = [assembly] if assembly else list(Assembly)
    inside = {any(start <= pos <= end for start, end in regions[build]) for build in builds}
    if len(inside) > 1:
        return Place.UNKNOWN
    if inside == {True}:
        return Place.PSEUDOAUTOSOMAL
    return Place.X if chrom == "X" else Place.Y
