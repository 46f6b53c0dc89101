"""What a change of one base does, as exon table, protein and genetic code tell it.

The bases of the gene are not known here, only its exons and its protein. That is enough for
the place of a change on the transcript, and often for the amino acid: the residue, the base
that the file calls the reference, and its place in the codon leave few codons, and all of
them may lead to the same new residue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from genetics.hgvs import UNKNOWN_PROTEIN, CodingName, Kind, ProteinKind, ProteinName
from genetics.panel import Exon, Transcript
from genetics.phrases import say
from genetics.reference.coordinates import (
    CodingPosition,
    coding_position,
    place_on_chromosome,
)
from genetics.reference.genetic_code import amino_acid, has_codon, one_base_changes
from genetics.reference.tables import load_proteins
from genetics.variants import Assembly, Variant
from genetics.word_lists import or_list

COMPLEMENT = str.maketrans("ACGT", "TGCA")

# Sequence Ontology: splice_region_variant is 1-3 bases into the exon, 3-8 into the intron.
_REGION_IN_EXON = 3
_SPLICE_SITE = 2
_REGION_IN_INTRON = 8


@dataclass(frozen=True, slots=True)
class OneBase:
    """A change of one base as the transcript reads it.

    `codon` is the number of the codon, 0 outside the coding part. `residue` is the amino
    acid there, "" where no protein is on file. `possible` are the amino acids that the
    change can make of it; none means that no codon of the residue has this base there.
    """

    transcript: Transcript
    assembly: Assembly
    pos: int
    position: CodingPosition
    ref: str
    alt: str
    codon: int = 0
    residue: str = ""
    possible: tuple[str, ...] = ()

    @property
    def name(self) -> CodingName:
        """Return the coding name, which follows from the place and the two bases."""
        return CodingName(self.position, self.position, Kind.SUBSTITUTION, self.ref, self.alt)

    @property
    def outside_transcript(self) -> bool:
        """Whether the base lies before the first or behind the last base of the transcript."""
        exons = self.transcript.exons[self.assembly]
        ends = [place for exon in exons for place in (exon.interval.start, exon.interval.end)]
        return not min(ends) <= self.pos <= max(ends)


def one_base(transcript: Transcript, variant: Variant) -> OneBase | None:
    """Return the change of one base on the transcript; None for any other kind of change."""
    if len(variant.ref) != 1 or len(variant.alt) != 1:
        return None
    position = coding_position(transcript, variant.assembly, variant.pos)
    ref, alt = on_strand(transcript, variant.ref), on_strand(transcript, variant.alt)
    return _read(OneBase(transcript, variant.assembly, variant.pos, position, ref, alt))


def one_base_named(transcript: Transcript, name: CodingName) -> OneBase | None:
    """Return the change of one base that a coding name describes; None for any other name."""
    if name.kind is not Kind.SUBSTITUTION or name.start != name.end:
        return None
    build = Assembly.GRCH38
    pos = place_on_chromosome(transcript, build, name.start)
    return _read(OneBase(transcript, build, pos, name.start, name.gone, name.new))


def _read(change: OneBase) -> OneBase:
    """Add codon, residue and what the change can make of it, in the coding part."""
    transcript, position = change.transcript, change.position
    if not position.is_coding:
        return change
    codon = codon_of(position)
    protein = load_proteins().get(transcript.protein, "")
    residue = amino_acid(protein, codon) if protein else ""
    possible = one_base_changes(residue, (position.base - 1) % 3, change.ref, change.alt)
    return replace(change, codon=codon, residue=residue, possible=possible)


def why_ref_is_wrong(transcript: Transcript, variant: Variant) -> str:
    """Return why the file's reference bases cannot be those of the gene, or "".

    Each coding base that REF gives must stand in a codon of the residue that our protein has
    there. The bases of one codon are looked at together.
    """
    protein = load_proteins().get(transcript.protein, "")
    by_codon: dict[int, dict[int, str]] = {}
    for pos in _coding_places(transcript, variant) if protein else ():
        base = on_strand(transcript, variant.ref[pos - variant.pos])
        position = coding_position(transcript, variant.assembly, pos)
        by_codon.setdefault(codon_of(position), {})[(position.base - 1) % 3] = base
    for codon, bases in sorted(by_codon.items()):
        residue = amino_acid(protein, codon)
        if not has_codon(residue, bases):
            stated = "".join(bases.get(place, ".") for place in range(3))
            return say(
                "the file's REF makes {bases} of codon {codon}, which in {protein} is {residue}: "
                "the build or the file is in doubt",
                bases=stated,
                codon=codon,
                protein=transcript.protein,
                residue=residue,
            )
    return ""


def _coding_places(transcript: Transcript, variant: Variant) -> Iterator[int]:
    """Yield the coding bases among those that REF gives."""
    for exon in transcript.exons[variant.assembly]:
        if exon.coding is not None:
            first = max(variant.pos, exon.coding.start)
            yield from range(first, min(variant.pos + len(variant.ref), exon.coding.end + 1))


def on_strand(transcript: Transcript, bases: str) -> str:
    """Return bases of the chromosome's forward strand as the transcript reads them."""
    return bases if transcript.strand == "+" else bases.translate(COMPLEMENT)[::-1]


