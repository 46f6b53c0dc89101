"""Checks a name that was typed in from a laboratory's report: does it fit our numbering?

The same change has had several numbers. Papers have counted from the start of the mRNA, from
the start of transcription, or on another isoform; a name copied from one of them looks like
a name of ours and means another place (KNOWLEDGE.md 2.1, numbering traps). What can be
checked without the bases of the gene: the residue at a number, the codon of a base, what one
base can make of a residue, and where exons and coding part end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from genetics.annotation_entries import accession, on_our_transcript
from genetics.codons import allows, codon_of, one_base_named
from genetics.hgvs import (
    UNKNOWN_PROTEIN,
    CodingName,
    ProteinKind,
    ProteinName,
    read_coding,
    read_protein,
)
from genetics.panel import Gene, Transcript
from genetics.phrases import marked, say
from genetics.reference.coordinates import CodingPosition
from genetics.reference.genetic_code import amino_acid
from genetics.reference.tables import load_proteins
from genetics.variants import Assembly
from genetics.word_lists import or_list


@dataclass(frozen=True, slots=True)
class NameCheck:
    """What speaks against a typed name, and what is only to be remarked.

    `contradictions`: the coding name, the protein name and our transcript do not fit
    together, so one of them is wrong; the finding is to be withheld until a person has
    looked. `remarks`: the name fits, or was not checked, and something is to be known.
    """

    contradictions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OlderNumbering:
    """A way of counting that papers have used: what is added to come to our numbers.

    `bases` is added to coding positions from `from_base` on and `residues` to residues from
    `from_residue` on; with `upstream` the bases before the coding part are meant instead.
    """

    gene: str
    counted: str
    accessions: tuple[str, ...]
    bases: int
    residues: int
    source: str
    from_base: int = 1
    from_residue: int = 1
    upstream: bool = False

    def coding(self, name: CodingName) -> CodingName | None:
        """Return the name in our numbers, None for what this way does not count."""
        start, end = self._position(name.start), self._position(name.end)
        return replace(name, start=start, end=end) if start and end else None

    def _position(self, position: CodingPosition) -> CodingPosition | None:
        if self.upstream:
            return (
                replace(position, base=position.base - self.bases) if position.zone == "-" else None
            )
        if position.zone or position.base < self.from_base:
            return None
        moved = position.base + self.bases
        return replace(position, base=moved) if moved > 0 else None

    def protein(self, name: ProteinName) -> ProteinName:
        """Return the protein name in our numbers."""
        moved = self.residues if name.number >= self.from_residue else 0
        return replace(name, number=name.number + moved)


# As the numbering notes of the gene files say, with their sources.
OLDER_NUMBERINGS = (
    OlderNumbering(
        "ALAS2",
        marked("from the start of the mRNA"),
        (),
        bases=-52,
        residues=0,
        source="names of Cotter 1999, Blood 93:1757, and Cazzola 2002, Blood 100:4236",
    ),
    OlderNumbering(
        "ALAS2",
        marked("from the start of transcription"),
        (),
        bases=-52,
        residues=0,
        source="PMID:15885606",
        upstream=True,
    ),
    OlderNumbering(
        "STEAP3",
        marked("on the isoform of 488 amino acids (NM_018234)"),
        ("NM_018234", "NM_001008410"),
        bases=30,
        residues=10,
        source="ClinVar VariationID 50372; comparison of the two protein sequences",
    ),
    OlderNumbering(
        "ABCB7",
        marked("on the isoform of 753 amino acids (NM_004299)"),
        ("NM_004299",),
        bases=-3,
        residues=-1,
        source="comparison of the protein sequences and exon tables; ClinVar 2016-11-02",
        from_base=172,
        from_residue=58,
    ),
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A coding and a protein name that are said to be the same change."""

    coding: CodingName | None
    protein: ProteinName | None

    def __str__(self) -> str:
        return " ".join(str(name) for name in (self.coding, self.protein) if name is not None)


