"""What a change really makes of bases and protein, and what a name says it makes of them.

The third oracle, which needs no other program: a name is right when, applied to the reference, it
gives exactly what the change gives. It cannot tell which of several right names HGVS prefers; the
other two can. Every difference with them that a rule explains must still pass here.
"""

from __future__ import annotations

import re
from itertools import pairwise

from made_up_genome import BUILD, RESIDUE
from oracle_genome import OracleGene, in_direction, on_the_other_strand
from oracle_variants import OracleChange

from genetics.hgvs import CodingName, Kind, ProteinKind, ProteinName
from genetics.reference.coordinates import place_on_chromosome
from genetics.reference.genetic_code import THREE_LETTERS
from genetics.sequence.names import SequenceName


def altered_chromosome(change: OracleChange) -> str:
    """The chromosome with the change in it."""
    bases, variant = change.gene.bases.bases, change.variant
    at = variant.pos - 1
    assert bases[at : at + len(variant.ref)] == variant.ref
    return bases[:at] + variant.alt + bases[at + len(variant.ref) :]


def chromosome_by_name(gene: OracleGene, name: CodingName) -> str:
    """The chromosome as a coding name says it becomes."""
    low, high = _places(gene, name)
    bases = gene.bases.bases
    inner = bases[low - 1 : high]
    as_read = inner if gene.strand == "+" else on_the_other_strand(inner)
    match name.kind:
        case Kind.SUBSTITUTION:
            assert as_read == name.gone
            new = name.new
        case Kind.DELETION:
            new = ""
        case Kind.DUPLICATION:
            new = as_read * 2
        case Kind.INSERTION:
            assert high == low + 1
            new = as_read[0] + name.new + as_read[1]
        case Kind.REPLACEMENT:
            new = name.new
        case Kind.INVERSION:
            new = on_the_other_strand(as_read)
    put = new if gene.strand == "+" else on_the_other_strand(new)
    return bases[: low - 1] + put + bases[high:]


def sense(gene: OracleGene, bases: str) -> str:
    """Bases of the chromosome in the direction of the gene."""
    return bases if gene.strand == "+" else on_the_other_strand(bases)


def sense_index(gene: OracleGene, place: int) -> int:
    """Where a base of the chromosome lies in the direction of the gene, from 0."""
    return place - 1 if gene.strand == "+" else gene.bases.end - place


def introns(gene: OracleGene) -> list[tuple[int, int]]:
    """First base and the one behind the last of each intron, in the direction of the gene."""
    edges = []
    for exon in gene.exons:
        at = [sense_index(gene, p) for p in (exon.interval.start, exon.interval.end)]
        edges.append((min(at), max(at) + 1))
    return [(one[1], other[0]) for one, other in pairwise(edges)]


def stays(change: OracleChange, start: int, stop: int) -> bool:
    """Whether a stretch stays, and all on one side of it: the change lies before or behind it."""
    before = sense(change.gene, change.gene.bases.bases)
    after = sense(change.gene, altered_chromosome(change))
    return after.startswith(before[:stop]) or after.endswith(before[start:])


def places_named(gene: OracleGene, name: CodingName) -> tuple[int, int]:
    """The places of the first and the last base of a name, in the direction of the gene."""
    first, last = (place_on_chromosome(gene.transcript, BUILD, at) for at in (name.start, name.end))
    return first, last


def _places(gene: OracleGene, name: CodingName) -> tuple[int, int]:
    ends = places_named(gene, name)
    return min(ends), max(ends)


# --- the protein -----------------------------------------------------------------------------


def altered_protein(gene: OracleGene, name: CodingName) -> list[str] | None:
    """Residues up to and with the stop (none if there is no more) after a change.

    None where the named bases do not lie in one exon, or touch what lies before c.4 (where
    translation then begins is not known).
    """
    if name.start.offset or name.end.offset or name.start.zone == "-":
        return None
    low, high = _places(gene, name)
    exon = next((e for e in gene.exons if e.interval.start <= low <= e.interval.end), None)
    if exon is None or high > exon.interval.end:
        return None
    if name.start.zone == "" and name.start.base < 4:
        return None
    after = chromosome_by_name(gene, name)
    gained = len(after) - len(gene.bases.bases)
    message = []
    for one in gene.exons:
        start, end = one.interval.start, one.interval.end
        start += gained if start > low else 0
        end += gained if end >= low else 0
        stretch = after[start - 1 : end]
        message.append(stretch if gene.strand == "+" else on_the_other_strand(stretch))
    spliced = "".join(message)
    before = _before_the_start(gene)
    return translated(spliced[before:])


