"""What changes of the message make of the protein, and how HGVS names it (``p.``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from genetics.answers import Judged
from genetics.hgvs import ProteinKind, ProteinName
from genetics.phrases import say
from genetics.reference.genetic_code import THREE_LETTERS, translated
from genetics.sequence.decay import decay
from genetics.sequence.transcribed import Change, Transcribed

START_LOST = ProteinName(ProteinKind.START_LOST, "Met", 1)

_STOP = "*"


@dataclass(frozen=True, slots=True)
class ProteinEffect:
    """What becomes of the protein: its name or why it has none, terms, and decay."""

    name: ProteinName | None = None
    terms: tuple[str, ...] = ()
    nmd: Judged | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The changed message: what is read from its start codon on, and where things lie on it.

    `made` ends with the first stop, or without one at the end of the message. `in_frame` is
    what stands in the place of the whole coding part, stops and all behind them. `net` is by how
    many bases the coding part is longer.
    """

    gene: Transcribed
    edits: tuple[Change, ...]
    start: int
    net: int
    made: str
    in_frame: str

    @property
    def residues(self) -> str:
        return self.gene.residues

    @property
    def first(self) -> int:
        """Return how many residues are the same from the beginning on."""
        return _alike(self.residues, self.made)

    @property
    def takes_stop(self) -> bool:
        """Whether the stop codon itself is touched."""
        coding = self.gene.coding
        return any(edit.touches(range(coding.stop - 3, coding.stop)) for edit in self.edits)

    @property
    def ends_as_before(self) -> bool:
        """Whether the stop that is met is the one at the end of the coding part."""
        if not self.made.endswith(_STOP):
            return False
        if self.crosses_end:
            return len(self.made) == len(self.residues)
        return self.net % 3 == 0 and self.in_frame == self.made

    @property
    def crosses_end(self) -> bool:
        """Whether a change begins in the coding part and ends behind it."""
        stop = self.gene.coding.stop
        return any(edit.start < stop < edit.end for edit in self.edits)

    @property
    def by_length(self) -> tuple[str, ...]:
        """Return the term for a coding part that is longer or shorter.

        New bases over its end belong to neither side: then there is none.
        """
        if self.crosses_end and any(edit.new for edit in self.edits):
            return ()
        if self.net % 3:
            return ("frameshift_variant",)
        if self.net == 0:
            return ()
        if any(edit.gone and edit.new for edit in self.edits) or len(self.edits) > 1:
            return ("protein_altering_variant",)
        return ("inframe_insertion",) if self.net > 0 else ("inframe_deletion",)

    @property
    def nmd(self) -> Judged:
        """Judge whether the message decays at its new stop."""
        found = self.made.find(_STOP)
        stop = self.start + 3 * found if found >= 0 else None
        junction = self.gene.last_junction
        before = sum(_longer(edit) for edit in self.edits if edit.end <= junction)
        return decay(stop, self.start, junction + before if junction else 0)


def protein_effect(gene: Transcribed, edits: Sequence[Change]) -> ProteinEffect:
    """Say what edits of one copy's message make of the protein, case by case.

    `edits` count on the message, in order, without overlap; they leave the start codon. Each name
    is what the two proteins compared show, with the 3' rule (the first residue that differs), and
    is predicted, hence its brackets (HGVS nomenclature version 21, protein).

    - Nothing differs: ``p.(Leu12=)`` for one codon, ``p.(=)`` for several.
    - The first new residue is a stop: ``p.(Trp26Ter)``, also by a frameshift or deletion.
    - The first that differs is the stop: ``p.(Ter588ArgextTer12)``, read on into what follows;
      ``extTer?`` where no stop follows.
    - The frame is shifted: ``p.(Arg97ProfsTer23)``, counted from the first new residue to the
      new stop; ``fsTer?`` where no stop follows.
    - In frame: substitution, ``del``, ``dup``, ``ins`` or ``delins``, which ends with ``Ter``
      where the new stretch holds a stop.
    - The stop codon goes together with residues before it, and none stands in its place: named
      as a shifted frame, also where the length fits (HGVS, protein, deletion-insertion).
    """
    reading = _read(gene, tuple(edits))
    first = reading.first
    if reading.made == gene.residues:
        return _unchanged(reading)
    if first >= len(reading.made):
        why = say("no stop follows in the message")
        return ProteinEffect(None, ("stop_lost", *reading.by_length), why_not=why)
    if reading.made[first] == _STOP:
        return _shortened(reading, first)
    if first == len(gene.residues) - 1:
        return _extended(reading, first)
    if reading.net % 3 or (reading.takes_stop and not reading.ends_as_before):
        return _shifted(reading, first)
    return _in_frame(reading)