def check_typed_name(gene: Gene, hgvs_c: str, hgvs_p: str, transcript: str = "") -> NameCheck:
    """Check a typed name against our transcript and protein, case by case.

    - On another transcript: not checked on ours. Where its way of counting is known, the
      name in our numbers is given.
    - On ours, or none stated: residue, codon, reference base and exon ends must fit. Where
      they do not and an older way of counting makes them fit, that is said.
    - They fit, but in an older way of counting the name would be a published change and as
      typed it is none: to be checked.
    - A residue whose neighbour is the same and is published too: to be checked.
    """
    ours = gene.transcript
    typed = _Pair(read_coding(hgvs_c), read_protein(hgvs_p))
    unread = tuple(_unread(hgvs_c, hgvs_p))
    if ours is None:
        return NameCheck(remarks=unread)
    if _is_another(transcript, ours):
        return NameCheck(remarks=(*unread, _on_another(gene, ours, typed, transcript)))
    misfits = tuple(_misfits(ours, typed))
    if misfits:
        return NameCheck((*misfits, *_suspected(gene, ours, typed)), unread)
    remarks = (*unread, *_published_otherwise(gene, typed), *_beside_its_like(gene, typed))
    return NameCheck(remarks=remarks)


def _unread(hgvs_c: str, hgvs_p: str) -> Iterator[str]:
    if hgvs_c and read_coding(hgvs_c) is None:
        yield say("{name} is not read as a coding name, it was not checked", name=hgvs_c)
    if hgvs_p not in {"", UNKNOWN_PROTEIN} and read_protein(hgvs_p) is None:
        yield say("{name} is not read as a protein name, it was not checked", name=hgvs_p)


# --- on our transcript -----------------------------------------------------------------------


def _misfits(ours: Transcript, pair: _Pair) -> Iterator[str]:
    """Yield what does not fit in a pair of names on our transcript."""
    protein = load_proteins().get(ours.protein, "")
    if pair.protein is not None and pair.protein.number and protein:
        here = amino_acid(protein, pair.protein.number)
        if here != pair.protein.residue:
            yield say(
                "residue {number} of {protein} is {residue}, not {stated}",
                number=pair.protein.number,
                protein=ours.protein,
                residue=here or say("not there"),
                stated=pair.protein.residue,
            )
    if pair.coding is not None:
        places = dict.fromkeys((pair.coding.start, pair.coding.end))
        yield from (what for place in places if (what := _no_such_place(ours, place)))
        yield from _codon_misfits(ours, pair.coding, pair.protein)


def _no_such_place(ours: Transcript, position: CodingPosition) -> str:
    exons = [exon for exon in ours.exons[Assembly.GRCH38] if exon.c_from and exon.c_to]
    last = max((exon.c_to or 0 for exon in exons), default=0)
    if position.zone:
        return ""
    if not 0 < position.base <= last:
        return say(
            "{place} does not lie in the coding part of {transcript}, c.1 to {last}",
            place=f"c.{position}",
            transcript=ours.refseq,
            last=f"c.{last}",
        )
    ends = {exon.c_to for exon in exons} if position.offset > 0 else {exon.c_from for exon in exons}
    if position.offset and position.base not in ends:
        named = {
            "place": f"c.{position}",
            "base": f"c.{position.base}",
            "transcript": ours.refseq,
        }
        if position.offset > 0:
            return say("{place}: {base} is not the last base of an exon of {transcript}", **named)
        return say("{place}: {base} is not the first base of an exon of {transcript}", **named)
    return ""


