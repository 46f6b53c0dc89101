"""Finds changes of the same residue that are P or LP: in our file, and in the library's ClinVar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from genetics.codons import one_base
from genetics.hgvs import ProteinKind, ProteinName, read_protein, same_coding_name
from genetics.library.library import Library
from genetics.library.records import ClinvarRecord
from genetics.panel import Gene, KnownVariant
from genetics.phrases import say
from genetics.reference.coordinates import CodingPosition, place_on_chromosome
from genetics.results import Finding
from genetics.variants import Assembly, Variant
from genetics.word_lists import or_list

_BASES = "ACGT"


@dataclass(frozen=True, slots=True)
class AtResidue:
    """A change of the same residue that is P or LP somewhere: what it is, and who says so."""

    name: str
    same_result: bool
    said: str


def at_residue(finding: Finding, gene: Gene, library: Library) -> tuple[AtResidue, ...] | None:
    """Return the P and LP changes of the same residue in our file and in the library's ClinVar."""
    protein = read_protein(finding.hgvs_p)
    if protein is None:
        return None
    if protein.kind is not ProteinKind.SUBSTITUTION or protein.changed == "Ter":
        return ()
    return (*_in_our_file(finding, gene, protein), *_in_clinvar(finding, gene, protein, library))


def _in_our_file(finding: Finding, gene: Gene, protein: ProteinName) -> Iterator[AtResidue]:
    for known in gene.known_variants:
        there = _protein_of(known.hgvs_p)
        if there is None or not _meets(protein, there) or _is_the_same(finding, known):
            continue
        if known.used is not None and known.used.classification.is_disease_causing:
            said = say(
                "{class_} by {person} ({source})",
                class_=known.used.classification,
                person=known.used.by,
                source=say(known.used.source),
            )
            name = f"{known.hgvs_c} {known.hgvs_p}".strip()
            yield AtResidue(name, there.changed == protein.changed, said)


@lru_cache(maxsize=1024)
def _protein_of(name: str) -> ProteinName | None:
    """Read the protein name of a known change; the same few are asked for each finding."""
    return read_protein(name)


def _is_the_same(finding: Finding, known: KnownVariant) -> bool:
    named_alike = known.hgvs_c and same_coding_name(known.hgvs_c, finding.hgvs_c)
    return bool(named_alike) or finding.variant in known.alleles


def _meets(protein: ProteinName, there: ProteinName) -> bool:
    place = (there.kind, there.residue, there.number)
    return place == (protein.kind, protein.residue, protein.number) and there.changed != "Ter"


def _in_clinvar(
    finding: Finding, gene: Gene, protein: ProteinName, library: Library
) -> Iterator[AtResidue]:
    """Look at the single-base changes of the codon; the REF of each is what ClinVar writes.

    ClinVar's VCF gives no protein name: what each can make of the residue is said. The same
    result is claimed only where nothing else is possible.
    """
    if finding.variant is None or gene.transcript is None or not library.clinvar:
        return
    for variant in _of_codon(gene, finding.variant.assembly, protein.number):
        record = library.clinvar.get(variant)
        words = _disease_causing(record) if record is not None else ""
        change = one_base(gene.transcript, variant)
        if not words or record is None or change is None or variant == finding.variant:
            continue
        if set(change.possible) <= {change.residue, "Ter"}:
            continue
        told = say(
            "{variant} ({residue} to {possible})",
            variant=variant,
            residue=f"{change.residue}{change.codon}",
            possible=or_list(change.possible),
        )
        said = say("ClinVar {id}: {class_}", id=record.variation_id, class_=words)
        yield AtResidue(told, change.possible == (protein.changed,), said)


def _of_codon(gene: Gene, assembly: Assembly, codon: int) -> Iterator[Variant]:
    assert gene.transcript is not None
    for base in range(3 * codon - 2, 3 * codon + 1):
        position = CodingPosition("", base)
        pos = place_on_chromosome(gene.transcript, assembly, position)
        for ref, alt in product(_BASES, repeat=2):
            if ref != alt:
                yield Variant(assembly, gene.chromosome, pos, ref, alt)


def _disease_causing(record: ClinvarRecord) -> str:
    """Return ClinVar's word where it is P, LP or both, and nothing in it conflicts."""
    for one in record.classes:
        if one.word.casefold() in _CLINVARS_WORDS and not one.conflicting:
            return f"{one.word} ({one.review})" if one.review else one.word
    return ""


_CLINVARS_WORDS = {"pathogenic", "likely pathogenic", "pathogenic/likely pathogenic"}