def _read(gene: Transcribed, edits: tuple[Change, ...]) -> _Reading:
    message, done = [], 0
    for edit in edits:
        message += [gene.mrna[done : edit.start], edit.new]
        done = edit.end
    changed = "".join((*message, gene.mrna[done:]))
    coding = gene.coding
    start = coding.start + sum(_longer(edit) for edit in edits if edit.end <= coding.start)
    inside = [edit for edit in edits if coding.start < edit.start < coding.stop]
    net = sum(len(edit.new) - (min(edit.end, coding.stop) - edit.start) for edit in inside)
    same = max(edits[0].start - coding.start, 0) // 3
    read = gene.residues[:same] + translated(changed[start + 3 * same :])
    made = read[: read.find(_STOP) + 1] or read
    crosses = any(edit.start < coding.stop < edit.end for edit in edits)
    in_frame = made if crosses else read[: (len(coding) + net) // 3]
    return _Reading(gene, edits, start, net, made, in_frame)


def _longer(edit: Change) -> int:
    return len(edit.new) - len(edit.gone)


def _unchanged(reading: _Reading) -> ProteinEffect:
    coding = reading.gene.coding
    codons = sorted(
        (place - coding.start) // 3
        for edit in reading.edits
        for place in (edit.start, min(max(edit.start, edit.end - 1), coding.stop - 1))
        if edit.start in coding
    )
    if not codons:
        return ProteinEffect(None, ())
    stop = len(reading.residues) - 1
    term = "stop_retained_variant" if codons[-1] == stop else "synonymous_variant"
    if codons[0] != codons[-1]:
        return ProteinEffect(ProteinName(ProteinKind.UNCHANGED), (term,))
    name = ProteinName(ProteinKind.UNCHANGED, *_residue(reading.residues, codons[0]))
    return ProteinEffect(name, (term,))


def _shortened(reading: _Reading, first: int) -> ProteinEffect:
    """Name a protein that ends where another residue stood; its old stop may be the one met."""
    name = ProteinName(ProteinKind.SUBSTITUTION, *_residue(reading.residues, first), "Ter")
    if reading.ends_as_before:
        return ProteinEffect(name, reading.by_length)
    return ProteinEffect(name, ("stop_gained", *reading.by_length), reading.nmd)


def _extended(reading: _Reading, first: int) -> ProteinEffect:
    stop = reading.made.find(_STOP)
    tail = f"extTer{stop - first if stop >= 0 else '?'}"
    name = ProteinName(
        ProteinKind.EXTENSION,
        *_residue(reading.residues, first),
        THREE_LETTERS[reading.made[first]],
        tail,
    )
    lost = () if reading.ends_as_before else ("stop_lost",)
    return ProteinEffect(name, (*lost, *reading.by_length))


def _shifted(reading: _Reading, first: int) -> ProteinEffect:
    stop = reading.made.find(_STOP)
    tail = f"fsTer{stop - first + 1 if stop >= 0 else '?'}"
    name = ProteinName(
        ProteinKind.FRAMESHIFT,
        *_residue(reading.residues, first),
        THREE_LETTERS[reading.made[first]],
        tail,
    )
    lost = ("stop_lost",) if reading.takes_stop else ()
    return ProteinEffect(name, (*lost, *reading.by_length), reading.nmd)


def _in_frame(reading: _Reading) -> ProteinEffect:
    """Name what stands between the residues that are the same before and behind."""
    old, new = reading.residues, reading.in_frame
    first = _alike(old, new)
    rest = min(len(old), len(new)) - first
    behind = min(rest, _alike(old[::-1], new[::-1]))
    gone, made = old[first : len(old) - behind], new[first : len(new) - behind]
    replaced = all(_longer(edit) == 0 for edit in reading.edits)
    if len(reading.edits) > 1 and replaced and _apart(gone, made):
        why = say("the changes make separate changes of the protein, with residues between them")
        return ProteinEffect(None, ("missense_variant",), why_not=why)
    stops = _STOP in made
    made = made[: made.index(_STOP) + 1] if stops else made
    name = _stretch_name(old, first, gone, made)
    if stops:
        return ProteinEffect(name, ("stop_gained", *reading.by_length), reading.nmd)
    as_many = len(gone) == len(made)
    return ProteinEffect(name, ("missense_variant",) if as_many else reading.by_length)


def _stretch_name(old: str, first: int, gone: str, made: str) -> ProteinName:
    residue, number = _residue(old, first)
    if len(gone) == len(made) == 1:
        return ProteinName(ProteinKind.SUBSTITUTION, residue, number, THREE_LETTERS[made])
    if gone:
        kind = "delins" if made else "del"
        tail = f"{_to(old, first, len(gone))}{kind}{_three_letters(made)}"
        return ProteinName(ProteinKind.OTHER, residue, number, tail=tail)
    begin = first - len(made)
    if begin >= 0 and old[begin:first] == made:
        tail = f"{_to(old, begin, len(made))}dup"
        return ProteinName(ProteinKind.OTHER, *_residue(old, begin), tail=tail)
    tail = f"{_to(old, first - 1, 2)}ins{_three_letters(made)}"
    return ProteinName(ProteinKind.OTHER, *_residue(old, first - 1), tail=tail)


def _residue(residues: str, index: int) -> tuple[str, int]:
    return THREE_LETTERS[residues[index]], index + 1


def _to(residues: str, first: int, length: int) -> str:
    """Return the second half of a stretch's place: "" where it is one residue."""
    if length == 1:
        return ""
    residue, number = _residue(residues, first + length - 1)
    return f"_{residue}{number}"


def _three_letters(residues: str) -> str:
    return "".join(THREE_LETTERS[letter] for letter in residues)


def _alike(one: str, other: str) -> int:
    """Return how many letters are the same from the beginning on."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)


def _apart(gone: str, made: str) -> bool:
    return any(one == other for one, other in zip(gone, made, strict=True))
