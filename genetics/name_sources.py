"""Who names an allele, and what each says: annotation, place and codon, publication.

The sources are asked in this order. They contradict each other when two give different
names, when a name does not fit the allele, or when a residue does not stand where the
protein name says. Spellings that mean the same are no contradiction (``hgvs.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from itertools import combinations

from genetics.allele_fit import Fit, fit, repeats_unchanged_bases
from genetics.alleles import GeneAllele
from genetics.annotation_entries import Program
from genetics.annotations import Annotated, AnnotatedName
from genetics.codons import OneBase, allows, codon_of, protein_name, why_ref_is_wrong
from genetics.hgvs import (
    CodingName,
    ProteinName,
    agreeing,
    agreeing_coding,
    read_coding,
    read_protein,
)
from genetics.panel import KnownVariant, Transcript
from genetics.phrases import say, say_number
from genetics.reference.genetic_code import amino_acid
from genetics.reference.tables import load_proteins
from genetics.word_lists import one_by_one, or_list


class By(StrEnum):
    """The four that can name an allele."""

    ANNOTATION = "annotation"
    POSITION = "position"
    CODON = "codon"
    PUBLICATION = "publication"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who gives a name; `transcript` and `field` where it is the annotation or the place."""

    by: By
    transcript: str = ""
    field: str = ""

    def in_words(self) -> str:
        """Say who it is."""
        match self.by:
            case By.ANNOTATION:
                return say(
                    "the laboratory's {field} on {transcript}",
                    field=self.field,
                    transcript=self.transcript,
                )
            case By.POSITION:
                return say("its position on {transcript}", transcript=self.transcript)
            case By.CODON:
                return say("its codon")
            case By.PUBLICATION:
                return say("the publication")


PUBLICATION = Speaker(By.PUBLICATION)
BY_CODON = Speaker(By.CODON)


@dataclass(frozen=True, slots=True)
class Question:
    """An allele that is to be named, and what the annotators say of it.

    `change` is the change as the transcript reads it where it is one of a single base.
    """

    allele: GeneAllele
    transcript: Transcript
    change: OneBase | None
    annotated: Annotated

    @property
    def published_coding(self) -> CodingName | None:
        """Return the published coding name of the allele."""
        known = self.allele.known
        return read_coding(known.hgvs_c) if known is not None else None

    def published_under(self, name: CodingName) -> KnownVariant | None:
        """Return the published change of this name for which no source gives an allele."""
        for known in self.allele.gene.known_variants:
            if not known.alleles and read_coding(known.hgvs_c) == name:
                return known
        return None

    def published_protein(self, coding: CodingName | None) -> ProteinName | None:
        """Return the published protein name of the allele, or else of its coding name."""
        known = self.allele.known
        if known is None and coding is not None:
            known = self.published_under(coding)
        return read_protein(known.hgvs_p) if known is not None else None


def speaker(name: AnnotatedName) -> Speaker:
    """Return who an annotator's entry speaks for, and on which transcript."""
    return Speaker(By.ANNOTATION, name.transcript, name.field)


def _who_says_what(said: Sequence[SaidCoding] | Sequence[SaidProtein]) -> str:
    """Say who gives which name: "A says c.1A>T, B and C say c.2C>T"."""
    by_name: dict[str, list[str]] = {}
    for one in said:
        by_name.setdefault(str(one.name), []).append(one.by.in_words())
    return ", ".join(
        say_number(
            "{speakers} says {name}",
            "{speakers} say {name}",
            len(all_),
            speakers=one_by_one(dict.fromkeys(all_)),
            name=name,
        )
        for name, all_ in by_name.items()
    )


def _says_but(by: Speaker, name: CodingName | ProteinName, why_not: str) -> str:
    return say(
        "{speaker} says {name}, but {reason}", speaker=by.in_words(), name=name, reason=why_not
    )


# --- the coding name -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SaidCoding:
    """A coding name and who gives it."""

    by: Speaker
    name: CodingName


@dataclass(frozen=True, slots=True)
class CodingVerdict:
    """The coding names in the order in which they were asked for, and what comes of them.

    `name` is the best form of the name that nobody contradicts, or None. `apart` is how far
    the name of a longer change lies from where the file writes it.
    """

    said: tuple[SaidCoding, ...]
    disputes: tuple[str, ...]
    name: CodingName | None
    apart: int = 0


def coding_verdict(question: Question) -> CodingVerdict:
    """Ask annotation, place and publication for the coding name."""
    said = tuple(_coding_names(question))
    disputes = tuple(_coding_disputes(question, said))
    if not said or disputes:
        return CodingVerdict(said, disputes, None)
    best = reduce(lambda one, other: agreeing_coding(one, other) or one, (s.name for s in said))
    apart = 0 if question.change is not None else _fit(question, best).apart
    return CodingVerdict(said, disputes, best, apart)


def _coding_names(question: Question) -> Iterator[SaidCoding]:
    change = question.change
    for name in question.annotated.names:
        if name.coding is not None and not counts_otherwise(question, name):
            yield SaidCoding(speaker(name), _trimmed(question, name.coding))
    if change is not None:
        yield SaidCoding(Speaker(By.POSITION, question.transcript.refseq), change.name)
    if (published := question.published_coding) is not None:
        yield SaidCoding(PUBLICATION, published)


