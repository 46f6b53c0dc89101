"""Names from the sequence, on a small gene whose bases can all be read; worked out by hand."""

import pytest
from readable_gene import BUILD, DOWN, PROTEIN, START, UP, after, allele, c, gene

from genetics.answers import Answer
from genetics.hgvs import read_coding
from genetics.sequence.decay import decay
from genetics.sequence.names import name_by_sequence, name_haplotype, same_change
from genetics.sequence.slices import Slice
from genetics.variants import Assembly, Variant

# Place, bases gone, new bases: names, terms; what is behind each protein name is written out.
NAMES = [
    # TGG > TGC: Cys
    (c(9), "G", "C", "c.9G>C", "p.(Trp3Cys)", "missense_variant"),
    # TGG > TGA: stop
    (c(9), "G", "A", "c.9G>A", "p.(Trp3Ter)", "stop_gained"),
    # GCT > GCC: Ala
    (c(6), "T", "C", "c.6T>C", "p.(Ala2=)", "synonymous_variant"),
    # AAA AAA > AAG AAG: Lys Lys, over two codons
    (c(12), "AAAA", "GAAG", "c.12_15delinsGAAG", "p.(=)", "synonymous_variant"),
    # AAA AAA > AAT GAA: Asn Glu
    (c(12), "AA", "TG", "c.12_13delinsTG", "p.(Lys4_Lys5delinsAsnGlu)", "missense_variant"),
    # CTG > AGG: Arg; AG is CT turned round
    (c(19), "CT", "AG", "c.19_20inv", "p.(Leu7Arg)", "missense_variant"),
    # The last of six A, and of two AAA
    (c(10), "AAA", "", "c.13_15del", "p.(Lys5del)", "inframe_deletion"),
    (c(10), "", "AAA", "c.13_15dup", "p.(Lys5dup)", "inframe_insertion"),
    # A W K K > A D L Q is no deletion; TGG AAA gone: Trp3 and Lys4 (K K are alike, the last counts)
    (c(7), "TGGAAA", "", "c.7_12del", "p.(Trp3_Lys4del)", "inframe_deletion"),
    # GCT GGT TGG: Gly put in
    (c(7), "", "GGT", "c.6_7insGGT", "p.(Ala2_Trp3insGly)", "inframe_insertion"),
    # GCT GGT TAA TGG: Gly and a stop
    (c(7), "", "GGTTAA", "c.6_7insGGTTAA", "p.(Ala2_Trp3insGlyTer)",
     "stop_gained&inframe_insertion"),
    # GGT TAA AAA for AAA AAA
    (c(10), "A", "GGTT", "c.10delinsGGTT", "p.(Lys4delinsGlyTer)",
     "stop_gained&protein_altering_variant"),
    # AAA AAG ACC TGC AGG TTC GAG ATG AAT GCT CAT AAC TGT AAC ATT GAC C: no stop
    (c(10), "A", "", "c.15del", "p.(Asp6ThrfsTer?)", "frameshift_variant"),
    # AAA AAA AGA CCT GCA GGT TCG AGA TGA: Arg6 is new, the stop is 12, the seventh from there
    (c(10), "", "A", "c.15dup", "p.(Asp6ArgfsTer7)", "frameshift_variant"),
    # T AA: the first new codon is a stop
    (c(8), "GG", "", "c.8_9del", "p.(Trp3Ter)", "stop_gained&frameshift_variant"),
    # The last codon before the stop: the protein ends where Ser14 stood, at its own stop
    (c(40), "TCA", "", "c.41_43del", "p.(Ser14Ter)", "inframe_deletion"),
    # --- start and stop
    (c(2), "T", "G", "c.2T>G", "p.(Met1?)", "start_lost"),
    (c(0) - 1, "CCA", "", "c.-2_1del", "p.(Met1?)",
     "start_lost&splice_region_variant&5_prime_UTR_variant"),
    (c(45), "A", "G", "c.45A>G", "p.(Ter15=)", "stop_retained_variant"),
    # CAA CTG TAA: Gln, Leu, stop
    (c(43), "T", "C", "c.43T>C", "p.(Ter15GlnextTer2)", "stop_lost"),
    # AAC TGT AAC ATT GAC C: no stop
    (c(43), "T", "", "c.43del", "p.(Ter15AsnextTer?)", "frameshift_variant&stop_lost"),
    # TCA TAA gone, CTG TAA stands there: Ser14 becomes Leu, then a stop
    (c(40), "TCATAA", "", "c.40_45del", "p.(Ser14LeufsTer2)", "stop_lost&inframe_deletion"),
    # ACA TAG: Thr, and a stop in the place of the old one
    (c(40), "TCATAA", "ACATAG", "c.40_45delinsACATAG", "p.(Ser14Thr)", "missense_variant"),
    # TCA TAA CTG > TCG TAG ATG: all new bases, the same protein with a stop in its place
    (c(42), "ATAAC", "GTAGA", "c.42_*1delinsGTAGA", "p.(=)",
     "stop_retained_variant&3_prime_UTR_variant"),
    # TCA TAC ATG TAA: Tyr, Met, stop
    (c(45), "AC", "CA", "c.45_*1delinsCA", "p.(Ter15TyrextTer2)",
     "stop_lost&3_prime_UTR_variant"),
    # TGC TCA TAA CTG TAA CAT TGA CC less CATAACTGTAACA: TGC TTT GAC C: no stop
    (c(41), "CATAACTGTAACA", "", "c.41_*8del", "p.(Ser14PhefsTer?)",
     "frameshift_variant&stop_lost&3_prime_UTR_variant"),
    # --- where exon and intron meet
    # CAG|GTA less one G: on the genome the last G is the intron's; its GT is still there
    (c(24), "G", "", "c.24+1del", "p.?", "frameshift_variant&splice_region_variant"),
    (c(24), "", "G", "c.24+1dup", "p.?", "frameshift_variant&splice_region_variant"),
    # CAG|GTT less one G: the last G is the exon's; TTC GAG ATG AAT GCT CAT AAC ...: no stop
    (c(25) - 1, "G", "", "c.25del", "p.(Val9PhefsTer?)",
     "frameshift_variant&splice_region_variant"),
    # CTG CAG CAG GTA: Gln once more
    (c(22), "", "CAG", "c.22_24dup", "p.(Gln8dup)", "inframe_insertion&splice_region_variant"),
    (after(1), "", "C", "c.24_24+1insC", "p.?", "frameshift_variant&splice_region_variant"),
    (after(1), "G", "A", "c.24+1G>A", "p.?", "splice_donor_variant"),
    (after(2), "", "CC", "c.24+1_24+2insCC", "p.?", "splice_donor_variant"),
    (c(25) - 1, "G", "A", "c.25-1G>A", "p.?", "splice_acceptor_variant"),
    (after(5), "G", "C", "c.24+5G>C", "p.?", "splice_region_variant&intron_variant"),
    # 23 bases: the middle one belongs to the exon before
    (after(12), "A", "C", "c.24+12A>C", "p.?", "intron_variant"),
    (after(13), "C", "A", "c.25-11C>A", "p.?", "intron_variant"),
    (c(22), "CAGGTA", "", "c.22_24+3del", "p.?",
     "splice_donor_variant&coding_sequence_variant&intron_variant"),
    # --- untranslated, outside
    (10, "G", "C", "c.-8G>C", "p.?", "5_prime_UTR_variant"),
    (13, "C", "T", "c.-5C>T", "p.?", "splice_region_variant&5_prime_UTR_variant"),
    (15, "G", "A", "c.-4+1G>A", "p.?", "splice_donor_variant"),
    (30, "G", "A", "c.-3-1G>A", "p.?", "splice_acceptor_variant"),
    (32, "C", "", "c.-1del", "p.?", "splice_region_variant&5_prime_UTR_variant"),
    (c(46), "C", "A", "c.*1C>A", "p.?", "3_prime_UTR_variant"),
    (UP, "C", "G", "c.-9C>G", "p.?", "upstream_gene_variant"),
    (DOWN, "G", "A", "c.*15G>A", "p.?", "downstream_gene_variant"),
]  # fmt: skip


