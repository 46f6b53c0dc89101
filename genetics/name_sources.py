"""Who names an allele, and what each says: sequence, annotation, place and codon, publication.

The sources are asked in this order. They contradict each other when two give different
names, when a name does not fit the allele, or when a residue does not stand where the
protein name says. Spellings that mean the same are no contradiction (``hgvs.py``); with the
reference sequence that is known of every name, wherever it writes the allele.
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
from genetics.sequence.names import SequenceName, same_change
from genetics.sequence.slices import Slice
from genetics.word_lists import one_by_one, or_list


class By(StrEnum):
    """The five that can name an allele."""

    SEQUENCE = "sequence"
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
            case By.SEQUENCE:
                return say("the reference sequence on {transcript}", transcript=self.transcript)
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


# Without the reference there is no name by it, and nothing to say about that.
NO_SEQUENCE = SequenceName()


@dataclass(frozen=True, slots=True)
class Question:
    """An allele that is to be named, and what the annotators say of it.

    `change` is the change as the transcript reads it where it is one of a single base.
    `sequence` is what the reference sequence, whose `bases` these are, makes of the allele.
    """

    allele: GeneAllele
    transcript: Transcript
    change: OneBase | None
    annotated: Annotated
    sequence: SequenceName = NO_SEQUENCE
    bases: Slice | None = None

    def written_otherwise(self, name: CodingName) -> bool:
        """Whether a name means this allele at another of the places where it can be written."""
        ours = self.sequence.coding
        return (
            self.bases is not None
            and ours is not None
            and agreeing_coding(ours, name) is None
            and same_change(self.transcript, self.allele.variant, self.bases, name)
        )

    def names_given(self) -> Iterator[tuple[Speaker, CodingName]]:
        """Yield the coding names of annotators and publication, as each of them writes it."""
        for name in self.annotated.names:
            if name.coding is not None and not counts_otherwise(self, name):
                yield speaker(name), name.coding
        if (published := self.published_coding) is not None:
            yield PUBLICATION, published

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
    """Ask sequence, annotation, place and publication for the coding name."""
    said = tuple(_coding_names(question))
    disputes = tuple(_coding_disputes(question, said))
    if not said or disputes:
        return CodingVerdict(said, disputes, None)
    best = reduce(lambda one, other: agreeing_coding(one, other) or one, (s.name for s in said))
    settled = question.change is not None or question.sequence.coding is not None
    apart = 0 if settled else _fit(question, best).apart
    return CodingVerdict(said, disputes, best, apart)


def _coding_names(question: Question) -> Iterator[SaidCoding]:
    change, ours = question.change, question.sequence.coding
    if ours is not None:
        yield SaidCoding(Speaker(By.SEQUENCE, question.transcript.refseq), ours)
    given = [
        SaidCoding(by, ours if ours and question.written_otherwise(name) else name)
        for by, name in question.names_given()
    ]
    for one in given:
        if one.by != PUBLICATION:
            yield SaidCoding(one.by, _trimmed(question, one.name))
    if change is not None:
        yield SaidCoding(Speaker(By.POSITION, question.transcript.refseq), change.name)
    yield from (one for one in given if one.by == PUBLICATION)


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
    settled = question.change is not None or question.sequence.coding is not None
    for one in () if settled else said:
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
    """Ask sequence, annotation, codon and publication for the protein name.

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
    return ProteinVerdict(said, disputes, None, _why_nobody(question))


def _why_nobody(question: Question) -> str:
    if question.sequence.coding is not None:
        return question.sequence.why_not
    if question.change is not None:
        return protein_name(question.change)[1]
    return say("no source gives what it does to the protein")


def _protein_names(question: Question, coding: CodingVerdict) -> Iterator[SaidProtein]:
    if (ours := question.sequence.protein) is not None:
        yield SaidProtein(Speaker(By.SEQUENCE, question.transcript.refseq), ours)
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
        if one.name == question.sequence.protein:
            continue
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