def codon_of(position: CodingPosition) -> int:
    """Return the number of the codon of a coding base."""
    return (position.base + 2) // 3


def protein_name(change: OneBase) -> tuple[ProteinName | None, str]:
    """Return what becomes of the amino acid, or None and the reason, case by case.

    - Outside the coding part: not known, whatever lies there (splice sites too).
    - The start codon: p.(Met1?), where translation then begins is not known (HGVS).
    - One new residue is possible: it is that one, or p.(Ala66=) when it is the same.
    - The stop codon becomes something else: not named, since the length of the extension
      needs the sequence behind it.
    - Several are possible: not named, the codon is not known.
    """
    if not change.codon:
        return None, say(
            "it lies outside the coding sequence; what it does to the protein is not known"
        )
    if not change.residue:
        protein = change.transcript.protein or say("this transcript")
        return None, say("no protein is on file for {protein}", protein=protein)
    place = f"{change.residue}{change.codon}"
    if not change.possible:
        return None, say("no codon of {residue} has the file's REF there", residue=place)
    if change.codon == 1:
        return ProteinName(ProteinKind.START_LOST, change.residue, 1), ""
    if change.possible == (change.residue,):
        return ProteinName(ProteinKind.UNCHANGED, change.residue, change.codon), ""
    if change.residue == "Ter":
        return None, say(
            "the stop codon {residue} becomes {possible}, and how far the protein is then "
            "extended takes the sequence behind it",
            residue=place,
            possible=or_list(change.possible),
        )
    if len(change.possible) > 1:
        return None, say(
            "the codon of {residue} is not known: {possible}",
            residue=place,
            possible=or_list(change.possible),
        )
    (changed,) = change.possible
    return ProteinName(ProteinKind.SUBSTITUTION, change.residue, change.codon, changed), ""


def allows(change: OneBase, name: ProteinName) -> bool:
    """Whether a protein name can be what this change makes of its codon."""
    if not change.codon or not change.residue:
        return True
    if name.kind is ProteinKind.UNCHANGED and not name.number:
        return change.residue in change.possible
    if (name.residue, name.number) != (change.residue, change.codon):
        return False
    match name.kind:
        case ProteinKind.UNCHANGED:
            return change.residue in change.possible
        case ProteinKind.START_LOST:
            return change.codon == 1
        case ProteinKind.SUBSTITUTION:
            return name.changed in change.possible
        case ProteinKind.EXTENSION:
            return change.residue == "Ter" and name.changed in {"", *change.possible}
    return False


def consequences(change: OneBase) -> tuple[str, ...]:
    """Return the Sequence Ontology terms of the change, the weightiest first.

    - In a codon: the term that all possible residues share, else coding_sequence_variant.
    - Bases 1 and 2 of an intron, from either end: splice_donor_ or splice_acceptor_variant.
    - Bases 3 to 8 of an intron, and the last 3 of an exon beside one: splice_region_variant
      as well.
    - The rest of an intron, untranslated parts of exons, and what lies before or behind the
      transcript: by their names.
    """
    if change.position.offset:
        return tuple(_in_intron(change.position.offset))
    if change.outside_transcript:
        before = change.position.zone == "-"
        return ("upstream_gene_variant" if before else "downstream_gene_variant",)
    edge = ("splice_region_variant",) if beside_intron(change) else ()
    if change.position.zone:
        before = change.position.zone == "-"
        return (*edge, "5_prime_UTR_variant" if before else "3_prime_UTR_variant")
    return (_in_coding_part(change), *edge)


def _in_intron(offset: int) -> Iterator[str]:
    if abs(offset) <= _SPLICE_SITE:
        yield "splice_donor_variant" if offset > 0 else "splice_acceptor_variant"
        return
    if abs(offset) <= _REGION_IN_INTRON:
        yield "splice_region_variant"
    yield "intron_variant"


def _in_coding_part(change: OneBase) -> str:
    terms = {term_of(change.residue, change.codon, changed) for changed in change.possible}
    return terms.pop() if len(terms) == 1 else "coding_sequence_variant"


def term_of(residue: str, number: int, changed: str) -> str:
    """Return the Sequence Ontology term for one residue that becomes another (or the same)."""
    if changed == residue:
        return "stop_retained_variant" if residue == "Ter" else "synonymous_variant"
    if residue == "Ter":
        return "stop_lost"
    if number == 1:
        return "start_lost"
    return "stop_gained" if changed == "Ter" else "missense_variant"


def beside_intron(change: OneBase) -> Exon | None:
    """Return the exon if the base is one of the 3 at an end of it that meets an intron."""
    exons = change.transcript.exons[change.assembly]
    ends = [place for exon in exons for place in (exon.interval.start, exon.interval.end)]
    for exon in exons:
        if not exon.interval.start <= change.pos <= exon.interval.end:
            continue
        from_ends = {
            exon.interval.start: change.pos - exon.interval.start,
            exon.interval.end: exon.interval.end - change.pos,
        }
        if any(
            distance < _REGION_IN_EXON and end not in {min(ends), max(ends)}
            for end, distance in from_ends.items()
        ):
            return exon
    return None


def in_words(name: ProteinName | None) -> str:
    """Return the name, or ``p.?`` where there is none."""
    return str(name) if name is not None else UNKNOWN_PROTEIN
