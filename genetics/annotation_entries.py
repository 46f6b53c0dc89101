"""Reads the entries that VEP and SnpEff write into INFO, by the columns of the header."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from genetics.panel import Transcript
from genetics.phrases import say
from genetics.readers.header import DeclaredField, Header


class Program(StrEnum):
    """The annotators that are read, in the order in which they are asked."""

    VEP = "VEP"
    SNPEFF = "SnpEff"
    BCFTOOLS = "bcftools csq"


@dataclass(frozen=True, slots=True)
class Annotator:
    """One field of INFO that holds an annotator's entries: its name, program, and columns."""

    field: str
    program: Program
    columns: tuple[str, ...]


# VEP: "… Format: Allele|Consequence|…"; SnpEff: "Functional annotations: 'Allele | …' ";
# bcftools: "… Format: '[*]consequence|gene|transcript|…' or, for consequences of …".
_FORMAT = re.compile(r"Format:\s*'([^']*)'|Format:\s*([^'\"]+)|'([^']*\|[^']*)'")
_COLUMNS_OF = {
    Program.VEP: {"consequence", "feature"},
    Program.SNPEFF: {"annotation", "feature_id"},
    Program.BCFTOOLS: {"consequence", "gene", "transcript", "biotype"},
}


def annotators_of(header: Header) -> tuple[Annotator, ...]:
    """Return the fields that hold an annotator's entries, told by their columns."""
    found = [one for declared in header.info.values() if (one := _annotator(declared))]
    order = list(Program)
    return tuple(sorted(found, key=lambda annotator: order.index(annotator.program)))


def _annotator(declared: DeclaredField) -> Annotator | None:
    found = _FORMAT.search(declared.description)
    if found is None:
        return None
    text = found[1] or found[2] or found[3]
    columns = tuple(re.sub(r"\[\*\]|[][]", "", one).strip().casefold() for one in text.split("|"))
    for program, needed in _COLUMNS_OF.items():
        if needed.issubset(columns):
            return Annotator(declared.id, program, columns)
    return None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the columns that are used here, as written.

    `allele` and `number` are None where the field has no such column. `transcript` is "" in
    an entry that is not about a transcript. `mane` is what VEP's MANE_SELECT column holds.
    """

    allele: str | None
    number: str | None
    transcript: str
    gene: str
    terms: tuple[str, ...]
    coding: str
    protein: str
    mane: str = ""
    warnings: str = ""


def read_entries(annotator: Annotator, value: str) -> tuple[tuple[Entry, ...], int]:
    """Return the entries of CSQ or ANN, and how many had another number of columns.

    A value may hold escapes such as ``%3D`` for ``=``, as VCF asks.
    """
    entries: list[Entry] = []
    broken = 0
    for text in value.split(","):
        columns = [unquote(column).strip() for column in text.split("|")]
        if len(columns) != len(annotator.columns):
            broken += 1
            continue
        named: dict[str, str] = {}
        for name, column in zip(annotator.columns, columns, strict=True):
            named.setdefault(name, column)
        entries.append(_vep(named) if annotator.program is Program.VEP else _snpeff(named))
    return tuple(entries), broken


def _vep(named: Mapping[str, str]) -> Entry:
    allele = named.get("allele")
    about = named.get("feature_type", "Transcript")
    return Entry(
        allele=allele.upper() if allele is not None else None,
        number=named.get("allele_num"),
        transcript=named["feature"] if about == "Transcript" else "",
        gene=named.get("symbol", ""),
        terms=_terms(named["consequence"]),
        coding=named.get("hgvsc", ""),
        protein=named.get("hgvsp", "") or _from_amino_acids(named),
        mane=named.get("mane_select", ""),
    )


def _snpeff(named: Mapping[str, str]) -> Entry:
    allele = named.get("allele")
    about = named.get("feature_type", "transcript").casefold()
    return Entry(
        allele=allele.upper() if allele is not None else None,
        number=None,
        transcript=named["feature_id"] if about == "transcript" else "",
        gene=named.get("gene_name", ""),
        terms=_terms(named["annotation"]),
        coding=named.get("hgvs.c", ""),
        protein=named.get("hgvs.p", ""),
        warnings=next((text for name, text in named.items() if name.startswith("errors")), ""),
    )


def _terms(text: str) -> tuple[str, ...]:
    return tuple(term for term in text.split("&") if term)


def _from_amino_acids(named: Mapping[str, str]) -> str:
    """Make a protein name of ``R/C`` and ``452`` where VEP was not asked for HGVS."""
    letters = re.fullmatch(r"([A-Z*])(?:/([A-Z*]))?", named.get("amino_acids", ""))
    number = re.fullmatch(r"(\d+)(?:/\d+)?", named.get("protein_position", ""))
    if letters is None or number is None:
        return ""
    return f"p.{letters[1]}{number[1]}{letters[2] or letters[1]}"


# --- whose transcript ------------------------------------------------------------------------

_ACCESSION = re.compile(r"((?:NM_|ENST)\d+)(?:\.(\d+))?")


def accession(named: str) -> str:
    """Return an accession without its version; anything else as it is."""
    found = _ACCESSION.fullmatch(named)
    return found[1] if found else named


def on_our_transcript(named: str, transcript: Transcript, mane: str = "") -> str | None:
    """Return what is to be said of a transcript, "" for exactly ours; None if it is not ours.

    - Our RefSeq accession, or the Ensembl accession that MANE pairs with it. A different
      version, or none, is said.
    - Another accession whose MANE_SELECT column (`mane`) names ours: said as well.
    """
    if not named:
        return None
    if accession(named) == accession(transcript.refseq):
        return _version_said(named, transcript.refseq)
    if transcript.ensembl and accession(named) == accession(transcript.ensembl):
        version = _version_said(named, transcript.ensembl)
        pair = say("which MANE pairs with {transcript}", transcript=transcript.refseq)
        return f"{pair} ({version})" if version else pair
    if mane and accession(mane) in {accession(transcript.refseq), accession(transcript.ensembl)}:
        return say("which the entry says MANE pairs with {transcript}", transcript=mane)
    return None


def _version_said(named: str, ours: str) -> str:
    if named == ours:
        return ""
    if "." in named:
        return say("ours is {transcript}", transcript=ours)
    return say("no version given, ours is {transcript}", transcript=ours)


def written_transcript(entry: Entry) -> str:
    """Return the entry's transcript; its version may stand before the coding name only."""
    before = entry.coding.partition(":")[0] if ":" in entry.coding else ""
    same = before and accession(before) == accession(entry.transcript)
    return before if same and "." not in entry.transcript else entry.transcript
