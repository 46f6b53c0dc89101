"""Writes a change as far towards the end of the gene as it goes (the 3' rule of HGVS).

A deletion or insertion in a row of equal bases can be written at several places. HGVS takes
the last one in the direction of the gene; all of them are the same molecule.
"""

from __future__ import annotations

from collections.abc import Iterator

from genetics.sequence.transcribed import Change


def trimmed(change: Change) -> Change:
    """Leave out the bases that stay the same, at the beginning and at the end."""
    start, gone, new = change.start, change.gone, change.new
    while gone and new and gone[0] == new[0]:
        start, gone, new = start + 1, gone[1:], new[1:]
    while gone and new and gone[-1] == new[-1]:
        gone, new = gone[:-1], new[:-1]
    return Change(start, gone, new)


def shifted(change: Change, sense: str) -> Change:
    """Return the change at its last place in the direction of the gene, case by case.

    The rule is applied to the bases of the genome, across the edges of exons (HGVS
    nomenclature version 21, DNA, deletion and duplication):

    - an exon's last base equal to the intron's first: the intron's (``c.1704+1del``, not
      ``c.1704del``);
    - an intron's last base equal to the exon's first: the exon's (``c.1813del``, not
      ``c.1813-1del``);
    - an exon's last base equal to the first of the next exon: it stays where it lies
      (``c.3921del``, not ``c.3922del``), since on the genome the two are not neighbours.

    A replacement has one place only.
    """
    start, bases = change.start, change.gone or change.new
    if not bases or (change.gone and change.new):
        return change
    behind = change.end
    moved = 0
    while behind + moved < len(sense) and sense[behind + moved] == bases[moved % len(bases)]:
        moved += 1
    return _at(change, start + moved, bases, moved)


def earlier(change: Change, sense: str) -> Iterator[Change]:
    """Yield the other places of a change from the last one back to the first."""
    start, bases = change.start, change.gone or change.new
    if change.gone and change.new:
        return
    moved = 0
    while start - moved > 0 and sense[start - moved - 1] == bases[-1 - moved % len(bases)]:
        moved += 1
        yield _at(change, start - moved, bases, -moved)


def _at(change: Change, start: int, bases: str, moved: int) -> Change:
    turn = moved % len(bases)
    rotated = bases[turn:] + bases[:turn]
    return Change(start, rotated, "") if change.gone else Change(start, "", rotated)
