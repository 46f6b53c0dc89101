"""Names typed in from reports: the numbering traps, and what is wrong with each."""

import pytest

from genetics.gene_files import load_panel
from genetics.typed_names import NameCheck, check_typed_name

MRNA = "names of Cotter 1999, Blood 93:1757, and Cazzola 2002, Blood 100:4236"
STEAP3 = "ClinVar VariationID 50372; comparison of the two protein sequences"
ABCB7 = "comparison of the protein sequences and exon tables; ClinVar 2016-11-02"


def check(symbol: str, hgvs_c: str, hgvs_p: str = "", transcript: str = "") -> NameCheck:
    return check_typed_name(load_panel().gene(symbol), hgvs_c, hgvs_p, transcript)


# --- the numbering traps of KNOWLEDGE.md 2.1 ---


@pytest.mark.parametrize(
    ("symbol", "hgvs_c", "hgvs_p", "contradictions"),
    [
        # (a) codon 100 of the older isoform is codon 110 here
        ("STEAP3", "", "p.Cys100Ter", ["residue 100 of NP_878919.2 is Ala, not Cys", f"counted on the isoform of 488 amino acids (NM_018234) it is p.(Cys110Ter) here ({STEAP3})"]),
        ("STEAP3", "c.300C>A", "p.Cys100Ter", ["residue 100 of NP_878919.2 is Ala, not Cys", "c.300C>A makes Ala of Ala100, not p.(Cys100Ter)", f"counted on the isoform of 488 amino acids (NM_018234) it is c.330C>A p.(Cys110Ter) here ({STEAP3})"]),
        ("STEAP3", "c.330C>A", "p.Cys110Ter", []),
        # (b) older ALAS2 papers count from the start of the mRNA: subtract 52
        ("ALAS2", "c.1406C>T", "p.Arg452Cys", ["c.1406C>T: no codon of Ile469 has C as its base 2", f"counted from the start of the mRNA it is c.1354C>T p.(Arg452Cys) here ({MRNA})"]),
        ("ALAS2", "c.1731G>A", "p.Arg560His", ["c.1731G>A: no codon of Asn577 has G as its base 3", f"counted from the start of the mRNA it is c.1679G>A p.(Arg560His) here ({MRNA})"]),
        ("ALAS2", "c.647T>C", "p.Tyr199His", ["c.647T>C changes residue 216, not 199", f"counted from the start of the mRNA it is c.595T>C p.(Tyr199His) here ({MRNA})"]),
        ("ALAS2", "c.1354C>T", "p.Arg452Cys", []),
        ("ALAS2", "c.1679G>A", "p.Arg560His", []),
        ("ALAS2", "c.595T>C", "p.Tyr199His", []),
        # (d) ABCB7: the published numbers are those of MANE; NM_004299 has one residue more
        ("ABCB7", "c.1200T>G", "p.I400M", []),
        ("ABCB7", "c.1231G>C", "p.V411L", []),
        ("ABCB7", "c.1297G>A", "p.E433K", []),
        ("ABCB7", "c.1203T>G", "p.Ile401Met", ["residue 401 of NP_001258625.1 is Val, not Ile", "c.1203T>G makes Val of Val401, not p.(Ile401Met)", f"counted on the isoform of 753 amino acids (NM_004299) it is c.1200T>G p.(Ile400Met) here ({ABCB7})"]),
        ("ABCB7", "c.1234G>C", "p.Val412Leu", ["residue 412 of NP_001258625.1 is Met, not Val", "c.1234G>C: no codon of Met412 has G as its base 1", f"counted on the isoform of 753 amino acids (NM_004299) it is c.1231G>C p.(Val411Leu) here ({ABCB7})"]),
        ("ABCB7", "c.1300G>A", "p.Glu434Lys", ["residue 434 of NP_001258625.1 is Thr, not Glu", "c.1300G>A: no codon of Thr434 has G as its base 1", f"counted on the isoform of 753 amino acids (NM_004299) it is c.1297G>A p.(Glu433Lys) here ({ABCB7})"]),
        # (e) two arginines side by side
        ("ALAS2", "c.1676G>A", "p.Arg559His", []),
        ("ALAS2", "c.1679G>A", "p.Arg559His", ["c.1679G>A changes residue 560, not 559"]),
        ("ALAS2", "c.1676G>A", "p.Arg560His", ["c.1676G>A changes residue 559, not 560"]),
    ],
)  # fmt: skip
def test_a_numbering_trap(symbol, hgvs_c, hgvs_p, contradictions):
    assert list(check(symbol, hgvs_c, hgvs_p).contradictions) == contradictions


