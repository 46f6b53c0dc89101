"""Names a change on the coding DNA (``c.``), and tells what change such a name means."""

from __future__ import annotations

from genetics.hgvs import CodingName, Kind
from genetics.reference.coordinates import CodingPosition, place_on_chromosome
from genetics.sequence.shifting import shifted, trimmed
from genetics.sequence.transcribed import Change, Ruler, turned


def coding_name(change: Change, sense: str, ruler: Ruler) -> CodingName:
    """Name a change at its last place, case by case (HGVS nomenclature version 21, DNA).

    The first that fits is taken, in HGVS's order of priority:

    - one base for one: a substitution, ``c.12A>G``;
    - bases gone: a deletion, ``c.12_14del``;
    - two or more bases turned round within their place: an inversion, ``c.12_14inv``;
    - bases put in right behind the same bases: a duplication, ``c.12_14dup``;
    - other bases put in: an insertion between two neighbours, ``c.12_13insTT``;
    - everything else: ``c.12_14delinsTT``.

    Positions in introns, untranslated parts and outside the transcript are those of
    ``reference/coordinates.py``; a change over an exon's edge bears a position of each kind
    (``c.120_123+5del``).
    """

    def named(start: int, stop: int, kind: Kind, gone: str = "", new: str = "") -> CodingName:
        return CodingName(ruler.position(start), ruler.position(stop - 1), kind, gone, new)

    start, end, gone, new = change.start, change.end, change.gone, change.new
    if len(gone) == len(new) == 1:
        return named(start, end, Kind.SUBSTITUTION, gone, new)
    if not new:
        return named(start, end, Kind.DELETION)
    if gone:
        if new == turned(gone):
            return named(start, end, Kind.INVERSION)
        return named(start, end, Kind.REPLACEMENT, new=new)
    if sense[max(start - len(new), 0) : start] == new:
        return named(start - len(new), start, Kind.DUPLICATION)
    return named(start - 1, start + 1, Kind.INSERTION, new=new)


def change_named(name: CodingName, sense: str, ruler: Ruler) -> Change | None:
    """Return the change that a coding name means, at its last place; None outside the bases."""
    start, last = _index(name.start, ruler), _index(name.end, ruler)
    if not 0 < start <= last < len(sense):
        return None
    gone = sense[start : last + 1]
    match name.kind:
        case Kind.SUBSTITUTION:
            change = Change(start, gone, name.new) if gone == name.gone else None
        case Kind.DELETION:
            change = Change(start, gone, "")
        case Kind.DUPLICATION:
            change = Change(last + 1, "", gone)
        case Kind.INSERTION:
            change = Change(last, "", name.new) if last == start + 1 else None
        case Kind.REPLACEMENT:
            change = Change(start, gone, name.new)
        case Kind.INVERSION:
            change = Change(start, gone, turned(gone))
    return shifted(trimmed(change), sense) if change is not None else None


def _index(position: CodingPosition, ruler: Ruler) -> int:
    place = place_on_chromosome(ruler.transcript, ruler.bases.assembly, position)
    return ruler.index(place)
