"""The name of a change from the reference sequence itself: coding, protein, terms, decay.

The story: the allele is turned into the gene's direction (``transcribed.py``), written as far
towards the gene's end as it goes (``shifting.py``), and named on the coding DNA
(``coding_names.py``). What it touches is told in Sequence Ontology terms (``terms.py``). Where
it lies in the coding part and leaves the splice sites alone, the changed message is read to its
stop and compared with the protein (``protein_names.py``); an early stop is asked whether the
message decays (``decay.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from genetics.answers import Judged
from genetics.hgvs import CodingName, Kind, ProteinName
from genetics.panel import Transcript
from genetics.phrases import say
from genetics.sequence.coding_names import change_named, coding_name
from genetics.sequence.protein_names import START_LOST, ProteinEffect, protein_effect
from genetics.sequence.shifting import earlier, shifted, trimmed
from genetics.sequence.slices import Slice
from genetics.sequence.terms import at_edge, in_order, places_touched, splice_sites
from genetics.sequence.transcribed import Change, Ruler, Transcribed, transcribed
from genetics.variants import Variant

_CODING_PART = "coding_sequence_variant"


@dataclass(frozen=True, slots=True)
class SequenceName:
    """What the reference sequence makes of an allele.

    `coding` is None only where `why_not` says why (or for several changes that have no name in
    one). `protein` is None for ``p.?``. `terms` are those of the Sequence Ontology, the most
    severe first. `nmd` says whether the message with an early stop decays; None where there is
    no early stop. `why_not` says why there is no coding name, or, where there is one, why there
    is no protein name.
    """

    coding: CodingName | None = None
    protein: ProteinName | None = None
    terms: tuple[str, ...] = ()
    nmd: Judged | None = None
    why_not: str = ""


def name_by_sequence(
    transcript: Transcript, variant: Variant, bases: Slice, protein: str
) -> SequenceName:
    """Return what the reference makes of an allele on the transcript's build, case by case.

    `protein` are the letters of the transcript's protein as we hold it; "" where we do not.

    - The stretch does not hold the whole transcript, the allele, or the end of the row of equal
      bases it lies in; REF is not what stands there; a letter other than A, C, G and T; the
      reference does not make our protein: no name, and why.
    - The coding name is that of the last place in the gene's direction.
    - Protein and terms are those of the last place that leaves splice sites, start and stop codon
      as they are, where there is one: the molecule is the same, so they are intact.
    - Introns, untranslated parts and outside the transcript: ``p.?``, what it does to the
      protein is not known. A splice site touched, bases put in exactly between exon and intron,
      or a change that the 3' rule names in the intron although it can be written in the exon:
      ``p.?`` as well, what splicing makes of it is not known.
    - The start codon touched, and no splice site: ``p.(Met1?)``, where reading then begins is
      not known.
    """
    found = _located(transcript, variant, bases, protein)
    if isinstance(found, str):
        return SequenceName(why_not=found)
    gene, change = found
    name = coding_name(change, gene.sense, Ruler(transcript, bases))
    where = _least_harm(change, gene)
    effect = _effect((where,), gene, _reaches_intron(name, change, gene))
    terms = [*effect.terms, *_in_splice_region(change, gene)]
    spared = where != change and _touches_start(change, gene) and "start_lost" not in terms
    if spared and effect.name is None:
        terms.append("start_retained_variant")
    return SequenceName(name, effect.name, in_order(terms), effect.nmd, effect.why_not)


def name_haplotype(
    transcript: Transcript, variants: Sequence[Variant], bases: Slice, protein: str
) -> SequenceName:
    """Return what several changes on one copy make together, case by case.

    - One of them has no name: none, and why. Two that overlap cannot lie on one copy: none.
      Bases put in beside a change do not overlap it. Bases put in or gone in a row of equal ones
      in which another change lies: none, since what is read depends on where in it they lie.
    - Protein, terms and decay are those of the message with all of them. Residues changed apart
      from each other have no protein name in one.
    - Single bases of one codon have a coding name in one, ``c.142_144delinsTGG`` (HGVS, DNA,
      delins); otherwise `coding` is None, each is named for itself.
    """
    places: list[Change] = []
    rows: list[range] = []
    for variant in variants:
        found = _located(transcript, variant, bases, protein)
        if isinstance(found, str):
            return SequenceName(why_not=found)
        gene, change = found
        places.append(_least_harm(change, gene))
        first = min((place.start for place in earlier(change, gene.sense)), default=change.start)
        rows.append(range(first, change.end))
    in_a_row = any(
        place.touches(row)
        for place, own in zip(places, rows, strict=True)
        for row in rows
        if row is not own
    )
    places.sort(key=lambda change: (change.start, change.end))
    if in_a_row or any(
        one.end > other.start or (one.start, one.end) == (other.start, other.end)
        for one, other in pairwise(places)
    ):
        return SequenceName(why_not=say("the changes overlap"))
    effect = _effect(tuple(places), gene, in_intron=False)
    name = _in_one(places, gene, Ruler(transcript, bases))
    return SequenceName(name, effect.name, in_order(effect.terms), effect.nmd, effect.why_not)


def same_change(transcript: Transcript, variant: Variant, bases: Slice, name: CodingName) -> bool:
    """Whether a coding name means this allele, be it written at another of its places."""
    gene = transcribed(transcript, bases)
    ruler = Ruler(transcript, bases)
    if gene is None:
        return False
    change = shifted(trimmed(ruler.change(variant)), gene.sense)
    return change_named(name, gene.sense, ruler) == change


# --- where the change lies ---


def _located(
    transcript: Transcript, variant: Variant, bases: Slice, protein: str
) -> tuple[Transcribed, Change] | str:
    """Return the gene and the change at its last place, or why it cannot be named."""
    gene = transcribed(transcript, bases) if variant.assembly is bases.assembly else None
    if gene is None:
        return say("the reference sequence does not hold the whole transcript")
    last = variant.pos + len(variant.ref) - 1
    if variant.chrom != bases.chrom or not bases.holds(variant.pos, last):
        return say("the reference sequence does not reach so far")
    if not set(variant.ref + variant.alt) <= set("ACGT"):
        return say("it holds other letters than A, C, G and T")
    if (stands := bases.read(variant.pos, last)) != variant.ref:
        return say(
            "REF is {ref}, and the reference sequence has {bases} there",
            ref=variant.ref,
            bases=stands,
        )
    if protein and gene.residues != f"{protein}*":
        return say("the reference sequence does not make the protein that we hold")
    change = trimmed(Ruler(transcript, bases).change(variant))
    change = shifted(change, gene.sense)
    if change.gone == change.new:
        return say("it changes nothing")
    around = gene.sense[max(change.start - 1, 0) : change.end + 1]
    if change.start == 0 or change.end >= len(gene.sense) or not set(around) <= set("ACGT"):
        return say("the reference sequence does not reach so far")
    return gene, change


def _least_harm(change: Change, gene: Transcribed) -> Change:
    """Return the last place where splice sites stay as they are, and start and stop if possible.

    A change that is named inside an exon is not looked for in an intron. Bases put in exactly
    between exon and intron do less than the same bases put into the start codon.
    """
    inside = gene.on_message(change) is not None and not at_edge(change, gene)
    places = [
        place
        for place in chain((change,), earlier(change, gene.sense))
        if not (_touches_site(place, gene) or at_edge(place, gene))
        and not (inside and gene.on_message(place) is None)
    ]
    codons = (*gene.start_codon, *gene.stop_codon)
    for place in places:
        if not any(place.touches(codon) for codon in codons):
            return place
    edge_is_less = at_edge(change, gene) and all(_touches_start(place, gene) for place in places)
    return places[0] if places and not edge_is_less else change


def _reaches_intron(name: CodingName, change: Change, gene: Transcribed) -> bool:
    """Whether a name lies in an intron, or copies a stretch with a whole one in it."""
    if name.start.offset or name.end.offset:
        return True
    if name.kind is not Kind.DUPLICATION:
        return False
    copied = range(change.start - len(change.new), change.start)
    return any(copied.start < intron.stop and intron.start < copied.stop for intron in gene.introns)


def _in_splice_region(change: Change, gene: Transcribed) -> Iterator[str]:
    return (term for term in places_touched(change, gene) if term == "splice_region_variant")


def _touches_site(change: Change, gene: Transcribed) -> bool:
    return any(change.touches(site) for _term, site in splice_sites(gene))


def _touches_start(change: Change, gene: Transcribed) -> bool:
    return any(change.touches(stretch) for stretch in gene.start_codon)


# --- what it does ---


def _effect(places: Sequence[Change], gene: Transcribed, in_intron: bool) -> ProteinEffect:
    """Say what changes of one copy do; `in_intron`: the name of the one lies in an intron."""
    touched = {term for place in places for term in places_touched(place, gene)}
    at_border = in_intron or any(at_edge(place, gene) for place in places)
    lost = any(_touches_start(place, gene) for place in places)
    if lost:
        touched = touched - {_CODING_PART} | {"start_lost"}
    if any(_touches_site(place, gene) for place in places):
        why = say("it touches a splice site; what it does to the protein is not known")
        return ProteinEffect(None, tuple(touched), why_not=why)
    if not lost and _CODING_PART not in touched:
        why = say("it lies outside the coding sequence; what it does to the protein is not known")
        return ProteinEffect(None, tuple(touched), why_not=why)
    if lost and not at_border:
        return ProteinEffect(START_LOST, tuple(touched))
    edits = [edit for place in places if (edit := gene.on_message(place)) is not None]
    if len(edits) < len(places):
        if any(place.touches(part) for place in places for part in gene.stop_codon):
            touched = touched - {_CODING_PART} | {"stop_lost"}
        why = say("it reaches beyond the transcript; what it does to the protein is not known")
        return ProteinEffect(None, tuple(touched), why_not=why)
    if not set(gene.mrna) <= set("ACGT"):
        why = say("the reference sequence of the message is not known in full")
        return ProteinEffect(None, tuple(touched), why_not=why)
    effect = ProteinEffect() if lost else protein_effect(gene, edits)
    terms = (*(touched - {_CODING_PART} if effect.terms else touched), *effect.terms)
    if at_border:
        why = say(
            "it lies where exon and intron meet; whether the message or its splicing changes is "
            "not known"
        )
        return ProteinEffect(None, terms, why_not=why)
    return ProteinEffect(effect.name, terms, effect.nmd, effect.why_not)


def _in_one(places: Sequence[Change], gene: Transcribed, ruler: Ruler) -> CodingName | None:
    """Name single bases of one codon as one change; None for anything else."""
    edits = [gene.on_message(place) for place in places]
    codons = {
        (edit.start - gene.coding.start) // 3
        for edit in edits
        if edit is not None and len(edit.gone) == len(edit.new) == 1 and edit.start in gene.coding
    }
    first, last = places[0], places[-1]
    if len(codons) != 1 or None in edits or last.end - first.start > 3:
        return None
    if any(len(place.gone) != 1 or len(place.new) != 1 for place in places):
        return None
    new = list(gene.sense[first.start : last.end])
    for place in places:
        new[place.start - first.start] = place.new
    whole = Change(first.start, gene.sense[first.start : last.end], "".join(new))
    return coding_name(whole, gene.sense, ruler)