@pytest.mark.parametrize("strand", ["+", "-"])
@pytest.mark.parametrize(
    ("start", "gone", "new", "coding", "protein", "terms"), NAMES, ids=[row[3] for row in NAMES]
)
def test_a_change_is_named(strand, start, gone, new, coding, protein, terms):
    transcript, bases = gene(strand)
    variant = allele(strand, start, gone, new)

    named = name_by_sequence(transcript, variant, bases, PROTEIN)

    assert str(named.coding) == coding
    assert (str(named.protein) if named.protein else "p.?") == protein
    assert "&".join(named.terms) == terms
    assert bool(named.why_not) is (named.protein is None)
    assert same_change(transcript, variant, bases, read_coding(coding))


@pytest.mark.parametrize("strand", ["+", "-"])
@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("c.15del", True),
        ("c.10del", True),
        ("c.12_12del", True),
        ("c.16del", False),
        ("c.9del", False),
        ("c.14_15del", False),
        ("c.15dup", False),
        ("c.15delinsA", False),
        ("c.14_15delinsA", True),
    ],
)
def test_a_name_written_elsewhere_in_a_row_means_the_same_allele(strand, name, same):
    transcript, bases = gene(strand)

    variant = allele(strand, c(12), "A", "")

    assert same_change(transcript, variant, bases, read_coding(name)) is same