@pytest.mark.parametrize(
    ("symbol", "hgvs_c", "hgvs_p", "transcript", "remarks"),
    [
        # (a), (d) the older isoform is stated
        ("STEAP3", "c.300C>A", "p.(Cys100Ter)", "NM_018234.3", [f"counted on the isoform of 488 amino acids (NM_018234); on NM_182915.3 it is c.330C>A p.(Cys110Ter) ({STEAP3})"]),
        ("STEAP3", "c.330C>A", "p.(Cys110Ter)", "NM_018234.3", [f"counted on the isoform of 488 amino acids (NM_018234); on NM_182915.3 it is c.360C>A p.(Cys120Ter) ({STEAP3}), which does not fit: check the name"]),
        ("ABCB7", "c.1203T>G", "p.(Ile401Met)", "NM_004299.6", [f"counted on the isoform of 753 amino acids (NM_004299); on NM_001271696.3 it is c.1200T>G p.(Ile400Met) ({ABCB7})"]),
        ("ALAS2", "c.9A>G", "", "NM_001037967.4", ["named on NM_001037967.4, not on NM_000032.5: the name was not checked"]),
        # (c) the promoter change, counted from the start of transcription
        ("ALAS2", "c.-206C>G", "", "", ["counted from the start of transcription it would be c.-258C>G, which is published: check how the report counts (PMID:15885606)"]),
        ("ALAS2", "c.-258C>G", "p.?", "", []),
        # (e) a protein name alone
        ("ALAS2", "", "p.Arg559His", "", ["p.(Arg560His), one residue beside it, is published too: check the reference base"]),
        ("ALAS2", "", "p.Arg560His", "", ["p.(Arg559His), one residue beside it, is published too: check the reference base"]),
        ("ALAS2", "", "p.Arg452Cys", "", []),
        # what is no name
        ("ALAS2", "see report", "", "", ["see report is not read as a coding name, it was not checked"]),
        ("ALAS2", "c.1354C>T", "p.R452", "", ["p.R452 is not read as a protein name, it was not checked"]),
        ("ALAS2", "", "", "", []),
    ],
)  # fmt: skip
def test_what_is_to_be_remarked_on_a_typed_name(symbol, hgvs_c, hgvs_p, transcript, remarks):
    found = check(symbol, hgvs_c, hgvs_p, transcript)

    assert found.contradictions == ()
    assert list(found.remarks) == remarks


@pytest.mark.parametrize(
    ("symbol", "hgvs_c", "hgvs_p", "contradiction"),
    [
        ("ALAS2", "c.1354C>T", "p.Arg452His", "c.1354C>T makes Cys, Ter or Trp of Arg452, not p.(Arg452His)"),
        ("ALAS2", "c.1354A>T", "", None),
        ("ALAS2", "c.1354G>T", "", "c.1354G>T: no codon of Arg452 has G as its base 1"),
        ("ALAS2", "c.2000A>T", "", "c.2000 does not lie in the coding part of NM_000032.5, c.1 to c.1764"),
        ("SLC25A38", "c.458-1G>T", "", "c.458-1: c.458 is not the first base of an exon of NM_017875.4"),
        ("SLC25A38", "c.457+1G>T", "", "c.457+1: c.457 is not the last base of an exon of NM_017875.4"),
        ("SLC25A38", "c.457-1G>T", "p.?", None),
        ("SLC25A38", "c.456+1G>T", "", None),
        ("SLC25A38", "c.475del", "p.(Glu159ArgfsTer7)", None),
        ("SLC25A38", "c.475del", "p.(Arg117fs)", "c.475del begins in codon 159, behind residue 117"),
        ("SLC25A38", "c.1A>G", "p.(Met1?)", None),
        ("SLC25A38", "c.349C>T", "p.R117X", None),
        ("SLC25A38", "", "p.Arg500Cys", "residue 500 of NP_060345.2 is not there, not Arg"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_name_of_ours(symbol, hgvs_c, hgvs_p, contradiction):
    found = check(symbol, hgvs_c, hgvs_p)

    assert list(found.contradictions) == ([contradiction] if contradiction else [])


def test_our_transcript_may_be_named_in_each_of_its_ways():
    ours = load_panel().gene("ALAS2").transcript
    for transcript in (ours.refseq, ours.ensembl, "NM_000032.4", "MANE Select", "not stated", ""):
        assert check("ALAS2", "c.1354C>T", "p.Arg452Cys", transcript) == NameCheck()
        assert check("ALAS2", "c.1406C>T", "p.Arg452Cys", transcript).contradictions


def test_no_published_name_of_the_gene_files_is_contradicted():
    for gene in load_panel().genes:
        for known in gene.known_variants:
            found = check_typed_name(gene, known.hgvs_c, known.hgvs_p)
            assert found.contradictions == (), known.id
