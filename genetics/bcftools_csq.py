"""Reads BCSQ, in which ``bcftools csq`` writes what changes do, together on one copy.

An entry is ``consequence|gene|transcript|biotype|strand|amino acids|alleles``; the last three
are there for coding changes only. Changes that lie on one copy and act together are one
entry: its alleles are joined by ``+``, and the other records point to it with ``@position``.
A ``*`` before the consequence says that it lies behind a new stop. There is no coding name
(manual of bcftools csq; Danecek and McCarthy, Bioinformatics 2017;33:2037).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from genetics.hgvs import ProteinName, read_protein

# The words of bcftools for Sequence Ontology terms; bcftools itself gives this list.
_TERMS = {
    "synonymous": "synonymous_variant",
    "missense": "missense_variant",
    "inframe_deletion": "inframe_deletion",
    "inframe_insertion": "inframe_insertion",
    "inframe_altering": "protein_altering_variant",
    "frameshift": "frameshift_variant",
    "splice_acceptor": "splice_acceptor_variant",
    "splice_donor": "splice_donor_variant",
    "splice_region": "splice_region_variant",
    "stop_retained": "stop_retained_variant",
    "start_retained": "start_retained_variant",
    "5_prime_utr": "5_prime_UTR_variant",
    "3_prime_utr": "3_prime_UTR_variant",
    "non_coding": "non_coding_transcript_variant",
    "intron": "intron_variant",
    "coding_sequence": "coding_sequence_variant",
}
_COLUMNS = 4
_AMINO_ACIDS, _ALLELES = 5, 6
_ALLELE = re.compile(r"(?P<pos>\d+)(?P<ref>[ACGTN]+)>(?P<alt>[ACGTN]+)", re.IGNORECASE)
_ONE_RESIDUE = re.compile(r"(\d+)([A-Z*])(?:>(\d+)([A-Z*]))?")


@dataclass(frozen=True, slots=True)
class BcsqEntry:
    """One entry: SO terms, transcript, amino acids as written, alleles (pos, REF, ALT)."""

    terms: tuple[str, ...]
    behind_stop: bool
    gene: str
    transcript: str
    amino_acids: str = ""
    alleles: tuple[tuple[int, str, str], ...] = ()

    @property
    def protein(self) -> ProteinName | None:
        """Return the name of the protein change where it is one residue for one.

        ``452R>452C`` is p.(Arg452Cys), ``465G`` p.(Gly465=). Where the two numbers differ,
        another change on the same copy has moved the residue: no name of this allele.
        """
        found = _ONE_RESIDUE.fullmatch(self.amino_acids)
        if found is None or self.moved:
            return None
        return read_protein(f"p.{found[2]}{found[1]}{found[4] or found[2]}")

    @property
    def moved(self) -> bool:
        """Whether another change on the same copy has moved the residue to another number."""
        found = _ONE_RESIDUE.fullmatch(self.amino_acids)
        return found is not None and found[3] not in {None, found[1]}


def read_bcsq(value: str) -> tuple[tuple[BcsqEntry, ...], tuple[int, ...]]:
    """Return the entries of one BCSQ value, and the positions that it points to."""
    entries, pointers = [], []
    for text in value.split(","):
        if text.startswith("@") and text[1:].isdecimal():
            pointers.append(int(text[1:]))
        elif (entry := _entry(text)) is not None:
            entries.append(entry)
    return tuple(entries), tuple(pointers)


def _entry(text: str) -> BcsqEntry | None:
    columns = text.split("|")
    if len(columns) < _COLUMNS:
        return None
    words, gene, transcript = columns[:3]
    alleles = columns[_ALLELES].split("+") if len(columns) > _ALLELES else []
    read = [found for allele in alleles if (found := _ALLELE.fullmatch(allele))]
    if len(read) != len(alleles):
        return None
    return BcsqEntry(
        terms=tuple(_TERMS.get(word, word) for word in words.removeprefix("*").split("&")),
        behind_stop=words.startswith("*"),
        gene=gene,
        transcript=transcript,
        amino_acids=columns[_AMINO_ACIDS] if len(columns) > _AMINO_ACIDS else "",
        alleles=tuple((int(one["pos"]), one["ref"].upper(), one["alt"].upper()) for one in read),
    )