# --- several changes of one copy ---

TOGETHER = [
    # GAC > TAC Tyr, GAC > GAA Glu; together TAA, a stop
    ([(c(16), "G", "T"), (c(18), "C", "A")], "c.16_18delinsTAA", "p.(Asp6Ter)", "stop_gained"),
    # TGG > AAG: Lys
    ([(c(8), "G", "A"), (c(7), "T", "A")], "c.7_8delinsAA", "p.(Trp3Lys)", "missense_variant"),
    # One A less, one C more: AAA AAG ACC CTG, the frame is back
    ([(c(10), "A", ""), (c(18), "", "C")], "None", "p.(Asp6Thr)", "missense_variant"),
    # GAT Asp and GAA Glu, three residues between them: no name in one
    ([(c(5), "C", "A"), (c(18), "C", "A")], "None", "p.?", "missense_variant"),
    ([(c(7), "TG", ""), (c(8), "G", "A")], "None", "p.?", ""),
]


@pytest.mark.parametrize("strand", ["+", "-"])
@pytest.mark.parametrize(("changes", "coding", "protein", "terms"), TOGETHER)
def test_changes_of_one_copy_are_read_together(strand, changes, coding, protein, terms):
    transcript, bases = gene(strand)
    variants = [allele(strand, *change) for change in changes]

    named = name_haplotype(transcript, variants, bases, PROTEIN)

    assert str(named.coding) == coding
    assert (str(named.protein) if named.protein else "p.?") == protein
    assert "&".join(named.terms) == terms
    assert bool(named.why_not) is (named.protein is None)


# --- never a name from the wrong bases ---


@pytest.mark.parametrize(
    ("variant", "protein", "why"),
    [
        (Variant(BUILD, "9", START + c(9), "T", "A"), PROTEIN, "REF is T"),
        (Variant(BUILD, "9", START + c(9), "G", "N"), PROTEIN, "other letters"),
        (Variant(BUILD, "9", START + c(9), "G", "A"), "MAWKKDLQVRDECT", "does not make"),
        (Variant(BUILD, "9", START - 1, "G", "A"), PROTEIN, "does not reach so far"),
        (Variant(BUILD, "9", START + 125, "A", "AA"), PROTEIN, "does not reach so far"),
        (Variant(BUILD, "8", START + c(9), "G", "A"), PROTEIN, "does not reach so far"),
        (Variant(Assembly.GRCH37, "9", START + c(9), "G", "A"), PROTEIN, "does not hold"),
    ],
)
def test_without_the_right_bases_there_is_no_name_but_a_reason(variant, protein, why):
    named = name_by_sequence(*gene("+")[:1], variant, gene("+")[1], protein)

    assert (named.coding, named.protein, named.terms, named.nmd) == (None, None, (), None)
    assert why in named.why_not


def test_a_stretch_that_ends_inside_the_gene_names_nothing():
    transcript, bases = gene("+")
    short = Slice("MADE", BUILD, "9", START, bases.bases[:100])

    named = name_by_sequence(transcript, allele("+", c(9), "G", "A"), short, PROTEIN)

    assert named.coding is None
    assert "whole transcript" in named.why_not


# --- decay of the message ---


@pytest.mark.parametrize(
    ("stop", "junction", "answer"),
    [
        (None, 900, Answer.CANNOT_TELL),
        (500, 0, Answer.NO),  # one exon
        (900, 900, Answer.NO),  # first base of the last exon
        (899, 900, Answer.NO),
        (850, 900, Answer.NO),  # 50 before it
        (849, 900, Answer.CANNOT_TELL),
        (845, 900, Answer.CANNOT_TELL),  # 55
        (844, 900, Answer.YES),
        (200, 900, Answer.YES),  # 100 behind the start
        (199, 900, Answer.CANNOT_TELL),
    ],
)
def test_whether_a_message_with_an_early_stop_decays(stop, junction, answer):
    assert decay(stop, 100, junction).answer is answer


@pytest.mark.parametrize(
    ("start", "gone", "new", "answer"),
    [
        (c(9), "G", "A", Answer.NO),  # a stop 18 bases before the last exon
        (c(10), "", "A", Answer.NO),  # in the last exon
        (c(10), "A", "", Answer.CANNOT_TELL),  # no stop follows
        (c(9), "G", "C", None),
        (c(43), "T", "C", None),  # the stop is lost, none is early
        (c(24), "G", "", None),  # no protein name
    ],
)
def test_decay_is_judged_for_early_stops_alone(start, gone, new, answer):
    transcript, bases = gene("-")

    named = name_by_sequence(transcript, allele("-", start, gone, new), bases, PROTEIN)

    assert (named.nmd.answer if named.nmd else None) is answer