def _before_the_start(gene: OracleGene) -> int:
    first = next(iter(gene.coding))
    count = 0
    for exon in gene.exons:
        places = in_direction(exon.interval, gene.strand)
        if first in places:
            return count + places.index(first)
        count += len(places)
    raise AssertionError


def translated(bases: str) -> list[str]:
    found = []
    for at in range(0, len(bases) - 2, 3):
        found.append(RESIDUE[bases[at : at + 3]])
        if found[-1] == "Ter":
            break
    return found


_TAIL = re.compile(
    r"(?:_(?P<last>[A-Z][a-z]{2})(?P<end>\d+))?(?P<kind>delins|del|dup|ins)(?P<new>(?:[A-Z][a-z]{2})*)"
)


def why_wrong(name: ProteinName, before: list[str], after: list[str]) -> str:
    """Return why a protein name does not turn `before` into `after` (both with stop), or ""."""
    number = name.number
    if name.kind is ProteinKind.UNCHANGED:
        return "" if before == after else "the protein changes"
    if before[number - 1] != name.residue:
        return f"residue {number} is {before[number - 1]}"
    match name.kind:
        case ProteinKind.SUBSTITUTION:
            said = [*before[: number - 1], name.changed, *before[number:]]
            return "" if _up_to_stop(said) == after else "another protein"
        case ProteinKind.FRAMESHIFT | ProteinKind.EXTENSION:
            return _why_wrong_end(name, before, after)
        case ProteinKind.OTHER:
            said = _changed_stretch(name, before)
            return "" if _up_to_stop(said) == after else "another protein"
    return "not compared"


def _up_to_stop(residues: list[str]) -> list[str]:
    return residues[: residues.index("Ter") + 1] if "Ter" in residues else residues


def _why_wrong_end(name: ProteinName, before: list[str], after: list[str]) -> str:
    """A new frame counts its first changed residue as 1, an extension counts it as 0."""
    number = name.number
    if after[: number - 1] != before[: number - 1]:
        return "an earlier residue changes"
    if after[number - 1] != name.changed or name.changed == name.residue:
        return f"residue {number} becomes {after[number - 1]}"
    counted = len(after) - number + (1 if name.kind is ProteinKind.FRAMESHIFT else 0)
    stop = str(counted) if after[-1] == "Ter" else "?"
    word = "fs" if name.kind is ProteinKind.FRAMESHIFT else "ext"
    if name.tail not in {f"{word}Ter{stop}", word if stop == "?" else ""}:
        return f"the stop is {word}Ter{stop}"
    return ""


def _changed_stretch(name: ProteinName, before: list[str]) -> list[str]:
    tail = _TAIL.fullmatch(name.tail)
    assert tail is not None, name
    first = name.number
    last = int(tail["end"]) if tail["end"] else first
    if tail["end"]:
        assert before[last - 1] == tail["last"], name
    new = re.findall(r"[A-Z][a-z]{2}", tail["new"])
    stretch = before[first - 1 : last]
    match tail["kind"]:
        case "del":
            new = []
        case "dup":
            new = stretch * 2
        case "ins":
            assert last == first + 1
            new = [stretch[0], *new, stretch[1]]
    return [*before[: first - 1], *new, *before[last:]]


def why_untrue(change: OracleChange, ours: SequenceName) -> str:
    """Return why our names do not make of the bases and of the protein what the change makes."""
    if ours.coding is None:
        return ""
    if chromosome_by_name(change.gene, ours.coding) != altered_chromosome(change):
        return "the coding name makes other bases"
    after = altered_protein(change.gene, ours.coding)
    if ours.protein is None or after is None or ours.protein.kind is ProteinKind.START_LOST:
        return ""
    before = [THREE_LETTERS[letter] for letter in f"{change.gene.protein}*"]
    return why_wrong(ours.protein, before, after)
