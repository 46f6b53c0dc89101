"""Gives each found allele its name, says where the name comes from, and where sources disagree.

Who is asked, in this order:

1. the reference sequence, where the laboratory has added it (``sequence/names.py``);
2. the laboratory's own annotation on our transcript: VEP, SnpEff, bcftools csq;
3. the place on the exon table and, for one base in a codon, the protein, the reference base
   and the genetic code;
4. the published name of the same allele in the gene file.

The first that gives a name is used; all others must give the same. Where two disagree on the
coding or the protein name, neither is printed as the name: both stand in the reason, and a
person decides (KNOWLEDGE.md 1a, "Stopped case"). What nobody names is ``p.?`` with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from genetics.alleles import GeneAllele
from genetics.annotations import Annotated, Annotations, annotated
from genetics.answers import Judged
from genetics.codons import beside_intron, consequences, one_base
from genetics.hgvs import UNKNOWN_PROTEIN
from genetics.name_sources import (
    BY_CODON,
    NO_SEQUENCE,
    PUBLICATION,
    By,
    CodingVerdict,
    ProteinVerdict,
    Question,
    Speaker,
    coding_verdict,
    counts_otherwise,
    protein_verdict,
    speaker,
)
from genetics.panel import Transcript
from genetics.phrases import marked, say
from genetics.reference.tables import load_proteins
from genetics.results import region_in_words
from genetics.sequence.names import SequenceName, name_by_sequence
from genetics.sequence.slices import Slice

NO_TRANSCRIPT = marked("named by nobody: no transcript of the gene is on file")
NEEDS_SEQUENCE = marked(
    "named by nobody: to name a change of more than one base takes the reference sequence "
    "(sideroscreen reference add), and neither the file's annotation nor a publication names it"
)
NOT_COMPARED = marked("not left-aligned, so not compared with the published ones")
IN_DISPUTE = marked("name in dispute: the sources disagree")

_SPLICE_REGION = "splice_region_variant"


@dataclass(frozen=True, slots=True)
class Naming:
    """The name of an allele: what it is, where it comes from, and what to remark on it.

    `hgvs_c` is "" and `hgvs_p` is "p.?" where there is no settled name. `source` says who
    gives the name, or why there is none. `disagreement` names the sources that contradict
    each other and what each of them says; it is "" otherwise.
    """

    hgvs_c: str
    hgvs_p: str
    source: str
    consequence: str
    remarks: tuple[str, ...] = ()
    disagreement: str = ""
    nmd: Judged | None = None

    @property
    def in_words(self) -> str:
        """Return source and remarks in one line."""
        return "; ".join((self.source, *self.remarks))


def name_of(
    allele: GeneAllele,
    annotations: Annotations,
    bases: Slice | None = None,
) -> Naming:
    """Return the name of an allele, with what the reference and the file's annotators say of it."""
    transcript = allele.gene.transcript
    change = one_base(transcript, allele.variant) if transcript is not None else None
    by_position = change.name if change is not None else None
    return name_allele(allele, annotated(annotations, allele, by_position), bases)


def name_allele(allele: GeneAllele, said: Annotated, bases: Slice | None = None) -> Naming:
    """Return the name of an allele from all that is said of it, case by case.

    - One base: the coding name follows from its place; a protein name from annotation or
      publication must be one that the codon allows.
    - Several bases, insertions, deletions: a coding name from annotation or publication
      must fit the allele's length and place.
    - Every residue that a protein name gives must stand at its number in our protein.
    - A change that an annotator reads together with another one on the same copy has no
      protein name of its own.
    - With the reference sequence, `bases`, the name is known: a coding name that means another
      allele is contradicted, one that writes the same allele at another place is remarked on.
    """
    transcript = allele.gene.transcript
    if transcript is None:
        return Naming("", UNKNOWN_PROTEIN, say(NO_TRANSCRIPT), _undetermined(allele))
    change = one_base(transcript, allele.variant)
    sequence = _by_sequence(allele, transcript, bases) if bases is not None else NO_SEQUENCE
    question = Question(allele, transcript, change, said, sequence, bases)
    coding = coding_verdict(question)
    protein = protein_verdict(question, coding)
    disputes = (*coding.disputes, *protein.disputes)
    return Naming(
        hgvs_c=str(coding.name) if coding.name is not None else "",
        hgvs_p=str(protein.name) if protein.name is not None else UNKNOWN_PROTEIN,
        source=_source(coding, protein),
        consequence=_consequence(question),
        remarks=tuple(_remarks(question, coding, protein)),
        disagreement=_a_person_decides(disputes) if disputes else "",
        nmd=sequence.nmd if protein.name is not None else None,
    )


def _by_sequence(allele: GeneAllele, transcript: Transcript, bases: Slice) -> SequenceName:
    protein = load_proteins().get(transcript.protein, "")
    return name_by_sequence(transcript, allele.variant, bases, protein)