def _codon_misfits(
    ours: Transcript, coding: CodingName, protein: ProteinName | None
) -> Iterator[str]:
    change = one_base_named(ours, coding)
    if change is None:
        starts = codon_of(coding.start) if coding.start.is_coding else 0
        if protein is not None and 0 < protein.number < starts:
            yield say(
                "{name} begins in codon {codon}, behind residue {number}",
                name=coding,
                codon=starts,
                number=protein.number,
            )
        return
    residue = f"{change.residue}{change.codon}"
    if change.residue and not change.possible:
        yield say(
            "{name}: no codon of {residue} has {base} as its base {place}",
            name=coding,
            residue=residue,
            base=coding.gone,
            place=(coding.start.base - 1) % 3 + 1,
        )
    elif protein is not None and change.codon and protein.number not in {0, change.codon}:
        yield say(
            "{name} changes residue {codon}, not {number}",
            name=coding,
            codon=change.codon,
            number=protein.number,
        )
    elif protein is not None and not allows(change, protein):
        yield say(
            "{name} makes {possible} of {residue}, not {protein}",
            name=coding,
            possible=or_list(change.possible),
            residue=residue,
            protein=protein,
        )


def _suspected(gene: Gene, ours: Transcript, typed: _Pair) -> Iterator[str]:
    """Say in which older way of counting the names would fit.

    A coding name alone fits elsewhere by chance; there the name must be a published one.
    """
    published = _published_coding(gene)
    for older, moved in _in_our_numbers(gene, typed):
        likely = moved.protein is not None or moved.coding in published
        if likely and not list(_misfits(ours, moved)):
            yield say(
                "counted {counted} it is {name} here ({source})",
                counted=say(older.counted),
                name=moved,
                source=older.source,
            )


def _published_coding(gene: Gene) -> set[CodingName | None]:
    return {read_coding(known.hgvs_c) for known in gene.known_variants} - {None}


def _in_our_numbers(gene: Gene, typed: _Pair) -> Iterator[tuple[OlderNumbering, _Pair]]:
    for older in OLDER_NUMBERINGS:
        if older.gene != gene.symbol:
            continue
        coding = older.coding(typed.coding) if typed.coding is not None else None
        protein = older.protein(typed.protein) if typed.protein is not None else None
        moved = _Pair(coding, protein)
        if moved != typed and (coding is None) == (typed.coding is None):
            yield older, moved


# --- remarks ---------------------------------------------------------------------------------


def _published_otherwise(gene: Gene, typed: _Pair) -> Iterator[str]:
    published = _published_coding(gene)
    if typed.coding is None or typed.coding in published:
        return
    for older, moved in _in_our_numbers(gene, typed):
        if moved.coding in published:
            yield say(
                "counted {counted} it would be {name}, which is published: check how the report "
                "counts ({source})",
                counted=say(older.counted),
                name=moved.coding,
                source=older.source,
            )


def _beside_its_like(gene: Gene, typed: _Pair) -> Iterator[str]:
    """Remark on a protein name alone where the residue beside it is published alike."""
    protein = typed.protein
    if typed.coding is not None or protein is None or protein.kind is not ProteinKind.SUBSTITUTION:
        return
    for known in gene.known_variants:
        name = read_protein(known.hgvs_p)
        if name is None or abs(name.number - protein.number) != 1:
            continue
        if name == replace(protein, number=name.number):
            yield say(
                "{name}, one residue beside it, is published too: check the reference base",
                name=name,
            )


# --- on another transcript -------------------------------------------------------------------

_ACCESSION = re.compile(r"[NX]M_\d+(\.\d+)?|ENST\d+(\.\d+)?|LRG_\d+t\d+")


def _is_another(transcript: str, ours: Transcript) -> bool:
    """Whether a transcript is stated that is not ours; words are no statement."""
    named = transcript.strip()
    return bool(_ACCESSION.fullmatch(named)) and on_our_transcript(named, ours) is None


def _on_another(gene: Gene, ours: Transcript, typed: _Pair, transcript: str) -> str:
    for older, moved in _in_our_numbers(gene, typed):
        if accession(transcript.strip()) in older.accessions:
            there = say(
                "counted {counted}; on {transcript} it is {name} ({source})",
                counted=say(older.counted),
                transcript=ours.refseq,
                name=moved,
                source=older.source,
            )
            if not list(_misfits(ours, moved)):
                return there
            return say("{where}, which does not fit: check the name", where=there)
    return say(
        "named on {other}, not on {transcript}: the name was not checked",
        other=transcript.strip(),
        transcript=ours.refseq,
    )
