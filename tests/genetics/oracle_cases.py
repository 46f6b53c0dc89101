"""A change, what each program says of it, and where they differ.

What the consequences of ``bcftools csq`` are compared by, before any rule (`comparable`):

- csq knows no terms for what lies before and behind the transcript, and says ``intron_variant``
  only where nothing else is to be said. Both are left out.
- ``inframe_insertion``, ``inframe_deletion`` and ``protein_altering_variant`` count as one: csq goes
  by the length, we name a replacement of other length ``protein_altering_variant``.
- Beside a splice site, and beside a lost start, terms for codons are left out: what becomes of
  the codons is not known then, csq goes on to say it.
- Beside a lost stop, a shifted frame or gained and lost residues are left out, as csq does.
- csq's answer depends on where an insertion or deletion is written. It is asked twice, at the
  leftmost and at the rightmost place of the change; we must agree with one of its answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from oracle_csq import Consequence
from oracle_hgvs import HgvsName
from oracle_truth import introns, places_named, sense_index, stays
from oracle_variants import OracleChange

from genetics.hgvs import Kind
from genetics.sequence.names import SequenceName


@dataclass(frozen=True)
class Case:
    """A change and what each says of it; csq of its leftmost and of its rightmost place."""

    change: OracleChange
    ours: SequenceName
    hgvs: HgvsName
    csq: tuple[Consequence, Consequence]

    @property
    def coding(self) -> str:
        return str(self.ours.coding) if self.ours.coding is not None else ""

    @property
    def protein(self) -> str:
        return str(self.ours.protein) if self.ours.protein is not None else "p.?"

    def __str__(self) -> str:
        return (
            f"{self.change}\n"
            f"    ours {self.coding or self.ours.why_not} {self.protein} {'&'.join(self.ours.terms)}\n"
            f"    hgvs {self.hgvs.coding} {self.hgvs.protein}"
            f" {self.hgvs.why_no_coding}{self.hgvs.why_no_protein}\n"
            f"    csq  {' or '.join('&'.join(sorted(one.terms)) for one in self.csq)}"
        )


class Of(StrEnum):
    CODING = "coding name"
    PROTEIN = "protein name"
    TERMS = "terms"


@dataclass(frozen=True)
class Difference:
    """Two answers that are not the same; for terms: those that only one of the two says."""

    of: Of
    ours: str
    theirs: str


OUTSIDE = {"upstream_gene_variant", "downstream_gene_variant"}
_IN_FRAME = {"inframe_insertion", "inframe_deletion", "protein_altering_variant"}
SITES = {"splice_donor_variant", "splice_acceptor_variant"}
_OF_CODONS = {
    "coding_sequence_variant",
    "frameshift_variant",
    "in frame",
    "missense_variant",
    "synonymous_variant",
    "stop_gained",
    "stop_lost",
    "stop_retained_variant",
}


def comparable(said: Iterable[str]) -> frozenset[str]:
    """Return what of some terms both programs mean to say; see the top of this file."""
    terms = {"in frame" if term in _IN_FRAME else term for term in said} - OUTSIDE
    if len(terms) > 1:
        terms -= {"intron_variant"}
    if terms & SITES:
        terms -= _OF_CODONS | {"splice_region_variant", "start_lost", "start_retained_variant"}
    if "start_lost" in terms:
        terms -= _OF_CODONS
    if "stop_lost" in terms:
        terms -= {"frameshift_variant", "in frame"}
    return frozenset(terms)


def differences(case: Case) -> Iterator[Difference]:
    if case.coding != case.hgvs.coding:
        yield Difference(Of.CODING, case.coding, case.hgvs.coding)
    theirs = "p.(Met1?)" if case.hgvs.protein == "p.Met1?" else case.hgvs.protein
    if case.protein != theirs:
        yield Difference(Of.PROTEIN, case.protein, theirs)
    ours = comparable(case.ours.terms)
    answers = [comparable(one.terms) for one in case.csq]
    if ours not in answers:
        nearest = min(answers, key=lambda answer: len(answer ^ ours))
        only_ours, only_theirs = sorted(ours - nearest), sorted(nearest - ours)
        yield Difference(Of.TERMS, "&".join(only_ours), "&".join(only_theirs))


# --- what the bases show ---------------------------------------------------------------------


def start_stays(case: Case) -> bool:
    """Whether the change lies wholly before the start codon."""
    first = sense_index(case.change.gene, next(iter(case.change.gene.coding)))
    return stays(case.change, first, len(case.change.gene.bases.bases))


def stop_stays(case: Case) -> bool:
    """Whether the change lies wholly behind the stop codon."""
    *_, last = case.change.gene.coding
    return stays(case.change, 0, sense_index(case.change.gene, last) + 1)


def written_at(case: Case) -> Iterator[tuple[int, int]]:
    """Where the change can be written: its first base and the one behind, in the gene's direction.

    Both are the same where bases are put in: they go in before that base.
    """
    gene = case.change.gene
    ends = []
    for variant in case.hgvs.places:
        ref, alt, place = variant.ref, variant.alt, variant.pos
        while ref and alt and ref[0] == alt[0]:
            ref, alt, place = ref[1:], alt[1:], place + 1
        while ref and alt and ref[-1] == alt[-1]:
            ref, alt = ref[:-1], alt[:-1]
        last = place + len(ref) - 1
        first = sense_index(gene, place if gene.strand == "+" else last)
        ends.append((first, first + len(ref)))
    (start, stop), (other, _) = sorted(ends)
    for at in range(start, other + 1):
        yield at, at + stop - start


def touched(at: tuple[int, int], stretch: tuple[int, int]) -> bool:
    """Whether bases of a stretch change, or bases are put in within it."""
    (start, stop), (first, behind) = at, stretch
    return start < behind and first < stop if start < stop else first < start < behind


def sites_lost(case: Case, at: tuple[int, int]) -> frozenset[str]:
    """The splice sites that the change takes when it is written at this place."""
    lost = set()
    for start, stop in introns(case.change.gene):
        lost |= {"splice_donor_variant"} if touched(at, (start, start + 2)) else set()
        lost |= {"splice_acceptor_variant"} if touched(at, (stop - 2, stop)) else set()
    return frozenset(lost)


def harmless(case: Case, at: tuple[int, int]) -> bool:
    """Whether the change, so written, leaves splice sites, start and stop codon as they are."""
    gene = case.change.gene
    coding = [sense_index(gene, place) for place in gene.coding]
    codons = ((coding[0], coding[2] + 1), (coding[-3], coding[-1] + 1))
    at_edge = at[0] == at[1] and any(at[0] in edges for edges in introns(gene))
    return not (sites_lost(case, at) or at_edge or any(touched(at, codon) for codon in codons))


def our_sites_are_true(case: Case) -> bool:
    """Whether there is a place where the change takes just the splice sites that we say, and,
    if we say any, none where it does no harm."""
    ours = frozenset(SITES & set(case.ours.terms))
    places = list(written_at(case))
    said = ours in {sites_lost(case, at) for at in places}
    return said and not (ours and any(harmless(case, at) for at in places))


def in_any_exon(case: Case, at: tuple[int, int]) -> bool:
    gene = case.change.gene
    edges = [
        sorted(sense_index(gene, place) for place in (exon.interval.start, exon.interval.end))
        for exon in gene.exons
    ]
    return any(touched(at, (first, last + 1)) for first, last in edges)


def holds_intron(case: Case) -> bool:
    """Whether a whole intron lies within the stretch that the coding name names."""
    name = case.ours.coding
    if name is None or name.start.offset or name.end.offset:
        return False
    gene, variant = case.change.gene, case.change.variant
    length = max(len(variant.ref), len(variant.alt)) - 1
    first = sense_index(gene, variant.pos)
    near = range(first - length - 60, first + length + 60)
    short = [(start, stop) for start, stop in introns(gene) if stop - start <= length]
    return any(start in near or stop in near for start, stop in short)


def start_codon_stays(case: Case) -> bool:
    coding = [sense_index(case.change.gene, place) for place in case.change.gene.coding]
    return stays(case.change, coding[0], coding[2] + 1)


def in_region(case: Case, at: tuple[int, int]) -> bool:
    """Whether a place of the change lies up to 3 bases into an exon or 8 into an intron."""
    return any(
        touched(at, (begin - 3, begin + 8)) or touched(at, (end - 8, end + 3))
        for begin, end in introns(case.change.gene)
    )


def between_exon_and_intron(case: Case) -> bool:
    """Whether bases are put in exactly where exon and intron meet."""
    name, gene = case.ours.coding, case.change.gene
    if name is None or name.kind not in {Kind.INSERTION, Kind.DUPLICATION}:
        return False
    _, last = (sense_index(gene, place) for place in places_named(gene, name))
    behind = last + 1 if name.kind is Kind.DUPLICATION else last
    return any(behind in edges for edges in introns(gene))


def stop_codon_stays(case: Case) -> bool:
    coding = [sense_index(case.change.gene, place) for place in case.change.gene.coding]
    return stays(case.change, coding[-3], coding[-1] + 1)


def one_for_one(case: Case) -> bool:
    """Whether as many bases stand there as before: a substitution, a row of them, an inversion."""
    return len(case.change.variant.ref) == len(case.change.variant.alt)


def behind_stop_left_out(ours: str, theirs: str) -> bool:
    return ours.endswith("Ter)") and theirs.startswith(ours.removesuffix(")"))