# --- in words --------------------------------------------------------------------------------


def _a_person_decides(disputes: Sequence[str]) -> str:
    return say("{disputes}; a person decides", disputes="; ".join(disputes))


def _source(coding: CodingVerdict, protein: ProteinVerdict) -> str:
    """Say who gives the name: the first that was asked and had one."""
    if coding.disputes:
        return say(IN_DISPUTE)
    first = coding.said[0].by if coding.said else None
    named = _coding_named_by(first)
    by = protein.said[0].by if protein.name is not None else first
    if by is None or by == first:
        return named
    if by == PUBLICATION:
        return say("{source}, p. as published", source=named)
    if by == BY_CODON:
        return say("{source} and {speaker}", source=named, speaker=by.in_words())
    return say("{source}, p. by {speaker}", source=named, speaker=by.in_words())


def _coding_named_by(first: Speaker | None) -> str:
    if first is None:
        return say(NEEDS_SEQUENCE)
    if first == PUBLICATION:
        return say("name as published")
    return say("named by {speaker}", speaker=first.in_words())


def _remarks(question: Question, coding: CodingVerdict, protein: ProteinVerdict) -> Iterator[str]:
    if coding.name is not None:
        yield from _the_same(coding, protein)
        if protein.why_none:
            yield say("p.? because {reason}", reason=protein.why_none)
    yield from question.annotated.remarks
    if coding.name is not None and question.published_under(coding.name) is not None:
        yield say(
            "published under this name, but without its allele, so the class on file is not used"
        )
    for name in question.annotated.names:
        if counts_otherwise(question, name):
            yield say(
                "{speaker} says {name}: older SnpEff counts along the genome outside the "
                "transcript",
                speaker=speaker(name).in_words(),
                name=name.coding,
            )
    for by, written in question.names_given():
        if question.written_otherwise(written):
            yield say(
                "{speaker} writes the same change as {name}",
                speaker=by.in_words(),
                name=written,
            )
    yield from _of_place(question, coding, protein)


def _the_same(coding: CodingVerdict, protein: ProteinVerdict) -> Iterator[str]:
    """Say who else gives the same name."""
    also = {said.by for said in protein.said} if protein.name is not None else set()
    first = protein.said[0].by if protein.name is not None else None
    for said in coding.said[1:]:
        if said.by == PUBLICATION:
            only_coding = first == PUBLICATION or protein.disputes
            yield say("c. the same as published") if only_coding else say("the same as published")
        elif said.by.by is By.POSITION and BY_CODON in also:
            yield say("the same by its position and codon")
        elif said.by.by is By.POSITION:
            yield say("the same by its position")
        else:
            yield say("the same by {speaker}", speaker=said.by.in_words())
    # BCSQ gives no coding name.
    of_protein_only = also - {first, BY_CODON, PUBLICATION, *(said.by for said in coding.said)}
    for words in sorted(by.in_words() for by in of_protein_only):
        yield say("the same p. by {speaker}", speaker=words)


def _of_place(question: Question, coding: CodingVerdict, protein: ProteinVerdict) -> Iterator[str]:
    """Remark on alleles that can be written at several places, and on ends of exons."""
    sequence = question.sequence
    if sequence.coding is None and sequence.why_not:
        yield say("the reference sequence gives no name: {reason}", reason=sequence.why_not)
    if not question.allele.left_aligned and sequence.coding is None:
        yield say(NOT_COMPARED)
    if coding.apart and question.published_coding is None:
        yield say(
            "the name lies {count} bases from where the file writes the allele; that both are "
            "the same takes the reference sequence to check",
            count=coding.apart,
        )
    change = question.change
    exon = beside_intron(change) if change is not None and change.codon else None
    if exon is not None:
        yield say("at the end of exon {number}, it may change splicing as well", number=exon.number)
    elif change is None and protein.name is not None and _SPLICE_REGION in sequence.terms:
        yield say("at the end of an exon, it may change splicing as well")


# --- the consequence -------------------------------------------------------------------------


def _consequence(question: Question) -> str:
    """Return Sequence Ontology terms: the sequence's, annotation's, codon's, or gene file's."""
    allele, change, said = question.allele, question.change, question.annotated
    if question.sequence.terms:
        return "&".join(question.sequence.terms)
    known = allele.known.consequence if allele.known is not None else ""
    fields = [name.field for name in said.names if name.terms]
    if fields:
        of_first = [name.terms for name in said.names if name.field == fields[0]]
        return "&".join(dict.fromkeys(chain.from_iterable(of_first)))
    if change is None:
        return known or _undetermined(allele)
    terms = consequences(change)
    return known if known and terms[0] == "coding_sequence_variant" else "&".join(terms)


def _undetermined(allele: GeneAllele) -> str:
    return say("not determined ({region})", region=region_in_words(allele.region))
