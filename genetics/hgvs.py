"""Reads the names of changes (HGVS), and tells whether two spellings mean the same change.

The same change is written in many ways: with or without the transcript before it, with the
bases that are gone (``c.362delC``), with one letter for an amino acid (``p.R452C``), with or
without brackets. Here each is read once and written in one way: ``c.362del``,
``p.(Arg452Cys)``. Protein names stand in brackets because they are predicted from the DNA
(HGVS nomenclature, version 21: recommendations for DNA and protein).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from genetics.reference.coordinates import CodingPosition, read_position
from genetics.reference.genetic_code import THREE_LETTERS

UNKNOWN_PROTEIN = "p.?"


class Kind(StrEnum):
    """What kind of change a coding name describes."""

    SUBSTITUTION = ">"
    DELETION = "del"
    DUPLICATION = "dup"
    INSERTION = "ins"
    REPLACEMENT = "delins"
    INVERSION = "inv"


@dataclass(frozen=True, slots=True)
class CodingName:
    """A name such as ``c.1706_1709del``: first and last position, kind, and the new bases.

    `gone` holds the base before a substitution; elsewhere it is empty, since the bases that
    are gone follow from the place.
    """

    start: CodingPosition
    end: CodingPosition
    kind: Kind
    gone: str = ""
    new: str = ""

    def __str__(self) -> str:
        place = f"{self.start}" if self.start == self.end else f"{self.start}_{self.end}"
        return f"c.{place}{self.gone}{self.kind}{self.new}"


_BASE = r"[ACGTacgt]"
_PLACE = r"[-*]?\d+(?:[+-]\d+)?"
_CODING = re.compile(
    rf"(?:[^\s:]+:)?c\.(?P<start>{_PLACE})(?:_(?P<end>{_PLACE}))?(?:"
    rf"(?P<ref>{_BASE}+)>(?P<alt>{_BASE}+)"
    rf"|del(?:{_BASE}*|\d*)(?:ins(?P<replaced>{_BASE}+))?"
    rf"|ins(?P<inserted>{_BASE}+)"
    rf"|(?P<other>dup|inv)(?:{_BASE}*|\d*))"
)


def read_coding(text: str) -> CodingName | None:
    """Read a coding name; None for what is no plain change of one stretch.

    - ``NM_000032.5:c.1354C>T`` and ``c.1354c>t`` are c.1354C>T;
    - ``c.362delC``, ``c.362_362del`` and ``c.362del1`` are c.362del; the same with dup;
    - ``c.100_101delAGinsTT`` and ``c.100_101AG>TT`` are c.100_101delinsTT.
    """
    found = _CODING.fullmatch(text.strip())
    if found is None:
        return None
    start = read_position(found["start"])
    end = read_position(found["end"]) if found["end"] else start
    if start is None or end is None:
        return None
    if found["ref"]:
        return _substituted(start, end, found["ref"].upper(), found["alt"].upper())
    if found["inserted"]:
        return CodingName(start, end, Kind.INSERTION, new=found["inserted"].upper())
    if found["replaced"]:
        return CodingName(start, end, Kind.REPLACEMENT, new=found["replaced"].upper())
    return CodingName(start, end, Kind(found["other"]) if found["other"] else Kind.DELETION)


def _substituted(start: CodingPosition, end: CodingPosition, ref: str, alt: str) -> CodingName:
    if len(ref) == len(alt) == 1:
        return CodingName(start, end, Kind.SUBSTITUTION, ref, alt)
    return CodingName(start, end, Kind.REPLACEMENT, new=alt)


def agreeing_coding(one: CodingName, other: CodingName) -> CodingName | None:
    """Return the better of two names that can mean the same change, None if they cannot.

    - A duplication, and the insertion of as many bases right behind it: HGVS asks to call it
      a duplication.
    - An inversion, and the replacement of the same stretch by as many bases: HGVS asks to
      call it an inversion.
    - Everything else must be equal.
    """
    if one == other:
        return one
    for first, second in ((one, other), (other, one)):
        length = _length(first)
        if (first.kind, second.kind) == (Kind.DUPLICATION, Kind.INSERTION):
            return first if (first.end, length) == (second.start, len(second.new)) else None
        if (first.kind, second.kind) == (Kind.INVERSION, Kind.REPLACEMENT):
            same_stretch = (first.start, first.end) == (second.start, second.end)
            return first if same_stretch and length == len(second.new) else None
    return None


def _length(name: CodingName) -> int:
    """Return how many bases a name within one exon or intron spans; 0 where it cannot be told."""
    start, end = name.start, name.end
    if start == end:
        return 1
    if start.zone != end.zone or bool(start.offset) != bool(end.offset):
        return 0
    if start.offset:
        return end.offset - start.offset + 1 if start.base == end.base else 0
    step = -1 if start.zone == "-" else 1
    return step * (end.base - start.base) + 1


def same_coding_name(one: str, other: str) -> bool:
    """Whether two coding names mean the same change; unreadable ones must be spelled alike."""
    first, second = read_coding(one), read_coding(other)
    if first is None or second is None:
        return one.strip() == other.strip()
    return agreeing_coding(first, second) is not None


# --- proteins --------------------------------------------------------------------------------


class ProteinKind(StrEnum):
    """What kind of change a protein name describes."""

    SUBSTITUTION = "substitution"
    UNCHANGED = "unchanged"
    START_LOST = "start lost"
    FRAMESHIFT = "frameshift"
    EXTENSION = "extension"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ProteinName:
    """A name such as ``p.(Arg452Cys)``: the first residue, its number, and what becomes of it.

    `changed` is the new residue where there is one. `tail` is the rest as written: how far a
    new frame or an extension reaches, or what happens to a stretch. A bare ``p.(=)`` names no
    residue; its number is 0.
    """

    kind: ProteinKind
    residue: str = ""
    number: int = 0
    changed: str = ""
    tail: str = ""

    def __str__(self) -> str:
        place = f"{self.residue}{self.number}" if self.number else ""
        match self.kind:
            case ProteinKind.UNCHANGED:
                return f"p.({place}=)"
            case ProteinKind.START_LOST:
                return f"p.({place}?)"
        return f"p.({place}{self.changed}{self.tail})"


_NAMES = frozenset(THREE_LETTERS.values())
_LETTERS = re.compile(rf"{'|'.join(sorted(_NAMES))}|[A-Z*]")
_RESIDUE = rf"(?:{'|'.join(sorted(_NAMES))})"
_PREFIX = re.compile(r"(?:[^\s:]+:)?p\.")
_ONE_RESIDUE = re.compile(rf"(?P<residue>{_RESIDUE})(?P<number>\d+)(?P<changed>{_RESIDUE}|=|\?)")
_FRAMESHIFT = re.compile(
    rf"(?P<residue>{_RESIDUE})(?P<number>\d+)(?P<changed>{_RESIDUE})?fs(?:Ter(?P<stop>\d+|\?)?)?"
)
_EXTENSION = re.compile(
    rf"(?P<residue>{_RESIDUE})(?P<number>\d+)(?P<changed>{_RESIDUE})?ext(?:Ter)?(?P<stop>-?\d+|\?)?"
)
_STRETCH = re.compile(
    rf"(?P<residue>{_RESIDUE})(?P<number>\d+)(?P<tail>(?:_{_RESIDUE}\d+)?"
    rf"(?:delins{_RESIDUE}+|del|dup|ins{_RESIDUE}+))"
)


def read_protein(text: str) -> ProteinName | None:
    """Read a protein name; None for ``p.?``, for nothing, and for what is no plain change.

    - ``NP_000023.2:p.Arg452Cys``, ``p.(Arg452Cys)`` and ``p.R452C`` are p.(Arg452Cys);
    - ``p.Gln548*``, ``p.Q548X`` and ``p.Gln548Ter`` are p.(Gln548Ter);
    - ``p.Gly465Gly`` is p.(Gly465=); any other residue for Met1 is p.(Met1?);
    - ``p.Glu569Glyfs*24`` is p.(Glu569GlyfsTer24); ``p.Glu569fs`` says less.
    """
    prefix = _PREFIX.match(text.strip())
    if prefix is None:
        return None
    inner = text.strip()[prefix.end() :].replace("(", "").replace(")", "")
    if inner == "=":
        return ProteinName(ProteinKind.UNCHANGED)
    inner = _LETTERS.sub(lambda letter: _three_letters(letter[0]), inner)
    if found := _ONE_RESIDUE.fullmatch(inner):
        return _of_one_residue(found["residue"], int(found["number"]), found["changed"])
    for kind, pattern in (
        (ProteinKind.FRAMESHIFT, _FRAMESHIFT),
        (ProteinKind.EXTENSION, _EXTENSION),
    ):
        if found := pattern.fullmatch(inner):
            return _with_new_end(kind, found)
    if found := _STRETCH.fullmatch(inner):
        return ProteinName(
            ProteinKind.OTHER, found["residue"], int(found["number"]), tail=found["tail"]
        )
    return None


def _three_letters(letter: str) -> str:
    if letter in _NAMES:
        return letter
    return "Ter" if letter == "X" else THREE_LETTERS.get(letter, letter)


def _of_one_residue(residue: str, number: int, changed: str) -> ProteinName | None:
    if changed in {"=", residue}:
        return ProteinName(ProteinKind.UNCHANGED, residue, number)
    if (residue, number) == ("Met", 1):
        return ProteinName(ProteinKind.START_LOST, residue, number)
    if changed == "?":
        return None
    return ProteinName(ProteinKind.SUBSTITUTION, residue, number, changed)


def _with_new_end(kind: ProteinKind, found: re.Match[str]) -> ProteinName:
    stop = "" if found["stop"] in {None, "?"} else found["stop"]
    word = "fs" if kind is ProteinKind.FRAMESHIFT else "ext"
    tail = f"{word}Ter{stop}" if stop and not stop.startswith("-") else f"{word}{stop}"
    return ProteinName(kind, found["residue"], int(found["number"]), found["changed"] or "", tail)


def agreeing(one: ProteinName, other: ProteinName) -> ProteinName | None:
    """Return the fuller of two names that can mean the same change, None if they cannot.

    A frameshift or an extension whose new residue or end is left out agrees with one that
    gives them; ``p.(=)`` agrees with any unchanged residue. Everything else must be equal.
    """
    if one == other:
        return one
    if one.kind is not other.kind:
        return None
    if one.kind is ProteinKind.UNCHANGED and 0 in {one.number, other.number}:
        return one if one.number else other
    if one.kind not in {ProteinKind.FRAMESHIFT, ProteinKind.EXTENSION}:
        return None
    if (one.residue, one.number) != (other.residue, other.number):
        return None
    changed = {one.changed, other.changed} - {""}
    ends = {one.tail, other.tail} - {"fs", "ext"}
    if len(changed) > 1 or len(ends) > 1:
        return None
    tail = ends.pop() if ends else one.tail
    return ProteinName(one.kind, one.residue, one.number, changed.pop() if changed else "", tail)


def same_protein_name(one: str, other: str) -> bool:
    """Whether two protein names can mean the same change; unreadable ones must be alike."""
    first, second = read_protein(one), read_protein(other)
    if first is None or second is None:
        return one.strip() == other.strip()
    return agreeing(first, second) is not None
