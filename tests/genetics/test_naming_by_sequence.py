"""With the reference sequence: it is asked first, and it tells which other names mean the same."""

import random
from dataclasses import replace

import pytest
from made_up_genome import BASES, made_up
from readable_gene import BUILD, allele, c, gene

from genetics.alleles import GeneAllele
from genetics.annotation_entries import Program
from genetics.annotations import Annotated, AnnotatedName
from genetics.answers import Answer
from genetics.gene_files import load_panel
from genetics.hgvs import read_coding, read_protein
from genetics.naming import name_allele
from genetics.panel import KnownVariant
from genetics.readers.records import Record
from genetics.sequence.slices import Slice
from genetics.variants import Variant


def found(variant: Variant, strand: str, published: str = "") -> GeneAllele:
    """Return an allele of the small gene as a record gives it, perhaps with a published name."""
    record = Record(
        "line 9", 9, "9", variant.pos, variant.pos, variant.ref, (variant.alt,), "PASS", ".",
        (), (), (),
    )  # fmt: skip
    small = replace(load_panel().gene("SLC25A38"), transcript=gene(strand)[0], known_variants=())
    known = (
        KnownVariant("k", published, "", (variant,), "", "", "", "", None, (), "")
        if published
        else None
    )
    return GeneAllele(small, record, 1, variant, True, "exon 2", "", 2, known)


def csq(coding: str, protein: str = "", terms: tuple[str, ...] = ()) -> Annotated:
    name = AnnotatedName(
        "CSQ", Program.VEP, "NM_1.1", read_coding(coding), read_protein(protein), terms
    )
    return Annotated((name,))


@pytest.mark.parametrize("strand", ["+", "-"])
@pytest.mark.parametrize(
    ("said", "published", "words"),
    [
        (Annotated(), "", "named by the reference sequence on NM_1.1"),
        (
            csq("c.15dup", "p.Asp6ArgfsTer7", ("frameshift_variant",)),
            "",
            "named by the reference sequence on NM_1.1; the same by the laboratory's CSQ on NM_1.1",
        ),
        (
            csq("c.9_10insA"),
            "",
            (
                "named by the reference sequence on NM_1.1; the same by the laboratory's CSQ on "
                "NM_1.1; the laboratory's CSQ on NM_1.1 writes the same change as c.9_10insA"
            ),
        ),
        (
            Annotated(),
            "c.12dup",
            (
                "named by the reference sequence on NM_1.1; the same as published; the publication "
                "writes the same change as c.12dup"
            ),
        ),
    ],
)
def test_the_sequence_names_first_and_other_spellings_are_remarked(strand, said, published, words):
    one = found(allele(strand, c(10), "", "A"), strand, published)

    naming = name_allele(one, said, gene(strand)[1])

    assert (naming.hgvs_c, naming.hgvs_p) == ("c.15dup", "p.(Asp6ArgfsTer7)")
    assert naming.consequence == "frameshift_variant"
    assert naming.nmd.answer is Answer.NO
    assert naming.in_words == words
    assert naming.disagreement == ""


@pytest.mark.parametrize("strand", ["+", "-"])
def test_a_name_that_means_another_allele_is_in_dispute(strand):
    one = found(allele(strand, c(10), "", "A"), strand)

    naming = name_allele(one, csq("c.16dup", "p.Asp6ArgfsTer7"), gene(strand)[1])

    assert (naming.hgvs_c, naming.hgvs_p, naming.nmd) == ("", "p.?", None)
    assert naming.disagreement == (
        "the reference sequence on NM_1.1 says c.15dup, the laboratory's CSQ on NM_1.1 says "
        "c.16dup; a person decides"
    )


def test_another_protein_name_is_in_dispute():
    one = found(allele("+", c(10), "", "A"), "+")

    naming = name_allele(one, csq("c.15dup", "p.Asp6ArgfsTer9"), gene("+")[1])

    assert (naming.hgvs_c, naming.hgvs_p) == ("c.15dup", "p.?")
    assert "says p.(Asp6ArgfsTer7), the laboratory's CSQ" in naming.disagreement


def test_what_the_sequence_cannot_tell_is_said():
    one = found(allele("+", c(22), "CAGGTA", ""), "+")

    naming = name_allele(one, Annotated(), gene("+")[1])

    assert (naming.hgvs_c, naming.hgvs_p) == ("c.22_24+3del", "p.?")
    assert naming.in_words == (
        "named by the reference sequence on NM_1.1; p.? because it touches a splice site; what it "
        "does to the protein is not known"
    )


def test_where_ref_is_not_in_the_reference_it_gives_no_name():
    one = found(Variant(BUILD, "9", allele("+", c(10), "", "A").pos, "CC", "C"), "+")

    naming = name_allele(one, Annotated(), gene("+")[1])

    assert naming.hgvs_c == ""
    assert "the reference sequence gives no name: REF is CC" in naming.in_words


def test_a_named_change_beside_an_intron_may_change_splicing_as_well():
    one = found(allele("+", c(22), "", "CAG"), "+")

    naming = name_allele(one, Annotated(), gene("+")[1])

    assert (naming.hgvs_c, naming.hgvs_p) == ("c.22_24dup", "p.(Gln8dup)")
    assert "it may change splicing as well" in naming.in_words


@pytest.mark.parametrize("symbol", ["ALAS2", "SLC25A38"])
def test_place_and_codon_agree_with_the_sequence_on_every_coding_base(symbol):
    one = made_up(load_panel().gene(symbol), 5)
    bases = Slice(symbol, BUILD, symbol, 1, "".join(one.bases[pos] for pos in sorted(one.bases)))
    chance = random.Random(3)
    for pos in one.coding:
        ref = one.bases[pos]
        variant = Variant(BUILD, symbol, pos, ref, chance.choice(BASES.replace(ref, "")))
        allele_ = replace(found(variant, "+"), gene=one.gene)

        naming = name_allele(allele_, Annotated(), bases)
        without = name_allele(allele_, Annotated())

        assert naming.disagreement == ""
        assert naming.hgvs_c == without.hgvs_c
        assert without.hgvs_p in {"p.?", naming.hgvs_p}
        assert naming.hgvs_p != "p.?"