def counts_otherwise(question: Question, name: AnnotatedName) -> bool:
    """Whether SnpEff counts a place before or behind the transcript along the genome.

    Its older versions do (SnpEff, HgvsDna.posUpstream and posDownstream), so that a promoter
    change has another number there; that is no disagreement.
    """
    change = question.change
    return (
        name.program is Program.SNPEFF
        and change is not None
        and change.outside_transcript
        and name.coding != change.name
    )


def _trimmed(question: Question, name: CodingName) -> CodingName:
    """Return the name without the bases that it repeats unchanged."""
    change, allele = question.change, question.allele
    if change is not None and repeats_unchanged_bases(
        question.transcript, allele.variant, allele.record, allele.number, name
    ):
        return change.name
    return name


def _fit(question: Question, name: CodingName) -> Fit:
    allele = question.allele
    return fit(question.transcript, allele.variant, allele.left_aligned, name)


def _coding_disputes(question: Question, said: Sequence[SaidCoding]) -> Iterator[str]:
    """Yield what contradicts: REF and protein, a name and the allele, two names."""
    if wrong := why_ref_is_wrong(question.transcript, question.allele.variant):
        yield wrong
    for one in said if question.change is None else ():
        if why_not := _fit(question, one.name).why_not:
            yield _says_but(one.by, one.name, why_not)
    pairs = combinations((one.name for one in said), 2)
    if any(agreeing_coding(one, other) is None for one, other in pairs):
        yield _who_says_what(said)


# --- the protein name ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SaidProtein:
    """A protein name and who gives it."""

    by: Speaker
    name: ProteinName


@dataclass(frozen=True, slots=True)
class ProteinVerdict:
    """The protein names in the order in which they were asked for, and what comes of them.

    `name` is the fullest form of the name that nobody contradicts, or None; `why_none` says
    why.
    """

    said: tuple[SaidProtein, ...]
    disputes: tuple[str, ...]
    name: ProteinName | None
    why_none: str = ""


def protein_verdict(question: Question, coding: CodingVerdict) -> ProteinVerdict:
    """Ask annotation, codon and publication for the protein name.

    There is none where sources disagree, be it on the coding name, and none where an
    annotator reads the change together with another one on the same copy.
    """
    said = tuple(_protein_names(question, coding))
    disputes = tuple(_protein_disputes(question, coding, said))
    together = next((name.together for name in question.annotated.names if name.together), "")
    if disputes or coding.disputes:
        return ProteinVerdict(said, disputes, None, say("the sources disagree"))
    if together:
        return ProteinVerdict(said, disputes, None, together)
    if said:
        best = reduce(lambda one, other: agreeing(one, other) or one, (s.name for s in said))
        return ProteinVerdict(said, disputes, best)
    change = question.change
    unknown = say("no source gives what it does to the protein")
    why_none = protein_name(change)[1] if change is not None else unknown
    return ProteinVerdict(said, disputes, None, why_none)


def _protein_names(question: Question, coding: CodingVerdict) -> Iterator[SaidProtein]:
    for name in question.annotated.names:
        if name.protein is not None:
            yield SaidProtein(speaker(name), name.protein)
    by_codon = protein_name(question.change)[0] if question.change is not None else None
    if by_codon is not None:
        yield SaidProtein(BY_CODON, by_codon)
    if (published := question.published_protein(coding.name)) is not None:
        yield SaidProtein(PUBLICATION, published)


def _protein_disputes(
    question: Question, coding: CodingVerdict, said: Sequence[SaidProtein]
) -> Iterator[str]:
    """Yield what contradicts: a name and our protein or the change itself, two names."""
    for one in said:
        if why_not := _why_not(question, coding, one.name):
            yield _says_but(one.by, one.name, why_not)
    pairs = combinations((one.name for one in said), 2)
    if any(agreeing(one, other) is None for one, other in pairs):
        yield _who_says_what(said)


def _why_not(question: Question, coding: CodingVerdict, name: ProteinName) -> str:
    """Return why a protein name cannot be what the change does, or "".

    - The residue that it names stands elsewhere in our protein.
    - One base: the codon cannot become that.
    - A longer change begins in a later codon than the name.
    """
    accession = question.transcript.protein
    protein = load_proteins().get(accession, "")
    here = amino_acid(protein, name.number) if protein and name.number else name.residue
    if here != name.residue:
        return say(
            "residue {number} of {protein} is {residue}",
            number=name.number,
            protein=accession,
            residue=here or say("not there"),
        )
    change = question.change
    if change is not None and change.possible and not allows(change, name):
        return say(
            "{name} makes {possible} of {residue}",
            name=change.name,
            possible=or_list(change.possible),
            residue=f"{change.residue}{change.codon}",
        )
    if change is None and coding.name is not None and coding.name.start.is_coding:
        begins = codon_of(coding.name.start)
        if 0 < name.number < begins:
            return say("{name} begins in codon {codon}", name=coding.name, codon=begins)
    return ""
